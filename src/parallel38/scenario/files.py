"""The files of a scenario, read together: what they say, before it is checked for sense."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from parallel38.complaint import Complaint
from parallel38.faults import Fault
from parallel38.paths import SCENARIO_FILE, scenario_folder
from parallel38.scenario.ground import Terrain
from parallel38.scenario.models import Nation, RateForm, ScenarioForm
from parallel38.scenario.nations import read_nations
from parallel38.scenario.order_of_battle import Doors, OrderOfBattle, read_order_of_battle
from parallel38.scenario.rates import read_rates
from parallel38.scenario.reading import Document, read_yaml
from parallel38.scenario.rules import Rule, read_rules
from parallel38.scenario.wording import fit_document


class Files(NamedTuple):
    """What the files of a scenario say, checked one by one but not yet against each other."""

    folder: Path
    document: Document | None
    form: ScenarioForm | None
    nations_document: Document | None
    nations: dict[str, Nation]
    order: OrderOfBattle
    rates: dict[str, RateForm]
    rules: dict[str, Rule]


def read_files(folder: Path, faults: list[Fault]) -> Files:
    """Return what the files of a scenario say; their faults are noted."""
    document = read_yaml(folder / SCENARIO_FILE, faults)
    form = fit_document(ScenarioForm, document, faults) if document else None
    like, known = _like(folder, document, faults)
    nations_document, nations = read_nations(folder, faults)
    return Files(
        folder,
        document,
        form,
        nations_document,
        nations,
        read_order_of_battle(folder, faults),
        read_rates(folder, like, faults, complete=known),
        read_rules(folder, faults) or (read_rules(like, []) if like else {}),
    )


def _like(folder: Path, document: Document | None, faults: list[Fault]) -> tuple[Path | None, bool]:
    """Return the folder of the scenario whose rates hold where this one is silent, and
    whether it is known, so that one fault here does not show up as a hundred missing rates.
    """
    name = document.value.get("rates_like", "") if document else None
    if document is None or not isinstance(name, str):
        return None, False
    if not name:
        return None, True
    try:
        like = scenario_folder(name)
    except Complaint as complaint:
        line = document.line(("rates_like",))
        faults.append(Fault(document.file, line, "rates_like", str(complaint)))
        return None, False
    return (None if like == folder else like), True


def doors_of(terrain: Terrain) -> Doors:
    """Return the cells of places, ports and gates by id."""

    def named(ids: Sequence[str], cells: np.ndarray) -> dict[str, int]:
        return {name: int(cell) for name, cell in zip(ids, cells, strict=True)}

    names, sites = terrain.names, terrain.sites
    return Doors(
        named(names.places, sites.place_cell),
        named(names.ports, sites.port_cell),
        named(names.gates, sites.gate_cell),
    )
