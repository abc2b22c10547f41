"""Rules *sum* and *pattern*: a whole and the members it is made of, in the same document.

*sum*: the figures of all members of a coalition do not make the figure of the coalition, or its
printed total leaves out a member of whom the same document has a figure. *pattern*: in two lists of
one document over the same members, one member stands apart from what all others show.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median

from parallel38.evidence.amount import Amount
from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import same_scope, same_time, war_of
from parallel38.evidence.conflicts.finding import Finding, degree_of, places, plain, said
from parallel38.evidence.conflicts.identity import ancestors
from parallel38.evidence.ledger import Ledger

COUNTED = ("loss", "flow", "stock")
FIGHTING = "combat"  # kind of nation that every total of a coalition must count
FEWEST = 5  # members from which on a pattern shows
MANY = 0.75  # share of the others that must lie on one side of one
APART = 3.5  # from here on a value is an outlier, in spreads (modified z-score)
SPREAD = 1.4826  # from a median deviation to a standard deviation
CLEARLY = 1.5  # a part that its whole exceeds by this factor is clearly smaller
HANDFUL = 20  # numbers below this go together by chance alone
TIMES = 3.0  # an outlier differs from the middle by this factor at least
NOTHING = Amount(0.0, 0.0, 0.0, 0.0)
Voices = Mapping[str, Mapping[str, Sequence[Claim]]]


def find(ledger: Ledger) -> Iterator[Finding]:
    """Yield wholes that their members do not make, and members that stand apart."""
    by_quantity: dict[str, list[Claim]] = defaultdict(list)
    lists: dict[str, list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        kind = ledger.kind(claim.quantity)
        if kind in COUNTED and ledger.value(claim) and "not" not in claim.scope:
            if not claim.object:
                by_quantity[claim.quantity].append(claim)
            if claim.list:
                lists[claim.list].append(claim)
    members = _members(ledger)
    for whole in (one for claims in by_quantity.values() for one in claims):
        if whole.subject in members and ledger.document(whole):
            yield from _whole(whole, members[whole.subject], by_quantity, ledger)
    for name, claims in lists.items():
        yield from _left_out(name, claims, members, by_quantity, ledger)
    yield from _patterns(lists, ledger)


def _members(ledger: Ledger) -> dict[str, list[str]]:
    """Return the fighting nations of each coalition."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in ledger.entities.values():
        if entity.kind == "nation" and entity.fields.get("kind") == FIGHTING:
            for above in (*ancestors(entity.id, None, ledger), war_of(ledger)):
                found[above].append(entity.id)
    return found


def _value(claim: Claim, ledger: Ledger) -> Amount:
    return ledger.value(claim) or NOTHING


def _whole(
    whole: Claim, members: Sequence[str], by_quantity: Mapping[str, list[Claim]], ledger: Ledger
) -> Iterator[Finding]:
    """Yield that the members of a coalition, in the same document, do not make its figure."""
    alike = [name for name in by_quantity if _same_men(name, whole.quantity, ledger)]
    near = [one for name in alike for one in by_quantity[name]
            if one.subject in members and _comparable(one, whole, ledger)]  # fmt: skip
    own = [one for one in near if set(one.documents) & set(whole.documents)]
    summed = {one.list for one in near if one.list_role == "total"} | {
        one.list
        for one in by_quantity[whole.quantity]
        if one.list_role == "total" and one.subject == whole.subject
    }  # lists with a total of their own: it is held against this one as a number
    listed = {one.list for one in own if one.list} - {whole.list} - summed
    voices = [[one for one in own if one.list == name] for name in sorted(listed)]
    if not whole.list and not listed:
        voices.append([one for one in own if one.quantity == whole.quantity])
    if whole.subject.startswith("war:"):
        voices = _by_source(own)
    for items in voices:
        each = {one.subject: one for one in items}
        if len(each) < len(items) or len(each) < 2:
            continue  # a member with two figures is told elsewhere
        rest = [name for name in members if name not in each]
        least = {
            name: min((one for one in near if one.subject == name), default=None,
                      key=lambda one: _value(one, ledger).centre)
            for name in rest
        }  # fmt: skip
        filled = [one for one in least.values() if one is not None]
        yield from _compared(whole, items, filled, complete=not rest, ledger=ledger)


