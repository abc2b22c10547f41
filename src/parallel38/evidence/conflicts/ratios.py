"""Rules *ratio* and *duration*: a ratio or a length of time against the numbers it is made of."""

import re
from collections.abc import Iterator

from parallel38.calendar import Span
from parallel38.evidence.amount import Amount
from parallel38.evidence.check import Term, ratio_terms
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import civilians_among, period
from parallel38.evidence.conflicts.finding import (
    Finding,
    degree_of,
    degree_of_days,
    own_place,
    places,
    plain,
    said,
)
from parallel38.evidence.entity import Entity
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days, meet, written
from parallel38.units import factor

SHARE, RANK = "share", "rank"
MOSTLY = re.compile(r"^\W*(most|mostly|mainly|the majority|more than half)\b", re.IGNORECASE)
MORE_THAN_HALF = Amount(0.5, 1.0, 0.5, 1.0)
QUICK = re.compile(r"\b(quick|soon|swift|rapid|prompt|fast)", re.IGNORECASE)
SLOW = 100  # days from which on nothing in a war is quick [day]
AGE = "age"
YEAR = 365.25  # [day]
HARDLY = 60  # days by which *barely a year* may be more than one [day]
Voice = tuple[str, list[Claim], list[Claim]]


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the ratios that their own terms contradict, and durations that their ends do."""
    for claim in ledger.claims:
        if claim.about and ledger.kind(claim.quantity) == "ratio" and claim.quantity != RANK:
            yield from _ratio(claim, ledger)
        elif claim.amount is not None and claim.quantity == "duration":
            yield from _duration(claim, ledger)
            yield from _own_ends(claim, ledger)
        elif claim.quantity == "duration" and QUICK.search(claim.printed):
            yield from _not_quick(claim, ledger)
        elif claim.amount is not None and claim.quantity == AGE:
            yield from _age(claim, ledger)


def _ratio(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield what the totals say against a ratio: each work by its own, then all works together."""
    try:
        above, below = ratio_terms(claim.about)
    except ValueError:
        return
    stated = claim.amount
    slope = factor(claim.unit or "1", "1")
    if stated is None and claim.quantity == SHARE and MOSTLY.search(claim.printed):
        stated = MORE_THAN_HALF
    if stated is None or slope is None:
        return
    stated = stated.scaled(*slope)
    against: list[tuple[str, Amount, list[Claim]]] = []
    agree: list[tuple[str, Amount, list[Claim]]] = []
    for voice, top, bottom in _voices(
        _terms(above, claim, ledger), _terms(below, claim, ledger), above.quantity, below.quantity
    ):
        if not _same_people(top, bottom, ledger):
            continue
        made = _quotient(_hull(top, ledger), _hull(bottom, ledger))
        if made is not None and claim.quantity == SHARE and stated.high <= 1 < made.low:
            made = Amount(*(one / (1 + one) for one in made))  # printed of both together
        if made is None:
            continue
        (agree if made.meets(stated) else against).append((voice, made, [*top, *bottom]))
    if not against:
        return
    parts = [f"{voice}: {plain(made.low)}" + (f" to {plain(made.high)}" if made.high > made.low
             else "") for voice, made, _ in against]  # fmt: skip
    printed = said(stated) if claim.amount else f"“{claim.printed}”"
    says = f"{claim.text}: printed as {printed}, but {'; '.join(parts)}"
    fits = ", ".join(voice for voice, _, _ in agree)
    yield Finding(
        rule="ratio",
        about=f"{claim.about}.{claim.id}",
        says=says + (f" (agrees with {fits})" if fits else ""),
        by=", ".join(f"{_times(stated, made):.3g} times" for _, made, _ in against),
        degree=max((degree_of(_times(stated, made)) for _, made, _ in against),
                   key=("slight", "clear", "gross").index),
        where=places([(claim, term) for _, _, terms in against for term in terms], ledger),
        claims=(claim, *dict.fromkeys(term for _, _, terms in against for term in terms)),
        record="; ".join(
            f"{voice} {plain(made.low)} to {plain(made.high)}"
            for voice, made, _ in (*against, *agree) if voice == "other sources"
        ),
        sure=claim.amount is not None,
    )  # fmt: skip


def _same_people(top: list[Claim], bottom: list[Claim], ledger: Ledger) -> bool:
    """Return whether the terms may count the same kind of people: soldiers, civilians or both."""
    kinds = [
        {claim.tags.get("who", "") for claim in side if civilians_among(claim, ledger)}
        for side in (top, bottom)
    ]
    return not all(kinds) or bool(kinds[0] & kinds[1])


