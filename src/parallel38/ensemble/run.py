"""One war from first day to armistice: the loop over days, compiled for the doctrine.

Any commander written in Python fights the same war day by day through `fight`; the doctrine, being
made of kernels, runs the whole campaign compiled, with the same bits.
"""

from typing import NamedTuple, Protocol

import numpy as np

from parallel38.command.commander import Commander
from parallel38.command.conformance import impossible
from parallel38.command.doctrine import decide
from parallel38.complaint import Complaint
from parallel38.engine._jit import kernel
from parallel38.engine.day import open_war, step
from parallel38.engine.orders import Orders, blank_orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import SOUTH
from parallel38.ensemble.observe import observe
from parallel38.ensemble.record import DAILY, I32, I64, PULSE, Record, Tape, blank_tape

KM2_PER_KM = 230.0  # length of the front: area gained / this = ground gained (see scoring)


class Warlike(Protocol):
    """What `fight` needs of a scenario."""

    @property
    def theatre(self) -> Theatre:
        """The world, packed."""
        ...

    @property
    def kernel_rates(self) -> Rates:
        """The rates, packed."""
        ...

    @property
    def nation_group(self) -> I64:
        """Group of each nation (k)."""
        ...

    def opening(self) -> State:
        """Return a fresh state of day 0."""
        ...


@kernel
def campaign(
    state: State,
    world: Theatre,
    rates: Rates,
    orders: Orders,
    group: I64,
    tape: Tape,
    seed: int,
    days: int,
) -> int:
    """Fight day by day under the doctrine until the armistice or `days`; return the last day."""
    while state.day[0] < days:
        day = state.day[0]
        decide(state, world, rates, orders, seed)
        step(state, world, rates, orders, seed)
        observe(state, world, group, tape, day)
        if state.politics.armistice[0] >= 0:
            return int(day)
    return int(days - 1)


def key_of(seed: int, war: int) -> int:
    """Return the key of war number `war` in the ensemble of `seed`."""
    return (seed << 32) | war


class Field(NamedTuple):
    """A war under way, with all that its next day needs."""

    state: State
    orders: Orders
    tape: Tape
    key: int


def begin(scenario: Warlike, seed: int, war: int, days: int) -> Field:
    """Return war number `war` of the ensemble of `seed` on its first morning."""
    state = scenario.opening()
    world = scenario.theatre
    tape = blank_tape(days, int(scenario.nation_group.max()) + 1, len(world.ground.x_km))
    tape.holder[:] = world.ground.home
    key = key_of(seed, war)
    open_war(state, world, scenario.kernel_rates, key)
    return Field(state, blank_orders(len(state.formations.men)), tape, key)


def go_on(scenario: Warlike, field: Field, days: int, commander: Commander | None = None) -> int:
    """Fight until the armistice or until `days` days are over; return the last day fought.

    Without a `commander` both sides follow the doctrine.
    """
    state, orders, tape, key = field
    world, rates, group = scenario.theatre, scenario.kernel_rates, scenario.nation_group
    if commander is None:
        return campaign(state, world, rates, orders, group, tape, key, days)
    while state.day[0] < days:
        day = int(state.day[0])
        commander(state, world, rates, orders, key)
        faults = impossible(orders, state, world)
        if faults:
            raise Complaint(f"day {day}: the commander {faults[0]}")
        step(state, world, rates, orders, key)
        observe(state, world, group, tape, day)
        if state.politics.armistice[0] >= 0:
            return day
    return days - 1


def fight(
    scenario: Warlike,
    seed: int,
    war: int,
    days: int,
    commander: Commander | None = None,
) -> Record:
    """Fight one war; without a `commander` both sides follow the doctrine."""
    field = begin(scenario, seed, war, days)
    last = go_on(scenario, field, days, commander)
    return close(field, last, days)


def close(field: Field, last: int, days: int) -> Record:
    """Return a war as it is kept; after an armistice the last day stands until the horizon."""
    state, tape = field.state, field.tape
    tape.daily[last + 1 :] = tape.daily[last]
    tape.nation[last + 1 :] = tape.nation[last]
    p = state.politics
    decisions = [
        p.intervened, p.crossed, p.landed, p.landing_cell, p.relieved, p.limited, p.talks,
        p.agreed, p.armistice, p.evacuated, p.nuclear,
    ]  # fmt: skip
    return Record(
        daily=tape.daily.astype(np.float32),
        nation=tape.nation.astype(np.int32),
        totals=state.ledger.flow.copy(),
        stocks=state.ledger.stock.copy(),
        changes=tape.changes[: tape.counts[0]].astype(np.int32),
        decisions=np.array([int(d[0]) for d in decisions], np.int64),
        pulses=_pulses(tape, last),
        end_day=last,
    )


def _pulses(tape: Tape, last: int) -> I32:
    """Return the pulses, those included that were still going on when the war ended."""
    ended = np.zeros((tape.counts[1], len(PULSE)), np.int64)
    ended[:, :-1] = tape.pulses[: tape.counts[1]]
    area = tape.daily[last, DAILY.index("area_south_km2")]
    going_on = [
        (side, first, last, (area - before) * (1 if side == SOUTH else -1), 1)
        for side, (first, before) in enumerate(tape.open_pulse.tolist())
        if first >= 0
    ]
    pulses = np.array([*ended.tolist(), *going_on], np.float64).reshape(-1, len(PULSE))
    pulses[:, PULSE.index("gain_km")] /= KM2_PER_KM
    return np.rint(pulses).astype(np.int32)
