"""What claims make of a number: each term of `prior:` in rates/*.yaml or nations.yaml.

A term adds up the numbers of some claims (`of`), or counts the days between two that are dated
(`days`), divides by the sum of others (`over`) and by a plain number (`per`), and turns it over
(`inverse`: ten days of waiting are a hazard of a tenth a day). The plausible range of the rate
must hold what its terms make: a range narrower than its sources is a fault. So is a number of a
nation that is called no judgement and lies apart from what its claims make.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from parallel38.evidence.claim import Claim
from parallel38.evidence.ledger import Ledger
from parallel38.faults import Fault
from parallel38.scenario.loss_ranges import no_claim
from parallel38.scenario.models import NATION_RANGES, Nation, PriorTerm, RateForm
from parallel38.scenario.reading import Document, dotted, read_yaml

Interval = tuple[float, float]
TENTH = 0.1  # by which a number that is no judgement may miss what its claims make, share of it
SLACK = 0.001  # by which what claims make may pass an end of the range: rounding


def made(term: PriorTerm, ledger: Ledger) -> Interval:
    """Return what a term makes of its claims, the lowest and the highest.

    Raises ValueError with the reason when a claim lacks the number or the date that it needs.
    """
    low, high = _days(term, ledger) if term.days else _sum(term.of, ledger)
    if term.over:
        below = _sum(term.over, ledger)
        if below[0] <= 0:
            raise ValueError(f"divides by {' + '.join(term.over)}, which may be nothing")
        shared = [name for name in term.of if name in term.over]
        if shared:  # a share of its own whole: the same men above and below
            rest = _sum([name for name in term.over if name not in shared], ledger)
            low, high = low / (low + rest[1]), high / (high + rest[0])
        else:
            low, high = low / below[1], high / below[0]
    low, high = low / term.per, high / term.per
    if term.inverse:
        if low <= 0:
            raise ValueError("turns over a number that may be nothing")
        low, high = 1 / high, 1 / low
    return low, high


def interval(terms: Iterable[PriorTerm], ledger: Ledger) -> Interval | None:
    """Return what claims make of a number, over all its terms; None where it has no term.

    Raises ValueError as `made` does.
    """
    found = [made(term, ledger) for term in terms]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def told(made: Interval) -> str:
    """Return what claims make as text, three digits."""
    low, high = (f"{end:,.0f}" if end >= 1000 else f"{end:.3g}" for end in made)
    return low if low == high else f"{low} to {high}"


def _sum(names: Iterable[str], ledger: Ledger) -> Interval:
    claims = [_claim(name, ledger) for name in names]
    for claim in claims:
        if claim.low is None or claim.high is None:
            raise ValueError(f"counts on claim {claim.id}, which has no number")
    return sum(one.low or 0.0 for one in claims), sum(one.high or 0.0 for one in claims)


def _days(term: PriorTerm, ledger: Ledger) -> Interval:
    first, last = (_claim(name, ledger) for name in term.days)
    if first.when is None or last.when is None:
        raise ValueError(f"counts days from {first.id} to {last.id}, of which one has no date")
    shortest = (last.when.earliest - first.when.latest).days
    longest = (last.when.latest - first.when.earliest).days
    if shortest < 0:
        raise ValueError(f"counts days from {first.id} to {last.id}, which is earlier")
    return float(shortest), float(longest)


def _claim(name: str, ledger: Ledger) -> Claim:
    if name not in ledger.by_id:
        raise ValueError(no_claim(name, ledger))
    return ledger.by_id[name]


def check_priors(
    folder: Path, rates: Mapping[str, RateForm], ledger: Ledger, faults: list[Fault]
) -> None:
    """Note every term that its claims cannot make, and every range narrower than its terms."""
    for name, rate in rates.items():
        group, field = name.split(".", 1)
        document = read_yaml(folder / "rates" / f"{group}.yaml", []) if rate.prior else None
        if document is None or field not in document.value:
            continue
        for number, term in enumerate(rate.prior):
            path = (field, "prior", number)
            what = _wrong(term, rate, ledger)
            if what:
                faults.append(Fault(document.file, document.line(path), dotted(path), what))


def check_nations(
    document: Document | None, nations: Mapping[str, Nation], ledger: Ledger, faults: list[Fault]
) -> None:
    """Note every number of a nation that its claims cannot make, or make otherwise.

    A number that is no judgement must come out within a tenth; a judgement may lie apart.
    """
    for name, nation in nations.items() if document else ():
        for field in NATION_RANGES:
            given = getattr(nation, field)
            for number, one in enumerate(given if isinstance(given, list) else [given]):
                terms = one.prior if one else []
                try:
                    ends = interval(terms, ledger)
                    low, high = ends or (0.0, 0.0)
                    near = (1 - TENTH) * low <= one.value <= (1 + TENTH) * high if ends else True
                    what = "" if near or one.judgement else (
                        f"is {one.value:g}, but its claims make {told((low, high))}; correct one, "
                        "or say that it is a judgement")  # fmt: skip
                except ValueError as error:
                    what = str(error)
                if what and document:
                    path = (name, field, number) if isinstance(given, list) else (name, field)
                    faults.append(Fault(document.file, document.line(path), dotted(path), what))


def _wrong(term: PriorTerm, rate: RateForm, ledger: Ledger) -> str:
    """Return what is wrong with a term of a rate, '' if it is sound."""
    try:
        low, high = made(term, ledger)
    except ValueError as error:
        return str(error)
    least, most = rate.range
    if low >= least * (1 - SLACK) and high <= most * (1 + SLACK):
        return ""
    return (
        f"makes {told((low, high))}, outside the range {least:g} to {most:g}; "
        "widen the range or drop the term"
    )
