"""Ask the ledger: claims by filters, and by words as an editor types them."""

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from parallel38.calendar import Span
from parallel38.complaint import Complaint, unknown
from parallel38.evidence.claim import GRADES, LINE_OF, ROLES, Claim
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.vocabulary import (
    HAPPENED,
    IDLE,
    SAME,
    SCOPES,
    SHORTEST,
    TAKING,
    WANTED,
    WORD,
    alike,
    asked_for,
    asked_time,
    timeless,
    topics,
    words,
)
from parallel38.evidence.when import LAST, days, meet

SUBJECT, QUANTITY, PRINTED, TEXT = 4.0, 3.0, 1.5, 1.0  # weight of a word by where it stands
PART_OF_QUANTITY = 2.0
OBJECT = 2.0
FARTHER = 0.08  # how much less each further word of the same meaning counts
PREFERRED, OTHER = 1.6, 0.6  # weight of a quantity of the kind that is asked for, of any other
FEW = 2  # words of a question of which a claim must have as many as any claim has
TOPICAL = 2.5  # weight of a quantity that the words of a question ask for
NAMED = 2.0  # weight added where a question has the whole name of whom a claim is about
NAMED_OBJECT = 0.5  # of that, where it has the name of the other entity
UNASKED = 0.8  # weight of what is counted in one battle or of one weapon that nobody named
TAKEN = 0.05  # weight of those who were taken, where it is asked how many they took
TAKERS = ("nation", "coalition", "formation", "org")  # kinds of those who can take prisoners
TENURE = ("led_by", "commanded", "date")  # dated by a beginning, or asked for with a wrong date
ARMY = "army"  # kind of the formation that is the whole army of a nation
KIN = 0.9  # share that a nation and its army have of each other's name


class Filter(NamedTuple):
    """What is wanted; empty fields want everything."""

    subject: str = ""
    nation: str = ""
    quantity: str = ""
    period: str = ""
    source: str = ""
    document: str = ""
    grade: str = ""
    role: str = ""
    list: str = ""


class Hit(NamedTuple):
    """A claim that answers a search, and how well."""

    score: float
    claim: Claim
    missed: tuple[str, ...]  # words of the question that it does not know


class Answer(NamedTuple):
    """What the sources say of one quantity of one subject."""

    subject: str
    quantity: str
    object: str
    score: float
    claims: tuple[Claim, ...]
    missed: tuple[str, ...] = ()  # words of the question that none of its claims knows


class Naming(NamedTuple):
    """Which share of a name a question has, and how many words of it."""

    share: float
    words: int


NOBODY = Naming(0.0, 0)


def select(ledger: Ledger, wanted: Filter) -> list[Claim]:
    """Return the claims that fit every filter, in the order of the files.

    Raises `Complaint` when a filter names nothing that the ledger knows.
    """
    found: Iterable[Claim] = ledger.claims
    if wanted.subject:
        names = entities_named(ledger, wanted.subject, "entity")
        found = [one for one in found if one.subject in names or one.object in names]
    if wanted.nation:
        names = belonging(ledger, entities_named(ledger, wanted.nation, "nation"))
        found = [one for one in found if one.subject in names or one.object in names]
    if wanted.quantity:
        chosen = _among(wanted.quantity, ledger.quantities, "quantity")
        found = [one for one in found if one.quantity in chosen]
    if wanted.period:
        span = _period(wanted.period)
        found = [one for one in found if one.when is not None and meet(one.when, span)]
    if wanted.source:
        keys = sources_named(ledger, wanted.source)
        found = [one for one in found if one.source in keys or one.via in keys]
    if wanted.document:
        keys = {name for name, number in ledger.documents.items()
                if wanted.document in (name, number)}  # fmt: skip
        if not keys:
            raise unknown("document", wanted.document, ledger.documents.values())
        found = [one for one in found if keys & set(one.documents)]
    if wanted.grade:
        chosen = _among(wanted.grade, GRADES, "grade")
        found = [one for one in found if one.grade in chosen]
    if wanted.role:
        chosen = _among(wanted.role, ROLES, "role")
        found = [one for one in found if one.role in chosen]
    if wanted.list:
        lists = {one.list for one in ledger.claims if one.list}
        named = {name for name in lists if name == wanted.list or name.startswith(wanted.list)}
        if not named:
            raise unknown("list", wanted.list, lists)
        found = [one for one in found if one.list in named]
    return list(found)


def entities_named(ledger: Ledger, name: str, kind: str) -> set[str]:
    """Return the ids of the entities of this id, short id or name.

    Raises `Complaint` when there is none.
    """
    wanted = name.strip().lower()
    found = {one for one in ledger.entities if wanted in (one, one.partition(":")[2])}
    if not found:
        found = {
            entity.id
            for entity in ledger.entities.values()
            if any(wanted == known.lower() for known in entity.names)
        }
    found |= {
        one
        for claim in ledger.claims
        for one in (claim.subject, claim.object)
        if wanted in (one, one.partition(":")[2]) and one
    }
    if kind == "nation":
        found = {one for one in found if one.partition(":")[0] in ("nation", "coalition")} or found
    if not found:
        names = {one.partition(":")[2] for one in ledger.entities} | {
            entity.name for entity in ledger.entities.values()
        }
        raise unknown(kind, name, names)
    return found


