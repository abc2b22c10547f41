"""Trace a name both ways: down to claims and pages, up to the figures that rest on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parallel38.complaint import Complaint, nearest
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import load as load_ledger
from parallel38.evidence.vocabulary import words
from parallel38.scenario.lineage import MODEL, Graph, Node, graph

PREFIXES = ("figure:", "rate:", "source:", "list:", "range:", "order_of_battle:", "rule:",
            "nations:")  # fmt: skip
ORDER = ("figure", "model", "range", "record", "rate", "nation", "rule", "formation", "entity",
         "list", "claim", "source")  # fmt: skip
PLURALS = {"entity": "entities", "nation": "numbers of nations", "record": "rows of the record"}
SINGLES = {"nation": "number of a nation", "record": "row of the record"}
MOST_NAMES = 40  # names that words may find together
RESTING = ("rests", "rest", "depends", "depend", "hangs", "numbers", "figures", "work", "source")
TYPED = re.compile(r"[\w.:'-]+")
AUTHOR = re.compile(r"\d{4}[a-z]?$")  # what a key has behind its author
SHORTEST = 4  # letters of a word that may match the beginning of another


@dataclass(frozen=True)
class Trace:
    """What some names rest on, and what rests on them."""

    names: tuple[Node, ...]
    below: tuple[Node, ...]
    above: tuple[Node, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the trace as plain values."""
        return {
            "names": [node._asdict() for node in self.names],
            "rests_on": [node._asdict() for node in self.below],
            "carries": [node._asdict() for node in self.above],
        }

    def sentence(self) -> str:
        """Return in one sentence what the names rest on, and what rests on them."""
        first, many = self.names[0], len(self.names) > 1
        name = _many(first.kind, len(self.names)) if many else first.id
        rest, carry = ("rest", "they carry") if many else ("rests", "it carries")
        return (
            f"{name} {rest} on {_counts(self.below) or 'nothing'}; "
            f"{carry} {_counts(self.above) or 'nothing'}"
        )

    def lines(self, most: int = 12) -> list[str]:
        """Return the trace as text, a sentence first, at most so many of each kind; 0 for all."""
        told = [f"in short: {self.sentence()}", ""]
        told += [f"{node.id}  {node.label}" for node in self.names[: most or None]]
        if most and len(self.names) > most:
            told.append(f"... and {len(self.names) - most} more")
        if not self.below and not self.above:
            return [*told, "", "known by name alone: no claim, row or number is about it yet"]
        for heading, nodes in (("rests on", self.below), ("carries", self.above)):
            told += ["", f"{heading}:"] + (_grouped(nodes, most) or ["  nothing"])
        return told

    def __str__(self) -> str:
        """Return the trace as text."""
        return "\n".join(self.lines())

    __repr__ = __str__


def _many(kind: str, number: int) -> str:
    return f"{number} {PLURALS.get(kind, kind + 's') if number > 1 else SINGLES.get(kind, kind)}"


def _counts(nodes: Iterable[Node]) -> str:
    """Return how many nodes there are of each kind, in words; the model alone is every war."""
    kinds: dict[str, int] = {}
    for node in nodes:
        kinds[node.kind] = kinds.get(node.kind, 0) + 1
    model = "every simulated war" if kinds.pop("model", 0) else ""
    figures = kinds.pop("figure", 0) if model else 0
    told = [_many(kind, kinds[kind]) for kind in sorted(kinds, key=ORDER.index)]
    told += [model + f" with all {figures} figures" * bool(figures)] if model else []
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)


def _grouped(nodes: Iterable[Node], most: int) -> list[str]:
    kinds: dict[str, list[Node]] = {}
    for node in nodes:
        kinds.setdefault(node.kind, []).append(node)
    told = []
    if "model" in kinds:
        told.append(f"  {kinds.pop('model')[0].label}")
        if "figure" in kinds:
            told[-1] += f", and with it all {len(kinds.pop('figure'))} figures of the scorecard"
    for kind in sorted(kinds, key=ORDER.index):
        found = kinds[kind]
        told.append(f"  {_many(kind, len(found))}")
        told += [f"    {node.id}  {node.label}" for node in found[: most or None]]
        if most and len(found) > most:
            told.append(f"    ... and {len(found) - most} more (--all)")
    return told


