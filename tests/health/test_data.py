"""The shipped data: sound, complete, and resting on something."""

import csv
import datetime
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from parallel38.paths import data_folder, scenario_names
from parallel38.scenario.check import check
from parallel38.scenario.models import FormationRow, KeptOut
from parallel38.scenario.order_of_battle import read_order_of_battle
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.record_models import RECORD_TABLES
from parallel38.scenario.schemas import schemas

KOREA = data_folder() / "korea1950"
ORDER = KOREA / "order_of_battle"
REFERENCE_FORMATIONS = 275  # rows of the table that the order of battle was made from
RECORD_ROWS = {  # rows of the reference tables; more may come, none may be lost
    "places": 169,
    "fronts": 442,
    "holders": 245,
    "offensives": 53,
    "events": 120,
    "weather": 59,
    "logistics": 63,
    "air_effort": 11,
    "strengths": 138,
    "casualties": 282,
    "equipment": 58,
    "consequences": 32,
}
KNOWN_CONFLICTS = {  # fronts.csv against holders.csv, each with its reason
    ("1950-08-05", "waegwan"): "the line follows the bend of the Naktong",
    ("1950-08-26", "waegwan"): "the line follows the bend of the Naktong",
    ("1950-12-05", "wonsan"): "held for its evacuation, not drawn as a ring",
    ("1950-12-05", "songjin"): "held for its evacuation, not drawn as a ring",
    ("1951-01-24", "osan"): "between the lines, entered by patrols",
}
OFF_THE_END_DEGREES = 0.5  # a place this far beyond the end of a line is not judged by it
KM_PER_DEGREE = 111.2


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_has_no_fault(name: str) -> None:
    assert [str(fault) for fault in check(data_folder() / name)] == []


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_are_current(name: str) -> None:
    file = data_folder() / "schema" / f"{name}.json"
    assert file.read_text(encoding="utf-8") == schemas()[name], "run python tools/make_schemas.py"


def test_no_schema_is_left_over() -> None:
    found = {file.stem for file in (data_folder() / "schema").glob("*.json")}
    assert found == set(schemas())


def test_every_row_of_the_reference_is_in_or_out_for_a_reason() -> None:
    order = read_order_of_battle(KOREA, [])
    entered = {row.reference for _, row in order.formations} - {""}
    out = Counter(row.reference for _, row in order.kept_out)
    assert len(entered | out.keys()) == REFERENCE_FORMATIONS
    assert max(out.values()) == 1
    # a row both in and out was split: what is kept out points to its parts
    parts = {row.reference: row.now for _, row in order.kept_out}
    assert all(parts[name] for name in entered & out.keys())


def formations() -> dict[str, FormationRow]:
    return {row.id: row for _, row in read_order_of_battle(KOREA, []).formations}


@pytest.mark.parametrize(
    ("parts", "men"),
    [
        (("US-TFS", "US-24ID"), 15965),
        (("US-9RCT", "US-2ID"), 17498),
        (("US-1MD", "US-5MAR", "ROK-KMC"), 25000),  # 25,040, rounded
        (("US-7ID", "ROK-KAT7"), 24845),
        (("KPA-BC2", "KPA-BC5", "KPA-8D", "KPA-9D", "KPA-7D-B"), 18600),
    ],
)
def test_what_was_divided_adds_up(parts: tuple[str, ...], men: int) -> None:
    here = formations()
    assert sum(here[name].draft for name in parts) == men


def test_the_army_of_june_1950_adds_up() -> None:
    """The known table of the KPA: 135,438 men, of whom 12,000 in two divisions not yet ready."""
    here = formations().values()
    first = sum(row.draft for row in here if row.nation == "kpa" and row.arrive == "1950-06-25")
    late = sum(row.draft for row in here if row.id in ("KPA-10D", "KPA-13D"))
    assert first + late == 135_438


def test_only_the_marine_brigade_enters_twice() -> None:
    twice = {row.id: row.same_men for row in formations().values() if row.same_men}
    assert twice == {"US-5MAR": "US-1PMB"}


def test_no_unit_inside_another_is_entered() -> None:
    kept: dict[str, KeptOut] = {
        row.reference: row for _, row in read_order_of_battle(KOREA, []).kept_out
    }
    assert {"US-8A", "CW-1DIV", "UK-1GLOS", "KPA-12D", "PVA-38A"} <= kept.keys()


