"""Dates: EDTF text to days of a war and back."""

import calendar
import contextlib
import datetime
import re
from functools import lru_cache
from time import struct_time
from typing import NamedTuple


class Span(NamedTuple):
    """The earliest and the latest day that a date may mean, both included."""

    earliest: datetime.date
    latest: datetime.date


PLAIN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")
SEASON = re.compile(r"(\d{4})-(2[1-4])")  # spring, summer, autumn, and what a year has of winter
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}  # first and last month
DECADE = re.compile(r"(\d{3})X")


@lru_cache(maxsize=4096)
def span(text: str) -> Span:
    """Return what an EDTF date may mean: a day, month, season, year, or an interval with ``/``.

    Raises ValueError with a reason when it is no such date or has an open end.
    """
    first, _, last = text.partition("/")
    begins, ends = _plain(first), _plain(last or first)
    if begins is None or ends is None or text.endswith("/"):
        begins = ends = _any(text)
    earliest, latest = begins.earliest, ends.latest
    if latest < earliest:
        raise ValueError(f"{text!r} ends before it begins; put the earlier date first")
    return Span(earliest, latest)


def _plain(text: str) -> Span | None:
    """Return the span of a year, month, day, season or decade, None for any other date.

    The full parser takes a hundred times as long, and a tenth of a second to import.
    """
    if (match := SEASON.fullmatch(text)) and match[1] != "0000":
        first_month, last_month = SEASONS[match[2]]
        return Span(_month(match[1], first_month).earliest, _month(match[1], last_month).latest)
    if (match := DECADE.fullmatch(text)) and match[1] != "000":
        return Span(_month(f"{match[1]}0", 1).earliest, _month(f"{match[1]}9", 12).latest)
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = datetime.date(year, month or 1, day or 1)
        last_month = month or 12
        last_day = day or calendar.monthrange(year, last_month)[1]
        return Span(first, datetime.date(year, last_month, last_day))
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar; correct the day") from error


def _month(year: str, month: int) -> Span:
    last = calendar.monthrange(int(year), month)[1]
    return Span(datetime.date(int(year), month, 1), datetime.date(int(year), month, last))


def _any(text: str) -> Span:
    """Return the span of any EDTF date: approximate, uncertain, season, with masked digits."""
    from edtf import EDTFParseException, parse_edtf  # slow to import, seldom needed

    ends = []
    with contextlib.suppress(EDTFParseException, AttributeError, TypeError, ValueError):
        date = parse_edtf(text)
        found = (date.lower_strict(), date.upper_strict())
        ends = [end for end in found if isinstance(end, struct_time)]
    if len(ends) != 2:
        raise ValueError(
            f"{text!r} is not a date; write a day 1950-06-25, a month 1950-06, a year 1950 "
            "or an interval 1950-07-02/1950-07-05"
        )
    try:
        first, last = (datetime.date(d.tm_year, d.tm_mon, d.tm_mday) for d in ends)
    except ValueError as error:
        raise ValueError(f"{text!r} is not in the calendar; correct the day") from error
    return Span(first, last)


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
