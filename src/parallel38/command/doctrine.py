"""The doctrine: both headquarters and governments as rules with hazards.

Nothing here is a date. `decide` writes the orders of one day from what each side can see.
"""

import numpy as np

from parallel38.command.assign import assign, evacuate, keep, lie_low, withdraw
from parallel38.command.attack import attack, give_way
from parallel38.command.front import bridgehead, estimate, find_front, main_base
from parallel38.command.garrison import garrison
from parallel38.command.government import govern, plan_landing
from parallel38.command.limited import limited_attack
from parallel38.command.posture import bonus, delays, hides, north_posture, south_posture
from parallel38.engine._jit import array_kernel
from parallel38.engine.laws import border, pieces
from parallel38.engine.orders import Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH


@array_kernel
def decide(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    """Write today's orders for both sides."""
    day = state.day[0]
    orders.goal[:] = -1
    orders.attack[:] = -1
    orders.yielding[:] = 0
    orders.embark[:] = 0
    south = estimate(SOUTH, state, world, rates)
    north = estimate(NORTH, state, world, rates)
    govern(state, world, rates, orders, south, north, seed, day)
    orders.posture[SOUTH] = south_posture(state, world, rates, south)
    orders.posture[NORTH] = north_posture(state, rates, north, south, seed, day)
    plan_landing(state, world, rates, orders, south, seed, day)
    line = border(state.cells)
    back = orders.posture[SOUTH] == Posture.WITHDRAW or orders.posture[NORTH] == Posture.WITHDRAW
    piece = pieces(state.cells.holder, world.neighbour) if back else np.empty(0, np.int64)
    for side in range(2):
        posture = orders.posture[side]
        front = find_front(side, line, state, world)
        if posture == Posture.WITHDRAW:
            delay = side == SOUTH and delays(state, rates, south)
            withdraw(side, delay, front, piece, state, world, rates, orders)
            if side == SOUTH:
                base = main_base(side, state, world)
                if not delay:
                    front = bridgehead(front, base, rates.south.last_stand, world)
                assign(side, front, state, world, rates, orders, posture)
            continue
        if side == NORTH and hides(state, rates, north, posture):
            lie_low(side, front, state, world, rates, orders)
            garrison(side, front, state, world, rates, orders)
            continue
        staff = int(rates.south.staff_days if side == SOUTH else rates.north.staff_days)
        same = posture == state.sides.posture[side] and day > 0
        if same and (day + side) % max(1, staff) != 0:
            keep(side, state, orders)
        else:
            assign(side, front, state, world, rates, orders, posture)
        gate = rates.south.local_odds
        if side == NORTH:
            gate = rates.north.local_odds / bonus(state, rates, north, south)
        attack(side, front, state, world, rates, orders, posture, gate)
        give_way(side, front, state, world, rates, orders)
        garrison(side, front, state, world, rates, orders)
        if state.politics.talks[0] >= 0 and state.politics.armistice[0] < 0:
            limited_attack(side, front, state, world, rates, orders, seed, day)
    evacuate(piece, state, world, rates, orders)
