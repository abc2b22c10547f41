"""The wars of a run as an xarray Dataset, for DuckDB, and for ArviZ.

Dimensions: war, day, nation (group of nations), cell, decision. Who held a cell is rebuilt from
the changes of holder when it is indexed, so that the Dataset opens at once, however many wars.
"""

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from parallel38.complaint import Complaint
from parallel38.ensemble.record import DAILY, DECISIONS, NATIONAL
from parallel38.ensemble.tables import TABLES

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

UNITS = {
    "front_latitude": "degrees_north", "area_south_km2": "km2", "stock_south": "day",
    "stock_north": "day", "cut_off_south": "men", "cut_off_north": "men",
    "displaced": "people", "civil_dead": "people",
}  # fmt: skip
POSTERIOR = ("front_latitude", "area_south_km2")


def library(name: str, extra: str) -> Any:
    """Return a library that is not part of the plain installation.

    Raises `Complaint` with the command that installs it.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Complaint(
            f"{name} is not installed; install it with: python -m pip install 'parallel38[{extra}]'"
        ) from None


def dataset(folder: Path, opened: "Scenario") -> Any:
    """Return a finished run as an xarray Dataset (war, day, nation, cell, decision)."""
    xarray = library("xarray", "io")
    wars = pl.read_parquet(folder / "wars.parquet").sort("war")
    series = pl.read_parquet(folder / "series.parquet").sort("war", "day")
    count = wars.height
    days = series.height // count
    ground = opened.world.ground

    def daily(name: str) -> Any:
        return series[name].to_numpy().reshape(count, days)

    variables: dict[str, Any] = {
        name: (("war", "day"), daily(name), {"units": UNITS.get(name, "1")}) for name in DAILY
    }
    for name in NATIONAL:
        values = np.stack([daily(f"{group}_{name}") for group in opened.groups], axis=2)
        variables[name] = (("war", "day", "nation"), values, {"units": "men"})
    decided = [name for name in DECISIONS if name != "landing_cell"]
    taken = np.column_stack([wars[name].to_numpy() for name in decided])
    variables["decided_on"] = (("war", "decision"), taken, {"units": "day", "never": -1})
    variables["end_day"] = (("war",), wars["end_day"].to_numpy(), {"units": "day"})
    start = np.datetime64(opened.start.isoformat(), "ns")
    coordinates = {
        "war": wars["war"].to_numpy(),
        "day": np.arange(days),
        "date": ("day", start + np.arange(days) * np.timedelta64(1, "D")),
        "nation": list(opened.groups),
        "decision": decided,
        "cell": np.arange(len(ground.x_km)),
        "latitude": ("cell", ground.latitude, {"units": "degrees_north"}),
        "longitude": ("cell", ground.longitude, {"units": "degrees_east"}),
    }
    found = xarray.Dataset(variables, coordinates, {"title": opened.title, "run": folder.name})
    found["holder"] = _holder(xarray, folder, opened, count, days)
    return found


def _holder(xarray: Any, folder: Path, opened: "Scenario", count: int, days: int) -> Any:
    """Return who held each cell on the evening of each day, 0 South, 1 North, read when asked."""
    indexing = importlib.import_module("xarray.core.indexing")
    backends = importlib.import_module("xarray.backends")
    changes = _Changes(folder, opened.world.ground.home, count, days)

    class Holders(backends.BackendArray):  # type: ignore[misc, name-defined]
        """The array behind the variable."""

        shape = (count, days, changes.cells)
        dtype = np.dtype(np.int8)

        def __getitem__(self, key: Any) -> Any:
            return indexing.explicit_indexing_adapter(
                key, self.shape, indexing.IndexingSupport.OUTER, changes.outer
            )

    lazy = indexing.LazilyIndexedArray(Holders())
    told = {"flag_values": [0, 1], "flag_meanings": "South North"}
    return xarray.Variable(("war", "day", "cell"), lazy, told)


class _Changes:
    """Changes of holder, and any part of the maps that they make."""

    def __init__(self, folder: Path, home: Any, count: int, days: int) -> None:
        frame = pl.read_parquet(folder / "holders.parquet").sort("war", "day", maintain_order=True)
        self.home = np.asarray(home, np.int8)
        self.cells, self.days, self.count = len(self.home), days, count
        order = np.unique(frame["war"].to_numpy())
        wars = pl.read_parquet(folder / "wars.parquet", columns=["war"])["war"].sort().to_numpy()
        self.bounds = np.searchsorted(frame["war"].to_numpy(), [*wars, wars[-1] + 1])
        self.day, self.cell, self.side = (
            frame[name].to_numpy() for name in ("day", "cell", "side")
        )
        assert set(order) <= set(wars)

    def outer(self, key: tuple[Any, ...]) -> Any:
        """Return the holders of some wars, days and cells, each a slice, a number or numbers."""
        sizes = (self.count, self.days, self.cells)
        chosen = [np.arange(size)[part] for size, part in zip(sizes, key, strict=True)]
        wars, days, cells = (np.atleast_1d(part) for part in chosen)
        out = np.empty((len(wars), len(days), len(cells)), np.int8)
        for row, war in enumerate(wars):
            out[row] = self._war(int(war), days)[:, cells]
        flat = [i for i, part in enumerate(chosen) if np.ndim(part) == 0]
        return out.squeeze(axis=tuple(flat)) if flat else out

    def _war(self, war: int, days: Any) -> Any:
        mine = slice(self.bounds[war], self.bounds[war + 1])
        day, cell, side = self.day[mine], self.cell[mine], self.side[mine]
        now = self.home.copy()
        out = np.empty((len(days), self.cells), np.int8)
        done = 0
        for place in np.argsort(days, kind="stable"):
            until = int(np.searchsorted(day, days[place], side="right"))
            now[cell[done:until]] = side[done:until]
            done = until
            out[place] = now
        return out


def connect(folder: Path, database: str = ":memory:") -> Any:
    """Return a DuckDB connection with the tables of a run as views."""
    duckdb = library("duckdb", "io")
    connection = duckdb.connect(database)
    for name in TABLES:
        place = (folder / f"{name}.parquet").resolve()
        files = f"{place}/*.parquet" if place.is_dir() else str(place)
        quoted = files.replace("'", "''")
        connection.execute(
            f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')"
        )
    return connection


def inference_data(found: Any, observed: Mapping[str, Any] | None = None) -> Any:
    """Return a run's Dataset as ArviZ InferenceData: one chain, a draw a war.

    `observed` are daily series of the record by name, NaN where it says nothing (day).
    """
    arviz = library("arviz", "calibrate")
    predictive = {name: found[name].values[None] for name in POSTERIOR}
    return arviz.from_dict(
        posterior_predictive=predictive,
        observed_data=dict(observed or {}),
        coords={"day": found["day"].values},
        dims={name: ["day"] for name in POSTERIOR},
    )
