"""The law of men: nobody vanishes, nobody is counted twice, on any day of any war."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parallel38.engine.ledger import ASTRAY, HOSPITAL
from parallel38.engine.state import Flow, State, Status, Stock
from parallel38.ensemble.run import fight
from wars import SEED, fight_on, first_day, opened

TWINS = ((Flow.KILLED, Stock.KILLED), (Flow.MISSING, Stock.MISSING))
# rates of every phase that moves men, and bounds well outside what anyone would argue
MOVERS = {
    "combat.loss": (0.0, 0.5),
    "combat.noise": (0.0, 2.0),
    "combat.taken": (0.0, 1.0),
    "combat.dead_north": (0.0, 1.0),
    "combat.pace": (0.0, 60.0),
    "surrender.melt": (0.0, 1.0),
    "surrender.grace": (0.0, 5.0),
    "arrive.refill": (0.0, 1.0),
    "arrive.hospital_days": (0.0, 90.0),
    "arrive.rebuild_days": (0.0, 5.0),
    "morale.sick": (0.0, 0.2),
    "supply.delivery": (0.0, 3.0),
}


def faults_of(state: State) -> list[str]:
    """Return every way in which the men of today do not add up."""
    f, ledger = state.formations, state.ledger
    nations = len(ledger.stock)
    here = (f.status == Status.FIELD) | (f.status == Status.AFLOAT)
    present = np.bincount(f.nation[here], f.men[here], minlength=nations)
    stock, flow = ledger.stock, ledger.flow
    laws = {
        "stocks sum to men entered": np.all(stock.sum(axis=1) == flow[:, Flow.ENTERED]),
        "men present are those in formations": np.all(present == stock[:, Stock.PRESENT]),
        "no stock below zero": np.all(stock >= 0),
        "no count below zero": np.all(flow >= 0),
        "no men in formations that are gone": not np.any(f.men[~here]),
        "no formation below zero": np.all(f.men >= 0),
        "hospital holds those due": np.all(
            ledger.back[:, HOSPITAL].sum(axis=1) == stock[:, Stock.HOSPITAL]
        ),
        "stragglers are those due": np.all(
            ledger.back[:, ASTRAY].sum(axis=1) == stock[:, Stock.STRAGGLER]
        ),
        "the dead stay dead": all(np.all(flow[:, a] == stock[:, b]) for a, b in TWINS),
        "the frozen are among the sick": np.all(flow[:, Flow.FROZEN] <= flow[:, Flow.SICK]),
        "captives go into camps and come out": np.all(
            flow[:, Flow.CAPTURED]
            == stock[:, [Stock.CAPTIVE, Stock.DIED_CAPTIVE, Stock.REPATRIATED, Stock.STAYED]].sum(
                axis=1
            )
        ),
    }
    return [f"day {int(state.day[0])}: not so: {law}" for law, holds in laws.items() if not holds]


@pytest.mark.parametrize("number", range(4))
def test_men_are_kept_every_day_of_the_small_war(number: int) -> None:
    war = first_day("isthmus", number)
    faults = [fault for _ in fight_on(war, 40) for fault in faults_of(war.state)]
    assert not faults


def test_men_are_kept_every_day_of_the_great_war() -> None:
    war = first_day("korea1950")
    faults = [
        fault for _ in fight_on(war, opened("korea1950").days) for fault in faults_of(war.state)
    ]
    assert not faults


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    seed=st.integers(0, 2**31 - 1),
    number=st.integers(0, 2**32 - 1),
    changes=st.fixed_dictionaries(
        {}, optional={name: st.floats(low, high) for name, (low, high) in MOVERS.items()}
    ),
)
def test_men_are_kept_whatever_the_rates(seed: int, number: int, changes: dict[str, float]) -> None:
    war = first_day("isthmus", number, seed, changes)
    faults = [fault for _ in fight_on(war, 30) for fault in faults_of(war.state)]
    assert not faults


def test_the_record_ends_with_the_books_in_order() -> None:
    record = fight(opened("isthmus"), SEED, 0, 30)
    assert np.array_equal(record.stocks.sum(axis=1), record.totals[:, Flow.ENTERED])
    assert np.array_equal(record.nation[-1, :, 0], record.stocks[:, Stock.PRESENT])
    assert np.all(np.diff(record.nation[:, :, 1:], axis=0) >= 0)
