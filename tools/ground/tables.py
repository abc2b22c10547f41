"""Read and write the tables of the ground, always with the same bytes for the same content."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from .hexes import Cell, Grid, Key
from .outlines import to_km
from .rivers import River

CELL_HEADER = (
    *("id", "q", "r", "x_km", "y_km", "lat", "lon", "elevation_m", "relief"),
    *("region", "home", "sanctuary", "coast", "people"),
)
Lines = list[tuple[str, int, np.ndarray]]  # name, class, points [km]


def read(file: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a CSV file."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def census_province(province: str, side: str) -> str:
    """Return the name that a province of places.csv has in census.csv, by side of the parallel."""
    if side == "south":
        return "Kyonggi" if province == "Hwanghae" else province
    return "Kangwon (north)" if province in ("Kangwon", "Kyonggi") else province


def census(file: Path) -> dict[str, float]:
    """Return the residents of each province on the map, the capital within its province."""
    people = {r["province"]: float(r["people"]) for r in read(file)}
    people["Kyonggi"] += people.pop("Seoul")
    people.pop("Cheju")  # an island that is not on the map
    return people


def write_cells(file: Path, cells: dict[Key, Cell]) -> None:
    """Write cells.csv, one row a cell, from north to south."""
    rows = [
        (
            i, c.q, c.r, f"{c.x:.2f}", f"{c.y:.2f}", f"{c.lat:.4f}", f"{c.lon:.4f}",
            round(c.elevation), f"{c.relief:.2f}", c.region, c.home, c.sanctuary, c.coast,
            0 if c.sanctuary else int(round(c.people, -2)),
        )
        for i, c in enumerate(cells.values())
    ]  # fmt: skip
    write(file, CELL_HEADER, rows)


def write_edges(
    file: Path,
    edges: dict[tuple[Key, Key], int],
    number: dict[Key, int],
    road: dict[tuple[Key, Key], int],
    rail: dict[tuple[Key, Key], int],
    river: dict[tuple[Key, Key], int],
) -> None:
    """Write edges.csv, one row a passable edge."""
    rows = []
    for a, b in edges:
        pair = (a, b) if a < b else (b, a)
        low, high = sorted((number[a], number[b]))
        rows.append((low, high, road.get(pair, 0), rail.get(pair, 0), river[a, b]))
    write(file, ("a", "b", "road", "rail", "river"), sorted(rows))


def write_routes(
    file: Path, chains: list[tuple[str, str, int, list[Key]]], number: dict[Key, int]
) -> None:
    """Write routes.csv: the cells of each road and railway, in order, for drawing."""
    rows = [
        (kind, name, grade, " ".join(str(number[k]) for k in chain))
        for kind, name, grade, chain in chains
    ]
    write(file, ("kind", "id", "class", "cells"), sorted(rows))


def fill_cells(file: Path, place_cell: dict[str, Key], number: dict[Key, int]) -> None:
    """Fill the column cell of a hand-written table from its column place."""
    rows = read(file)
    for row in rows:
        if row["place"] not in place_cell:
            raise ValueError(f"{file.name}: {row['id']} stands at the unknown place {row['place']}")
        row["cell"] = str(number[place_cell[row["place"]]])
    write(file, list(rows[0]), [list(r.values()) for r in rows])


def _parts(shape: BaseGeometry) -> list[LineString]:
    parts = [g for g in getattr(shape, "geoms", [shape]) if isinstance(g, LineString)]
    return [p for p in parts if not p.is_empty]


def coast_lines(
    land: BaseGeometry, areas: dict[str, BaseGeometry], cells: dict[Key, Cell], grid: Grid
) -> Lines:
    """Return the outline of the land around the cells and the northern frontier, simplified."""
    x = [c.x for c in cells.values()]
    y = [c.y for c in cells.values()]
    pad = 3.0 * grid.pitch_km
    window = box(min(x) - pad, min(y) - pad, max(x) + pad, max(y) + pad)
    inside = land.intersection(window)
    lines: Lines = []
    for area in getattr(inside, "geoms", [inside]):
        if area.area > 60.0:
            ring = LineString(area.simplify(1.2).exterior.coords)
            rim = ring.difference(window.boundary.buffer(0.1))
            lines += [("coast", 1, np.array(p.coords)) for p in _parts(rim)]
    korea = areas["North Korea"].boundary
    abroad = areas["China"].union(areas["Russia"]).buffer(0.5)
    for part in _parts(korea.intersection(abroad).simplify(1.0)):
        if part.length > 5.0:
            lines.append(("frontier", 1, np.array(part.coords)))
    return lines


def river_lines(streams: list[River]) -> Lines:
    """Return the drawn lines of the rivers, simplified, great stretch and upper course apart."""
    lines: Lines = []
    for river in streams:
        for grade, start, end in ((2, 0.0, river.great_km), (1, river.great_km, river.line.length)):
            if end - start > 1.0:
                part = substring(river.line, start, end).simplify(0.8)
                lines.append((river.id, grade, np.array(part.coords)))
    return lines


def parallel_lines(parallel: float, areas: dict[str, BaseGeometry]) -> Lines:
    """Return the 38th parallel over land and the armistice line."""
    lon = np.linspace(124.5, 129.0, 40)
    line = LineString(to_km(lon, np.full_like(lon, parallel)))
    korea = areas["North Korea"].union(areas["South Korea"]).buffer(3.0)
    lines: Lines = [("parallel", 1, np.array(p.coords)) for p in _parts(line.intersection(korea))]
    north, south = areas["North Korea"], areas["South Korea"]
    border = north.boundary.intersection(south.buffer(0.5))
    for part in _parts(border.simplify(0.5)):
        if part.length > 5.0:
            lines.append(("armistice", 1, np.array(part.coords)))
    return lines


def write_lines(file: Path, lines: Lines) -> None:
    """Write lines for drawing: one row a point."""
    rows = [
        (i, name, grade, f"{x:.1f}", f"{y:.1f}")
        for i, (name, grade, points) in enumerate(lines)
        for x, y in points
    ]
    write(file, ("line", "name", "class", "x_km", "y_km"), rows)


def write_heights(file: Path, east: np.ndarray, north: np.ndarray, metres: np.ndarray) -> None:
    """Write heights.csv: a row a northing [km], a column an easting [km], heights [m]."""
    rows = [(f"{y:g}", *map(int, row)) for y, row in zip(north, np.rint(metres), strict=True)]
    write(file, ("y_km", *(f"{x:g}" for x in east)), rows)
