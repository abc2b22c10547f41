"""One figure for the notebook: the front through time."""

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

BLUE = "#0072B2"
BANDS = ((0.05, 0.95, 0.18), (0.25, 0.75, 0.30))  # lower and upper quantile, opacity
SIZE = (9.0, 3.6)  # [inch]


def front(dates: Sequence[datetime.date], latitude: NDArray[Any]) -> Figure:
    """Draw fronts (w, d) [degrees north] through time: the median, and bands of 50 and 90 %."""
    days = np.array(dates, dtype="datetime64[D]")
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.subplots()
    if len(latitude) > 1:
        for low, high, opacity in BANDS:
            edges = np.nanquantile(latitude, [low, high], axis=0)
            axes.fill_between(days, *edges, color=BLUE, alpha=opacity, linewidth=0)
    axes.plot(days, np.nanmedian(latitude, axis=0), color=BLUE)
    axes.set_ylabel("front, degrees north")
    axes.spines[["top", "right"]].set_visible(False)
    return figure
