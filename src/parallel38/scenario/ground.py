"""Load the ground of a scenario: cells, edges, least marching times, ports, gates, climate.

Reads the tables of `data/<scenario>/ground/`; RECIPE.md there tells how they were made. Faults in
them are collected, each with file, line and field.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from parallel38.engine.march import March
from parallel38.engine.world import (
    EDGES,
    F64,
    FOOT,
    I8,
    I32,
    I64,
    MOTOR,
    NORTH,
    SOUTH,
    Climate,
    Ground,
    Sites,
)
from parallel38.faults import Fault, complain
from parallel38.scenario.marching import least_days
from parallel38.scenario.reading import read_yaml
from parallel38.sheets import Table, read_csv

STEPS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))  # E, NE, NW, W, SW, SE in (q, r)
HOMES = {"south": SOUTH, "north": NORTH}
MONTHS = 12

CELLS = (
    *("id", "q", "r", "x_km", "y_km", "lat", "lon", "elevation_m", "relief"),
    *("region", "home", "sanctuary", "coast", "people"),
)
EDGE_COLUMNS = ("a", "b", "road", "rail", "river")
PORTS = ("id", "cell", "tonnes_day", "tide_m", "lift")
GATES = ("id", "cell", "kind", "tonnes_day")
GATE_KINDS = {"frontier": 0, "depot": 1}
CLIMATE = ("region", "month", "temperature", "minimum", "rain_mm", "snow_days")


class Names(NamedTuple):
    """The ids of the sites, in the order of the arrays of `Sites`."""

    places: tuple[str, ...]
    ports: tuple[str, ...]
    gates: tuple[str, ...]


class Terrain(NamedTuple):
    """What the tables of a ground folder hold, before marching times are worked out."""

    ground: Ground  # with days_foot and days_motor empty
    sites: Sites
    climate: Climate
    names: Names


class _Columns:
    """A table read by column; what is wrong goes to the list of faults."""

    def __init__(self, table: Table, faults: list[Fault]) -> None:
        self.table = table
        self.faults = faults

    def wrong(self, number: int, name: str, message: str) -> None:
        line = self.table.rows[number].line
        self.faults.append(Fault(self.table.file, line, name, message))

    def texts(self, name: str) -> list[str]:
        found = [row.fields[name] for row in self.table.rows]
        for number, text in enumerate(found):
            if not text:
                self.wrong(number, name, "is empty; give a value")
        return found

    def names(self, name: str) -> list[str]:
        """Return texts that must differ from row to row."""
        found = self.texts(name)
        first: dict[str, int] = {}
        for number, text in enumerate(found):
            if first.setdefault(text, number) != number:
                self.wrong(number, name, f"{text!r} stands twice; keep one row")
        return found

    def choices(self, name: str, known: Mapping[str, int]) -> I8:
        found = self.texts(name)
        for number, text in enumerate(found):
            if text and text not in known:
                self.wrong(number, name, f"{text!r} is unknown; choose {' or '.join(known)}")
        return np.array([known.get(text, 0) for text in found], dtype=np.int8)

    def numbers(self, name: str, low: float, high: float) -> F64:
        found = np.zeros(len(self.table.rows), dtype=np.float64)
        for number, text in enumerate(self.texts(name)):
            try:
                value = float(text or "0")
            except ValueError:
                self.wrong(number, name, f"{text!r} is not a number; give one")
                continue
            if not low <= value <= high:
                self.wrong(number, name, f"{text} must lie between {low:g} and {high:g}")
                continue
            found[number] = value
        return found

    def wholes(self, name: str, low: float, high: float) -> I64:
        found = self.numbers(name, low, high)
        for number in np.flatnonzero(found != np.round(found)):
            self.wrong(int(number), name, f"{found[number]:g} must be a whole number")
        return found.astype(np.int64)


def _open(
    folder: Path,
    name: str,
    required: Sequence[str],
    optional: Sequence[str],
    faults: list[Fault],
) -> _Columns | None:
    table = read_csv(folder / name, tuple(required), tuple(optional), faults)
    return None if table is None or not table.rows else _Columns(table, faults)


def _pitch_km(folder: Path, faults: list[Fault]) -> float:
    """Return the distance between the centres of neighbouring cells [km]."""
    page = read_yaml(folder / "grid.yaml", faults)
    if page is None:
        return 0.0
    pitch = page.value.get("pitch_km")
    if isinstance(pitch, bool) or not isinstance(pitch, int | float) or not pitch > 0.0:
        message = f"{pitch!r} must be a distance above 0 [km]"
        faults.append(Fault(page.file, page.line(("pitch_km",)), "pitch_km", message))
        return 0.0
    return float(pitch)


def _edges(
    folder: Path, keys: list[tuple[int, int]], faults: list[Fault]
) -> tuple[I32, dict[str, I8]] | None:
    """Return neighbour and road, rail, river, each (n, 6); edges not listed are impassable."""
    n = len(keys)
    rows = _open(folder, "edges.csv", EDGE_COLUMNS, (), faults)
    if rows is None:
        return None
    neighbour = np.full((n, EDGES), -1, dtype=np.int32)
    grades = {name: np.zeros((n, EDGES), dtype=np.int8) for name in ("road", "rail", "river")}
    ends = zip(rows.wholes("a", 0, n - 1), rows.wholes("b", 0, n - 1), strict=True)
    listed = {name: rows.wholes(name, 0, 2) for name in grades}
    for number, (a, b) in enumerate(ends):
        step = (keys[b][0] - keys[a][0], keys[b][1] - keys[a][1])
        if step not in STEPS:
            rows.wrong(number, "b", f"cells {a} and {b} do not touch; join neighbours only")
            continue
        e = STEPS.index(step)
        if neighbour[a, e] >= 0:
            rows.wrong(number, "b", f"the edge {a} to {b} stands twice; keep one row")
            continue
        back = (e + 3) % EDGES
        neighbour[a, e], neighbour[b, back] = b, a
        for name, grade in grades.items():
            grade[a, e] = grade[b, back] = listed[name][number]
    return neighbour, grades


def _ground(folder: Path, regions: list[str], faults: list[Fault]) -> Ground | None:
    """Return the ground without its marching times."""
    rows = _open(folder, "cells.csv", CELLS, (), faults)
    if rows is None:
        return None
    big = 1e6
    for number, given in enumerate(rows.wholes("id", 0, big)):
        if given != number:
            rows.wrong(number, "id", f"must be {number}: cells are numbered from 0 in order")
    q, r = rows.wholes("q", -big, big), rows.wholes("r", -big, big)
    keys = list(zip(q.tolist(), r.tolist(), strict=True))
    first: dict[tuple[int, int], int] = {}
    for number, key in enumerate(keys):
        if first.setdefault(key, number) != number:
            rows.wrong(number, "q", "an earlier row has this q and r too; keep one")
    edges = _edges(folder, keys, faults)
    pitch = _pitch_km(folder, faults)
    if edges is None:
        return None
    nothing = np.zeros((0, 0), dtype=np.float64)
    return Ground(
        pitch_km=pitch,
        neighbour=edges[0],
        x_km=rows.numbers("x_km", -1e5, 1e5),
        y_km=rows.numbers("y_km", -1e5, 1e5),
        latitude=rows.numbers("lat", -90.0, 90.0),
        longitude=rows.numbers("lon", -180.0, 180.0),
        relief=rows.numbers("relief", 0.0, 1.0),
        region=rows.choices("region", {name: i for i, name in enumerate(regions)}),
        home=rows.choices("home", HOMES),
        sanctuary=rows.wholes("sanctuary", 0, 1).astype(np.int8),
        coast=rows.wholes("coast", 0, 1).astype(np.int8),
        road=edges[1]["road"],
        rail=edges[1]["rail"],
        river=edges[1]["river"],
        people=rows.numbers("people", 0.0, 1e8),
        days_foot=nothing,
        days_motor=nothing,
    )


def _sites(folder: Path, n: int, faults: list[Fault]) -> tuple[Sites, Names] | None:
    """Return ports, gates and places, and their names."""
    ports = _open(folder, "ports.csv", PORTS, ("place", "source", "note"), faults)
    gates = _open(folder, "gates.csv", GATES, ("place", "source", "note"), faults)
    places = _open(folder, "place_cells.csv", ("place", "cell"), (), faults)
    worth = _open(folder, "objectives.csv", ("place", "value"), ("people", "note"), faults)
    if ports is None or gates is None or places is None or worth is None:
        return None
    listed = places.names("place")
    number = {name: i for i, name in enumerate(listed)}
    value = np.zeros(len(listed), dtype=np.float64)
    weights = worth.numbers("value", 0.0, 1.0)
    for row, name in enumerate(worth.names("place")):
        if name in number:
            value[number[name]] = weights[row]
        else:
            worth.wrong(row, "place", f"{name!r} is not in place_cells.csv; make the ground again")
    sites = Sites(
        port_cell=ports.wholes("cell", 0, n - 1).astype(np.int32),
        port_tonnes=ports.numbers("tonnes_day", 0.0, 1e6),
        port_tide_m=ports.numbers("tide_m", 0.0, 20.0),
        port_lift=ports.wholes("lift", 0, 1).astype(np.int8),
        gate_cell=gates.wholes("cell", 0, n - 1).astype(np.int32),
        gate_tonnes=gates.numbers("tonnes_day", 0.0, 1e6),
        gate_depot=gates.choices("kind", GATE_KINDS),
        place_cell=places.wholes("cell", 0, n - 1).astype(np.int32),
        place_value=value,
    )
    return sites, Names(tuple(listed), tuple(ports.names("id")), tuple(gates.names("id")))


def _climate(folder: Path, faults: list[Fault]) -> tuple[Climate, list[str]] | None:
    """Return the monthly normals and the names of the regions in order."""
    rows = _open(folder, "climate.csv", CLIMATE, ("station", "source", "verified"), faults)
    if rows is None:
        return None
    named = rows.texts("region")
    regions = list(dict.fromkeys(named))
    tables = {
        "temperature": rows.numbers("temperature", -60.0, 50.0),
        "minimum": rows.numbers("minimum", -70.0, 50.0),
        "rain_mm": rows.numbers("rain_mm", 0.0, 3000.0),
        "snow_days": rows.numbers("snow_days", 0.0, 31.0),
    }
    row_of: dict[tuple[int, int], int] = {}
    for number, month in enumerate(rows.wholes("month", 1, MONTHS).tolist()):
        key = (regions.index(named[number]), month - 1)
        if row_of.setdefault(key, number) != number:
            rows.wrong(number, "month", f"month {month} of {named[number]} stands twice; keep one")
    full = [(region, month) for region in range(len(regions)) for month in range(MONTHS)]
    for region, month in full:
        if (region, month) not in row_of:
            message = f"{regions[region]} has no month {month + 1}; add a row"
            faults.append(Fault(rows.table.file, 0, "month", message))
    order = [row_of.get(key, 0) for key in full]
    climate = Climate(*(table[order].reshape(-1, MONTHS) for table in tables.values()))
    return climate, regions


def read_ground(folder: Path, faults: list[Fault]) -> Terrain | None:
    """Return the tables of a ground folder, or None; every fault goes to `faults`."""
    climate = _climate(folder, faults)
    ground = None if climate is None else _ground(folder, climate[1], faults)
    sites = None if ground is None else _sites(folder, len(ground.relief), faults)
    if climate is None or ground is None or sites is None:
        return None
    here, edge = np.nonzero(ground.neighbour >= 0)
    n = len(ground.relief)
    graph = csr_array((np.ones(len(here)), (here, ground.neighbour[here, edge])), shape=(n, n))
    _, part = connected_components(graph, directed=False)
    for cell in np.flatnonzero(part != part[0])[:1]:
        message = f"cell {cell} cannot be reached from cell 0; add an edge or drop the cell"
        faults.append(Fault(folder / "edges.csv", 0, "", message))
    return Terrain(ground, sites[0], climate[0], sites[1])


def load_terrain(folder: Path) -> Terrain:
    """Return the tables of a ground folder; raise a Complaint when one of them is wrong."""
    faults: list[Fault] = []
    terrain = read_ground(folder, faults)
    complain(faults)
    assert terrain is not None  # nothing is missing where there is no fault
    return terrain


def load_ground(folder: Path, march: March) -> tuple[Ground, Sites, Climate]:
    """Return ground, sites and climate of a folder, with the least marching times.

    Raises Complaint, one sentence with file, line and field, when a table is wrong.
    """
    terrain = load_terrain(folder)
    ground = terrain.ground._replace(
        days_foot=least_days(terrain.ground, march, FOOT),
        days_motor=least_days(terrain.ground, march, MOTOR),
    )
    return ground, terrain.sites, terrain.climate
