"""How long an offensive lasts before it dies."""

import numpy as np

from parallel38.inference.targets import read_rows
from parallel38.inference.verdict import pulse_lengths
from parallel38.report.material import Drawing, Material
from parallel38.report.style import NORTH, RECORD, drawing, sheet, svg

LONGEST = 30  # days; longer ones are counted in the last bar


def draw(material: Material) -> Drawing | None:
    """Draw the lengths of the simulated offensives and the record's days of main effort."""
    lengths = np.minimum(pulse_lengths(material.targets, material.replay)[0], LONGEST)
    if not lengths.size:
        return None
    with drawing():
        figure = sheet(2.7)
        axes = figure.subplots()
        edges = np.arange(0.5, LONGEST + 1.5)
        share = np.histogram(lengths, edges)[0] / lengths.size
        axes.bar(np.arange(1, LONGEST + 1), 100 * share, width=0.85, color=NORTH, alpha=0.6)
        axes.axvline(np.median(lengths), color=NORTH, linewidth=1.4)
        seen: dict[float, int] = {}
        top = 100 * share.max()
        for days, _ in record_rows(material):
            stack = seen[days] = seen.get(days, 0) + 1
            axes.plot(days, top * (1.02 + 0.07 * stack), "D", color=RECORD, markersize=4.5)
        axes.set_xlim(0, LONGEST + 1)
        ticks = list(range(5, LONGEST + 1, 5))
        axes.set_xticks(ticks, [*map(str, ticks[:-1]), f"{LONGEST} or more"])
        axes.set_xlabel("days of an offensive")
        axes.set_ylabel("% of simulated offensives")
        axes.plot([], [], "D", color=RECORD, markersize=4.5, label="record, one offensive")
        axes.plot([], [], color=NORTH, label="median of the simulated")
        axes.legend(loc="upper right", bbox_to_anchor=(0.97, 0.85))
        alt = "Histogram of the length of simulated offensives, the record's as diamonds above."
        picture = svg(figure, "offensives", alt)
    note = NOTE + (" No rule of the model sets a length." if material.by_the_rules else "")
    return Drawing(
        "offensives", "How long an offensive lasts", _finding(material), alt, picture, note
    )


NOTE = (
    "Offensives of the northern coalition between the intervention and the talks. The record's "
    "lengths are days of main effort, a judgement of the compiler. "
)


def record_rows(material: Material) -> list[tuple[float, str]]:
    """Return days of main effort and name of the record's comparable offensives."""
    wanted = material.targets.settings["pulses"]["offensives"]
    rows = read_rows(material.record_folder / "offensives.csv")
    return sorted((float(r["days_of_main_effort"]), r["name"]) for r in rows if r["id"] in wanted)


def _finding(material: Material) -> str:
    card = material.card["offensives"]
    low, high = card["pulse_days_quartiles"]
    known = card["record_days_median"]
    beside = f"; the record's median is {known:.0f}" if known is not None else ""
    return (
        f"Half of the simulated offensives last {low:.0f} to {high:.0f} days, with a median of "
        f"{card['pulse_days_median']:.0f}{beside}. A war has {card['pulses_per_war']:.1f} of them."
    )
