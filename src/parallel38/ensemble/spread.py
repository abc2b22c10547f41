"""Ensembles whose wars differ in their rates too: points of a design over the rates' priors.

The prior of a rate is uniform over its plausible range. `SOBOL` fills the ranges evenly (best with
a power of two wars), `LHS` puts one war into each of as many slices of every range. Which point a
war gets depends on the design's seed and the war's number alone. Marching rates, switches and
rates that are numerical are left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from parallel38.complaint import Complaint, unknown
from parallel38.scenario.files import read_files
from parallel38.scenario.models import RateForm
from parallel38.scenario.rates import rates_of
from parallel38.scenario.scenario import Scenario
from parallel38.writing import written

SOBOL, LHS = KINDS = ("sobol", "lhs")
LEFT_ALONE = ("march.", "supply.flood_every")  # the map's marching times; a numerical step
FILE = "rates.parquet"

F64 = NDArray[np.float64]


def choose(folder: Path, over: Sequence[str]) -> tuple[str, ...]:
    """Return the rates that are varied, in order: those of `over`, groups or single; all if empty.

    Raises `Complaint` for a name that is none, or that cannot be varied.
    """
    forms = read_files(folder, []).rates
    free = [name for name in sorted(forms) if varies(name, forms[name])]
    if not over:
        return tuple(free)
    found: list[str] = []
    for word in over:
        mine = [name for name in free if name == word or name.startswith(f"{word}.")]
        if not mine:
            if word in forms:
                raise Complaint(f"--over {word}: that rate is a switch or fixed; leave it out")
            raise unknown("rate or group of rates", word, [*forms, *_groups(forms)])
        found += mine
    return tuple(dict.fromkeys(found))


def varies(name: str, form: RateForm) -> bool:
    """Tell whether a rate has a range to be varied over."""
    low, high = form.range
    switch = (low, high) == (0, 1) and form.value in (0, 1)
    return low < high and not switch and not name.startswith(LEFT_ALONE)


def _groups(forms: Mapping[str, RateForm]) -> set[str]:
    return {name.split(".")[0] for name in forms}


@lru_cache(maxsize=4)
def points(kind: str, folder: Path, names: tuple[str, ...], wars: int, seed: int) -> F64:
    """Return the value of every varied rate in every war (w, r)."""
    from scipy.stats import qmc  # slow to import

    forms = read_files(folder, []).rates
    low, high = np.array([forms[name].range for name in names]).T
    if kind == SOBOL:
        sampler = qmc.Sobol(len(names), scramble=True, rng=seed)
        unit = sampler.random_base2(max(wars - 1, 1).bit_length())[:wars]
    else:
        unit = qmc.LatinHypercube(len(names), rng=seed).random(wars)
    values: F64 = low + unit * (high - low)
    return values


def with_rates(opened: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return a scenario with some rates replaced; it shares the map and its marching times."""
    known: dict[str, float] = {
        f"{group}.{name}": float(value)
        for group, rates in opened.rates._asdict().items()
        for name, value in rates._asdict().items()
    }
    return replace(opened, rates=rates_of(known | dict(values)))


def write(folder: Path, names: tuple[str, ...], values: F64) -> Path:
    """Write rates.parquet into a run: one row a war, one column a varied rate."""
    columns: dict[str, Any] = {"war": np.arange(len(values), dtype=np.int32)}
    columns |= {name: values[:, number] for number, name in enumerate(names)}
    place = folder / FILE
    with written(place) as file:
        pq.write_table(pa.table(columns), file, compression="zstd")
    return place
