"""Prisoners: how many were taken, beside the sources, and what became of them."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.report.axis import interval_key, interval_row, rows_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import INK, PALE, RECORD, SMALL, drawing, sheet, svg

F64 = NDArray[np.float64]

FATES = (
    ("repatriated", "sent home", "#56B4E9", "#000000"),
    ("stayed", "declined to return", "#F0E442", "#000000"),
    ("died_captive", "died in captivity", "#444444", "#ffffff"),
)
STILL = ("still held", "#dddddd", "#000000")
READABLE = 9.0  # per cent; a smaller part has no room for its number
ABOVE = 0.3  # of a row, from the wars to the sources' bar
THOUSAND = 1000.0


def draw(material: Material) -> Drawing | None:
    """Draw a row a group: men taken and the sources' range; of every hundred, their fates."""
    taken = {g: men for g in material.groups if (men := total(material, g, "captured")).any()}
    if not taken:
        return None
    ended = material.replay.decision("armistice") >= 0
    fates = {group: shares(material, group, ended) for group in taken}
    with drawing():
        figure = sheet(1.3 + 0.62 * len(taken))
        left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"width_ratios": (1.1, 1)})
        _taken(material, left, taken)
        _fates(right, list(fates.values()), ended)
        for axes in (left, right):
            rows_axis(axes, [material.groups[group] for group in taken])
        key: list[Any] = interval_key(left, INK)
        if material.has_ranges:
            key += left.plot([], [], color=RECORD, linewidth=4, label="sources")
        figure.legend(handles=key, loc="outside upper left", ncols=4)
        key, _ = right.get_legend_handles_labels()
        figure.legend(handles=key, loc="outside lower right", ncols=len(key))
        alt = (
            "Left: intervals of simulated prisoners by group of nations, with the sources' "
            "ranges. Right: of every hundred prisoners, how many went home, declined, died or "
            "were still held."
        )
        picture = svg(figure, "prisoners", alt)
    finding = _finding(material, taken, fates, ended)
    note = NOTE + (BARS if material.has_ranges else "")
    return Drawing("prisoners", "Prisoners", finding, alt, picture, note)


NOTE = (
    "All numbers are simulated and none is a fact. A prisoner can go home, or decline to, only "
    "once there is an armistice."
)
BARS = (
    " Black: the range that the sources leave for men captured in the whole war; none where no "
    "source counts the same thing."
)


def total(material: Material, group: str, flow: str) -> F64:
    """Return the men of a group that a flow has counted when each war ends, (w,)."""
    scenario = material.scenario
    number = scenario.groups.index(group)
    nations = [n for n, g in zip(scenario.nations, scenario.group_of, strict=True) if g == number]
    men = np.zeros(material.count)
    for nation in nations:
        men = men + material.replay.total(f"{nation}_{flow}")
    return men


def shares(material: Material, group: str, ended: NDArray[np.bool_]) -> list[float]:
    """Return what became of every hundred prisoners, all wars that `ended` together [per cent].

    Of all wars where none did. The last part are those who are still held.
    """
    of = ended if ended.any() else np.ones_like(ended)
    taken = float(total(material, group, "captured")[of].sum())
    parts = [
        100 * float(total(material, group, fate)[of].sum()) / max(taken, 1.0) for fate, *_ in FATES
    ]
    return [*parts, max(100 - sum(parts), 0.0)] if taken else [0.0] * (len(FATES) + 1)


def _taken(material: Material, axes: Axes, taken: dict[str, F64]) -> None:
    for row, (group, men) in enumerate(taken.items()):
        axes.axhline(-row, color=PALE, linewidth=0.7, zorder=0)
        interval_row(axes, -row, men / THOUSAND, material.color(group))
        entry = material.card["losses"].get(group, {}).get("captured")
        if entry and entry["source_low"] is not None and material.has_ranges:
            ends = np.array([entry["source_low"], entry["source_high"]]) / THOUSAND
            height = [ABOVE - row] * 2
            axes.plot(ends, height, color=RECORD, linewidth=4, solid_capstyle="butt")
            axes.plot(ends.mean(), height[0], "|", color=RECORD, markersize=7)
    axes.set_xlim(left=0)
    axes.set_xlabel("thousand men")
    axes.set_title("Taken prisoner")


def _fates(axes: Axes, groups: list[list[float]], ended: NDArray[np.bool_]) -> None:
    parts = [(label, color, ink) for _, label, color, ink in FATES] + [STILL]
    left = np.zeros(len(groups))
    y = -np.arange(len(groups))
    for number, (label, color, ink) in enumerate(parts):
        width = np.array([shares[number] for shares in groups])
        if not width.any():
            continue
        axes.barh(
            y, width, 0.6, left=left, color=color, label=label, edgecolor="white", linewidth=0.8
        )
        for row, share in enumerate(width):
            if share >= READABLE:
                middle = (left[row] + share / 2, -row)
                axes.annotate(
                    f"{share:.0f}", middle, ha="center", va="center", fontsize=SMALL, color=ink
                )
        left += width
    axes.set_xlim(0, 100)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_title("What became of every hundred")
    wars = f"in the {ended.sum()} of {ended.size} wars that reach an armistice"
    axes.set_xlabel(wars if ended.any() else "at the end of the run; no war reaches an armistice")


def _finding(
    material: Material,
    taken: dict[str, F64],
    fates: dict[str, list[float]],
    ended: NDArray[np.bool_],
) -> str:
    inside, known = 0, 0
    for group, men in taken.items():
        entry = material.card["losses"].get(group, {}).get("captured")
        if entry and entry["source_low"] is not None and material.has_ranges:
            low, high = np.quantile(men, [0.05, 0.95])
            known += 1
            inside += bool(low <= entry["source_high"] and entry["source_low"] <= high)
    text = ""
    if known:
        text = (
            f"For {inside} of {known} groups the range that the sources leave for men captured "
            "overlaps the interval of nine tenths of the wars. "
        )
    declined = FATES.index(next(fate for fate in FATES if fate[0] == "stayed"))
    group = max(fates, key=lambda name: fates[name][declined])
    if not ended.any():
        return text + "No war reaches an armistice, so every prisoner who lives is still held."
    return text + (
        f"In the wars that reach an armistice, {fates[group][declined]:.0f} of every hundred "
        f"prisoners of one group ({material.groups[group]}) decline to return."
    )
