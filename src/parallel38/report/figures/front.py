"""The front through time, against the record."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from parallel38.inference.distance import KM_PER_DEGREE
from parallel38.inference.verdict import record_parallels
from parallel38.report.axis import band_key, bands, beside, split_axes, steps
from parallel38.report.material import Drawing, Material
from parallel38.report.style import PALE, RECORD, SOUTH, drawing, sheet, svg


def draw(material: Material) -> Drawing:
    """Draw median and bands of the front's parallel, and the record's."""
    targets = material.targets
    truth = record_parallels(targets) if material.used else np.array([])
    fronts = material.parallels
    days = steps(material.days)
    with drawing():
        figure = sheet(4.5)
        panels = split_axes(figure, targets, material.days)
        for axes in panels:
            bands(axes, days, fronts[:, days], SOUTH)
            seen = material.used
            axes.plot(targets.days[seen], truth[seen], color=RECORD, linewidth=0.6, alpha=0.5)
            slack = [targets.traces[t].precision_km / KM_PER_DEGREE for t in seen]
            axes.errorbar(
                targets.days[seen],
                truth[seen],
                yerr=slack,
                fmt="o",
                color=RECORD,
                markersize=3,
                elinewidth=0.8,
            )
            _guides(material, axes)
        panels[0].set_ylabel("front, degrees north")
        figure.legend(handles=_key(material, panels[0]), loc="outside upper left", ncols=4)
        _names(material, panels[-1])
        low, high = min([fronts.min(), *truth]), max([fronts.max(), *truth])
        panels[0].set_ylim(low - 0.3, high + 0.3)
        alt = (
            "Line chart of the front's latitude from June 1950 on: simulated median with bands "
            "of half and nine tenths of the wars, and any record as black dots."
        )
        picture = svg(figure, "front", alt)
    note = NOTE + (BARS if material.used else "") + (NARROW if len(panels) > 1 else "")
    return Drawing("front", "The front through time", _finding(material), alt, picture, note)


NOTE = "The front as one number: the parallel that would leave the South the same area."
BARS = " Bars on the dots show how exactly the sources fix the line."
NARROW = " The years after the war of movement are drawn narrower."


def _finding(material: Material) -> str:
    fronts = material.card["front_latitude"]
    inside = [
        date for date, row in fronts["by_date"].items() if row["p05"] <= row["record"] <= row["p95"]
    ]
    errors = {
        date: abs(row["p50"] - row["record"]) * KM_PER_DEGREE
        for date, row in fronts["by_date"].items()
    }
    if not errors:
        ends = [f"{end:.1f}" for end in np.quantile(material.parallels[:, -1], [0.05, 0.5, 0.95])]
        return (
            f"On the last day the front lies at {ends[1]} degrees north in the median war, in nine "
            f"tenths of them between {ends[0]} and {ends[2]}. No date of a record lies within the "
            "days of this run."
        )
    worst = max(errors, key=lambda date: errors[date])
    return (
        f"On {len(inside)} of {len(errors)} dates the record lies within the band that holds nine "
        f"tenths of the simulated wars; the median is farthest off on {material.spoken(worst)}, "
        f"by {errors[worst]:.0f} km."
    )


def _guides(material: Material, axes: Axes) -> None:
    for _, latitude in _towns(material):
        axes.axhline(latitude, color=PALE, linewidth=0.7, zorder=0)


def _towns(material: Material) -> list[tuple[str, float]]:
    """Return a few towns from south to north, with their latitude."""
    places = material.scenario.places
    towns = [p for p in material.targets.settings["map_towns"] if p in places]
    found = sorted((float(material.ground.latitude[places[p]]), material.names[p]) for p in towns)
    kept: list[tuple[str, float]] = []
    for latitude, name in found:
        if not kept or latitude - kept[-1][1] > 0.6:
            kept.append((name, latitude))
    return kept


def _names(material: Material, axes: Axes) -> None:
    for name, latitude in _towns(material):
        beside(axes, name, latitude)


def _key(material: Material, axes: Axes) -> list[Any]:
    if not material.used:
        return band_key(axes, SOUTH)
    record = axes.plot([], [], "o-", color=RECORD, markersize=3, linewidth=0.6, label="record")
    return band_key(axes, SOUTH) + record
