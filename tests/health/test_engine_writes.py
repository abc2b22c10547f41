"""Each phase writes only what the `Writes:` line of its docstring names; nobody else writes."""

import inspect
import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from parallel38.command.doctrine import decide
from parallel38.engine import day as day_module
from parallel38.engine.state import State, copy
from parallel38.ensemble.observe import observe
from parallel38.ensemble.record import blank_tape
from wars import columns, first_day, state_digest

DAYS = {"isthmus": 40, "korea1950": 330}
ENTRY = ("step", "open_war")


def plain(kernel: Any) -> FunctionType:
    """Return the Python function behind a kernel."""
    function: FunctionType = getattr(kernel, "py_func", kernel)
    return function


def phases() -> dict[str, Any]:
    """Return the kernels that the day calls, by name."""
    found = {}
    for name, value in vars(day_module).items():
        function = plain(value)
        if isinstance(function, FunctionType) and name not in (*ENTRY, "kernel", "array_kernel"):
            found[name] = value
    return found


def declared(kernel: Any) -> list[str]:
    """Return the fields that the `Writes:` line of a kernel, or else of its module, names."""
    function = plain(kernel)
    own = inspect.getdoc(function) or ""
    whole = own if "Writes:" in own else inspect.getmodule(function).__doc__ or ""  # type: ignore[union-attr]
    found = re.search(r"Writes:((?:.|\n)+?)(?:\n\s*\n|\Z)", whole)
    assert found, f"{function.__module__} has no line that begins with Writes:"
    names = [re.sub(r"\s", "", name) for name in found[1].split(",")]
    return [name.removeprefix("state.") for name in names]


def allowed(field: str, names: list[str]) -> bool:
    return field in names or f"{field.split('.')[0]}.*" in names


def changed(before: State, after: State) -> set[str]:
    """Return the names of the columns that differ."""
    old, new = columns(before), columns(after)
    return {name for name, column in new.items() if not np.array_equal(old[name], column)}


@lru_cache(maxsize=1)
def writes() -> dict[str, set[str]]:
    """Return what each phase changed while a small and a great war were fought."""
    seen: dict[str, set[str]] = defaultdict(set)
    patch = pytest.MonkeyPatch()

    def watched(name: str, kernel: Callable[..., Any], state: State) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            before = copy(state)
            result = kernel(*given)
            seen[name] |= changed(before, state)
            return result

        return call

    for name, days in DAYS.items():
        war = first_day(name)
        with patch.context() as day:
            for phase, kernel in phases().items():
                day.setattr(day_module, phase, watched(phase, kernel, war.state))
            step = plain(day_module.step)
            while war.state.day[0] < days:
                decide(*war)
                step(*war)
    return seen


@pytest.mark.parametrize("phase", phases())
def test_a_phase_writes_what_it_says(phase: str) -> None:
    names = declared(phases()[phase])
    assert not {field for field in writes()[phase] if not allowed(field, names)}


@pytest.mark.parametrize("phase", phases())
def test_what_it_says_exists(phase: str) -> None:
    fields = set(columns(first_day("isthmus").state))
    tables = {f"{field.split('.')[0]}.*" for field in fields}
    assert set(declared(phases()[phase])) <= fields | tables


def test_the_day_by_phases_is_the_day() -> None:
    one, other = first_day("isthmus"), first_day("isthmus")
    step = plain(day_module.step)
    for _ in range(20):
        decide(*one)
        day_module.step(*one)
        decide(*other)
        step(*other)
    assert state_digest(one.state) == state_digest(other.state)


def test_commanders_and_observers_leave_the_state_alone() -> None:
    war = first_day("isthmus")
    tape = blank_tape(30, 3, len(war.state.cells.holder))
    group = np.zeros(len(war.state.ledger.stock), np.int64)
    for day in range(30):
        before = state_digest(war.state)
        decide(*war)
        assert state_digest(war.state) == before
        day_module.step(*war)
        before = state_digest(war.state)
        observe(war.state, war.world, group, tape, day)
        assert state_digest(war.state) == before


def test_the_world_and_the_rates_stay_as_they_are() -> None:
    war = first_day("isthmus")
    given = [*columns(war.world).values(), war.rates]
    before = [np.copy(part) for part in given]
    for _ in range(30):
        decide(*war)
        day_module.step(*war)
    assert all(np.array_equal(old, new) for old, new in zip(before, given, strict=True))
