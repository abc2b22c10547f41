"""A war that goes another way from a day on: replayed to that day, or begun from the record's.

`REPLAY`: the war is fought as it would have been, and on the morning of the day the changes take
effect; until then it is the unchanged war, byte for byte. `RECORD`: the historical script leads
the armies to the day, then the land is dealt out along the record's line of that day and whoever
stands on the wrong side of it is set down on the nearest cell of his own.
"""

from typing import Any

import numpy as np

from parallel38.command.commander import SCRIPT, Commander, appoint
from parallel38.engine.laws import muster
from parallel38.engine.objectives import objectives
from parallel38.engine.orders import Orders, blank_orders
from parallel38.engine.retreat import census
from parallel38.engine.state import Call, State, Status
from parallel38.engine.supply import spread
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.record import Record
from parallel38.ensemble.run import Field, begin, close, go_on
from parallel38.scenario import cases
from parallel38.scenario.scenario import Scenario

REPLAY, RECORD = STATES = ("replay", "record")
GIVEN = (  # columns of a formation that the order of battle decides, not the war
    "nation", "side", "kind", "motor", "call", "army", "arrive_day", "arrive_cell", "leave_day",
    "toe", "toll", "guns", "tanks",
)  # fmt: skip


def fight_from(
    before: Scenario,
    after: Scenario,
    seed: int,
    war: int,
    days: int,
    since: int,
    state: str = REPLAY,
    commander: Commander | None = None,
) -> Record:
    """Fight one war as `before` until the morning of day `since`, and as `after` from then on."""
    field = begin(before, seed, war, days)
    leader = appoint(SCRIPT, before) if state == RECORD else commander
    last = go_on(before, field, since, leader)
    if last < since - 1 or field.state.politics.armistice[0] >= 0:
        return close(field, last, days)  # it was over before anything could change
    if state == RECORD:
        along_the_line(before, field.state, since)
    field = taken_over(before, after, field, since)
    last = go_on(after, field, days, commander)
    return close(field, last, days)


def taken_over(before: Scenario, after: Scenario, field: Field, day: int) -> Field:
    """Return a war of `before` on the morning of `day` as one of `after`.

    Formations that have come stay; those still awaited come as `after` has it.
    """
    if before is after:
        return field
    old, new = field.state, after.opening()
    for table in State._fields:
        mine, theirs = getattr(new, table), getattr(old, table)
        if table == "formations":
            continue
        pairs = zip(mine, theirs, strict=True) if isinstance(mine, tuple) else [(mine, theirs)]
        for into, column in pairs:  # of nations, and so of the ledger, there may be more
            into[: len(column)] = column
    _formations(old.formations, new.formations)
    cases.decide(new, after.case, day)
    orders = blank_orders(len(new.formations.men))
    _orders(field.orders, orders)
    if after.rates.supply != before.rates.supply:  # else it is not yet time to look again
        spread(new, after.theatre, after.kernel_rates, day)
    return Field(new, orders, field.tape, field.key)


def _formations(old: Any, new: Any) -> None:
    """Copy formations into a longer or equally long table; those awaited keep their new terms."""
    count = len(old.men)
    here = old.status != Status.AWAITED
    for name in new.dtype.names:
        if name not in GIVEN:
            column = getattr(new, name)[:count]
            column[here] = getattr(old, name)[here]
    # whoever waited at sea for a landing that is not to be comes ashore at the main port
    stranded = (new.status[:count] == Status.AFLOAT) & (old.call == Call.LANDING)
    stranded &= (new.call[:count] != Call.LANDING) & (old.sea_days < 0)
    new.sea_days[:count][stranded] = 0


def _orders(old: Orders, new: Orders) -> None:
    """Copy yesterday's orders, as a commander may read them."""
    for name in Orders._fields:
        mine, theirs = getattr(new, name), getattr(old, name)
        mine[: len(theirs)] = theirs


def along_the_line(scenario: Scenario, state: State, day: int) -> None:
    """Deal the land out along the record's last line before `day`, troops on their own side."""
    script, ground = scenario.script, scenario.world.ground
    number = int(np.searchsorted(script.line_day, day, side="right")) - 1
    holder = np.where(script.south[max(number, 0)] == 1, SOUTH, NORTH)
    wrong = state.cells.holder != holder
    state.cells.holder[...] = holder
    state.cells.since[wrong] = day
    for name in ("pushed", "struck", "dug", "patrol"):
        getattr(state.cells, name)[wrong] = 0
    formations = state.formations
    for f in np.flatnonzero(formations.status == Status.FIELD):
        side, cell = int(formations.side[f]), int(formations.cell[f])
        if holder[cell] == side:
            continue
        away = np.hypot(ground.x_km - ground.x_km[cell], ground.y_km - ground.y_km[cell])
        formations.cell[f] = int(np.argmin(np.where(holder == side, away, np.inf)))
        formations.came_from[f] = -1
        formations.goal[f] = -1
        formations.target[f] = -1
    world, rates = scenario.theatre, scenario.kernel_rates
    census(state, world)
    spread(state, world, rates, day)
    formations.cut_off[state.cells.linked[np.maximum(formations.cell, 0)] == 1] = 0
    muster(state, world, rates, int(scenario.world.war_month[day]))
    objectives(state, world)
