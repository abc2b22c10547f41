"""The ground of Korea and of the isthmus: distances, neighbours, ridges, rivers, ports."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from parallel38.complaint import Complaint
from parallel38.engine.march import March
from parallel38.engine.world import FOOT, NORTH, SOUTH, Climate, Ground, Sites
from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.ground import Names, load_ground, load_terrain, read_ground
from parallel38.scenario.marching import edge_days

MARCH = March(
    foot_main=24.0,
    foot_road=20.0,
    foot_track=16.0,
    motor_main=64.0,
    motor_road=40.0,
    motor_track=16.0,
    relief_slows_foot=1.0,
    relief_slows_motor=1.0,
    river_days=0.2,
    great_river_days=0.5,
    bridge_saves=0.5,
)
KOREA = data_folder() / "korea1950" / "ground"
ISTHMUS = data_folder() / "isthmus" / "ground"

Loaded = tuple[Ground, Sites, Climate]


@pytest.fixture(scope="module")
def korea() -> Loaded:
    return load_ground(KOREA, MARCH)


@pytest.fixture(scope="module")
def names() -> Names:
    return load_terrain(KOREA).names


@pytest.fixture(scope="module")
def at(korea: Loaded, names: Names) -> Callable[[str], int]:
    cell = dict(zip(names.places, korea[1].place_cell.tolist(), strict=True))
    return lambda place: cell[place]


def hexes(ground: Ground, start: int) -> np.ndarray:
    """Return the number of steps over passable edges from a cell to every other."""
    steps = np.full(len(ground.relief), -1)
    steps[start], rim = 0, [start]
    while rim:
        near = {int(n) for c in rim for n in ground.neighbour[c] if n >= 0 and steps[n] < 0}
        for cell in near:
            steps[cell] = steps[rim[0]] + 1
        rim = sorted(near)
    return steps


def edge(ground: Ground, a: int, b: int) -> int:
    return int(np.flatnonzero(ground.neighbour[a] == b)[0])


def rivers_on_way(ground: Ground, a: int, b: int) -> int:
    """Return the greatest river class that every way of least steps must cross (0 none)."""
    for grade in (2, 1):
        barred = np.where(ground.river >= grade, -1, ground.neighbour)
        free = hexes(ground._replace(neighbour=barred), a)[b]
        if free < 0 or free > hexes(ground, a)[b] + 2:
            return grade
    return 0


def test_size_is_about_a_thousand_cells(korea: Loaded) -> None:
    ground = korea[0]
    assert 950 <= int((ground.sanctuary == 0).sum()) <= 1050
    assert len(ground.relief) < 1300


def test_distances_in_steps(korea: Loaded, at: Callable[[str], int]) -> None:
    assert 20 <= hexes(korea[0], at("pusan"))[at("seoul")] <= 23
    assert 12 <= hexes(korea[0], at("seoul"))[at("pyongyang")] <= 14


def test_neighbours_are_symmetric_and_one_pitch_apart(korea: Loaded) -> None:
    ground = korea[0]
    here, e = np.nonzero(ground.neighbour >= 0)
    there = ground.neighbour[here, e]
    assert (ground.neighbour[there, (e + 3) % 6] == here).all()
    for table in (ground.road, ground.rail, ground.river):
        assert (table[there, (e + 3) % 6] == table[here, e]).all()
    gap = np.hypot(ground.x_km[there] - ground.x_km[here], ground.y_km[there] - ground.y_km[here])
    assert gap == pytest.approx(ground.pitch_km, abs=0.02)


def test_neighbour_order_starts_in_the_east(korea: Loaded) -> None:
    ground = korea[0]
    inner = int(np.flatnonzero((ground.neighbour >= 0).all(axis=1))[0])
    around = ground.neighbour[inner]
    bearing = np.arctan2(
        ground.y_km[around] - ground.y_km[inner], ground.x_km[around] - ground.x_km[inner]
    )
    assert np.degrees(bearing) == pytest.approx([0, 60, 120, 180, -120, -60], abs=0.2)


def test_every_cell_is_reachable(korea: Loaded) -> None:
    assert np.isfinite(korea[0].days_foot).all()
    assert np.isfinite(korea[0].days_motor).all()


def test_least_days_obey_the_triangle_and_columns_beat_feet_on_roads(
    korea: Loaded, at: Callable[[str], int]
) -> None:
    days = korea[0].days_foot
    a, b, c = at("pusan"), at("taejon"), at("seoul")
    assert days[c, a] <= days[c, b] + days[b, a] + 1e-9
    assert korea[0].days_motor[c, a] < days[c, a]


def test_ridges_stand_where_they_should(korea: Loaded, at: Callable[[str], int]) -> None:
    relief = korea[0].relief
    assert relief[at("taegwallyong")] > 0.6
    assert relief[at("kotori")] > 0.5
    for plain in ("kimpo", "pyongyang", "kunsan", "sariwon", "suwon"):
        assert relief[at(plain)] < 0.25
    k = korea[0].sanctuary == 0
    east = k & (korea[0].longitude > 128.3) & (korea[0].latitude > 37) & (korea[0].latitude < 38.6)
    west = k & (korea[0].longitude < 127.2) & (korea[0].latitude > 36) & (korea[0].latitude < 38.6)
    assert relief[east].mean() > 2.5 * relief[west].mean()


@pytest.mark.parametrize(
    ("here", "there", "grade"),
    [
        ("seoul", "yongdungpo", 2),
        ("seoul", "suwon", 2),
        ("waegwan", "kumchon_s", 2),
        ("taegu", "kochang", 2),
        ("sinuiju", "antung", 2),
        ("manpojin", "chian", 2),
        ("pyongyang", "hwangju", 2),
        ("chongju", "sukchon", 2),
        ("munsan", "kaesong", 2),
        ("taejon", "chonan", 1),
        ("kongju", "chonan", 2),
        ("yangpyong", "ichon", 2),
        ("seoul", "wonju", 1),
        ("wonju", "suwon", 2),
        ("uijongbu", "yonchon", 1),
        ("taejon", "yongdong", 1),
        ("miryang", "masan", 2),
        ("taegu", "yongchon", 0),
        ("seoul", "uijongbu", 0),
        ("waegwan", "taegu", 0),
        ("masan", "chinju", 0),
    ],
)
def test_rivers_lie_between(
    korea: Loaded, at: Callable[[str], int], here: str, there: str, grade: int
) -> None:
    assert rivers_on_way(korea[0], at(here), at(there)) == grade


def test_bays_do_not_leak(korea: Loaded, at: Callable[[str], int]) -> None:
    """No way leads from Chinnampo to the south bank, though the estuary is narrow."""
    ground = korea[0]
    here = at("chinnampo")
    south = [
        i
        for i in range(len(ground.relief))
        if 0 < ground.y_km[here] - ground.y_km[i] < 15
        and abs(ground.x_km[i] - ground.x_km[here]) < 9
    ]
    assert south
    assert not set(south) & set(ground.neighbour[here].tolist())


def test_main_route_of_the_south_is_one_chain(korea: Loaded, at: Callable[[str], int]) -> None:
    ground = korea[0]
    main = np.where((ground.road == 2) & (ground.rail == 2), ground.neighbour, -1)
    steps = hexes(ground._replace(neighbour=main), at("pusan"))
    assert steps[at("seoul")] > 0
    assert steps[at("sinuiju")] > 0


def test_sides_and_sanctuary(korea: Loaded, names: Names, at: Callable[[str], int]) -> None:
    ground, sites, _ = korea
    for place in ("seoul", "kaesong", "ongjin", "chunchon", "kangnung"):
        assert ground.home[at(place)] == SOUTH
    for place in ("haeju", "chorwon", "yangyang", "pyongyang", "sinuiju", "hyesanjin"):
        assert ground.home[at(place)] == NORTH
        assert ground.sanctuary[at(place)] == 0
    for place in ("antung", "chian", "linkiang"):
        assert ground.sanctuary[at(place)] == 1
    assert (ground.home[ground.sanctuary == 1] == NORTH).all()
    gate = dict(zip(names.gates, sites.gate_cell.tolist(), strict=True))
    assert ground.sanctuary[gate["antung"]] == 1
    assert ground.sanctuary[gate["pyongyang"]] == 0


def test_ports_stand_by_the_sea_and_inchon_has_the_tide(korea: Loaded, names: Names) -> None:
    ground, sites, _ = korea
    assert (ground.coast[sites.port_cell] == 1).all()
    tide = dict(zip(names.ports, sites.port_tide_m.tolist(), strict=True))
    assert tide["inchon"] == max(tide.values())
    assert tide["wonsan"] < 0.5


def test_residents_add_up(korea: Loaded) -> None:
    ground = korea[0]
    assert ground.people[ground.home == SOUTH].sum() == pytest.approx(19.93e6, rel=0.005)
    assert ground.people[ground.home == NORTH].sum() == pytest.approx(9.62e6, rel=0.005)
    assert (ground.people[ground.sanctuary == 1] == 0).all()


def test_winter_is_hard_in_the_mountains(korea: Loaded, at: Callable[[str], int]) -> None:
    ground, _, climate = korea
    assert climate.temperature[ground.region[at("hagaru")], 0] < -14
    assert climate.temperature[ground.region[at("pusan")], 0] > -2
    assert climate.rain_mm.shape == (4, 12)


def test_isthmus_by_hand() -> None:
    """41 cells; the main road from the port to the gate is 8 edges of relief 0.1, two rivers."""
    ground, sites, climate = load_ground(ISTHMUS, MARCH)
    assert len(ground.relief) == 41
    assert climate.temperature.shape == (1, 12)
    assert (ground.sanctuary == 1).sum() == 5
    assert (ground.home == SOUTH).sum() == 18
    port, gate = int(sites.port_cell[0]), int(sites.gate_cell[0])
    assert hexes(ground, port)[gate] == 8
    by_hand = 8 * (16.0 / 24.0) * 1.1 + 0.5 * (0.5 + 0.2)
    assert ground.days_foot[gate, port] == pytest.approx(by_hand)
    assert ground.days_foot[port, gate] == pytest.approx(by_hand)
    off_road = edge_days(ground, MARCH, FOOT)[0, 0]  # relief 0.1 and 0.2, track
    assert off_road == pytest.approx(1.15)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("cells.csv", "0,-4,8,", "x,-4,8,", "cells.csv:2: id: 'x' is not a number"),
        ("cells.csv", ",isthmus,north,1,", ",moon,north,1,", "cells.csv:2: region: 'moon'"),
        ("edges.csv", "\n0,1,", "\n0,3,", "edges.csv:2: b: cells 0 and 3 do not touch"),
        ("ports.csv", ",2000,", ",-5,", "ports.csv:2: tonnes_day: -5 must lie between"),
        ("climate.csv", "isthmus,12,", "isthmus,11,", "stands twice"),
        ("grid.yaml", "16.0", "none", "grid.yaml:2: pitch_km:"),
        ("objectives.csv", "southport", "nowhere", "'nowhere' is not in place_cells.csv"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = tmp_path / "ground"
    shutil.copytree(ISTHMUS, folder)
    page = folder / file
    page.write_text(page.read_text().replace(old, new, 1))
    with pytest.raises(Complaint) as complaint:
        load_ground(folder, MARCH)
    assert said in str(complaint.value) or any(said in str(f) for f in faults_of(folder))
    assert "\n" not in str(complaint.value)


def faults_of(folder: Path) -> list[Fault]:
    faults: list[Fault] = []
    read_ground(folder, faults)
    return faults


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Complaint, match="missing"):
        load_ground(tmp_path, MARCH)
