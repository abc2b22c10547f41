"""The way that supplies take to a cell on a day of a war, and how much of them arrives.

A run keeps who held every cell; the search of `engine/supply.py` is run again on that ground. From
the efforts that it finds the way is read backwards: each cell was reached from the neighbour whose
own effort and haul make up its effort exactly.
"""

import csv
import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parallel38.engine.retreat import take
from parallel38.engine.supply import spread
from parallel38.engine.ways import FAR
from parallel38.engine.world import EDGES, NORTH, SOUTH
from parallel38.ensemble.design import scenario_of

if TYPE_CHECKING:
    from parallel38.atlas.opened import OpenRun
    from parallel38.engine.state import State
    from parallel38.scenario.scenario import Scenario

F64 = NDArray[np.float64]
WAYS = ("track", "road", "main road")


def supply_path(run: "OpenRun", war: int, cell: int, day: int) -> dict[str, Any]:
    """Return how a cell is supplied on the evening of a day: its way, its source, what arrives."""
    scenario, _ = scenario_of(run.plan, war)
    state, flooded = _ground(run, scenario, war, day)
    rates, world = scenario.kernel_rates, scenario.theatre
    spread(state, world, rates, flooded)
    holder = state.cells.holder.copy()
    start, cost = state.ways.start.copy(), state.ways.cost.copy()
    since = _taken_since(run, war, flooded, day)
    for taken, by in since:
        take(taken, by, state, world, day)
    side = int(state.cells.holder[cell])
    fed = _feeder(cell, {taken for taken, _ in since}, state, world.neighbour)
    told: dict[str, Any] = {
        "cell": cell, "day": day, "flooded": flooded, "side": side,
        "share": round(float(state.cells.supply[cell]), 4),
        "reach_km": float(rates.supply.reach_north if side == NORTH else rates.supply.reach_south),
        "way": [], "source": None, "by_sea": False,
    }  # fmt: skip
    if not fed:
        return told
    near = fed[0]
    by_land = float(np.exp(-cost[near] / told["reach_km"])) if cost[near] < FAR else 0.0
    if side == SOUTH and state.cells.supply[cell] > by_land + 1e-12:
        return {**told, "by_sea": True}
    if told["share"] == 0.0 or cost[near] >= FAR:
        return told
    way = chain(near, holder, cost, start, world.haul, world.neighbour) + fed[1:]
    effort = float(cost[near])
    return {
        **told,
        "way": way,
        "effort_km": round(effort, 1),
        "handicap_km": round(float(start[way[0]]), 1),
        "km": round((len(way) - 1) * float(world.pitch_km), 1),
        "by": _kinds(way, scenario),
        "source": _door(way[0], side, scenario),
    }


def chain(
    cell: int,
    holder: NDArray[np.integer[Any]],
    cost: F64,
    start: F64,
    haul: F64,
    neighbour: NDArray[np.int32],
) -> list[int]:
    """Return the cells from the source to `cell` along which its least cost (n) was found.

    All have one `holder` (n). `start` (n) holds the handicaps of the sources, `haul` (n, 6) the
    cost of each edge. Raises ValueError where the costs were not found so.
    """
    way = [cell]
    while start[way[-1]] != cost[way[-1]]:
        here = way[-1]
        for before in neighbour[here]:
            if before < 0 or holder[before] != holder[here] or cost[before] >= cost[here]:
                continue
            edge = int(np.flatnonzero(neighbour[before] == here)[0])
            if cost[before] + haul[before, edge] == cost[here]:
                way.append(int(before))
                break
        else:
            raise ValueError(f"cell {here} was reached from nowhere")
    return way[::-1]


def _ground(run: "OpenRun", scenario: "Scenario", war: int, day: int) -> "tuple[State, int]":
    """Return the ground as the last search for supplies up to `day` saw it, and its day."""
    state = scenario.opening()
    flooded = day - day % max(1, int(scenario.kernel_rates.supply.flood_every))
    changes = run.changes_of(war)
    before = changes[changes[:, 0] < flooded]
    state.cells.holder[before[:, 1]] = before[:, 2]
    state.cells.since[before[:, 1]] = before[:, 0]
    row = run.row(war)
    landed = int(run.wars["landed"][row])
    if 0 <= landed < flooded:
        state.politics.landed[0] = landed
        state.politics.landing_cell[0] = int(run.wars["landing_cell"][row])
    return state, flooded


def _taken_since(run: "OpenRun", war: int, flooded: int, day: int) -> list[tuple[int, int]]:
    """Return the cells that changed hands from the day of the search to `day`, and to whom."""
    changes = run.changes_of(war)
    later = changes[(changes[:, 0] >= flooded) & (changes[:, 0] <= day)]
    return [(int(cell), int(side)) for _, cell, side in later]


def _feeder(cell: int, taken: set[int], state: "State", neighbour: NDArray[np.int32]) -> list[int]:
    """Return the way to `cell` from the nearest cell that was searched for its holder: until ways
    are reckoned anew a cell just taken is fed like the best of its neighbours. It is empty where
    that neighbour has been lost since."""
    way = [cell]
    while way[0] in taken:
        side, share = state.cells.holder[cell], state.cells.supply[way[0]]
        feeds = [
            int(c)
            for c in neighbour[way[0]]
            if c >= 0 and state.cells.holder[c] == side and state.cells.supply[c] == share
        ]
        fresh = [c for c in feeds if c not in taken] or [c for c in feeds if c not in way]
        if not fresh:
            return []
        way.insert(0, fresh[0])
    return way


def _kinds(way: list[int], scenario: "Scenario") -> dict[str, float]:
    """Return how far a way goes by rail, main road, road and track [km]."""
    ground = scenario.world.ground
    rail, road = scenario.rates.supply.rail, scenario.rates.supply.road
    worth = [scenario.rates.supply.track, road, 1.0]
    by = dict.fromkeys(("rail", *reversed(WAYS)), 0.0)
    for here, there in itertools.pairwise(way):
        edge = next(e for e in range(EDGES) if ground.neighbour[here, e] == there)
        kind = int(ground.road[here, edge])
        on_rail = ground.rail[here, edge] > 0 and rail <= worth[kind]
        by["rail" if on_rail else WAYS[kind]] += float(ground.pitch_km)
    return {name: round(km, 1) for name, km in by.items() if km > 0}


def _door(cell: int, side: int, scenario: "Scenario") -> dict[str, Any]:
    """Return the port or gate in a cell, the greatest where there are several."""
    file = scenario.folder / "ground" / ("gates.csv" if side == NORTH else "ports.csv")
    with file.open(newline="", encoding="utf-8") as handle:
        rows = [row for row in csv.DictReader(handle) if int(row["cell"]) == cell]
    row = max(rows, key=lambda one: float(one["tonnes_day"]))
    return {
        "id": row["id"],
        "place": row["place"],
        "kind": row.get("kind") or "port",
        "tonnes_day": float(row["tonnes_day"]),
        "note": row["note"],
        "source": row["source"],
    }
