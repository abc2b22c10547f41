"""How well the numbers of a scenario are sourced, and what is wrong with their claims."""

from dataclasses import asdict, dataclass, field
from typing import Any

from parallel38.evidence import conflicts
from parallel38.evidence.claim import Claim
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days
from parallel38.faults import Fault
from parallel38.scenario.basis import WORTH
from parallel38.scenario.lineage import Graph, Node, graph
from parallel38.scenario.models import RateForm
from parallel38.scenario.priors import interval, told
from parallel38.scenario.reading import read_yaml

NUMBERS = ("rate", "nation", "rule", "formation", "range")  # kinds of node that are our numbers
RECORD = ("record",)
RECKONABLE = ("rate", "nation")  # kinds of node that are a number, and not a rule
NEAR = 0.25  # a value within a quarter of what its claims make is near it, as in the scorecard


@dataclass
class Share:
    """Of the numbers of one kind, how many rest on what."""

    kind: str
    numbers: int = 0
    with_claims: int = 0  # with a source or a claim behind them
    two_sources: int = 0  # with two works that do not quote each other
    contradicted: int = 0  # on a claim that is in a contradiction
    judged: int = 0  # on judgement alone


@dataclass
class Audit:
    """What an audit found; `faults` are wrong, the shares are only told."""

    claims: int
    shares: list[Share]
    grades: dict[str, int]
    findings: dict[str, int]  # contradictions by rule
    bases: dict[str, dict[str, int]]  # what claims do for numbers of a kind: state, make, bound
    apart: list[str]  # rates whose value lies far from what their claims make
    faults: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the audit as plain values."""
        return asdict(self)


def audit(ledger: Ledger) -> Audit:
    """Return the audit of a scenario's claims and of the numbers that rest on them."""
    drawn = graph(ledger)
    found = conflicts.find(ledger)
    disputed = {claim.id for finding in found for claim in finding.claims}
    shares = [_share(kind, drawn, disputed) for kind in (*NUMBERS, *RECORD)]
    grades: dict[str, int] = {}
    for claim in ledger.claims:
        grades[claim.grade] = grades.get(claim.grade, 0) + 1
    rules: dict[str, int] = {}
    for finding in found:
        rules[finding.rule] = rules.get(finding.rule, 0) + 1
    return Audit(
        len(ledger.claims), shares, grades, rules, _bases(drawn), _apart(ledger), _faults(ledger)
    )


def _bases(drawn: Graph) -> dict[str, dict[str, int]]:
    """Return of how many rates and numbers of nations claims do what, the most that any does."""
    found: dict[str, dict[str, int]] = {}
    for name, basis in drawn.bases.items():
        kind = drawn.nodes[name].kind
        if basis and kind in RECKONABLE:
            counted = found.setdefault(kind, dict.fromkeys(WORTH, 0))
            counted[basis] += 1
    return found


def _apart(ledger: Ledger) -> list[str]:
    """Return the rates whose value lies far from what their claims make, with both."""
    found = []
    faults: list[Fault] = []
    for file in sorted((ledger.folder / "rates").glob("*.yaml")):
        document = read_yaml(file, faults)
        for name, entry in (document.value if document else {}).items():
            if not isinstance(entry, dict) or not entry.get("prior"):
                continue
            try:
                rate = RateForm.model_validate(entry)
                made = interval(rate.prior, ledger)
            except ValueError:
                continue  # told by `check`
            if made and not (1 - NEAR) * made[0] <= rate.value <= (1 + NEAR) * made[1]:
                found.append(f"{file.stem}.{name} {rate.value:g} ({told(made)})")
    return found


def _share(kind: str, drawn: Graph, disputed: set[str]) -> Share:
    share = Share(kind)
    for node in drawn.nodes.values():
        if node.kind != kind:
            continue
        share.numbers += 1
        below = drawn.below([node.id])
        works = _independent(below, drawn)
        share.with_claims += bool(works)
        share.two_sources += len(works) > 1
        share.contradicted += any(one.id in disputed for one in below)
        share.judged += not works
    return share


def _independent(below: list[Node], drawn: Graph) -> set[str]:
    """Return the works below a node that are no judgement of the compilers themselves."""
    own = ("source:judgement", "source:general-knowledge", "source:invented")
    return {node.id for node in below if node.kind == "source" and node.id not in own}


def _faults(ledger: Ledger) -> list[str]:
    """Return what is wrong with single claims, one line each."""
    return [f"{claim.file.name}:{claim.line}: {claim.id}: {what}"
            for claim in ledger.claims if (what := _fault(claim, ledger))]  # fmt: skip


def _fault(claim: Claim, ledger: Ledger) -> str:
    if not claim.locator.strip():
        return "has no locator; say where in the source it stands"
    work = ledger.works.get(claim.source)
    if work is None:
        return f"its source {claim.source} is not in entities/works.csv; add it"
    try:
        year = days(work.year)
    except ValueError:
        return f"the year of {work.id} in entities/works.csv is no date; correct it"
    if year and claim.when and claim.when.earliest > year.latest and not work.document:
        return f"is of {claim.date}, after its source of {work.year}; correct one of the two"
    return ""
