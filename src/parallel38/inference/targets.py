"""What the model is held against: the record of a scenario, on the scenario's own cells.

Fronts become a holder for each cell at each date; the places' changes of hands become facts with
a first and a last day; the sources' losses become a range by group of nations and kind.
"""

import csv
import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.engine.world import NORTH, SOUTH, Ground
from parallel38.scenario import reading
from parallel38.scenario.switch import ranges_in
from parallel38.scenario.traces import Trace, held_by_south, read_traces

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

SOUTHERN_HOLDER = "UN"  # as the record writes it; every other name is the northern coalition
UNSETTLED: Mapping[str, Any] = {  # of a scenario that says nothing about its scoring
    "fitted_until": {"value": "9999-12-31"},
    "intervals": {"value": [0.5, 0.9]},
    "focus_place": None,
    "map_dates": [],
    "map_towns": [],
    "decisions": {},
    "pulses": {"side": NORTH, "offensives": []},
    "groups": {},
}
HEXAGON = np.sqrt(3) / 2  # area of a hexagon over the square of its pitch


class Fact(NamedTuple):
    """A source says that a side held a place on some day between two days."""

    place: str
    cell: int
    first: int  # day of the war
    last: int
    side: int
    opening: bool  # the state before the war, which the model is given
    date: str


class Targets(NamedTuple):
    """The record on the cells (n) at its dates (t)."""

    start: datetime.date
    dates: tuple[str, ...]
    days: I64  # (t,) days of the war
    south: Bool  # (t, n) held by the South
    traces: tuple[Trace, ...]
    scored: Bool  # (n,) cells of the peninsula
    cell_km2: float
    row_km: float  # between two rows of cells
    latitude: F64  # (n,)
    facts: tuple[Fact, ...]
    losses: Mapping[str, Mapping[str, Mapping[str, Any]]]
    civilians: Sequence[Mapping[str, Any]]
    settings: Mapping[str, Any]  # scoring.yaml

    def day(self, date: str | datetime.date) -> int:
        """Return the day of the war of an ISO date."""
        return (datetime.date.fromisoformat(str(date)) - self.start).days

    def date(self, day: float) -> str:
        """Return the ISO date of a day of the war."""
        return (self.start + datetime.timedelta(days=int(day))).isoformat()


def read_yaml(path: Path) -> Any:
    """Read a YAML file into plain Python values; None where there is no such file."""
    document = reading.read_yaml(path, []) if path.is_file() else None
    return document.value if document else None


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file into one mapping a row; none where there is no such file."""
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def record_of(scenario: "Scenario") -> Targets:
    """Read the record of `scenario`; what its record folder lacks is left out of the score."""
    folder = Path(scenario.folder) / "record"
    settings = {**UNSETTLED, **(read_yaml(folder / "scoring.yaml") or {})}
    losses = read_yaml(folder / "loss_ranges.yaml") or {}
    ground = scenario.world.ground
    start = datetime.date.fromisoformat(str(scenario.start))
    fronts = folder / "fronts.csv"
    traces = read_traces(fronts) if fronts.is_file() else ()
    rules = settings.get("trace_ends", [])
    south = [held_by_south(t, ground.longitude, ground.latitude, rules) for t in traces]
    days = [(datetime.date.fromisoformat(t.date) - start).days for t in traces]
    after = [i for i, day in enumerate(days) if day > 0]  # the opening line is given, not found
    return Targets(
        start=start,
        dates=tuple(traces[i].date for i in after),
        days=np.array([days[i] for i in after], dtype=np.int64),
        south=np.array([south[i] for i in after], dtype=bool).reshape(
            len(after), len(ground.latitude)
        ),
        traces=tuple(traces[i] for i in after),
        scored=ground.sanctuary == 0,
        cell_km2=float(HEXAGON * ground.pitch_km**2),
        row_km=float(HEXAGON * ground.pitch_km),
        latitude=ground.latitude,
        facts=read_facts(folder, scenario.places, ground, start),
        losses=ranges_in(Path(scenario.folder), losses.get("ranges", {}), scenario.sources),
        civilians=losses.get("civilians", []),
        settings=settings,
    )


class Projection:
    """From longitude and latitude to the scenario's kilometres, whatever its projection.

    A cubic fitted to the scenario's own cells; good to about a hundred metres on a peninsula.
    """

    def __init__(self, ground: Ground) -> None:
        """Fit the cubic."""
        self.middle = (float(ground.longitude.mean()), float(ground.latitude.mean()))
        known = np.column_stack([ground.x_km, ground.y_km])
        terms = self._terms(ground.longitude, ground.latitude)
        self._cubic = np.asarray(np.linalg.lstsq(terms, known, rcond=None)[0], dtype=np.float64)

    def __call__(self, longitude: F64, latitude: F64) -> F64:
        """Return easting and northing (p, 2) of points (p,) [km]."""
        return self._terms(longitude, latitude) @ self._cubic

    def _terms(self, longitude: F64, latitude: F64) -> F64:
        x, y = longitude - self.middle[0], latitude - self.middle[1]
        return np.column_stack([x**i * y**j for i in range(4) for j in range(4 - i)])


def read_facts(
    folder: Path, places: Mapping[str, int], ground: Ground, start: datetime.date
) -> tuple[Fact, ...]:
    """Read the dated holders of places that lie on a cell of the peninsula."""
    facts = []
    for row in read_rows(folder / "holders.csv"):
        cell = places.get(row["place_id"], -1)
        if cell < 0 or ground.sanctuary[cell]:
            continue
        day = (datetime.date.fromisoformat(row["date"]) - start).days
        slack = int(row["precision_days"])
        side = SOUTH if row["new_holder"] == SOUTHERN_HOLDER else NORTH
        facts.append(
            Fact(row["place_id"], cell, day - slack, day + slack, side, day == 0, row["date"])
        )
    return tuple(facts)
