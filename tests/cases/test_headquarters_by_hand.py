"""Single decisions of the doctrine on the isthmus, worked by hand."""

import numpy as np
import pytest

from cases.small_war import (
    BORDER,
    FERRY,
    GATE,
    MERIDIA,
    RIVER_NORTH,
    SOUTH_ROAD,
    SOUTHPORT,
    joined,
    line_between,
    quiet,
    stand,
    view,
)  # fmt: skip
from parallel38.command.assign import assign, evacuate, withdraw
from parallel38.command.attack import attack, on_march
from parallel38.command.front import bridgehead, find_front, main_base, stand_at, strength_at
from parallel38.command.garrison import garrison
from parallel38.command.government import plan_landing
from parallel38.command.limited import limited_attack
from parallel38.engine.laws import may_enter
from parallel38.engine.move import move
from parallel38.engine.obey import obey
from parallel38.engine.orders import Decision, Posture, blank_orders
from parallel38.engine.state import Call, Status
from parallel38.engine.world import NORTH, SOUTH
from wars import first_day, opened


def test_a_capital_at_the_front_keeps_its_weakest_formation() -> None:
    war = quiet(move__garrison=0.5)
    strong, weak = stand(war, "M1", MERIDIA), stand(war, "M2", MERIDIA, men=4000)
    stand(war, "B1", BORDER)
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[[strong, weak]] = orders.attack[[strong, weak]] = BORDER
    line = line_between(war)
    front = find_front(SOUTH, line, war.state, war.world)
    garrison(SOUTH, front, war.state, war.world, war.rates, orders)
    assert (orders.goal[weak], orders.attack[weak]) == (-1, -1)
    assert (orders.goal[strong], orders.attack[strong]) == (BORDER, BORDER)


@pytest.mark.parametrize(("men", "passes"), [(1000, True), (6000, False)])
def test_a_column_passes_by_the_few_beside_its_road(men: int, passes: bool) -> None:
    war = quiet(move__bypass=3.0)
    k = stand(war, "M1", MERIDIA)
    stand(war, "B1", BORDER, men=men)
    formations = war.state.formations
    formations.goal[k] = RIVER_NORTH
    war.state.cells.holder[RIVER_NORTH] = NORTH
    assert on_march(k, war.state, war.world, war.rates)  # out of touch so far
    formations.contact[k] = 1
    assert on_march(k, war.state, war.world, war.rates) == passes
    formations.cut_off[k] = 1
    assert not on_march(k, war.state, war.world, war.rates)


def test_a_column_does_not_pass_by_what_it_was_sent_to_take() -> None:
    war = quiet(move__bypass=3.0)
    k = stand(war, "M1", MERIDIA)
    war.state.cells.holder[BORDER] = NORTH
    war.state.formations.goal[k] = BORDER
    assert on_march(k, war.state, war.world, war.rates)  # empty so far: it marches in
    stand(war, "B1", BORDER, men=1000)
    assert not on_march(k, war.state, war.world, war.rates)


def test_nobody_passes_the_line_that_his_government_draws() -> None:
    latitude = opened("isthmus").world.ground.latitude
    halt = float(latitude[RIVER_NORTH] + latitude[BORDER]) / 2.0
    barred = quiet(government__halt_north=halt).world
    assert may_enter(SOUTH, BORDER, barred, True)
    assert not may_enter(SOUTH, RIVER_NORTH, barred, True)
    assert may_enter(NORTH, RIVER_NORTH, barred, True)


