"""How long an offensive lasts before it dies."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.inference.targets import read_rows
from parallel38.inference.verdict import pulse_lengths
from parallel38.report.material import Drawing, Material
from parallel38.report.style import INK, NORTH, RECORD, drawing, sheet, svg

LONGEST = 40  # days; longer ones are counted in the last bar
STACK = 0.5  # between marks of offensives that lasted equally long


def draw(material: Material) -> Drawing | None:
    """Draw the record's days of main effort above the lengths of the simulated offensives."""
    lengths = pulse_lengths(material.targets, material.replay)[0]
    if not lengths.size:
        return None
    with drawing():
        figure = sheet(3.2)
        top, bottom = figure.subplots(2, 1, sharex=True, gridspec_kw={"height_ratios": (1, 4)})
        _record(top, [days for days, _ in record_rows(material)])
        _simulated(bottom, lengths)
        alt = "Histogram of the length of simulated offensives, the record's as diamonds above."
        picture = svg(figure, "offensives", alt)
    note = NOTE + (" No rule of the model sets a length." if material.by_the_rules else "")
    return Drawing(
        "offensives", "How long an offensive lasts", _finding(material), alt, picture, note
    )


NOTE = (
    "Offensives of the northern coalition between the intervention and the talks. The record's "
    "lengths are days of main effort, a judgement of the compiler."
)


def record_rows(material: Material) -> list[tuple[float, str]]:
    """Return days of main effort and name of the record's comparable offensives."""
    wanted = material.targets.settings["pulses"]["offensives"]
    rows = read_rows(material.record_folder / "offensives.csv")
    return sorted((float(r["days_of_main_effort"]), r["name"]) for r in rows if r["id"] in wanted)


def _record(axes: Axes, lengths: list[float]) -> None:
    seen: dict[float, int] = {}
    for days in np.minimum(lengths, LONGEST).tolist():
        height = STACK * seen.get(days, 0)
        seen[days] = seen.get(days, 0) + 1
        axes.plot(days, height, "D", color=RECORD, markersize=5, clip_on=False)
    axes.set_ylim(-STACK, STACK * max([2, *seen.values()]))
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, labelbottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title("Record: one diamond, one offensive" if lengths else "Record: none known")


def _simulated(axes: Axes, lengths: NDArray[np.float64]) -> None:
    edges = np.arange(0.5, LONGEST + 1.5)
    share = 100 * np.histogram(np.minimum(lengths, LONGEST), edges)[0] / lengths.size
    axes.bar(np.arange(1, LONGEST + 1), share, width=0.85, color=NORTH, alpha=0.6)
    middle = float(np.median(lengths))
    at = min(middle, LONGEST)
    axes.axvline(at, color=INK, linewidth=1.4)
    left = at > LONGEST / 2
    axes.annotate(
        f"median: {middle:.0f} days",
        (at, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(-4 if left else 4, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="top",
        fontsize=9,
    )
    axes.set_xlim(0, LONGEST + 1)
    axes.set_ylim(0, max(1.25 * float(share.max()), 1.0))
    ticks = list(range(5, LONGEST + 1, 5))
    axes.set_xticks(ticks, [*map(str, ticks[:-1]), f"{LONGEST} or more"])
    axes.set_xlabel("days that the offensive lasted")
    axes.set_ylabel("% of offensives")
    axes.set_title("Simulated wars")


def _finding(material: Material) -> str:
    card = material.card["offensives"]
    low, high = card["pulse_days_quartiles"]
    known = card["record_days_median"]
    beside = f"; the record's median is {known:.0f}" if known is not None else ""
    text = (
        f"Half of the simulated offensives last {low:.0f} to {high:.0f} days, with a median of "
        f"{card['pulse_days_median']:.0f}{beside}. A war has {card['pulses_per_war']:.1f} of them."
    )
    if card["unfinished"]:
        still = "was" if card["unfinished"] == 1 else "were"
        text += (
            f" Of {card['pulses']}, {card['unfinished']} {still} still going on when a war or the "
            "run ended; each counts with the days it had lasted."
        )
    return text
