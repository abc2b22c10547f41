"""A turning point: where the wars begun on its eve went, and where the war went."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from parallel38.inference.distance import KM_PER_DEGREE
from parallel38.inference.verdict import record_parallels
from parallel38.report.axis import band_key, bands, time_axis
from parallel38.report.eve import Eve
from parallel38.report.figures.maps import Frame, map_key, mark_towns, record_line, tinted
from parallel38.report.material import Drawing
from parallel38.report.style import (
    GREY,
    INK,
    NORTH,
    PAPER,
    RECORD,
    SMALL,
    SOUTH,
    drawing,
    quiet,
    sheet,
    svg,
)
from parallel38.scenario.turning_points import Happened

FRONT, STRIP = 2.1, 0.75  # heights of a panel [inch]
LOWEST = 4.4  # of the figure, for the map [inch]
MAP, CHARTS = 1.0, 1.35  # widths
SURE = 0.05  # a cell is open where neither side holds it in nearly all wars
AROUND_KM, LEAST_KM = 40.0, 430.0  # shown beyond what is of interest, and at least
OPAQUE = 0.75
SCATTER = np.linspace(0.15, 0.85, 7)  # heights of the dots of wars, so that they do not hide


def draw(eve: Eve, frame: Frame) -> Drawing:
    """Draw the map of the last day, the front through time, and each thing that came to pass."""
    heights = [FRONT, *(STRIP for _ in eve.happened)]
    with drawing():
        figure = sheet(max(LOWEST, 1.1 + sum(heights)))
        halves: Any = figure.subfigures(1, 2, width_ratios=(MAP, CHARTS))
        left, right = halves
        _map(eve, frame, left.subplots(), left)
        panels = right.subplots(len(heights), 1, gridspec_kw={"height_ratios": heights})
        _front(eve, panels[0])
        right.legend(handles=band_key(panels[0], SOUTH) + _dot(panels[0]),
                     loc="outside upper left", ncols=4, fontsize=SMALL, columnspacing=1.0,
                     handlelength=1.2)  # fmt: skip
        for axes, one in zip(panels[1:], eve.happened, strict=True):
            (_errors if one.place is None else _strip)(eve, axes, one)
        picture = svg(figure, f"turning_point_{eve.name}", _alt(eve))
    return Drawing(eve.name, eve.row["title"], _finding(eve), _alt(eve), picture, _note(eve))


def _map(eve: Eve, frame: Frame, axes: Axes, figure: Any) -> None:
    material = eve.material
    quiet(axes)
    low, high = _reach(eve, frame)
    tinted(frame.between(low, high), axes, eve.chance)
    if eve.record_number is not None:
        record_line(material, axes, eve.record_number)
    mark_towns(material, frame, axes, False)
    focus = material.targets.settings["focus_place"]
    for place in dict.fromkeys(one.place for one in eve.happened if one.place):
        x, y = material.place_km(place)
        axes.plot(x, y, "s", color=INK, markersize=4, markeredgecolor="white", markeredgewidth=0.6)
        if place != focus:
            axes.annotate(
                material.names[place],
                (x, y),
                xytext=(5, -2.5),
                textcoords="offset points",
                fontsize=SMALL,
                path_effects=[withStroke(linewidth=1.6, foreground="#ffffffcc")],
            )
    axes.set_ylim(low, high)
    axes.set_title(f"Who holds what on {material.spoken(material.targets.date(eve.last))}")
    figure.legend(handles=map_key(), loc="outside lower center", ncols=2, fontsize=SMALL,
                  columnspacing=1.0)  # fmt: skip


def _reach(eve: Eve, frame: Frame) -> tuple[float, float]:
    """Return between which northings the map lies: what is open, asked or the record's [km]."""
    material = eve.material
    open_ = (eve.chance > SURE) & (eve.chance < 1 - SURE) & material.targets.scored
    heights = [*material.ground.y_km[open_]]
    heights += [material.place_km(one.place)[1] for one in eve.happened if one.place]
    if eve.record_number is not None:
        trace = material.targets.traces[eve.record_number]
        heights += [y for line in (trace.main, *trace.rings) for _, y in material.to_km(*line.T)]
    south, north = frame.window[2:]
    middle = (min(heights) + max(heights)) / 2
    half = max((max(heights) - min(heights)) / 2 + AROUND_KM, LEAST_KM / 2)
    middle = min(max(middle, south + half), max(north - half, south + half))
    return max(south, middle - half), min(north, middle + half)


