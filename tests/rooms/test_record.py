"""What is kept of a war: every offensive, the one that the end cut short among them."""

from itertools import groupby

import numpy as np
import pytest

from parallel38.engine.orders import Posture
from parallel38.ensemble.record import DAILY, PULSE
from parallel38.ensemble.run import fight
from wars import opened


@pytest.mark.parametrize("days", [12, 21, 30])
@pytest.mark.parametrize("war", range(4))
def test_pulses_are_the_days_of_attack(war: int, days: int) -> None:
    record = fight(opened("isthmus"), 38, war, days)
    wanted = set()
    for side, name in enumerate(("posture_south", "posture_north")):
        posture = record.daily[: record.end_day + 1, DAILY.index(name)]
        for on, run in groupby(enumerate(posture), lambda day: day[1] == Posture.ATTACK):
            if on:
                spent = [day for day, _ in run]
                wanted.add((side, spent[0], spent[-1], int(spent[-1] == record.end_day)))
    kept = [PULSE.index(name) for name in ("side", "first_day", "last_day", "unfinished")]
    assert {tuple(row) for row in record.pulses[:, kept].tolist()} == wanted


def test_some_war_ends_in_the_middle_of_an_offensive() -> None:
    wars = [fight(opened("isthmus"), 38, war, 8) for war in range(4)]
    assert any(np.any(record.pulses[:, PULSE.index("unfinished")] == 1) for record in wars)
