"""Phase `move`: marches, stepping into empty land, patrols, ships.

A formation saves a day of marching time each day (less mud) and spends the least time between
two cells to take a step towards its goal, through land that its side holds or that nobody
defends. Entering enemy land takes it. A formation at the front also sends patrols into empty
enemy land beside it, unless its side only holds; empty land that its holder's supplies or
troops cannot reach falls to the neighbours.
Ships take `lift` men a day from open ports of side 0.
A march never goes more than `detour` days out of its way.
Simplification: roads have room for everyone.
Writes: formations.*, cells.holder, cells.facing, cells.since, cells.pushed, cells.dug,
cells.patrol, cells.linked, cells.tended, cells.supply, sides.held, sides.home, sides.lost_home,
sides.idle, politics.landed, politics.landing_cell, politics.evacuated, ledger.*
"""

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.casualties import LANDING, bleed
from parallel38.engine.laws import days_between, days_over, may_enter
from parallel38.engine.orders import Decision, Orders, Posture
from parallel38.engine.rates import Move, Rates
from parallel38.engine.retreat import overrun, rear_cell, take, way_back
from parallel38.engine.state import Call, Formations, Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, I8, I16, I64, MOTOR, NORTH, SOUTH


@array_kernel
def _standing(formations: Formations, n: int, garrisons: bool) -> I16:
    """Count the formations in the field by side and cell (2, n), as they stand this moment; with
    or without `garrisons`, who do not go out."""
    count = np.zeros((2, n), np.int16)
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        if garrisons or formations.kind[f] != Kind.SECURITY:
            count[formations.side[f], formations.cell[f]] += 1
    return count


@kernel
def _next_step(f: int, goal: int, state: State, world: Theatre, rates: Move, standing: I16) -> int:
    """Return the edge over which formation f comes nearest to its goal, or -1."""
    formations, cells = state.formations, state.cells
    side = formations.side[f]
    cell = formations.cell[f]
    crossed = state.politics.crossed[0] >= 0
    best = -1
    least = days_between(f, goal, cell, formations, world) + rates.detour
    for e in range(EDGES):
        near = world.neighbour[cell, e]
        if near < 0 or not may_enter(side, near, world, crossed):
            continue
        if cells.holder[near] != side and standing[1 - side, near] > 0:
            continue
        if near == formations.came_from[f] and near != goal:
            continue
        step = days_over(f, cell, e, formations, world)
        rest = days_between(f, goal, near, formations, world)
        if step + rest < least:
            least = step + rest
            best = e
    return int(best)


@kernel
def _march(
    state: State, world: Theatre, rates: Move, orders: Orders, standing: I16, day: int
) -> None:
    formations, cells = state.formations, state.cells
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        goal = orders.goal[f]
        if goal < 0 or goal == formations.cell[f] or formations.target[f] >= 0:
            formations.march[f] = 0.0
            formations.came_from[f] = -1
            continue
        mud = state.sky.mud[world.ground.region[formations.cell[f]]]
        if formations.motor[f] != MOTOR:
            mud *= rates.mud_on_foot
        formations.march[f] += 1.0 - mud
        for _ in range(EDGES):
            cell = formations.cell[f]
            edge = _next_step(f, goal, state, world, rates, standing)
            if edge < 0:
                formations.march[f] = min(1.0, formations.march[f])
                formations.came_from[f] = -1
                break
            near = world.neighbour[cell, edge]
            cost = days_over(f, cell, edge, formations, world)
            if formations.march[f] < cost:
                break
            formations.march[f] -= cost
            formations.came_from[f] = cell
            formations.cell[f] = near
            standing[formations.side[f], cell] -= 1
            standing[formations.side[f], near] += 1
            if cells.holder[near] != formations.side[f]:
                take(near, formations.side[f], state, world, day)
                # those on foot take one new cell a day and keep what marching time is left
                if formations.motor[f] == 0:
                    break
            if near == goal:
                break


@kernel
def _away(side: int, start: int, standing: I16, world: Theatre, most: int) -> int:
    """Return how many cells from `start` the nearest formation of `side` stands, up to `most`."""
    if standing[side, start] > 0:
        return 0
    i = 0
    for away in range(1, most):
        for k in range(i, world.ring[start, away - 1]):
            if standing[side, world.around[start, k]] > 0:
                return away
        i = world.ring[start, away - 1]
    return most


