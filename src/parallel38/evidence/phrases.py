"""How the parts of an answer are said: names, sources, lists."""

from collections.abc import Mapping, Sequence

from parallel38.evidence.claim import Claim

MOST_NAMES = 6  # of one list in a sentence


def spoken(quantity: str) -> str:
    """Return the id of a quantity as words."""
    return quantity.replace("_", " ")


def by(claims: Sequence[Claim]) -> str:
    """Return who says so, each once, with the document that quotes him."""
    voices = [f"{one.source}{f' in {one.via}' if one.via else ''}" for one in claims]
    known = list(dict.fromkeys(voices))
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    return ", ".join(known[:MOST_NAMES]) + more


def joined(parts: Sequence[str]) -> str:
    """Return a list as it is spoken: a, b and c."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def credited(named: Mapping[str, Sequence[Claim]]) -> str:
    """Return names with who gives them, those together that the same sources give."""
    groups: dict[str, list[str]] = {}
    for name, claims in named.items():
        groups.setdefault(by(claims), []).append(name)
    return "; ".join(f"{joined(names)} ({voices})" for voices, names in groups.items())
