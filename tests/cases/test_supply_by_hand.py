"""Supply on the isthmus, worked by hand.

With a kilometre of rail at 0.25 of one of main road, an edge of the railway costs 4 km. Southport
(2000 t) starts at 20000 / 2000 = 10 km, the gate (800 t) at 25.
"""

import math

import pytest

from cases.small_war import (
    BORDER,
    EASTPORT,
    FERRY,
    GATE,
    MERIDIA,
    RIVER_NORTH,
    SOUTHPORT,
    count,
    quiet,
    stand,
)
from parallel38.engine.orders import Posture
from parallel38.engine.supply import spread, supply
from parallel38.engine.world import NORTH, SOUTH
from wars import War

ROUND = {
    "supply__rail": 0.25,
    "supply__road": 2.0,
    "supply__track": 5.0,
    "supply__small_port": 20000.0,
    "supply__reach_south": 100.0,
    "supply__reach_north": 82.0,
    "supply__exposed": 4.0,
    "supply__afoot": 0.0,
    "supply__gain_north": 1.0,
    "supply__sea_share": 0.3,
    "supply__opening_ports": 3.0,
    "supply__delivery": 1.5,
    "supply__use_quiet": 0.25,
    "supply__use_defence": 0.75,
    "supply__carried_foot": 5.0,
    "supply__forage": 0.0,
    "supply__lift_north": 1.0e6,
    "supply__haul": 41.0,
}


def flow(war: War, day: int = 0) -> None:
    spread(war.state, war.world, war.rates, day)


def test_share_at_the_southern_front() -> None:
    war = quiet(**ROUND)
    flow(war)
    # Southport to Meridia: 10 + 3 x 4 = 22 km of main road
    assert war.state.cells.supply[MERIDIA] == pytest.approx(math.exp(-0.22))
    assert war.state.cells.linked[MERIDIA] == 1


def test_share_at_the_northern_front() -> None:
    war = quiet(**ROUND)
    flow(war)
    # gate to border: 25 + 4 x 4 = 41 km, half the reach
    assert war.state.cells.supply[BORDER] == pytest.approx(math.exp(-0.5))
    flow(war, day=730)  # years bring more lorries (lift), not shorter roads
    assert war.state.cells.supply[BORDER] == pytest.approx(math.exp(-0.5))


def test_stock_of_a_division_in_line() -> None:
    war = quiet(**ROUND)
    k = stand(war, "M1", MERIDIA, stock=1.0)
    flow(war)
    war.state.cells.struck[MERIDIA] = 1
    supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[k] == pytest.approx(1.0 + 1.5 * math.exp(-0.22) - 0.75)
    war.state.sides.interdiction[SOUTH] = 0.5  # the way is as dangerous as one of 3 x 22 km
    supply(war.state, war.world, war.rates)
    gained = 1.5 * math.exp(-0.22) + 1.5 * math.exp(-0.66)
    assert war.state.formations.stock[k] == pytest.approx(1.0 + gained - 1.5)


def test_trucks_keep_up_with_an_advance_and_porters_do_not() -> None:
    full = {"supply__lift_north": 10000.0}  # nothing to spare
    war = quiet(**(ROUND | full | {"supply__forward": 0.2, "supply__use_march": 0.75}))
    k = stand(war, "B1", BORDER, stock=1.0)
    flow(war)
    war.state.formations.came_from[k] = RIVER_NORTH
    war.state.sides.posture[NORTH] = Posture.ATTACK
    share = 1.5 * math.exp(-0.5)
    supply(war.state, war.world, war.rates)
    on_foot = 1.0 + 0.2 * share - 0.75
    assert war.state.formations.stock[k] == pytest.approx(on_foot)
    war.world.monthly.wheels[:] = 0.5
    supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[k] == pytest.approx(on_foot + 0.6 * share - 0.75)


def test_the_way_is_longer_for_what_no_truck_carries() -> None:
    war = quiet(**(ROUND | {"supply__lift_north": 10000.0, "supply__afoot": 2.0}))
    k = stand(war, "B1", BORDER, stock=1.0)
    flow(war)
    war.world.monthly.wheels[:] = 0.25
    war.state.sides.interdiction[NORTH] = 0.25
    supply(war.state, war.world, war.rates)
    through = math.exp(-0.5 * 2.0 * 2.5)  # air doubles it, three quarters on foot make it 2.5 times
    assert war.state.formations.stock[k] == pytest.approx(1.0 + 1.5 * through - 0.25)


@pytest.mark.parametrize(("lift", "share"), [(5000.0, 0.5), (10000.0, 1.0), (15000.0, 1.5)])
def test_transport_to_spare_makes_good_what_is_lost(lift: float, share: float) -> None:
    war = quiet(**(ROUND | {"supply__lift_north": lift}))
    k = stand(war, "B1", BORDER, stock=1.0)
    flow(war)
    supply(war.state, war.world, war.rates)
    through = min(1.0, math.exp(-0.5) * share)
    assert war.state.formations.stock[k] == pytest.approx(1.0 + 1.5 * through - 0.25)


