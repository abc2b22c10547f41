"""The bars of the sources beside simulated strengths and civilian dead, each a recorded decision.

record/source_bars.yaml names the claims behind every bar that the report draws from strengths.csv
and from `civilians` of loss_ranges.yaml, and the reason for each other claim on the same people at
the same time. As with losses, `check` makes each bar again, from the rows and from the claims.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Literal

from pydantic import Field

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.compare import MOMENT, period, war_of
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.when import days, meet
from parallel38.faults import Fault
from parallel38.scenario.loss_ranges import LOSSES_OF_CIVILIANS, no_claim, subjects
from parallel38.scenario.models import Form, Key, Name
from parallel38.scenario.reading import Document, read_yaml
from parallel38.scenario.resolve import OPPONENT, Decision

BARS = Path("record") / "source_bars.yaml"
STRENGTHS = Path("record") / "strengths.csv"
STRENGTH = "strength"
Names = tuple[str, ...]  # ("strengths", "rok", "1950-06-25", "total") or ("civilians", label)
Ends = tuple[float, float]


class Made(Form):
    """One number of several claims: added up, less others."""

    of: list[Key] = Field(min_length=1)
    less: list[Key] = Field(default=[])


class Bar(Form):
    """A bar of the sources: its ends and the claims that make them."""

    low: float
    high: float
    used: list[Key] = Field(default=[])
    made: list[Made] = Field(default=[])

    def names(self) -> list[str]:
        """Return the ids of all claims that it rests on, each once."""
        parts = [name for one in self.made for name in (*one.of, *one.less)]
        return list(dict.fromkeys([*self.used, *parts]))


class StrengthBar(Bar):
    """What sources print of a group's strength on one day, counted in one way."""

    date: str
    scope: Literal["in_korea", "combat", "total"]


class LeftOut(Form):
    """Claims on which no bar rests, and why."""

    claims: list[Key] = Field(min_length=1)
    reason: Name


class BarForm(Form):
    """source_bars.yaml: the claims behind the bars of strengths and civilian dead."""

    strengths: dict[str, list[StrengthBar]] = Field(default={})
    civilians: dict[str, Bar] = Field(default={})
    left_out: list[LeftOut] = Field(default=[])


def read_bars(folder: Path) -> tuple[Document | None, BarForm]:
    """Return source_bars.yaml and its bars; none where a scenario has no such file.

    Raises ValueError where it is not of the right form.
    """
    file = folder / BARS
    document = read_yaml(file, []) if file.is_file() else None
    return document, BarForm.model_validate(document.value if document else {})


def bar_decisions(
    folder: Path, ledger: Ledger, known: Mapping[str, Any] | None = None
) -> dict[Names, Decision]:
    """Return the decision on every bar: the claims used, and the others with their reason.

    `known` saves reading scoring.yaml again. Raises KeyError for a claim that is not there,
    ValueError for a file of another form.
    """
    _, form = read_bars(folder)
    empty = [name for name, used in _named(form) if not used]
    if empty:
        raise ValueError(f"{'.'.join(empty[0])} names no claim")
    reasons = {one: left.reason for left in form.left_out for one in left.claims}
    settings = known if known is not None else _plain(folder / "record" / "scoring.yaml")
    of_group = subjects(folder, ledger, {"ranges": settings.get("groups") or {}})
    used_at: dict[str, str] = {
        claim: f"{bar.date}, {bar.scope}"
        for bars in form.strengths.values()
        for bar in bars
        for claim in bar.names()
    }
    found: dict[Names, Decision] = {}
    for group, bars in form.strengths.items():
        for bar in bars:
            alike = _of_a_day(bar.date, of_group.get(group, ()), ledger)
            name = ("strengths", group, bar.date, bar.scope)
            found[name] = _decision(bar, STRENGTH, bar.scope, alike, reasons, used_at, ledger)
    for label, dead in form.civilians.items():
        alike = _civilians(dead, ledger)
        found["civilians", label] = _decision(
            dead, "deaths", "civilian", alike, reasons, used_at, ledger
        )
    return found


def _decision(
    bar: Bar,
    quantity: str,
    scope: str,
    alike: Sequence[Claim],
    reasons: Mapping[str, str],
    used_at: Mapping[str, str],
    ledger: Ledger,
) -> Decision:
    used = tuple(ledger.by_id[name] for name in bar.names())
    ends = [_ends(ledger.by_id[name]) for name in bar.used]
    for one in bar.made:
        of, less = ([_ends(ledger.by_id[name]) for name in part] for part in (one.of, one.less))
        ends.append((sum(low for low, _ in of) - sum(high for _, high in less),
                     sum(high for _, high in of) - sum(low for low, _ in less)))  # fmt: skip
    out = [
        (one, reasons.get(one.id) or _reason(one, used, used_at))
        for one in alike
        if one not in used
    ]
    return Decision(
        subject=used[0].subject,
        quantity=quantity,
        scope=(scope,),
        low=min(low for low, _ in ends),
        high=max(high for _, high in ends),
        centre=median((low + high) / 2 for low, high in ends),
        unit="men" if quantity == STRENGTH else "people",
        used=used,
        left_out=tuple(out),
    )


def _ends(claim: Claim) -> Ends:
    return claim.low or 0.0, claim.high or 0.0


