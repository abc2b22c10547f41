"""Marches on the isthmus, worked by hand.

A cell of the main road takes 16 / 16 x (1 + 1 x 0.1) = 1.1 days on foot and 0.55 on wheels; the
bridged great river between Meridia and Ferry half a day more. Meridia to Southport is three cells:
on foot 1.6 + 1.1 + 1.1 = 3.8 days, on wheels 1.05 + 0.55 + 0.55 = 2.15.
"""

import pytest

from cases.small_war import (
    BORDER,
    BOREALIA,
    FERRY,
    MERIDIA,
    NORTH_ROAD,
    RIVER_NORTH,
    SOUTH_ROAD,
    SOUTHPORT,
    count,
    line_between,
    quiet,
    stand,
)  # fmt: skip
from parallel38.command.assign import lie_low
from parallel38.command.front import find_front
from parallel38.engine.move import move
from parallel38.engine.orders import Posture
from parallel38.engine.world import NORTH, SOUTH
from wars import War


def march(war: War, k: int, goal: int, days: int) -> list[int]:
    """Return where formation k stands on each evening."""
    war.orders.goal[:] = -1
    war.orders.goal[k] = goal
    seen = []
    for day in range(days):
        move(war.state, war.world, war.rates, war.orders, war.key, day)
        count(war)
        seen.append(int(war.state.formations.cell[k]))
    return seen


def test_table_of_days() -> None:
    war = quiet()
    assert war.world.days_foot[SOUTHPORT, MERIDIA] == pytest.approx(3.8)
    assert war.world.days_motor[SOUTHPORT, MERIDIA] == pytest.approx(2.15)


def test_on_foot_down_the_main_road() -> None:
    war = quiet()
    # days saved: 1.0; 2.0 - 1.6 = 0.4; 1.4 - 1.1 = 0.3; 1.3 - 1.1 = 0.2
    assert march(war, stand(war, "M1", MERIDIA), SOUTHPORT, 4) == [
        MERIDIA, FERRY, SOUTH_ROAD, SOUTHPORT,
    ]  # fmt: skip


def test_on_wheels_down_the_main_road() -> None:
    war = quiet()
    # days saved: 1.0; 2.0 - 1.05 - 0.55 = 0.4; 1.4 - 0.55
    assert march(war, stand(war, "M3", MERIDIA), SOUTHPORT, 3) == [MERIDIA, SOUTH_ROAD, SOUTHPORT]


def test_mud_takes_its_share() -> None:
    war = quiet(move__mud_on_foot=1.0)
    war.state.sky.mud[:] = 0.25
    # 0.75 a day: 3.8 days of marching need six
    assert march(war, stand(war, "M1", MERIDIA), SOUTHPORT, 6).index(SOUTHPORT) == 5
    dry_shod = quiet(move__mud_on_foot=0.0)
    dry_shod.state.sky.mud[:] = 0.25
    assert march(dry_shod, stand(dry_shod, "M1", MERIDIA), SOUTHPORT, 6).index(SOUTHPORT) < 5


def test_nobody_marches_into_a_held_cell() -> None:
    war = quiet()
    stand(war, "M1", MERIDIA)
    k = stand(war, "B1", BORDER)
    assert MERIDIA not in march(war, k, MERIDIA, 5)
    assert war.state.cells.holder[MERIDIA] == SOUTH


def test_empty_land_is_taken_by_walking_in() -> None:
    war = quiet()
    k = stand(war, "B1", BORDER)
    assert march(war, k, MERIDIA, 2) == [BORDER, MERIDIA]
    assert war.state.cells.holder[MERIDIA] == NORTH


def test_side_0_halts_at_the_frontier_until_told_to_cross() -> None:
    war = quiet()
    k = stand(war, "M3", MERIDIA)
    assert march(war, k, RIVER_NORTH, 4) == [MERIDIA] * 4
    war.state.politics.crossed[0] = 0
    assert RIVER_NORTH in march(war, k, RIVER_NORTH, 4)


@pytest.mark.parametrize(
    ("posture", "rear_guard", "holders"),
    [
        (Posture.WITHDRAW, BORDER, [NORTH, SOUTH]),  # half a day's worth of returning each day
        (Posture.WITHDRAW, FERRY, [NORTH, NORTH]),  # the last column is still next door
        (Posture.HOLD, BORDER, [NORTH, NORTH]),
    ],
)
def test_an_army_that_leaves_loses_the_land_behind_it(
    posture: int, rear_guard: int, holders: list[int]
) -> None:
    war = quiet(move__abandoned=0.5, move__guard=1.0)
    war.state.cells.holder[SOUTH_ROAD] = NORTH
    war.state.cells.linked[SOUTH_ROAD] = war.state.cells.tended[SOUTH_ROAD] = 1
    k = stand(war, "B1", rear_guard)
    war.state.sides.posture[NORTH] = posture
    seen = []
    for _ in holders:
        march(war, k, -1, 1)
        seen.append(int(war.state.cells.holder[SOUTH_ROAD]))
    assert seen == holders


@pytest.mark.parametrize("posture", [Posture.ATTACK, Posture.RECOVER, Posture.HOLD])
def test_who_only_holds_takes_no_empty_land(posture: int) -> None:
    war = quiet(move__patrol=1.0)
    k = stand(war, "B1", BORDER)
    war.state.sides.posture[NORTH] = posture
    beside = [int(c) for c in war.world.neighbour[BORDER] if c > BORDER]
    war.state.cells.holder[beside] = SOUTH
    march(war, k, -1, 1)
    taken = (war.state.cells.holder[beside] == NORTH).all()
    assert taken == (posture != Posture.HOLD)


def test_whoever_lies_low_steps_back_out_of_contact() -> None:
    war = quiet(north__in_place=9.0)
    near, far = stand(war, "B1", BORDER), stand(war, "B2", BOREALIA)
    stand(war, "M1", MERIDIA)
    war.state.formations.contact[near] = 3
    line = find_front(NORTH, line_between(war), war.state, war.world)
    lie_low(NORTH, line, war.state, war.world, war.rates, war.orders)
    assert war.orders.goal[near] in war.world.neighbour[BORDER]
    assert war.orders.goal[near] < BORDER  # towards the north
    assert war.orders.yielding[near] == 1
    assert war.orders.goal[far] == -1


def test_whoever_lies_low_lets_those_far_behind_come_up() -> None:
    war = quiet(north__in_place=0.5)
    stand(war, "M1", MERIDIA)
    far = stand(war, "B2", NORTH_ROAD)
    line = find_front(NORTH, line_between(war), war.state, war.world)
    lie_low(NORTH, line, war.state, war.world, war.rates, war.orders)
    assert line.slot[war.orders.goal[far]] >= 0
    assert war.orders.yielding[far] == 0
