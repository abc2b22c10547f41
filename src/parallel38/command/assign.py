"""Where every formation goes: demand for strength along the front, met by the nearest.

Demand of a front cell = cover + threat x what is seen facing it, in an attack more where
objectives pull and none where nobody is seen. The strength at hand is shared in proportion, with a
cap a cell; the neediest cell picks the nearest free formation within `far` days, again and again.
Weak formations rest behind the line; garrisons stay; columns under way to an objective march on;
who is cut off breaks out. In a retreat only those around the base are shared out, along the front
near it, unless the army fights for time: then those who are fit stand until they are outmatched
or outflanked.
"""

from typing import NamedTuple

import numpy as np

from parallel38.command.attack import on_march
from parallel38.command.front import Front, main_base, nearest, stand_at, strength_of
from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import edge_of
from parallel38.engine.orders import Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.retreat import own_lines, way_back
from parallel38.engine.state import Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, F64, I64, MOTOR, NORTH, SOUTH

LEFT_OPEN = -1.0e12  # need of a cell that nobody near can meet


class Free(NamedTuple):
    """Formations that may be sent somewhere, without gaps: asked about again and again (k)."""

    formation: I64
    cell: I64  # where it stands
    motor: I64
    held_up: F64  # 1.0 if in contact: it has to be relieved first [day]
    strength: F64  # [men of full quality]


@kernel
def _road_back(cell: int, side: int, base: int, state: State, world: Theatre) -> int:
    """Return the neighbour of `cell` in own hands that is nearest the base, and nearer, or -1."""
    best = -1
    least = world.days_foot[base, cell]
    for e in range(EDGES):
        near = world.neighbour[cell, e]
        if near < 0 or state.cells.holder[near] != side:
            continue
        if world.days_foot[base, near] < least:
            least = world.days_foot[base, near]
            best = near
    return int(best)


@kernel
def _outflanked(cell: int, side: int, base: int, state: State, world: Theatre) -> bool:
    """Tell whether the enemy is beside the next two cells of the road back without facing `cell`:
    he is behind those who stand in it."""
    back = cell
    for _ in range(2):
        if back == base:
            break  # nobody stands behind the base
        back = _road_back(back, side, base, state, world)
        if back < 0:
            return True
        for e in range(EDGES):
            near = world.neighbour[back, e]
            if near < 0 or near == cell or state.cells.holder[near] == side:
                continue
            if edge_of(cell, near, world) < 0:
                return True
    return False


@kernel
def _delays(
    f: int, side: int, base: int, front: Front, state: State, world: Theatre, rates: Rates
) -> bool:
    """Tell whether a formation is fit to stand for a while where it is, and may."""
    formations, south = state.formations, rates.south
    cell = formations.cell[f]
    pressed = state.cells.struck[cell] == 1 or state.cells.pushed[cell] > 0.0
    late = pressed and formations.contact[f] >= int(south.delay_days)
    if late or formations.cohesion[f] < south.delay_cohesion:
        return False
    slot = front.slot[cell]
    if slot >= 0:
        own = max(stand_at(cell, side, state, world, rates), 1.0)
        if front.threat[slot] >= south.delay_odds * own:
            return False
    return not _outflanked(cell, side, base, state, world)


@array_kernel
def withdraw(
    side: int,
    delay: bool,
    front: Front,
    piece: I64,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
) -> None:
    """Send every formation of `side` back: towards the main base, or, cut off, to its own lines.

    `piece` tells which cells are joined by land (`pieces`). Side 0 keeps some days ahead of the
    enemy: who is farther back waits, and who is far back comes up again. In a `delay` those
    who are fit for it stand until they are outmatched, outflanked or late.
    """
    formations = state.formations
    base = main_base(side, state, world)
    for f in range(len(formations.men)):
        if formations.side[f] != side or formations.status[f] != Status.FIELD:
            continue
        if formations.kind[f] == Kind.SECURITY:
            continue
        cell = formations.cell[f]
        linked = base >= 0 and piece[cell] == piece[base]
        orders.goal[f] = base if linked else own_lines(f, state, world)[0]
        orders.yielding[f] = 1
        if side == NORTH or not linked:
            continue
        if delay and _delays(f, side, base, front, state, world, rates):
            orders.goal[f] = -1
            if formations.contact[f] == 0:
                orders.yielding[f] = 0
        line, behind = nearest(cell, world.days_foot, front)
        if behind > rates.south.break_away:  # far enough: wait for the enemy, or come up again
            fit = formations.cohesion[f] > rates.morale.fit
            orders.goal[f] = line if fit and behind > rates.south.come_up else -1
        elif world.days_foot[base, cell] < rates.south.last_stand:
            orders.goal[f] = -1
            orders.yielding[f] = 0


