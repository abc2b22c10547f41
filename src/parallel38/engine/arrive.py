"""Phase `arrive`: formations come and go, the wounded return, depots fill the ranks.

A formation arrives on its day (from the calendar, or counted from its nation's intervention), at
its place or, if that is lost, at the nearest place its side still holds. Depots fill gaps:
men = refill x gap, shared out when the depot is short; raw men dilute training.
Simplification: replacements reach any formation that is supplied and not in rout.
Writes: formations.*, ledger.*
"""

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.draws import Stream, heads, uniform
from parallel38.engine.laws import days_between, full_stock
from parallel38.engine.ledger import come_back, enter, shift
from parallel38.engine.rates import Arrive, Rates
from parallel38.engine.state import Call, Flow, Formations, State, Status, Stock
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH


@kernel
def _haven(f: int, state: State, world: Theatre) -> int:
    """Return the arrival cell, or the nearest open port or gate of its side, or -1."""
    formations, cells = state.formations, state.cells
    side = formations.side[f]
    wanted = formations.arrive_cell[f]
    if wanted >= 0 and cells.holder[wanted] == side:
        return int(wanted)
    doors = world.gates.cell if side == NORTH else world.ports.cell
    best = -1
    least = 1.0e9
    for i in range(len(doors)):
        cell = doors[i]
        if cells.holder[cell] == side and cells.linked[cell] == 1:
            away = days_between(f, max(wanted, 0), cell, formations, world)
            if away < least:
                least = away
                best = cell
    return int(best)


@kernel
def _due(f: int, state: State, world: Theatre, day: int) -> bool:
    formations = state.formations
    if formations.call[f] == Call.INTERVENTION:
        entered = state.politics.intervened[0]
        return bool(entered >= 0 and day >= entered + formations.arrive_day[f])
    return bool(day >= formations.arrive_day[f])


@kernel
def _come_and_go(state: State, world: Theatre, rates: Rates, day: int, month: int) -> None:
    formations, ledger = state.formations, state.ledger
    for f in range(len(formations.men)):
        nation = formations.nation[f]
        if formations.status[f] == Status.AWAITED and _due(f, state, world, day):
            afloat = formations.call[f] == Call.LANDING
            cell = -1 if afloat else _haven(f, state, world)
            if cell < 0 and not afloat:
                continue
            formations.status[f] = Status.AFLOAT if afloat else Status.FIELD
            formations.sea_days[f] = -1
            formations.cell[f] = cell
            formations.men[f] = formations.draft[f]
            formations.cohesion[f] = 1.0
            if formations.training[f] < 0.0:
                formations.training[f] = world.monthly.schooling[nation, month]
            formations.stock[f] = full_stock(f, formations, world, rates)
            formations.hidden[f] = world.nations.night[nation]
            enter(ledger, nation, formations.draft[f], Stock.PRESENT)
        leave = formations.leave_day[f]
        if leave >= 0 and formations.call[f] == Call.INTERVENTION:
            entered = state.politics.intervened[0]
            leave = entered + leave if entered >= 0 else -1
        if formations.status[f] == Status.FIELD and leave >= 0 and day >= leave:
            formations.status[f] = Status.LEFT
            place = Stock.POOL if world.nations.resident[nation] == 1 else Stock.LEFT
            shift(ledger, nation, formations.men[f], Stock.PRESENT, place)
            formations.men[f] = 0
            formations.cell[f] = -1


@kernel
def _may_fill(f: int, formations: Formations, least: float) -> bool:
    """Tell whether replacements reach a formation: in the field, supplied, and not in rout."""
    there = formations.status[f] == Status.FIELD and formations.cut_off[f] == 0
    return bool(there and formations.cohesion[f] >= least)


@array_kernel
def _fill(state: State, world: Theatre, rates: Rates, month: int) -> None:
    """Share each nation's depot among its formations."""
    formations, ledger = state.formations, state.ledger
    least = rates.combat.rout
    nations = ledger.stock.shape[0]
    wanted = np.zeros(nations, np.int64)
    for f in range(len(formations.men)):
        if _may_fill(f, formations, least):
            wanted[formations.nation[f]] += max(0, formations.toe[f] - formations.men[f])
    share = np.zeros(nations)
    for nation in range(nations):
        pool = ledger.stock[nation, Stock.POOL]
        if wanted[nation] > 0 and pool > 0:
            share[nation] = min(rates.arrive.refill, float(pool) / float(wanted[nation]))
    for f in range(len(formations.men)):
        nation = formations.nation[f]
        if share[nation] <= 0.0 or not _may_fill(f, formations, least):
            continue
        gap = max(0, formations.toe[f] - formations.men[f])
        men = int(share[nation] * float(gap))
        if men == 0:
            continue
        had = float(formations.men[f])
        school = world.monthly.schooling[nation, month]
        formations.training[f] = (had * formations.training[f] + float(men) * school) / (
            had + float(men)
        )
        formations.men[f] += men
        shift(ledger, nation, men, Stock.POOL, Stock.PRESENT)
        ledger.flow[nation, Flow.REPLACED] += men


@kernel
def _raise_anew(state: State, world: Theatre, rates: Arrive, day: int, month: int) -> None:
    """Raise a broken formation again behind the front once men and time allow."""
    formations, ledger = state.formations, state.ledger
    for f in range(len(formations.men)):
        leave = formations.leave_day[f]
        if leave >= 0 and formations.call[f] == Call.INTERVENTION:
            leave += state.politics.intervened[0]
        dissolved = leave >= 0 and day >= leave
        if formations.status[f] != Status.BROKEN or dissolved:
            continue
        formations.rest[f] += 1
        nation = formations.nation[f]
        needed = int(rates.rebuild_share * float(formations.toe[f]))
        if formations.rest[f] < int(rates.rebuild_days) or needed == 0:
            continue
        if ledger.stock[nation, Stock.POOL] < needed:
            continue
        cell = _haven(f, state, world)
        if cell < 0:
            continue
        formations.status[f] = Status.FIELD
        formations.cell[f] = cell
        formations.men[f] = needed
        formations.cohesion[f] = 0.5
        formations.training[f] = world.monthly.schooling[nation, month]
        formations.stock[f] = 1.0
        formations.cut_off[f] = 0
        formations.rest[f] = 0
        shift(ledger, nation, needed, Stock.POOL, Stock.PRESENT)
        ledger.flow[nation, Flow.REPLACED] += needed


@array_kernel
def arrive(state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Bring in, send home, heal and replace."""
    month = world.days.war_month[day]
    _come_and_go(state, world, rates, day, month)
    ledger = state.ledger
    entered = state.politics.intervened[0]
    for nation in range(ledger.stock.shape[0]):
        come_back(ledger, nation, day)
        if world.nations.arrives_by[nation] == 1 and entered < 0:
            continue
        draw = uniform(seed, Stream.RECRUITS, day, nation)
        recruits = heads(world.monthly.recruits[nation, month], draw)
        enter(ledger, nation, recruits, Stock.POOL)
    _fill(state, world, rates, month)
    _raise_anew(state, world, rates.arrive, day, month)
