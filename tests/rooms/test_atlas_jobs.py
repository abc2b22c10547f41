"""Work in the background: one at a time, bounded, stopped when asked."""

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas_runs import client, run_of
from parallel38.atlas.jobs import MOST_WAITING, Jobs
from parallel38.complaint import Complaint

PATIENCE = 20.0  # [s]
MAKE = """
import pathlib, sys, time
parts = pathlib.Path(sys.argv[1]) / "parts"
parts.mkdir(parents=True)
for war in range(int(sys.argv[2])):
    (parts / f"{war:06d}.npz").touch()
time.sleep(float(sys.argv[3]))
sys.stderr.write("said at the end")
sys.exit(int(sys.argv[4]))
"""


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs([sys.executable, "-c", MAKE])
    yield made
    made.close()


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.02)


def ask(jobs: Jobs, folder: Path, wars: int = 3, seconds: float = 0.0, code: int = 0) -> int:
    arguments = [str(folder), str(wars), str(seconds), str(code)]
    return int(jobs.ask("first", "a war", arguments, folder, 5)["id"])


def test_a_job_is_watched_to_its_end(jobs: Jobs, tmp_path: Path) -> None:
    number = ask(jobs, tmp_path / "run", seconds=30)
    until(lambda: jobs.one(number)["done"] == 3)
    assert jobs.one(number)["state"] == "running"
    other = ask(jobs, tmp_path / "other")
    assert jobs.one(other)["state"] == "waiting"
    jobs.cancel(number)
    until(lambda: jobs.one(other)["state"] == "finished")
    assert jobs.one(number)["state"] == "cancelled"
    assert jobs.one(other)["run"] == "other"
    assert str(tmp_path) not in str(jobs.all())


def test_a_job_that_fails_says_why(jobs: Jobs, tmp_path: Path) -> None:
    number = ask(jobs, tmp_path / "run", code=3)
    until(lambda: jobs.one(number)["state"] == "failed")
    assert "said at the end" in jobs.one(number)["said"]


def test_the_queue_is_bounded_and_takes_nothing_twice(jobs: Jobs, tmp_path: Path) -> None:
    first = ask(jobs, tmp_path / "0", seconds=60)
    assert ask(jobs, tmp_path / "0", seconds=60) == first
    for number in range(1, MOST_WAITING):
        ask(jobs, tmp_path / str(number))
    with pytest.raises(Complaint, match="waiting already"):
        ask(jobs, tmp_path / "more")


def test_a_job_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    jobs = Jobs([sys.executable, "-c", MAKE], longest=0.5)
    number = ask(jobs, tmp_path / "run", seconds=60)
    until(lambda: jobs.one(number)["state"] == "failed")
    assert "longer than" in jobs.one(number)["said"]
    jobs.close()


def test_jobs_are_read_and_stopped_over_the_network(jobs: Jobs, tmp_path: Path) -> None:
    atlas = client(run_of("isthmus"), jobs=jobs)
    number = ask(jobs, tmp_path / "run", seconds=60)
    assert [job["id"] for job in atlas.get("/api/jobs").json()] == [number]
    assert atlas.delete(f"/api/jobs/{number}").json()["state"] == "cancelled"
    until(lambda: atlas.get(f"/api/jobs/{number}").json()["state"] == "cancelled")


def test_a_question_goes_into_the_queue(jobs: Jobs, tmp_path: Path) -> None:
    run = run_of("korea1950", 2, 20)
    atlas = client(run, jobs=jobs, whatifs=tmp_path)
    wish = {"run": run.name, "case": "china-stays-out", "replicas": 8}
    told = atlas.post("/api/jobs", json=wish)
    assert told.status_code == 202, told.text
    assert told.json()["title"] == "China stays out"
    assert told.json()["total"] == 16
    jobs.cancel(told.json()["id"])


def test_a_family_is_asked_as_one_piece_of_work(jobs: Jobs, tmp_path: Path) -> None:
    run = run_of("korea1950", 2, 20)
    atlas = client(run, jobs=jobs, whatifs=tmp_path)
    cases = {one["name"]: one for one in atlas.get(f"/api/runs/{run.name}/cases").json()}
    members = cases["seven-day-limit"]["family"]
    assert len(members) > 2
    assert all(one["title"] == cases[one["name"]]["title"] for one in members)
    told = atlas.post("/api/jobs", json={"run": run.name, "case": "seven-day-limit", "replicas": 8})
    assert told.status_code == 202, told.text
    assert told.json()["total"] == 8 * (1 + len(members))  # the unchanged wars are shared
    jobs.cancel(told.json()["id"])


