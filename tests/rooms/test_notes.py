"""The notes of a report: every mark leads somewhere, and every note names its claims."""

import re
from functools import lru_cache

import pytest

from parallel38.evidence.load import load
from parallel38.inference.targets import read_rows
from parallel38.paths import data_folder
from parallel38.report import tables
from parallel38.report.notes import Notes
from parallel38.scenario.lineage import MODEL, ROW

KOREA = data_folder() / "korea1950"
NAMES = ("range:us.killed", "holders:seoul/1951-03-15", "fronts:1951-01-24", "events:pe025",
         "strengths:2", MODEL)  # fmt: skip


@lru_cache
def noted() -> Notes:
    notes = Notes(KOREA)
    for name in NAMES:
        assert notes.mark(name, name)
    notes.mark("two fronts", "fronts:1951-01-24", "fronts:1951-02-11")
    return notes


def test_a_mark_is_numbered_once_and_stays() -> None:
    notes = Notes(KOREA)
    first = notes.mark("one", NAMES[0])
    second = notes.mark("two", NAMES[1])
    assert 'href="#n1"' in first
    assert 'href="#n2"' in second
    assert notes.mark("again", NAMES[0]) == first
    assert notes.mark("nothing", "range:nobody.killed") == ""


def test_every_link_of_the_notes_leads_to_a_place_in_them() -> None:
    text = noted().section()
    places = re.findall(r'id="([^"]+)"', text)
    assert len(places) == len(set(places))
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert links
    assert links <= set(places)
    assert "http" not in text


def test_a_range_names_every_claim_used_and_left_out_with_its_reason() -> None:
    text = noted().section()
    decision = noted().decisions["range:us.killed"]
    assert "Range 26,121 to 33,739 men" in text
    for claim in decision.used:
        assert re.search(rf"<td>{re.escape(claim.id)}</td>.*?<td>used</td>", text)
    for claim, why in decision.left_out:
        assert f"<td>{claim.id}</td>" in text
        assert f"left out: {why}" in text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("range:strengths.rok.1951-06-30.in_korea", "Range 260,548 to 273,266 men"),
        ("range:strengths.prc.1953-07.in_korea", "used: only bounds it, from below"),
        ("range:civilians.korea-killed", "Range 2,000,000 to 3,000,000 people"),
    ],
)
def test_a_bar_of_the_sources_leads_to_its_decision(name: str, says: str) -> None:
    notes = Notes(KOREA)
    assert notes.mark("a bar", name)
    text = notes.section()
    assert says in text
    assert "rule in source_bars.yaml" in text
    for claim, why in notes.decisions[name].left_out:
        assert f"<td>{claim.id}</td>" in text
        assert f"left out: {why}" in text


def test_a_record_line_names_its_sources_and_a_pair_points_to_its_own_note() -> None:
    text = noted().section()
    front = text[text.index('id="n3"') : text.index('id="n4"')]
    assert "Mossman" in front
    assert 'href="#w-mossman1990"' in front
    pair = text[text.index('id="n7"') : text.index("</ol>")]
    assert "<p>Notes <a" in pair  # the first front has a note of its own, the second has not
    assert "Wikipedia: Operation Thunderbolt, Operation Roundup" in pair


def test_every_date_and_front_that_a_report_may_show_rests_on_a_claim_with_its_place() -> None:
    drawn = noted().drawn
    shown = [n for n in drawn.nodes if n.startswith(("events:", "holders:", "fronts:"))]
    assert len(shown) > 350
    ledger = load("korea1950")
    bare = []
    for name in shown:
        claims = [ledger.by_id[n.id] for n in drawn.below([name], MODEL) if n.kind == "claim"]
        if not any(claim.locator for claim in claims):
            bare.append(name)
    assert not bare


def test_the_note_of_a_front_names_its_claims() -> None:
    notes = Notes(KOREA)
    notes.mark("a front", "fronts:1951-01-24")
    text = notes.section()
    told = [c for c in load("korea1950").claims if c.quantity == "front_line"]
    mine = [claim for claim in told if claim.date == "1951-01-24"]
    assert {claim.source for claim in mine} == {
        "mossman1990",
        "kbs",
        "wikipedia-operation-thunderbolt",
    }
    assert all(f"<td>{claim.id}</td>" in text for claim in mine)
    assert not any(f"<td>{claim.id}</td>" in text for claim in told if claim not in mine)


def test_a_simulated_number_leads_to_all_rates_with_their_claims() -> None:
    text = noted().section()
    assert (
        "government.sign_hazard = 0.03 1/day, claims make 0.0204 by reckoning, none states it"
        in text
    )
    assert "rf.0654" in text


def test_a_school_shows_what_it_changes() -> None:
    notes = Notes(KOREA, "003")
    notes.mark("killed", "range:us.killed")
    assert "On the sources “003”" in notes.section()


def test_a_scenario_without_claims_has_no_marks() -> None:
    notes = Notes(data_folder() / "isthmus")
    assert notes.mark("simulated", MODEL) == ""
    assert notes.section() == ""


def test_a_cell_with_a_mark_is_escaped_but_for_the_mark() -> None:
    mark = noted().mark("range", NAMES[0])
    made = tables.table(("", ""), [("a<b", tables.with_mark("c<d", mark))], "what")
    assert "a&lt;b" in made
    assert f"c&lt;d {mark}" in made


def test_claims_of_the_notes_are_in_the_ledger() -> None:
    ids = set(re.findall(r"<td>([a-z]{2}\.\d+)</td>", noted().section()))
    assert len(ids) > 20
    assert ids <= load("korea1950").by_id.keys()


def test_a_claim_made_from_a_row_of_the_record_has_a_source_of_that_row() -> None:
    rows: dict[str, dict[int, dict[str, str]]] = {}
    strange = []
    for claim in load("korea1950").claims:
        found = ROW.match(claim.locator)
        if found is None or claim.source in ("judgement", "general-knowledge"):
            continue
        table, line = found[1], int(found[2])
        if table not in rows:
            rows[table] = dict(enumerate(read_rows(KOREA / "record" / f"{table}.csv"), 2))
        keys = rows[table][line]["source_key"].split(";")
        if not {claim.source, claim.via} & set(keys):
            strange.append(claim.id)
    assert not strange


@pytest.mark.parametrize(
    ("key", "words"),
    [("photo-story", r"\b000\b"), ("encyclopedia-article", r"\b003\b|seed ref"),
     ("time-1951", r"\bTime\b"), ("va2021", r"\bVA\b|Veterans Affairs")],
)  # fmt: skip
def test_a_row_names_a_work_that_its_words_name(key: str, words: str) -> None:
    tables = [*(KOREA / "record").glob("*.csv"), KOREA / "order_of_battle" / "formations.csv"]
    strange = [
        f"{file.name}:{line}"
        for file in tables
        for line, row in enumerate(read_rows(file), 2)
        if key in (row.get("source_key") or "").split(";")
        and not re.search(words, f"{row['source']} {row.get('note', '')}")
    ]
    assert not strange
