"""The historical script: orders/script.yaml and the record's lines, as arrays by day of the war.

What history ordered, for the baseline commander that is told the outcome. The model never reads it.
"""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, model_validator

from parallel38.calendar import day_of, days_of
from parallel38.complaint import Complaint
from parallel38.engine.orders import Decision, Posture
from parallel38.engine.world import I64, NORTH, SOUTH, World
from parallel38.faults import Fault, complain
from parallel38.scenario.models import Day, Form, Id, SideName
from parallel38.scenario.reading import Document, Path_, dotted, read_yaml
from parallel38.scenario.record_models import Event, FrontPoint, Offensive
from parallel38.scenario.references import missing
from parallel38.scenario.traces import held_by_south, read_traces
from parallel38.scenario.wording import fit_document, read_forms

FILE = Path("orders") / "script.yaml"
RECORD = "record"
SIDE_OF_ATTACKER = {"UN": SOUTH, "KPA": NORTH, "PVA_KPA": NORTH}  # as offensives.csv writes them
SIDES = {"south": SOUTH, "north": NORTH}
QUIET = {SOUTH: Posture.HOLD, NORTH: Posture.RECOVER}
NEVER = -1


class Dated(Form):
    """A day: that of an event of the record, or one of its own with the reason."""

    event: str = ""
    date: Day | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if bool(self.event) == (self.date is not None):
            raise ValueError("needs an `event` of events.csv or a `date`, one of the two")
        if self.date is not None and not self.note:
            raise ValueError("has a `date` of its own; say why in a `note`")
        return self


class Landing(Dated):
    """A landing from the sea."""

    port: Id


class Stretch(Form):
    """Some days, both ends counted."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it begins; correct `to`")
        return self


class Evacuation(Stretch):
    """The troops nearest to a port go on board."""

    port: Id


class Withdrawal(Stretch):
    """A side breaks contact."""

    side: SideName


class Attacks(Form):
    """Which rows of offensives.csv set a side's posture."""

    methodical_from: Day | None = Field(
        default=None, description="day from which side south attacks by steps"
    )
    left_out: dict[str, str] = Field(
        default_factory=dict, description="row of offensives.csv: reason"
    )


DecisionName = Literal["intervene", "cross", "relieve", "limit", "talk", "agree_prisoners", "sign"]


class ScriptForm(Form):
    """orders/script.yaml: what governments and headquarters ordered, by day."""

    decisions: dict[DecisionName, Dated] = Field(default_factory=dict)
    landings: list[Landing] = Field(default_factory=list)
    evacuations: list[Evacuation] = Field(default_factory=list)
    withdrawals: list[Withdrawal] = Field(default_factory=list)
    attacks: Attacks = Field(default_factory=Attacks)


class Script(NamedTuple):
    """The script on the cells (n) and days (d) of a war."""

    line_day: I64  # (t,) days of the record's lines, rising
    south: I64  # (t, n) 1: the cell lies on side 0's side of the line
    posture: I64  # (2, d) Posture
    decision_day: I64  # (9,) day of each Decision, -1 never
    landing_day: I64  # (l,)
    landing_cell: I64  # (l,)
    ship_cell: I64  # (e,) ports of evacuations
    ship_first: I64  # (e,) first day
    ship_last: I64  # (e,) last day


def has_script(folder: Path) -> bool:
    """Say whether a scenario comes with a script."""
    return (folder / FILE).is_file()


def read_script(folder: Path, faults: list[Fault]) -> tuple[ScriptForm | None, Document | None]:
    """Return what orders/script.yaml says, checked against the record; faults are noted."""
    document = read_yaml(folder / FILE, faults)
    form = fit_document(ScriptForm, document, faults) if document else None
    if document is None or form is None:
        return None, document
    events = {row.id for _, row in _record(folder, "events", Event, form.decisions, [])}
    attacks = {row.id for _, row in _record(folder, "offensives", Offensive, True, [])}
    named: list[tuple[Path_, str, str, set[str]]] = [
        (("decisions", name, "event"), "event of events.csv", dated.event, events)
        for name, dated in form.decisions.items()
    ]
    named += [
        (("landings", number, "event"), "event of events.csv", landing.event, events)
        for number, landing in enumerate(form.landings)
    ]
    named += [
        (("attacks", "left_out", name), "row of offensives.csv", name, attacks)
        for name in form.attacks.left_out
    ]
    for path, kind, name, known in named:
        if name and name not in known:
            what = missing(kind, name, known)
            faults.append(Fault(document.file, document.line(path), dotted(path), what))
    return form, document


