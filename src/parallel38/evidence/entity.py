"""What claims speak of: nations, people, formations, places, events; quantities; works."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from parallel38.calendar import Span
from parallel38.evidence.when import days

COLUMNS = (
    "kind", "modern", "hangul", "hanzi", "from", "to", "parent", "note", "also", "source_key",
    "nation", "orbat", "in_korea", "posts", "record", "place", "users", "calibre_mm", "wikidata",
)  # fmt: skip
NEVER = "never"


class Part(NamedTuple):
    """A value that holds for a time: ``entity@EDTF``."""

    id: str
    when: Span | None


class Post(NamedTuple):
    """An office that a person held."""

    entity: str
    office: str
    when: Span | None


@dataclass(frozen=True)
class Entity:
    """Someone or something that a claim can be about."""

    id: str
    name: str
    fields: dict[str, str]
    file: Path
    line: int

    @property
    def kind(self) -> str:
        """The word before the colon."""
        return self.id.partition(":")[0]

    @cached_property
    def existed(self) -> Span | None:
        """The days of its existence, None where neither end is known."""
        first, last = self.fields.get("from", ""), self.fields.get("to", "")
        if first in ("", "..") and last in ("", ".."):
            return None
        begin = days(f"{first or '..'}/..") if first not in ("", "..") else None
        end = days(f"../{last}") if last not in ("", "..") else None
        if begin and end:
            return Span(begin.earliest, end.latest)
        return begin or end

    @cached_property
    def parents(self) -> tuple[Part, ...]:
        """The larger ones that it belonged to, each with its time."""
        return tuple(_part(text) for text in pieces(self.fields.get("parent", "")))

    @cached_property
    def presence(self) -> tuple[Span, ...] | None:
        """Its times in the theatre; () for never, None where unknown."""
        text = self.fields.get("in_korea", "")
        if not text:
            return None
        found = (days(piece) for piece in pieces(text) if piece != NEVER)
        return tuple(one for one in found if one)

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """The offices that a person held."""
        found = []
        for text in pieces(self.fields.get("posts", "")):
            entity, _, rest = text.partition("=")
            office, _, when = rest.rpartition(" ")
            found.append(Post(entity.strip(), office.strip(), days(when)))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name by which it may be looked for."""
        own = [self.name, *(self.fields.get(c, "") for c in ("modern", "hangul", "hanzi"))]
        return tuple(
            dict.fromkeys(name for name in (*own, *pieces(self.fields.get("also", ""))) if name)
        )


@dataclass(frozen=True)
class Quantity:
    """What can be said of an entity, in which unit, and how it relates to other quantities."""

    id: str
    unit: str
    kind: str
    meaning: str
    additive: bool
    within: tuple[str, ...]
    loosely: tuple[str, ...]
    single: bool


@dataclass(frozen=True)
class Work:
    """A source, as far as claims need to know it."""

    id: str
    name: str = ""
    grade: str = ""
    school: str = ""
    year: str = ""
    document: str = ""


def pieces(text: str) -> list[str]:
    """Return the parts of a field that holds several, ``;`` between."""
    return [piece.strip() for piece in text.split(";") if piece.strip()]


def _part(text: str) -> Part:
    name, _, when = text.partition("@")
    return Part(name.strip(), days(when.strip()))
