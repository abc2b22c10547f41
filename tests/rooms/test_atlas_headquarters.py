"""Why a headquarters wants what it wants: asked of the rules, held against the war."""

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from atlas_runs import NAME, client, run_of
from parallel38.atlas import headquarters
from parallel38.atlas.opened import OpenRun
from parallel38.command.front import estimate
from parallel38.command.posture import north_posture, south_posture
from parallel38.complaint import Complaint
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.orders import Posture
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.design import Design, design, scenario_of
from parallel38.ensemble.spread import with_rates
from parallel38.ensemble.watch import fought

DAYS = 200  # the first retreat, the landing, the intervention and two offensives lie in them
EVERY = 2
BLUR = 3 / headquarters.DRAWS


@lru_cache(maxsize=1)
def plan() -> Design:
    return design("korea1950", replicas=1, seed=38, days=DAYS)


@lru_cache(maxsize=1)
def mornings() -> list[tuple[int, Any, Any, int]]:
    """Some mornings: the day, the state, the orders of that day, and the key of the war's luck."""
    found, state = [], None
    for day, field in fought(plan(), 0):
        if state is not None:
            found.append((day, state, np.array(field.orders.posture), field.key))
        state = deepcopy(field.state) if (day + 1) % EVERY == 0 else None
    return found


def asked() -> Iterator[tuple[int, Any, dict[str, Any], int, int]]:
    scenario, _ = scenario_of(plan(), 0)
    asking = headquarters.asking_of(scenario)
    for day, state, posture, key in mornings():
        for told in headquarters.both(state, asking):
            yield day, state, told, posture[told["side"]], key


def test_what_a_headquarters_is_said_to_want_is_what_it_ordered() -> None:
    lucky = 0
    for day, _, told, ordered, key in asked():
        wanted = told["wants"]
        if told["by_luck"]:
            draw = uniform(key, Stream.POSTURE, day, told["side"])
            if abs(draw - told["chance"]) < BLUR:
                continue
            lucky += 1
            wanted = told["by_luck"] if draw < told["chance"] else wanted
        assert wanted == Posture(ordered).name.lower(), (day, told)
    assert lucky > 0


def test_with_so_much_more_or_less_strength_it_wants_something_else() -> None:
    scenario, _ = scenario_of(plan(), 0)
    world, rates = scenario.theatre, scenario.kernel_rates
    tried = 0
    for _, state, told, _, _ in asked():
        views = [estimate(side, state, world, rates) for side in (SOUTH, NORTH)]
        luckiest = int(headquarters.posture_luck(NORTH).keys[0])
        for which, beyond in (("more", 1.001), ("less", 0.999)):
            if told[which] is None:
                continue
            view = views[told["side"]]
            view = view._replace(own=view.own * told[which]["times"] * beyond)
            found = (
                south_posture(state, world, rates, view)
                if told["side"] == SOUTH
                else north_posture(state, rates, view, views[SOUTH], luckiest, 0)
            )
            assert Posture(found).name.lower() == told[which]["wants"]
            assert told[which]["wants"] != (told["by_luck"] or told["wants"])
            tried += 1
    assert tried > 5


def test_rules_and_conditions_are_named_without_which_it_would_want_something_else() -> None:
    rules = {one["id"] for _, _, told, _, _ in asked() for one in told["rules"]}
    held = {one["id"] for _, _, told, _, _ in asked() for one in told["but_for"]}
    assert rules
    assert "alarm" in held
    assert rules <= set(scenario_of(plan(), 0)[0].rules)


def wish(side: int, state: Any, world: Any, rates: Any) -> str:
    """Return what the luckiest headquarters wants, its rules asked one call at a time."""
    south, north = (estimate(one, state, world, rates) for one in (SOUTH, NORTH))
    key = int(headquarters.posture_luck(side).keys[0])
    found = (
        south_posture(state, world, rates, south)
        if side == SOUTH
        else north_posture(state, rates, north, south, key, 0)
    )
    return Posture(found).name.lower()


def test_asked_all_at_once_the_rules_answer_as_when_asked_one_by_one() -> None:
    scenario, _ = scenario_of(plan(), 0)
    world = scenario.theatre
    off = {
        name: with_rates(scenario, rule.off).kernel_rates
        for name, rule in scenario.rules.items()
        if rule.side != "engine" and rule.off
    }
    for _, state, told, _, _ in asked():
        side = told["side"]
        now = told["by_luck"] or told["wants"]
        assert wish(side, state, world, scenario.kernel_rates) == now
        named = {one["id"]: one["wants"] for one in told["rules"]}
        for name, rates in off.items():
            if scenario.rules[name].side in (("south", "north")[side], "both"):
                assert named.get(name, now) == wish(side, state, world, rates), name
        calm = deepcopy(state)
        calm.sides.alarm[side] = 0.0
        without = {one["id"]: one["wants"] for one in told["but_for"]}
        assert without.get("alarm", now) == wish(side, calm, world, scenario.kernel_rates)


def test_asking_leaves_the_state_alone() -> None:
    scenario, _ = scenario_of(plan(), 0)
    _, state, _, _ = mornings()[3]
    before = deepcopy(state)
    headquarters.both(state, headquarters.asking_of(scenario))
    assert [np.asarray(one).tobytes() for group in state for one in group] == [
        np.asarray(one).tobytes() for group in before for one in group
    ]


def test_both_headquarters_are_told_by_the_server() -> None:
    atlas = client(run_of("isthmus"))
    days = atlas.get(f"/api/runs/{NAME}/wars/1/headquarters").json()["days"]
    assert len(days) == OpenRun(NAME, run_of("isthmus")).days
    for sides in days:
        assert [one["side"] for one in sides] == [SOUTH, NORTH]
        assert all(one["own"] >= 0 and one["enemy"] > 0 for one in sides)
    assert atlas.get(f"/api/runs/{NAME}/wars/99/headquarters").status_code == 404


def test_who_follows_no_rules_has_no_reasons() -> None:
    script = design("isthmus", replicas=1, seed=38, days=5, commander="hold")
    with pytest.raises(Complaint, match="no rules decide"):
        headquarters.headquarters_of_war(script, 0)
