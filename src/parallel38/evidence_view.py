"""How the answers of the evidence room are written: tables, JSON, CSV. Nothing is computed here."""

import csv
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from parallel38.evidence.claim import COLUMNS, Claim
from parallel38.evidence.conflicts.finding import said, witness
from parallel38.evidence.when import written

if TYPE_CHECKING:
    from parallel38.evidence.conflicts import Finding
    from parallel38.evidence.entity import Work
    from parallel38.evidence.ledger import Ledger
    from parallel38.evidence.query import Answer
    from parallel38.scenario.audit import Audit
    from parallel38.scenario.resolve import Decision
    from parallel38.scenario.switch import Change
    from parallel38.scenario.trace import Trace

NARROW = 140  # columns where there is no terminal
WIDEST, LEAST = 44, 24  # columns of a cell, of the last cell
GAP = "  "
TABLE, JSON, CSV = "table", "json", "csv"
CLAIMS_OF_ANSWER = 12
TOLD = ("from", "to", "parent", "in_korea", "posts", "record", "note")  # of an entity


def say(text: str = "") -> None:
    """Write a line of an answer."""
    sys.stdout.write(text + "\n")


def as_json(value: Any) -> None:
    """Write a value as JSON."""
    import json

    say(json.dumps(value, indent=1, ensure_ascii=False))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def as_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], right: str = "") -> None:
    """Write rows as a table; columns named in `right` stand to the right, the last one is cut."""
    lines = [[str(name) for name in columns], *([str(cell) for cell in row] for row in rows)]
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else NARROW
    widths = [min(max(map(len, column)), WIDEST) for column in zip(*lines, strict=True)]
    widths[-1] = max(width - sum(widths[:-1]) - len(GAP) * (len(widths) - 1), LEAST)
    for line in lines:
        cells = [
            _cut(cell, size).rjust(size) if name in right.split() else _cut(cell, size).ljust(size)
            for name, cell, size in zip(columns, line, widths, strict=True)
        ]
        say(GAP.join(cells).rstrip())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def put(form: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], right: str = "") -> None:
    """Write rows in the form that was asked for."""
    if form == JSON:
        as_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form == CSV:
        as_csv(columns, rows)
    else:
        as_table(columns, rows, right)


def fields(claim: Claim) -> dict[str, Any]:
    """Return a claim as plain values, column by column."""
    row = {name: getattr(claim, name) for name in COLUMNS}
    for name in ("low", "high"):
        if row[name] is not None and row[name] == int(row[name]):
            row[name] = int(row[name])
    return row | {"scope": " ".join(claim.scope)}


def value(claim: Claim, ledger: "Ledger") -> str:
    """Return what a claim says, as text: a number, a date, or the other entity."""
    if claim.amount is not None:
        return said(claim.amount, claim.unit if claim.unit != "1" else "")
    if claim.object:
        if claim.object not in ledger.entities:
            return claim.printed or claim.object
        return f"{f'{claim.date} ' if claim.date else ''}{ledger.name(claim.object)}"
    return claim.date or (f"filed under {claim.filed}" if claim.filed else claim.printed)


