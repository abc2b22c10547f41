"""What a user may get wrong is answered by one sentence; what the machine refuses, too."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from fakes import fake_fight, fake_scenario
from parallel38 import paths, war
from parallel38.cli import main
from parallel38.ensemble import design as designing
from parallel38.ensemble import store
from parallel38.scenario import record_check

CARD = {
    "n": 3,
    "focus_place": "ferry",
    "ferry": {"dates_record": ["1900-01-02"], "dates_median": ["1900-01-05"], "share_four": 0.5},
    "losses": {
        "a": {"killed": {"p05": 1, "p50": 2e3, "p95": 3e5, "source_low": 5, "source_high": None}}
    },
}


def start_fakes(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Put a scenario and wars that cost nothing in the place of real ones."""
    opened = fake_scenario(folder / "fake")
    (folder / "fake" / "record").mkdir(exist_ok=True)
    (folder / "fake" / "record" / "fronts.csv").write_text("date\n")
    patch.setattr(designing, "open_scenario", lambda *_: opened)
    patch.setattr(
        designing, "fight", lambda _, seed, war, *__: fake_fight(SimpleNamespace(seed=seed), war)
    )
    patch.setattr(war.verdict, "write", lambda *_: CARD)
    for module in (war, record_check):
        patch.setattr(module, "refuse_unscorable", lambda _: None)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    start_fakes(tmp_path, monkeypatch)
    monkeypatch.setattr(war.Ensemble, "report", lambda self: self.folder / "report.html")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error of a command."""
    with pytest.raises(SystemExit) as stop:
        main(list(words))
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


REFUSALS = [
    (["run", "--replicas", "-3"], "--replicas is -3"),
    (["run", "--replicas", "0"], "--replicas is 0"),
    (["run", "--replicas", "many"], "--replicas"),
    (["run", "--seed", "-1"], "--seed is -1"),
    (["run", "--seed", "99999999999"], "--seed is 99999999999"),
    (["run", "--days", "0"], "--days is 0"),
    (["run", "--days", "4000"], "1 to 40 days"),
    (["run", "--commander", "doctrin"], "did you mean doctrine"),
    (["run", "--commander", "napoleon"], "doctrine, script, hold"),
    (["run", "--set", "reach"], "RATE=VALUE"),
    (["run", "--set", "=3"], "RATE=VALUE"),
    (["run", "--set", "reach=far"], "RATE=VALUE"),
    (["run", "--set", "reach=nan"], "finite"),
    (["run", "--set", "reach=inf"], "finite"),
    (["run", "--threads", "0"], "--threads"),
    (["run", "--replica", "3"], "--replica"),
    (["march"], "march"),
    (["report", "nowhere"], "holds no run"),
    (["score", "nowhere"], "holds no run"),
    (["new", "My War"], "cannot name a scenario"),
    (["new", "fake"], "already there"),
    (["check", "nowhere"], "no scenario 'nowhere'"),
]


@pytest.mark.parametrize(("words", "says"), REFUSALS, ids=lambda part: str(part)[:40])
def test_a_wrong_command_is_refused_in_one_sentence(
    at: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    code, out, err = said(capsys, *words)
    assert code == 2
    assert out == ""
    assert says in err
    assert err.startswith("parallel38: ")
    assert err.count("\n") == 1
    assert not (at / "runs").exists()


def test_a_run_ends_with_the_table_and_the_report(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, "run", "fake", "--replicas", "3")
    assert code == 0
    assert "History against 3 simulated wars" in out
    assert "1900-01-05" in out
    assert "Report: runs/fake/report.html" in err
    assert (at / "runs" / "fake" / "wars.parquet").is_file()


def test_json_is_all_that_standard_output_holds(
    at: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = said(capsys, "run", "fake", "--replicas", "3", "--json")
    assert code == 0
    assert json.loads(out) == CARD


@pytest.mark.parametrize("again", [["run", "fake", "--replicas", "3"], ["score", "runs/fake"]])
def test_without_a_record_the_wars_are_shown_but_not_scored(
    at: Path, capsys: pytest.CaptureFixture[str], again: list[str]
) -> None:
    (at / "fake" / "record" / "fronts.csv").unlink()
    code, _, err = said(capsys, "run", "fake", "--replicas", "3")
    assert code == 0
    assert "has no record" in err
    assert "Report: runs/fake/report.html" in err
    code, out, err = said(capsys, *again, "--json")
    assert code == 0
    assert "has no record" in err
    told = json.loads(out)
    assert told["manifest"]["replicas"] == 3
    assert set(told["totals"]) == {"aland", "beland"}
    killed = told["totals"]["aland"]["killed"]
    assert killed["p05"] <= killed["p50"] <= killed["p95"]


def test_a_second_run_into_the_same_folder(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "run", "fake", "--replicas", "3")
    code, out, err = said(capsys, "run", "fake", "--replicas", "3")
    assert code == 0
    assert "was finished before" in err
    assert "History against" in out
    code, out, err = said(capsys, "run", "fake", "--replicas", "3", "--set", "reach=4")
    assert code == 2
    assert "already holds another run" in err
    assert "--out runs/fake-2" in err
    assert "(set none there, reach=4 here)" in err
    code, _, _ = said(capsys, "run", "fake", "--replicas", "3", "--seed", "4", "--out", "else")
    assert code == 0
    assert (at / "else" / "wars.parquet").is_file()


def refusing(number: int):  # type: ignore[no-untyped-def]
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "runs/fake")

    return refuse


def test_a_full_disk(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.np, "savez", refusing(errno.ENOSPC))
    code, _, err = said(capsys, "run", "fake", "--replicas", "3", "--seed", "5")
    assert code == 1
    assert "the disk is full" in err
    assert "parallel38 run fake --replicas 3 --seed 5" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOENT, errno.ENOTDIR])
def test_a_read_only_folder(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(Path, "mkdir", refusing(number))
    code, _, err = said(capsys, "run", "fake", "--replicas", "3")
    assert code == 1
    assert "choose another folder with --out" in err
    assert "Traceback" not in err


def test_ctrl_c_before_a_war_is_fought(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(paths, "scenario_folder", stopped)
    code, out, err = said(capsys, "check")
    assert (code, out) == (130, "")
    assert err.startswith("parallel38: stopped")


SLOW_WARS = """
import sys, time
from pathlib import Path
import pytest
sys.path.insert(0, sys.argv[1])
from test_command_line import start_fakes
from parallel38.cli import main
from parallel38.ensemble import design
start_fakes(Path(sys.argv[2]), pytest.MonkeyPatch())
quick = design.fight
def slow(*words):
    time.sleep(0.1)
    return quick(*words)
design.fight = slow
main(["run", "fake", "--replicas", "300", "--threads", "2", "--out", sys.argv[3]])
"""


def test_ctrl_c_keeps_the_wars_and_says_how_to_go_on(tmp_path: Path) -> None:
    out = tmp_path / "cut"
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", SLOW_WARS, str(Path(__file__).parent), str(tmp_path), str(out)]
    path = os.pathsep.join(
        [str(tests), str(tests.parent / "src"), os.environ.get("PYTHONPATH", "")]
    )
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path}
    )
    until = time.monotonic() + 60
    while len(list(out.glob("parts/*.npz"))) < 4 and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    kept = len(list(out.glob("parts/*.npz")))
    assert process.returncode == 130
    assert 4 <= kept < 300
    assert f"stopped: {kept} of 300 wars are kept" in err
    assert f"parallel38 run fake --replicas 300 --seed 38 --days 40 --out {out}" in err
    assert "Traceback" not in err
