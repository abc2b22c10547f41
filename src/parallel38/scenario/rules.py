"""The rules in one table: rules.yaml, each with its condition, its rates, and a switch.

The table explains and switches; it decides nothing. What a rule does stands in `command/` and
`engine/`, with the rates that it names.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from parallel38.complaint import nearest
from parallel38.faults import Fault
from parallel38.scenario.models import Form, Key, Name, Number
from parallel38.scenario.rates import Declared, declared, refusal
from parallel38.scenario.reading import Document, dotted, read_yaml
from parallel38.scenario.wording import fit_document

FILE = "rules.yaml"


class Rule(Form):
    """A rule of a commander or a mechanism of the engine, and what switches it off."""

    side: Literal["south", "north", "both", "engine"]
    rule: Name = Field(description="what happens, in one plain sentence")
    when: Name = Field(description="the condition under which it does")
    rates: list[str] = Field(
        default_factory=list, description="hazards, thresholds and sizes, group.rate"
    )
    claims: list[Key] = Field(default_factory=list)
    judgement: bool = False
    note: str = ""
    off: dict[str, Number] = Field(min_length=1, description="group.rate: value without the rule")

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.claims and not (self.judgement and self.note):
            raise ValueError("rests on nothing; give `claims`, or `judgement: true` and a `note`")
        return self


def read_rules(folder: Path, faults: list[Fault]) -> dict[str, Rule]:
    """Return the rules of a scenario by id, none where it has no table; faults are noted."""
    if not (folder / FILE).exists():
        return {}
    document = read_yaml(folder / FILE, faults)
    known = declared()
    rules: dict[str, Rule] = {}
    for name in document.value if document else ():
        assert document is not None
        rule = fit_document(Rule, document, faults, at=(name,))
        if rule is not None:
            rules[name] = rule
            _check_rates(name, rule, document, known, faults)
    return rules


def _check_rates(
    name: str, rule: Rule, document: Document, known: Mapping[str, Declared], faults: list[Fault]
) -> None:
    for number, rate in enumerate(rule.rates):
        if rate not in known:
            line = document.line((name, "rates", number))
            what = f"{rate!r} is no rate{nearest(rate, known)}"
            faults.append(Fault(document.file, line, dotted((name, "rates", number)), what))
    for rate, value in rule.off.items():
        what = refusal(rate, value, known)
        if what:
            line = document.line((name, "off", rate))
            faults.append(Fault(document.file, line, f"{name}.off.{rate}", what))


def switches(rules: Mapping[str, Rule]) -> dict[str, dict[str, float]]:
    """Return what switching off each rule sets, by id of the rule."""
    return {name: dict(rule.off) for name, rule in rules.items()}
