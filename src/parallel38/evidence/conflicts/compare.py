"""Which claims speak of the same thing, so that their numbers may be held together."""

import re
from functools import lru_cache
from pathlib import Path

from parallel38.calendar import Span
from parallel38.evidence.claim import LINES, NEVER_APART, WHOLE_WAR, Claim
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days, meet

WHOLE = 900  # a period this long is the whole war [day]
MOMENT = 45  # a strength is known at a date no longer than this [day]
APART = tuple(line for line in LINES if line not in NEVER_APART)
TIMELESS = ("peak_strength", "served")
OF_ALL = ("deaths", "killed", "casualties", "killed_missing")  # civilians may be among them
BRANCH = "branch"
ENDS = re.compile(r"^(start|end):\s*(\d{4}-\d{2}-\d{2})", re.MULTILINE)
PARTS = (BRANCH, "who")  # a tag of these lines names a part, its absence the whole


def period(claim: Claim) -> Span | None:
    """Return the period that a claim counts; None for the whole war."""
    if claim.period == WHOLE_WAR:
        return None
    found = days(claim.period) if claim.period else claim.when
    if found is None or (found.latest - found.earliest).days >= WHOLE:
        return None
    return found


def same_time(first: Claim, second: Claim, kind: str) -> bool:
    """Return whether two numbers of one quantity are of the same time."""
    if first.quantity in TIMELESS or second.quantity in TIMELESS:
        return True
    one, two = period(first), period(second)
    if one is None or two is None:
        return one is two or kind in ("measure", "ratio")
    if kind == "stock":
        brief = all((span.latest - span.earliest).days <= MOMENT for span in (one, two))
        return meet(one, two) if brief else one == two
    if kind in ("flow", "loss", "rate"):
        return one == two
    return meet(one, two)


def same_scope(first: Claim, second: Claim) -> bool | None:
    """Return True if both name the same scope, None if one is silent, False if they differ."""
    verdict: bool | None = True
    for line in APART:
        one, two = first.tags.get(line), second.tags.get(line)
        if one == two:
            continue
        if one and two:
            return False
        verdict = None
    return verdict


def whole_and_part(first: Claim, second: Claim, ledger: Ledger) -> bool:
    """Return whether the greater claims to be a whole of which the smaller names a part."""
    one, two = ledger.value(first), ledger.value(second)
    if one is None or two is None:
        return False
    for line in PARTS:
        if line == "who" and not civilians_among(first, ledger):
            continue
        if (line in first.tags) != (line in second.tags):
            part, whole = (one, two) if line in first.tags else (two, one)
            if part.least <= whole.most:
                return True
    return False


def civilians_among(claim: Claim, ledger: Ledger) -> bool:
    """Return whether a count of dead or lost may hold civilians: someone counts them for it."""
    return claim.quantity in OF_ALL and claim.subject in ledger.with_civilians


def explained(silent: Claim, other: Claim, around: list[Claim], ledger: Ledger) -> bool:
    """Return whether a third claim agrees with a silent one under a scope that `other` is not of.

    A total that names no scope may be the worldwide one: if a worldwide count agrees with it,
    it does not contradict the count of the theatre.
    """
    value = ledger.value(silent)
    for third in around:
        meant = ledger.value(third)
        if third is silent or third is other or value is None or meant is None:
            continue
        if not value.meets(meant) or same_scope(silent, third) is False:
            continue
        for line in APART:
            tag = third.tags.get(line)
            if tag and other.tags.get(line) not in (None, tag) and line not in silent.tags:
                return True
    return False


@lru_cache(maxsize=8)
def days_of_war(folder: Path) -> Span | None:
    """Return the days of the war of a scenario, None where it does not say them."""
    file = folder / "scenario.yaml"
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    ends = {name: days(day) for name, day in ENDS.findall(text)}
    first, last = ends.get("start"), ends.get("end")
    return Span(first.earliest, last.latest) if first and last else None


def war_of(ledger: Ledger) -> str:
    """Return the war that a scenario is about: the one that lasts as long; '' if none does."""
    when = days_of_war(ledger.folder)
    wars = (one for one in ledger.entities.values() if one.kind == "war" and when)
    return next((one.id for one in wars if one.existed == when), "")
