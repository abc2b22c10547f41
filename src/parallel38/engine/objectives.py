"""What draws the armies on: objectives in enemy hands, near ones first, but all of them.

    pull of a cell = sum over objectives of value / (1 + (days / draw_days)^2)
with days the marching time on foot. Drawn up anew whenever an objective changes hands.
Writes: might.pull, sides.objectives
"""

from parallel38.engine._jit import kernel
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre

BASE = 3
LAST_BITS = 2**60 - 1  # who holds what, as one number


@kernel
def objectives(state: State, world: Theatre) -> None:
    """Draw up the pull of every cell on both sides, if an objective has changed hands."""
    held = 0
    for o in range(len(world.prize)):
        held = (BASE * held + 1 + state.cells.holder[world.prize[o]]) & LAST_BITS
    if held == state.sides.objectives[0]:
        return
    state.sides.objectives[0] = held
    pull = state.might.pull
    pull[:] = 0.0
    for o in range(len(world.prize)):
        side = 1 - state.cells.holder[world.prize[o]]
        for cell in range(len(state.cells.holder)):
            pull[side, cell] += world.draw[o, cell]
