"""Phase `supply`: from ports and frontier over rail, road and track to the formations.

A flood from every open source finds the cheapest way through land that the side holds; a
kilometre of rail, road or track costs `rail`, `road` or `track` kilometres of main road, and a
small source starts with a handicap. What arrives falls with distance, the more so the more of the
way is struck: s = exp(-cost / reach x (1 + exposed x interdiction)), deliveries = delivery x s days
a day, and a stock never exceeds what the army can carry. Land that no source reaches is cut off,
but for coastal cells that side 0's ships can reach; land that none of its holder's formations can
reach is untended, and falls to the enemy's patrols (`move`).
To a nation of side 1 every kilometre is (1 + afoot x what its trucks do not carry) times as long.
Side 1's transport goes there and back: it can carry for `lift` men at `haul` from the sources, for
half as many twice as far. More get less each, and for fewer what is to spare makes good what is
lost on the way, min(1, s x lift / sum of (cost / haul)), no way being longer than `reach`. Of its
deliveries what trucks carry and `forward` of the rest catch up with those who advance. Advancing,
attacking and attacked formations use more.
Simplification: sources are never exhausted; distance and transport are the only scarcity.
Writes: cells.supply, cells.linked, cells.tended, formations.stock, formations.cut_off
"""

import math

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import full_stock, pieces
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates, Supply
from parallel38.engine.state import Formations, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.ways import FAR, flood, same_roads
from parallel38.engine.world import F64, I8, I32, I64, MOTOR, NORTH, SOUTH

DAYS_PER_YEAR = 365.25


@kernel
def open_sources(
    side: int, state: State, world: Theatre, rates: Supply, day: int, start: F64
) -> None:
    """Write the handicap of every open source cell of `side` into `start` (n).

    A captured port needs `opening_ports` days; where a landing went ashore beaches serve at once.
    A depot that was ever taken is empty for good.
    """
    cells = state.cells
    doors = world.gates.cell if side == NORTH else world.ports.cell
    tonnes = world.gates.tonnes if side == NORTH else world.ports.tonnes
    for i in range(len(doors)):
        cell = doors[i]
        if cells.holder[cell] != side:
            continue
        if side == NORTH and world.gates.depot[i] == 1 and cells.since[cell] > 0:
            continue
        fresh = cells.since[cell] > 0 and day - cells.since[cell] < int(rates.opening_ports)
        if fresh and cell != state.politics.landing_cell[0]:
            continue
        start[cell] = min(start[cell], rates.small_port / max(tonnes[i], 1.0))


@array_kernel
def _tended(formations: Formations, holder: I8, neighbour: I32) -> I64:
    """Return 1 for every cell that some formation of its holder can reach over own land (n)."""
    piece = pieces(holder, neighbour)
    tended = np.zeros(len(holder), np.int64)
    for f in range(len(formations.men)):
        if formations.status[f] == Status.FIELD:
            tended[piece[formations.cell[f]]] = 1
    for cell in range(len(holder)):
        tended[cell] = tended[piece[cell]]
    return tended


@kernel
def _deliver(anew: I8, tended: I64, state: State, world: Theatre, rates: Supply) -> None:
    """Write what every cell can be supplied with; the share of those found `anew` is reckoned."""
    cells, ways = state.cells, state.ways
    for cell in range(len(cells.holder)):
        cost = ways.cost[cell]
        side = cells.holder[cell]
        if anew[cell] == 1:
            reach = rates.reach_north if side == NORTH else rates.reach_south
            ways.share[cell] = math.exp(-cost / reach) if cost < FAR else 0.0
        cells.linked[cell] = 1 if cost < FAR else 0
        cells.tended[cell] = tended[cell]
        cells.supply[cell] = ways.share[cell]
        by_sea = side == SOUTH and world.ground.coast[cell] == 1
        if by_sea and cells.supply[cell] < rates.sea_share:
            cells.supply[cell] = rates.sea_share


@array_kernel
def spread(state: State, world: Theatre, rates: Rates, day: int) -> None:
    """Find what every cell can be supplied with.

    Writes: cells.supply, cells.linked, cells.tended, ways.*
    """
    cells = state.cells
    start = np.full(len(cells.holder), FAR)
    for side in range(2):
        open_sources(side, state, world, rates.supply, day, start)
    same_roads(state.ways, rates.supply)
    anew = flood(cells.holder, world.neighbour, world.haul, start, state.ways)
    tended = _tended(state.formations, cells.holder, world.neighbour)
    _deliver(anew, tended, state, world, rates.supply)


@kernel
def _advancing(f: int, formations: Formations, rates: Supply, attacking: bool) -> bool:
    """Tell whether a formation goes forward in an offensive: it fights, marches, or follows."""
    if formations.target[f] >= 0:
        return True
    near = formations.rest[f] < int(rates.in_reach) or formations.came_from[f] >= 0
    return bool(attacking and near)


@kernel
def _use(f: int, formations: Formations, rates: Supply, advancing: bool, attacked: bool) -> float:
    if formations.target[f] >= 0:
        return rates.use_attack
    if advancing:
        return rates.use_march  # an offensive is paid for by all who go forward
    return rates.use_defence if attacked else rates.use_quiet


@kernel
def _loads(share: float, rates: Supply) -> float:
    """Return what a man of side 1 costs its transport where `share` of supplies would get through:
    the way there / haul [1]."""
    way = 1.0 if share <= 0.0 else min(1.0, -math.log(share))
    return float(way * rates.reach_north / rates.haul)


@kernel
def supply(state: State, world: Theatre, rates: Rates) -> None:
    """Deliver to and consume from the stock of every formation."""
    formations, cells, sides = state.formations, state.cells, state.sides
    month = world.days.war_month[state.day[0]]
    mouths = 0.0
    for f in range(len(formations.men)):
        if formations.status[f] == Status.FIELD and formations.side[f] == NORTH:
            share = cells.supply[formations.cell[f]]
            mouths += float(formations.men[f]) * _loads(share, rates.supply)
    years = float(state.day[0]) / DAYS_PER_YEAR
    lift = rates.supply.lift_north * (1.0 + rates.supply.gain_north * years)
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        cell = formations.cell[f]
        side = formations.side[f]
        farther = 1.0 + rates.supply.exposed * sides.interdiction[side]
        wheels = 1.0
        if side == NORTH:
            wheels = world.monthly.wheels[formations.nation[f], month]
            farther *= 1.0 + rates.supply.afoot * (1.0 - wheels)
        through = cells.supply[cell] ** farther
        if side == NORTH:
            through = min(1.0, through * lift / max(mouths, 1.0))
        attacking = sides.posture[side] == Posture.ATTACK
        advancing = _advancing(f, formations, rates.supply, attacking)
        stock = formations.stock[f]
        if advancing and side == NORTH:
            through *= wheels + (1.0 - wheels) * rates.supply.forward  # porters do not catch up
        stock += rates.supply.delivery * through
        if formations.motor[f] != MOTOR:
            stock += rates.supply.forage
        use = _use(f, formations, rates.supply, advancing, cells.struck[cell] == 1)
        full = full_stock(f, formations, world, rates)
        formations.stock[f] = min(full, max(0.0, stock - use))
        fed = cells.linked[cell] == 1 or cells.supply[cell] > 0.0  # by land, or from the sea
        formations.cut_off[f] = 0 if fed else formations.cut_off[f] + 1
