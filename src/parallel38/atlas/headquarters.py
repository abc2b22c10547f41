"""What each headquarters wants on a morning of a war: with which odds, and by which rules.

Nothing of a rule stands here. The rules of `command/posture.py` are asked on the state of that
morning: with other luck, to find the chance of a blow; with more or less strength or supplies of
one's own, to find the odds at which the headquarters would want something else; without alarm,
talks or limits; and with one rule after another switched off, to find those without which it would
want something else this morning. Where luck has a say, all this is found for the luckiest draw: it
tells what luck is asked about.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from parallel38.atlas.odds import DRAWS, LUCK_DAY, Luck, hazard, sorted_luck
from parallel38.atlas.wishes import CHANGES, HELD, Wishes, ask, blank_wishes
from parallel38.command.commander import DOCTRINE
from parallel38.complaint import Complaint
from parallel38.engine.draws import Stream
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.world import F64, I64, NORTH, SOUTH
from parallel38.ensemble.design import Design, open_scenario, scenario_of
from parallel38.ensemble.run import begin
from parallel38.ensemble.spread import with_rates
from parallel38.ensemble.watch import fought

if TYPE_CHECKING:
    from parallel38.engine.tables import Theatre
    from parallel38.scenario.scenario import Scenario

MOST = 8.0  # times its strength, or a part of it, up to which other wishes are looked for
STEPS = 12  # of halving between two strengths
SIDES = ("south", "north")
GROUPS = (*SIDES, "sight", "landing")  # of rates that a headquarters decides by
POSTURES = tuple(one.name.lower() for one in Posture)


class Asking(NamedTuple):
    """All that both headquarters of a scenario are asked with."""

    world: "Theatre"
    rates: Sequence[Rates]  # a packed table: the scenario's own, then without each of `rules`
    rules: tuple[tuple[str, str], ...]  # id, and whose rule it is
    keys: I64  # (2, s) of luck
    farthest: F64  # (4,) of CHANGES


def headquarters_of_war(plan: Design, war: int) -> dict[str, Any]:
    """Return what both headquarters wanted on every morning of a war, and why: {day: [two]}.

    Raises `Complaint` where no rules decide.
    """
    if plan.commander != DOCTRINE:
        raise Complaint(f"the orders of this run come from {plan.commander!r}: no rules decide")
    opened, luck = scenario_of(plan, war)
    before = open_scenario(plan.scenario, (), ()) if plan.since else opened
    asking = asking_of(before)
    days = [both(begin(before, plan.seed, luck, plan.days).state, asking)]
    for day, field in fought(plan, war):
        if day + 1 == plan.since:  # the change is made overnight
            asking = asking_of(opened)
        if day + 1 < plan.days and field.state.politics.armistice[0] < 0:
            days.append(both(field.state, asking))
    return {"war": war, "days": days}


def asking_of(scenario: "Scenario") -> Asking:
    """Return what the headquarters of a scenario are asked with: among it the rates that take
    their place when a rule of a headquarters is switched off."""
    rules = {
        name: rule
        for name, rule in scenario.rules.items()
        if rule.side != "engine" and any(rate.split(".")[0] in GROUPS for rate in rule.off)
    }
    own: Any = scenario.kernel_rates
    rates = np.recarray((len(rules) + 1,), dtype=own.dtype)
    rates[0] = own
    for row, rule in enumerate(rules.values(), 1):
        rates[row] = with_rates(scenario, rule.off).kernel_rates
    return Asking(
        scenario.theatre,
        cast(Sequence[Rates], rates),
        tuple((name, rule.side) for name, rule in rules.items()),
        np.array([posture_luck(side).keys for side in (SOUTH, NORTH)]),
        np.array([MOST, 1 / MOST, MOST, 1 / MOST]),
    )


def both(state: State, asking: Asking) -> list[dict[str, Any]]:
    """Return what both headquarters want on the morning of `state`, which stays as it is."""
    found = blank_wishes(len(asking.rules))
    ask(state, asking.world, asking.rates, asking.keys, asking.farthest, STEPS, LUCK_DAY, found)
    return [_told(side, found, asking.rules) for side in (SOUTH, NORTH)]


def _told(side: int, found: Wishes, rules: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    best, worst = int(found.best[side]), int(found.worst[side])
    chance = hazard(posture_luck(side), int(found.lucky[side]))
    told = {
        "side": side,
        "before": POSTURES[found.before[side]],
        "wants": POSTURES[worst],
        "by_luck": POSTURES[best] if best != worst else "",
        "chance": round(chance, 5) if best != worst else 1.0,
        "own": round(float(found.own[side])),
        "enemy": round(float(found.enemy[side])),
        "days": round(float(found.days[side]), 2),
        "alarm": round(float(found.alarm[side]), 3),
    }
    for name, times, other in zip(CHANGES, found.times[side], found.other[side], strict=True):
        told[name] = {"times": round(float(times), 4), "wants": POSTURES[other]} if times else None
    told["but_for"] = [
        {"id": name, "wants": POSTURES[other]}
        for name, other in zip(HELD, found.but_for[side], strict=True)
        if other != best
    ]
    told["rules"] = [
        {"id": name, "wants": POSTURES[other]}
        for (name, whose), other in zip(rules, found.rules[side], strict=True)
        if other != best and whose in (SIDES[side], "both")
    ]
    return told


@cache
def posture_luck(side: int) -> Luck:
    """Return the luck of a headquarters, the luckiest first."""
    return sorted_luck(Stream.POSTURE, LUCK_DAY, side, DRAWS)
