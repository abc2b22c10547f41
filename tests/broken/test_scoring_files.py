"""One fault in scoring.yaml or loss_ranges.yaml, and the one line that tells of it."""

import re
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from parallel38 import load
from parallel38.complaint import Complaint
from parallel38.paths import data_folder
from parallel38.scenario.check import check
from parallel38.scenario.files import read_files
from parallel38.scenario.record_check import refuse_unscorable
from parallel38.scenario.record_models import RECORD_TABLES
from parallel38.scenario.scoring_check import LOSSES, SCORING, check_scoring
from parallel38.scenario.wording import read_forms

KOREA = data_folder() / "korea1950"


class Case(NamedTuple):
    """What is broken, and what must be said about it."""

    file: str
    old: str  # text that is replaced once
    new: str
    field: str
    says: str


CASES = {
    "unknown key": Case(SCORING, "focus_place:", "focus_plaze:", "focus_plaze", "mean focus_place"),
    "unknown key below": Case(
        SCORING, "corner:\n    value", "corner:\n    valeu", "shape.corner.valeu", "mean value?"
    ),
    "unknown key in a row": Case(
        SCORING, "{event: pe025,", "{evnt: pe025,", "decisions.landed.evnt", "did you mean event"
    ),
    "duplicate key": Case(SCORING, "  landed:", "  intervened:", "decisions.intervened", "twice"),
    "missing key": Case(SCORING, "    unit: degree\n", "", "shape.still.unit", "is missing"),
    "not a number": Case(
        SCORING, "value: 230", "value: wide", "front_width.value", "write a number"
    ),
    "a number below its range": Case(
        SCORING, "value: 230", "value: -230", "front_width.value", "above 0"
    ),
    "a share above one": Case(
        SCORING, "value: 0.12", "value: 12", "shape.corner.value", "must be 1 or less"
    ),
    "wrong unit": Case(SCORING, "unit: km", "unit: mile", "front_width.unit", "write km"),
    "another wrong unit": Case(
        SCORING, "unit: day", "unit: month", "persistence.unit", "write day"
    ),
    "range upside down": Case(
        SCORING, "[37.4, 38.8]", "[38.8, 37.4]", "shape.rest.value", "lower number first"
    ),
    "half a range": Case(SCORING, "[37.4, 38.8]", "[37.4]", "shape.rest.value.1", "missing"),
    "no day": Case(
        SCORING, "value: 1951-06-15", "value: 1951-06-31", "fitted_until.value", "not a day"
    ),
    "a day outside the war": Case(
        SCORING, "value: 1951-06-15", "value: 1961-06-15", "fitted_until.value", "outside the war"
    ),
    "no reason": Case(
        SCORING, "  note: Central intervals whose coverage is tested.\n", "", "intervals", "rests"
    ),
    "dangling place": Case(
        SCORING, "focus_place: seoul", "focus_place: soul", "focus_place", "mean seoul"
    ),
    "dangling place in a list": Case(
        SCORING, "[seoul, inchon,", "[seoul, inchan,", "strip_places.1", "mean inchon"
    ),
    "dangling date of a map": Case(
        SCORING, "1950-06-28, 1950-07-20", "1950-06-28, 1950-07-21", "map_dates.1", "fronts.csv"
    ),
    "dangling event": Case(
        SCORING, "event: pe025", "event: pe925", "decisions.landed.event", "no event of events.csv"
    ),
    "no decision of the model": Case(
        SCORING, "  landed:", "  lended:", "decisions.lended", "did you mean landed"
    ),
    "event and date": Case(
        SCORING,
        "{event: pe025,",
        "{event: pe025, date: 1950-09-15,",
        "decisions.landed",
        "not both",
    ),
    "dangling offensive": Case(
        SCORING, "[CPV1, ", "[CVP1, ", "pulses.offensives.0", "offensive of offensives.csv"
    ),
    "no side": Case(SCORING, "  side: 1", "  side: 3", "pulses.side", "write 0 or 1"),
    "dangling group": Case(
        SCORING, "  kpa: {sources", "  kap: {sources", "groups.kap", "did you mean kpa"
    ),
    "dangling nation": Case(
        SCORING, "sources: [PVA]", "sources: [PAV]", "groups.prc.sources.0", "did you mean PVA"
    ),
    "dangling rate": Case(
        SCORING,
        "  - north.gather",
        "  - north.gahter",
        "fitted_rates.1",
        "did you mean north.gather",
    ),
    "no month": Case(
        SCORING, "1950-11, value", "1950-13, value", "monthly_deaths.marks.0.month", ""
    ),
    "strengths out of order": Case(
        SCORING, "{date: 1950-06-30,", "{date: 1950-08-30,", "piston.strengths", "sort the rows"
    ),
    "strengths that begin late": Case(
        SCORING,
        '    - {date: 1950-06-25, south: 96.5, north: 135.2, rows: "ROK total, KPA total"}\n',
        "",
        "piston.strengths.0.date",
        "after the war begins",
    ),
    "a tab": Case(SCORING, "  side: 1", "\tside: 1", "", "is not YAML"),
    "unknown kind of loss": Case(
        LOSSES,
        "    wounded:\n      low: 92073",
        "    hurt:\n      low: 92073",
        "ranges.us.hurt",
        "",
    ),
    "losses upside down": Case(
        LOSSES, "low: 26121", "low: 46121", "ranges.us.killed", "lower number first"
    ),
    "men below zero": Case(
        LOSSES, "low: 26121", "low: -26121", "ranges.us.killed.low", "must be 0 or more"
    ),
    "losses in a wrong unit": Case(
        LOSSES, "unit: men", "unit: thousand", "ranges.us.killed.unit", "write men"
    ),
    "losses of no group": Case(LOSSES, "  us:\n", "  usa:\n", "ranges.usa", "did you mean us"),
    "a row that is none": Case(
        LOSSES,
        "low: 23637, high: 23637",
        "low: 23638, high: 23638",
        "ranges.us.killed.used.0",
        "row",
    ),
    "a row used twice": Case(
        LOSSES,
        "low: 33629, high: 33629",
        "low: 33665, high: 33665",
        "ranges.us.killed.used.3",
        "too; keep one",
    ),
    "left out without a reason": Case(
        LOSSES,
        ', reason: "names on a wall, battle and other deaths together"',
        "",
        "left_out.1.reason",
        "is missing",
    ),
    "range and no range": Case(
        LOSSES, "us: {nonbattle:", "us: {killed: none, nonbattle:", "no_range.us.killed", "keep one"
    ),
}


