"""Chance: a number for every question, whoever asks it and in whatever order.

A draw is a pure function of (seed, stream, day, index): Philox 4x32 with ten rounds, key = seed,
counter = (day, index, stream). There is no generator state, so the same war comes out at any
number of threads and after any resume, and two wars that differ in one thing share the rest of
their luck. Key: Salmon2011.
"""

import math
from enum import IntEnum
from typing import Any

import numpy as np

from parallel38.engine._jit import kernel


class Stream(IntEnum):
    """One stream per kind of question."""

    WEATHER = 1
    FLYING = 2
    BATTLE = 3
    HEADS = 4  # rounding of losses to whole men
    CAPTURE = 5
    POSTURE = 6
    LANDING = 7
    GOVERNMENT = 8
    RECRUITS = 9
    SICKNESS = 10
    LOCAL = 11
    TALKS = 12
    CIVIL = 13
    DEAD = 14  # how many of the losses are dead
    FROST = 15


_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_TO_UNIT = 1.0 / 4294967296.0


@kernel
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> tuple[Any, Any, Any, Any]:
    """Return the four 32-bit words of Philox 4x32-10 for counter c and key k (uint64 holding
    32 bits each). Key: Salmon2011."""
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (
            (p1 >> _SHIFT) ^ c1 ^ k0,
            p1 & _MASK,
            (p0 >> _SHIFT) ^ c3 ^ k1,
            p0 & _MASK,
        )
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


@kernel
def uniform(seed: int, stream: int, day: int, index: int) -> float:
    """Return a uniform number in [0, 1) for the question (seed, stream, day, index).

    `seed` holds the ensemble's seed in its upper and the war's number in its lower 32 bits.
    """
    key = np.uint64(seed)
    word, _, _, _ = philox(
        np.uint64(day),
        np.uint64(index),
        np.uint64(stream),
        np.uint64(0),
        key & _MASK,
        key >> _SHIFT,
    )
    return float(word) * _TO_UNIT


@kernel
def normal(seed: int, stream: int, day: int, index: int) -> float:
    """Return a standard normal number (Box-Muller) for the question."""
    key = np.uint64(seed)
    first, second, _, _ = philox(
        np.uint64(day),
        np.uint64(index),
        np.uint64(stream),
        np.uint64(0),
        key & _MASK,
        key >> _SHIFT,
    )
    radius = math.sqrt(-2.0 * math.log((float(first) + 0.5) * _TO_UNIT))
    return radius * math.cos(2.0 * math.pi * float(second) * _TO_UNIT)


@kernel
def heads(amount: float, chance: float) -> int:
    """Round an expected number of men to whole men: floor(amount + chance)."""
    return math.floor(amount + chance)
