"""Rules *date*, *order*, *taken*: when sources say that something happened."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path

from parallel38.calendar import Span
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import period
from parallel38.evidence.conflicts.finding import (
    CLEAR_DAYS,
    Finding,
    degree_of_days,
    own_place,
    places,
    witness,
    worst,
)
from parallel38.evidence.entity import Entity
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import ALWAYS, LAST, apart, days, meet, written

HOLDERS = Path("record") / "holders.csv"
EVENTS = ("event", "war")
BEGIN, END, LASTING = "start", "end", "existed"
HANDS = re.compile(r"\bchang\w+ (of )?(hands|holder)", re.IGNORECASE)
HASTE = re.compile(r"\b(immediate(ly)?|at once|straight away|promptly|instantly|same (day|time))\b",
                   re.IGNORECASE)  # fmt: skip
AT_ONCE = 14  # days within which something may still be called immediate
NORTH, SOUTH = "coalition:north", "UN"


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the events whose dates do not meet, and statements filed under the wrong time."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if ledger.kind(claim.quantity) == "date" and "not" not in claim.scope:
            groups[claim.subject, claim.quantity].append(claim)
    for (subject, quantity), claims in groups.items():
        dated = [claim for claim in claims if claim.when is not None]
        yield from _dates(subject, quantity, dated, ledger)
    filed: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if claim.filed:
            filed[claim.subject, claim.filed, claim.source].append(claim)
    for (subject, _, _), claims in filed.items():
        yield from _filed(claims, groups[subject, "date"], ledger)
    yield from _headings(ledger)
    yield from _after(ledger)
    yield from _at_once(ledger)
    yield from _lasting(ledger)
    yield from _outlasting(groups, ledger)
    yield from _taken(ledger)
    yield from _hands(ledger)


def recorded(entity: Entity | None, quantity: str) -> Span | None:
    """Return when the record has an event, or its beginning or end; None if it does not say."""
    if entity is None or entity.kind not in EVENTS:
        return None
    if quantity == BEGIN:
        return days(entity.fields.get("from", "")) if entity.fields.get("from") != ".." else None
    if quantity == END:
        return days(entity.fields.get("to", "")) if entity.fields.get("to") != ".." else None
    return entity.existed if quantity == "date" else None


def _dates(subject: str, quantity: str, claims: list[Claim], ledger: Ledger) -> Iterator[Finding]:
    """Yield the finding that the dates of an event do not meet each other or the record."""
    entity = ledger.entities.get(subject)
    truth = recorded(entity, quantity)
    pairs = [
        (one, two)
        for one, two in combinations(claims, 2)
        if one.when
        and two.when
        and not meet(one.when, two.when)
        and not (truth and meet(one.when, truth) and meet(two.when, truth))
    ]
    off = [claim for claim in claims if truth and claim.when and not meet(claim.when, truth)]
    if not pairs and not off:
        return
    involved = sorted({c.id: c for c in (*off, *(c for p in pairs for c in p))}.values(),
                      key=lambda claim: (claim.when or ALWAYS, claim.id))  # fmt: skip
    gaps = [apart(one.when, two.when) for one, two in pairs if one.when and two.when]
    gaps += [apart(claim.when, truth) for claim in off if claim.when and truth]
    what = {BEGIN: "begins", END: "ends"}.get(quantity, "is dated")
    told: dict[str, list[str]] = defaultdict(list)
    for claim in involved:
        told[written(claim.when)].append(claim.id)
    dates = "; ".join(f"{date} ({', '.join(ids)})" for date, ids in told.items())
    where = {*places(pairs, ledger)}
    where |= {place for claim in off for place in own_place(claim, ledger)}
    yield Finding(
        rule="date",
        about=f"{subject}.{quantity}",
        says=f"{ledger.name(subject)} {what} {dates}",
        by=f"{max(gaps)} day{'s' * (max(gaps) > 1)}",
        degree=worst(degree_of_days(gap) for gap in gaps),
        where=tuple(sorted(where)),
        claims=tuple(involved),
        record=_record(entity, truth),
    )


def _record(entity: Entity | None, truth: Span | None) -> str:
    if entity is None or truth is None:
        return ""
    rows = entity.fields.get("record", "")
    return f"{written(truth)}" + (f" ({rows})" if rows else "")


def _filed(claims: list[Claim], others: list[Claim], ledger: Ledger) -> Iterator[Finding]:
    """Yield that a source files statements on an event under a time when it was not."""
    first = claims[0]
    heading = days(first.filed)
    entity = ledger.entities.get(first.subject)
    quantity = first.quantity if ledger.kind(first.quantity) == "date" else "date"
    truth = recorded(entity, quantity)
    if heading is None:
        return
    own = [one for one in claims if one.when and not meet(heading, one.when)]
    witnesses = [one for one in others if one not in claims and one.when]
    against: list[Claim] = []
    if own:
        claims, reason, span = own, "its own date", own[0].when or ALWAYS
    elif truth is not None and not meet(heading, truth):
        reason, span = "the record", truth
    elif truth is None and witnesses and not any(meet(heading, one.when) for one in witnesses):
        against = [min(witnesses, key=lambda one: apart(heading, one.when or ALWAYS))]
        reason, span = witness(against[0]), against[0].when or ALWAYS
    else:
        return
    gap = apart(heading, span)
    ids = ", ".join(claim.id for claim in claims)
    elsewhere = [one for one in witnesses if one.when and not meet(heading, one.when)]
    told = [one for one in elsewhere if ledger.document(one) and one not in against]
    pairs = [(claim, one) for one in against or own for claim in claims]
    pairs += [(claim, one) for one in told for claim in claims]
    where = {*places(pairs, ledger), *(() if against or own else own_place(first, ledger))}
    yield Finding(
        rule="order",
        about=f"{first.subject}.{first.source}.{first.filed}",
        says=f"{ledger.name(first.subject)} is filed under {first.filed} ({ids}), "
        f"which {reason} excludes: {written(span)}",
        by=f"{gap} days",
        degree=degree_of_days(gap),
        where=tuple(sorted(where)),
        claims=(*claims, *against, *told),
        record=_record(entity, truth),
    )


def _headings(ledger: Ledger) -> Iterator[Finding]:
    """Yield headings of a source that stand after a later one, in the order of the rows."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if claim.filed:
            by_source[claim.source].append(claim)
    for source, claims in by_source.items():
        for before, claim in pairwise(claims):
            one, two = days(before.filed), days(claim.filed)
            if one is None or two is None or two.earliest >= one.earliest:
                continue
            gap = (one.earliest - two.earliest).days
            yield Finding(
                "order", f"{source}.headings.{claim.filed}",
                f"{source} has the heading {claim.filed} ({claim.id}) after {before.filed} "
                f"({before.id}), which is later", f"{gap} days", degree_of_days(gap),
                places([(before, claim)], ledger), (before, claim), "",
            )  # fmt: skip


