"""Local decisions along the front: which enemy cell to attack or step into, and when to give way.

An attack wants odds, as seen; a limited advance also wants no salients. Through open country
columns march on objectives until they meet somebody. A formation that faces too much falls back
when its flanks are open or it has held for `delay_days`, unless the base is near.
"""

import numpy as np

from parallel38.command.front import (
    Front,
    main_base,
    nearest,
    stand_at,
    strength_at,
    strength_of,
)
from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import days_between, edge_of, enemy_edges, may_enter
from parallel38.engine.orders import Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.retreat import way_back
from parallel38.engine.state import Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, F64, MOTOR, SOUTH


@kernel
def _choose(
    cell: int,
    side: int,
    state: State,
    world: Theatre,
    rates: Rates,
    gate: float,
    careful: bool,
    follow: bool,
) -> tuple[int, int, bool]:
    """Return the neighbours best attacked and best entered from `cell`, or -1; and whether
    stepping into the second promises more than attacking the first.

    A `careful` side leaves no gaps; one that only follows steps where no enemy stands near.
    """
    cells = state.cells
    crossed = state.politics.crossed[0] >= 0
    own = strength_at(cell, side, state, rates)
    here = state.might.pull[side, cell]
    strike = -1
    step = -1
    most_strike = 0.0
    most_step = 0.0
    for e in range(EDGES):
        goal = world.neighbour[cell, e]
        if goal < 0 or cells.holder[goal] == side or not may_enter(side, goal, world, crossed):
            continue
        help_ = 0.0
        friends = 0
        near_enemy = state.might.seen[1 - side, goal]
        if follow and near_enemy > 0.0:
            continue
        for g in range(EDGES):
            near = world.neighbour[goal, g]
            if near >= 0 and near != cell and cells.holder[near] == side:
                friends += 1
                help_ += strength_at(near, side, state, rates)
            elif near >= 0:
                near_enemy += state.might.seen[1 - side, near]
        if follow and near_enemy > 0.0:
            continue
        if friends == 0 and careful:
            continue
        if careful and enemy_edges(goal, side, world, cells) > 4:
            continue
        enemy = state.might.seen[1 - side, goal]
        works = 1.0 + rates.combat.works * cells.dug[goal]
        relief = 1.0 + rates.combat.terrain * world.ground.relief[goal]
        odds = 9.0
        if state.might.power[1 - side, goal] > 0.0:
            odds = min(9.0, (own + 0.5 * help_) / max(enemy * works * relief, 1.0))
        if odds < gate:
            continue
        gain = 1.0 + 2.0 * (state.might.pull[side, goal] / max(here, 1.0e-6) - 1.0)
        score = min(odds, 3.0) * max(0.05, gain)
        if state.might.power[1 - side, goal] > 0.0:
            if score > most_strike:
                most_strike = score
                strike = goal
        elif score > most_step:
            most_step = score
            step = goal
    return int(strike), int(step), bool(most_step > most_strike)


@kernel
def _lies_behind(enemy: int, cell: int, step: int, side: int, state: State) -> bool:
    """Tell whether an enemy is behind a cell and open ground ahead: nobody turns back for him."""
    pull = state.might.pull[side]
    return bool(pull[enemy] < pull[cell] <= pull[step])


@kernel
def _objective(
    f: int,
    step: int,
    side: int,
    aimed: F64,
    state: State,
    world: Theatre,
    rates: Rates,
) -> int:
    """Return the objective that a column makes for through open country: the worthiest for its
    distance, less for every column already sent there or near it and for enemies seen around it.

    It lies ahead of `step` if that is a cell; who is far from everything wanted goes only where
    nobody is on his way and fewer are seen than he is. `step` where there is none.
    """
    cell = state.formations.cell[f]
    own = max(strength_of(f, state, world, rates), 1.0)
    best = -1
    most = 0.0
    for q in range(len(world.places.cell)):
        place = world.places.cell[q]
        value = world.places.value[q]
        if value < rates.move.objective or state.cells.holder[place] == side:
            continue
        days = days_between(f, place, cell, state.formations, world)
        ahead = step < 0 or days_between(f, place, step, state.formations, world) < days
        if not ahead or not may_enter(side, place, world, state.politics.crossed[0] >= 0):
            continue
        guard = state.might.seen[1 - side, place]
        for e in range(EDGES):
            near = world.neighbour[place, e]
            if near >= 0:
                guard += state.might.seen[1 - side, near]
        if step < 0 and (guard > own or aimed[q] > rates.move.covered):
            continue  # for the army to take, or somebody is on his way there
        worth = value / ((1.0 + days) * (1.0 + aimed[q]) * (1.0 + guard / own))
        if worth > most:
            most = worth
            best = q
    if best < 0:
        return step
    _aim_at(int(world.places.cell[best]), aimed, world)
    return int(world.places.cell[best])


@kernel
def _aim_at(goal: int, aimed: F64, world: Theatre) -> None:
    """Count a column for its goal, and in part for what lies a few marches from there."""
    for q in range(len(aimed)):
        aimed[q] += world.heed[goal, q]


