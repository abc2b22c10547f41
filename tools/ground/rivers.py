"""Which edges between cells lie along a river."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry import LineString, Point

from .hexes import Cell, Key
from .outlines import to_km


@dataclass
class River:
    """A river from its mouth upwards; `great_km` of it, measured from the mouth, is great."""

    id: str
    name: str
    line: LineString
    great_km: float


def trace(entry: dict[str, Any], segments: list[LineString], reach_km: float) -> River:
    """Return a river along the survey lines near its coarse trace, or along the trace itself.

    `entry` has id, name, points ([lat, lon] from the mouth upwards), great_to ([lat, lon] or
    none) and survey (true: follow the lines of the data set).
    """
    lat, lon = np.array(entry["points"], dtype=float).T
    coarse = LineString(to_km(lon, lat))
    line = coarse
    if entry.get("survey", False):
        near = coarse.buffer(reach_km)
        parts = [s for s in segments if s.intersection(near).length > 0.8 * s.length]
        pieces = []
        for part in parts:
            along = [coarse.project(Point(p)) for p in (part.coords[0], part.coords[-1])]
            coords = np.array(part.coords)
            pieces.append((sum(along), coords if along[0] <= along[1] else coords[::-1]))
        if not pieces:
            raise ValueError(f"rivers.yaml: no survey line near the river {entry['id']}")
        pieces.sort(key=lambda piece: piece[0])
        line = LineString(np.concatenate([p for _, p in pieces]))
    great = 0.0
    if entry.get("great_to"):
        point = Point(to_km([entry["great_to"][1]], [entry["great_to"][0]])[0])
        great = line.project(point)
    return River(entry["id"], entry["name"], line, great)


def crossing_class(river: River, a: Cell, b: Cell) -> int:
    """Return 0 when two cells lie on the same bank, else the class of the river between them.

    They lie on different banks when the line between their chief towns (else centres) crosses
    the river an odd number of times.
    """
    hit = LineString([a.anchor, b.anchor]).intersection(river.line)
    points = [p for p in getattr(hit, "geoms", [hit]) if not p.is_empty]
    if len(points) % 2 == 0:
        return 0
    first = points[0].coords[0]
    return 2 if river.line.project(Point(first)) <= river.great_km else 1


def river_edges(
    rivers: list[River], cells: dict[Key, Cell], edges: dict[tuple[Key, Key], int]
) -> dict[tuple[Key, Key], int]:
    """Return the class 0, 1 or 2 of the river along each edge."""
    return {
        (a, b): max((crossing_class(r, cells[a], cells[b]) for r in rivers), default=0)
        for a, b in edges
    }


def frontier_edges(
    spec: dict[str, Any], cells: dict[Key, Cell], edges: dict[tuple[Key, Key], int]
) -> dict[tuple[Key, Key], int]:
    """Return the class of the frontier rivers along edges between home land and sanctuary."""
    found: dict[tuple[Key, Key], int] = {}
    shed = spec["watershed"]
    for a, b in edges:
        if cells[a].sanctuary == cells[b].sanctuary:
            continue
        lon = 0.5 * (cells[a].lon + cells[b].lon)
        lat = 0.5 * (cells[a].lat + cells[b].lat)
        if shed["west_lon"] < lon < shed["east_lon"] and lat > shed["south_lat"]:
            found[a, b] = 0
        else:
            found[a, b] = 2 if any(w < lon < e for w, e in spec["great"]) else 1
    return found
