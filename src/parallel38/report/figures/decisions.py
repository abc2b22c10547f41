"""When the great decisions fell, beside the record."""

import numpy as np
from matplotlib.axes import Axes

from parallel38.report.axis import beside, interval_key, interval_row, split_axes
from parallel38.report.material import Drawing, Material
from parallel38.report.style import INK, PALE, RECORD, drawing, sheet, svg


def draw(material: Material) -> Drawing | None:
    """Draw one row a decision: every war as a tick, median, and the record as a diamond."""
    decisions = material.card["decisions"]
    names = sorted(decisions, key=lambda name: str(decisions[name]["record"]))
    if not names:
        return None
    targets = material.targets
    with drawing():
        figure = sheet(0.8 + 0.42 * len(names))
        panels = split_axes(figure, targets, material.days)
        for axes in panels:
            for row, name in enumerate(reversed(names)):
                _row(material, axes, row, name)
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="y", length=0)
        for row, name in enumerate(reversed(names)):
            never = decisions[name]["share_never"]
            beside(panels[-1], f"never in {100 * never:.0f} %" if never else "", row)
        labels = [decisions[name]["label"] for name in reversed(names)]
        panels[0].set_yticks(range(len(names)), labels)
        panels[0].set_ylim(-0.6, len(names) - 0.2)
        record = panels[0].plot([], [], "v", color=RECORD, linestyle="none", label="record")
        key = record + interval_key(panels[0], INK)
        figure.legend(handles=key, loc="outside upper left", ncols=4)
        alt = (
            "Rows of intervals for the dates of "
            + ", ".join(decisions[name]["label"].lower() for name in names)
            + "; a triangle marks the record."
        )
        picture = svg(figure, "decisions", alt)
    note = NOTE + (" None of these dates is given to the model." if material.by_the_rules else "")
    return Drawing("decisions", "Decisions", _finding(material, names), alt, picture, note)


def _row(material: Material, axes: Axes, row: int, name: str) -> None:
    days = material.replay.decision(name)
    taken = np.sort(days[days >= 0])
    axes.axhline(row, color=PALE, linewidth=0.7, zorder=0)
    if taken.size:
        interval_row(axes, row, taken, INK)
    truth = material.targets.day(material.card["decisions"][name]["record"])
    first, last = axes.get_xlim()
    if first <= truth <= last:
        axes.plot(truth, row + 0.32, "v", color=RECORD, markersize=6, clip_on=False)


NOTE = "Intervals are over the wars in which the decision was taken."


def _finding(material: Material, names: list[str]) -> str:
    targets = material.targets
    inside = []
    for name in names:
        days = material.replay.decision(name)
        taken = days[days >= 0]
        truth = targets.day(material.card["decisions"][name]["record"])
        if taken.size:
            low, high = np.quantile(taken, [0.05, 0.95])
            if low <= truth <= high:
                inside.append(material.card["decisions"][name]["label"])
    what = f" ({', '.join(inside)})" if inside else ""
    return (
        f"For {len(inside)} of {len(names)} decisions{what} the historical date lies within the "
        "interval of nine tenths of the wars that took it."
    )
