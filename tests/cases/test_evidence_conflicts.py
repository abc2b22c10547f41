"""Contradictions that nobody listed, fed to the rules."""

from pathlib import Path
from typing import Any

import pytest

from disagreements import WHOLES, Case
from exclusions import BROKEN
from ledgers import ledger
from parallel38.evidence.conflicts import RULES, Wanted, find, pick

DEAD: dict[str, Any] = {"subject": "nation:borealia", "quantity": "deaths"}
LIST: dict[str, Any] = {"quantity": "strength", "list": "story.strength", "source": "story"}
LANDING: dict[str, Any] = {"subject": "event:landing", "quantity": "date"}
AREA: dict[str, Any] = {"subject": "coalition:north", "quantity": "area"}


CONTRADICTIONS = {
    "two documents count the dead": Case(
        "number",
        (DEAD | {"value": 25000, "source": "article"}, DEAD | {"value": 400000, "source": "story"}),
        ("25,000", "400,000"),
        "between",
    ),
    "a document against itself": Case(
        "number",
        (
            DEAD | {"value": 205000, "source": "article"},
            DEAD | {"value": 415004, "source": "memoir", "via": "article"},
        ),
        where="inside 003",
    ),
    "a document against a source": Case(
        "number",
        (DEAD | {"value": 5000, "source": "story"}, DEAD | {"value": 7140}),
        where="record",
    ),
    "killed without more words may mean the dead": Case(
        "number",
        (
            DEAD | {"value": 100503, "source": "article"},
            DEAD | {"quantity": "killed", "value": 50000, "source": "story"},
        ),
    ),
    "units turned into each other": Case(
        "number",
        (
            AREA | {"value": 3900, "unit": "km2"},
            AREA | {"value": 1606, "unit": "sq mi", "source": "story"},
        ),
    ),
    "nearly against over": Case(
        "number",
        (
            DEAD | {"value": 20000, "printed": "nearly 20,000", "source": "story"},
            DEAD | {"value": 20000, "printed": "Over 20,000", "source": "story"},
        ),
        where="inside 000",
    ),
    "strengths of one day": Case(
        "number",
        (
            {"subject": "nation:meridia", "quantity": "strength", "value": 95000,
             "date": "1900-06-25"},
            {"subject": "nation:meridia", "quantity": "strength", "value": 65432,
             "date": "1900-06-25", "source": "memoir"},
        ),
    ),
    "a list that does not add up": Case(
        "sum",
        (
            LIST | {"subject": "nation:borealia", "value": 260601, "list_role": "item"},
            LIST | {"subject": "nation:meridia", "value": 26001, "list_role": "item"},
            LIST | {"subject": "coalition:north", "value": 284146, "list_role": "total"},
        ),
        ("286,602", "284,146"),
        "inside 000",
    ),
    "a list that leaves nothing for its last member": Case(
        "sum",
        (
            LIST | {"subject": "nation:borealia", "value": 990000, "list_role": "item"},
            LIST | {"subject": "nation:meridia", "list_role": "item"},
            LIST | {"subject": "coalition:north", "value": 860000, "list_role": "total"},
        ),
        ("more than its total",),
    ),
    "what a list leaves, against what others say": Case(
        "sum",
        (
            LIST | {"subject": "nation:borealia", "value": 1350000, "list_role": "item"},
            LIST | {"subject": "nation:meridia", "list_role": "item"},
            LIST | {"subject": "coalition:north", "value": 1860000, "list_role": "total"},
            {"subject": "nation:meridia", "quantity": "strength", "value": 26000},
        ),
        ("510,000",),
    ),
    "a part greater than the whole": Case(
        "parts",
        (
            DEAD | {"value": 700000, "source": "story"},
            DEAD | {"quantity": "casualties", "value": 360000},
        ),
        ("exceed",),
    ),
    "parts that together exceed the whole": Case(
        "parts",
        (
            DEAD | {"value": 205000, "source": "article"},
            DEAD | {"quantity": "wounded", "value": 905800, "source": "article"},
            DEAD | {"quantity": "casualties", "value": 990968, "source": "ministry",
                    "via": "article"},
        ),
        ("1,110,800", "990,968"),
        "inside 003",
    ),
    "a member with more than its coalition": Case(
        "parts",
        (
            DEAD | {"value": 900000, "source": "memoir", "via": "article"},
            DEAD | {"subject": "coalition:north", "value": 500000, "source": "history",
                    "via": "article"},
        ),
        ("those of North",),
        "inside 003",
    ),
    "a ratio that its own totals contradict": Case(
        "ratio",
        (
            {"subject": "coalition:north", "quantity": "ratio", "value": 8, "unit": "1",
             "about": "nation:borealia.deaths/nation:meridia.deaths", "source": "story"},
            DEAD | {"value": 25000, "source": "story"},
            DEAD | {"subject": "nation:meridia", "value": 100000, "source": "story"},
        ),
        ("0.25",),
        "inside 000",
    ),
    "a share that its parts contradict": Case(
        "ratio",
        (
            {"subject": "coalition:north", "quantity": "share", "value": 70, "unit": "%",
             "about": "nation:borealia.killed/nation:borealia.deaths", "source": "story"},
            DEAD | {"quantity": "killed", "value": 10000, "source": "story"},
            DEAD | {"value": 40000, "source": "story"},
        ),
        ("0.25",),
    ),
    "a length of time": Case(
        "duration",
        ({"subject": "coalition:north", "quantity": "duration", "value": 5, "unit": "year",
          "about": "event:war_begins/event:truce", "source": "story"},),
        where="record",
    ),
    "an event on two days": Case(
        "date",
        (
            {"subject": "event:nobody_knows", "quantity": "date", "date": "1900-06-17"},
            {"subject": "event:nobody_knows", "quantity": "date", "date": "1900-06-25",
             "source": "story"},
        ),
        ("1900-06-17", "1900-06-25"),
    ),
    "an event against the record": Case(
        "date", (LANDING | {"date": "1900-07", "source": "article"},), ("1900-07-01",), "record"
    ),
    "an event filed under the wrong month": Case(
        "order", (LANDING | {"filed": "1900-07", "source": "article"},), ("1900-07",), "record"
    ),
    "a statement filed under another date than its own": Case(
        "order",
        ({"subject": "event:nobody_knows", "quantity": "date", "date": "1901-02-03",
          "filed": "1900-07", "source": "article"},),
        where="inside 003",
    ),
    "headings out of order": Case(
        "order",
        (
            {"subject": "event:nobody_knows", "quantity": "date", "filed": "1901-04-11",
             "source": "article"},
            {"subject": "event:nobody_knows", "quantity": "date", "filed": "1901-03/1902",
             "source": "article"},
        ),
        ("after 1901-04-11",),
        "inside 003",
    ),
    "put after what came later": Case(
        "order",
        ({"subject": "event:landing", "quantity": "after", "object": "event:truce",
          "source": "story"},),
        ("1900-09-15", "1902-07-10"),
    ),
    "said to last before it began": Case(
        "date",
        ({"subject": "event:truce", "quantity": "existed", "filed": "1901-03/1902-07-10",
          "source": "article"},),
        ("said to last 1901-03-01",),
    ),
    "a place taken when it was not": Case(
        "taken",
        ({"subject": "place:ferry", "quantity": "taken_by", "object": "nation:borealia",
          "date": "1900-12", "source": "story"},),
        ("1900-07-01",),
    ),
    "more changes of hands than the record has": Case(
        "taken",
        ({"subject": "place:ferry", "quantity": "count", "value": 4, "unit": "times",
          "printed": "changed hands four times", "source": "story"},),
        ("the record has 2",),
    ),
    "a country that there is not": Case(
        "identity",
        ({"subject": "nation:west_meridia", "quantity": "statement", "source": "article",
          "printed": "West Meridia"},),
        ("West Meridia",),
    ),
    "a state after its end": Case(
        "existence",
        ({"subject": "nation:insula", "quantity": "attacked", "object": "nation:borealia",
          "date": "1901", "source": "story"},),
    ),
    "a formation that never came": Case(
        "presence",
        ({"subject": "nation:borealia", "quantity": "attacked", "object": "formation:m_2_div",
          "date": "1900-11", "source": "story"},),
        ("never",),
    ),
    "a regiment in the wrong division": Case(
        "parent",
        ({"subject": "formation:m_7_regt", "quantity": "part_of", "object": "formation:m_2_div",
          "date": "1900-11", "source": "story"},),
        ("1st Division",),
    ),
    "a maker who did not make it": Case(
        "parent",
        ({"subject": "weapon:mortar", "quantity": "made_by", "object": "nation:borealia",
          "source": "story"},),
        ("Meridia",),
    ),
    "a leader before his time": Case(
        "office",
        ({"subject": "nation:borealia", "quantity": "led_by", "object": "people:birch",
          "date": "1899-05", "source": "story"},),
        ("Ash",),
    ),
    "over and still going on": Case(
        "date",
        (
            {"subject": "war:invented", "quantity": "end", "date": "1902-07-10",
             "source": "article"},
            {"subject": "event:war_in_law", "quantity": "existed", "date": "1900-06-25/..",
             "source": "article"},
        ),
        ("The war ends 1902-07-10", "The war in law"),
        "inside 003",
    ),
    "two leaders at once": Case(
        "relation",
        (
            {"subject": "coalition:north", "quantity": "led_by", "object": "people:ash",
             "date": "1900-06"},
            {"subject": "coalition:north", "quantity": "led_by", "object": "people:birch",
             "date": "1900-06", "source": "story"},
        ),
    ),
    "said and denied": Case(
        "relation",
        (
            {"subject": "event:truce", "quantity": "signed_by", "object": "nation:meridia",
             "source": "article"},
            {"subject": "event:truce", "quantity": "signed_by", "object": "nation:meridia",
             "scope": "not"},
        ),
        ("denied",),
    ),
    "an event elsewhere": Case(
        "location",
        (
            {"subject": "event:landing", "quantity": "location", "object": "place:ferry"},
            {"subject": "event:landing", "quantity": "location", "object": "place:mill",
             "source": "story"},
        ),
        ("Mill",),
        "record",
    ),
    "a weapon in other hands": Case(
        "weapon",
        ({"subject": "nation:borealia", "quantity": "used_weapon", "object": "weapon:mortar",
          "source": "story"},),
    ),
    "more nations than had come": Case(
        "contingents",
        ({"subject": "coalition:south", "quantity": "nations", "value": 16, "unit": "nations",
          "date": "1900-06-26", "source": "story"},),
        ("formations of 1",),
    ),
} | WHOLES | BROKEN  # fmt: skip


