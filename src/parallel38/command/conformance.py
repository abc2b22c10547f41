"""A kit that checks a commander: fight some days with it and say what it does wrong.

A commander writes orders and nothing else, gives the same orders for the same seed, does not
depend on orders that happen to lie there from yesterday, and orders only what can be obeyed.
"""

from typing import Any, Protocol

import numpy as np

from parallel38.command.commander import Commander
from parallel38.engine.day import open_war, step
from parallel38.engine.orders import Decision, Orders, Posture, blank_orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State, Status, copy
from parallel38.engine.tables import Theatre

NOWHERE = -1
SWITCHES = ("yielding", "embark", "decision")  # orders that are 0 or 1


class Warlike(Protocol):
    """What the kit needs of a scenario."""

    @property
    def theatre(self) -> Theatre:
        """The world, packed."""
        ...

    @property
    def kernel_rates(self) -> Rates:
        """The rates, packed."""
        ...

    def opening(self) -> State:
        """Return a fresh state of day 0."""
        ...


def faults_of(commander: Commander, war: Warlike, days: int = 30, seed: int = 38) -> list[str]:
    """Return what is wrong with a commander, one sentence each; none if it may take the field.

    It is asked on every one of `days` days, or until the armistice.
    """
    world, rates = war.theatre, war.kernel_rates
    state = war.opening()
    open_war(state, world, rates, seed)
    orders = blank_orders(len(state.formations.men))
    given = (_bytes(world.ground), _bytes(rates))
    faults: list[str] = []
    while state.day[0] < days and state.politics.armistice[0] < 0 and not faults:
        day = int(state.day[0])
        before, fresh = copy(state), blank_orders(len(state.formations.men))
        held = [id(part) for part in orders]
        commander(state, world, rates, orders, seed)
        if _bytes(before) != _bytes(state):
            faults.append("changes the state; a commander writes orders and nothing else")
        if given != (_bytes(world.ground), _bytes(rates)):
            faults.append("changes the world or the rates")
        if held != [id(part) for part in orders]:
            faults.append("replaces the arrays of orders; write into them")
        commander(state, world, rates, fresh, seed)
        pairs = zip(Orders._fields, fresh, orders, strict=True)
        differing = [name for name, one, other in pairs if _bytes(one) != _bytes(other)]
        if differing:
            faults.append(
                f"asked twice, gives other orders ({', '.join(differing)}): by chance without the "
                "seed, or from what lay in the orders of yesterday"
            )
        faults += impossible(orders, state, world) or _unreachable(orders, state, world)
        faults = [f"day {day}: {fault}" for fault in faults]
        step(state, world, rates, orders, seed)
    return faults


def _bytes(value: Any) -> bytes:
    """Return the bytes of an array, or of everything in a tuple of arrays."""
    if isinstance(value, np.ndarray | np.generic):
        return value.tobytes()
    return b"".join(_bytes(part) for part in value)


def impossible(orders: Orders, state: State, world: Theatre) -> list[str]:
    """Return what is ordered that the engine could not even read: unknown cells, other shapes."""
    faults = []
    cells, count = len(world.ground.x_km), len(state.formations.men)
    shapes = [part.shape for part in blank_orders(count)]
    if [part.shape for part in orders] != shapes:
        return ["gives orders of other shapes"]
    if not set(orders.posture.tolist()) <= set(Posture):
        faults.append(f"orders the postures {orders.posture.tolist()}, which are not all known")
    for name in SWITCHES:
        if not np.isin(getattr(orders, name), (0, 1)).all():
            faults.append(f"writes something other than 0 and 1 as `{name}`")
    for name in ("goal", "attack", "landing_cell"):
        wanted = getattr(orders, name)
        if ((wanted < NOWHERE) | (wanted >= cells)).any():
            faults.append(f"names a cell as `{name}` that is not on the map")
    if not ((orders.air_support >= 0) & (orders.air_support <= 1)).all():
        faults.append("gives a share of the air effort below 0 or above 1")
    if orders.decision[Decision.LAND] and orders.landing_cell[0] < 0:
        faults.append("orders a landing and does not say where")
    return faults


def _unreachable(orders: Orders, state: State, world: Theatre) -> list[str]:
    """Return a fault if a formation is to attack what it does not stand beside, or its own."""
    formations = state.formations
    attackers = np.flatnonzero((orders.attack >= 0) & (formations.status == Status.FIELD))
    goals = orders.attack[attackers]
    beside = (world.neighbour[formations.cell[attackers]] == goals[:, None]).any(axis=1)
    own = state.cells.holder[goals] == formations.side[attackers]
    wrong = attackers[~beside | own]
    if not len(wrong):
        return []
    return [f"orders formation {wrong[0]} to attack a cell that is its own or not beside it"]
