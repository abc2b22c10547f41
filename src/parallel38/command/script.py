"""The historical script: a baseline that is told where the lines will run. It is not the model.

Decisions, landings, evacuations and postures come on their days. Each side sends its formations
to the cells along the record's next line, spread evenly from west to east, within the land it
holds or will hold then; in an attack it strikes the enemy in cells that will be its own, and it
gives way in cells that will not. Everything goes through the same day of war: combat decides.
"""

import numpy as np

from parallel38.command.hold import hold
from parallel38.engine._jit import array_kernel
from parallel38.engine.laws import days_between, may_enter
from parallel38.engine.orders import Decision, Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import Call, Kind, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, I64, NORTH, SOUTH
from parallel38.scenario.script import Script

FAR = 1.0e9


class Follower:
    """The commander that follows a script."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def __call__(
        self, state: State, world: Theatre, rates: Rates, orders: Orders, seed: int
    ) -> None:
        """Write what the script orders for today."""
        hold(state, world, rates, orders, seed)
        follow(state, world, orders, self.script)


@array_kernel
def follow(state: State, world: Theatre, orders: Orders, script: Script) -> None:
    """Write the day's decisions, then goals and attacks of both sides, onto blank orders."""
    day = state.day[0]
    for decision in range(len(orders.decision)):
        if script.decision_day[decision] == day:
            orders.decision[decision] = 1
    _land(state, orders, script, day)
    line = 0
    while line < len(script.line_day) - 1 and script.line_day[line] <= day:
        line += 1
    for side in range(2):
        orders.posture[side] = script.posture[side, day]
        wanted = script.south[line] if side == SOUTH else 1 - script.south[line]
        pieces = _pieces(side, wanted, state, world)
        _send(side, wanted, pieces, state, world, orders)
        if side == SOUTH:
            _ship(pieces, state, world, orders, script, day)
        if orders.posture[side] == Posture.ATTACK or orders.posture[side] == Posture.LIMITED:
            _strike(side, wanted, state, world, orders)


@array_kernel
def _land(state: State, orders: Orders, script: Script, day: int) -> None:
    """Order the landing from its day on, while troops wait at sea for it."""
    formations = state.formations
    for i in range(len(script.landing_day)):
        if day < script.landing_day[i]:
            continue
        for f in range(len(formations.men)):
            afloat = formations.status[f] == Status.AFLOAT and formations.sea_days[f] < 0
            if afloat and formations.call[f] == Call.LANDING:
                orders.decision[Decision.LAND] = 1
                orders.landing_cell[0] = script.landing_cell[i]


@array_kernel
def _pieces(side: int, wanted: I64, state: State, world: Theatre) -> I64:
    """Number the pieces of connected land that `side` holds or is to hold, -1 elsewhere (n)."""
    n = len(wanted)
    piece = np.full(n, -1, np.int64)
    queue = np.empty(n, np.int64)
    count = 0
    for start in range(n):
        own = wanted[start] == 1 or state.cells.holder[start] == side
        if piece[start] >= 0 or not own:
            continue
        piece[start] = count
        queue[0] = start
        head = 0
        tail = 1
        while head < tail:
            cell = queue[head]
            head += 1
            for e in range(EDGES):
                near = world.neighbour[cell, e]
                if near < 0 or piece[near] >= 0:
                    continue
                if wanted[near] == 1 or state.cells.holder[near] == side:
                    piece[near] = count
                    queue[tail] = near
                    tail += 1
        count += 1
    return piece


@array_kernel
def _line_cells(side: int, wanted: I64, world: Theatre) -> I64:
    """Return the cells of `side` along the line to be held, from west to east."""
    n = len(wanted)
    found = np.empty(n, np.int64)
    count = 0
    for cell in range(n):
        facing = False
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and wanted[near] == 0:
                facing = facing or side == NORTH or world.ground.sanctuary[near] == 0
        if facing and wanted[cell] == 1:
            found[count] = cell
            count += 1
    cells = found[:count]
    return cells[np.argsort(world.ground.x_km[cells], kind="mergesort")]


