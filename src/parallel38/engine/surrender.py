"""Phase `surrender`: formations that are cut off or routed come apart; prisoners live or die.

After `grace` days without a supply path a formation loses cohesion and, each day, `melt` of those
of its men who have lost heart (1 - cohesion); so does one whose cohesion is broken while it is
attacked or retreats before the enemy, but unless its army is pursued its men find it behind them.
Who is driven back on empty stocks loses cohesion too. exp(-march to the own lines / escape) of the
others slip through, of the rest `captive_share` is taken. A formation gives up when `last` of its
strength is left, when it is cut off and has no cohesion left, or when the enemy holds all ground
around it.
Simplification: prisoners die at one rate a side in the first winter and a share of it later.
Writes: formations.*, ledger.*
"""

from parallel38.engine._jit import kernel
from parallel38.engine.casualties import MELT, disperse
from parallel38.engine.draws import Stream, heads, uniform
from parallel38.engine.laws import enemy_edges
from parallel38.engine.ledger import shift
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates
from parallel38.engine.retreat import catch_up, overrun, own_lines
from parallel38.engine.state import Flow, State, Status, Stock
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, SOUTH


@kernel
def _surrounded(cell: int, side: int, state: State, world: Theatre) -> bool:
    land = 0
    for e in range(EDGES):
        if world.neighbour[cell, e] >= 0:
            land += 1
    return enemy_edges(cell, side, world, state.cells) == land


@kernel
def _camps(state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Prisoners die in the camps."""
    ledger = state.ledger
    for k in range(ledger.stock.shape[0]):
        captives = ledger.stock[k, Stock.CAPTIVE]
        if captives == 0:
            continue
        rate = rates.surrender.death_in_camp_south
        if world.nations.side[k] == SOUTH:
            rate = rates.surrender.death_in_camp
            if day > int(rates.surrender.camps_better):
                rate *= rates.surrender.camps_later
        chance = uniform(seed, Stream.CIVIL, day, k)
        dead = min(captives, heads(float(captives) * rate, chance))
        shift(ledger, k, dead, Stock.CAPTIVE, Stock.DIED_CAPTIVE)
        ledger.flow[k, Flow.DIED_CAPTIVE] += dead


@kernel
def surrender(state: State, world: Theatre, rates: Rates, seed: int, day: int) -> None:
    """Melt what is cut off."""
    formations, s = state.formations, rates.surrender
    for f in range(len(formations.men)):
        if formations.status[f] != Status.FIELD:
            continue
        side = formations.side[f]
        cell = formations.cell[f]
        trapped = formations.cut_off[f] > int(s.grace)
        flees = state.sides.posture[side] == Posture.WITHDRAW or state.cells.struck[cell] == 1
        starving = flees and formations.stock[f] <= 0.0
        pressed = starving or (flees and formations.contact[f] > 0)
        routed = formations.cohesion[f] < rates.combat.rout and pressed
        wear = (s.hungry if trapped else 0.0) + (s.starve if starving else 0.0)
        formations.cohesion[f] = max(0.0, formations.cohesion[f] - wear)
        if not trapped and not routed:
            continue
        away = own_lines(f, state, world)[1] if trapped else catch_up(f, state, world)
        appeal = 1.0 + s.leaflets * (1.0 - formations.cohesion[f])
        lost = float(formations.men[f]) * s.melt * (1.0 - formations.cohesion[f]) * appeal
        disperse(state, rates, f, lost, away, MELT, seed, day)
        few = float(formations.men[f]) < s.last * float(formations.toe[f])
        spent = trapped and formations.cohesion[f] <= 0.0
        if few or spent or _surrounded(cell, side, state, world):
            overrun(f, state, world, rates, seed, day)
    _camps(state, world, rates, seed, day)
