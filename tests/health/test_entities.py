"""What claims speak of: one row each, true parents, and the names and dates of the record."""

import csv
import datetime
import re
from collections import Counter
from pathlib import Path

import pytest

from parallel38.evidence.entity import pieces
from parallel38.evidence.when import days, meet
from parallel38.paths import data_folder

KOREA = data_folder() / "korea1950"
CLAIMS = KOREA / "claims"
ENTITIES = CLAIMS / "entities"
RECORD = KOREA / "record"
ORDER = KOREA / "order_of_battle"
SPANS = ("from", "to", "in_korea")
TABLES = ("nations", "people", "formations", "places", "events", "weapons")
KEY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)
COMPILED = "record/"  # a locator of reference.csv begins so
CHANGES_OF_SEOUL = {
    "event:seoul_falls_1": "1950-06-28",
    "event:seoul_retaken_1": "1950-09-25/1950-09-28",
    "event:seoul_falls_2": "1951-01-04",
    "event:seoul_retaken_2": "1951-03-14/1951-03-15",
}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def table(name: str) -> list[dict[str, str]]:
    return rows(ENTITIES / f"{name}.csv")


def entities() -> dict[str, dict[str, str]]:
    return {row["id"]: row for name in TABLES for row in table(name)}


def reference() -> list[dict[str, str]]:
    return rows(CLAIMS / "reference.csv")


def test_every_id_stands_once() -> None:
    ids = [row["id"] for name in TABLES for row in table(name)]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    for name in ("quantities", "works"):
        own = [row["id"] for row in table(name)]
        assert len(own) == len(set(own)), name


@pytest.mark.parametrize("name", TABLES)
def test_every_parent_is_an_entity_and_none_its_own(name: str) -> None:
    known = entities()
    for row in table(name):
        for parent in pieces(row["parent"]):
            above, _, when = parent.partition("@")
            assert above in known, row["id"]
            assert above != row["id"]
            days(when)


def test_no_entity_is_above_itself() -> None:
    known = entities()
    for name in known:
        above, seen = {name}, set[str]()
        while above:
            seen |= above
            parents = {
                parent.partition("@")[0] for one in above for parent in pieces(known[one]["parent"])
            }
            assert name not in parents, name
            above = parents - seen


@pytest.mark.parametrize("name", TABLES)
def test_an_end_follows_its_beginning(name: str) -> None:
    for row in table(name):
        first, last = row["from"], row["to"]
        if first not in ("", "..") and last not in ("", ".."):
            begin, end = days(first), days(last)
            assert begin and end and begin.earliest <= end.latest, row["id"]


def test_posts_are_of_entities_and_within_a_life() -> None:
    known = entities()
    for row in table("people"):
        life = days(f"{row['from'] or '..'}/{row['to'] or '..'}") if row["from"] else None
        for post in pieces(row["posts"]):
            where, _, rest = post.partition("=")
            assert where in known, row["id"]
            held = days(rest.rpartition(" ")[2])
            assert held and meet(held, life), row["id"]
            assert life is None or held.latest <= life.latest, (row["id"], post)


def test_formations_are_tied_to_the_order_of_battle() -> None:
    names = {row["id"] for row in rows(ORDER / "formations.csv")}
    names |= {row["id"] for row in rows(ORDER / "armies.csv")}
    names |= {row["reference"] for row in rows(ORDER / "kept_out.csv")}
    tied = [name for row in table("formations") for name in pieces(row["orbat"])]
    assert sorted(set(tied) - names) == []
    assert sorted(names - set(tied)) == [], "rows of the order of battle without an entity"
    assert [name for name, times in Counter(tied).items() if times > 1] == []


def test_formations_were_in_korea_when_the_order_of_battle_has_them() -> None:
    arrive = {row["id"]: row["arrive"] for row in rows(ORDER / "formations.csv")}
    for row in table("formations"):
        stays = [days(stay) for stay in pieces(row["in_korea"]) if stay != "never"]
        for name in pieces(row["orbat"]):
            came = arrive.get(name, "")
            if came and not came.startswith("+"):
                assert any(meet(days(came), stay) for stay in stays), (row["id"], name)


