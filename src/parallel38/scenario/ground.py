"""Load the ground of a scenario: cells, edges, least marching times, ports, gates, climate.

Reads the tables of `data/<scenario>/ground/`; RECIPE.md there tells how they were made. What is
wrong in a table is told in one sentence with file, line and field.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from parallel38.engine.march import March
from parallel38.engine.world import (
    EDGES,
    F64,
    FOOT,
    I8,
    I32,
    MOTOR,
    NORTH,
    SOUTH,
    Climate,
    Ground,
    Sites,
)

STEPS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))  # E, NE, NW, W, SW, SE in (q, r)
HOMES = {"south": SOUTH, "north": NORTH}


class _Row(NamedTuple):
    """One row of a table, which knows where it stands."""

    file: Path
    line: int
    field: dict[str, str]

    def wrong(self, name: str, what: str) -> ValueError:
        return ValueError(f"{self.file}, line {self.line}, field {name}: {what}")

    def text(self, name: str) -> str:
        if not self.field.get(name):
            raise self.wrong(name, "is empty; give a value")
        return self.field[name]

    def number(self, name: str, low: float, high: float) -> float:
        try:
            value = float(self.text(name))
        except ValueError as error:
            if not self.field.get(name):
                raise
            raise self.wrong(name, f"{self.field[name]!r} is not a number") from error
        if not low <= value <= high:
            raise self.wrong(name, f"{value:g} must lie between {low:g} and {high:g}")
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        value = self.number(name, low, high)
        if value != int(value):
            raise self.wrong(name, f"{value:g} must be a whole number")
        return int(value)


def _rows(file: Path, columns: str) -> list[_Row]:
    if not file.is_file():
        raise ValueError(f"{file}: the file is missing; it must hold the columns {columns}")
    with file.open(encoding="utf-8", newline="") as handle:
        table = csv.DictReader(handle)
        missing = [c for c in columns.split() if c not in (table.fieldnames or [])]
        if missing:
            raise ValueError(f"{file}, line 1: the column {missing[0]} is missing; add it")
        rows = [_Row(file, table.line_num, {k: v or "" for k, v in r.items() if k}) for r in table]
    if not rows:
        raise ValueError(f"{file}: has no rows; it must hold the columns {columns}")
    return rows


def _column(rows: list[_Row], name: str, low: float, high: float) -> F64:
    return np.array([row.number(name, low, high) for row in rows], dtype=np.float64)


def pitch_km(folder: Path) -> float:
    """Return the distance between the centres of neighbouring cells [km]."""
    file = folder / "grid.yaml"
    if not file.is_file():
        raise ValueError(f"{file}: the file is missing; it must hold pitch_km")
    spec = yaml.safe_load(file.read_text(encoding="utf-8"))
    pitch = spec.get("pitch_km") if isinstance(spec, dict) else None
    if not isinstance(pitch, int | float) or not pitch > 0:
        raise ValueError(f"{file}, field pitch_km: {pitch!r} must be a distance above 0 [km]")
    return float(pitch)


def place_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the places on the map, in the order of `Sites.place_cell`."""
    return tuple(row.text("place") for row in _rows(folder / "place_cells.csv", "place cell"))