@lru_cache(maxsize=1)
def known() -> tuple[dict[str, Any], Any]:
    """Return the tables of the record and the form of the scenario."""
    folder = KOREA / "record"
    tables = {n: read_forms(folder / f"{n}.csv", kind, []) for n, kind in RECORD_TABLES.items()}
    return tables, read_files(KOREA, []).form


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_fault_is_told_in_one_line(tmp_path: Path, case: Case) -> None:
    for name in (SCORING, LOSSES, "fronts.csv"):
        shutil.copy(KOREA / "record" / name, tmp_path)
    file = tmp_path / case.file
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    file.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    faults: list[Any] = []
    check_scoring(tmp_path, *known(), faults)
    told = [fault for fault in faults if (fault.file, fault.field) == (file, case.field)]
    assert told, [str(fault) for fault in faults]
    assert len(faults) <= 2, [str(fault) for fault in faults]
    assert case.says in told[0].message, str(told[0])
    assert re.fullmatch(r"\S+:\d+: .+", str(told[0]))


def test_a_record_of_fronts_needs_its_scoring(tmp_path: Path) -> None:
    shutil.copy(KOREA / "record" / "fronts.csv", tmp_path)
    faults: list[Any] = []
    check_scoring(tmp_path, *known(), faults)
    assert [str(fault) for fault in faults] == [f"{tmp_path / SCORING}: is missing; add it"]


def test_what_is_scored_is_dated_by_the_day(tmp_path: Path) -> None:
    tables, form = known()
    line, first = tables["holders"][0]
    broken = {**tables, "holders": [(line, first.model_copy(update={"date": "1950-07"}))]}
    faults: list[Any] = []
    check_scoring(tmp_path, broken, form, faults)
    assert "scored by the day" in str(faults[0])
    assert f"holders.csv:{line}: date" in str(faults[0])


def test_a_record_that_cannot_be_scored_is_refused_before_a_war_is_fought(tmp_path: Path) -> None:
    folder = tmp_path / "korea1950"
    shutil.copytree(KOREA, folder)
    refuse_unscorable(folder)
    file = folder / "record" / SCORING
    file.write_text(file.read_text(encoding="utf-8").replace("230", "wide"), encoding="utf-8")
    with pytest.raises(Complaint, match=r"scoring.yaml:\d+: front_width.value: .*write a number"):
        refuse_unscorable(folder)
    with pytest.raises(Complaint, match="write a number"):
        load(folder).ensemble(replicas=1, days=2, out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_check_reads_both_files(tmp_path: Path) -> None:
    folder = tmp_path / "korea1950"
    shutil.copytree(KOREA, folder)
    for name in (SCORING, LOSSES):
        file = folder / "record" / name
        file.write_text(file.read_text(encoding="utf-8") + "more: 1\n", encoding="utf-8")
    assert [(fault.file.name, fault.field) for fault in check(folder)] == [
        (LOSSES, "more"),
        (SCORING, "more"),
    ]
