"""The same scenario on the figures of one school: who entered the war how strong, what it cost.

A scenario is named with its sources behind an @: ``korea1950@prc``, ``korea1950@003``. Where the
school gives a strength of a formation, an army or a nation near the days on which its men come
in, their drafts are set to it, in proportion; where it gives losses of the whole war, they are
what the war is held against. Where it says nothing, the number of the scenario stays.
"""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from parallel38.calendar import Span
from parallel38.evidence.entity import Entity, pieces
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import FOLDER, load
from parallel38.evidence.when import days
from parallel38.faults import Fault
from parallel38.scenario.files import Files, read_files
from parallel38.scenario.models import FormationRow
from parallel38.scenario.order_of_battle import day_called
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.resolve import ALL, resolve, sources_of

MARK = "@"
RANGES = Path("record") / "loss_ranges.yaml"
NEAR, SOON = datetime.timedelta(days=4), datetime.timedelta(days=12)  # a strength is of those who
# came in at most so long before it, when they had lost few men, or after it, when it counts them
FAR = 2.0  # a strength this many times the scenario's is of other men: it is left alone
LEAST, MOST = 1, 200_000  # men of a formation
KINDS: Mapping[str, tuple[str, ...]] = {  # of loss_ranges.yaml, and what claims call them
    "killed": ("killed", "deaths"),
    "wounded": ("wounded",),
    "captured": ("captured",),
    "missing": ("missing",),
    "nonbattle": ("non_battle",),
}


class Change(NamedTuple):
    """A number that a school of sources changes."""

    what: str
    before: str
    after: str
    claims: tuple[str, ...]

    def __str__(self) -> str:
        """Return the change in one line."""
        return f"{self.what}: {self.before} becomes {self.after} ({', '.join(self.claims)})"


def parted(name: str | Path) -> tuple[str, str]:
    """Return the name of a scenario and the school behind its @, ``all`` where there is none."""
    text = str(name)
    before, mark, school = text.rpartition(MARK)
    if mark and before and "/" not in school and not Path(text).exists():
        return before, school or ALL
    return text, ALL


def switched(files: Files, school: str, ledger: Ledger | None = None) -> tuple[Files, list[Change]]:
    """Return the files of a scenario with the strengths of a school, and what they change.

    Raises `Complaint` for an unknown school.
    """
    if school == ALL:
        return files, []
    ledger = ledger or _ledger(files.folder)
    sources_of(ledger, school)  # says at once that it is unknown
    if files.form is None:
        return files, []
    armies = {army.id: army.parent for _, army in files.order.armies}
    rows = [row for _, row in files.order.formations]
    first = _arrivals(rows, files.form.start, files.form.intervention)
    drafts = {row.id: row.draft for row in rows}
    changes: list[Change] = []
    settled: set[str] = set()
    nations = _nations(ledger, rows)
    for entity, when, men, claims in _strengths(ledger, school):
        inside = [row for row in rows if _under(row, entity, armies, nations)]
        here = [
            row
            for row in inside
            if first[row.id] <= when.latest + SOON and not _gone(row, when.earliest, files)
        ]
        fresh = [row for row in here if first[row.id] >= when.earliest - NEAR]
        rest = sum(drafts[row.id] for row in here if row not in fresh)
        total = sum(drafts[row.id] for row in fresh)
        if not total or any(row.id in settled for row in fresh):
            continue
        factor = (men - rest) / total
        if not 1 / FAR <= factor <= FAR:
            continue
        for row in fresh:
            new = min(max(round(drafts[row.id] * factor), LEAST), MOST)
            settled.add(row.id)
            if new != drafts[row.id]:
                what = f"draft of {row.name}"
                changes.append(Change(what, f"{drafts[row.id]:,}", f"{new:,} men", claims))
                drafts[row.id] = new
    order = files.order._replace(
        formations=[
            (line, row.model_copy(update={"draft": drafts[row.id],
                                          "toe": max(row.toe, drafts[row.id])}))
            for line, row in files.order.formations
        ]
    )  # fmt: skip
    return files._replace(order=order), changes


def _ledger(folder: Path) -> Ledger:
    if not (folder / FOLDER).is_dir():
        faults: list[Fault] = []
        from parallel38.evidence.load import read

        return read(folder, faults)
    return load(folder)


def _arrivals(
    rows: Iterable[FormationRow], start: datetime.date, intervention: datetime.date | None
) -> dict[str, datetime.date]:
    """Return the historical day on which each formation came in."""
    return {
        row.id: (intervention if row.arrive.startswith("+") and intervention else start)
        + datetime.timedelta(days=day_called(row.arrive, start))
        for row in rows
    }


