"""What each rule is worth: the same wars with one rule switched off."""

import numpy as np

from parallel38.report.material import Drawing, Material
from parallel38.report.style import NORTH, PALE, SOUTH, drawing, sheet, svg

WHOLE = "none"  # the run with every rule


def draw(material: Material) -> Drawing | None:
    """Draw the change of front error for each rule of ablation.json.

    The file maps rule ids to {"front_error_km", "front_shift_km", "share_seesaw"}. Where there is
    no record, and so no error, it is drawn how far the front moves.
    """
    rules = {name: row for name, row in material.ablation.items() if name != WHOLE}
    whole = material.ablation.get(WHOLE)
    if not rules or not whole:
        return None
    scored = whole["front_error_km"] is not None
    change = {
        name: row["front_error_km"] - whole["front_error_km"] if scored else row["front_shift_km"]
        for name, row in rules.items()
    }
    names = sorted(change, key=lambda name: change[name])
    y = np.arange(len(names))
    values = [change[name] for name in names]
    what = "change of the mean front error" if scored else "how far the front moves"
    with drawing():
        figure = sheet(0.8 + 0.26 * len(names))
        axes = figure.subplots()
        axes.axvline(0, color=PALE)
        axes.barh(y, values, color=[NORTH if v > 0 else SOUTH for v in values], alpha=0.7)
        axes.set_yticks(y, names)
        axes.set_xlabel(f"{what} when the rule is switched off, km")
        alt = f"Bars: {what} with each rule switched off."
        picture = svg(figure, "ablation", alt)
    if scored:
        finding = (
            f"The rule that the front needs most is {names[-1]}: without it the mean error grows "
            f"by {values[-1]:.0f} km."
        )
    else:
        finding = (
            f"The rule that moves the front most is {names[-1]}: without it the front lies "
            f"{values[-1]:.0f} km elsewhere, on average over all days."
        )
    note = (COLOURS if scored else "") + NOTE
    return Drawing("ablation", "What each rule is worth", finding, alt, picture, note)


COLOURS = "Vermilion: without the rule the front lies farther from the record; blue: nearer. "
NOTE = "What each rule says is listed by: parallel38 rules."
