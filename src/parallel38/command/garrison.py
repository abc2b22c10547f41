"""Who stays in a town: one formation, as long as an enemy is in sight.

Towns change hands by fighting. Columns that storm on through a town just taken, or a headquarters
that shares out its formations anew, would leave it to whoever walks in next.
Simplification: the weakest formation there stays, whatever it is worth.
"""

from parallel38.command.front import Front, strength_of
from parallel38.engine._jit import kernel
from parallel38.engine.orders import Orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES


@kernel
def _at_the_gates(cell: int, front: Front, world: Theatre) -> bool:
    """Tell whether an enemy is seen in front of a cell or of one next to it."""
    if front.slot[cell] >= 0 and front.threat[front.slot[cell]] > 0.0:
        return True
    for e in range(EDGES):
        near = world.neighbour[cell, e]
        if near >= 0 and front.slot[near] >= 0 and front.threat[front.slot[near]] > 0.0:
            return True
    return False


@kernel
def garrison(
    side: int,
    front: Front,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
) -> None:
    """Keep a formation of `side` in every place worth more than `move.garrison` near the front."""
    formations = state.formations
    for q in range(len(world.places.cell)):
        cell = world.places.cell[q]
        if world.places.value[q] <= rates.move.garrison or state.cells.holder[cell] != side:
            continue
        if not _at_the_gates(cell, front, world):
            continue
        stays = -1
        least = 0.0
        for f in range(len(formations.men)):
            here = formations.status[f] == Status.FIELD and formations.cell[f] == cell
            if here and formations.kind[f] != Kind.SECURITY:
                strength = strength_of(f, state, world, rates)
                if stays < 0 or strength < least:
                    least = strength
                    stays = f
        if stays >= 0:
            orders.goal[stays] = -1
            orders.attack[stays] = -1
