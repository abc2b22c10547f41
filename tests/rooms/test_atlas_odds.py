"""The odds of decisions, and the way of supplies: asked of the rules, held against the war."""

import itertools
import math

import numpy as np
import pytest

from atlas_runs import NAME, client, run_of
from parallel38.atlas import odds, replay
from parallel38.atlas.opened import OpenRun
from parallel38.atlas.supply import chain, supply_path
from parallel38.atlas.wire import decode
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.orders import Decision
from parallel38.ensemble.design import design, scenario_of
from parallel38.ensemble.watch import fought

SMALL = "isthmus"
DAYS = 135  # the landing, the crossing and the intervention of the great war lie in them


def test_a_war_decides_when_its_own_luck_is_below_the_odds() -> None:
    plan = design("korea1950", replicas=1, seed=38, days=DAYS)
    opened, _ = scenario_of(plan, 0)
    asker = odds.Asker(opened.theatre, opened.kernel_rates)
    told = None
    possible, taken = set(), set()
    for day, field in fought(plan, 0):
        for decision in Decision if told is not None else ():
            landing = decision == Decision.LAND
            stream, index = (Stream.LANDING, 0) if landing else (Stream.GOVERNMENT, int(decision))
            draw = uniform(field.key, stream, day, index)
            blur = 3 / (odds.LANDING_DRAWS if landing else odds.DRAWS)
            if abs(draw - told[decision]) > blur:
                assert (draw < told[decision]) == bool(field.orders.decision[decision])
            possible |= {decision} if told[decision] > 0 else set()
            taken |= {decision} if field.orders.decision[decision] else set()
        told = asker.odds(field.state)
    assert {Decision.CROSS, Decision.LAND} <= possible
    assert taken <= possible
    assert taken


def test_asking_for_the_odds_leaves_the_war_alone() -> None:
    plan = design(SMALL, replicas=1, seed=38, days=12)
    opened, _ = scenario_of(plan, 0)
    asker = odds.Asker(opened.theatre, opened.kernel_rates)
    quiet = [np.array(field.state.cells.holder) for _, field in fought(plan, 0)]
    asked = []
    for _, field in fought(plan, 0):
        asker.odds(field.state)
        asked.append(np.array(field.state.cells.holder))
    assert np.array_equal(quiet, asked)


def test_the_odds_of_a_war_are_told_by_day() -> None:
    answer = client(run_of(SMALL)).get(f"/api/runs/{NAME}/wars/1/odds")
    header, planes = decode(answer.content)
    assert header["decisions"][Decision.CROSS] == "crossed"
    assert planes["chance"].shape == (len(Decision), OpenRun(NAME, run_of(SMALL)).days)
    assert planes["chance"].max() <= odds.STEPS


def test_who_follows_no_rules_has_no_odds() -> None:
    plan = design(SMALL, replicas=1, seed=38, days=5, commander="hold")
    with pytest.raises(Exception, match="no odds decide them"):
        odds.odds_of_war(plan, 0)


@pytest.mark.parametrize("day", [0, 9, 20])
def test_what_arrives_by_the_way_is_what_the_war_delivered(day: int) -> None:
    run = OpenRun(NAME, run_of(SMALL))
    tape = replay.march(run.plan, run.scenario, 2, run.changes_of(2))
    world = run.scenario.theatre
    ways = 0
    for f in np.flatnonzero(tape.status[:, day] == 1):
        cell = int(tape.cell[f, day])
        told = supply_path(run, 2, cell, day)
        assert told["share"] == pytest.approx(tape.delivery[f, day] / 200, abs=0.004)
        if not told["way"]:
            continue
        ways += 1
        assert told["way"][-1] == cell
        for here, there in itertools.pairwise(told["way"]):
            assert there in world.neighbour[here]
        assert math.exp(-told["effort_km"] / told["reach_km"]) == pytest.approx(
            told["share"], abs=1e-3
        )
        assert sum(told["by"].values()) == pytest.approx(told["km"], abs=0.5)
        assert told["source"]["id"]
    assert ways > 0


def test_a_way_is_read_backwards_from_the_efforts() -> None:
    near = np.full((4, 6), -1, np.int32)
    for here in range(3):  # four cells in a row: edge 0 leads on, edge 3 back
        near[here, 0], near[here + 1, 3] = here + 1, here
    haul = np.full((4, 6), 5.0)
    haul[0, 0] = 7.0
    start = np.array([2.0, 1e9, 1e9, 1e9])
    cost = np.array([2.0, 9.0, 14.0, 19.0])
    assert chain(3, np.zeros(4, np.int8), cost, start, haul, near) == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="from nowhere"):
        chain(3, np.zeros(4, np.int8), np.array([2.0, 9.0, 14.0, 18.0]), start, haul, near)
    with pytest.raises(ValueError, match="from nowhere"):  # the way leads over the enemy's land
        chain(3, np.array([0, 1, 0, 0], np.int8), cost, start, haul, near)


@pytest.mark.parametrize("asked", ["war=99", "cell=99999", "day=9999", "cell=-1", "cell=x"])
def test_a_way_that_cannot_be_is_refused_in_one_sentence(asked: str) -> None:
    given = {"war": "0", "cell": "3", "day": "4"} | dict([asked.split("=")])
    answer = client(run_of(SMALL)).get(
        f"/api/runs/{NAME}/wars/{given['war']}/supply?cell={given['cell']}&day={given['day']}"
    )
    assert answer.status_code in (404, 422)
    assert isinstance(answer.json()["detail"], str)
