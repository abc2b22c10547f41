"""The evidence of Korea: what an editor asks, what rests on what, other schools, other forms."""

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

import parallel38 as p38
from ledgers import ledger as small_ledger
from parallel38.complaint import Complaint
from parallel38.evidence import conflicts
from parallel38.evidence.conflicts import Finding
from parallel38.evidence.export import FORMS
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import load
from parallel38.evidence.query import Filter, answers, select
from parallel38.paths import scenario_folder
from parallel38.scenario.audit import audit
from parallel38.scenario.files import read_files
from parallel38.scenario.lineage import Graph, graph
from parallel38.scenario.resolve import DOCUMENTS, SCHOOLS
from parallel38.scenario.scenario import load as load_scenario
from parallel38.scenario.switch import all_changes, parted, switched
from parallel38.scenario.trace import Trace, trace

DEAD_CHINESE = (25_000, 900_000)  # the least and the most that the documents have
LANDING_MONTH = "1950-07"  # under which the article files the landing of September


@lru_cache(maxsize=1)
def ledger() -> Ledger:
    return load("korea1950")


@lru_cache(maxsize=1)
def found() -> list[Finding]:
    return conflicts.find(ledger())


@lru_cache(maxsize=1)
def drawn() -> Graph:
    return graph(ledger())


def followed(name: str) -> Trace:
    return trace(ledger(), name, drawn())


def test_how_many_chinese_died() -> None:
    first, *_ = answers(ledger(), "how many Chinese died?")
    assert (first.subject, first.quantity) == ("nation:prc", "deaths")
    (finding,) = (one for one in found() if one.id == "number/nation:prc.deaths")
    values = [claim.low for claim in finding.claims if claim.low]
    assert min(values) == DEAD_CHINESE[0]
    assert "between" in finding.where and finding.record
    killed = next(one for one in found() if one.id == "number/nation:prc.killed")
    assert max(claim.low or 0 for claim in killed.claims) == DEAD_CHINESE[1]


def test_when_did_seoul_fall() -> None:
    subjects = [answer.subject for answer in answers(ledger(), "when did Seoul fall?")]
    assert {"event:seoul_falls_1", "event:seoul_falls_2"} <= set(subjects[:4])
    assert any(one.about.startswith("event:seoul_falls_2") for one in found())


def test_what_rests_on_the_casualty_list_of_the_article() -> None:
    told = followed("what rests on the encyclopedia article's casualty list?")
    assert all(node.kind == "list" for node in told.names)
    carried = {node.id for node in told.above}
    assert {"figure:losses.us.wounded", "figure:losses.rok.killed", "range:kpa.killed"} <= carried


@pytest.mark.parametrize(
    ("rule", "about", "where"),
    [
        ("identity", "west_korea", "record"),
        ("date", "war:korea", "inside 003"),
        ("date", "seoul_retaken_2", "inside 000"),
        ("order", f"inchon_landing.encyclopedia-article.{LANDING_MONTH}", "record"),
        ("order", "talks_open", "record"),
        ("parent", "us_24_inf_regt", "record"),
        ("presence", "us_1_inf_div", "record"),
        ("existence", "us_24_inf_regt", "record"),
        ("contingents", "coalition:unc", "record"),
        ("sum", "en.strength.north", "inside 003"),
        ("parts", "nation:rok.casualties", "inside 003"),
        ("ratio", "nation:prc.killed/nation:us.killed", "between"),
        ("number", "nation:us.deaths", "between"),
        ("number", "nation:uk.served", "inside 003"),
        ("number", "nation:prc.captured", "inside 000"),
    ],
)
def test_the_known_contradictions_of_the_documents_are_among_the_findings(
    rule: str, about: str, where: str
) -> None:
    hits = [one for one in found() if one.rule == rule and about in one.about]
    assert any(where in one.where for one in hits), [(one.about, one.where) for one in hits]


def test_findings_have_names_of_their_own_and_speak_in_one_line() -> None:
    names = [one.id for one in found()]
    assert len(names) == len(set(names))
    assert all("\n" not in one.says and one.says and one.by and one.where for one in found())


def test_a_figure_goes_down_to_claims_and_pages() -> None:
    below = followed("losses.us.killed").below
    kinds = [node.kind for node in below]
    assert {"model", "range", "record", "claim", "source"} <= set(kinds)
    assert any(re.search(r"cumings2011 in .*note 31", node.label) for node in below)


@pytest.mark.parametrize(
    ("name", "kind", "above", "below"),
    [
        ("appleman1961", "source", "formation", ""),
        ("combat.loss", "rate", "model", ""),
        ("US-24ID", "formation", "model", "source"),
        ("formation:us_24_inf_div", "entity", "formation", "claim"),
        ("decisions.intervened", "figure", "", "record"),
        ("seoul", "figure", "", "record"),
    ],
)
def test_traces_go_both_ways(name: str, kind: str, above: str, below: str) -> None:
    told = followed(name)
    assert {node.kind for node in told.names} == {kind}
    assert not above or above in {node.kind for node in told.above}
    assert not below or below in {node.kind for node in told.below}
    assert told.as_dict()["names"][0]["kind"] == kind


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what rests on Appleman?", {"source:appleman1961", "source:appleman1989"}),
        ("what rests on appleman1961?", {"source:appleman1961"}),
        ("what does combat.loss rest on?", {"rate:combat.loss"}),
        ("what rests on claim en.203?", {"en.203"}),
        ("what rests on the photo story?", {"source:photo-story"}),
        ("what depends on the encyclopedia article?", {"source:encyclopedia-article"}),
    ],
)
def test_a_question_names_what_it_traces(question: str, names: set[str]) -> None:
    assert {node.id for node in followed(question).names} == names