def _reason(claim: Claim, used: Sequence[Claim], used_at: Mapping[str, str]) -> str:
    """Return why a claim is left out by rule alone, '' where no rule says it."""
    if claim.id in used_at:
        return f"in another bar: {used_at[claim.id]}"
    if claim.object:
        return "counts the men of one battle"
    if claim.tags.get("who") == "both":
        return "counts soldiers too"
    if OPPONENT in claim.scope:
        return "an estimate by the other side"
    if any((claim.low, claim.high) == (one.low, one.high) for one in used):
        return "the same number as one that is used"
    return ""


def _of_a_day(day: str, of: Sequence[str], ledger: Ledger) -> list[Claim]:
    """Return the claims on the strength of some subjects at a day, as near as sources date it."""
    wanted = days(day)
    return [
        one
        for one in ledger.claims
        if one.quantity == STRENGTH and one.subject in of and one.amount is not None
        and "not" not in one.scope and (when := period(one)) is not None and meet(when, wanted)
        and (when.latest - when.earliest).days <= MOMENT
    ]  # fmt: skip


def _civilians(bar: Bar, ledger: Ledger) -> list[Claim]:
    """Return the claims on civilian dead of the same people, or of the whole war."""
    of = {ledger.by_id[name].subject for name in bar.names()} | {war_of(ledger)}
    return [
        one
        for one in ledger.claims
        if one.subject in of and one.quantity in LOSSES_OF_CIVILIANS and not one.object
        and one.amount is not None and one.tags.get("who") in ("civilian", "both")
        and period(one) is None and "not" not in one.scope
    ]  # fmt: skip


def drawn_bars(folder: Path) -> dict[Names, Ends]:
    """Return the ends of every bar that the report draws, from the rows of the record."""
    settings = _plain(folder / "record" / "scoring.yaml")
    form = _plain(folder / "scenario.yaml")
    last = date.fromisoformat(str(form["end"])) if "end" in form else date.max - timedelta(1)
    ends: dict[Names, list[Ends]] = defaultdict(list)
    for row in _rows(folder / STRENGTHS):
        when = days(row["date"]) if "/" not in row["date"] else None
        for group, rule in (settings.get("groups") or {}).items():
            mine = row["nation"] in rule.get("sources", ())
            if mine and row["scope"] not in rule.get("skip_scopes", ()) and when:
                first = date.fromisoformat(str(form.get("start", date.min)))
                if first <= when.latest and when.earliest <= last:
                    name = ("strengths", str(group), row["date"], row["scope"])
                    ends[name].append((float(row["strength_low"]), float(row["strength_high"])))
    for row in _plain(folder / "record" / "loss_ranges.yaml").get("civilians") or ():
        ends["civilians", slug(row["label"])].append((float(row["low"]), float(row["high"])))
    return {
        name: (min(low for low, _ in found), max(high for _, high in found))
        for name, found in ends.items()
    }


def check_bars(folder: Path, ledger: Ledger, faults: list[Fault]) -> None:
    """Note every bar that its claims or rows do not make, and every claim without a reason."""
    try:
        document, form = read_bars(folder)
    except ValueError as error:
        what = " ".join(str(error).split("\n", 1)[-1].split())
        faults.append(Fault(folder / BARS, 1, "", what))
        return
    if document is None or not ledger.claims:
        return
    wrong = [(name, "names no claim; name those it rests on") for name, used in _named(form)
             if not used]  # fmt: skip
    wrong += [
        (name, no_claim(one, ledger))
        for name, used in _named(form)
        for one in used
        if one not in ledger.by_id
    ]
    for name, what in wrong or _unmade(folder, ledger, form):
        line = document.line(name[:2])
        faults.append(Fault(document.file, line, ".".join(name), what))


def _unmade(folder: Path, ledger: Ledger, form: BarForm) -> Iterator[tuple[Names, str]]:
    """Yield what is wrong with bars whose claims are all there."""
    drawn = drawn_bars(folder)
    made = bar_decisions(folder, ledger)
    for name in sorted(drawn.keys() - made.keys()):
        yield name, "is drawn in the report and has no decision here; name the claims it rests on"
    for name, decision in made.items():
        bar = _bar(name, form)
        if name not in drawn:
            yield name, "is drawn nowhere: no row of the record makes it; drop it or add the row"
        for what, ends in (("what it uses", (decision.low, decision.high)),
                           ("the record", drawn.get(name))):  # fmt: skip
            if ends is not None and (bar.low, bar.high) != ends:
                told = f"runs from {bar.low:.0f} to {bar.high:.0f}, but {what} makes "
                yield name, f"{told}{ends[0]:.0f} to {ends[1]:.0f}; correct one of them"
        for claim, why in decision.left_out:
            if not why:
                told = f"neither uses claim {claim.id} ({claim.text}) nor leaves it out"
                yield name, f"{told}; do one"


def slug(label: str) -> str:
    """Return a label as a name: small letters and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", label.lower()))


def _named(form: BarForm) -> Iterator[tuple[Names, list[str]]]:
    """Yield the claims that a file names, with where."""
    for group, bars in form.strengths.items():
        for bar in bars:
            yield ("strengths", group, bar.date, bar.scope), bar.names()
    for label, found in form.civilians.items():
        yield ("civilians", label), found.names()
    for left in form.left_out:
        yield ("left_out",), left.claims


def _bar(name: Names, form: BarForm) -> Bar:
    if name[0] == "civilians":
        return form.civilians[name[1]]
    return next(one for one in form.strengths[name[1]] if (one.date, one.scope) == name[2:])


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _plain(file: Path) -> dict[str, Any]:
    document = read_yaml(file, []) if file.is_file() else None
    return document.value if document else {}
