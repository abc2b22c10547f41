"""The human ledger: refugees and civilian dead through time, and what became of prisoners."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.report.axis import steps, time_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import BANDS, GREY, INK, RECORD, drawing, sheet, svg

FATES = (
    ("repatriated", "sent home", "#56B4E9"),
    ("stayed", "declined to return", "#F0E442"),
    ("died_captive", "died in captivity", "#444444"),
)
STILL = ("still held at the end of the run", "#cfcfcf")
ROOM = 1.15  # above the curves, for the key
MILLION = 1e6
THOUSAND = 1000.0


def draw(material: Material) -> Drawing | None:
    """Draw civilians on the left, prisoners by group on the right."""
    if not material.replay.has_series("civil_dead"):
        return None
    with drawing():
        figure = sheet(3.9)
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1.15, 1)})
        _civilians(material, left)
        fates = prisoners(material)
        _prisoners(right, fates)
        alt = (
            "Left: simulated refugees and civilian dead through time. Right: bars of simulated "
            "prisoners by group of nations and what became of them."
        )
        picture = svg(figure, "people", alt)
    return Drawing("people", "Civilians and prisoners", _finding(material), alt, picture, NOTE)


NOTE = (
    "All numbers are simulated, medians over the wars; none is a fact. Bars at the right edge of "
    "the left chart: deaths as sources print them, which differ widely in what they count."
)


def _civilians(material: Material, axes: Axes) -> None:
    days = steps(material.days, 150)
    names = (("displaced", "away from home", GREY), ("civil_dead", "civilian dead", INK))
    for name, label, color in names:
        people = material.replay.series(name, hold=True)[:, days] / MILLION
        for low, high, opacity in BANDS:
            edges = np.quantile(people, [low, high], axis=0)
            axes.fill_between(days, *edges, color=color, alpha=opacity, linewidth=0)
        axes.plot(days, np.median(people, axis=0), color=color, linewidth=1.4, label=label)
    for k, row in enumerate(material.targets.civilians):
        x = material.days * (1.02 + 0.03 * k)
        low, high = row["low"] / MILLION, row["high"] / MILLION
        axes.plot(
            [x, x], [low, max(high, low + 0.02)], color=RECORD, linewidth=4, solid_capstyle="butt"
        )
        axes.annotate(
            row["label"],
            (x, high),
            xytext=(0, 3),
            textcoords="offset points",
            fontsize=7,
            ha="right",
        )
    time_axis(axes, material.targets, 0, material.days - 1, 6)
    axes.set_xlim(0, material.days * 1.09)
    axes.set_ylim(0, axes.get_ylim()[1] * ROOM)
    axes.set_title("Simulated civilians")
    axes.set_ylabel("million people")
    axes.legend(loc="upper left")


def prisoners(material: Material) -> dict[str, dict[str, float]]:
    """Return the median captured and their fates by group, groups without prisoners left out."""
    scenario, wars = material.scenario, material.replay.wars
    out: dict[str, dict[str, float]] = {}
    for number, group in enumerate(scenario.groups):
        mine = [n for n, g in zip(scenario.nations, scenario.group_of, strict=True) if g == number]

        def total(flow: str, mine: list[str] = mine) -> NDArray[Any]:
            columns = [c for c in (f"{nation}_{flow}" for nation in mine) if c in wars.columns]
            return np.sum([wars[c].to_numpy() for c in columns], axis=0) if columns else np.zeros(1)

        captured = float(np.median(total("captured")))
        if captured > 0:
            label = material.groups.get(group, group)
            out[label] = {"captured": captured}
            out[label] |= {fate: float(np.median(total(fate))) for fate, _, _ in FATES}
    return out


def _prisoners(axes: Axes, fates: dict[str, dict[str, float]]) -> None:
    y = np.arange(len(fates))[::-1]
    left = np.zeros(len(fates))
    for fate, label, color in FATES:
        width = np.array([row[fate] for row in fates.values()]) / THOUSAND
        axes.barh(y, width, left=left, color=color, label=label, edgecolor="white", linewidth=0.5)
        left += width
    rest = np.array([row["captured"] for row in fates.values()]) / THOUSAND - left
    axes.barh(
        y,
        np.maximum(rest, 0),
        left=left,
        color=STILL[1],
        label=STILL[0],
        edgecolor="white",
        linewidth=0.5,
    )
    axes.set_yticks(y, [name.replace(" ", "\n", 1) for name in fates])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("thousand men")
    axes.set_title("Simulated prisoners")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.17), ncols=2)


def _finding(material: Material) -> str:
    dead = material.replay.series("civil_dead", hold=True)[:, -1]
    low, middle, high = np.quantile(dead, [0.05, 0.5, 0.95]) / MILLION
    away = np.median(np.nanmax(material.replay.series("displaced", hold=True), axis=1)) / MILLION
    return (
        f"In the median simulated war {middle:.1f} million civilians die (90 % of wars: {low:.1f} "
        f"to {high:.1f} million) and at the worst moment {away:.1f} million are away from home."
    )