def belonging(ledger: Ledger, names: set[str]) -> set[str]:
    """Return some entities with all that belong to them: people, formations."""
    return names | {
        entity.id
        for entity in ledger.entities.values()
        if entity.kind in ("formation", "people")
        and (entity.fields.get("nation") in names or any(p.id in names for p in entity.parents))
    }


def sources_named(ledger: Ledger, name: str) -> set[str]:
    """Return the keys of the works of this key, document number, school, or part of a title.

    Raises `Complaint` when there is none.
    """
    wanted = name.strip()
    works = ledger.works.values()
    used = {key for claim in ledger.claims for key in claim.documents}
    if wanted in ledger.keys or wanted in used:
        return {wanted}
    for field in ("document", "school", "grade"):
        found = {work.id for work in works if getattr(work, field) == wanted}
        if found:
            return found
    found = {work.id for work in works if wanted.lower() in work.name.lower()} & used
    if found:
        return found
    raise unknown("source", name, used | {w.school for w in works if w.school})


def _among(text: str, known: Iterable[str], kind: str) -> set[str]:
    names = set(known)
    chosen = {word.strip() for word in text.split(",") if word.strip()}
    for name in sorted(chosen - names):
        raise unknown(kind, name, names)
    return chosen


def _period(text: str) -> Span | None:
    try:
        return days(text)
    except ValueError as error:
        raise Complaint(f"--period {error}") from error


def search(ledger: Ledger, question: str, most: int = 0) -> list[Hit]:
    """Return the claims that answer a question best, the best first; all of them if `most` is 0.

    A word counts most where it names whom the claim is about or what is counted, then in what
    is printed; rare words count more. A claim must be touched by as many words as the best one, or
    by all but one of them where many are asked.
    """
    index, wanted = _index(ledger), topics(question)
    total = max(len(ledger.claims), 1)
    scores: dict[int, float] = defaultdict(float)
    touched: dict[int, set[str]] = defaultdict(set)
    asked = list(dict.fromkeys(words(question)))
    for word in asked:
        weights = _weights(word, index)
        for place, quantity in enumerate(wanted.get(word, ())):
            for number, weight in index[f"quantity:{quantity}"].items():
                weight = weight * (1 - FARTHER * place)
                weights[number] = max(weights.get(number, 0.0), weight)
        rarity = math.log(1 + total / max(len(weights), 1))
        for number, weight in weights.items():
            scores[number] += weight * rarity
            touched[number].add(word)
    best = max(map(len, touched.values()), default=0)
    needed = max(best - (len(asked) > FEW), 1)
    hits = [
        Hit(scores[number], ledger.claims[number], tuple(w for w in asked if w not in known))
        for number, known in touched.items()
        if len(known) >= needed
    ]
    hits.sort(key=lambda hit: (-round(hit.score, 6), hit.claim.file.name, hit.claim.line))
    return hits[:most] if most else hits


def _weights(word: str, index: dict[str, dict[int, float]]) -> dict[int, float]:
    """Return the claims that a word or one like it touches, and how strongly."""
    weights: dict[int, float] = {}
    for place, variant in enumerate(_variants(word, index)):
        for number, weight in index[variant].items():
            weights[number] = max(weights.get(number, 0.0), weight * (1 - FARTHER * place))
    return weights