@pytest.mark.parametrize("case", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_new_contradiction_is_found(tmp_path: Path, case: Case) -> None:
    found = [one for one in find(ledger(tmp_path, *case.claims)) if one.rule == case.rule]
    assert found, [one.id for one in find(ledger(tmp_path, *case.claims))]
    told = f"{found[0].says} {found[0].record}"
    assert all(part in told for part in case.says), told
    assert found[0].by
    assert not case.where or case.where in found[0].where, found[0].where


def test_every_rule_is_tried() -> None:
    assert {case.rule for case in CONTRADICTIONS.values()} == set(RULES)


def test_a_finding_says_who_and_what_the_record_supports(tmp_path: Path) -> None:
    (finding,) = find(
        ledger(
            tmp_path,
            DEAD | {"value": 25000, "source": "article"},
            DEAD | {"value": 183108, "source": "ministry"},
            DEAD | {"value": 197653},
        )
    )
    assert [claim.id for claim in finding.claims] == ["c.1", "c.2", "c.3"]
    assert "ministry statistics 183,108" in finding.record
    assert "official history 197,653" in finding.record
    assert finding.degree == "gross"


def test_silence_about_the_scope_makes_a_finding_unsure(tmp_path: Path) -> None:
    (finding,) = find(
        ledger(
            tmp_path,
            DEAD | {"value": 50000, "source": "story"},
            DEAD | {"value": 36516, "scope": "theatre"},
        )
    )
    assert not finding.sure
    assert "agree only if they count different things" in finding.says


def test_findings_are_picked_by_rule_place_and_degree(tmp_path: Path) -> None:
    held = ledger(
        tmp_path,
        DEAD | {"value": 25000, "source": "article"},
        DEAD | {"value": 400000, "source": "story"},
        LANDING | {"filed": "1900-07", "source": "article"},
    )
    found = find(held)
    assert {one.rule for one in found} == {"number", "order"}
    assert [one.rule for one in pick(found, Wanted(rule="order"), held)] == ["order"]
    assert [one.rule for one in pick(found, Wanted(where="between"), held)] == ["number"]
    assert [one.rule for one in pick(found, Wanted(document="000"), held)] == ["number"]
    assert len(pick(found, Wanted(degree="gross"), held)) == 2
    assert len(pick(found, Wanted(subject="Borealia"), held)) == 1


def test_a_day_later_changes_nothing_when_claims_are_in_another_order(tmp_path: Path) -> None:
    claims = [
        DEAD | {"value": 25000, "source": "article"},
        DEAD | {"value": 400000, "source": "story"},
        DEAD | {"value": 183108, "source": "ministry"},
    ]
    first = find(ledger(tmp_path, *claims))
    second = find(ledger(tmp_path, *reversed(claims)))
    assert [(one.id, one.by, one.degree) for one in first] == [
        (one.id, one.by, one.degree) for one in second
    ]
