"""The day: the first file to read. `step` is the order in which a day of war happens.

 1. obey       decisions of governments and headquarters take effect
 2. weather    season, temperature, snow, flying weather
 3. arrive     arrivals, exits, the healed, replacements, formations raised anew
 4. sight      concealment, surprise, alarm
 5. supply     flow from ports and frontier to stocks; consumption
 6. air        sorties by weather, close support and interdiction; `nuclear` only if a user asks
 7. combat     attacks by cell, losses, ground, retreat, pursuit
 8. surrender  cut-off formations, stragglers, prisoners
 9. move       march, empty land, landings and evacuations by sea
10. morale     cohesion, training, cold and sickness
11. dig        field works
12. civil      refugees and civilian losses; at the armistice, prisoners go home

Commanders have decided before (`command/`); they see the state as the last day left it.
"""

from parallel38.engine._jit import kernel
from parallel38.engine.air import air
from parallel38.engine.arrive import arrive
from parallel38.engine.civil import civil
from parallel38.engine.combat import combat
from parallel38.engine.dig import dig
from parallel38.engine.laws import muster, muster_power
from parallel38.engine.morale import morale
from parallel38.engine.move import move
from parallel38.engine.nuclear import nuclear
from parallel38.engine.obey import obey
from parallel38.engine.objectives import objectives
from parallel38.engine.orders import Orders
from parallel38.engine.rates import Rates
from parallel38.engine.repatriate import repatriate
from parallel38.engine.retreat import census
from parallel38.engine.sight import reckon, sight
from parallel38.engine.state import State
from parallel38.engine.supply import spread, supply
from parallel38.engine.surrender import surrender
from parallel38.engine.tables import Theatre
from parallel38.engine.weather import weather


@kernel
def open_war(state: State, world: Theatre, rates: Rates, seed: int) -> None:
    """Put first-day formations on the map and find who is supplied, before the first decisions."""
    census(state, world)
    state.sides.surprise[1] = rates.sight.opening
    spread(state, world, rates, 0)
    arrive(state, world, rates, seed, 0)
    muster(state, world, rates, world.days.war_month[0])
    reckon(state, rates)
    objectives(state, world)


@kernel
def step(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    """Fight one day; `state` changes in place."""
    day = state.day[0]
    obey(state, rates, orders, day)
    weather(state.sky, world, rates.weather, seed, day)
    if day > 0:
        arrive(state, world, rates, seed, day)
    sight(state, world, rates)
    if state.sides.idle[0] <= int(rates.supply.flood_every) + 1 or day % 30 == 0:
        if day % max(1, int(rates.supply.flood_every)) == 0:
            spread(state, world, rates, day)
    supply(state, world, rates)
    air(state, world, rates.air, orders.air_support, day)
    nuclear(state, world, rates, orders, seed, day)
    muster_power(state, world, rates, world.days.war_month[day])
    combat(state, world, rates, orders, seed, day)
    surrender(state, world, rates, seed, day)
    move(state, world, rates, orders, seed, day)
    morale(state, world, rates, seed, day)
    muster(state, world, rates, world.days.war_month[day])
    objectives(state, world)
    dig(state, world, rates.dig, day)
    civil(state, world, rates.civil, day)
    if state.politics.armistice[0] == day:
        repatriate(state, world)
    state.day[0] = day + 1
