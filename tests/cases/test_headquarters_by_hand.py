"""Single decisions of the doctrine on the isthmus, worked by hand."""

import numpy as np
import pytest

from cases.small_war import (
    BORDER,
    FERRY,
    GATE,
    MERIDIA,
    RIVER_NORTH,
    SOUTHPORT,
    quiet,
    stand,
)  # fmt: skip
from parallel38.command.assign import assign, evacuate, withdraw
from parallel38.command.attack import attack
from parallel38.command.front import Estimate, bridgehead, estimate, find_front, main_base
from parallel38.command.garrison import garrison
from parallel38.command.government import govern, plan_landing
from parallel38.command.posture import delays, north_posture, south_posture
from parallel38.engine.casualties import BATTLE, QUIET, bleed
from parallel38.engine.laws import border, may_enter
from parallel38.engine.move import move
from parallel38.engine.obey import obey
from parallel38.engine.orders import Decision, Posture, blank_orders
from parallel38.engine.sight import reckon
from parallel38.engine.state import Call, Status
from parallel38.engine.world import NORTH, SOUTH
from wars import War, first_day, opened

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


def view(
    own: float, enemy: float, stock: float = 1.0, coming: float = 0.0, cornered: float = 0.0
) -> Estimate:
    """Return what a headquarters believes that has `stock` of five days in hand."""
    return Estimate(own, enemy, stock, 5.0 * stock, 0.0, 10.0, 10.0, 0.0, coming, cornered)


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


@pytest.mark.parametrize("side", [SOUTH, NORTH])
def test_who_has_withdrawn_stands_again_only_when_less_alarmed(side: int) -> None:
    rates = {"withdraw_alarm": 0.8, "stand_alarm": 0.5, "withdraw_odds": 2.0}
    both = {f"{who}__{name}": value for who in ("south", "north") for name, value in rates.items()}
    war = quiet(**both)
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
    war.state.sides.alarm[SOUTH] = 3.0
    for before in (Posture.HOLD, Posture.WITHDRAW):
        war.state.sides.posture[SOUTH] = before
        for share, after in ((0.5, Posture.WITHDRAW), (0.8, Posture.HOLD)):
            beaten = view(500.0, 1000.0, cornered=share)
            assert south_posture(war.state, war.world, war.rates, beaten) == after


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
        sides.blow[NORTH] = 1000.0
        sides.pulses[NORTH] = offensives
        reckon(war.state, war.rates)
        jumps.append(float(sides.alarm[SOUTH]))
        reckon(war.state, war.rates)  # the same again: it is braced for that
        assert sides.alarm[SOUTH] == pytest.approx(jumps[-1], rel=0.01)
    assert jumps[0] > 0.0
    assert jumps[0] == pytest.approx(2.0 * jumps[1])  # 1 + 0.5 x 2


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


def test_an_army_driven_back_mans_the_land_around_its_base() -> None:
    war = quiet(south__last_stand=2.0)
    far, near = stand(war, "M1", BORDER), stand(war, "M2", SOUTHPORT)
    stand(war, "B1", RIVER_NORTH)
    war.state.cells.holder[FERRY] = NORTH
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    line = border(war.state.cells.holder, war.world.neighbour)
    front = find_front(SOUTH, line, war.state, war.world)
    withdraw(SOUTH, False, front, war.state, war.world, war.rates, orders)
    base = main_base(SOUTH, war.state, war.world)
    around = bridgehead(front, base, 2.0, war.world)
    assert 0 < len(around.cells) < len(front.cells)
    assign(SOUTH, around, war.state, war.world, war.rates, orders, Posture.WITHDRAW)
    assert orders.goal[far] == base
    assert orders.goal[near] in around.cells


