"""Golden numbers of the small war, and the one way to change them.

    python tests/golden/update.py             after a change of rules that was meant
    python tests/golden/update.py --rates     take the scenario's rates of today as well

The rates are kept beside the numbers, so that new rates of a scenario change nothing here: only a
new rule does. What changed, and why, belongs in CHANGELOG under "results change".
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from parallel38.engine.state import Flow, Stock
from parallel38.engine.tables import pack_rates, theatre
from parallel38.ensemble.record import DAILY, Record
from parallel38.ensemble.run import fight
from parallel38.scenario.scenario import Scenario, load

FOLDER = Path(__file__).resolve().parent
NUMBERS = FOLDER / "isthmus.yaml"
RATES = FOLDER / "rates.yaml"
SCENARIO, SEED, WAR, DAYS = "isthmus", 38, 0, 30
SHOWN = ("front_latitude", "area_south_km2", "stock_south", "stock_north", "civil_dead")
LOSSES = (Flow.KILLED, Flow.WOUNDED, Flow.CAPTURED, Flow.MISSING, Flow.SICK)


class Frozen:
    """The small war under rates that were written down."""

    def __init__(self, scenario: Scenario, rates: dict[str, float]) -> None:
        kept: Any = scenario.rates
        for name, value in rates.items():
            group, field = name.split(".")
            kept = kept._replace(**{group: getattr(kept, group)._replace(**{field: value})})
        self.theatre, self.kernel_rates = theatre(scenario.world, kept), pack_rates(kept)
        self.nation_group = scenario.nation_group
        self.opening = scenario.opening


def rates_of(scenario: Scenario) -> dict[str, float]:
    """Return every rate by ``group.name``."""
    return {
        f"{group}.{name}": float(value)
        for group, rates in scenario.rates._asdict().items()
        for name, value in rates._asdict().items()
    }


def frozen_rates() -> dict[str, float]:
    """Return the rates that were written down."""
    return dict(read(RATES))


def read(file: Path) -> dict[str, Any]:
    """Return a YAML file, empty if it is not there."""
    return YAML(typ="safe").load(file.read_text(encoding="utf-8")) if file.exists() else {}


def numbers(scenario: Scenario, record: Record) -> dict[str, Any]:
    """Return the golden numbers of a record, rounded so that a last bit does not matter."""
    south = np.bincount(record.changes[:, 2], minlength=2)
    return {
        "evening": {
            name: round(float(record.daily[DAYS - 1, DAILY.index(name)]), 4) for name in SHOWN
        },
        "changes_of_holder": {"to_south": int(south[0]), "to_north": int(south[1])},
        "first_changes": [
            f"day {day}: cell {cell} to side {side}" for day, cell, side in record.changes[:5]
        ],
        "losses": {
            nation: {kind.name.lower(): int(record.totals[k, kind]) for kind in LOSSES}
            for k, nation in enumerate(scenario.nations)
        },
        "present": {
            nation: int(record.stocks[k, Stock.PRESENT])
            for k, nation in enumerate(scenario.nations)
        },
    }


def today() -> dict[str, Any]:
    """Return the numbers that today's rules give."""
    scenario = load(SCENARIO)
    return numbers(scenario, fight(Frozen(scenario, frozen_rates()), SEED, WAR, DAYS))


def _write(file: Path, words: str, content: dict[str, Any]) -> None:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    with file.open("w", encoding="utf-8") as out:
        out.write(f"# {words} Made by tests/golden/update.py; not for editing.\n")
        yaml.dump(content, out)


def main(words: list[str]) -> None:
    """Write rates and numbers of today, and say what changed."""
    scenario = load(SCENARIO)
    known = rates_of(scenario)
    kept = {} if "--rates" in words else frozen_rates()
    march = {name: value for name, value in known.items() if name.startswith("march.")}
    _write(
        RATES,
        "The rates under which the golden numbers hold.",
        {name: kept.get(name, value) for name, value in known.items()} | march,
    )
    before, after = read(NUMBERS), today()
    _write(NUMBERS, f"The small war, seed {SEED}, war {WAR}, after {DAYS} days.", after)
    for name, value in after.items():
        if before.get(name) != value:
            sys.stdout.write(f"{name}: {before.get(name)} -> {value}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
