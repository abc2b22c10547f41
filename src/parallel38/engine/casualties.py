"""How men are lost: one formation's losses of a day become killed, wounded, taken, scattered.

Used wherever men are lost in battle or from the ranks (`morale` alone takes the sick itself), so
that men present in the formations and in the ledger never part.
Writes: formations.men, formations.cohesion, formations.lost, ledger.*
"""

import math

from parallel38.engine._jit import kernel
from parallel38.engine.draws import Stream, heads, uniform
from parallel38.engine.ledger import hospitalise, kill, scatter
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.world import NORTH

# what a formation may lose men to on one day: each its own draws
BATTLE, QUIET, LANDING, NUCLEAR = 0, 1, 2, 3
RETREAT, MELT, OVERRUN = 0, 1, 2
CAUSES = 4
STRIDE = 4096  # beyond the draws of any formation in one cell: it may retreat twice a day


@kernel
def bleed(
    state: State, rates: Rates, f: int, amount: float, cause: int, seed: int, day: int
) -> int:
    """Lose `amount` x toll men of formation f in battle: dead share killed, the rest wounded."""
    formations, ledger = state.formations, state.ledger
    if cause != NUCLEAR:
        amount = amount * formations.toll[f]
    men = min(
        formations.men[f], heads(amount, uniform(seed, Stream.HEADS, day, CAUSES * f + cause))
    )
    if men <= 0:
        return 0
    nation = formations.nation[f]
    north = formations.side[f] == NORTH
    share = rates.combat.dead_north if north else rates.combat.dead
    dead = min(men, heads(float(men) * share, uniform(seed, Stream.DEAD, day, CAUSES * f + cause)))
    hurt = men - dead
    healed = rates.arrive.wounded_back
    if north:
        healed = rates.arrive.wounded_back_north
    back = int(float(hurt) * healed)
    due = day + 1 + int(rates.arrive.hospital_days)
    kill(ledger, nation, dead)
    hospitalise(ledger, nation, hurt, back, due, True)
    before = float(formations.men[f])
    formations.men[f] -= men
    if cause != QUIET:  # what trench war costs every day alarms nobody
        formations.lost[f] += men
    worn = rates.morale.wear * float(men) / before
    formations.cohesion[f] = max(0.0, formations.cohesion[f] - worn)
    return int(men)


@kernel
def disperse(
    state: State,
    rates: Rates,
    f: int,
    amount: float,
    away_days: float,
    cause: int,
    seed: int,
    day: int,
) -> int:
    """Lose `amount` men of formation f from their unit: exp(-away / escape) of them come back,
    of the rest `captive_share` is taken and the others go missing [men]."""
    formations, ledger = state.formations, state.ledger
    index = CAUSES * f + cause + STRIDE * formations.cell[f]
    men = min(formations.men[f], heads(amount, uniform(seed, Stream.CAPTURE, day, index)))
    if men <= 0:
        return 0
    s = rates.surrender
    back = int(float(men) * math.exp(-away_days / s.escape_days))
    taken = int(float(men - back) * s.captive_share)
    due = day + 1 + int(rates.arrive.straggler_days)
    scatter(ledger, formations.nation[f], men, back, taken, due)
    formations.men[f] -= men
    formations.lost[f] += men
    return int(men)
