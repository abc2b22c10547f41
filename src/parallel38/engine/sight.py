"""Phase `sight`: concealment, surprise and the alarm of commands.

Troops that march and rest by night become hidden while out of contact, and are seen once they
fight: h += hide (n - h) at rest, h -= reveal h in combat, n being the nation's skill at night.
The opener's bonus and a command's alarm fade exponentially; alarm grows with the share of its
men that a side loses in a day.
What a command has seen it goes on reckoning with: belief = max(seen today, belief fading by e in
`memory_days`), so that an enemy who breaks contact and hides is not taken for gone.
Simplification: one alarm and one belief a coalition.
Writes: formations.hidden, sides.surprise, sides.alarm, sides.belief, formations.lost
"""

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import fade
from parallel38.engine.rates import Sight
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre


@kernel
def reckon(state: State, world: Theatre, rates: Sight) -> None:
    """Update what each command believes of the enemy's strength."""
    belief = state.sides.belief
    for side in range(2):
        seen = 0.0
        for cell in range(len(state.cells.holder)):
            if world.ground.sanctuary[cell] == 0:
                seen += state.might.seen[1 - side, cell]
        belief[side] = max(seen, belief[side] * fade(rates.memory_days))


@array_kernel
def sight(state: State, world: Theatre, rates: Sight) -> None:
    """Update what is hidden and how alarmed each command is."""
    formations, sides = state.formations, state.sides
    men = [1.0, 1.0]
    lost = [0.0, 0.0]
    trapped = [0.0, 0.0]
    for f in range(len(formations.men)):
        side = formations.side[f]
        lost[side] += float(formations.lost[f])
        formations.lost[f] = 0
        if formations.status[f] != Status.FIELD:
            continue
        men[side] += float(formations.men[f])
        if formations.cut_off[f] > 0:
            trapped[side] += float(formations.men[f])
        skill = world.nations.night[formations.nation[f]]
        if formations.contact[f] > 0:
            formations.hidden[f] -= rates.reveal * formations.hidden[f]
        elif formations.hidden[f] < skill:
            formations.hidden[f] += rates.hide * (skill - formations.hidden[f])
    for side in range(2):
        share = lost[side] / (men[side] + lost[side])
        sides.alarm[side] = sides.alarm[side] * fade(rates.alarm_days) + rates.shock * share
        sides.alarm[side] += rates.cut_off * trapped[side] / men[side]
        sides.surprise[side] *= fade(rates.opening_days)
    reckon(state, world, rates)
