"""One figure for the notebook: the front through time."""

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from parallel38.report.axis import bands
from parallel38.report.style import SOUTH, drawing, sheet

HEIGHT = 3.6  # [inch]


def front(dates: Sequence[datetime.date], latitude: NDArray[Any]) -> Figure:
    """Draw fronts (w, d) [degrees north] through time: the median, and bands of 50 and 90 %."""
    days = np.array(dates, dtype="datetime64[D]")
    with drawing():
        figure = sheet(HEIGHT)
        axes = figure.subplots()
        if len(latitude) > 1:
            bands(axes, days, latitude, SOUTH)
        else:
            axes.plot(days, latitude[0], color=SOUTH)
        axes.set_ylabel("front, degrees north")
    return figure
