"""Time along the x axis: days of the war, labelled by month."""

import datetime
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from parallel38.inference.targets import Targets
from parallel38.report.material import MONTHS
from parallel38.report.style import PALE

WARM_MONTHS = 13  # the war of movement, drawn wide
SPLIT_WIDTHS = (2.1, 1.0)
FEW_MONTHS = 16
FINE = 3  # months between labels up to which every month has a tick


def months(targets: Targets, days: int) -> list[tuple[int, datetime.date]]:
    """Return the first day of each month within the run."""
    dates = [targets.start + datetime.timedelta(days=day) for day in range(days)]
    return [(day, date) for day, date in enumerate(dates) if date.day == 1]


def time_axis(axes: Axes, targets: Targets, first: int, last: int, every: int = 0) -> None:
    """Label days `first` to `last` of the war by month, and the year once."""
    starts = [(day, date) for day, date in months(targets, last + 1) if day >= first]
    every = every or (1 if len(starts) <= FEW_MONTHS else 3 if len(starts) <= 2 * FEW_MONTHS else 6)
    kept = [(d, date) for d, date in starts if (date.month - 1) % every == 0]
    labels, year = [], 0
    for _, date in kept:
        labels.append(MONTHS[date.month - 1] + (f"\n{date.year}" if date.year != year else ""))
        year = date.year
    axes.set_xticks([day for day, _ in kept], labels)
    if every <= FINE:
        axes.set_xticks([day for day, _ in starts], minor=True)
    axes.tick_params(axis="x", which="both", length=3)
    axes.set_xlim(first, last)


def split_axes(figure: Any, targets: Targets, days: int, **options: Any) -> list[Axes]:
    """Return one panel for the war of movement and one for the rest, sharing the y axis."""
    starts = [day for day, _ in months(targets, days)]
    if len(starts) <= WARM_MONTHS:
        axes = figure.subplots(1, 1, **options)
        time_axis(axes, targets, 0, days - 1)
        return [axes]
    turn = starts[WARM_MONTHS - 1]
    wide, narrow = figure.subplots(
        1, 2, sharey=True, gridspec_kw={"width_ratios": SPLIT_WIDTHS}, **options
    )
    figure.get_layout_engine().set(w_pad=0.0, wspace=0.0)
    time_axis(wide, targets, 0, turn - 1)
    wide.set_xlim(0, turn)
    time_axis(narrow, targets, turn, days - 1, 6)
    narrow.spines["left"].set_color(PALE)
    narrow.spines["left"].set_linestyle((0, (2, 2)))
    narrow.tick_params(axis="y", left=False, labelleft=False)
    return [wide, narrow]


def steps(days: int, most: int = 400) -> Any:
    """Return evenly spaced days, so that long curves stay light."""
    return np.unique(np.linspace(0, days - 1, min(days, most)).round().astype(int))
