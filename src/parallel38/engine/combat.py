"""Phase `combat`: attacks by cell, losses, ground gained, retreat and pursuit.

Odds of the attack on a cell, over all attackers around it and all defenders in it:
    R = noise x (1 + surprise) x (P + a F) / ((P' + d F') (1 + t relief + c town) (1 + w works))
with P power, F fire incl. a share of the day's close air support. Losses follow the mixed law
    losses = loss x sqrt(men x enemy fire)      (key: RubioCampillo2016)
spared by works, relief and by giving ground. Ground is gained at
    v = pace x (R - stall) / (sweep - stall), slowed by relief; the cell falls when v has crossed
it. Defenders fall back to the neighbour nearest their base, break out or fight through to their
lines where there is none, and else are overrun.
Simplification: one battle a cell and day; attackers do not exhaust each other's roads.
Writes: cells.pushed, cells.struck, cells.holder, cells.facing, cells.since, cells.dug,
cells.patrol, cells.linked, cells.tended, cells.supply, formations.*, sides.blow, sides.idle,
sides.held, sides.home, sides.lost_home, ledger.*
"""

import math
from typing import NamedTuple

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.casualties import BATTLE, QUIET, bleed
from parallel38.engine.draws import Stream, normal
from parallel38.engine.laws import edge_of, fire_of, learned, may_enter, power_of
from parallel38.engine.orders import Orders
from parallel38.engine.rates import Rates
from parallel38.engine.retreat import fall
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, F64, I16, I64, MOTOR

POWER = 0
FIRE = 1
MEN = 2
YIELDING = 3
MOTORISED = 4
COHESION = 5
NIGHT = 6


@kernel
def _aim(state: State, world: Theatre, orders: Orders) -> None:
    """Check attack orders: a neighbour, held by the enemy, with defenders, not forbidden."""
    formations, cells = state.formations, state.cells
    crossed = state.politics.crossed[0] >= 0
    for f in range(len(formations.men)):
        formations.target[f] = -1
        goal = orders.attack[f]
        if goal < 0 or formations.status[f] != Status.FIELD or formations.men[f] <= 0:
            continue
        side = formations.side[f]
        if cells.holder[goal] == side or state.might.power[1 - side, goal] <= 0.0:
            continue
        if edge_of(formations.cell[f], goal, world) < 0:
            continue
        if may_enter(side, goal, world, crossed):
            formations.target[f] = goal


class Battles(NamedTuple):
    """The day's battles (b), one a cell under attack; columns of `attack` and `defence` by name."""

    cells: I64  # (b,) where
    slot: I16  # (n,) index into `cells`, -1 where nobody attacks
    attack: F64  # (7, b)
    defence: F64  # (7, b)


@array_kernel
def _fields(state: State) -> Battles:
    """Return the cells under attack, in the order of the map, with nothing added up yet."""
    formations = state.formations
    slot = np.full(len(state.cells.holder), -1, np.int16)
    cells = np.empty(len(formations.men), np.int64)
    count = 0
    for f in range(len(formations.men)):
        goal = formations.target[f]
        if goal < 0 or slot[goal] >= 0:
            continue
        slot[goal] = 0
        b = count
        while b > 0 and cells[b - 1] > goal:
            cells[b] = cells[b - 1]
            b -= 1
        cells[b] = goal
        count += 1
    for b in range(count):
        slot[cells[b]] = b
    return Battles(cells[:count], slot, np.zeros((7, count)), np.zeros((7, count)))


@kernel
def unseen(side: int, hidden: float, state: State, rates: Rates) -> float:
    """Return by what attackers who were not seen strike harder: 1 + ambush x hidden / learned."""
    return float(1.0 + rates.sight.ambush * hidden / learned(side, state, rates))