@array_kernel
def _left_behind(side: int, state: State, world: Theatre, rates: Move, standing: I16) -> I8:
    """Return 1 for every cell of enemy country that the army of `side` in retreat has left (n).

    The nearest of its formations is more than `guard` cells away, and nearer to its own door than
    the cell: the land between an army and its home is left only when the army has gone by.
    """
    n = standing.shape[1]
    left = np.zeros(n, np.int8)
    if state.sides.posture[side] != Posture.WITHDRAW or rates.abandoned <= 0.0:
        return left
    nearest = np.full(n, -1, np.int64)
    away = np.zeros(n, np.int64)
    queue = np.empty(n, np.int64)
    head = 0
    tail = 0
    theirs = np.empty(n, np.int64)  # empty cells held of enemy country
    count = 0
    for cell in range(n):
        if standing[side, cell] > 0:
            nearest[cell] = cell
            queue[tail] = cell
            tail += 1
        elif state.cells.holder[cell] == side and world.ground.home[cell] != side:
            theirs[count] = cell
            count += 1
    wanted = count
    while head < tail and wanted > 0:
        cell = queue[head]
        head += 1
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and nearest[near] < 0:
                nearest[near] = nearest[cell]
                away[near] = away[cell] + 1
                queue[tail] = near
                tail += 1
                if state.cells.holder[near] == side and world.ground.home[near] != side:
                    wanted -= 1
    for i in range(count):
        cell = theirs[i]
        if away[cell] > int(rates.guard):
            door = rear_cell(side, cell, state, world)
            way = world.days_foot
            if door < 0 or way[door, nearest[cell]] <= way[door, cell]:
                left[cell] = 1
    return left


@array_kernel
def _undefended(state: State, world: Theatre, left: I8, standing: I16) -> I64:
    """Return the cells without a formation that the other side touches and may enter, and those
    that an army in retreat has left behind."""
    cells = state.cells
    crossed = state.politics.crossed[0] >= 0
    found = np.empty(len(left), np.int64)
    count = 0
    for cell in range(len(left)):
        holder = cells.holder[cell]
        open_ = cells.facing[cell] > 0 or left[cell] == 1
        empty = open_ and standing[holder, cell] == 0
        if empty and may_enter(1 - holder, cell, world, crossed):
            found[count] = cell
            count += 1
        elif cells.patrol[cell] > 0.0:
            cells.patrol[cell] = 0.0
    return found[:count]


@array_kernel
def _patrol(state: State, world: Theatre, rates: Rates, standing: I16, day: int) -> None:
    """Empty cells beside enemy land fall to whoever is nearer and goes forward, or when cut off.

    So does what an army in retreat leaves of the other's country, once its troops have gone by.
    A town falls so only where none of its holder's formations is near enough to come back.
    """
    cells = state.cells
    out = _standing(state.formations, len(cells.holder), False)
    left = _left_behind(SOUTH, state, world, rates.move, out)
    left += _left_behind(NORTH, state, world, rates.move, out)
    empty = _undefended(state, world, left, standing)
    most = int(rates.move.presence)
    for i in range(len(empty)):
        cell = empty[i]
        holder = cells.holder[cell]
        side = 1 - holder
        rate = 0.0
        posture = state.sides.posture[side]
        stays = posture == Posture.HOLD or posture == Posture.WITHDRAW
        town = world.ground.town[cell] >= rates.move.town
        theirs = most if stays else _away(side, cell, out, world, most)
        mine = most
        if town or theirs < most:
            far = most if town else theirs + 1  # no farther than has to be known
            mine = _away(holder, cell, out, world, far)
        alone = not town or mine >= most
        if theirs < mine and alone:
            rate = rates.move.patrol
        elif cells.linked[cell] == 0 or cells.tended[cell] == 0:
            rate = rates.move.mop_up
        if left[cell] == 1 and alone:
            rate = max(rate, rates.move.abandoned)
        cells.patrol[cell] = cells.patrol[cell] + rate if rate > 0.0 else 0.0
        if cells.patrol[cell] >= 1.0:
            take(cell, side, state, world, day)


