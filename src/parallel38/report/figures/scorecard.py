"""Front error at each date of the record, beside the baselines."""

import numpy as np

from parallel38.report.axis import rows_axis
from parallel38.report.material import Drawing, Material
from parallel38.report.style import GREY, PALE, RECORD, SMALL, SOUTH, drawing, sheet, svg

FARTHEST = 300.0  # km; farther marks stand at the edge
BASELINES = {"persistence": "x", "piston": "^", "script": "s"}


def draw(material: Material) -> Drawing | None:
    """Draw one row a date: map of the majority, single wars, baselines."""
    rows = material.card["front_error_km"]["by_date"]
    if not rows:
        return None
    dates = list(rows)
    y = -np.arange(len(dates))
    with drawing():
        figure = sheet(0.8 + 0.21 * len(dates))
        axes = figure.subplots()
        axes.hlines(y, 0, FARTHEST, color=PALE, linewidth=0.6, zorder=0)
        chart = np.array([rows[date]["map"] for date in dates])
        single = np.array([rows[date]["single"] for date in dates])
        axes.hlines(y, chart, np.minimum(single, FARTHEST), color=SOUTH, linewidth=1, alpha=0.5)
        for name, marker in BASELINES.items():
            baseline = material.card["baselines"].get(name)
            if baseline:
                error = np.minimum([baseline["by_date"][date] for date in dates], FARTHEST)
                axes.plot(error, y, marker, color=GREY, markersize=4, linestyle="none", label=name)
        axes.plot(
            np.minimum(single, FARTHEST),
            y,
            "o",
            color=SOUTH,
            markersize=4.5,
            markerfacecolor="white",
            linestyle="none",
            label="single wars, mean",
        )
        axes.plot(
            np.minimum(chart, FARTHEST),
            y,
            "o",
            color=SOUTH,
            markersize=5,
            linestyle="none",
            label="map of the majority",
        )
        limit = str(material.targets.settings["fitted_until"]["value"])
        seen = sum(date <= limit for date in dates)
        if 0 < seen < len(dates):
            axes.axhline(0.5 - seen, color=RECORD, linewidth=0.8, linestyle="dashed")
            axes.annotate(
                "below: kept from fitting, but looked at while the model was built",
                (FARTHEST, 0.5 - seen),
                xytext=(0, -2),
                textcoords="offset points",
                fontsize=SMALL,
                ha="right",
                va="top",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
            )
        rows_axis(axes, [material.spoken(date) for date in dates])
        axes.set_xlim(-3, FARTHEST + 3)
        axes.set_xlabel(f"front error, km (marks at {FARTHEST:.0f} are there or beyond)")
        figure.legend(loc="outside upper left", ncols=5)
        alt = "Dots for each date of the record: front error of the model and of its baselines."
        picture = svg(figure, "scorecard", alt)
    return Drawing("scorecard", "Distance from the record", _finding(material), alt, picture, NOTE)


NOTE = (
    "Front error: ground whose holder differs from the record, over the width of the front. Grey "
    "marks are simple rivals. Persistence: the record's own line a month earlier. Piston: a front "
    "without width, pushed by the printed strengths, with two fitted numbers. Script: the same "
    "engine, told where the historical lines ran."
)


def _finding(material: Material) -> str:
    front = material.card["front_error_km"]
    others = [
        f"{name} {baseline['mean_map']:.0f} km"
        for name, baseline in material.card["baselines"].items()
        if baseline
    ]
    worst = max(front["by_date"], key=lambda date: front["by_date"][date]["map"])
    return (
        f"Over {len(front['by_date'])} dates the majority's map is {front['mean_map']:.0f} km off "
        f"on average and {front['worst_map']:.0f} km at worst ({material.spoken(worst)}), a single "
        f"war {front['mean_single']:.0f} km; for comparison: {', '.join(others)}."
    )
