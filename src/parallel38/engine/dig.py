"""Phase `dig`: field works.

Where a formation stands, works grow: w += pace (limit - w). The limit is `hasty`
in a mobile war and grows by `growth` for every day that the cell has not changed hands, to 1.
Empty works decay.
Simplification: works face every way and belong to the cell, not to the ridge.
Writes: cells.dug
"""

from parallel38.engine._jit import kernel
from parallel38.engine.rates import Dig
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH


@kernel
def dig(state: State, world: Theatre, rates: Dig, day: int) -> None:
    """Deepen or neglect the works of every cell."""
    cells, power = state.cells, state.might.power
    for cell in range(len(cells.dug)):  # no branches: several cells are reckoned at a time
        dug = cells.dug[cell]
        limit = min(1.0, rates.hasty + rates.growth * float(day - cells.since[cell]))
        deeper = dug + rates.pace * max(0.0, limit - dug)
        weaker = dug - rates.decay * dug
        own = power[SOUTH, cell] if cells.holder[cell] == SOUTH else power[NORTH, cell]
        cells.dug[cell] = deeper if own > 0.0 else weaker
