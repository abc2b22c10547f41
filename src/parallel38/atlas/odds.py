"""How likely each decision was on a morning of a war, found by asking the rules themselves.

A decision falls when a draw of luck is below its hazard. The rules of `command/government.py` are
called on the state of that morning with other luck, drawn beforehand and sorted, and the hazard is
found between the last draw that decides and the first that does not. Nothing of a rule stands here,
so nothing here can disagree with one.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.atlas.wire import encode, quantised, squeezed
from parallel38.command.commander import DOCTRINE
from parallel38.command.front import Estimate, estimate
from parallel38.command.government import govern, plan_landing
from parallel38.command.posture import landing_pending
from parallel38.complaint import Complaint
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.orders import Decision, Orders, blank_orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.design import Design, open_scenario, scenario_of
from parallel38.ensemble.run import begin
from parallel38.ensemble.watch import fought

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

DRAWS = 4096  # of luck for the decisions of governments: hazards are known to a part of it
LANDING_DRAWS = 512  # of luck for a landing, drawn anew every day
LUCK_DAY = 0  # `govern` sees the calendar through the state alone; its day keys the luck
STEPS = 20_000  # numbers for a chance of 1
TOLD = (  # the decisions by the names under which runs keep their days
    "intervened", "crossed", "landed", "relieved", "limited", "talks", "agreed", "armistice",
    "nuclear", "called",
)  # fmt: skip
ONCE = {  # what a government decides only once
    Decision.INTERVENE: "intervened", Decision.CROSS: "crossed", Decision.RELIEVE: "relieved",
    Decision.LIMIT: "limited", Decision.TALK: "talks", Decision.AGREE_PRISONERS: "agreed",
    Decision.SIGN: "armistice", Decision.CALL: "called",
}  # fmt: skip


class Luck(NamedTuple):
    """Keys of luck in the order of the draws that they give for one decision."""

    keys: I64  # (s,)
    draws: F64  # (s,) rising


class Asker:
    """Asks the rules of one war, morning by morning; remembers where it found a hazard last."""

    def __init__(self, world: Theatre, rates: Rates) -> None:
        self.world = world
        self.rates = rates
        self._last: dict[Decision, int] = {}

    def odds(self, state: State) -> F64:
        """Return the chance that each decision is taken on the morning of `state` (10,) [1/day].

        `state` stays as it is. A chance below a part of `DRAWS` is told as 0.
        """
        world, rates = self.world, self.rates
        south, north = estimate(SOUTH, state, world, rates), estimate(NORTH, state, world, rates)
        orders = blank_orders(len(state.formations.men))
        found = np.zeros(len(Decision))

        def decides(decision: Decision, key: int) -> bool:
            govern(state, world, rates, orders, south, north, key, LUCK_DAY)
            return bool(orders.decision[decision])

        for decision in Decision:
            once = ONCE.get(decision)
            if decision == Decision.LAND or (once and getattr(state.politics, once)[0] >= 0):
                continue
            luck = government_luck(int(decision))
            at = deciding(luck, partial(decides, decision), self._last.get(decision, 0))
            self._last[decision] = at
            found[decision] = hazard(luck, at)
        found[Decision.LAND] = self._landing(state, orders, south)
        return found

    def _landing(self, state: State, orders: Orders, south: Estimate) -> float:
        if not landing_pending(state, self.rates):
            return 0.0
        day = int(state.day[0])

        def lands(key: int) -> bool:
            orders.decision[:] = 0
            plan_landing(state, self.world, self.rates, orders, south, key, day)
            return bool(orders.decision[Decision.LAND])

        luck = sorted_luck(Stream.LANDING, day, 0, LANDING_DRAWS)
        return hazard(luck, deciding(luck, lands, 0))


def odds_of_war(plan: Design, war: int) -> bytes:
    """Return the chance of each decision on every day of a war, (10, d), as a message of the wire.

    Raises `Complaint` where no rules decide.
    """
    if plan.commander != DOCTRINE:
        raise Complaint(f"the orders of this run come from {plan.commander!r}: no odds decide them")
    opened, luck = scenario_of(plan, war)
    before = open_scenario(plan.scenario, (), ()) if plan.since else opened
    told = np.zeros((len(Decision), plan.days))
    asker = Asker(before.theatre, before.kernel_rates)
    told[:, 0] = asker.odds(begin(before, plan.seed, luck, plan.days).state)
    for day, field in fought(plan, war):
        if day + 1 == plan.since:  # the change is made overnight
            asker = Asker(opened.theatre, opened.kernel_rates)
        if day + 1 < plan.days and field.state.politics.armistice[0] < 0:
            told[:, day + 1] = asker.odds(field.state)
    plane = quantised("chance", "u2", told, 1 / STEPS)
    return squeezed(encode("odds", [plane], war=war, decisions=list(TOLD)))


def deciding(luck: Luck, decides: Callable[[int], bool], guess: int) -> int:
    """Return how many of the sorted draws decide; `guess` is where to look first."""
    low, high = 0, len(luck.keys)
    for at in (guess, guess - 1):
        if low <= at < high:
            if decides(int(luck.keys[at])):
                low = at + 1
            else:
                high = at
    while low < high:
        middle = (low + high) // 2
        if decides(int(luck.keys[middle])):
            low = middle + 1
        else:
            high = middle
    return low


def hazard(luck: Luck, count: int) -> float:
    """Return the hazard between the last draw that decides, the `count`-th, and the next."""
    if count == 0:
        return 0.0
    if count == len(luck.keys):
        return 1.0
    return float(luck.draws[count - 1] + luck.draws[count]) / 2


@cache
def government_luck(decision: int) -> Luck:
    """Return the luck of one decision of a government, sorted."""
    return sorted_luck(Stream.GOVERNMENT, LUCK_DAY, decision, DRAWS)


def sorted_luck(stream: Stream, day: int, index: int, count: int) -> Luck:
    """Return `count` keys in the order of the draws that they give."""
    number = int(stream)  # a member of an enum is looked up anew for every compiled call
    draws = np.array([uniform(key, number, day, index) for key in range(count)])
    order = np.argsort(draws)
    return Luck(order.astype(np.int64), draws[order])
