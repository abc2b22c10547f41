"""What the page of the luck index draws from: a turning point, and the wars begun on its eve."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from parallel38.ensemble.design import open_design
from parallel38.inference import luck
from parallel38.inference.luck import F64, Turn
from parallel38.report.material import Material
from parallel38.scenario.turning_points import Happened


class Eve:
    """A turning point whose wars are fought, opened for drawing."""

    def __init__(self, turn: Turn, row: dict[str, Any], folder: Path) -> None:
        """Take a turning point, its row of the index, and the folder of its wars."""
        self.name = turn.name
        self.row = row
        self.happened: list[Happened] = turn.point.happened
        self.material = Material(folder, open_design(turn.plan))
        self.first = turn.plan.since  # day of the eve
        self.last = turn.plan.days - 1  # day on which all is known

    def share(self, one: Happened) -> float:
        """Return the share of the wars in which one of the things came to pass."""
        return float(self.row["parts"][luck.in_words(one)])

    def words(self, one: Happened) -> str:
        """Say what had to come to pass, as a reader says it."""
        material = self.material
        if one.place is not None:
            when = f"{'until' if one.throughout else 'on'} {material.spoken(str(one.day))}"
            return f"{material.names[one.place]} with the {str(one.holder).title()} {when}"
        when = material.spoken(str(one.front))
        return f"Front within {one.within_km:g} km of the record's on {when}"

    @cached_property
    def record_number(self) -> int | None:
        """Number of the record's last date after the eve that the wars reach, None without one."""
        days = self.material.targets.days
        known = np.flatnonzero((days > self.first) & (days <= self.last))
        return int(known[-1]) if known.size else None

    @cached_property
    def chance(self) -> F64:
        """Share of the wars in which the South holds each cell at the end, (n,)."""
        held: F64 = self.material.replay.maps(np.array([self.last]))[0].mean(axis=0)
        return held

    def errors(self, one: Happened) -> F64:
        """Return how far each war's front lies from the record's on the day asked for (w,) [km]."""
        return luck.front_errors(one, self.name, self.material.targets, self.material.replay)
