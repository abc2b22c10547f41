"""The few formulas that several phases share: strength, fire, least march, neighbours, border."""

import math

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.rates import Combat, Rates
from parallel38.engine.state import Cells, Formations, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, I8, I32, I64, MOTOR, NORTH, SOUTH


@kernel
def supplied(stock: float, need: float, least: float) -> float:
    """Share of strength that supplies allow: least + (1 - least) min(1, stock / need)."""
    return least + (1.0 - least) * min(1.0, stock / need)


@kernel
def power_of(f: int, formations: Formations, arms: float, rates: Rates) -> float:
    """Combat power of a formation [men of full quality].

    P = men x arms x (g + (1-g) training) x (w + (1-w) cohesion) x supplied(stock), with g, w the
    shares of power that neither training nor cohesion can take away.
    """
    c = rates.combat
    skill = c.green + (1.0 - c.green) * formations.training[f]
    will = c.will + (1.0 - c.will) * formations.cohesion[f]
    food = supplied(formations.stock[f], rates.supply.fire_need, c.hunger)
    power: float = float(formations.men[f]) * arms * skill * will * food
    return power


@kernel
def fire_of(f: int, formations: Formations, rates: Rates) -> float:
    """Firepower of a formation's guns and tanks [men of full quality], scaled with men present."""
    c: Combat = rates.combat
    crewed = min(1.0, float(formations.men[f]) / max(1.0, float(formations.toe[f])))
    shells = supplied(formations.stock[f], rates.supply.fire_need, c.hunger)
    fire: float = (c.gun * formations.guns[f] + c.tank * formations.tanks[f]) * crewed * shells
    return fire


@kernel
def full_stock(f: int, formations: Formations, world: Theatre, rates: Rates) -> float:
    """Return what a formation can carry and dump forward [day]."""
    full = rates.supply.carried_foot
    if formations.motor[f] == MOTOR:
        full = rates.supply.carried_motor
    return float(full * world.nations.carried[formations.nation[f]])


@kernel
def days_between(f: int, goal: int, start: int, formations: Formations, world: Theatre) -> float:
    """Least marching time from `start` to `goal` for a formation [day]."""
    if formations.motor[f] == MOTOR:
        return float(world.days_motor[goal, start])
    return float(world.days_foot[goal, start])


@kernel
def days_over(f: int, cell: int, edge: int, formations: Formations, world: Theatre) -> float:
    """Least marching time for a formation from a cell to the neighbour over an edge [day]."""
    if formations.motor[f] == MOTOR:
        return float(world.edges.days_motor[cell, edge])
    return float(world.edges.days_foot[cell, edge])


@kernel
def may_enter(side: int, cell: int, world: Theatre, crossed: bool) -> bool:
    """Tell whether politics lets a side's troops into a cell."""
    if side == SOUTH:
        if world.ground.sanctuary[cell] == 1:
            return False
        if world.ground.home[cell] == NORTH and not crossed:
            return False
        if world.ground.barred[cell] == 1:
            return False
    return True


@kernel
def edge_of(start: int, goal: int, world: Theatre) -> int:
    """Return the edge over which `goal` lies beside `start`, or -1."""
    for e in range(EDGES):
        if world.neighbour[start, e] == goal:
            return e
    return -1


@kernel
def enemy_edges(cell: int, side: int, world: Theatre, cells: Cells) -> int:
    """Count the neighbours of a cell that the other side holds."""
    count = 0
    for e in range(EDGES):
        near = world.neighbour[cell, e]
        if near >= 0 and cells.holder[near] != side:
            count += 1
    return count


@array_kernel
def border(cells: Cells) -> I64:
    """Return the cells beside land in the other side's hands, in the order of the map."""
    n = len(cells.facing)
    found = np.empty(n, np.int64)
    count = 0
    for cell in range(n):
        if cells.facing[cell] > 0:
            found[count] = cell
            count += 1
    return found[:count]


@kernel
def _named(cell: int, piece: I64) -> int:
    """Return the cell that the piece of a cell is named by, and shorten the way to it."""
    while piece[cell] != cell:
        piece[cell] = piece[piece[cell]]
        cell = piece[cell]
    return int(cell)


@array_kernel
def pieces(holder: I8, neighbour: I32) -> I64:
    """Return for every cell the first cell of its piece, the land of one holder joined to it (n).

    Pieces are joined edge by edge, each taking the name that comes first on the map.
    """
    n = len(holder)
    piece = np.arange(n)
    for cell in range(n):
        mine = cell
        for e in range(1, 1 + EDGES // 2):  # those before it; the others look at it
            near = neighbour[cell, e]
            if near < 0 or holder[near] != holder[cell] or piece[near] == mine:
                continue
            if mine == cell and piece[near] < cell:
                mine = piece[near]
                continue
            one, other = _named(mine, piece), _named(near, piece)
            mine = min(one, other)
            piece[max(one, other)] = mine
        piece[cell] = mine
    for cell in range(n):
        piece[cell] = piece[piece[cell]]
    return piece


@kernel
def muster_power(state: State, world: Theatre, rates: Rates, month: int) -> None:
    """Add up power alone, by side and cell: all that a day of battle asks of might.

    Writes: state.might.power
    """
    formations = state.formations
    state.might.power[:] = 0.0
    for f in range(len(formations.men)):
        if formations.status[f] == Status.FIELD:
            arms = world.monthly.arms[formations.nation[f], month]
            power = power_of(f, formations, arms, rates)
            state.might.power[formations.side[f], formations.cell[f]] += power


@kernel
def muster(state: State, world: Theatre, rates: Rates, month: int) -> None:
    """Add up power, fire and what the enemy sees, by side and cell.

    Writes: state.might.power, state.might.fire, state.might.seen, sides.strength, sides.seen
    """
    formations, _cells, sides = state.formations, state.cells, state.sides
    state.might.power[:] = 0.0
    state.might.fire[:] = 0.0
    state.might.seen[:] = 0.0
    sides.strength[:] = 0.0
    sides.seen[:] = 0.0
    weight = rates.combat.fire_attack
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        side = formations.side[f]
        cell = formations.cell[f]
        power = power_of(f, formations, world.monthly.arms[formations.nation[f], month], rates)
        fire = fire_of(f, formations, rates)
        state.might.power[side, cell] += power
        state.might.fire[side, cell] += fire
        shown = 1.0 - formations.hidden[f] * (1.0 - rates.sight.seen_share)
        state.might.seen[side, cell] += (power + weight * fire) * shown
        if world.ground.sanctuary[cell] == 0:
            sides.seen[side] += (power + weight * fire) * shown
        sides.strength[side] += power + weight * fire


@kernel
def learned(side: int, state: State, rates: Rates) -> float:
    """Return what the enemy has learnt of a side's offensives: 1 + wary x (earlier ones)."""
    return float(1.0 + rates.sight.wary * float(max(0, state.sides.pulses[side] - 1)))


@kernel
def fade(days: float) -> float:
    """Daily factor of something that falls by e in `days`: exp(-1 / days)."""
    return math.exp(-1.0 / max(days, 0.001))
