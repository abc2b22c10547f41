"""Rule *front*: a force at a place, or attacking it, that lay far behind the lines of the other;
a force that is said to be out of a region while its side held places there.

The holders of the record say whose the place was, its fronts how far the fighting was. Ships and
aircraft go where they like.
"""

import csv
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from parallel38.calendar import Span
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.dates import NORTH, holders, side_of
from parallel38.evidence.conflicts.finding import Finding, degree_of, own_place
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.entity import pieces
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import meet, written

FRONTS, PLACES = Path("record") / "fronts.csv", Path("record") / "places.csv"
LOCATION = "location"
GROUND = (LOCATION, "attacked")
MOST = 4  # places that a finding names
NOT_BY_LAND = ("navy", "fleet", "air_force", "air_division")
BRIEF = 62  # a stay said of a longer time than this may lie anywhere in it [day]
NEAR = 30.0  # so far from the fighting a source may still say *at* or *outskirts* [km]
DEGREE = 111.2  # of latitude [km]


class Point(NamedTuple):
    """A place on the ground."""

    lat: float
    lon: float


Line = Sequence[Point]
Turns = Sequence[tuple[Span, bool]]  # when a place changed hands, and whether to the North


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the forces that are put far behind the lines of the other side, or out of its own."""
    turns = holders(ledger)
    yield from _still_there(ledger, turns)
    stated = [claim for claim in ledger.claims if claim.quantity in GROUND and _brief(claim.when)]
    if not stated:
        return
    known = _points(ledger)
    fronts = _fronts(ledger.folder / FRONTS)
    for claim in stated:
        point, side = known.get(claim.object), side_of(claim.subject, ledger)
        entity = ledger.entities.get(claim.subject)
        by_land = entity is not None and entity.fields.get("kind") not in NOT_BY_LAND
        if point is None or not side or not by_land or "not" in claim.scope or not fronts:
            continue
        if claim.when is None or _held(turns.get(claim.object, ()), claim.when, side == NORTH):
            continue
        near = min(_far(point, line) for line in _around(fronts, claim.when))
        if near > NEAR:
            yield _finding(claim, near, ledger)


def _finding(claim: Claim, near: float, ledger: Ledger) -> Finding:
    did = "have attacked" if claim.quantity == "attacked" else "have been at"
    return Finding(
        rule="front",
        about=f"{claim.subject}.{claim.object}.{claim.id}",
        says=f"{ledger.name(claim.subject)} is said to {did} {ledger.name(claim.object)} "
        f"{written(claim.when)} ({claim.id}); the place was the other side's, and the front of "
        f"the record came no nearer than {near:.0f} km",
        by=f"{near:.0f} km",
        degree=degree_of(near / NEAR),
        where=own_place(claim, ledger),
        claims=(claim,),
        record=f"{near:.0f} km from the nearest front around {written(claim.when)}",
    )


def _still_there(ledger: Ledger, turns: Mapping[str, Turns]) -> Iterator[Finding]:
    """Yield the sides said to be out of a region in which they held places all the time."""
    for claim in ledger.claims:
        if claim.quantity != LOCATION or "not" not in claim.scope or not claim.object:
            continue
        when, side = claim.when, side_of(claim.subject, ledger)
        if not side or not _brief(when):
            continue
        held = [
            place
            for place, changes in turns.items()
            if _throughout(changes, when, side == NORTH)
            and claim.object in ancestors(place, when, ledger)
        ]
        if held:
            names = [ledger.name(place) for place in held[:MOST]]
            more = f" and {len(held) - MOST} more" if len(held) > MOST else ""
            yield Finding(
                rule="front",
                about=f"{claim.subject}.{claim.object}.not.{claim.id}",
                says=f"{ledger.name(claim.subject)} is said to be out of "
                f"{ledger.name(claim.object)} {written(when)} ({claim.id}); by the record its side "
                f"held {', '.join(names)}{more} there",
                by=f"{len(held)} place{'s' * (len(held) > 1)}",
                degree="gross" if len(held) > MOST else "clear",
                where=own_place(claim, ledger),
                claims=(claim,),
                record=f"{', '.join(names)}{more} held {written(when)}",
            )


def _throughout(changes: Turns, when: Span | None, north: bool) -> bool:
    """Return whether the record has a place with one side before a time, and no change in it."""
    if when is None or any(meet(span, when) for span, _ in changes):
        return False
    before = [to_north for span, to_north in changes if span.latest < when.earliest]
    return bool(before) and before[-1] == north


def _brief(when: Span | None) -> bool:
    return when is not None and (when.latest - when.earliest).days <= BRIEF


def _points(ledger: Ledger) -> dict[str, Point]:
    """Return where the places of the record lie."""
    file = ledger.folder / PLACES
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as handle:
        rows = {row["id"]: Point(float(row["lat"]), float(row["lon"]))
                for row in csv.DictReader(handle)}  # fmt: skip
    return {
        entity.id: rows[name]
        for entity in ledger.entities.values()
        if entity.kind == "place"
        for name in pieces(entity.fields.get("record", ""))
        if name in rows
    }


def _fronts(file: Path) -> dict[date, list[Line]]:
    """Return the front lines of each date of the record, the order of dates kept."""
    lines: dict[date, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                point = Point(float(row["lat"]), float(row["lon"]))
                lines[date.fromisoformat(row["date"])][row["segment"]].append(point)
    return {day: list(lines[day].values()) for day in sorted(lines)}


def _around(fronts: Mapping[date, list[Line]], when: Span) -> list[Line]:
    """Return the lines drawn during a time, and the last before and the first after it."""
    before = [day for day in fronts if day <= when.earliest][-1:]
    after = [day for day in fronts if day >= when.latest][:1]
    during = [day for day in fronts if when.earliest <= day <= when.latest]
    return [line for day in (*before, *during, *after) for line in fronts[day]]


def _held(changes: Turns, when: Span, north: bool) -> bool:
    """Return whether a side held a place on any day of a time, as far as the record knows."""
    if not changes:
        return True  # the record does not follow this place
    if any(to_north == north and meet(span, when) for span, to_north in changes):
        return True
    before = [to_north for span, to_north in changes if span.earliest < when.earliest]
    first_was_north = not changes[0][1]
    return (before[-1] if before else first_was_north) == north


def _far(point: Point, line: Line) -> float:
    """Return how far a place lies from a line [km]."""
    return min(_to_leg(point, first, second) for first, second in pairwise([*line, line[-1]]))


def _to_leg(point: Point, first: Point, second: Point) -> float:
    along = second.lat - first.lat, (second.lon - first.lon) * _squeeze(point)
    to = point.lat - first.lat, (point.lon - first.lon) * _squeeze(point)
    length = along[0] ** 2 + along[1] ** 2
    share = max(0.0, min(1.0, (to[0] * along[0] + to[1] * along[1]) / length)) if length else 0.0
    return math.hypot(to[0] - share * along[0], to[1] - share * along[1]) * DEGREE


def _squeeze(point: Point) -> float:
    """Return how much shorter a degree of longitude is than one of latitude."""
    return math.cos(math.radians(point.lat))
