"""The laws of men and map on many whole wars; the same bytes over whole wars."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from laws import test_ground_held as ground
from laws import test_men as men
from laws.test_same_bytes import digests, plain_python
from parallel38.command.doctrine import decide
from parallel38.ensemble.run import fight
from wars import SEED, fight_on, first_day, opened, record_digest

pytestmark = pytest.mark.slow
WARS = range(100, 110)


@pytest.mark.parametrize("number", WARS)
def test_the_laws_hold_every_day_of_whole_wars(number: int) -> None:
    war = first_day("korea1950", number)
    faults = []
    for _ in fight_on(war, opened("korea1950").days):
        faults += men.faults_of(war.state) + ground.faults_of(war)
    assert not faults


def test_whole_wars_are_the_same_on_any_threads_and_day_by_day() -> None:
    scenario = opened("korea1950")

    def one(war: int) -> str:
        return record_digest(fight(scenario, SEED, war, scenario.days))

    with ThreadPoolExecutor(1) as alone, ThreadPoolExecutor(4) as four:
        compiled = list(alone.map(one, range(4)))
        assert compiled == list(four.map(one, range(4)))
    by_hand = fight(scenario, SEED, 0, scenario.days, commander=decide)
    assert record_digest(by_hand) == compiled[0]


def test_the_compiler_changes_nothing_for_a_month() -> None:
    days = {"korea1950": 30}
    assert plain_python(days) == digests(days)
