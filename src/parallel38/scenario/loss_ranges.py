"""From claims to the range that the sources leave for each number of the ledger of men.

record/loss_ranges.yaml says which rows of casualties.csv a range rests on and why every other row
is left out. Here each becomes a `Decision`: the claims used, the interval from the least to the
most that they make, its centre, and every other claim on the same men with the reason why it is
not used. A claim that is neither used nor left out is a fault.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from parallel38.complaint import Complaint, nearest, unknown
from parallel38.evidence.claim import WHOLE_WAR, Claim
from parallel38.evidence.conflicts.compare import period
from parallel38.evidence.entity import pieces
from parallel38.evidence.ledger import Ledger
from parallel38.faults import Fault
from parallel38.scenario.reading import Document, dotted, read_yaml
from parallel38.scenario.resolve import OPPONENT, Decision

RANGES = Path("record") / "loss_ranges.yaml"
CASUALTIES = Path("record") / "casualties.csv"
QUANTITIES: Mapping[str, tuple[str, ...]] = {  # of a range, and what claims call the same men
    "killed": ("killed", "deaths", "killed_missing"),
    "wounded": ("wounded",),
    "captured": ("captured",),
    "missing": ("missing",),
    "nonbattle": ("non_battle",),
}
LOSSES_OF_CIVILIANS = ("killed", "deaths", "killed_missing")
Row = tuple[str, str, float, float]  # nation, kind, low, high of a row of casualties.csv
UNIT = "men"


class Term(NamedTuple):
    """A number that bounds a range: what its claims add up to."""

    low: float
    high: float
    claims: tuple[Claim, ...]
    part: str  # which end it makes, or what was added or taken away


def key(entry: Mapping[str, Any]) -> Row:
    """Return what names a row of casualties.csv in loss_ranges.yaml."""
    return (
        str(entry["nation"]), str(entry["kind"]), float(entry["low"]), float(entry["high"]),
    )  # fmt: skip


def terms(
    entry: Mapping[str, Any], ledger: Ledger, rows: Mapping[Row, Sequence[Claim]]
) -> list[Term]:
    """Return the numbers that a range of loss_ranges.yaml is made of.

    A row is its own number unless it names claims: then it is their sum, less others.
    Raises KeyError for a claim that is not there.
    """
    found = []
    for used in entry.get("used") or ():
        own = [ledger.by_id[name] for name in used.get("claims") or ()]
        less = [ledger.by_id[name] for name in used.get("less") or ()]
        low, high = float(used["low"]), float(used["high"])
        if own:
            low = sum(_ends(one)[0] for one in own) - sum(_ends(one)[1] for one in less)
            high = sum(_ends(one)[1] for one in own) - sum(_ends(one)[0] for one in less)
        claims = tuple(dict.fromkeys((*(own or rows.get(key(used), ())), *less)))
        found.append(Term(low, high, claims, str(used.get("part") or "")))
    return found


def _ends(claim: Claim) -> tuple[float, float]:
    return claim.low or 0.0, claim.high or 0.0


def claims_of_rows(
    casualties: Iterable[Mapping[str, Any]], ledger: Ledger
) -> dict[Row, list[Claim]]:
    """Return the claims behind each row of casualties.csv: its numbers, by one of its sources."""
    by_value: dict[tuple[str, float], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        for end in {claim.low, claim.high}:
            for document in claim.documents if end is not None else ():
                by_value[document, end or 0.0].append(claim)
    found: dict[Row, list[Claim]] = defaultdict(list)
    for row in casualties:
        name = key(row)
        sources = [one.strip() for one in str(row.get("source_key") or "").split(";")]
        for source in sources:
            for end in dict.fromkeys(name[2:]):
                for claim in by_value[source, end]:
                    if claim not in found[name] and _kindred(claim, row):
                        found[name].append(claim)
    return found


def _kindred(claim: Claim, row: Mapping[str, Any]) -> bool:
    """Return whether a claim may say what a row says: losses of men, of the row's period."""
    whole = period(claim) is None or claim.period == WHOLE_WAR
    span = str(row.get("period_start", "")), str(row.get("period_end", ""))
    return claim.unit in (UNIT, "people") and (whole or claim.date == "/".join(span))


