"""Rules *identity*, *existence*, *presence*, *parent*, *office*: who and what sources speak of."""

from collections.abc import Iterator, Sequence

from parallel38.calendar import Span
from parallel38.evidence.check import named_so
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.finding import (
    Finding,
    degree_of_days,
    own_place,
    places,
)
from parallel38.evidence.entity import Entity, Part
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import apart, meet, written

THEATRE_KINDS = ("formation",)
MORTAL = (
    "nation",
    "formation",
    "people",
    "org",
)  # kinds of which nothing can be said after the end
TIMELESS = ("part_of", "composition", "name", "existed", "made_by", "role", "succeeded")
PART_OF = "part_of"
LED_BY, COMMANDED = "led_by", "commanded"
DEEPEST = 12  # steps up from a formation to the top


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield what is said of entities that did not exist, were elsewhere, or belonged elsewhere."""
    for claim in ledger.claims:
        if "not" in claim.scope:
            continue
        for name in dict.fromkeys((claim.subject, claim.object)):
            if name:
                yield from _entity(claim, name, ledger)
        if claim.quantity == PART_OF:
            yield from _parent(claim, ledger)
        if claim.quantity in (LED_BY, COMMANDED):
            yield from _office(claim, ledger)
    yield from _single(ledger)
    yield from _denied(ledger)


def _entity(claim: Claim, name: str, ledger: Ledger) -> Iterator[Finding]:
    entity = ledger.entities.get(name)
    if entity is None:
        if name.partition(":")[0] in ledger.kinds and named_so(name, claim):
            yield _one(
                claim, "identity", f"{name}.{claim.id}", ledger,
                says=f"there is no {claim.printed!r} ({claim.id}): no table knows such a "
                f"{name.partition(':')[0]}",
                by="unknown", degree="gross", record=_alike(claim, name, ledger),
            )  # fmt: skip
        return
    when = claim.when
    if when is None or ledger.kind(claim.quantity) == "date":
        return
    lived = entity.existed
    if lived and entity.kind in MORTAL and not meet(lived, when):
        gap = apart(lived, when)
        yield _one(
            claim, "existence", f"{name}.{claim.id}", ledger,
            says=f"{entity.name} did not exist {written(when)} ({claim.id}): {written(lived)}",
            by=f"{gap} days", degree=degree_of_days(gap), record=written(lived),
        )  # fmt: skip
    elif entity.kind in THEATRE_KINDS and claim.quantity not in TIMELESS:
        yield from _presence(claim, entity, when, ledger)


def _presence(claim: Claim, entity: Entity, when: Span, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a formation was not in the theatre when a claim has it there."""
    times = entity.presence
    if times is None or any(meet(span, when) for span in times):
        return
    told = ", ".join(written(span) for span in times) or "never"
    gap = min((apart(span, when) for span in times), default=9999)
    note = entity.fields.get("note", "")
    yield _one(
        claim, "presence", f"{entity.id}.{claim.id}", ledger,
        says=f"{entity.name} was not in the theatre {written(when)} ({claim.id}); "
        f"its time there: {told}",
        by=f"{gap} days" if times else "never there",
        degree=degree_of_days(gap),
        record=f"{told} ({note})" if note else told,
    )  # fmt: skip


def _alike(claim: Claim, name: str, ledger: Ledger) -> str:
    """Return what else the same document says of the same thing under a name that exists."""
    last = name.partition(":")[2].split("_")[-1]
    kind = name.partition(":")[0]
    known = [e.name for e in ledger.entities.values()
             if e.kind == kind and any(last in n.lower().split() for n in e.names)]  # fmt: skip
    return f"known: {', '.join(known[:4])}" if known else ""


def ancestors(entity: str, when: Span | None, ledger: Ledger) -> set[str]:
    """Return all that an entity belonged to at a time, near and far; at any time if None."""
    found: set[str] = set()
    level = {entity}
    for _ in range(DEEPEST):
        above = {
            part.id
            for name in level
            if name in ledger.entities
            for part in ledger.entities[name].parents
            if meet(part.when, when)
        }
        level = above - found
        found |= above
        if not level:
            break
    return found


