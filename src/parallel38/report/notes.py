"""Numbered notes: what each number of the report rests on, down to the source and the place in it.

A figure or a table asks for a mark; the mark leads to a note at the end of the report, which names
the claims, each with its value, its source and where in it the statement stands. A number that the
sources do not bear is marked as the compilers' judgement, and a simulated one leads to the note on
everything that the model rests on.
"""

import html
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.finding import said
from parallel38.evidence.ledger import Ledger
from parallel38.evidence.load import FOLDER, load
from parallel38.inference.targets import read_rows
from parallel38.scenario.bars import bar_decisions
from parallel38.scenario.lineage import MODEL, Graph, Node, graph
from parallel38.scenario.loss_ranges import decisions_in
from parallel38.scenario.resolve import ALL, Decision
from parallel38.scenario.switch import changed_claims

FRONTS = "fronts:"
KINDS = (("rate", "rates"), ("nation", "numbers of nations"), ("rule", "rules"),
         ("formation", "formations"))  # fmt: skip
OWN = ("source:judgement", "source:general-knowledge", "source:invented")
NO_RANGE, RANGE = "norange:", "range:"
BARS = ("range:strengths.", "range:civilians.")  # decided in source_bars.yaml


class Marked(str):
    """Text that is HTML already: a table does not escape it."""

    __slots__ = ()


class Note(NamedTuple):
    """A note: its number, what it is on, and its lines as HTML."""

    number: int
    title: str
    body: str