@kernel
def on_march(f: int, state: State, world: Theatre, rates: Rates) -> bool:
    """Tell whether a formation is a column under way to a place in enemy hands, out of touch or
    beside so few that it passes them by, and not before the place itself with troops in it."""
    formations = state.formations
    goal = formations.goal[f]
    if goal < 0 or formations.cut_off[f] > 0:
        return False
    side = formations.side[f]
    if state.cells.holder[goal] == side:
        return False
    if state.might.power[1 - side, goal] > 0.0 and edge_of(formations.cell[f], goal, world) >= 0:
        return False
    if formations.contact[f] == 0:
        return True
    threat = 0.0
    for e in range(EDGES):
        near = world.neighbour[formations.cell[f], e]
        if near >= 0 and state.cells.holder[near] != side:
            threat += state.might.seen[1 - side, near]
    return bool(strength_of(f, state, world, rates) > rates.move.bypass * threat)


@array_kernel
def attack(
    side: int,
    front: Front,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    posture: int,
    gate: float,
) -> None:
    """Write attack orders, at the odds `gate` or better, and steps into empty land, for `side`."""
    formations = state.formations
    careful = posture == Posture.LIMITED
    follow = posture == Posture.RECOVER
    if not (posture == Posture.ATTACK or careful or follow):
        for f in range(len(formations.men)):
            if formations.side[f] == side:
                orders.attack[f] = -1
        return
    count = len(front.cells)
    strike = np.full(count, -1, np.int64)
    step = np.full(count, -1, np.int64)
    easier = np.zeros(count, np.int64)
    sent = np.zeros(len(front.slot), np.int8)
    aimed = np.zeros(len(world.places.cell))
    for i in range(count):
        cell = front.cells[i]
        if state.might.power[side, cell] > 0.0:
            found = _choose(cell, side, state, world, rates, gate, careful, follow)
            strike[i] = found[0]
            step[i] = found[1]
            easier[i] = 1 if found[2] else 0
    for f in range(len(formations.men)):
        if posture != Posture.ATTACK or formations.side[f] != side:
            continue
        if on_march(f, state, world, rates):
            _aim_at(formations.goal[f], aimed, world)
    for f in range(len(formations.men)):
        if formations.side[f] != side:
            continue
        orders.attack[f] = -1
        if formations.status[f] != Status.FIELD or formations.kind[f] == Kind.SECURITY:
            continue
        tired = formations.cohesion[f] < rates.combat.rout + 0.1
        hungry = formations.stock[f] < 0.25
        if tired or hungry:
            continue
        if posture == Posture.ATTACK and on_march(f, state, world, rates):
            orders.goal[f] = formations.goal[f]
            continue
        i = front.slot[formations.cell[f]]
        stays = orders.goal[f] < 0 or orders.goal[f] == formations.cell[f]
        idle = posture == Posture.ATTACK and stays and formations.contact[f] == 0
        if i < 0 or (idle and strike[i] < 0 and (step[i] < 0 or sent[step[i]] == 1)):
            if idle:  # not wanted anywhere near: a column for an objective farther on
                orders.goal[f] = _objective(f, -1, side, aimed, state, world, rates)
                if orders.goal[f] < 0:
                    days = world.from_motor if formations.motor[f] == MOTOR else world.from_foot
                    orders.goal[f] = nearest(formations.cell[f], days, front)[0]
            continue
        goal = step[i]
        open_ = goal >= 0 and sent[goal] == 0
        if posture == Posture.ATTACK and easier[i] == 1 and strike[i] >= 0:
            open_ = open_ or _lies_behind(strike[i], formations.cell[f], goal, side, state)
        if strike[i] >= 0 and not (open_ and easier[i] == 1):
            orders.attack[f] = strike[i]
        elif open_:
            sent[goal] = 1
            orders.goal[f] = goal
            if posture == Posture.ATTACK:
                orders.goal[f] = _objective(f, goal, side, aimed, state, world, rates)


@kernel
def give_way(
    side: int,
    front: Front,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
) -> None:
    """Mark formations that yield under pressure, and pull out those nearly surrounded."""
    formations = state.formations
    base = main_base(side, state, world)
    limit = rates.south.retire_odds if side == SOUTH else rates.north.retire_odds
    flank = rates.south.flank if side == SOUTH else rates.north.flank
    delay = rates.south.delay_days if side == SOUTH else rates.north.delay_days
    for f in range(len(formations.men)):
        if formations.side[f] != side or formations.status[f] != Status.FIELD:
            continue
        orders.yielding[f] = 0
        slot = front.slot[formations.cell[f]]
        if slot < 0 or formations.kind[f] == Kind.SECURITY:
            continue
        cell = front.cells[slot]
        if side == SOUTH and base >= 0:
            if world.days_foot[base, cell] < rates.south.last_stand:
                continue
        own = stand_at(cell, side, state, world, rates)
        if front.threat[slot] <= limit * max(own, 1.0):
            continue
        orders.yielding[f] = 1
        late = formations.contact[f] >= int(delay)
        if late or float(enemy_edges(cell, side, world, state.cells)) >= flank:
            refuge = way_back(f, state, world, base)
            if refuge >= 0:
                orders.goal[f] = refuge
                orders.attack[f] = -1
