"""Real wars for the tests: scenarios opened once, fought day by day under the doctrine."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from parallel38.command.doctrine import decide
from parallel38.engine.day import open_war, step
from parallel38.engine.orders import Orders, blank_orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre, pack_rates, theatre
from parallel38.ensemble.record import Record
from parallel38.ensemble.run import key_of
from parallel38.scenario.scenario import Scenario, load

SEED = 38


class War(NamedTuple):
    """A war under way."""

    state: State
    world: Theatre
    rates: Rates
    orders: Orders
    key: int


@lru_cache(maxsize=4)
def opened(name: str) -> Scenario:
    """Return a scenario, read once a session."""
    return load(name)


def rates_with(scenario: Scenario, changes: Mapping[str, float]) -> Rates:
    """Return the rates with some replaced, named ``group.rate``."""
    rates: Any = scenario.rates
    for name, value in changes.items():
        group, field = name.split(".")
        rates = rates._replace(**{group: getattr(rates, group)._replace(**{field: value})})
    changed: Rates = rates
    return changed


def first_day(
    name: str, war: int = 0, seed: int = SEED, changes: Mapping[str, float] | None = None
) -> War:
    """Return a war on the morning of its first day, before any decision."""
    scenario = opened(name)
    state, world, rates = scenario.opening(), scenario.theatre, scenario.kernel_rates
    if changes:
        new = rates_with(scenario, changes)
        world, rates = theatre(scenario.world, new), pack_rates(new)
    key = key_of(seed, war)
    open_war(state, world, rates, key)
    return War(state, world, rates, blank_orders(len(state.formations.men)), key)


def fight_on(war: War, days: int) -> Iterator[int]:
    """Fight under the doctrine until `days` days are over; yield each day in its evening."""
    while war.state.day[0] < days and war.state.politics.armistice[0] < 0:
        day = int(war.state.day[0])
        decide(*war)
        step(*war)
        yield day


def columns(tables: State | Orders | Theatre) -> dict[str, Any]:
    """Return every array of a state, orders or world, as ``table.column`` or ``table``."""
    found: dict[str, Any] = {}
    for name, part in tables._asdict().items():
        inner = getattr(part, "_fields", None) or np.asarray(part).dtype.names
        if inner is None:
            found[name] = np.asarray(part)
        else:
            found |= {f"{name}.{column}": getattr(part, column) for column in inner}
    return found


def state_digest(state: State | Orders) -> str:
    """Return a hash of every byte of a state or of orders."""
    digest = hashlib.sha256()
    for name, column in columns(state).items():
        digest.update(name.encode() + np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def record_digest(record: Record) -> str:
    """Return a hash of every byte of a record."""
    digest = hashlib.sha256(str(record.end_day).encode())
    for part in record[:-1]:
        digest.update(np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()
