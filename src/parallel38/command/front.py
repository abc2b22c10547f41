"""What a command knows of the front: its own front cells, what faces them, what pulls it on.

Reads only what the side may know: the enemy through `state.might.seen`, never his true strength.
"""

from typing import NamedTuple

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import days_between, fire_of, full_stock, power_of
from parallel38.engine.rates import Rates
from parallel38.engine.state import Call, Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, F64, I16, I64, NORTH, SOUTH


class Front(NamedTuple):
    """One side's front on one day."""

    cells: I64  # (i,) own cells beside land in enemy hands
    threat: F64  # (i,) enemy strength seen beside them
    slot: I16  # (n,) index into `cells`, -1 elsewhere


class Estimate(NamedTuple):
    """What a headquarters believes this morning."""

    own: float  # own strength on the map
    enemy: float  # enemy strength that it reckons with
    stock: float  # mean stock of own front formations, as a share of what they can carry
    days: float  # the same in days of full combat
    hidden: float  # mean concealment of the own formations
    held: float  # cells held in the peninsula
    home: float  # cells of the own pre-war area
    lost_home: float  # share of the pre-war area in enemy hands
    coming: float  # strength on its way, due within the outlook
    marching: float  # of side 1: strength in the country that has still to come up


@array_kernel
def find_front(side: int, line: I64, state: State, world: Theatre) -> Front:
    """Return the front of `side`; `line` lists the cells where the two sides touch (`border`)."""
    holder = state.cells.holder
    found = np.empty(len(line), np.int64)
    slot = np.full(len(holder), -1, np.int16)
    threat = np.zeros(len(line))
    count = 0
    for i in range(len(line)):
        cell = line[i]
        if holder[cell] != side:
            continue
        facing = False
        seen = 0.0
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and holder[near] != side:
                if side == NORTH or world.ground.sanctuary[near] == 0:
                    facing = True
                    seen += state.might.seen[1 - side, near]
                    for g in range(EDGES):
                        behind = world.neighbour[near, g]
                        if behind >= 0 and holder[behind] != side:
                            seen += 0.25 * state.might.seen[1 - side, behind]
        if facing:
            found[count] = cell
            threat[count] = seen
            slot[cell] = count
            count += 1
    return Front(found[:count], threat[:count], slot)


@array_kernel
def bridgehead(front: Front, base: int, days: float, world: Theatre) -> Front:
    """Return the part of a front within `days` on foot of a base."""
    count = 0
    cells = front.cells.copy()
    threat = front.threat.copy()
    slot = np.full(len(front.slot), -1, np.int16)
    for i in range(len(front.cells)):
        if base >= 0 and world.days_foot[base, front.cells[i]] < days:
            cells[count] = front.cells[i]
            threat[count] = front.threat[i]
            slot[cells[count]] = count
            count += 1
    return Front(cells[:count], threat[:count], slot)


@kernel
def estimate(side: int, state: State, world: Theatre, rates: Rates) -> Estimate:
    """Return what the headquarters of `side` believes."""
    formations, sides = state.formations, state.sides
    stock = 0.0
    days = 0.0
    weight = 0.0
    hidden = 0.0
    present = 1.0
    marching = 0.0
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD or formations.side[f] != side:
            continue
        men = float(formations.men[f])
        if side == NORTH and _comes_up(f, state, world, rates):
            marching += strength_of(f, state, world, rates)
        hidden += men * formations.hidden[f]
        present += men
        near = formations.contact[f] > 0 or formations.came_from[f] >= 0
        fights = near and formations.kind[f] != Kind.SECURITY
        if fights and formations.cut_off[f] == 0:
            full = full_stock(f, formations, world, rates)
            stock += men * formations.stock[f] / full
            days += men * formations.stock[f]
            weight += men
    if weight <= 0.0:  # nobody in touch with the enemy: all that is on the map counts as rested
        stock, days, weight = 1.0, rates.supply.carried_foot, 1.0
    return Estimate(
        sides.strength[side],
        max(sides.belief[side], 1.0),
        stock / weight,
        days / weight,
        hidden / present,
        float(sides.held[side]),
        float(max(sides.home[side], 1)),
        float(sides.lost_home[side]) / float(max(sides.home[side], 1)),
        _coming(side, state, world, rates),
        marching,
    )


