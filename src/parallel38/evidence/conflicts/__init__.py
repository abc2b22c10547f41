"""Where claims cannot all be true: found by general rules, never from a list of findings."""

from parallel38.evidence.conflicts import dates, identity, numbers, ratios, sums
from parallel38.evidence.conflicts.finding import DEGREES, Finding
from parallel38.evidence.ledger import Ledger

RULES = (numbers, sums, ratios, dates, identity)


def find(ledger: Ledger) -> list[Finding]:
    """Return every disagreement in a ledger, the grossest first."""
    found = [finding for rule in RULES for finding in rule.find(ledger)]
    return sorted(found, key=lambda one: (-DEGREES.index(one.degree), not one.sure, one.id))
