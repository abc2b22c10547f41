"""The evidence room at the command line: an editor's questions, and what is typed wrong."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ledgers import row, write
from parallel38.cli import main

ROWS = [
    row(1, subject="nation:borealia", quantity="deaths", value=25000, source="article",
        list="article.dead", list_role="item", printed="about 25,000", locator="list of deaths"),
    row(2, subject="nation:borealia", quantity="deaths", value=400000, source="story"),
    row(3, subject="event:landing", quantity="date", date="1900-09-15", source="story"),
    row(4, subject="event:landing", quantity="date", filed="1900-07", source="article"),
    row(5, subject="place:ferry", quantity="taken_by", object="nation:borealia",
        date="1900-07-01", source="story"),
    row(6, subject="nation:meridia", quantity="wounded", low=100, high=200, source="ministry",
        via="article"),
]  # fmt: skip


@pytest.fixture
def invented(tmp_path: Path) -> str:
    return str(write(tmp_path, ROWS))


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error of an evidence command."""
    with pytest.raises(SystemExit) as stop:
        main(["evidence", *words])
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("question", ["how many Borealians died?", "Borealian dead"])
def test_how_many_died(invented: str, capsys: Said, question: str) -> None:
    code, out, _ = said(capsys, "search", question, "--scenario", invented)
    assert code == 0
    assert out.startswith(
        "in short: Borealia, deaths: 25,000 to 400,000 men, in 2 claims: "
        "the least says article, the most story\n"
    )
    assert "\nBorealia: deaths\n" in out
    assert "25,000 men" in out and "400,000 men" in out
    assert "cannot all be true" in out
    assert "by the rules of resolution" in out


def test_when_did_it_fall(invented: str, capsys: Said) -> None:
    code, out, _ = said(capsys, "search", "when", "was", "the", "landing?", "--scenario", invented)
    assert code == 0
    assert "the record: 1900-09-15 (events:e1)" in out
    assert "1900-07" in out


def test_a_place_that_fell_is_told_with_day_and_record(invented: str, capsys: Said) -> None:
    code, out, _ = said(capsys, "search", "when did Ferry fall?", "--scenario", invented)
    assert code == 0
    assert "the record: 1900-07-01, to the North" in out
    assert "1900-07-01 Borealia" in out


def test_a_search_for_what_rests_on_something_is_a_trace(invented: str, capsys: Said) -> None:
    asked = "what rests on claim c.1?"
    found = said(capsys, "search", asked, "--scenario", invented)
    assert found[1].startswith("in short: c.1 rests on")
    assert found == said(capsys, "trace", asked, "--scenario", invented)


def test_all_sources_change_nothing_and_say_why(invented: str, capsys: Said) -> None:
    told = said(capsys, "switch", "all", "--scenario", invented)[2]
    assert "no number changes: the scenario itself rests on all sources" in told


def test_a_school_that_says_nothing_here_says_so(invented: str, capsys: Said) -> None:
    assert "no number changes" in said(capsys, "switch", "us", "--scenario", invented)[2]


def test_a_trace_of_nothing_asks_for_a_name(invented: str, capsys: Said) -> None:
    code, _, err = said(capsys, "trace", " ", "--scenario", invented)
    assert code == 2
    assert "nothing is named" in err


def test_a_range_that_is_not_there_is_told(invented: str, capsys: Said) -> None:
    code, _, err = said(capsys, "resolve", "losses.us.killed", "--scenario", invented)
    assert code == 2
    assert "no range of losses" in err


def test_a_list_is_written_as_table_json_and_csv(invented: str, capsys: Said) -> None:
    filters = ("list", "--nation", "Borealia", "--scenario", invented)
    _, table, _ = said(capsys, *filters)
    _, as_json, _ = said(capsys, *filters, "--as", "json")
    _, as_csv, _ = said(capsys, *filters, "--as", "csv")
    assert [claim["id"] for claim in json.loads(as_json)] == ["c.1", "c.2", "c.5"]
    assert [claim["id"] for claim in csv.DictReader(io.StringIO(as_csv))] == ["c.1", "c.2", "c.5"]
    assert all(name in table for name in ("c.1", "c.2", "c.5"))


def test_a_list_as_csv_can_be_read_again(invented: str, capsys: Said) -> None:
    _, before, _ = said(capsys, "list", "--as", "csv", "--scenario", invented)
    (Path(invented) / "claims" / "claims.csv").write_text(before, encoding="utf-8")
    code, after, _ = said(capsys, "list", "--as", "csv", "--scenario", invented)
    assert (code, after) == (0, before)


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("--subject", "event:landing"), ["c.3", "c.4"]),
        (("--subject", "Ferry"), ["c.5"]),
        (("--quantity", "deaths,wounded"), ["c.1", "c.2", "c.6"]),
        (("--period", "1900-09"), ["c.3"]),
        (("--source", "story"), ["c.2", "c.3", "c.5"]),
        (("--source", "rok"), ["c.6"]),
        (("--document", "003"), ["c.1", "c.4", "c.6"]),
        (("--grade", "ministry_statistics"), ["c.6"]),
        (("--list", "article"), ["c.1"]),
        (("--document", "000", "--quantity", "date"), ["c.3"]),
    ],
)
def test_filters(invented: str, capsys: Said, filters: tuple[str, ...], ids: list[str]) -> None:
    code, out, _ = said(capsys, "list", *filters, "--as", "json", "--scenario", invented)
    assert (code, [claim["id"] for claim in json.loads(out)]) == (0, ids)


