"""The form of a scenario's files: one model a file or row; JSON Schemas are made from them."""

import datetime
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from parallel38.calendar import span

Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]  # of a work, or id of a claim
SideName = Literal["south", "north"]
Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Yes = Literal["yes", "no"]


def _edtf(text: str) -> str:
    span(text)
    return text


def _none(text: object) -> object:
    return None if text == "" else text


def _keys(text: object) -> object:
    if not isinstance(text, str):
        return text
    return [key.strip() for key in text.split(";")] if text else []


def _day(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day; write it as 1950-06-25") from error


Edtf = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
Keys = Annotated[list[Key], BeforeValidator(_keys)]
MaybeNumber = Annotated[Number | None, BeforeValidator(_none)]
MaybeCount = Annotated[Count | None, BeforeValidator(_none)]
MaybeEdtf = Annotated[Edtf | None, BeforeValidator(_none)]


class Form(BaseModel):
    """What all files share: no unknown keys, no guesses."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PriorTerm(Form):
    """What some claims make of a number: a sum or days between, over others, per, turned over."""

    of: list[Key] = []
    days: Annotated[list[Key], Field(max_length=2)] = []
    over: list[Key] = []
    per: Annotated[Number, Field(gt=0)] = 1.0
    inverse: bool = False

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if bool(self.of) == bool(self.days) or len(self.days) == 1:
            raise ValueError("needs either `of`, claims to add up, or `days`, two dated claims")
        return self


class Argued(Form):
    """A number with the works it rests on, or an honest judgement with its reason."""

    value: Number
    claims: list[Key] = []
    prior: list[PriorTerm] = []
    judgement: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.claims and not (self.judgement and self.note):
            raise ValueError("rests on nothing; give `claims`, or `judgement: true` and a `note`")
        return self


class Step(Argued):
    """A value that holds from a date until the next step."""

    since: Edtf = Field(alias="from")


def _in_order(steps: list[Step]) -> list[Step]:
    firsts = [span(step.since).earliest for step in steps]
    for before, after in pairwise(firsts):
        if after <= before:
            raise ValueError(f"the step from {after} must come after that from {before}; sort them")
    return steps


Series = Annotated[list[Step], Field(min_length=1), AfterValidator(_in_order)]


class Nation(Form):
    """A nation that fights: names, side, group and what it brings (units in engine/world.py)."""

    name: Name
    other_name: Name = Field(description="what the other side called it")
    side: SideName
    group: Id = Field(description="group of scenario.yaml that reports add it to")
    arrives_by: Literal["calendar", "intervention"]
    resident: bool = Field(False, description="the theatre is its own country")
    night: Argued = Field(description="skill at night fighting and concealment [1]")
    toll: Argued | None = Field(None, description="casualties, 1 if not given [1]")
    carried: Argued | None = Field(None, description="supplies carried, 1 if not given [1]")
    stay: Argued = Field(description="share of its prisoners that decline to go home [1]")
    arms: Series = Field(description="arms of a rifleman and his support [1]")
    recruits: Series = Field(description="replacements that reach the theatre [men/day]")
    schooling: Series = Field(description="training of its replacements and new units [1]")
    winter_kit: Series = Field(description="protection against cold [1]")
    wheels: Series | None = Field(None, description="supplies carried by truck, 0 if not given [1]")
    air: Series = Field(description="air effort over the theatre [1]")
    antiair: Series = Field(description="guns and fighters against it [1]")


NATION_RANGES = {  # hard limits by field [unit as above]
    "night": (0.0, 1.0),
    "stay": (0.0, 1.0),
    "toll": (0.0, 5.0),
    "carried": (0.0, 5.0),
    "arms": (0.0, 3.0),
    "recruits": (0.0, 100_000.0),
    "schooling": (0.0, 1.0),
    "winter_kit": (0.0, 1.0),
    "wheels": (0.0, 1.0),
    "air": (0.0, 5.0),
    "antiair": (0.0, 2.0),
}


class SideForm(Form):
    """A coalition under its own name, the other side's name beside it."""

    name: Name
    other_name: Name


class Sides(Form):
    """The two coalitions."""

    south: SideForm
    north: SideForm


class Support(Form):
    """A nation that sent help but no troops: shown, not simulated."""

    name: Name
    side: SideName
    what: Name
    claims: list[Key] = Field(min_length=1)


class ScenarioForm(Form):
    """scenario.yaml: the war, its span, its sides and groups."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    title: Name
    start: Day
    end: Day
    after: Annotated[int, Field(ge=0, le=4000)] = Field(
        default=0, description="days that a run may go on past the end [day]"
    )
    pitch_km: Annotated[float, Field(gt=0, le=200, allow_inf_nan=False)]
    intervention: Day | None = Field(
        default=None, description="day from which `+lag` arrivals were counted"
    )
    rates_like: str = Field(
        default="", description="scenario whose rates and rules hold where this one is silent"
    )
    sides: Sides
    groups: Annotated[dict[Id, Name], Field(min_length=1)]
    support: list[Support] = []

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}; correct `end`")
        return self


class Army(Form):
    """A row of armies.csv: an army or corps that formations serve in, without men of its own."""

    id: Id
    name: Name
    nation: Id
    parent: str
    reference: str = ""


LAG = r"^\+\d+$"


def _arrival(text: str) -> str:
    if text.startswith("+"):
        if not text[1:].isdigit():
            raise ValueError(f"{text!r} is no lag; write + and whole days, such as +19")
        return text
    return _edtf(text)


Arrival = Annotated[str, AfterValidator(_arrival)]
MaybeArrival = Annotated[Arrival | None, BeforeValidator(_none)]


class FormationRow(Form):
    """A row of formations.csv: one manoeuvre formation, resolved so that no man stands twice."""

    id: Id
    name: Name
    nation: Id
    kind: Literal["infantry", "armour", "artillery", "antiaircraft", "security"]
    motor: Literal["foot", "motor"]
    army: Id = Field(description="id in armies.csv")
    call: Literal["calendar", "intervention", "landing"]
    arrive: Arrival = Field(description="EDTF date, or +days since its nation's intervention")
    arrive_place: Id = Field(description="id of a place, port or gate")
    leave: MaybeArrival = None
    draft: Annotated[int, Field(ge=1, le=200_000)] = Field(description="men it arrives with [men]")
    toe: Annotated[int, Field(ge=1, le=200_000)] = Field(description="authorised strength [men]")
    guns: Annotated[int, Field(ge=0, le=1000)] = Field(description="artillery tubes")
    tanks: Annotated[int, Field(ge=0, le=1000)]
    training: Annotated[
        Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None, BeforeValidator(_none)
    ] = Field(default=None, description="0 raw to 1 veteran; empty: as its nation's schooling [1]")
    same_men: str = Field(default="", description="formation whose men these are, re-entered")
    reference: str = Field(default="", description="row of the reference table it comes from")
    note: str = ""
    source: str = ""
    source_key: Keys = []
    verified: Yes = "no"

    @model_validator(mode="after")
    def _lags_with_intervention(self) -> Self:
        for name in ("arrive", "leave"):
            text = getattr(self, name)
            if text and text.startswith("+") != (self.call == "intervention"):
                want = "a lag such as +19" if self.call == "intervention" else "a date, not a lag"
                raise ValueError(f"`{name}` is {text!r}; with call {self.call} it must be {want}")
        return self


class KeptOut(Form):
    """A row of kept_out.csv: a row of the reference that is not entered, and why."""

    reference: Id
    name: Name
    reason: Name
    now: str = Field(default="", description="where its men are now, ids separated by ;")
    note: str = ""
    source: str = ""
    source_key: Keys = []
    verified: Yes = "no"


class RateForm(Form):
    """A rate: its value, plausible range, and what it rests on."""

    value: Number
    unit: Annotated[str, Field(min_length=1)]
    range: Annotated[list[Number], Field(min_length=2, max_length=2)]
    claims: list[Key] = []
    prior: list[PriorTerm] = []
    judgement: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        low, high = self.range
        if not low <= high:
            raise ValueError(f"`range` runs from {low:g} to {high:g}; put the lower number first")
        if not low <= self.value <= high:
            raise ValueError(
                f"`value` {self.value:g} lies outside its own range {low:g} to {high:g}; "
                "widen the range or change the value"
            )
        if not self.claims and not (self.judgement and self.note):
            raise ValueError("rests on nothing; give `claims`, or `judgement: true` and a `note`")
        return self
