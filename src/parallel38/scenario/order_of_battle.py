"""Who fights: order_of_battle/*.csv to formations, and the state of the first day."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from parallel38.calendar import middle_of
from parallel38.engine.ledger import RING
from parallel38.engine.orders import Posture
from parallel38.engine.state import (
    Call,
    Cells,
    Civilians,
    Flow,
    Formations,
    Kind,
    Ledger,
    Might,
    Politics,
    Sides,
    Sky,
    State,
    Status,
    Stock,
    Ways,
)
from parallel38.engine.tables import in_columns, pack
from parallel38.engine.world import FOOT, MOTOR, Ground, World
from parallel38.faults import Fault
from parallel38.scenario.models import Army, FormationRow, KeptOut
from parallel38.scenario.wording import read_forms

FOLDER = "order_of_battle"
KINDS = {kind.name.lower(): kind for kind in Kind}
CALLS = {call.name.lower(): call for call in Call}


class OrderOfBattle(NamedTuple):
    """The tables of order_of_battle/, each row with its line."""

    formations: list[tuple[int, FormationRow]]
    armies: list[tuple[int, Army]]
    kept_out: list[tuple[int, KeptOut]]


def read_order_of_battle(folder: Path, faults: list[Fault]) -> OrderOfBattle:
    """Return the tables of a scenario's order of battle; their faults are noted."""
    here = folder / FOLDER
    kept_out = here / "kept_out.csv"
    return OrderOfBattle(
        read_forms(here / "formations.csv", FormationRow, faults),
        read_forms(here / "armies.csv", Army, faults),
        read_forms(kept_out, KeptOut, faults) if kept_out.exists() else [],
    )


class Doors(NamedTuple):
    """Where a formation may arrive: cells by id."""

    places: Mapping[str, int]
    ports: Mapping[str, int]
    gates: Mapping[str, int]

    def cell(self, row: FormationRow) -> int | None:
        """Return the arrival cell: gates come first for those called by an intervention."""
        order = (self.gates, self.places, self.ports)
        if row.call != "intervention":
            order = (self.places, self.ports, self.gates)
        return next((door[row.arrive_place] for door in order if row.arrive_place in door), None)


def day_called(text: str, start: datetime.date) -> int:
    """Return a day of the war, or a lag behind the intervention, from `arrive` or `leave`.

    Of several possible days the middle one is taken [day].
    """
    return int(text[1:]) if text.startswith("+") else middle_of(text, start)


def nearest_own(cell: int, side: int, ground: Ground) -> int:
    """Return the cell of `side` nearest to `cell` before the war: `cell` itself if it is one.

    A place near a frontier may lie in a cell whose greater part is on the other side.
    """
    if ground.home[cell] == side:
        return cell
    away = np.hypot(ground.x_km - ground.x_km[cell], ground.y_km - ground.y_km[cell])
    return int(np.argmin(np.where(ground.home == side, away, np.inf)))


def formations_of(
    rows: Sequence[FormationRow],
    nations: Sequence[str],
    armies: Sequence[str],
    doors: Doors,
    start: datetime.date,
    world: World,
) -> Formations:
    """Return the formations, all still awaited, in the order of the file."""
    count = len(rows)

    def whole(values: Sequence[int]) -> np.ndarray:
        return np.array(values, np.int64)

    def small(values: Sequence[int]) -> np.ndarray:
        return np.array(values, np.int8)

    nation = [nations.index(row.nation) for row in rows]
    side = [int(world.nations.side[k]) for k in nation]
    days = [day_called(row.arrive, start) for row in rows]
    cells = []
    for row, day, own in zip(rows, days, side, strict=True):
        cell = doors.cell(row)
        assert cell is not None, row.arrive_place
        first = row.call == "calendar" and day == 0
        cells.append(nearest_own(cell, own, world.ground) if first else cell)
    return Formations(
        nation=small(nation),
        side=small(side),
        kind=small([KINDS[row.kind] for row in rows]),
        motor=small([MOTOR if row.motor == "motor" else FOOT for row in rows]),
        call=small([CALLS[row.call] for row in rows]),
        army=small([armies.index(row.army) for row in rows]),
        arrive_day=whole(days),
        arrive_cell=whole(cells),
        leave_day=whole([day_called(row.leave, start) if row.leave else -1 for row in rows]),
        draft=whole([row.draft for row in rows]),
        toe=whole([row.toe for row in rows]),
        toll=np.array([float(world.nations.toll[k]) for k in nation]),
        guns=np.array([float(row.guns) for row in rows]),
        tanks=np.array([float(row.tanks) for row in rows]),
        status=np.full(count, Status.AWAITED, np.int8),
        cell=np.full(count, -1, np.int64),
        came_from=np.full(count, -1, np.int64),
        men=np.zeros(count, np.int64),
        cohesion=np.ones(count),
        training=np.array([-1.0 if row.training is None else row.training for row in rows]),
        stock=np.zeros(count),
        march=np.zeros(count),
        hidden=np.zeros(count),
        cut_off=np.zeros(count, np.int64),
        contact=np.zeros(count, np.int64),
        rest=np.zeros(count, np.int64),
        goal=np.full(count, -1, np.int64),
        target=np.full(count, -1, np.int64),
        sea_days=np.full(count, -1, np.int64),
        lost=np.zeros(count, np.int64),
    )


def _politics() -> Politics:
    """Return a state of affairs in which nobody has decided anything."""
    fields: dict[str, Any] = {name: np.full(1, -1, np.int64) for name in Politics._fields}
    return Politics(**fields)


def opening_state(formations: Formations, world: World) -> State:
    """Return the eve of the war: everyone awaited, every cell held by its home side."""
    n = len(world.ground.home)
    regions = len(world.climate.temperature)
    nations = len(world.nations.side)
    cells = Cells(
        holder=world.ground.home.copy(),
        facing=np.zeros(n, np.int64),
        since=np.zeros(n, np.int64),
        pushed=np.zeros(n),
        struck=np.zeros(n, np.int64),
        tended=np.ones(n, np.int64),
        dug=np.zeros(n),
        patrol=np.zeros(n),
        linked=np.ones(n, np.int8),
        supply=np.ones(n),
        people=world.ground.people.copy(),
    )
    sides = Sides(
        posture=np.array([Posture.HOLD, Posture.ATTACK], np.int64),
        posture_days=np.zeros(2, np.int64),
        pulses=np.array([0, 1], np.int64),
        alarm=np.zeros(2),
        surprise=np.zeros(2),
        belief=np.zeros(2),
        blow=np.zeros(2),
        braced=np.zeros(2),
        seen=np.zeros(2),
        held=np.zeros(2, np.int64),
        home=np.zeros(2, np.int64),
        lost_home=np.zeros(2, np.int64),
        air=np.zeros(2),
        interdiction=np.zeros(2),
        strength=np.zeros(2),
        idle=np.zeros(2, np.int64),
        objectives=np.full(2, -1, np.int64),
    )
    ledger = Ledger(
        stock=np.zeros((nations, len(Stock)), np.int64),
        flow=np.zeros((nations, len(Flow)), np.int64),
        back=np.zeros((nations, 2, RING), np.int64),
    )
    return State(
        formations=pack(formations),
        cells=in_columns(cells),
        ways=Ways(np.full(n, -1, np.int64), np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(5)),
        might=Might(*np.zeros((4, 2, n))),
        sides=pack(sides),
        politics=pack(_politics()),
        sky=pack(Sky(*np.zeros((4, regions)))),
        ledger=ledger,
        civilians=pack(Civilians(*np.zeros((2, 2)))),
        day=np.zeros(1, np.int64),
    )
