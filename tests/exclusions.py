"""Statements that shut something out, the claims that break them, and those that do not."""

from typing import Any

from disagreements import Case

STORY: dict[str, Any] = {"source": "story"}
LASTED: dict[str, Any] = {"subject": "war:invented", "source": "story"}
CHOICE: dict[str, Any] = {"subject": "event:truce", "quantity": "choice"}
RANKED: dict[str, Any] = {
    "subject": "nation:borealia", "quantity": "rank", "value": 1, "unit": "1", "source": "story",
    "about": "nation:borealia.casualties/war:invented.casualties",
}  # fmt: skip
OWN: dict[str, Any] = {"subject": "nation:borealia", "source": "story"}
MORE: dict[str, Any] = {"subject": "nation:tarn", "source": "article"}
FIRST_TIME: dict[str, Any] = {
    "subject": "nation:meridia", "quantity": "rank", "object": "nation:borealia", "value": 1,
    "unit": "1", "date": "1900", "printed": "the first time they met in battle", "source": "story",
}  # fmt: skip
EARLIER: dict[str, Any] = {
    "subject": "nation:borealia", "quantity": "fought", "object": "nation:old_meridia",
    "source": "story",
}  # fmt: skip
CIVIL: dict[str, Any] = {
    "subject": "war:invented", "quantity": "war_within", "object": "place:land",
    "printed": "a civil war", "source": "article",
}  # fmt: skip
MOSTLY: dict[str, Any] = {
    "subject": "nation:borealia", "quantity": "share", "printed": "mostly in the north",
    "about": "nation:borealia.deaths/nation:both.deaths", "source": "story",
}  # fmt: skip
OUT_OF_LAND: dict[str, Any] = {
    "quantity": "location", "object": "place:shore", "scope": "not", "source": "story",
}  # fmt: skip
AT_MILL: dict[str, Any] = {"quantity": "location", "object": "place:ford", "source": "story"}
LISTED: dict[str, Any] = {"quantity": "garrison", "list": "story.all", "source": "story"}

