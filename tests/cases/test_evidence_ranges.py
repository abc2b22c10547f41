"""Ranges of losses and priors of rates, made by hand from a few claims."""

from pathlib import Path

import pytest

from ledgers import ledger as small_ledger
from parallel38.faults import Fault
from parallel38.scenario.audit import audit
from parallel38.scenario.loss_ranges import check_ranges, decisions_in
from parallel38.scenario.models import PriorTerm, RateForm
from parallel38.scenario.priors import check_priors, interval, made

WAR = "1900-06-25", "1902-07-10"
CASUALTIES = """nation,period_start,period_end,kind,low,high,source,verified,source_key
N,{0},{1},killed,900,900,history,yes,history
N,{0},{1},killed,1200,1200,ministry,yes,ministry
N,{0},{1},killed,5000,5000,story,yes,story
N,{0},{1},missing,700,700,history,yes,history
""".format(*WAR)
RANGES = """ranges:
  borealia:
    killed:
      low: {low}
      high: {high}
      unit: men
      meaning: dead
      used:
        - {{nation: N, kind: killed, low: 900, high: 900{sum}}}
        - {{nation: N, kind: killed, low: 1200, high: 1200}}
left_out:
  - {{nation: N, kind: killed, low: 5000, high: 5000, reason: a round number}}
"""
DEAD = {"subject": "nation:borealia", "quantity": "deaths"}
CLAIMS = (
    {**DEAD, "value": 900},
    {**DEAD, "value": 1200, "source": "ministry"},
    {**DEAD, "value": 5000, "source": "story"},
    {**DEAD, "value": 100, "subject": "nation:meridia"},
)


def war(tmp_path: Path, *more: dict[str, object], low: int, high: int, sum_: str = "") -> list[str]:
    """Return the faults of a small scenario whose only range runs from `low` to `high`."""
    held = small_ledger(tmp_path, *CLAIMS, *more)
    record = tmp_path / "record"
    record.mkdir(exist_ok=True)
    (record / "casualties.csv").write_text(CASUALTIES, encoding="utf-8")
    text = RANGES.format(low=low, high=high, sum=sum_)
    (record / "loss_ranges.yaml").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    check_ranges(tmp_path, held, faults)
    if not faults:
        decision = decisions_in(tmp_path, held)["borealia", "killed"]
        assert (decision.low, decision.high) == (low, high)
        assert [claim.id for claim in decision.used][-1] == "c.2"
        assert [(claim.id, why) for claim, why in decision.left_out] == [("c.3", "a round number")]
    return [str(fault) for fault in faults]


def test_a_range_runs_over_the_rows_it_uses(tmp_path: Path) -> None:
    assert war(tmp_path, low=900, high=1200) == []


def test_a_row_may_stand_for_a_sum_less_others(tmp_path: Path) -> None:
    added = ", claims: [c.1, c.4]"
    assert war(tmp_path, low=1000, high=1200, sum_=added) == []
    less = ", claims: [c.1], less: [c.4]"
    assert war(tmp_path, low=800, high=1200, sum_=less) == []


def test_a_range_that_its_claims_do_not_make_is_a_fault(tmp_path: Path) -> None:
    (fault,) = war(tmp_path, low=900, high=1300)
    assert "runs from 900 to 1300, but what it uses makes 900 to 1200" in fault


def test_a_claim_that_is_neither_used_nor_left_out_is_a_fault(tmp_path: Path) -> None:
    (fault,) = war(tmp_path, {**DEAD, "value": 1500, "source": "memoir"}, low=900, high=1200)
    assert "neither uses claim c.5" in fault


@pytest.mark.parametrize("scope", ["civilian", "worldwide", "enemy_estimate"])
def test_a_claim_that_counts_others_needs_no_reason(tmp_path: Path, scope: str) -> None:
    held = small_ledger(tmp_path, *CLAIMS, {**DEAD, "value": 1500, "source": "memoir",
                                            "scope": scope})  # fmt: skip
    assert held.by_id["c.5"]
    other = {**DEAD, "value": 1500, "source": "memoir", "scope": scope}
    found = war_reasons(tmp_path, other)
    assert found["c.5"]


