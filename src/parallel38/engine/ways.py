"""The cheapest ways of supplies over land, kept from one search to the next.

From one search to the next hardly any cell changes hands, so a search forgets only what hangs on
cells whose holder or source is no longer the same, and begins again around the gap. Every least
cost is the only number that fits those beside it: what is found does not depend on what was kept.
Where nothing is kept all is forgotten.
Writes: ways.*
"""

import numpy as np

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.rates import Supply
from parallel38.engine.state import Ways
from parallel38.engine.world import EDGES, F64, I8, I32, I64

FAR = 1.0e9


@kernel
def same_roads(ways: Ways, rates: Supply) -> None:
    """Forget everything if the ways were found under other rates."""
    today = (rates.rail, rates.road, rates.track, rates.reach_south, rates.reach_north)
    for i in range(len(ways.roads)):
        if ways.roads[i] != today[i]:
            ways.roads[i] = today[i]
            ways.holder[:] = -1


@kernel
def _forget(
    holder: I8, neighbour: I32, haul: F64, start: F64, ways: Ways, anew: I8, gone: I64
) -> int:
    """Put every cell that has another holder or source than when the ways were found, and those
    reached through one, back to what their own sources give.

    List them in `gone` (n), mark them with 1 in `anew` (n), and return how many they are.
    """
    count = 0
    for cell in range(len(holder)):
        if holder[cell] != ways.holder[cell] or start[cell] != ways.start[cell]:
            anew[cell] = 1
            gone[count] = cell
            count += 1
    head = 0
    while head < count:
        cell = gone[head]
        head += 1
        here = ways.cost[cell]
        side = ways.holder[cell]
        for e in range(EDGES):
            near = neighbour[cell, e]
            if near < 0 or anew[near] == 1 or ways.holder[near] != side:
                continue
            if ways.cost[near] == here + haul[cell, e]:
                anew[near] = 1
                gone[count] = near
                count += 1
    for i in range(count):
        cell = gone[i]
        ways.holder[cell] = holder[cell]
        ways.start[cell] = start[cell]
        ways.cost[cell] = start[cell]
    return count


@array_kernel
def flood(holder: I8, neighbour: I32, haul: F64, start: F64, ways: Ways) -> I8:
    """Bring the least cost to every cell from its holder's sources up to date; return 1 for every
    cell whose cost may have changed (n).

    `start` holds the handicap of source cells and FAR elsewhere [km of main road]. Label-correcting
    search with a queue: a cell waits in it at most once at a time, and one that costs less than the
    next in the queue goes before it (small label first), so that few cells are looked at twice.
    """
    n = len(start)
    anew = np.zeros(n, np.int8)
    gone = np.empty(n, np.int64)
    count = _forget(holder, neighbour, haul, start, ways, anew, gone)
    cost = ways.cost
    waiting = np.zeros(n, np.int8)
    queue = np.empty(n + 1, np.int64)
    head = 0
    tail = 0
    for i in range(count):  # sources, and who stands around the gap
        for e in range(-1, EDGES):
            near = gone[i] if e < 0 else neighbour[gone[i], e]
            if near < 0 or waiting[near] == 1 or cost[near] >= FAR:
                continue
            if holder[near] == holder[gone[i]]:
                queue[tail] = near
                tail += 1
                waiting[near] = 1
    while head != tail:
        cell = queue[head]
        head = head + 1 if head < n else 0
        waiting[cell] = 0
        here = cost[cell]
        side = holder[cell]
        for e in range(EDGES):
            near = neighbour[cell, e]
            if near < 0 or holder[near] != side:
                continue
            through = here + haul[cell, e]
            if through >= cost[near]:
                continue
            cost[near] = through
            anew[near] = 1
            if waiting[near] == 1:
                continue
            waiting[near] = 1
            if head != tail and through < cost[queue[head]]:
                head = head - 1 if head > 0 else n
                queue[head] = near
            else:
                queue[tail] = near
                tail = tail + 1 if tail < n else 0
    return anew