BROKEN = {
    "a first fight after an earlier one, under another government": Case(
        "exclusive", (FIRST_TIME, EARLIER), ("first time", "Old Meridia"), "inside 000"
    ),
    "the heaviest losses, while another lost more": Case(
        "exclusive",
        (
            RANKED,
            OWN | {"quantity": "killed", "value": 4000},
            OWN | {"quantity": "wounded", "value": 4800},
            MORE | {"quantity": "casualties", "value": 13128},
        ),
        ("8,800", "Tarn 13,128"),
        "between",
    ),
    "a civil war in which strangers fought": Case(
        "exclusive",
        (
            CIVIL,
            STORY | {"subject": "nation:tarn", "quantity": "fought", "object": "nation:borealia",
                     "date": "1901"},
        ),
        ("Tarn",),
        "between",
    ),
    "a war without a victor, and a victor": Case(
        "exclusive",
        (
            {"subject": "war:invented", "quantity": "won_by", "scope": "not", "source": "article"},
            {"subject": "war:invented", "quantity": "won_by", "object": "nation:tarn",
             "source": "article"},
        ),
        ("none", "Tarn"),
        "inside 003",
    ),
    "no arms of its own, and its own arms in use": Case(
        "exclusive",
        (
            OWN | {"quantity": "makes", "scope": "not", "date": "1901"},
            OWN | {"quantity": "used_weapon", "object": "weapon:rocket", "date": "1901"},
        ),
        ("The rocket",),
    ),
    "two choices, and a third": Case(
        "exclusive",
        (
            {"subject": "event:truce", "quantity": "count", "value": 2, "unit": "choices",
             "source": "story"},
            *(CHOICE | {"object": f"place:{name}"} for name in ("shore", "hills", "overseas")),
        ),
        ("3 are named",),
    ),
    "mostly here, and more of it there": Case(
        "exclusive",
        (
            MOSTLY,
            OWN | {"quantity": "deaths", "value": 2500},
            {"subject": "nation:meridia", "quantity": "deaths", "value": 4150, "source": "memoir",
             "via": "story"},
        ),
        ("mostly", "4,150"),
        "inside 000",
    ),
    "an army outside a town that the front never neared": Case(
        "front", (AT_MILL | {"subject": "nation:borealia", "date": "1900-08"},), ("133 km",),
        "record",
    ),
    "an attack on a town far behind the lines of the other": Case(
        "front",
        (
            {"subject": "formation:m_1_div", "quantity": "attacked", "object": "place:north",
             "date": "1900-09-21/1900-09-30", "source": "story"},
        ),
        ("attacked North Cape", "133 km"),
    ),
    "out of a land where its side held a town all the time": Case(
        "front", (OUT_OF_LAND | {"subject": "nation:borealia", "date": "1900-08"},),
        ("out of The shore", "held Ferry, North Cape there"), "record",
    ),
    "neutral, and with doctors on one side": Case(
        "exclusive",
        (
            {"subject": "nation:silva", "quantity": "neutral", "object": "war:invented",
             "source": "story"},
            {"subject": "nation:silva", "quantity": "medical_support", "object": "nation:meridia",
             "scope": "whole_war", "source": "article"},
        ),
        ("Silva is called neutral",),
        "between",
    ),
    "a length of time against the days of its own document": Case(
        "duration",
        (
            LASTED | {"quantity": "duration", "value": 745, "unit": "day"},
            LASTED | {"quantity": "start", "date": "1900-06-17"},
            LASTED | {"quantity": "end", "date": "1902-07-10"},
        ),
        ("745", "753"),
        "inside 000",
    ),
    "quickly, and after two years": Case(
        "duration",
        (
            LASTED | {"quantity": "duration", "printed": "were quickly sent home",
                      "about": "event:war_begins/event:truce"},
        ),
        ("745 days", "quickly"),
        "record",
    ),
    "after a war, and in it": Case(
        "order",
        ({"subject": "event:landing", "quantity": "after", "object": "war:invented",
          "source": "story"},),
        ("is put after The war",),
    ),
    "at once, and months later": Case(
        "order",
        (
            {"subject": "event:landing", "quantity": "after", "object": "event:war_begins",
             "printed": "immediately sent", "source": "story"},
            {"subject": "event:landing", "quantity": "date", "date": "1900-09-15",
             "source": "story"},
        ),
        ("at once",),
        "inside 000",
    ),
    "a strength without a date is neither the peak nor all who served": Case(
        "number",
        (
            OWN | {"quantity": "garrison", "value": 326000},
            {"subject": "nation:borealia", "quantity": "served", "value": 1789000,
             "source": "article"},
        ),
        ("326,000", "1,789,000"),
        "between",
    ),
    "what a list leaves is made good by rounding alone": Case(
        "sum",
        (
            LISTED | {"subject": "nation:borealia", "value": 1350000, "printed": "about 1.35m",
                      "list_role": "item"},
            LISTED | {"subject": "nation:tarn", "list_role": "item"},
            LISTED | {"subject": "coalition:north", "value": 1410000, "printed": "about 1.41m",
                      "list_role": "total"},
            {"subject": "nation:tarn", "quantity": "served", "value": 26000, "source": "article"},
        ),
        ("60,000", "rounding"),
    ),
    "soldiers of all nations that exceed the dead of the war": Case(
        "sum",
        (
            {"subject": "war:invented", "quantity": "deaths", "value": 1000000,
             "printed": "almost 1 million", "source": "memoir", "via": "article"},
            *({"subject": f"nation:{name}", "quantity": "deaths", "value": value,
               "source": "history", "via": "article"}
              for name, value in (("meridia", 415004), ("borealia", 900000))),
        ),
        ("1,315,004",),
        "inside 003",
    ),
}  # fmt: skip

