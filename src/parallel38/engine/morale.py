"""Phase `morale`: cohesion comes back with rest and food, training grows, cold and sickness take
their toll.

c += regain (1 - c) x min(1, stock / need) out of contact, `in_line` of it in contact; training
moves
towards what the nation's schools give a veteran. Cold injuries a day grow from the onset
temperature, are spared by winter kit and doubled in contact.
Simplification: sickness and cold do not depend on rank, place or leadership.
Writes: formations.men, formations.cohesion, formations.training, ledger.*
"""

from parallel38.engine._jit import kernel
from parallel38.engine.draws import Stream, heads, uniform
from parallel38.engine.ledger import hospitalise
from parallel38.engine.rates import Rates
from parallel38.engine.state import Flow, State, Status
from parallel38.engine.tables import Theatre

COLD_SCALE = 20.0  # degrees below the onset at which the rate is quoted


@kernel
def _ill(f: int, state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    formations, ledger = state.formations, state.ledger
    m = rates.morale
    nation = formations.nation[f]
    region = world.ground.region[formations.cell[f]]
    below = max(0.0, m.onset - state.sky.temperature[region]) / COLD_SCALE
    kit = world.monthly.winter_kit[nation, world.days.war_month[day]]
    hard = 2.0 if formations.contact[f] > 0 or formations.target[f] >= 0 else 1.0
    cold = m.cold * below * (1.0 - kit) * hard
    men = float(formations.men[f])
    frozen = 0
    if cold > 0.0:  # a draw that nothing hangs on need not be made
        frozen = heads(men * cold, uniform(seed, Stream.FROST, day, f))
    sick = heads(men * m.sick, uniform(seed, Stream.SICKNESS, day, f))
    lost = min(formations.men[f], frozen + sick)
    if lost <= 0:
        return
    back = int(float(lost) * m.sick_back)
    due = day + 1 + int(rates.arrive.straggler_days)
    hospitalise(ledger, nation, lost, back, due, False)
    ledger.flow[nation, Flow.FROZEN] += min(lost, frozen)
    formations.men[f] -= lost


@kernel
def morale(state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Rest, learn, fall ill."""
    formations, m = state.formations, rates.morale
    month = world.days.war_month[day]
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        fed = min(1.0, formations.stock[f] / max(rates.supply.fire_need, 0.001))
        rested = 1.0 if formations.rest[f] > 0 else m.in_line
        if formations.cut_off[f] == 0:
            gap = 1.0 - formations.cohesion[f]
            formations.cohesion[f] += m.regain * rested * fed * gap
        school = world.monthly.schooling[formations.nation[f], month]
        goal = school + (1.0 - school) * m.veteran
        formations.training[f] += m.learn * (goal - formations.training[f])
        _ill(f, state, world, rates, seed, day)
