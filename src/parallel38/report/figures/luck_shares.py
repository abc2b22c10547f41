"""How likely each turning point was, given the day before: one row each."""

from collections.abc import Mapping
from typing import Any

from parallel38.ensemble.contrast import UNCLEAR
from parallel38.inference.luck import EVEN, LIKELY, LUCKY, MARKS, VERY
from parallel38.report.axis import rows_axis
from parallel38.report.material import Drawing
from parallel38.report.pair import AFTER
from parallel38.report.style import GREY, PALE, SMALL, drawing, sheet, svg


def draw(index: Mapping[str, Any]) -> Drawing:
    """Draw the share of each turning point with its interval, between the marks of the words."""
    points = list(index["points"].values())
    with drawing():
        figure = sheet(1.2 + 0.42 * len(points))
        axes = figure.subplots()
        ends = [0.0, *sorted(MARKS), 1.0]
        for mark in ends[1:-1]:
            axes.axvline(100 * mark, color=PALE, linewidth=1.0, zorder=0)
        for low, high, word in zip(ends, ends[1:], (VERY, LUCKY, EVEN, LIKELY), strict=False):
            axes.annotate(
                word.replace("very ", "very\n"),
                (50 * (low + high), 1.0),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=SMALL,
                color=GREY,
            )
        for row, one in enumerate(points):
            if one["label"] == UNCLEAR:
                axes.annotate(_unclear(one), (0, -row), xytext=(5, 0), textcoords="offset points",
                              va="center", fontsize=SMALL, color=GREY)  # fmt: skip
                continue
            share, low, high = (100 * one[key] for key in ("share", "low", "high"))
            axes.plot([low, high], [-row, -row], color=AFTER, linewidth=6, alpha=0.4,
                      solid_capstyle="butt")  # fmt: skip
            axes.plot(share, -row, "o", color=AFTER, markersize=6, clip_on=False, zorder=3)
            left = share > 50
            axes.annotate(
                f"{share:.0f} %",
                (low if left else high, -row),
                xytext=(-5 if left else 5, 0),
                textcoords="offset points",
                ha="right" if left else "left",
                va="center",
                fontsize=SMALL,
            )
        rows_axis(axes, [one["title"] for one in points])
        axes.set(xlim=(0, 100), xticks=[0, 25, 50, 75, 100])
        axes.set_xlabel("% of the wars begun on the eve in which it came as it came")
        alt = "One row a turning point: " + "; ".join(map(_told, points))
        picture = svg(figure, "luck_shares", alt + ".")
    return Drawing("shares", "How often it came as it came", "", alt, picture, NOTE)


def _told(one: Mapping[str, Any]) -> str:
    if one["label"] == UNCLEAR:
        return f"{one['title']}: {_unclear(one)}"
    share, low, high = (f"{100 * one[key]:.0f}" for key in ("share", "low", "high"))
    return f"{one['title']} {share} % ({low} to {high})"


def _unclear(one: Mapping[str, Any]) -> str:
    return f"{UNCLEAR}: there is an attack in {one['judged'] or 'none'} of the wars"


NOTE = (
    "Point: share of the wars in which all came to pass that did; where an attack was a part of "
    "it, of the wars that have one. Bar: its 95 % interval after "
    "Wilson, which narrows with more wars. The words and their marks, a tenth, a third and two "
    "thirds, are conventions."
)