def test_an_army_driven_back_mans_the_land_around_its_base() -> None:
    war = quiet(south__last_stand=2.0)
    far, near = stand(war, "M1", BORDER), stand(war, "M2", SOUTHPORT)
    stand(war, "B1", RIVER_NORTH)
    war.state.cells.holder[FERRY] = NORTH
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    line = line_between(war)
    front = find_front(SOUTH, line, war.state, war.world)
    withdraw(SOUTH, False, front, joined(war), war.state, war.world, war.rates, orders)
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
        line = line_between(war)
        front = find_front(SOUTH, line, war.state, war.world)
        withdraw(SOUTH, True, front, joined(war), war.state, war.world, war.rates, orders)
        return int(orders.goal[k])

    base = main_base(SOUTH, war.state, war.world)
    assert goal() == -1  # one against one: it stands
    f.contact[k] = 9
    assert goal() == -1  # nobody drives it away
    war.state.cells.struck[MERIDIA] = 1
    assert goal() == base  # long enough
    war.state.cells.struck[MERIDIA] = 0
    f.contact[k], f.cohesion[k] = 0, 0.4
    assert goal() == base  # not fit for it
    f.cohesion[k] = 1.0
    facing = [int(c) for c in war.world.neighbour[MERIDIA] if c >= 0 and c < MERIDIA]
    war.state.cells.holder[facing] = NORTH
    assert goal() == -1  # in front of it and beside it
    faced = {MERIDIA, *war.world.neighbour[MERIDIA]}
    behind = next(int(c) for c in war.world.neighbour[FERRY] if c < SOUTH_ROAD and c not in faced)
    war.state.cells.holder[behind] = NORTH
    assert goal() == base  # beside the road back: he is behind it


def test_who_lands_behind_a_delay_goes_up_to_the_front() -> None:
    war = quiet(south__last_stand=0.0, south__break_away=1.0, south__come_up=9.0, south__far=9.0)
    k = stand(war, "M1", SOUTHPORT)
    stand(war, "B1", BORDER)
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    front = find_front(SOUTH, line_between(war), war.state, war.world)
    withdraw(SOUTH, True, front, joined(war), war.state, war.world, war.rates, orders)
    assert (orders.goal[k], orders.yielding[k]) == (-1, 0)  # nobody can be behind the base
    assign(SOUTH, front, war.state, war.world, war.rates, orders, Posture.WITHDRAW)
    assert orders.goal[k] in front.cells


def test_a_position_is_worth_its_ground_and_all_who_stand_in_it() -> None:
    war = quiet(combat__terrain=1.0, combat__works=3.0)
    stand(war, "M1", MERIDIA)
    alone = stand_at(MERIDIA, SOUTH, war.state, war.world, war.rates)
    assert alone == pytest.approx(1.1 * strength_at(MERIDIA, SOUTH, war.state, war.rates))
    stand(war, "M2", MERIDIA)
    both = stand_at(MERIDIA, SOUTH, war.state, war.world, war.rates)
    assert both > 1.5 * alone
    war.state.cells.dug[MERIDIA] = 0.5
    assert stand_at(MERIDIA, SOUTH, war.state, war.world, war.rates) == pytest.approx(2.5 * both)


@pytest.mark.parametrize(("wanted", "sent"), [(9000.0, 1), (11000.0, 2), (90000.0, 3)])
def test_a_hill_fight_takes_as_many_as_it_needs(wanted: float, sent: int) -> None:
    war = quiet(government__local_hazard=100.0, government__local_men=wanted)
    three = [stand(war, name, MERIDIA) for name in ("M1", "M2", "M3")]
    stand(war, "B1", BORDER)
    orders = blank_orders(len(war.state.formations.men))
    front = find_front(SOUTH, np.array([MERIDIA, BORDER]), war.state, war.world)
    limited_attack(SOUTH, front, war.state, war.world, war.rates, orders, 38, 0)
    goals = orders.attack[three]
    assert np.count_nonzero(goals >= 0) == sent
    assert set(goals[goals >= 0]) <= set(war.world.neighbour[MERIDIA])


def test_who_is_wanted_nowhere_makes_for_an_objective() -> None:
    war = quiet()
    k = stand(war, "B1", GATE)
    orders = blank_orders(len(war.state.formations.men))
    line = line_between(war)
    front = find_front(NORTH, line, war.state, war.world)
    assign(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK)
    assert orders.goal[k] == -1  # nobody is seen anywhere
    attack(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK, 1.0)
    assert war.state.cells.holder[orders.goal[k]] == SOUTH
    assert orders.goal[k] in war.world.places.cell


def test_where_somebody_goes_already_the_next_closes_up_to_the_front() -> None:
    war = quiet(move__covered=0.5, move__draw_days=1.0e6)
    first, second = stand(war, "B1", GATE), stand(war, "B2", GATE)
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    line = line_between(war)
    front = find_front(NORTH, line, war.state, war.world)
    attack(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK, 1.0)
    assert orders.goal[first] in war.world.places.cell
    assert orders.goal[second] in front.cells


