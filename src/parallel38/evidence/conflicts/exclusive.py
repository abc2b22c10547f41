"""Rule *exclusive*: the first, the most, the only, none, so many and no more - and one that is not.

A statement that shuts something out is held against every claim that names what it shuts out: an
earlier fight, a nation that lost more, a stranger in a civil war, a thing that was said not to be,
a choice beyond the number given.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parallel38.calendar import Span
from parallel38.evidence.amount import Amount
from parallel38.evidence.check import ratio_terms
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import same_scope
from parallel38.evidence.conflicts.finding import (
    Finding,
    degree_of,
    own_place,
    places,
    plain,
    said,
)
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.conflicts.members import FIGHTING
from parallel38.evidence.conflicts.ratios import MOSTLY, SHARE
from parallel38.evidence.conflicts.sums import exclusive_parts
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import FIRST, meet, written

RANK, COUNT = "rank", "count"
FIGHTS = ("fought", "attacked")
IN_WAR = (*FIGHTS, "combat_support")
WITHIN, NEUTRAL = "war_within", "neutral"
HELPED = ("served", "medical_support", "material_support", "combat_support", "support")
QUALIFIED = re.compile(r"\b(large|major|big|great|full|modern)\b", re.IGNORECASE)
NOTHING = Amount(0.0, 0.0, 0.0, 0.0)
Value = tuple[Amount, tuple[Claim, ...]]


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the exclusive statements that another claim breaks."""
    ranks: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if "not" in claim.scope:
            if not claim.object and ledger.kind(claim.quantity) == "relation":
                yield from _none(claim, ledger)
        elif claim.quantity == RANK and claim.about:
            ranks[claim.about, claim.documents[0]].append(claim)
        elif claim.quantity == SHARE and claim.about and MOSTLY.search(claim.printed):
            yield from _mostly(claim, ledger)
        elif claim.quantity == RANK and claim.object and claim.low == claim.high == 1:
            yield from _first(claim, ledger)
        elif claim.quantity == WITHIN:
            yield from _within(claim, ledger)
        elif claim.quantity == NEUTRAL:
            yield from _neutral(claim, ledger)
        elif claim.quantity == COUNT and claim.unit:
            yield from _so_many(claim, ledger)
    for same in ranks.values():
        yield from _most(same, ledger)


def _broken(
    claim: Claim, against: Sequence[Claim], says: str, by: str, ledger: Ledger, *,
    degree: str = "clear", sure: bool = True, record: str = "",
) -> Finding:  # fmt: skip
    """Return the finding that other claims break an exclusive one."""
    pairs = [(claim, one) for one in against]
    return Finding(
        "exclusive", f"{claim.subject}.{claim.quantity}.{claim.id}", says, by, degree,
        places(pairs, ledger) or own_place(claim, ledger), (claim, *against), record, sure,
    )  # fmt: skip


