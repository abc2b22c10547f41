"""All claims of a scenario with what they speak of, ready to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parallel38.evidence.amount import Amount
from parallel38.evidence.claim import Claim
from parallel38.evidence.entity import Entity, Quantity, Work
from parallel38.units import factor


@dataclass(frozen=True)
class Ledger:
    """Claims, entities, quantities and works of one scenario; never changed after loading."""

    folder: Path  # of the scenario
    claims: tuple[Claim, ...]
    entities: dict[str, Entity]
    quantities: dict[str, Quantity]
    works: dict[str, Work]
    keys: frozenset[str] = field(default_factory=frozenset)  # of sources.bib

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """The claims by their id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def by_subject(self) -> dict[str, list[Claim]]:
        """The claims by what they speak of, in the order of the files."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.subject, []).append(claim)
        return found

    @cached_property
    def documents(self) -> dict[str, str]:
        """The works that are the documents of the project: key -> short number."""
        return {work.id: work.document for work in self.works.values() if work.document}

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of entity that have a table."""
        return frozenset(name.partition(":")[0] for name in self.entities)

    @cached_property
    def with_civilians(self) -> frozenset[str]:
        """The subjects of whom some source counts civilians."""
        return frozenset(
            claim.subject for claim in self.claims if claim.tags.get("who") in ("civilian", "both")
        )

    def value(self, claim: Claim) -> Amount | None:
        """Return the number of a claim in the unit of its quantity, None if it has none."""
        found = claim.amount
        quantity = self.quantities.get(claim.quantity)
        if found is None or quantity is None:
            return found
        turned = factor(claim.unit or quantity.unit, quantity.unit)
        return found if turned is None else found.scaled(*turned)

    def unit(self, quantity: str) -> str:
        """Return the unit into which the numbers of a quantity are turned."""
        found = self.quantities.get(quantity)
        return found.unit if found and found.unit not in ("-", "1") else ""

    def kind(self, quantity: str) -> str:
        """Return the kind of a quantity, '' if it is unknown."""
        found = self.quantities.get(quantity)
        return found.kind if found else ""

    def name(self, entity: str) -> str:
        """Return the name of an entity, its id if it has none."""
        found = self.entities.get(entity)
        return found.name if found else entity.partition(":")[2].replace("_", " ") or entity

    def document(self, claim: Claim) -> str:
        """Return the key of the document in which a claim stands, '' for any other source."""
        for name in claim.documents:
            if name in self.documents:
                return name
        return ""

    def claims_on(self, entities: Iterable[str]) -> list[Claim]:
        """Return the claims of which one of some entities is the subject or the object."""
        wanted = set(entities)
        return [one for one in self.claims if one.subject in wanted or one.object in wanted]
