"""Where claims cannot all be true: found by general rules, never from a list of findings."""

from collections.abc import Sequence
from typing import NamedTuple

from parallel38.complaint import unknown
from parallel38.evidence.conflicts import (
    dates,
    exclusive,
    front,
    identity,
    location,
    members,
    numbers,
    offices,
    ratios,
    sums,
)
from parallel38.evidence.conflicts.finding import AGAINST, AMONG, BETWEEN, DEGREES, INSIDE, Finding
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.query import entities_named

SOURCES = (numbers, sums, members, ratios, dates, identity, offices, location, front,
           exclusive)  # fmt: skip
RULES = (
    "number", "parts", "sum", "ratio", "duration", "date", "order", "taken", "identity",
    "existence", "presence", "parent", "office", "relation", "location", "weapon", "contingents",
    "pattern", "front", "exclusive",
)  # fmt: skip
PLACES = (INSIDE, BETWEEN, AGAINST, AMONG)

__all__ = ["RULES", "Finding", "Wanted", "find", "pick"]


class Wanted(NamedTuple):
    """Which findings are wanted; empty fields want all."""

    rule: str = ""
    where: str = ""
    document: str = ""
    subject: str = ""
    degree: str = ""
    sure: bool = False


def find(ledger: Ledger) -> list[Finding]:
    """Return every disagreement in a ledger, the grossest first."""
    found = [finding for rules in SOURCES for finding in rules.find(ledger)]
    return sorted(found, key=lambda one: (-DEGREES.index(one.degree), not one.sure, one.id))


def pick(found: Sequence[Finding], wanted: Wanted, ledger: Ledger) -> list[Finding]:
    """Return the findings that fit; raises `Complaint` for a name that no finding can have."""
    rules = {word.strip() for word in wanted.rule.split(",") if word.strip()}
    for name in sorted(rules - set(RULES)):
        raise unknown("rule", name, RULES)
    if wanted.where and wanted.where not in PLACES:
        raise unknown("place of a contradiction", wanted.where, PLACES)
    if wanted.degree and wanted.degree not in DEGREES:
        raise unknown("degree", wanted.degree, DEGREES)
    if wanted.document and wanted.document not in ledger.documents.values():
        raise unknown("document", wanted.document, ledger.documents.values())
    least = DEGREES.index(wanted.degree) if wanted.degree else 0
    names = entities_named(ledger, wanted.subject, "entity") if wanted.subject else set()
    return [
        one
        for one in found
        if (not rules or one.rule in rules)
        and DEGREES.index(one.degree) >= least
        and (one.sure or not wanted.sure)
        and (not wanted.where or any(place.split()[0] == wanted.where for place in one.where))
        and (not wanted.document or any(_stands(one, ledger, wanted.document)))
        and (not names or any(c.subject in names or c.object in names for c in one.claims))
    ]


def _stands(finding: Finding, ledger: Ledger, document: str) -> list[bool]:
    """Return for each claim of a finding whether it stands in a document."""
    return [
        ledger.documents.get(name) == document
        for claim in finding.claims
        for name in claim.documents
    ]