@kernel
def _gather(
    battles: Battles, state: State, world: Theatre, rates: Rates, orders: Orders, month: int
) -> None:
    """Add up attackers by target and defenders by cell."""
    formations = state.formations
    attack, defence = battles.attack, battles.defence
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        goal = formations.target[f]
        held = battles.slot[formations.cell[f]]
        if goal < 0 and held < 0:
            continue
        nation = formations.nation[f]
        power = power_of(f, formations, world.monthly.arms[nation, month], rates)
        fire = fire_of(f, formations, rates)
        men = float(formations.men[f])
        if held >= 0:
            defence[POWER, held] += power
            defence[FIRE, held] += fire
            defence[MEN, held] += men
            defence[COHESION, held] += men * formations.cohesion[f]
            defence[YIELDING, held] += men * float(orders.yielding[f])
        if goal < 0:
            continue
        b = battles.slot[goal]
        side = formations.side[f]
        ambush = unseen(side, formations.hidden[f], state, rates)
        crossing = _river(formations.cell[f], goal, state, world, rates)
        attack[POWER, b] += power * ambush / crossing
        attack[FIRE, b] += fire
        attack[MEN, b] += men
        attack[MOTORISED, b] += men if formations.motor[f] == MOTOR else 0.0
        attack[COHESION, b] += men * formations.cohesion[f]
        attack[NIGHT, b] += men * world.nations.night[nation]


@kernel
def _river(start: int, goal: int, state: State, world: Theatre, rates: Rates) -> float:
    """Return what a river takes from an attack across it: 1 + river x class / 2, 1 when frozen."""
    edge = edge_of(start, goal, world)
    width = world.edges.river[start, edge]
    cold = state.sky.temperature[world.ground.region[goal]]
    if width == 0 or cold < rates.weather.freeze:
        return 1.0
    return 1.0 + rates.combat.river * 0.5 * float(width)


@array_kernel
def _air_per_man(battles: Battles, state: State, rates: Rates, orders: Orders) -> F64:
    """Return close support per man engaged, by side [men of full quality per man] (2,)."""
    engaged = np.zeros(2)
    for b in range(len(battles.cells)):
        holder = state.cells.holder[battles.cells[b]]
        engaged[holder] += battles.defence[MEN, b]
        engaged[1 - holder] += battles.attack[MEN, b]
    for side in range(2):
        fire = rates.air.close * state.sides.air[side] * orders.air_support[side]
        # a sortie can find only so many targets: no more support than men engaged
        engaged[side] = min(1.0, fire / max(engaged[side], 1.0))
    return engaged


@kernel
def _daylight(b: int, battles: Battles, rates: Rates) -> float:
    """Return the share of the defenders' fire that attackers skilled at night have to face."""
    skill = battles.attack[NIGHT, b] / max(battles.attack[MEN, b], 1.0)
    return float(1.0 - rates.air.night * skill)


@kernel
def odds(b: int, battles: Battles, state: State, world: Theatre, rates: Rates, air: F64) -> float:
    """Return the odds of the attack in battle b, before noise [1]."""
    c = rates.combat
    attack, defence, cell = battles.attack, battles.defence, battles.cells[b]
    holder = state.cells.holder[cell]
    side = 1 - holder
    strike = attack[POWER, b] + c.fire_attack * (attack[FIRE, b] + air[side] * attack[MEN, b])
    stand = defence[POWER, b] + c.fire_defence * _daylight(b, battles, rates) * (
        defence[FIRE, b] + air[holder] * defence[MEN, b]
    )
    rough = 1.0 + c.terrain * world.ground.relief[cell] + c.city * world.ground.town[cell]
    works = 1.0 + c.works * state.cells.dug[cell]
    surprise = 1.0 + state.sides.surprise[side]
    return float(surprise * strike / (max(stand, 1.0) * rough * works))


@kernel
def _losses(
    b: int, battles: Battles, state: State, world: Theatre, rates: Rates, air: F64
) -> tuple[float, float]:
    """Return the shares of attackers and defenders lost today in battle b [1]."""
    c = rates.combat
    attack, defence, cell = battles.attack, battles.defence, battles.cells[b]
    holder = state.cells.holder[cell]
    side = 1 - holder
    men = attack[MEN, b]
    held = max(defence[MEN, b], 1.0)
    theirs = (defence[FIRE, b] + air[holder] * held) * _daylight(b, battles, rates)
    theirs += c.fire_attack * defence[POWER, b]
    ours = attack[FIRE, b] + air[side] * men + c.fire_attack * attack[POWER, b]
    ours *= 1.0 + state.sides.surprise[side]
    relief = 1.0 - c.shelter_relief * world.ground.relief[cell]
    cover = relief * (1.0 - c.shelter * state.cells.dug[cell])
    given = 1.0 - c.yield_spares * defence[YIELDING, b] / held
    attackers = c.loss * c.exposed * math.sqrt(theirs / men) * relief
    defenders = c.loss * math.sqrt(ours / held) * cover * given
    return min(c.floor, attackers), min(c.floor, defenders)