def port_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the ports, in the order of `Sites.port_cell`."""
    return tuple(row.text("id") for row in _rows(folder / "ports.csv", "id cell"))


def gate_ids(folder: Path) -> tuple[str, ...]:
    """Return the ids of the gates and depots, in the order of `Sites.gate_cell`."""
    return tuple(row.text("id") for row in _rows(folder / "gates.csv", "id cell"))


def _edge_tables(folder: Path, keys: list[tuple[int, int]]) -> tuple[I32, dict[str, I8]]:
    """Return neighbour and road, rail, river, each (n, 6); edges not listed are impassable."""
    n = len(keys)
    neighbour = np.full((n, EDGES), -1, dtype=np.int32)
    grades = {name: np.zeros((n, EDGES), dtype=np.int8) for name in ("road", "rail", "river")}
    for row in _rows(folder / "edges.csv", "a b road rail river"):
        a, b = row.whole("a", 0, n - 1), row.whole("b", 0, n - 1)
        step = (keys[b][0] - keys[a][0], keys[b][1] - keys[a][1])
        if step not in STEPS:
            raise row.wrong("b", f"cells {a} and {b} do not touch; an edge joins neighbours")
        e = STEPS.index(step)
        if neighbour[a, e] >= 0:
            raise row.wrong("b", f"the edge {a} to {b} is listed twice; keep one row")
        back = (e + 3) % EDGES
        neighbour[a, e], neighbour[b, back] = b, a
        for name, grade in grades.items():
            grade[a, e] = grade[b, back] = row.whole(name, 0, 2)
    return neighbour, grades


def edge_days(ground: Ground, march: March, mode: int) -> F64:
    """Return the time to march over each edge, (n, 6) [day]; infinite where none can pass.

    days = pitch / rate(road) x (1 + relief_slows x mean relief) + crossing, where the crossing of
    a river takes less by the share bridge_saves on an edge with a road or railway.
    """
    if mode == FOOT:
        rate = np.array([march.foot_track, march.foot_road, march.foot_main])
        slows = march.relief_slows_foot
    else:
        rate = np.array([march.motor_track, march.motor_road, march.motor_main])
        slows = march.relief_slows_motor
    there = np.maximum(ground.neighbour, 0)
    relief = 0.5 * (ground.relief[:, None] + ground.relief[there])
    crossing = np.array([0.0, march.river_days, march.great_river_days])[ground.river]
    bridged = (ground.road > 0) | (ground.rail > 0)
    crossing = np.where(bridged, crossing * (1.0 - march.bridge_saves), crossing)
    days: F64 = ground.pitch_km / rate[ground.road] * (1.0 + slows * relief) + crossing
    return np.where(ground.neighbour >= 0, days, np.inf)


def least_days(ground: Ground, march: March, mode: int) -> F64:
    """Return the least marching time between all cells, (n, n) [day], row = destination."""
    days = edge_days(ground, march, mode)
    start, edge = np.nonzero(ground.neighbour >= 0)
    end = ground.neighbour[start, edge]
    n = len(ground.relief)
    graph = csr_array((days[start, edge], (end, start)), shape=(n, n))
    return np.ascontiguousarray(dijkstra(graph, directed=True), dtype=np.float64)


def _load_cells(folder: Path, regions: list[str]) -> Ground:
    """Return the ground without its marching times."""
    rows = _rows(
        folder / "cells.csv",
        "id q r x_km y_km lat lon relief region home sanctuary coast people",
    )
    big = 1_000_000
    for number, row in enumerate(rows):
        if row.whole("id", 0, big) != number:
            raise row.wrong("id", f"must be {number}: cells are numbered from 0 in order")
        if row.text("region") not in regions:
            raise row.wrong("region", f"{row.text('region')!r} is not in climate.csv")
        if row.text("home") not in HOMES:
            raise row.wrong("home", f"{row.text('home')!r} must be south or north")
    keys = [(row.whole("q", -big, big), row.whole("r", -big, big)) for row in rows]
    if len(set(keys)) < len(keys):
        twice = next(i for i, k in enumerate(keys) if k in keys[:i])
        raise rows[twice].wrong("q", "this q and r stand in an earlier row too; keep one")
    neighbour, edges = _edge_tables(folder, keys)
    nothing = np.zeros((0, 0), dtype=np.float64)
    return Ground(
        pitch_km=pitch_km(folder),
        neighbour=neighbour,
        x_km=_column(rows, "x_km", -1e5, 1e5),
        y_km=_column(rows, "y_km", -1e5, 1e5),
        latitude=_column(rows, "lat", -90.0, 90.0),
        longitude=_column(rows, "lon", -180.0, 180.0),
        relief=_column(rows, "relief", 0.0, 1.0),
        region=np.array([regions.index(row.text("region")) for row in rows], dtype=np.int8),
        home=np.array([HOMES[row.text("home")] for row in rows], dtype=np.int8),
        sanctuary=np.array([row.whole("sanctuary", 0, 1) for row in rows], dtype=np.int8),
        coast=np.array([row.whole("coast", 0, 1) for row in rows], dtype=np.int8),
        road=edges["road"],
        rail=edges["rail"],
        river=edges["river"],
        people=_column(rows, "people", 0.0, 1e8),
        days_foot=nothing,
        days_motor=nothing,
    )


def _load_sites(folder: Path, n: int) -> Sites:
    """Return ports, gates and places."""
    ports = _rows(folder / "ports.csv", "id cell tonnes_day tide_m lift")
    gates = _rows(folder / "gates.csv", "id cell kind tonnes_day")
    places = _rows(folder / "place_cells.csv", "place cell")
    number = {row.text("place"): i for i, row in enumerate(places)}
    value = np.zeros(len(places), dtype=np.float64)
    for row in _rows(folder / "objectives.csv", "place value"):
        if row.text("place") not in number:
            raise row.wrong("place", f"{row.text('place')!r} is not in place_cells.csv")
        value[number[row.text("place")]] = row.number("value", 0.0, 1.0)

    def cells(rows: list[_Row]) -> I32:
        return np.array([row.whole("cell", 0, n - 1) for row in rows], dtype=np.int32)

    return Sites(
        port_cell=cells(ports),
        port_tonnes=_column(ports, "tonnes_day", 0.0, 1e6),
        port_tide_m=_column(ports, "tide_m", 0.0, 20.0),
        port_lift=np.array([row.whole("lift", 0, 1) for row in ports], dtype=np.int8),
        gate_cell=cells(gates),
        gate_tonnes=_column(gates, "tonnes_day", 0.0, 1e6),
        place_cell=cells(places),
        place_value=value,
    )


def _load_climate(folder: Path) -> tuple[Climate, list[str]]:
    """Return the monthly normals and the names of the regions in order."""
    columns = "region month temperature minimum rain_mm snow_days"
    rows = _rows(folder / "climate.csv", columns)
    regions = list(dict.fromkeys(row.text("region") for row in rows))
    seen: dict[tuple[int, int], _Row] = {}
    for row in rows:
        key = (regions.index(row.text("region")), row.whole("month", 1, 12) - 1)
        if key in seen:
            raise row.wrong("month", f"month {key[1] + 1} of this region stands twice; keep one")
        seen[key] = row
    missing = [(r, m) for r in range(len(regions)) for m in range(12) if (r, m) not in seen]
    if missing:
        region, month = missing[0]
        raise ValueError(f"{rows[0].file}: region {regions[region]} has no month {month + 1}")

    def table(name: str, low: float, high: float) -> F64:
        values = [seen[key].number(name, low, high) for key in sorted(seen)]
        return np.array(values, dtype=np.float64).reshape(-1, 12)

    climate = Climate(
        temperature=table("temperature", -60.0, 50.0),
        minimum=table("minimum", -70.0, 50.0),
        rain_mm=table("rain_mm", 0.0, 3000.0),
        snow_days=table("snow_days", 0.0, 31.0),
    )
    return climate, regions


def load_ground(folder: Path, march: March) -> tuple[Ground, Sites, Climate]:
    """Return ground, sites and climate of the tables in a folder.

    Raises ValueError with one sentence (file, line, field) when a table is wrong.
    """
    climate, regions = _load_climate(folder)
    ground = _load_cells(folder, regions)
    sites = _load_sites(folder, len(ground.relief))
    ground = ground._replace(
        days_foot=least_days(ground, march, FOOT), days_motor=least_days(ground, march, MOTOR)
    )
    lonely = np.flatnonzero(~np.isfinite(ground.days_foot[:, 0]))
    if len(lonely):
        raise ValueError(
            f"{folder / 'edges.csv'}: cell {lonely[0]} cannot be reached from cell 0; "
            "add an edge or drop the cell"
        )
    return ground, sites, climate
