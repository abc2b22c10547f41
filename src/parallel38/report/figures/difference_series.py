"""Through time: the front with and without the change, and what the change costs or spares."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.contrast import by_day
from parallel38.inference.distance import KM_PER_DEGREE
from parallel38.report import style
from parallel38.report.axis import bands, steps, time_axis
from parallel38.report.material import Drawing
from parallel38.report.pair import AFTER, BEFORE, Pair
from parallel38.report.style import GREY, INK, drawing, sheet, svg

F64 = NDArray[np.float64]

THOUSAND = 1000.0
SIDES = ((SOUTH, "South", style.SOUTH), (NORTH, "North", style.NORTH))
INTERVAL = 0.22  # opacity


def draw(pair: Pair) -> Drawing:
    """Draw fronts, the paired difference of the front, of the killed and of civilian dead."""
    material = pair.material
    days = steps(pair.before.days)
    first, second = pair.fronts
    with drawing():
        figure = sheet(8.2)
        panels = figure.subplots(4, 1, sharex=True, gridspec_kw={"height_ratios": [1.7, 1, 1, 1]})
        front, gain, killed, people = panels
        bands(front, days, first[:, days], BEFORE)
        bands(front, days, second[:, days], AFTER, 1.8)
        front.set_ylabel("front, degrees north")
        front.set_title("The front: all wars")
        for label, color in (("unchanged", BEFORE), ("changed", AFTER)):
            front.plot([], [], color=color, linewidth=1.8, label=label)
        front.legend(loc="lower right", bbox_to_anchor=(1, 0.98), ncols=2)
        _difference(gain, days, KM_PER_DEGREE * first, KM_PER_DEGREE * second, AFTER)
        gain.set_ylabel("km north")
        gain.set_title("Difference of the front, changed less unchanged")
        for side, name, color in SIDES:
            losses = [pair.total(replay, "killed", side) for replay in (pair.before, pair.after)]
            _difference(killed, days, losses[0] / THOUSAND, losses[1] / THOUSAND, color, name)
        killed.set_ylabel("thousand men")
        killed.set_title("Difference of the killed since the war began")
        killed.legend(loc="lower right", bbox_to_anchor=(1, 0.98), ncols=2)
        dead = [replay.series("civil_dead", hold=True) for replay in (pair.before, pair.after)]
        _difference(people, days, dead[0] / THOUSAND, dead[1] / THOUSAND, INK)
        people.set_ylabel("thousand people")
        people.set_title("Difference of civilians dead since the war began")
        for axes in panels:
            time_axis(axes, material.targets, 0, pair.before.days - 1)
            axes.tick_params(labelbottom=axes is people)
            if pair.since:
                axes.axvline(pair.since, color=GREY, linewidth=0.9, linestyle=(0, (3, 2)))
        if pair.since:
            _name_the_branch(front, pair)
        figure.align_ylabels(panels)
        alt = (
            "Four charts through time: the front with and without the change as bands; mean "
            "difference of the front, of the soldiers killed by side and of civilians dead, each "
            "with its 95 per cent interval."
        )
        picture = svg(figure, "difference_series", alt)
    return Drawing("series", "Through time", _finding(pair), alt, picture, NOTE)


NOTE = (
    "Upper chart: median war, and where half and nine tenths of the wars lie. Below: mean of the "
    "paired differences with its 95 % interval, which narrows with more wars and knows nothing "
    "of what the model gets wrong."
)


def _difference(
    axes: Axes, days: Any, before: F64, after: F64, color: str, label: str = ""
) -> None:
    mean, low, high = by_day(before[:, days], after[:, days])
    axes.axhline(0, color=GREY, linewidth=0.7)
    axes.fill_between(days, low, high, color=color, alpha=INTERVAL, linewidth=0)
    axes.plot(days, mean, color=color, linewidth=1.5, label=label)


def _name_the_branch(axes: Axes, pair: Pair) -> None:
    targets = pair.material.targets
    axes.annotate(
        f"change: {pair.material.spoken(targets.date(pair.since))}",
        (pair.since, 0.03),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        fontsize=style.SMALL,
        color=GREY,
    )


def _finding(pair: Pair) -> str:
    first, second = pair.fronts
    mean, low, high = (KM_PER_DEGREE * part for part in by_day(first, second))
    clear = np.flatnonzero((low > 0) | (high < 0))
    if not clear.size:
        return "On no day is the mean difference of the front clear of zero."
    day = int(clear[np.argmax(np.abs(mean[clear]))])
    way = "north" if mean[day] > 0 else "south"
    spoken = pair.material.spoken(pair.material.targets.date(day))
    ends = sorted((abs(low[day]), abs(high[day])))
    return (
        f"The fronts lie farthest apart on {spoken}: {abs(mean[day]):.0f} km farther {way} with "
        f"the change on average (95 % interval {ends[0]:.0f} to {ends[1]:.0f})."
    )
