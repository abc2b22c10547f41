"""Chapters of the story and rules of decisions: facts in the data, words in the catalogue."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from atlas_runs import NAME, client, run_of
from parallel38.atlas.behind import RATES
from parallel38.atlas.evidence import Evidence
from parallel38.atlas.odds import TOLD
from parallel38.atlas.story import chapters_of, rules_of_decisions
from parallel38.complaint import Complaint
from parallel38.evidence.load import load as load_ledger
from parallel38.evidence.photos import photos
from parallel38.paths import data_folder
from wars import opened

KOREA = data_folder() / "korea1950"
WORDS = Path(__file__).parents[2] / "web" / "src" / "strings" / "chapters.ts"


def test_every_caption_stands_in_one_chapter() -> None:
    told = sorted(n for one in chapters_of(opened("korea1950")) for n in one["captions"])
    assert told == sorted(int(row["caption"]) for row in photos(KOREA))


def test_every_chapter_goes_to_a_place_and_a_day_and_rests_on_rows() -> None:
    scenario = opened("korea1950")
    evidence = Evidence(load_ledger(KOREA))
    places = (KOREA / "record" / "places.csv").read_text(encoding="utf-8")
    for one in chapters_of(scenario):
        assert f"\n{one['place']}," in places, one["id"]
        assert scenario.start.isoformat() <= one["date"] <= scenario.end.isoformat()
        assert one["rests_on"]
        for row in one["rests_on"]:
            assert evidence.figure(row)["claims"], (one["id"], row)


def test_every_chapter_has_its_words_and_no_words_are_left_over() -> None:
    worded = re.findall(r"^  '([a-z-]+)': \{$", WORDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert worded == [one["id"] for one in chapters_of(opened("korea1950"))]


def test_every_decision_falls_by_a_rule_of_the_table() -> None:
    scenario = opened("korea1950")
    decides = rules_of_decisions(scenario)
    assert set(TOLD) - {"nuclear"} <= set(decides)
    assert set(decides.values()) <= set(scenario.rules)


def test_every_number_of_the_model_has_its_words_and_what_lies_behind_it() -> None:
    words = WORDS.with_name("en.model.ts").read_text(encoding="utf-8")
    explained = re.findall(r"^    (\w+): \{ name: ", words, re.MULTILINE)
    told = client(run_of("isthmus")).get(f"/api/runs/{NAME}/order").json()["behind"]
    assert sorted(told) == sorted(explained)
    for name, groups in RATES.items():
        for group in groups:
            assert any(rate.startswith(group) for rate in told[name]["rates"]), (name, group)


def test_a_war_without_photographs_has_no_story() -> None:
    atlas = client(run_of("isthmus"))
    assert atlas.get(f"/api/runs/{NAME}/record").json()["chapters"] == []
    assert atlas.get(f"/api/runs/{NAME}/order").json()["decides"] == {}


def test_a_bad_chapter_is_said_in_one_sentence(tmp_path: Path) -> None:
    scenario = opened("korea1950")
    bad = tmp_path / "war"
    (bad / "atlas").mkdir(parents=True)
    text = (KOREA / "atlas" / "chapters.yaml").read_text(encoding="utf-8")
    (bad / "atlas" / "chapters.yaml").write_text(text.replace("place: seoul", "town: seoul", 1))
    shutil.copy(KOREA / "scenario.yaml", bad)
    with pytest.raises(Complaint, match=r"chapters\.yaml:\d+: two-beginnings\.place: is missing"):
        chapters_of(replace(scenario, folder=bad))


def test_the_numbers_behind_a_share_of_the_audit_are_told() -> None:
    atlas = client(run_of("isthmus"))
    shares = atlas.get(f"/api/runs/{NAME}/evidence/audit").json()["shares"]
    for share in shares:
        told = atlas.get(f"/api/runs/{NAME}/evidence/audit/{share['kind']}").json()
        assert len(told) == share["numbers"]
        assert sum(one["disputed"] for one in told) == share["contradicted"]
        assert sum(one["sources"] > 0 for one in told) >= share["with_claims"]
    refused = atlas.get(f"/api/runs/{NAME}/evidence/audit/nonsense")
    assert refused.status_code == 409
    assert "nonsense" in refused.json()["detail"]
