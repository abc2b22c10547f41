"""The binary form of the atlas: what goes in comes out."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parallel38.atlas.wire import Plane, decode, encode, quantised, squeezed

SHAPES = st.tuples(st.integers(1, 4), st.integers(0, 30))


@given(arrays(np.uint8, SHAPES), arrays(np.int16, SHAPES), arrays(np.uint16, SHAPES), st.booleans())
def test_what_goes_in_comes_out(
    small: np.ndarray, signed: np.ndarray, wide: np.ndarray, delta: bool
) -> None:
    planes = [
        Plane("small", "u1", small, delta),
        Plane("signed", "i2", signed, delta),
        Plane("wide", "u2", wide, delta),
    ]
    header, found = decode(encode("test", planes, more=["ö", 1]))
    assert header["kind"] == "test"
    assert header["more"] == ["ö", 1]
    for plane in planes:
        assert np.array_equal(found[plane.name], plane.numbers)


def test_every_array_begins_where_a_browser_can_read_it() -> None:
    planes = [Plane(f"p{n}", "u4", np.arange(n, dtype=np.uint32)) for n in range(1, 6)]
    message = encode("test", planes)
    header, _ = decode(message)
    start = 12 + int.from_bytes(message[8:12], "little")
    assert start % 8 == 0
    assert all(entry["at"] % 8 == 0 for entry in header["arrays"])


def test_values_are_cut_to_what_the_type_can_hold() -> None:
    plane = quantised("x", "u1", np.array([-4.0, 0.26, 1e9, np.nan]), 0.1)
    assert plane.numbers.tolist() == [0, 3, 255, 0]
    assert plane.scale == 0.1


@pytest.mark.parametrize("message", [b"", b"P38W", b"P39W" + bytes(20), b"P38W\x02" + bytes(20)])
def test_what_is_no_message_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError, match="message of the atlas"):
        decode(message)


def test_squeezing_gives_the_same_bytes_every_time() -> None:
    assert squeezed(b"abc" * 99) == squeezed(b"abc" * 99)
    assert gzip.decompress(squeezed(b"abc")) == b"abc"
