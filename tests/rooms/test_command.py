"""The room `command`: who bears which name, and whether each commander keeps the rules."""

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from parallel38.command.commander import NAMES, Commander, appoint
from parallel38.command.conformance import faults_of
from parallel38.command.hold import hold
from parallel38.command.script import Follower
from parallel38.complaint import Complaint
from parallel38.engine.day import open_war, step
from parallel38.engine.orders import Decision, Orders, Posture, blank_orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.run import fight
from parallel38.scenario.scenario import Scenario, load
from parallel38.scenario.script import Script

DAYS = 30
GHOST = "ghost"


@pytest.fixture(scope="module")
def isthmus() -> Scenario:
    return load("isthmus")


@pytest.fixture(scope="module")
def script(isthmus: Scenario) -> Script:
    """A war in which the North takes one row of cells by day 10 and loses it by day 20."""
    y = isthmus.world.ground.y_km
    lines = np.array([y < 30.0, y < 45.0]).astype(np.int64)
    posture = np.full((2, len(isthmus.world.month)), Posture.HOLD, np.int64)
    posture[NORTH, :10] = Posture.ATTACK
    posture[SOUTH, 10:] = Posture.LIMITED
    decisions = np.full(len(Decision), -1, np.int64)
    decisions[Decision.INTERVENE] = 10
    port = isthmus.ports["southport"]
    return Script(
        line_day=np.array([10, 20]),
        south=lines,
        posture=posture,
        decision_day=decisions,
        landing_day=np.array([12]),
        landing_cell=np.array([port]),
        ship_cell=np.zeros(0, np.int64),
        ship_first=np.zeros(0, np.int64),
        ship_last=np.zeros(0, np.int64),
    )


@pytest.fixture(params=[*NAMES])
def commander(request: pytest.FixtureRequest, isthmus: Scenario, script: Script) -> Commander:
    return Follower(script) if request.param == "script" else appoint(request.param, isthmus)


def test_every_commander_keeps_the_rules(commander: Commander, isthmus: Scenario) -> None:
    assert faults_of(commander, isthmus, DAYS) == []


def meddle(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    hold(state, world, rates, orders, seed)
    state.formations.men[0] += 1


def forget(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    if state.day[0] == 0:
        hold(state, world, rates, orders, seed)
        orders.goal[0] = 3


def wander(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    hold(state, world, rates, orders, seed)
    orders.goal[0] = len(world.ground.x_km)


def leap(state: State, world: Theatre, rates: Rates, orders: Orders, seed: int) -> None:
    hold(state, world, rates, orders, seed)
    here = np.flatnonzero(state.formations.status == Status.FIELD)[0]
    orders.attack[here] = state.formations.cell[here]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (meddle, "changes the state"),
        (forget, "orders of yesterday"),
        (wander, "not on the map"),
        (leap, "its own or not beside it"),
    ],
)
def test_the_kit_finds_what_is_wrong(bad: Commander, said: str, isthmus: Scenario) -> None:
    assert said in " ".join(faults_of(bad, isthmus, DAYS))


def test_under_hold_nobody_marches_and_nothing_is_decided(isthmus: Scenario) -> None:
    state, orders = isthmus.opening(), blank_orders(len(isthmus.formations))
    world, rates = isthmus.theatre, isthmus.kernel_rates
    open_war(state, world, rates, 38)
    stood = {f: c for f, c in enumerate(state.formations.cell.tolist()) if c >= 0}
    for _ in range(DAYS):
        hold(state, world, rates, orders, 38)
        step(state, world, rates, orders, 38)
    assert {f: int(state.formations.cell[f]) for f in stood} == stood
    assert (fight(isthmus, 38, 0, DAYS, hold).decisions == -1).all()


def test_asked_day_by_day_the_doctrine_fights_the_same_war(isthmus: Scenario) -> None:
    compiled = fight(isthmus, 38, 3, DAYS)
    asked = fight(isthmus, 38, 3, DAYS, appoint("doctrine", isthmus))
    for one, other in zip(compiled, asked, strict=True):
        assert_array_equal(one, other)


def test_the_script_decides_on_its_days_and_goes_for_its_lines(
    isthmus: Scenario, script: Script
) -> None:
    record = fight(isthmus, 38, 0, DAYS, Follower(script))
    assert record.decisions[0] == 10  # intervened
    assert record.decisions[2] == 12  # landed
    holder = isthmus.world.ground.home.copy()
    for day, cell, side in record.changes:
        if day <= 10:
            holder[cell] = side
    # the script only sends them: combat decides, and may withhold a cell
    assert np.count_nonzero((holder == SOUTH) != (script.south[0] == 1)) <= 1


def test_the_script_spreads_troops_along_the_line(isthmus: Scenario, script: Script) -> None:
    state, orders = isthmus.opening(), blank_orders(len(isthmus.formations))
    world, rates = isthmus.theatre, isthmus.kernel_rates
    open_war(state, world, rates, 38)
    Follower(script)(state, world, rates, orders, 38)
    north = [f for f, name in enumerate(isthmus.formations) if name in ("B1", "B2")]
    goals = orders.goal[north]
    assert (script.south[0][goals] == 0).all()
    assert len(set(goals.tolist())) == 2
    easting = world.ground.x_km[state.formations.cell[north]].argsort(kind="stable")
    assert (np.diff(world.ground.x_km[goals][easting]) > 0).all()
    step(state, world, rates, orders, 38)
    assert state.day[0] == 1


def test_an_unknown_commander_is_refused_with_the_names(isthmus: Scenario) -> None:
    with pytest.raises(Complaint, match="no commander 'ghost'; choose doctrine, script, hold"):
        appoint(GHOST, isthmus)


def test_without_orders_there_is_no_script(isthmus: Scenario, tmp_path: Path) -> None:
    with pytest.raises(Complaint, match=r"isthmus has no orders/script\.yaml"):
        appoint("script", isthmus)
