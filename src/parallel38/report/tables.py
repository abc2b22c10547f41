"""The tables of the report, as HTML; every number comes from the scorecard or the manifest."""

import html
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from parallel38.report import basis
from parallel38.report.figures.strengths import MARKS, middle_day, strength_group
from parallel38.report.material import Material
from parallel38.report.notes import Marked

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
    """Return a table; cells are escaped unless `Marked`, the first column names the row."""
    top = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    top = f"<thead><tr>{top}</tr></thead>" if any(head) else ""
    body = "".join(
        "<tr>"
        + f'<th scope="row">{cell(row[0])}</th>'
        + "".join(f"<td>{cell(one)}</td>" for one in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0"><table><caption>{html.escape(caption)}</caption>'
        f"{top}<tbody>{body}</tbody></table></div>"
    )


def cell(text: str) -> str:
    """Return what stands in a cell as HTML."""
    return text if isinstance(text, Marked) else html.escape(text)


def with_mark(text: str, mark: Marked) -> Marked:
    """Return the text of a cell with the mark of its sources behind it."""
    return Marked(html.escape(text) + (f" {mark}" if mark else ""))


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
        (f"{name} falls to the {change['to']}", change, f"holders:{place}/{change['record']}")
        for change in (card.get(place or "") or {}).get("changes_of_hands", [])
    ]
    entries += [
        (entry["label"], entry, basis.event(material, decision))
        for decision, entry in card["decisions"].items()
    ]
    for label, entry, row in sorted(entries, key=lambda item: str(item[1]["record"])):
        rows.append(
            (
                label,
                with_mark(spoken(entry["record"]), material.notes.mark(label, row)),
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
    line = basis.fronts(material)
    rows: list[tuple[str, str, str]] = [
        (
            with_mark("Front error, map of the majority", line),
            number(front["mean_map"], " km"),
            "mean over dates",
        ),
        ("  dates open to fitting", number(front.get("mean_map_fitted"), " km"), ""),
        ("  dates kept from fitting", number(front.get("mean_map_unseen"), " km"), NOT_BLIND),
        ("  worst date", number(front.get("worst_map"), " km"), ""),
        (
            "  bias",
            number(front.get("bias_map"), " km"),
            "positive where the South holds too much",
        ),
        (
            with_mark("Front error, single wars, mean", line),
            number(front["mean_single"], " km"),
            "",
        ),
        (
            with_mark("Front error, single wars, median", line),
            number(front.get("median_single"), " km"),
            "",
        ),
    ]
    for name, baseline in card["baselines"].items():
        value = number(baseline["mean_map"], " km") if baseline else "not run"
        rows.append((with_mark(f"Front error, rival: {name}", line), value, RIVALS.get(name, "")))
    for level, value in fronts["coverage"].items():
        what = f"the closer to {level} %, the better calibrated"
        label = f"Dates inside the interval of {level} % of wars"
        rows.append((with_mark(label, line), share(value), what))
    what = "error and false certainty in one (CRPS); smaller is better"
    label = "Front, all wars against the record"
    rows.append((with_mark(label, line), number(fronts["crps_km"], " km"), what))
    rows += _other_scores(material)
    head = ("", "score", "what it means")
    return table(head, rows, f"Scorecard over {counted(card['n'])}")


def _other_scores(material: Material) -> list[tuple[str, str, str]]:
    """Return the rows of the scorecard that are not on the front line."""
    card, line, places = material.card, basis.fronts(material), basis.holders(material)
    rows: list[tuple[str, str, str]] = []
    place = card["focus_place"] or ""
    if card.get(place):
        what = f"{material.names.get(place, place)} changes hands exactly as often as in the record"
        changes = material.notes.mark(f"{place}: changes of hands", f"figure:{place}")
        label = "Wars with the right number of changes"
        rows.append((with_mark(label, changes), share(card[place]["share_four"]), what))
    holders = card["holders"]
    ceiling = "the most that cells of this size allow"
    rows += [
        (
            with_mark("Dated holders of places that are right", places),
            share(holders["share_right"]),
            "",
        ),
        ("  a week early or late allowed", share(holders.get("share_right_week")), ""),
        ("  by the record's own fronts", share(holders.get("share_right_record")), ceiling),
        (
            with_mark("Wars that show the whole see-saw", line),
            share(card["shape"]["share_seesaw"]),
            "",
        ),
        (
            with_mark("Days of an offensive, median", basis.offensives(material)),
            number(card["offensives"]["pulse_days_median"]),
            "",
        ),
    ]
    return rows


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
                    with_mark(
                        NONE if low is None else printed, basis.losses(material, group, kind)
                    ),
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
            with_mark(
                material.spoken(row["date"]),
                material.notes.mark(
                    f"{material.names.get(row['place'], row['place'])}, {row['date']}",
                    f"holders:{row['place']}/{row['date']}",
                ),
            ),
            share(row["share"]),
        )
        for row in material.card["holders"].get("worst", [])
    ]
    return table(("place", "date", "wars that are right"), rows, "Where the wars miss most often")


def fronts(material: Material) -> str:
    """Return the record's front at each date beside the wars'; '' if none is reached."""
    known = material.card["front_latitude"]["by_date"]
    rows = [
        (
            with_mark(material.spoken(date), basis.front(material, date)),
            f"{row['record']:.2f}",
            f"{row['p50']:.2f}",
            f"{row['p05']:.2f} to {row['p95']:.2f}",
        )
        for date, row in known.items()
    ]
    head = ("", "record", "median war", "90 % of wars")
    return table(head, rows, "The front as a parallel, degrees north") if rows else ""


def strengths(material: Material) -> str:
    """Return the strengths that sources print beside the wars'; '' if there is none."""
    rows = []
    for line, row in material.lines_of("strengths").items():
        group = strength_group(material, row)
        day = middle_day(material, row["date"])
        if group is None or day is None or not 0 <= day < material.days:
            continue
        men = material.replay.series(f"{group}_strength", hold=True)[:, day]
        low, middle, high = np.quantile(men, [0.05, 0.5, 0.95])
        ends = [number(float(row[f"strength_{end}"])) for end in ("low", "high")]
        printed = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
        rows.append(
            (
                f"{material.groups[group]}, {row['date']}",
                MARKS[row["scope"]][1],
                with_mark(printed, basis.strength(material, group, row, line)),
                number(float(middle)),
                f"{number(float(low))} to {number(float(high))}",
            )
        )
    head = ("", "what is counted", "printed", "simulated, median", "90 % of wars")
    return table(head, rows, "Strengths that sources print, men") if rows else ""


def civilians(material: Material) -> str:
    """Return the civilian dead that sources print, which are of the whole war; '' if none."""
    if not material.whole_war:
        return ""
    rows = []
    for row in material.targets.civilians:
        low, high = number(row["low"]), number(row["high"])
        printed = low if low == high else f"{low} to {high}"
        rows.append((row["label"], with_mark(printed, basis.civilians(material, row["label"]))))
    return (
        table(("", "printed"), rows, "Civilian dead as sources print them, people") if rows else ""
    )


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
