"""Phase `nuclear`: the weapon that was not used; it falls only if a user gives it a chance.

On the day it is ordered it strikes the cell where side 0 sees most of side 1's strength, of
those with no cell of its own beside them, the sanctuary left out. `nuclear_men`
of the troops and `nuclear_people` of the residents are lost, works are destroyed.
Simplification: one weapon a day, no fallout, no answer in kind.
Writes: formations.*, cells.dug, cells.people, civilians.dead, politics.nuclear, ledger.*
"""

from parallel38.engine._jit import kernel
from parallel38.engine.casualties import NUCLEAR, bleed
from parallel38.engine.orders import Decision, Orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, NORTH, SOUTH


@kernel
def _target(state: State, world: Theatre) -> int:
    """Return the cell to strike, or -1."""
    best = -1
    most = 0.0
    for cell in range(len(state.cells.holder)):
        if state.cells.holder[cell] == SOUTH or world.ground.sanctuary[cell] == 1:
            continue
        safe = True
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and state.cells.holder[near] == SOUTH:
                safe = False
        if safe and state.might.seen[NORTH, cell] > most:
            most = state.might.seen[NORTH, cell]
            best = cell
    return int(best)


@kernel
def nuclear(
    state: State, world: Theatre, rates: Rates, orders: Orders, seed: int, day: int
) -> None:
    """Strike, if it was ordered and there is something to strike."""
    if orders.decision[Decision.NUCLEAR] == 0:
        return
    cell = _target(state, world)
    if cell < 0:
        return
    formations, cells, civilians = state.formations, state.cells, state.civilians
    for f in range(len(formations.men)):
        if formations.status[f] == Status.FIELD and formations.cell[f] == cell:
            lost = rates.combat.nuclear_men * float(formations.men[f])
            bleed(state, rates, f, lost, NUCLEAR, seed, day)
    dead = rates.civil.nuclear_people * cells.people[cell]
    cells.people[cell] -= dead
    civilians.dead[world.ground.home[cell]] += dead
    cells.dug[cell] = 0.0
    if state.politics.nuclear[0] < 0:
        state.politics.nuclear[0] = day