def _after(ledger: Ledger) -> Iterator[Finding]:
    """Yield events said to have come after another that the record has later."""
    for claim in ledger.claims:
        if claim.quantity != "after" or "not" in claim.scope:
            continue
        late = recorded(ledger.entities.get(claim.subject), "date")
        begun = recorded(ledger.entities.get(claim.subject), BEGIN) or late
        early = recorded(ledger.entities.get(claim.object), "date")
        if late is None or begun is None or early is None:
            continue
        over = claim.object.startswith("war:")  # after a war is after its end
        gap = ((early.latest if over else early.earliest) - begun.latest).days
        if gap <= 0:
            continue
        yield Finding(
            "order", f"{claim.subject}.{claim.object}.{claim.id}",
            f"{ledger.name(claim.subject)} is put after {ledger.name(claim.object)} ({claim.id}); "
            f"it began {written(late)}, the other {written(early)}",
            f"{gap} days", degree_of_days(gap), own_place(claim, ledger), (claim,),
            f"{written(late)}; {written(early)}",
        )  # fmt: skip


def _at_once(ledger: Ledger) -> Iterator[Finding]:
    """Yield events said to have followed another at once, that the same work dates far later."""
    for claim in ledger.claims:
        early = recorded(ledger.entities.get(claim.object), "date")
        hasty = claim.quantity == "after" and HASTE.search(claim.printed)
        if not hasty or early is None or "not" in claim.scope:
            continue
        later = [
            one
            for one in ledger.claims
            if one.subject == claim.subject
            and one.quantity == "date"
            and one.when
            and set(one.documents) & set(claim.documents)
            and (one.when.earliest - early.latest).days > AT_ONCE
        ]
        if later:
            gap = max((one.when.earliest - early.latest).days for one in later if one.when)
            dates = ", ".join(f"{written(one.when)} ({one.id})" for one in later)
            yield Finding(
                "order", f"{claim.subject}.{claim.object}.{claim.id}.at_once",
                f"{ledger.name(claim.subject)} is said to have followed at once on "
                f"{ledger.name(claim.object)} of {written(early)} ({claim.id}), and is dated "
                f"{dates}", f"{gap} days", degree_of_days(gap),
                places([(claim, one) for one in later], ledger), (claim, *later), written(early),
            )  # fmt: skip