@pytest.mark.parametrize(("fit", "wanted"), [(0.5, False), (0.3, True)])
def test_who_was_broken_rests_until_he_is_fit(fit: float, wanted: bool) -> None:
    war = quiet(morale__fit=fit)
    k = stand(war, "M1", SOUTH_ROAD)
    stand(war, "B1", BORDER)
    f = war.state.formations
    f.cohesion[k], f.rest[k] = 0.4, 5
    orders = blank_orders(len(f.men))
    line = line_between(war)
    front = find_front(SOUTH, line, war.state, war.world)
    assign(SOUTH, front, war.state, war.world, war.rates, orders, Posture.HOLD)
    assert (orders.goal[k] in front.cells) == wanted


@pytest.mark.parametrize(("behind", "turns"), [(0.5, False), (2.0, True)])
def test_nobody_turns_back_while_the_way_ahead_is_open(behind: float, turns: bool) -> None:
    war = quiet(move__bypass=0.0)
    first, second = stand(war, "B1", BORDER), stand(war, "B2", BORDER)
    stand(war, "M1", RIVER_NORTH, men=1000)  # left behind
    pull = war.state.might.pull[NORTH]
    pull[:] = 0.1
    pull[BORDER], pull[MERIDIA], pull[RIVER_NORTH] = 1.0, 3.0, behind
    orders = blank_orders(len(war.state.formations.men))
    orders.goal[:] = -1
    front = find_front(NORTH, line_between(war), war.state, war.world)
    attack(NORTH, front, war.state, war.world, war.rates, orders, Posture.ATTACK, 1.0)
    assert orders.attack[first] == -1  # the first goes ahead in any case
    assert (orders.attack[second] == RIVER_NORTH) == turns
    assert (orders.goal[second] == -1) == turns


def test_a_column_rather_makes_for_what_nobody_guards() -> None:
    war = quiet(move__draw_days=1.0)
    k = stand(war, "B1", GATE)

    def goal() -> int:
        orders = blank_orders(len(war.state.formations.men))
        orders.goal[:] = -1
        line = line_between(war)
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
    evacuate(joined(war), war.state, war.world, war.rates, orders)
    assert (orders.embark[k], orders.goal[k]) == (1, -1)
    move(war.state, war.world, war.rates, orders, 38, 0)
    assert war.state.formations.status[k] == Status.AFLOAT


def test_a_pocket_inland_breaks_out_by_land() -> None:
    war = quiet(supply__sea_share=0.5)
    k = stand(war, "M1", RIVER_NORTH)
    war.state.cells.holder[[BORDER, *war.world.neighbour[BORDER]]] = NORTH
    war.state.cells.holder[RIVER_NORTH] = SOUTH
    war.state.cells.linked[:] = war.state.cells.holder == SOUTH
    war.state.cells.linked[RIVER_NORTH] = 0
    orders = blank_orders(len(war.state.formations.men))
    orders.posture[SOUTH] = Posture.WITHDRAW
    front = find_front(SOUTH, line_between(war), war.state, war.world)
    piece = joined(war)
    withdraw(SOUTH, False, front, piece, war.state, war.world, war.rates, orders)
    evacuate(piece, war.state, war.world, war.rates, orders)
    goal = orders.goal[k]
    assert orders.embark[k] == 0
    assert war.state.cells.holder[goal] == SOUTH
    assert piece[goal] == piece[SOUTHPORT] != piece[RIVER_NORTH]


@pytest.mark.parametrize(("days", "wanted"), [(2.0, SOUTHPORT), (1.5, -1), (0.7, MERIDIA)])
def test_a_retreat_keeps_some_days_ahead_of_the_enemy(days: float, wanted: int) -> None:
    war = quiet(south__break_away=days, south__come_up=2.0 * days, south__last_stand=0.0)
    k = stand(war, "M1", FERRY)
    war.state.cells.holder[war.world.ground.y_km > war.world.ground.y_km[BORDER]] = NORTH
    orders = blank_orders(len(war.state.formations.men))
    front = find_front(SOUTH, line_between(war), war.state, war.world)
    assert min(war.world.days_foot[FERRY, cell] for cell in front.cells) == pytest.approx(1.6)
    withdraw(SOUTH, False, front, joined(war), war.state, war.world, war.rates, orders)
    assert orders.goal[k] == wanted


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
