"""One war of a run as the exporters need it: holders by span, fronts by day, what happened."""

import datetime
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parallel38.complaint import Complaint
from parallel38.engine.world import EDGES, NORTH, SOUTH
from parallel38.ensemble.design import Design
from parallel38.ensemble.record import DECISIONS
from parallel38.inference.targets import read_rows
from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Point = tuple[float, float]  # longitude, latitude

DIGITS = 4  # of a degree: about ten metres
SIDE_NAMES = ("South", "North")
LABELS = {
    "intervened": "China enters the war",
    "crossed": "The South is ordered over the old frontier",
    "landed": "Landing from the sea",
    "relieved": "The South changes its commander",
    "limited": "The South gives up the frontier as its aim",
    "talks": "Talks open",
    "agreed": "The question of prisoners is settled",
    "armistice": "Armistice",
    "evacuated": "First troops taken off by sea",
    "nuclear": "A nuclear weapon is used",
}


class Span(NamedTuple):
    """A cell in the hands of one side, both days counted."""

    cell: int
    side: int
    first: int
    last: int


class Happening(NamedTuple):
    """Something that happened on a day of the war."""

    day: int
    title: str
    text: str
    last: int  # the same day, or the day on which it ended


class Campaign:
    """War `war` of a finished run."""

    def __init__(self, folder: Path, plan: Design, opened: Scenario, war: int) -> None:
        """Read one war. Raises `Complaint` when the run has no such war."""
        self.folder, self.plan, self.opened, self.war = folder, plan, opened, war
        wars = pl.read_parquet(folder / "wars.parquet")
        row = wars.filter(pl.col("war") == war)
        if row.is_empty():
            raise Complaint(f"{folder} has wars 0 to {wars.height - 1}; --war is {war}")
        self.row: dict[str, Any] = row.row(0, named=True)
        self.last = min(int(self.row["end_day"]), plan.days - 1)
        changes = pl.scan_parquet(folder / "holders.parquet").filter(pl.col("war") == war)
        self.changes = changes.collect().select("day", "cell", "side").to_numpy()

    def date(self, day: int) -> datetime.date:
        """Return the date of a day of the war."""
        return self.opened.start + datetime.timedelta(days=int(day))

    @cached_property
    def corners(self) -> F64:
        """Longitude and latitude of the six corners of every cell, east first (n, 6, 2)."""
        ground = self.opened.world.ground
        radius = float(ground.pitch_km) / np.sqrt(3)
        angle = np.radians(60.0 * np.arange(6) - 30.0)  # pointy-top
        x = ground.x_km[:, None] + radius * np.cos(angle)
        y = ground.y_km[:, None] + radius * np.sin(angle)
        known = np.column_stack([ground.longitude, ground.latitude])
        cubic, *_ = np.linalg.lstsq(_terms(ground.x_km, ground.y_km, ground), known, rcond=None)
        found: F64 = (_terms(x.ravel(), y.ravel(), ground) @ cubic).reshape(len(x), 6, 2)
        return found.round(DIGITS)

    def ring(self, cell: int) -> list[Point]:
        """Return the outline of a cell, closed, counter-clockwise."""
        points = [(float(lon), float(lat)) for lon, lat in self.corners[cell]]
        return [*points, points[0]]

    def spans(self) -> Iterator[Span]:
        """Yield who held each cell from when to when; the sanctuary is left out."""
        home, closed = self.opened.world.ground.home, self.opened.world.ground.sanctuary
        by_cell: dict[int, list[tuple[int, int]]] = {}
        for day, cell, side in self.changes.tolist():
            if day <= self.last:
                by_cell.setdefault(cell, []).append((day, side))
        for cell in np.flatnonzero(closed == 0).tolist():
            side, first = int(home[cell]), 0
            for day, new in by_cell.get(cell, ()):
                if day > first:
                    yield Span(cell, side, first, day - 1)
                side, first = new, day
            yield Span(cell, side, first, self.last)

    def fronts(self) -> Iterator[tuple[int, int, list[list[Point]]]]:
        """Yield (first day, last day, lines) of the front while it stands still."""
        holder = self.opened.world.ground.home.astype(np.int64).copy()
        days, starts = np.unique(self.changes[:, 0], return_index=True)
        begun, lines = 0, self._lines(holder)
        for number, day in enumerate(days.tolist()):
            if day > self.last:
                break
            end = starts[number + 1] if number + 1 < len(days) else len(self.changes)
            today = self.changes[starts[number] : end]
            if day > begun:
                yield begun, day - 1, lines
            holder[today[:, 1]] = today[:, 2]
            begun, lines = day, self._lines(holder)
        yield begun, self.last, lines

    def _lines(self, holder: I64) -> list[list[Point]]:
        """Return the edges between the two sides, joined end to end."""
        ground = self.opened.world.ground
        ends: dict[Point, list[Point]] = {}
        for cell in np.flatnonzero((holder == SOUTH) & (ground.sanctuary == 0)).tolist():
            for e in range(EDGES):
                near = int(ground.neighbour[cell, e])
                if near < 0 or holder[near] != NORTH or ground.sanctuary[near]:
                    continue
                first, second = (tuple(self.corners[cell, (e + k) % 6].tolist()) for k in (0, 1))
                ends.setdefault(_key(first), []).append(_key(second))
                ends.setdefault(_key(second), []).append(_key(first))
        return _joined(ends)

    def happenings(self) -> list[Happening]:
        """Return decisions, changes of hands of the places of interest, and offensives."""
        found = [
            Happening(int(self.row[name]), LABELS[name], "In this simulated war.",
                      int(self.row[name]))
            for name in DECISIONS
            if name in LABELS and 0 <= int(self.row[name]) <= self.last
        ]  # fmt: skip
        rows = read_rows(self.opened.folder / "record" / "places.csv")
        names = {row["id"]: row["name"] for row in rows}
        home = self.opened.world.ground.home
        for place in self._places():
            side = int(home[self.opened.places[place]])
            for day in self.row[f"{place}_days"]:
                side = 1 - side
                text = f"{names.get(place, place)} falls to the {SIDE_NAMES[side]}."
                found.append(Happening(int(day), text, "In this simulated war.", int(day)))
        pulses = pl.read_parquet(self.folder / "pulses.parquet").filter(pl.col("war") == self.war)
        for one in pulses.iter_rows(named=True):
            days = one["last_day"] - one["first_day"] + 1
            title = f"Offensive of the {SIDE_NAMES[one['side']]}"
            text = f"{days} days, ground gained: {one['gain_km']} km on average."
            found.append(Happening(one["first_day"], title, text, one["last_day"]))
        return sorted(found)

    def _places(self) -> list[str]:
        from parallel38.inference.targets import read_yaml

        settings = read_yaml(self.opened.folder / "record" / "scoring.yaml") or {}
        wanted = settings.get("map_towns") or []
        return [place for place in wanted if f"{place}_days" in self.row]


def _key(point: Any) -> Point:
    return round(float(point[0]), DIGITS), round(float(point[1]), DIGITS)


def _joined(ends: dict[Point, list[Point]]) -> list[list[Point]]:
    """Join edges into lines: from loose ends first, then what is left, which are rings."""
    lines = []
    left = {point: sorted(others) for point, others in ends.items()}
    for start in [*sorted(p for p, others in left.items() if len(others) == 1), *sorted(left)]:
        while left.get(start):
            line = [start]
            here = start
            while left.get(here):
                there = left[here].pop(0)
                left[there].remove(here)
                line.append(there)
                here = there
            lines.append(line)
    return lines


def _terms(x: F64, y: F64, ground: Any) -> F64:
    """Return the terms of a cubic in kilometres, scaled to be well conditioned."""
    u = (x - ground.x_km.mean()) / 300.0
    v = (y - ground.y_km.mean()) / 300.0
    return np.column_stack([u**i * v**j for i in range(4) for j in range(4 - i)])
