"""One war of a run, fought again day by day, so that its formations can be shown.

A run keeps what happened to the ground, not where every formation stood. The same design and war
number give the same bytes, so the war is fought again; what it does to the ground is then held
against what the run has kept, and a war that does not match is refused rather than shown.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.complaint import Complaint
from parallel38.engine.orders import Decision
from parallel38.engine.state import Formations
from parallel38.ensemble.design import Design
from parallel38.ensemble.watch import fought
from parallel38.scenario.scenario import Scenario

I16 = NDArray[np.int16]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
I64 = NDArray[np.int64]

MOST_MEN = 65535
COHESION_STEPS = 200.0  # numbers for a cohesion of 1
STOCK_STEPS = 10.0  # numbers a day of supply
SHARE_STEPS = 200.0
MOST_DAYS = 250  # of being cut off
PLANES = 11  # fields of a march that run over days


class March(NamedTuple):
    """Every formation (f) on the evening of every day (d) of one war."""

    status: U8  # (f, d) engine.state.Status
    cell: I16  # (f, d) -1 off the map
    goal: I16  # (f, d) the cell it was told to march to, -1 none
    target: I16  # (f, d) the cell it attacks, -1 none
    men: U16  # (f, d)
    cohesion: U8  # (f, d) times COHESION_STEPS
    stock: U8  # (f, d) days of supply times STOCK_STEPS
    delivery: U8  # (f, d) share of full delivery at its cell, times SHARE_STEPS
    cut_off: U8  # (f, d) days without a supply path
    hidden: U8  # (f, d) times SHARE_STEPS
    posture: U8  # (2, d) Posture of each side
    decisions: I64  # (n, 2) day, Decision, in order
    last: int  # day on which it ended


def march(plan: Design, scenario: Scenario, war: int, changes: I64) -> March:
    """Fight war `war` of a design again; `changes` (m, 3) is what the run kept: day, cell, side.

    Raises `Complaint` when the war that is fought now is not the war that was kept.
    """
    tape = _blank(len(scenario.formations), plan.days)
    holder = np.asarray(scenario.world.ground.home, np.int64).copy()
    found: list[tuple[int, int, int]] = []
    taken: list[tuple[int, int]] = []
    last = plan.days - 1
    for day, field in fought(plan, war):
        state = field.state
        taken += [(day, int(one)) for one in np.flatnonzero(field.orders.decision)]
        _note(tape, state.formations, state.cells.supply, day)
        tape.posture[:, day] = state.sides.posture
        now = np.asarray(state.cells.holder, np.int64)
        found += [(day, int(cell), int(now[cell])) for cell in np.flatnonzero(now != holder)]
        holder[:] = now
        last = day
    _refuse_another(np.array(found, np.int64).reshape(-1, 3), changes, war)
    for plane in tape[:PLANES]:
        assert isinstance(plane, np.ndarray)
        plane[:, last + 1 :] = plane[:, last : last + 1]
    return tape._replace(decisions=np.array(taken, np.int64).reshape(-1, 2), last=last)


def decision_name(number: int) -> str:
    """Return the name of a government's decision."""
    return Decision(number).name.lower()


def _blank(f: int, d: int) -> March:
    return March(
        status=np.zeros((f, d), np.uint8),
        cell=np.zeros((f, d), np.int16),
        goal=np.zeros((f, d), np.int16),
        target=np.zeros((f, d), np.int16),
        men=np.zeros((f, d), np.uint16),
        cohesion=np.zeros((f, d), np.uint8),
        stock=np.zeros((f, d), np.uint8),
        delivery=np.zeros((f, d), np.uint8),
        cut_off=np.zeros((f, d), np.uint8),
        hidden=np.zeros((f, d), np.uint8),
        posture=np.zeros((2, d), np.uint8),
        decisions=np.zeros((0, 2), np.int64),
        last=0,
    )


def _note(tape: March, f: Formations, supply: NDArray[np.float64], day: int) -> None:
    """Write the evening of a day."""
    cell = f.cell
    tape.status[:, day] = f.status
    tape.cell[:, day] = cell
    tape.goal[:, day] = f.goal
    tape.target[:, day] = f.target
    tape.men[:, day] = np.minimum(f.men, MOST_MEN)
    tape.cohesion[:, day] = np.clip(np.rint(f.cohesion * COHESION_STEPS), 0, 255)
    tape.stock[:, day] = np.clip(np.rint(f.stock * STOCK_STEPS), 0, 255)
    tape.delivery[:, day] = np.where(
        cell >= 0, np.clip(np.rint(supply[np.maximum(cell, 0)] * SHARE_STEPS), 0, 255), 0
    )
    tape.cut_off[:, day] = np.minimum(f.cut_off, MOST_DAYS)
    tape.hidden[:, day] = np.clip(np.rint(f.hidden * SHARE_STEPS), 0, 255)


def _refuse_another(found: I64, kept: I64, war: int) -> None:
    if found.shape != kept.shape or not (_ordered(found) == _ordered(kept)).all():
        raise Complaint(
            f"war {war} cannot be fought again as it was: the model or its data have changed since "
            "this run; make the run again to see its formations"
        )


def _ordered(rows: I64) -> I64:
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
