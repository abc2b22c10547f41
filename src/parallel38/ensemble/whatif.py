"""A what-if as two designs that share their luck: the war unchanged, and the war with a change.

War i of both draws from the key (seed, i), so the two are the same war up to the change and what
follows from it. The unchanged wars of a default folder are shared by every question about them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from parallel38.complaint import Complaint
from parallel38.ensemble.branch import RECORD, REPLAY
from parallel38.ensemble.design import (
    STANDARD,
    Design,
    design,
    fingerprint,
    open_design,
    open_scenario,
)
from parallel38.scenario import cases
from parallel38.scenario.cases import Case

RUNS = Path("runs") / "whatif"
CHANGED, UNCHANGED = "changed", "unchanged"
REPLICAS = 500
OWN = "own"  # name of a question that no case stands for


class Question(NamedTuple):
    """A what-if, before it is fought."""

    name: str
    title: str
    question: str
    case: Case | None
    before: Design
    after: Design
    changed: tuple[str, ...]  # what is changed, in words


class Places(NamedTuple):
    """Where the wars of a question lie, and its answer."""

    folder: Path  # whatif.json and report.html
    before: Path
    after: Path


def ask(
    case: str = "",
    *,
    scenario: str | Path = STANDARD,
    set: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    since: str = "",
    state: str = REPLAY,
    replicas: int = REPLICAS,
    seed: int = 38,
    days: int | None = None,
) -> Question:
    """Return the question that a case, or changes of one's own, ask.

    `since` is the day of the branch as 1950-10-19; that of the case if empty. Raises `Complaint`
    for anything that cannot be asked, also when nothing is changed.
    """
    if not (case or set or without):
        raise Complaint(
            "a what-if needs a change: name a CASE (parallel38 whatif --list shows them), or give "
            "--set RATE=VALUE or --without RULE"
        )
    known = cases.read_case(scenario, case) if case else None
    if known and known.form.family:
        raise Complaint(f"{case} is a family of cases: {', '.join(known.form.family)}")
    opened = open_scenario(str(scenario), (), ())
    date = since or (str(known.form.since) if known and known.form.since else "")
    day = cases.day_of_branch(date, opened.start, opened.end) if date else 0
    options = {"replicas": replicas, "seed": seed, "days": days}
    after = design(scenario, set=set, without=without, case=case, since=day, state=state,
                   **options)  # type: ignore[arg-type]  # fmt: skip
    before = replace(after, case="", set=(), without=())
    if state != RECORD:
        before = replace(before, since=0)
    words = in_words(after)
    title = known.form.title if known else "; ".join(words)
    question = known.form.question if known else f"What if {' and '.join(words)}?"
    name = known.name if known else OWN
    return Question(name, title, question, known, before, after, tuple(words))


def changes_of(plan: Design) -> dict[str, Any]:
    """Return what a design changes: rules off, rates with both values, and the rest in words."""
    plain = open_scenario(plan.scenario, (), ())
    case = open_design(plan).case
    changes = case.form.changes if case else None
    rates = {**(changes.set if changes else {}), **dict(plan.set)}
    return {
        "without": list(dict.fromkeys([*(changes.without if changes else ()), *plan.without])),
        "set": {name: (_value(plain.rates, name), value) for name, value in rates.items()},
        "other": cases.in_words(case) if case else [],
    }


def in_words(plan: Design) -> list[str]:
    """Return what a design changes, one clause a change."""
    changed = changes_of(plan)
    return [
        *(f"the rule {rule} were off" for rule in changed["without"]),
        *(f"{name} were {new:g} instead of {old:g}" for name, (old, new) in changed["set"].items()),
        *changed["other"],
    ]


def _value(rates: Any, name: str) -> float:
    group, field = name.split(".")
    return float(getattr(getattr(rates, group), field))


def places(asked: Question, out: Path | None = None) -> Places:
    """Return where a question's wars go: all into `out`, or the unchanged ones where others use
    them too."""
    if out is not None:
        return Places(out, out / UNCHANGED, out / CHANGED)
    folder = RUNS / f"{asked.name}-{fingerprint(asked.after)}"
    shared = RUNS / f"{UNCHANGED}-{fingerprint(asked.before)}"
    return Places(folder, shared, folder / CHANGED)


def family(scenario: str | Path, name: str) -> list[str]:
    """Return the cases that a family asks together, none if `name` is no family."""
    if not name:
        return []
    return list(cases.read_case(scenario, name).form.family)


def family_folder(case: Case, questions: Sequence[Question], out: Path | None = None) -> Path:
    """Return where the answers of a family are put together."""
    if out is not None:
        return out
    marks = "".join(fingerprint(asked.after) for asked in questions)
    return RUNS / f"{case.name}-{hashlib.sha256(marks.encode()).hexdigest()[:8]}"
