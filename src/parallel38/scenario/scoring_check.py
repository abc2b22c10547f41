"""Whether scoring.yaml and loss_ranges.yaml are sound: form, units, ids that lead somewhere."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from parallel38.calendar import span
from parallel38.engine.state import Politics
from parallel38.faults import Fault
from parallel38.scenario.models import ScenarioForm
from parallel38.scenario.rates import declared
from parallel38.scenario.reading import Document, Path_, dotted, read_yaml
from parallel38.scenario.references import missing
from parallel38.scenario.scoring import CasualtyRow, LossForm, ScoringForm
from parallel38.scenario.wording import fit_document

Tables = Mapping[str, Sequence[tuple[int, Any]]]
SCORING, LOSSES = "scoring.yaml", "loss_ranges.yaml"
DAY = len("1950-06-25")
CUT_TO_A_DAY = {"fronts": "date", "holders": "date"}


class _Notes:
    """Where the faults of one document go."""

    def __init__(self, document: Document, faults: list[Fault]) -> None:
        self.document = document
        self.faults = faults

    def add(self, path: Path_, what: str) -> None:
        """Note a fault at a path of the document."""
        self.faults.append(Fault(self.document.file, self.document.line(path), dotted(path), what))

    def known(self, path: Path_, kind: str, name: str, names: Iterable[str]) -> None:
        """Note a name that leads nowhere."""
        if name not in set(names):
            self.add(path, missing(kind, name, names))

    def all_known(self, path: Path_, kind: str, found: Sequence[str], names: Iterable[str]) -> None:
        """Note every item of a list that leads nowhere."""
        for number, name in enumerate(found):
            self.known((*path, number), kind, str(name), names)


def check_scoring(
    folder: Path, tables: Tables, form: ScenarioForm | None, faults: list[Fault]
) -> None:
    """Note every fault in how the record in `folder`, whose tables are given, is scored.

    A record without fronts is not scored, and may leave both files out.
    """
    for name, field in CUT_TO_A_DAY.items():
        for line, row in tables[name]:
            _whole_day(getattr(row, field), folder / f"{name}.csv", line, field, faults)
    fronts = (folder / "fronts.csv").exists()
    if fronts or (folder / SCORING).exists():
        document = read_yaml(folder / SCORING, faults)
        scoring = fit_document(ScoringForm, document, faults) if document else None
        if document and scoring:
            _check_names(scoring, _Notes(document, faults), tables, form)
            _check_days(scoring, _Notes(document, faults), tables, form)
    if (folder / LOSSES).exists():
        document = read_yaml(folder / LOSSES, faults)
        losses = fit_document(LossForm, document, faults) if document else None
        if document and losses:
            _check_losses(losses, _Notes(document, faults), tables, form)


def _whole_day(date: str, file: Path, line: int, field: str, faults: list[Fault]) -> None:
    if len(date) != DAY or span(date).earliest != span(date).latest:
        what = f"is {date!r}; this table is scored by the day, so write one such as 1950-06-25"
        faults.append(Fault(file, line, field, what))


def _check_names(
    scoring: ScoringForm, notes: _Notes, tables: Tables, form: ScenarioForm | None
) -> None:
    places = [row.id for _, row in tables["places"]]
    if scoring.focus_place:
        notes.known(("focus_place",), "place of places.csv", scoring.focus_place, places)
    for field in ("strip_places", "map_towns"):
        notes.all_known((field,), "place of places.csv", getattr(scoring, field), places)
    notes.all_known(("fitted_rates",), "rate", scoring.fitted_rates, declared())
    if scoring.pulses:
        ids = [row.id for _, row in tables["offensives"]]
        kind = "offensive of offensives.csv"
        notes.all_known(("pulses", "offensives"), kind, scoring.pulses.offensives, ids)
        for name in scoring.pulses.left_out:
            notes.known(("pulses", "left_out", name), kind, name, ids)
    events = {row.id: row for _, row in tables["events"]}
    for name, decision in scoring.decisions.items():
        notes.known(("decisions", name), "decision of the model", name, Politics._fields)
        if decision.event:
            path = ("decisions", name, "event")
            notes.known(path, "event of events.csv", decision.event, events)
            if decision.event in events and len(events[decision.event].date) != DAY:
                date = events[decision.event].date
                notes.add(path, f"is dated {date!r}, no single day; give a `date` instead")
    groups = form.groups if form else None
    nations = {row.nation for _, row in tables["strengths"]}
    for name, spelling in scoring.groups.items():
        _group(notes, ("groups", name), name, groups)
        path_: Path_ = ("groups", name, "sources")
        notes.all_known(path_, "nation of strengths.csv", spelling.sources, nations)
    if scoring.monthly_deaths:
        group = scoring.monthly_deaths.group
        _group(notes, ("monthly_deaths", "group"), group, groups)


def _group(notes: _Notes, path: Path_, name: str, groups: Mapping[str, str] | None) -> None:
    if groups is not None:
        notes.known(path, "group of scenario.yaml", name, groups)


def _check_days(
    scoring: ScoringForm, notes: _Notes, tables: Tables, form: ScenarioForm | None
) -> None:
    fronts = {row.date for _, row in tables["fronts"]}
    for number, day in enumerate(scoring.map_dates):
        if day.isoformat() not in fronts:
            what = f"{day} is no date of fronts.csv; choose one that is, or add the front"
            notes.add(("map_dates", number), what)
    if form is None:
        return
    days: list[tuple[Path_, datetime.date]]
    days = [(("fitted_until", "value"), scoring.fitted_until.value)] if scoring.fitted_until else []
    days += [(("decisions", n, "date"), d.date) for n, d in scoring.decisions.items() if d.date]
    days += [
        (("trace_ends", n, key), day)
        for n, end in enumerate(scoring.trace_ends)
        for key, day in (("from", end.since), ("to", end.until))
    ]
    days += [
        (("piston", "strengths", n, "date"), push.date)
        for n, push in enumerate(scoring.piston.strengths)
    ]
    for path, day in days:
        if not form.start <= day <= form.end:
            notes.add(path, f"is {day}, outside the war of {form.start} to {form.end}; correct it")
    first = scoring.piston.strengths[0].date
    if first > form.start:
        what = f"is {first}, after the war begins on {form.start}; begin there"
        notes.add(("piston", "strengths", 0, "date"), what)


def _check_losses(
    losses: LossForm, notes: _Notes, tables: Tables, form: ScenarioForm | None
) -> None:
    groups = form.groups if form else None
    printed = {(row.nation, row.kind, row.low, row.high) for _, row in tables["casualties"]}
    seen: dict[tuple[str, str, int, int], int] = {}

    def row(path: Path_, found: CasualtyRow, once: bool = True) -> None:
        line = notes.document.line(path)
        what = f"{found.nation} {found.kind} {found.low} to {found.high}"
        if found.key() not in printed:
            notes.add(path, f"{what} is no row of casualties.csv; correct it or add the row")
        elif once and found.key() in seen:
            notes.add(path, f"{what} stands in line {seen[found.key()]} too; keep one")
        if once:
            seen.setdefault(found.key(), line)

    for group, kinds in losses.ranges.items():
        _group(notes, ("ranges", group), group, groups)
        for kind, entry in kinds.items():
            for number, used in enumerate(entry.used):
                row(("ranges", group, kind, "used", number), used)
            if kind in losses.no_range.get(group, {}):
                what = "has a range, too, under `ranges`; keep one of the two"
                notes.add(("no_range", group, kind), what)
    for group in losses.no_range:
        _group(notes, ("no_range", group), group, groups)
    for number, left in enumerate(losses.left_out):
        row(("left_out", number), left)
    for number, civil in enumerate(losses.civilians):
        row(("civilians", number), civil, once=False)
