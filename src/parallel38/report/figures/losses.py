"""Losses by group of nations, adding up through the war, beside the sources' ranges."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from parallel38.report.axis import steps, time_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import BANDS, RECORD, drawing, sheet, svg

KINDS = ("killed", "wounded", "captured")
GROUPS = 5  # the largest groups
THOUSAND = 1000.0
BESIDE = 0.035  # of the length of the axis


def draw(material: Material) -> Drawing | None:
    """Draw a grid of groups and kinds."""
    groups = dict(list(material.groups.items())[:GROUPS])
    if not groups:
        return None
    with drawing():
        figure = sheet(0.4 + 1.85 * len(groups))
        grid = figure.subplots(len(groups), len(KINDS), squeeze=False, sharex=True)
        for line, (group, label) in zip(grid, groups.items(), strict=True):
            line[0].set_ylabel("thousand men")
            for axes, kind in zip(line, KINDS, strict=True):
                _one(material, axes, group, kind)
                axes.set_title(f"{label}: {kind}", fontsize=8.5, fontweight="normal")
        alt = (
            "Grid of charts: simulated killed, wounded and captured through time for "
            + ", ".join(groups.values())
            + "; bars at the right edge show the sources' ranges."
        )
        picture = svg(figure, "losses", alt)
    return Drawing("losses", "Losses of the armies", _finding(material), alt, picture, NOTE)


NOTE = (
    "All curves are simulated and none is a fact. Black bar at the right: the range that the "
    "sources leave for the whole war, by the rule in loss_ranges.yaml; none where no source counts "
    "the same thing. Each chart has its own scale."
)


def _one(material: Material, axes: Axes, group: str, kind: str) -> None:
    days = steps(material.days, 120)
    men = material.replay.series(f"{group}_{kind}", hold=True)[:, days] / THOUSAND
    color = material.color(group)
    for low, high, opacity in BANDS:
        edges = np.quantile(men, [low, high], axis=0)
        axes.fill_between(days, *edges, color=color, alpha=opacity, linewidth=0)
    axes.plot(days, np.median(men, axis=0), color=color, linewidth=1.3)
    time_axis(axes, material.targets, 0, material.days - 1, 12)
    axes.set_xlim(0, material.days * (1 + 2 * BESIDE))
    entry = material.card["losses"].get(group, {}).get(kind)
    if entry and entry["source_low"] is not None:
        x = material.days * (1 + BESIDE)
        low, high = entry["source_low"] / THOUSAND, entry["source_high"] / THOUSAND
        axes.plot([x, x], [low, high], color=RECORD, linewidth=4, solid_capstyle="butt")
        axes.plot([x], [(low + high) / 2], "_", color=RECORD, markersize=9)
    axes.set_ylim(bottom=0)


def _finding(material: Material) -> str:
    verdicts: list[tuple[str, str, dict[str, Any]]] = [
        (group, kind, kinds[kind])
        for group, kinds in material.card["losses"].items()
        for kind in KINDS
        if kind in kinds and kinds[kind]["verdict"]
    ]
    if not verdicts:
        return "No source range can be set beside these losses."
    inside = sum(entry["verdict"] == "inside" for _, _, entry in verdicts)
    near = sum(entry["verdict"] == "near" for _, _, entry in verdicts)
    off = [
        f"{material.groups.get(group, group)} {kind} ({entry['verdict']})"
        for group, kind, entry in verdicts
        if entry["verdict"] in ("above", "below")
    ]
    tail = f" Farther off: {'; '.join(off)}." if off else " None is farther off."
    return (
        f"Of {len(verdicts)} whole-war medians with a source range, {inside} lie inside it and "
        f"{near} more within a quarter of it.{tail}"
    )
