"""Rule *location*: an event at two places, or a place elsewhere in its region than it lies."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.finding import Finding, own_place, places
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.entity import pieces
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import meet

LOCATION = "location"
HOLDERS = "holders:"
PLACES = Path("record") / "places.csv"
WAY_DOWN = "way_down"
NEAR = 0.1  # of the way, by which a rough word may miss
FEWEST = 5  # places of a region whose latitudes show its extent


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the events that sources put in different places, or elsewhere than the record."""
    yield from _way_down(ledger)
    by_event: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        located = claim.quantity == LOCATION and claim.object and "not" not in claim.scope
        if located and claim.subject.startswith("event:"):
            by_event[claim.subject].append(claim)
    by_row = {
        name: entity.id
        for entity in ledger.entities.values()
        if entity.kind == "place"
        for name in pieces(entity.fields.get("record", ""))
    }
    for event, claims in by_event.items():
        pairs = [
            (one, two)
            for one, two in combinations(claims, 2)
            if meet(one.when, two.when) and elsewhere(one.object, two.object, ledger)
        ]
        true = _recorded(event, by_row, ledger)
        off = [one for one in claims if true and elsewhere(one.object, true, ledger)]
        involved = tuple({c.id: c for c in (*off, *(c for pair in pairs for c in pair))}.values())
        if not involved:
            continue
        told = "; ".join(f"{ledger.name(claim.object)} ({claim.id})" for claim in involved)
        where = {*places(pairs, ledger), *(p for claim in off for p in own_place(claim, ledger))}
        yield Finding(
            "location", event, f"{ledger.name(event)} is put at {told}", "another place", "clear",
            tuple(sorted(where)), involved, ledger.name(true) if true else "",
        )  # fmt: skip


def _way_down(ledger: Ledger) -> Iterator[Finding]:
    """Yield that a place is said to lie farther down a region than its places show."""
    stated = [claim for claim in ledger.claims if claim.quantity == WAY_DOWN and claim.amount]
    latitudes = _latitudes(ledger) if stated else {}
    for claim in stated:
        value = claim.amount
        inside = [
            latitude
            for place, latitude in latitudes.items()
            if claim.object in ancestors(place, claim.when, ledger)
        ]
        if value is None or claim.subject not in latitudes or len(inside) < FEWEST:
            continue
        north, south = max(inside), min(inside)
        true = (north - latitudes[claim.subject]) / (north - south)
        if value.least - NEAR <= true <= value.most + NEAR:
            continue
        yield Finding(
            "location", f"{claim.subject}.{claim.object}.{claim.id}",
            f"{ledger.name(claim.subject)} is put {value.low:.0%} of the way down "
            f"{ledger.name(claim.object)} ({claim.id}); by the latitudes of its places it lies at "
            f"{true:.0%}",
            f"{abs(value.centre - true):.0%} of the way", "clear", own_place(claim, ledger),
            (claim,), f"{latitudes[claim.subject]:.2f} N, between {south:.2f} N and {north:.2f} N",
        )  # fmt: skip


def _latitudes(ledger: Ledger) -> dict[str, float]:
    """Return the latitude of each place that the record knows [degree]."""
    file = ledger.folder / PLACES
    if not file.is_file():
        return {}
    with file.open(encoding="utf-8", newline="") as handle:
        known = {row["id"]: row["lat"] for row in csv.DictReader(handle)}
    return {
        entity.id: float(known[name])
        for entity in ledger.entities.values()
        if entity.kind == "place"
        for name in pieces(entity.fields.get("record", ""))
        if known.get(name)
    }


def elsewhere(one: str, two: str, ledger: Ledger) -> bool:
    """Return whether two places are known to be apart: both have a table's place, and differ."""
    above_one, above_two = (ancestors(name, None, ledger) for name in (one, two))
    related = one == two or one in above_two or two in above_one
    return not related and bool(above_one) and bool(above_two)


def _recorded(event: str, by_row: dict[str, str], ledger: Ledger) -> str:
    """Return the place whose change of hands an event is, or ''."""
    entity = ledger.entities.get(event)
    rows = pieces(entity.fields.get("record", "")) if entity else []
    found = {row[len(HOLDERS) :].partition("/")[0] for row in rows if row.startswith(HOLDERS)}
    return by_row.get(found.pop(), "") if len(found) == 1 else ""
