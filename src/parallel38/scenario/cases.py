"""Named what-ifs: cases/*.yaml, each a question, its history, and what it changes.

A case changes rates, rules, who comes and when, what nations send, where a landing may go, the
climate, or what has been decided from the start. Nothing in it moves a front.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, model_validator

from parallel38.complaint import Complaint, unknown
from parallel38.engine.state import State
from parallel38.engine.world import World
from parallel38.faults import Fault, complain
from parallel38.paths import scenario_folder
from parallel38.scenario.files import Files
from parallel38.scenario.models import (
    Argued,
    Arrival,
    Day,
    Form,
    FormationRow,
    Id,
    Key,
    Name,
    Nation,
    Number,
    Series,
)
from parallel38.scenario.order_of_battle import Doors
from parallel38.scenario.rates import declared, refusal
from parallel38.scenario.reading import Document, Path_, dotted, read_yaml
from parallel38.scenario.references import missing
from parallel38.scenario.switch import parted
from parallel38.scenario.wording import fit_document

FOLDER = "cases"
SUFFIX = ".yaml"
NEVER = "9999-12-31"  # the day on which a formation that stays away would come
DecisionName = Literal["intervened", "crossed", "relieved", "limited", "talks", "agreed"]
Text = Annotated[str, Field(min_length=20, max_length=3000)]


class Likelihood(Argued):
    """How likely the change was in the eyes of its time, 0 to 1."""

    value: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]


class Absent(Form):
    """Formations that never come, by nation or one by one."""

    nations: list[Id] = Field(default_factory=list)
    formations: list[Id] = Field(default_factory=list)
    but: list[Id] = Field(
        default_factory=list, description="formations of these nations that come all the same"
    )


class Shift(Form):
    """Formations that come otherwise than in history."""

    formations: Annotated[list[Id], Field(min_length=1)]
    call: Literal["calendar", "intervention", "landing"] | None = None
    arrive: Arrival | None = None
    arrive_place: Id | None = None
    leave: Arrival | None = None
    draft: Annotated[int, Field(ge=1, le=200_000)] | None = None


class Sends(Form):
    """Values of a nation that replace those of nations.yaml."""

    arms: Series | None = None
    recruits: Series | None = None
    schooling: Series | None = None
    winter_kit: Series | None = None
    wheels: Series | None = None
    carried: Argued | None = None
    air: Series | None = None
    antiair: Series | None = None


class Climate(Form):
    """Months whose weather is other than the normal of the record."""

    months: Annotated[list[Annotated[int, Field(ge=1, le=12)]], Field(min_length=1)]
    warmer: Annotated[float, Field(ge=-30, le=30, allow_inf_nan=False)] = Field(
        0.0, description="added to the mean and the minimum [degree C]"
    )
    snow: Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)] = Field(
        1.0, description="factor on days of snow [1]"
    )


class Changes(Form):
    """What a case changes; all of it holds from the day of the branch on."""

    set: dict[str, Number] = Field(default_factory=dict)
    without: list[Id] = Field(default_factory=list)
    absent: Absent = Field(default_factory=Absent)
    moved: list[Shift] = Field(default_factory=list)
    formations: list[FormationRow] = Field(
        default_factory=list, description="formations of the case's own"
    )
    nations: dict[Id, Nation] = Field(default_factory=dict, description="nations of the case's own")
    sends: dict[Id, Sends] = Field(default_factory=dict)
    landing_ports: list[Id] = Field(
        default_factory=list, description="the only ports where a landing may go"
    )
    climate: list[Climate] = Field(default_factory=list)
    decided: list[DecisionName] = Field(
        default_factory=list, description="decisions that are given, not found"
    )


class CaseForm(Form):
    """A file of cases/: one question, or a family of questions asked together."""

    title: Name
    question: Name = Field(description="one sentence that ends in a question mark")
    history: Text = Field(description="what happened, in a paragraph of our own words")
    claims: Annotated[list[Key], Field(min_length=1)]
    since: Day | None = Field(None, description="day of the branch; the first day if not given")
    likelihood: Likelihood | None = None
    changes: Changes = Field(default_factory=Changes)
    family: list[Id] = Field(
        default_factory=list, description="cases that are asked together, in this order"
    )
    given: list[str] = Field(
        default_factory=list, description="what follows by construction and is no finding"
    )
    foregone: list[Id] = Field(
        default_factory=list, description="measures whose change follows by construction"
    )
    unknowable: list[str] = Field(
        default_factory=list, description="what the model cannot know about this case"
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.question.rstrip().endswith("?"):
            raise ValueError("`question` does not end in a question mark; ask one question")
        if bool(self.family) == (self.changes != Changes()):
            raise ValueError("needs `changes`, or a `family` of cases, one of the two")
        return self


class Case(NamedTuple):
    """A case as it was read."""

    name: str
    file: Path
    form: CaseForm
    document: Document

    @property
    def digest(self) -> str:
        """Return a hash of the file that decides what is changed."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()[:16]