def _gone(row: FormationRow, date: datetime.date, files: Files) -> bool:
    """Return whether a formation had left by a day."""
    form = files.form
    if not row.leave or form is None:
        return False
    since = form.start
    if row.leave.startswith("+") and form.intervention is not None:
        since = form.intervention
    left: datetime.date = since + datetime.timedelta(days=day_called(row.leave, form.start))
    return left <= date


def _nations(ledger: Ledger, rows: Iterable[FormationRow]) -> dict[str, str]:
    """Return the entity of each nation of the order of battle, by its formations' entities."""
    of_row = {
        name: entity.fields.get("nation", "")
        for entity in ledger.entities.values()
        if entity.kind == "formation"
        for name in pieces(entity.fields.get("orbat", ""))
    }
    return {row.nation: of_row[row.id] for row in rows if of_row.get(row.id)}


def _strengths(ledger: Ledger, school: str) -> list[tuple[Entity, Span, float, tuple[str, ...]]]:
    """Return the strengths that a school gives, formations before nations, early before late."""
    asked = {
        (claim.subject, claim.date)
        for claim in ledger.claims
        if claim.quantity == "strength" and claim.when and not claim.object and claim.amount
    }
    found = []
    for subject, date in sorted(asked):
        entity, span = ledger.entities.get(subject), days(date)
        decision = resolve(ledger, subject, "strength", (), school, date)
        if entity is None or span is None or decision is None:
            continue
        claims = tuple(claim.id for claim in decision.used)
        found.append((entity, span, decision.centre, claims))
    return sorted(found, key=lambda one: (one[0].kind != "formation", one[1].earliest, one[0].id))


def _under(
    row: FormationRow, entity: Entity, armies: Mapping[str, str], nations: Mapping[str, str]
) -> bool:
    """Return whether a formation is, or belongs to, an entity: itself, its army, its nation."""
    if entity.kind == "nation":
        return nations.get(row.nation) == entity.id
    names = set(pieces(entity.fields.get("orbat", "")))
    above = row.army
    if row.id in names:
        return True
    while above:
        if above in names:
            return True
        above = armies.get(above, "")
    return False


def ranges(
    files: Files, known: dict[str, Any], school: str, ledger: Ledger | None = None
) -> tuple[dict[str, Any], list[Change]]:
    """Return the loss ranges of a record with the figures of a school, and what they change."""
    if school == ALL:
        return known, []
    ledger = ledger or _ledger(files.folder)
    nations = _nations(ledger, [row for _, row in files.order.formations])
    changed: dict[str, Any] = {}
    changes: list[Change] = []
    for group, kinds in known.items():
        changed[group] = dict(kinds)
        names = (nations.get(group, f"nation:{group}"), f"coalition:{group}")
        for kind, entry in kinds.items():
            for quantity in KINDS.get(kind, ()):
                decision = next(
                    (one for name in names if (one := resolve(ledger, name, quantity, (), school))),
                    None,
                )
                if decision is None:
                    continue
                low, high = round(decision.low), round(decision.high)
                claims = tuple(claim.id for claim in decision.used)
                if (low, high) != (entry.get("low"), entry.get("high")):
                    before = f"{entry.get('low'):,} to {entry.get('high'):,}"
                    after = f"{low:,} to {high:,} men"
                    changes.append(Change(f"{group} {kind}", before, after, claims))
                    changed[group][kind] = {**entry, "low": low, "high": high}
                break
    return changed, changes


def ranges_in(folder: Path, known: dict[str, Any], school: str) -> dict[str, Any]:
    """Return the loss ranges of the scenario in `folder` with the figures of a school."""
    if school == ALL:
        return known
    return ranges(read_files(folder, []), known, school)[0]


def all_changes(folder: Path, school: str) -> list[Change]:
    """Return every number of a scenario that a school of sources changes.

    Raises `Complaint` for an unknown school.
    """
    files = read_files(folder, [])
    document = read_yaml(folder / RANGES, []) if (folder / RANGES).is_file() else None
    known = document.value.get("ranges", {}) if document else {}
    ledger = _ledger(folder)  # read once: it is half of the time
    return switched(files, school, ledger)[1] + ranges(files, known, school, ledger)[1]


def changed_claims(folder: Path, school: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the loss ranges that a school changes: ``us.killed`` -> the range, its claims."""
    if school == ALL:
        return {}
    document = read_yaml(folder / RANGES, []) if (folder / RANGES).is_file() else None
    known = document.value.get("ranges", {}) if document else {}
    changes = ranges(read_files(folder, []), known, school)[1]
    return {one.what.replace(" ", "."): (one.after, one.claims) for one in changes}
