"""One war of a design again, day by day: the same war to the last bit, with its armies to see."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.command.commander import DOCTRINE, SCRIPT, appoint
from parallel38.engine.state import State, Status
from parallel38.ensemble.branch import RECORD, along_the_line, taken_over
from parallel38.ensemble.design import Design, open_scenario, scenario_of
from parallel38.ensemble.run import Field, begin, go_on
from parallel38.scenario.scenario import Scenario

I64 = NDArray[np.int64]


class Evening(NamedTuple):
    """The armies on the evening of a day, in the order of the scenario's formations (f,)."""

    day: int
    here: NDArray[np.bool_]  # in the field
    cell: I64
    men: I64
    holder: I64  # (n,) of the cells


def fought(plan: Design, war: int) -> Iterator[tuple[int, Field]]:
    """Yield every evening of war `war` of a design, to its armistice or horizon: the day, and the
    war as it stands with the orders of that day. It goes on in place: copy what is to be kept."""
    opened, luck = scenario_of(plan, war)
    before: Scenario = open_scenario(plan.scenario, (), ()) if plan.since else opened
    commander = None if plan.commander == DOCTRINE else appoint(plan.commander, opened)
    leader = appoint(SCRIPT, before) if plan.since and plan.state == RECORD else commander
    field = begin(before, plan.seed, luck, plan.days)
    scenario = before
    for day in range(plan.days):
        if plan.since and day == plan.since:
            if plan.state == RECORD:
                along_the_line(before, field.state, day)
            field = taken_over(before, opened, field, day)
            scenario, leader = opened, commander
        go_on(scenario, field, day + 1, leader)
        yield day, field
        if field.state.politics.armistice[0] >= 0:
            return


def watch(plan: Design, war: int) -> Iterator[Evening]:
    """Yield where the armies stand every evening of war `war` of a design."""
    for day, field in fought(plan, war):
        yield _evening(field.state, day)


def _evening(state: State, day: int) -> Evening:
    formations = state.formations
    return Evening(
        day=day,
        here=np.asarray(formations.status == Status.FIELD),
        cell=np.array(formations.cell),
        men=np.array(formations.men),
        holder=np.array(state.cells.holder),
    )