def claims(found: Sequence[Claim], ledger: "Ledger", form: str) -> None:
    """Write claims."""
    if form in (JSON, CSV):
        rows = [fields(claim) for claim in found]
        put(form, COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
        return
    put(TABLE, ("id", "of", "quantity", "value", "scope", "source"), [
        (c.id, ledger.name(c.subject), c.quantity, value(c, ledger), " ".join(c.scope), who(c))
        for c in found
    ], "value")  # fmt: skip


def who(claim: Claim) -> str:
    """Return the source of a claim and the place where it stands."""
    return f"{claim.source}{f' in {claim.via}' if claim.via else ''}, {claim.locator}"


def one_claim(claim: Claim, ledger: "Ledger", form: str) -> None:
    """Write a claim with every field, and the findings that it is in."""
    from parallel38.evidence.conflicts import find

    against = [finding for finding in find(ledger) if claim in finding.claims]
    if form != TABLE:
        row = fields(claim)
        told = {**row, "conflicts": [finding.id for finding in against]}
        put(form, list(told), [list(told.values())])
        return
    for name, text in fields(claim).items():
        if text not in ("", None):
            say(f"{name:<10} {text}")
    if claim.when:
        say(f"{'means':<10} {written(claim.when)}")
    if claim.amount and claim.amount.least != claim.amount.most:
        amount = claim.amount
        say(f"{'may be':<10} {amount.least:,.6g} to {amount.most:,.6g} {claim.unit}")
    say(f"{'file':<10} {claim.file.name}:{claim.line}")
    for finding in against:
        say()
        _finding(finding, ledger, brief=True)


def entities(names: Sequence[str], ledger: "Ledger", form: str) -> None:
    """Write entities with their names and the claims on them."""
    if form != TABLE:
        claims(ledger.claims_on(names), ledger, form)
        return
    for name in names:
        entity = ledger.entities.get(name)
        say(f"{name}  {ledger.name(name)}")
        if entity:
            others = [known for known in entity.names if known != entity.name]
            if others:
                say(f"  also {'; '.join(others)}")
            told = {name: entity.fields.get(name, "") for name in TOLD}
            for key, text in told.items():
                if text:
                    say(f"  {key:<9} {text}")
    say()
    claims(ledger.claims_on(names), ledger, form)


def answers(
    question: str, found: Sequence["Answer"], ledger: "Ledger", form: str, most: int
) -> None:
    """Write what the sources say to a question, a sentence first; `most` answers, 0 for all."""
    from parallel38.evidence.conflicts import find
    from parallel38.evidence.short import sentence

    wanted = found[: most or None]
    if form != TABLE:
        claims([claim for answer in wanted for claim in answer.claims], ledger, form)
        return
    disputes = find(ledger)
    say(f"in short: {sentence(question, found, ledger)}")
    for line in _charted(wanted, ledger):
        say(line)
    say()
    for number, answer in enumerate(wanted):
        if number:
            say()
        of = f", {ledger.name(answer.object)}" if answer.object else ""
        say(f"{ledger.name(answer.subject)}: {answer.quantity.replace('_', ' ')}{of}")
        _record(answer.subject, answer.quantity, ledger)
        _interval(answer, ledger)
        ordered = sorted(answer.claims, key=_order)
        shown = ordered[: CLAIMS_OF_ANSWER if most else None]
        as_table(("", "id", "value", "scope", "grade", "source"), [
            ("", c.id, value(c, ledger), " ".join(c.scope), c.grade.replace("_", " "), who(c))
            for c in shown
        ], "value")  # fmt: skip
        if len(shown) < len(ordered):
            say(f"  ... and {len(ordered) - len(shown)} more (--all)")
        for finding in disputes:
            if finding.claims and set(finding.claims) & set(answer.claims):
                say(f"  ! {finding.says} [{finding.rule}]")


def _charted(found: Sequence["Answer"], ledger: "Ledger") -> list[str]:
    """Return the ranges that charts and scores use for what is asked, one line each."""
    from parallel38.scenario.loss_ranges import QUANTITIES, decisions_in

    subject = found[0].subject
    quantities = {one.quantity for one in found if one.subject == subject and not one.object}
    try:
        known = decisions_in(ledger.folder, ledger)
    except KeyError:
        return []  # told by `check`
    return [
        f"  charts and scores use {_ends(one)} (evidence resolve losses.{group}.{kind})"
        for (group, kind), one in known.items()
        if one.subject == subject and quantities & set(QUANTITIES[kind])
    ]


def _order(claim: Claim) -> tuple[float, str]:
    return (claim.amount.centre if claim.amount else 0.0, claim.date)


def _record(subject: str, quantity: str, ledger: "Ledger") -> None:
    from parallel38.evidence.conflicts.dates import holders_of, recorded

    entity = ledger.entities.get(subject)
    for span, north in holders_of(subject, ledger) if quantity == "taken_by" else ():
        say(f"  the record: {written(span)}, to the {'North' if north else 'South'}")
    truth = recorded(entity, quantity)
    if entity and truth:
        rows = entity.fields.get("record", "")
        say(f"  the record: {written(truth)}{f' ({rows})' if rows else ''}")


def _interval(answer: "Answer", ledger: "Ledger") -> None:
    """Write the interval that the rules of resolution give, for each scope that is named."""
    from parallel38.scenario.resolve import resolve

    if answer.object or not all(claim.amount for claim in answer.claims):
        return
    scopes = {
        tuple(sorted(tag for line, tag in claim.tags.items() if line in ("where", "cause")))
        for claim in answer.claims
    }
    for scope in sorted(scopes):
        found = resolve(ledger, answer.subject, answer.quantity, scope)
        if found:
            name = " ".join(scope) or "no scope named"
            many = len(found.used)
            claims_ = f"{many} claim{'s' * (many > 1)}"
            say(f"  by the rules of resolution, {name}: {_ends(found)}, {claims_}")


def _ends(found: "Decision") -> str:
    if found.low == found.high:
        return f"{found.low:,.6g} {found.unit}"
    return f"{found.low:,.6g} to {found.high:,.6g} {found.unit}, centre {found.centre:,.6g}"


def findings(found: Sequence["Finding"], ledger: "Ledger", form: str) -> None:
    """Write contradictions."""
    columns = ("id", "rule", "degree", "where", "says", "by", "claims", "record", "sure")
    if form != TABLE:
        rows = [
            (f.id, f.rule, f.degree, ", ".join(f.where), f.says, f.by,
             " ".join(claim.id for claim in f.claims), f.record, f.sure)
            for f in found
        ]  # fmt: skip
        put(form, columns, rows)
        return
    for finding in found:
        _finding(finding, ledger)
        say()


def _finding(finding: "Finding", ledger: "Ledger", brief: bool = False) -> None:
    sure = "" if finding.sure else ", scope not named"
    say(f"[{finding.rule}, {finding.degree}{sure}; {', '.join(finding.where)}] {finding.says}")
    say(f"  by {finding.by}" + (f"; the record: {finding.record}" if finding.record else ""))
    for claim in finding.claims[: 4 if brief else 8]:
        say(f"  {value(claim, ledger):>22}  {witness(claim)}")
    if len(finding.claims) > (4 if brief else 8):
        say(f"  {'':>22}  ... and {len(finding.claims) - (4 if brief else 8)} more")


def works(found: Sequence["Work"], ledger: "Ledger", form: str) -> None:
    """Write works with the number of claims that rest on each."""
    counted: dict[str, int] = {}
    for claim in ledger.claims:
        for key in claim.documents:
            counted[key] = counted.get(key, 0) + 1
    rows = [(w.id, counted.get(w.id, 0), w.grade, w.school, w.year, w.name) for w in found]
    rows.sort(key=lambda row: (-row[1], row[0]))
    put(form, ("id", "claims", "grade", "school", "year", "name"), rows, "claims")


def audit(found: "Audit", form: str) -> None:
    """Write an audit."""
    if form == JSON:
        as_json(found.as_dict())
        return
    columns = ("numbers of", "all", "with claims", "two sources", "contradicted", "judgement alone")
    rows = [
        (s.kind, s.numbers, *(_share(part, s.numbers) for part in
         (s.with_claims, s.two_sources, s.contradicted, s.judged)))
        for s in found.shares
    ]  # fmt: skip
    put(form, columns, rows, " ".join(columns[1:]))
    if form == TABLE:
        say()
        say(f"{found.claims} claims: {_counts(found.grades)}")
        say(f"{sum(found.findings.values())} contradictions: {_counts(found.findings)}")
        for kind, counted in found.bases.items():
            many = sum(counted.values())
            told = _counts({name: number for name, number in counted.items() if number})
            say(f"{many} {kind} numbers with claims, by the most that a claim does: {told}")
        if found.apart:
            say(f"{len(found.apart)} rates far from what their claims make (in brackets): "
                + ", ".join(found.apart))  # fmt: skip
        for fault in found.faults:
            say(fault)
        say(f"{len(found.faults)} fault{'s' * (len(found.faults) != 1)}")


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.0%})" if whole else "0"