@pytest.mark.parametrize(
    ("wish", "status", "words"),
    [
        ({"case": "no-such-case"}, 409, "there is no case"),
        ({"case": "../../etc/passwd"}, 422, "case"),
        ({"set": {"supply.road": 99.0}}, 409, "plausible range is"),
        ({"set": {"supply.rod": 1.0}}, 409, "did you mean"),
        ({"without": ["gravity"]}, 409, "there is no rule"),
        ({}, 409, "needs a change"),
        ({"case": "china-stays-out", "replicas": 100000}, 422, "replicas"),
        ({"case": "china-stays-out", "since": "1959-01-01"}, 409, "from 1950-06-26 to 1953-07-27"),
        ({"case": "china-stays-out", "since": "1951-02-30"}, 409, "no day of the calendar"),
        ({"case": "china-stays-out", "since": "1950-06-25"}, 409, "outside the war"),
        ({"case": "china-stays-out", "since": "soon"}, 422, "since"),
        ({"case": "china-stays-out", "out": "elsewhere"}, 422, "out"),
        ({"case": "seven-day-limit", "set": {"supply.road": 2.0}}, 409, "no further changes"),
    ],
)
def test_what_cannot_be_asked_is_said(
    jobs: Jobs, tmp_path: Path, wish: dict[str, object], status: int, words: str
) -> None:
    run = run_of("korea1950", 2, 20)
    atlas = client(run, jobs=jobs, whatifs=tmp_path)
    told = atlas.post("/api/jobs", json={"run": run.name, **wish})
    assert told.status_code == status, told.text
    assert words in told.json()["detail"]
    assert "--" not in told.json()["detail"]  # a reader of the page knows no command line
    assert jobs.all() == []


def test_an_answer_opens_its_two_runs_and_nothing_beyond(tmp_path: Path) -> None:
    home = tmp_path / "whatif"
    shutil.copytree(run_of("isthmus"), home / "q-1" / "changed")
    shutil.copytree(run_of("isthmus"), home / "unchanged-1")
    shutil.copytree(run_of("isthmus"), tmp_path / "secret")
    answer = {
        "title": "T", "question": "Q?", "answer": "A.", "changed": [], "wars": 5,
        "restraint": {}, "contrasts": {},
        "before": {"folder": "../unchanged-1"}, "after": {"folder": "changed"},
    }  # fmt: skip
    (home / "q-1" / "whatif.json").write_text(json.dumps(answer))
    (home / "q-2").mkdir()
    evil = answer | {"before": {"folder": "../../secret"}}
    (home / "q-2" / "whatif.json").write_text(json.dumps(evil))
    atlas = client(run_of("isthmus"), whatifs=home)
    assert {one["name"] for one in atlas.get("/api/answers").json()} == {"q-1", "q-2"}
    told = atlas.get("/api/answers/q-1").json()
    assert told["runs"] == {"before": "q-1.before", "after": "q-1.after"}
    assert str(tmp_path) not in json.dumps(told)
    for name in told["runs"].values():
        assert atlas.get(f"/api/runs/{name}/chances").status_code == 200
    for name in ("q-2.before", "q-1.else", "q-3.after", "whatif"):
        assert atlas.get(f"/api/runs/{name}").status_code == 404
    assert atlas.get("/api/answers/none").status_code == 404


def test_the_answer_of_a_family_leads_to_those_of_its_members(tmp_path: Path) -> None:
    home = tmp_path / "whatif"
    measures = {"pulse_days": {"effect": 1.0}}
    member = {
        "title": "T", "question": "Q?", "answer": "A.", "changed": [], "wars": 5,
        "restraint": {"label": "bold"}, "contrasts": measures,
    }  # fmt: skip
    family = {
        "title": "F", "question": "Why?", "answer": "So.", "measure": "pulse_days",
        "members": [{**member, "at": "../q-1"}, {**member, "at": "../../elsewhere"}],
    }  # fmt: skip
    for name, answer in (("q-1", member), ("f-1", family)):
        (home / name).mkdir(parents=True)
        (home / name / "whatif.json").write_text(json.dumps(answer))
    atlas = client(run_of("isthmus"), whatifs=home)
    brief = {one["name"]: one for one in atlas.get("/api/answers").json()}
    assert brief["f-1"]["members"] == 2
    assert brief["q-1"]["members"] == 0
    told = atlas.get("/api/answers/f-1").json()["members"]
    assert [one["name"] for one in told] == ["q-1", ""]
    assert told[0]["contrast"] == {"effect": 1.0}
