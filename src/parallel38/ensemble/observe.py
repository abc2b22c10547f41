"""Watching a war: kernels that write one day to the tape and never touch the state."""

import math

from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.laws import border
from parallel38.engine.orders import Posture
from parallel38.engine.state import Flow, State, Status, Stock
from parallel38.engine.tables import Theatre
from parallel38.engine.world import EDGES, NORTH, SOUTH
from parallel38.ensemble.record import Tape


@array_kernel
def _front(state: State, world: Theatre, tape: Tape, day: int) -> None:
    holder, ground = state.cells.holder, world.ground
    line = border(state.cells)
    total = 0.0
    count = 0.0
    for i in range(len(line)):
        cell = line[i]
        if holder[cell] != SOUTH or ground.sanctuary[cell] == 1:
            continue
        for e in range(EDGES):
            near = world.neighbour[cell, e]
            if near >= 0 and holder[near] == NORTH:
                total += 0.5 * (ground.latitude[cell] + ground.latitude[near])
                count += 1.0
    area = float(state.sides.held[SOUTH])
    tape.daily[day, 0] = total / max(count, 1.0)
    tape.daily[day, 1] = area * world.pitch_km * world.pitch_km * math.sqrt(3.0) / 2.0


@kernel
def _armies(state: State, tape: Tape, day: int) -> None:
    formations, sides = state.formations, state.sides
    for side in range(2):
        men = 1.0e-9
        stock = 0.0
        cut_off = 0.0
        for f in range(len(formations.men)):
            if formations.status[f] != Status.FIELD or formations.side[f] != side:
                continue
            heads = float(formations.men[f])
            men += heads
            stock += heads * formations.stock[f]
            if formations.cut_off[f] > 0:
                cut_off += heads
        tape.daily[day, 2 + side] = float(sides.posture[side])
        tape.daily[day, 4 + side] = stock / men
        tape.daily[day, 6 + side] = sides.alarm[side]
        tape.daily[day, 8 + side] = cut_off
    tape.daily[day, 10] = sides.air[SOUTH]
    tape.daily[day, 11] = sides.interdiction[NORTH]
    tape.daily[day, 12] = state.civilians.displaced[0] + state.civilians.displaced[1]
    tape.daily[day, 13] = state.civilians.dead[0] + state.civilians.dead[1]


@kernel
def _nations(state: State, group: "I64", tape: Tape, day: int) -> None:  # type: ignore[name-defined]  # noqa: F821
    ledger = state.ledger
    for k in range(len(group)):
        g = group[k]
        tape.nation[day, g, 0] += ledger.stock[k, Stock.PRESENT]
        tape.nation[day, g, 1] += ledger.flow[k, Flow.KILLED]
        tape.nation[day, g, 2] += ledger.flow[k, Flow.WOUNDED]
        tape.nation[day, g, 3] += ledger.flow[k, Flow.CAPTURED]
        tape.nation[day, g, 4] += ledger.flow[k, Flow.MISSING]
        tape.nation[day, g, 5] += ledger.flow[k, Flow.SICK]
        tape.nation[day, g, 6] += ledger.flow[k, Flow.FROZEN]


@kernel
def _holders(state: State, tape: Tape, day: int) -> bool:
    """Note every change of holder since the last evening observed; tell whether there was any."""
    holder = state.cells.holder
    changed = False
    for cell in range(len(holder)):
        if holder[cell] != tape.holder[cell]:
            changed = True
            tape.holder[cell] = holder[cell]
            at = tape.counts[0]
            if at < len(tape.changes):
                tape.changes[at, 0] = day
                tape.changes[at, 1] = cell
                tape.changes[at, 2] = holder[cell]
                tape.counts[0] = at + 1
    return changed


@kernel
def _pulses(state: State, world: Theatre, tape: Tape, day: int) -> None:
    """Open a pulse when a side goes over to the attack, close it when it stops."""
    area = tape.daily[day, 1]
    for side in range(2):
        on = state.sides.posture[side] == Posture.ATTACK
        if on and tape.open_pulse[side, 0] < 0:
            tape.open_pulse[side, 0] = day
            tape.open_pulse[side, 1] = int(area)
        elif not on and tape.open_pulse[side, 0] >= 0:
            at = tape.counts[1]
            if at < len(tape.pulses):
                gained = (area - float(tape.open_pulse[side, 1])) * (1.0 if side == SOUTH else -1.0)
                tape.pulses[at, 0] = side
                tape.pulses[at, 1] = tape.open_pulse[side, 0]
                tape.pulses[at, 2] = day - 1
                tape.pulses[at, 3] = int(gained)
                tape.counts[1] = at + 1
            tape.open_pulse[side, 0] = -1


@array_kernel
def observe(state: State, world: Theatre, group: "I64", tape: Tape, day: int) -> None:  # type: ignore[name-defined]  # noqa: F821
    """Write the evening of `day` to the tape."""
    changed = _holders(state, tape, day)
    if changed or day == 0 or tape.daily[day - 1, 1] <= 0.0:
        _front(state, world, tape, day)
    else:  # the front of the evening before
        tape.daily[day, 0] = tape.daily[day - 1, 0]
        tape.daily[day, 1] = tape.daily[day - 1, 1]
    _armies(state, tape, day)
    _nations(state, group, tape, day)
    _pulses(state, world, tape, day)