def decide(
    entry: Mapping[str, Any],
    kind: str,
    subjects: Sequence[str],
    ledger: Ledger,
    rows: Mapping[Row, Sequence[Claim]],
    reasons: Mapping[str, str],
) -> Decision:
    """Return the decision on one range: its interval, claims used, claims left out and why.

    `reasons` says by claim why it is not used. Raises KeyError for a claim that is not there.
    """
    made = terms(entry, ledger, rows)
    used = tuple(dict.fromkeys(claim for term in made for claim in term.claims))
    alike = [one for one in about(kind, subjects, ledger) if one not in used]
    out = [(one, reasons.get(one.id) or reason(one, used)) for one in alike]
    return Decision(
        subject=subjects[0],
        quantity=kind,
        scope=(WHOLE_WAR,),
        low=min(term.low for term in made),
        high=max(term.high for term in made),
        centre=median((term.low + term.high) / 2 for term in made),
        unit=UNIT,
        used=used,
        left_out=tuple(out),
    )


def about(kind: str, subjects: Sequence[str], ledger: Ledger) -> list[Claim]:
    """Return the claims with a number on the losses of one kind in the whole war."""
    wanted = QUANTITIES.get(kind, ())
    return [
        one
        for one in ledger.claims
        if one.subject in subjects and one.quantity in wanted and not one.object
        and one.amount is not None and "not" not in one.scope and period(one) is None
    ]  # fmt: skip


def reason(claim: Claim, used: Sequence[Claim]) -> str:
    """Return why a claim is left out by rule alone, '' where no rule says it."""
    tags = claim.tags
    if tags.get("who") in ("civilian", "both"):
        return "counts civilians"
    if tags.get("where") == "worldwide":
        return "counts men outside the theatre"
    if OPPONENT in claim.scope:
        return "an estimate by the other side"
    if any(_ends(claim) == _ends(one) for one in used):
        return "the same number as one that is used"
    return ""


def all_decisions(
    losses: Mapping[str, Any],
    casualties: Sequence[Mapping[str, Any]],
    subjects: Mapping[str, Sequence[str]],
    ledger: Ledger,
) -> dict[tuple[str, str], Decision]:
    """Return the decision on every range of loss_ranges.yaml, by group and kind.

    `subjects` are the entities of each group. Raises KeyError for a claim that is not there.
    """
    rows = claims_of_rows(casualties, ledger)
    reasons: dict[str, str] = {}
    for left in losses.get("left_out") or ():
        for claim in rows.get(key(left), ()):
            reasons.setdefault(claim.id, str(left["reason"]))
    for kinds in (losses.get("ranges") or {}).values():
        for used in (used for entry in kinds.values() for used in entry.get("used") or ()):
            for claim in rows.get(key(used), ()) if used.get("claims") else ():
                reasons.setdefault(claim.id, str(used.get("part") or "counted in another way"))
    return {
        (group, kind): decide(entry, kind, subjects[group], ledger, rows, reasons)
        for group, kinds in (losses.get("ranges") or {}).items()
        for kind, entry in kinds.items()
    }


def decisions_in(
    folder: Path, ledger: Ledger, known: Mapping[str, Any] | None = None
) -> dict[tuple[str, str], Decision]:
    """Return the decision on every range of the scenario in `folder`; none where it has none.

    `known` saves reading loss_ranges.yaml again. Raises KeyError for a claim that is not there.
    """
    if known is None:
        document = read_yaml(folder / RANGES, []) if (folder / RANGES).is_file() else None
        known = document.value if document else {}
    return all_decisions(known, _casualties(folder), subjects(folder, ledger, known), ledger)