def war_reasons(tmp_path: Path, *more: dict[str, object]) -> dict[str, str]:
    """Return why claims are left out of the range of the small scenario."""
    held = small_ledger(tmp_path, *CLAIMS, *more)
    record = tmp_path / "record"
    record.mkdir(exist_ok=True)
    (record / "casualties.csv").write_text(CASUALTIES, encoding="utf-8")
    text = RANGES.format(low=900, high=1200, sum="")
    (record / "loss_ranges.yaml").write_text(text, encoding="utf-8")
    decision = decisions_in(tmp_path, held)["borealia", "killed"]
    return {claim.id: why for claim, why in decision.left_out}


def test_an_unknown_claim_in_a_range_is_a_fault(tmp_path: Path) -> None:
    (fault,) = war(tmp_path, low=900, high=1200, sum_=", claims: [c.9]")
    assert "'c.9' is no claim" in fault


def rates(tmp_path: Path) -> dict[str, tuple[float, float]]:
    """Return what terms of several kinds make of the same few claims."""
    held = small_ledger(
        tmp_path,
        {**DEAD, "value": 100},
        {**DEAD, "low": 300, "high": 400, "quantity": "wounded"},
        {"subject": "event:landing", "quantity": "date", "date": "1900-09-15"},
        {"subject": "event:truce", "quantity": "date", "date": "1900-09-20/1900-09-25"},
    )
    terms = {
        "sum": PriorTerm(of=["c.1", "c.2"]),
        "share": PriorTerm(of=["c.1"], over=["c.1", "c.2"]),
        "ratio": PriorTerm(of=["c.1"], over=["c.2"], per=10),
        "days": PriorTerm(days=["c.3", "c.4"]),
        "hazard": PriorTerm(days=["c.3", "c.4"], inverse=True),
    }
    return {name: made(term, held) for name, term in terms.items()}


def test_terms_of_a_prior_by_hand(tmp_path: Path) -> None:
    found = rates(tmp_path)
    assert found["sum"] == (400, 500)
    assert found["share"] == pytest.approx((100 / 500, 100 / 400))
    assert found["ratio"] == pytest.approx((0.025, 1 / 30))
    assert found["days"] == (5, 10)
    assert found["hazard"] == pytest.approx((0.1, 0.2))


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ({"of": ["c.7"]}, "'c.7' is no claim"),
        ({"of": ["c.2"]}, "c.2, which has no number"),
        ({"days": ["c.1", "c.2"]}, "of which one has no date"),
        ({"days": ["c.3", "c.2"]}, "which is earlier"),
        ({"of": ["c.1"], "over": ["c.4"]}, "may be nothing"),
    ],
)
def test_a_term_that_cannot_be_made_says_why(
    tmp_path: Path, term: dict[str, list[str]], says: str
) -> None:
    held = small_ledger(
        tmp_path,
        {**DEAD, "value": 100},
        {"subject": "event:landing", "quantity": "date", "date": "1900-09-15"},
        {"subject": "event:truce", "quantity": "date", "date": "1902-07-10"},
        {**DEAD, "value": "0"},
    )
    with pytest.raises(ValueError, match=says.replace("'", ".")):
        made(PriorTerm(**term), held)


def test_a_range_narrower_than_its_terms_is_a_fault(tmp_path: Path) -> None:
    held = small_ledger(tmp_path, {**DEAD, "value": 100})
    folder = tmp_path / "rates"
    folder.mkdir()
    body = "pace: {value: 90, unit: men, range: [80, %d], claims: [c.1], prior: [{of: [c.1]}]}\n"
    for most, wrong in ((100, 0), (99, 1)):
        (folder / "march.yaml").write_text(body % most, encoding="utf-8")
        rate = RateForm(value=90, unit="men", range=[80, most], claims=["c.1"],
                        prior=[PriorTerm(of=["c.1"])])  # fmt: skip
        assert interval(rate.prior, held) == (100, 100)
        faults: list[Fault] = []
        check_priors(tmp_path, {"march.pace": rate}, held, faults)
        assert len(faults) == wrong
        assert all("makes 100, outside the range 80 to 99" in str(one) for one in faults)


def test_the_audit_names_a_rate_far_from_its_claims(tmp_path: Path) -> None:
    held = small_ledger(tmp_path, {**DEAD, "value": 100})
    (tmp_path / "rates").mkdir()
    body = "{value: %d, unit: men, range: [50, 120], claims: [c.1], prior: [{of: [c.1]}]}\n"
    text = f"pace: {body % 70}haste: {body % 80}"
    (tmp_path / "rates" / "march.yaml").write_text(text, encoding="utf-8")
    assert audit(held).apart == ["march.pace 70 (100)"]
