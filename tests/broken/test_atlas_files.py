"""One fault in what the atlas is told, and the one line that tells of it."""

import shutil
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.check import check
from parallel38.scenario.files import read_files
from parallel38.scenario.rules import Rule
from parallel38.scenario.telling import CHAPTERS, DECISIONS, check_telling

KOREA = data_folder() / "korea1950"


class Case(NamedTuple):
    """What is broken, and what must be said about it."""

    file: Path
    old: str  # text that is replaced once
    new: str
    field: str
    says: str


CASES = {
    "unknown key": Case(CHAPTERS, "place: seoul", "town: seoul", "two-beginnings.town", "no known"),
    "no captions": Case(CHAPTERS, "[16, 17, 18]", "[]", "the-home-front.captions", "needs 1"),
    "a caption that is none": Case(CHAPTERS, "16, 17, 18]", "16, 17, 18, 62]",
                                   "the-home-front.captions.3", "no caption of photos"),
    "a caption twice": Case(CHAPTERS, "16, 17, 18]", "16, 17, 18, 2]",
                            "the-home-front.captions.3", "two-beginnings too"),
    "a caption in words": Case(CHAPTERS, "[16,", "[one,", "the-home-front.captions.0", "whole"),
    "a caption left out": Case(CHAPTERS, "[16, 17, 18]", "[16, 17]", "", "18 stand in no chapter"),
    "no such place": Case(CHAPTERS, "place: antung", "place: antng", "the-home-front.place",
                          "mean antung"),
    "no such day": Case(CHAPTERS, "1951-06-01", "1951-06-31", "the-home-front.date", "not a day"),
    "another century": Case(CHAPTERS, "1951-06-01", "1851-06-01", "the-home-front.date",
                            "outside the war"),
    "no such event": Case(CHAPTERS, "events:pe002", "events:pe902", "two-beginnings.rests_on.0",
                          "no row of the record"),
    "no such holder": Case(CHAPTERS, "holders:seoul/1950-09-28", "holders:seoul/1950-09-29",
                           "inchon-and-north.rests_on.1", "mean holders:seoul/1950-09-28"),
    "a chapter twice": Case(CHAPTERS, "the-home-front:", "prisoners:", "prisoners", "stands twice"),
    "no decision": Case(DECISIONS, "landed:", "lended:", "lended", "mean landed"),
    "no such rule": Case(DECISIONS, "talks: talks", "talks: talkz", "talks", "mean talks"),
    "a tab": Case(DECISIONS, "talks: talks", "\ttalks: talks", "", "is not YAML"),
}  # fmt: skip


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    return read_files(KOREA, []).rules


def faults_of(case: Case, tmp_path: Path) -> list[Fault]:
    folder = tmp_path / "war"
    shutil.copytree(KOREA / "atlas", folder / "atlas")
    for name in ("photos", "record"):
        (folder / name).symlink_to(KOREA / name)
    file = folder / case.file
    text = file.read_text(encoding="utf-8")
    assert case.old in text
    file.write_text(text.replace(case.old, case.new, 1), encoding="utf-8")
    faults: list[Fault] = []
    check_telling(folder, read_files(KOREA, []).form, rules(), faults)
    return faults


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_fault_is_told_in_one_line(case: Case, tmp_path: Path) -> None:
    told = [one for one in faults_of(case, tmp_path) if one.field == case.field]
    assert len(told) == 1, told
    assert case.says in told[0].message
    assert str(told[0].file).endswith(str(case.file))
    assert (told[0].line > 0) or case.field == ""


def test_all_faults_are_told_in_one_go(tmp_path: Path) -> None:
    folder = tmp_path / "korea1950"
    shutil.copytree(KOREA, folder)
    for file, old, new in (
        (CHAPTERS, "place: antung", "place: antng"),
        (CHAPTERS, "events:pe002", "events:pe902"),
        (DECISIONS, "talks: talks", "talks: talkz"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    told = [str(fault) for fault in check(folder)]
    assert len(told) == 3, told
    assert all("atlas" in one for one in told)


def test_a_scenario_that_tells_the_atlas_nothing_is_sound(tmp_path: Path) -> None:
    faults: list[Fault] = []
    check_telling(tmp_path, None, (), faults)
    assert faults == []
