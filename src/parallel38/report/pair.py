"""What the page of a what-if draws from: its answer, and the wars with and without the change."""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parallel38.complaint import Complaint
from parallel38.ensemble.design import from_identity, open_design
from parallel38.inference import verdict
from parallel38.inference.answer import FILE
from parallel38.inference.replay import Replay
from parallel38.report.material import Material

F64 = NDArray[np.float64]

MOST_MAPS = 6
BEFORE, AFTER = "#767676", "#6A3D9A"  # grey and purple: the sides keep blue and vermilion


class Pair:
    """A what-if folder, opened for drawing."""

    def __init__(self, folder: Path, answer: dict[str, Any]) -> None:
        """Take the folder of an answer that is no family's."""
        self.folder = folder
        self.answer = answer
        plan = from_identity(answer["before"])
        self.material = Material(self._place("before"), open_design(plan))
        changed = open_design(from_identity(answer["after"]))
        _, self.after = verdict.open_run(self._place("after"), changed)

    def _place(self, which: str) -> Path:
        return Path(os.path.normpath(self.folder / self.answer[which]["folder"]))

    @property
    def before(self) -> Replay:
        """The wars without the change."""
        return self.material.replay

    @property
    def since(self) -> int:
        """Day from which the change holds, 0 the first [day]."""
        return int(self.answer["since"])

    @cached_property
    def fronts(self) -> tuple[F64, F64]:
        """Front of each war and day, before and after, as a parallel of equal area [degrees]."""
        targets = self.material.targets
        return self.material.parallels, verdict.front_parallels(targets, self.after)

    def total(self, replay: Replay, kind: str, side: int) -> F64:
        """Return what a side has lost by each day of each war, (w, d) [men]."""
        scenario = self.material.scenario
        sides = scenario.world.nations.side
        groups = [
            group
            for number, group in enumerate(scenario.groups)
            if sides[scenario.group_of.index(number)] == side
        ]
        total: F64 = np.sum([replay.series(f"{g}_{kind}", hold=True) for g in groups], axis=0)
        return total

    @cached_property
    def map_days(self) -> list[int]:
        """Days to draw maps of: those of the scenario's maps once any pair differs, evenly."""
        targets = self.material.targets
        days = sorted({targets.day(str(date)) for date in targets.settings["map_dates"]})
        apart = np.flatnonzero((self.fronts[0] != self.fronts[1]).any(axis=0))
        first = int(apart[0]) if apart.size else self.since
        days = [day for day in days if first < day < self.before.days]
        last = self.before.days - 1
        days = days or [int(day) for day in np.linspace(first, last, MOST_MAPS + 1)[1:]]
        if days[-1] < last:
            days.append(last)
        if len(days) <= MOST_MAPS:
            return days
        at = np.linspace(0, len(days) - 1, MOST_MAPS).round().astype(int)
        return [days[i] for i in at]


def read_answer(folder: Path) -> dict[str, Any] | None:
    """Return the answer in a folder, None where there is none.

    Raises `Complaint` when it is damaged.
    """
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return dict(found)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise Complaint(f"{folder / FILE} is damaged; ask the question again") from None