def _front(eve: Eve, axes: Axes) -> None:
    material, targets = eve.material, eve.material.targets
    days = np.arange(eve.first, eve.last + 1)
    bands(axes, days, material.parallels[:, days], SOUTH)
    seen = (targets.days >= eve.first) & (targets.days <= eve.last)
    slack = [targets.traces[t].precision_km / KM_PER_DEGREE for t in np.flatnonzero(seen)]
    truth = record_parallels(targets)[seen]
    axes.errorbar(targets.days[seen], truth, yerr=slack, fmt="o", color=RECORD, markersize=4,
                  elinewidth=0.8, clip_on=False)  # fmt: skip
    time_axis(axes, targets, eve.first, eve.last)
    axes.set_title("The front, degrees north")


def _dot(axes: Axes) -> list[Any]:
    return list(axes.plot([], [], "o", color=RECORD, markersize=4, label="record"))


def _strip(eve: Eve, axes: Axes, one: Happened) -> None:
    """Draw the share of wars in which each side held a place, and what was asked of it."""
    material, targets = eve.material, eve.material.targets
    assert one.place is not None
    days = np.arange(eve.first, eve.last + 1)
    held = material.replay.held(material.scenario.places[one.place])[:, days].mean(axis=0)
    low, middle = np.zeros(len(days)), held
    for bottom, top, color in ((low, middle, SOUTH), (middle, np.ones(len(days)), NORTH)):
        axes.fill_between(days, bottom, top, color=color, alpha=OPAQUE, linewidth=0, step="mid")
    asked = [eve.first if one.throughout else targets.day(one.last), targets.day(one.last)]
    at = 0.07 if one.holder == "south" else 0.93
    for width, color in ((4.5, PAPER), (2.2, RECORD)):
        axes.plot(asked, [at, at], color=color, linewidth=width, solid_capstyle="butt")
        axes.plot(asked[1], at, "D", color=color, markersize=2 + width, clip_on=False, zorder=5)
    time_axis(axes, targets, eve.first, eve.last)
    axes.set(ylim=(0, 1), yticks=[0, 0.5, 1], yticklabels=["0", "50", "100 %"])
    axes.tick_params(labelbottom=False)
    _named(eve, axes, one)


def _errors(eve: Eve, axes: Axes, one: Happened) -> None:
    """Draw how far the front of each war lies from the record's, a dot a war."""
    assert one.within_km is not None
    errors = eve.errors(one)
    height = SCATTER[np.arange(len(errors)) % len(SCATTER)]
    near = errors <= one.within_km
    for which, color in ((near, SOUTH), (~near, GREY)):
        axes.plot(errors[which], height[which], "o", color=color, markersize=2.5, alpha=OPAQUE)
    axes.axvline(one.within_km, color=RECORD, linewidth=1.2)
    axes.set(ylim=(0, 1), yticks=[], xlim=(0, max(float(errors.max()), one.within_km) * 1.08))
    axes.set_xlabel("km from the record's front, a dot a war", fontsize=SMALL)
    _named(eve, axes, one)


def _named(eve: Eve, axes: Axes, one: Happened) -> None:
    axes.set_title(eve.words(one), fontsize=SMALL + 0.5)
    axes.set_title(f"{100 * eve.share(one):.0f} %", loc="right", fontsize=SMALL + 0.5)


def _finding(eve: Eve) -> str:
    if len(eve.happened) == 1:
        return ""
    shares = {eve.words(one): eve.share(one) for one in eve.happened}
    least = min(shares, key=lambda words: shares[words])
    if shares[least] == max(shares.values()):
        return ""
    return f"What came least often: {least} ({100 * shares[least]:.0f} % of all wars)."


def _alt(eve: Eve) -> str:
    shares = "; ".join(f"{eve.words(one)}: {100 * eve.share(one):.0f} %" for one in eve.happened)
    return (
        f"{eve.row['title']}: a map of who holds what on the last day with the record's front, "
        f"the front of the wars through time, and in what share of them it came to pass. {shares}."
    )


def _note(eve: Eve) -> str:
    line = ""
    if eve.record_number is not None:
        date = eve.material.targets.dates[eve.record_number]
        line = f"Black line: the record's front of {eve.material.spoken(date)}. "
    places = any(one.place is not None for one in eve.happened)
    strips = (
        "Below: share of the wars in which the South (blue) and the North (vermilion) hold the "
        "place; black: who held it, on the day or for the days asked. "
    )
    return line + (strips if places else "") + "Above each: in how many of all wars it came so."
