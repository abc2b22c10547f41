"""What each cause, changed alone, does to the length of offensives."""

from collections.abc import Mapping
from typing import Any

from parallel38.report.axis import rows_axis
from parallel38.report.material import Drawing
from parallel38.report.pair import AFTER
from parallel38.report.style import GREY, RECORD, SMALL, drawing, sheet, svg


def draw(answer: Mapping[str, Any], record_days: float | None) -> Drawing:
    """Draw one row a cause: mean difference with its interval, and the spread of single pairs."""
    members = [(one["title"], one["contrasts"][answer["measure"]]) for one in answer["members"]]
    before = float(members[0][1]["before"] or 0.0)
    with drawing():
        figure = sheet(1.3 + 0.55 * len(members))
        axes = figure.subplots()
        axes.axvline(before, color=GREY, linewidth=1.0)
        if record_days is not None:
            axes.axvline(record_days, color=RECORD, linewidth=1.0, linestyle=(0, (1, 2)))
        for row, (_, one) in enumerate(members):
            if one["effect"] is None or one["low"] is None:
                continue
            spread = [before + value for value in one["spread"]]
            interval = [before + one["low"], before + one["high"]]
            axes.plot(spread, [-row, -row], color=AFTER, linewidth=1.2, alpha=0.45)
            axes.plot(interval, [-row, -row], color=AFTER, linewidth=6, alpha=0.5,
                      solid_capstyle="butt")  # fmt: skip
            axes.plot(before + one["effect"], -row, "o", color=AFTER, markersize=6)
        rows_axis(axes, [title for title, _ in members])
        axes.set_xlabel("days that an offensive lasts")
        axes.set_xlim(left=0)
        words = [("unchanged wars", before, GREY)]
        if record_days is not None:
            words.append(("record", record_days, RECORD))
        words.sort(key=lambda word: word[1])
        for number, (text, at, color) in enumerate(words):
            left = number == 0 and len(words) > 1
            axes.annotate(text, (at, 1.0), xycoords=("data", "axes fraction"),
                          xytext=(-3 if left else 3, 3), textcoords="offset points",
                          fontsize=SMALL, color=color, ha="right" if left else "left")  # fmt: skip
        alt = "One row for each cause: length of offensives when it alone is changed, in days."
        picture = svg(figure, "pulse_shift", alt)
    note = (
        "Point and bar: mean over the pairs with its 95 % interval. Thin line: nine tenths of the "
        "single pairs. Each war counts with the median of its first five offensives "
        "from the intervention to the talks."
    )
    finding = str(answer["answer"])
    return Drawing("pulses", "How long an offensive lasts", finding, alt, picture, note)
