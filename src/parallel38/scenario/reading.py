"""Read the YAML files of a scenario, each value with the line it stands on.

Nothing here raises for what a person may write: faults go to a list, and the reader returns what
could be read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from parallel38.faults import Fault
from parallel38.sheets import read_text

Path_ = tuple[str | int, ...]  # where a value stands inside a document
DEEPEST = 40  # levels of nesting; more is a mistake
MOST = 200_000  # values of a file; more come from aliases of aliases
KEPT = 64  # documents whose plain values are kept: those of the largest scenario, twice over
QUICK: Any = getattr(yaml, "CSafeLoader", None)  # libyaml, twelve times as fast, where it is there
# What YAML 1.2 takes for more than text when nothing quotes it: `no` and `12:30` are words here.
KINDS = {
    "null": re.compile(r"~|null|Null|NULL|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9_]+)"),
    "float": re.compile(
        r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    ),
}


class Document(NamedTuple):
    """A YAML file: its value and the line of every key and item."""

    file: Path
    value: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """Return the line of the innermost known part of `path`."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0


class _Unreadable(Exception):
    """A document that cannot be made plain, with the line and the reason."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_yaml(file: Path, faults: list[Fault]) -> Document | None:
    """Return a YAML file as plain values, or None after noting why it cannot be read.

    Who asks again for the same text is given the same document: nobody may change what it holds.
    """
    text = read_text(file, faults)
    if text is None:
        return None
    found, told = _parsed(file, text)
    faults += told
    return found


@lru_cache(maxsize=KEPT)
def _parsed(file: Path, text: str) -> tuple[Document | None, tuple[Fault, ...]]:
    """Return the document that a text holds, if it can be read, and its faults."""
    # libyaml is quick, but tells the place of a fault less well and lets tabs pass.
    if QUICK and "\t" not in text:
        told: list[Fault] = []
        with suppress(yaml.YAMLError, _Unreadable):
            found = _Reader(file, yaml.parse(text, Loader=QUICK), told).document()
            return found, tuple(told)
    told = []
    try:
        found = _Reader(file, yaml.parse(text, Loader=yaml.SafeLoader), told).document()
    except (_Unreadable, yaml.YAMLError, ValueError) as error:
        return None, (_fault(file, text, error),)
    return found, tuple(told)


def _fault(file: Path, text: str, error: Exception) -> Fault:
    """Return what makes a text unreadable, with its line."""
    if isinstance(error, _Unreadable):
        return Fault(file, error.line, "", str(error))
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or "wrong").split())
        what = f"is not YAML ({problem}); mend the indentation or the quotes"
        if r"'\t'" in problem:
            what = "is not YAML (a tab where spaces belong); write spaces instead"
        return Fault(file, mark.line + 1 if mark else 0, "", what)
    line = text.count("\n", 0, getattr(error, "position", 0)) + 1
    reason = " ".join(str(getattr(error, "reason", error)).split())
    return Fault(file, line, "", f"is not YAML ({reason}); take the character away")


class _Reader:
    """Makes plain values of the events of one document, and keeps their lines."""

    def __init__(self, file: Path, events: Iterator[Event], faults: list[Fault]) -> None:
        self.file, self.events, self.faults = file, events, faults
        self.lines: dict[Path_, int] = {(): 1}
        self.anchors: dict[str, tuple[Any, int]] = {}  # values with a name, and how many they hold
        self.values = 0

    def document(self) -> Document | None:
        """Return the one document of the file, None (and a fault) where it holds no keys."""
        next(event for event in self.events if isinstance(event, DocumentStartEvent))
        first = next(self.events)
        if not isinstance(first, MappingStartEvent):
            what = "must hold keys with values; write `key: value`"
            self.faults.append(Fault(self.file, 1, "", what))
            return None
        value = self.value(first, ())
        more = next((one for one in self.events if isinstance(one, DocumentStartEvent)), None)
        if more:
            what = "begins a second document; keep one, without a line `---` between"
            raise _Unreadable(_line(more), what)
        return Document(self.file, value, self.lines)

    def value(self, event: Event, path: Path_) -> Any:
        """Return the value that begins with an event as dicts, lists, strings, numbers."""
        if len(path) > DEEPEST:
            raise _Unreadable(_line(event), f"{dotted(path[:3])}... is nested too deep; flatten it")
        if isinstance(event, AliasEvent):
            return self.alias(event)
        before = self.values
        self.values += 1
        found: Any
        if isinstance(event, MappingStartEvent):
            found = self.mapping(path)
        elif isinstance(event, SequenceStartEvent):
            found = self.sequence(path)
        else:
            found = _scalar(event)
        if isinstance(event, NodeEvent) and event.anchor:
            self.anchors[event.anchor] = (found, self.values - before)
        return found

    def alias(self, event: AliasEvent) -> Any:
        """Return the value that an alias stands for."""
        if event.anchor not in self.anchors:
            what = f"is not YAML (nothing above is marked &{event.anchor}); write the value out"
            raise _Unreadable(_line(event), what)
        found, values = self.anchors[event.anchor]
        self.values += values
        if self.values > MOST:
            raise _Unreadable(_line(event), "holds aliases of aliases; write the values out")
        return found

    def mapping(self, path: Path_) -> dict[str, Any]:
        """Return a mapping up to its end; a duplicate key is noted and left out."""
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = event.value if isinstance(event, ScalarEvent) else "?"
            if isinstance(event, ScalarEvent) and event.anchor:
                self.anchors[event.anchor] = (_scalar(event), 1)
            elif key == "?" and not isinstance(event, ScalarEvent):
                self.value(event, (*path, key))
            here = (*path, key)
            if key in found:
                what = f"stands twice (first in line {self.lines[here]}); keep one"
                self.faults.append(Fault(self.file, _line(event), dotted(here), what))
                self.value(next(self.events), (*here, ""))
                continue
            self.lines[here] = _line(event)
            found[key] = self.value(next(self.events), here)
        return found

    def sequence(self, path: Path_) -> list[Any]:
        """Return a sequence up to its end."""
        found: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            here = (*path, len(found))
            self.lines[here] = _line(event)
            found.append(self.value(event, here))
        return found


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Event) -> Any:
    """Return a scalar by its YAML type; dates stay text."""
    text = str(event.value)
    if event.style in ("'", '"'):
        return text
    kind = str(event.tag or "").rsplit(":", 1)[-1]
    if event.implicit[0]:
        kind = next((name for name, form in KINDS.items() if form.fullmatch(text)), "")
    try:
        if kind == "int":
            return int(text.replace("_", ""), 0)
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        return text
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    return None if kind == "null" else text


def dotted(path: Path_) -> str:
    """Return a path as one name, ``us.arms.2.value``."""
    return ".".join(str(part) for part in path)