def test_who_is_fit_sells_ground_for_time() -> None:
    war = quiet(south__last_stand=0.0, south__delay_odds=2.0, south__delay_cohesion=0.5)
    k = stand(war, "M1", MERIDIA)
    stand(war, "B1", BORDER)
    f = war.state.formations

    def goal() -> int:
        orders = blank_orders(len(f.men))
        line = border(war.state.cells.holder, war.world.neighbour)
        front = find_front(SOUTH, line, war.state, war.world)
        withdraw(SOUTH, True, front, war.state, war.world, war.rates, orders)
        return int(orders.goal[k])

    base = main_base(SOUTH, war.state, war.world)
    assert goal() == -1  # one against one: it stands
    f.contact[k] = 9
    assert goal() == base  # long enough
    f.contact[k], f.cohesion[k] = 0, 0.4
    assert goal() == base  # not fit for it
    f.cohesion[k] = 1.0
    war.state.cells.holder[FERRY] = NORTH
    assert goal() == base  # the enemy is behind it


@pytest.mark.parametrize("bounds", [False, True])
def test_ground_is_sold_for_time_while_help_comes_or_by_a_new_commander(bounds: bool) -> None:
    war = quiet(south__delay_help=0.5, south__bounds=float(bounds))
    assert not delays(war.state, war.rates, view(1000.0, 1000.0, coming=400.0))
    assert delays(war.state, war.rates, view(1000.0, 1000.0, coming=600.0))
    war.state.politics.relieved[0] = 0
    assert delays(war.state, war.rates, view(1000.0, 1000.0)) == bounds


def test_who_is_wanted_nowhere_makes_for_an_objective() -> None:
    war = quiet()
    k = stand(war, "B1", GATE)
    orders = blank_orders(len(war.state.formations.men))
    line = border(war.state.cells.holder, war.world.neighbour)
    front = find_front(NORTH, line, war.state, war.world)
    assign(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK)
    assert orders.goal[k] == -1  # nobody is seen anywhere
    attack(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK, 1.0)
    assert war.state.cells.holder[orders.goal[k]] == SOUTH
    assert orders.goal[k] in war.world.places.cell


def test_a_column_rather_makes_for_what_nobody_guards() -> None:
    war = quiet(move__draw_days=1.0)
    k = stand(war, "B1", GATE)

    def goal() -> int:
        orders = blank_orders(len(war.state.formations.men))
        orders.goal[:] = -1
        line = border(war.state.cells.holder, war.world.neighbour)
        front = find_front(NORTH, line, war.state, war.world)
        attack(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK, 1.0)
        return int(orders.goal[k])

    open_ = goal()
    stand(war, "M1", open_, men=90000)
    guarded = goal()
    assert guarded in war.world.places.cell
    assert guarded != open_


def test_a_pocket_without_a_port_is_taken_off_a_beach() -> None:
    war = quiet(move__lift=10000.0, supply__sea_share=0.5)
    coast = np.flatnonzero(war.world.ground.coast)
    beach = next(int(c) for c in coast if c not in war.world.ports.cell)
    k = stand(war, "M1", beach, men=6000)
    orders = blank_orders(len(war.state.formations.men))
    for other in range(len(war.state.cells.holder)):
        if other not in (beach, SOUTHPORT):
            war.state.cells.holder[other] = NORTH
    orders.posture[SOUTH] = Posture.WITHDRAW
    evacuate(war.state, war.world, war.rates, orders)
    assert (orders.embark[k], orders.goal[k]) == (1, -1)
    move(war.state, war.world, war.rates, orders, 38, 0)
    assert war.state.formations.status[k] == Status.AFLOAT


def test_a_landing_is_made_by_the_stronger() -> None:
    rates = {"landing.hazard": 1.0, "landing.worth": 0.0, "landing.odds": 1.2}
    war = first_day("korea1950", changes=rates)
    f, places = war.state.formations, opened("korea1950").places
    waiting = f.call == Call.LANDING
    f.status[waiting], f.sea_days[waiting] = Status.AFLOAT, -1
    f.cell[(f.status == Status.FIELD) & (f.side == NORTH)] = places["taegu"]
    war.state.cells.holder[war.world.ports.cell] = NORTH
    lands = set()
    for day in range(80, 95):  # the tide suits on some of them
        for own in (1000.0, 1300.0):
            orders = blank_orders(len(f.men))
            plan_landing(war.state, war.world, war.rates, orders, view(own, 1000.0), 38, day)
            if orders.decision[Decision.LAND]:
                lands.add(own)
    assert lands == {1300.0}


