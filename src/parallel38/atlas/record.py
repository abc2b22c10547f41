"""The record of a scenario as the atlas shows it: fronts, holders, events, offensives, ranges."""

from typing import TYPE_CHECKING, Any

import numpy as np

from parallel38.atlas.ground import day_of
from parallel38.atlas.story import chapters_of
from parallel38.evidence.photos import FILE, photos
from parallel38.inference.targets import SOUTHERN_HOLDER, Projection, read_rows, read_yaml
from parallel38.inference.verdict import record_parallels
from parallel38.scenario.traces import read_traces

if TYPE_CHECKING:
    from parallel38.atlas.opened import OpenRun
    from parallel38.evidence.ledger import Ledger
    from parallel38.scenario.scenario import Scenario


def record_of_run(run: "OpenRun", ledger: "Ledger") -> dict[str, Any]:
    """Return what the sources say of the war, by day."""
    scenario = run.scenario
    folder = scenario.folder / "record"
    losses = read_yaml(folder / "loss_ranges.yaml") or {}
    parallel = record_parallels(run.targets) if len(run.targets.days) else np.zeros(0)
    return {
        "fronts": _fronts(scenario),
        "parallel": [
            {"day": int(day), "latitude": round(float(value), 3)}
            for day, value in zip(run.targets.days, parallel, strict=True)
        ],
        "holders": [
            {
                "place": row["place_id"],
                "day": day_of(scenario, row["date"]),
                "side": 0 if row["new_holder"] == SOUTHERN_HOLDER else 1,
                "holder": row["new_holder"],
                "slack": int(row["precision_days"]),
                "source": row["source_key"],
                "note": row["note"],
            }
            for row in read_rows(folder / "holders.csv")
        ],
        "events": [
            {"day": day_of(scenario, row["date"]), "date": row["date"], "id": row["id"],
             "actor": row["actor"], "kind": row["kind"], "text": row["summary"],
             "verified": row["verified"] == "yes", "source": row["source_key"]}
            for row in read_rows(folder / "events.csv")
        ],
        "offensives": [
            {"id": row["id"], "name": row["name"], "side": row["side"],
             "first": day_of(scenario, row["start"]), "last": day_of(scenario, row["end"]),
             "stop": row["stop_reason"], "source": row["source_key"]}
            for row in read_rows(folder / "offensives.csv")
        ],
        "ranges": losses.get("ranges", {}),
        "civilians": losses.get("civilians", []),
        "sides": _sides(scenario),
        "photos": _photos(scenario, ledger),
        "chapters": chapters_of(scenario),
    }  # fmt: skip


def _photos(scenario: "Scenario", ledger: "Ledger") -> list[dict[str, str]]:
    """Return the captions, with the names of the people, places and things that they name."""
    if not (scenario.folder / FILE).is_file():
        return []
    return [
        {**row, "actor_names": _names(row["actors"], ledger),
         "equipment_names": _names(row["equipment"], ledger),
         "place_name": _names(row["place"], ledger)}
        for row in photos(scenario.folder)
    ]  # fmt: skip


def _names(ids: str, ledger: "Ledger") -> str:
    return ", ".join(ledger.name(one.strip()) for one in ids.split(";") if one.strip())


def _fronts(scenario: "Scenario") -> list[dict[str, Any]]:
    """Return the dated fronts, main line and rings, each as one flat list of points [km]."""
    file = scenario.folder / "record" / "fronts.csv"
    if not file.is_file():
        return []
    place = Projection(scenario.world.ground)
    sources: dict[str, set[str]] = {}
    for row in read_rows(file):
        sources.setdefault(row["date"], set()).update(row["source_key"].split(";"))
    return [
        {
            "day": day_of(scenario, trace.date),
            "date": trace.date,
            "precision": trace.precision_km,
            "lines": [
                np.round(place(line[:, 0], line[:, 1]), 1).ravel().tolist()
                for line in (trace.main, *trace.rings)
            ],
            "sources": sorted(key.strip() for key in sources[trace.date] if key.strip()),
        }
        for trace in read_traces(file)
    ]


def _sides(scenario: "Scenario") -> dict[str, Any]:
    """Return the names of the two sides: their own, and what the other side called them."""
    form = read_yaml(scenario.folder / "scenario.yaml") or {}
    sides: dict[str, Any] = form.get("sides", {})
    return sides


def order_of_battle(scenario: "Scenario") -> dict[str, Any]:
    """Return formations, armies and nations as they stand in the order of battle."""
    rows = {r["id"]: r for r in read_rows(scenario.folder / "order_of_battle" / "formations.csv")}
    state = scenario.state0.formations
    return {
        "nations": [
            {"id": key, "name": name, "other": other, "group": scenario.groups[group],
             "side": int(scenario.world.nations.side[k])}
            for k, (key, name, other, group) in enumerate(zip(
                scenario.nations, scenario.nation_names, scenario.nation_other_names,
                scenario.group_of, strict=True))
        ],
        "groups": [
            {"id": key, "name": name}
            for key, name in zip(scenario.groups, scenario.group_names, strict=True)
        ],
        "armies": [
            {"id": key, "name": name, "parent": parent}
            for key, name, parent in zip(
                scenario.armies, scenario.army_names, scenario.army_parents, strict=True)
        ],
        "formations": [
            {"id": key, "name": name, "nation": int(state.nation[f]), "side": int(state.side[f]),
             "kind": int(state.kind[f]), "motor": int(state.motor[f]), "army": int(state.army[f]),
             "toe": int(state.toe[f]), "guns": int(state.guns[f]), "tanks": int(state.tanks[f]),
             "note": rows.get(key, {}).get("note", ""),
             "source": rows.get(key, {}).get("source_key", "")}
            for f, (key, name) in enumerate(zip(
                scenario.formations, scenario.formation_names, strict=True))
        ],
    }  # fmt: skip
