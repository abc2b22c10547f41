"""The fall of a cell: who falls back where, who is overrun, and who follows.

Writes: cells.holder, cells.facing, cells.since, cells.pushed, cells.dug, cells.patrol,
cells.linked, cells.tended, cells.supply, formations.*, sides.idle, sides.held, sides.home,
sides.lost_home
"""

from parallel38.engine._jit import kernel
from parallel38.engine.casualties import OVERRUN, RETREAT, disperse
from parallel38.engine.laws import days_between, enemy_edges, may_enter
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, MOTOR, NORTH

NO_WAY = 99.0  # march to where there is no way [day]


@kernel
def rear_cell(side: int, cell: int, state: State, world: Theatre) -> int:
    """Return the held port or gate of `side` nearest to `cell` in days on foot, or -1."""
    doors = world.gates.cell if side == NORTH else world.ports.cell
    best = -1
    least = 1.0e9
    for i in range(len(doors)):
        door = doors[i]
        if state.cells.holder[door] != side:
            continue
        away = world.days_foot[door, cell]
        if away < least:
            least = away
            best = door
    return int(best)


@kernel
def way_back(f: int, state: State, world: Theatre, base: int) -> int:
    """Return the best neighbouring cell for formation f to fall back to, or -1.

    Nearest the base, with every enemy-held neighbour of the refuge counted as a day's detour.
    """
    formations, cells = state.formations, state.cells
    side = formations.side[f]
    cell = formations.cell[f]
    best = -1
    least = 1.0e9
    for e in range(EDGES):
        near = world.neighbour[cell, e]
        if near < 0 or cells.holder[near] != side:
            continue
        burden = 0.0
        for g in range(EDGES):
            other = world.neighbour[near, g]
            if other >= 0 and cells.holder[other] != side:
                burden += 1.0
        if base >= 0:
            burden += days_between(f, base, near, formations, world)
        if burden < least:
            least = burden
            best = near
    return int(best)


@kernel
def _occupied(cell: int, side: int, state: State) -> bool:
    """Tell whether a formation of `side` stands in a cell this moment, victors of today too."""
    formations = state.formations
    for f in range(len(formations.men)):
        here = formations.status[f] == Status.FIELD and formations.side[f] == side
        if here and formations.cell[f] == cell:
            return True
    return False


@kernel
def way_out(f: int, state: State, world: Theatre, base: int, crossed: bool) -> int:
    """Return the empty enemy-held neighbour nearest the base through which f breaks out, or -1."""
    formations, cells = state.formations, state.cells
    side = formations.side[f]
    best = -1
    least = 1.0e9
    for e in range(EDGES):
        near = world.neighbour[formations.cell[f], e]
        if near < 0 or cells.holder[near] == side or _occupied(near, 1 - side, state):
            continue
        if base < 0 or not may_enter(side, near, world, crossed):
            continue
        away = days_between(f, base, near, formations, world)
        if away < least:
            least = away
            best = near
    return int(best)


@kernel
def own_lines(f: int, state: State, world: Theatre) -> tuple[int, float]:
    """Return the nearest cell of its own side that is linked to a source of supply and that
    formation f is not in, or -1, and the march to it [day]."""
    formations, cells = state.formations, state.cells
    days = world.from_motor if formations.motor[f] == MOTOR else world.from_foot
    side = formations.side[f]
    start = formations.cell[f]
    best = -1
    least = NO_WAY
    for cell in range(len(cells.holder)):
        away = days[start, cell]  # asked first: hardly any cell is nearer than the best so far
        if 0.0 < away < least and cells.holder[cell] == side and cells.linked[cell] == 1:
            least = away
            best = cell
    return int(best), float(least)


@kernel
def catch_up(f: int, state: State, world: Theatre) -> float:
    """Return the march of stragglers of formation f to safety [day]: a day where their army stands
    or goes back before an enemy who follows step by step, and to the nearest port or gate of their
    side where he pursues it."""
    side, postures = state.formations.side[f], state.sides.posture
    if postures[side] != Posture.WITHDRAW or postures[1 - side] != Posture.ATTACK:
        return 1.0
    cell = state.formations.cell[f]
    door = rear_cell(side, cell, state, world)
    return float(max(1.0, world.days_foot[door, cell])) if door >= 0 else NO_WAY