def _terms(term: Term, ratio: Claim, ledger: Ledger) -> list[Claim]:
    """Return the claims that state a term of a ratio, or what a source may mean by it."""
    wanted = days(term.date)
    known = ledger.quantities
    own = known.get(term.quantity)
    alike = {term.quantity, *(set(own.loosely) & set(own.within) if own else ())}
    alike |= {one.id for one in known.values() if term.quantity in {*one.loosely} & {*one.within}}
    found = []
    for claim in ledger.claims:
        if claim is ratio or claim.subject != term.subject or claim.quantity not in alike:
            continue
        if ledger.value(claim) is None or claim.object or "not" in claim.scope:
            continue
        when = period(claim)
        if (wanted is None) != (when is None) or not meet(wanted, when):
            continue
        if all(ratio.tags.get(line, tag) == tag for line, tag in claim.tags.items()):
            found.append(claim)
    return found


def _voices(top: list[Claim], bottom: list[Claim], above: str, below: str) -> Iterator[Voice]:
    """Yield the works that state both terms, then all other sources together."""
    names = sorted({name for claim in top for name in claim.documents}
                   & {name for claim in bottom for name in claim.documents})  # fmt: skip
    alone = [name for name in names if any(not c.via and c.source == name for c in (*top, *bottom))]
    for name in alone:
        yield name, _direct(top, name, above), _direct(bottom, name, below)
    rest = [[c for c in side if c.source not in alone] for side in (top, bottom)]
    if all(rest):
        yield "other sources", rest[0], rest[1]


def _direct(claims: list[Claim], name: str, quantity: str) -> list[Claim]:
    """Return what a work itself says, of exactly the quantity if it says anything of it."""
    own = [claim for claim in claims if claim.source == name]
    own = own or [claim for claim in claims if name in claim.documents]
    return [claim for claim in own if claim.quantity == quantity] or own


def _hull(claims: list[Claim], ledger: Ledger) -> Amount | None:
    values = [value for value in map(ledger.value, claims) if value is not None]
    if not values:
        return None
    return Amount(
        min(value.least for value in values),
        max(value.most for value in values),
        min(value.low for value in values),
        max(value.high for value in values),
    )


def _quotient(top: Amount | None, bottom: Amount | None) -> Amount | None:
    if top is None or bottom is None or bottom.least <= 0:
        return None
    return Amount(
        top.least / bottom.most, top.most / bottom.least, top.low / bottom.high,
        top.high / bottom.low,
    )  # fmt: skip


def _times(one: Amount, two: Amount) -> float:
    """Return by how much two ratios miss each other, the larger over the smaller."""
    low, high = (one, two) if one.most < two.least else (two, one)
    return high.low / low.high if low.high > 0 else float("inf")


