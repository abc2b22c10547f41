"""Laws of resolution: every claim is used or left out for a reason, and nothing else matters."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgers import GRADES, ledger
from parallel38.complaint import Complaint
from parallel38.scenario.resolve import rank, resolve, sources_of

SCOPES = ("", "theatre", "worldwide", "theatre own", "enemy_estimate", "battle", "incl_missing")
HEDGES = ("", "over", "at least", "nearly", "up to", "about", "or more")
CLAIM = st.fixed_dictionaries(
    {
        "subject": st.just("nation:borealia"),
        "quantity": st.just("deaths"),
        "value": st.integers(1, 999_999),
        "source": st.sampled_from(sorted(GRADES)),
        "scope": st.sampled_from(SCOPES),
        "printed": st.sampled_from(HEDGES),
    }
)
SOME = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@SOME
@given(claims=st.lists(CLAIM, min_size=1, max_size=7), scope=st.sampled_from(["", "theatre"]))
def test_every_claim_is_used_or_left_out_for_a_reason(
    tmp_path: Path, claims: list[dict[str, Any]], scope: str
) -> None:
    held = ledger(tmp_path, *claims)
    found = resolve(held, "nation:borealia", "deaths", [scope] if scope else [])
    if found is None:
        return
    told = {claim.id for claim in found.used} | {claim.id for claim, _ in found.left_out}
    assert told == {claim.id for claim in held.claims}
    assert all(reason for _, reason in found.left_out)
    assert not {claim.id for claim in found.used} & {claim.id for claim, _ in found.left_out}
    assert found.low <= found.centre <= found.high
    assert len({rank(claim) for claim in found.used}) == 1
    assert all("worldwide" not in claim.scope for claim in found.used)


@SOME
@given(claims=st.lists(CLAIM, min_size=2, max_size=6))
def test_the_order_of_the_rows_decides_nothing(
    tmp_path: Path, claims: list[dict[str, Any]]
) -> None:
    one = resolve(ledger(tmp_path, *claims), "nation:borealia", "deaths")
    two = resolve(ledger(tmp_path, *reversed(claims)), "nation:borealia", "deaths")
    assert (one is None) == (two is None)
    if one and two:
        assert (one.low, one.high, one.centre) == (two.low, two.high, two.centre)


DEAD: dict[str, Any] = {"subject": "nation:borealia", "quantity": "deaths"}


def test_scope_goes_before_grade(tmp_path: Path) -> None:
    held = ledger(
        tmp_path,
        DEAD | {"value": 54246, "scope": "worldwide"},
        DEAD | {"value": 50000},
        DEAD | {"value": 36940, "scope": "theatre", "source": "memoir"},
    )
    found = resolve(held, "nation:borealia", "deaths", ["theatre"])
    assert found is not None
    assert [claim.id for claim in found.used] == ["c.3"]
    assert {claim.id: why for claim, why in found.left_out} == {
        "c.1": "another scope: worldwide",
        "c.2": "names no scope, others do",
    }


def test_the_centre_of_a_mere_limit_lies_inside_what_it_allows(tmp_path: Path) -> None:
    held = ledger(tmp_path, DEAD | {"value": 1000, "printed": "over 1,000", "unit": "men"})
    found = resolve(held, "nation:borealia", "deaths")
    assert found is not None
    assert (found.low, found.high, found.centre) == (1001, 2000, 1001)


def test_a_figure_that_is_quoted_twice_counts_once(tmp_path: Path) -> None:
    held = ledger(
        tmp_path,
        DEAD | {"value": 100},
        DEAD | {"value": 100, "via": "article"},
        DEAD | {"value": 300, "source": "ministry"},
    )
    found = resolve(held, "nation:borealia", "deaths")
    assert found is not None
    assert (found.low, found.high, found.centre) == (95, 315, 200)


def test_a_school_has_what_it_says_and_a_document_what_it_quotes(tmp_path: Path) -> None:
    held = ledger(
        tmp_path,
        DEAD | {"value": 1001},
        DEAD | {"value": 2002, "source": "memoir"},
        DEAD | {"value": 3003, "source": "ministry", "via": "article"},
    )
    centres = {}
    for school in ("us", "rok", "prc", "003", "000"):
        found = resolve(held, "nation:borealia", "deaths", (), school)
        centres[school] = found.centre if found else None
    assert centres == {"us": 1001, "rok": 3003, "prc": 2002, "003": 3003, "000": None}
    assert "history" in sources_of(held, "us")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"quantity": "death"}, "no quantity 'death'"),
        ({"scope": ["theater"]}, "did you mean theatre"),
        ({"sources": "usa"}, "did you mean us"),
        ({"date": "June"}, "is not a date"),
    ],
)
def test_a_wrong_word_is_answered_by_one_sentence(
    tmp_path: Path, options: dict[str, Any], says: str
) -> None:
    held = ledger(tmp_path, DEAD | {"value": 1})
    asked = {"subject": "nation:borealia", "quantity": "deaths"} | options
    with pytest.raises(Complaint, match=says):
        resolve(held, **asked)
