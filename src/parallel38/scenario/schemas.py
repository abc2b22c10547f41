"""JSON Schemas of the scenario's files, for editors and for other programs."""

import json
from typing import Any

from pydantic import TypeAdapter

from parallel38.scenario.cases import CaseForm
from parallel38.scenario.models import Army, FormationRow, KeptOut, Nation, RateForm, ScenarioForm
from parallel38.scenario.photos import Photo
from parallel38.scenario.record_models import RECORD_TABLES
from parallel38.scenario.rules import Rule
from parallel38.scenario.scoring import LossForm, ScoringForm
from parallel38.scenario.script import ScriptForm
from parallel38.scenario.telling import Chapter, DecidedBy
from parallel38.scenario.turning_points import TurningPoint

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of every schema by the name of its file.

    Of a CSV file the schema describes one row.
    """
    types: dict[str, Any] = {
        "scenario": ScenarioForm,
        "nations": dict[str, Nation],
        "rates": dict[str, RateForm],
        "rules": dict[str, Rule],
        "orders.script": ScriptForm,
        "order_of_battle.formations": FormationRow,
        "order_of_battle.armies": Army,
        "order_of_battle.kept_out": KeptOut,
        "photos.index": Photo,
        "cases": CaseForm,
        "atlas.chapters": dict[str, Chapter],
        "atlas.decisions": DecidedBy,
        "record.turning_points": dict[str, TurningPoint],
    }
    types |= {"record.scoring": ScoringForm, "record.loss_ranges": LossForm}
    types |= {f"record.{name}": model for name, model in RECORD_TABLES.items()}
    found = {}
    for name, kind in types.items():
        schema = {"$schema": DIALECT, **TypeAdapter(kind).json_schema()}
        found[name] = json.dumps(schema, indent=2, sort_keys=True) + "\n"
    return found
