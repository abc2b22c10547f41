"""Civilians: how many are away from home, and how many have died, through time."""

import numpy as np
from matplotlib.axes import Axes

from parallel38.report.axis import band_key, bands, source_bar, steps, time_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import INK, RECORD, SMALL, drawing, sheet, svg

PANELS = (("displaced", "Away from home"), ("civil_dead", "Dead since the war began"))
MILLION = 1e6
THOUSAND = 1e3
BESIDE = 0.03  # of the length of the axis, between two black bars


def draw(material: Material) -> Drawing | None:
    """Draw refugees on the left, the dead on the right, with what sources print."""
    if not material.replay.has_series("civil_dead"):
        return None
    days = steps(material.days, 150)
    unit, word = _unit(material)
    with drawing():
        figure = sheet(3.3)
        panels = figure.subplots(1, len(PANELS))
        for axes, (name, title) in zip(panels, PANELS, strict=True):
            people = material.replay.series(name, hold=True)[:, days] / unit
            bands(axes, days, people, INK)
            axes.set_title(title)
            time_axis(axes, material.targets, 0, material.days - 1, 6)
        if material.whole_war:
            _sources(material, panels[1], unit)
        for axes in panels:
            axes.set_ylim(bottom=0)
        panels[0].set_ylabel(f"{word} people")
        figure.legend(handles=band_key(panels[0], INK), loc="outside upper left", ncols=3)
        alt = (
            "Two charts through time: simulated refugees, and simulated civilian dead with what "
            "any sources print as black bars."
        )
        picture = svg(figure, "people", alt)
    return Drawing("people", "Civilians", _finding(material), alt, picture, _note(material))


def _unit(material: Material) -> tuple[float, str]:
    """Return the unit in which the numbers of this war can be read, and its name."""
    most = material.replay.series("displaced", hold=True).max()
    return (MILLION, "million") if most >= MILLION / 2 else (THOUSAND, "thousand")


def _sources(material: Material, axes: Axes, unit: float) -> None:
    rows = material.targets.civilians
    for k, row in enumerate(rows, 1):
        x = material.days * (1 + BESIDE * k)
        source_bar(axes, x, row["low"] / unit, row["high"] / unit)
        axes.annotate(
            row["label"],
            (x, row["high"] / unit),
            xytext=(4, 4),
            textcoords="offset points",
            fontsize=SMALL,
            color=RECORD,
            ha="right",
        )
    axes.set_xlim(0, material.days * (1 + BESIDE * (len(rows) + 1)))


def _note(material: Material) -> str:
    text = "All curves are simulated and none is a fact."
    if material.targets.civilians and material.whole_war:
        text += (
            " Black bars at the right edge: deaths as sources print them, which differ widely in "
            "what they count."
        )
    return text


def _finding(material: Material) -> str:
    dead = material.replay.series("civil_dead", hold=True)[:, -1]
    low, middle, high = np.quantile(dead, [0.05, 0.5, 0.95])
    away = float(np.median(np.nanmax(material.replay.series("displaced", hold=True), axis=1)))
    return (
        f"In the median simulated war {_people(middle)} civilians die (90 % of wars: "
        f"{_people(low)} to {_people(high)}) and at the worst moment {_people(away)} are away "
        "from home."
    )


def _people(number: float) -> str:
    if number >= MILLION / 10:
        return f"{number / MILLION:.1f} million"
    return f"{number:,.0f}"
