"""What a printed number may mean: its rounding, and the words that hedge it.

A number is as exact as its last digit that is not a zero: 480,000 stands for 475,000 to 485,000,
but never for more than `COARSEST` of itself, since a round number is not always a rounded one.
*About* widens it to at least `ABOUT` of itself. *Over*, *more than* begin at the number and end one
step higher; *at least* has no end; *nearly*, *up to* are the same downwards.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

COARSEST = 0.05  # most that rounding alone may hide, share of the number
ABOUT = 0.05  # least that a hedge admits, share of the number
HAIR = 1e-9  # *over* a number is not the number itself, share of it
BELOW = 0.1  # how far below a number *nearly* may reach, share of the number
HEDGES = {
    "floor": re.compile(r"\b(at least|no fewer than|minimum|or more)\b|>=|≥", re.IGNORECASE),
    "over": re.compile(
        r"\b(over|more than|in excess of|above|exceed\w*)\b|\d\s?\+|>", re.IGNORECASE),
    "nearly": re.compile(
        r"\b(nearly|almost|just under|close to|up to|as (many|high) as|within|less than|under|"
        r"fewer than|at most|barely)\b|<", re.IGNORECASE),
    "about": re.compile(
        r"\b(about|approximately|approx|around|roughly|some|estimated|est|circa|or so|"
        r"average|between)\b\.?|~|±", re.IGNORECASE),
}  # fmt: skip
AS_HIGH = re.compile(r"\bas (many|high) as\b", re.IGNORECASE)
WITHIN = re.compile(r"\b(within|less than|under|fewer than|at most|up to)\b|<", re.IGNORECASE)


class Amount(NamedTuple):
    """The least and the most that a printed number may mean, and the number itself."""

    least: float
    most: float
    low: float
    high: float

    @property
    def centre(self) -> float:
        """The middle of what is printed."""
        return (self.low + self.high) / 2

    def meets(self, other: "Amount") -> bool:
        """Return whether both may be true."""
        return self.least <= other.most and other.least <= self.most

    def scaled(self, slope: float, shift: float) -> "Amount":
        """Return the amount in another unit."""
        ends = [slope * value + shift for value in self]
        if slope < 0:
            ends = [ends[1], ends[0], ends[3], ends[2]]
        return Amount(*ends)

    def __add__(self, other: object) -> "Amount":
        """Return the sum of two amounts."""
        if not isinstance(other, Amount):
            return NotImplemented
        return Amount(*(a + b for a, b in zip(self, other, strict=True)))


@lru_cache(maxsize=8192)
def amount(low: float, high: float, printed: str, estimate: bool = False) -> Amount:
    """Return what the numbers from `low` to `high` may mean, read with the words around them."""
    kinds = {name for name, words in HEDGES.items() if words.search(printed)}
    down, up = half_step(low), half_step(high)
    if estimate or "about" in kinds:
        down, up = max(down, ABOUT * abs(low)), max(up, ABOUT * abs(high))
    least, most = low - down, high + up
    if "floor" in kinds:
        least, most = low, float("inf")
    elif "over" in kinds:
        least, most = low + HAIR * abs(low), high + _step(high)
    elif "nearly" in kinds:
        least, most = low - BELOW * abs(low), high - HAIR * abs(high)
        if WITHIN.search(printed):
            least = min(0.0, low)
    return Amount(least, most, low, high)


@lru_cache(maxsize=8192)
def limit(printed: str) -> str:
    """Return of which side a printed number is only a limit: ``below``, ``above``, or ''."""
    if HEDGES["floor"].search(printed) or HEDGES["over"].search(printed):
        return "below"
    return "above" if WITHIN.search(printed) or AS_HIGH.search(printed) else ""


def half_step(value: float) -> float:
    """Return half a unit of the last digit that is not zero, `COARSEST` of the value at most."""
    return min(_step(value) / 2, COARSEST * abs(value)) if value else 0.0


def _step(value: float) -> float:
    """Return one unit of the last digit of a number that is not zero."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(10.0**exponent) if isinstance(exponent, int) else 0.0
