"""Turning points: record/turning_points.yaml, the eve of each and what then happened."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from parallel38.faults import Fault, complain
from parallel38.scenario.models import Day, Form, Id, Key, Name, ScenarioForm, SideName
from parallel38.scenario.reading import dotted, read_yaml
from parallel38.scenario.references import missing
from parallel38.scenario.wording import fit_each

FILE = Path("record") / "turning_points.yaml"


class Happened(Form):
    """One thing that came to pass: who held a place, or how near the front was to the record's."""

    place: Id | None = None
    holder: SideName | None = None
    day: Day | None = None
    throughout: bool = Field(False, description="every day from the eve on, not that day alone")
    front: Day | None = Field(None, description="a date of fronts.csv")
    within_km: Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)] | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        held = (self.place, self.holder, self.day)
        lay = (self.front, self.within_km)
        if all(part is None for part in held) and all(part is not None for part in lay):
            return self
        if all(part is not None for part in held) and all(part is None for part in lay):
            return self
        raise ValueError("needs place, holder and day, or front and within_km")

    @property
    def last(self) -> datetime.date:
        """The day on which it can be seen."""
        day = self.day or self.front
        assert day is not None
        return day


class TurningPoint(Form):
    """A day before, and what happened after it."""

    title: Name
    eve: Day
    attack: SideName | None = Field(
        None, description="whose attack was a part of it; wars without one are not judged"
    )
    happened: Annotated[list[Happened], Field(min_length=1)]
    words: Name = Field(description="what happened, in a sentence")
    claims: Annotated[list[Key], Field(min_length=1)]
    unknowable: list[str] = Field(
        default_factory=list, description="what the model cannot know about this day"
    )

    @model_validator(mode="after")
    def _afterwards(self) -> Self:
        for one in self.happened:
            if one.last <= self.eve:
                raise ValueError(f"asks for {one.last}, not after the eve of {self.eve}")
        return self

    @property
    def until(self) -> datetime.date:
        """The last day that is asked for."""
        return max(one.last for one in self.happened)


def read_turning_points(folder: Path, faults: list[Fault]) -> dict[str, TurningPoint]:
    """Return the turning points of a scenario by id, none where it has none; faults are noted."""
    if not (folder / FILE).is_file():
        return {}
    return fit_each(TurningPoint, read_yaml(folder / FILE, faults), faults)


def load_turning_points(folder: Path) -> dict[str, TurningPoint]:
    """Return the turning points of a scenario. Raises `Complaint` for the first fault."""
    faults: list[Fault] = []
    found = read_turning_points(folder, faults)
    complain(faults)
    return found


def check_turning_points(
    folder: Path,
    form: ScenarioForm | None,
    places: Mapping[str, int] | None,
    works: set[str],
    faults: list[Fault],
) -> None:
    """Note every fault in the turning points of a scenario."""
    found = read_turning_points(folder, faults)
    document = read_yaml(folder / FILE, []) if found else None
    for name, point in found.items():
        assert document is not None

        def fault(field: str, what: str, name: str = name) -> None:
            line = document.line((name, field))
            faults.append(Fault(folder / FILE, line, dotted((name, field)), what))

        for key in point.claims:
            if key not in works:
                fault("claims", missing("work of sources.bib", key, works))
        for one in point.happened:
            if places is not None and one.place is not None and one.place not in places:
                fault("happened", missing("place of places.csv", one.place, places))
        if form and not form.start < point.eve < point.until <= form.end:
            fault("eve", "lies outside the war, or what happened does; correct the days")
