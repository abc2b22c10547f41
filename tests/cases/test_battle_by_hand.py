"""One battle on the isthmus, worked by hand.

B1 (10,000 men, half trained, 20 tubes) attacks M1 (5,000 men, 20 tubes) from the border into
Meridia. Power = men x (0.5 + 0.5 x 0.5) = 7,500 against 3,750; fire = 20 x 50 = 1,000 and, with
half the crews of M1 gone, 500. Terrain 1 + 1 x 0.1 = 1.1.

    R = (7500 + 0.5 x 1000) / ((3750 + 0.4 x 500) x 1.1) = 8000 / 4345 = 1.84120
"""

import math

import pytest

from cases.small_war import BORDER, FERRY, MERIDIA, books_in_order, count, quiet, stand
from parallel38.engine.combat import combat
from parallel38.engine.state import Flow, Status
from parallel38.engine.world import NORTH
from wars import War

ROUND = {
    "combat__gun": 50.0,
    "combat__tank": 0.0,
    "combat__will": 0.5,
    "combat__hunger": 0.5,
    "combat__green": 0.5,
    "combat__fire_attack": 0.5,
    "combat__fire_defence": 0.4,
    "combat__terrain": 1.0,
    "combat__works": 2.0,
    "combat__river": 1.0,
    "combat__noise": 0.0,
    "combat__stall": 1.0,
    "combat__sweep": 3.0,
    "combat__pace": 10.0,
    "combat__pace_motor": 20.0,
    "combat__slow": 0.5,
    "combat__loss": 0.02,
    "combat__exposed": 1.5,
    "combat__shelter": 0.5,
    "combat__shelter_relief": 0.5,
    "combat__yield_spares": 0.5,
    "combat__dead": 0.2,
    "combat__dead_north": 0.25,
    "combat__floor": 0.5,
    "combat__loss_quiet": 0.0,
    "combat__rout": 0.0,
    "combat__taken": 0.1,
    "combat__pursuit": 99.0,
    "sight__ambush": 0.0,
    "air__close": 0.0,
    "combat__city": 0.0,
    "air__night": 0.0,
    "supply__fire_need": 1.0,
    "surrender__escape_days": 1.0e6,
}
ODDS = 8000.0 / 4345.0


def battle(**changes: float) -> tuple[War, int, int]:
    """Return the war on the morning of the battle, the attacker and the defender."""
    war = quiet(**(ROUND | changes))
    attacker = stand(war, "B1", BORDER)
    defender = stand(war, "M1", MERIDIA, men=5000)
    war.orders.attack[:] = -1
    war.orders.attack[attacker] = MERIDIA
    return war, attacker, defender


def fight(war: War, days: int = 1) -> None:
    for day in range(days):
        count(war)
        combat(war.state, war.world, war.rates, war.orders, war.key, day)


def test_ground_gained() -> None:
    war, _, _ = battle()
    fight(war)
    pace = 10.0 * (1.0 - 0.5 * 0.1)
    assert war.state.cells.pushed[MERIDIA] == pytest.approx(pace * (ODDS - 1.0) / 2.0)


def test_works_and_surprise_change_the_odds() -> None:
    war, _, _ = battle()
    war.state.cells.dug[MERIDIA] = 0.5  # 1 + 2 x 0.5 = 2: the odds are halved and fall below 1
    fight(war)
    assert war.state.cells.pushed[MERIDIA] == 0.0
    war, _, _ = battle()
    war.state.cells.dug[MERIDIA] = 0.5
    war.state.sides.surprise[NORTH] = 1.0
    fight(war)
    assert war.state.cells.pushed[MERIDIA] == pytest.approx(9.5 * (ODDS - 1.0) / 2.0)


def test_a_town_is_harder_and_slower() -> None:
    war, _, _ = battle(combat__city=0.5)
    fight(war)
    odds = 8000.0 / (3950.0 * (1.1 + 0.5))  # Meridia is a place of full value
    assert war.state.cells.pushed[MERIDIA] == pytest.approx(9.5 / 1.5 * (odds - 1.0) / 2.0)


def test_night_training_escapes_fire() -> None:
    war, _, _ = battle(air__night=0.5)
    fight(war)
    # nights at half skill: 1 - 0.5 x 0.5 of the defenders' fire is left
    odds = 8000.0 / ((3750.0 + 0.4 * 0.75 * 500.0) * 1.1)
    assert war.state.cells.pushed[MERIDIA] == pytest.approx(9.5 * (odds - 1.0) / 2.0)


def test_a_river_shields_unless_frozen() -> None:
    war = quiet(**ROUND)
    attacker = stand(war, "B1", MERIDIA)
    stand(war, "M1", FERRY, men=5000)
    war.orders.attack[:] = -1
    war.orders.attack[attacker] = FERRY
    fight(war)
    # great river: power / (1 + 1) = 3750
    odds = (3750.0 + 500.0) / 4345.0
    assert odds < 1.0
    assert war.state.cells.pushed[FERRY] == 0.0
    war.state.sky.temperature[:] = -30.0
    war.state.formations.men[:] = [5000, 0, 0, 10000, 0, 0]
    war.state.formations.cohesion[:] = 1.0
    fight(war)
    assert war.state.cells.pushed[FERRY] == pytest.approx(9.5 * (ODDS - 1.0) / 2.0)


def test_losses_follow_the_mixed_law() -> None:
    war, attacker, defender = battle()
    fight(war)
    ledger, f = war.state.ledger, war.state.formations
    relief = 1.0 - 0.5 * 0.1
    # enemy fire on M1: 1000 + 0.5 x 7500 = 4750; on B1: 500 + 0.5 x 3750 = 2375
    lost = 5000 * 0.02 * math.sqrt(4750 / 5000) * relief
    paid = 10000 * 0.02 * 1.5 * math.sqrt(2375 / 10000) * relief
    assert 5000 - f.men[defender] == pytest.approx(lost, abs=1.0)
    assert 10000 - f.men[attacker] == pytest.approx(paid, abs=1.0)
    for k, men, dead in ((defender, lost, 0.2), (attacker, paid, 0.25)):
        flow = ledger.flow[f.nation[k]]
        assert flow[Flow.KILLED] == pytest.approx(dead * men, abs=1.5)
        assert flow[Flow.KILLED] + flow[Flow.WOUNDED] == pytest.approx(men, abs=1.0)
    assert books_in_order(war)


def test_the_cell_falls_when_it_has_been_crossed() -> None:
    war, attacker, defender = battle(combat__sweep=1.5)  # full pace: 9.5 km a day, 16 km deep
    f = war.state.formations
    fight(war, 1)
    assert f.cell[defender] == MERIDIA
    fight(war, 2)
    assert f.cell[attacker] == MERIDIA
    assert war.state.cells.holder[MERIDIA] == NORTH
    # 25-29-34-38 is the shortest way to Southport and no refuge has fewer enemies beside it
    assert f.cell[defender] == FERRY
    assert f.status[defender] == Status.FIELD
    assert f.cohesion[defender] < 1.0


def test_an_attack_order_on_ones_own_or_a_far_cell_is_nothing() -> None:
    war, attacker, _ = battle()
    for nonsense in (BORDER, FERRY):
        war.orders.attack[attacker] = nonsense
        fight(war)
        assert war.state.formations.target[attacker] == -1
    assert war.state.formations.men[attacker] == 10000
