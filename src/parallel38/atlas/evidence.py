"""Who says so: claims, contradictions, works and traces, as the atlas shows them."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from parallel38.atlas.once import once
from parallel38.complaint import Complaint, unknown
from parallel38.evidence.conflicts import find
from parallel38.evidence.export import csl
from parallel38.evidence.query import answers, entities_named
from parallel38.scenario.audit import audit
from parallel38.scenario.lineage import graph
from parallel38.scenario.resolve import resolve
from parallel38.scenario.trace import trace

if TYPE_CHECKING:
    from parallel38.evidence.claim import Claim
    from parallel38.evidence.conflicts.finding import Finding
    from parallel38.evidence.ledger import Ledger
    from parallel38.scenario.lineage import Graph, Node

MOST_ANSWERS = 8
MOST_ASKED = 64  # questions whose answers are remembered
MOST_CLAIMS = 400  # claims of one answer
MOST_NODES = 200
DAYS_OF_A_DAY = 3  # a claim whose date spans no more than this is of a day


class Evidence:
    """The ledger of one scenario, with what is computed from it once."""

    def __init__(self, ledger: "Ledger") -> None:
        self.ledger = ledger
        self._turn = threading.Lock()
        self._asked = lru_cache(maxsize=MOST_ASKED)(self._ask)

    @once
    def findings(self) -> "list[Finding]":
        """The contradictions among the claims."""
        return find(self.ledger)

    @once
    def graph(self) -> "Graph":
        """What rests on what."""
        return graph(self.ledger)

    @once
    def works(self) -> list[dict[str, Any]]:
        """The bibliography: every work that a claim cites, with the number of its claims."""
        counted: dict[str, int] = {}
        for claim in self.ledger.claims:
            for key in claim.documents:
                counted[key] = counted.get(key, 0) + 1
        items = {item["id"]: item for item in csl(self.ledger, self.ledger.claims)}
        found = []
        for key, many in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
            work, item = self.ledger.works.get(key), items.get(key, {})
            issued = item.get("issued", {}).get("date-parts", [[None]])[0][0]
            found.append({
                "id": key,
                "claims": many,
                "title": item.get("title") or (work.name if work else key),
                "authors": [_author(one) for one in item.get("author", ())],
                "year": issued or (work.year if work else ""),
                "grade": work.grade if work else "",
                "school": work.school if work else "",
                "publisher": item.get("publisher", "") or item.get("container-title", ""),
                "document": work.document if work else "",
            })  # fmt: skip
        return found

    @once
    def audit(self) -> dict[str, Any]:
        """The audit of the scenario's numbers."""
        found = audit(self.ledger).as_dict()
        found["faults"] = len(found["faults"])
        return found

    def audited(self, kind: str) -> list[dict[str, Any]]:
        """Return the numbers of one kind of the audit, with how much lies under each.

        Raises `Complaint` when the audit counts nothing of this kind.
        """
        kinds = [share["kind"] for share in self.audit["shares"]]
        if kind not in kinds:
            raise unknown("kind of number", kind, kinds)
        disputed = {claim.id for finding in self.findings for claim in finding.claims}
        found = []
        for node in self.graph.nodes.values():
            if node.kind == kind:
                below = self.graph.below([node.id])
                found.append({
                    **node._asdict(),
                    "sources": sum(one.kind == "source" for one in below),
                    "claims": sum(one.kind == "claim" for one in below),
                    "disputed": any(one.id in disputed for one in below),
                })  # fmt: skip
        return found

    @once
    def conflicts(self) -> list[dict[str, Any]]:
        """Every contradiction, the grossest first."""
        order = {"gross": 0, "clear": 1, "slight": 2}
        ranked = sorted(self.findings, key=lambda one: order[one.degree])
        return [self._finding(one, True) for one in ranked]

    def ask(self, question: str) -> list[dict[str, Any]]:
        """Return what the sources say to a question, the best answers first.

        The latest questions are remembered, and a class that asks the same at once waits for one.
        """
        with self._turn:
            return self._asked(question.strip())

    def _ask(self, question: str) -> list[dict[str, Any]]:
        found = answers(self.ledger, question, MOST_ANSWERS)
        return [self._answer(one.subject, one.quantity, one.claims) for one in found]

    def about(self, name: str) -> dict[str, Any]:
        """Return everything said of an entity, by quantity. Raises `Complaint` if unknown."""
        names = entities_named(self.ledger, name, "entity")
        groups: dict[tuple[str, str], list[Claim]] = {}
        for claim in self.ledger.claims_on(names):
            groups.setdefault((claim.subject, claim.quantity), []).append(claim)
        ordered = sorted(groups.items(), key=lambda one: -len(one[1]))
        entities = [
            self.ledger.entities[one] for one in sorted(names) if one in self.ledger.entities
        ]
        return {
            "names": [[one.id, one.name, *one.names[1:]] for one in entities],
            "answers": [self._answer(*key, claims) for key, claims in ordered[:40]],
        }

    def of_day(self, first: int, start: Any) -> list[dict[str, Any]]:
        """Return the claims whose date is this day, or a few days that hold it."""
        import datetime

        date = start + datetime.timedelta(days=first)
        found = [
            claim
            for claim in self.ledger.claims
            if claim.when is not None
            and claim.when.earliest <= date <= claim.when.latest
            and (claim.when.latest - claim.when.earliest).days < DAYS_OF_A_DAY
        ]
        return [self._claim(one) for one in found[:MOST_CLAIMS]]

    def figure(self, name: str) -> dict[str, Any]:
        """Return what a figure, rate, formation, claim or source rests on, and what rests on it.

        Raises `Complaint` when nothing is called so.
        """
        found = trace(self.ledger, name, self.graph)
        claims = [
            self.ledger.by_id[node.id]
            for node in (*found.names, *found.below)
            if node.kind == "claim" and node.id in self.ledger.by_id
        ]
        return {
            "names": [node._asdict() for node in found.names[:MOST_NODES]],
            "rests_on": self._nodes(found.below),
            "carries": self._nodes(found.above),
            "claims": [self._claim(one) for one in claims[:MOST_CLAIMS]],
            "disputes": self._disputes(claims),
        }

    def of_source(self, key: str) -> dict[str, Any]:
        """Return the claims of one work. Raises `Complaint` when no claim cites it."""
        claims = [one for one in self.ledger.claims if key in one.documents]
        if not claims:
            raise unknown("source", key, {k for c in self.ledger.claims for k in c.documents})
        return {"claims": [self._claim(one) for one in claims[:MOST_CLAIMS]], "all": len(claims)}

    def _nodes(self, nodes: "Sequence[Node]") -> list[dict[str, Any]]:
        shown = [node for node in nodes if node.kind != "claim"]
        return [node._asdict() for node in shown[:MOST_NODES]]

    def _answer(self, subject: str, quantity: str, claims: "Sequence[Claim]") -> dict[str, Any]:
        scopes = {
            tuple(sorted(t for line, t in c.tags.items() if line in ("where", "cause")))
            for c in claims
        }
        intervals = []
        if quantity in self.ledger.quantities and any(claim.amount for claim in claims):
            for scope in sorted(scopes):
                try:
                    found = resolve(self.ledger, subject, quantity, scope)
                except Complaint:
                    continue
                if found:
                    intervals.append({
                        "scope": " ".join(scope), "low": found.low, "high": found.high,
                        "centre": found.centre, "used": [claim.id for claim in found.used],
                    })  # fmt: skip
        return {
            "subject": subject,
            "name": self.ledger.name(subject),
            "quantity": quantity,
            "unit": self.ledger.unit(quantity),
            "claims": [self._claim(one) for one in claims[:MOST_CLAIMS]],
            "intervals": intervals,
            "disputes": self._disputes(claims),
        }

    def _disputes(self, claims: "Sequence[Claim]") -> list[dict[str, Any]]:
        inside = {claim.id for claim in claims}
        return [
            self._finding(one, False)
            for one in self.findings
            if inside & {claim.id for claim in one.claims}
        ]

    def _finding(self, finding: "Finding", complete: bool) -> dict[str, Any]:
        claims = [self._claim(one) for one in finding.claims] if complete else []
        return {
            "id": finding.id, "rule": finding.rule, "degree": finding.degree,
            "where": list(finding.where), "says": finding.says, "by": finding.by,
            "record": finding.record, "sure": finding.sure,
            "ids": [one.id for one in finding.claims], "claims": claims,
        }  # fmt: skip

    def _claim(self, claim: "Claim") -> dict[str, Any]:
        value = self.ledger.value(claim)
        source = self.ledger.works.get(claim.source)
        return {
            "id": claim.id,
            "subject": self.ledger.name(claim.subject),
            "quantity": claim.quantity,
            "object": self.ledger.name(claim.object) if claim.object else "",
            "low": _finite(value.low) if value else None,
            "high": _finite(value.high) if value else None,
            "unit": self.ledger.unit(claim.quantity),
            "printed": claim.printed,
            "date": claim.date,
            "scope": list(claim.scope),
            "source": claim.source,
            "title": source.name if source and source.name else claim.source,
            "via": claim.via,
            "locator": claim.locator,
            "role": claim.role,
            "grade": claim.grade,
            "text": claim.text,
        }


def _finite(value: float) -> float | None:
    return value if abs(value) < 1e300 else None


def _author(person: dict[str, str]) -> str:
    return person.get("literal") or f"{person.get('given', '')} {person.get('family', '')}".strip()