def _duration(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield a length of time that does not fit between the events that bound it, or its event."""
    slope = factor(claim.unit or "day", "day")
    value = claim.amount
    found = _between(claim, ledger)
    if found is None or slope is None or value is None:
        return
    begin, end, what, rows = found
    stated = value.scaled(*slope)
    inclusive = 1
    shortest = float((end.earliest - begin.latest).days)
    longest = float((end.latest - begin.earliest).days + inclusive)
    slack = slope[0] / 4 if slope[0] > 1 else 1.0 if claim.about else 0.0
    if stated.least - slack <= longest and shortest <= stated.most + slack:
        return
    gap = max(stated.least - longest, shortest - stated.most)
    spread = plain(longest) if shortest >= longest - inclusive else (
        f"{plain(shortest)} to {plain(longest)}")  # fmt: skip
    yield Finding(
        rule="duration",
        about=f"{claim.about or claim.subject}.{claim.id}",
        says=f"{claim.text}: {said(value, claim.unit)}, but {what} {spread} days",
        by=f"{plain(round(gap))} day{'s' * (round(gap) != 1)}",
        degree=degree_of_days(int(gap)),
        where=own_place(claim, ledger),
        claims=(claim,),
        record=f"{begin.earliest} to {end.latest}, {rows}",
    )


def _own_ends(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a length of time does not fit a first and a last day that its document prints."""
    slope, value = factor(claim.unit or "day", "day"), claim.amount
    if slope is None or value is None:
        return
    stated = value.scaled(*slope)
    slack = max(slope[0] / 4, 1.0)
    own = [one for one in ledger.by_subject[claim.subject]
           if set(one.documents) & set(claim.documents) and "not" not in one.scope and one.when
           and one.when.earliest == one.when.latest]  # fmt: skip
    firsts = [one for one in own if one.quantity == "start"]
    lasts = [one for one in own if one.quantity == "end"]
    off = [
        (first, last, length)
        for first in firsts
        for last in lasts
        if first.when and last.when
        and (length := (last.when.earliest - first.when.earliest).days) >= 0
        and not stated.least - slack <= length <= stated.most + slack
    ]  # fmt: skip
    if off:
        first, last, length = off[0]
        gap = round(min(abs(stated.low - length), abs(stated.high - length)))
        yield Finding(
            rule="duration",
            about=f"{claim.subject}.{claim.id}.ends",
            says=f"{claim.text}: {said(value, claim.unit)}, but from {first.date} ({first.id}) to "
            f"{last.date} ({last.id}) are {plain(length)} days",
            by=f"{plain(gap)} days",
            degree=degree_of_days(gap),
            where=places([(claim, first), (claim, last)], ledger),
            claims=(claim, first, last),
            record="",
        )


def _not_quick(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that what is called quick took long by the record."""
    found = _between(claim, ledger)
    if found is None:
        return
    begin, end, what, rows = found
    shortest = (end.earliest - begin.latest).days
    if shortest > SLOW:
        yield Finding(
            rule="duration",
            about=f"{claim.about}.{claim.id}",
            says=f"{claim.text}: printed as “{claim.printed}” ({claim.id}), but {what} "
            f"{plain(shortest)} days at least",
            by=f"{plain(shortest)} days",
            degree=degree_of_days(shortest),
            where=own_place(claim, ledger),
            claims=(claim,),
            record=f"{begin.earliest} to {end.latest}, {rows}",
            sure=False,
        )


def _between(claim: Claim, ledger: Ledger) -> tuple[Span, Span, str, str] | None:
    """Return the two ends of a length of time, what lies between, and the rows that date them."""
    if not claim.about:
        event = ledger.entities.get(claim.subject)
        begin, end = (_end(event, name) for name in ("from", "to")) if event else (None, None)
        if event is None or event.kind != "event" or begin is None or end is None:
            return None
        return begin, end, f"{event.name} lasted", _rows(event.fields)
    first, _, second = claim.about.partition("/")
    ends = [ledger.entities.get(name) for name in (first.strip(), second.strip())]
    if ends[0] is None or ends[1] is None:
        return None
    begin, end = (_end(one, "to") if one.kind == "war" else one.existed for one in ends if one)
    if begin is None or end is None:
        return None
    what = f"between {ends[0].name} and {ends[1].name} lie"
    return begin, end, what, _rows(ends[0].fields, ends[1].fields)


def _end(entity: Entity, name: str) -> Span | None:
    """Return when an entity began (``from``) or ended (``to``), None where that is open."""
    text = entity.fields.get(name, "")
    return days(text) if text not in ("", "..") else None


def _age(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield an age that the subject did not have at the time of which it is said."""
    entity, value, when = ledger.entities.get(claim.subject), claim.amount, claim.when
    born = _end(entity, "from") if entity else None
    if entity is None or value is None or when is None or born is None:
        return
    youngest = (when.earliest - born.latest).days / YEAR
    oldest = (when.latest - born.earliest).days / YEAR
    unit = 1.0  # a full year more is counted only when it is over
    most = value.most if "barely" not in claim.printed else value.high + HARDLY / YEAR
    if value.least - unit <= oldest and youngest <= max(most, value.high):
        return
    gap = max(youngest - value.high, value.low - oldest)
    yield Finding(
        rule="duration",
        about=f"{claim.subject}.age.{claim.id}",
        says=f"{entity.name} is said to be {said(value, claim.unit)} old {written(when)} "
        f"({claim.id}); it was {youngest:.1f} to {oldest:.1f}",
        by=f"{plain(round(gap * YEAR))} days",
        degree=degree_of((value.high + gap) / value.high),
        where=own_place(claim, ledger),
        claims=(claim,),
        record=f"since {written(born)}",
    )


def _rows(*fields: dict[str, str]) -> str:
    named = [one.get("record", "") for one in fields if one.get("record")]
    return ", ".join(named) or "dates of the entities"
