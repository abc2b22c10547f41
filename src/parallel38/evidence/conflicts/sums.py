"""Rules *sum* and *parts*: lists that do not add up, and parts that exceed their whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from parallel38.evidence.amount import Amount
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import (
    BRANCH,
    civilians_among,
    same_scope,
    same_time,
)
from parallel38.evidence.conflicts.finding import (
    Finding,
    by_grade,
    degree_of,
    places,
    plain,
    said,
)
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.entity import Quantity
from parallel38.evidence.ledger import Ledger

COUNTED = ("loss", "flow", "stock")  # kinds of quantity that members of a coalition share
OTHERS = "other"  # in the id of a coalition: what a source counts beside members that it names
NOTHING = Amount(0.0, 0.0, 0.0, 0.0)


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield the lists that do not add up to their total, and the parts that exceed a whole."""
    lists: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if claim.list:
            lists[claim.list].append(claim)
    for name, claims in lists.items():
        for total in (claim for claim in claims if claim.list_role == "total"):
            finding = _sum(name, total, claims, ledger)
            if finding:
                yield finding
    yield from _parts(ledger)
    yield from _members(ledger)


def _sum(name: str, total: Claim, claims: list[Claim], ledger: Ledger) -> Finding | None:
    """Return the finding that the items of a list do not make its total."""
    items = [claim for claim in claims if claim.list_role == "item"]
    alike = [claim for claim in items if claim.quantity == total.quantity]
    items = alike or items
    whole = ledger.value(total)
    values = [value for value in map(ledger.value, items) if value is not None]
    quantity = ledger.quantities.get(total.quantity)
    if whole is None or not values or not (quantity and (quantity.additive or alike)):
        return None
    added = sum(values, NOTHING)
    unnamed = len(items) - len(values)
    unit = ledger.unit(total.quantity)
    if unnamed:
        return _rest(name, total, items, added, whole, ledger)
    if added.low <= whole.most and whole.least <= added.high:
        return None
    gap = max(added.low - whole.high, whole.low - added.high)
    rounding = added.meets(whole)
    ratio = max(added.centre, whole.centre) / max(min(added.centre, whole.centre), 1e-9)
    says = f"the {len(values)} items of {name} add up to {said(added, unit)}, "
    says += f"the total is printed as {said(whole, unit)}"
    if rounding:
        says += "; rounding of the items could make it up"
    return Finding(
        rule="sum",
        about=name if sum(c.list_role == "total" for c in claims) == 1 else f"{name}.{total.id}",
        says=says,
        by=f"{plain(gap)} {unit}".strip(),
        degree="slight" if rounding else degree_of(ratio),
        where=places([(total, items[0])], ledger),
        claims=(total, *items),
        record=_elsewhere([total], ledger),
    )


def _elsewhere(claims: Iterable[Claim], ledger: Ledger) -> str:
    """Return what sources beside the documents have for what some claims count."""
    told = []
    for claim in {(one.subject, one.quantity): one for one in claims}.values():
        others = [
            one
            for one in ledger.by_subject[claim.subject]
            if one.quantity == claim.quantity
            and one.object == claim.object
            and not ledger.document(one)
            and same_scope(one, claim) is not False
            and same_time(one, claim, ledger.kind(claim.quantity))
        ]
        support = by_grade(others, ledger)
        if support:
            told.append(f"{claim.quantity.replace('_', ' ')}: {support}")
    return " | ".join(told)


