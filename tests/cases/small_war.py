"""The isthmus for worked cases: formations set down by hand, everything else quiet.

The main road and the railway run 2-7-11-16-20-25-29-34-38, north to south; all its cells have
relief 0.1. A river lies between 11 and 16, a great river between 25 and 29.
"""

from collections.abc import Mapping

import numpy as np

from parallel38.command.front import Estimate
from parallel38.engine.laws import border, muster, pieces
from parallel38.engine.orders import Posture
from parallel38.engine.retreat import census
from parallel38.engine.state import Status, Stock
from parallel38.engine.world import I64
from wars import War, first_day, opened

GATE, NORTH_ROAD, BOREALIA, RIVER_NORTH, BORDER = 2, 7, 11, 16, 20
MERIDIA, FERRY, SOUTH_ROAD, SOUTHPORT, EASTPORT = 25, 29, 34, 38, 35


def quiet(**changes: float) -> War:
    """Return the isthmus on day 0 with nobody on it, clear weather and some rates replaced.

    Names of rates have two underscores for the dot: ``combat__loss=0.1``.
    """
    rates: Mapping[str, float] = {k.replace("__", "."): v for k, v in changes.items()}
    war = first_day("isthmus", changes=rates)
    f = war.state.formations
    for k in range(len(f.men)):
        _leave(war, k)
    f.status[:] = Status.AWAITED
    war.state.ledger.stock[:] = 0
    war.state.ledger.flow[:] = 0
    war.state.sides.surprise[:] = 0.0
    war.state.sides.posture[:] = Posture.HOLD
    war.state.sky.mud[:] = 0.0
    war.state.sky.temperature[:] = 20.0
    return war


def _leave(war: War, k: int) -> None:
    war.state.formations.cell[k] = -1
    war.state.formations.men[k] = 0


def stand(war: War, name: str, cell: int, men: int = 10000, stock: float = 9.0) -> int:
    """Set a formation down, fresh and half trained, on a cell that becomes its side's."""
    k = opened("isthmus").formations.index(name)
    f = war.state.formations
    f.status[k] = Status.FIELD
    f.cell[k] = cell
    f.men[k] = men
    f.cohesion[k] = 1.0
    f.training[k] = 0.5
    f.stock[k] = stock
    f.hidden[k] = 0.0
    f.march[k] = 0.0
    war.state.cells.holder[cell] = f.side[k]
    ledger = war.state.ledger
    ledger.stock[f.nation[k], Stock.PRESENT] += men
    ledger.flow[f.nation[k], 0] += men
    count(war)
    return k


def count(war: War) -> None:
    """Bring power, fire and what is seen up to date, and what every cell faces."""
    census(war.state, war.world)
    muster(war.state, war.world, war.rates, int(war.world.days.war_month[0]))


def line_between(war: War) -> I64:
    """Return the cells where the sides touch, after cells were given away by hand."""
    census(war.state, war.world)
    return border(war.state.cells)


def joined(war: War) -> I64:
    """Return the pieces of land joined to each other."""
    return pieces(war.state.cells.holder, war.world.neighbour)


def books_in_order(war: War) -> bool:
    """Tell whether stocks sum to men entered."""
    ledger = war.state.ledger
    return bool(np.all(ledger.stock.sum(axis=1) == ledger.flow[:, 0]))


def view(
    own: float,
    enemy: float,
    stock: float = 1.0,
    coming: float = 0.0,
    lost: float = 0.0,
    marching: float = 0.0,
) -> Estimate:
    """Return what a headquarters believes that has `stock` of five days in hand."""
    return Estimate(own, enemy, stock, 5.0 * stock, 0.0, 10.0, 10.0, lost, coming, marching)
