"""From several claims to one interval and a centre, by stated rules, the decision recorded.

1. Scope: claims of another scope, period or subject are left out. A claim that names no scope is
   left out too as soon as one that names the wanted scope is there.
2. Grade: the nearest to what it states is used: documents, official histories and ministries
   first, then scholarship, then memoirs, encyclopedias and press, then judgement. One rank lower
   stands an estimate by a side about its opponent.
3. One voice: the same number from one source counts once, however often it is quoted.

The interval runs from the least to the most that the claims used may mean, the centre is the
median of their middles, inside it: *over 1,000* is 1,001 at the least. Nothing is preferred
without a word: every claim left out has its reason, and a claim used that prints only a limit
(over, at least, up to) is told as a bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from statistics import median

from parallel38.complaint import Complaint, unknown
from parallel38.evidence.amount import Amount, limit
from parallel38.evidence.claim import LINE_OF, WHOLE_WAR, Claim
from parallel38.evidence.conflicts.compare import APART, period
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days, meet

RANKS: Mapping[str, int] = {
    "archive": 0,
    "official_history": 0,
    "ministry_statistics": 0,
    "scholarship": 1,
    "memoir": 2,
    "encyclopedia": 2,
    "press": 2,
    "judgement": 3,
}
UNASKED = ("worldwide", "civilian", "both")  # scopes that must be asked for
PARTS = ("branch", "sum")  # lines of which any tag must be asked for
WHOLE = ("men", "people")  # units of which there is no half
OPPONENT = "enemy_estimate"
SCHOOLS = ("us", "rok", "prc", "soviet")
DOCUMENTS = ("000", "003")
ALL = "all"


@dataclass(frozen=True)
class Decision:
    """An interval and its centre, with the claims it rests on and those it does not."""

    subject: str
    quantity: str
    scope: tuple[str, ...]
    low: float
    high: float
    centre: float
    unit: str
    used: tuple[Claim, ...]
    left_out: tuple[tuple[Claim, str], ...]
    roles: Mapping[str, str] = field(default_factory=dict)  # what a claim used does, where told

    def role(self, claim: Claim) -> str:
        """Return what a claim that is used does: '' where it simply gives its number."""
        side = limit(claim.printed)
        return self.roles.get(claim.id) or (f"only bounds it, from {side}" if side else "")

    def as_dict(self) -> dict[str, object]:
        """Return the decision as plain values."""
        return {
            "subject": self.subject,
            "quantity": self.quantity,
            "scope": list(self.scope),
            "low": self.low,
            "high": self.high,
            "centre": self.centre,
            "unit": self.unit,
            "used": [claim.id for claim in self.used],
            "roles": {claim.id: role for claim in self.used if (role := self.role(claim))},
            "left_out": [{"claim": claim.id, "reason": reason} for claim, reason in self.left_out],
        }


def sources_of(ledger: Ledger, school: str) -> frozenset[str]:
    """Return the keys of the works of a school, or of a document. Raises `Complaint` if unknown."""
    if school == ALL:
        return ledger.keys
    if school not in (*SCHOOLS, *DOCUMENTS):
        raise unknown("school of sources", school, (*SCHOOLS, *DOCUMENTS, ALL))
    found = {
        work.id
        for work in ledger.works.values()
        if school == (work.document if school in DOCUMENTS else work.school)
        and (school in DOCUMENTS or not work.document)
    }
    return frozenset(found)


def resolve(
    ledger: Ledger,
    subject: str,
    quantity: str,
    scope: Iterable[str] = (),
    sources: str = ALL,
    date: str = "",
) -> Decision | None:
    """Return the decision on a quantity of a subject, None where no claim is of it.

    `scope` are tags as of a claim, `date` an EDTF date. Raises `Complaint` for an unknown name.
    """
    wanted = tuple(scope)
    for tag in wanted:
        if tag not in LINE_OF and tag != WHOLE_WAR:
            raise unknown("scope", tag, [*LINE_OF, WHOLE_WAR])
    if quantity not in ledger.quantities:
        raise unknown("quantity", quantity, ledger.quantities)
    keys = sources_of(ledger, sources)
    claims = [
        claim
        for claim in ledger.claims
        if claim.subject == subject and claim.quantity == quantity and not claim.object
        and ledger.value(claim) is not None and "not" not in claim.scope
    ]  # fmt: skip
    out: list[tuple[Claim, str]] = []
    if sources != ALL:
        foreign = [claim for claim in claims if not keys & set(_voices(claim, sources))]
        out += [(claim, f"not of the sources {sources}") for claim in foreign]
        claims = [claim for claim in claims if claim not in foreign]
    claims = _in_time(claims, date, out)
    claims = _in_scope(claims, wanted, out)
    claims = _by_rank(claims, out)
    claims = _one_voice(claims, ledger, out)
    if not claims:
        return None
    values = [value for value in map(ledger.value, claims) if value is not None]
    unit = ledger.unit(quantity)
    low, high = min(value.least for value in values), max(value.most for value in values)
    high = _finite(high, values)
    if unit in WHOLE and ceil(low) <= floor(high):  # *nearly 1* holds no whole man
        low, high = ceil(low), floor(high)
    return Decision(
        subject,
        quantity,
        wanted,
        low=low,
        high=high,
        centre=min(max(median(value.centre for value in values), low), high),
        unit=unit,
        used=tuple(claims),
        left_out=tuple(out),
    )


def _voices(claim: Claim, sources: str) -> tuple[str, ...]:
    """Return whose figure a claim is: a document has what it quotes, a school what it says."""
    return claim.documents if sources in DOCUMENTS else (claim.source,)


def _in_time(claims: Sequence[Claim], date: str, out: list[tuple[Claim, str]]) -> list[Claim]:
    """Keep the claims of a date, or those of the whole war where none is asked for."""
    try:
        wanted = days(date)
    except ValueError as error:
        raise Complaint(f"the date {error}") from error
    kept = []
    for claim in claims:
        when = period(claim)
        if wanted is None and when is not None:
            out.append((claim, f"of a period, {claim.period or claim.date}"))
        elif wanted is not None and (when is None or not meet(when, wanted)):
            out.append((claim, f"not of {date}"))
        else:
            kept.append(claim)
    return kept


def _in_scope(
    claims: Sequence[Claim], wanted: Sequence[str], out: list[tuple[Claim, str]]
) -> list[Claim]:
    """Keep the claims of a scope; silent ones only where nobody names it."""
    asked = {LINE_OF[tag]: tag for tag in wanted if tag in LINE_OF}
    kept = []
    for claim in claims:
        wrong = [
            tag
            for line, tag in claim.tags.items()
            if line in APART
            and (asked[line] != tag if line in asked else tag in UNASKED or line in PARTS)
        ]
        if wrong:
            out.append((claim, f"another scope: {' '.join(wrong)}"))
        else:
            kept.append(claim)
    named = [c for c in kept if all(c.tags.get(line) == tag for line, tag in asked.items())]
    if asked and named:
        silent = [claim for claim in kept if claim not in named]
        out += [(claim, "names no scope, others do") for claim in silent]
        return named
    return kept


def _by_rank(claims: Sequence[Claim], out: list[tuple[Claim, str]]) -> list[Claim]:
    """Keep the claims of the best grade that is there."""
    if not claims:
        return []
    best = min(rank(claim) for claim in claims)
    out += [
        (claim, f"{claim.grade.replace('_', ' ')}"
         + (" by the opponent" if OPPONENT in claim.scope else "") + ", while better is there")
        for claim in claims if rank(claim) > best
    ]  # fmt: skip
    return [claim for claim in claims if rank(claim) == best]


def rank(claim: Claim) -> int:
    """Return how far a source stands from what it states, 0 the nearest."""
    return RANKS.get(claim.grade, max(RANKS.values())) + (OPPONENT in claim.scope)


def _one_voice(
    claims: Sequence[Claim], ledger: Ledger, out: list[tuple[Claim, str]]
) -> list[Claim]:
    """Keep one of several claims in which one source gives one number."""
    first: dict[tuple[str, Amount | None], Claim] = {}
    for claim in claims:
        key = (claim.source, ledger.value(claim))
        if key in first:
            out.append((claim, f"the same number of the same source as {first[key].id}"))
        else:
            first[key] = claim
    return list(first.values())


def _finite(value: float, values: Sequence[Amount]) -> float:
    """Return a bound, the highest printed number where the sources give no end."""
    return value if abs(value) != float("inf") else max(one.high for one in values)
