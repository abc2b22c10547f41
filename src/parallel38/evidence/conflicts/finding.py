"""One disagreement: what disagrees, by how much, who says so, what the record supports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parallel38.evidence.amount import Amount
from parallel38.evidence.claim import Claim
from parallel38.evidence.ledger import Ledger

DEGREES = ("slight", "clear", "gross")
SLIGHT = 1.05  # a larger number this many times the smaller is a slight difference
CLEAR = 2.0  # up to this it is a clear one, beyond it a gross one
SLIGHT_DAYS, CLEAR_DAYS = 3, 31  # the same for dates [day]
INSIDE, BETWEEN, AGAINST, AMONG = "inside", "between", "record", "sources"


@dataclass(frozen=True)
class Finding:
    """Claims that cannot all be true, found by one rule."""

    rule: str
    about: str  # subject and quantity, or what else it is found in
    says: str  # what disagrees, in one sentence
    by: str  # by how much
    degree: str  # slight, clear, gross
    where: tuple[str, ...]  # inside one document, between documents, against the record, ...
    claims: tuple[Claim, ...]
    record: str  # what the record supports, '' where it is silent
    sure: bool = True  # False where one of the claims does not name what it counts

    @property
    def id(self) -> str:
        """A name that stays as long as the claims do."""
        return f"{self.rule}/{self.about}"


def places(pairs: Iterable[tuple[Claim, Claim]], ledger: Ledger) -> tuple[str, ...]:
    """Return where pairs disagree: ``inside 003``, ``between``, ``record``, ``sources``."""
    found = set()
    for first, second in pairs:
        one = {ledger.documents[name] for name in first.documents if name in ledger.documents}
        two = {ledger.documents[name] for name in second.documents if name in ledger.documents}
        found |= {f"{INSIDE} {number}" for number in one & two}
        if one and two and not one & two:
            found.add(BETWEEN)
        if bool(one) != bool(two):
            found.add(AGAINST)
        if not one and not two:
            found.add(AMONG)
    return tuple(sorted(found))


def own_place(claim: Claim, ledger: Ledger) -> tuple[str, ...]:
    """Return the place of a finding that one claim alone makes against the record."""
    return (AGAINST,) if ledger.document(claim) else (AMONG,)


def degree_of(ratio: float) -> str:
    """Return how far two numbers lie apart, from the larger over the smaller."""
    return DEGREES[0] if ratio < SLIGHT else DEGREES[1] if ratio < CLEAR else DEGREES[2]


def degree_of_days(days: int) -> str:
    """Return how far two dates lie apart."""
    return DEGREES[0] if days <= SLIGHT_DAYS else DEGREES[1 if days <= CLEAR_DAYS else 2]


def worst(degrees: Iterable[str]) -> str:
    """Return the greatest of some degrees."""
    return max(degrees, key=DEGREES.index, default=DEGREES[0])


def said(value: Amount | None, unit: str = "") -> str:
    """Return a number as text with its unit."""
    if value is None:
        return "no number"
    ends = [plain(value.low)] if value.low == value.high else [plain(value.low), plain(value.high)]
    return f"{' to '.join(ends)}{' ' + unit if unit else ''}"


def plain(value: float) -> str:
    """Return a number with thousands set apart and no needless digits."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def witness(claim: Claim) -> str:
    """Return who says so and where: ``en.031, Cumings, note 31``."""
    via = f" in {claim.via}" if claim.via else ""
    return f"{claim.id}, {claim.source}{via}, {claim.locator}"


def by_grade(claims: Sequence[Claim], ledger: Ledger) -> str:
    """Return the range of numbers of each grade, nobody preferred: what the record supports."""
    grades: dict[str, list[Amount]] = {}
    keys: dict[str, set[str]] = {}
    for claim in claims:
        value = ledger.value(claim)
        if value is not None:
            grades.setdefault(claim.grade, []).append(value)
            keys.setdefault(claim.grade, set()).add(claim.source)
    parts = []
    for grade in sorted(grades):
        low = min(value.low for value in grades[grade])
        high = max(value.high for value in grades[grade])
        ends = plain(low) if low == high else f"{plain(low)} to {plain(high)}"
        many = len(keys[grade])
        parts.append(f"{grade.replace('_', ' ')} {ends} ({many} source{'s' * (many > 1)})")
    return "; ".join(parts)
