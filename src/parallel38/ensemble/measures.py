"""What a what-if compares: one number a war, from the tables of a run.

Each measure has a unit and the smallest difference that a reader would care about, a judgement
that only decides when a difference is called none.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.record import DECISIONS

F64 = NDArray[np.float64]

SIDE_NAMES = ("South", "North")
LOSSES = {  # what is counted of a nation: column of series, word, smallest share that matters
    "killed": "killed",
    "wounded": "wounded",
    "captured": "captured",
    "missing": "missing",
    "nonbattle": "sick and frozen",
}
SMALL_SHARE = 0.05  # of the unchanged war's mean: less is no difference in a loss
COMPARED = 5  # offensives whose length is compared: the record has as many up to the talks
LITTLE = 0.05  # of the land: a side with less has lost the country
FLOOR = 200.0  # and no difference of fewer men or people is


class Measure(NamedTuple):
    """One number of every war (w,), NaN where a war has none."""

    name: str
    label: str
    unit: str
    smallest: float  # difference that matters [unit]; 0: SMALL_SHARE of the mean, at least FLOOR
    values: F64
    up: str = "higher"  # how a positive difference is said
    down: str = "lower"


class Theme(NamedTuple):
    """What the measures need of a scenario beside the tables."""

    groups: tuple[str, ...]
    group_names: tuple[str, ...]
    side_of_group: tuple[int, ...]
    nations: tuple[str, ...]
    side_of_nation: tuple[int, ...]
    place: str  # whose changes of hands are counted, '' for none
    place_name: str
    place_home: int  # side that holds it before the war
    parallel: Callable[[F64], F64]  # front as the parallel that leaves the South so many km²
    land_km2: float  # of the country


def measures(folder: Path, theme: Theme, since: int) -> dict[str, Measure]:
    """Return every measure of the wars of a finished run, by name.

    `since` is the day of the branch: means through time begin there [day].
    """
    wars = pl.read_parquet(folder / "wars.parquet").sort("war")
    series = pl.scan_parquet(folder / "series.parquet")
    losses = [f"{group}_{kind}" for group in theme.groups for kind in LOSSES]
    wanted = ["area_south_km2", "civil_dead", *losses]
    ends = series.group_by("war").agg(pl.col(wanted).sort_by("day").last()).sort("war").collect()
    peak = series.group_by("war").agg(pl.col("displaced").max()).sort("war").collect()
    days = int(series.select(pl.col("day").max()).collect().item()) + 1
    found = (
        _ground(ends, _mean_front(series, theme, since), theme)
        + _time(wars, days)
        + _losses(ends, theme)
        + _prisoners(wars, theme)
    )
    found += _people(ends, peak) + _place(wars, theme, days) + _offensives(folder, wars)
    found += _decisions(wars)
    return {measure.name: measure for measure in found}


def _mean_front(series: pl.LazyFrame, theme: Theme, since: int) -> F64:
    """Return the mean front of each war from `since` on (w,) [degrees]."""
    later = series.filter(pl.col("day") >= since).select("war", "area_south_km2")
    by_war = later.group_by("war").agg("area_south_km2").sort("war").collect()
    return np.array([theme.parallel(one.to_numpy()).mean() for one in by_war["area_south_km2"]])


def _ground(ends: pl.DataFrame, mean: F64, theme: Theme) -> list[Measure]:
    area = _of(ends, "area_south_km2")
    return [
        Measure("front_latitude", "Front at the end", "degrees", 0.2, theme.parallel(area),
                "farther north", "farther south"),
        Measure("front_mean", "Front on average since the change", "degrees", 0.2, mean,
                "farther north", "farther south"),
        Measure("area_south_km2", "Land that the South holds at the end", "km²", 4000.0, area,
                "larger", "smaller"),
        *_lost(area / theme.land_km2),
    ]  # fmt: skip


def _lost(share: F64) -> list[Measure]:
    """Return which wars leave a side next to nothing; `share` of the South in the land (w,)."""
    return [
        Measure(f"{name.lower()}_lost", f"Wars that leave the {name} under a twentieth of the land",
                "% of wars", 5.0, np.where(own < LITTLE, 100.0, 0.0), "more", "fewer")
        for name, own in zip(SIDE_NAMES, (share, 1.0 - share), strict=True)
    ]  # fmt: skip


def _time(wars: pl.DataFrame, days: int) -> list[Measure]:
    signed = _of(wars, "armistice")
    length = np.where(signed >= 0, signed + 1.0, float(days))
    return [
        Measure("duration", f"Days of war, at most the {days:,} fought", "days", 30.0, length,
                "longer", "shorter"),
        Measure("armistice_share", "Wars with an armistice", "% of wars", 5.0,
                np.where(signed >= 0, 100.0, 0.0), "more", "fewer"),
    ]  # fmt: skip


def _losses(ends: pl.DataFrame, theme: Theme) -> list[Measure]:
    found = []
    for kind, word in LOSSES.items():
        for side in (SOUTH, NORTH):
            mine = [g for g, s in zip(theme.groups, theme.side_of_group, strict=True) if s == side]
            total = np.sum([_of(ends, f"{group}_{kind}") for group in mine], axis=0)
            label = f"{SIDE_NAMES[side]}: {word}"
            found.append(Measure(f"{kind}_{SIDE_NAMES[side].lower()}", label, "men", 0.0, total,
                                 "more", "fewer"))  # fmt: skip
        for group, name in zip(theme.groups, theme.group_names, strict=True):
            values = _of(ends, f"{group}_{kind}")
            found.append(Measure(f"{group}_{kind}", f"{name}: {word}", "men", 0.0, values,
                                 "more", "fewer"))  # fmt: skip
    return found


def _prisoners(wars: pl.DataFrame, theme: Theme) -> list[Measure]:
    found = []
    words = {"died_captive": "died as prisoners", "repatriated": "prisoners who went home",
             "stayed": "prisoners who did not go home"}  # fmt: skip
    for flow, word in words.items():
        for side in (SOUTH, NORTH):
            sides = zip(theme.nations, theme.side_of_nation, strict=True)
            mine = [nation for nation, s in sides if s == side]
            total = np.sum([_of(wars, f"{nation}_{flow}") for nation in mine], axis=0)
            label = f"{SIDE_NAMES[side]}: {word}"
            found.append(Measure(f"{flow}_{SIDE_NAMES[side].lower()}", label, "men", 0.0, total,
                                 "more", "fewer"))  # fmt: skip
    return found


def _people(ends: pl.DataFrame, peak: pl.DataFrame) -> list[Measure]:
    return [
        Measure("civil_dead", "Civilians dead", "people", 0.0, _of(ends, "civil_dead"), "more",
                "fewer"),
        Measure("displaced", "Refugees at the worst time", "people", 0.0,
                _of(peak, "displaced"), "more", "fewer"),
    ]  # fmt: skip


def _place(wars: pl.DataFrame, theme: Theme, days: int) -> list[Measure]:
    if not theme.place:
        return []
    changes = wars[f"{theme.place}_days"].to_list()
    north = [_days_of_north(list(one), theme.place_home, days) for one in changes]
    count = np.array([float(len(one)) for one in changes])
    name = theme.place_name
    return [
        Measure(f"{theme.place}_changes", f"{name}: changes of hands", "times", 0.5, count,
                "more", "fewer"),
        Measure(f"{theme.place}_north_days", f"{name}: days in northern hands", "days", 15.0,
                np.array(north), "more", "fewer"),
    ]  # fmt: skip


def _days_of_north(changes: list[int], home: int, days: int) -> float:
    """Return for how many days the North held a place that changed hands on some days [day]."""
    holder, since, total = home, 0, 0
    for day in [*changes, days]:
        total += (day - since) * (holder == NORTH)
        holder, since = 1 - holder, day
    return float(total)


def _offensives(folder: Path, wars: pl.DataFrame) -> list[Measure]:
    """The offensives of the North from the intervention to the talks.

    Their length is that of the first five: a war that a change prolongs has dozens more, and a
    median of all would tell how many there were and not how long one could last.
    """
    dates = wars.select("war", "intervened", "talks")
    pulses = pl.read_parquet(folder / "pulses.parquet").join(dates, on="war", how="left")
    begun = (pl.col("intervened") >= 0) & (pl.col("first_day") >= pl.col("intervened"))
    open_ = (pl.col("talks") < 0) | (pl.col("first_day") < pl.col("talks"))
    kept = pulses.filter((pl.col("side") == NORTH) & begun & open_)
    length = (pl.col("last_day") - pl.col("first_day") + 1).cast(pl.Float64)
    early = kept.sort("war", "first_day").group_by("war", maintain_order=True).head(COMPARED)
    lengths = early.group_by("war").agg(length.median().alias("days"))
    of_war = kept.group_by("war").agg(pl.len().alias("count")).join(lengths, on="war")
    joined = wars.select("war").join(of_war, on="war", how="left").sort("war")
    return [
        Measure("pulse_days", "Length of the North's offensives, median of the first five", "days",
                0.5, _of(joined, "days"), "longer", "shorter"),
        Measure("pulses", "Offensives of the North until the talks", "offensives", 0.5,
                np.nan_to_num(_of(joined, "count")), "more", "fewer"),
    ]  # fmt: skip


def _decisions(wars: pl.DataFrame) -> list[Measure]:
    """The day of each decision, NaN where it was never taken."""
    found = []
    for name in DECISIONS:
        if name not in ("landing_cell", "nuclear"):
            days = _of(wars, name)
            days = np.where(days >= 0, days, np.nan)
            found.append(Measure(f"day_{name}", f"Day of: {name}", "days", 7.0, days, "later",
                                 "earlier"))  # fmt: skip
    return found


def _of(frame: pl.DataFrame, name: str) -> F64:
    values: F64 = frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
    return values
