"""How the nouns reach the kernels: tables packed into record arrays.

numba pays compile time for every array that a function is passed; a hundred separate columns made
a cold start take minutes. A packed table is one record array whose columns have the names of the
NamedTuple it was made from, so `formations.men[f]` reads the same in compiled code, in plain
Python, and before packing. See docs/adr. Only what is gone through from end to end several times
a day, one column at a time, stays in columns: a packed table of all cells does not fit the cache.
"""

import math
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

from parallel38.engine.rates import Move, Rates, Supply
from parallel38.engine.world import F64, I8, I32, I64, NORTH, SOUTH, Climate, World

Table = TypeVar("Table", bound=tuple[Any, ...])


def in_columns(table: Table) -> Table:
    """Return a NamedTuple of arrays with each column an array of its own.

    Integers are widened to int64, so that every kernel is compiled for one kind of integer.
    """
    columns = [np.ascontiguousarray(column) for column in table]
    kind = cast(Any, type(table))
    return cast(Table, kind(*(c.astype(np.int64) if c.dtype.kind == "i" else c for c in columns)))


def pack(table: Table) -> Table:
    """Return a NamedTuple of equally shaped arrays as one record array with the same columns."""
    names = cast(Any, table)._fields
    columns = list(in_columns(table))
    kind = np.dtype(
        [(name, column.dtype) for name, column in zip(names, columns, strict=True)], align=True
    )
    packed = np.recarray(columns[0].shape, dtype=kind)
    for name, column in zip(names, columns, strict=True):
        packed[name] = column
    return cast(Table, packed)


def pack_rates(rates: Rates) -> Rates:
    """Return the rates as one nested record, `rates.combat.loss` as before."""
    groups = [(name, np.dtype([(f, "f8") for f in getattr(rates, name)._fields]))
              for name in rates._fields]  # fmt: skip
    packed = np.recarray((1,), dtype=np.dtype(groups))
    for name in rates._fields:
        for field, value in getattr(rates, name)._asdict().items():
            packed[name][field] = value
    return cast(Rates, packed[0])


class Land(NamedTuple):
    """Columns of the cells (n), what is asked about most first."""

    home: I8
    sanctuary: I8
    barred: I8  # 1: beyond the latitude at which side 0's government halts its army
    region: I8
    coast: I8
    relief: F64
    town: F64  # value of the greatest place in the cell
    people: F64
    latitude: F64
    x_km: F64
    y_km: F64


class Edges(NamedTuple):
    """Columns of the edges (n, 6)."""

    road: I8
    rail: I8
    river: I8
    days_foot: F64  # least marching time to the neighbour, read far more often than any other
    days_motor: F64


class Ports(NamedTuple):
    """Ports (p)."""

    cell: I32
    tonnes: F64
    tide_m: F64
    lift: I8


class Gates(NamedTuple):
    """Supply and arrival points of side 1 (g)."""

    cell: I32
    tonnes: F64
    depot: I8


class Places(NamedTuple):
    """Places (q)."""

    cell: I32
    value: F64


class Nations(NamedTuple):
    """What does not change of the nations (k)."""

    side: I8
    stay: F64
    toll: F64
    night: F64
    carried: F64
    resident: I8
    arrives_by: I8


class Monthly(NamedTuple):
    """What the nations bring by month of the war (k, m)."""

    arms: F64
    recruits: F64
    schooling: F64
    winter_kit: F64
    wheels: F64
    air: F64
    antiair: F64


class Days(NamedTuple):
    """The calendar (d)."""

    month: I8
    war_month: I32
    moon: F64


class Theatre(NamedTuple):
    """The world as the kernels take it; the meaning of every column stands in `world.py`."""

    pitch_km: float
    ground: Land
    neighbour: I32  # (n, 6) read everywhere, so it stands alone and small
    around: I32  # (n, k) the cells within `presence`, nearest first, -1 where there are no more
    ring: I32  # (n, r) how many of them are up to 1, 2, ... cells away
    edges: Edges
    days_foot: F64
    days_motor: F64
    from_foot: F64  # (n, n) the same by start, row = start: for whoever asks about many goals
    from_motor: F64
    heed: F64  # (n, q) how much a column for a cell counts as one for each place [1]
    haul: F64  # (n, 6) effort of hauling supplies over each edge [km of main road]
    ports: Ports
    gates: Gates
    places: Places
    settled: I64  # (2, s) cells in which people live, by pre-war side, -1 after the last
    prize: I64  # (o,) cells of the places that are objectives
    draw: F64  # (o, n) how strongly each objective draws troops from every cell
    climate: Climate
    nations: Nations
    monthly: Monthly
    days: Days


def haul(world: World, rates: Supply) -> F64:
    """Return the effort of hauling over each edge: pitch x the best way along it (n, 6)."""
    way = np.array([rates.track, rates.road, 1.0])[world.ground.road]
    way = np.where(world.ground.rail > 0, np.minimum(way, rates.rail), way)
    cost: F64 = way * world.ground.pitch_km
    return cost


