"""From a front as waypoints on the map to the side that holds each cell.

A main trace runs from west to east with the South on its right hand; a ring is a beachhead with
the South inside. Both become polygons in longitude and latitude, and a cell belongs to the South
when its centre lies in one of them. The main trace is closed through the sea: due west and due
east from its ends unless the settings name points on the way, then round the south.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Bool = NDArray[np.bool_]

WORLD_WEST, WORLD_EAST, WORLD_SOUTH = -180.0, 180.0, -90.0  # [degrees]
MAIN = "main"


class Trace(NamedTuple):
    """The front on one date: longitude and latitude [degrees]."""

    date: str  # ISO day
    main: F64  # (p, 2) waypoints, west to east
    rings: tuple[F64, ...]  # beachheads, each (r, 2)
    precision_km: float  # median of what the source allows [km]


def read_traces(path: Path) -> tuple[Trace, ...]:
    """Read every dated front of `path` (fronts.csv), in order of date."""
    points: dict[str, dict[str, list[tuple[float, float]]]] = {}
    precision: dict[str, list[float]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            segments = points.setdefault(row["date"], {})
            segments.setdefault(row["segment"], []).append((float(row["lon"]), float(row["lat"])))
            precision.setdefault(row["date"], []).append(float(row["precision_km"]))
    return tuple(
        Trace(
            date=date,
            main=np.array(segments[MAIN]),
            rings=tuple(np.array(ring) for name, ring in segments.items() if name != MAIN),
            precision_km=float(np.median(precision[date])),
        )
        for date, segments in sorted(points.items())
    )


def inside(polygon: F64, longitude: F64, latitude: F64) -> Bool:
    """Return whether points lie in a closed polygon (p, 2), by counting crossings, shape (n,)."""
    x0, y0 = polygon[:, 0], polygon[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    rises = (y0[:, None] > latitude) != (y1[:, None] > latitude)
    height = np.where(y1 == y0, 1.0, y1 - y0)  # level edges are never crossed
    crossing = x0[:, None] + ((latitude - y0[:, None]) * ((x1 - x0) / height)[:, None])
    crossed: Bool = np.count_nonzero(rises & (longitude < crossing), axis=0) % 2 == 1
    return crossed


def sea_points(date: str, end: str, rules: Sequence[Mapping[str, Any]]) -> list[list[float]]:
    """Return the points through which the `end` (west or east) of a trace goes out to sea."""
    for rule in rules:
        if rule["end"] == end and str(rule["from"]) <= date <= str(rule["to"]):
            return [[float(lon), float(lat)] for lon, lat in rule["via"]]
    return []


def southern_polygon(trace: Trace, rules: Sequence[Mapping[str, Any]] = ()) -> F64:
    """Return the land and sea to the right of the main trace as one closed polygon (p, 2)."""
    line = trace.main.tolist()
    west = list(reversed(sea_points(trace.date, "west", rules)))
    east = sea_points(trace.date, "east", rules)
    line = west + line + east
    corners = [[WORLD_EAST, line[-1][1]], [WORLD_EAST, WORLD_SOUTH]]
    corners += [[WORLD_WEST, WORLD_SOUTH], [WORLD_WEST, line[0][1]]]
    return np.array(line + corners)


def held_by_south(
    trace: Trace, longitude: F64, latitude: F64, rules: Sequence[Mapping[str, Any]] = ()
) -> Bool:
    """Return whether the South holds each point, shape (n,)."""
    south = inside(southern_polygon(trace, rules), longitude, latitude)
    for ring in trace.rings:
        south |= inside(ring, longitude, latitude)
    return south
