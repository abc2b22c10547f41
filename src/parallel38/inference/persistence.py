"""The simplest forecast: the front is where the record had it some days before.

Between two dates of the record the line moves evenly: each cell's signed distance to the other
side's ground is interpolated in time.
"""

import numpy as np
from numpy.typing import NDArray

from parallel38.engine.world import SOUTH, Ground
from parallel38.inference.targets import Targets

F64 = NDArray[np.float64]
Bool = NDArray[np.bool_]

FAR_KM = 1e4  # farther than any two cells


def signed_distance(ground: Ground, south: Bool) -> F64:
    """Return the distance to the other side's nearest cell, positive for the South, (n,) [km].

    `FAR_KM`, with the sign of the holder, where one side holds everything.
    """
    away = np.full(south.shape, FAR_KM)
    for mine in (south, ~south):
        theirs = ~mine
        if mine.any() and theirs.any():
            x = ground.x_km[mine][:, None] - ground.x_km[theirs]
            y = ground.y_km[mine][:, None] - ground.y_km[theirs]
            away[mine] = np.sqrt((x**2 + y**2).min(axis=1))
    return np.where(south, away, -away)


class Record:
    """The record's line on every day, between its dates by even movement."""

    def __init__(self, targets: Targets, ground: Ground) -> None:
        """Measure every cell's distance to the front at the opening and at each date."""
        self.days = np.concatenate([[0], targets.days])
        maps = np.vstack([ground.home == SOUTH, targets.south])
        self.distance = np.array([signed_distance(ground, south) for south in maps])  # [km]

    def on(self, day: float) -> Bool:
        """Return who held each cell at the end of a day, (n,) true for the South."""
        after = int(np.clip(np.searchsorted(self.days, day), 1, len(self.days) - 1))
        before = after - 1
        weight = (day - self.days[before]) / (self.days[after] - self.days[before])
        weight = float(np.clip(weight, 0.0, 1.0))
        line = (1 - weight) * self.distance[before] + weight * self.distance[after]
        return np.asarray(line > 0)


def persistent_maps(targets: Targets, record: Record) -> Bool:
    """Return the forecast at each date of the record, (t, n)."""
    lag = targets.settings["persistence"]["value"]
    return np.array([record.on(max(day - lag, 0)) for day in targets.days])
