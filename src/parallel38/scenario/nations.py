"""What each nation brings: nations.yaml to arrays by month of the war."""

import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from parallel38.calendar import date_of, span
from parallel38.engine.world import F64, I8, I32, NORTH, SOUTH, Nations
from parallel38.faults import Fault
from parallel38.scenario.models import NATION_RANGES, Nation, Step
from parallel38.scenario.reading import Document, dotted, read_yaml
from parallel38.scenario.wording import fit_document

FILE = "nations.yaml"
SIDES = {"south": SOUTH, "north": NORTH}


class Span(NamedTuple):
    """The days of a war, day 0 first."""

    start: datetime.date
    days: int

    def months(self) -> I8:
        """Return the month of each day, 0 January, (d,)."""
        return np.array([date_of(d, self.start).month - 1 for d in range(self.days)], np.int8)

    def war_months(self) -> I32:
        """Return the months since the war began of each day, (d,)."""
        return _war_months(self).copy()


@lru_cache(maxsize=8)
def _war_months(war: Span) -> I32:
    """Return what `Span.war_months` tells: every series of every nation asks for it."""
    dates = [date_of(d, war.start) for d in range(war.days)]
    first = 12 * war.start.year + war.start.month
    return np.array([12 * date.year + date.month - first for date in dates], np.int32)


def read_nations(folder: Path, faults: list[Fault]) -> tuple[Document | None, dict[str, Nation]]:
    """Return nations.yaml and its nations by id; their faults are noted."""
    document = read_yaml(folder / FILE, faults)
    if document is None:
        return None, {}
    nations = {}
    for name in document.value:
        nation = fit_document(Nation, document, faults, at=(name,))
        if nation is not None:
            nations[name] = nation
            _check_ranges(name, nation, document, faults)
    return document, nations


def _check_ranges(name: str, nation: Nation, document: Document, faults: list[Fault]) -> None:
    for field, (low, high) in NATION_RANGES.items():
        given = getattr(nation, field)
        if given is None:
            continue
        steps = given if isinstance(given, list) else [given]
        for number, step in enumerate(steps):
            if not low <= step.value <= high:
                where = (name, field, number) if isinstance(given, list) else (name, field)
                path = (*where, "value")
                what = f"is {step.value:g}; it must lie between {low:g} and {high:g}"
                faults.append(Fault(document.file, document.line(path), dotted(path), what))


def by_month(steps: list[Step], war: Span) -> F64:
    """Return the mean of a series of steps over the days of each month of the war, (m,).

    A day before the first step has the value of the first.
    """
    values = np.full(war.days, steps[0].value)
    for step in steps:
        day = (span(step.since).earliest - war.start).days
        values[max(day, 0) :] = step.value
    months = war.war_months()
    return np.bincount(months, weights=values) / np.bincount(months)


def nations_of(nations: dict[str, Nation], war: Span) -> Nations:
    """Return the nations as arrays, in the order of the file."""
    every = list(nations.values())

    def table(field: str) -> F64:
        given = [getattr(nation, field) for nation in every]
        none = np.zeros(int(war.war_months()[-1]) + 1)
        return np.array([by_month(steps, war) if steps else none for steps in given])

    return Nations(
        side=np.array([SIDES[nation.side] for nation in every], np.int8),
        arms=table("arms"),
        recruits=table("recruits"),
        schooling=table("schooling"),
        winter_kit=table("winter_kit"),
        wheels=table("wheels"),
        air=table("air"),
        antiair=table("antiair"),
        toll=np.array([nation.toll.value if nation.toll else 1.0 for nation in every]),
        carried=np.array([nation.carried.value if nation.carried else 1.0 for nation in every]),
        stay=np.array([nation.stay.value for nation in every]),
        night=np.array([nation.night.value for nation in every]),
        resident=np.array([nation.resident for nation in every], np.int8),
        arrives_by=np.array([nation.arrives_by == "intervention" for nation in every], np.int8),
    )