def _rest(
    name: str, total: Claim, items: list[Claim], added: Amount, whole: Amount, ledger: Ledger
) -> Finding | None:
    """Return what is wrong with what a list leaves for its members without a number."""
    unit = ledger.unit(total.quantity)
    rest = Amount(whole.least - added.most, whole.most - added.least,
                  whole.low - added.high, whole.high - added.low)  # fmt: skip
    silent = [claim for claim in items if ledger.value(claim) is None]
    if rest.most < 0:
        says = f"the numbered items of {name} add up to {said(added, unit)}, more than its total "
        return Finding(
            rule="sum", about=name, says=says + said(whole, unit), by=f"{plain(-rest.high)} {unit}",
            degree=degree_of(added.centre / max(whole.centre, 1e-9)),
            where=places([(total, items[0])], ledger), claims=(total, *items),
            record=_elsewhere([total], ledger),
        )  # fmt: skip
    if len(silent) != 1:
        return None
    known = [
        claim
        for claim in ledger.claims
        if claim.subject == silent[0].subject
        and (claim.quantity == total.quantity or _meant(total, claim, ledger))
        and same_scope(claim, total) is not False
        and ledger.value(claim) is not None
    ]
    off = [claim for claim in known if not _value(claim, ledger).meets(rest)]
    rounding = len(off) < len(known)  # somebody's number may be what is left
    if rounding and rest.low == rest.high > 0:
        printed = Amount(rest.low, rest.high, rest.low, rest.high)
        off = [claim for claim in known if not _value(claim, ledger).meets(printed)]
    if not off or len(off) < len(known):
        return None
    says = f"{name} leaves {said(rest, unit)} for {ledger.name(silent[0].subject)}; "
    says += "nobody says as much"
    says += "; rounding of the items could make it up" if rounding else ""
    nearest = min(abs(_value(claim, ledger).centre - rest.centre) for claim in off)
    return Finding(
        rule="sum",
        about=f"{name}.rest",
        says=says,
        by=f"{plain(nearest)} {unit} at least",
        degree="slight" if rounding else "clear",
        where=places([(total, claim) for claim in off], ledger),
        claims=(total, *items, *off),
        record=by_grade(off, ledger),
    )


def _meant(total: Claim, claim: Claim, ledger: Ledger) -> bool:
    """Return whether a source may mean by its total what a claim counts."""
    quantity = ledger.quantities[total.quantity]
    return claim.quantity in {*quantity.loosely} & {*quantity.within}


def _value(claim: Claim, ledger: Ledger) -> Amount:
    return ledger.value(claim) or NOTHING


def _parts(ledger: Ledger) -> Iterator[Finding]:
    """Yield the wholes that are smaller than one of their parts, or than all parts of one voice."""
    by_subject: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if ledger.value(claim) is not None and "not" not in claim.scope:
            by_subject[claim.subject, claim.object].append(claim)
    for claims in by_subject.values():
        if len({claim.quantity for claim in claims}) < 2:
            continue
        larger: dict[tuple[str, str], list[tuple[Claim, Claim]]] = defaultdict(list)
        for whole in claims:
            parts = _parts_of(whole, claims, ledger)
            most = _value(whole, ledger).most
            alone = [
                claim
                for claim in parts
                if _value(claim, ledger).least > most and not _alike(claim, whole, ledger)
            ]
            for part in alone:
                larger[part.quantity, whole.quantity].append((part, whole))
            if not alone:
                yield from _together(whole, parts, ledger)
        for pairs in larger.values():
            yield _greater(pairs, ledger)


def _alike(part: Claim, whole: Claim, ledger: Ledger) -> bool:
    """Return whether a source may mean the whole by the part, which rule *number* tells."""
    quantity = ledger.quantities[part.quantity]
    return whole.quantity in quantity.loosely and "battle" not in part.scope


def _members(ledger: Ledger) -> Iterator[Finding]:
    """Yield the nations that have more of something than the coalition that they belong to."""
    by_quantity: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        quantity = ledger.quantities.get(claim.quantity)
        counted = quantity is not None and quantity.kind in COUNTED and quantity.id != "count"
        if counted and ledger.value(claim) is not None and "not" not in claim.scope:
            by_quantity[claim.quantity, claim.object].append(claim)
    for (name, _), claims in by_quantity.items():
        for coalition in {one.subject for one in claims if one.subject.startswith("coalition:")}:
            pairs = [
                (one, whole)
                for whole in claims
                for one in claims
                if whole.subject == coalition
                and one.subject.startswith("nation:")
                and coalition in ancestors(one.subject, None, ledger)
                and _all_of(whole, one, ledger)
                and not (one.source == whole.source and OTHERS in coalition)
                and same_time(one, whole, ledger.kind(name))
                and _value(one, ledger).least > _value(whole, ledger).most
            ]
            if pairs:
                yield _greater(pairs, ledger, member=True)


def _parts_of(whole: Claim, claims: list[Claim], ledger: Ledger) -> list[Claim]:
    """Return the claims on a part of what a claim counts, in the same scope and time."""
    return [
        claim
        for claim in claims
        if whole.quantity in _within(claim, ledger)
        and _all_of(whole, claim, ledger)
        and same_time(claim, whole, ledger.kind(claim.quantity))
    ]