def answers(ledger: Ledger, question: str, most: int = 6) -> list[Answer]:
    """Return what the sources say to a question, by subject and quantity, the best first."""
    groups: dict[tuple[str, str, str], list[Hit]] = {}
    compared = "ratio" in asked_for(question)  # with another time, which is no filter then
    time, question = None if compared else days(asked_time(question)), timeless(question)
    scopes = {LINE_OF[tag]: tag for word, tag in SCOPES.items() if word in words(question)}
    hits = search(ledger, question)
    if not hits and time and set(words(question)) <= HAPPENED:
        hits = [Hit(0.0, one, ()) for one in ledger.claims if _happened(one, time)]
    for hit in hits:
        claim = hit.claim
        if any(claim.tags.get(line, tag) != tag for line, tag in scopes.items()):
            continue
        dated = claim.when if claim.quantity not in TENURE else None
        if time and dated and not meet(dated, time):
            continue
        relation = ledger.kind(claim.quantity) == "relation"
        key = (claim.subject, claim.quantity, "" if relation else claim.object)
        groups.setdefault(key, []).append(hit)
    asked = set(WORD.findall(question.lower()))
    kinds = {kind for word, wanted in WANTED.items() if word in asked for kind in wanted}
    named, topical = naming(ledger, question), asked_for(question)
    taking = TAKING.search(question.lower())
    found = []
    for (subject, quantity, object_), touched in groups.items():
        named_scope = [h for h in touched if scopes.items() <= h.claim.tags.items()]
        hits = named_scope or touched  # who names no scope is heard where nobody does
        preferred = PREFERRED if ledger.kind(quantity) in kinds else OTHER if kinds else 1.0
        preferred *= TOPICAL if quantity in topical else 1.0
        objects = {hit.claim.object for hit in hits}
        shares = (NAMED_OBJECT * named[one].share for one in objects if one in named)
        name = max((named[subject].share if subject in named else 0.0, *shares))
        preferred *= UNASKED if object_ and object_ not in named else 1.0
        by_whom = object_ in named and object_.partition(":")[0] in TAKERS
        preferred *= TAKEN if taking and subject in named and not by_whom else 1.0
        score = round(max(hit.score for hit in hits) * preferred * (1 + NAMED * name), 1)
        missed = min((hit.missed for hit in hits), key=len)
        found.append(
            Answer(subject, quantity, object_, score, tuple(hit.claim for hit in hits), missed)
        )
    return sorted(found, key=lambda one: (-one.score, _since(one.subject, ledger)))[:most]


def _happened(claim: Claim, time: Span) -> bool:
    """Return whether a claim puts an event into a time."""
    when = claim.when if claim.quantity == "date" else None
    return when is not None and time.earliest <= when.earliest and when.latest <= time.latest


def naming(ledger: Ledger, question: str) -> dict[str, Naming]:
    """Return the entities that a question names, and how much of their name it has."""
    asked = set(WORD.findall(timeless(question).lower())) - IDLE
    asked |= {word[:-1] for word in asked if word.endswith("s") and len(word) > SHORTEST}
    found = {}
    for entity in ledger.entities.values():
        best = Naming(0.0, 0)
        for name in entity.names:
            own = [word for word in _tokens(name) if word not in IDLE]
            there = sum(word in asked for word in own)
            best = max(best, Naming(there / len(own), there)) if there else best
        if best.share:
            found[entity.id] = best
    for entity in ledger.entities.values():
        nation = entity.fields.get("nation", "") if entity.fields.get("kind") == ARMY else ""
        for one, other in ((entity.id, nation), (nation, entity.id)) if nation else ():
            if one in found and found.get(other, NOBODY).share < KIN * found[one].share:
                found[other] = Naming(KIN * found[one].share, found[one].words)
    return found


def _nation_of(subject: str, ledger: Ledger) -> str:
    """Return the nation whose whole army this is, "" where it is no army."""
    entity = ledger.entities.get(subject)
    army = entity is not None and entity.fields.get("kind") == ARMY
    return entity.fields.get("nation", "") if entity and army else ""


def _since(subject: str, ledger: Ledger) -> datetime.date:
    """Return the first day of an entity, so that answers alike come in the order of time."""
    entity = ledger.entities.get(subject)
    return entity.existed.earliest if entity and entity.existed else LAST


def _variants(word: str, index: dict[str, dict[int, float]]) -> Sequence[str]:
    """Return the words of the index that mean the same, or are forms of it."""
    found = [one for one in (word, *SAME.get(word, ())) if one in index]
    if len(found) < 2:  # a word with a meaning of its own has no other forms
        found += [one for one in index if one[:2] == word[:2] and alike(word, one)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name or a statement, small; names come again and again."""
    return tuple(WORD.findall(text.lower()))


def _index(ledger: Ledger) -> defaultdict[str, dict[int, float]]:
    """Return for each word the claims that it touches, and how strongly."""
    index: defaultdict[str, dict[int, float]] = defaultdict(dict)

    def enter(number: int, text: str, weight: float) -> None:
        for word in _tokens(text):
            index[word][number] = max(index[word].get(number, 0.0), weight)

    for number, claim in enumerate(ledger.claims):
        for name, weight in ((claim.subject, SUBJECT), (claim.object, OBJECT)):
            entity = ledger.entities.get(name)
            enter(number, name.replace("_", " "), weight)
            for known in entity.names if entity else ():
                enter(number, known, weight)
        enter(number, claim.quantity.replace("_", " "), PART_OF_QUANTITY)
        index[claim.quantity][number] = index[f"quantity:{claim.quantity}"][number] = QUANTITY
        for name in (*re.split(r"[/.@]", claim.about), _nation_of(claim.subject, ledger)):
            entity = ledger.entities.get(name)
            for known in entity.names if entity else (name.replace("_", " "),):
                enter(number, known, OBJECT)
        enter(number, claim.printed, PRINTED)
        enter(number, f"{claim.text} {claim.locator} {claim.source} {claim.list}", TEXT)
    return index
