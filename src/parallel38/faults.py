"""What is wrong in a scenario's files: one line each, never a traceback."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from parallel38.complaint import Complaint


class Fault(NamedTuple):
    """One thing wrong: where it stands, and what to do about it."""

    file: Path
    line: int  # 0 where the whole file is meant
    field: str  # '' where the whole line is meant
    message: str  # what is wrong; what to do

    def __str__(self) -> str:
        """Return ``file:line: field: what; what to do``."""
        where = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        return ": ".join(part for part in (where, self.field, self.message) if part)


def complain(faults: Iterable[Fault]) -> None:
    """Raise the first fault as a complaint that says how many more there are."""
    found = sorted(set(faults))
    if not found:
        return
    more = f" ({len(found) - 1} more: see parallel38 check)" if len(found) > 1 else ""
    raise Complaint(f"{found[0]}{more}")
