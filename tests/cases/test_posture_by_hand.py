"""What a headquarters wants and dreads, worked by hand."""

import pytest

from cases.small_war import (
    BORDER,
    GATE,
    MERIDIA,
    quiet,
    stand,
    view,
)  # fmt: skip
from parallel38.command.front import estimate
from parallel38.command.posture import delays, north_posture, south_posture
from parallel38.engine.casualties import BATTLE, QUIET, bleed
from parallel38.engine.orders import Posture
from parallel38.engine.sight import reckon
from parallel38.engine.state import Call, Status
from parallel38.engine.world import NORTH, SOUTH
from wars import War

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


def posture(
    war: War, own: float, stock: float = 1.0, coming: float = 0.0, own_coming: float = 0.0
) -> int:
    north = view(own, 1000.0, stock, coming=own_coming)
    south = view(1000.0, own, coming=coming)
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


def test_an_army_that_time_works_against_hangs_on() -> None:
    war = quiet(**(RULES | {"north__withdraw_alarm": 0.5, "north__withdraw_odds": 0.7}))
    war.state.sides.posture[NORTH] = Posture.ATTACK
    war.state.sides.alarm[NORTH] = 1.0
    assert posture(war, 600.0) == Posture.WITHDRAW
    assert posture(war, 600.0, coming=500.0) == Posture.ATTACK  # 0.6 x 1.5


def test_a_blow_waits_for_troops_on_the_march() -> None:
    war = quiet(**RULES, north__gather=1.0)
    war.state.sides.posture[NORTH] = Posture.RECOVER
    assert posture(war, 1200.0) == Posture.ATTACK
    assert posture(war, 1200.0, own_coming=600.0) == Posture.RECOVER  # 1.2 / 1.5


def test_a_blow_waits_for_those_in_the_country_too_but_goes_on_without_them() -> None:
    war = quiet(**RULES, north__gather=4.0)
    late = view(1200.0, 1000.0, marching=600.0)
    for now in (Posture.RECOVER, Posture.ATTACK):
        war.state.sides.posture[NORTH] = now
        assert north_posture(war.state, war.rates, late, view(1000.0, 1200.0), 38, 0) == now


@pytest.mark.parametrize("enemy", [Posture.HOLD, Posture.LIMITED, Posture.ATTACK])
def test_who_is_attacked_strikes_without_waiting_for_anybody(enemy: int) -> None:
    war = quiet(**RULES, north__gather=4.0)
    war.state.sides.posture[:] = enemy, Posture.RECOVER
    strikes = posture(war, 1200.0, own_coming=600.0) == Posture.ATTACK
    assert strikes == (enemy == Posture.ATTACK)


@pytest.mark.parametrize(
    ("goal", "fit", "counts"), [(BORDER, 1.0, True), (GATE, 1.0, False), (BORDER, 0.0, False)]
)
def test_who_is_days_away_from_where_he_belongs_has_still_to_come_up(
    goal: int, fit: float, counts: bool
) -> None:
    war = quiet(north__in_place=0.5)
    k = stand(war, "B1", GATE)
    war.state.formations.goal[:] = -1
    war.state.formations.goal[k] = goal
    war.state.formations.cohesion[k] = fit
    seen = estimate(NORTH, war.state, war.world, war.rates)
    assert (seen.marching > 0.0) == counts


def test_surprise_does_not_stand_in_for_stocks() -> None:
    war = quiet(**(RULES | {"sight__ambush": 9.0, "north__pulse_stock": 0.6}))
    war.state.sides.posture[NORTH] = Posture.RECOVER

    def next_(own: float, stock: float) -> int:
        north = view(own, 1000.0, stock)._replace(hidden=1.0)
        return int(north_posture(war.state, war.rates, north, view(1000.0, own), 38, 0))

    assert next_(1000.0, 0.7) == Posture.ATTACK
    assert next_(1000.0, 0.5) == Posture.RECOVER  # half is not enough, seen or unseen
    assert next_(1500.0, 0.5) == Posture.ATTACK  # at good odds it is


