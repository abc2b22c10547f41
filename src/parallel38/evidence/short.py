"""The answer to a question in one plain sentence: what is printed, what the record has, by whom.

Nothing is preferred: where sources differ the sentence says how far, and who stands at either end.
"""

import datetime
from collections.abc import Sequence

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.dates import holders_of, recorded
from parallel38.evidence.conflicts.finding import plain, said
from parallel38.evidence.entity import Entity, Post
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.query import Answer, naming
from parallel38.evidence.vocabulary import ASKING, WORD, asked_for, topics, words
from parallel38.evidence.when import FIRST, LAST, written

WHOLE = 0.9  # share of a name from which somebody is named; an army names its nation so
MOST_NAMES, MOST_GROUPS = 6, 3  # of one sentence
BARE = 2  # words of a question that names somebody and asks nothing
PLURALS = {"day": "days", "year": "years", "month": "months"}
ONE_THING = (("deaths", "killed", "killed_outright"), ("strength", "peak_strength"))  # one answer
LASTING = ("duration", "last")
LEADING = "led_by"
DOING = frozenset({  # relations in which the subject does something to the object
    "support", "combat_support", "material_support", "medical_support", "attacked", "commanded",
})  # fmt: skip


def sentence(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return the answer to a question in one sentence, from what the sources say to it."""
    asked = topics(question)
    wanted = asked_for(question)
    direct = _lasted(question, found, ledger) if set(asked) & set(LASTING) else ""
    if not direct and LEADING in wanted:
        direct = _leaders(question, found, ledger)
    if direct:
        return direct
    first = found[0]
    spoken = set(WORD.findall(question.lower()))
    if not asked and not spoken & ASKING and len(words(question)) <= BARE:
        return _known(first.subject, found, ledger)
    told = _fall(found, ledger) if "taken_by" in wanted else ""
    told = told or _told(question, found, ledger)
    answered = set(asked) if first.quantity in wanted else set()
    answered |= _named(first, spoken, ledger) | set(LASTING)
    lacking = [word for word in first.missed if word not in answered]
    if lacking:
        missing = " and ".join(repr(word) for word in lacking)
        return f"no claim answers in full (none here knows {missing}); the nearest: {told}"
    return told


def _named(first: Answer, spoken: set[str], ledger: Ledger) -> set[str]:
    """Return the words that name the army of a nation that is answered of, or its nation."""
    kin = {
        one.id
        for one in ledger.entities.values()
        if one.fields.get("nation") == first.subject or one.id == _nation(first.subject, ledger)
    }
    names = [WORD.findall(n.lower()) for one in kin for n in ledger.entities[one].names]
    return {word for name in names if set(name) <= spoken for word in name}


def _nation(subject: str, ledger: Ledger) -> str:
    entity = ledger.entities.get(subject)
    return entity.fields.get("nation", "") if entity else ""


def _known(subject: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return of what the claims on somebody speak, most first."""
    counted = [(len(one.claims), _spoken(one.quantity)) for one in found if one.subject == subject]
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
        return _doers(question, found, ledger) or _related(first, ledger)
    if all(claim.amount is None for claim in first.claims):
        return _worded(first, ledger)
    named, wanted = naming(ledger, question), asked_for(question)
    if any(named[one].share >= WHOLE for one in (first.subject, first.object) if one in named):
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
    unit = f" {PLURALS.get(unit, unit)}".rstrip()
    what = " or ".join(_spoken(one.quantity) for one in found)
    of = f"{ledger.name(first.subject)}, {what}"
    if first.object:
        of += f", {ledger.name(first.object).partition(':')[0]}"
    if least.low == most:
        own = said(lower.amount, lower.unit) if len(claims) == 1 else f"{plain(most)}{unit}"
        return f"{of}: {own}, says {_by([claim for _, claim in claims])}"
    span = f"{of}: {plain(least.low)} to {plain(most)}{unit}"
    if lower is upper:
        return f"{span}, says {_by([lower])}"
    return (
        f"{span}, in {len(claims)} claims: the least says {_by([lower])}, the most {_by([upper])}"
    )


def _spoken(quantity: str) -> str:
    return quantity.replace("_", " ")


def _by(claims: Sequence[Claim]) -> str:
    """Return who says so, each once, with the document that quotes him."""
    voices = [f"{one.source}{f' in {one.via}' if one.via else ''}" for one in claims]
    known = list(dict.fromkeys(voices))
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return ", ".join(known[:MOST_NAMES]) + more


def _dated(answer: Answer, ledger: Ledger) -> str:
    """Return when the record has an event, and what else is printed."""
    name = ledger.name(answer.subject)
    truth = recorded(ledger.entities.get(answer.subject), answer.quantity)
    printed: dict[str, list[Claim]] = {}
    for claim in answer.claims:
        when = claim.date or (f"under the heading {claim.filed}" if claim.filed else "")
        if when:
            printed.setdefault(when, []).append(claim)
    what = "" if answer.quantity == "date" else f", {_spoken(answer.quantity)}"
    others = "; ".join(
        f"{when} ({_by(claims)})" for when, claims in list(printed.items())[:MOST_NAMES]
    )
    if truth is None:
        return f"{name}{what}: {others or 'no date is printed'}"
    return f"by the record {name}{what}: {written(truth)}" + (
        f"; printed: {others}" if others else ""
    )


def _related(answer: Answer, ledger: Ledger) -> str:
    """Return whom the sources name in a relation, and who denies it of whom."""
    named: dict[tuple[str, bool], list[Claim]] = {}
    for claim in answer.claims:
        other = ledger.name(claim.object) if claim.object else claim.printed or "anybody"
        named.setdefault((other, "not" in claim.scope), []).append(claim)
    told = [
        f"{'not ' if denied else ''}{other} ({_by(claims)})"
        for (other, denied), claims in sorted(named.items(), key=lambda item: item[0][1])
    ]
    more = f" and {len(told) - MOST_NAMES} more" if len(told) > MOST_NAMES else ""
    name = ledger.name(answer.subject)
    return f"{name}, {_spoken(answer.quantity)}: {', '.join(told[:MOST_NAMES])}{more}"


def _doers(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return who did what to the one that is named: who supported, who attacked him."""
    wanted, named = asked_for(question) & DOING, naming(ledger, question)
    if not question.lower().startswith("who ") or not wanted:
        return ""
    did: dict[str, list[Claim]] = {}
    for claim in (claim for one in found if one.quantity in wanted for claim in one.claims):
        whole = claim.object in named and named[claim.object].share >= WHOLE
        if whole and "not" not in claim.scope and claim.subject != claim.object:
            did.setdefault(ledger.name(claim.subject), []).append(claim)
    told = [f"{name} ({_by(claims)})" for name, claims in list(did.items())[:MOST_NAMES]]
    more = f" and {len(did) - MOST_NAMES} more" if len(did) > MOST_NAMES else ""
    return f"the sources name {_joined(told)}{more}" if told else ""


def _worded(answer: Answer, ledger: Ledger) -> str:
    """Return what the sources say where they give neither number nor date."""
    told = [f"“{one.printed or one.text}” ({_by([one])})" for one in answer.claims[:MOST_NAMES]]
    return f"{ledger.name(answer.subject)}, {_spoken(answer.quantity)}: {'; '.join(told)}"


def _fall(found: Sequence[Answer], ledger: Ledger) -> str:
    """Return when a place changed hands by the record, where that is what is asked."""
    place = next((one.subject for one in found if one.quantity == "taken_by"), "")
    days = holders_of(place, ledger) if place else []
    if not days or ledger.kind(found[0].quantity) not in ("date", "relation"):
        return ""  # how many were captured is another question
    turns = [f"to the {'North' if north else 'South'} on {written(span)}" for span, north in days]
    return f"by the record {ledger.name(place)} fell {_joined(turns)}"


def _joined(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _subjects(question: str, found: Sequence[Answer], ledger: Ledger) -> list[Entity]:
    """Return the entities that a question names whole, else the first that is answered of."""
    whole = {one: how.words for one, how in naming(ledger, question).items() if how.share >= WHOLE}
    longest = max(whole.values(), default=0)
    best = [one for one, many in whole.items() if many == longest] or [found[0].subject]
    return [ledger.entities[one] for one in best if one in ledger.entities]


def _lasted(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return how long an event lasted by the record, and what is printed of it."""
    named = naming(ledger, question)
    subjects = [one.subject for one in found if one.subject.partition(":")[0] in ("event", "war")]
    subjects.sort(key=lambda one: -named[one].share if one in named else 0.0)
    events = [ledger.entities[one] for one in subjects if one in ledger.entities]
    for event in events[:1]:
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
        f"{one.printed or said(one.amount, one.unit)} ({_by([one])})"
        for one in answer.claims[:MOST_NAMES]
    )


def _leaders(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return who led whom, by the sources; by the tables of people where no source says it."""
    wanted = _subjects(question, found, ledger)
    for entity in wanted:
        own = [one for one in found if (one.subject, one.quantity) == (entity.id, LEADING)]
        if own:
            return _related(own[0], ledger)
    for entity in wanted:
        held = [
            (post, person.name)
            for person in ledger.entities.values() if person.kind == "people"
            for post in person.posts if post.entity == entity.id
        ]  # fmt: skip
        if held:
            held.sort(key=lambda one: _begin(one[0]))
            told = ", ".join(f"{name} ({_held(post)})" for post, name in held[:MOST_NAMES])
            return f"no source here says who led {entity.name}; the tables of people have: {told}"
    return ""


def _begin(post: Post) -> datetime.date:
    return post.when.earliest if post.when else FIRST


def _held(post: Post) -> str:
    when = post.when
    if when is None:
        return post.office
    last = "" if when.latest == LAST else f" to {when.latest}"
    return f"{post.office} from {when.earliest}{last}"
