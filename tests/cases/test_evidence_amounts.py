"""Printed numbers and dates, by hand: what they may mean."""

import datetime

import pytest

from parallel38.evidence.amount import amount
from parallel38.evidence.claim import number
from parallel38.evidence.when import FIRST, LAST, apart, days, meet, written
from parallel38.units import factor


@pytest.mark.parametrize(
    ("value", "printed", "least", "most"),
    [
        (114084, "114,084", 114083.5, 114084.5),
        (480000, "480,000", 475000, 485000),
        (400000, "400,000", 380000, 420000),  # a twentieth at most, not half of 100,000
        (25000, "about 25,000", 23750, 26250),
        (300, "approximately 300", 285, 315),
        (8, "8 to 1", 7.6, 8.4),
        (0, "none", 0, 0),
    ],
)
def test_a_number_means_what_its_digits_and_words_say(
    value: float, printed: str, least: float, most: float
) -> None:
    found = amount(value, value, printed)
    assert (found.least, found.most) == pytest.approx((least, most))


def test_over_begins_at_the_number_and_nearly_ends_there() -> None:
    over, nearly = amount(20000, 20000, "over 20,000"), amount(20000, 20000, "nearly 20,000")
    assert over.least > 20000 > nearly.most
    assert not over.meets(nearly)
    assert over.meets(amount(23456, 23456, ""))
    assert nearly.meets(amount(19000, 19000, ""))
    assert amount(1, 1, "at least one million").most == float("inf")
    assert amount(3, 3, "within three days").least == 0


def test_a_printed_range_keeps_its_ends() -> None:
    found = amount(2_000_000, 3_000_000, "2–3 million")
    assert (found.low, found.high, found.centre) == (2_000_000, 3_000_000, 2_500_000)
    assert found.least < found.low < found.high < found.most


def test_units_are_turned_into_each_other() -> None:
    slope, shift = factor("sq mi", "km2") or (0, 0)
    assert slope * 1506 + shift == pytest.approx(3900.5, abs=0.1)
    slope, shift = factor("F", "degC") or (0, 0)
    assert slope * -40 + shift == pytest.approx(-40)
    assert factor("week", "day") == (7, 0)
    assert factor("men", "people") == (1, 0)
    assert factor("km2", "men") is None
    assert factor("sorties", "sorties") == (1, 0)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1950-06-25", "1950-06-25", "1950-06-25"),
        ("1950-06", "1950-06-01", "1950-06-30"),
        ("1950-21", "1950-03-01", "1950-05-31"),
        ("1950-06-25T04:30", "1950-06-25", "1950-06-25"),
        ("1951-03/1953-07-27", "1951-03-01", "1953-07-27"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("1950-06~", "1950-06-01", "1950-06-30"),
    ],
)
def test_a_date_is_a_span_of_days(text: str, first: str, last: str) -> None:
    found = days(text)
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (first, last)


def test_open_ends_and_distances() -> None:
    after, before = days("1950-06/.."), days("../1950-05-30")
    assert after is not None and before is not None
    assert (after.latest, before.earliest) == (LAST, FIRST)
    assert apart(after, before) == 2
    assert not meet(after, before)
    assert meet(after, None)
    assert written(before) == "... to 1950-05-30"
    assert days("") is None
    assert after.earliest == datetime.date(1950, 6, 1)


@pytest.mark.parametrize(
    "text", ["../..", "June 1950", "1950-13", "1951/1950", "x" * 99, "1950-06-31"]
)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        days(text)


@pytest.mark.parametrize(("text", "value"), [("8", 8), ("-34.5", -34.5), ("1/12", 1 / 12)])
def test_a_number_is_digits(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["1,000", "1e9", "nan", "ten", "1/0", "", "9" * 99, "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write digits"):
        number(text)
