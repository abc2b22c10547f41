"""The photo index: 61 captions, each verdict resting on rows that exist."""

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from parallel38.calendar import span
from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.order_of_battle import read_order_of_battle
from parallel38.scenario.photos import Photo, check_photos
from parallel38.scenario.wording import read_forms

KOREA = data_folder() / "korea1950"
INDEX = KOREA / "photos" / "index.csv"
CHECKED = {"day", "place", "actors", "unit", "weapon", "number", "weather"}
KEYS = {  # table -> columns that name a row of it, as the index writes them, slashes between
    "events": ("id",),
    "holders": ("place_id", "date"),
    "offensives": ("id",),
    "places": ("id",),
    "equipment": ("name",),
    "logistics": ("fact",),
    "casualties": ("nation", "period_start", "kind"),
    "weather": ("month", "region", "row_kind"),
    "formations": ("id",),
    "armies": ("id",),
    "kept_out": ("reference",),
}


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@lru_cache(maxsize=1)
def photos() -> list[Photo]:
    faults: list[Fault] = []
    rows = [row for _, row in read_forms(INDEX, Photo, faults)]
    assert [str(fault) for fault in faults] == []
    return rows


@lru_cache(maxsize=1)
def entities() -> frozenset[str]:
    files = sorted((KOREA / "claims" / "entities").glob("*.csv"))
    return frozenset(row["id"] for file in files for row in table(file))


@lru_cache(maxsize=len(KEYS))
def rows_of(name: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a table of the record or of the order of battle by what names them."""
    folder = "order_of_battle" if name in ("formations", "armies", "kept_out") else "record"
    found: dict[str, list[dict[str, str]]] = {}
    for row in table(KOREA / folder / f"{name}.csv"):
        found.setdefault("/".join(row[column] for column in KEYS[name]), []).append(row)
    return found


def rests() -> Iterator[tuple[Photo, str, str]]:
    for photo in photos():
        for rest in photo.rests_on:
            name, _, key = rest.partition(":")
            yield photo, name, key


def test_there_are_61_captions_each_printed_twice() -> None:
    assert [photo.id for photo in photos()] == [f"photo:{n:02d}" for n in range(1, 62)]
    assert [photo.caption for photo in photos()] == list(range(1, 62))
    assert {photo.times_printed for photo in photos()} == {2}


def test_what_was_checked_has_a_name() -> None:
    assert {word for photo in photos() for word in photo.checked.split()} <= CHECKED


def test_places_actors_and_weapons_are_known() -> None:
    named = [
        (photo.id, name)
        for photo in photos()
        for name in (photo.place, *photo.actors, *photo.equipment)
        if name
    ]
    assert [pair for pair in named if pair[1] not in entities()] == []


def test_every_photo_is_an_entity_that_claims_can_be_about() -> None:
    assert {photo.id for photo in photos()} <= entities()
    claimed = {row["subject"] for row in table(KOREA / "claims" / "photo_story.csv")}
    assert {photo.id for photo in photos()} <= claimed


def test_every_verdict_rests_on_rows_that_exist() -> None:
    lost = [
        (photo.id, f"{name}:{key}")
        for photo, name, key in rests()
        if (key not in entities() if name == "entities" else key not in rows_of(name))
    ]
    assert lost == []


def test_no_weapon_is_confirmed_by_the_caption_itself() -> None:
    """A row of equipment.csv that was written from this story cannot bear the story out."""
    own = {"photo-story", "general-knowledge"}
    for photo in photos():
        if "weapon" not in photo.checked.split():
            continue
        rows = [row for one, name, key in rests() if one is photo and name == "equipment"
                for row in rows_of(name)[key]]  # fmt: skip
        assert any(set(row["source_key"].split(";")) - own for row in rows), photo.id


def test_a_day_that_the_record_excludes_is_not_said_to_fit() -> None:
    for photo in photos():
        if photo.day and photo.day_record and photo.verdict == "fits":
            said, known = span(photo.day), span(photo.day_record)
            assert said.earliest <= known.latest, photo.id
            assert known.earliest <= said.latest, photo.id


def test_the_days_of_claims_and_index_agree() -> None:
    dated = {
        row["subject"]: row["date"]
        for row in table(KOREA / "claims" / "photo_story.csv")
        if row["quantity"] == "date" and row["subject"].startswith("photo:")
    }
    assert dated == {photo.id: photo.day for photo in photos() if photo.day}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"verdict": "maybe"}, "verdict"),
        ({"formations": "US-1ID"}, "formations"),
        ({"rests_on": ""}, "rests_on"),
        ({"day": "1951-13"}, "day"),
        ({"id": "photo:02"}, "id"),
    ],
)
def test_a_fault_is_one_sentence_with_file_line_and_field(
    tmp_path: Path, wrong: dict[str, str], field: str
) -> None:
    rows = table(INDEX)[:2]
    rows[0] |= wrong
    (tmp_path / "photos").mkdir()
    with (tmp_path / "photos" / "index.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    faults: list[Fault] = []
    check_photos(tmp_path, read_order_of_battle(KOREA, []), {"photo-story"}, faults)
    assert [fault.field for fault in faults] == [field]
    assert faults[0].line in (2, 3)
    assert re.search(r"[;,]", str(faults[0]))
