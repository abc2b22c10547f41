"""The wars of a run folder as arrays: who held what, when, and the daily series.

Holders are stored as changes (war, day, cell, side); any day's map of any war is the opening
map with the changes up to that day laid over it. Of the series only what is asked for is read, so
that ten thousand wars fit into a gigabyte.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from numpy.typing import NDArray

from parallel38.engine.world import SOUTH
from parallel38.ensemble.record import DECISIONS

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
Bool = NDArray[np.bool_]

ROWS = 1 << 22  # changes, and wars, that are worked on at a time
WARS = 256


class Replay:
    """The wars (w) of one run, over the days (d) of its horizon."""

    def __init__(self, folder: Path, opening: Bool, days: int) -> None:
        """Read a run folder; `opening` (n,) says which cells the South held before the war."""
        self.folder = Path(folder)
        self.opening = opening
        self.days = days
        self.wars = self._of_wars(("war", "end_day", *DECISIONS)).sort("war")
        self.count = self.wars.height
        self._index = self.wars["war"].to_numpy()
        count = sum(pq.read_metadata(file).num_rows for file in self._files("holders"))
        # in the order of wars, and of each war in that of events; packed, for they are many
        self._day = np.empty(count, np.int16)
        self._cell = np.empty(count, np.min_scalar_type(len(opening)))
        self._south = np.empty(count, bool)
        done = 0
        many = np.zeros(self.count, np.int64)
        for read in self._tables("holders", ["war", "day", "cell", "side"]):
            new = slice(done, done + read.num_rows)
            war = np.searchsorted(self._index, read["war"].to_numpy())
            many += np.bincount(war, minlength=self.count)
            self._day[new] = read["day"].to_numpy()
            self._cell[new] = read["cell"].to_numpy()
            self._south[new] = read["side"].to_numpy() == SOUTH
            done = new.stop
        self._last = many.cumsum()  # row of the changes before which each war ends

    def _war(self, rows: I64) -> I64:
        """Return the war of some rows of the changes."""
        return np.searchsorted(self._last, rows, side="right")

    def _files(self, table: str) -> list[Path]:
        path = self.folder / f"{table}.parquet"
        return sorted(path.iterdir()) if path.is_dir() else [path]

    def _tables(self, table: str, columns: Sequence[str]) -> Iterator[Any]:
        """Yield some columns of a table, a chunk of wars at a time: to open all files at once
        costs more than what they hold."""
        for path in self._files(table):
            with pq.ParquetFile(path) as file:
                names = [name for name in columns if name in file.schema_arrow.names]
                yield file.read(columns=names, use_threads=False)

    def _of_wars(self, columns: Sequence[str]) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(read) for read in self._tables("wars", columns)])

    def total(self, column: str) -> F64:
        """Return one of the hundreds of totals kept of a war, 0 where it is not kept, (w,)."""
        found = self._of_wars(("war", column)).sort("war")
        if column not in found.columns:
            return np.zeros(self.count)
        return found[column].to_numpy().astype(np.float64)

    def _parts(self) -> Iterator[slice]:
        """Yield the rows of the changes, some million at a time: indexing makes copies."""
        for first in range(0, len(self._day), ROWS):
            yield slice(first, first + ROWS)

    def maps(self, days: I64) -> Bool:
        """Return who held each cell at the end of some days, in order, (t, w, n)."""
        out = np.empty((len(days), self.count, len(self.opening)), dtype=bool)
        for t, held in enumerate(self.each_map(days)):
            out[t] = held
        return out

    def each_map(self, days: I64) -> Iterator[Bool]:
        """Yield who held each cell at the end of some days, in order, each (w, n), to be read
        before the next."""
        now = np.tile(self.opening, (self.count, 1))
        before = -1
        for day in days:
            for part in self._parts():
                new = np.flatnonzero((self._day[part] > before) & (self._day[part] <= day))
                new += part.start
                now[self._war(new), self._cell[new]] = self._south[new]
            before = int(day)
            yield now

    def cells_held(self, scored: Bool) -> I32:
        """Return how many of the scored cells the South held at the end of each day, (w, d)."""
        change = np.zeros((self.count, self.days), dtype=np.int32)
        for part in self._parts():
            kept = np.flatnonzero(scored[self._cell[part]] & (self._day[part] < self.days))
            kept += part.start
            step = np.where(self._south[kept], np.int32(1), np.int32(-1))
            np.add.at(change, (self._war(kept), self._day[kept]), step)
        change[:, 0] += np.count_nonzero(self.opening & scored)
        return change.cumsum(axis=1, dtype=np.int32, out=change)

    def held(self, cell: int) -> Bool:
        """Return whether the South held one cell at the end of each day, (w, d)."""
        mine = np.flatnonzero((self._cell == cell) & (self._day < self.days))
        known = np.zeros((self.count, self.days), dtype=bool)
        value = np.tile(self.opening[cell], (self.count, self.days))
        war, day = self._war(mine), self._day[mine]
        value[war, day] = self._south[mine]
        known[war, day] = True
        return _carried(value, known)

    def decision(self, name: str) -> I64:
        """Return the day of a decision in each war, -1 never, (w,)."""
        if name not in self.wars.columns:
            return np.full(self.count, -1)
        return self.wars[name].fill_null(-1).to_numpy().astype(np.int64)

    def series(self, name: str, hold: bool = False) -> F64:
        """Return a daily series, (w, d); after a war ends it is missing, or held at its last."""
        out = np.full((self.count, self.days), np.nan)
        tables = self._tables("series", [name])
        for read, spans in zip(tables, self._spans, strict=True):
            column = read[name].to_numpy()
            for row, day, begin, end in spans:
                out[row, day : day + end - begin] = column[begin:end]
        return _carried(out, np.isfinite(out)) if hold else out

    @cached_property
    def _spans(self) -> list[list[tuple[int, int, int, int]]]:
        """Where each war stands in each file of the series, whose days follow each other: its
        row, its first day, and the rows of the file from first to last within the horizon."""
        found = []
        for read in self._tables("series", ["war", "day"]):
            wars, begin, count = np.unique(
                read["war"].to_numpy(), return_index=True, return_counts=True
            )
            first = read["day"].to_numpy()[begin]
            row = np.searchsorted(self._index, wars)
            end = begin + np.clip(self.days - first, 0, count)
            columns = (part.tolist() for part in (row, first, begin, end))
            found.append(list(zip(*columns, strict=True)))
        return found

    def has_series(self, name: str) -> bool:
        """Return whether the run kept a daily series of this name."""
        schema: dict[str, Any] = dict(pl.read_parquet_schema(self.folder / "series.parquet"))
        return name in schema

    def pulses(self) -> pl.DataFrame:
        """Return the offensives of every war: war, and the columns of ensemble.record.PULSE."""
        pulses = pl.read_parquet(self.folder / "pulses.parquet")
        if "unfinished" not in pulses.columns:  # older runs left such pulses out
            return pulses.with_columns(pl.lit(0).alias("unfinished"))
        return pulses


def _carried(value: NDArray[Any], known: Bool) -> NDArray[Any]:
    """Carry what is known of a day on to the days after it, in place, some wars at a time."""
    days = np.arange(value.shape[1])
    for first in range(0, len(value), WARS):
        some = slice(first, first + WARS)
        last = np.maximum.accumulate(np.where(known[some], days, 0), axis=1)
        value[some] = np.take_along_axis(value[some], last, axis=1)
    return value