@array_kernel
def _free(side: int, state: State, world: Theatre) -> I64:
    """Return the formations of `side` that can be sent somewhere, from west to east."""
    formations = state.formations
    found = np.empty(len(formations.men), np.int64)
    count = 0
    for f in range(len(formations.men)):
        here = formations.side[f] == side and formations.status[f] == Status.FIELD
        if here and formations.kind[f] != Kind.SECURITY:
            found[count] = f
            count += 1
    free = found[:count]
    return free[np.argsort(world.ground.x_km[formations.cell[free]], kind="mergesort")]


@array_kernel
def _send(
    side: int, wanted: I64, pieces: I64, state: State, world: Theatre, orders: Orders
) -> None:
    """Spread the formations of each piece of land evenly along its part of the line.

    The r-th of N formations from the west goes to cell floor((r + 1/2) G / N) of G.
    """
    formations = state.formations
    line = _line_cells(side, wanted, world)
    free = _free(side, state, world)
    for piece in range(pieces.max() + 1):
        goals = line[pieces[line] == piece]
        troops = free[pieces[formations.cell[free]] == piece]
        for rank in range(len(troops)):
            f = troops[rank]
            orders.yielding[f] = 1 - wanted[formations.cell[f]]
            if len(goals) > 0:
                orders.goal[f] = goals[((2 * rank + 1) * len(goals)) // (2 * len(troops))]
            elif len(line) > 0:
                orders.goal[f] = _door(side, f, piece, pieces, state, world)
                orders.embark[f] = 1 if side == SOUTH and orders.goal[f] >= 0 else 0


@array_kernel
def _door(side: int, f: int, piece: int, pieces: I64, state: State, world: Theatre) -> int:
    """Return the nearest port or gate that a formation can march to over its own land, or -1."""
    doors = world.gates.cell if side == NORTH else world.ports.cell
    formations = state.formations
    best = -1
    least = FAR
    for i in range(len(doors)):
        cell = doors[i]
        if pieces[cell] != piece or state.cells.holder[cell] != side:
            continue
        away = days_between(f, cell, formations.cell[f], formations, world)
        if away < least:
            least = away
            best = cell
    return int(best)


@array_kernel
def _ship(
    pieces: I64, state: State, world: Theatre, orders: Orders, script: Script, day: int
) -> None:
    """Embark the troops for whom a port of today's evacuations is the nearest."""
    formations = state.formations
    for i in range(len(script.ship_cell)):
        if day < script.ship_first[i] or day > script.ship_last[i]:
            continue
        for f in range(len(formations.men)):
            if formations.side[f] != SOUTH or formations.status[f] != Status.FIELD:
                continue
            piece = pieces[formations.cell[f]]
            if _door(SOUTH, f, piece, pieces, state, world) == script.ship_cell[i]:
                orders.goal[f] = script.ship_cell[i]
                orders.embark[f] = 1
                orders.yielding[f] = 1


@array_kernel
def _strike(side: int, wanted: I64, state: State, world: Theatre, orders: Orders) -> None:
    """Attack the defended neighbour that is to be won and lies nearest to each one's goal."""
    formations, cells = state.formations, state.cells
    crossed = state.politics.crossed[0] >= 0
    for f in range(len(formations.men)):
        goal = orders.goal[f]
        if formations.side[f] != side or goal < 0 or orders.embark[f] == 1:
            continue
        least = FAR
        for e in range(EDGES):
            near = world.neighbour[formations.cell[f], e]
            if near < 0 or wanted[near] == 0 or cells.holder[near] == side:
                continue
            empty = state.might.power[1 - side, near] <= 0.0
            if empty or not may_enter(side, near, world, crossed):
                continue
            away = days_between(f, goal, near, formations, world)
            if away < least:
                least = away
                orders.attack[f] = near