def test_one_claim_is_shown_with_what_contradicts_it(invented: str, capsys: Said) -> None:
    _, out, _ = said(capsys, "show", "c.1", "--scenario", invented)
    assert "about 25,000" in out and "claims.csv:2" in out and "400,000" in out
    _, out, _ = said(capsys, "show", "nation:meridia", "--scenario", invented)
    assert "Meridian" in out and "c.6" in out


def test_conflicts_name_rule_claims_and_record(invented: str, capsys: Said) -> None:
    _, out, err = said(capsys, "conflicts", "--scenario", invented, "--as", "json")
    found = {one["rule"]: one for one in json.loads(out)}
    assert set(found) == {"number", "order"}
    assert found["number"]["claims"] == "c.1 c.2"
    assert "1900-09-15" in found["order"]["record"]
    assert "2 of 2 findings" in err
    _, out, _ = said(capsys, "conflicts", "--scenario", invented, "--rule", "order")
    assert "filed under 1900-07" in out and "article" in out


def test_sources_say_what_rests_on_them(invented: str, capsys: Said) -> None:
    _, out, _ = said(capsys, "sources", "--scenario", invented, "--as", "json")
    counted = {work["id"]: work["claims"] for work in json.loads(out)}
    assert counted == {"article": 3, "story": 3, "ministry": 1, "history": 0, "memoir": 0}


def test_a_trace_goes_both_ways(invented: str, capsys: Said) -> None:
    _, out, _ = said(capsys, "trace", "c.6", "--scenario", invented, "--as", "json")
    found = json.loads(out)
    assert {one["id"] for one in found["rests_on"]} == {"source:ministry", "source:article"}
    assert {one["id"] for one in found["carries"]} == {"nation:meridia"}
    _, out, _ = said(capsys, "trace", "the article's list of the dead", "--scenario", invented)
    assert out.startswith(
        "in short: list:article.dead rests on 1 claim and 1 source; it carries 1 entity\n"
    )
    assert "in 1 contradiction\n" in out and "cannot all be true" in out


def test_an_audit_fails_on_a_fault(invented: str, capsys: Said) -> None:
    code, out, _ = said(capsys, "audit", "--scenario", invented)
    assert code == 0 and "0 faults" in out
    write(Path(invented), [ROWS[0] | {"locator": ""}, row(7, subject="x", quantity="y")])
    code, out, _ = said(capsys, "audit", "--scenario", invented)
    assert code == 1
    assert "claims.csv:2: locator" in out and "claims.csv:3: subject" in out


def test_an_audit_fails_on_a_date_after_its_source(invented: str, capsys: Said) -> None:
    late = row(1, subject="event:landing", quantity="date", date="1965", source="history")
    write(Path(invented), [late])
    code, out, _ = said(capsys, "audit", "--scenario", invented)
    assert code == 1 and "after its source of 1961" in out


def test_photographs_are_listed_by_verdict(capsys: Said) -> None:
    code, out, err = said(capsys, "photos", "--verdict", "wrong", "--as", "json")
    rows = json.loads(out)
    assert code == 0 and rows and f"{len(rows)} photographs" in err
    assert {row["verdict"] for row in rows} == {"wrong"}
    assert all(row["reason"] for row in rows)


def test_a_scenario_without_claims_says_so(capsys: Said) -> None:
    code, _, err = said(capsys, "list", "--scenario", "isthmus")
    assert code == 2 and "isthmus has no claims" in err


@pytest.mark.parametrize("form", ["csl", "wikibase", "timelinejs", "prov"])
def test_exports_are_json(invented: str, capsys: Said, form: str) -> None:
    code, out, _ = said(capsys, "export", form, "--scenario", invented)
    assert code == 0 and json.loads(out)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "c.99"), "no claim, entity, list or work 'c.99'"),
        (("list", "--subject", "Boralia"), "did you mean Borealia"),
        (("list", "--quantity", "death"), "did you mean deaths"),
        (("list", "--period", "June"), "is not a date"),
        (("list", "--source", "storey"), "did you mean story"),
        (("list", "--document", "001"), "no document '001'"),
        (("list", "--grade", "good"), "choose among"),
        (("list", "--list", "none"), "no list 'none'"),
        (("conflicts", "--rule", "numbers"), "did you mean number"),
        (("conflicts", "--where", "outside"), "place of a contradiction"),
        (("conflicts", "--degree", "huge"), "choose among"),
        (("search", "zebra"), "no claim speaks of zebra"),
        (("search", "the"), "no claim speaks of that"),
        (("trace", "zebra"), "nothing is called 'zebra'"),
        (("resolve", "nation:borealia", "death"), "did you mean deaths"),
        (("resolve", "nation:insula", "deaths"), "no claim gives deaths"),
        (("export", "docx"), "no form 'docx'"),
        (("sources", "--school", "moon"), "no school 'moon'"),
        (("sources", "--grade", "moon"), "no grade 'moon'"),
        (("search", "which captions are wrong?"), "has no photographs"),
        (("search", "what rests on zebra?"), "nothing is called"),
        (("photos",), "has no photographs"),
        (("list", "--as", "xml"), "xml"),
    ],
)
def test_a_wrong_word_is_answered_by_one_sentence(
    invented: str, capsys: Said, words: tuple[str, ...], says: str
) -> None:
    code, out, err = said(capsys, *words, "--scenario", invented)
    assert code == 2, (out, err)
    assert says in err
    assert err.count("\n") == 1 and "Traceback" not in err


def test_the_evidence_room_needs_no_engine() -> None:
    heavy = "{'numba', 'numpy', 'scipy', 'polars', 'matplotlib'}"
    program = (
        "import sys; from parallel38.cli import main\n"
        "try: main(['evidence', 'search', 'seoul'])\n"
        f"except SystemExit: assert not {heavy} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