@kernel
def _push(
    b: int, ratio: float, battles: Battles, state: State, world: Theatre, rates: Rates
) -> None:
    """Advance into a cell, or be thrown back from it."""
    c = rates.combat
    attack, defence, cell = battles.attack, battles.defence, battles.cells[b]
    held = max(defence[MEN, b], 1.0)
    pace = c.pace + (c.pace_motor - c.pace) * attack[MOTORISED, b] / attack[MEN, b]
    pace *= 1.0 - c.slow * world.ground.relief[cell]
    pace /= 1.0 + c.city * world.ground.town[cell]
    pace *= 1.0 - state.sky.mud[world.ground.region[cell]]
    gained = pace * min(1.0, (ratio - c.stall) / (c.sweep - c.stall))
    if gained > 0.0:
        # whoever gives ground lets the attacker come on as far as he can walk
        share = defence[YIELDING, b] / held
        gained += (pace - gained) * share
        state.cells.pushed[cell] += gained
    else:
        state.cells.pushed[cell] = max(0.0, state.cells.pushed[cell] + gained)


@kernel
def _quiet(state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Patrols, shelling and mines along the front; count days in and out of contact."""
    formations, cells = state.formations, state.cells
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        cell = formations.cell[f]
        side = formations.side[f]
        near = 0.0
        for e in range(EDGES if cells.facing[cell] > 0 else 0):
            other = world.neighbour[cell, e]
            if other >= 0 and cells.holder[other] != side:
                near += state.might.power[1 - side, other]
        if near > 0.0:
            formations.contact[f] += 1
            formations.rest[f] = 0
            share = rates.combat.loss_quiet * math.sqrt(
                min(1.0, near / (near + state.might.power[side, cell]))
            )
            share *= 1.0 - rates.combat.shelter * cells.dug[cell]
            bleed(state, rates, f, float(formations.men[f]) * share, QUIET, seed, day)
        else:
            formations.contact[f] = 0
            formations.rest[f] += 1


@kernel
def _mark(battles: Battles, state: State, rates: Rates) -> None:
    """Note who is attacked; lose some of the ground driven into cells that nobody attacks today."""
    cells = state.cells
    for cell in range(len(cells.holder)):
        cells.struck[cell] = 1 if battles.slot[cell] >= 0 else 0
        if cells.pushed[cell] > 0.0 and battles.slot[cell] < 0:
            cells.pushed[cell] *= rates.combat.hold_on


@array_kernel
def combat(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int, day: int) -> None:
    """Fight the day's battles."""
    formations, cells = state.formations, state.cells
    _aim(state, world, orders)
    battles = _fields(state)
    _gather(battles, state, world, rates, orders, world.days.war_month[day])
    air = _air_per_man(battles, state, rates, orders)
    count = len(battles.cells)
    state.sides.blow[:] = 0.0
    for b in range(count):
        side = 1 - cells.holder[battles.cells[b]]
        fire = rates.combat.fire_attack * battles.attack[FIRE, b]
        state.sides.blow[side] += battles.attack[POWER, b] + fire
    share = np.zeros((2, count))
    ratio = np.zeros(count)
    _mark(battles, state, rates)
    for b in range(count):
        luck = math.exp(rates.combat.noise * normal(seed, Stream.BATTLE, day, battles.cells[b]))
        ratio[b] = luck * odds(b, battles, state, world, rates, air)
        lost = _losses(b, battles, state, world, rates, air)
        share[0, b] = lost[0]
        share[1, b] = lost[1]
        _push(b, ratio[b], battles, state, world, rates)
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        part = 0.0
        if battles.slot[formations.cell[f]] >= 0:
            part = share[1, battles.slot[formations.cell[f]]]
        if formations.target[f] >= 0:
            part += share[0, battles.slot[formations.target[f]]]
        if part > 0.0:
            bleed(state, rates, f, float(formations.men[f]) * part, BATTLE, seed, day)
    _quiet(state, world, rates, seed, day)
    for b in range(count):
        cell = battles.cells[b]
        will = battles.defence[COHESION, b] / max(battles.defence[MEN, b], 1.0)
        broken = will < rates.combat.rout and ratio[b] > 1.0
        if cells.pushed[cell] >= world.pitch_km or broken:
            fall(cell, ratio[b], state, world, rates, seed, day)
