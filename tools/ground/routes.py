"""Roads and railways: chains of places laid over the cells."""

import heapq
from itertools import pairwise
from typing import Any

from .hexes import Cell, Key

Pair = tuple[Key, Key]


def _shortest(
    start: Key,
    end: Key,
    near: dict[Key, dict[Key, int]],
    cells: dict[Key, Cell],
    used: set[Pair],
) -> list[Key]:
    """Return the cells from start to end, least in steps x (1 + 1.5 relief) + river class.

    An edge that a route uses already costs a fifth less.
    """
    best = {start: 0.0}
    came: dict[Key, Key] = {}
    heap = [(0.0, start)]
    while heap:
        cost, here = heapq.heappop(heap)
        if here == end:
            break
        if cost > best[here]:
            continue
        for there, river in near[here].items():
            step = 1.0 + 0.75 * (cells[here].relief + cells[there].relief) + river
            if tuple(sorted((here, there))) in used:
                step *= 0.8
            if cost + step < best.get(there, 1e9):
                best[there] = cost + step
                came[there] = here
                heapq.heappush(heap, (cost + step, there))
    if end not in best:
        raise ValueError(f"no way over land from cell {start} to cell {end}")
    chain = [end]
    while chain[-1] != start:
        chain.append(came[chain[-1]])
    return chain[::-1]


def lay(
    routes: list[dict[str, Any]],
    place_cell: dict[str, Key],
    cells: dict[Key, Cell],
    rivers: dict[Pair, int],
    file: str,
) -> tuple[dict[Pair, int], list[tuple[str, int, list[Key]]]]:
    """Return the class of each edge that a route uses, and the chain of cells of each route."""
    near: dict[Key, dict[Key, int]] = {k: {} for k in cells}
    for (a, b), grade_of_river in rivers.items():
        near[a][b] = near[b][a] = grade_of_river
    grade: dict[Pair, int] = {}
    chains = []
    for route in sorted(routes, key=lambda r: -r["class"]):
        chain: list[Key] = []
        for place in route["places"]:
            if place not in place_cell:
                raise ValueError(f"{file}: route {route['id']} names the unknown place {place}")
            cell = place_cell[place]
            if not chain:
                chain = [cell]
            elif chain[-1] != cell:
                chain += _shortest(chain[-1], cell, near, cells, set(grade))[1:]
        for a, b in pairwise(chain):
            pair = (a, b) if a < b else (b, a)
            grade[pair] = max(grade.get(pair, 0), route["class"])
        chains.append((route["id"], route["class"], chain))
    return grade, chains
