"""Designs over the rates' priors: even, reproducible, and fought as they say."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from parallel38.complaint import Complaint
from parallel38.ensemble.design import (
    design,
    fight_war,
    from_identity,
    identity,
    open_design,
    scenario_of,
    varied_rates,
)
from parallel38.ensemble.runner import run
from parallel38.ensemble.spread import choose
from parallel38.scenario.files import read_files
from wars import opened, record_digest

OVER = ("combat", "supply.rail")


@pytest.mark.parametrize("kind", ["sobol", "lhs"])
def test_points_fill_every_range_evenly(kind: str) -> None:
    plan = design("isthmus", replicas=64, seed=9, spread=kind, over=OVER)
    names, values = varied_rates(plan)
    forms = read_files(open_design(plan).folder, []).rates
    assert values.shape == (64, len(names))
    for number, name in enumerate(names):
        low, high = forms[name].range
        unit = (values[:, number] - low) / (high - low)
        counts = np.histogram(unit, bins=8, range=(0, 1))[0]
        assert counts.min() >= 6, name
        assert counts.max() <= 10, name


def test_which_rates_can_be_varied() -> None:
    folder = opened("korea1950").folder
    every = choose(folder, ())
    assert "landing.allowed" not in every
    assert not any(name.startswith("march.") for name in every)
    assert choose(folder, ("supply.rail", "supply.rail")) == ("supply.rail",)
    with pytest.raises(Complaint, match="did you mean supply"):
        choose(folder, ("suply",))
    with pytest.raises(Complaint, match="switch"):
        choose(folder, ("landing.allowed",))


def test_a_war_is_fought_with_the_rates_of_its_point() -> None:
    plan = design("isthmus", replicas=4, seed=9, spread="lhs", over=OVER)
    names, values = varied_rates(plan)
    scenario, luck = scenario_of(plan, 2)
    assert luck == 2
    given = {name: getattr(getattr(scenario.rates, name.split(".")[0]), name.split(".")[1])
             for name in names}  # fmt: skip
    assert list(given.values()) == values[2].tolist()
    by_hand = design("isthmus", replicas=4, seed=9, set=given)
    assert record_digest(fight_war(plan, 2)) == record_digest(fight_war(by_hand, 2))


def test_common_luck_is_that_of_the_first_war() -> None:
    plan = design("isthmus", replicas=3, seed=9, common=True)
    own = design("isthmus", replicas=3, seed=9)
    assert record_digest(fight_war(plan, 2)) == record_digest(fight_war(own, 0))
    assert record_digest(fight_war(own, 2)) != record_digest(fight_war(own, 0))


def test_the_points_are_kept_beside_the_wars(tmp_path: Path) -> None:
    plan = design("isthmus", replicas=5, seed=9, spread="sobol", over=("combat.loss",))
    run(plan, tmp_path / "run")
    kept = pl.read_parquet(tmp_path / "run" / "rates.parquet")
    assert kept.columns == ["war", "combat.loss"]
    assert kept["combat.loss"].to_numpy() == pytest.approx(varied_rates(plan)[1][:, 0])
    assert from_identity(identity(plan)) == plan
    assert "--design sobol --over combat.loss" in plan.command()


def test_a_design_that_is_none_is_refused() -> None:
    with pytest.raises(Complaint, match="sobol or lhs"):
        design("isthmus", spread="random")
    with pytest.raises(Complaint, match="add --design"):
        design("isthmus", over=("combat",))
