"""Who led, and who helped or fought whom, in one plain sentence."""

import datetime
from collections.abc import Sequence

from parallel38.evidence.claim import Claim
from parallel38.evidence.entity import Entity, Post
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.phrases import MOST_NAMES, by, credited, joined, spoken
from parallel38.evidence.query import Answer, naming
from parallel38.evidence.vocabulary import WHO, asked_for, asked_time
from parallel38.evidence.when import FIRST, LAST, days, meet

WHOLE = 0.9  # share of a name from which somebody is named; an army names its nation so
LEADING = "led_by"
LED = ("nation", "coalition", "formation", "org")  # kinds that have a leader
DOING = frozenset({  # relations in which the subject does something to the object
    "support", "combat_support", "material_support", "medical_support", "attacked", "commanded",
})  # fmt: skip


def leaders(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return who led whom, by the sources; by the tables of people where no source says it.

    Where the question names a time, the tables say first who was in office then.
    """
    wanted, time = _subjects(question, found, ledger), asked_time(question)
    for entity in wanted:
        own = [one for one in found if (one.subject, one.quantity) == (entity.id, LEADING)]
        held = [one for one in _held(entity, ledger) if not time or _meets(one[0], time)]
        if own and held and time:
            others = related(own[0], ledger)
            return f"by the tables of people it was {_told(held)}; the sources: {others}"
        if own:
            return related(own[0], ledger)
        if held:
            told = _told(held)
            return f"no source here says who led {entity.name}; the tables of people have: {told}"
    named = [one.name for one in wanted if one.kind in LED]
    return f"no claim and no table here says who led {named[0]}" if named else ""


def related(answer: Answer, ledger: Ledger) -> str:
    """Return whom the sources name in a relation, in order of time, and who denies it of whom."""
    named: dict[tuple[bool, str, str], list[Claim]] = {}
    for claim in answer.claims:
        other = ledger.name(claim.object) if claim.object else claim.printed or "anybody"
        since = claim.date if answer.quantity == LEADING else ""
        named.setdefault(("not" in claim.scope, since, other), []).append(claim)
    told = [
        f"{'not ' if denied else ''}{other} ({f'{since}, ' if since else ''}{by(claims)})"
        for (denied, since, other), claims in sorted(named.items(), key=lambda item: item[0][:2])
    ]
    more = f" and {len(told) - MOST_NAMES} more" if len(told) > MOST_NAMES else ""
    name = ledger.name(answer.subject)
    return f"{name}, {spoken(answer.quantity)}: {', '.join(told[:MOST_NAMES])}{more}"


def doers(question: str, found: Sequence[Answer], ledger: Ledger) -> str:
    """Return who did what to the one that is named, or to whom: who supported, who attacked."""
    wanted, named = asked_for(question) & DOING, naming(ledger, question)
    if not WHO.match(question.lower()) or not wanted:
        return ""
    claims = [
        claim
        for one in found if one.quantity in wanted for claim in one.claims
        if claim.object and "not" not in claim.scope and claim.subject != claim.object
    ]  # fmt: skip
    whole = {one for one, how in named.items() if how.share >= WHOLE}
    sides: dict[str, dict[str, list[Claim]]] = {}
    for claim in [one for one in claims if one.object in whole] or claims:
        did = sides.setdefault(ledger.name(claim.object), {})
        did.setdefault(ledger.name(claim.subject), []).append(claim)
    if len(sides) == 1:
        return f"the sources name {credited(*sides.values())}"
    told = [f"with {side}: {credited(did)}" for side, did in sides.items()]
    return f"the sources name, {'; and, '.join(told)}" if told else ""


def _subjects(question: str, found: Sequence[Answer], ledger: Ledger) -> list[Entity]:
    """Return the entities that a question names whole, else the first that is answered of."""
    whole = {one: how for one, how in naming(ledger, question).items() if how.share >= WHOLE}
    longest = max((how.words for how in whole.values()), default=0)
    best = [one for one, how in whole.items() if how.words == longest] or [found[0].subject]
    best.sort(key=lambda one: -whole[one].share if one in whole else 0.0)  # a nation, then its army
    return [ledger.entities[one] for one in best if one in ledger.entities]


def _held(entity: Entity, ledger: Ledger) -> list[tuple[Post, str]]:
    """Return who held an office of an entity, by the tables of people, in order of time."""
    held = [
        (post, person.name)
        for person in ledger.entities.values() if person.kind == "people"
        for post in person.posts if post.entity == entity.id
    ]  # fmt: skip
    return sorted(held, key=lambda one: _begin(one[0]))


def _meets(post: Post, time: str) -> bool:
    asked = days(time)
    return post.when is None or asked is None or meet(post.when, asked)


def _told(held: Sequence[tuple[Post, str]]) -> str:
    return joined([f"{name} ({_office(post)})" for post, name in held[:MOST_NAMES]])


def _begin(post: Post) -> datetime.date:
    return post.when.earliest if post.when else FIRST


def _office(post: Post) -> str:
    when = post.when
    if when is None:
        return post.office
    last = "" if when.latest == LAST else f" to {when.latest}"
    return f"{post.office} from {when.earliest}{last}"
