"""The luck index: what is asked holds on the eve where it must, and shares have honest ends."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from parallel38.complaint import Complaint
from parallel38.engine.world import NORTH, SOUTH
from parallel38.inference import luck
from parallel38.inference.replay import Replay
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


def row(title: str, share: float, judged: int = 100) -> dict[str, Any]:
    _, low, high = luck.wilson(round(share * judged), judged) if judged else (None, 0.0, 1.0)
    label = luck.labelled(share) if judged >= 8 else luck.UNCLEAR
    between = [luck.labelled(low), luck.labelled(high)]
    return {"title": title, "share": share, "low": low, "high": high, "label": label,
            "between": between, "judged": judged}  # fmt: skip


def test_the_answer_does_not_judge_what_nobody_attacked() -> None:
    rows = {
        "a": row("The gap is held", 0.9),
        "b": row("X Corps escapes", 0.05),
        "c": row("The ford is lost", 1.0, 3),
        "d": row("The bridge stands", 0.0, 0),
    }
    text = luck.sentence(rows)
    assert "it was very lucky that X Corps escapes (5 %, 2 to 11)" in text
    assert "to be expected that the gap is held (90 %, 83 to 94)" in text
    assert "cannot be told whether the ford is lost (an attack comes in 3 of them)" in text
    assert "whether the bridge stands (an attack comes in none of them)." in text
    assert luck.sentence({"c": rows["c"]}).startswith("In these simulated wars it cannot be told")


def test_a_share_near_a_mark_leaves_the_next_word_open() -> None:
    assert luck.doubt(row("A", 0.9)) == "to be expected"
    assert luck.doubt(row("A", 0.32)) == "lucky, though open cannot be ruled out"
    assert luck.doubt(row("A", 1.0, 3)) == luck.UNCLEAR


def test_wars_without_the_attack_are_not_judged(tmp_path: Path) -> None:
    (turn,) = luck.turns(KOREA, ("imjin",), replicas=4)
    first, last = turn.plan.since, turn.plan.days - 1
    pl.DataFrame({"war": [0, 1, 2, 3]}).write_parquet(tmp_path / "wars.parquet")
    empty = {"war": [0], "day": [0], "cell": [0], "side": [0]}
    pl.DataFrame(empty).write_parquet(tmp_path / "holders.parquet")
    pl.DataFrame(
        {  # over the day before; under way on the eve; begun on the last day; of the other side
            "war": [0, 1, 2, 3],
            "side": [NORTH, NORTH, NORTH, SOUTH],
            "first_day": [first - 9, first - 9, last, first],
            "last_day": [first - 1, first, last + 5, last],
            "gain_km": [0, 0, 0, 0],
            "unfinished": [0, 0, 0, 0],
        }
    ).write_parquet(tmp_path / "pulses.parquet")
    replay = Replay(tmp_path, np.zeros(3, bool), last + 1)
    assert luck.attacked(turn, replay).tolist() == [False, True, True, False]
    anyone = turn._replace(point=turn.point.model_copy(update={"attack": None}))
    assert luck.attacked(anyone, replay).all()
