"""Work in the background: one command of parallel38 at a time, watched, and stopped when asked.

A job is a process of its own that writes a run folder, so that a page, or the whole atlas, may go
away and come back while it works, and an interrupted job goes on where it stopped.
"""

import contextlib
import datetime
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parallel38.complaint import Complaint
from parallel38.ensemble.store import MANIFEST

MOST_WAITING = 8
MOST_REMEMBERED = 32
BEHIND, LAST = 10, 19  # steps of priority that a job stands behind readers, and the last of all
LONGEST = 3600.0  # a job that takes longer is stopped [s]
LOOK = 0.25  # how often a running job is looked at [s]
PATIENCE = 10.0  # time that a stopped job has to end by itself [s]
TAIL = 600  # letters of what a failed job said last


@dataclass
class Job:
    """One piece of work: what it is, how far it has come, where its result lies."""

    id: int
    kind: str
    title: str
    arguments: list[str]  # behind ``parallel38``
    folder: Path
    total: int
    watched: list[Path]
    state: str = "waiting"  # waiting, running, finished, failed, cancelled
    done: int = 0
    said: str = ""
    made: str = field(default_factory=lambda: _now())
    process: "subprocess.Popen[str] | None" = None

    def as_dict(self) -> dict[str, Any]:
        """Return what a reader may see of the job; no path."""
        return {
            "id": self.id, "kind": self.kind, "title": self.title, "state": self.state,
            "done": self.done, "total": self.total, "said": self.said, "made": self.made,
            "run": self.folder.name if self.state == "finished" else "",
        }  # fmt: skip


class Jobs:
    """The queue: bounded, one job at a time, in the order of asking."""

    def __init__(self, command: list[str] | None = None, longest: float = LONGEST) -> None:
        self._command = command or [sys.executable, "-m", "parallel38"]
        self._longest = longest
        self._jobs: dict[int, Job] = {}
        self._next = 1
        self._changed = threading.Condition()
        self._closing = False
        self._worker: threading.Thread | None = None

    def all(self) -> list[dict[str, Any]]:
        """Return every job that is remembered, the latest first."""
        with self._changed:
            return [job.as_dict() for job in reversed(self._jobs.values())]

    def one(self, number: int) -> dict[str, Any]:
        """Return one job. Raises KeyError when there is none of this number."""
        with self._changed:
            return self._jobs[number].as_dict()

    def refuse_when_full(self) -> None:
        """Raise `Complaint` when too many wait."""
        with self._changed:
            waiting = [job for job in self._jobs.values() if job.state in ("waiting", "running")]
            if len(waiting) >= MOST_WAITING:
                raise Complaint(f"{len(waiting)} jobs are waiting already; let one of them end")

    def ask(
        self,
        kind: str,
        title: str,
        arguments: list[str],
        folder: Path,
        wars: int,
        watched: list[Path] | None = None,
    ) -> dict[str, Any]:
        """Put a job into the queue: `wars` in each of the `watched` folders of runs.

        Raises `Complaint` when too many wait.
        """
        runs = watched or [folder]
        with self._changed:
            waiting = [job for job in self._jobs.values() if job.state in ("waiting", "running")]
            for job in waiting:
                if job.arguments == arguments:
                    return job.as_dict()
            self.refuse_when_full()
            job = Job(self._next, kind, title, arguments, folder, wars * len(runs), runs)
            self._next += 1
            self._jobs[job.id] = job
            self._forget()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._worker.start()
            self._changed.notify_all()
            return job.as_dict()

    def cancel(self, number: int) -> dict[str, Any]:
        """Stop a job, or take it out of the queue; what it has finished stays in its folder.

        Raises KeyError when there is none of this number.
        """
        with self._changed:
            job = self._jobs[number]
            if job.state in ("waiting", "running"):
                job.state = "cancelled"
                self._changed.notify_all()
            return job.as_dict()

    def close(self) -> None:
        """Stop whatever runs."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._worker is not None:
            self._worker.join(PATIENCE)

    def _forget(self) -> None:
        over = len(self._jobs) - MOST_REMEMBERED
        done = [n for n, job in self._jobs.items() if job.state not in ("waiting", "running")]
        for number in done[: max(over, 0)]:
            del self._jobs[number]

    def _work(self) -> None:
        while True:
            with self._changed:
                job = next((j for j in self._jobs.values() if j.state == "waiting"), None)
                if self._closing:
                    return
                if job is None:
                    self._changed.wait()
                    continue
                job.state = "running"
            try:
                self._run(job)
            except OSError as trouble:
                self._end(job, "failed", f"cannot be started: {trouble.strerror}")

    def _run(self, job: Job) -> None:
        job.process = subprocess.Popen(
            [*self._command, *job.arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        _behind(job.process)
        said: list[str] = []
        listener = threading.Thread(target=_listen, args=(job.process, said), daemon=True)
        listener.start()
        waited = 0.0
        while job.process.poll() is None:
            with self._changed:
                self._changed.wait(LOOK)
                now = sum(finished_wars(run) for run in job.watched)
                job.done = max(job.done, min(now, job.total))
                waited += LOOK
                stop = job.state == "cancelled" or self._closing or waited > self._longest
            if stop:
                _stop(job.process)
                break
        listener.join(1.0)
        if job.state == "cancelled" or self._closing:
            self._end(job, "cancelled", "")
        elif waited > self._longest:
            self._end(job, "failed", f"took longer than {self._longest:.0f} seconds")
        elif job.process.returncode == 0:
            job.done = job.total
            self._end(job, "finished", "")
        else:
            self._end(job, "failed", " ".join("".join(said)[-TAIL:].split()) or "ended early")

    def _end(self, job: Job, state: str, said: str) -> None:
        with self._changed:
            job.state, job.said, job.process = state, said, None
            self._changed.notify_all()


def finished_wars(folder: Path) -> int:
    """Return how many wars a run has finished, also while it is being made."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest.get("files") and manifest["finished"] >= manifest["replicas"]:
            return int(manifest["replicas"])
    except (OSError, ValueError, KeyError):
        pass
    try:
        return sum(1 for one in (folder / "parts").iterdir() if one.suffix == ".npz")
    except OSError:
        return 0


def _listen(process: "subprocess.Popen[str]", said: list[str]) -> None:
    with contextlib.suppress(OSError, ValueError):
        assert process.stderr is not None
        for line in process.stderr:
            said.append(line)
            del said[:-20]


def _behind(process: "subprocess.Popen[str]") -> None:
    """Let a process wait for whoever reads: a class should not feel that somebody asks what if."""
    if hasattr(os, "setpriority"):  # not on Windows
        with contextlib.suppress(OSError):  # it may be over already
            behind = min(os.getpriority(os.PRIO_PROCESS, 0) + BEHIND, LAST)
            os.setpriority(os.PRIO_PROCESS, process.pid, behind)


def _stop(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
