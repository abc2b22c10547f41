"""Losses by group of nations, adding up through the war, beside the sources' ranges."""

from typing import Any

from matplotlib.axes import Axes

from parallel38.report.axis import band_key, bands, source_bar, steps, time_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import GREY, INK, RECORD, SMALL, drawing, sheet, svg

KINDS = ("killed", "wounded", "captured")
VERDICTS = {  # on the median war
    "inside": "within the sources",
    "near": "near the sources",
    "below": "below the sources",
    "above": "above the sources",
    None: "no source",
}
LONG = 500  # days from which on there is room for the years alone
THOUSAND = 1000.0
BESIDE = 0.035  # of the length of the axis


def draw(material: Material) -> Drawing | None:
    """Draw a grid of groups and kinds."""
    groups = material.simulated
    if not groups:
        return None
    with drawing():
        figure = sheet(0.7 + 1.7 * len(groups))
        grid = figure.subplots(len(groups), len(KINDS), squeeze=False, sharex=True)
        for line, (group, label) in zip(grid, groups.items(), strict=True):
            line[0].set_ylabel("thousand men")
            for axes, kind in zip(line, KINDS, strict=True):
                _one(material, axes, group, kind)
                axes.set_title(f"{label}: {kind}", fontsize=SMALL, fontweight="normal")
        key = band_key(grid[0, 0], INK)
        if material.has_ranges:
            key += grid[0, 0].plot([], [], color=RECORD, linewidth=4, label="sources, whole war")
        figure.legend(handles=key, loc="outside upper left", ncols=4)
        alt = (
            "Grid of charts: simulated killed, wounded and captured through time for "
            + ", ".join(groups.values())
            + "; bars at the right edge show any sources' ranges."
        )
        picture = svg(figure, "losses", alt)
    note = NOTE + (BARS if material.has_ranges else "")
    return Drawing("losses", "Losses of the armies", _finding(material), alt, picture, note)


NOTE = "All curves are simulated and none is a fact. Each chart has its own scale."
BARS = (
    " Black bar at the right: the range that the sources leave for the whole war, by the rule in "
    "loss_ranges.yaml, its stroke the middle of the numbers used; none where no source counts the "
    "same thing. The words say where the median war ends."
)


def _one(material: Material, axes: Axes, group: str, kind: str) -> None:
    days = steps(material.days, 120)
    men = material.replay.series(f"{group}_{kind}", hold=True)[:, days] / THOUSAND
    bands(axes, days, men, material.color(group))
    time_axis(axes, material.targets, 0, material.days - 1, 12 if material.days > LONG else 3)
    axes.set_xlim(0, material.days * (1 + 2 * BESIDE))
    entry = material.card["losses"].get(group, {}).get(kind)
    if entry and entry["source_low"] is not None and material.has_ranges:
        ends = entry["source_low"] / THOUSAND, entry["source_high"] / THOUSAND
        found = material.notes.decisions.get(f"range:{group}.{kind}")
        same = found and (found.low, found.high) == (entry["source_low"], entry["source_high"])
        centre = found.centre / THOUSAND if found and same else None
        source_bar(axes, material.days * (1 + BESIDE), *ends, centre)
    axes.set_ylim(bottom=0)
    word = VERDICTS[entry["verdict"] if entry else None]
    if not material.has_ranges:
        return
    axes.annotate(
        word, (0.03, 0.97), xycoords="axes fraction", va="top", fontsize=SMALL, color=GREY
    )


def _finding(material: Material) -> str:
    verdicts: list[tuple[str, str, dict[str, Any]]] = [
        (group, kind, kinds[kind])
        for group, kinds in material.card["losses"].items()
        for kind in KINDS
        if group in material.simulated and kind in kinds and kinds[kind]["verdict"]
    ]
    if not verdicts:
        kinds = material.card["losses"]
        killed = ", ".join(
            f"{name} {kinds[group]['killed']['p50']:,.0f}"
            for group, name in material.simulated.items()
        )
        why = "The sources' numbers are of the whole war, so none is"
        none = why if material.targets.losses else "No source can be"
        return f"Killed in the median war: {killed}. {none} set beside these."
    inside = sum(entry["verdict"] == "inside" for _, _, entry in verdicts)
    near = sum(entry["verdict"] == "near" for _, _, entry in verdicts)
    below, above = (
        sum(entry["verdict"] == word for _, _, entry in verdicts) for word in ("below", "above")
    )
    text = (
        f"Of {len(verdicts)} whole-war medians with a source range, {inside} lie inside it and "
        f"{near} more within a quarter of it; {below} are too low and {above} too high."
    )
    return " ".join([text, *absent(material)])


def absent(material: Material) -> list[str]:
    """Return a sentence on the groups that the scenario names but no war has men of, if any."""
    names = [name for group, name in material.groups.items() if group not in material.simulated]
    return [f"Without men in these wars, and so not drawn: {', '.join(names)}."] if names else []
