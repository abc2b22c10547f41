"""Laws of the map: who stands where, what shares are, and that no number is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel38.engine.laws import border
from parallel38.engine.state import State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH
from wars import War, columns, fight_on, first_day, opened

SHARES = (
    "formations.cohesion", "formations.hidden", "cells.dug", "cells.patrol", "cells.supply",
    "cells.linked", "sides.interdiction", "sky.snow", "sky.flying", "sky.mud",
)  # fmt: skip
NEVER_NEGATIVE = (
    "formations.stock", "formations.men", "formations.cut_off", "formations.contact",
    "formations.rest", "formations.lost", "cells.pushed", "might.power", "might.fire",
    "might.seen", "sides.alarm", "sides.surprise", "sides.air", "sides.idle", "civilians.dead",
)  # fmt: skip
WIND = 1.0e-6  # rounding of sums of people [people]


def faults_of(war: War) -> list[str]:
    """Return every law of the map that does not hold this evening, but who stands where."""
    state, world = war.state, war.world
    found = columns(state)
    laws = {f"{name} between 0 and 1": _between(found[name]) for name in SHARES}
    laws |= {f"{name} at least 0": np.all(found[name] >= 0) for name in NEVER_NEGATIVE}
    laws |= {
        f"{name} is a number": np.all(np.isfinite(column))
        for name, column in found.items()
        if column.dtype.kind == "f"
    }
    f, cells = state.formations, state.cells
    field = f.status == Status.FIELD
    inside = cells.pushed < world.pitch_km
    near = world.neighbour
    facing = np.sum((near >= 0) & (cells.holder[near] != cells.holder[:, None]), axis=1)
    south = np.sum((cells.holder == SOUTH) & (world.ground.sanctuary == 0))
    laws |= {
        "what a cell faces is kept as ground changes hands": np.array_equal(cells.facing, facing),
        "the line is where holders differ": np.array_equal(border(cells), np.flatnonzero(facing)),
        "cells held are counted": state.sides.held[SOUTH] == south,
        "every cell has a holder": np.all((cells.holder == SOUTH) | (cells.holder == NORTH)),
        "no side 0 beyond the frontier": not np.any(
            (cells.holder == SOUTH) & (world.ground.sanctuary == 1)
        ),
        "a cell driven through has fallen": np.all(inside),
        "a formation in the field has a cell": np.all(f.cell[field] >= 0),
        "no other formation has a cell": np.all(f.cell[~field] == -1),
        "the broken attack nobody": np.all(f.target[~field] == -1),
        "training in range": np.all((f.training[field] >= 0) & (f.training[field] <= 1)),
        "residents at least 0": np.all(cells.people >= -WIND),
        "refugees at least 0": np.all(state.civilians.displaced >= -WIND),
        "nobody changes sides": np.all(world.nations.side[f.nation] == f.side),
    }
    return [f"day {int(state.day[0])}: not so: {law}" for law, holds in laws.items() if not holds]


def _between(column: np.ndarray) -> bool:
    return bool(np.all((column >= 0) & (column <= 1)))


def astray(state: State, world: Theatre) -> list[int]:
    """Return the formations in the field that stand where their side may not or does not."""
    f = state.formations
    field = f.status == Status.FIELD
    lost = field & (state.cells.holder[f.cell] != f.side)
    beyond = field & (f.side == SOUTH) & (world.ground.sanctuary[f.cell] == 1)
    return [int(k) for k in np.nonzero(lost | beyond)[0]]


@pytest.mark.parametrize(("name", "days"), [("isthmus", 40), ("korea1950", 1128)])
def test_the_map_is_lawful_every_day(name: str, days: int) -> None:
    war = first_day(name)
    faults = [fault for _ in fight_on(war, days) for fault in faults_of(war)]
    assert not faults


@pytest.mark.parametrize(("name", "days"), [("isthmus", 40), ("korea1950", 400)])
def test_every_formation_stands_on_ground_of_its_side(name: str, days: int) -> None:
    wrong = {}
    for number in range(3):
        war = first_day(name, number)
        wrong |= {(number, day): astray(war.state, war.world) for day in fight_on(war, days)}
    assert not {when: who for when, who in wrong.items() if who}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    number=st.integers(0, 2**32 - 1),
    changes=st.fixed_dictionaries(
        {},
        optional={
            "combat.pace": st.floats(0.0, 60.0),
            "combat.stall": st.floats(0.0, 0.9),
            "move.patrol": st.floats(0.0, 1.0),
            "sight.opening": st.floats(0.0, 5.0),
            "supply.reach_south": st.floats(1.0, 1000.0),
            "dig.pace": st.floats(0.0, 1.0),
            "dig.growth": st.floats(0.0, 1.0),
            "civil.flee": st.floats(0.0, 1.0),
            "morale.regain": st.floats(0.0, 1.0),
        },
    ),
)
def test_the_map_is_lawful_whatever_the_rates(number: int, changes: dict[str, float]) -> None:
    war = first_day("isthmus", number, changes=changes)
    faults = [fault for _ in fight_on(war, 30) for fault in faults_of(war)]
    assert not faults


def test_the_great_war_never_leaves_its_map() -> None:
    war = first_day("korea1950")
    cells = len(opened("korea1950").world.ground.home)
    for _ in fight_on(war, 100):
        assert war.state.formations.cell.max() < cells
        assert war.orders.goal.max() < cells
        assert war.orders.attack.max() < cells