@kernel
def lie_low(
    side: int, front: Front, state: State, world: Theatre, rates: Rates, orders: Orders
) -> None:
    """Keep the formations of `side` where they are, but take those in contact a step back and let
    those far behind come up."""
    formations = state.formations
    base = main_base(side, state, world)
    for f in range(len(formations.men)):
        if formations.side[f] != side or formations.status[f] != Status.FIELD:
            continue
        if formations.kind[f] == Kind.SECURITY:
            continue
        if formations.contact[f] == 0:
            line, away = nearest(formations.cell[f], world.days_foot, front)
            orders.goal[f] = line if away > rates.north.in_place else -1
            continue
        orders.goal[f] = way_back(f, state, world, base)
        orders.yielding[f] = 1


@kernel
def _port_of(cell: int, piece: I64, state: State, world: Theatre) -> int:
    """Return the port of side 0 nearest to a cell and joined to it by own land, or -1."""
    best = -1
    least = 1.0e9
    for i in range(len(world.ports.cell)):
        port = world.ports.cell[i]
        if state.cells.holder[port] != SOUTH or piece[port] != piece[cell]:
            continue
        if world.days_foot[port, cell] < least:
            least = world.days_foot[port, cell]
            best = port
    return int(best)


@array_kernel
def evacuate(piece: I64, state: State, world: Theatre, rates: Rates, orders: Orders) -> None:
    """Order side 0's formations that have no land way to the base, under alarm, to the ships: to
    the nearest port of their pocket, or from the beach on which they stand."""
    formations = state.formations
    if rates.landing.evacuate < 0.5 or orders.posture[SOUTH] != Posture.WITHDRAW:
        return
    base = main_base(SOUTH, state, world)
    for f in range(len(formations.men)):
        if formations.side[f] != SOUTH or formations.status[f] != Status.FIELD:
            continue
        cell = formations.cell[f]
        linked = base >= 0 and piece[cell] == piece[base]
        if linked or formations.kind[f] == Kind.SECURITY:
            continue
        port = _port_of(cell, piece, state, world)
        if port >= 0 or world.ground.coast[cell] == 1:
            orders.goal[f] = port
            orders.embark[f] = 1
            orders.yielding[f] = 1
            orders.attack[f] = -1


@array_kernel
def _demand(
    side: int, front: Front, state: State, world: Theatre, rates: Rates, posture: int
) -> F64:
    """Return the strength wanted in every front cell (i,)."""
    cover = rates.south.cover if side == SOUTH else rates.north.cover
    threat = rates.south.threat if side == SOUTH else rates.north.threat
    hold = rates.south.hold_towns if side == SOUTH else rates.north.hold_towns
    count = len(front.cells)
    wanted = np.empty(count)
    strongest = 0.0
    pulls = np.zeros(count)
    if posture == Posture.ATTACK or posture == Posture.LIMITED:
        for i in range(count):
            pulls[i] = state.might.pull[side, front.cells[i]]
            strongest = max(strongest, pulls[i])
    focus = rates.north.concentration if side == NORTH else rates.south.concentration
    for i in range(count):
        wanted[i] = cover + threat * front.threat[i]
        wanted[i] *= 1.0 + hold * world.ground.town[front.cells[i]]
        if strongest > 0.0:
            wanted[i] *= 1.0 + focus * (pulls[i] / strongest) ** 2
        if posture == Posture.ATTACK and front.threat[i] <= 0.0:
            wanted[i] = 0.0  # columns see to open country
    return wanted


@kernel
def keep(side: int, state: State, orders: Orders) -> None:
    """Let the formations of `side` go on as they were last told."""
    formations = state.formations
    for f in range(len(formations.men)):
        if formations.side[f] == side and formations.status[f] == Status.FIELD:
            orders.goal[f] = formations.goal[f]


