"""Runs and wars in the formats of other programs: sound in form, and the same war."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import polars as pl
import pytest

from parallel38.complaint import Complaint
from parallel38.ensemble.design import design, fight_war, open_design
from parallel38.ensemble.runner import run
from parallel38.ensemble.watch import watch
from parallel38.inference import verdict
from parallel38.report.exports import maps, orbat
from parallel38.report.exports.campaign import Campaign
from parallel38.war import Ensemble

PLAN = design("isthmus", replicas=9, seed=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export") / "run"
    run(PLAN, place)
    return place


@pytest.fixture(scope="module")
def campaign(folder: Path) -> Campaign:
    return Campaign(folder, PLAN, open_design(PLAN), 3)


def held_by_record(campaign: Campaign, day: int) -> np.ndarray:
    opened = campaign.opened
    _, replay = verdict.open_run(campaign.folder, opened)
    held: np.ndarray = replay.maps(np.array([day]))[0][campaign.war]
    return held


def test_spans_say_who_held_each_cell_on_each_day(campaign: Campaign) -> None:
    scored = campaign.opened.world.ground.sanctuary == 0
    for day in (0, 7, 15, campaign.last):
        south = {s.cell for s in campaign.spans() if s.first <= day <= s.last and s.side == 0}
        wanted = np.flatnonzero(held_by_record(campaign, day) & scored)
        assert south == set(wanted.tolist())


def test_every_edge_between_the_sides_is_drawn_once(campaign: Campaign) -> None:
    ground = campaign.opened.world.ground
    days = 0
    for first, last, lines in campaign.fronts():
        held = held_by_record(campaign, first)
        edges = sum(
            int(near >= 0 and held[cell] and not held[near] and not ground.sanctuary[near])
            for cell in np.flatnonzero(ground.sanctuary == 0)
            for near in ground.neighbour[cell]
        )
        assert sum(len(line) - 1 for line in lines) == edges
        days += last - first + 1
    assert days == campaign.last + 1


def test_corners_of_neighbours_meet(campaign: Campaign) -> None:
    ground = campaign.opened.world.ground
    for cell in range(len(ground.x_km)):
        for e, near in enumerate(ground.neighbour[cell]):
            if near >= 0:
                mine = campaign.corners[cell, [e, (e + 1) % 6]]
                theirs = campaign.corners[near, [(e + 4) % 6, (e + 3) % 6]]
                assert np.abs(mine - theirs).max() < 2e-3


def test_geojson_and_kml_are_sound(campaign: Campaign) -> None:
    for made in (maps.holders(campaign), maps.fronts(campaign)):
        assert json.loads(json.dumps(made))["type"] == "FeatureCollection"
        assert {f["geometry"]["type"] for f in made["features"]} <= {"Polygon", "MultiLineString"}
    ring = maps.holders(campaign)["features"][0]["geometry"]["coordinates"][0]
    assert len(ring) == 7
    assert ring[0] == ring[-1]
    tree = ElementTree.fromstring(maps.kml(campaign).encode())
    spans = tree.findall(".//{http://www.opengis.net/kml/2.2}TimeSpan")
    assert len(spans) == len(maps.fronts(campaign)["features"])


def check_unit(unit: dict[str, Any]) -> None:
    assert set(unit) == {"id", "name", "shortName", "sidc", "subUnits", "state"}
    assert len(unit["sidc"]) == 20 and unit["sidc"].isdigit()
    times = [state["t"] for state in unit["state"]]
    assert times == sorted(times)
    for state in unit["state"]:
        assert (state["location"] is None) == (state["status"] == "gone")
        if state["location"] is not None:
            longitude, latitude = state["location"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90


def test_an_orbat_mapper_scenario_has_its_shape(campaign: Campaign) -> None:
    made = json.loads(json.dumps(orbat.scenario(campaign)))
    assert (made["type"], made["version"]) == ("ORBAT-mapper", "3.3.0")
    assert set(made) == {
        "id", "type", "version", "name", "description", "startTime", "timeZone",
        "symbologyStandard", "sides", "events", "layerStack", "settings",
    }  # fmt: skip
    assert [side["standardIdentity"] for side in made["sides"]] == ["3", "6"]
    units = [u for side in made["sides"] for group in side["groups"] for u in group["subUnits"]]
    for unit in units:
        check_unit(unit)
    ids = [unit["id"] for unit in units]
    assert len(ids) == len(set(ids))
    came = {u["shortName"] for u in units}
    entered = list(watch(PLAN, 3))
    here = np.any([evening.here for evening in entered], axis=0)
    assert came == {name for name, was in zip(campaign.opened.formations, here, strict=True) if was}


def test_a_war_that_is_watched_is_the_same_war() -> None:
    for plan in (PLAN, design("isthmus", replicas=9, seed=4, set={"combat.loss": 0.05}, since=9)):
        record = fight_war(plan, 3)
        holder = open_design(plan).world.ground.home.astype(np.int64).copy()
        changes = record.changes
        for evening in watch(plan, 3):
            today = changes[changes[:, 0] == evening.day]
            holder[today[:, 1]] = today[:, 2]
            assert np.array_equal(holder, evening.holder)


def test_slides_of_a_timeline(campaign: Campaign) -> None:
    made = maps.timeline(campaign)
    assert made["title"]["text"]["headline"].endswith("war 3")
    days = [tuple(e["start_date"].values()) for e in made["events"]]
    assert days == sorted(days)


def test_a_war_that_is_not_there(folder: Path) -> None:
    with pytest.raises(Complaint, match="wars 0 to 8"):
        Campaign(folder, PLAN, open_design(PLAN), 9)


def test_a_dataset_has_every_map_of_every_war(folder: Path, tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("h5netcdf")
    found = Ensemble(folder).dataset()
    opened = open_design(PLAN)
    _, replay = verdict.open_run(folder, opened)
    days = np.arange(found.sizes["day"])
    assert np.array_equal(found.holder.values == 0, replay.maps(days).transpose(1, 0, 2))
    assert int(found.holder[2, 5, 7]) == int(found.holder.values[2, 5, 7])
    some = found.holder.isel(war=[4, 1], day=slice(3, 9, 2), cell=[0, 40])
    assert np.array_equal(some.values, found.holder.values[[4, 1]][:, 3:9:2][:, :, [0, 40]])
    series = pl.read_parquet(folder / "series.parquet").filter(pl.col("war") == 5)
    assert np.array_equal(found.front_latitude[5].values, series["front_latitude"].to_numpy())
    assert np.array_equal(found.killed[5, :, 1].values, series["borealia_killed"].to_numpy())
    found.to_netcdf(tmp_path / "wars.nc", engine="h5netcdf")
    with xarray.open_dataset(tmp_path / "wars.nc") as again:
        assert again.equals(found)


def test_sql_over_a_run(folder: Path) -> None:
    pytest.importorskip("duckdb")
    found = Ensemble(folder).sql("SELECT count(*) AS n, count(DISTINCT war) AS wars FROM series")
    assert found.row(0) == (9 * 30, 9)


def test_a_library_that_is_missing_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(Complaint, match=r"parallel38\[io\]"):
        Ensemble(folder).dataset()