def _lasting(ledger: Ledger) -> Iterator[Finding]:
    """Yield events filed under a time of which they did not fill the whole."""
    for claim in ledger.claims:
        entity = ledger.entities.get(claim.subject)
        truth = recorded(entity, "date")
        said = days(claim.filed) if "/" in claim.filed and not claim.when else None
        if claim.quantity != LASTING or truth is None or said is None or "not" in claim.scope:
            continue
        gap = max((truth.earliest - said.earliest).days, (said.latest - truth.latest).days)
        if gap > 0:
            yield Finding(
                "date", f"{claim.subject}.{claim.quantity}.{claim.id}",
                f"{ledger.name(claim.subject)} is said to last {written(said)} ({claim.id})",
                f"{gap} days", degree_of_days(gap), own_place(claim, ledger), (claim,),
                _record(entity, truth),
            )  # fmt: skip


def _outlasting(groups: dict[tuple[str, str], list[Claim]], ledger: Ledger) -> Iterator[Finding]:
    """Yield that one work has a thing over and still going on under another name.

    Two names are of one thing when one is part of the other and both begin on the same days: a
    war in law and the war.
    """
    for (subject, quantity), claims in groups.items():
        part = ledger.entities.get(subject)
        begun = recorded(part, BEGIN)
        if part is None or begun is None or quantity not in (END, LASTING):
            continue
        for whole in (above.id for above in part.parents):
            if recorded(ledger.entities.get(whole), BEGIN) != begun:
                continue
            pairs = [
                (late, over)
                for late in claims
                for over in groups.get((whole, END), ())
                if set(late.documents) & set(over.documents)
                and late.when and over.when and late.when.latest > over.when.latest
            ]  # fmt: skip
            if pairs:
                ends = [over for _, over in pairs if over.when]
                first = min(ends, key=lambda one: one.when or ALWAYS)
                yield Finding(
                    "date", f"{subject}.{whole}.over",
                    f"{ledger.name(whole)} ends {written(first.when)} ({first.id}), but "
                    f"{ledger.name(subject)} is said to last {written(pairs[0][0].when)} "
                    f"({pairs[0][0].id})", _beyond(pairs),
                    degree_of_days(CLEAR_DAYS), places(pairs, ledger),
                    tuple(dict.fromkeys(one for pair in pairs for one in pair)),
                    _record(part, part.existed), sure=False,
                )  # fmt: skip


def _beyond(pairs: list[tuple[Claim, Claim]]) -> str:
    """Return how much longer the later ends say that it goes on."""
    gaps = [
        (late.when.latest - over.when.latest).days
        for late, over in pairs
        if late.when and over.when and late.when.latest != LAST
    ]
    return f"{max(gaps)} days" if gaps else "no end"


