"""Phase `civil`: residents flee, come home, and die.

When a cell changes hands `flee` of its people leave and `passage_dead` die; cells under attack
lose `front_dead` a day; bombing, reprisals, hunger and disease take `rear_dead` everywhere.
Refugees go home at the rate `home`. Deaths are booked to the cell's pre-war side.
Simplification: refugees leave the map's cells and are counted in one stock a side.
Writes: cells.people, civilians.dead, civilians.displaced
"""

from parallel38.engine._jit import kernel
from parallel38.engine.rates import Civil
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre


@kernel
def civil(state: State, world: Theatre, rates: Civil, day: int) -> None:
    """Count the day's civilians."""
    cells, ground = state.cells, world.ground
    for side in range(2):
        all_dead = state.civilians.dead[side]
        displaced = state.civilians.displaced[side]
        for i in range(len(world.settled[side])):
            cell = world.settled[side, i]
            if cell < 0:
                break
            people = cells.people[cell]
            dead = rates.rear_dead * people
            if cells.struck[cell] == 1:
                dead += rates.front_dead * people
            away = 0.0
            if cells.since[cell] == day and day > 0:
                dead += rates.passage_dead * people
                away = rates.flee * (people - dead)
            elif cells.struck[cell] == 0:
                away = -rates.home * max(0.0, ground.people[cell] - people)
                away = max(away, -displaced)
            cells.people[cell] = people - dead - away
            all_dead += dead
            displaced += away
        state.civilians.dead[side] = all_dead
        state.civilians.displaced[side] = displaced
