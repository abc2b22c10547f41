"""Decisions of state, each a condition and a hazard; and where and when to land."""

import math

from parallel38.command.front import Estimate, main_base
from parallel38.command.posture import landing_pending
from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.laws import may_enter, pieces
from parallel38.engine.orders import Decision, Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import Call, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, NORTH, SOUTH


@array_kernel
def _at_frontier(state: State, world: Theatre) -> int:
    """Count side 0's cells, joined by land to its main base, that touch side 1's pre-war area in
    enemy hands."""
    cells = state.cells
    base = main_base(SOUTH, state, world)
    if base < 0:
        return 0
    piece = pieces(cells.holder, world.neighbour)
    count = 0
    for cell in range(len(cells.holder)):
        if piece[cell] != piece[base] or world.ground.home[cell] != SOUTH:
            continue
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and world.ground.home[near] == NORTH and cells.holder[near] == NORTH:
                count += 1
                break
    return count


@kernel
def _decide(orders: Orders, decision: int, hazard: float, seed: int, day: int) -> None:
    if uniform(seed, Stream.GOVERNMENT, day, decision) < hazard:
        orders.decision[decision] = 1


@array_kernel
def govern(
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    south: Estimate,
    north: Estimate,
    seed: int,
    day: int,
) -> None:
    """Let governments decide; hazards are per day and only where their condition holds."""
    g = rates.government
    politics, sides = state.politics, state.sides
    orders.decision[:] = 0
    forward = sides.posture[SOUTH] == Posture.ATTACK or sides.posture[SOUTH] == Posture.LIMITED
    if politics.crossed[0] < 0 and forward and g.stop_line < 0.5:
        if _at_frontier(state, world) >= int(g.cross_cells):
            _decide(orders, Decision.CROSS, g.cross_hazard, seed, day)
    if politics.intervened[0] < 0 and g.intervention > 0.5:
        pressing = north.lost_home / max(g.intervene_at, 0.01)
        if politics.called[0] < 0 and pressing > 1.0:
            _decide(orders, Decision.CALL, g.intervene_hazard * pressing, seed, day)
        elif politics.called[0] >= 0 and state.day[0] >= politics.called[0] + int(g.ready_days):
            orders.decision[Decision.INTERVENE] = 1
    entered = politics.intervened[0] >= 0
    beaten = entered and sides.posture[SOUTH] == Posture.WITHDRAW
    undone = beaten and south.held < south.home * (1.0 + g.relief_margin)
    if entered and politics.relieved[0] < 0:
        if undone:  # all that he had won is lost
            _decide(orders, Decision.RELIEVE, g.relief_hazard, seed, day)
        elif politics.limited[0] >= 0 and not beaten:
            _decide(orders, Decision.RELIEVE, g.quarrel, seed, day)
    shaken = undone or (entered and politics.relieved[0] >= 0)
    if shaken and g.limited_war > 0.5 and politics.limited[0] < 0:
        _decide(orders, Decision.LIMIT, g.limited_hazard, seed, day)
    if politics.limited[0] >= 0 and politics.talks[0] < 0:
        tired = sides.posture[NORTH] == Posture.RECOVER and sides.pulses[NORTH] >= int(
            g.talk_pulses
        )
        even = abs(south.held - south.home) < g.talk_margin * south.home
        if tired and even and sides.posture_days[NORTH] > int(g.talk_static):
            _decide(orders, Decision.TALK, g.talk_hazard, seed, day)
    desperate = entered and sides.posture[SOUTH] == Posture.WITHDRAW
    if g.nuclear_hazard > 0.0 and desperate:
        _decide(orders, Decision.NUCLEAR, g.nuclear_hazard, seed, day)
    if politics.talks[0] >= 0 and politics.agreed[0] < 0:
        ease = g.agree_ease if politics.patron_lost[0] >= 0 else 1.0
        _decide(orders, Decision.AGREE_PRISONERS, g.agree_hazard * ease, seed, day)
    if politics.agreed[0] >= 0 and politics.armistice[0] < 0:
        _decide(orders, Decision.SIGN, g.sign_hazard, seed, day)


@kernel
def _spring_tide(moon: float, window: float) -> bool:
    """Tell whether the moon is new or full, a day or two late, within `window` lunations."""
    late = 0.05
    phase = (moon - late) % 0.5
    return min(phase, 0.5 - phase) < window


@kernel
def _worth(port: int, state: State, world: Theatre, rates: Rates) -> float:
    """Return a port's worth: enemy men south of it / garrison, discounted by link-up time.

    W = men cut off x prize / (1 + garrison / g) x exp(-link-up days / d), the prize being the
    greatest objective in enemy hands within `prize_days` of the port.
    """
    formations = state.formations
    cell = world.ports.cell[port]
    y = world.ground.y_km[cell]
    cut = 0.0
    garrison = 0.0
    for f in range(len(formations.men)):
        if formations.side[f] != NORTH or formations.status[f] != Status.FIELD:
            continue
        if world.ground.y_km[formations.cell[f]] < y - 30.0:
            cut += float(formations.men[f])
        if world.days_foot[cell, formations.cell[f]] < 2.0:
            garrison += float(formations.men[f])
    link = 99.0
    for f in range(len(formations.men)):
        if formations.side[f] == SOUTH and formations.status[f] == Status.FIELD:
            link = min(link, world.days_motor[cell, formations.cell[f]])
    land = rates.landing
    prize = 0.0
    for q in range(len(world.places.cell)):
        place = world.places.cell[q]
        near = world.days_foot[place, cell] < land.prize_days
        if near and state.cells.holder[place] != SOUTH:
            prize = max(prize, world.places.value[q])
    return cut * prize / (1.0 + garrison / land.garrison) * math.exp(-link / land.linkup_days)


@kernel
def plan_landing(
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    view: Estimate,
    seed: int,
    day: int,
) -> None:
    """Decide where to land, and whether today: lift, tide, own strength, worth, and a hazard."""
    land = rates.landing
    orders.landing_cell[0] = -1
    if not landing_pending(state, rates):
        return
    for f in range(len(state.formations.men)):
        waits = state.formations.call[f] == Call.LANDING
        if waits and state.formations.status[f] == Status.AWAITED:
            return
    if view.own < land.odds * view.enemy:
        return
    crossed = state.politics.crossed[0] >= 0
    beyond = land.beyond > 0.5 and rates.government.stop_line < 0.5
    open_north = crossed or beyond
    best = -1
    most = land.worth
    for port in range(len(world.ports.cell)):
        if world.ports.lift[port] == 0:
            continue
        cell = world.ports.cell[port]
        if state.cells.holder[cell] == SOUTH or not may_enter(SOUTH, cell, world, open_north):
            continue
        worth = _worth(port, state, world, rates)
        if worth > most:
            most = worth
            best = port
    if best < 0:
        return
    steep = world.ports.tide_m[best] > land.tide_m
    if steep and not _spring_tide(world.days.moon[day], land.tide_window):
        return
    if uniform(seed, Stream.LANDING, day, 0) < land.hazard:
        orders.decision[Decision.LAND] = 1
        orders.landing_cell[0] = world.ports.cell[best]
        if not may_enter(SOUTH, world.ports.cell[best], world, crossed):
            orders.decision[Decision.CROSS] = 1  # who sends an army ashore there has crossed