def _by_source(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return what each source gives of the members, the smaller where it gives two figures."""
    each: dict[str, dict[str, Claim]] = defaultdict(dict)
    for one in sorted(claims, key=lambda one: -(one.high or 0.0)):
        each[one.source][one.subject] = one
    return [list(items.values()) for items in each.values()]


def _same_men(name: str, wanted: str, ledger: Ledger) -> bool:
    """Return whether a quantity counts the same men as another, as sources use the words."""
    one, two = ledger.quantities[name], ledger.quantities[wanted]
    return name == wanted or wanted in one.loosely or name in two.loosely


def _comparable(part: Claim, whole: Claim, ledger: Ledger) -> bool:
    return same_scope(part, whole) is not False and same_time(
        part, whole, ledger.kind(whole.quantity)
    )


def _compared(
    whole: Claim, items: list[Claim], filled: list[Claim], *, complete: bool, ledger: Ledger
) -> Iterator[Finding]:
    """Yield the finding if the items, or they and the least of the others, miss the whole."""
    value = _value(whole, ledger)
    added = sum((_value(one, ledger) for one in items), NOTHING)
    more = sum((_value(one, ledger) for one in filled), added)
    unit = ledger.unit(whole.quantity)
    exact = complete and (added.low > value.most or added.high < value.least)
    over = added.least > value.most or more.least > value.most
    if not exact and not over:
        return
    chosen, total = (items, added) if exact or added.least > value.most else (
        [*items, *filled], more)  # fmt: skip
    gap = max(total.low - value.high, value.low - total.high)
    ratio = max(total.centre, value.centre) / max(min(total.centre, value.centre), 1e-9)
    rounding = total.meets(value)
    others = " with the least that others give for the rest" if chosen is not items else ""
    says = (
        f"{ledger.name(whole.subject)}, {whole.quantity.replace('_', ' ')} {said(value, unit)}, "
        f"but its members{others} make {said(total, unit)}"
    )
    yield Finding(
        rule="sum",
        about=f"{whole.id}.{items[0].list or 'members'}",
        says=says + ("; rounding could make it up" if rounding else ""),
        by=f"{plain(gap)} {unit}".strip(),
        degree="slight" if rounding else degree_of(ratio),
        where=places([(whole, one) for one in chosen], ledger),
        claims=(whole, *chosen),
        record="",
        sure=all(same_scope(one, whole) for one in chosen),
    )


def _left_out(
    name: str, claims: list[Claim], members: Mapping[str, list[str]],
    by_quantity: Mapping[str, list[Claim]], ledger: Ledger,
) -> Iterator[Finding]:  # fmt: skip
    """Yield that a printed total leaves out a member of whom the same document has a figure."""
    for total in (one for one in claims if one.list_role == "total"):
        items = {one.subject for one in claims if one.list_role == "item"}
        for member in members.get(total.subject, ()):
            own = [
                one
                for one in by_quantity[total.quantity]
                if one.subject == member and member not in items
                and set(one.documents) & set(total.documents) and _comparable(one, total, ledger)
            ]  # fmt: skip
            if own and any(item.startswith("nation:") for item in items):
                unit = ledger.unit(total.quantity)
                yield Finding(
                    rule="sum",
                    about=f"{name}.without.{member}",
                    says=f"the total of {name}, {said(_value(total, ledger), unit)} for "
                    f"{ledger.name(total.subject)}, leaves out {ledger.name(member)}, of which "
                    f"the same document has {said(_value(own[0], ledger), unit)}",
                    by=f"{plain(_value(own[0], ledger).low)} {unit}".strip(),
                    degree="clear",
                    where=places([(total, one) for one in own], ledger),
                    claims=(total, *own),
                    record="",
                )


def _patterns(lists: Mapping[str, list[Claim]], ledger: Ledger) -> Iterator[Finding]:
    """Yield the members that stand apart in two lists of one document over the same members."""
    told: set[str] = set()
    for one, two in combinations(sorted(lists), 2):
        tops, bottoms = _items(lists[one]), _items(lists[two])
        both = [subject for subject in tops if subject in bottoms]
        if len(both) < FEWEST:
            continue
        first, second = tops[both[0]], bottoms[both[0]]
        if not (set(first.documents) & set(second.documents)) or not _related(
            first.quantity, second.quantity, ledger
        ):
            continue
        ratios = {
            subject: math.log(
                _value(tops[subject], ledger).centre / _value(bottoms[subject], ledger).centre
            )
            for subject in both
            if _value(tops[subject], ledger).centre > 0
            and _value(bottoms[subject], ledger).centre > 0
        }
        handful = {
            subject
            for subject in ratios
            if max(_value(claims[subject], ledger).centre for claims in (tops, bottoms)) < HANDFUL
        }
        nested = second.quantity in ledger.quantities[first.quantity].within or (
            first.quantity in ledger.quantities[second.quantity].within
        )
        for subject, why in _outliers(ratios, nested=nested).items():
            if subject in handful:
                continue
            finding = _pattern(tops[subject], bottoms[subject], why, ratios, ledger)
            if finding.about not in told:
                told.add(finding.about)
                yield finding


def _items(claims: Sequence[Claim]) -> dict[str, Claim]:
    """Return the items of a list by their subject."""
    return {one.subject: one for one in claims if one.list_role == "item"}


def _related(one: str, two: str, ledger: Ledger) -> bool:
    """Return whether two quantities are parts of one another, or of a common whole."""
    first, second = ledger.quantities[one], ledger.quantities[two]
    if one == two:
        return False
    return bool(two in first.within or one in second.within or set(first.within)
                & set(second.within))  # fmt: skip


def _outliers(ratios: Mapping[str, float], *, nested: bool) -> dict[str, str]:
    """Return the members whose ratio stands apart, and how: ``side`` of one, ``equal``, ``far``.

    A part that equals its whole stands apart where it is clearly smaller for the others.
    """
    found = {}
    middle = median(ratios.values())
    spread = SPREAD * median(abs(value - middle) for value in ratios.values())
    for subject, value in ratios.items():
        others = [one for name, one in ratios.items() if name != subject]
        clear = sum(abs(one) > math.log(CLEARLY) for one in others) / len(others)
        across = sum(one * value < 0 for one in others) / len(others)
        far = abs(value - middle) > max(APART * spread, math.log(TIMES))
        if across >= MANY:
            found[subject] = "side"
        elif nested and value == 0 and clear >= MANY:
            found[subject] = "equal"
        elif far:
            found[subject] = "far"
    return found


def _pattern(
    top: Claim, bottom: Claim, why: str, ratios: Mapping[str, float], ledger: Ledger
) -> Finding:
    one, two = _value(top, ledger), _value(bottom, ledger)
    names = [claim.quantity.replace("_", " ") for claim in (top, bottom)]
    middle = math.exp(median(ratios.values()))
    usual = f"in the middle of {len(ratios)} lines {names[0]} is {middle:.2g} times {names[1]}"
    if why == "side":
        more = "more" if one.centre > two.centre else "fewer"
        says = f"{names[0]} {said(one)}, {more} than {names[1]} {said(two)}"
    else:
        says = f"{names[0]} {said(one)} to {names[1]} {said(two)}"
    factor = abs(ratios[top.subject] - math.log(middle))
    return Finding(
        rule="pattern",
        about=f"{top.subject}.{'.'.join(sorted((top.quantity, bottom.quantity)))}",
        says=f"{ledger.name(top.subject)}: {says}; {usual}",
        by=f"{math.exp(factor):.3g} times off the others",
        degree=degree_of(math.exp(factor)),
        where=places([(top, bottom)], ledger),
        claims=(top, bottom),
        record="",
        sure=False,
    )
