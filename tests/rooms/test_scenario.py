"""The rooms `calendar` and `scenario`: files to world, rates and the eve of the war."""

import datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from parallel38.calendar import date_of, day_of, days_of, middle_of, span
from parallel38.complaint import Complaint
from parallel38.engine.rates import Rates
from parallel38.engine.state import Call, Flow, Status, Stock
from parallel38.engine.world import NORTH, SOUTH
from parallel38.paths import data_folder
from parallel38.scenario.models import Step
from parallel38.scenario.nations import Span, by_month
from parallel38.scenario.rates import declared, load_rates
from parallel38.scenario.scenario import Scenario, load, moon_ages

START = datetime.date(1950, 6, 25)


@pytest.fixture(scope="module")
def isthmus() -> Scenario:
    return load("isthmus")


@pytest.fixture(scope="module")
def korea() -> Scenario:
    return load("korea1950")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1950-06-25", 0, 0),
        ("1950-07", 6, 36),
        ("1950-07-02/1950-07-05", 7, 10),
        ("1951", 190, 554),
        ("1950-07-02~", 7, 7),
    ],
)
def test_a_date_means_a_span_of_days(text: str, first: int, last: int) -> None:
    assert days_of(text, START) == (first, last)
    assert middle_of(text, START) == (first + last) // 2


@pytest.mark.parametrize(
    "text", ["", "June 1950", "1950-13", "1950-02-30", "1950-06/..", "19500625"]
)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a day|calendar"):
        span(text)


def test_days_and_dates_are_inverse() -> None:
    assert date_of(1128 - 1, START) == datetime.date(1953, 7, 26)
    assert all(day_of(date_of(day, START), START) == day for day in range(-400, 1600, 7))


def test_a_series_is_the_mean_over_the_days_of_the_month() -> None:
    steps = [
        Step.model_validate({"from": "1950-06-25", "value": 1.0, "judgement": True, "note": "x"}),
        Step.model_validate({"from": "1950-07-11", "value": 2.0, "judgement": True, "note": "x"}),
    ]
    # June has 6 days of war at 1; July 10 days at 1 and 21 at 2
    assert_allclose(by_month(steps, Span(START, 37)), [1.0, (10 * 1.0 + 21 * 2.0) / 31])


def test_the_moon_of_the_landing() -> None:
    age = moon_ages(START, 400)
    assert age.min() >= 0.0
    assert age.max() < 1.0
    assert age[day_of(datetime.date(1950, 9, 12), START)] < 0.04  # new moon, 12 September
    full = day_of(datetime.date(1950, 9, 26), START)  # full moon, 26 September
    assert abs(age[full] - 0.5) < 0.04


def test_the_isthmus_by_hand(isthmus: Scenario) -> None:
    assert isthmus.formations == ("M1", "M2", "M3", "B1", "B2", "H1")
    assert isthmus.days == 30
    assert len(isthmus.world.month) == 40
    opening = isthmus.opening()
    formations = opening.formations
    assert_array_equal(formations.arrive_cell, [25, 29, 38, 18, 11, 2])
    assert_array_equal(formations.arrive_day, [0, 0, 10, 0, 0, 2])
    assert_array_equal(formations.leave_day, [-1, -1, -1, -1, -1, 12])
    assert_array_equal(formations.side, [SOUTH] * 3 + [NORTH] * 3)
    assert list(formations.call) == [0, 0, Call.LANDING, 0, 0, Call.INTERVENTION]
    assert_array_equal(formations.draft, [10_000] * 6)
    assert_allclose(isthmus.world.nations.recruits, [[100, 100], [100, 100], [50, 50]])
    assert isthmus.rates.march.foot_main == 16.0
    assert_array_equal(isthmus.world.month, [5] * 30 + [6] * 10)


def test_the_eve_of_a_war(korea: Scenario) -> None:
    state = korea.opening()
    assert (state.formations.status == Status.AWAITED).all()
    assert state.formations.men.sum() == 0
    assert state.ledger.stock.shape == (len(korea.nations), len(Stock))
    assert state.ledger.flow.shape == (len(korea.nations), len(Flow))
    assert_array_equal(state.cells.holder, korea.world.ground.home)
    assert state.day[0] == 0
    assert (state.politics.intervened, state.politics.armistice) == (-1, -1)


def test_an_opening_is_ones_own(korea: Scenario) -> None:
    first = korea.opening()
    first.cells.holder[:] = 7
    first.ledger.stock[:] = 7
    assert korea.opening().cells.holder.max() <= NORTH
    assert korea.state0.ledger.stock.max() == 0


def test_every_first_day_formation_stands_on_its_own_side(korea: Scenario) -> None:
    formations = korea.state0.formations
    first = (formations.call == Call.CALENDAR) & (formations.arrive_day == 0)
    home = korea.world.ground.home[formations.arrive_cell]
    assert_array_equal(home[first], formations.side[first])
    assert set(formations.side[first]) == {SOUTH, NORTH}


def test_every_nation_month_and_army_is_in_reach(korea: Scenario) -> None:
    world, formations = korea.world, korea.state0.formations
    assert world.nations.arms.shape == (len(korea.nations), world.war_month.max() + 1)
    assert len(world.month) == len(world.moon) == korea.days + 400
    assert formations.army.max() < len(korea.armies)
    assert formations.nation.max() < len(korea.nations)
    assert all(np.isfinite(field).all() for field in world.nations)
    assert len(korea.group_of) == len(korea.nations)


def test_rates_are_what_the_files_say() -> None:
    rates = load_rates(data_folder() / "korea1950")
    assert isinstance(rates, Rates)
    given = {f"{g}.{n}" for g in Rates._fields for n in getattr(rates, g)._fields}
    assert given == set(declared())


def test_a_rate_is_replaced_by_name() -> None:
    rates = load_rates(data_folder() / "korea1950", {"march.foot_main": 20.0})
    assert rates.march.foot_main == 20.0


def test_the_scenario_behind_the_isthmus_fills_its_rates(isthmus: Scenario) -> None:
    korea = load_rates(data_folder() / "korea1950")
    assert isthmus.rates.combat == korea.combat
    assert isthmus.rates.march != korea.march


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"march.foot_mian": 20.0}, "march.foot_main"),
        ({"march.foot_main": 900.0}, "must lie between"),
        ({"march.foot_main": float("nan")}, "must lie between"),
    ],
)
def test_a_wrong_rate_is_refused(changes: dict[str, float], says: str) -> None:
    with pytest.raises(Complaint, match=says):
        load("isthmus", set=changes)


def test_a_wrong_rule_is_refused() -> None:
    with pytest.raises(Complaint, match="no rule 'winter'"):
        load("isthmus", without=["winter"])


def test_no_such_scenario(tmp_path: Path) -> None:
    with pytest.raises(Complaint):
        load(tmp_path)
