"""What claims do for a number of the model: state it, make it by arithmetic, bound it, bear on it.

A claim *states* a number when it prints it, or a range that holds it, in a unit that can be turned
into the number's own. It is *reckoned* with when it is a part of arithmetic: a ratio, a sum, days
between two dates; then no source says the number itself. It *bounds* a number when it prints only
a limit (over, at least, up to). Otherwise it *bears* on it: the number is judged in its light. A
number may also name works alone, without a claim of theirs.
"""

from collections.abc import Mapping
from statistics import median
from typing import Any

from parallel38.evidence.amount import limit
from parallel38.evidence.claim import Claim
from parallel38.evidence.ledger import Ledger
from parallel38.scenario.loss_ranges import called
from parallel38.scenario.models import PriorTerm
from parallel38.scenario.priors import interval, made, told
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.resolve import Decision
from parallel38.units import factor

STATED, RECKONED, BOUNDED, LIGHT = "stated", "reckoned", "bounded", "in the light"
WORKS = "works alone"
WORTH = (STATED, RECKONED, BOUNDED, LIGHT, WORKS)  # the best first
PLAIN = "1"  # unit of shares and factors, in which two numbers need not count the same
SLACK = 0.01  # by which a number may miss what a claim states, share of it: rounding
WORDS = {
    STATED: "states it",
    RECKONED: "part of a reckoning, does not state it",
    BOUNDED: "only bounds it",
    LIGHT: "bears on it, makes no number",
}


def roles(entry: Mapping[str, Any], ledger: Ledger) -> dict[str, str]:
    """Return for each claim that a number of the model names what the claim does for it."""
    found = {
        str(name): _alone(ledger.by_id[name], entry)
        for name in entry.get("claims") or () if name in ledger.by_id
    }  # fmt: skip
    for term in _terms(entry):
        part = _of_term(term, entry, ledger)
        for name in (*term.of, *term.days, *term.over):
            if name in ledger.by_id:
                found[name] = min(found.get(name, LIGHT), part, key=WORTH.index)
    return found


def basis(entry: Mapping[str, Any], ledger: Ledger) -> str:
    """Return the most that any claim does for a number of the model, '' where it names none."""
    nothing = WORKS if entry.get("claims") else ""
    return min(roles(entry, ledger).values(), key=WORTH.index, default=nothing)


def basis_told(entry: Mapping[str, Any], ledger: Ledger) -> str:
    """Return what the claims of a number make of it, in words, '' where it names none."""
    most, ends = basis(entry, ledger), _interval(entry, ledger)
    if most == STATED:
        return f"stated by claims{f' as {told(ends)}' if ends else ''}"
    if most == BOUNDED:
        return f"only bounded by claims{f', at {told(ends)}' if ends else ''}"
    if ends:
        parts = [ledger.by_id[name] for name, role in roles(entry, ledger).items() if role == most]
        bound = " with a bound" * any(limit(claim.printed) for claim in parts)
        return f"claims make {told(ends)} by reckoning{bound}, none states it"
    if most == WORKS:
        return "works are named, no statement of theirs makes the number"
    return "claims bear on it, none makes the number" if most else ""


def decision_on(name: str, ledger: Ledger) -> Decision:
    """Return how claims became a rate, a range or a bar, by its name, ``combat.loss``.

    Raises `Complaint` when there is no such number.
    """
    group, _, field = name.removeprefix("rate:").partition(".")
    file = ledger.folder / "rates" / f"{group}.yaml"
    document = read_yaml(file, []) if field and file.is_file() else None
    entry = document.value.get(field) if document else None
    if not isinstance(entry, dict):
        return called(name, ledger)
    known = roles(entry, ledger)
    value = float(entry["value"])
    low, high = _interval(entry, ledger) or (value, value)
    used = [name for name, role in known.items() if role != LIGHT]
    return Decision(
        subject=f"rate:{group}.{field}",
        quantity=basis_told(entry, ledger) or "a judgement, without claims",
        scope=(),
        low=low,
        high=high,
        centre=median((low, high)),
        unit="" if entry.get("unit") == PLAIN else str(entry.get("unit", "")),
        used=tuple(ledger.by_id[name] for name in used),
        left_out=tuple(
            (ledger.by_id[name], WORDS[LIGHT]) for name, role in known.items() if role == LIGHT
        ),
        roles={name: _told(ledger.by_id[name], known[name]) for name in used},
    )


def _told(claim: Claim, role: str) -> str:
    """Return what a claim does in words, and whether its own number is only a limit."""
    side = limit(claim.printed) if role == RECKONED else ""
    return WORDS[role] + (f"; a bound from {side}" if side else "")


def _alone(claim: Claim, entry: Mapping[str, Any]) -> str:
    """Return what a claim does for a number without any arithmetic."""
    unit = str(entry.get("unit") or PLAIN)
    turned = factor(claim.unit, unit) if claim.unit and unit != PLAIN else None
    if claim.amount is None or turned is None or "value" not in entry:
        return LIGHT
    if limit(claim.printed):
        return BOUNDED
    amount, value = claim.amount.scaled(*turned), float(entry["value"])
    slack = SLACK * abs(value)
    return STATED if amount.least - slack <= value <= amount.most + slack else LIGHT


def _of_term(term: PriorTerm, entry: Mapping[str, Any], ledger: Ledger) -> str:
    """Return what the claims of a term do: state a number alone, or make it together."""
    if term.days or term.over or term.inverse or len(term.of) != 1:
        return RECKONED
    claim = ledger.by_id.get(term.of[0])
    turned = factor(claim.unit, str(entry.get("unit"))) if claim else None
    if claim is None or claim.amount is None or turned is None:
        return RECKONED
    try:
        low, high = made(term, ledger)
    except ValueError:
        return RECKONED  # told by `check`
    amount = claim.amount.scaled(*turned)
    near = abs(low - amount.low) <= SLACK * abs(low) and abs(high - amount.high) <= SLACK * abs(
        high
    )
    if not near:
        return RECKONED
    return BOUNDED if limit(claim.printed) else STATED


def _terms(entry: Mapping[str, Any]) -> list[PriorTerm]:
    try:
        return [PriorTerm.model_validate(term) for term in entry.get("prior") or ()]
    except ValueError:
        return []  # told by `check`


def _interval(entry: Mapping[str, Any], ledger: Ledger) -> tuple[float, float] | None:
    try:
        return interval(_terms(entry), ledger)
    except ValueError:
        return None  # told by `check`