@kernel
def census(state: State, world: Theatre) -> None:
    """Count the cells that each side holds, owned before the war, and has lost of those, and what
    every cell faces."""
    cells, sides, ground = state.cells, state.sides, world.ground
    sides.held[:] = 0
    sides.home[:] = 0
    sides.lost_home[:] = 0
    for cell in range(len(cells.holder)):
        holder = cells.holder[cell]
        cells.facing[cell] = enemy_edges(cell, holder, world, cells)
        if ground.sanctuary[cell] == 1:
            continue
        home = ground.home[cell]
        sides.held[holder] += 1
        sides.home[home] += 1
        if holder != home:
            sides.lost_home[home] += 1


@kernel
def take(cell: int, side: int, state: State, world: Theatre, day: int) -> None:
    """Let a cell change hands."""
    cells, sides = state.cells, state.sides
    if world.ground.sanctuary[cell] == 0:
        sides.held[side] += 1
        sides.held[1 - side] -= 1
        home = world.ground.home[cell]
        sides.lost_home[home] += 1 if side != home else -1
    cells.holder[cell] = side
    cells.facing[cell] = enemy_edges(cell, side, world, cells)
    cells.linked[cell] = 0
    cells.tended[cell] = 1
    cells.supply[cell] = 0.0
    for e in range(EDGES):  # until roads are reckoned anew it is fed like its neighbours
        near = world.neighbour[cell, e]
        if near < 0:
            continue
        if cells.holder[near] != side:
            cells.facing[near] += 1
            continue
        cells.facing[near] -= 1
        cells.linked[cell] = max(cells.linked[cell], cells.linked[near])
        cells.supply[cell] = max(cells.supply[cell], cells.supply[near])
    cells.since[cell] = day
    cells.pushed[cell] = 0.0
    cells.dug[cell] = 0.0
    cells.patrol[cell] = 0.0
    state.sides.idle[0] = 0
    state.sides.idle[1] = 0


@kernel
def overrun(f: int, state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Destroy a formation that has nowhere to go; some of its men slip away."""
    formations = state.formations
    away = own_lines(f, state, world)[1]
    disperse(state, rates, f, float(formations.men[f]), away, OVERRUN, seed, day)
    formations.status[f] = Status.BROKEN
    formations.cell[f] = -1
    formations.target[f] = -1
    formations.rest[f] = 0


@kernel
def fall(
    cell: int, ratio: float, state: State, world: Theatre, rates: Rates, seed: int, day: int
) -> None:
    """Let the defenders of a fallen cell retreat and the attackers follow."""
    formations, cells = state.formations, state.cells
    holder = cells.holder[cell]
    winner = 1 - holder
    base = rear_cell(holder, cell, state, world)
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD or formations.cell[f] != cell:
            continue
        refuge = way_back(f, state, world, base)
        c = rates.combat
        share = c.taken_rout if formations.cohesion[f] < c.rout else c.taken
        if refuge < 0:
            refuge = way_out(f, state, world, base, state.politics.crossed[0] >= 0)
            if refuge >= 0:
                take(refuge, holder, state, world, day)
            else:
                refuge, away = own_lines(f, state, world)
                if away > rates.surrender.slip_days:
                    refuge = -1
            if refuge < 0:
                overrun(f, state, world, rates, seed, day)
                continue
            share = c.break_out
        lost = float(formations.men[f]) * share
        disperse(state, rates, f, lost, catch_up(f, state, world), RETREAT, seed, day)
        formations.came_from[f] = cell
        formations.cell[f] = refuge
        formations.march[f] = 0.0
        formations.cohesion[f] = max(0.0, formations.cohesion[f] - rates.morale.retreat)
        formations.target[f] = -1
    take(cell, winner, state, world, day)
    all_in = ratio > rates.combat.pursuit or world.ground.town[cell] >= rates.move.town
    _follow(cell, winner, all_in, state, rates)


@kernel
def _follow(cell: int, side: int, all_in: bool, state: State, rates: Rates) -> None:
    """Move victors in: the largest; in pursuit, and into a town, all of them."""
    formations = state.formations
    strongest = -1
    most = 0
    for f in range(len(formations.men)):
        if formations.target[f] != cell or formations.side[f] != side:
            continue
        if formations.status[f] == Status.FIELD and formations.men[f] > most:
            most = formations.men[f]
            strongest = f
    for f in range(len(formations.men)):
        if formations.target[f] != cell or formations.side[f] != side:
            continue
        if formations.status[f] != Status.FIELD:
            continue
        lift = rates.morale.victory * (1.0 - formations.cohesion[f])
        formations.cohesion[f] += lift
        if f == strongest or all_in:
            formations.came_from[f] = formations.cell[f]
            formations.cell[f] = cell
            formations.march[f] = 0.0
