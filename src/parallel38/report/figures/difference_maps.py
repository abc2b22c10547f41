"""Maps of difference: where a change shifts who holds the ground, and how often."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from parallel38.report.figures.maps import Frame, mark_towns, small_maps
from parallel38.report.material import Drawing
from parallel38.report.pair import Pair
from parallel38.report.style import GREY, INK, SMALL, drawing, svg

F64 = NDArray[np.float64]

LEVELS = (-1.01, -0.5, -0.25, -0.05, 0.05, 0.25, 0.5, 1.01)
TINTS = ("#DF7A38", "#EBAA7C", "#F8DECB", "#f4f3ef", "#D5E6F2", "#8FBFDF", "#3B8BC2")
WORDS = ("North in 50 % more", "25-50 %", "5-25 %", "much the same", "5-25 %", "25-50 %",
         "South in 50 % more")  # fmt: skip
COLUMNS = 3
KM2_PER_THOUSAND = 1000.0


def draw(pair: Pair) -> Drawing:
    """Draw a small map a date: share of wars held by the South, changed less unchanged."""
    material = pair.material
    days = np.array(pair.map_days)
    first, second = pair.before.maps(days), pair.after.maps(days)
    areas = []
    with drawing():
        figure, grid = small_maps(len(days), COLUMNS, head=0.45, row=3.6)
        frame = Frame(material)
        for axes, day, before, after in zip(grid, days, first, second, strict=False):
            _one(pair, frame, axes, int(day), before.mean(axis=0), after.mean(axis=0))
            apart = after.mean(axis=0) - before.mean(axis=0)
            areas.append(float(apart[material.targets.scored].sum() * material.targets.cell_km2))
        _key(figure)
        spoken = [material.spoken(material.targets.date(day)) for day in days]
        alt = (
            f"Maps of the peninsula at {', '.join(spoken)}: blue where the South holds the ground "
            "in more of the changed wars than of the unchanged, vermilion where the North does."
        )
        picture = svg(figure, "difference_maps", alt)
    return Drawing("maps", "Where it makes a difference", _finding(spoken, areas), alt, picture,
                   NOTE)  # fmt: skip


NOTE = (
    "Tints: in how many more of a hundred wars a side holds the ground because of the change. "
    "Lines: where the two sides are even, dashed without the change, solid with it. Beside each "
    "date: land gained by the South, mean of the wars."
)


def _finding(spoken: list[str], areas: list[float]) -> str:
    most = int(np.argmax(np.abs(areas)))
    if abs(areas[most]) < KM2_PER_THOUSAND:
        return "On none of these dates does the change move a thousand square kilometres."
    side = "South" if areas[most] > 0 else "North"
    return (
        f"Of these dates it shows most on {spoken[most]}, when the {side} holds "
        f"{round(abs(areas[most]), -3):,.0f} square kilometres more on average."
    )


def _one(pair: Pair, frame: Frame, axes: Axes, day: int, before: F64, after: F64) -> None:
    material = pair.material
    field = frame.field(after - before)
    tint = axes.tricontourf(frame.triangles, field, levels=LEVELS, colors=TINTS)
    layers = [tint]
    for share, style, width in ((before, "dashed", 0.9), (after, "solid", 1.3)):
        values = frame.field(share)
        if values.min() < 0.5 < values.max():
            layers.append(axes.tricontour(frame.triangles, values, levels=[0.5], colors=INK,
                                          linewidths=width, linestyles=style))  # fmt: skip
    if frame.land is not None:
        axes.add_patch(PathPatch(frame.land, facecolor="none", edgecolor=GREY, linewidth=0.5))
        for layer in layers:
            layer.set_clip_path(frame.land, axes.transData)
    for line in frame.parallel:
        axes.plot(*line.T, color=INK, linewidth=0.5, linestyle=(0, (1, 3)))
    mark_towns(material, frame, axes, day == pair.map_days[0])
    west, east, south, north = frame.window
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")
    axes.set_title(material.spoken(material.targets.date(day)))
    scored = material.targets.scored
    gained = float((after - before)[scored].sum() * material.targets.cell_km2)
    text = f"{gained / KM2_PER_THOUSAND:+,.0f}".replace("-", "−") + ",000 km²"
    text = "0 km²" if abs(gained) < KM2_PER_THOUSAND / 2 else text
    axes.set_title(text, loc="right", fontsize=SMALL, fontweight="normal", color=GREY)


def _key(figure: Any) -> None:
    swatches: list[Any] = [
        PathPatch(Outline.unit_rectangle(), facecolor=tint, edgecolor=GREY, linewidth=0.3,
                  label=word)
        for tint, word in zip(TINTS, WORDS, strict=True)
    ]  # fmt: skip
    lines = [
        Line2D([], [], color=INK, linewidth=0.9, linestyle="dashed", label="even, unchanged"),
        Line2D([], [], color=INK, linewidth=1.3, label="even, changed"),
    ]
    figure.legend(handles=swatches, loc="outside lower center", ncols=len(swatches),
                  fontsize=SMALL, columnspacing=0.9, handlelength=1.2)  # fmt: skip
    figure.legend(handles=lines, loc="outside upper right", ncols=2, fontsize=SMALL)
