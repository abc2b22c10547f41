"""Rule *office* through a war, rule *relation* between a whole and its parts, and counted members.

*office*: someone is said to have led through the whole war, and died or left before its end.
*relation*: what is denied of a whole is said of its part. *contingents*: a number of nations that
the other statements of the same document do not bear.
"""

from collections.abc import Iterator

from parallel38.calendar import Span
from parallel38.evidence.claim import WHOLE_WAR, Claim
from parallel38.evidence.conflicts.compare import days_of_war
from parallel38.evidence.conflicts.finding import Finding, degree_of_days, own_place, places
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import meet, written

LED_BY, LOCATION, MEDICAL, NATIONS = "led_by", "location", "medical_support", "nations"
CARRIED = (LOCATION, "fought", "attacked", "signed_by")  # a whole that does not, no part does


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield leaders who did not last, parts that contradict a whole, and miscounted members."""
    war = days_of_war(ledger.folder)
    for claim in ledger.claims:
        if "not" in claim.scope:
            if claim.quantity in CARRIED:
                yield from _carried(claim, ledger)
        elif claim.quantity == LED_BY and claim.period == WHOLE_WAR and war:
            yield from _left(claim, war, ledger)
        elif claim.quantity == NATIONS and "medical" in claim.scope:
            yield from _helpers(claim, ledger)


def _left(claim: Claim, war: Span, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a leader through the war died, or left his post, before its end."""
    person = ledger.entities.get(claim.object)
    if person is None or person.kind != "people":
        return
    posts = [post for post in person.posts if post.entity == claim.subject and post.when]
    if not posts or not any(meet(post.when, war) for post in posts):
        return
    last = max(post.when.latest for post in posts if post.when)
    if last >= war.latest:
        return
    gap = (war.latest - last).days
    yield Finding(
        "office", f"{claim.subject}.{claim.object}.{claim.documents[0]}",
        f"{person.name} is named as leader of {ledger.name(claim.subject)} in the war "
        f"({claim.id}); he was {posts[0].office} to {last.isoformat()}, the war went on to "
        f"{war.latest}",
        f"{gap} days", degree_of_days(gap), own_place(claim, ledger), (claim,),
        f"{posts[0].office}, {written(posts[0].when)}", sure=False,
    )  # fmt: skip


def _carried(denial: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a source says of a part what is denied of the whole."""
    for claim in ledger.claims:
        if claim.quantity != denial.quantity or "not" in claim.scope or not claim.object:
            continue
        same = claim.object == denial.object or denial.object in ancestors(
            claim.object, claim.when, ledger
        )
        if (
            claim.subject != denial.subject
            and same
            and claim.when
            and meet(claim.when, denial.when)
            and denial.subject in ancestors(claim.subject, None, ledger)
        ):
            yield Finding(
                "relation", f"{denial.subject}.{denial.quantity}.{denial.id}.{claim.id}",
                f"{ledger.name(denial.subject)}, {denial.quantity.replace('_', ' ')} "
                f"{ledger.name(denial.object)}: denied by {denial.id}, while {claim.id} says it of "
                f"{ledger.name(claim.subject)}, a part of it",
                "yes and no", "gross", places([(denial, claim)], ledger), (denial, claim), "",
            )  # fmt: skip


def _helpers(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield a number of nations with medical help that the rest of the document does not name."""
    value = ledger.value(claim)
    named = {
        one.subject: one
        for one in ledger.claims
        if one.quantity == MEDICAL and one.subject.startswith("nation:") and "not" not in one.scope
        and set(one.documents) & set(claim.documents) and one.source != claim.source
        and claim.subject in {*ancestors(one.subject, None, ledger)}
    }  # fmt: skip
    if value is None or not named or value.least <= len(named) <= value.most:
        return
    names = ", ".join(sorted(ledger.name(name) for name in named))
    yield Finding(
        "contingents", f"{claim.subject}.{claim.id}",
        f"{ledger.name(claim.subject)} is said to have had medical help from {value.low:g} nations "
        f"({claim.id}); the same document names {len(named)}: {names}",
        f"{abs(value.low - len(named)):g} nations", "clear",
        places([(claim, one) for one in named.values()], ledger), (claim, *named.values()), "",
    )  # fmt: skip