def test_a_neighbour_enters_when_its_troops_are_ready() -> None:
    war = quiet(government__intervene_at=0.1, government__intervene_hazard=1.0,
                government__ready_days=3.0)  # fmt: skip
    calm, hurt = view(1000.0, 1000.0), view(1000.0, 1000.0)._replace(lost_home=0.2)
    politics, days = war.state.politics, []
    for day, north in enumerate([calm, hurt, hurt, hurt, hurt, hurt]):
        war.state.day[0] = day
        govern(war.state, war.world, war.rates, war.orders, calm, north, 38, day)
        obey(war.state, war.rates, war.orders, day)
        days.append((int(politics.called[0]), int(politics.intervened[0])))
    assert days == [(-1, -1), (1, -1), (1, -1), (1, -1), (1, 4), (1, 4)]


def test_the_order_to_cross_waits_for_an_army_joined_to_its_base() -> None:
    war = quiet(government__cross_hazard=1.0, government__cross_cells=1.0)
    war.state.sides.posture[SOUTH] = Posture.ATTACK
    holder, near = war.state.cells.holder, war.world.neighbour
    even = view(1000.0, 1000.0)

    def crosses() -> bool:
        govern(war.state, war.world, war.rates, war.orders, even, even, 38, 0)
        return bool(war.orders.decision[Decision.CROSS])

    assert crosses()
    home = holder == SOUTH
    base = main_base(SOUTH, war.state, war.world)
    holder[[c for c in near[base] if c >= 0 and home[c]]] = NORTH  # a ring around the base
    assert not crosses()


@pytest.mark.parametrize(("beyond", "stop_line"), [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
def test_a_landing_beyond_the_frontier_is_the_order_to_cross_it(
    beyond: float, stop_line: float
) -> None:
    rates = {"landing.hazard": 1.0, "landing.worth": 0.0, "landing.odds": 0.5,
             "landing.beyond": beyond, "government.stop_line": stop_line}  # fmt: skip
    war = first_day("korea1950", changes=rates)
    f, places = war.state.formations, opened("korea1950").places
    waiting = f.call == Call.LANDING
    f.status[waiting], f.sea_days[waiting] = Status.AFLOAT, -1
    f.cell[(f.status == Status.FIELD) & (f.side == NORTH)] = places["taegu"]
    wonsan = opened("korea1950").ports["wonsan"]
    war.world.ports.lift[:] = war.world.ports.cell == wonsan
    war.orders.decision[:] = 0
    plan_landing(war.state, war.world, war.rates, war.orders, view(2000.0, 1000.0), 38, 80)
    allowed = beyond > stop_line
    assert bool(war.orders.decision[Decision.LAND]) == allowed
    assert bool(war.orders.decision[Decision.CROSS]) == allowed
    assert war.orders.landing_cell[0] == (wonsan if allowed else -1)
    obey(war.state, war.rates, war.orders, 80)
    assert war.state.politics.crossed[0] == (80 if allowed else -1)


def test_a_new_command_limits_the_war_only_after_an_intervention() -> None:
    war = quiet(government__limited_war=1.0, government__limited_hazard=1.0)
    war.state.politics.relieved[0] = 0
    for entered in (False, True):
        war.state.politics.intervened[0] = 0 if entered else -1
        south, north = view(1000.0, 1000.0), view(1000.0, 1000.0)
        govern(war.state, war.world, war.rates, war.orders, south, north, 38, 5)
        assert bool(war.orders.decision[Decision.LIMIT]) == entered