KEPT: dict[str, tuple[dict[str, Any], ...]] = {
    "the first large war, after a small fight": (
        FIRST_TIME | {"printed": "the first large-scale war of the two"}, EARLIER,
    ),
    "a first fight, and a later one": (
        FIRST_TIME,
        EARLIER | {"object": "nation:meridia", "date": "1901"},
    ),
    "the heaviest losses, and a total with civilians in it": (
        RANKED,
        OWN | {"quantity": "killed", "value": 8000, "scope": "military"},
        OWN | {"quantity": "wounded", "value": 800, "scope": "military"},
        MORE | {"quantity": "casualties", "value": 13128, "unit": "men", "scope": "both"},
    ),
    "second to one alone": (
        RANKED | {"value": 2},
        OWN | {"quantity": "killed", "value": 4000},
        MORE | {"quantity": "casualties", "value": 13128},
    ),
    "a civil war that strangers only watched": (
        CIVIL,
        STORY | {"subject": "nation:meridia", "quantity": "fought", "object": "nation:borealia",
                 "date": "1901"},
        STORY | {"subject": "nation:tarn", "quantity": "fought", "object": "nation:borealia",
                 "date": "1890"},
    ),
    "no arms of its own, and those of another in use": (
        OWN | {"quantity": "makes", "scope": "not", "date": "1901"},
        {"subject": "nation:meridia", "quantity": "used_weapon", "object": "weapon:mortar",
         "date": "1901", "source": "story"},
    ),
    "two choices, of which two are named": (
        {"subject": "event:truce", "quantity": "count", "value": 2, "unit": "choices",
         "source": "story"},
        *(CHOICE | {"object": f"place:{name}"} for name in ("shore", "hills")),
    ),
    "mostly here, and less of it there": (
        MOSTLY,
        OWN | {"quantity": "deaths", "value": 2578},
        {"subject": "nation:meridia", "quantity": "deaths", "value": 2050, "source": "story"},
    ),
    "an army at a town of its own": (
        AT_MILL | {"subject": "nation:meridia", "date": "1900-08"},
    ),
    "out of a land where its side had no town": (
        OUT_OF_LAND | {"subject": "nation:borealia", "object": "place:overseas", "date": "1900-08"},
        OUT_OF_LAND | {"subject": "nation:meridia", "object": "place:shore", "date": "1900-08"},
    ),
    "out of a land in a month in which its town changed hands": (
        OUT_OF_LAND | {"subject": "nation:meridia", "date": "1900-10"},
    ),
    "an attack on a town near the front": (
        {"subject": "nation:meridia", "quantity": "attacked", "object": "place:ferry",
         "date": "1900-09-15/1900-09-25", "source": "story"},
    ),
    "a stay said of the whole war": (
        AT_MILL | {"subject": "nation:borealia", "date": "1900-06-25/1902-07-10"},
    ),
    "neutral, and with doctors in another war": (
        {"subject": "nation:silva", "quantity": "neutral", "object": "war:invented",
         "source": "story"},
        {"subject": "nation:silva", "quantity": "medical_support", "object": "nation:meridia",
         "date": "1870", "source": "article"},
    ),
    "a length of time that fits the days of its own document": (
        LASTED | {"quantity": "duration", "value": 2, "unit": "year"},
        LASTED | {"quantity": "start", "date": "1900-06-25"},
        LASTED | {"quantity": "end", "date": "1902-07-10"},
    ),
    "quickly, and within weeks": (
        LASTED | {"quantity": "duration", "printed": "were quickly sent home",
                  "about": "event:war_begins/event:landing"},
    ),
    "after a war, and after it": (
        {"subject": "event:truce", "quantity": "after", "object": "war:invented",
         "source": "story"},
    ),
    "at once, within the days that an order takes": (
        {"subject": "event:landing", "quantity": "after", "object": "event:war_begins",
         "printed": "later sent", "source": "story"},
        {"subject": "event:landing", "quantity": "date", "date": "1900-09-15", "source": "story"},
    ),
    "a strength without a date that is the peak": (
        OWN | {"quantity": "garrison", "value": 590000},
        {"subject": "nation:borealia", "quantity": "peak_strength", "value": 590911,
         "source": "article"},
        {"subject": "nation:borealia", "quantity": "served", "value": 1300000,
         "source": "article"},
    ),
}  # fmt: skip