@kernel
def _embark(state: State, world: Theatre, rates: Rates, orders: Orders, day: int) -> None:
    """Take men off by sea until the day's lift is used."""
    formations, cells, _ledger = state.formations, state.cells, state.ledger
    room = rates.move.lift
    for f in range(len(formations.men)):
        if orders.embark[f] == 0 or formations.status[f] != Status.FIELD:
            continue
        cell = formations.cell[f]
        if cells.holder[cell] != formations.side[f]:
            continue
        at_port = False
        for p in range(len(world.ports.cell)):
            at_port = at_port or world.ports.cell[p] == cell
        men = float(formations.men[f])
        if not at_port:  # over the beach it takes longer
            if world.ground.coast[cell] == 0 or formations.goal[f] >= 0:
                continue
            men /= rates.supply.sea_share
        if room <= 0.0:
            continue
        room -= men
        formations.status[f] = Status.AFLOAT
        formations.cell[f] = -1
        formations.sea_days[f] = int(rates.move.sea_days)
        formations.target[f] = -1
        if state.politics.evacuated[0] < 0 and world.ground.home[cell] != formations.side[f]:
            state.politics.evacuated[0] = day


@kernel
def _ashore(state: State, world: Theatre, rates: Rates) -> None:
    """Bring those at sea to the largest port that is still held."""
    formations, cells = state.formations, state.cells
    for f in range(len(formations.men)):
        if formations.status[f] != Status.AFLOAT or formations.sea_days[f] < 0:
            continue
        if formations.sea_days[f] > 0:
            formations.sea_days[f] -= 1
            continue
        best = -1
        for p in range(len(world.ports.cell)):
            held = cells.holder[world.ports.cell[p]] == formations.side[f]
            safe = held and cells.linked[world.ports.cell[p]] == 1
            if safe and (best < 0 or world.ports.tonnes[p] > world.ports.tonnes[best]):
                best = p
        if best >= 0:
            formations.status[f] = Status.FIELD
            formations.cell[f] = world.ports.cell[best]
            formations.march[f] = 0.0
            formations.cut_off[f] = 0


@kernel
def _throw_back(cell: int, state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Throw the garrison of a cell back into a neighbouring one, or overrun it."""
    formations = state.formations
    for f in range(len(formations.men)):
        here = formations.status[f] == Status.FIELD and formations.cell[f] == cell
        if not here or formations.side[f] != NORTH:
            continue
        refuge = way_back(f, state, world, -1)
        if refuge >= 0:
            formations.cell[f] = refuge
            formations.cohesion[f] *= 0.5
        else:
            overrun(f, state, world, rates, seed, day)


@kernel
def _beach(cell: int, state: State, rates: Rates, seed: int, day: int) -> None:
    """Put ashore as many of the waiting landing force as `assault` and, since then, `unload` men a
    day allow: the first formation in any case, the others in the order of battle."""
    formations, land = state.formations, rates.landing
    days = float(day - state.politics.landed[0])
    room = land.assault + land.unload * days
    first = days == 0.0
    for f in range(len(formations.men)):
        if formations.call[f] != Call.LANDING:
            continue
        men = float(formations.men[f])
        waits = formations.status[f] == Status.AFLOAT and formations.sea_days[f] < 0
        room -= men
        if not waits or (room < 0.0 and not first):
            continue
        first = False
        formations.status[f] = Status.FIELD
        formations.cell[f] = cell
        formations.sea_days[f] = 0
        bleed(state, rates, f, land.assault_loss * men, LANDING, seed, day)


@kernel
def _land(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int, day: int) -> None:
    """Put the waiting landing force ashore where it was told to land.

    What follows on is unloaded there as long as the port is held, and at the base otherwise.
    """
    formations, cells, politics = state.formations, state.cells, state.politics
    cell = politics.landing_cell[0]
    if orders.decision[Decision.LAND] == 1 and orders.landing_cell[0] >= 0:
        cell = orders.landing_cell[0]
        _throw_back(cell, state, world, rates, seed, day)
        if cells.holder[cell] != SOUTH:
            take(cell, SOUTH, state, world, day)
        if politics.landed[0] < 0:
            politics.landed[0] = day
            politics.landing_cell[0] = cell
    if politics.landed[0] < 0:
        return
    if cells.holder[cell] == SOUTH:
        _beach(cell, state, rates, seed, day)
        return
    for f in range(len(formations.men)):
        if formations.status[f] == Status.AFLOAT and formations.call[f] == Call.LANDING:
            formations.sea_days[f] = max(0, formations.sea_days[f])


@array_kernel
def move(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int, day: int) -> None:
    """March, occupy, embark, land."""
    _land(state, world, rates, orders, seed, day)
    standing = _standing(state.formations, len(state.cells.holder), True)
    _march(state, world, rates.move, orders, standing, day)
    _patrol(state, world, rates, standing, day)
    _embark(state, world, rates, orders, day)
    _ashore(state, world, rates)