def _counts(found: Mapping[str, int]) -> str:
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return ", ".join(f"{name.replace('_', ' ')} {many}" for name, many in ordered)


def trace(found: "Trace", ledger: "Ledger", form: str, most: int) -> None:
    """Write a trace, and the contradictions in which a list or claim of it stands."""
    if form == JSON:
        as_json(found.as_dict())
    elif form == CSV:
        rows = [("rests on", *node) for node in found.below]
        as_csv(("direction", "id", "kind", "label"), rows + [("carries", *n) for n in found.above])
    else:
        for line in found.lines(most):
            say(line)
        _disputes(found, ledger, most)


def _disputes(found: "Trace", ledger: "Ledger", most: int) -> None:
    """Write the contradictions of the claims that a trace begins with."""
    from parallel38.evidence.conflicts import find

    if not any(node.kind in ("list", "claim") for node in found.names):
        return
    inside = {node.id for node in (*found.names, *found.below) if node.kind == "claim"}
    told = [one.says for one in find(ledger) if inside & {claim.id for claim in one.claims}]
    say()
    say(f"in {len(told)} contradiction{'s' * (len(told) != 1)}")
    for line in told[: most or None]:
        say(f"  {line}")
    if most and len(told) > most:
        say(f"  ... and {len(told) - most} more (--all)")


def photos(found: Sequence[Mapping[str, str]], form: str) -> None:
    """Write captions of photographs, with what the record bears of each."""
    if form == TABLE:
        for row in found:
            say(f"{row['id']}  {row['verdict']:<8}  {row['day'] or 'no date'}  {row['subject']}")
            say(f"    {row['reason']}")
        return
    columns = list(found[0]) if found else ["id"]
    put(form, columns, [[row[name] for name in columns] for row in found])


def changes(found: Sequence["Change"], form: str) -> None:
    """Write the numbers that a school of sources changes."""
    rows = [(one.what, one.before, one.after, ", ".join(one.claims)) for one in found]
    put(form, ("number", "before", "after", "claims"), rows, "before after")


def decision(found: "Decision", form: str) -> None:
    """Write how claims were turned into an interval."""
    if form == JSON:
        as_json(found.as_dict())
        return
    rows = [("used", c.id, _number(c), " ".join(c.scope), c.grade, found.role(c), who(c))
            for c in found.used]  # fmt: skip
    rows += [("left out", c.id, _number(c), " ".join(c.scope), c.grade, why, who(c))
             for c, why in found.left_out]  # fmt: skip
    if form == TABLE:
        scope = f" ({' '.join(found.scope)})" if found.scope else ""
        say(f"{found.subject} {found.quantity}{scope}: {_ends(found)}")
    put(form, ("", "id", "value", "scope", "grade", "why", "source"), rows, "value")


def _number(claim: Claim) -> str:
    return said(claim.amount, claim.unit) if claim.amount else claim.date
