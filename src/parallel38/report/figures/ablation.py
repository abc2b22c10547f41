"""What each rule is worth: the same wars with one rule switched off."""

import numpy as np

from parallel38.report.material import Drawing, Material
from parallel38.report.style import NORTH, PALE, SOUTH, drawing, sheet, svg


def draw(material: Material) -> Drawing | None:
    """Draw the change of front error for each rule of ablation.json.

    The file maps rule ids to {"front_error_km": number, "share_seesaw": number}; the entry
    "none" is the run with every rule.
    """
    rules = {name: row for name, row in material.ablation.items() if name != "none"}
    whole = material.ablation.get("none")
    if not rules or not whole:
        return None
    change = {n: row["front_error_km"] - whole["front_error_km"] for n, row in rules.items()}
    names = sorted(change, key=lambda name: change[name])
    y = np.arange(len(names))
    values = [change[name] for name in names]
    with drawing():
        figure = sheet(0.8 + 0.26 * len(names))
        axes = figure.subplots()
        axes.axvline(0, color=PALE)
        axes.barh(y, values, color=[NORTH if v > 0 else SOUTH for v in values], alpha=0.7)
        axes.set_yticks(y, names)
        axes.set_xlabel("change of the mean front error when the rule is switched off, km")
        alt = "Bars: change of front error with each rule switched off."
        picture = svg(figure, "ablation", alt)
    finding = (
        f"The rule that the front needs most is {names[-1]}: without it the mean error grows by "
        f"{values[-1]:.0f} km."
    )
    return Drawing("ablation", "What each rule is worth", finding, alt, picture, NOTE)


NOTE = (
    "Vermilion: without the rule the front lies farther from the record; blue: nearer. What each "
    "rule says is listed by: parallel38 rules."
)
