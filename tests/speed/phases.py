"""What each phase costs: a war stepped from Python, compiled phase by compiled phase.

`step` itself runs as plain Python, so that every kernel it calls can be timed. A call from Python
has to unpack its arguments; what that costs is measured beside every call with an empty kernel of
the same arguments, and taken off.
"""

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from parallel38.command import doctrine
from parallel38.engine import day
from parallel38.engine._jit import kernel
from wars import first_day, opened

# A module, its kernel that is run as plain Python, and who calls that one.
PARTS: dict[str, tuple[ModuleType, str]] = {
    "day": (day, "step"),
    "decide": (doctrine, "decide"),
}


@kernel
def nothing(*given):  # type: ignore[no-untyped-def]
    """Do nothing."""
    return 0


class Clock:
    """Seconds spent in each kernel, calls from Python taken off."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function` with a clock on it."""

        def call(*given: Any) -> Any:
            begun = time.thread_time()
            result = function(*given)
            over = time.thread_time()
            nothing(*given)
            self.spent[name] += (over - begun) - (time.thread_time() - over)
            return result

        return call


@contextmanager
def watched(module: ModuleType, entry: str, clock: Clock):  # type: ignore[no-untyped-def]
    """Put a clock on every kernel that `entry` calls; yield it as plain Python."""
    kernels = {
        name: value
        for name, value in vars(module).items()
        if hasattr(value, "py_func") and name != entry
    }
    for name, value in kernels.items():
        setattr(module, name, clock.timed(name, value))
    try:
        yield getattr(module, entry).py_func
    finally:
        for name, value in kernels.items():
            setattr(module, name, value)


def costs(part: str, scenario: str = "korea1950", wars: int = 2) -> dict[str, float]:
    """Return the milliseconds a war spends in each kernel that a part of the day calls."""
    module, entry = PARTS[part]
    _war(module, entry, scenario, Clock(), 2)  # compile the empty kernels
    clock = Clock()
    for _ in range(wars):
        _war(module, entry, scenario, clock, opened(scenario).days)
    ordered = sorted(clock.spent.items(), key=lambda pair: -pair[1])
    return {name: max(0.0, 1000.0 * seconds / wars) for name, seconds in ordered}


def _war(module: ModuleType, entry: str, scenario: str, clock: Clock, days: int) -> None:
    war = first_day(scenario)
    begun = doctrine.decide
    with watched(module, entry, clock) as plain:
        decide = clock.timed("decide", begun) if module is day else begun
        step = plain if module is day else day.step
        if module is doctrine:
            decide = plain
        while war.state.day[0] < days and war.state.politics.armistice[0] < 0:
            decide(*war)
            step(*war)