@kernel
def _free(
    side: int, state: State, world: Theatre, rates: Rates, orders: Orders, posture: int, free: Free
) -> int:
    """List the formations that may be sent somewhere in `free` and return how many; order the
    spent to the rear and let columns march on."""
    formations = state.formations
    weak = rates.south.reserve_men if side == SOUTH else rates.north.reserve_men
    size = 0
    base = main_base(side, state, world)
    for f in range(len(formations.men)):
        if formations.side[f] != side or formations.status[f] != Status.FIELD:
            continue
        if posture == Posture.WITHDRAW and orders.yielding[f] == 1:
            continue  # on the way back
        orders.goal[f] = -1
        if formations.kind[f] == Kind.SECURITY:
            continue
        if formations.cut_off[f] > int(rates.surrender.holdout):  # break out to the own lines
            orders.goal[f] = own_lines(f, state, world)[0]
            orders.yielding[f] = 1
            continue
        if posture == Posture.ATTACK and on_march(f, state, world, rates):
            orders.goal[f] = formations.goal[f]
            continue
        spent = float(formations.men[f]) < weak * float(formations.toe[f])
        least = rates.morale.fit if formations.rest[f] > 0 else rates.combat.rout
        if (spent or formations.cohesion[f] < least) and base >= 0:
            if formations.rest[f] < 3:
                orders.goal[f] = base
                orders.yielding[f] = 1
            continue
        free.formation[size] = f
        free.cell[size] = formations.cell[f]
        free.motor[size] = formations.motor[f]
        free.held_up[size] = 1.0 if formations.contact[f] > 0 else 0.0
        free.strength[size] = strength_of(f, state, world, rates)
        size += 1
    return size


@array_kernel
def assign(
    side: int,
    front: Front,
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    posture: int,
) -> None:
    """Write a goal for every free formation of `side`."""
    count = len(front.cells)
    most_free = len(state.formations.men)
    free = Free(
        np.empty(most_free, np.int64),
        np.empty(most_free, np.int64),
        np.empty(most_free, np.int64),
        np.empty(most_free),
        np.empty(most_free),
    )
    size = _free(side, state, world, rates, orders, posture, free)
    if count == 0 or size == 0:
        return
    total = 0.0
    for k in range(size):
        total += free.strength[k]
    need = _demand(side, front, state, world, rates, posture)
    asked = 0.0
    for i in range(count):
        asked += need[i]
    scale = total / max(asked, 1.0)
    each = total / float(size)
    crowd = rates.south.crowd if side == SOUTH else rates.north.crowd
    most = crowd * max(each, total / float(count))
    for i in range(count):
        need[i] = min(most, need[i] * scale)
    far = rates.south.far if side == SOUTH else rates.north.far
    _share_out(free, size, need, far, front, world, orders, posture == Posture.ATTACK)


@kernel
def _march_of(k: int, goal: int, free: Free, world: Theatre) -> float:
    """Return the least marching time of the k-th free formation to a cell [day]."""
    if free.motor[k] == MOTOR:
        return float(world.days_motor[goal, free.cell[k]])
    return float(world.days_foot[goal, free.cell[k]])


@kernel
def _standing(cell: int, free: Free, size: int) -> int:
    """Return the first of the free formations that stands in a cell, or -1."""
    for k in range(size):
        if free.cell[k] == cell:
            return k
    return -1


@kernel
def _sent(k: int, free: Free, last: int) -> None:
    """Take the k-th free formation off the list; the last one takes its place."""
    free.formation[k] = free.formation[last]
    free.cell[k] = free.cell[last]
    free.motor[k] = free.motor[last]
    free.held_up[k] = free.held_up[last]
    free.strength[k] = free.strength[last]


@kernel
def _share_out(
    free: Free,
    size: int,
    need: F64,
    far: float,
    front: Front,
    world: Theatre,
    orders: Orders,
    forward: bool,
) -> None:
    """Let the neediest cell pick the nearest of the free within `far` days, again and again."""
    count = len(front.cells)
    while size > 0:
        i = 0
        neediest = need[0]
        for j in range(1, count):
            if need[j] > neediest:
                i = j
                neediest = need[j]
        if neediest <= LEFT_OPEN:
            break
        cell = front.cells[i]
        best = _standing(cell, free, size)
        if best < 0:
            least = 1.0e9
            for k in range(size):
                away = _march_of(k, cell, free, world) + free.held_up[k]
                if away < least:
                    least = away
                    best = k
            if least > far:
                need[i] = LEFT_OPEN
                continue
        orders.goal[free.formation[best]] = cell
        need[i] -= max(free.strength[best], 1.0)
        size -= 1
        _sent(best, free, size)
    for k in range(size):  # too far from everything wanted: up to the front, or stay in the line
        if free.held_up[k] > 0.0 or forward:
            continue  # in an offensive `attack` finds them an objective
        least = 1.0e9
        for i in range(count):
            away = _march_of(k, front.cells[i], free, world)
            if away < least:
                least = away
                orders.goal[free.formation[k]] = front.cells[i]
