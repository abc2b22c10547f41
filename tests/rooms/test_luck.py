"""The luck index: what is asked holds on the eve where it must, and shares have honest ends."""

import numpy as np
import pytest

from parallel38.complaint import Complaint
from parallel38.engine.world import NORTH, SOUTH
from parallel38.inference import luck
from parallel38.scenario.turning_points import load_turning_points
from wars import opened

KOREA = "korea1950"
SIDES = {"south": SOUTH, "north": NORTH}


def test_what_is_asked_throughout_holds_on_the_eve() -> None:
    scenario = opened(KOREA)
    script = scenario.script
    for point in load_turning_points(scenario.folder).values():
        eve = (point.eve - scenario.start).days
        line = script.south[np.searchsorted(script.line_day, eve, side="right") - 1]
        for one in point.happened:
            if one.throughout and one.place and one.holder:
                holder = SOUTH if line[scenario.places[one.place]] else NORTH
                assert holder == SIDES[one.holder], (point.title, one.place)


def test_the_ends_of_a_share_after_wilson() -> None:
    share, low, high = luck.wilson(0, 100)
    assert (share, low) == pytest.approx((0, 0), abs=1e-12)
    assert high == pytest.approx(0.03699, abs=1e-4)
    share, low, high = luck.wilson(50, 100)
    assert (low, high) == pytest.approx((0.40383, 0.59617), abs=1e-4)


def test_words_for_a_share() -> None:
    words = [luck.labelled(share) for share in (0.9, 0.5, 0.2, 0.05)]
    assert words == [luck.LIKELY, luck.EVEN, luck.LUCKY, luck.VERY]


def test_what_cannot_be_judged_is_said() -> None:
    with pytest.raises(Complaint, match="did you mean inchon"):
        luck.turns(KOREA, ("inchn",))
    with pytest.raises(Complaint, match="no turning points"):
        luck.turns("isthmus")


def test_a_plan_begins_on_the_eve_and_ends_when_all_is_known() -> None:
    (turn,) = luck.turns(KOREA, ("chipyong",), replicas=2)
    assert (turn.plan.since, turn.plan.days, turn.plan.state) == (232, 241, "record")
