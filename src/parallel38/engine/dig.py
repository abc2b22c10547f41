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


@kernel
def dig(state: State, world: Theatre, rates: Dig, day: int) -> None:
    """Deepen or neglect the works of every cell."""
    cells = state.cells
    for cell in range(len(cells.dug)):
        if state.might.power[cells.holder[cell], cell] > 0.0:
            days = float(day - cells.since[cell])
            limit = min(1.0, rates.hasty + rates.growth * days)
            if cells.dug[cell] < limit:
                cells.dug[cell] += rates.pace * (limit - cells.dug[cell])
        elif cells.dug[cell] > 0.0:
            cells.dug[cell] -= rates.decay * cells.dug[cell]
