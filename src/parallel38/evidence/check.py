"""Whether the tables of claims are sound: every field of every row, all faults in one go."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from parallel38.complaint import nearest
from parallel38.evidence.claim import (
    ENTITY,
    GRADES,
    LINE_OF,
    LIST_ROLES,
    MOST_PRINTED,
    NAME,
    NEEDED,
    ROLES,
    WHOLE_WAR,
    Claim,
)
from parallel38.evidence.entity import Entity, pieces
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days
from parallel38.faults import Fault
from parallel38.units import factor, known_units

ABOUT = re.compile(r"[a-z]+:[a-z0-9_.\-]+?\.[a-z0-9_]+(@[^/@]+(/[^/@]+)?)?")
WORDS = re.compile(r"[a-z0-9]+")
NUMBERS = ("stock", "flow", "loss", "measure", "rate", "ratio")


class Term(NamedTuple):
    """One side of a ratio: the quantity of a subject, at a date or not."""

    subject: str
    quantity: str
    date: str


def check(ledger: Ledger, faults: list[Fault]) -> None:
    """Note every fault in the rows of claims and entities."""
    units = known_units() | {quantity.unit for quantity in ledger.quantities.values()}
    first: dict[str, Claim] = {}
    for claim in ledger.claims:
        for field, what in _row_faults(claim, ledger, units):
            faults.append(Fault(claim.file, claim.line, field, what))
        if claim.id and claim.id in first:
            before = first[claim.id]
            what = f"{_short(claim.id)} stands in {before.file.name} line {before.line} too; "
            faults.append(Fault(claim.file, claim.line, "id", what + "give each claim its own id"))
        first.setdefault(claim.id, claim)
    for entity in ledger.entities.values():
        for field, what in _entity_faults(entity, ledger):
            faults.append(Fault(entity.file, entity.line, field, what))


Found = Iterable[tuple[str, str]]


def _row_faults(claim: Claim, ledger: Ledger, units: set[str]) -> Found:
    for field in NEEDED:
        if not getattr(claim, field):
            yield field, "is empty; fill it"
    if claim.id and not NAME.fullmatch(claim.id):
        yield "id", f"is {_short(claim.id)}; write small letters, digits, dots"
    yield from _choice("role", claim.role, ROLES)
    yield from _choice("grade", claim.grade, GRADES)
    yield from _choice("list_role", claim.list_role, LIST_ROLES)
    if bool(claim.list) != bool(claim.list_role):
        yield "list_role", "list and list_role go together; fill both or none"
    if len(claim.printed) > MOST_PRINTED:
        what = f"has {len(claim.printed)} characters; keep the {MOST_PRINTED} that matter"
        yield "printed", what
    for field in ("source", "via"):
        key = getattr(claim, field)
        if key and key not in ledger.keys:
            hint = nearest(key, ledger.keys) or "; add it there"
            yield field, f"{_short(key)} is no key of sources.bib{hint}"
    for field in ("subject", "object"):
        yield from _entity_field(field, getattr(claim, field), claim, ledger)
    for field in ("date", "filed"):
        yield from _date_field(field, getattr(claim, field))
    yield from _scope(claim)
    yield from _numbers(claim, ledger, units)
    yield from _kind(claim, ledger)


def _entity_field(field: str, name: str, claim: Claim, ledger: Ledger) -> Found:
    if not name or name in ledger.entities:
        return
    if not ENTITY.fullmatch(name):
        yield field, f"is {_short(name)}; write an entity as kind:slug"
    elif (kind := name.partition(":")[0]) in ledger.kinds and not named_so(name, claim):
        alike = [one for one in ledger.entities if one.startswith(f"{kind}:")]
        hint = nearest(name, alike) or "; add it there"
        what = f"{_short(name)} is in no table of entities/{hint}"
        yield field, what + " (or give the source's name for it in printed)"


def named_so(entity: str, claim: Claim) -> bool:
    """Return whether the source itself prints the name of an entity that no table knows."""
    wanted = WORDS.findall(entity.partition(":")[2].lower())
    printed = set(WORDS.findall(claim.printed.lower()))
    return bool(wanted) and printed.issuperset(wanted)


def _date_field(field: str, text: str) -> Found:
    try:
        days(text)
    except ValueError as error:
        yield field, " ".join(str(error).split())


def _scope(claim: Claim) -> Found:
    lines: dict[str, str] = {}
    for tag in claim.scope:
        line = LINE_OF.get(tag, "when")
        if line == "when" and tag != WHOLE_WAR:
            try:
                days(tag)
            except ValueError:
                hint = nearest(tag, LINE_OF) or "; see the README beside the claims"
                yield "scope", f"{_short(tag)} is no tag and no date{hint}"
        if line in lines:
            yield "scope", f"has {lines[line]} and {_short(tag)}, of which one can hold; keep one"
        lines[line] = tag


def _numbers(claim: Claim, ledger: Ledger, units: set[str]) -> Found:
    if (claim.low is None) != (claim.high is None):
        yield "high", "low and high go together; repeat a single number in both"
    elif claim.low is not None and claim.high is not None and claim.low > claim.high:
        yield "high", f"is {claim.high:g}, below low {claim.low:g}; put the smaller number in low"
    quantity = ledger.quantities.get(claim.quantity)
    if claim.low is None or quantity is None:
        return
    if quantity.kind not in NUMBERS:
        yield "low", f"{quantity.id} takes no number; leave low and high empty"
    elif claim.unit and factor(claim.unit, quantity.unit) is None and quantity.id != "count":
        hint = nearest(claim.unit, units)
        what = f"{_short(claim.unit)} cannot be turned into {quantity.unit} of {quantity.id}{hint}"
        yield "unit", what + ("" if hint else "; correct the unit or the quantity")
    elif not claim.unit and quantity.unit not in ("1", "-"):
        yield "unit", f"is empty; write the unit as printed, such as {quantity.unit}"


def _kind(claim: Claim, ledger: Ledger) -> Found:
    quantity = ledger.quantities.get(claim.quantity)
    if quantity is None:
        if claim.quantity and ledger.quantities:
            hint = nearest(claim.quantity, ledger.quantities) or "; add it there"
            yield "quantity", f"{_short(claim.quantity)} is not in entities/quantities.csv{hint}"
        return
    if quantity.kind == "relation" and not claim.object and "not" not in claim.scope:
        yield "object", f"is empty; {quantity.id} needs the other entity"
    if quantity.kind == "date" and not (claim.date or claim.filed):
        yield "date", f"is empty; {quantity.id} needs a date, or the heading's in filed"
    if claim.about and quantity.kind == "ratio":
        try:
            ratio_terms(claim.about)
        except ValueError as error:
            yield "about", str(error)


def ratio_terms(about: str) -> tuple[Term, Term]:
    """Return numerator and denominator of ``subject.quantity[@date]/subject.quantity[@date]``.

    Raises ValueError with a reason when the text is not of that form.
    """
    at = [place.start() for place in re.finditer(r"/(?=[a-z]+:)", about)]
    sides = [about[: at[0]], about[at[0] + 1 :]] if len(at) == 1 else []
    if not sides or not all(ABOUT.fullmatch(side) for side in sides):
        raise ValueError(f"is {_short(about)}; write subject.quantity/subject.quantity")
    found = []
    for side in sides:
        name, _, date = side.partition("@")
        days(date)
        subject, _, quantity = name.rpartition(".")
        found.append(Term(subject, quantity, date))
    return found[0], found[1]


def _entity_faults(entity: Entity, ledger: Ledger) -> Found:
    if not ENTITY.fullmatch(entity.id):
        yield "id", f"is {_short(entity.id)}; write an entity as kind:slug"
    if not entity.name:
        yield "name", "is empty; fill it"
    for field in ("from", "to"):
        text = entity.fields.get(field, "")
        if text != "..":
            yield from _date_field(field, text)
    readers: dict[str, Callable[[], object]] = {
        "parent": lambda: entity.parents,
        "in_korea": lambda: entity.presence,
        "posts": lambda: entity.posts,
    }
    for field, read in readers.items():
        try:
            read()
        except ValueError as error:
            yield field, " ".join(str(error).split())
    for name in pieces(entity.fields.get("parent", "")):
        above = name.partition("@")[0].strip()
        if above not in ledger.entities:
            hint = nearest(above, ledger.entities) or "; add it there"
            yield "parent", f"{_short(above)} is in no table of entities/{hint}"


def _choice(field: str, value: str, known: tuple[str, ...]) -> Found:
    if value and value not in known:
        hint = nearest(value, known) or f"; write {', '.join(known)}"
        yield field, f"is {_short(value)}{hint}"


def _short(text: str) -> str:
    return repr(text[:40])
