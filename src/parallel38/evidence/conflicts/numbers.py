"""Rule *number*: one quantity of one subject, in the same scope, with numbers that do not meet."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import (
    explained,
    period,
    same_scope,
    same_time,
    whole_and_part,
)
from parallel38.evidence.conflicts.finding import (
    Finding,
    by_grade,
    degree_of,
    places,
    plain,
    said,
    worst,
)
from parallel38.evidence.entity import Quantity
from parallel38.evidence.ledger import Ledger

KINDS = ("stock", "flow", "loss", "measure", "rate", "ratio")
Key = tuple[str, str, str, str]
Pair = tuple[Claim, Claim]


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield one finding for each quantity whose claims cannot all be true."""
    groups = _groups(ledger)
    for key, claims in groups.items():
        kind = ledger.kind(key[1])
        pairs = [pair for pair in combinations(claims, 2) if _disagree(*pair, kind, claims, ledger)]
        pairs = [pair for pair in pairs if not _told_elsewhere(*pair, key[1])]
        parts = _components(pairs)
        for part in parts:
            yield _finding(key, part, claims, ledger, alone=len(parts) == 1)


def _groups(ledger: Ledger) -> dict[Key, list[Claim]]:
    """Return the claims with a number, by subject, quantity, object and what is counted."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    printed = {(c.subject, c.quantity, c.object, v) for c in ledger.claims for v in c.documents}
    for claim in ledger.claims:
        quantity = ledger.quantities.get(claim.quantity)
        if quantity is None or quantity.kind not in KINDS or ledger.value(claim) is None:
            continue
        if "not" in claim.scope:
            continue
        noun = claim.unit if claim.quantity == "count" else ""
        rest = (claim.object, claim.about or noun)
        groups[(claim.subject, claim.quantity, *rest)].append(claim)
        for wider in set(quantity.loosely) & set(quantity.within):
            own = any((claim.subject, wider, claim.object, v) in printed for v in claim.documents)
            settled = quantity.kind == "stock" and _means_another(claim, wider, quantity, ledger)
            if own or settled or "battle" in claim.scope or _of_a_day(claim, quantity.kind):
                continue
            groups[(claim.subject, wider, *rest)].append(claim)
    return {key: claims for key, claims in groups.items() if len(claims) > 1}


def _means_another(claim: Claim, wider: str, quantity: Quantity, ledger: Ledger) -> bool:
    """Return whether a strength without a date agrees with a number of another meaning of it."""
    value = ledger.value(claim)
    return value is not None and any(
        other.quantity in quantity.loosely
        and other.quantity != wider
        and same_scope(other, claim) is not False
        and (known := ledger.value(other)) is not None
        and known.meets(value)
        for other in ledger.by_subject.get(claim.subject, ())
    )


def _of_a_day(claim: Claim, kind: str) -> bool:
    """Return whether a strength is of one time, so that it cannot be meant as the peak."""
    return kind == "stock" and period(claim) is not None


def _disagree(first: Claim, second: Claim, kind: str, around: list[Claim], ledger: Ledger) -> bool:
    one, two = ledger.value(first), ledger.value(second)
    if one is None or two is None or one.meets(two):
        return False
    if first.list and first.list == second.list:
        return False  # members of one list count different things
    if first.role == second.role == "table" and _place(first) == _place(second):
        return False  # one source in one row gives two counts, or the ends of a range
    scope = same_scope(first, second)
    if scope is False or not same_time(first, second, kind):
        return False
    if scope is None:
        if whole_and_part(first, second, ledger):
            return False
        return not (
            explained(first, second, around, ledger) or explained(second, first, around, ledger)
        )
    return True


def _place(claim: Claim) -> tuple[str, str, str]:
    """Return where a statement stands."""
    return claim.source, claim.via, claim.locator


def _components(pairs: list[Pair]) -> list[list[Pair]]:
    """Return the pairs in groups that share no claim: a strength in June, another in July."""
    groups: list[tuple[set[str], list[Pair]]] = []
    for pair in pairs:
        ids, joined = {claim.id for claim in pair}, [pair]
        apart = []
        for known, others in groups:
            if known & ids:
                ids |= known
                joined = others + joined
            else:
                apart.append((known, others))
        groups = [*apart, (ids, joined)]
    return [joined for _, joined in groups]


def _told_elsewhere(first: Claim, second: Claim, quantity: str) -> bool:
    """Return whether a pair of narrower quantities is told under the narrower one."""
    return first.quantity == second.quantity != quantity


def _finding(
    key: Key, pairs: list[Pair], around: list[Claim], ledger: Ledger, *, alone: bool
) -> Finding:
    subject, quantity, object_, _ = key
    involved = {claim.id: claim for pair in pairs for claim in pair}
    claims = sorted(involved.values(), key=lambda claim: (_centre(claim, ledger), claim.id))
    unit = ledger.unit(quantity)
    least, most = ledger.value(claims[0]), ledger.value(claims[-1])
    sure = any(same_scope(*pair) for pair in pairs)
    of = f" in {ledger.name(object_)}" if object_ else ""
    dates = {claim.date for claim in claims if claim.date}
    of += f" ({', '.join(sorted(dates))})" if ledger.kind(quantity) == "stock" and dates else ""
    what = f"{ledger.name(subject)}, {quantity.replace('_', ' ')}{of}"
    says = f"{what}: {len(claims)} figures from {said(least, unit)} to {said(most, unit)}"
    says += " cannot all be true" if sure else " agree only if they count different things"
    low, high = _centre(claims[0], ledger), _centre(claims[-1], ledger)
    by = f"{plain(high - low)} {unit}".strip()
    if low > 0 and high / low >= 1.01:
        by += f", {high / low:.3g} times"
    kind = ledger.kind(quantity)
    others = [
        claim
        for claim in around
        if not ledger.document(claim)
        and any(same_time(claim, one, kind) and same_scope(claim, one) is not False
                for one in claims)
    ]  # fmt: skip
    which = "" if alone else claims[0].id
    return Finding(
        rule="number",
        about=".".join(part for part in (subject, quantity, object_, which) if part),
        says=says,
        by=by,
        degree=worst(_degree(*pair, ledger) for pair in pairs),
        where=places(pairs, ledger),
        claims=tuple(claims),
        record=by_grade(others, ledger),
        sure=sure,
    )


def _centre(claim: Claim, ledger: Ledger) -> float:
    value = ledger.value(claim)
    return value.centre if value else 0.0


def _degree(first: Claim, second: Claim, ledger: Ledger) -> str:
    low, high = sorted((_centre(first, ledger), _centre(second, ledger)))
    return degree_of(high / low) if low > 0 else "gross"
