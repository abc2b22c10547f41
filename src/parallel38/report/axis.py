"""What figures share: time along the x axis, the wars as bands, sources as black bars."""

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.inference.targets import Targets
from parallel38.report.material import MONTHS
from parallel38.report.style import BANDS, GREY, PALE, RECORD, SMALL

WARM_MONTHS = 13  # the war of movement, drawn wide
SPLIT_WIDTHS = (2.1, 1.0)
FEW_MONTHS = 16
SHORT = 62  # days; a shorter span is labelled by week
WEEK = 7  # [day]
MOST_WEEKS = 5
FINE = 3  # months between labels up to which every month has a tick


def months(targets: Targets, days: int) -> list[tuple[int, datetime.date]]:
    """Return the first day of each month within the run."""
    dates = [targets.start + datetime.timedelta(days=day) for day in range(days)]
    return [(day, date) for day, date in enumerate(dates) if date.day == 1]


def time_axis(axes: Axes, targets: Targets, first: int, last: int, every: int = 0) -> None:
    """Label days `first` to `last` of the war by month or week, and the year once."""
    if last - first < SHORT:
        _weeks(axes, targets, first, last)
        return
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


def _weeks(axes: Axes, targets: Targets, first: int, last: int) -> None:
    """Label every week or fortnight, as far as there is room on a narrow chart."""
    shown = range(first, last + 1, WEEK * max(1, -(-(last - first) // (MOST_WEEKS * WEEK))))
    dates = [targets.start + datetime.timedelta(days=day) for day in shown]
    labels = [f"{date.day} {MONTHS[date.month - 1]}" for date in dates]
    labels[0] += f"\n{dates[0].year}"
    axes.set_xticks(list(shown), labels)
    axes.tick_params(axis="x", length=3)
    axes.set_xlim(first, max(last, first + 1))


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


def bands(
    axes: Axes, days: NDArray[Any], wars: NDArray[Any], color: str, width: float = 1.4
) -> None:
    """Draw the median of the wars (w, d), and where nine tenths and half of them lie."""
    for low, high, opacity in BANDS:
        edges = np.quantile(wars, [low, high], axis=0)
        axes.fill_between(days, *edges, color=color, alpha=opacity, linewidth=0)
    axes.plot(days, np.median(wars, axis=0), color=color, linewidth=width)


def band_key(axes: Axes, color: str) -> list[Any]:
    """Return what a key needs to explain `bands`."""
    (_, _, outer), (_, _, inner) = BANDS
    both = 1 - (1 - outer) * (1 - inner)  # the inner band lies on the outer
    tints = [
        axes.fill_between([], [], [], color=color, alpha=opacity, linewidth=0, label=word)
        for word, opacity in (("90 % of wars", outer), ("50 % of wars", both))
    ]
    return [*tints, *axes.plot([], [], color=color, label="median war")]


def source_bar(axes: Axes, x: float, low: float, high: float, centre: float | None = None) -> None:
    """Draw the range that the sources leave as an upright bar, its centre as a short stroke."""
    axes.plot([x, x], [low, high], color=RECORD, linewidth=4, solid_capstyle="butt")
    middle = (low + high) / 2 if centre is None else centre
    axes.plot([x], [middle], "_", color=RECORD, markersize=9)


def beside(axes: Axes, text: str, y: float) -> None:
    """Write a small word to the right of the axes, at a height of their y axis."""
    axes.annotate(
        text,
        (1.015, y),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=SMALL,
        color=GREY,
        annotation_clip=False,
    )


def rows_axis(axes: Axes, names: Sequence[str]) -> None:
    """Label rows from the top down; without a frame on that side."""
    axes.set_yticks(-np.arange(len(names)), names)
    axes.set_ylim(-len(names) + 0.3, 0.7)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def interval_row(axes: Axes, y: float, values: NDArray[Any], color: str) -> None:
    """Draw a row: a line for nine tenths of some values, a bar for half, a stroke in the middle."""
    ends, quarters = (
        np.quantile(values, at, method="nearest") for at in ((0.05, 0.95), (0.25, 0.75))
    )
    axes.plot(ends, [y, y], color=color, linewidth=1.2, alpha=0.7)
    axes.plot(quarters, [y, y], color=color, linewidth=6, alpha=0.35, solid_capstyle="butt")
    axes.plot(np.median(values), y, "|", color=color, markersize=13, markeredgewidth=2)


def interval_key(axes: Axes, color: str) -> list[Any]:
    """Return what a key needs to explain `interval_row`."""
    stroke = {"marker": "|", "markersize": 11, "markeredgewidth": 2, "linestyle": "none"}
    options: list[tuple[str, dict[str, Any]]] = [
        ("median war", stroke),
        ("50 % of wars", {"linewidth": 6, "alpha": 0.35}),
        ("90 % of wars", {"linewidth": 1.2, "alpha": 0.7}),
    ]
    return [axes.plot([], [], color=color, label=word, **one)[0] for word, one in options]


def steps(days: int, most: int = 400) -> Any:
    """Return evenly spaced days, so that long curves stay light."""
    return np.unique(np.linspace(0, days - 1, min(days, most)).round().astype(int))