def check_script(folder: Path, ports: Mapping[str, int] | None, faults: list[Fault]) -> None:
    """Note every fault of a script; a scenario without one is sound."""
    if not (folder / FILE.parent).exists():
        return
    form, document = read_script(folder, faults)
    if form is None or document is None or ports is None:
        return
    stops = [(("landings", n, "port"), one.port) for n, one in enumerate(form.landings)]
    stops += [(("evacuations", n, "port"), one.port) for n, one in enumerate(form.evacuations)]
    for path, port in stops:
        if port not in ports:
            what = missing("port of ports.csv", port, ports)
            faults.append(Fault(document.file, document.line(path), dotted(path), what))


def load_script(
    folder: Path, start: datetime.date, world: World, ports: Mapping[str, int]
) -> Script:
    """Return the script of a scenario.

    Raises `Complaint` when there is none, or for the first fault in its files.
    """
    if not has_script(folder):
        raise Complaint(
            f"the scenario in {folder} has no {FILE.as_posix()}, so there is no script to follow; "
            "choose the commander doctrine or hold, or write one"
        )
    faults: list[Fault] = []
    check_script(folder, ports, faults)
    form, _ = read_script(folder, faults)
    points = _record(folder, "fronts", FrontPoint, True, faults)
    complain(faults)
    assert form is not None
    if not points:
        raise Complaint(f"{folder / RECORD} has no fronts.csv, which the script follows; add it")
    line_day, south = _lines(folder, start, world)
    landings = [_day(dated, folder, start) for dated in form.landings]
    return Script(
        line_day=line_day,
        south=south,
        posture=_postures(form, folder, start, len(world.month)),
        decision_day=_decisions(form, folder, start),
        landing_day=np.array(landings, np.int64),
        landing_cell=np.array([ports[one.port] for one in form.landings], np.int64),
        ship_cell=np.array([ports[one.port] for one in form.evacuations], np.int64),
        ship_first=np.array([day_of(one.first, start) for one in form.evacuations], np.int64),
        ship_last=np.array([day_of(one.last, start) for one in form.evacuations], np.int64),
    )


def _record(
    folder: Path, name: str, model: type[Any], wanted: object, faults: list[Fault]
) -> list[tuple[int, Any]]:
    """Return the rows of a table of the record; none if it is not there or not wanted."""
    file = folder / RECORD / f"{name}.csv"
    return read_forms(file, model, faults) if wanted and file.is_file() else []


def _lines(folder: Path, start: datetime.date, world: World) -> tuple[I64, I64]:
    """Return the days of the record's lines (t,) and who holds each cell then (t, n)."""
    settings = read_yaml(folder / RECORD / "scoring.yaml", [])
    ends: Sequence[Mapping[str, Any]] = settings.value.get("trace_ends", []) if settings else []
    traces = read_traces(folder / RECORD / "fronts.csv")
    ground = world.ground
    days = [day_of(datetime.date.fromisoformat(trace.date), start) for trace in traces]
    maps = [held_by_south(trace, ground.longitude, ground.latitude, ends) for trace in traces]
    south = np.array(maps) & (ground.sanctuary == 0)
    return np.array(days, np.int64), south.astype(np.int64)


def _day(dated: Dated, folder: Path, start: datetime.date) -> int:
    if dated.date is not None:
        return day_of(dated.date, start)
    rows = _record(folder, "events", Event, True, [])
    return next(days_of(row.date, start)[0] for _, row in rows if row.id == dated.event)


def _decisions(form: ScriptForm, folder: Path, start: datetime.date) -> I64:
    days = np.full(len(Decision), NEVER, np.int64)
    for name, dated in form.decisions.items():
        days[Decision[name.upper()]] = _day(dated, folder, start)
    return days


def _postures(form: ScriptForm, folder: Path, start: datetime.date, length: int) -> I64:
    """Return the posture of each side and day: quiet, then attacks, then withdrawals (2, d)."""
    posture = np.empty((2, length), np.int64)
    for side, quiet in QUIET.items():
        posture[side] = quiet
    methodical = length
    if form.attacks.methodical_from is not None:
        methodical = day_of(form.attacks.methodical_from, start)
    for _, row in _record(folder, "offensives", Offensive, True, []):
        if row.id in form.attacks.left_out:
            continue
        side = SIDE_OF_ATTACKER[row.side]
        first, last = days_of(row.start, start)[0], days_of(row.end, start)[1]
        for day in range(max(first, 0), min(last + 1, length)):
            steps = side == SOUTH and day >= methodical
            posture[side, day] = Posture.LIMITED if steps else Posture.ATTACK
    for one in form.withdrawals:
        first, last = day_of(one.first, start), day_of(one.last, start)
        posture[SIDES[one.side], max(first, 0) : last + 1] = Posture.WITHDRAW
    return posture
