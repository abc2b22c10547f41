"""Decisions of governments on the isthmus, worked by hand."""

import pytest

from cases.small_war import quiet, view
from parallel38.command.front import main_base
from parallel38.command.government import govern
from parallel38.command.posture import hides, south_posture
from parallel38.engine.obey import obey
from parallel38.engine.orders import Decision, Posture
from parallel38.engine.world import NORTH, SOUTH
from wars import War

EVEN = view(1000.0, 1000.0)


def decides(war: War, decision: int, held: float = 10.0) -> bool:
    """Tell whether the South's government takes a decision, holding `held` cells; ten are home."""
    south = EVEN._replace(held=held, home=10.0)
    govern(war.state, war.world, war.rates, war.orders, south, EVEN, 38, 5)
    return bool(war.orders.decision[decision])


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


def test_a_new_command_limits_the_war_only_after_an_intervention() -> None:
    war = quiet(government__limited_war=1.0, government__limited_hazard=1.0)
    war.state.politics.relieved[0] = 0
    for entered in (False, True):
        war.state.politics.intervened[0] = 0 if entered else -1
        south, north = view(1000.0, 1000.0), view(1000.0, 1000.0)
        govern(war.state, war.world, war.rates, war.orders, south, north, 38, 5)
        assert bool(war.orders.decision[Decision.LIMIT]) == entered


@pytest.mark.parametrize(
    ("posture", "held", "replaced"),
    [
        (Posture.WITHDRAW, 10.0, False),  # something of what was won is left
        (Posture.WITHDRAW, 9.0, True),
        (Posture.HOLD, 9.0, False),
    ],
)
def test_who_has_lost_all_that_was_won_is_replaced(
    posture: int, held: float, replaced: bool
) -> None:
    war = quiet(government__relief_hazard=1.0, government__relief_margin=0.0,
                government__quarrel=0.0)  # fmt: skip
    war.state.sides.posture[SOUTH] = posture
    assert not decides(war, Decision.RELIEVE, held)  # nobody has intervened
    war.state.politics.intervened[0] = 0
    assert decides(war, Decision.RELIEVE, held) == replaced


def test_a_beaten_government_limits_the_war_once_all_it_won_is_lost() -> None:
    war = quiet(government__limited_war=1.0, government__limited_hazard=1.0,
                government__relief_margin=0.05)  # fmt: skip
    war.state.politics.intervened[0] = 0
    war.state.sides.posture[SOUTH] = Posture.WITHDRAW
    assert [decides(war, Decision.LIMIT, held) for held in (15.0, 10.0)] == [False, True]


def test_a_government_quarrels_with_its_commander_over_a_limited_war() -> None:
    war = quiet(government__relief_hazard=0.0, government__quarrel=1.0)
    war.state.politics.intervened[0] = 0
    assert not decides(war, Decision.RELIEVE)
    war.state.politics.limited[0] = 3
    assert decides(war, Decision.RELIEVE)


@pytest.mark.parametrize("decision", ["relieved", "limited"])
def test_a_new_commander_and_a_limited_war_make_the_advance_methodical(decision: str) -> None:
    war = quiet(south__attack_odds=1.0, south__limited_odds=1.0, south__stop_margin=1.0,
                south__wait_for_landing=0.0)  # fmt: skip
    war.state.politics.intervened[0] = 0
    war.state.sides.pulses[NORTH] = 2
    strong = view(3000.0, 1000.0)
    assert south_posture(war.state, war.world, war.rates, strong) == Posture.ATTACK
    getattr(war.state.politics, decision)[0] = 0
    assert south_posture(war.state, war.world, war.rates, strong) == Posture.LIMITED


def test_an_army_lies_low_while_it_waits_for_others() -> None:
    war = quiet(north__lie_low=0.1)
    some, few = view(1000.0, 1000.0, coming=200.0), view(1000.0, 1000.0, coming=50.0)
    assert hides(war.state, war.rates, some, Posture.RECOVER)
    assert not hides(war.state, war.rates, few, Posture.RECOVER)
    assert not hides(war.state, war.rates, some, Posture.ATTACK)
    war.state.politics.talks[0] = 0
    assert not hides(war.state, war.rates, some, Posture.RECOVER)
