"""What is said to a person whose command or file cannot be used."""

import difflib
from collections.abc import Iterable

MOST_LISTED = 20  # names that a sentence can hold


class Complaint(Exception):
    """One sentence for the person at the keyboard: what is wrong, where, and what to do."""


def nearest(wrong: str, known: Iterable[str], most: int = 3) -> str:
    """Return ``; did you mean A, B?`` for the names in `known` that look like `wrong`, or ''."""
    candidates = sorted(known)
    close = difflib.get_close_matches(wrong, candidates, n=most, cutoff=0.55)
    close += [name for name in candidates if wrong and wrong in name and name not in close]
    return f"; did you mean {' or '.join(close[:most])}?" if close else ""


def unknown(kind: str, wrong: str, known: Iterable[str]) -> Complaint:
    """Return the complaint that there is no `kind` of this name, with the nearest that exist."""
    names = sorted(known)
    hint = nearest(wrong, names)
    if not hint and 0 < len(names) <= MOST_LISTED:
        hint = f"; choose among {', '.join(names)}"
    return Complaint(f"there is no {kind} {wrong!r}{hint}")