def called(name: str, ledger: Ledger) -> Decision:
    """Return the decision on a range or a bar by its name, ``losses.us.killed``.

    Raises `Complaint` when there is no such range.
    """
    known = {".".join(("losses", *ids)): one for ids, one in decisions_in(ledger.folder, ledger)
             .items()}  # fmt: skip
    from parallel38.scenario.bars import bar_decisions  # which rests on this module

    try:
        known |= {".".join(ids): one for ids, one in bar_decisions(ledger.folder, ledger).items()}
    except (KeyError, ValueError) as error:
        raise Complaint(f"record/source_bars.yaml is at fault: {error}; see check") from error
    found = known.get(name) or known.get(f"losses.{name}")
    if found is None:
        raise unknown("range of losses", name, known)
    return found


def _casualties(folder: Path) -> list[dict[str, str]]:
    file = folder / CASUALTIES
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row.get("low") and row.get("high")]


def subjects(folder: Path, ledger: Ledger, losses: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the entities whose losses each group of a scenario counts.

    A group is the nation of its formations, or else the nation or coalition of its own name.
    """
    formations = folder / "order_of_battle" / "formations.csv"
    of_row = {
        name: entity.fields.get("nation", "")
        for entity in ledger.entities.values()
        if entity.kind == "formation"
        for name in pieces(entity.fields.get("orbat", ""))
    }
    found: dict[str, list[str]] = defaultdict(list)
    if formations.is_file():
        with formations.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                nation = of_row.get(row.get("id", ""), "")
                if nation and not found[row.get("nation", "")]:
                    found[row["nation"]].append(nation)
    every = defaultdict(list, found)
    for group in losses.get("ranges") or ():
        own = [f"nation:{group}", f"coalition:{group}"]
        every[group] += [name for name in own if name in ledger.entities]
        every[group] = list(dict.fromkeys(every[group])) or own
    return dict(every)


def check_ranges(folder: Path, ledger: Ledger, faults: list[Fault]) -> None:
    """Note every range that its claims do not make, and every claim without a reason."""
    quiet: list[Fault] = []
    document = read_yaml(folder / RANGES, quiet) if (folder / RANGES).is_file() else None
    if document is None or not ledger.claims or not _sound(document, ledger, faults):
        return
    for (group, kind), decision in decisions_in(folder, ledger, document.value).items():
        entry = document.value["ranges"][group][kind]
        path = ("ranges", group, kind)
        line, field = document.line(path), ".".join(path)
        made = f"{decision.low:.0f} to {decision.high:.0f}"
        if (entry.get("low"), entry.get("high")) != (decision.low, decision.high):
            what = f"runs from {entry.get('low')} to {entry.get('high')}, but what it uses makes "
            faults.append(Fault(document.file, line, field, f"{what}{made}; correct one of them"))
        for claim, why in decision.left_out:
            if not why:
                what = f"neither uses claim {claim.id} ({claim.text}) nor leaves it out; do one"
                faults.append(Fault(document.file, line, field, what))


def _sound(document: Document, ledger: Ledger, faults: list[Fault]) -> bool:
    """Return whether the ranges can be made: of the right form, with claims that are there."""
    from parallel38.scenario.scoring import LossForm  # only a check needs the forms, and they cost

    try:
        LossForm.model_validate(document.value)
    except ValueError:
        return False  # told where the form is checked
    unknown = False
    for group, kinds in document.value["ranges"].items():
        for kind, entry in kinds.items():
            for number, used in enumerate(entry["used"]):
                for name in (*used.get("claims", ()), *used.get("less", ())):
                    if name not in ledger.by_id:
                        unknown = True
                        path = ("ranges", group, kind, "used", number)
                        what = no_claim(name, ledger)
                        faults.append(Fault(document.file, document.line(path), dotted(path), what))
    return not unknown


def no_claim(name: str, ledger: Ledger) -> str:
    """Return the sentence for a claim that is not there."""
    hint = nearest(name, ledger.by_id) or "; enter it, or correct the name"
    return f"{name!r} is no claim{hint}"
