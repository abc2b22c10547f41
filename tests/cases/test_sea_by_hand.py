"""A landing and an evacuation on the isthmus, worked by hand."""

import pytest

from cases.small_war import EASTPORT, SOUTH_ROAD, SOUTHPORT, books_in_order, quiet, stand
from parallel38.engine.move import move
from parallel38.engine.orders import Decision
from parallel38.engine.state import Call, Flow, Status
from parallel38.engine.world import NORTH, SOUTH
from wars import War, opened


def sail(war: War, days: range) -> None:
    for day in days:
        move(war.state, war.world, war.rates, war.orders, war.key, day)


def land(war: War, cell: int) -> int:
    """Put M3, which waits at sea, ashore; return its index."""
    k = stand(war, "M3", SOUTHPORT)
    f = war.state.formations
    war.state.cells.holder[SOUTHPORT] = NORTH
    f.call[k] = Call.LANDING
    f.status[k], f.cell[k], f.sea_days[k] = Status.AFLOAT, -1, -1
    war.orders.goal[:] = -1
    war.orders.decision[Decision.LAND] = 1
    war.orders.landing_cell[0] = cell
    sail(war, range(1))
    return k


def test_a_landing_throws_the_garrison_back() -> None:
    war = quiet(landing__assault_loss=0.05)
    garrison = stand(war, "B1", SOUTHPORT, men=2000)
    war.state.cells.holder[SOUTH_ROAD] = NORTH
    k = land(war, SOUTHPORT)
    f = war.state.formations
    assert f.status[k] == Status.FIELD
    assert f.cell[k] == SOUTHPORT
    assert f.men[k] == pytest.approx(10000 * 0.95, abs=1.0)
    assert f.cell[garrison] == SOUTH_ROAD
    assert f.cohesion[garrison] == 0.5
    assert war.state.cells.holder[SOUTHPORT] == SOUTH
    assert war.state.politics.landed[0] == 0
    assert war.state.politics.landing_cell[0] == SOUTHPORT
    assert books_in_order(war)


def test_a_garrison_with_nowhere_to_go_is_lost() -> None:
    war = quiet(landing__assault_loss=0.0)
    garrison = stand(war, "B1", SOUTHPORT, men=2000)
    k = land(war, SOUTHPORT)
    f = war.state.formations
    assert f.status[garrison] == Status.BROKEN
    assert f.men[garrison] == 0
    assert f.men[k] == 10000
    flow = war.state.ledger.flow[f.nation[garrison]]
    assert 0 < flow[Flow.CAPTURED] + flow[Flow.MISSING] <= 2000
    assert books_in_order(war)


def wait_at_sea(war: War, names: tuple[str, ...]) -> list[int]:
    """Let formations of 10,000 men each wait for a landing at Southport, in enemy hands."""
    ks = [stand(war, name, SOUTHPORT) for name in names]
    f = war.state.formations
    f.call[ks] = Call.LANDING
    f.status[ks], f.cell[ks], f.sea_days[ks] = Status.AFLOAT, -1, -1
    war.state.cells.holder[SOUTHPORT] = NORTH
    war.orders.goal[:] = -1
    war.orders.decision[Decision.LAND] = 1
    war.orders.landing_cell[0] = SOUTHPORT
    return ks


def test_a_landing_force_comes_ashore_as_fast_as_it_is_unloaded() -> None:
    war = quiet(landing__assault_loss=0.0, landing__assault=5000.0, landing__unload=8000.0)
    ks = wait_at_sea(war, ("M1", "M2", "M3"))
    ashore = []
    for day in range(5):
        sail(war, range(day, day + 1))
        war.orders.decision[Decision.LAND] = 0
        ashore.append(int((war.state.formations.status[ks] == Status.FIELD).sum()))
    # the first on the first day; 5000 + 8000 a day carry two on the second and three on the fourth
    assert ashore == [1, 1, 2, 2, 3]
    assert books_in_order(war)


def test_what_follows_a_landing_that_is_lost_goes_to_the_base() -> None:
    war = quiet(landing__assault=5000.0, landing__unload=1000.0, move__patrol=0.0)
    first, second = wait_at_sea(war, ("M1", "M2"))
    sail(war, range(1))
    f = war.state.formations
    f.cell[first] = EASTPORT
    war.state.cells.holder[EASTPORT] = SOUTH
    war.state.cells.holder[SOUTHPORT] = NORTH
    war.state.cells.linked[EASTPORT] = 1
    war.orders.decision[Decision.LAND] = 0
    sail(war, range(1, 2))
    assert f.status[second] == Status.FIELD
    assert f.cell[second] == EASTPORT


def test_an_evacuation_brings_the_men_to_the_largest_port() -> None:
    war = quiet(move__sea_days=3, move__lift=15000, move__patrol=0.0, move__mop_up=0.0)
    k = stand(war, "M1", EASTPORT)
    f = war.state.formations
    war.orders.goal[:] = -1
    war.orders.embark[k] = 1
    sail(war, range(5, 6))
    assert f.status[k] == Status.AFLOAT
    assert war.state.politics.evacuated[0] == -1  # taken off its own coast: no evacuation
    war.orders.embark[:] = 0
    sail(war, range(6, 8))
    assert f.status[k] == Status.AFLOAT
    sail(war, range(8, 9))
    assert f.status[k] == Status.FIELD
    assert f.cell[k] == SOUTHPORT
    assert f.men[k] == 10000


def test_an_army_taken_off_the_enemy_s_coast_is_evacuated() -> None:
    war = quiet(move__lift=15000, move__patrol=0.0, move__mop_up=0.0)
    war.world.ground.home[EASTPORT] = NORTH
    k = stand(war, "M1", EASTPORT)
    war.orders.goal[:] = -1
    war.orders.embark[k] = 1
    sail(war, range(5, 6))
    assert war.state.politics.evacuated[0] == 5


def test_ships_take_no_more_than_their_lift_and_only_from_ports() -> None:
    war = quiet(move__lift=5000, move__patrol=0.0, move__mop_up=0.0)
    boarded = [stand(war, name, EASTPORT) for name in ("M1", "M2")]
    inland = stand(war, "M3", SOUTH_ROAD)
    war.orders.goal[:] = -1
    war.orders.embark[:] = 1
    sail(war, range(1))
    f = war.state.formations
    # the last to board may overfill the ships, but nobody boards full ones
    assert [int(f.status[k]) for k in boarded] == [Status.AFLOAT, Status.FIELD]
    assert f.status[inland] == Status.FIELD
    assert opened("isthmus").formations[inland] == "M3"
