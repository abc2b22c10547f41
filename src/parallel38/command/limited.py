"""Limited attacks while talks go on: a hill, some days, for a reason at the table.

The war is cut into blocks of `local_days`; in each block a side attacks, with the probability that
a daily hazard gives, from one front cell drawn by lot into the neighbour seen to be weakest, with
as many of its formations as are needed for `local_men` men.
Simplification: no odds are asked for; the hill is chosen for the table, not for its weakness.
"""

import math

from parallel38.command.front import Front
from parallel38.engine._jit import kernel
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.laws import may_enter
from parallel38.engine.orders import Orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES


@kernel
def limited_attack(
    side: int,
    front: Front,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    seed: int,
    day: int,
) -> None:
    """Write attack orders for one cell of the enemy's front, if this block has such an attack."""
    g = rates.government
    length = max(1, int(g.local_days))
    block = day // length
    index = 2 * block + side
    chance = 1.0 - math.exp(-g.local_hazard * float(length))
    if len(front.cells) == 0 or uniform(seed, Stream.LOCAL, block, index) >= chance:
        return
    pick = int(uniform(seed, Stream.TALKS, block, index) * float(len(front.cells)))
    start = front.cells[pick]
    cells, formations = state.cells, state.formations
    goal = -1
    least = 1.0e12
    for e in range(EDGES):
        near = world.neighbour[start, e]
        if near < 0 or cells.holder[near] == side or not may_enter(side, near, world, True):
            continue
        if state.might.seen[1 - side, near] < least:
            least = state.might.seen[1 - side, near]
            goal = near
    if goal < 0:
        return
    sent = 0.0
    for f in range(len(formations.men)):
        if sent >= g.local_men:
            break
        here = formations.side[f] == side and formations.status[f] == Status.FIELD
        if here and formations.cell[f] == start and formations.kind[f] != Kind.SECURITY:
            orders.attack[f] = goal
            sent += float(formations.men[f])
