"""Dates: EDTF text to days of a war and back."""

import contextlib
import datetime
import re
from functools import lru_cache
from time import struct_time
from typing import NamedTuple

from edtf import EDTFParseException, parse_edtf

PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Span(NamedTuple):
    """The earliest and the latest day that a date may mean, both included."""

    earliest: datetime.date
    latest: datetime.date


@lru_cache(maxsize=4096)
def span(text: str) -> Span:
    """Return what an EDTF date may mean: a day, month, season, year, or an interval with ``/``.

    Raises ValueError with a reason when it is no such date or has an open end.
    """
    if PLAIN_DAY.fullmatch(text):  # the parser of the full standard takes a millisecond
        with contextlib.suppress(ValueError):
            day = datetime.date.fromisoformat(text)
            return Span(day, day)
    try:
        date = parse_edtf(text)
        first, last = date.lower_strict(), date.upper_strict()
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        first = last = None
    if not (isinstance(first, struct_time) and isinstance(last, struct_time)):
        raise ValueError(
            f"{text!r} is not a date; write a day 1950-06-25, a month 1950-06, a year 1950 "
            "or an interval 1950-07-02/1950-07-05"
        )
    try:
        earliest, latest = (datetime.date(d.tm_year, d.tm_mon, d.tm_mday) for d in (first, last))
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar; correct the day") from error
    if latest < earliest:
        raise ValueError(f"{text!r} ends before it begins; put the earlier date first")
    return Span(earliest, latest)


def day_of(date: datetime.date, start: datetime.date) -> int:
    """Return the day of the war that began on `start`, 0 = first day [day]."""
    return (date - start).days


def date_of(day: int, start: datetime.date) -> datetime.date:
    """Return the date of a day of the war that began on `start`."""
    return start + datetime.timedelta(days=day)


def days_of(text: str, start: datetime.date) -> tuple[int, int]:
    """Return the earliest and the latest day of the war that an EDTF date may mean [day]."""
    earliest, latest = span(text)
    return day_of(earliest, start), day_of(latest, start)


def middle_of(text: str, start: datetime.date) -> int:
    """Return the middle day of what an EDTF date may mean, the earlier of two middles [day]."""
    earliest, latest = days_of(text, start)
    return (earliest + latest) // 2
