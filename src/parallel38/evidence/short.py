"""The answer to a question in one plain sentence: what is printed, what the record has, by whom.

Nothing is preferred: where sources differ the sentence says how far, and who stands at either end.
"""

from collections.abc import Sequence

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.dates import holders_of, recorded
from parallel38.evidence.conflicts.finding import plain, said
from parallel38.evidence.entity import Entity
from parallel38.evidence.leaders import LEADING, WHOLE, doers, leaders, related
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.phrases import MOST_NAMES, by, joined, spoken
from parallel38.evidence.query import Answer, naming
from parallel38.evidence.vocabulary import (
    ASKING,
    HAPPENED,
    WORD,
    alike,
    asked_for,
    asked_time,
    timeless,
    topics,
    words,
)
from parallel38.evidence.when import ALWAYS, days, meet, written

MOST_GROUPS = 3  # of one sentence
NAMED_EVENT = 0.5  # share of its name from which an event is asked for
BARE = 2  # words of a question that names somebody and asks nothing
PLURALS = {"day": "days", "year": "years", "month": "months"}
ONE_THING = (  # quantities that are told as one answer
    ("deaths", "killed", "killed_outright", "killed_missing"),
    ("strength", "peak_strength"),
)
SCOPED = ("where", "cause", "who", "branch")  # lines of scope that tell the ends of an answer apart
LASTING = ("duration", "last")
CIVIL = ("civilian", "both")  # tags of scope with people who are no soldiers
SIDES = {False: "South", True: "North"}
PEOPLE = "people"  # unit that counts others than soldiers too


