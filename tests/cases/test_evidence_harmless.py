"""Claims that only look contradictory: no rule may find anything."""

from pathlib import Path
from typing import Any

import pytest

from exclusions import KEPT
from ledgers import ledger
from parallel38.evidence.conflicts import find

DEAD: dict[str, Any] = {"subject": "nation:borealia", "quantity": "deaths"}
LIST: dict[str, Any] = {"quantity": "strength", "list": "story.strength", "source": "story"}
LANDING: dict[str, Any] = {"subject": "event:landing", "quantity": "date"}
SERVED: dict[str, Any] = {"quantity": "served", "source": "story"}
AREA: dict[str, Any] = {"subject": "coalition:north", "quantity": "area"}

HARMLESS: dict[str, tuple[dict[str, Any], ...]] = {
    "a rounded number and its exact one": (
        DEAD | {"value": 400000, "source": "story"},
        DEAD | {"value": 398765},
    ),
    "about": (
        DEAD | {"value": 25000, "printed": "about 25,000", "source": "story"},
        DEAD | {"value": 26100},
    ),
    "over a number, and a little over it": (
        DEAD | {"value": 960000, "printed": "over 960,000", "source": "story"},
        DEAD | {"value": 964321},
    ),
    "another scope": (
        DEAD | {"value": 36516, "scope": "theatre"},
        DEAD | {"value": 54246, "scope": "worldwide", "source": "story"},
    ),
    "a silent total that is the worldwide one": (
        DEAD | {"value": 54246, "source": "story"},
        DEAD | {"value": 36516, "scope": "theatre"},
        DEAD | {"value": 54246, "scope": "worldwide", "source": "ministry"},
    ),
    "what follows a war and belongs to it": (
        {"subject": "war:invented", "quantity": "end", "date": "1902-07-10", "source": "article"},
        {"subject": "event:exchange", "quantity": "existed", "date": "1902-07-20/1903-01-31",
         "source": "article"},
    ),
    "one work has the war over, another not": (
        {"subject": "war:invented", "quantity": "end", "date": "1902-07-10", "source": "article"},
        {"subject": "event:war_in_law", "quantity": "existed", "date": "1900-06-25/..",
         "source": "story"},
    ),
    "strengths of two times": (
        {"subject": "nation:meridia", "quantity": "strength", "value": 95000, "date": "1900-06"},
        {"subject": "nation:meridia", "quantity": "strength", "value": 22000, "date": "1900-09"},
    ),
    "losses of two periods": (
        DEAD | {"value": 100, "scope": "1900-06"},
        DEAD | {"value": 90000, "scope": "whole_war", "source": "story"},
    ),
    "those who fought and all": (
        DEAD | {"quantity": "served", "value": 64697, "scope": "combat"},
        DEAD | {"quantity": "served", "value": 98000, "source": "story"},
    ),
    "members that make their coalition": (
        SERVED | {"subject": "nation:meridia", "value": 1000},
        SERVED | {"subject": "nation:insula", "value": 200},
        SERVED | {"subject": "coalition:south", "value": 1200},
    ),
    "a list of some members, less than the coalition": (
        SERVED | {"subject": "nation:meridia", "value": 1000, "list": "l.1", "list_role": "item"},
        SERVED | {"subject": "nation:silva", "value": 20, "list": "l.1", "list_role": "item"},
        SERVED | {"subject": "coalition:south", "value": 1500},
    ),
    "two columns that go together": tuple(
        {"subject": f"nation:{name}", "quantity": quantity, "value": value, "source": "article",
         "list": f"article.{quantity}", "list_role": "item"}
        for name, dead, hurt in (("borealia", 100, 410), ("meridia", 305, 1000),
                                 ("insula", 52, 207), ("silva", 11, 47), ("valia", 2, 2))
        for quantity, value in (("deaths", dead), ("wounded", hurt))
    ),
    "mostly, and more than half": (
        DEAD | {"quantity": "share", "printed": "mostly in the north", "source": "story",
                "about": "nation:borealia.deaths/coalition:north.deaths"},
        DEAD | {"value": 15000, "source": "story"},
        DEAD | {"subject": "coalition:north", "value": 20000, "source": "story"},
    ),
    "barely a year, and a few weeks more": (
        {"subject": "formation:i_1_div", "quantity": "age", "value": 1, "unit": "year",
         "printed": "barely one year", "date": "1850"},
        {"subject": "nation:silva", "quantity": "age", "value": 1, "unit": "year",
         "printed": "barely one year", "date": "1852-01"},
    ),
    "a leader to the end": (
        {"subject": "nation:borealia", "quantity": "led_by", "object": "people:birch",
         "scope": "whole_war"},
    ),
    "denied of the whole, said of a part at another time": (
        {"subject": "coalition:south", "quantity": "location", "object": "place:shore",
         "date": "1900-10-01", "scope": "not", "source": "article"},
        {"subject": "nation:meridia", "quantity": "location", "object": "place:ferry",
         "date": "1900-10-20", "source": "article"},
    ),
    "halfway down, roughly": (
        {"subject": "place:ferry", "quantity": "way_down", "object": "place:land", "value": "0.45",
         "unit": "1", "printed": "about halfway down"},
    ),
    "two counts in one row of a table": (
        DEAD | {"value": 117000, "role": "table", "locator": "row 6"},
        DEAD | {"value": 223038, "role": "table", "locator": "row 6"},
    ),
    "soldiers, and dead among whom civilians may be": (
        DEAD | {"value": 415004, "source": "story"},
        DEAD | {"value": 300000, "source": "story", "scope": "civilian"},
        DEAD | {"quantity": "casualties", "value": 281257, "scope": "military"},
    ),
    "two units of one area": (
        AREA | {"value": 3900, "unit": "km2", "source": "article"},
        AREA | {"value": 1506, "unit": "sq mi", "source": "article"},
    ),
    "a list that adds up": (
        LIST | {"subject": "nation:borealia", "value": 2970000, "list_role": "item"},
        LIST | {"subject": "nation:meridia", "value": 72000, "list_role": "item"},
        LIST | {"subject": "coalition:north", "value": 3042000, "list_role": "total"},
    ),
    "a list with an open end": (
        LIST | {"subject": "nation:borealia", "value": 916000, "list_role": "item"},
        LIST | {"subject": "nation:meridia", "list_role": "item"},
        LIST | {"subject": "coalition:north", "value": 960000, "printed": "over 960,000",
                "list_role": "total"},
    ),
    "a ratio that fits": (
        {"subject": "coalition:north", "quantity": "ratio", "value": 8, "unit": "1",
         "about": "nation:borealia.deaths/nation:meridia.deaths", "source": "story"},
        DEAD | {"value": 400000, "source": "story"},
        DEAD | {"subject": "nation:meridia", "value": 50000, "source": "story"},
    ),
    "a day within a month": (
        LANDING | {"date": "1900-09", "source": "story"},
        LANDING | {"date": "1900-09-15"},
    ),
    "within three days of the beginning": (
        LANDING | {"date": "1900-09-12/1900-09-15", "source": "story"},
    ),
    "filed under its month": (LANDING | {"filed": "1900-09", "source": "article"},),
    "a place taken when it was": (
        {"subject": "place:ferry", "quantity": "taken_by", "object": "coalition:north",
         "date": "1900-07-01", "source": "story"},
    ),
    "as many changes of hands as the record has": (
        {"subject": "place:ferry", "quantity": "count", "value": 2, "unit": "times",
         "printed": "changed hands twice", "source": "story"},
    ),
    "a town and its province": (
        {"subject": "event:landing", "quantity": "location", "object": "place:ferry"},
        {"subject": "event:landing", "quantity": "location", "object": "place:shore",
         "source": "story"},
    ),
    "a regiment in its division": (
        {"subject": "formation:m_7_regt", "quantity": "part_of", "object": "formation:m_1_div",
         "date": "1900-11", "source": "story"},
    ),
    "a leader in his time": (
        {"subject": "nation:borealia", "quantity": "led_by", "object": "people:ash",
         "date": "1899-05", "source": "story"},
    ),
    "a length of time that fits": (
        {"subject": "coalition:north", "quantity": "duration", "value": 2, "unit": "year",
         "about": "event:war_begins/event:truce", "source": "story"},
    ),
} | KEPT  # fmt: skip


@pytest.mark.parametrize("claims", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_may_all_be_true_is_no_contradiction(
    tmp_path: Path, claims: tuple[dict[str, Any], ...]
) -> None:
    assert [one.says for one in find(ledger(tmp_path, *claims))] == []
