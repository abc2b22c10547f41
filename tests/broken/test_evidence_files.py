"""Broken tables of claims: every fault in one line with file, line, field; never a traceback."""

import shutil
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given

from ledgers import row, write
from parallel38.complaint import Complaint
from parallel38.evidence.load import load, read
from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.check import check
from spoiling import CLAIMS, SLOWEST, SPOILED, Spoiled, as_many, assert_survives

MUTATIONS = 200  # ten times as many in tests/slow
MANY = 500  # claims that speak of events, at least


class Case(NamedTuple):
    """One field of the first claim, what is written there, and what must be said."""

    field: str
    written: str
    says: str


CASES = {
    "no source": Case("source", "", "is empty; fill it"),
    "unknown source": Case("source", "artikel", "did you mean article"),
    "unknown work that quotes": Case("via", "storey", "did you mean story"),
    "no locator": Case("locator", "", "is empty"),
    "unknown entity": Case("subject", "nation:borealis", "did you mean nation:borealia"),
    "no kind": Case("subject", "borealia", "kind:slug"),
    "unknown quantity": Case("quantity", "death", "did you mean deaths"),
    "number with commas": Case("low", "25,000", "without commas"),
    "number in words": Case("low", "many", "digits alone"),
    "backward range": Case("high", "24", "below low"),
    "one end": Case("high", "", "low and high go together"),
    "unit of another thing": Case("unit", "km2", "cannot be turned into men"),
    "no unit": Case("unit", "", "write the unit"),
    "no date": Case("date", "next June", "is not a date"),
    "day that there is not": Case("date", "1900-02-30", "not in the calendar"),
    "interval backwards": Case("date", "1901/1900", "ends before it begins"),
    "unknown tag": Case("scope", "theater", "did you mean theatre"),
    "two tags of one line": Case("scope", "theatre worldwide", "of which one can hold"),
    "long print": Case("printed", "x" * 61, "keep the 60"),
    "unknown role": Case("role", "bodies", "did you mean body"),
    "unknown grade": Case("grade", "encyclopaedia", "did you mean encyclopedia"),
    "list without a role": Case("list", "a.list", "go together"),
    "repeated id": Case("id", "c.2", "own id"),
    "id with a space": Case("id", "c 1", "small letters"),
}


def faults_of(folder: Path, rows: list[dict[str, str]]) -> list[Fault]:
    faults: list[Fault] = []
    read(write(folder, rows), faults)
    return sorted(set(faults))


def test_the_unbroken_tables_have_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, CLAIMS) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_fault_is_told_in_one_line(tmp_path: Path, case: Case) -> None:
    faults = faults_of(tmp_path, [CLAIMS[0] | {case.field: case.written}, *CLAIMS[1:]])
    told = [fault for fault in faults if case.says in fault.message]
    assert told, [str(fault) for fault in faults]
    line = 3 if case.field == "id" and case.written == "c.2" else 2
    assert (told[0].file.name, told[0].line) == ("claims.csv", line)
    assert told[0].field in (case.field, "high", "list_role", "unit")
    assert "\n" not in str(told[0])
    with pytest.raises(Complaint, match=r"claims\.csv"):
        load(tmp_path)


def test_all_faults_are_told_in_one_go_also_by_check(tmp_path: Path) -> None:
    rows = [CLAIMS[0] | {"source": "", "low": "many", "date": "June"}, *CLAIMS[1:]]
    told = {(fault.line, fault.field) for fault in faults_of(tmp_path, rows)}
    assert {(2, "source"), (2, "low"), (2, "date")} <= told
    assert {fault.field for fault in check(tmp_path) if fault.file.name == "claims.csv"} >= {
        "source",
        "low",
        "date",
    }


def test_a_name_that_the_source_prints_is_a_finding_and_no_fault(tmp_path: Path) -> None:
    west = row(9, subject="nation:west_meridia", quantity="statement", printed="West Meridia")
    assert faults_of(tmp_path, [west]) == []
    assert faults_of(tmp_path, [west | {"printed": "Meridia"}])


@pytest.mark.parametrize(
    ("table", "old", "new", "says"),
    [
        ("nations", "1850,..,coalition:north", "1850,..,coalition:nort", "coalition:north"),
        ("nations", "1899,1902", "1899,MCMII", "is not a date"),
        ("formations", "never", "never once", "is not a date"),
        ("people", "1900-06-30", "1900-06-31", "not in the calendar"),
        ("places", "place:ferry", "ferry", "kind:slug"),
        ("quantities", "deaths,men", "wounded,men", "stands in line"),
        ("events", "id,kind", "id,knid", "no column"),
    ],
)
def test_a_fault_in_the_entities(tmp_path: Path, table: str, old: str, new: str, says: str) -> None:
    write(tmp_path, CLAIMS)
    file = tmp_path / "claims" / "entities" / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults: list[Fault] = []
    read(tmp_path, faults)
    assert any(says in fault.message and fault.file == file for fault in faults), faults


UNREADABLE = {
    "empty": (b"", "is empty"),
    "not UTF-8": (b"id,subject\n\xff\xfe,x\n", "is not UTF-8"),
    "binary": (bytes(range(256)), "is not UTF-8"),
    "header alone": (",".join(CLAIMS[0]).encode() + b"\n", "has no rows"),
    "another table": (b"a,b\n1,2\n", "is no column of this table"),
    "no table": (b"once upon a time", "is no column of this table"),
}


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_table_that_cannot_be_read(tmp_path: Path, case: tuple[bytes, str]) -> None:
    write(tmp_path, CLAIMS)
    file = tmp_path / "claims" / "claims.csv"
    file.write_bytes(case[0])
    faults: list[Fault] = []
    read(tmp_path, faults)
    assert any(case[1] in fault.message and fault.file == file for fault in faults), faults


@pytest.mark.parametrize("table", ["quantities", "works"])
def test_a_table_that_claims_need(tmp_path: Path, table: str) -> None:
    write(tmp_path, CLAIMS)
    (tmp_path / "claims" / "entities" / f"{table}.csv").unlink()
    with pytest.raises(Complaint, match="is missing"):
        load(tmp_path)


def test_a_broken_table_of_entities_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "korea1950"
    shutil.copytree(data_folder() / "korea1950" / "claims", folder / "claims")
    (folder / "claims" / "entities" / "events.csv").write_text("id,name\nevent:a,b\n")
    faults: list[Fault] = []
    begun = time.process_time()
    read(folder, faults)
    assert time.process_time() - begun < SLOWEST
    assert len([one for one in faults if "is in no table of entities" in one.message]) > MANY


@as_many(MUTATIONS)
@given(spoiled=SPOILED)
def test_no_mutated_table_gives_a_traceback_or_hangs(tmp_path: Path, spoiled: Spoiled) -> None:
    assert_survives(tmp_path, spoiled)
