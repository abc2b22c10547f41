"""What rests on what: from a figure of the scorecard down to a page, and from a page up.

A graph of names. An arrow leads from what rests to what it rests on:

    figure -> model -> rate, number of a nation, rule, formation -> source or claim
    figure -> range, row of the record -> claim -> source
    entity, list -> its claims -> source, and the work that quotes it
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from parallel38.evidence.claim import Claim
from parallel38.evidence.conflicts.finding import said
from parallel38.evidence.entity import pieces
from parallel38.evidence.ledger import Ledger
from parallel38.faults import Fault
from parallel38.scenario.bars import bar_decisions
from parallel38.scenario.basis import basis as basis_of
from parallel38.scenario.basis import basis_told
from parallel38.scenario.loss_ranges import decisions_in
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.resolve import Decision

MODEL = "model"
ROW = re.compile(r"record/(\w+)\.csv line (\d+)")  # in the locator of a claim that a row makes
NAMED = re.compile(r"\(([a-z0-9-]+)[,)]")  # a work that a note names, in the locator of its claim
NATION_KEYS = ("claims", "judgement")
ROW_VALUES = (("low", "high"), ("strength_low", "strength_high"))
FIGURES_OF_FRONTS = ("front_error_km", "front_latitude", "shape")
RECORDS = ("casualties", "strengths", "logistics", "weather", "places")
BARRED = ("strengths:", "casualties:")  # rows that bars are drawn from
PEOPLE = ("men", "people")
STRENGTHS = ("strength", "peak_strength", "tanks", "guns")


class Node(NamedTuple):
    """Something that rests on something, or that something rests on."""

    id: str
    kind: str  # figure, model, rate, nation, rule, formation, range, record, entity, list, ...
    label: str


@dataclass
class Graph:
    """All nodes by id, and on which others each rests."""

    nodes: dict[str, Node] = field(default_factory=dict)
    rests: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    carries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bases: dict[str, str] = field(default_factory=dict)  # what claims do for a number of the model

    def add(self, name: str, kind: str, label: str) -> None:
        """Put a node in, once."""
        self.nodes.setdefault(name, Node(name, kind, label))

    def link(self, above: str, below: str) -> None:
        """Say that `above` rests on `below`, once, if both are there."""
        if above in self.nodes and below in self.nodes and below not in self.rests[above]:
            self.rests[above].append(below)
            self.carries[below].append(above)

    def above(self, names: Iterable[str]) -> list[Node]:
        """Return everything that rests on some nodes, near or far, the nearest first."""
        return self._reach(names, self.carries)

    def below(self, names: Iterable[str], stop: str = "") -> list[Node]:
        """Return everything that some nodes rest on, near or far, but not through `stop`."""
        return self._reach(names, self.rests, stop)

    def _reach(
        self, names: Iterable[str], arrows: Mapping[str, list[str]], stop: str = ""
    ) -> list[Node]:
        level = list(names)
        seen = dict.fromkeys(level)
        while level:
            level = [
                far
                for near in level
                if near != stop
                for far in arrows.get(near, ())
                if far not in seen and not seen.setdefault(far)
            ]
        return [self.nodes[name] for name in list(seen)[len(set(names)) :]]


def graph(ledger: Ledger) -> Graph:
    """Return what rests on what in a scenario."""
    drawn = Graph()
    folder = ledger.folder
    _sources_and_claims(drawn, ledger)
    _record(drawn, ledger, folder / "record")
    _model(drawn, ledger, folder)
    _figures(drawn, ledger, folder / "record")
    return drawn


def _sources_and_claims(drawn: Graph, ledger: Ledger) -> None:
    for key in sorted(ledger.keys):
        work = ledger.works.get(key)
        drawn.add(f"source:{key}", "source", work.name if work and work.name else key)
    for entity in ledger.entities.values():
        drawn.add(entity.id, "entity", entity.name)
    for claim in ledger.claims:
        drawn.add(claim.id, "claim", described(claim, ledger))
        for key in (*claim.documents, *NAMED.findall(claim.locator)):
            drawn.link(claim.id, f"source:{key}")
        for name in (claim.subject, claim.object):
            drawn.link(name, claim.id)
        if claim.list:
            name = f"list:{claim.list}"
            drawn.add(name, "list", f"list {claim.list} of {claim.documents[0]}")
            drawn.link(name, claim.id)


def described(claim: Claim, ledger: Ledger) -> str:
    """Return a claim in one line: of whom, what, how much, who says so and where."""
    value = said(claim.amount, claim.unit) if claim.amount else claim.date or claim.filed
    relation = f" {ledger.name(claim.object)}" if claim.object else ""
    what = f"{ledger.name(claim.subject)}, {claim.quantity.replace('_', ' ')}{relation}"
    via = f" in {claim.via}" if claim.via else ""
    return f"{what}{': ' + value if value else ''} ({claim.source}{via}, {claim.locator})"


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            for row in reader:
                yield reader.line_num, row


def _cite(drawn: Graph, name: str, row: Mapping[str, str]) -> None:
    for key in (row.get("source_key") or "").split(";"):
        drawn.link(name, f"source:{key.strip()}")


def _record(drawn: Graph, ledger: Ledger, folder: Path) -> None:
    """Put in the rows of the record, with the claims that say the same as their sources."""
    by_value: dict[tuple[str, float, float], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        if claim.low is not None and claim.high is not None:
            for key in claim.documents:
                by_value[key, claim.low, claim.high].append(claim)
    of_row: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in ledger.claims:
        found = ROW.match(claim.locator)
        if found:
            of_row[found[1], int(found[2])].append(claim)
    for table in RECORDS:
        for line, row in _rows(folder / f"{table}.csv"):
            name = f"{table}:{line}"
            drawn.add(name, "record", f"record/{table}.csv line {line}: {_row_label(row)}")
            _cite(drawn, name, row)
            for claim in (*_same(row, by_value), *of_row.get((table, line), ())):
                drawn.link(name, claim.id)
    _dated_rows(drawn, ledger, folder, of_row)


def _dated_rows(
    drawn: Graph, ledger: Ledger, folder: Path, of_row: Mapping[tuple[str, int], list[Claim]]
) -> None:
    """Put in the rows of the record that say when something happened."""
    for table, key in (("events", "id"), ("offensives", "id"), ("holders", "place_id")):
        for line, row in _rows(folder / f"{table}.csv"):
            name = f"{table}:{row[key]}" + (f"/{row['date']}" if table == "holders" else "")
            drawn.add(name, "record", f"record/{table}.csv: {_row_label(row)}")
            _cite(drawn, name, row)
            for claim in of_row.get((table, line), ()):
                drawn.link(name, claim.id)
    for line, row in _rows(folder / "fronts.csv"):
        name = f"fronts:{row['date']}"
        drawn.add(name, "record", f"record/fronts.csv: front of {row['date']}")
        _cite(drawn, name, row)
        for claim in of_row.get(("fronts", line), ()):
            drawn.link(name, claim.id)
    _events(drawn, ledger)


def _events(drawn: Graph, ledger: Ledger) -> None:
    """Link the rows of the record with the events that they date and that claims speak of."""
    dated = {claim.subject for claim in ledger.claims}
    rows_of: dict[str, list[str]] = defaultdict(list)
    for name in drawn.nodes:
        if name.startswith("holders:"):
            rows_of[name.partition(":")[2].partition("/")[0]].append(name)
    for entity in ledger.entities.values():
        for row_id in pieces(entity.fields.get("record", "")):
            if entity.kind == "place":
                for name in rows_of[row_id]:
                    drawn.link(entity.id, name)
            elif entity.id in dated:
                drawn.link(row_id, entity.id)
            else:  # nobody speaks of it: what is known of it stands in the record
                drawn.link(entity.id, row_id)


def _row_label(row: Mapping[str, str]) -> str:
    words = [row.get(name, "") for name in ("nation", "place_id", "region", "station", "month",
             "date", "kind", "name", "summary", "fact", "scope", "new_holder")]  # fmt: skip
    for low, high in ROW_VALUES:
        if row.get(low):
            words.append(row[low] if row[low] == row.get(high) else f"{row[low]}-{row.get(high)}")
    return ", ".join(word for word in words if word)


def _same(
    row: Mapping[str, str], by_value: Mapping[tuple[str, float, float], list[Claim]]
) -> Iterator[Claim]:
    """Yield the claims that have the numbers of a row and one of its sources."""
    for low, high in ROW_VALUES:
        try:
            ends = float(row.get(low) or "x"), float(row.get(high) or "x")
        except ValueError:
            continue
        for key in (row.get("source_key") or "").split(";"):
            yield from by_value.get((key.strip(), *ends), ())
            for end in dict.fromkeys(ends) if ends[0] != ends[1] else ():  # each end is a claim
                alike = by_value.get((key.strip(), end, end), ())
                yield from (claim for claim in alike if claim.unit in PEOPLE)


def _model(drawn: Graph, ledger: Ledger, folder: Path) -> None:
    """Put in the rates, the nations' numbers, the rules and the formations."""
    drawn.add(MODEL, "model", "every simulated war")
    faults: list[Fault] = []
    for file in sorted((folder / "rates").glob("*.yaml")):
        document = read_yaml(file, faults)
        for name, rate in (document.value if document else {}).items():
            _number(drawn, ledger, f"rate:{file.stem}.{name}", "rate", rate)
    document = read_yaml(folder / "nations.yaml", faults)
    for nation, numbers in (document.value if document else {}).items():
        for path, number in _numbers(numbers, nation):
            _number(drawn, ledger, f"nations:{path}", "nation", number)
    document = read_yaml(folder / "rules.yaml", faults)
    for name, rule in (document.value if document else {}).items():
        _number(drawn, ledger, f"rule:{name}", "rule", rule)
        for rate in rule.get("rates") or () if isinstance(rule, dict) else ():
            drawn.link(f"rule:{name}", f"rate:{rate}")
    _formations(drawn, ledger, folder)


