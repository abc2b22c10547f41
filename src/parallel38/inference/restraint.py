"""How far a what-if goes from history: restrained, bold or exuberant.

Three numbers decide. Surprise [bit]: -log2 of how likely the change was. A case says it; a rate
is given the chance of lying so far from its value, its plausible range taken as nine tenths of a
normal law with a half on each side; a rule that someone decides counts `UNKNOWN_RULE`, for nobody
has said how likely it was. Decisions: how many of the great decisions fell otherwise, never in one
war or more than `APART` days apart, median over the pairs. Lead [day]: from the first day on which
the two wars of a pair differ to the last, median; the longer, the more is left to the model.

    exuberant   surprise above 7 bits (1 in 128), or a mechanism switched off, or a value outside
                its plausible range; or 5 decisions and more than 800 days of lead
    restrained  surprise at most 3 bits (1 in 8), at most 2 decisions, at most 400 days of lead
    bold        everything between
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from parallel38.ensemble.contrast import normal
from parallel38.ensemble.record import DECISIONS
from parallel38.ensemble.whatif import Question
from parallel38.scenario.files import read_files
from parallel38.scenario.models import RateForm
from parallel38.scenario.scenario import Scenario

RESTRAINED, BOLD, EXUBERANT = "restrained", "bold", "exuberant"
INSIDE = 0.9  # share of the law that the plausible range stands for
UNKNOWN_RULE = 4.0  # [bit]
MOST_BITS = 20.0
FEW_BITS, MANY_BITS = 3.0, 7.0
FEW_DECISIONS, MANY_DECISIONS = 2, 5
SHORT, LONG = 400.0, 800.0  # [day]
APART = 14  # [day]
NO_DECISIONS = ("landing_cell", "nuclear")


class Restraint(NamedTuple):
    """How far a change goes, and why it is called so."""

    label: str
    surprise_bits: float
    decisions_changed: float
    lead_days: float
    reasons: tuple[str, ...]

    def summary(self) -> dict[str, Any]:
        """Return everything by name."""
        return {**self._asdict(), "reasons": list(self.reasons)}


def restraint(asked: Question, opened: Scenario, before: Path, after: Path) -> Restraint:
    """Return how far a question goes from history, from its words and its two runs."""
    terms = list(surprises(asked, opened))
    bits = min(MOST_BITS, sum(bit for bit, _, _ in terms))
    wild = any(impossible for _, impossible, _ in terms)
    decisions = decisions_changed(before, after)
    lead = lead_days(before, after)
    reasons = tuple(why for _, _, why in terms)
    return Restraint(labelled(bits, wild, decisions, lead), bits, decisions, lead, reasons)


def labelled(bits: float, wild: bool, decisions: float, lead: float) -> str:
    """Return the label; `wild` when something is outside what is plausible."""
    if wild or bits > MANY_BITS or (decisions >= MANY_DECISIONS and lead > LONG):
        return EXUBERANT
    if bits <= FEW_BITS and decisions <= FEW_DECISIONS and lead <= SHORT:
        return RESTRAINED
    return BOLD


def surprises(asked: Question, opened: Scenario) -> Iterator[tuple[float, bool, str]]:
    """Yield (surprise [bit], outside the plausible, reason) of every part of a change."""
    case = asked.case
    forms = read_files(opened.folder, []).rates
    told = case is not None and case.form.likelihood is not None
    if case is not None and case.form.likelihood is not None:
        chance = case.form.likelihood
        yield (
            -math.log2(chance.value),
            False,
            (f"the case is given a chance of 1 in {1 / chance.value:.0f}: {chance.note}"),
        )
    own_rules = () if told or case is None else case.form.changes.without
    for rule in [*own_rules, *asked.after.without]:
        mechanism = opened.rules[rule].side == "engine"
        words = "a law of the model, not a choice of anyone" if mechanism else "nobody has said"
        yield UNKNOWN_RULE, mechanism, f"the rule {rule} is off: how likely, {words}"
    own_rates = {} if told or case is None else case.form.changes.set
    for name, value in {**own_rates, **dict(asked.after.set)}.items():
        if name in forms:
            yield _of_rate(name, value, forms[name])


def _of_rate(name: str, value: float, form: RateForm) -> tuple[float, bool, str]:
    low, high = form.range
    end = high if value > form.value else low
    reach = abs(end - form.value) / normal(0.5 + INSIDE / 2)
    away = abs(value - form.value)
    if away == 0:
        return 0.0, False, f"{name} is as it was"
    wild = not low <= value <= high
    chance = math.erfc(away / reach / math.sqrt(2)) if reach > 0 else 0.0
    bits = MOST_BITS if chance <= 0 else min(MOST_BITS, -math.log2(chance))
    where = "outside" if wild else "inside"
    return bits, wild, f"{name} at {value:g} lies {where} its plausible range {low:g} to {high:g}"


def decisions_changed(before: Path, after: Path) -> float:
    """Return how many decisions fell otherwise, median over the pairs."""
    names = [name for name in DECISIONS if name not in NO_DECISIONS]
    first, second = (
        pl.read_parquet(run / "wars.parquet").sort("war").select(names).to_numpy()
        for run in (before, after)
    )
    never = (first < 0) != (second < 0)
    moved = (first >= 0) & (second >= 0) & (np.abs(first - second) > APART)
    return float(np.median((never | moved).sum(axis=1)))


def lead_days(before: Path, after: Path) -> float:
    """Return the days from the first difference of a pair to the end of the longer war, median.

    0 where most pairs never differ.
    """
    columns = ["war", "day", "area_south_km2", "displaced", "stock_north", "stock_south"]
    runs = (before, after)
    series = [pl.scan_parquet(run / "series.parquet").select(columns) for run in runs]
    joined = series[0].join(series[1], on=["war", "day"], suffix="_after")
    other = pl.any_horizontal(pl.col(name) != pl.col(f"{name}_after") for name in columns[2:])
    first = joined.filter(other).group_by("war").agg(pl.col("day").min().alias("first"))
    ends = [pl.scan_parquet(run / "wars.parquet").select("war", "end_day") for run in runs]
    end = ends[0].join(ends[1], on="war", suffix="_after")
    end = end.select("war", pl.max_horizontal("end_day", "end_day_after").alias("end"))
    frame = end.join(first, on="war", how="left").sort("war").collect()
    lead = (frame["end"] - frame["first"]).fill_null(0).to_numpy()
    return float(np.median(np.maximum(lead, 0)))
