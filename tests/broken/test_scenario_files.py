"""One broken file a rule: the isthmus with one thing wrong, and the one line that tells of it."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from parallel38.complaint import Complaint
from parallel38.paths import data_folder
from parallel38.scenario.check import check
from parallel38.scenario.scenario import load

FORMATIONS = "order_of_battle/formations.csv"
ARMIES = "order_of_battle/armies.csv"


class Case(NamedTuple):
    """What is broken, and what must be said about it."""

    file: str
    old: str  # text that is replaced once
    new: str
    line: int
    field: str
    says: tuple[str, ...]
    stops: bool = True  # such a scenario cannot be fought


CASES = {
    "unknown key": Case(
        "scenario.yaml", "title:", "titel:", 3, "titel", ("no known key", "did you mean title?")
    ),
    "missing key": Case("scenario.yaml", "end: 2001-06-30\n", "", 1, "end", ("is missing; add",)),
    "duplicate key": Case(
        "scenario.yaml",
        "start: 2001-06-01\n",
        "start: 2001-06-01\nstart: 2001-06-02\n",
        5,
        "start",
        ("stands twice (first in line 4); keep one",),
    ),
    "day that does not exist": Case(
        "scenario.yaml", "end: 2001-06-30", "end: 2001-06-31", 5, "end", ("write it as 1950-06-25",)
    ),
    "end before start": Case(
        "scenario.yaml", "end: 2001-06-30", "end: 2001-05-30", 1, "", ("before it starts",)
    ),
    "not a number": Case(
        "scenario.yaml", "pitch_km: 16 ", "pitch_km: wide ", 7, "pitch_km", ("write a number",)
    ),
    "pitch unlike the grid": Case(
        "scenario.yaml", "pitch_km: 16 ", "pitch_km: 20 ", 7, "pitch_km", ("make them equal",)
    ),
    "no such scenario": Case(
        "scenario.yaml",
        "rates_like: korea1950",
        "rates_like: korea1590",
        9,
        "rates_like",
        ("did you mean korea1950",),
    ),
    "tab": Case("scenario.yaml", "  meridia: ", "\tmeridia: ", 14, "", ("write spaces",)),
    "tab after a key": Case(
        "rates/march.yaml", "river_days: {", "river_days:\t{", 10, "", ("write spaces",)
    ),
    "indentation": Case("scenario.yaml", "title:", " title:", 3, "", ("is not YAML",)),
    "dangling group": Case(
        "nations.yaml",
        "group: borealia",
        "group: boreala",
        27,
        "borealia.group",
        ("no group", "did you mean borealia"),
    ),
    "share above one": Case(
        "nations.yaml",
        "night: {value: 1.0",
        "night: {value: 1.5",
        49,
        "highland.night.value",
        ("between 0 and 1",),
    ),
    "judgement without a reason": Case(
        "nations.yaml",
        "stay: {value: 0.1, judgement: true, note: invented}",
        "stay: {value: 0.1}",
        10,
        "meridia.stay",
        ("rests on nothing",),
    ),
    "not a number at all": Case(
        "nations.yaml",
        "from: 2001-06-01, value: 100",
        "from: 2001-06-01, value: .nan",
        14,
        "meridia.recruits.0.value",
        ("finite",),
    ),
    "bad date of a step": Case(
        "nations.yaml",
        "from: 2001-06-01, value: 100",
        "from: 2001-13, value: 100",
        14,
        "meridia.recruits.0.from",
        ("is not",),
    ),
    "series that begins late": Case(
        "nations.yaml",
        "from: 2001-06-01, value: 100",
        "from: 2001-06-05, value: 100",
        14,
        "meridia.recruits.0.from",
        ("after the war begins",),
    ),
    "work not in the bibliography": Case(
        "nations.yaml",
        "stay: {value: 0.1, judgement: true, note: invented}",
        "stay: {value: 0.1, claims: [invented, appleman]}",
        10,
        "meridia.stay.claims.1",
        ("no work of sources.bib", "appleman1961"),
        stops=False,
    ),
    "unknown column": Case(
        FORMATIONS, "id,name,nation", "id,name,country", 1, "country", ("no column",)
    ),
    "row too short": Case(FORMATIONS, ",ferry,,10000", ",ferry,10000", 3, "", ("fields and not",)),
    "unclosed quote": Case(FORMATIONS, "2nd Meridian", '"2nd Meridian', 3, "", ("is not CSV",)),
    "duplicate id": Case(FORMATIONS, "M2,2nd", "M1,2nd", 3, "id", ("stands in line 2 too",)),
    "dangling nation": Case(
        FORMATIONS, "Division,borealia", "Division,boreal", 5, "nation", ("did you mean borealia",)
    ),
    "dangling army": Case(
        FORMATIONS, "foot,south-army", "foot,south-armee", 2, "army", ("did you mean south-army",)
    ),
    "dangling place": Case(
        FORMATIONS, ",ferry,", ",fery,", 3, "arrive_place", ("did you mean ferry",)
    ),
    "kind that is none": Case(
        FORMATIONS, "infantry", "cavalry", 2, "kind", ("write infantry, armour",)
    ),
    "bad date": Case(
        FORMATIONS, "calendar,2001-06-01", "calendar,1 June", 2, "arrive", ("is not a date",)
    ),
    "date outside the war": Case(
        FORMATIONS, "calendar,2001-06-01", "calendar,1950-06-25", 2, "arrive", ("outside the war",)
    ),
    "lag without an intervention": Case(
        FORMATIONS, "landing,2001-06-11", "landing,+10", 4, "", ("a date, not a lag",)
    ),
    "leaves before it comes": Case(FORMATIONS, ",+12,", ",+1,", 7, "leave", ("not after",)),
    "men below zero": Case(
        FORMATIONS, "ferry,,10000", "ferry,,-10000", 3, "draft", ("must be 1 or more",)
    ),
    "half a man": Case(
        FORMATIONS, "ferry,,10000", "ferry,,100.5", 3, "draft", ("write a whole number",)
    ),
    "army of its own": Case(
        ARMIES, "borealia,,", "borealia,south-armee,", 3, "parent", ("did you mean south-army",)
    ),
    "unknown rate": Case(
        "rates/march.yaml",
        "foot_main:",
        "feet_main:",
        2,
        "feet_main",
        ("no rate of this group", "foot_main"),
    ),
    "wrong unit": Case(
        "rates/march.yaml", "unit: day,", "unit: hour,", 10, "river_days.unit", ("takes 'day'",)
    ),
    "outside its own range": Case(
        "rates/march.yaml",
        "river_days: {value: 0.5",
        "river_days: {value: 0.7",
        10,
        "river_days",
        ("outside its own range",),
    ),
    "outside the hard range": Case(
        "rates/march.yaml",
        "foot_main: {value: 16, unit: km/day, range: [16, 16]",
        "foot_main: {value: 900, unit: km/day, range: [16, 900]",
        2,
        "foot_main.value",
        ("makes no sense",),
    ),
    "place off the globe": Case(
        "record/places.csv", "37.5631", "137.5631", 2, "lat", ("must be 90 or less",), stops=False
    ),
}


@pytest.fixture
def isthmus(tmp_path: Path) -> Path:
    folder = tmp_path / "isthmus"
    shutil.copytree(data_folder() / "isthmus", folder)
    return folder


def test_the_unbroken_scenario_has_no_fault(isthmus: Path) -> None:
    assert check(isthmus) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_fault_is_told_in_one_line(isthmus: Path, case: Case) -> None:
    file = isthmus / case.file
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    file.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    faults = check(isthmus)
    told = [f for f in faults if (f.file, f.line, f.field) == (file, case.line, case.field)]
    assert told, [str(fault) for fault in faults]
    assert all(part in told[0].message for part in case.says), str(told[0])
    assert "\n" not in str(told[0])
    if case.stops:
        with pytest.raises(Complaint):
            load(isthmus)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


UNREADABLE: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "missing": (lambda file: file.unlink(), 0, "is missing; add it"),
    "empty": (lambda file: file.write_text("", encoding="utf-8"), 0, "is empty"),
    "a folder": (_folder, 0, "is a folder"),
    "not UTF-8": (lambda file: file.write_bytes(b"name: x\ntitle: \xff\n"), 2, "is not UTF-8"),
    "binary": (lambda file: file.write_bytes(bytes(range(256))), 2, "is not UTF-8"),
}


@pytest.mark.parametrize("name", ["scenario.yaml", "nations.yaml", FORMATIONS, ARMIES])
@pytest.mark.parametrize("way", UNREADABLE.keys())
def test_a_file_that_cannot_be_read(isthmus: Path, name: str, way: str) -> None:
    spoil, line, says = UNREADABLE[way]
    file = isthmus / name
    spoil(file)
    found = [fault for fault in check(isthmus) if fault.file == file]
    assert [says in fault.message for fault in found] == [True], found
    assert found[0].line == line
    with pytest.raises(Complaint):
        load(isthmus)


@pytest.mark.parametrize(("mark", "says"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_table_with_other_marks_than_commas_has_one_fault(
    isthmus: Path, mark: str, says: str
) -> None:
    file = isthmus / FORMATIONS
    file.write_text(file.read_text(encoding="utf-8").replace(",", mark), encoding="utf-8")
    found = [fault for fault in check(isthmus) if fault.file == file]
    assert [(fault.line, says in fault.message) for fault in found] == [(1, True)]


def test_all_faults_are_told_in_one_go(isthmus: Path) -> None:
    for case in (CASES["unknown key"], CASES["share above one"], CASES["dangling place"]):
        file = isthmus / case.file
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    found = {(fault.file.name, fault.field) for fault in check(isthmus)}
    assert {("scenario.yaml", "titel"), ("nations.yaml", "highland.night.value")} <= found
    assert ("formations.csv", "arrive_place") in found


def test_an_unknown_group_of_rates(isthmus: Path) -> None:
    (isthmus / "rates" / "marsch.yaml").write_text("a: {}\n", encoding="utf-8")
    (fault,) = check(isthmus)
    assert fault.file.name == "marsch.yaml"
    assert "did you mean march" in fault.message


SCRAPS = ("", "-1", "nan", "1e400", "[1", "{a", '"', "\x00", "*a", "2001-02-30", "+9999999999", ",")


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_written_ends_in_faults_not_in_a_traceback(isthmus: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = chance.choice(sorted(f for f in isthmus.rglob("*") if f.suffix in (".csv", ".yaml")))
    text = file.read_text(encoding="utf-8")
    for _ in range(3):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(SCRAPS) + text[at + chance.randint(0, 12) :]
    file.write_text(text, encoding="utf-8")
    assert all("\n" not in str(fault) for fault in check(isthmus))