def sentence(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return the answer to a question in one sentence, from what the sources say to it."""
    asked = topics(question)
    wanted = asked_for(question)
    direct = _lasted(question, found, ledger) if set(asked) & set(LASTING) else ""
    if not direct and LEADING in wanted:
        direct = leaders(question, found, ledger)
    if direct:
        return direct
    first = found[0]
    if asked_time(question) and set(words(timeless(question))) <= HAPPENED:
        return _happened(found, ledger)
    typed = set(WORD.findall(question.lower()))
    if not asked and not typed & ASKING and len(words(question)) <= BARE:
        return _known(first.subject, found, ledger)
    fall = _fall(question, found, ledger) if "taken_by" in wanted else ""
    if fall:
        return fall
    told = _told(question, found, ledger)
    if first.object.startswith("event:") and first.object not in naming(ledger, question):
        told = f"no claim here answers for the whole war; for a part of it: {told}"
    answered = set(asked) if first.quantity in wanted else set()
    answered |= _named(first, typed, ledger) | set(LASTING) | _theatre(question, ledger)
    unit = ledger.unit(first.quantity)
    answered |= {unit, PLURALS.get(unit, unit)}
    answered |= set(words(asked_time(question).replace("-", " ")))
    lacking = [word for word in first.missed if word in typed and word not in answered]
    if lacking:
        missing = " and ".join(repr(word) for word in lacking)
        return f"no claim answers in full (none here knows {missing}); the nearest: {told}"
    return told


def _happened(found: Sequence[Answer], ledger: Ledger) -> str:
    """Return what the sources date in a time, in the order of time."""
    ordered = sorted(found, key=lambda one: (one.claims[0].when or ALWAYS).earliest)
    told = [f"{ledger.name(one.subject)} ({one.claims[0].date}, {by(one.claims)})"
            for one in ordered[:MOST_NAMES]]  # fmt: skip
    more = f" and {len(found) - MOST_NAMES} more" if len(found) > MOST_NAMES else ""
    return f"the sources date then: {'; '.join(told)}{more}"


def _named(first: Answer, typed: set[str], ledger: Ledger) -> set[str]:
    """Return the words that name the army of a nation that is answered of, or its nation."""
    kin = {
        one.id
        for one in ledger.entities.values()
        if one.fields.get("nation") == first.subject or one.id == _nation(first.subject, ledger)
    }
    names = [WORD.findall(n.lower()) for one in kin for n in ledger.entities[one].names]
    return {word for name in names if set(name) <= typed for word in name}


def _theatre(question: str, ledger: Ledger) -> set[str]:
    """Return the words that name the war itself, or its country: every claim here is on it."""
    war = _own_war(ledger)
    named = words(war.name) if war else []
    return {word for word in words(question) if any(alike(word, one) for one in named)}


def _own_war(ledger: Ledger) -> Entity | None:
    """Return the war that the claims are on: the one of which most of them speak."""
    wars = [one for one in ledger.entities.values() if one.kind == "war"]
    return max(wars, key=lambda one: len(ledger.by_subject.get(one.id, ())), default=None)


def _nation(subject: str, ledger: Ledger) -> str:
    entity = ledger.entities.get(subject)
    return entity.fields.get("nation", "") if entity else ""


def _known(subject: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return of what the claims on somebody speak, most first."""
    counted = [(len(one.claims), spoken(one.quantity)) for one in found if one.subject == subject]
    many = sum(number for number, _ in counted)
    told = ", ".join(f"{name} ({number})" for number, name in sorted(counted, reverse=True))
    return f"{ledger.name(subject)}: {many} claim{'s' * (many != 1)} on {told}"


def _told(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return the first answer in words, or the first few where no one is asked for."""
    first = found[0]
    kind = ledger.kind(first.quantity)
    if kind == "date":
        return _dated(first, ledger)
    if kind == "relation":
        return doers(question, found, ledger) or related(first, ledger)
    if kind == "ratio" or all(claim.amount is None for claim in first.claims):
        return _worded(first, ledger)
    named, wanted = naming(ledger, question), asked_for(question)
    whole = {one for one, how in named.items() if how.share >= WHOLE}
    if first.object in whole and first.subject not in whole:
        own = [one for one in found if (one.quantity, one.object) == (first.quantity, first.object)]
        return "; ".join(_counted([one], ledger) for one in own[:MOST_NAMES])
    if {first.subject, first.object} & whole:
        own = [
            one for one in found
            if (one.subject, one.object) == (first.subject, first.object)
            and (one is first or one.quantity in wanted) and _values(one, ledger)
        ]  # fmt: skip
        same = next((group for group in ONE_THING if first.quantity in group), ())
        alike = [one for one in own if one is first or one.quantity in same]
        others = [one for one in own if one not in alike][: MOST_GROUPS + 1]
        return "; ".join([_counted(alike, ledger), *(_counted([one], ledger) for one in others)])
    alike = [one for one in found if one.quantity == first.quantity]
    alike.sort(key=lambda one: -max(_values(one, ledger), default=0.0))
    return "; ".join(_counted([one], ledger) for one in alike[:MOST_GROUPS])


def _values(answer: Answer, ledger: Ledger) -> list[float]:
    return [value.high for claim in answer.claims if (value := ledger.value(claim))]


def _counted(found: Sequence[Answer], ledger: Ledger) -> str:
    """Return how far the printed numbers lie apart, and who prints the least and the most."""
    first = found[0]
    claims = [
        (value, claim)
        for one in found for claim in one.claims if (value := ledger.value(claim)) is not None
    ]  # fmt: skip
    claims.sort(key=lambda pair: (pair[0].low, pair[0].high))
    (least, lower), (_, upper) = claims[0], max(claims, key=lambda pair: pair[0].high)
    most = max(value.high for value, _ in claims)
    unit = ledger.unit(first.quantity)
    if all(claim.unit == PEOPLE or claim.tags.get("who") in CIVIL for _, claim in claims):
        unit = PEOPLE
    unit = f" {PLURALS.get(unit, unit)}".rstrip()
    what = " or ".join(spoken(one.quantity) for one in found)
    of = f"{ledger.name(first.subject)}, {what}"
    if first.object:
        of += f", {ledger.name(first.object).partition(':')[0]}"
    if least.low == most:
        own = said(lower.amount, lower.unit) if len(claims) == 1 else f"{plain(most)}{unit}"
        return f"{of}: {own}, says {by([claim for _, claim in claims])}"
    span = f"{of}: {plain(least.low)} to {plain(most)}{unit}"
    if lower is upper:
        return f"{span}, says {by([lower])}"
    ends = _ends(lower, upper)
    return (
        f"{span}, in {len(claims)} claims: the least{ends[0]} says {by([lower])}, "
        f"the most{ends[1]} {by([upper])}"
    )


def _ends(lower: Claim, upper: Claim) -> tuple[str, str]:
    """Return what the least and the most count, where it is not the same: scope and time."""
    counted = []
    for claim in (lower, upper):
        tags = [spoken(tag) for line, tag in claim.tags.items() if line in SCOPED]
        counted.append(", ".join([*tags, *([claim.date] if claim.date else [])]))
    if counted[0] == counted[1]:
        return "", ""
    first, second = (f" ({text})" if text else "" for text in counted)
    return first, second


def _dated(answer: Answer, ledger: Ledger) -> str:
    """Return when the record has an event, and what else is printed."""
    name = ledger.name(answer.subject)
    truth = recorded(ledger.entities.get(answer.subject), answer.quantity)
    printed: dict[str, list[Claim]] = {}
    for claim in answer.claims:
        when = claim.date or (f"under the heading {claim.filed}" if claim.filed else "")
        if when:
            printed.setdefault(when, []).append(claim)
    what = "" if answer.quantity == "date" else f", {spoken(answer.quantity)}"
    others = "; ".join(
        f"{when} ({by(claims)})" for when, claims in list(printed.items())[:MOST_NAMES]
    )
    if truth is None:
        return f"{name}{what}: {others or 'no date is printed'}"
    return f"by the record {name}{what}: {written(truth)}" + (
        f"; printed: {others}" if others else ""
    )


def _worded(answer: Answer, ledger: Ledger) -> str:
    """Return what the sources say where they give neither number nor date."""
    told = [f"“{one.printed or one.text}” ({by([one])})" for one in answer.claims[:MOST_NAMES]]
    return f"{ledger.name(answer.subject)}, {spoken(answer.quantity)}: {'; '.join(told)}"


def _fall(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return when a place changed hands by the record, where that is what is asked."""
    if ledger.kind(found[0].quantity) not in ("date", "relation"):
        return ""  # how many were captured is another question
    named = naming(ledger, question)
    place = next((one.subject for one in found if one.quantity == "taken_by"), "")
    if place not in named:
        whole = [one for one in named if one.startswith("place:") and named[one].share >= WHOLE]
        place = next((one for one in whole if holders_of(one, ledger)), place)
    known, name = holders_of(place, ledger) if place else [], ledger.name(place)
    if len(known) == 1 and known[0][0] == recorded(_own_war(ledger), "start"):
        return f"by the record {name} was held by the {SIDES[known[0][1]]} throughout"
    time = days(asked_time(question))
    turns = [one for one in known if not time or meet(one[0], time)]
    told = [f"to the {SIDES[north]} on {written(span)}" for span, north in turns]
    return f"by the record {name} fell {joined(told)}" if told else ""


def _lasted(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return how long an event lasted by the record, and what is printed of it."""
    named = naming(ledger, question)
    subjects = [one.subject for one in found if one.subject.partition(":")[0] in ("event", "war")]
    subjects.sort(key=lambda one: -named[one].share if one in named else 0.0)
    events = [ledger.entities[one] for one in subjects if one in ledger.entities]
    for event in events[:1]:
        if event.id not in named or named[event.id].share < NAMED_EVENT:
            continue
        begin, end = recorded(event, "start"), recorded(event, "end")
        if begin is None or end is None:
            continue
        length = (end.earliest - begin.earliest).days + 1
        told = (
            f"by the record {event.name} lasted {plain(length)} day{'s' * (length > 1)}, "
            f"{begin.earliest} to {end.latest}"
        )
        printed = [one for one in found if one.subject == event.id and one.quantity in LASTING]
        return told + (f"; printed: {_printed(printed[0])}" if printed else "")
    return ""


def _printed(answer: Answer) -> str:
    return "; ".join(
        f"{one.printed or said(one.amount, one.unit)} ({by([one])})"
        for one in answer.claims[:MOST_NAMES]
    )
