"""The shore as one closed outline, light enough for small maps."""

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

F64 = NDArray[np.float64]

FINEST_KM = 2.5  # details smaller than this are dropped
LEAST_POINTS = 4


def land_outline(shores: list[F64], frontier: list[F64]) -> Path | None:
    """Return the land as one path [km]: open shores closed along the frontier, and islands."""
    rings = [s if np.allclose(s[0], s[-1]) else _closed(s, frontier) for s in shores]
    thin = [simplified(ring, FINEST_KM) for ring in rings if len(ring) >= LEAST_POINTS]
    thin = [ring for ring in thin if len(ring) >= LEAST_POINTS]
    if not thin:
        return None
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in thin))


def _closed(shore: F64, frontier: list[F64]) -> F64:
    """Cut an open shore where the frontier meets it, and close it along the frontier."""
    if not frontier:
        return np.vstack([shore, shore[:1]])
    line = frontier[0]
    a = int(np.hypot(*(shore - line[0]).T).argmin())
    b = int(np.hypot(*(shore - line[-1]).T).argmin())
    if a > b:
        a, b, line = b, a, line[::-1]
    return np.vstack([shore[a : b + 1], line[::-1], shore[a : a + 1]])


def simplified(line: F64, finest: float) -> F64:
    """Return a line without the points that lie within `finest` of it (Douglas-Peucker)."""
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    todo = [(0, len(line) - 1)]
    if np.allclose(line[0], line[-1]):
        far = int(np.hypot(*(line - line[0]).T).argmax())
        keep[far] = True
        todo = [(0, far), (far, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        span = line[last] - line[first]
        inner = line[first + 1 : last] - line[first]
        length = float(np.hypot(*span)) or 1.0
        away = np.abs(span[0] * inner[:, 1] - span[1] * inner[:, 0]) / length
        worst = int(away.argmax())
        if away[worst] > finest:
            middle = first + 1 + worst
            keep[middle] = True
            todo += [(first, middle), (middle, last)]
    return line[keep]
