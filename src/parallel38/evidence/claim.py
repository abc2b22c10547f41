"""One statement by one source, as it stands in a row of a table of claims."""

import math
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from parallel38.calendar import Span
from parallel38.evidence.amount import Amount, amount
from parallel38.evidence.when import days

COLUMNS = (
    "id", "subject", "quantity", "object", "low", "high", "unit", "date", "scope", "printed",
    "source", "via", "locator", "role", "grade", "list", "list_role", "filed", "about", "text",
)  # fmt: skip
NEEDED = ("id", "subject", "quantity", "source", "locator", "role", "grade", "text")
ROLES = ("body", "infobox", "caption", "note", "table", "heading", "quote")
GRADES = (
    "archive", "official_history", "ministry_statistics", "scholarship", "memoir",
    "encyclopedia", "press", "judgement",
)  # fmt: skip
LINES: dict[str, tuple[str, ...]] = {
    "where": ("theatre", "worldwide"),
    "cause": ("battle", "all_causes"),
    "presence": ("in_country", "served", "peak", "assigned"),
    "who": ("military", "civilian", "both"),
    "branch": ("ground", "combat", "air", "naval", "medical"),
    "sum": ("incl_missing", "incl_captured"),
    "teller": ("own", "est", "enemy_estimate"),
    "denial": ("not",),
}
LINE_OF = {tag: line for line, tags in LINES.items() for tag in tags}
NEVER_APART = ("teller", "denial")  # lines whose tags do not keep two claims from comparison
WHOLE_WAR = "whole_war"
MOST_PRINTED = 60
LIST_ROLES = ("item", "total")
NAME = re.compile(r"[a-z0-9][a-z0-9_.\-]*")
ENTITY = re.compile(r"[a-z]+:[a-z0-9][a-z0-9_.\-]*")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?(/[1-9][0-9]{0,8})?")


@dataclass(frozen=True)
class Claim:
    """Who says what of whom, how much, when, and where it stands; values as printed."""

    id: str
    subject: str
    quantity: str
    object: str
    low: float | None
    high: float | None
    unit: str
    date: str
    scope: tuple[str, ...]
    printed: str
    source: str
    via: str
    locator: str
    role: str
    grade: str
    list: str
    list_role: str
    filed: str
    about: str
    text: str
    file: Path
    line: int

    @cached_property
    def when(self) -> Span | None:
        """The days that the date may mean, None where there is no date."""
        return days(self.date)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The tag of each line of the scope that the source names."""
        return {LINE_OF[tag]: tag for tag in self.scope if tag in LINE_OF}

    @cached_property
    def period(self) -> str:
        """The period that is counted: ``whole_war``, an EDTF date, or ''."""
        named = [tag for tag in self.scope if tag not in LINE_OF]
        return named[0] if named else ""

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The works in which the statement stands: the quoting one, and the source itself."""
        return tuple(dict.fromkeys(name for name in (self.via, self.source) if name))

    @cached_property
    def amount(self) -> Amount | None:
        """What the printed number may mean in its own unit, None where there is no number."""
        if self.low is None or self.high is None:
            return None
        return amount(self.low, self.high, self.printed, "est" in self.scope)


def number(text: str) -> float:
    """Return a number as printed, a fraction ``1/12`` too.

    Raises ValueError with a reason when it is none.
    """
    if not NUMBER.fullmatch(text):
        raise ValueError(f"is {text[:30]!r}; write digits alone, without commas or words")
    above, _, below = text.partition("/")
    value = float(above) / float(below or 1)
    if not math.isfinite(value):
        raise ValueError(f"is {text[:30]!r}; write a finite number")
    return value