def _parent(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that an entity is placed under one that it did not belong to."""
    entity = ledger.entities.get(claim.subject)
    if entity is None or not entity.parents or not claim.object:
        return
    if claim.object in ancestors(claim.subject, claim.when, ledger):
        return
    at_that_time = [part for part in entity.parents if meet(part.when, claim.when)]
    true = at_that_time or list(entity.parents)
    if claim.object in ledger.entities and _level(claim.object, true, ledger):
        return
    names = ", ".join(
        f"{ledger.name(part.id)}{' ' + written(part.when) if part.when else ''}" for part in true
    )
    yield _one(
        claim, "parent", f"{claim.subject}.{claim.id}", ledger,
        says=f"{entity.name} is placed in {ledger.name(claim.object)} ({claim.id}); "
        f"it belonged to {names}",
        by="another parent", degree="gross", record=names,
    )  # fmt: skip


def _level(object_: str, true: Sequence[Part], ledger: Ledger) -> bool:
    """Return whether the object stands between an entity and its known parent, unknown to us."""
    kinds = {ledger.entities[object_].fields.get("kind", "")}
    known = {
        ledger.entities[part.id].fields.get("kind", "")
        for part in true
        if part.id in ledger.entities
    }
    return not ledger.entities[object_].parents and not kinds & known and bool(known)


def _office(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that someone is said to have led what another led at that time."""
    led, leader = claim.subject, claim.object
    if claim.quantity == COMMANDED:
        led, leader = leader, led
    person = ledger.entities.get(leader)
    if person is None or claim.when is None or person.kind != "people":
        return
    own = [post for post in person.posts if post.entity == led]
    if any(meet(post.when, claim.when) for post in own):
        return
    others = [
        (entity, post)
        for entity in ledger.entities.values()
        if entity.kind == "people" and entity is not person
        for post in entity.posts
        if post.entity == led and meet(post.when, claim.when)
    ]
    if not own or not others:
        return
    told = ", ".join(f"{e.name} ({p.office}, {written(p.when)})" for e, p in others)
    terms = ", ".join(f"{post.office}, {written(post.when)}" for post in own)
    yield _one(
        claim, "office", f"{led}.{claim.id}", ledger,
        says=f"{person.name} is said to have led {ledger.name(led)} {written(claim.when)} "
        f"({claim.id}); he was {terms}",
        by="another leader", degree="clear", record=told,
    )  # fmt: skip


def _single(ledger: Ledger) -> Iterator[Finding]:
    """Yield relations that can have one object at a time, and have two."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in ledger.claims:
        quantity = ledger.quantities.get(claim.quantity)
        alone = quantity is not None and quantity.kind == "relation" and quantity.single
        if alone and claim.object and "not" not in claim.scope:
            groups.setdefault((claim.subject, claim.quantity), []).append(claim)
    for (subject, quantity_id), claims in groups.items():
        pairs = [
            (one, two)
            for n, one in enumerate(claims)
            for two in claims[n + 1 :]
            if one.object != two.object and _kind(one) == _kind(two) and _clash(one, two)
        ]
        if pairs:
            involved = tuple({c.id: c for pair in pairs for c in pair}.values())
            names = "; ".join(f"{ledger.name(c.object)} ({c.id})" for c in involved)
            yield Finding(
                "relation", f"{subject}.{quantity_id}",
                f"{ledger.name(subject)}, {quantity_id.replace('_', ' ')}: {names}",
                "one can hold", "clear", places(pairs, ledger), involved, "",
            )  # fmt: skip


def _kind(claim: Claim) -> str:
    """Return the kind of a claim's object: a state and a person may both lead."""
    return claim.object.partition(":")[0]


def _clash(one: Claim, two: Claim) -> bool:
    """Return whether two relations are of the same time, as far as both say it."""
    if one.when is None or two.when is None:
        return one.when is two.when
    return meet(one.when, two.when)


def _denied(ledger: Ledger) -> Iterator[Finding]:
    """Yield relations that one source states and another denies."""
    denials = [claim for claim in ledger.claims if "not" in claim.scope]
    for denial in denials:
        for claim in ledger.claims:
            same = (claim.subject, claim.quantity, claim.object)
            if same != (denial.subject, denial.quantity, denial.object) or "not" in claim.scope:
                continue
            if meet(claim.when, denial.when):
                yield Finding(
                    "relation", f"{'.'.join(same)}.{denial.id}.{claim.id}",
                    f"{ledger.name(claim.subject)}, {claim.quantity.replace('_', ' ')} "
                    f"{ledger.name(claim.object)}: said by {claim.id}, denied by {denial.id}",
                    "yes and no", "gross", places([(claim, denial)], ledger), (claim, denial), "",
                )  # fmt: skip


def _one(
    claim: Claim, rule: str, about: str, ledger: Ledger, *, says: str, by: str, degree: str,
    record: str,
) -> Finding:  # fmt: skip
    return Finding(rule, about, says, by, degree, own_place(claim, ledger), (claim,), record)
