"""What a claim does for a number of the model: states it, makes it, bounds it, bears on it."""

from pathlib import Path
from typing import Any

import pytest

from ledgers import ledger
from parallel38.evidence.amount import limit
from parallel38.evidence.ledger import Ledger
from parallel38.faults import Fault
from parallel38.scenario.basis import basis, basis_told, decision_on, roles
from parallel38.scenario.models import Nation
from parallel38.scenario.priors import check_nations
from parallel38.scenario.reading import Document
from parallel38.scenario.resolve import resolve

DEAD: dict[str, Any] = {"subject": "nation:borealia", "quantity": "deaths"}
MARCH: dict[str, Any] = {"subject": "nation:borealia", "quantity": "duration"}
AREA: dict[str, Any] = {"subject": "nation:borealia", "quantity": "area"}


def held(folder: Path) -> Ledger:
    """Return claims c.1 to c.6: men dead and killed, a length, a limit, a ground, a landing."""
    return ledger(
        folder,
        DEAD | {"value": 1000},
        DEAD | {"quantity": "killed", "value": 250},
        MARCH | {"value": 1, "unit": "weeks", "printed": "a week"},
        MARCH | {"value": 9, "unit": "day", "printed": "at least nine days"},
        AREA | {"value": 100, "unit": "km2"},
        {"subject": "event:landing", "quantity": "date", "date": "1900-09-15"},
    )


@pytest.mark.parametrize(
    ("entry", "does", "words"),
    [
        ({"value": 7, "unit": "day", "claims": ["c.3"]}, "stated", "stated by claims"),
        ({"value": 9, "unit": "day", "claims": ["c.4"]}, "bounded", "only bounded by claims"),
        ({"value": 12, "unit": "day", "claims": ["c.3"]}, "in the light", "none makes the number"),
        ({"value": 7, "unit": "men", "claims": ["c.6"]}, "in the light", "none makes the number"),
        (
            {"value": 0.25, "unit": "1", "claims": ["c.1", "c.2"],
             "prior": [{"of": ["c.2"], "over": ["c.1"]}]},
            "reckoned",
            "claims make 0.25 by reckoning, none states it",
        ),
        (
            {"value": 7, "unit": "day", "claims": ["c.3"], "prior": [{"of": ["c.3"], "per": 0.5}]},
            "stated",
            "stated by claims",
        ),
        ({"value": 7, "unit": "day", "judgement": True}, "", ""),
        ({"value": 7, "unit": "day", "claims": ["history"]}, "works alone", "works are named"),
    ],
)  # fmt: skip
def test_what_claims_do_for_a_number(
    tmp_path: Path, entry: dict[str, Any], does: str, words: str
) -> None:
    known = held(tmp_path)
    assert basis(entry, known) == does
    assert words in basis_told(entry, known)


def test_each_claim_has_its_own_part(tmp_path: Path) -> None:
    entry = {"value": 0.3, "unit": "1", "claims": ["c.1", "c.2", "c.6"],
             "prior": [{"of": ["c.2"], "over": ["c.1"]}]}  # fmt: skip
    assert roles(entry, held(tmp_path)) == {
        "c.1": "reckoned",
        "c.2": "reckoned",
        "c.6": "in the light",
    }


def test_a_rate_is_resolved_with_what_each_claim_does(tmp_path: Path) -> None:
    known = held(tmp_path)
    (tmp_path / "rates").mkdir()
    text = (
        "share: {value: 0.3, unit: '1', range: [0, 1], claims: [c.1, c.2, c.6], "
        "prior: [{of: [c.2], over: [c.1]}], judgement: true, note: more}\n"
    )
    (tmp_path / "rates" / "march.yaml").write_text(text, encoding="utf-8")
    told = decision_on("march.share", known)
    assert (told.low, told.high) == (0.25, 0.25)
    assert {claim.id for claim in told.used} == {"c.1", "c.2"}
    assert all("does not state it" in told.role(claim) for claim in told.used)
    assert [(claim.id, why) for claim, why in told.left_out] == [
        ("c.6", "bears on it, makes no number")
    ]


def test_a_claim_that_prints_a_limit_is_told_as_a_bound(tmp_path: Path) -> None:
    known = ledger(tmp_path, DEAD | {"value": 960, "printed": "over 960"})
    found = resolve(known, "nation:borealia", "deaths")
    assert found is not None
    (claim,) = found.used
    assert found.role(claim) == "only bounds it, from below"
    assert found.as_dict()["roles"] == {"c.1": "only bounds it, from below"}


@pytest.mark.parametrize(
    ("printed", "side"),
    [("over 960,000", "below"), ("at least 12", "below"), ("up to 40", "above"),
     ("as many as 40", "above"), ("nearly 20,000", ""), ("about 25,000", ""), ("400,000", "")],
)  # fmt: skip
def test_which_words_make_a_number_a_limit(printed: str, side: str) -> None:
    assert limit(printed) == side


@pytest.mark.parametrize(
    ("value", "judged", "of", "says"),
    [
        (0.25, False, "c.2", ""),
        (0.5, False, "c.2", "its claims make 0.25"),
        (0.5, True, "c.2", ""),
        (0.25, False, "c.9", "'c.9' is no claim"),
    ],
)
def test_a_number_of_a_nation_that_is_no_judgement_is_what_its_claims_make(
    tmp_path: Path, value: float, judged: bool, of: str, says: str
) -> None:
    steps = [{"from": "1900", "value": 1, "judgement": True, "note": "x"}]
    nation = Nation.model_validate(
        {"name": "B", "other_name": "B", "side": "north", "group": "b", "arrives_by": "calendar"}
        | {"stay": {
            "value": value, "claims": ["c.1"], "prior": [{"of": [of], "over": ["c.1"]}],
            "judgement": judged, "note": "y"}}
        | dict.fromkeys(("arms", "recruits", "schooling", "winter_kit", "air", "antiair"), steps)
        | {"night": {"value": 0.5, "judgement": True, "note": "x"}}
    )  # fmt: skip
    faults: list[Fault] = []
    file = Document(tmp_path / "nations.yaml", {}, {(): 1, ("b", "stay"): 4})
    check_nations(file, {"b": nation}, held(tmp_path), faults)
    assert [fault.field for fault in faults] == (["b.stay"] if says else [])
    assert all(says in fault.message and fault.line == 4 for fault in faults)
