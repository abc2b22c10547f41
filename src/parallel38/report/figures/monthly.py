"""Deaths by month of one group of nations."""

import numpy as np
from matplotlib.axes import Axes

from parallel38.inference.verdict import monthly_deaths
from parallel38.report.material import MONTHS, Drawing, Material
from parallel38.report.style import RECORD, drawing, sheet, svg

ORDER = ["simulated, median", "90 % of wars", "sources, monthly mean", "printed"]  # of the key


def draw(material: Material) -> Drawing | None:
    """Draw the median of each month with its interval, and the months that a source prints."""
    rule = material.targets.settings.get("monthly_deaths")
    if not rule or rule["group"] not in material.groups:
        return None
    group = rule["group"]
    names, deaths = monthly_deaths(material.targets, material.replay)
    low, middle, high = np.quantile(deaths, [0.05, 0.5, 0.95], axis=0)
    x = np.arange(len(names))
    label = material.groups[group]
    with drawing():
        figure = sheet(2.9)
        axes = figure.subplots()
        color = material.color(group)
        axes.bar(x, middle, width=0.72, color=color, alpha=0.55, label="simulated, median")
        axes.vlines(x, low, high, color=color, linewidth=1.2, label="90 % of wars")
        for mark in rule["marks"]:
            if mark["month"] in names:
                axes.plot(
                    names.index(mark["month"]),
                    mark["value"],
                    "D",
                    color=RECORD,
                    markersize=5,
                    linestyle="none",
                    label=f"printed: {mark['source']}",
                )
        mean = _mean(material, group)
        if mean:
            axes.axhspan(*mean, color=RECORD, alpha=0.3, linewidth=0, label="sources, monthly mean")
        _label(axes, names)
        axes.set_ylabel("simulated deaths in the month")
        axes.set_ylim(bottom=0)
        handles, words = axes.get_legend_handles_labels()
        order = sorted(range(len(words)), key=lambda k: ORDER.index(words[k].split(":")[0]))
        axes.legend([handles[k] for k in order], [words[k] for k in order], loc="upper right")
        alt = f"Bars of simulated deaths by month, {label}, with intervals and printed figures."
        picture = svg(figure, "monthly", alt)
    top = names[int(middle.argmax())]
    finding = (
        f"The simulated wars are deadliest for this group in "
        f"{MONTHS[int(top[5:]) - 1]} {top[:4]}, with a median of {middle.max():,.0f} killed "
        f"(90 % of wars: {low[middle.argmax()]:,.0f} to {high[middle.argmax()]:,.0f})."
    )
    note = "Killed in action or died of wounds; the printed month also counts deaths of prisoners."
    return Drawing("monthly", f"Deaths by month: {label}", finding, alt, picture, note)


def _label(axes: Axes, names: list[str]) -> None:
    quarters = [k for k, name in enumerate(names) if int(name[5:]) % 3 == 1]
    labels, year = [], ""
    for k in quarters:
        month = MONTHS[int(names[k][5:]) - 1]
        labels.append(month if names[k][:4] == year else f"{month}\n{names[k][:4]}")
        year = names[k][:4]
    axes.set_xticks(quarters, labels)


def _mean(material: Material, group: str) -> tuple[float, float] | None:
    entry = material.card["losses"].get(group, {}).get("killed")
    if not entry or entry["source_low"] is None:
        return None
    months = len(material.card[f"{group}_deaths_monthly"])
    return entry["source_low"] / months, entry["source_high"] / months