@pytest.mark.parametrize("name", RECORD_TABLES)
def test_no_row_of_the_record_is_lost(name: str) -> None:
    assert len(rows(KOREA / "record" / f"{name}.csv")) >= RECORD_ROWS[name]


@pytest.mark.parametrize("file", sorted(KOREA.rglob("*.csv")), ids=lambda file: file.stem)
def test_tables_are_written_alike(file: Path) -> None:
    raw = file.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_every_work_has_a_title() -> None:
    text = (data_folder() / "sources.bib").read_text(encoding="utf-8")
    for entry in re.split(r"(?m)^@", text)[1:]:
        assert re.search(r"title = \{.+\}", entry), entry[:60]
        assert entry.count("{") == entry.count("}")


def test_every_work_is_cited() -> None:
    text = (data_folder() / "sources.bib").read_text(encoding="utf-8")
    works = set(re.findall(r"(?m)^@\w+\{([^,\s]+),", text))
    cited: set[str | None] = set()
    for file in data_folder().rglob("*.csv"):
        for row in rows(file):
            cited |= set((row.get("source_key") or "").split(";"))
            cited |= {row.get("source"), row.get("via")}  # of a claim, each one key
            cited |= set(re.findall(r"[a-z0-9-]+", row.get("locator") or ""))  # note (key)
    for file in data_folder().rglob("*.yaml"):
        document = read_yaml(file, [])
        text = file.read_text(encoding="utf-8")
        cited |= {work for work in works if document and re.search(rf"\b{work}\b", text)}
    assert works - cited == set()


def test_fronts_and_holders_agree() -> None:
    """A place lies on its holder's side of the front, unless its date or the line is unsure."""
    assert set(_conflicts()) == set(KNOWN_CONFLICTS)


def _conflicts() -> list[tuple[str, str]]:
    places = {row["id"]: row for row in rows(KOREA / "record" / "places.csv")}
    changes: dict[str, list[dict[str, str]]] = {}
    for row in rows(KOREA / "record" / "holders.csv"):
        changes.setdefault(row["place_id"], []).append(row)
    lines: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    for row in rows(KOREA / "record" / "fronts.csv"):
        point = (float(row["lon"]), float(row["lat"]), float(row["precision_km"]))
        lines.setdefault((row["date"], row["segment"]), []).append(point)
    found = []
    for (date, segment), line in lines.items():
        if segment != "main":
            continue
        ring = lines.get((date, "beachhead"), [])
        for name, changed in changes.items():
            place = places[name]
            if place["kind"] == "island" or _unsure(date, changed):
                continue
            lon, lat = float(place["lon"]), float(place["lat"])
            front = _front_at(lon, line)
            if front is None:
                continue
            south = lat < front[0] or _inside(lon, lat, ring)
            far = abs(lat - front[0]) * KM_PER_DEGREE > 1.5 * front[1] + 3.0
            if far and south != (_holder(lat, date, changed) == "UN"):
                found.append((date, name))
    return found


def _holder(lat: float, date: str, changes: list[dict[str, str]]) -> str:
    holder = "UN" if lat < 38.0 else "KPA"
    for change in sorted(changes, key=lambda row: row["date"]):
        if change["date"] <= date:
            holder = change["new_holder"]
    return holder


def _unsure(date: str, changes: list[dict[str, str]]) -> bool:
    day = datetime.date.fromisoformat(date)
    return any(
        abs((datetime.date.fromisoformat(row["date"]) - day).days)
        <= max(int(row["precision_days"]), 1) + 1
        for row in changes
    )


def _front_at(lon: float, line: list[tuple[float, float, float]]) -> tuple[float, float] | None:
    """Return latitude and precision [km] of a front at a longitude."""
    west, east = line[0], line[-1]
    if lon <= west[0]:
        return (west[1], west[2]) if west[0] - lon <= OFF_THE_END_DEGREES else None
    if lon >= east[0]:
        return (east[1], east[2])
    front = None
    for (x0, y0, p0), (x1, y1, p1) in pairwise(line):
        if min(x0, x1) <= lon <= max(x0, x1) and x0 != x1:
            front = (y0 + (y1 - y0) * (lon - x0) / (x1 - x0), max(p0, p1))
    return front


def _inside(lon: float, lat: float, ring: list[tuple[float, float, float]]) -> bool:
    inside = False
    for (x0, y0, _), (x1, y1, _) in pairwise(ring):
        if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
