"""The tables of the report, as HTML; every number comes from the scorecard or the manifest."""

import html
from collections.abc import Iterable, Sequence
from typing import Any

from parallel38.report.material import Material

NONE = "–"
NOT_BLIND = (
    "no blind test: these dates were not fitted, but they were looked at while the model was built "
    "(docs/fitting.md)"
)
RIVALS = {
    "persistence": "the record's own line a month earlier",
    "piston": "a front without width, pushed by the printed strengths",
    "script": "the same engine, told where the lines ran",
}
VERDICTS = {
    "inside": "inside",
    "near": "within a quarter",
    "below": "below",
    "above": "above",
    None: "no range",
}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Return a table; cells are escaped, the first column names the row."""
    top = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    top = f"<thead><tr>{top}</tr></thead>" if any(head) else ""
    body = "".join(
        "<tr>"
        + f'<th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0"><table><caption>{html.escape(caption)}</caption>'
        f"{top}<tbody>{body}</tbody></table></div>"
    )


def share(value: float | None) -> str:
    """Return a share as per cent."""
    return NONE if value is None else f"{100 * value:.0f} %"


def counted(wars: int) -> str:
    """Return how many wars there are, in words that fit the number."""
    return "1 simulated war" if wars == 1 else f"{wars} simulated wars"


def number(value: float | None, unit: str = "") -> str:
    """Return a rounded number with its unit."""
    return NONE if value is None else f"{value:,.0f}{unit}"


def history(material: Material) -> str:
    """Return dates of history beside the ensemble's."""
    card, spoken = material.card, material.spoken
    rows = []
    place = card["focus_place"]
    name = material.names.get(place, place) if place else ""
    entries = [
        (f"{name} falls to the {change['to']}", change)
        for change in (card.get(place or "") or {}).get("changes_of_hands", [])
    ]
    entries += [(entry["label"], entry) for entry in card["decisions"].values()]
    for label, entry in sorted(entries, key=lambda item: str(item[1]["record"])):
        rows.append(
            (
                label,
                spoken(entry["record"]),
                spoken(entry["p50"]),
                f"{spoken(entry['p05'])} to {spoken(entry['p95'])}",
                share(entry["share_never"]),
            )
        )
    head = ("", "history", "median war", "90 % of wars", "never")
    return table(head, rows, "Dates: history beside the simulated wars")


def scorecard(material: Material) -> str:
    """Return the headline scores beside their baselines, each with what it means."""
    card = material.card
    front, fronts = card["front_error_km"], card["front_latitude"]
    rows: list[tuple[str, str, str]] = [
        ("Front error, map of the majority", number(front["mean_map"], " km"), "mean over dates"),
        ("  dates open to fitting", number(front.get("mean_map_fitted"), " km"), ""),
        ("  dates kept from fitting", number(front.get("mean_map_unseen"), " km"), NOT_BLIND),
        ("  worst date", number(front.get("worst_map"), " km"), ""),
        (
            "  bias",
            number(front.get("bias_map"), " km"),
            "positive where the South holds too much",
        ),
        ("Front error, single wars, mean", number(front["mean_single"], " km"), ""),
        ("Front error, single wars, median", number(front.get("median_single"), " km"), ""),
    ]
    for name, baseline in card["baselines"].items():
        value = number(baseline["mean_map"], " km") if baseline else "not run"
        rows.append((f"Front error, rival: {name}", value, RIVALS.get(name, "")))
    for level, value in fronts["coverage"].items():
        what = f"the closer to {level} %, the better calibrated"
        rows.append((f"Dates inside the interval of {level} % of wars", share(value), what))
    what = "error and false certainty in one (CRPS); smaller is better"
    rows.append(("Front, all wars against the record", number(fronts["crps_km"], " km"), what))
    place = card["focus_place"] or ""
    if card.get(place):
        what = f"{material.names.get(place, place)} changes hands exactly as often as in the record"
        rows.append(
            ("Wars with the right number of changes", share(card[place]["share_four"]), what)
        )
    holders = card["holders"]
    ceiling = "the most that cells of this size allow"
    rows += [
        ("Dated holders of places that are right", share(holders["share_right"]), ""),
        ("  a week early or late allowed", share(holders.get("share_right_week")), ""),
        ("  by the record's own fronts", share(holders.get("share_right_record")), ceiling),
        ("Wars that show the whole see-saw", share(card["shape"]["share_seesaw"]), ""),
        ("Days of an offensive, median", number(card["offensives"]["pulse_days_median"]), ""),
    ]
    head = ("", "score", "what it means")
    return table(head, rows, f"Scorecard over {counted(card['n'])}")


def losses(material: Material) -> str:
    """Return the losses beside the sources' ranges, which are of the whole war."""
    rows, known = [], material.whole_war
    for group, kinds in material.card["losses"].items():
        for kind, entry in kinds.items():
            low, high = (entry[f"source_{end}"] if known else None for end in ("low", "high"))
            printed = number(low) if low == high else f"{number(low)} to {number(high)}"
            rows.append(
                (
                    f"{material.groups.get(group, group)}, {kind}",
                    number(entry["p50"]),
                    f"{number(entry['p05'])} to {number(entry['p95'])}",
                    NONE if low is None else printed,
                    VERDICTS[entry["verdict"]],
                )
            )
    head = ("", "simulated, median", "90 % of wars", "sources", "median is")
    return table(head, rows, f"Simulated losses of the armies, {'whole war, ' if known else ''}men")


def worst_places(material: Material) -> str:
    """Return the dated holders that the wars miss most often, '' if none are known."""
    if not material.card["holders"].get("worst"):
        return ""
    rows = [
        (
            material.names.get(row["place"], row["place"]),
            material.spoken(row["date"]),
            share(row["share"]),
        )
        for row in material.card["holders"].get("worst", [])
    ]
    return table(("place", "date", "wars that are right"), rows, "Where the wars miss most often")


def manifest(material: Material) -> str:
    """Return what made this report."""
    known = material.manifest
    names = (
        ("version", "version"),
        ("scenario", "scenario"),
        ("seed", "seed"),
        ("replicas", "wars"),
        ("days", "days"),
        ("commander", "commander"),
        ("set", "rates changed"),
        ("without", "rules switched off"),
        ("data_hash", "hash of the data"),
        ("rates_hash", "hash of the rates"),
        ("code_hash", "hash of the code"),
    )
    rows = [(label, _plain(known[name])) for name, label in names if name in known]
    return table(("", ""), rows, "Manifest")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} = {v}" for k, v in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)
