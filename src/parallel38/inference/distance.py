"""How far a simulated war lies from the record: definitions, each a pure function of arrays.

Shapes: w wars, t dates, n cells, d days. Holders are booleans, true for the South.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

KM_PER_DEGREE = 111.2  # along a meridian
STEPS = 4001  # of the table that turns area into latitude


def front_error(model: Bool, record: Bool, cell_km2: float, width_km: float) -> F64:
    """Return the area whose holder differs over the width of the front, (..., n) -> (...) [km]."""
    error: F64 = np.count_nonzero(model != record, axis=-1) * (cell_km2 / width_km)
    return error


def front_bias(model: Bool, record: Bool, cell_km2: float, width_km: float) -> F64:
    """Return the same area with its sign, positive where the South holds too much [km]."""
    excess = np.count_nonzero(model, axis=-1) - np.count_nonzero(record, axis=-1)
    bias: F64 = excess * (cell_km2 / width_km)
    return bias


def majority(model: Bool) -> Bool:
    """Return what more than half of the wars say, (w, ...) -> (...)."""
    held: Bool = 2 * np.count_nonzero(model, axis=0) > model.shape[0]
    return held


def parallel_of(cells: NDArray[Any], latitude: F64, row_km: float) -> F64:
    """Return the parallel that leaves the South as many cells as it holds [degrees].

    `cells` counts the cells held, any shape; `latitude` (n,) is that of every cell of the
    peninsula; `row_km` is the distance between two rows of cells, over which each is spread.
    """
    half = row_km / KM_PER_DEGREE / 2
    steps = np.linspace(latitude.min() - half, latitude.max() + half, STEPS)
    ordered = np.sort(latitude)
    whole = np.searchsorted(ordered, steps - half)  # cells that lie wholly south of each step
    begun = np.searchsorted(ordered, steps + half)
    total = np.concatenate([[0.0], np.cumsum(ordered)])
    part = (steps + half) * (begun - whole) - (total[begun] - total[whole])
    area = whole + part / (2 * half)
    parallel: F64 = np.interp(cells, area, steps)
    return parallel


def crps(samples: F64, truth: float) -> float:
    """Return the continuous ranked probability score of an ensemble, E|X - y| - E|X - X'| / 2."""
    ordered = np.sort(samples)
    n = len(ordered)
    rank = 2 * np.arange(1, n + 1) - n - 1
    spread = 2 * float(rank @ ordered) / n**2  # E|X - X'| in n log n
    return float(np.abs(ordered - truth).mean()) - spread / 2


def coverage(samples: F64, truth: F64, level: float) -> float:
    """Return the share of dates whose truth lies in the central interval, (w, t) and (t,)."""
    low, high = np.quantile(samples, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return float(np.mean((truth >= low) & (truth <= high)))


def change_days(held: Bool, opening: bool) -> list[I64]:
    """Return the days on which a place changed hands in each war, (w, d) -> w arrays."""
    before = np.column_stack([np.full(len(held), opening), held[:, :-1]])
    return [np.flatnonzero(row).astype(np.int64) for row in before != held]


def median_day(days: NDArray[Any]) -> float | None:
    """Return the median day, -1 standing for never; None when half of the wars never got there."""
    ordered = np.sort(np.where(np.asarray(days) < 0, np.inf, days))
    middle = ordered[(len(ordered) - 1) // 2] if len(ordered) else np.inf
    return float(middle) if np.isfinite(middle) else None


def seesaw(share: F64, parallel: F64, rules: Mapping[str, Any]) -> Bool:
    """Return whether each war shows the whole see-saw, (w, d) -> (w,).

    In this order: the South in its corner, then deep in the north, then driven back, then a
    front at rest to the end. `share` is of the peninsula, `parallel` in degrees.
    """
    limit = {name: rule["value"] for name, rule in rules.items()}
    corner = _first(share <= limit["corner"], np.zeros(len(share), np.int64))
    deep = _first(share >= limit["deep"], corner)
    back = _first(parallel <= limit["back"], deep)
    tail = parallel[:, -int(limit["still_days"]) :]
    low, high = limit["rest"]
    resting = (parallel[:, -1] >= low) & (parallel[:, -1] <= high)
    shown: Bool = (back >= 0) & resting & (np.ptp(tail, axis=1) <= limit["still"])
    return shown


def _first(condition: Bool, after: I64) -> I64:
    """Return the first day on or after `after` on which a condition holds, -1 never."""
    days = np.arange(condition.shape[1])
    allowed = condition & (days >= after[:, None]) & (after[:, None] >= 0)
    return np.where(allowed.any(axis=1), allowed.argmax(axis=1), -1)
