"""When a claim says that something was: EDTF text as a span of days, open ends allowed."""

import datetime
from functools import lru_cache

from parallel38.calendar import Span, span

FIRST, LAST = datetime.date.min, datetime.date.max
LONGEST = 60  # characters of a date; more is no date
OPEN = ("", "..")
ALWAYS = Span(FIRST, LAST)


@lru_cache(maxsize=8192)
def days(text: str) -> Span | None:
    """Return the earliest and the latest day that an EDTF date may mean; None for no date.

    Raises ValueError with a reason when it is no date.
    """
    if not text:
        return None
    if len(text) > LONGEST:
        raise ValueError(f"is {len(text)} characters long; write an EDTF date, 1950-06-25")
    begin, slash, end = text.partition("/")
    if slash and (begin in OPEN or end in OPEN):
        first = FIRST if begin in OPEN else _span(begin).earliest
        last = LAST if end in OPEN else _span(end).latest
        if begin in OPEN and end in OPEN:
            raise ValueError(f"{text!r} has no end that is known; leave it empty")
        return Span(first, last)
    return _span(text)


def _span(text: str) -> Span:
    """Return the span of a date with both ends; a time of day is left out."""
    day = text.partition("T")[0] if "T" in text[10:12] else text
    try:
        return span(day)
    except (ArithmeticError, LookupError, RecursionError, TypeError, AttributeError) as error:
        raise ValueError(f"{text!r} is not a date; write a day as 1950-06-25") from error


def meet(first: Span | None, second: Span | None) -> bool:
    """Return whether two spans share a day; a missing span meets everything."""
    if first is None or second is None:
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest


def apart(first: Span, second: Span) -> int:
    """Return the days between two spans that do not meet, 0 if they do [day]."""
    if meet(first, second):
        return 0
    if first.latest < second.earliest:
        return (second.earliest - first.latest).days
    return (first.earliest - second.latest).days


def written(what: Span | None) -> str:
    """Return a span as text: one day, or first to last."""
    if what is None:
        return "no date"
    if what.earliest == what.latest:
        return what.earliest.isoformat()
    first = "..." if what.earliest == FIRST else what.earliest.isoformat()
    last = "..." if what.latest == LAST else what.latest.isoformat()
    return f"{first} to {last}"
