"""Two ensembles that share their luck, compared war by war.

War i of both has the same draws, so that what the luck did to both falls out of the difference.
The interval is that of the mean difference: 95 %, Student's t over the pairs.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from parallel38.complaint import Complaint, unknown
from parallel38.ensemble.measures import F64, FLOOR, SMALL_SHARE, Measure

LEVEL = 0.95
POWER = 0.8  # chance with which the minimum detectable effect would be found
FEWEST = 8  # pairs: with fewer nothing is said
MORE, LESS, NONE, UNCLEAR = VERDICTS = ("more", "less", "no difference", "cannot tell")


class Contrast(NamedTuple):
    """What a change does to one measure."""

    name: str
    label: str
    unit: str
    pairs: int  # wars that have the measure in both ensembles
    left_out: int  # wars that have not
    before: float  # mean without the change [unit]
    after: float  # mean with it [unit]
    effect: float  # mean of the paired differences [unit]
    low: float  # ends of the 95 % interval of that mean [unit]
    high: float
    spread: tuple[float, float]  # nine tenths of the single differences lie between [unit]
    sign_stability: float  # share of pairs that differ the way the mean does
    detectable: float  # smallest mean effect that so many pairs find with four chances in five
    smallest: float  # difference that would matter [unit]
    verdict: str
    up: str
    down: str

    def summary(self) -> dict[str, Any]:
        """Return everything by name, with the sentence."""
        return {**self._asdict(), "spread": list(self.spread), "sentence": self.sentence()}

    def sentence(self) -> str:
        """Say the outcome with its uncertainty."""
        unit = f" {self.unit}" if self.unit else ""
        if self.verdict == UNCLEAR and self.pairs < FEWEST:
            return f"{self.label}: cannot tell; only {self.pairs} pairs of wars have it."
        between = f"95 % interval {plain(self.low)} to {plain(self.high)}"
        if self.verdict == UNCLEAR:
            return (
                f"{self.label}: cannot tell. The mean difference is {plain(self.effect)}{unit} "
                f"({between}); these {self.pairs} pairs would show one of "
                f"{plain(self.detectable, False)}."
            )
        if self.verdict == NONE:
            return (
                f"{self.label}: no difference that matters, {plain(self.effect)}{unit} "
                f"({between}; less than {plain(self.smallest, False)} is called none)."
            )
        word = self.up if self.effect > 0 else self.down
        return (
            f"{self.label}: {plain(abs(self.effect), False)}{unit} {word} ({between}), the same "
            f"way in {100 * self.sign_stability:.0f} % of {self.pairs} pairs."
        )

    def __repr__(self) -> str:
        """Say the outcome."""
        return f"<{self.sentence()}>"


def contrast(before: Measure, after: Measure) -> Contrast:
    """Return what the change does to a measure, from its values in both ensembles (w,)."""
    if before.values.shape != after.values.shape:
        raise Complaint(
            f"{before.name}: {before.values.size} wars without the change and "
            f"{after.values.size} with it are no pairs; fight both with the same --replicas"
        )
    both = np.isfinite(before.values) & np.isfinite(after.values)
    first, second = before.values[both], after.values[both]
    pairs = int(both.sum())
    apart = second - first
    effect = float(apart.mean()) if pairs else math.nan
    error = float(apart.std(ddof=1)) / math.sqrt(pairs) if pairs > 1 else math.nan
    reach = student(LEVEL, pairs - 1) * error if pairs > 1 else math.nan
    mean = float(first.mean()) if pairs else math.nan
    smallest = before.smallest or max(SMALL_SHARE * abs(mean), FLOOR)
    low, high = effect - reach, effect + reach
    sign = math.copysign(1.0, effect) if effect else 0.0
    return Contrast(
        name=before.name,
        label=before.label,
        unit=before.unit,
        pairs=pairs,
        left_out=int(both.size - pairs),
        before=mean,
        after=float(second.mean()) if pairs else math.nan,
        effect=effect,
        low=low,
        high=high,
        spread=_spread(apart),
        sign_stability=float(np.mean(np.sign(apart) == sign)) if pairs else math.nan,
        detectable=(student(LEVEL, pairs - 1) + normal(POWER)) * error if pairs > 1 else math.nan,
        smallest=smallest,
        verdict=judged(effect, low, high, smallest, pairs),
        up=before.up,
        down=before.down,
    )


def judged(effect: float, low: float, high: float, smallest: float, pairs: int) -> str:
    """Return the verdict on an effect.

    `NONE` when the whole interval is smaller than what matters, `MORE` or `LESS` when it leaves
    zero out, else `UNCLEAR`; so too with fewer than `FEWEST` pairs.
    """
    if pairs < FEWEST or not math.isfinite(effect):
        return UNCLEAR
    if max(abs(low), abs(high)) < smallest:
        return NONE
    if low > 0 or high < 0:
        return MORE if effect > 0 else LESS
    return UNCLEAR


def contrasts(before: Mapping[str, Measure], after: Mapping[str, Measure]) -> dict[str, Contrast]:
    """Return the contrast of every measure that both ensembles have."""
    return {name: contrast(before[name], after[name]) for name in before if name in after}


def pick(found: Mapping[str, Contrast], name: str) -> Contrast:
    """Return one contrast by name. Raises `Complaint` when there is none."""
    if name not in found:
        raise unknown("measure", name, found)
    return found[name]


def by_day(before: F64, after: F64) -> tuple[F64, F64, F64]:
    """Return mean, low and high of the paired difference of a daily series, (w, d) -> (d,)."""
    apart = after - before
    count = apart.shape[0]
    mean = apart.mean(axis=0)
    if count < 2:
        return mean, mean, mean
    reach = student(LEVEL, count - 1) * apart.std(axis=0, ddof=1) / math.sqrt(count)
    return mean, mean - reach, mean + reach


def student(level: float, freedom: int) -> float:
    """Return the half-width of Student's central interval of a level, in standard errors."""
    from scipy.special import stdtrit  # slow to import

    return float(stdtrit(max(freedom, 1), 0.5 + level / 2))


def normal(share: float) -> float:
    """Return the standard normal quantile of a share."""
    from scipy.special import ndtri

    return float(ndtri(share))


def plain(value: float, signed: bool = True) -> str:
    """Return a number as a reader takes it: three figures, thousands apart, a sign."""
    if not math.isfinite(value):
        return "-"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    rounded = round(value, 2 - math.floor(math.log10(size))) if size >= 1000 else value
    text = f"{rounded:{'+' if signed else ''},.{digits}f}"
    return text.replace("-", "−")


def _spread(apart: F64) -> tuple[float, float]:
    if not apart.size:
        return (math.nan, math.nan)
    low, high = np.quantile(apart, [0.05, 0.95])
    return float(low), float(high)


def ordered(found: Mapping[str, Contrast], names: tuple[str, ...]) -> Iterator[Contrast]:
    """Yield the contrasts of some names that there are, in order."""
    yield from (found[name] for name in names if name in found)
