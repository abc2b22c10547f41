"""Rules *identity*, *existence*, *presence*, *parent*, *office*: who and what sources speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from parallel38.calendar import Span
from parallel38.evidence.check import named_so
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.finding import (
    Finding,
    degree_of_days,
    own_place,
    places,
)
from parallel38.evidence.entity import Entity, pieces
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import apart, meet, written

THEATRE_KINDS = ("formation",)
MORTAL = (
    "nation",
    "formation",
    "people",
    "org",
)  # kinds of which nothing can be said after the end
THERE = (  # quantities that say that a formation was in the theatre
    "location", "attacked", "fought", "taken_by", "used_weapon", "captured", "killed", "wounded",
    "casualties", "shows", "arrives", "in_country",
)  # fmt: skip
PART_OF, MADE_BY, USED, NATIONS = "part_of", "made_by", "used_weapon", "nations"
SAID = {PART_OF: "is placed in", MADE_BY: "is said to be made by"}
LED_BY, COMMANDED = "led_by", "commanded"
DEEPEST = 12  # steps up from a formation to the top


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield what is said of entities that did not exist, were elsewhere, or belonged elsewhere."""
    yield from _together(_alone(ledger))
    yield from _single(ledger)
    yield from _denied(ledger)


def _together(found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for all claims of one work that say the same wrong thing."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.rule, one.about, one.by), []).append(one)
    for same in groups.values():
        first = same[0]
        claims = tuple(dict.fromkeys(claim for one in same for claim in one.claims))
        ids = ", ".join(claim.id for claim in claims)
        says = first.says.replace(f"({first.claims[0].id})", f"({ids})")
        yield replace(first, says=says, claims=claims)


def _alone(ledger: Ledger) -> Iterator[Finding]:
    """Yield what single claims say against the tables of entities."""
    for claim in ledger.claims:
        if "not" in claim.scope:
            continue
        for name in dict.fromkeys((claim.subject, claim.object)):
            if name:
                yield from _entity(claim, name, ledger)
        if claim.quantity in (PART_OF, MADE_BY):
            yield from _parent(claim, ledger)
        if claim.quantity == USED:
            yield from _users(claim, ledger)
        if claim.quantity == NATIONS:
            yield from _contingents(claim, ledger)
        if claim.quantity in (LED_BY, COMMANDED):
            yield from _office(claim, ledger)


def _entity(claim: Claim, name: str, ledger: Ledger) -> Iterator[Finding]:
    entity = ledger.entities.get(name)
    if entity is None:
        if name.partition(":")[0] in ledger.kinds and named_so(name, claim):
            yield _one(
                claim, "identity", f"{name}.{claim.documents[0]}", ledger,
                says=f"there is no {claim.printed!r} ({claim.id}): no table knows such a "
                f"{name.partition(':')[0]}",
                by="unknown to the tables", degree="gross", record=_alike(claim, name, ledger),
            )  # fmt: skip
        return
    when = claim.when
    if when is None or ledger.kind(claim.quantity) == "date":
        return
    lived = entity.existed
    if lived and entity.kind in MORTAL and not meet(lived, when):
        gap = apart(lived, when)
        yield _one(
            claim, "existence", f"{name}.{claim.documents[0]}", ledger,
            says=f"{entity.name} did not exist {written(when)} ({claim.id}): {written(lived)}",
            by=f"{gap} days", degree=degree_of_days(gap), record=written(lived),
        )  # fmt: skip
    elif entity.kind in THEATRE_KINDS and claim.quantity in THERE:
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
        claim, "presence", f"{entity.id}.{claim.documents[0]}", ledger,
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
    above = ancestors(claim.subject, claim.when, ledger) or ancestors(claim.subject, None, ledger)
    if claim.object in above:
        return
    size = _size(claim.object, ledger)
    if size and not any(_size(name, ledger) == size for name in above):
        return  # nothing of that size is known above it, so nothing is contradicted
    true = [part for part in entity.parents if meet(part.when, claim.when)] or list(entity.parents)
    names = ", ".join(
        f"{ledger.name(part.id)}{' ' + written(part.when) if part.when else ''}" for part in true
    )
    yield _one(
        claim, "parent", f"{claim.subject}.{claim.documents[0]}", ledger,
        says=f"{entity.name} {SAID[claim.quantity]} {ledger.name(claim.object)} ({claim.id}); "
        f"the tables have {names}",
        by="another parent", degree="gross", record=names,
    )  # fmt: skip


def _users(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a weapon is seen with those who are not known to have had it."""
    weapon = ledger.entities.get(claim.object)
    users = set(pieces(weapon.fields.get("users", ""))) if weapon else set()
    side = {claim.subject, *ancestors(claim.subject, None, ledger)}
    owner = ledger.entities.get(claim.subject)
    nation = owner.fields.get("nation", "") if owner else ""
    nation = nation or claim.subject
    side |= {nation, *ancestors(nation, None, ledger)}
    if not users or weapon is None or users & side or not nation.startswith("nation:"):
        return
    names = ", ".join(ledger.name(user) for user in sorted(users))
    yield _one(
        claim, "weapon", f"{claim.subject}.{claim.object}.{claim.documents[0]}", ledger,
        says=f"{ledger.name(claim.subject)} is said to have used {weapon.name} ({claim.id}); "
        f"the tables have {names}",
        by="another user", degree="clear", record=names,
    )  # fmt: skip


def _contingents(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield a number of nations on a day that the formations then in the theatre do not bear."""
    value, when = ledger.value(claim), claim.when
    coalition = ledger.entities.get(claim.subject)
    if value is None or when is None or coalition is None or coalition.kind != "coalition":
        return
    if "medical" in claim.scope or not meet(coalition.existed, when):
        return
    there = {
        entity.fields.get("nation", "")
        for entity in ledger.entities.values()
        if entity.kind == "formation" and any(meet(span, when) for span in entity.presence or ())
    }
    members = {
        name
        for name in there
        if name.startswith("nation:") and claim.subject in ancestors(name, None, ledger)
    }
    if not there or value.least <= len(members) <= value.most:
        return
    names = ", ".join(sorted(ledger.name(name) for name in members))
    yield _one(
        claim, "contingents", f"{claim.subject}.{claim.id}", ledger,
        says=f"{ledger.name(claim.subject)} is said to have {value.low:g} nations {written(when)} "
        f"({claim.id}); formations of {len(members)} were in the theatre: {names}",
        by=f"{abs(value.low - len(members)):g} nations", degree="clear", record=names,
    )  # fmt: skip


def _size(name: str, ledger: Ledger) -> str:
    """Return what kind of formation or place an entity is: division, province, ..."""
    return ledger.entities[name].fields.get("kind", "") if name in ledger.entities else ""


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
    if not others:
        return
    told = ", ".join(f"{e.name} ({p.office}, {written(p.when)})" for e, p in others)
    terms = ", ".join(f"{post.office}, {written(post.when)}" for post in own)
    yield _one(
        claim, "office", f"{led}.{claim.documents[0]}", ledger,
        says=f"{person.name} is said to have led {ledger.name(led)} {written(claim.when)} "
        f"({claim.id}){f'; he was {terms}' if terms else ''}",
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
                what = f"{ledger.name(claim.subject)}, {claim.quantity.replace('_', ' ')} "
                what += ledger.name(claim.object) if claim.object else claim.printed
                if ledger.kind(claim.quantity) == "attribute" and claim.object:
                    what = claim.text
                yield Finding(
                    "relation", f"{'.'.join(same)}.{denial.id}.{claim.id}",
                    f"{what}: said by {claim.id}, denied by {denial.id}",
                    "yes and no", "gross", places([(claim, denial)], ledger), (claim, denial), "",
                )  # fmt: skip


def _one(
    claim: Claim, rule: str, about: str, ledger: Ledger, *, says: str, by: str, degree: str,
    record: str,
) -> Finding:  # fmt: skip
    return Finding(rule, about, says, by, degree, own_place(claim, ledger), (claim,), record)