def over(days: F64, world: World) -> F64:
    """Return the least marching time over each edge, infinite where there is no land (n, 6)."""
    near = world.ground.neighbour
    cell = np.arange(len(near))[:, None]
    step: F64 = np.where(near >= 0, days[near, cell], np.inf)
    return step


def rings(neighbour: I32, radius: int) -> tuple[I32, I32]:
    """Return the other cells within `radius` of each, nearest first and -1 where there are no
    more, and how many of them lie up to 1, 2, ... `radius` cells away."""
    reached = np.eye(len(neighbour), dtype=bool)
    found: list[tuple[Any, Any]] = []
    for _ in range(radius):
        wider = reached.copy()
        for near in neighbour.T:
            land = near >= 0
            wider[land] |= reached[near[land]]
        start, goal = np.nonzero(wider & ~reached)
        found.append((start, goal))
        reached = wider
    count = np.array([np.bincount(start, minlength=len(neighbour)) for start, _ in found])
    up_to = np.cumsum(count, axis=0).T
    around = np.full((len(neighbour), max(up_to.max(initial=0), 1)), -1, np.int32)
    start = np.concatenate([start for start, _ in found])
    order = np.argsort(start, kind="stable")
    goal = np.concatenate([goal for _, goal in found])[order]
    around[np.arange(around.shape[1]) < up_to[:, -1:]] = goal
    return around, np.ascontiguousarray(up_to, np.int32)


def settled(home: I8, people: F64) -> I64:
    """Return the cells in which people live, by pre-war side and -1 after the last (2, s)."""
    cells = [np.flatnonzero((home == side) & (people > 0.0)) for side in (SOUTH, NORTH)]
    listed = np.full((2, max(len(one) for one in cells)), -1, np.int64)
    for row, one in zip(listed, cells, strict=True):
        row[: len(one)] = one
    return listed


def heed(world: World, rates: Move) -> F64:
    """Return exp(-days / draw_days) of the march from every cell to every place (n, q)."""
    days = world.ground.days_foot[world.sites.place_cell].T
    # not numpy's own exp, which differs from that of the kernels in the last bit
    one = [[math.exp(-day / rates.draw_days) for day in row] for row in days.tolist()]
    return np.array(one).reshape(days.shape)


def draw(world: World, rates: Move) -> tuple[I64, F64]:
    """Return the cells of the objectives and how each draws: value / (1 + (days / draw_days)^2)."""
    s = world.sites
    fought_for = s.place_value >= rates.objective
    cells = s.place_cell[fought_for]
    days = world.ground.days_foot[cells] / rates.draw_days
    pull: F64 = s.place_value[fought_for][:, None] / (1.0 + days * days)
    return cells.astype(np.int64), np.ascontiguousarray(pull)


def theatre(world: World, rates: Rates) -> Theatre:
    """Pack the world for the kernels."""
    g, s, k = world.ground, world.sites, world.nations
    prize, pull = draw(world, rates.move)
    town = np.zeros(len(g.x_km))
    np.maximum.at(town, s.place_cell, s.place_value)
    around, ring = rings(g.neighbour, max(1, int(rates.move.presence) - 1))
    barred = ((g.home == NORTH) & (g.latitude > rates.government.halt_north)).astype(np.int8)
    return Theatre(
        pitch_km=float(g.pitch_km),
        ground=pack(
            Land(
                **{name: getattr(g, name) for name in Land._fields if hasattr(g, name)},
                town=town,
                barred=barred,
            )
        ),
        neighbour=np.ascontiguousarray(g.neighbour, np.int32),
        around=around,
        ring=ring,
        edges=pack(
            Edges(g.road, g.rail, g.river, over(g.days_foot, world), over(g.days_motor, world))
        ),
        days_foot=np.ascontiguousarray(g.days_foot),
        days_motor=np.ascontiguousarray(g.days_motor),
        from_foot=np.ascontiguousarray(g.days_foot.T),
        from_motor=np.ascontiguousarray(g.days_motor.T),
        heed=heed(world, rates.move),
        haul=haul(world, rates.supply),
        ports=pack(Ports(s.port_cell, s.port_tonnes, s.port_tide_m, s.port_lift)),
        gates=pack(Gates(s.gate_cell, s.gate_tonnes, s.gate_depot)),
        places=pack(Places(s.place_cell, s.place_value)),
        settled=settled(g.home, g.people),
        prize=prize,
        draw=pull,
        climate=pack(world.climate),
        nations=pack(Nations(*(getattr(k, name) for name in Nations._fields))),
        monthly=pack(Monthly(*(getattr(k, name) for name in Monthly._fields))),
        days=pack(Days(world.month, world.war_month, world.moon)),
    )