def shipped(scenario: str | Path) -> dict[str, Path]:
    """Return the files of the cases that come with a scenario, by name."""
    folder = scenario_folder(parted(scenario)[0]) / FOLDER
    return {file.stem: file for file in sorted(folder.glob(f"*{SUFFIX}"))}


def find(scenario: str | Path, name: str) -> Path:
    """Return the file of a case: one that comes with the scenario, or one's own by its path.

    Raises `Complaint` when there is neither.
    """
    known = shipped(scenario)
    if name in known:
        return known[name]
    own = Path(name).expanduser()
    if own.is_dir():
        raise Complaint(f"the case {name!r} is a folder; name a file that ends in {SUFFIX}")
    if own.is_file() and (own.suffix == SUFFIX or own.name != str(own)):
        return own
    if own.suffix == SUFFIX or own.name != str(own):
        raise Complaint(f"there is no file {name}; give the path of a case, or a name of --list")
    if not known:
        raise Complaint(f"the scenario {scenario} comes with no cases; give the path of your own")
    problem = unknown("case", name, known)
    raise Complaint(f"{problem}; parallel38 whatif --list shows them all")


def read_case(scenario: str | Path, name: str) -> Case:
    """Return a case by name or path. Raises `Complaint` for the first fault in its file."""
    faults: list[Fault] = []
    case = read(find(scenario, name), faults)
    complain(faults)
    assert case is not None
    return case


def read(file: Path, faults: list[Fault]) -> Case | None:
    """Return the case in a file, None when it cannot be read; its faults are noted."""
    document = read_yaml(file, faults)
    form = fit_document(CaseForm, document, faults) if document else None
    return Case(file.stem, file, form, document) if document and form else None


def check_case(case: Case, files: Files, doors: Doors, faults: list[Fault]) -> None:
    """Note every name in a case that leads nowhere, and every value that makes no sense."""
    changes = case.form.changes

    def fault(path: Path_, what: str) -> None:
        line = case.document.line(path)
        faults.append(Fault(case.file, line, dotted(path), what))

    known = declared()
    for name, value in changes.set.items():
        what = refusal(name, value, known)
        if what:
            fault(("changes", "set", name), what)
    rows = [row.id for _, row in files.order.formations]
    nations = [*files.nations, *changes.nations]
    wanted: list[tuple[Path_, str, Iterable[str], str, Iterable[str]]] = [
        (("changes", "without"), "rule", changes.without, "rule of rules.yaml", files.rules),
        (("changes", "absent"), "", changes.absent.nations, "nation", files.nations),
        (("changes", "absent"), "", changes.absent.formations, "formation", rows),
        (("changes", "absent", "but"), "", changes.absent.but, "formation", rows),
        (("changes", "sends"), "", changes.sends, "nation", files.nations),
        (("changes", "landing_ports"), "", changes.landing_ports, "port", doors.ports),
        (("family",), "", case.form.family, "case beside it",
         [file.stem for file in case.file.parent.glob(f"*{SUFFIX}")]),
    ]  # fmt: skip
    wanted += [
        (("changes", "moved", n), "", shift.formations, "formation", rows)
        for n, shift in enumerate(changes.moved)
    ]
    places = [*doors.places, *doors.ports]
    for n, row in enumerate(changes.formations):
        at = ("changes", "formations", n)
        wanted += [(at, "", [row.nation], "nation", nations)]
        wanted += [(at, "", [row.arrive_place], "place or port", places)]
        armies = [army.id for _, army in files.order.armies]
        wanted += [(at, "", [row.army], "army of armies.csv", armies)]
        if row.id in rows:
            fault((*at, "id"), f"{row.id!r} stands in formations.csv too; give it another id")
    for path, _, names, kind, there in wanted:
        there = list(there)
        for name in names:
            if name not in there:
                fault(path, missing(kind, name, there))
    since, form = case.form.since, files.form
    if since and form and not form.start < since <= form.end:
        fault(("since",), f"{since} is not inside the war; choose a day of it")


