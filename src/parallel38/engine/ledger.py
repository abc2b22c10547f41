"""The ledger of men: every loss and return is written here, so that nobody vanishes.

Each function moves whole men of one nation between stocks (`Stock`) and adds to the cumulative
counts (`Flow`) that sources print. Sum over stocks = men entered, at all times.
"""

from parallel38.engine._jit import kernel
from parallel38.engine.state import Flow, Ledger, Stock

RING = 128
HOSPITAL = 0
ASTRAY = 1


@kernel
def enter(ledger: Ledger, nation: int, men: int, stock: int) -> None:
    """Let `men` enter the war as PRESENT or POOL."""
    ledger.stock[nation, stock] += men
    ledger.flow[nation, Flow.ENTERED] += men


@kernel
def shift(ledger: Ledger, nation: int, men: int, source: int, target: int) -> None:
    """Move `men` from one stock to another."""
    ledger.stock[nation, source] -= men
    ledger.stock[nation, target] += men


@kernel
def kill(ledger: Ledger, nation: int, men: int) -> None:
    """Men present die in battle."""
    shift(ledger, nation, men, Stock.PRESENT, Stock.KILLED)
    ledger.flow[nation, Flow.KILLED] += men


@kernel
def hospitalise(ledger: Ledger, nation: int, men: int, back: int, due: int, battle: bool) -> None:
    """Men present are wounded or fall sick; `back` return on day `due`, the rest go home."""
    shift(ledger, nation, back, Stock.PRESENT, Stock.HOSPITAL)
    shift(ledger, nation, men - back, Stock.PRESENT, Stock.INVALID)
    ledger.back[nation, HOSPITAL, due % RING] += back
    if battle:
        ledger.flow[nation, Flow.WOUNDED] += men
    else:
        ledger.flow[nation, Flow.SICK] += men


@kernel
def scatter(ledger: Ledger, nation: int, men: int, back: int, taken: int, due: int) -> None:
    """Men lost from their units: `back` reach their lines on day `due`, `taken` are captured,
    the rest are never heard of again."""
    shift(ledger, nation, back, Stock.PRESENT, Stock.STRAGGLER)
    ledger.back[nation, ASTRAY, due % RING] += back
    shift(ledger, nation, taken, Stock.PRESENT, Stock.CAPTIVE)
    ledger.flow[nation, Flow.CAPTURED] += taken
    gone = men - back - taken
    shift(ledger, nation, gone, Stock.PRESENT, Stock.MISSING)
    ledger.flow[nation, Flow.MISSING] += gone


@kernel
def come_back(ledger: Ledger, nation: int, day: int) -> int:
    """Bring those due today back to the depots; return how many."""
    slot = day % RING
    healed = ledger.back[nation, HOSPITAL, slot]
    found = ledger.back[nation, ASTRAY, slot]
    ledger.back[nation, HOSPITAL, slot] = 0
    ledger.back[nation, ASTRAY, slot] = 0
    shift(ledger, nation, healed, Stock.HOSPITAL, Stock.POOL)
    shift(ledger, nation, found, Stock.STRAGGLER, Stock.POOL)
    ledger.flow[nation, Flow.RETURNED] += healed + found
    return int(healed + found)
