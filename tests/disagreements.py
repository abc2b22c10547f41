"""Contradictions that nobody listed: between a whole and its parts, a word and its numbers."""

from typing import Any, NamedTuple

DEAD: dict[str, Any] = {"subject": "nation:borealia", "quantity": "deaths"}
SERVED: dict[str, Any] = {"quantity": "served", "source": "story"}
LOST: dict[str, Any] = {"quantity": "deaths", "source": "article"}


class Case(NamedTuple):
    """Claims, the rule that must find them, and what the finding must say."""

    rule: str
    claims: tuple[dict[str, Any], ...]
    says: tuple[str, ...] = ()
    where: str = ""


WHOLES = {
    "members that make less than their coalition": Case(
        "sum",
        (
            SERVED | {"subject": "nation:meridia", "value": 1000},
            SERVED | {"subject": "nation:insula", "value": 200},
            SERVED | {"subject": "coalition:south", "value": 1500},
        ),
        ("1,500", "1,200"),
        "inside 000",
    ),
    "members that make more, with what others give for the rest": Case(
        "sum",
        (
            LOST | {"subject": "nation:tarn", "value": 900, "list": "article.dead",
                    "list_role": "item"},
            LOST | {"subject": "nation:fell", "value": 90, "list": "article.dead",
                    "list_role": "item"},
            LOST | {"subject": "nation:rill", "value": 300, "source": "history"},
            LOST | {"subject": "coalition:league", "value": 1000},
        ),
        ("the least that others give", "1,290"),
    ),
    "a total that leaves out a member": Case(
        "sum",
        (
            SERVED | {"subject": "nation:insula", "value": 200, "list": "story.all",
                      "list_role": "item"},
            SERVED | {"subject": "coalition:south", "value": 200, "list": "story.all",
                      "list_role": "total"},
            SERVED | {"subject": "nation:meridia", "value": 77000},
        ),
        ("leaves out Meridia", "77,000"),
    ),
    "columns swapped for one nation": Case(
        "pattern",
        tuple(
            LOST | {"subject": f"nation:{name}", "quantity": quantity, "value": value,
                    "list": f"article.{quantity}", "list_role": "item"}
            for name, dead, hurt in (("borealia", 100, 410), ("meridia", 305, 1000),
                                     ("insula", 52, 207), ("silva", 11, 47), ("valia", 90, 8))
            for quantity, value in (("deaths", dead), ("wounded", hurt))
        ),
        ("Valia", "more than wounded 8"),
        "inside 003",
    ),
    "all who served at once, while others took turns": Case(
        "pattern",
        tuple(
            SERVED | {"subject": f"nation:{name}", "quantity": quantity, "value": value,
                      "list": f"story.{quantity}", "list_role": "item"}
            for name, all_, peak in (("borealia", 4100, 1030), ("meridia", 9000, 2010),
                                     ("insula", 520, 130), ("silva", 460, 120), ("valia", 826, 826))
            for quantity, value in (("served", all_), ("peak_strength", peak))
        ),
        ("Valia", "826"),
    ),
    "mostly, and its own totals say hardly": Case(
        "ratio",
        (
            DEAD | {"quantity": "share", "printed": "mostly in the north", "source": "story",
                    "about": "nation:borealia.deaths/coalition:north.deaths"},
            DEAD | {"value": 1000, "source": "story"},
            DEAD | {"subject": "coalition:north", "value": 20000, "source": "story"},
        ),
        ("mostly in the north", "0.05"),
    ),
    "older than it was": Case(
        "duration",
        ({"subject": "nation:borealia", "quantity": "age", "value": 90, "unit": "year",
          "date": "1900", "source": "story"},),
        ("49",),
    ),
    "a day that lasts three": Case(
        "duration",
        ({"subject": "event:landing", "quantity": "duration", "value": 3, "unit": "day",
          "source": "story"},),
        ("lasted 1 day",),
    ),
    "a leader through the war who left before its end": Case(
        "office",
        ({"subject": "nation:borealia", "quantity": "led_by", "object": "people:ash",
          "scope": "whole_war", "source": "story"},),
        ("1900-06-30", "1902-07-10"),
    ),
    "what is denied of the whole, said of a part": Case(
        "relation",
        (
            {"subject": "coalition:south", "quantity": "location", "object": "place:shore",
             "date": "1902-07-10", "scope": "not", "source": "article"},
            {"subject": "nation:meridia", "quantity": "location", "object": "place:ferry",
             "date": "1902-07-10/..", "source": "article"},
        ),
        ("a part of it",),
        "inside 003",
    ),
    "more helpers than are named": Case(
        "contingents",
        (
            {"subject": "coalition:south", "quantity": "nations", "value": 6, "unit": "nations",
             "scope": "medical", "source": "history", "via": "article"},
            {"subject": "nation:silva", "quantity": "medical_support", "object": "nation:meridia",
             "source": "article"},
        ),
        ("names 1: Silva",),
    ),
    "halfway down, by its latitude near the end": Case(
        "location",
        ({"subject": "place:ford", "quantity": "way_down", "object": "place:land", "value": "0.25",
          "unit": "1", "printed": "a quarter of the way down", "source": "story"},),
        ("75%",),
    ),
}  # fmt: skip
