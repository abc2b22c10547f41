"""What is kept or listed about the ground is what a plain search finds, whoever holds what."""

import heapq

import numpy as np
import pytest

from parallel38.engine.laws import pieces
from parallel38.engine.tables import rings
from parallel38.engine.ways import FAR, flood
from parallel38.engine.world import F64, I64
from wars import first_day

NAMES = ("isthmus", "korea1950")


def steps_from(start: int, near: I64) -> dict[int, int]:
    """Return how many cells away from `start` every cell is that can be reached."""
    found, queue = {start: 0}, [start]
    for cell in queue:
        for other in near[cell]:
            if other >= 0 and int(other) not in found:
                found[int(other)] = found[cell] + 1
                queue.append(int(other))
    return found


def costs(holder: I64, near: I64, haul: F64, start: F64) -> F64:
    """Return the least costs as a textbook finds them: always on from the cheapest cell."""
    cost = start.copy()
    queue = [(cost[cell], cell) for cell in range(len(cost)) if cost[cell] < FAR]
    heapq.heapify(queue)
    while queue:
        here, cell = heapq.heappop(queue)
        for e, other in enumerate(near[cell]):
            if here > cost[cell] or other < 0 or holder[other] != holder[cell]:
                continue
            if here + haul[cell, e] < cost[other]:
                cost[other] = here + haul[cell, e]
                heapq.heappush(queue, (cost[other], int(other)))
    return cost


@pytest.mark.parametrize("name", NAMES)
def test_kept_ways_are_those_of_a_search_from_nothing(name: str) -> None:
    state, world, *_ = first_day(name)
    holder, near, haul = state.cells.holder, world.neighbour, world.haul
    chance = np.random.default_rng(38)
    start = np.full(len(holder), FAR)
    for flips in (0, 1, 1, 2, 5, 40, 1, 0, 3):
        changed = chance.integers(len(holder), size=flips)
        holder[changed] = 1 - holder[changed]
        start[chance.integers(len(holder), size=2)] = chance.choice([0.0, 30.0, FAR], size=2)
        before = state.ways.cost.copy()
        anew = flood(holder, near, haul, start, state.ways)
        assert np.array_equal(state.ways.cost, costs(holder, near, haul, start))
        assert np.all(anew[state.ways.cost != before] == 1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("south", [0.0, 0.3, 0.5])
def test_pieces_are_what_can_be_reached_over_land_of_one_holder(name: str, south: float) -> None:
    near = first_day(name).world.neighbour
    holder = (np.random.default_rng(38).random(len(near)) < south).astype(np.int64)
    piece = pieces(holder, near)
    own = np.where((near >= 0) & (holder[near] == holder[:, None]), near, -1)
    for cell in set(piece.tolist()):
        assert set(np.flatnonzero(piece == cell)) == set(steps_from(cell, own))


def test_rings_list_the_cells_around_by_distance() -> None:
    near = first_day("isthmus").world.neighbour
    around, ring = rings(near, 3)
    for cell in range(len(near)):
        away = steps_from(cell, near)
        for radius in (1, 2, 3):
            within = {other for other, steps in away.items() if 0 < steps <= radius}
            assert set(around[cell, : ring[cell, radius - 1]]) == within
        assert np.all(around[cell, ring[cell, -1] :] == -1)
