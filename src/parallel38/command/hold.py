"""The do-nothing baseline: nobody marches, attacks or decides; the attacked defend themselves."""

from parallel38.engine.orders import Orders, Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre

NOBODY = -1
EVEN_SHARE = 0.5  # of the air effort: half in close support, as blank orders have it


def hold(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    """Tell everyone to stay where he is."""
    orders.posture[:] = Posture.HOLD
    orders.goal[:] = NOBODY
    orders.attack[:] = NOBODY
    orders.yielding[:] = 0
    orders.embark[:] = 0
    orders.air_support[:] = EVEN_SHARE
    orders.decision[:] = 0
    orders.landing_cell[0] = NOBODY
