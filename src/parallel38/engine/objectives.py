"""What draws the armies on: objectives in enemy hands, near ones first, but all of them.

    pull of a cell = sum over objectives of value / (1 + (days / draw_days)^2)
with days the marching time on foot. Drawn up anew whenever an objective changes hands.
Writes: might.pull, sides.objectives
"""

from parallel38.engine._jit import kernel
from parallel38.engine.rates import Move
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import SOUTH


@kernel
def objectives(state: State, world: Theatre, rates: Move) -> None:
    """Draw up the pull of every cell on both sides, if an objective has changed hands."""
    held = 0
    for q in range(len(world.places.cell)):
        fought_for = world.places.value[q] >= rates.objective
        if fought_for and state.cells.holder[world.places.cell[q]] == SOUTH:
            held += q * q + 1
    if held == state.sides.objectives[0]:
        return
    state.sides.objectives[0] = held
    state.might.pull[:] = 0.0
    for q in range(len(world.places.cell)):
        value = world.places.value[q]
        if value < rates.objective:
            continue
        place = world.places.cell[q]
        side = 1 - state.cells.holder[place]
        for cell in range(len(state.cells.holder)):
            days = world.days_foot[place, cell] / rates.draw_days
            state.might.pull[side, cell] += value / (1.0 + days * days)
