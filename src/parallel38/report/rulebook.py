"""Tables of rules for a terminal: what they say, and what each is worth."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from parallel38.scenario.rules import Rule

UNKNOWN = "-"
WHOLE = "none"  # the row with every rule


def rule_table(rules: Mapping[str, "Rule"]) -> Table:
    """Return the table of rules: id, side, sentence."""
    table = Table(box=None, padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("rule", no_wrap=True)
    table.add_column("side", no_wrap=True)
    table.add_column("what it says")
    for name, rule in rules.items():
        table.add_row(Text(name), Text(rule.side), Text(rule.rule))
    return table


def worth_table(rows: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return what switching each rule off does to the wars."""
    table = Table(
        title="The same wars without each rule", title_justify="left", box=None,
        padding=(0, 2, 0, 0),
    )  # fmt: skip
    table.add_column("without", no_wrap=True)
    for heading in ("front error [km]", "see-saw [%]", "front moves by [km]"):
        table.add_column(heading, justify="right")
    for name, row in rows.items():
        share = row["share_seesaw"]
        table.add_row(
            Text("(every rule kept)" if name == WHOLE else name),
            _number(row["front_error_km"]),
            _number(None if share is None else 100 * share),
            UNKNOWN if name == WHOLE else _number(row["front_shift_km"]),
        )
    return table


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.0f}"