def _all_of(whole: Claim, part: Claim, ledger: Ledger) -> bool:
    """Return whether a whole counts all that a part may count, as far as their scopes say."""
    narrower = BRANCH in whole.tags and BRANCH not in part.tags
    if whole.tags.get("who") == "military" and "who" not in part.tags:
        narrower = narrower or civilians_among(part, ledger)
    return same_scope(part, whole) is not False and not narrower


def _together(whole: Claim, parts: list[Claim], ledger: Ledger) -> Iterator[Finding]:
    """Yield that the losses by kind of one source make more than all losses in its document."""
    value = _value(whole, ledger)
    near = [one for one in parts if set(one.documents) & set(whole.documents)]
    for source in dict.fromkeys(one.source for one in near):
        own = [one for one in near if one.source == source and ledger.kind(one.quantity) == "loss"]
        own = exclusive_parts(own, ledger)
        added = sum((_value(claim, ledger) for claim in own), NOTHING)
        if len(own) < 2 or added.least <= value.most:
            continue
        unit = ledger.unit(whole.quantity)
        names = " and ".join(claim.quantity.replace("_", " ") for claim in own)
        yield Finding(
            rule="parts",
            about=f"{whole.subject}.{whole.quantity}.{whole.id}.{source}",
            says=f"{ledger.name(whole.subject)}: {names} make {said(added, unit)}, more than "
            f"{whole.quantity.replace('_', ' ')} {said(value, unit)}",
            by=f"{plain(added.low - value.high)} {unit}".strip(),
            degree=degree_of(added.centre / max(value.centre, 1e-9)),
            where=places([(whole, claim) for claim in own], ledger),
            claims=(whole, *own),
            record=_elsewhere((whole, *own), ledger),
            sure=all(same_scope(claim, whole) for claim in own),
        )


def _greater(pairs: list[tuple[Claim, Claim]], ledger: Ledger, *, member: bool = False) -> Finding:
    """Return the finding that a quantity exceeds the one that it is a part of."""

    def times(pair: tuple[Claim, Claim]) -> float:
        return _value(pair[0], ledger).centre / max(_value(pair[1], ledger).centre, 1e-9)

    part, whole = max(pairs, key=times)
    unit = ledger.unit(part.quantity)
    one, two = _value(part, ledger), _value(whole, ledger)
    names = [claim.quantity.replace("_", " ") for claim in (part, whole)]
    if member:
        names[1] = f"those of {ledger.name(whole.subject)}"
    others = f" ({len(pairs)} such pairs)" if len(pairs) > 1 else ""
    return Finding(
        rule="parts",
        about=f"{part.subject}.{part.quantity}.{whole.subject if member else whole.quantity}"
        + (f".{part.object}" if part.object else ""),
        says=f"{ledger.name(part.subject)}: {names[0]} {said(one, unit)} exceed {names[1]} "
        f"{said(two, unit)}, of which they are a part{others}",
        by=f"{plain(one.low - two.high)} {unit}, {times((part, whole)):.3g} times",
        degree=degree_of(times((part, whole))),
        where=places(pairs, ledger),
        claims=tuple(dict.fromkeys(claim for pair in pairs for claim in pair)),
        record=_elsewhere((part, whole), ledger),
        sure=any(same_scope(*pair) for pair in pairs),
    )


def _within(claim: Claim, ledger: Ledger) -> tuple[str, ...]:
    quantity: Quantity | None = ledger.quantities.get(claim.quantity)
    return quantity.within if quantity else ()


def exclusive_parts(parts: list[Claim], ledger: Ledger) -> list[Claim]:
    """Return parts that count nobody twice, one of each quantity, the smallest of each."""
    smallest: dict[str, Claim] = {}
    for claim in parts:
        before = smallest.get(claim.quantity)
        if before is None or _value(claim, ledger).centre < _value(before, ledger).centre:
            smallest[claim.quantity] = claim
    chosen = []
    for name, claim in smallest.items():
        quantity = ledger.quantities[name]
        overlaps = {*quantity.within, *quantity.loosely} & smallest.keys()
        if not overlaps:
            chosen.append(claim)
    return chosen
