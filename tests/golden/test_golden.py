"""The small war under frozen rates gives the numbers that were written down."""

import pytest

from golden.update import NUMBERS, SCENARIO, frozen_rates, rates_of, read, today
from parallel38.scenario.scenario import load

WAY = "if the rules were meant to change: python tests/golden/update.py, and a line in CHANGELOG"


def test_every_rate_is_frozen() -> None:
    assert set(frozen_rates()) == set(rates_of(load(SCENARIO))), WAY


@pytest.mark.parametrize("name", list(read(NUMBERS)))
def test_the_number_is_the_same(name: str) -> None:
    assert today()[name] == read(NUMBERS)[name], WAY