def check_cases(files: Files, doors: Doors | None, works: set[str], faults: list[Fault]) -> None:
    """Note every fault in the cases of a scenario; one without cases is sound."""
    for file in sorted((files.folder / FOLDER).glob(f"*{SUFFIX}")):
        case = read(file, faults)
        if case is None:
            continue
        if doors is not None:
            check_case(case, files, doors, faults)
        for key in case.form.claims:
            if key not in works:
                what = missing("work of sources.bib", key, works)
                faults.append(Fault(file, case.document.line(("claims",)), "claims", what))


def recast(files: Files, case: Case | None) -> Files:
    """Return the files of a scenario with the nations and formations of a case."""
    if case is None:
        return files
    changes = case.form.changes
    nations = dict(files.nations)
    for name, sends in changes.sends.items():
        given = {field: value for field, value in sends if value is not None}
        nations[name] = nations[name].model_copy(update=given)
    nations |= changes.nations
    rows = [(line, _moved(row, changes)) for line, row in files.order.formations]
    rows += [(0, row) for row in changes.formations]
    return files._replace(nations=nations, order=files.order._replace(formations=rows))


def _moved(row: FormationRow, changes: Changes) -> FormationRow:
    """Return a formation as it comes in the case."""
    absent = changes.absent
    stays_away = row.id in absent.formations or (
        row.nation in absent.nations and row.id not in absent.but
    )
    if stays_away:
        return row.model_copy(update={"call": "calendar", "arrive": NEVER, "leave": None})
    for shift in changes.moved:
        if row.id in shift.formations:
            given = {n: v for n, v in shift if v is not None and n != "formations"}
            row = row.model_copy(update=given)
    return row


def reshaped(world: World, ports: Mapping[str, int], case: Case | None) -> World:
    """Return the world with the ports and the climate of a case."""
    if case is None:
        return world
    changes = case.form.changes
    sites, climate = world.sites, world.climate
    if changes.landing_ports:
        allowed = [ports[name] for name in changes.landing_ports]
        open_ = np.isin(sites.port_cell, allowed)
        sites = sites._replace(port_lift=open_.astype(sites.port_lift.dtype))
    for change in changes.climate:
        months = np.array(change.months) - 1
        temperature, minimum, snow = (
            table.copy() for table in (climate.temperature, climate.minimum, climate.snow_days)
        )
        temperature[:, months] += change.warmer
        minimum[:, months] += change.warmer
        snow[:, months] *= change.snow
        climate = climate._replace(temperature=temperature, minimum=minimum, snow_days=snow)
    return world._replace(sites=sites, climate=climate)


def decide(state: State, case: Case | None, day: int) -> None:
    """Take the decisions that a case gives as taken, on `day`."""
    for name in case.form.changes.decided if case else ():
        decided = getattr(state.politics, name)
        if decided[0] < 0:
            decided[0] = day


def in_words(case: Case) -> list[str]:
    """Return what a case changes beside rates and rules, one clause a change."""
    changes = case.form.changes
    absent = [*changes.absent.nations, *changes.absent.formations]
    told = [f"stay away: {', '.join(absent)}"] if absent else []
    for shift in changes.moved:
        given = {n: v for n, v in shift if v is not None and n not in ("formations", "call")}
        how = ", ".join(f"{name} {value}" for name, value in given.items())
        told.append(f"come otherwise ({how}): {', '.join(shift.formations)}")
    for row in changes.formations:
        told.append(f"comes too: {row.name}, {row.draft:,} men, {row.arrive}, {row.arrive_place}")
    for name, sends in changes.sends.items():
        fields = [field for field, value in sends if value is not None]
        told.append(f"other values of {name}: {', '.join(fields)}")
    if changes.landing_ports:
        told.append(f"a landing may go to {', '.join(changes.landing_ports)} alone")
    for one in changes.climate:
        months = ", ".join(map(str, one.months))
        told.append(f"months {months}: {one.warmer:+g} degrees, snow days x {one.snow:g}")
    if changes.decided:
        told.append(f"taken as decided: {', '.join(changes.decided)}")
    return told


def day_of_branch(text: str, start: datetime.date, end: datetime.date) -> int:
    """Return the day of the war that --from names [day].

    Raises `Complaint` when it is no day, or not one after the first of the war.
    """
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        raise Complaint(f"--from {text} is no day; write it as 1950-10-19") from None
    if not start < date <= end:
        raise Complaint(
            f"--from {text} is outside the war; choose a day from "
            f"{start + datetime.timedelta(days=1)} to {end}"
        )
    return (date - start).days