def test_the_casualty_list_is_found_by_words() -> None:
    told = followed("what rests on the encyclopedia article's casualty list?")
    assert {node.kind for node in told.names} == {"list"}
    assert any("en.casualties.un_deaths" in node.id for node in told.names)


def test_a_war_traces_its_numbers() -> None:
    told = p38.load("korea1950").trace("losses.rok.killed")
    assert "rests on" in str(told) and "claims" in str(told)
    with pytest.raises(Complaint, match="nothing is called"):
        p38.load("korea1950").trace("zebra")


def test_the_audit_counts_every_number_once() -> None:
    told = audit(ledger())
    shares = {share.kind: share for share in told.shares}
    assert told.faults == []
    assert told.claims == len(ledger().claims)
    for share in shares.values():
        assert share.with_claims + share.judged == share.numbers
        assert share.two_sources <= share.with_claims
        assert share.contradicted <= share.numbers
    ranges = shares["range"]
    assert ranges.with_claims == ranges.numbers > 0


@pytest.mark.parametrize("school", [*SCHOOLS, *DOCUMENTS])
def test_a_school_changes_only_what_it_speaks_of(school: str) -> None:
    changes = all_changes(scenario_folder("korea1950"), school)
    assert all(one.claims and one.before != one.after for one in changes)
    assert len({one.what for one in changes}) == len(changes)
    cited = {claim for one in changes for claim in one.claims}
    works = ledger().works
    for name in cited:
        claim = ledger().by_id[name]
        if school in DOCUMENTS:
            assert any(works[key].document == school for key in claim.documents)
        else:
            assert works[claim.source].school == school


def test_the_chinese_figures_make_other_volunteers() -> None:
    files = read_files(scenario_folder("korea1950"), [])
    changed, changes = switched(files, "prc")
    before = {row.id: row.draft for _, row in files.order.formations}
    after = {row.id: row.draft for _, row in changed.order.formations}
    moved = {name for name in before if before[name] != after[name]}
    assert moved and len(moved) == len(changes)
    assert all(name.startswith("PVA") for name in moved)


def test_a_scenario_is_loaded_on_the_figures_of_a_school() -> None:
    usual, other = load_scenario("korea1950"), load_scenario("korea1950@000")
    assert (usual.sources, other.sources) == ("all", "000")
    assert usual.formations == other.formations
    assert (usual.state0.formations.men != other.state0.formations.men).any() or all_changes(
        usual.folder, "000"
    )
    assert parted("korea1950@prc") == ("korea1950", "prc")
    assert parted("korea1950") == ("korea1950", "all")
    with pytest.raises(Complaint, match="no school of sources"):
        load_scenario("korea1950@moon")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_export_holds_every_claim_or_work(form: str) -> None:
    claims = select(ledger(), Filter(document="003", quantity="deaths"))
    written = FORMS[form](ledger(), claims)
    text = written if isinstance(written, str) else json.dumps(written)
    assert claims
    if form in ("csl", "bibtex"):
        assert all(key in text for claim in claims for key in claim.documents)
    elif form != "timelinejs":
        assert all(f'"{claim.id}"' in text or f"claim/{claim.id}" in text for claim in claims)


def test_csl_items_name_their_authors() -> None:
    works = {item["id"]: item for item in FORMS["csl"](ledger(), list(ledger().claims))}
    assert works["cumings2011"]["author"][0]["family"] == "Cumings"
    assert works["appleman1961"]["issued"]["date-parts"] == [[1961]]
    assert works["appleman1961"]["type"] == "book"


def test_the_timeline_has_dates_that_timelinejs_can_read() -> None:
    events = FORMS["timelinejs"](ledger(), list(ledger().claims))["events"]
    assert len(events) > 100
    for event in events:
        assert 1 <= event["start_date"]["month"] <= 12
        assert event["text"]["headline"]


def test_a_rate_may_rest_on_a_single_claim(tmp_path: Path) -> None:
    dead = {"subject": "nation:borealia", "quantity": "deaths", "value": 25000}
    held = small_ledger(tmp_path, dead, {**dead, "value": 400000, "source": "story"})
    (tmp_path / "rates").mkdir()
    rates = "pace: {value: 4, unit: km/day, claims: [c.1]}\nhaste: {value: 2, judgement: true}\n"
    (tmp_path / "rates" / "march.yaml").write_text(rates, encoding="utf-8")
    below = {node.id for node in trace(held, "march.pace").below}
    assert below == {"c.1", "source:history"}
    assert "rate:march.pace" in {node.id for node in trace(held, "history").above}
    (share,) = (one for one in audit(held).shares if one.kind == "rate")
    assert (share.numbers, share.with_claims, share.contradicted, share.judged) == (2, 1, 1, 1)
