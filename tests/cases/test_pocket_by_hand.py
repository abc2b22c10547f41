"""An encirclement on the isthmus, worked by hand."""

import math

import pytest

from cases.small_war import MERIDIA, SOUTHPORT, books_in_order, quiet, stand
from parallel38.engine.orders import Posture
from parallel38.engine.retreat import catch_up
from parallel38.engine.state import Flow, Status, Stock
from parallel38.engine.surrender import surrender
from parallel38.engine.world import NORTH, SOUTH
from wars import War

ROUND = {
    "surrender__grace": 2.0,
    "surrender__melt": 0.1,
    "surrender__escape_days": 3.8,  # as long as the march from Meridia to Southport
    "surrender__captive_share": 0.5,
    "surrender__last": 0.2,
    "surrender__hungry": 0.5,
    "surrender__leaflets": 0.0,
    "surrender__death_in_camp": 0.0,
}


def pocket(days_cut_off: int, way_out: bool) -> tuple[War, int]:
    """Put M1 into Meridia with enemies all round, or all but one cell."""
    war = quiet(**ROUND)
    k = stand(war, "M1", MERIDIA)
    around = [int(cell) for cell in war.world.neighbour[MERIDIA] if cell >= 0]
    for cell in around[1:] if way_out else around:
        war.state.cells.holder[cell] = NORTH
    if way_out:
        war.state.cells.holder[around[0]] = SOUTH
    war.state.formations.cut_off[k] = days_cut_off
    war.state.cells.linked[:] = 0
    war.state.cells.linked[SOUTHPORT] = 1
    return war, k


def give_up(war: War) -> None:
    surrender(war.state, war.world, war.rates, war.key, 0)


def test_days_of_grace() -> None:
    war, k = pocket(2, way_out=False)
    give_up(war)
    assert war.state.formations.men[k] == 10000
    assert war.state.formations.status[k] == Status.FIELD


def test_a_formation_that_is_cut_off_melts() -> None:
    war, k = pocket(3, way_out=True)
    give_up(war)
    f, ledger = war.state.formations, war.state.ledger
    stock = ledger.stock[f.nation[k]]
    home = math.exp(-1.0)  # 3.8 days of marching, survival falls by e in 3.8 days
    assert f.men[k] == pytest.approx(9500, abs=1)  # a tenth of the half that has lost heart
    assert f.cohesion[k] == 0.5
    assert stock[Stock.STRAGGLER] == pytest.approx(500 * home, abs=1.5)
    assert stock[Stock.CAPTIVE] == pytest.approx(250 * (1.0 - home), abs=1.5)
    assert stock[Stock.MISSING] == pytest.approx(250 * (1.0 - home), abs=1.5)
    assert books_in_order(war)


def test_a_surrounded_formation_gives_up_whole() -> None:
    war, k = pocket(3, way_out=False)
    give_up(war)
    f, ledger = war.state.formations, war.state.ledger
    home = math.exp(-1.0)
    assert f.status[k] == Status.BROKEN
    assert f.cell[k] == -1
    assert f.men[k] == 0
    stock = ledger.stock[f.nation[k]]
    assert stock[Stock.PRESENT] == 0
    assert stock[Stock.STRAGGLER] == pytest.approx(10000 * home, abs=3)
    assert ledger.flow[f.nation[k], Flow.CAPTURED] == pytest.approx(5000 * (1 - home), abs=3)
    assert books_in_order(war)


def test_few_men_give_up_even_with_a_way_out() -> None:
    war, k = pocket(3, way_out=True)
    f = war.state.formations
    f.men[k] = 2000  # a fifth of 10,000, less some today
    give_up(war)
    assert f.status[k] == Status.BROKEN


def test_a_formation_near_its_lines_loses_fewer() -> None:
    far, near = pocket(3, way_out=True), quiet(**ROUND)
    k = stand(near, "M1", 29)
    near.state.formations.cut_off[k] = 3
    near.state.cells.linked[:] = 0
    near.state.cells.linked[SOUTHPORT] = 1
    give_up(far[0])
    give_up(near)
    march = float(near.world.days_foot[SOUTHPORT, 29])
    assert march == pytest.approx(2.2)
    back = near.state.ledger.stock[0, Stock.STRAGGLER]
    assert back == pytest.approx(500 * math.exp(-2.2 / 3.8), abs=1.5)
    assert back > far[0].state.ledger.stock[0, Stock.STRAGGLER]


def test_an_army_in_retreat_on_empty_stocks_comes_apart() -> None:
    war = quiet(**ROUND, surrender__starve=0.2, combat__rout=0.2)
    k = stand(war, "M1", MERIDIA, stock=0.0)
    f, sides = war.state.formations, war.state.sides
    f.cohesion[k] = 0.3
    give_up(war)
    assert f.cohesion[k] == 0.3  # hungry, but nobody drives it
    sides.posture[SOUTH] = Posture.WITHDRAW
    f.cohesion[k] = 0.2
    give_up(war)
    assert (f.cohesion[k], f.men[k]) == (0.0, 10000)
    while f.status[k] == Status.FIELD:  # in rout, it sheds a tenth a day
        before = f.men[k]
        give_up(war)
        assert f.status[k] == Status.BROKEN or f.men[k] == pytest.approx(0.9 * before, abs=1.5)
    assert before < 2300  # a fifth of its strength is left
    assert books_in_order(war)


def test_a_broken_formation_holds_a_quiet_trench() -> None:
    war = quiet(**ROUND, combat__rout=0.2)
    k = stand(war, "M1", MERIDIA)
    f = war.state.formations
    f.cohesion[k], f.contact[k] = 0.1, 30
    give_up(war)
    assert f.men[k] == 10000
    war.state.cells.struck[MERIDIA] = 1
    give_up(war)
    assert f.men[k] == pytest.approx(9100, abs=1)  # a tenth of the nine in ten without heart
    assert f.status[k] == Status.FIELD  # its army is behind it


@pytest.mark.parametrize(
    ("own", "enemy", "days"),
    [
        (Posture.WITHDRAW, Posture.ATTACK, 3.8),  # to Southport
        (Posture.WITHDRAW, Posture.LIMITED, 1.0),
        (Posture.HOLD, Posture.ATTACK, 1.0),
    ],
)
def test_stragglers_of_an_army_that_is_pursued_have_far_to_go(
    own: int, enemy: int, days: float
) -> None:
    war = quiet()
    k = stand(war, "M1", MERIDIA)
    war.state.sides.posture[:] = own, enemy
    assert catch_up(k, war.state, war.world) == pytest.approx(days)
