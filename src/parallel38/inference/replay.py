"""The wars of a run folder as arrays: who held what, when, and the daily series.

Holders are stored as changes (war, day, cell, side); any day's map of any war is the opening
map with the changes up to that day laid over it.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parallel38.engine.world import SOUTH

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


class Replay:
    """The wars (w) of one run, over the days (d) of its horizon."""

    def __init__(self, folder: Path, opening: Bool, days: int) -> None:
        """Read a run folder; `opening` (n,) says which cells the South held before the war."""
        self.folder = Path(folder)
        self.opening = opening
        self.days = days
        self.wars = pl.read_parquet(self.folder / "wars.parquet").sort("war")
        self.count = self.wars.height
        index = self.wars["war"].to_numpy()
        changes = pl.read_parquet(self.folder / "holders.parquet")
        changes = changes.sort("day", maintain_order=True)  # the order within a day is kept
        self._war = np.searchsorted(index, changes["war"].to_numpy())
        self._day = changes["day"].to_numpy()
        self._cell = changes["cell"].to_numpy()
        self._south = changes["side"].to_numpy() == SOUTH
        self._index = index

    def maps(self, days: I64) -> Bool:
        """Return who held each cell at the end of some days, in order, (t, w, n)."""
        now = np.tile(self.opening, (self.count, 1))
        out = np.empty((len(days), *now.shape), dtype=bool)
        done = 0
        for t, day in enumerate(days):
            until = int(np.searchsorted(self._day, day, side="right"))
            new = slice(done, until)
            now[self._war[new], self._cell[new]] = self._south[new]
            out[t] = now
            done = until
        return out

    def cells_held(self, scored: Bool) -> I64:
        """Return how many of the scored cells the South held at the end of each day, (w, d)."""
        kept = scored[self._cell] & (self._day < self.days)
        change = np.zeros((self.count, self.days), dtype=np.int64)
        step = np.where(self._south[kept], 1, -1)
        np.add.at(change, (self._war[kept], self._day[kept]), step)
        return np.count_nonzero(self.opening & scored) + change.cumsum(axis=1)

    def held(self, cell: int) -> Bool:
        """Return whether the South held one cell at the end of each day, (w, d)."""
        mine = (self._cell == cell) & (self._day < self.days)
        known = np.zeros((self.count, self.days), dtype=np.int64)
        value = np.tile(self.opening[cell], (self.count, self.days))
        value[self._war[mine], self._day[mine]] = self._south[mine]
        known[self._war[mine], self._day[mine]] = self._day[mine]
        last = np.maximum.accumulate(known, axis=1)
        return np.take_along_axis(value, last, axis=1)

    def decision(self, name: str) -> I64:
        """Return the day of a decision in each war, -1 never, (w,)."""
        if name not in self.wars.columns:
            return np.full(self.count, -1)
        return self.wars[name].fill_null(-1).to_numpy().astype(np.int64)

    def series(self, name: str, hold: bool = False) -> F64:
        """Return a daily series, (w, d); after a war ends it is missing, or held at its last."""
        war, day, frame = self._table
        out = np.full((self.count, self.days), np.nan)
        out[war, day] = frame[name].to_numpy()
        if hold:
            known = np.where(np.isfinite(out), np.arange(self.days), 0)
            out = np.take_along_axis(out, np.maximum.accumulate(known, axis=1), axis=1)
        return out

    @cached_property
    def _table(self) -> tuple[I64, I64, pl.DataFrame]:
        frame = pl.read_parquet(self.folder / "series.parquet")
        frame = frame.filter(pl.col("day") < self.days)
        war = np.searchsorted(self._index, frame["war"].to_numpy())
        return war.astype(np.int64), frame["day"].to_numpy().astype(np.int64), frame

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