@pytest.mark.parametrize(("call", "counts"), [(Call.INTERVENTION, True), (Call.CALENDAR, False)])
def test_the_north_waits_for_troops_on_the_road_and_not_for_those_in_training(
    call: Call, counts: bool
) -> None:
    war = quiet(north__outlook=20.0)
    f = war.state.formations
    k = stand(war, "B1", GATE)
    f.arrive_day[:] = 999
    f.status[k], f.call[k], f.arrive_day[k] = Status.AWAITED, call, 10
    war.state.politics.intervened[0] = 0
    seen = estimate(NORTH, war.state, war.world, war.rates)
    assert (seen.coming > 0.0) == counts


def press(war: War) -> None:
    """Let the North's attacks of the last day press the South."""
    war.state.sides.blow[NORTH], war.state.sides.strength[SOUTH] = 500.0, 1000.0


@pytest.mark.parametrize("side", [SOUTH, NORTH])
def test_who_has_withdrawn_stands_again_only_when_less_alarmed(side: int) -> None:
    rates = {"withdraw_alarm": 0.8, "stand_alarm": 0.5, "withdraw_odds": 2.0}
    both = {f"{who}__{name}": value for who in ("south", "north") for name, value in rates.items()}
    war = quiet(**both)
    press(war)
    beaten = view(500.0, 1000.0)

    def next_(before: int, alarm: float) -> int:
        war.state.sides.posture[side], war.state.sides.alarm[side] = before, alarm
        if side == SOUTH:
            return int(south_posture(war.state, war.world, war.rates, beaten))
        return int(north_posture(war.state, war.rates, beaten, beaten, 38, 0))

    calm = Posture.HOLD if side == SOUTH else Posture.RECOVER
    assert next_(calm, 0.9) == Posture.WITHDRAW
    assert next_(calm, 0.6) == calm
    assert next_(Posture.WITHDRAW, 0.6) == Posture.WITHDRAW  # not below 0.8 x 0.5
    assert next_(Posture.WITHDRAW, 0.3) == calm


def test_an_army_with_nowhere_to_go_stands() -> None:
    war = quiet(south__withdraw_alarm=0.5, south__withdraw_odds=2.0, south__cornered=0.7)
    press(war)
    war.state.sides.alarm[SOUTH] = 3.0
    for before in (Posture.HOLD, Posture.WITHDRAW):
        war.state.sides.posture[SOUTH] = before
        for share, after in ((0.5, Posture.WITHDRAW), (0.8, Posture.HOLD)):
            beaten = view(500.0, 1000.0, lost=share)
            assert south_posture(war.state, war.world, war.rates, beaten) == after


def test_while_the_table_is_open_the_line_is_held() -> None:
    war = quiet(south__withdraw_alarm=0.5, south__withdraw_odds=2.0)
    press(war)
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


def test_an_old_acquaintance_startles_less() -> None:
    jumps = []
    for offensives in (1, 3):
        war = quiet(**RULES, south__startle=2.0, sight__usual=0.0, sight__memory_days=1.0e3)
        stand(war, "M1", MERIDIA)
        sides = war.state.sides
        sides.blow[NORTH] = 1000.0
        sides.pulses[NORTH] = offensives
        reckon(war.state, war.rates)
        jumps.append(float(sides.alarm[SOUTH]))
        reckon(war.state, war.rates)  # the same again: it is braced for that
        assert sides.alarm[SOUTH] == pytest.approx(jumps[-1], rel=0.01)
    assert jumps[0] > 0.0
    assert jumps[0] == pytest.approx(2.0 * jumps[1])  # 1 + 0.5 x 2


def test_a_blow_twice_as_heavy_startles_four_times_as_much() -> None:
    jumps = []
    for blow in (1000.0, 2000.0):
        war = quiet(**RULES, south__startle=2.0, sight__usual=0.0)
        stand(war, "M1", MERIDIA)
        war.state.sides.blow[NORTH] = blow
        reckon(war.state, war.rates)
        jumps.append(float(war.state.sides.alarm[SOUTH]))
    assert jumps[1] == pytest.approx(4.0 * jumps[0]) != 0.0


