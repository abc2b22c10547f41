"""The hex grid: which cells are land, and where one can walk from one to the next."""

from dataclasses import dataclass, field

import numpy as np
from shapely import STRtree, prepare
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from .outlines import Area

STEPS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))  # E, NE, NW, W, SW, SE
ROW = np.sqrt(3.0) / 2.0


@dataclass
class Grid:
    """Pointy-top hexes of one pitch; q grows to the east, r to the north."""

    pitch_km: float
    origin_x_km: float
    origin_y_km: float

    def centre(self, q: int, r: int) -> tuple[float, float]:
        """Return the centre [km] of a cell."""
        return (
            self.origin_x_km + self.pitch_km * (q + r / 2.0),
            self.origin_y_km + self.pitch_km * ROW * r,
        )

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return the cell (q, r) that holds a point [km]."""
        r = (y - self.origin_y_km) / (self.pitch_km * ROW)
        q = (x - self.origin_x_km) / self.pitch_km - r / 2.0
        s = -q - r
        rq, rr, rs = round(q), round(r), round(s)
        if abs(rq - q) > abs(rr - r) and abs(rq - q) > abs(rs - s):
            rq = -rr - rs
        elif abs(rr - r) > abs(rs - s):
            rr = -rq - rs
        return rq, rr

    def corners(self, q: int, r: int) -> np.ndarray:
        """Return the six corners (6, 2) [km]; corner e and e + 1 bound the edge to neighbour e."""
        angle = np.radians(60.0 * np.arange(6) - 30.0)
        reach = self.pitch_km / np.sqrt(3.0)
        return np.array(self.centre(q, r)) + reach * np.column_stack([np.cos(angle), np.sin(angle)])

    def edge(self, q: int, r: int, e: int) -> LineString:
        """Return the edge of a cell towards its neighbour number e."""
        c = self.corners(q, r)
        return LineString([c[e], c[(e + 1) % 6]])


@dataclass
class Cell:
    """One land cell while the ground is being made."""

    q: int
    r: int
    x: float
    y: float
    lon: float = 0.0
    lat: float = 0.0
    land: BaseGeometry = field(default_factory=Polygon)
    share: float = 0.0  # share of the cell that is land [1]
    sanctuary: int = 0
    coast: int = 0
    elevation: float = 0.0
    relief: float = 0.0
    region: str = ""
    home: str = ""
    people: float = 0.0
    anchor: tuple[float, float] = (0.0, 0.0)  # chief town, else centre [km]


Key = tuple[int, int]


def land_cells(
    grid: Grid, land: Area, least_share: float, town_share: float, towns: list[Point]
) -> dict[Key, Cell]:
    """Return the cells with enough land, or with some land and a town of the record."""
    west, south, east, north = land.bounds
    tree = STRtree(towns)
    prepare(land)
    cells: dict[Key, Cell] = {}
    low, high = grid.at(west, south)[1] - 1, grid.at(west, north)[1] + 1
    for r in range(low, high + 1):
        y = grid.centre(0, r)[1]
        for q in range(grid.at(west, y)[0] - 1, grid.at(east, y)[0] + 2):
            shape = Polygon(grid.corners(q, r))
            if not land.intersects(shape):
                continue
            part = land.intersection(shape)
            share = part.area / shape.area
            if share >= least_share or (share >= town_share and len(tree.query(shape, "contains"))):
                x, y_cell = grid.centre(q, r)
                cells[q, r] = Cell(q, r, x, y_cell, land=part, share=share, anchor=(x, y_cell))
    return cells


def _pieces(area: BaseGeometry) -> list[BaseGeometry]:
    return [g for g in getattr(area, "geoms", [area]) if g.area > 0.0]


def passages(
    grid: Grid, cells: dict[Key, Cell], land: Area, least_km: float
) -> dict[tuple[Key, Key], int]:
    """Return the passable edges {(cell, neighbour): edge number}, each once.

    One can pass where at least `least_km` of the shared edge is land and the chief pieces of
    land of the two cells hang together within the two cells: a bay or strait between them bars.
    """
    found: dict[tuple[Key, Key], int] = {}
    for (q, r), cell in cells.items():
        for e in range(3):
            other = cells.get((q + STEPS[e][0], r + STEPS[e][1]))
            if other is None or land.intersection(grid.edge(q, r, e)).length < least_km:
                continue
            here = max(_pieces(cell.land), key=lambda g: g.area).representative_point()
            there = max(_pieces(other.land), key=lambda g: g.area).representative_point()
            joined = _pieces(cell.land.union(other.land).buffer(0.01))
            if any(p.contains(here) and p.contains(there) for p in joined):
                found[(q, r), (other.q, other.r)] = e
    return found


def connected(start: Key, edges: dict[tuple[Key, Key], int]) -> set[Key]:
    """Return every cell that can be reached from `start` over passable edges."""
    near: dict[Key, list[Key]] = {}
    for a, b in edges:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    seen, todo = {start}, [start]
    while todo:
        for other in near.get(todo.pop(), []):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def rings_from(seed: set[Key], cells: dict[Key, Cell], rings: int) -> set[Key]:
    """Return the cells within so many steps of a set of cells."""
    seen, rim = set(seed), set(seed)
    for _ in range(rings):
        rim = {
            (q + dq, r + dr)
            for q, r in rim
            for dq, dr in STEPS
            if (q + dq, r + dr) in cells and (q + dq, r + dr) not in seen
        }
        seen |= rim
    return seen
