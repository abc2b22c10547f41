"""Ask the ledger: claims by filters, and by words as an editor types them."""

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parallel38.calendar import Span
from parallel38.complaint import Complaint, unknown
from parallel38.evidence.claim import GRADES, ROLES, Claim
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import LAST, days, meet

WORD = re.compile(r"[^\W_]+", re.UNICODE)
IDLE = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "is",
    "are", "was", "were", "be", "been", "did", "do", "does", "how", "many", "much", "what", "when",
    "where", "which", "who", "whom", "whose", "that", "this", "it", "its", "as", "than", "there",
    "their", "they", "them", "any", "have", "has", "had", "s",
})  # fmt: skip
SAME: dict[str, tuple[str, ...]] = {  # everyday words, and the words that tables use for them
    "died": ("deaths", "dead", "killed"),
    "die": ("deaths", "dead", "killed"),
    "dead": ("deaths", "killed"),
    "lost": ("deaths", "casualties", "losses"),
    "losses": ("casualties", "deaths", "killed"),
    "injured": ("wounded",),
    "hurt": ("wounded",),
    "prisoners": ("captured", "prisoners_held", "pows"),
    "pows": ("captured", "prisoners_held", "prisoners"),
    "fell": ("falls", "taken"),
    "fall": ("falls", "taken"),
    "captured": ("falls",),
    "recaptured": ("retaken",),
    "liberated": ("retaken",),
    "begin": ("begins", "start", "invasion"),
    "began": ("begins", "start", "invasion"),
    "start": ("begins", "invasion"),
    "end": ("ends", "armistice"),
    "ended": ("ends", "armistice", "end"),
    "troops": ("strength", "served"),
    "soldiers": ("strength", "served"),
    "army": ("strength",),
    "fought": ("served",),
    "sent": ("served", "strength"),
    "strong": ("strength",),
    "commanded": ("led", "commanded"),
    "led": ("commanded",),
}
SUBJECT, QUANTITY, PRINTED, TEXT = 4.0, 3.0, 1.5, 1.0  # weight of a word by where it stands
PART_OF_QUANTITY = 2.0
OBJECT = 2.0
FARTHER = 0.08  # how much less each further word of the same meaning counts
WANTED: dict[str, tuple[str, ...]] = {  # what kind of quantity a question asks for
    "when": ("date",),
    "many": ("stock", "flow", "loss", "rate"),
    "who": ("relation",),
    "where": ("relation",),
}
PREFERRED = 1.6  # weight of a quantity of the kind that is asked for
SHORTEST = 3  # letters of a word that may match the beginning of another


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


class Answer(NamedTuple):
    """What the sources say of one quantity of one subject."""

    subject: str
    quantity: str
    object: str
    score: float
    claims: tuple[Claim, ...]


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


def words(text: str) -> list[str]:
    """Return the words of a question, small, without those that ask nothing."""
    return [word for word in WORD.findall(text.lower()) if word not in IDLE]


def search(ledger: Ledger, question: str, most: int = 0) -> list[Hit]:
    """Return the claims that answer a question best, the best first; all of them if `most` is 0.

    A word counts most where it names whom the claim is about, then what is counted, then in what
    is printed; rare words count more. A claim must be touched by every word that any claim knows.
    """
    asked = list(dict.fromkeys(words(question)))
    index = _index(ledger)
    total = max(len(ledger.claims), 1)
    scores: dict[int, float] = defaultdict(float)
    touched: dict[int, int] = defaultdict(int)
    known = 0
    for word in asked:
        weights: dict[int, float] = {}
        for place, variant in enumerate(_variants(word, index)):
            for number, weight in index[variant].items():
                weight = weight * (1 - FARTHER * place)
                weights[number] = max(weights.get(number, 0.0), weight)
        if not weights:
            continue
        known += 1
        rarity = math.log(1 + total / len(weights))
        for number, weight in weights.items():
            scores[number] += weight * rarity
            touched[number] += 1
    best = max(touched.values(), default=0)
    needed = max(best - (1 if known > 2 and best < known else 0), 1)
    hits = [
        Hit(scores[number], ledger.claims[number]) for number in scores if touched[number] >= needed
    ]
    hits.sort(key=lambda hit: (-round(hit.score, 6), hit.claim.file.name, hit.claim.line))
    return hits[:most] if most else hits


def answers(ledger: Ledger, question: str, most: int = 6) -> list[Answer]:
    """Return what the sources say to a question, by subject and quantity, the best first."""
    groups: dict[tuple[str, str, str], list[Hit]] = {}
    for hit in search(ledger, question):
        claim = hit.claim
        relation = ledger.kind(claim.quantity) == "relation"
        key = (claim.subject, claim.quantity, "" if relation else claim.object)
        groups.setdefault(key, []).append(hit)
    asked = set(WORD.findall(question.lower()))
    kinds = {kind for word, wanted in WANTED.items() if word in asked for kind in wanted}
    found = []
    for key, hits in groups.items():
        wanted = PREFERRED if ledger.kind(key[1]) in kinds else 1.0
        score = round(max(hit.score for hit in hits) * wanted, 1)
        found.append(Answer(*key, score, tuple(hit.claim for hit in hits)))
    return sorted(found, key=lambda one: (-one.score, _since(one.subject, ledger)))[:most]


def _since(subject: str, ledger: Ledger) -> datetime.date:
    """Return the first day of an entity, so that answers alike come in the order of time."""
    entity = ledger.entities.get(subject)
    return entity.existed.earliest if entity and entity.existed else LAST


def _variants(word: str, index: dict[str, dict[int, float]]) -> Sequence[str]:
    """Return the words of the index that mean the same, or begin alike."""
    found = [one for one in (word, *SAME.get(word, ())) if one in index]
    if len(word) > SHORTEST and len(found) < 2:  # a word with a meaning of its own is no stem
        stem = word[: max(SHORTEST + 1, len(word) - 2)]
        found += [one for one in index if one.startswith(stem) and abs(len(one) - len(word)) <= 2]
    return tuple(dict.fromkeys(found))


def _index(ledger: Ledger) -> dict[str, dict[int, float]]:
    """Return for each word the claims that it touches, and how strongly."""
    index: dict[str, dict[int, float]] = defaultdict(dict)

    def enter(number: int, text: str, weight: float) -> None:
        for word in WORD.findall(text.lower()):
            index[word][number] = max(index[word].get(number, 0.0), weight)

    for number, claim in enumerate(ledger.claims):
        for name, weight in ((claim.subject, SUBJECT), (claim.object, OBJECT)):
            entity = ledger.entities.get(name)
            enter(number, name.replace("_", " "), weight)
            for known in entity.names if entity else ():
                enter(number, known, weight)
        enter(number, claim.quantity.replace("_", " "), PART_OF_QUANTITY)
        index[claim.quantity][number] = QUANTITY
        enter(number, claim.printed, PRINTED)
        enter(number, f"{claim.text} {claim.locator} {claim.source} {claim.list}", TEXT)
    return dict(index)