class Notes:
    """The notes of one report, numbered in the order in which they are asked for."""

    def __init__(self, folder: Path, sources: str = ALL) -> None:
        """Take the scenario in `folder`, on the figures of a school of sources if one is named."""
        self.folder = Path(folder)
        self.sources = sources
        self._numbers: dict[tuple[str, ...], int] = {}
        self._titles: dict[tuple[str, ...], str] = {}
        self._works: dict[str, None] = {}

    @cached_property
    def ledger(self) -> Ledger | None:
        """The claims of the scenario, None where it has none."""
        return load(self.folder) if (self.folder / FOLDER).is_dir() else None

    @cached_property
    def drawn(self) -> Graph:
        """What rests on what."""
        return graph(self.ledger) if self.ledger is not None else Graph()

    @cached_property
    def decisions(self) -> dict[str, Decision]:
        """How claims became ranges of losses, ``range:group.kind``, and bars, by name."""
        if self.ledger is None:
            return {}
        losses = decisions_in(self.folder, self.ledger).items()
        bars = bar_decisions(self.folder, self.ledger).items()
        return {f"{RANGE}{'.'.join(ids)}": one for ids, one in (*losses, *bars)}

    def mark(self, title: str, *names: str) -> Marked:
        """Return the mark that leads to the note on some names; '' where nothing is known."""
        known = tuple(dict.fromkeys(n for n in names if n in self.drawn.nodes or n.startswith(
            NO_RANGE)))  # fmt: skip
        if not known:
            return Marked("")
        if known not in self._numbers:
            self._numbers[known] = len(self._numbers) + 1
            self._titles[known] = title
        number = self._numbers[known]
        label = html.escape(f"sources: {self._titles[known]}", quote=True)
        named = f'title="{label}" aria-label="{label}, note {number}"'
        return Marked(f'<a class="src" href="#n{number}" {named}>{number}</a>')

    def marks(self, named: Iterable[tuple[str, Sequence[str]]]) -> Marked:
        """Return several marks in a row."""
        found = [mark for title, names in named if (mark := self.mark(title, *names))]
        return Marked(" ".join(found))

    def section(self) -> str:
        """Return all notes and the works that they name, as HTML; '' where there is none."""
        if self.ledger is None or not self._numbers:
            return ""
        told = [self._note(names) for names in self._numbers]
        items = "".join(
            f'<li id="n{note.number}" value="{note.number}"><b>{html.escape(note.title)}</b>'
            f"{note.body}</li>"
            for note in told
        )
        return f'<ol class="notes">{items}</ol>{self._bibliography()}'

    def _note(self, names: tuple[str, ...]) -> Note:
        own = [name for name in names if len(names) > 1 and (name,) in self._numbers]
        told = " ".join(self.mark("", name) for name in own)
        bodies = [self._body(name, alone=len(names) == 1) for name in names if name not in own]
        body = (f"<p>Notes {told}</p>" if own else "") + "".join(bodies)
        return Note(self._numbers[names], self._titles[names], body)

    def _body(self, name: str, *, alone: bool) -> str:
        if name == MODEL:
            return self._model()
        if name.startswith(NO_RANGE):
            reason = name[len(NO_RANGE) :].partition(":")[2]
            return f"<p>No range of the sources: {html.escape(reason)}.</p>"
        if name in self.decisions:
            return self._range(name)
        if name.startswith(FRONTS):
            return self._front(name)
        node = self.drawn.nodes[name]
        head = "" if alone else f"<p>{html.escape(_plain_label(node))}</p>"
        claims = self._claims(self.drawn.below([name], MODEL))
        if claims:
            return head + self._table([(claim, "") for claim in claims])
        works = [n for n in self.drawn.below([name], MODEL) if n.kind == "source"]
        return head + self._cited(works, _plain_label(node) if alone else "")

    def _claims(self, nodes: Iterable[Node]) -> list[Claim]:
        assert self.ledger is not None
        return [self.ledger.by_id[node.id] for node in nodes if node.kind == "claim"]

    def _range(self, name: str) -> str:
        """Return how claims became a range: its ends, the claims used, those left out and why."""
        assert self.ledger is not None
        found = self.decisions[name]
        ends = f"{found.low:,.0f}" if found.low == found.high else (
            f"{found.low:,.0f} to {found.high:,.0f}")  # fmt: skip
        rule = "source_bars" if name.startswith(BARS) else "loss_ranges"
        text = f"Range {ends} {found.unit}, centre {found.centre:,.0f}; rule in {rule}.yaml."
        changed = changed_claims(self.folder, self.sources).get(name.partition(":")[2])
        if changed:
            text = f"On the sources “{self.sources}”: {changed[0]}, from {', '.join(changed[1])}. "
            text += f"On all sources: {ends} {found.unit}."
        rows = [(c, f"used: {role}" if (role := found.role(c)) else "used") for c in found.used]
        rows += [(claim, f"left out: {why}") for claim, why in found.left_out]
        return f"<p>{html.escape(text)}</p>" + self._table(rows)

    def _front(self, name: str) -> str:
        """Return who drew the record's front of a date: what is claimed of it, by whom."""
        date = name[len(FRONTS) :]
        rows = [row for row in self._fronts if row["date"] == date]
        texts = list(dict.fromkeys(row["source"] for row in rows))
        seen = sum(row["verified"] == "yes" for row in rows)
        slack = sorted({float(row["precision_km"]) for row in rows})
        ends = f"{slack[0]:g}" if len(slack) == 1 else f"{slack[0]:g} to {slack[-1]:g}"
        drawn = f"{len(rows) - seen or 'none'} drawn from what is known"
        text = (
            f"{len(rows)} points, good to {ends} km: {seen or 'none'} read in the sources, {drawn}."
        )
        below = self.drawn.below([name], MODEL)
        claims = self._claims(below)
        if claims:
            return f"<p>{html.escape(text)}</p>{self._table([(claim, '') for claim in claims])}"
        works = [node for node in below if node.kind == "source"]
        return f"<p>{html.escape(' '.join([text, ' | '.join(texts)]))}</p>{self._cited(works)}"

    @cached_property
    def _fronts(self) -> list[dict[str, str]]:
        return read_rows(self.folder / "record" / "fronts.csv")

    def _model(self) -> str:
        """Return what every simulated number rests on: counts, and the rates one by one."""
        parts = []
        for kind, word in KINDS:
            nodes = [node for node in self.drawn.nodes.values() if node.kind == kind]
            cited = sum(bool(self._independent(node)) for node in nodes)
            if nodes:
                parts.append(f"{len(nodes)} {word} ({cited} with a source)")
        text = (
            "A simulated number comes from every rate, rule, formation and number of a nation "
            f"together, and from chance: {', '.join(parts)}; the others are stated judgements, "
            "each with its reason in the data. The rates:"
        )
        rates = [node for node in self.drawn.nodes.values() if node.kind == "rate"]
        rows = "".join(
            f"<tr><td>{html.escape(node.label)}</td><td>{self._rate_basis(node)}</td></tr>"
            for node in rates
        )
        return (
            f"<p>{html.escape(text)}</p><details><summary>All {len(rates)} rates</summary>"
            f'<table class="claims rates"><tbody>{rows}</tbody></table></details>'
        )

    def _rate_basis(self, node: Node) -> str:
        claims = self._claims(self.drawn.below([node.id], MODEL))
        told = [f"{claim.id}: {self._who(claim)}" for claim in claims]
        return "; ".join(told) or "judgement"

    def _independent(self, node: Node) -> list[Node]:
        below = self.drawn.below([node.id], MODEL)
        return [one for one in below if one.kind == "source" and one.id not in OWN]

    def _table(self, rows: Sequence[tuple[Claim, str]]) -> str:
        """Return claims as rows: id, value, who says so and where, and what was done with it."""
        assert self.ledger is not None
        told = any(what for _, what in rows)
        body = "".join(
            f"<tr><td>{claim.id}</td><td>{html.escape(self._value(claim))}</td>"
            f"<td>{self._who(claim)}, {html.escape(claim.locator)}</td>"
            + (f"<td>{html.escape(what)}</td>" if told else "")
            + "</tr>"
            for claim, what in rows
        )
        return f'<table class="claims"><tbody>{body}</tbody></table>'

    def _value(self, claim: Claim) -> str:
        assert self.ledger is not None
        if claim.amount:
            hedge = f" (“{claim.printed}”)" if claim.printed[:1].isalpha() else ""
            return said(claim.amount, claim.unit) + hedge
        if self.ledger.kind(claim.quantity) == "attribute":
            return claim.text
        return claim.date or (f"filed under {claim.filed}" if claim.filed else claim.text)

    def _who(self, claim: Claim) -> str:
        """Return who says so, as a link into the list of works, and through whom."""
        links = [self._work(key) for key in (claim.source, claim.via) if key]
        return " in ".join(links)

    def _work(self, key: str) -> str:
        self._works[key] = None
        return f'<a href="#w-{html.escape(key)}">{html.escape(key)}</a>'

    def _cited(self, works: Iterable[Node], text: str = "") -> str:
        keys = [node.id.partition(":")[2] for node in works]
        links = ", ".join(self._work(key) for key in keys) or "judgement of the compilers"
        return f"<p>{html.escape(text)}{': ' if text else ''}{links}</p>"

    def _bibliography(self) -> str:
        assert self.ledger is not None
        rows = []
        for key in sorted(self._works):
            work = self.ledger.works.get(key)
            name = work.name if work and work.name else key
            tail = (work.year, work.grade.replace("_", " ")) if work else ()
            told = ", ".join(part for part in tail if part)
            text = html.escape(name + (f" ({told})" if told else ""))
            rows.append(f'<dt id="w-{html.escape(key)}">{html.escape(key)}</dt><dd>{text}</dd>')
        return f'<h3>Works named in the notes</h3><dl class="works">{"".join(rows)}</dl>'


def _plain_label(node: Node) -> str:
    """Return what a row of the record says, without the name of its file."""
    return node.label.partition(": ")[2] if node.kind == "record" else node.label