@kernel
def _comes_up(f: int, state: State, world: Theatre, rates: Rates) -> bool:
    """Tell whether a formation fit to fight is days away from where it was told to go."""
    formations = state.formations
    goal = formations.goal[f]
    if goal < 0 or formations.contact[f] > 0 or formations.cohesion[f] < rates.morale.fit:
        return False
    days = days_between(f, goal, formations.cell[f], formations, world)
    return bool(days > rates.north.in_place)


@kernel
def _coming(side: int, state: State, world: Theatre, rates: Rates) -> float:
    """Return the strength of formations due within the outlook; of side 1 only those that come
    with the intervention."""
    formations = state.formations
    day = state.day[0]
    month = world.days.war_month[day]
    entered = state.politics.intervened[0]
    outlook = int(rates.south.outlook if side == SOUTH else rates.north.outlook)
    total = 0.0
    for f in range(len(formations.men)):
        if formations.side[f] != side or formations.status[f] != Status.AWAITED:
            continue
        wait = formations.arrive_day[f] - day
        if formations.call[f] == Call.INTERVENTION:
            if entered < 0:
                continue  # nobody can reckon with what no government has decided
            wait += entered
        elif side == NORTH:
            continue  # whom a commander waits for is on the road to him, not in training
        if wait < outlook:
            nation = formations.nation[f]
            school = world.monthly.schooling[nation, month]
            skill = rates.combat.green + (1.0 - rates.combat.green) * school
            total += float(formations.draft[f]) * world.monthly.arms[nation, month] * skill
            total += rates.combat.fire_attack * rates.combat.gun * formations.guns[f]
    return total


@kernel
def strength_of(f: int, state: State, world: Theatre, rates: Rates) -> float:
    """Return a formation's strength [men of full quality]."""
    formations = state.formations
    month = world.days.war_month[state.day[0]]
    arms = world.monthly.arms[formations.nation[f], month]
    fire = rates.combat.fire_attack * fire_of(f, formations, rates)
    return float(power_of(f, formations, arms, rates) + fire)


@kernel
def strength_at(cell: int, side: int, state: State, rates: Rates) -> float:
    """Return a side's strength in a cell [men of full quality]."""
    might = state.might
    return float(might.power[side, cell] + rates.combat.fire_attack * might.fire[side, cell])


@kernel
def stand_at(cell: int, side: int, state: State, world: Theatre, rates: Rates) -> float:
    """Return what a side's troops in a cell are worth in defence, by ground and works."""
    c = rates.combat
    rough = 1.0 + c.terrain * world.ground.relief[cell]
    works = 1.0 + c.works * state.cells.dug[cell]
    return float(strength_at(cell, side, state, rates) * rough * works)


@kernel
def nearest(cell: int, days: F64, front: Front) -> tuple[int, float]:
    """Return the cell of the front nearest to `cell`, or -1, and the march between them [day], by
    a table of marching days with a row for `cell` (n, n)."""
    best = -1
    least = 1.0e9
    for i in range(len(front.cells)):
        if days[cell, front.cells[i]] < least:
            least = days[cell, front.cells[i]]
            best = front.cells[i]
    return int(best), float(least)


@kernel
def main_base(side: int, state: State, world: Theatre) -> int:
    """Return the cell of the largest port or gate that `side` holds, or -1."""
    doors = world.gates.cell if side == NORTH else world.ports.cell
    tonnes = world.gates.tonnes if side == NORTH else world.ports.tonnes
    best = -1
    most = -1.0
    for i in range(len(doors)):
        if state.cells.holder[doors[i]] == side and tonnes[i] > most:
            most = tonnes[i]
            best = doors[i]
    return int(best)