def _taken(ledger: Ledger) -> Iterator[Finding]:
    """Yield the claims that a place was taken at a time when the record has no such change."""
    changes = _changes(ledger.folder / HOLDERS)
    for claim in ledger.claims:
        if claim.quantity != "taken_by" or claim.when is None or "not" in claim.scope:
            continue
        entity = ledger.entities.get(claim.subject)
        place = entity.fields.get("record", "") if entity else ""
        side = side_of(claim.object, ledger)
        mine = [span for span, north in changes.get(place, ()) if north == (side == NORTH)]
        if not mine or not side or any(meet(span, claim.when) for span in mine):
            continue
        gap = min(apart(span, claim.when) for span in mine)
        times = ", ".join(written(span) for span in mine)
        yield Finding(
            rule="taken",
            about=f"{claim.subject}.{claim.id}",
            says=f"{ledger.name(claim.subject)} was taken by {ledger.name(claim.object)} "
            f"{written(claim.when)} ({claim.id}); the record has {times}",
            by=f"{gap} days",
            degree=degree_of_days(gap),
            where=own_place(claim, ledger),
            claims=(claim,),
            record=f"{times} (holders:{place})",
        )


def _hands(ledger: Ledger) -> Iterator[Finding]:
    """Yield that a place is said to have changed hands more or less often than the record has."""
    changes = _changes(ledger.folder / HOLDERS)
    for claim in ledger.claims:
        entity, value = ledger.entities.get(claim.subject), ledger.value(claim)
        place = entity.fields.get("record", "") if entity else ""
        if value is None or not HANDS.search(f"{claim.printed} {claim.text}"):
            continue
        when = period(claim)
        known = [span for span, _ in changes.get(place, ()) if meet(span, when)]
        if not known or value.least <= len(known) <= value.most:
            continue
        times = ", ".join(written(span) for span in known)
        yield Finding(
            "taken", f"{claim.subject}.hands.{claim.id}",
            f"{ledger.name(claim.subject)} is said to have changed hands {value.low:g} times "
            f"({claim.id}); the record has {len(known)}: {times}",
            f"{abs(value.low - len(known)):g} times", "clear", own_place(claim, ledger), (claim,),
            f"{times} (holders:{place})",
        )  # fmt: skip


def holders_of(place: str, ledger: Ledger) -> list[tuple[Span, bool]]:
    """Return when a place changed hands by the record, and whether to the North."""
    entity = ledger.entities.get(place)
    row = entity.fields.get("record", "") if entity else ""
    return _changes(ledger.folder / HOLDERS).get(row, [])


def holders(ledger: Ledger) -> dict[str, list[tuple[Span, bool]]]:
    """Return `holders_of` of every place that the record follows, its table read once."""
    changes = _changes(ledger.folder / HOLDERS)
    rows = {
        entity.id: entity.fields.get("record", "")
        for entity in ledger.entities.values()
        if entity.kind == "place"
    }
    return {place: changes[row] for place, row in rows.items() if row in changes}


def side_of(entity: str, ledger: Ledger) -> str:
    """Return the coalition that an entity belongs to, by its nation and parents, or ''."""
    seen: set[str] = set()
    while entity and entity not in seen:
        if entity in (NORTH, "coalition:south"):
            return entity
        seen.add(entity)
        found = ledger.entities.get(entity)
        if found is None:
            return ""
        above = found.fields.get("nation", "") or (found.parents[0].id if found.parents else "")
        entity = above
    return ""


def _changes(file: Path) -> dict[str, list[tuple[Span, bool]]]:
    """Return the changes of holder of each place: the days of each, and whether to the North."""
    changes: dict[str, list[tuple[Span, bool]]] = defaultdict(list)
    if not file.is_file():
        return changes
    with file.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            found = days(row["date"])
            if found is None:
                continue
            slack = timedelta(days=int(row["precision_days"] or 0))
            span = Span(found.earliest - slack, found.latest + slack)
            changes[row["place_id"]].append((span, row["new_holder"] != SOUTH))
    return changes
