"""What each headquarters wants on a morning of a war: with which odds, and by which rules.

Nothing of a rule stands here. The rules of `command/posture.py` are asked on the state of that
morning: with other luck, to find the chance of a blow; with more or less strength or supplies of
one's own, to find the odds at which the headquarters would want something else; without alarm,
talks or limits; and with one rule after another switched off, to find those without which it would
want something else this morning. Where luck has a say, all this is found for the luckiest draw: it
tells what luck is asked about.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from parallel38.atlas.odds import DRAWS, LUCK_DAY, Luck, deciding, hazard, sorted_luck
from parallel38.command.commander import DOCTRINE
from parallel38.command.front import Estimate, estimate
from parallel38.command.posture import north_posture, south_posture
from parallel38.complaint import Complaint
from parallel38.engine.draws import Stream
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.design import Design, open_scenario, scenario_of
from parallel38.ensemble.run import begin
from parallel38.ensemble.spread import with_rates
from parallel38.ensemble.watch import fought

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

MOST = 8.0  # times its strength, or a part of it, up to which other wishes are looked for
STEPS = 12  # of halving between two strengths
SIDES = ("south", "north")
GROUPS = (*SIDES, "sight", "landing")  # of rates that a headquarters decides by

Asked = Callable[..., int]  # posture by key of luck; strength and supplies, times what they are


class Views(NamedTuple):
    """What both headquarters believe this morning, by the rates given."""

    south: Estimate
    north: Estimate


def headquarters_of_war(plan: Design, war: int) -> dict[str, Any]:
    """Return what both headquarters wanted on every morning of a war, and why: {day: [two]}.

    Raises `Complaint` where no rules decide.
    """
    if plan.commander != DOCTRINE:
        raise Complaint(f"the orders of this run come from {plan.commander!r}: no rules decide")
    opened, luck = scenario_of(plan, war)
    before = open_scenario(plan.scenario, (), ()) if plan.since else opened
    scenario, without = before, rates_without(before)
    days = [both(begin(before, plan.seed, luck, plan.days).state, scenario, without)]
    for day, field in fought(plan, war):
        if day + 1 == plan.since:  # the change is made overnight
            scenario, without = opened, rates_without(opened)
        if day + 1 < plan.days and field.state.politics.armistice[0] < 0:
            days.append(both(field.state, scenario, without))
    return {"war": war, "days": days}


def rates_without(scenario: "Scenario") -> dict[str, Rates]:
    """Return the rates that take their place when a rule of a headquarters is switched off."""
    return {
        name: with_rates(scenario, rule.off).kernel_rates
        for name, rule in scenario.rules.items()
        if rule.side != "engine" and any(rate.split(".")[0] in GROUPS for rate in rule.off)
    }


def both(state: State, scenario: "Scenario", without: Mapping[str, Rates]) -> list[dict[str, Any]]:
    """Return what both headquarters want on the morning of `state`, which stays as it is.

    `without` holds the rates of `rates_without`.
    """
    world = scenario.theatre
    others = {name: (rates, _views(state, world, rates)) for name, rates in without.items()}
    return [_told(side, state, scenario, others) for side in (SOUTH, NORTH)]


def _told(
    side: int,
    state: State,
    scenario: "Scenario",
    without: Mapping[str, tuple[Rates, Views]],
) -> dict[str, Any]:
    world, rates = scenario.theatre, scenario.kernel_rates
    views = _views(state, world, rates)
    view = views[side]
    asked: Asked = partial(_posture, side, state, world, rates, views)
    luck = posture_luck(side)
    lucky = int(luck.keys[0])
    best, worst = asked(lucky), asked(int(luck.keys[-1]))
    chance = hazard(luck, deciding(luck, lambda key: asked(key) == best, 0))
    others = {
        name: _posture(side, state, world, changed, seen, lucky)
        for name, (changed, seen) in without.items()
        if scenario.rules[name].side in (SIDES[side], "both")
    }
    return {
        "side": side,
        "before": _name(int(state.sides.posture[side])),
        "wants": _name(worst),
        "by_luck": _name(best) if best != worst else "",
        "chance": round(chance, 5) if best != worst else 1.0,
        "own": round(float(view.own)),
        "enemy": round(float(view.enemy)),
        "days": round(float(view.days), 2),
        "alarm": round(float(state.sides.alarm[side]), 3),
        "more": _other(partial(asked, lucky), best, MOST),
        "less": _other(partial(asked, lucky), best, 1 / MOST),
        "fed": _other(lambda times: asked(lucky, fed=times), best, MOST),
        "starved": _other(lambda times: asked(lucky, fed=times), best, 1 / MOST),
        "but_for": _but_for(side, state, partial(asked, lucky), best),
        "rules": [
            {"id": name, "wants": _name(other)} for name, other in others.items() if other != best
        ],
    }  # fmt: skip


def _but_for(side: int, state: State, asked: Asked, now: int) -> list[dict[str, str]]:
    """Return what holds this morning, and without which something else would be wanted."""
    things = {
        "alarm": (state.sides.alarm, side, 0.0),
        "talks": (state.politics.talks, 0, -1),
        "limited": (state.politics.limited, 0, -1),
        "waited": (state.sides.posture_days, side, 0),
    }
    found = []
    for name, (where, at, none) in things.items():
        kept = where[at]
        where[at] = none
        other = asked()
        where[at] = kept
        if other != now:
            found.append({"id": name, "wants": _name(other)})
    return found


def _views(state: State, world: Theatre, rates: Rates) -> Views:
    return Views(estimate(SOUTH, state, world, rates), estimate(NORTH, state, world, rates))


def _posture(
    side: int,
    state: State,
    world: Theatre,
    rates: Rates,
    views: Views,
    key: int,
    times: float = 1.0,
    fed: float = 1.0,
) -> int:
    """Return what a headquarters wants, were its strength and its supplies so many times theirs."""
    mine = views[side]
    view = mine._replace(own=mine.own * times, stock=mine.stock * fed, days=mine.days * fed)
    if side == SOUTH:
        return int(south_posture(state, world, rates, view))
    return int(north_posture(state, rates, view, views.south, key, LUCK_DAY))


def _other(asked: Asked, now: int, farthest: float) -> dict[str, Any] | None:
    """Return the least change, in times, towards `farthest` for which something else is wanted."""
    if asked(farthest) == now:
        return None
    near, far = 1.0, farthest
    for _ in range(STEPS):
        middle = (near * far) ** 0.5
        if asked(middle) == now:
            near = middle
        else:
            far = middle
    return {"times": round(far, 4), "wants": _name(asked(far))}


def _name(posture: int) -> str:
    return Posture(posture).name.lower()


@cache
def posture_luck(side: int) -> Luck:
    """Return the luck of a headquarters, the luckiest first."""
    return sorted_luck(Stream.POSTURE, LUCK_DAY, side, DRAWS)
