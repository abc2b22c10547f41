"""Bars of the sources beside simulated strengths and civilian dead, made by hand."""

from pathlib import Path
from typing import Any

import pytest

from ledgers import ledger as small_ledger
from parallel38.complaint import Complaint
from parallel38.evidence.load import load
from parallel38.faults import Fault
from parallel38.scenario.bars import BARS, bar_decisions, check_bars, drawn_bars
from parallel38.scenario.lineage import graph
from parallel38.scenario.loss_ranges import called
from parallel38.scenario.trace import trace

SCORING = "groups:\n  borealia: {sources: [B], skip_scopes: [total]}\n"
STRENGTHS = """nation,date,strength_low,strength_high,scope,source,verified,source_key
B,1900-07-01,9000,9500,in_korea,history,yes,history
B,1900-07-01,11000,11000,in_korea,ministry,yes,ministry
B,1900-07-01,40000,40000,total,history,yes,history
B,1899-07-01,9999,9999,in_korea,before the war,yes,history
M,1900-07-01,7777,7777,in_korea,another nation,yes,history
"""
CIVILIANS = "civilians:\n  - {label: 'North, dead', low: 200, high: 300, nation: N, kind: killed}\n"
FILE = """strengths:
  borealia:
    - {{date: "1900-07-01", scope: in_korea, low: {low}, high: {high}, used: [{used}]{made}}}
civilians:
  north-dead: {{low: 200, high: 300, used: [c.5]}}
left_out:
  - {{claims: [c.4], reason: "of another army"}}
"""
MEN: dict[str, Any] = {
    "subject": "nation:borealia", "quantity": "strength", "date": "1900-07-01",
}  # fmt: skip
CLAIMS: tuple[dict[str, Any], ...] = (
    MEN | {"low": 9000, "high": 9500},
    MEN | {"value": 10000, "source": "ministry"},
    MEN | {"value": 1000, "source": "memoir", "scope": "combat"},
    MEN | {"value": 5000, "source": "story"},
    {"subject": "nation:borealia", "quantity": "deaths", "low": 200, "high": 300,
     "unit": "people", "scope": "civilian whole_war"},
    {"subject": "nation:borealia", "quantity": "deaths", "value": 900, "unit": "people",
     "scope": "both whole_war", "source": "story"},
    MEN | {"value": 1234, "date": "1900-12-01", "source": "story"},
    MEN | {"value": 800, "object": "event:landing"},
)  # fmt: skip
SUM = ", made: [{of: [c.2, c.3]}]"


def bars(tmp_path: Path, low: int, high: int, used: str, made: str = "") -> list[str]:
    """Return the faults of a small scenario whose bar of strength runs from `low` to `high`."""
    held = small_ledger(tmp_path, *CLAIMS)
    record = tmp_path / "record"
    (record / "scoring.yaml").write_text(SCORING, encoding="utf-8")
    (record / "strengths.csv").write_text(STRENGTHS, encoding="utf-8")
    (record / "loss_ranges.yaml").write_text(CIVILIANS, encoding="utf-8")
    text = FILE.format(low=low, high=high, used=used, made=made)
    (tmp_path / BARS).write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    check_bars(tmp_path, held, faults)
    return [str(fault) for fault in faults]


def test_a_bar_is_made_of_rows_and_of_claims(tmp_path: Path) -> None:
    assert bars(tmp_path, 9000, 11000, "c.1", SUM) == []
    assert drawn_bars(tmp_path) == {
        ("strengths", "borealia", "1900-07-01", "in_korea"): (9000, 11000),
        ("civilians", "north-dead"): (200, 300),
    }
    found = bar_decisions(tmp_path, small_ledger(tmp_path, *CLAIMS))
    strength = found["strengths", "borealia", "1900-07-01", "in_korea"]
    assert (strength.low, strength.high, strength.centre) == (9000, 11000, (9250 + 11000) / 2)
    assert [claim.id for claim in strength.used] == ["c.1", "c.2", "c.3"]
    assert {claim.id: why for claim, why in strength.left_out} == {
        "c.4": "of another army", "c.8": "counts the men of one battle",
    }  # fmt: skip
    dead = found["civilians", "north-dead"]
    assert {claim.id: why for claim, why in dead.left_out} == {"c.6": "counts soldiers too"}


@pytest.mark.parametrize(
    ("low", "high", "used", "made", "told"),
    [
        (9000, 11000, "c.1", "", "but what it uses makes 9000 to 9500"),
        (9000, 9500, "c.1", "", "but the record makes 9000 to 11000"),
        (9000, 9500, "c.1", "", "neither uses claim c.2"),
        (9000, 11000, "c.11", "", "'c.11' is no claim"),
        (9000, 11000, "", "", "names no claim"),
        (9000, 11000, "c.1", ", mode: [x]", "mode"),
    ],
)
def test_a_bar_that_does_not_come_out_is_a_fault(
    tmp_path: Path, low: int, high: int, used: str, made: str, told: str
) -> None:
    assert any(told in fault for fault in bars(tmp_path, low, high, used, made))


def test_a_bar_that_is_drawn_needs_a_decision(tmp_path: Path) -> None:
    assert bars(tmp_path, 9000, 11000, "c.1", SUM) == []
    more = STRENGTHS + "B,1901-01-01,5,6,combat,history,yes,history\n"
    (tmp_path / "record" / "strengths.csv").write_text(more, encoding="utf-8")
    faults: list[Fault] = []
    check_bars(tmp_path, small_ledger(tmp_path, *CLAIMS), faults)
    assert any("has no decision here" in str(fault) for fault in faults), faults


def test_bars_are_traced_and_resolved_by_name() -> None:
    held = load("korea1950")
    name = "strengths.rok.1951-06-30.in_korea"
    found = called(name, held)
    assert found.high - found.low == held.by_id["rf.0397"].high
    drawn = graph(held)
    assert f"range:{name}" in {node.id for node in drawn.above(["rf.0397"])}
    assert "figure:strengths.rok" in {node.id for node in drawn.above(["rf.0397"])}
    assert "figure:civilians" in {node.id for node in drawn.above(["source:lewy1980"])}
    with pytest.raises(Complaint, match="did you mean"):
        called("strengths.rok.1951-06-30.in_kore", held)


def test_a_trace_ends_nowhere_without_saying_so() -> None:
    held = load("korea1950")
    drawn = graph(held)
    for name in ("event:seoul_retaken_1", "source:edles1998", "place:seoul", "strengths:28"):
        assert drawn.below([name]) or drawn.above([name]), name
    alone = trace(held, "formation:rok_iii_corps", drawn)
    assert "known by name alone" in str(alone)
    figures = [node.id for node in drawn.nodes.values() if node.kind == "figure"]
    assert all(trace(held, name, drawn).below for name in figures)
