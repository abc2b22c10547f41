"""Many readers at once: what is made is made once, and whoever reads goes before a what-if."""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from atlas_runs import NAME, client, run_of
from parallel38.atlas import evidence as room
from parallel38.atlas.jobs import BEHIND, LAST, Jobs
from parallel38.atlas.once import once
from parallel38.atlas.turns import LATER, MAP, PANEL, Turns

PUPILS = 30
PATIENCE = 20.0  # [s]


class Slow:
    """Something that is slow to make."""

    def __init__(self) -> None:
        self.made = 0

    @once
    def thing(self) -> list[int]:
        """What is made."""
        self.made += 1
        time.sleep(0.05)
        return [self.made]

    @once
    def other(self) -> int:
        """What needs the first."""
        return len(self.thing)


def test_thirty_who_come_at_once_get_one_and_the_same_thing() -> None:
    slow, apart = Slow(), Slow()
    gate = threading.Barrier(PUPILS)

    def ask(_: int) -> list[int]:
        gate.wait()
        return slow.thing

    with ThreadPoolExecutor(PUPILS) as pool:
        found = list(pool.map(ask, range(PUPILS)))
    assert slow.made == 1
    assert all(one is found[0] for one in found)
    assert slow.other == 1
    assert apart.made == 0


def test_what_failed_is_tried_again() -> None:
    class Moody:
        tries = 0

        @once
        def thing(self) -> int:
            """Fails at first."""
            self.tries += 1
            if self.tries == 1:
                raise ValueError("not yet")
            return self.tries

    moody = Moody()
    with pytest.raises(ValueError, match="not yet"):
        _ = moody.thing
    assert moody.thing == 2


def test_a_class_that_asks_the_same_waits_for_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = room.answers

    def counted(ledger: object, question: str, most: int) -> object:
        asked.append(question)
        return answers(ledger, question, most)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "answers", counted)
    atlas = client(run_of("isthmus"))
    path = f"/api/runs/{NAME}/evidence/ask?q=strength"
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: atlas.get(path).json(), range(8)))
    assert asked == ["strength"]
    assert all(one == told[0] for one in told)


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="there are no priorities here")
def test_a_job_stands_behind_whoever_reads(tmp_path: Path) -> None:
    said = tmp_path / "said"
    words = f"import os, time, pathlib; time.sleep(0.3); pathlib.Path({str(said)!r}).write_text(" \
        "str(os.getpriority(os.PRIO_PROCESS, 0)))"  # fmt: skip
    jobs = Jobs([sys.executable, "-c", words])
    jobs.ask("whatif", "a question", [], tmp_path, 1, [])
    deadline = time.monotonic() + 20
    while not (said.is_file() and said.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    jobs.close()
    assert int(said.read_text()) == min(os.getpriority(os.PRIO_PROCESS, 0) + BEHIND, LAST)


def test_what_a_map_needs_is_made_before_what_a_panel_tells() -> None:
    turns, begun, done = Turns(), threading.Event(), []
    held = threading.Event()

    def first() -> None:
        begun.set()
        held.wait(PATIENCE)

    def ask(urgency: int, name: str) -> threading.Thread:
        thread = threading.Thread(target=turns.take, args=(urgency, lambda: done.append(name)))
        thread.start()
        return thread

    holder = threading.Thread(target=turns.take, args=(LATER, first))
    holder.start()
    assert begun.wait(PATIENCE)
    asked = []
    for urgency, name in ((LATER, "why"), (PANEL, "odds"), (MAP, "map"), (MAP, "another map")):
        asked.append(ask(urgency, name))
        until = time.monotonic() + PATIENCE
        while len(turns._waiting) < len(asked) and time.monotonic() < until:
            time.sleep(0.001)
    held.set()
    for thread in (holder, *asked):
        thread.join(PATIENCE)
    assert done == ["map", "another map", "odds", "why"]


def test_work_that_fails_gives_up_its_turn() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError):
        turns.take(MAP, lambda: 1 // 0)
    assert turns.take(LATER, lambda: "next") == "next"
