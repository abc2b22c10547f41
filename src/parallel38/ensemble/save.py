"""A war put away on one day and taken up on another, as if it had never stopped: the same bytes.

The file is an .npz of plain arrays named ``state.<table>.<column>`` and ``orders.<column>``, with
the key of the war's luck, so that any tool can read it.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from parallel38.complaint import Complaint
from parallel38.engine.orders import Orders, blank_orders
from parallel38.engine.state import State
from parallel38.writing import written

KEY = "key"


class Opens(Protocol):
    """What taking up a war needs of a scenario."""

    @property
    def name(self) -> str:
        """Its name, for complaints."""
        ...

    def opening(self) -> State:
        """Return a fresh state of day 0."""
        ...


class Saved(NamedTuple):
    """A war between two days; `key` is that of its luck (`ensemble.run.key_of`)."""

    state: State
    orders: Orders  # of the day before: a commander need not repeat them
    key: int


def save(path: Path, state: State, orders: Orders, key: int) -> None:
    """Write a war as it stands between two days, whole or not at all.

    Raises `OSError` if the folder cannot be written.
    """
    arrays = dict(_columns(state, orders))
    with written(path) as file:
        np.savez_compressed(file, **{KEY: np.array(key, np.int64)}, **arrays)  # type: ignore[arg-type]


def restore(path: Path, scenario: Opens) -> Saved:
    """Return a war that `save` wrote, ready for its next day.

    Raises `Complaint` if the file is no saved war, or one of another scenario.
    """
    state = scenario.opening()
    orders = blank_orders(len(state.formations.men))
    try:
        with np.load(path, allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
            key = int(found.pop(KEY))
    except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise Complaint(f"{path} is no saved war that can be read: {error}") from None
    wanted = dict(_columns(state, orders))
    strange = sorted(set(wanted) ^ set(found)) or [
        name for name, column in wanted.items() if column.shape != found[name].shape
    ]
    if strange:
        raise Complaint(
            f"{path} holds a war of another scenario or version than {scenario.name} "
            f"({strange[0]} does not fit); open it with the one it was saved from"
        )
    for name, column in wanted.items():
        column[...] = found[name]
    return Saved(state, orders, key)


def _columns(state: State, orders: Orders) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield every array with its name; packed tables give views of their columns."""
    for table, part in state._asdict().items():
        names = getattr(part, "_fields", None) or part.dtype.names
        if names is None:
            yield f"state.{table}", part
        else:
            yield from ((f"state.{table}.{name}", getattr(part, name)) for name in names)
    yield from ((f"orders.{name}", column) for name, column in orders._asdict().items())
