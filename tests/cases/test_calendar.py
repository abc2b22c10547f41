"""The quick reading of simple dates against the edtf library."""

import pytest

from parallel38 import calendar
from parallel38.calendar import span


@pytest.mark.parametrize(
    "text",
    ["1950", "1950-06", "1950-06-25", "1952-02", "1950-21", "1950-22", "1950-23", "1950-24",
     "1952-24", "189X", "195X", "1950-21/1951-06", "1950/195X", "0009", "0001-21", "001X"],
)  # fmt: skip
def test_the_quick_reading_is_that_of_the_library(text: str) -> None:
    first, _, last = text.partition("/")
    quick = calendar._plain(first), calendar._plain(last or first)
    assert all(quick)
    slow = calendar._any(text)
    assert (quick[0].earliest, quick[1].latest) == (slow.earliest, slow.latest) == span(text)


@pytest.mark.parametrize("text", ["1950-25", "19XX", "1950-06-31", "1950-13", "X950", "0000-21"])
def test_what_is_not_simple_or_no_date_is_left_to_the_library_or_refused(text: str) -> None:
    try:
        assert calendar._plain(text) is None
    except ValueError as error:
        assert "not in the calendar" in str(error)
