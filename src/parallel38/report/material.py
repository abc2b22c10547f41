"""What the figures and tables draw from: one run folder and its scenario, read once."""

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.inference import verdict
from parallel38.inference.targets import Projection, read_rows, read_yaml
from parallel38.report import style
from parallel38.report.notes import Notes

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Drawing(NamedTuple):
    """A figure for the report."""

    name: str
    title: str
    finding: str  # one sentence, computed
    alt: str  # what the picture shows, for those who cannot see it
    svg: str
    note: str = ""  # how to read it


class Material:
    """A run folder, its scorecard and the record beside it."""

    def __init__(self, folder: Path, scenario: "Scenario") -> None:
        """Open a finished run folder."""
        self.folder = Path(folder)
        self.scenario = scenario
        self.ground = scenario.world.ground
        self.record_folder = Path(scenario.folder) / "record"
        self.targets, self.replay = verdict.open_run(self.folder, scenario)
        self.manifest = self._json("manifest.json")
        self.ablation = self._json("ablation.json")
        self.notes = Notes(Path(scenario.folder), scenario.sources)

    def _json(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return dict(found)

    @cached_property
    def card(self) -> dict[str, Any]:
        """The scorecard of the run; scored when it has none yet."""
        return self._json("scorecard.json") or verdict.write(self.folder, self.scenario)

    @property
    def days(self) -> int:
        """Length of the run [day]."""
        return self.replay.days

    @property
    def count(self) -> int:
        """Number of wars."""
        return self.replay.count

    @cached_property
    def parallels(self) -> F64:
        """Front of each war and day as a parallel of equal area, (w, d) [degrees]."""
        return verdict.front_parallels(self.targets, self.replay)

    @cached_property
    def used(self) -> list[int]:
        """Dates of the record that the run reaches."""
        return [t for t, day in enumerate(self.targets.days) if day < self.days]

    @property
    def has_record(self) -> bool:
        """Whether the scenario says what really happened."""
        return bool(self.targets.dates)

    @property
    def whole_war(self) -> bool:
        """Whether the run is as long as the war."""
        return bool(self.card.get("whole_war", True))

    @property
    def has_ranges(self) -> bool:
        """Whether the sources' losses, which are of the whole war, can be set beside the run's."""
        return bool(self.targets.losses) and self.whole_war

    @cached_property
    def to_km(self) -> Projection:
        """From longitude and latitude to kilometres."""
        return Projection(self.ground)

    @cached_property
    def by_the_rules(self) -> bool:
        """Whether both sides followed the model's own doctrine."""
        return str(self.manifest.get("commander", "doctrine")) == "doctrine"

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of places by id; the id where no name is given."""
        rows = read_rows(self.record_folder / "places.csv")
        return {p: p for p in self.scenario.places} | {row["id"]: row["name"] for row in rows}

    @cached_property
    def groups(self) -> dict[str, str]:
        """Labels of the groups of nations that the run has series for."""
        names = zip(self.scenario.groups, self.scenario.group_names, strict=True)
        return {group: name for group, name in names if self.replay.has_series(f"{group}_strength")}

    @cached_property
    def simulated(self) -> dict[str, str]:
        """Labels of the groups that some war has men of."""
        return {
            group: name
            for group, name in self.groups.items()
            if self.replay.series(f"{group}_strength", hold=True).any()
        }

    @cached_property
    def no_range(self) -> dict[str, dict[str, str]]:
        """Why the sources leave no range, by group and kind of loss."""
        found = read_yaml(self.record_folder / "loss_ranges.yaml") or {}
        return dict(found.get("no_range", {}))

    def lines_of(self, table: str) -> dict[int, dict[str, str]]:
        """Return the rows of a table of the record by their line."""
        return dict(enumerate(read_rows(self.record_folder / f"{table}.csv"), 2))

    def color(self, group: str) -> str:
        """Return the colour of a group's side."""
        number = self.scenario.groups.index(group)
        nation = self.scenario.group_of.index(number)
        return (style.SOUTH, style.NORTH)[self.scenario.world.nations.side[nation]]

    def place_km(self, place: str) -> tuple[float, float]:
        """Return where a place lies [km]."""
        row = next(r for r in read_rows(self.record_folder / "places.csv") if r["id"] == place)
        point = self.to_km(np.array([float(row["lon"])]), np.array([float(row["lat"])]))[0]
        return float(point[0]), float(point[1])

    def lines(self, name: str) -> dict[str, list[F64]]:
        """Return the lines [km] of a drawing file of the ground, by name; none without it."""
        path = Path(self.scenario.folder) / "ground" / f"{name}.csv"
        if not path.is_file():
            return {}
        lines: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for row in read_rows(path):
            key = (row["name"], row["line"])
            lines.setdefault(key, []).append((float(row["x_km"]), float(row["y_km"])))
        out: dict[str, list[F64]] = {}
        for (kind, _), points in lines.items():
            out.setdefault(kind, []).append(np.array(points))
        return out

    def spoken(self, date: str | None) -> str:
        """Return an ISO date as a reader says it."""
        if not date:
            return "never"
        year, month, day = date.split("-")
        return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
