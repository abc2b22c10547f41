"""A file is whole or absent: on a full disk, when the writer is killed, when two write at once."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parallel38.inference import verdict
from parallel38.report import book
from parallel38.writing import write_text, written
from pictures import toy

KILLED = """
import sys, time
from pathlib import Path
from parallel38.writing import written
with written(Path(sys.argv[1])) as file:
    file.write(b"half of a much longer text than the next one")
    file.flush()
    print("begun", flush=True)
    time.sleep(60)
"""


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_a_text_is_written(tmp_path: Path) -> None:
    write_text(tmp_path / "page", "née")
    assert (tmp_path / "page").read_text(encoding="utf-8") == "née"
    assert names(tmp_path) == {"page"}


def fsync_refuses(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_on_a_full_disk_what_was_there_stays_and_nothing_else_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(tmp_path / "page", "before")
    monkeypatch.setattr(os, "fsync", fsync_refuses)
    with pytest.raises(OSError, match=r"No space left.*page'"):
        write_text(tmp_path / "page", "after")
    assert names(tmp_path) == {"page"}
    assert (tmp_path / "page").read_text(encoding="utf-8") == "before"


def test_a_folder_that_refuses_is_named_by_the_file_that_was_wanted(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere/page'"):
        write_text(tmp_path / "nowhere" / "page", "text")


def test_the_draft_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    page = tmp_path / "page"
    command = [sys.executable, "-c", KILLED, str(page)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not page.exists()
    write_text(page, "whole")
    assert names(tmp_path) == {"page"}
    assert page.read_text(encoding="utf-8") == "whole"


def test_two_writers_take_turns(tmp_path: Path) -> None:
    page = tmp_path / "page"

    def write(letter: str) -> None:
        for _ in range(20):
            with written(page) as file:
                for _ in range(10):
                    file.write(letter.encode() * 100)
                    file.flush()
                    time.sleep(0)

    writers = [threading.Thread(target=write, args=(letter,)) for letter in "ab"]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen = page.read_text(encoding="utf-8") if page.exists() else "a" * 1000
        assert seen in ("a" * 1000, "b" * 1000)
    assert names(tmp_path) == {"page"}


@pytest.mark.parametrize("write", [verdict.write, book.write], ids=["scorecard", "report"])
def test_scorecard_and_report_leave_nothing_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., object]
) -> None:
    opened = toy.scenario(tmp_path)
    run = toy.run(tmp_path, opened)
    verdict.write(run, opened)
    before = names(run)
    monkeypatch.setattr(os, "fsync", fsync_refuses)
    with pytest.raises(OSError, match="No space left"):
        write(run, opened)
    assert names(run) == before
