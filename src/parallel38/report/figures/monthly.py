"""Deaths by month of one group of nations."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from parallel38.inference.verdict import monthly_deaths
from parallel38.report.material import MONTHS, Drawing, Material
from parallel38.report.style import RECORD, drawing, sheet, svg


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
    marks = [mark for mark in rule["marks"] if mark["month"] in names]
    with drawing():
        figure = sheet(3.2)
        axes = figure.subplots()
        color = material.color(group)
        key: list[Any] = [
            axes.bar(x, middle, width=0.72, color=color, alpha=0.55, label="median war"),
            axes.vlines(x, low, high, color=color, linewidth=1.2, label="90 % of wars"),
        ]
        mean = _mean(material, group)
        if mean:
            words = "sources, whole war spread evenly"
            key.append(axes.axhspan(*mean, color=RECORD, alpha=0.3, linewidth=0, label=words))
        for mark in marks:
            at = names.index(mark["month"])
            key += axes.plot(
                at, mark["value"], "D", color=RECORD, markersize=5, linestyle="none", zorder=3
            )
            key[-1].set_label("printed for one month" if mark is marks[0] else "_")
        _label(axes, names)
        axes.set_ylabel("simulated deaths in the month")
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
        axes.set_xlim(-0.6, len(names) - 0.4)
        axes.set_ylim(bottom=0)
        figure.legend(handles=key, loc="outside upper left", ncols=len(key))
        alt = f"Bars of simulated deaths by month, {label}, with intervals and printed figures."
        picture = svg(figure, "monthly", alt)
    top = int(middle.argmax())
    finding = (
        f"The simulated wars are deadliest for this group in {_spoken(names[top])}, with a median "
        f"of {middle[top]:,.0f} killed (90 % of wars: {low[top]:,.0f} to {high[top]:,.0f})."
    )
    return Drawing("monthly", f"Deaths by month: {label}", finding, alt, picture, _note(marks))


def _note(marks: list[dict[str, Any]]) -> str:
    printed = "".join(
        f" Printed for {_spoken(mark['month'])}: {mark['value']:,} ({mark['source']})"
        + (f", {mark['note']}." if mark.get("note") else ".")
        for mark in marks
    )
    return "Simulated: killed in action or died of wounds." + printed


def _spoken(month: str) -> str:
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


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
    if not entry or entry["source_low"] is None or not material.has_ranges:
        return None
    months = len(material.card[f"{group}_deaths_monthly"])
    return entry["source_low"] / months, entry["source_high"] / months
