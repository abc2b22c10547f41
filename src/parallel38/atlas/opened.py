"""A run laid open for reading: its scenario, its wars, and the answers already made from them."""

import datetime
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parallel38.atlas.once import once
from parallel38.complaint import Complaint
from parallel38.engine.world import SOUTH
from parallel38.ensemble import design as designing
from parallel38.ensemble.design import Design
from parallel38.ensemble.store import read_manifest
from parallel38.inference.replay import Replay
from parallel38.inference.targets import Targets, record_of
from parallel38.inference.verdict import parallels
from parallel38.scenario.files import read_files
from parallel38.scenario.models import RateForm
from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

ANSWERS_KEPT = 96  # made answers kept in memory
BYTES_KEPT = 192 << 20


class Told(NamedTuple):
    """An answer, and a mark that differs between different answers."""

    body: bytes  # gzipped
    tag: str


class OpenRun:
    """One finished run; everything is read when it is first asked for, and then kept."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        manifest = read_manifest(folder)
        if manifest is None:
            raise Complaint(f"{folder} holds no run")
        self.manifest: dict[str, Any] = manifest
        self.plan: Design = designing.from_identity(manifest)
        self.days = int(manifest["days"])
        self._lock = threading.RLock()
        self._turns: dict[str, threading.Lock] = {}
        self._answers: OrderedDict[str, Told] = OrderedDict()

    @once
    def scenario(self) -> Scenario:
        """The scenario the run was fought on, as its files are now."""
        return designing.open_design(self.plan)

    @once
    def rates(self) -> dict[str, RateForm]:
        """The rates of the scenario, with their ranges and what they rest on."""
        return read_files(self.scenario.folder, []).rates

    @once
    def targets(self) -> Targets:
        """The record, on the cells of the scenario."""
        return record_of(self.scenario)

    @once
    def replay(self) -> Replay:
        """The wars of the run as arrays."""
        return Replay(self.folder, self.scenario.world.ground.home == SOUTH, self.days)

    @once
    def wars(self) -> pl.DataFrame:
        """One row a war, in order."""
        return self.replay.wars

    @once
    def changes(self) -> pl.DataFrame:
        """Every change of holder of every war: war, day, cell, side."""
        return pl.read_parquet(self.folder / "holders.parquet")

    @once
    def front(self) -> F64:
        """The front of each war and day as the parallel of equal area, (w, d) [degrees]."""
        cells = self.replay.cells_held(self.targets.scored)
        return np.asarray(parallels(self.targets, cells), dtype=np.float64)

    @once
    def card(self) -> dict[str, Any]:
        """The scorecard of the run; {} where it has none."""
        try:
            found: dict[str, Any] = json.loads((self.folder / "scorecard.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found

    @property
    def start(self) -> datetime.date:
        """The first day of the war."""
        return self.scenario.start

    @once
    def typical(self) -> int:
        """The war whose front stays nearest to the ensemble's median through time."""
        away = np.abs(self.front - np.median(self.front, axis=0)).mean(axis=1)
        return self.number(int(away.argmin()))

    @once
    def nearest(self) -> int:
        """The war whose ground lies nearest to the record at its dates; -1 without a record."""
        used = self.targets.days < self.days
        if not used.any():
            return -1
        scored = self.targets.scored
        wrong = np.zeros(self.replay.count, dtype=np.int64)
        days, truth = self.targets.days[used], self.targets.south[used][:, scored]
        for held, south in zip(self.replay.each_map(days), truth, strict=True):
            wrong += np.count_nonzero(held[:, scored] != south, axis=1)
        return self.number(int(wrong.argmin()))

    def number(self, row: int) -> int:
        """Return the number of the war in row `row`."""
        return int(self.wars["war"][row])

    def row(self, war: int) -> int:
        """Return the row of war number `war`. Raises KeyError when the run has no such war."""
        found = np.flatnonzero(self.wars["war"].to_numpy() == war)
        if not len(found):
            raise KeyError(war)
        return int(found[0])

    def changes_of(self, war: int) -> I64:
        """Return the changes of holder of one war, (m, 3) day, cell, side."""
        mine = self.changes.filter(pl.col("war") == war)
        return mine.select("day", "cell", "side").to_numpy().astype(np.int64)

    def answer(self, name: str, make: Callable[[], bytes]) -> Told:
        """Return an answer with its mark, made once and kept while there is room."""
        with self._lock:
            turn = self._turns.setdefault(name, threading.Lock())
        with turn:  # whoever asks for the same waits; nobody else does
            with self._lock:
                if name in self._answers:
                    self._answers.move_to_end(name)
                    return self._answers[name]
            body = make()
            made = Told(body, hashlib.sha256(body).hexdigest()[:20])
        with self._lock:
            self._answers[name] = made
            while len(self._answers) > ANSWERS_KEPT or self._held() > BYTES_KEPT:
                if len(self._answers) == 1:
                    break
                self._answers.popitem(last=False)
            return made

    def _held(self) -> int:
        return sum(len(one.body) for one in self._answers.values())
