"""A kernel is a part of those that call it and a whole for Python; either way it says the same."""

import numpy as np
import pytest

from parallel38.engine._jit import JIT, array_kernel, kernel
from parallel38.engine.world import I32, I64

pytestmark = pytest.mark.skipif(not JIT, reason="about compiled code")


@kernel
def _twice(number: int, wanted: bool) -> int:
    return 2 * number if wanted else number


@array_kernel
def _filled(size: int) -> I64:
    return np.full(size, _twice(3, True))


@kernel
def total(narrow: I32, wide: I64) -> int:
    """Return a sum in which constants and both kinds of integers are doubled by one kernel."""
    found = _twice(5, False)
    for i in range(len(narrow)):
        found += _twice(narrow[i], True) + _twice(wide[i], True)
    return int(found)


@kernel
def filled_sum(size: int) -> int:
    """Return what two kernels below it make together."""
    return int(_filled(size).sum())


def test_python_may_call_what_kernels_call() -> None:
    narrow, wide = np.arange(4, dtype=np.int32), np.arange(4, dtype=np.int64)
    assert total(narrow, wide) == 5 + 2 * 6 + 2 * 6
    assert _twice(4, True) == 8
    assert _filled(2).tolist() == [6, 6]
    assert filled_sum(3) == 18


def test_one_kernel_serves_constants_and_integers_of_any_width() -> None:
    from numba import types

    for number in (types.literal(3), types.int32, types.int64):
        for wanted in (types.literal(True), types.boolean):
            _twice.get_call_template((number, wanted), {})  # type: ignore[attr-defined]
    assert len(_twice.overloads) == 1  # type: ignore[attr-defined]
