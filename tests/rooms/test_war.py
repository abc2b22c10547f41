"""The Python door, on a war that costs nothing."""

import datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import parallel38
from fakes import DAYS, GROUPS, NATIONS, PLACES, fake_fight, fake_scenario
from parallel38 import war as doors
from parallel38.complaint import Complaint
from parallel38.ensemble import design as designing


@pytest.fixture
def war(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> doors.War:
    opened = fake_scenario(tmp_path / "fake")
    opened.start = datetime.date(1900, 1, 1)
    opened.end = datetime.date(1900, 2, 9)
    opened.world.ground = SimpleNamespace(home=np.arange(30) % 2)
    monkeypatch.setattr(designing, "open_scenario", lambda *_: opened)
    monkeypatch.setattr(
        designing, "fight", lambda _, seed, war, *__: fake_fight(SimpleNamespace(seed=seed), war)
    )
    monkeypatch.chdir(tmp_path)
    return parallel38.load("fake", set={"reach": 3.0})


def test_one_war_day_by_day(war: doors.War) -> None:
    run = war.run(seed=5)
    assert run.front.shape == (DAYS, 2)
    assert run.dates[-1] == datetime.date(1900, 2, 9)
    assert run.ledger["nation"].to_list() == list(NATIONS)
    assert f"{GROUPS[0]}_killed" in run.series.columns
    assert run.decisions["talks"] is None or run.decisions["talks"] in run.dates
    assert "seed 5" in repr(run)


def test_holder_of_a_place(war: doors.War) -> None:
    run = war.run(seed=5)
    held = run.holder("ferry")
    assert held["holder"][0] == "North"  # cell 3, which the fake gives to side 1
    assert held.height == 1 + np.count_nonzero(run.record.changes[:, 1] == PLACES["ferry"])
    with pytest.raises(Complaint, match="did you mean mill"):
        run.holder("mil")


def test_the_run_is_war_0_of_the_ensemble(war: doors.War) -> None:
    run = war.run(seed=5)
    many = war.ensemble(replicas=3, seed=5)
    first = many.series.filter(war=0).collect()["front_latitude"].to_numpy()
    assert np.array_equal(first, run.record.daily[:, 0])


def test_an_ensemble_has_a_folder_of_its_own_and_is_not_fought_twice(war: doors.War) -> None:
    many = war.ensemble(replicas=3)
    other = war.ensemble(replicas=4)
    assert many.folder != other.folder
    assert many.wars.height == 3
    assert war.ensemble(replicas=3).folder == many.folder
    assert "parallel38 run fake --replicas 3" in repr(many)


def test_plots_draw_every_day(war: doors.War) -> None:
    one = war.run().plot().axes[0]
    many = war.ensemble(replicas=3).plot().axes[0]
    assert len(one.lines[0].get_xdata()) == DAYS
    assert len(many.collections) == 2


def test_an_unfinished_run_is_refused_with_the_way_on(war: doors.War, tmp_path: Path) -> None:
    folder = war.ensemble(replicas=3).folder
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"finished": 3', '"finished": 1'))
    with pytest.raises(Complaint, match=r"1 of 3 wars; go on with: parallel38 run fake"):
        doors.Ensemble(folder)
    with pytest.raises(Complaint, match="holds no run"):
        doors.Ensemble(tmp_path / "nowhere")


def test_the_repr_names_the_war_and_its_changes(war: doors.War) -> None:
    assert repr(war) == "<War fake: 1900-01-01 to 1900-02-09, reach=3>"
