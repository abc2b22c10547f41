"""Phase `repatriate`: after the armistice prisoners go home, or decline to.

On the day of the armistice every prisoner is asked; `stay` of a
nation's prisoners (its own share) decline.
Writes: ledger.*
"""

from parallel38.engine._jit import kernel
from parallel38.engine.ledger import shift
from parallel38.engine.state import Flow, State, Stock
from parallel38.engine.tables import Theatre


@kernel
def repatriate(state: State, world: Theatre) -> None:
    """Exchange all prisoners on the day the armistice takes effect."""
    ledger = state.ledger
    for k in range(ledger.stock.shape[0]):
        captives = ledger.stock[k, Stock.CAPTIVE]
        stay = int(float(captives) * world.nations.stay[k])
        shift(ledger, k, stay, Stock.CAPTIVE, Stock.STAYED)
        ledger.flow[k, Flow.STAYED] += stay
        shift(ledger, k, captives - stay, Stock.CAPTIVE, Stock.REPATRIATED)
        ledger.flow[k, Flow.REPATRIATED] += captives - stay
