"""Scores against small cases that can be worked out by hand."""

import csv
import datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from parallel38.inference import distance, piston
from parallel38.inference.persistence import Record, persistent_maps, signed_distance
from parallel38.inference.replay import Replay
from parallel38.inference.targets import Projection, Targets, read_rows, read_yaml, record_of
from parallel38.paths import data_folder
from parallel38.scenario.scenario import load
from parallel38.scenario.traces import Trace, held_by_south, inside, southern_polygon
from pictures import toy

ROWS, COLUMNS = 20, 10


def grid() -> SimpleNamespace:
    """Return square cells of one degree (111.2 km of latitude) by one degree, home at row 10."""
    row, column = (axis.ravel().astype(float) for axis in np.mgrid[:ROWS, :COLUMNS])
    return SimpleNamespace(
        x_km=10 * column,
        y_km=10 * row,
        latitude=row,
        longitude=column,
        home=(row >= ROWS / 2).astype(np.int8),
        sanctuary=np.zeros(row.size, np.int8),
        pitch_km=10.0,
    )


def record(ground: SimpleNamespace, lines: dict[int, float]) -> Targets:
    """Return a record whose front is one parallel on each day."""
    return Targets(
        start=datetime.date(2000, 1, 1),
        dates=tuple(str(day) for day in lines),
        days=np.array(list(lines)),
        south=np.array([ground.latitude < line for line in lines.values()]),
        traces=(),
        scored=ground.sanctuary == 0,
        cell_km2=100.0,
        row_km=10.0,
        latitude=ground.latitude,
        facts=(),
        losses={},
        civilians=[],
        settings={"persistence": {"value": 10}},
    )


def test_error_of_a_shifted_line_is_the_area_between_over_the_width() -> None:
    ground = grid()
    here, there = ground.latitude < 10, ground.latitude < 13
    assert distance.front_error(there, here, 100.0, 230.0) == pytest.approx(3 * 10 * 100 / 230)
    assert distance.front_bias(there, here, 100.0, 230.0) == pytest.approx(3 * 10 * 100 / 230)
    assert distance.front_bias(here, there, 100.0, 230.0) == pytest.approx(-3 * 10 * 100 / 230)


def test_majority_needs_more_than_half() -> None:
    wars = np.array([[True, True, False], [True, False, False]])
    assert distance.majority(wars).tolist() == [True, False, False]


def test_parallel_of_equal_area_of_a_straight_front() -> None:
    latitude = np.repeat(np.arange(30.0, 40.0, 0.1), 7)
    row_km = 0.1 * distance.KM_PER_DEGREE
    whole = distance.parallel_of(np.array([0, 350, 700]), latitude, row_km)
    assert whole == pytest.approx([29.95, 34.95, 39.95], abs=0.01)


def test_crps_against_known_values() -> None:
    assert distance.crps(np.array([3.0]), 5.0) == pytest.approx(2.0)
    assert distance.crps(np.array([0.0, 1.0]), 0.0) == pytest.approx(0.25)
    samples = np.random.default_rng(0).normal(size=4000)
    exact = np.abs(samples[:, None] - samples[None, :]).mean()
    assert distance.crps(samples, 0.3) == pytest.approx(np.abs(samples - 0.3).mean() - exact / 2)
    standard = 0.2337  # of a standard normal at its mean: (sqrt(2) - 1) / sqrt(pi)
    assert distance.crps(samples, 0.0) == pytest.approx(standard, abs=0.01)


def test_coverage_counts_dates_inside_the_interval() -> None:
    samples = np.tile(np.linspace(0, 1, 101)[:, None], 3)
    assert distance.coverage(samples, np.array([0.5, 0.2, 2.0]), 0.5) == pytest.approx(1 / 3)
    assert distance.coverage(samples, np.array([0.5, 0.2, 2.0]), 0.9) == pytest.approx(2 / 3)


def test_changes_of_hands_and_their_median() -> None:
    held = np.array([[True, False, False, True], [True, True, True, True]])
    assert [days.tolist() for days in distance.change_days(held, True)] == [[1, 3], []]
    assert distance.median_day(np.array([5, 7, -1])) == 7
    assert distance.median_day(np.array([5, -1, -1])) is None


def test_seesaw_asks_for_the_order_in_time() -> None:
    rules = {"corner": 0.1, "deep": 0.7, "back": 37.0, "still": 0.5, "still_days": 3}
    limits = {name: {"value": value} for name, value in rules.items()}
    limits["rest"] = {"value": [37.5, 38.5]}
    share = np.array([0.5, 0.1, 0.8, 0.3, 0.5, 0.5, 0.5])
    parallel = np.array([38.0, 35.0, 40.0, 36.9, 38.0, 38.1, 38.0])
    order = [0, 2, 1, 3, 4, 5, 6]  # deep before the corner
    both = np.array([share, share[order]]), np.array([parallel, parallel[order]])
    assert distance.seesaw(*both, limits).tolist() == [True, False]


def test_a_polygon_by_crossings() -> None:
    square = np.array([[0.0, 0.0], [2, 0], [2, 2], [0, 2]])
    x, y = np.array([1.0, 3.0, 1.0, -0.1]), np.array([1.0, 1.0, 2.1, 0.5])
    assert inside(square, x, y).tolist() == [True, False, False, False]


