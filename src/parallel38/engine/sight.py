"""Phase `sight`: concealment, surprise and the alarm of commands.

Troops that march and rest by night become hidden while out of contact, and are seen once they
fight: h += hide (n - h) at rest, h -= reveal h in combat, n being the nation's skill at night.
The opener's bonus and a command's alarm fade exponentially; alarm grows with the share of its
men that a side loses in a day otherwise than by attacking, and with the share cut off.
What a command has seen it goes on reckoning with: belief = max(seen today, belief fading by e in
`memory_days`), so that an enemy who breaks contact and hides is not taken for gone. A heavier blow
than it is braced for alarms it, one twice as heavy four times as much, and less after every
offensive that it has lived through: a += startle x min(1, (blow - braced) / own strength -
usual)^2 / (1 + wary x earlier ones); braced = max(blow, braced fading by e in `memory_days`).
Simplification: one alarm and one belief a coalition.
Writes: formations.hidden, formations.lost, sides.surprise, sides.alarm, sides.belief, sides.braced
"""

from parallel38.engine._jit import kernel
from parallel38.engine.laws import fade, learned
from parallel38.engine.rates import Rates
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import SOUTH


@kernel
def reckon(state: State, rates: Rates) -> None:
    """Update what each command believes of the enemy's strength, and how it is startled."""
    sides = state.sides
    for side in range(2):
        kept = sides.belief[side] * fade(rates.sight.memory_days)
        sides.belief[side] = max(sides.seen[1 - side], kept)
        blow = sides.blow[1 - side]
        braced = sides.braced[side] * fade(rates.sight.memory_days)
        startle = rates.south.startle if side == SOUTH else rates.north.startle
        sudden = (blow - braced) / max(sides.strength[side], 1.0) - rates.sight.usual
        if sudden > 0.0:
            sudden = min(1.0, sudden)  # nobody can be more startled than by his own match
            sides.alarm[side] += startle * sudden * sudden / learned(1 - side, state, rates)
        sides.braced[side] = max(blow, braced)


@kernel
def sight(state: State, world: Theatre, rates: Rates) -> None:
    """Update what is hidden and how alarmed each command is."""
    formations, sides, s = state.formations, state.sides, rates.sight
    for side in range(2):
        men = 1.0
        lost = 0.0
        trapped = 0.0
        for f in range(len(formations.men)):
            if formations.side[f] != side:
                continue
            if formations.target[f] < 0:  # the price of an attack was reckoned with
                lost += float(formations.lost[f])
            formations.lost[f] = 0
            if formations.status[f] != Status.FIELD:
                continue
            men += float(formations.men[f])
            if formations.cut_off[f] > int(rates.surrender.grace):
                trapped += float(formations.men[f])
            skill = world.nations.night[formations.nation[f]]
            if formations.contact[f] > 0:
                formations.hidden[f] -= s.reveal * formations.hidden[f]
            elif formations.hidden[f] < skill:
                formations.hidden[f] += s.hide * (skill - formations.hidden[f])
        share = lost / (men + lost)
        sides.alarm[side] = sides.alarm[side] * fade(s.alarm_days) + s.shock * share
        sides.alarm[side] += s.cut_off * trapped / men
        sides.surprise[side] *= fade(s.opening_days)
    reckon(state, rates)
