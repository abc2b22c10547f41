"""Phase `obey`: decisions of governments and headquarters take effect.

Writes: formations.goal, sides.posture, sides.posture_days, sides.pulses, sides.idle, sides.alarm,
politics.*
"""

from parallel38.engine._jit import kernel
from parallel38.engine.orders import Decision, Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.world import NORTH


@kernel
def _once(day_of: "I64", wanted: int, day: int) -> None:  # type: ignore[name-defined]  # noqa: F821
    if wanted == 1 and day_of[0] < 0:
        day_of[0] = day


@kernel
def obey(state: State, rates: Rates, orders: Orders, day: int) -> None:
    """Record today's postures and decisions."""
    sides, politics = state.sides, state.politics
    for f in range(len(state.formations.goal)):
        state.formations.goal[f] = orders.goal[f]
    for side in range(2):
        if orders.posture[side] == sides.posture[side]:
            sides.posture_days[side] += 1
        else:
            if orders.posture[side] == Posture.ATTACK:
                sides.pulses[side] += 1
            sides.posture[side] = orders.posture[side]
            sides.posture_days[side] = 0
        sides.idle[side] += 1
    decided = orders.decision
    if decided[Decision.INTERVENE] == 1 and politics.intervened[0] < 0:
        sides.pulses[NORTH] = 0  # a new enemy: what was learnt of the old one does not count
        sides.alarm[NORTH] = 0.0  # nor has a fresh command seen the other's defeat
    _once(politics.called, decided[Decision.CALL], day)
    _once(politics.intervened, decided[Decision.INTERVENE], day)
    _once(politics.crossed, decided[Decision.CROSS], day)
    _once(politics.relieved, decided[Decision.RELIEVE], day)
    _once(politics.limited, decided[Decision.LIMIT], day)
    _once(politics.talks, decided[Decision.TALK], day)
    _once(politics.agreed, decided[Decision.AGREE_PRISONERS], day)
    _once(politics.armistice, decided[Decision.SIGN], day)
    if day >= int(rates.government.patron_dies) and politics.patron_lost[0] < 0:
        politics.patron_lost[0] = day