def test_the_south_lies_right_of_a_line_that_steps_back_and_within_rings() -> None:
    line = np.array([[1.0, 0.0], [1.0, 5.0], [0.8, 6.0], [4.0, 6.0]])  # round a corner
    ring = np.array([[-3.0, 8], [-2, 8], [-2, 9], [-3, 9], [-3, 8]])
    trace = Trace("2000-01-05", line, (ring,), 5.0)
    rules = [{"end": "west", "from": "2000-01-01", "to": "2000-02-01", "via": [[1, -1], [-9, -1]]}]
    x = np.array([3.0, 0.0, 3.0, -2.5, -5.0, 0.95])
    y = np.array([3.0, 3.0, 7.0, 8.5, -2.0, 5.8])
    held = held_by_south(trace, x, y, rules)
    assert held.tolist() == [True, False, False, True, True, True]
    assert len(southern_polygon(trace, rules)) == 2 + 4 + 4


def test_signed_distance_and_the_line_between_two_dates() -> None:
    ground = grid()
    away = signed_distance(ground, ground.latitude < 10)
    assert away[0] == 100.0 and away[-1] == -100.0
    moving = Record(record(ground, {10: 6.0, 20: 12.0}), ground)
    assert np.array_equal(moving.on(10), ground.latitude < 6)
    assert np.count_nonzero(moving.on(15)) == pytest.approx(9 * COLUMNS, abs=COLUMNS)
    assert np.array_equal(moving.on(99), ground.latitude < 12)


def test_persistence_is_the_record_of_some_days_before() -> None:
    ground = grid()
    targets = record(ground, {10: 6.0, 20: 12.0})
    maps = persistent_maps(targets, Record(targets, ground))
    assert np.array_equal(maps[0], ground.home == 0)
    assert np.array_equal(maps[1], ground.latitude < 6)


def test_piston_finds_a_steady_push() -> None:
    ground = grid()
    settings = {
        "fitted_until": {"value": "2000-02-10"},
        "piston": {
            "reach": {"value": [0.0, 20.0]},
            "strengths": [{"date": "2000-01-01", "south": 100, "north": 100}],
        },
    }
    targets = record(ground, {10: 0, 20: 0, 30: 0})._replace(settings=settings)
    fitted = piston.fit(targets, np.array([10.0, 9.0, 8.0]) + 0.0, 11.0, 31)
    assert fitted.parallel[[10, 20, 30]] == pytest.approx([10, 9, 8], abs=0.1)


def test_a_projection_is_found_from_the_cells() -> None:
    ground = load("korea1950").world.ground
    points = Projection(ground)(ground.longitude, ground.latitude)
    error = np.hypot(points[:, 0] - ground.x_km, points[:, 1] - ground.y_km)
    assert error.max() < 0.5


@pytest.fixture(scope="module")
def war_folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Targets, Replay]:
    folder = tmp_path_factory.mktemp("wars")
    opened = toy.scenario(folder)
    run = toy.run(folder, opened)
    return run, record_of(opened), Replay(run, opened.world.ground.home == 0, toy.DAYS)


def test_replayed_maps_are_the_maps_that_were_written(
    war_folder: tuple[Path, Targets, Replay],
) -> None:
    _, targets, replay = war_folder
    maps = replay.maps(np.array([0, 13, 29]))
    for t, day in enumerate((0, 13, 29)):
        for war in range(toy.WARS):
            assert np.array_equal(maps[t, war], targets.latitude < toy.front(war, day))
    held = replay.cells_held(targets.scored)
    assert np.array_equal(held[:, 13], maps[1][:, targets.scored].sum(axis=1))
    for cell in (20, 25, 33):
        assert np.array_equal(replay.held(cell)[:, [0, 13, 29]], maps[:, :, cell].T)


def test_every_whole_war_row_of_the_casualties_is_used_or_left_out_once() -> None:
    folder = data_folder() / "korea1950" / "record"
    ranges = read_yaml(folder / "loss_ranges.yaml")
    named = [
        (row["nation"], row["kind"], row["low"], row["high"])
        for kinds in ranges["ranges"].values()
        for rule in kinds.values()
        for row in rule["used"]
    ] + [(row["nation"], row["kind"], row["low"], row["high"]) for row in ranges["left_out"]]
    assert len(named) == len(set(named))
    rows = {
        (row["nation"], row["kind"], int(row["low"]), int(row["high"]))
        for row in read_rows(folder / "casualties.csv")
    }
    assert set(named) <= rows
    for kinds in ranges["ranges"].values():
        for rule in kinds.values():
            assert rule["low"] <= rule["high"]


def test_the_record_of_the_great_war_is_on_the_right_side() -> None:
    scenario = load("korea1950")
    targets = record_of(scenario)
    share = targets.south[:, targets.scored].mean(axis=1)
    by_date = dict(zip(targets.dates, share, strict=True))
    assert by_date["1950-09-14"] < 0.1 < 0.7 < by_date["1950-11-24"]
    assert by_date["1953-07-27"] == pytest.approx(0.44, abs=0.03)
    cells = scenario.places
    south = dict(zip(targets.dates, targets.south, strict=True))
    assert south["1950-09-14"][cells["pusan"]] and not south["1950-09-14"][cells["mokpo"]]
    assert south["1953-07-27"][cells["seoul"]] and not south["1953-07-27"][cells["kaesong"]]
    with (data_folder() / "korea1950/record/fronts.csv").open(newline="") as file:
        dates = {row["date"] for row in csv.DictReader(file)}
    assert set(targets.dates) == dates - {"1950-06-25"}
