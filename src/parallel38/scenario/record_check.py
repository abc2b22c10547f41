"""Whether the tables of a record are sound: form, ids, order of dates, shape of fronts."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from parallel38.calendar import span
from parallel38.faults import Fault, complain
from parallel38.paths import SCENARIO_FILE
from parallel38.scenario.models import Form, ScenarioForm
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.record_models import RECORD_TABLES, FrontPoint, Holding, Offensive, Weather
from parallel38.scenario.references import cited, missing, repeated
from parallel38.scenario.scoring_check import LOSSES, SCORING, check_scoring
from parallel38.scenario.wording import fit_document, read_forms

Rows = Sequence[tuple[int, Any]]
DATES = ("date", "month", "start", "end", "period_start", "period_end")
SCORED_BY = {f"{name}.csv" for name in ("places", "fronts", "holders", "offensives", "events")}
SCORED_BY |= {"strengths.csv", SCORING, LOSSES}
BEFORE = datetime.timedelta(days=366)  # the record may look back and ahead of the war
AFTER = datetime.timedelta(days=5 * 366)
BACKWARD_DEGREES = 0.2  # a front may step back westwards along a river bend by this much


def check_record(
    folder: Path, form: ScenarioForm | None, works: set[str] | None, faults: list[Fault]
) -> None:
    """Note every fault in the record; a scenario without one, a fiction, is sound.

    `works` are the keys of the bibliography; None leaves them unchecked.
    """
    if not folder.exists():
        return
    tables: dict[str, Rows] = {}
    for name, model in RECORD_TABLES.items():
        file = folder / f"{name}.csv"
        rows: Rows = read_forms(file, model, faults) if file.exists() else []
        tables[name] = rows
        for line, row in rows:
            if works is not None:
                cited(row.source_key, works, file, line, "source_key", faults)
            _check_dates(row, line, file, form, faults)
        if "id" in model.model_fields:
            repeated(((line, row.id) for line, row in rows), file, faults)
    places = {row.id for _, row in tables["places"]}
    _check_places(tables["fronts"], "near_place_id", places, folder / "fronts.csv", faults)
    _check_places(tables["holders"], "place_id", places, folder / "holders.csv", faults)
    _check_fronts(tables["fronts"], folder / "fronts.csv", faults)
    _check_holders(tables["holders"], folder / "holders.csv", faults)
    _check_offensives(tables["offensives"], folder / "offensives.csv", faults)
    _check_weather(tables["weather"], folder / "weather.csv", faults)
    check_scoring(folder, tables, form, faults)


def refuse_unscorable(folder: Path) -> None:
    """Raise the first fault in what the wars of a scenario in `folder` are scored by, if any."""
    document = read_yaml(folder / SCENARIO_FILE, [])
    form = fit_document(ScenarioForm, document, []) if document else None
    faults: list[Fault] = []
    check_record(folder / "record", form, None, faults)
    complain(fault for fault in faults if fault.file.name in SCORED_BY)


def _check_dates(
    row: Form, line: int, file: Path, form: ScenarioForm | None, faults: list[Fault]
) -> None:
    """Note a date far from the war, or a period that ends before it begins."""
    given = {name: getattr(row, name, None) for name in DATES}
    dates = {name: text for name, text in given.items() if isinstance(text, str) and text}
    for name, text in dates.items():
        earliest, latest = span(text)
        if form and (latest < form.start - BEFORE or earliest > form.end + AFTER):
            what = f"is {text}, far from the war of {form.start} to {form.end}; correct the date"
            faults.append(Fault(file, line, name, what))
    for first, last in (("start", "end"), ("period_start", "period_end")):
        if {first, last} <= dates.keys() and span(dates[last]).latest < span(dates[first]).earliest:
            what = f"is {dates[last]}, before {first} {dates[first]}; correct one of the two"
            faults.append(Fault(file, line, last, what))


def _check_places(
    rows: Rows, field: str, places: set[str], file: Path, faults: list[Fault]
) -> None:
    for line, row in rows:
        name = getattr(row, field)
        if name not in places:
            what = missing("place of places.csv", name, places)
            faults.append(Fault(file, line, field, what))


def _check_fronts(rows: Sequence[tuple[int, FrontPoint]], file: Path, faults: list[Fault]) -> None:
    """Points are numbered from 1; a main front runs from west to east; a beachhead is closed."""
    lines: dict[tuple[str, str], list[tuple[int, FrontPoint]]] = defaultdict(list)
    for line, point in rows:
        points = lines[point.date, point.segment]
        if point.segment == "beachhead" and point.seq == 1 and points:
            _check_ring(points, file, faults)  # a second beachhead of the same day
            points.clear()
        if point.seq != len(points) + 1:
            what = f"is {point.seq}; the points of a front are numbered 1, 2, 3 in order"
            faults.append(Fault(file, line, "seq", what))
        if point.segment == "main" and points:
            step = points[-1][1].lon - point.lon
            if step > BACKWARD_DEGREES:
                what = f"is {step:.2f} degrees west of the point before; run from west to east"
                faults.append(Fault(file, line, "lon", what))
        points.append((line, point))
    for (_, segment), points in lines.items():
        if segment == "beachhead":
            _check_ring(points, file, faults)


def _check_ring(points: Rows, file: Path, faults: list[Fault]) -> None:
    (_, first), (line, last) = points[0], points[-1]
    if (first.lat, first.lon) != (last.lat, last.lon):
        faults.append(Fault(file, line, "lat", "does not close the ring; repeat its first point"))


def _check_holders(rows: Sequence[tuple[int, Holding]], file: Path, faults: list[Fault]) -> None:
    """A place passes from one side to the other: each row must change its holder."""
    held: dict[str, str] = {}
    for line, row in sorted(rows, key=lambda item: (item[1].place_id, span(item[1].date))):
        if held.get(row.place_id) == row.new_holder:
            what = f"is {row.new_holder}, who held {row.place_id} before; drop or correct the row"
            faults.append(Fault(file, line, "new_holder", what))
        held[row.place_id] = row.new_holder


def _check_offensives(
    rows: Sequence[tuple[int, Offensive]], file: Path, faults: list[Fault]
) -> None:
    for line, row in rows:
        days = (span(row.end).latest - span(row.start).earliest).days + 1
        if row.days_of_main_effort is not None and row.days_of_main_effort > days:
            what = f"is {row.days_of_main_effort}, more than the {days} days it lasted; correct it"
            faults.append(Fault(file, line, "days_of_main_effort", what))


def _check_weather(rows: Sequence[tuple[int, Weather]], file: Path, faults: list[Fault]) -> None:
    months: dict[str, set[int]] = defaultdict(set)
    last: dict[str, int] = {}
    for line, row in rows:
        if row.row_kind == "normal":
            if row.month in months[row.region]:
                what = f"is {row.month}, a second normal of that month; keep one"
                faults.append(Fault(file, line, "month", what))
            months[row.region].add(row.month)
            last[row.region] = line
    for region, found in months.items():
        gone = sorted(set(range(1, 13)) - found)
        if gone:
            what = f"{region} has no normal for month {gone[0]}; add it"
            faults.append(Fault(file, last[region], "month", what))