def _formations(drawn: Graph, ledger: Ledger, folder: Path) -> None:
    by_row: dict[str, list[str]] = defaultdict(list)
    for entity in ledger.entities.values():
        for name in entity.fields.get("orbat", "").split(";"):
            by_row[name.strip()].append(entity.id)
    for _, row in _rows(folder / "order_of_battle" / "formations.csv"):
        name = f"order_of_battle:{row['id']}"
        drawn.add(name, "formation", f"{row['name']}, {row['draft']} men")
        _cite(drawn, name, row)
        drawn.link(MODEL, name)
        for entity_id in by_row.get(row["id"], ()):
            told = [c for c in ledger.by_subject.get(entity_id, ()) if c.quantity in STRENGTHS]
            for claim in told:
                drawn.link(name, claim.id)
            if not drawn.rests[entity_id]:  # nobody speaks of it: its row says what is known
                drawn.link(entity_id, name)


def _numbers(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the numbers of a nation that name claims or a judgement, with their path."""
    if isinstance(value, dict):
        if any(key in value for key in NATION_KEYS):
            since = f"@{value['from']}" if "from" in value else ""
            yield path + since, value
            return
        for key, part in value.items():
            yield from _numbers(part, f"{path}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from _numbers(part, path)


def _number(drawn: Graph, ledger: Ledger, name: str, kind: str, entry: Any) -> None:
    """Put in a number of the model, and link it to its claims, sources or rule."""
    if not isinstance(entry, dict):
        return
    unit = "" if entry.get("unit") == "1" else entry.get("unit", "")
    value = f" = {entry['value']} {unit}".rstrip() if "value" in entry else ""
    reason = str(entry.get("note") or "no reason given")
    basis = f" (judgement: {reason})" if entry.get("judgement") else ""
    if entry.get("judgement") and entry.get("claims"):
        basis = f" (judgement in their light: {reason})"
    made = basis_told(entry, ledger)
    basis = (f", {made}" if made else "") + basis
    label = f"{name.partition(':')[2]}{value}{basis}"
    drawn.add(name, kind, label)
    drawn.bases[name] = basis_of(entry, ledger)
    drawn.link(MODEL, name)
    for claim in entry.get("claims") or ():
        drawn.link(name, str(claim))
        drawn.link(name, f"source:{claim}")


def _figures(drawn: Graph, ledger: Ledger, folder: Path) -> None:
    """Put in the figures of the scorecard: what they are simulated from and held against."""
    settings = _plain(folder / "scoring.yaml")
    losses = _plain(folder / "loss_ranges.yaml")
    decided, ranges = decisions_in(folder.parent, ledger, losses), losses.get("ranges", {})
    for group, kinds in ranges.items():
        for kind, entry in kinds.items():
            drawn.add(f"range:{group}.{kind}", "range", _range_label(decided[group, kind]))
            for used in entry.get("used") or ():
                for name in _used(drawn, used):
                    drawn.link(f"range:{group}.{kind}", name)
            for claim in decided[group, kind].used:
                drawn.link(f"range:{group}.{kind}", claim.id)
            _figure(drawn, f"losses.{group}.{kind}", [f"range:{group}.{kind}"])
    fronts = [name for name in drawn.nodes if name.startswith("fronts:")]
    _bars(drawn, ledger, settings)
    for name in FIGURES_OF_FRONTS:
        _figure(drawn, name, fronts)
    holders = [name for name in drawn.nodes if name.startswith("holders:")]
    _figure(drawn, "holders", holders)
    focus = settings.get("focus_place")
    if focus:
        _figure(drawn, str(focus), [one for one in holders if one.startswith(f"holders:{focus}/")])
    for name, decision in (settings.get("decisions") or {}).items():
        row = f"events:{decision['event']}" if "event" in decision else f"fronts:{decision['date']}"
        _figure(drawn, f"decisions.{name}", [row])
    pulses = (settings.get("pulses") or {}).get("offensives") or ()
    _figure(drawn, "offensives", [f"offensives:{name}" for name in pulses])


def _bars(drawn: Graph, ledger: Ledger, settings: Mapping[str, Any]) -> None:
    """Put in the bars of the sources beside simulated strengths and civilian dead."""
    shown: dict[str, list[str]] = defaultdict(list)
    try:
        decided = bar_decisions(ledger.folder, ledger, settings)
    except (KeyError, ValueError):
        return  # told by `check`
    for ids, decision in decided.items():
        name = "range:" + ".".join(ids)
        drawn.add(name, "range", f"{' '.join(ids[1:])}: {_range_label(decision)}")
        for claim in decision.used:
            for above in drawn.carries[claim.id]:
                if above.startswith(BARRED):
                    drawn.link(name, above)
            drawn.link(name, claim.id)
        shown[".".join(ids[:2]) if ids[0] == "strengths" else ids[0]].append(name)
    for figure, names in shown.items():
        _figure(drawn, figure, names, "report")


def _range_label(found: Decision) -> str:
    low, high = f"{found.low:,.0f}", f"{found.high:,.0f}"
    ends, many = low if low == high else f"{low} to {high}", len(found.used)
    return f"{ends} {found.unit}, centre {found.centre:,.0f}, {many} claim{'s' * (many > 1)} used"


def _figure(drawn: Graph, name: str, rows: Iterable[str], of: str = "scorecard") -> None:
    drawn.add(f"figure:{name}", "figure", f"{name} of the {of}")
    for row in rows:
        drawn.link(f"figure:{name}", row)
    drawn.link(f"figure:{name}", MODEL)


def _used(drawn: Graph, used: Mapping[str, Any]) -> list[str]:
    """Return the rows of casualties.csv that a range names by nation, kind and numbers."""
    ends = (
        f"{used.get('low')}"
        if used.get("low") == used.get("high")
        else f"{used.get('low')}-{used.get('high')}"
    )
    wanted = f": {used.get('nation')}, {used.get('kind')}, {ends}"
    return [
        name
        for name, node in drawn.nodes.items()
        if name.startswith("casualties:") and node.label.endswith(wanted)
    ]


def _plain(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    document = read_yaml(file, [])
    return document.value if document else {}
