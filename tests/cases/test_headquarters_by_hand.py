"""Single decisions of the doctrine on the isthmus, worked by hand."""

import pytest

from cases.small_war import (
    BORDER,
    FERRY,
    MERIDIA,
    RIVER_NORTH,
    SOUTHPORT,
    count,
    quiet,
    stand,
)  # fmt: skip
from parallel38.command.assign import assign, withdraw
from parallel38.command.front import Estimate, bridgehead, find_front, main_base
from parallel38.command.garrison import garrison
from parallel38.command.posture import north_posture, south_posture
from parallel38.engine.casualties import BATTLE, QUIET, bleed
from parallel38.engine.laws import border, may_enter
from parallel38.engine.orders import Posture, blank_orders
from parallel38.engine.sight import reckon
from parallel38.engine.world import NORTH, SOUTH
from wars import War, opened

RULES = {
    "north__pulse_odds": 1.0,
    "north__pulse_stock": 0.5,
    "north__pulse_hazard": 1.0,
    "north__persist": 0.5,
    "north__ease": 2.0,
    "north__end_stock": 1.0,
    "north__haste": 1.0,
    "north__withdraw_alarm": 5.0,
    "sight__ambush": 1.0,
    "sight__wary": 0.5,
}


def view(own: float, enemy: float, stock: float = 1.0, coming: float = 0.0) -> Estimate:
    """Return what a headquarters believes that has `stock` of five days in hand."""
    return Estimate(own, enemy, stock, 5.0 * stock, 0.0, 10.0, 10.0, 0.0, coming)


def posture(war: War, own: float, stock: float = 1.0, coming: float = 0.0) -> int:
    north, south = view(own, 1000.0, stock), view(1000.0, own, coming=coming)
    return int(north_posture(war.state, war.rates, north, south, 38, 0))


def test_an_offensive_goes_on_while_it_promises_half_of_what_began_it() -> None:
    war = quiet(**RULES)
    war.state.sides.posture[NORTH] = Posture.ATTACK
    assert posture(war, 600.0) == Posture.ATTACK
    assert posture(war, 400.0) == Posture.RECOVER


def test_an_offensive_dies_with_its_stocks_later_at_good_odds() -> None:
    war = quiet(**RULES)
    war.state.sides.posture[NORTH] = Posture.ATTACK
    assert posture(war, 1000.0, stock=0.15) == Posture.RECOVER  # 0.75 of a day
    assert posture(war, 2000.0, stock=0.15) == Posture.ATTACK  # worth 1.5 against half as many


def test_reinforcements_of_the_enemy_hurry_it() -> None:
    war = quiet(**RULES)
    war.state.sides.posture[NORTH] = Posture.RECOVER
    assert posture(war, 900.0) == Posture.RECOVER
    assert posture(war, 900.0, coming=200.0) == Posture.ATTACK  # 0.9 x 1.2


def test_while_the_table_is_open_the_line_is_held() -> None:
    war = quiet(south__withdraw_alarm=0.5, south__withdraw_odds=2.0)
    war.state.sides.alarm[SOUTH] = 3.0
    beaten = view(500.0, 1000.0)
    assert south_posture(war.state, war.world, war.rates, beaten) == Posture.WITHDRAW
    war.state.politics.talks[0] = 0
    assert south_posture(war.state, war.world, war.rates, beaten) == Posture.HOLD


def test_a_shaken_command_attacks_only_when_it_is_sure() -> None:
    shaken = {"south__calm": 0.1, "south__sure": 3.0, "sight__fear": 0.0}
    war = quiet(**shaken, south__attack_odds=2.0, south__withdraw_alarm=9.0)
    war.state.sides.alarm[SOUTH] = 0.2
    assert south_posture(war.state, war.world, war.rates, view(5000.0, 1000.0)) == Posture.HOLD
    assert south_posture(war.state, war.world, war.rates, view(9900.0, 1000.0)) == Posture.ATTACK


def test_a_capital_at_the_front_keeps_its_weakest_formation() -> None:
    war = quiet(move__garrison=0.5)
    strong, weak = stand(war, "M1", MERIDIA), stand(war, "M2", MERIDIA, men=4000)
    stand(war, "B1", BORDER)
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[[strong, weak]] = orders.attack[[strong, weak]] = BORDER
    line = border(war.state.cells.holder, war.world.neighbour)
    front = find_front(SOUTH, line, war.state, war.world)
    garrison(SOUTH, front, war.state, war.world, war.rates, orders)
    assert (orders.goal[weak], orders.attack[weak]) == (-1, -1)
    assert (orders.goal[strong], orders.attack[strong]) == (BORDER, BORDER)


def test_nobody_passes_the_line_that_his_government_draws() -> None:
    latitude = opened("isthmus").world.ground.latitude
    halt = float(latitude[RIVER_NORTH] + latitude[BORDER]) / 2.0
    barred = quiet(government__halt_north=halt).world
    assert may_enter(SOUTH, BORDER, barred, True)
    assert not may_enter(SOUTH, RIVER_NORTH, barred, True)
    assert may_enter(NORTH, RIVER_NORTH, barred, True)


def test_an_old_acquaintance_startles_less() -> None:
    jumps = []
    for offensives in (1, 3):
        war = quiet(**RULES, south__startle=2.0, sight__usual=0.0, sight__memory_days=1.0e3)
        stand(war, "M1", MERIDIA)
        sides = war.state.sides
        sides.belief[SOUTH] = 100.0
        stand(war, "B1", BORDER)
        count(war)
        sides.pulses[NORTH] = offensives
        reckon(war.state, war.rates)
        jumps.append(float(sides.alarm[SOUTH]))
    assert jumps[0] > 0.0
    assert jumps[0] == pytest.approx(2.0 * jumps[1])  # 1 + 0.5 x 2


def test_what_trench_war_costs_alarms_nobody() -> None:
    war = quiet()
    k = stand(war, "M1", MERIDIA)
    lost = war.state.formations.lost
    assert bleed(war.state, war.rates, k, 100.0, QUIET, 38, 0) > 0
    assert lost[k] == 0
    assert bleed(war.state, war.rates, k, 100.0, BATTLE, 38, 0) == lost[k] > 0


def test_an_army_driven_back_mans_the_land_around_its_base() -> None:
    war = quiet(south__last_stand=2.0)
    far, near = stand(war, "M1", BORDER), stand(war, "M2", SOUTHPORT)
    stand(war, "B1", RIVER_NORTH)
    war.state.cells.holder[FERRY] = NORTH
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    line = border(war.state.cells.holder, war.world.neighbour)
    front = find_front(SOUTH, line, war.state, war.world)
    withdraw(SOUTH, war.state, war.world, war.rates, orders)
    base = main_base(SOUTH, war.state, war.world)
    around = bridgehead(front, base, 2.0, war.world)
    assert 0 < len(around.cells) < len(front.cells)
    assign(SOUTH, around, war.state, war.world, war.rates, orders, Posture.WITHDRAW)
    assert orders.goal[far] == base
    assert orders.goal[near] in around.cells
