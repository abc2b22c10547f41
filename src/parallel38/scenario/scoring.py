"""The form of what a run is held against by: scoring.yaml and loss_ranges.yaml of a record."""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from parallel38.scenario.models import Argued, Count, Day, Form, Id, Name, Number
from parallel38.scenario.record_models import Latitude, Longitude

Share = Annotated[Number, Field(ge=0, le=1)]
Level = Annotated[Number, Field(gt=0, lt=1)]
Length = Annotated[int, Field(ge=1, le=3650)]
Part = Literal["killed", "wounded", "captured", "missing", "nonbattle"]  # of the ledger of men
Printed = Literal["killed", "wounded", "missing", "captured", "non_battle", "total"]


def _low_first(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] > pair[1]:
        raise ValueError(f"runs from {pair[0]:g} to {pair[1]:g}; put the lower number first")
    return pair


def _real_month(month: str) -> str:
    datetime.date.fromisoformat(f"{month}-01")
    return month


Parallels = Annotated[tuple[Latitude, Latitude], AfterValidator(_low_first)]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$"), AfterValidator(_real_month)]


class Kilometres(Argued):
    """A length."""

    value: Annotated[Number, Field(gt=0, le=2000)]
    unit: Literal["km"]


class Days(Argued):
    """A span of time."""

    value: Length
    unit: Literal["day"]


class Levels(Argued):
    """Central intervals by the share of wars in them."""

    value: Annotated[list[Level], Field(min_length=1)]  # type: ignore[assignment]
    unit: Literal[1]


class Until(Argued):
    """A last day."""

    value: Day  # type: ignore[assignment]
    unit: Literal["date"]


class LandShare(Argued):
    """A share of the ground."""

    value: Share
    unit: Literal["share of the peninsula"]


class Parallel(Argued):
    """A front as one number."""

    value: Latitude
    unit: Literal["degree north"]


class Band(Argued):
    """Fronts between two parallels."""

    value: Parallels  # type: ignore[assignment]
    unit: Literal["degree north"]


class Degrees(Argued):
    """How far a front moves."""

    value: Annotated[Number, Field(gt=0, le=90)]
    unit: Literal["degree"]


class SeaEnd(Form):
    """How the traces between two dates go out to sea."""

    end: Literal["west", "east"]
    since: Day = Field(alias="from")
    until: Day = Field(alias="to")
    via: Annotated[list[tuple[Longitude, Latitude]], Field(min_length=1)]
    reason: Name

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until < self.since:
            raise ValueError(f"ends on {self.until}, before it begins; correct `to`")
        return self


class Seesaw(Form):
    """What a war must show to count as the whole see-saw."""

    corner: LandShare
    deep: LandShare
    back: Parallel
    rest: Band
    still: Degrees
    still_days: Days


class Comparable(Form):
    """Offensives of the record that are comparable with a pulse."""

    side: Literal[0, 1]
    offensives: list[str]
    left_out: dict[str, Name] = Field(default={})


class Dated(Form):
    """The day of a decision in the record: that of a row of events.csv, or one written here."""

    label: Name
    event: str = ""
    date: Day | None = None
    note: str = ""

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if bool(self.event) == bool(self.date):
            raise ValueError("needs an `event` or a `date`, and not both; keep one")
        return self


class Spelling(Form):
    """How the tables of the record write a group of nations."""

    sources: Annotated[list[Name], Field(min_length=1)]
    skip_scopes: list[Literal["total", "combat", "in_korea"]] = Field(default=[])


class Mark(Form):
    """A number that a source prints for one month."""

    month: Month
    value: Count
    source: Name
    note: str = ""


class MonthlyDeaths(Form):
    """The group whose deaths by month are shown, and what is printed of them."""

    group: Id
    marks: list[Mark]


class Push(Form):
    """Strengths of both coalitions from a day on [thousand men]."""

    date: Day
    south: Annotated[Number, Field(gt=0)]
    north: Annotated[Number, Field(gt=0)]
    rows: str = ""


def _days_in_order(rows: Sequence[Push]) -> Sequence[Push]:
    for before, after in pairwise(rows):
        if after.date <= before.date:
            raise ValueError(f"{after.date} must come after {before.date}; sort the rows")
    return rows


class Piston(Form):
    """The front without width that is pushed by strengths."""

    reach: Band
    strengths: Annotated[list[Push], Field(min_length=1), AfterValidator(_days_in_order)]


class ScoringForm(Form):
    """scoring.yaml: how a war of the model is held against the record."""

    front_width: Kilometres
    persistence: Days
    piston: Piston
    intervals: Levels | None = None
    fitted_until: Until | None = None
    fitted_rates: list[str] = Field(default=[])
    trace_ends: list[SeaEnd] = Field(default=[])
    shape: Seesaw | None = None
    focus_place: Id | None = None
    strip_places: list[Id] = Field(default=[])
    map_towns: list[Id] = Field(default=[])
    map_dates: list[Day] = Field(default=[])
    pulses: Comparable | None = None
    decisions: dict[Id, Dated] = Field(default={})
    groups: dict[Id, Spelling] = Field(default={})
    monthly_deaths: MonthlyDeaths | None = None


class Ranged(Form):
    """Two numbers, the lower one first."""

    low: Count
    high: Count

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        if self.low > self.high:
            raise ValueError(f"runs from {self.low} to {self.high}; put the lower number first")
        return self


class CasualtyRow(Ranged):
    """A row of casualties.csv, named by what it says."""

    nation: Name
    kind: Printed

    def key(self) -> tuple[str, str, int, int]:
        """Return what tells it from other rows."""
        return self.nation, self.kind, self.low, self.high


class Used(CasualtyRow):
    """A row that a range rests on; with `claims` it counts as their sum, less others."""

    part: str = ""
    claims: list[str] = Field(default=[])
    less: list[str] = Field(default=[])


class LeftOut(CasualtyRow):
    """A row that no range rests on, and why."""

    reason: Name


class LossRange(Ranged):
    """What the sources leave for one number of the ledger of men."""

    unit: Literal["men"]
    meaning: Name
    note: str = ""
    used: Annotated[list[Used], Field(min_length=1)]


class Civilians(CasualtyRow):
    """A row that is shown beside the simulated civilians."""

    label: Name


class LossForm(Form):
    """loss_ranges.yaml: the range that the sources leave for each number of the ledger."""

    ranges: dict[Id, dict[Part, LossRange]]
    no_range: dict[Id, dict[Part, Name]] = Field(default={})
    civilians: list[Civilians] = Field(default=[])
    left_out: list[LeftOut] = Field(default=[])