def test_nobody_is_more_startled_than_by_his_own_match() -> None:
    war = quiet(**RULES, south__startle=2.0, sight__usual=0.05)
    stand(war, "M1", MERIDIA)
    war.state.sides.blow[NORTH] = 50.0 * war.state.sides.strength[SOUTH]
    reckon(war.state, war.rates)
    assert war.state.sides.alarm[SOUTH] == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("enemy", "blow", "goes_on", "begins"),
    [(300.0, 0.0, False, False), (300.0, 60.0, True, True), (600.0, 0.0, True, False)],
)
def test_a_retreat_stops_once_a_lesser_enemy_lets_go_and_begins_only_under_pressure(
    enemy: float, blow: float, goes_on: bool, begins: bool
) -> None:
    fright = {"sight__fear": 9.0, "sight__usual": 0.05, "south__withdraw_alarm": 0.5}
    war = quiet(**fright, south__withdraw_odds=1.0, south__stand_odds=2.5)
    sides = war.state.sides
    sides.alarm[SOUTH], sides.strength[SOUTH], sides.blow[NORTH] = 1.0, 1000.0, blow
    for before, goes in ((Posture.WITHDRAW, goes_on), (Posture.HOLD, begins)):
        sides.posture[SOUTH] = before
        wanted = south_posture(war.state, war.world, war.rates, view(1000.0, enemy))
        assert wanted == (Posture.WITHDRAW if goes else Posture.HOLD)


def test_a_new_commander_soon_goes_back_only_under_pressure() -> None:
    war = quiet(sight__usual=0.05, south__withdraw_alarm=0.5, south__withdraw_odds=2.0,
                south__grip=14.0)  # fmt: skip
    sides, politics = war.state.sides, war.state.politics
    sides.alarm[SOUTH], sides.strength[SOUTH] = 3.0, 1000.0
    sides.posture[SOUTH] = Posture.WITHDRAW
    even = view(1000.0, 1000.0)

    def next_() -> int:
        return int(south_posture(war.state, war.world, war.rates, even))

    war.state.day[0] = 40
    assert next_() == Posture.WITHDRAW
    politics.relieved[0] = 30
    assert next_() == Posture.WITHDRAW  # ten days in command
    politics.relieved[0] = 26
    assert next_() == Posture.HOLD
    sides.blow[NORTH] = 100.0
    assert next_() == Posture.WITHDRAW


def test_to_be_seen_alarms_nobody() -> None:
    war = quiet(**RULES, south__startle=2.0, sight__usual=0.0)
    stand(war, "M1", MERIDIA)
    stand(war, "B1", BORDER)
    reckon(war.state, war.rates)
    assert war.state.sides.belief[SOUTH] > 0.0
    assert war.state.sides.alarm[SOUTH] == 0.0


def test_what_trench_war_costs_alarms_nobody() -> None:
    war = quiet()
    k = stand(war, "M1", MERIDIA)
    lost = war.state.formations.lost
    assert bleed(war.state, war.rates, k, 100.0, QUIET, 38, 0) > 0
    assert lost[k] == 0
    assert bleed(war.state, war.rates, k, 100.0, BATTLE, 38, 0) == lost[k] > 0


@pytest.mark.parametrize("bounds", [False, True])
def test_ground_is_sold_for_time_while_help_comes_or_by_a_new_commander(bounds: bool) -> None:
    war = quiet(south__delay_help=0.5, south__bounds=float(bounds))
    assert not delays(war.state, war.rates, view(1000.0, 1000.0, coming=400.0))
    assert delays(war.state, war.rates, view(1000.0, 1000.0, coming=600.0))
    war.state.politics.relieved[0] = 0
    assert delays(war.state, war.rates, view(1000.0, 1000.0)) == bounds


@pytest.mark.parametrize(("landed", "wanted"), [(False, Posture.WITHDRAW), (True, Posture.HOLD)])
def test_nobody_runs_from_a_force_ashore(landed: bool, wanted: int) -> None:
    war = quiet(south__withdraw_alarm=0.5, south__withdraw_odds=1.0, landing__linkup_days=20.0)
    press(war)
    war.state.sides.alarm[SOUTH] = 1.0
    war.state.politics.landed[0] = 0 if landed else -1
    assert south_posture(war.state, war.world, war.rates, view(500.0, 1000.0)) == wanted