def test_twice_as_far_the_same_lorries_serve_half_as_many() -> None:
    war = quiet(**(ROUND | {"supply__lift_north": 5000.0, "supply__haul": 82.0}))
    k = stand(war, "B1", BORDER, stock=1.0)
    flow(war)
    supply(war.state, war.world, war.rates)  # 41 km from the gate: half the haul
    assert war.state.formations.stock[k] == pytest.approx(1.0 + 1.5 * math.exp(-0.5) - 0.25)


def test_a_nation_may_carry_less_than_others() -> None:
    war = quiet(**ROUND)
    k = stand(war, "M1", SOUTHPORT, stock=5.0)
    flow(war)
    war.world.nations.carried[:] = 0.5
    supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[k] == 2.5


def test_foot_lives_off_the_land_and_wheels_do_not() -> None:
    war = quiet(**(ROUND | {"supply__forage": 0.1, "supply__delivery": 0.0}))
    foot = stand(war, "M1", MERIDIA, stock=1.0)
    wheels = stand(war, "M3", SOUTHPORT, stock=1.0)
    supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[foot] == pytest.approx(1.0 + 0.1 - 0.25)
    assert war.state.formations.stock[wheels] == pytest.approx(1.0 - 0.25)


def test_transport_of_the_north_is_shared_by_heads() -> None:
    war = quiet(**(ROUND | {"supply__lift_north": 5000.0}))
    k = stand(war, "B1", BORDER, stock=1.0)
    flow(war)
    supply(war.state, war.world, war.rates)
    # 10,000 men, transport for 5,000: half of what the way lets through
    gain = 0.5 * 1.5 * math.exp(-0.5)
    assert war.state.formations.stock[k] == pytest.approx(1.0 + gain - 0.25)


def test_nobody_carries_more_than_he_can_nor_less_than_nothing() -> None:
    war = quiet(**ROUND)
    k = stand(war, "M1", SOUTHPORT, stock=5.0)
    flow(war)
    supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[k] == 5.0
    war.state.cells.supply[:] = 0.0
    for _ in range(30):
        supply(war.state, war.world, war.rates)
    assert war.state.formations.stock[k] == 0.0


def test_land_that_no_source_reaches_is_cut_off_but_ships_reach_the_coast() -> None:
    war = quiet(**ROUND)
    inland = stand(war, "M1", MERIDIA)
    coastal = stand(war, "M2", 23)  # on the west coast, north of the great river
    cells = war.state.cells
    for cell in range(len(cells.holder)):
        if cell not in (MERIDIA, 23):
            cells.holder[cell] = NORTH
    flow(war)
    for _ in range(3):
        supply(war.state, war.world, war.rates)
    assert cells.supply[MERIDIA] == 0.0
    assert cells.supply[23] == 0.3
    assert list(war.state.formations.cut_off[[inland, coastal]]) == [3, 0]


def test_ground_that_nobody_tends() -> None:
    war = quiet(**ROUND)
    stand(war, "M1", MERIDIA)
    cells = war.state.cells
    for near in war.world.neighbour[SOUTHPORT]:
        if near >= 0:
            cells.holder[near] = NORTH
    flow(war)
    assert cells.linked[SOUTHPORT] == 1  # the port itself is a source
    assert cells.tended[SOUTHPORT] == 0
    assert cells.tended[MERIDIA] == 1


def test_a_depot_that_was_taken_is_empty_for_good() -> None:
    war = quiet(**ROUND)
    war.world.gates.depot[:] = 1
    flow(war, day=30)
    assert war.state.cells.linked[BORDER] == 1
    war.state.cells.since[GATE] = 5  # lost and taken back
    flow(war, day=30)
    assert war.state.cells.linked[BORDER] == 0


def test_a_captured_port_opens_after_three_days() -> None:
    war = quiet(**ROUND)
    cells = war.state.cells
    cells.holder[:] = NORTH
    for cell in (SOUTHPORT, EASTPORT):
        cells.holder[cell] = SOUTH
        cells.since[cell] = 10
    flow(war, day=12)
    assert cells.linked[SOUTHPORT] == 0
    flow(war, day=13)
    assert cells.linked[SOUTHPORT] == 1
    assert cells.supply[SOUTHPORT] == pytest.approx(math.exp(-0.10))
    assert cells.supply[EASTPORT] == pytest.approx(math.exp(-0.40))


def test_the_gate_feeds_nobody_once_it_is_lost() -> None:
    war = quiet(**ROUND)
    war.state.cells.holder[GATE] = SOUTH
    count(war)
    flow(war)
    assert war.state.cells.linked[BORDER] == 0
    assert war.state.cells.supply[BORDER] == 0.0
    assert war.state.cells.linked[FERRY] == 1