def trace(ledger: Ledger, name: str, drawn: Graph | None = None) -> Trace:
    """Return what `name` rests on and what rests on it.

    `name` is a figure (``losses.us.killed``), a rate, a source key, a claim, a list or the
    beginning of its name, an entity, a formation, a row of the record, or words that name one.
    `drawn` saves drawing the graph again. Raises `Complaint` when nothing is meant by it.
    """
    if not name.strip():
        raise Complaint("nothing is named; name a figure, rate, source, claim, list or entity")
    drawn = drawn or graph(ledger)
    names = _named(drawn, name.strip())
    lists = [one for one in names if drawn.nodes[one].kind in ("list", "entity")]
    inside = [claim for one in lists for claim in drawn.rests[one] if _is_claim(drawn, claim)]
    starts = list(dict.fromkeys([*names, *inside]))
    below = drawn.below(names, MODEL)  # all that the model rests on is no news
    above = [node for node in drawn.above(starts) if node.id not in starts]
    return Trace(tuple(drawn.nodes[one] for one in names), tuple(below), tuple(above))


def _is_claim(drawn: Graph, name: str) -> bool:
    return drawn.nodes[name].kind == "claim"


def _named(drawn: Graph, name: str) -> list[str]:
    """Return the nodes that a name means."""
    for exact in (name, *(prefix + name for prefix in PREFIXES)):
        if exact in drawn.nodes:
            return [exact]
    begun = [
        one
        for one in drawn.nodes
        if name
        and one.startswith((f"list:{name}", f"figure:{name}.", f"rate:{name}.", f"range:{name}."))
    ]
    if begun:
        return begun
    short = [one for one in drawn.nodes if one.partition(":")[2] == name]
    if short:
        return short
    found = _spelt(drawn, name) or _by_words(drawn, words(name.replace("_", " ")))
    if found:
        return found
    hint = nearest(name, [one.partition(":")[2] or one for one in drawn.nodes])
    hint = hint or "; name a figure, rate, source, claim, list or entity"
    raise Complaint(f"nothing is called {name!r}{hint}")


def _spelt(drawn: Graph, question: str) -> list[str]:
    """Return the nodes that stand in a question by id, or the works by author or whole key."""
    typed = [word.strip(".:").removesuffix("'s") for word in TYPED.findall(question)]
    for word in typed:
        for exact in (word, *(prefix + word for prefix in PREFIXES)):
            if exact in drawn.nodes and not word.isalpha():  # a plain word may mean anything
                return [exact]
    asked = {word.lower() for word in typed}
    meant = {word for word in words(question) if word not in RESTING}
    keys = {one.partition(":")[2]: one for one in drawn.nodes if one.startswith("source:")}
    whole = [one for key, one in keys.items() if "-" in key and set(key.split("-")) == meant]
    return whole or [one for key, one in keys.items() if AUTHOR.sub("", key) in asked
                     and key[-1:].isdigit()]  # fmt: skip


def _by_words(drawn: Graph, asked: list[str]) -> list[str]:
    """Return the nodes of one kind whose name or label has all the words, lists first."""
    asked = [word for word in asked if word not in RESTING]
    if not asked:
        return []
    kinds: dict[str, list[str]] = {}
    for node in drawn.nodes.values():
        if node.kind in ("claim", "model"):
            continue
        known = words(f"{node.kind} {node.id} {node.label}".replace("_", " ").replace(".", " "))
        if all(any(_alike(word, other) for other in known) for word in asked):
            kinds.setdefault(node.kind, []).append(node.id)
    for kind in ("list", "figure", "range", "source", "rate", "rule", "formation", "entity"):
        if 0 < len(kinds.get(kind, ())) <= MOST_NAMES:
            return kinds[kind]
    return []


def _alike(word: str, other: str) -> bool:
    stem = word[: max(SHORTEST, len(word) - 2)]
    return word == other or (len(word) >= SHORTEST and other.startswith(stem))


def trace_in(scenario: str, name: str) -> Trace:
    """Return the trace of a name in a scenario; raises `Complaint` as `trace` does."""
    return trace(load_ledger(scenario), name)
