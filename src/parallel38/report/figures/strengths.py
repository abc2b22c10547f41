"""Men in the field by group of nations, beside what the sources print."""

import calendar
import datetime
from statistics import median
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from parallel38.inference.targets import read_rows
from parallel38.report.axis import band_key, bands, steps, time_axis
from parallel38.report.figures.losses import LONG, absent
from parallel38.report.material import Drawing, Material
from parallel38.report.style import INK, RECORD, drawing, sheet, svg

MARKS = {
    "in_korea": ("o", "men in the theatre"),
    "combat": ("v", "fighting men"),
    "total": ("s", "the whole army"),
}
THOUSAND = 1000.0
COLUMNS = 3


def draw(material: Material) -> Drawing | None:
    """Draw median and bands of each group's strength, and the sources' marks."""
    groups = material.simulated
    if not groups:
        return None
    days = steps(material.days)
    long = material.days > LONG
    marks = {group: source_marks(material, group) for group in groups}
    with drawing():
        rows = -(-len(groups) // COLUMNS)
        figure = sheet(0.4 + 2.3 * rows)
        grid = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
        for axes in grid[len(groups) :]:
            axes.set_axis_off()
        for axes, (group, label) in zip(grid, groups.items(), strict=False):
            men = material.replay.series(f"{group}_strength", hold=True)[:, days] / THOUSAND
            bands(axes, days, men, material.color(group))
            _sources(axes, marks[group])
            axes.set_title(label)
            axes.set_ylim(bottom=0)
            time_axis(axes, material.targets, 0, material.days - 1, 12 if long else 3)
        for axes in grid[::COLUMNS]:
            axes.set_ylabel("thousand men")
        key = band_key(grid[0], INK)
        if any(marks.values()):
            key += [
                _mark(grid[0], [], [], scope, label=f"sources: {name}")
                for scope, (_, name) in MARKS.items()
            ]
        figure.legend(handles=key, loc="outside upper left", ncols=3)
        alt = (
            "Small charts of strength through time for "
            + ", ".join(groups.values())
            + ", with marks for what any sources print."
        )
        picture = svg(figure, "strengths", alt)
    note = NOTE if any(marks.values()) else ""
    return Drawing("strengths", "Men in the field", _finding(material), alt, picture, note)


NOTE = (
    "Sources count different things: men in the theatre, fighting men, or an army wherever it "
    "stood; a bar joins the lowest and the highest print of one day, its mark is the median."
)


def _sources(axes: Axes, marks: list[tuple[int, float, float, float, str]]) -> None:
    for day, low, high, centre, scope in marks:
        axes.plot([day, day], [low / THOUSAND, high / THOUSAND], color=RECORD, linewidth=0.8)
        _mark(axes, [day], [centre / THOUSAND], scope, clip_on=False)


def _mark(axes: Axes, x: list[int], y: list[float], scope: str, **options: Any) -> Any:
    return axes.plot(
        x,
        y,
        MARKS[scope][0],
        color=RECORD,
        markersize=3.5,
        linestyle="none",
        markerfacecolor="white" if scope == "total" else RECORD,
        markeredgewidth=0.7,
        **options,
    )[0]


def source_marks(material: Material, group: str) -> list[tuple[int, float, float, float, str]]:
    """Return what sources print for a group: day, low, high, centre, scope.

    What they print of one day and scope is one mark, from the lowest to the highest; its centre is
    the median of their middles.
    """
    printed: dict[tuple[int, str], list[tuple[float, float]]] = {}
    for row in read_rows(material.record_folder / "strengths.csv"):
        day = middle_day(material, row["date"])
        if strength_group(material, row) != group:
            continue
        if day is not None and 0 <= day < material.days:
            ends = float(row["strength_low"]), float(row["strength_high"])
            printed.setdefault((day, row["scope"]), []).append(ends)
    return [
        (
            day,
            min(low for low, _ in ends),
            max(high for _, high in ends),
            median((low + high) / 2 for low, high in ends),
            scope,
        )
        for (day, scope), ends in printed.items()
    ]


def strength_group(material: Material, row: dict[str, str]) -> str | None:
    """Return the group beside whose strength a row of strengths.csv is drawn, if any."""
    for group, rule in material.targets.settings["groups"].items():
        if row["nation"] in rule.get("sources", []) and group in material.simulated:
            return None if row["scope"] in rule.get("skip_scopes", []) else str(group)
    return None


def middle_day(material: Material, date: str) -> int | None:
    """Return the middle of an EDTF day, month or year; None for an interval."""
    parts = [int(part) for part in date.split("-")] if date.replace("-", "").isdigit() else []
    if not parts:
        return None
    year, month, day = (*parts, 0, 0)[:3]
    if not month:
        month, day = 7, 1
    day = day or calendar.monthrange(year, month)[1] // 2
    return material.targets.day(datetime.date(year, month, day))


def _finding(material: Material) -> str:
    inside = total = 0
    for group in material.simulated:
        men = material.replay.series(f"{group}_strength", hold=True)
        for day, low, high, _, scope in source_marks(material, group):
            if scope == "in_korea":
                bottom, top = np.quantile(men[:, day], [0.05, 0.95])
                inside += bool(bottom <= high and low <= top)
                total += 1
    if not total:
        text = "No source prints a strength in the theatre within the days of this run."
    else:
        text = (
            f"Of {total} strengths in the theatre that sources print, {inside} overlap "
            "the band of nine tenths of the simulated wars."
        )
    return " ".join([text, *absent(material)])
