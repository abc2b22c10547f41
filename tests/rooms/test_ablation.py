"""Wars without a rule, and the script's wars beside a run: small, real, resumable."""

import json
import shutil
from pathlib import Path

import pytest

from parallel38 import cli
from parallel38.complaint import Complaint
from parallel38.ensemble import ablation, baseline, runner
from parallel38.ensemble.design import design
from parallel38.ensemble.store import hash_file, read_manifest
from parallel38.inference import ablation as worth
from parallel38.inference import verdict
from parallel38.paths import data_folder

RULES = ("close-air", "supply-distance")
COMMAND = ["ablate", "isthmus", "--replicas", "3", "--rules", ",".join(RULES)]
FRONTS = """date,segment,seq,lat,lon,near_place_id,precision_km,source,verified,note,source_key
2001-06-10,main,1,37.88,19.90,meridia,2,invented,no,,invented
2001-06-10,main,2,37.88,20.70,meridia,2,invented,no,,invented
2001-06-30,main,1,38.00,19.90,meridia,2,invented,no,,invented
2001-06-30,main,2,38.00,20.70,meridia,2,invented,no,,invented
"""


def command(*words: str) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main(words)
    return int(end.value.code or 0)


def test_an_ablation_of_the_isthmus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert command(*COMMAND) == 0
    assert "close-air" in capsys.readouterr().out
    rows = json.loads(Path("runs/isthmus/ablation.json").read_text())
    assert list(rows) == ["none", "close-air", "supply-distance"] or set(rows) == {"none", *RULES}
    assert rows["none"]["front_shift_km"] == 0.0
    assert rows["none"]["front_error_km"] is None  # the fiction has no record
    before = hash_file(Path("runs/isthmus/ablation.json"))
    assert command(*COMMAND) == 0
    assert hash_file(Path("runs/isthmus/ablation.json")) == before
    assert command("run", "isthmus", "--replicas", "2") == 0  # the folder still takes its run
    assert command("ablate", "isthmus", "--days", "9") == cli.REFUSED  # but not another war's rules
    assert "holds a run with another days" in capsys.readouterr().err


def test_every_design_shares_the_seeds() -> None:
    plan = design("isthmus", replicas=2, seed=5)
    plans = ablation.designs(plan, RULES)
    assert set(plans) == {"none", *RULES}
    assert all((one.seed, one.replicas) == (5, 2) for one in plans.values())
    assert plans["close-air"].without == ("close-air",)
    with pytest.raises(Complaint, match="did you mean close-air"):
        ablation.designs(plan, ["close-airs"])


def test_scores_come_from_the_scorecard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = design("isthmus", replicas=2)
    opened = design_scenario(tmp_path)
    runner.run(plan, tmp_path / "wars" / "none", threads=1)
    card = {
        "front_error_km": {"mean_map": 31.0, "mean_single": 40.0},
        "shape": {"share_seesaw": 0.5},
        "holders": {"share_right": 0.75},
    }
    monkeypatch.setattr(verdict, "write", lambda *_: card)
    rows = worth.write(tmp_path, tmp_path / "wars", RULES, opened)
    assert list(rows) == ["none"]  # what is not finished is left out
    assert rows["none"]["front_error_km"] == 31.0
    assert json.loads((tmp_path / worth.FILE).read_text()) == rows


def design_scenario(folder: Path):  # type: ignore[no-untyped-def]
    from parallel38.scenario.scenario import load

    return load(scripted(folder))


def scripted(folder: Path) -> Path:
    """Return a copy of the isthmus that has a record of its front, and a script."""
    war = folder / "isthmus"
    shutil.copytree(data_folder() / "isthmus", war)
    (war / "record" / "fronts.csv").write_text(FRONTS)
    (war / "orders").mkdir()
    (war / "orders" / "script.yaml").write_text(
        "decisions:\n  intervene: {date: 2001-06-11, note: invented}\n"
        "landings:\n  - {date: 2001-06-12, note: invented, port: southport}\n"
    )
    return war


def test_the_scripts_wars_lie_beside_a_run(tmp_path: Path) -> None:
    plan = design(scripted(tmp_path), replicas=2)
    folder = tmp_path / "run"
    runner.run(plan, folder, threads=1)
    assert baseline.found(plan, folder) is None
    baseline.fight(plan, folder, threads=2)
    script = baseline.found(plan, folder)
    assert script == folder / "script"
    manifest = read_manifest(script)
    assert manifest is not None
    assert (manifest["commander"], manifest["replicas"]) == ("script", baseline.WARS)
    again = tmp_path / "again"
    baseline.fight(plan, again, threads=1)
    for name in manifest["files"]:
        assert hash_file(again / "script" / name) == manifest["files"][name]


def test_without_a_script_nothing_lies_beside_a_run() -> None:
    assert baseline.beside(design("isthmus", replicas=2)) is None