def test_formations_have_a_nation() -> None:
    known = entities()
    for row in table("formations"):
        assert row["nation"] in known, row["id"]
    assert entities()["formation:us_24_inf_regt"]["parent"].startswith("formation:us_25_inf_div")
    assert entities()["formation:us_1_inf_div"]["in_korea"] == "never"


def test_places_are_those_of_the_record() -> None:
    record = {row["id"]: row for row in rows(RECORD / "places.csv")}
    tied = {row["record"]: row for row in table("places") if row["record"]}
    assert tied.keys() == record.keys()
    for name, row in tied.items():
        assert row["id"] == f"place:{name}"
        assert row["name"] == record[name]["name"]
        assert row["kind"] == record[name]["kind"]


def record_days() -> dict[str, tuple[datetime.date, datetime.date]]:
    """First and last day of every row of the record that an event may be tied to."""
    found = {}
    for row in rows(RECORD / "events.csv"):
        day = datetime.date.fromisoformat(row["date"])
        found[f"events:{row['id']}"] = (day, day)
    for row in rows(RECORD / "holders.csv"):
        day = datetime.date.fromisoformat(row["date"])
        about = datetime.timedelta(days=int(row["precision_days"] or 0))
        found[f"holders:{row['place_id']}/{row['date']}"] = (day - about, day + about)
    for row in rows(RECORD / "offensives.csv"):
        first, last = days(row["start"]), days(row["end"])
        assert first and last
        found[f"offensives:{row['id']}"] = (first.earliest, last.latest)
    return found


def test_events_carry_the_dates_of_the_record() -> None:
    record = record_days()
    tied = set()
    for row in table("events"):
        for name in pieces(row["record"]):
            assert name in record, row["id"]
            tied.add(name)
            begin, end = days(row["from"]), days(row["to"])
            assert begin and end, row["id"]
            first, last = record[name]
            assert begin.earliest <= last and first <= end.latest, (row["id"], name)
    held_at_first = {name for name in record if name.endswith("/1950-06-25")}
    assert sorted(set(record) - tied - held_at_first) == []


def test_seoul_changed_hands_four_times() -> None:
    known = entities()
    for name, when in CHANGES_OF_SEOUL.items():
        first, _, last = when.partition("/")
        assert (known[name]["from"], known[name]["to"]) == (first, last or first)
    changes = [row["id"] for row in table("events") if row["record"].startswith("holders:seoul/")]
    assert sorted(changes) == sorted(CHANGES_OF_SEOUL)


def test_weapons_are_those_of_the_record() -> None:
    record = Counter(row["name"] for row in rows(RECORD / "equipment.csv"))
    tied = Counter(row["record"] for row in table("weapons") if row["record"])
    assert tied == record


def test_works_are_the_bibliography() -> None:
    text = (data_folder() / "sources.bib").read_text(encoding="utf-8")
    keys = KEY.findall(text)
    assert len(keys) == len(set(keys))
    assert sorted(row["id"] for row in table("works")) == sorted(keys)
    grades = {row["id"]: row["grade"] for row in table("works")}
    assert "" not in grades.values()


def test_reference_claims_have_the_grade_of_their_source_or_are_judgements() -> None:
    grades = {row["id"]: row["grade"] for row in table("works")}
    for row in reference():
        assert row["grade"] in (grades[row["source"]], "judgement"), row["id"]


def test_reference_claims_say_where_they_stand() -> None:
    record = {file.name: rows(file) for file in RECORD.glob("*.csv")}
    for row in reference():
        if not row["locator"].startswith(COMPILED):
            assert row["grade"] == "judgement", row["id"]
            continue
        place, _, words = row["locator"].removeprefix(COMPILED).partition(": ")
        file, _, line = place.partition(" line ")
        there = record[file][int(line.split()[0]) - 2]  # the header is line 1
        fields = [there[name] for name in ("source", "fact", "name") if name in there]
        start = words.removesuffix("...")[:40]
        assert file == "air_effort.csv" or any(
            field.startswith(start) or start.startswith(field) for field in fields if field
        ), row["id"]


def test_no_reference_claim_is_entered_twice() -> None:
    told = ("subject", "quantity", "object", "low", "high", "date", "scope", "source", "via")
    seen = Counter(tuple(row[name] for name in told) for row in reference())
    assert [what for what, times in seen.items() if times > 1] == []