def _first(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that two nations had fought before what is called their first fight."""
    if QUALIFIED.search(claim.printed):
        return  # the first large one may have had small ones before
    one, two = _state(claim.subject, ledger), _state(claim.object, ledger)
    earlier = [
        other
        for other in ledger.claims
        if other.quantity in FIGHTS and other.object and "not" not in other.scope
        and {_state(other.subject, ledger), _state(other.object, ledger)} == {one, two}
        and _before(other, claim, ledger)
    ]  # fmt: skip
    if earlier and one != two:
        names = "; ".join(
            f"{ledger.name(other.subject)} against {ledger.name(other.object)} ({other.id})"
            for other in earlier
        )
        yield _broken(
            claim, earlier,
            f"{ledger.name(claim.subject)} and {ledger.name(claim.object)} are said to have fought "
            f"for the first time ({claim.id}), but had before: {names}", "not the first", ledger,
        )  # fmt: skip


def _nation(entity: str, ledger: Ledger) -> str:
    """Return the nation of a formation, or the entity itself."""
    found = ledger.entities.get(entity)
    return (found.fields.get("nation", "") if found else "") or entity


def _state(entity: str, ledger: Ledger) -> str:
    """Return the name by which a state is known today, the same for its governments in turn."""
    found = ledger.entities.get(_nation(entity, ledger))
    return (found.fields.get("modern", "") or found.name) if found else entity


def _before(other: Claim, claim: Claim, ledger: Ledger) -> bool:
    """Return whether a fight was before another, by its date or the lives of those who fought."""
    ends = [other.when.latest] if other.when else []
    for name in (other.subject, other.object):
        entity = ledger.entities.get(name)
        if entity and entity.existed:
            ends.append(entity.existed.latest)
    begin = claim.when.earliest if claim.when else FIRST
    return bool(ends) and min(ends) < begin


def _most(same: Sequence[Claim], ledger: Ledger) -> Iterator[Finding]:
    """Yield that others had more than the one that one document ranks above them."""
    claim, ids = same[0], ", ".join(one.id for one in same)
    try:
        ranked, whole = ratio_terms(claim.about)
    except ValueError:
        return
    rank = ledger.value(claim)
    own = _added(ranked.subject, ranked.quantity, ledger)
    mine = [one for name in claim.documents for one in own.get(name, ())]
    if rank is None or not mine:
        return
    most = max((value for value, _ in mine), key=lambda value: value.most)
    unit = ledger.unit(ranked.quantity)
    voices: dict[str, list[tuple[str, Amount, tuple[Claim, ...]]]] = defaultdict(list)
    for entity in ledger.entities.values():
        if entity.fields.get("kind") != FIGHTING or entity.id == ranked.subject:
            continue
        if not whole.subject.startswith("war:") and whole.subject not in ancestors(
            entity.id, None, ledger
        ):
            continue
        for voice, values in _added(entity.id, ranked.quantity, ledger).items():
            over = [
                one
                for one in values
                if one[0].least > most.most
                and all(same_scope(theirs, ours) is not False
                        for theirs in one[1] for _, parts in mine for ours in parts)
            ]  # fmt: skip
            if over:
                value, claims = max(over, key=lambda one: one[0].low)
                voices[voice].append((entity.id, value, claims))
    for voice, above in sorted(voices.items()):
        if len(above) < rank.low:
            continue
        told = ", ".join(f"{ledger.name(name)} {said(value, unit)}" for name, value, _ in above)
        against = [one for _, _, claims in above for one in claims]
        times = max(value.low for _, value, _ in above) / max(most.high, 1e-9)
        finding = _broken(
            claim, against,
            f"{ledger.name(ranked.subject)} is ranked {plain(rank.low)} by "
            f"{ranked.quantity.replace('_', ' ')} ({ids}) with {said(most, unit)}; "
            f"{voice} has {told}", f"{times:.3g} times", ledger,
            degree=degree_of(times), sure=False,
        )  # fmt: skip
        mine_too = tuple(one for _, parts in mine for one in parts)
        claims = (*same, *mine_too, *against)
        yield replace(finding, about=f"{finding.about}.{voice}", claims=claims)


def _mostly(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that another part of a whole has more than the one said to have most of it."""
    try:
        part, whole = ratio_terms(claim.about)
    except ValueError:
        return
    land = (_home(whole.subject, ledger) or {""}) - {""}
    country = ledger.entities[whole.subject].fields.get("place", "") if land else ""
    others = [
        entity.id
        for entity in ledger.entities.values()
        if country and entity.kind == "nation" and entity.id not in (part.subject, whole.subject)
        and country in _home(entity.id, ledger)
    ]  # fmt: skip
    inside = [
        one
        for one in ledger.claims
        if one.quantity == part.quantity and not one.object and "not" not in one.scope
        and set(one.documents) & set(claim.documents) and ledger.value(one) is not None
    ]  # fmt: skip
    mine = [one for one in inside if one.subject == part.subject]
    if not mine:
        return
    most = max(mine, key=lambda one: (ledger.value(one) or NOTHING).most)
    limit = ledger.value(most) or NOTHING
    over = [
        one
        for one in inside
        if one.subject in others
        and (ledger.value(one) or NOTHING).least > limit.most
        and same_scope(one, most) is not False
    ]
    if over:
        unit = ledger.unit(part.quantity)
        told = ", ".join(
            f"{ledger.name(one.subject)} {said(ledger.value(one), unit)} ({one.id})" for one in over
        )
        times = max((ledger.value(one) or NOTHING).low for one in over) / max(limit.high, 1e-9)
        yield _broken(
            claim, [most, *over],
            f"{claim.text}: printed as “{claim.printed}” ({claim.id}); {ledger.name(part.subject)} "
            f"{said(limit, unit)} ({most.id}), but {told}",
            f"{times:.3g} times", ledger, degree=degree_of(times), sure=False,
        )  # fmt: skip


def _added(subject: str, quantity: str, ledger: Ledger) -> dict[str, list[Value]]:
    """Return by document what each source gives of a quantity, as printed or by its parts."""
    found: dict[str, list[Value]] = defaultdict(list)
    parts: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.by_subject.get(subject, ()):
        value = ledger.value(claim)
        known = ledger.quantities.get(claim.quantity)
        if claim.object or value is None or known is None:
            continue
        if "not" in claim.scope or (claim.period not in ("", "whole_war")):
            continue
        voice = claim.documents[0]
        if claim.quantity == quantity:
            found[voice].append((value, (claim,)))
        elif quantity in known.within and known.kind == "loss":
            parts[voice, claim.source].append(claim)
    for (voice, _), claims in parts.items():
        chosen = exclusive_parts(claims, ledger)
        value = sum((ledger.value(one) or NOTHING for one in chosen), NOTHING)
        found[voice].append((value, tuple(chosen)))
    return found


def _within(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that strangers fought in a war said to be one of a country against itself."""
    war = ledger.entities.get(claim.subject)
    when = war.existed if war else None
    strangers: dict[tuple[str, str], Claim] = {}
    for other in ledger.claims:
        if other.quantity not in IN_WAR or "not" in other.scope or not _during(other, when):
            continue
        for name in (other.subject, other.object):
            nation = _nation(name, ledger)
            if _home(nation, ledger) and claim.object not in _home(nation, ledger):
                strangers.setdefault((nation, other.documents[0]), other)
    if strangers:
        against = list(dict.fromkeys(strangers.values()))
        names = ", ".join(sorted({ledger.name(nation) for nation, _ in strangers}))
        yield _broken(
            claim, against,
            f"{ledger.name(claim.subject)} is called a war within {ledger.name(claim.object)} "
            f"({claim.id}); others fought in it: {names}",
            f"{len({nation for nation, _ in strangers})} from outside", ledger, degree="gross",
        )  # fmt: skip


def _neutral(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a nation called neutral in a war is counted among those on one side of it."""
    war = ledger.entities.get(claim.object)
    against = [
        other
        for other in ledger.by_subject.get(claim.subject, ())
        if other.quantity in HELPED and "not" not in other.scope
        and _during(other, war.existed if war else None)
    ]  # fmt: skip
    if against:
        told = "; ".join(f"{one.text} ({one.id})" for one in against)
        yield _broken(
            claim, against,
            f"{ledger.name(claim.subject)} is called neutral ({claim.id}), and counted on one "
            f"side: {told}", "neutral and on a side", ledger, sure=False,
        )  # fmt: skip


def _during(claim: Claim, when: Span | None) -> bool:
    if claim.period == "whole_war":
        return True
    return claim.when is not None and when is not None and meet(claim.when, when)


def _home(nation: str, ledger: Ledger) -> set[str]:
    """Return the place of a nation with all that it lies in; empty where no table says it."""
    found = ledger.entities.get(nation)
    place = found.fields.get("place", "") if found and found.kind == "nation" else ""
    return {place, *ancestors(place, None, ledger)} if place else set()


def _none(denial: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that something is named which a source says there was none of."""
    against = [
        claim
        for claim in ledger.claims
        if (claim.subject, claim.quantity) == (denial.subject, denial.quantity)
        and "not" not in claim.scope
        and meet(claim.when, denial.when)
    ]
    what = denial.quantity.replace("_", " ")
    if against:
        names = "; ".join(f"{ledger.name(one.object)} ({one.id})" for one in against)
        yield _broken(
            denial, against,
            f"{ledger.name(denial.subject)}, {what}: none ({denial.id}), but {names}",
            "some and none", ledger, degree="gross",
        )  # fmt: skip
    if denial.quantity == "makes":
        yield from _made(denial, ledger)


def _made(denial: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that a document shows in use what it says its maker could not make."""
    own = {
        entity.id
        for entity in ledger.entities.values()
        if any(part.id == denial.subject for part in entity.parents) and entity.kind == "weapon"
    }
    seen = [
        claim
        for claim in ledger.claims
        if claim.object in own
        and set(claim.documents) & set(denial.documents)
        and meet(claim.when, denial.when)
        and claim.when
    ]
    if seen:
        names = "; ".join(f"{ledger.name(one.object)} ({one.id})" for one in seen)
        yield _broken(
            denial, seen,
            f"{ledger.name(denial.subject)} is said to make no weapons {written(denial.when)} "
            f"({denial.id}), but its own make is shown in use: {names}",
            "some and none", ledger, record="the makers of the table of weapons",
        )  # fmt: skip


def _so_many(claim: Claim, ledger: Ledger) -> Iterator[Finding]:
    """Yield that sources name more of something than a source counts."""
    named = {
        one.object: one
        for one in ledger.claims
        if one.subject == claim.subject
        and one.object
        and one.quantity in (claim.unit, claim.unit.removesuffix("s"))
        and "not" not in one.scope
    }
    value = ledger.value(claim)
    if value is None or len(named) <= value.most:
        return
    names = ", ".join(sorted(ledger.name(name) for name in named))
    yield _broken(
        claim, list(named.values()),
        f"{ledger.name(claim.subject)}: {value.low:g} {claim.unit} ({claim.id}), but {len(named)} "
        f"are named: {names}", f"{len(named) - value.low:g} more", ledger,
    )  # fmt: skip
