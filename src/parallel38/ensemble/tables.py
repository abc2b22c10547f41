"""Records of wars as columns: the four tables of a run.

`wars` has one row a war, `series` one a day, `holders` one a change of holder, `pulses` one an
offensive. A cell that `holders` does not name is still held as on the day the war began.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from parallel38.engine.state import Flow, Stock
from parallel38.ensemble.record import DAILY, DECISIONS, NATIONAL, PULSE, Record

TABLES = ("wars", "series", "holders", "pulses")


class Labels(NamedTuple):
    """The names that a scenario gives to the numbered things of a record."""

    nations: tuple[str, ...]  # (nations,)
    groups: tuple[str, ...]  # (groups,)
    places: tuple[tuple[str, int], ...]  # (id, cell) of every place whose holder is of interest


def tables(wars: Sequence[tuple[int, Record]], labels: Labels) -> dict[str, pa.Table]:
    """Return the four tables of some wars, rows in the order of `wars`."""
    return {
        "wars": _wars(wars, labels),
        "series": _series(wars, labels),
        "holders": _events(wars, "changes", ("day", "cell", "side")),
        "pulses": _events(wars, "pulses", PULSE),
    }


def _wars(wars: Sequence[tuple[int, Record]], labels: Labels) -> pa.Table:
    """One row a war: its decisions and end [day], days on which places changed hands, totals."""
    records = [record for _, record in wars]
    columns: dict[str, pa.Array] = {
        "war": _int32([war for war, _ in wars]),
        "end_day": _int32([record.end_day for record in records]),
    }
    for number, name in enumerate(DECISIONS):
        columns[name] = _int32([record.decisions[number] for record in records])
    for place, cell in labels.places:
        days = [record.changes[record.changes[:, 1] == cell, 0] for record in records]
        columns[f"{place}_days"] = pa.array(days, type=pa.list_(pa.int32()))
    for number, nation in enumerate(labels.nations):
        for flow in Flow:
            columns[f"{nation}_{flow.name.lower()}"] = pa.array(
                [record.totals[number, flow] for record in records], type=pa.int64()
            )
        for stock in Stock:
            columns[f"{nation}_stock_{stock.name.lower()}"] = pa.array(
                [record.stocks[number, stock] for record in records], type=pa.int64()
            )
    return pa.table(columns)


def _series(wars: Sequence[tuple[int, Record]], labels: Labels) -> pa.Table:
    """One row a day of a war: the daily measures, and the men of each group of nations."""
    lengths = [len(record.daily) for _, record in wars]
    daily = np.concatenate([record.daily for _, record in wars])
    national = np.concatenate([record.nation for _, record in wars])
    columns = {
        "war": _int32(np.repeat([war for war, _ in wars], lengths)),
        "day": _int32(np.concatenate([np.arange(length) for length in lengths])),
    }
    for number, name in enumerate(DAILY):
        columns[name] = pa.array(daily[:, number], type=pa.float32())
    for row, group in enumerate(labels.groups):
        for number, name in enumerate(NATIONAL):
            columns[f"{group}_{name}"] = _int32(national[:, row, number])
    return pa.table(columns)


def _events(wars: Sequence[tuple[int, Record]], field: str, names: tuple[str, ...]) -> pa.Table:
    """One row an event, in the order of the record."""
    rows = [getattr(record, field).reshape(-1, len(names)) for _, record in wars]
    numbers = _int32(np.repeat([war for war, _ in wars], [len(block) for block in rows]))
    together = np.concatenate(rows)
    columns = {name: _int32(together[:, number]) for number, name in enumerate(names)}
    return pa.table({"war": numbers, **columns})


def _int32(values: Sequence[int] | NDArray[np.generic]) -> pa.Array:
    return pa.array(np.asarray(values, dtype=np.int32))
