"""Maps of twelve dates: how likely the South held each place, and the record's line."""

from copy import copy
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from matplotlib.tri import Triangulation
from numpy.typing import NDArray

from parallel38.report.material import Drawing, Material
from parallel38.report.outline import land_outline
from parallel38.report.style import GREY, INK, RECORD, SMALL, drawing, quiet, sheet, svg

F64 = NDArray[np.float64]

LEVELS = (-0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 1.01)
TINTS = ("#DF7A38", "#EBAA7C", "#F8DECB", "#D5E6F2", "#8FBFDF", "#3B8BC2")
WORDS = ("North, over 95 %", "75-95 %", "50-75 %", "50-75 %", "75-95 %", "South, over 95 %")
COLUMNS = 4
MARGIN_KM = 12.0
HALO = 2  # rings of ghost centres that carry the field over the shore


def small_maps(count: int, columns: int, head: float, row: float) -> tuple[Any, Any]:
    """Return a sheet with room for `count` maps and its empty axes; heights of the head and of a
    row in inches."""
    rows = -(-count // columns)
    figure = sheet(head + row * rows)
    engine: Any = figure.get_layout_engine()
    engine.set(h_pad=0.08)
    grid = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in grid:
        quiet(axes)
    return figure, grid


def draw(material: Material) -> Drawing | None:
    """Draw small maps at the chosen dates of the record."""
    chosen = [str(date) for date in material.targets.settings["map_dates"]]
    dates = [t for t in material.used if material.targets.dates[t] in chosen]
    if not dates:
        return None
    maps = material.replay.each_map(material.targets.days[dates])
    with drawing():
        figure, grid = small_maps(len(dates), COLUMNS, head=0.35, row=3.4)
        frame = Frame(material)
        for axes, t, held in zip(grid, dates, maps, strict=False):
            _one(material, frame, axes, t, held.mean(axis=0), t == dates[0])
        swatches = map_key()
        figure.legend(
            handles=swatches, loc="outside lower center", ncols=len(swatches), fontsize=SMALL
        )
        alt = (
            "Small maps of the peninsula at "
            + ", ".join(material.spoken(material.targets.dates[t]) for t in dates)
            + ": tints show in what share of the wars each side held the ground, a black line the "
            "front of the record."
        )
        picture = svg(figure, "maps", alt)
    return Drawing("maps", "Twelve dates", _finding(material, dates), alt, picture, NOTE)


NOTE = (
    "Black line: the front of the record. Tints: share of the simulated wars in which a side held "
    "the ground; hatching: neither side in three quarters of them. Dashed: where the two are even. "
    "Beside each date: front error of the majority's map."
)


def _finding(material: Material, dates: list[int]) -> str:
    by_date = material.card["front_error_km"]["by_date"]
    errors = {material.targets.dates[t]: by_date[material.targets.dates[t]]["map"] for t in dates}
    best = min(errors, key=lambda date: errors[date])
    worst = max(errors, key=lambda date: errors[date])
    return (
        f"The map of the majority of the wars lies nearest to the record on "
        f"{material.spoken(best)} ({errors[best]:.0f} km) and farthest on {material.spoken(worst)} "
        f"({errors[worst]:.0f} km)."
    )


class Frame:
    """What all maps share: the shore, the window, the triangles between the cells."""

    def __init__(self, material: Material) -> None:
        ground, scored = material.ground, material.targets.scored
        self.cells = np.flatnonzero(scored)
        centres = np.column_stack([ground.x_km, ground.y_km])[self.cells]
        self.points, self.owners = _with_halo(centres, float(ground.pitch_km))
        self.triangles = Triangulation(self.points[:, 0], self.points[:, 1])
        coast = material.lines("coast")
        self.land = land_outline(coast.get("coast", []), coast.get("frontier", []))
        self.parallel = material.lines("parallels").get("parallel", [])
        low = centres.min(axis=0) - MARGIN_KM
        high = centres.max(axis=0) + MARGIN_KM
        self.window = (low[0], high[0], low[1], high[1])

    def between(self, south: float, north: float) -> "Frame":
        """Return the frame of a map of the land between two northings [km]."""
        part = copy(self)
        west, east, *_ = self.window
        part.window = (west, east, south, north)
        if self.land is not None:
            part.land = self.land.clip_to_bbox(Bbox.from_extents(west, south, east, north))
        return part

    def field(self, values: F64) -> F64:
        """Return a value of every cell (n,) at every corner of the triangles."""
        inside = values[self.cells]
        return np.array([inside[owners].mean() for owners in self.owners])


def _with_halo(centres: F64, pitch: float) -> tuple[F64, list[list[int]]]:
    """Return the centres with two rings of ghosts, and the cells that each stands for."""
    angle = np.radians(60.0 * np.arange(6))
    offsets = pitch * np.column_stack([np.cos(angle), np.sin(angle)])
    known = {_key_of(point): [i] for i, point in enumerate(centres)}
    points = [*centres]
    edge = list(range(len(centres)))
    for _ in range(HALO):
        ghosts: dict[tuple[int, int], list[int]] = {}
        where: dict[tuple[int, int], F64] = {}
        for i in edge:
            for offset in offsets:
                key = _key_of(points[i] + offset)
                if key not in known:
                    ghosts.setdefault(key, []).extend(known[_key_of(points[i])])
                    where[key] = points[i] + offset
        edge = list(range(len(points), len(points) + len(ghosts)))
        points += [where[key] for key in ghosts]
        known |= ghosts
    return np.array(points), [known[_key_of(point)] for point in points]


def _key_of(point: F64) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


def _one(material: Material, frame: Frame, axes: Axes, t: int, chance: F64, named: bool) -> None:
    """Draw one date; `chance` (n,) is the share of wars in which the South held a cell."""
    tinted(frame, axes, chance)
    record_line(material, axes, t)
    mark_towns(material, frame, axes, named)
    date = material.targets.dates[t]
    axes.set_title(material.spoken(date))
    error = material.card["front_error_km"]["by_date"][date]["map"]
    axes.set_title(f"{error:.0f} km", loc="right", fontsize=SMALL, fontweight="normal", color=GREY)


def tinted(frame: Frame, axes: Axes, chance: F64) -> None:
    """Tint the land by the share of wars in which the South held a cell, (n,)."""
    field = frame.field(chance)
    tint = axes.tricontourf(frame.triangles, field, levels=LEVELS, colors=TINTS)
    hatch = axes.tricontourf(
        frame.triangles, field, levels=(0.25, 0.75), colors="none", hatches=["////"]
    )
    hatch.set_edgecolor("#8a8a8a")
    hatch.set_linewidth(0)
    even = axes.tricontour(
        frame.triangles, field, levels=[0.5], colors=INK, linewidths=0.9, linestyles="dashed"
    )
    if frame.land is not None:
        axes.add_patch(PathPatch(frame.land, facecolor="none", edgecolor=GREY, linewidth=0.5))
        for layer in (tint, hatch, even):
            layer.set_clip_path(frame.land, axes.transData)
    for line in frame.parallel:
        axes.plot(*line.T, color=INK, linewidth=0.5, linestyle=(0, (1, 3)))
    west, east, south, north = frame.window
    axes.set(xlim=(west, east), ylim=(south, north), aspect="equal")


def record_line(material: Material, axes: Axes, t: int) -> None:
    """Draw the front of the record at its date number `t`."""
    trace = material.targets.traces[t]
    for line in (trace.main, *trace.rings):
        points = material.to_km(line[:, 0], line[:, 1])
        axes.plot(*points.T, color="white", linewidth=3.0, solid_joinstyle="round")
        axes.plot(*points.T, color=RECORD, linewidth=1.6, solid_joinstyle="round")


def mark_towns(material: Material, frame: Frame, axes: Axes, named: bool) -> None:
    """Mark a few towns; name all of them on the first map, and one on the others."""
    middle = (frame.window[0] + frame.window[1]) / 2
    for place in material.targets.settings["map_towns"]:
        x, y = material.place_km(place)
        axes.plot(
            x, y, "o", color=INK, markersize=2.2, markeredgecolor="white", markeredgewidth=0.4
        )
        if named or place == material.targets.settings["focus_place"]:
            west = x < middle
            axes.annotate(
                material.names[place],
                (x, y),
                xytext=(-3 if west else 3, -2.5),
                textcoords="offset points",
                fontsize=7.5,
                ha="right" if west else "left",
                path_effects=[withStroke(linewidth=1.6, foreground="#ffffffcc")],
            )


def map_key() -> list[PathPatch]:
    """Return what a key needs to explain the tints."""
    swatches = [
        PathPatch(
            Outline.unit_rectangle(),
            facecolor=tint,
            edgecolor="none",
            label=word,
            hatch="////" if 2 <= i <= 3 else None,
        )
        for i, (tint, word) in enumerate(zip(TINTS, WORDS, strict=True))
    ]
    for patch in swatches[2:4]:
        patch.set_edgecolor("#8a8a8a")
        patch.set_linewidth(0)
    return swatches
