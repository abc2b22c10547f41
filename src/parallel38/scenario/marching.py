"""How long columns need over the ground when nobody shoots: edge by edge, and least of all ways."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from parallel38.engine.march import March
from parallel38.engine.world import F64, FOOT, Ground


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
    """Return the least marching time between all cells, (n, n) [day], row = destination.

    Infinite between cells that no chain of passable edges joins.
    """
    days = edge_days(ground, march, mode)
    start, edge = np.nonzero(ground.neighbour >= 0)
    end = ground.neighbour[start, edge]
    n = len(ground.relief)
    graph = csr_array((days[start, edge], (end, start)), shape=(n, n))
    return np.ascontiguousarray(dijkstra(graph, directed=True), dtype=np.float64)
