"""Phase `air`: sorties by weather, shared between close support and interdiction.

Effort today = sum over nations of their air effort x flying weather. Interdiction destroys
i = most (1 - exp(-effort share / scale)) / (1 + blunt x guns and fighters) of the other side's
deliveries.
Simplification: one air force a coalition, no air battle; defences blunt, they do not destroy.
Writes: sides.air, sides.interdiction
"""

import math

from parallel38.engine._jit import kernel
from parallel38.engine.rates import Air
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import F64


@kernel
def air(state: State, world: Theatre, rates: Air, close_share: F64, day: int) -> None:
    """Fly today's sorties; `close_share` is the share of close support by side (2,)."""
    month = world.days.war_month[day]
    flying = 0.0
    regions = len(state.sky.flying)
    for r in range(regions):
        flying += state.sky.flying[r] / float(regions)
    sides = state.sides
    sides.air[:] = 0.0
    for k in range(len(world.nations.side)):
        if world.nations.arrives_by[k] == 0 or state.politics.intervened[0] >= 0:
            sides.air[world.nations.side[k]] += world.monthly.air[k, month] * flying
    for side in range(2):
        defence = 0.0
        for k in range(len(world.nations.side)):
            present = world.nations.arrives_by[k] == 0 or state.politics.intervened[0] >= 0
            if present and world.nations.side[k] == side:
                defence += world.monthly.antiair[k, month]
        effort = sides.air[1 - side] * (1.0 - close_share[1 - side])
        most = rates.interdiction * (1.0 - math.exp(-effort / rates.effort_scale))
        sides.interdiction[side] = most / (1.0 + rates.antiaircraft * defence)
