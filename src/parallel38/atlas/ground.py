"""The ground of a scenario as the map draws it: cells, heights, lines and places."""

import csv
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from parallel38.complaint import Complaint
from parallel38.inference.targets import Projection, read_rows
from parallel38.scenario.scenario import GROUND, Scenario

if TYPE_CHECKING:
    from parallel38.evidence.ledger import Ledger

HEIGHTS = "heights.csv"
LINES = ("coast", "rivers", "parallels")
AROUND = "waters.csv"
CENSUS = "census.csv"
KINDS = ("sea", "land")
METRES = 10.0  # heights are sent in steps of this [m]


def ground_of(scenario: Scenario, ledger: "Ledger") -> dict[str, Any]:
    """Return cells [km], lines [km], heights [m] and places of a scenario."""
    ground = scenario.world.ground
    folder = scenario.folder / GROUND
    return {
        "pitch": float(ground.pitch_km),
        "start": scenario.start.isoformat(),
        "end": scenario.end.isoformat(),
        "cells": {
            "x": _short(ground.x_km),
            "y": _short(ground.y_km),
            "lat": [round(float(v), 3) for v in ground.latitude],
            "lon": [round(float(v), 3) for v in ground.longitude],
            "home": ground.home.tolist(),
            "sanctuary": ground.sanctuary.tolist(),
            "relief": [round(float(v), 2) for v in ground.relief],
            "people": [round(float(v)) for v in ground.people],
            "near": ground.neighbour.tolist(),
        },
        "heights": _heights(folder / HEIGHTS),
        "lines": {name: _lines(folder / f"{name}.csv") for name in LINES},
        "routes": [
            {"kind": row["kind"], "id": row["id"], "class": int(row["class"]),
             "cells": [int(cell) for cell in row["cells"].split()]}
            for row in read_rows(folder / "routes.csv")
        ],
        "places": _places(scenario, ledger),
        "around": _around(folder / AROUND),
        "census": read_rows(folder / CENSUS) if (folder / CENSUS).is_file() else [],
    }  # fmt: skip


def _short(values: np.ndarray[Any, Any]) -> list[float]:
    return [round(float(value), 1) for value in values]


def _heights(file: Path) -> dict[str, Any] | None:
    """Return the grid of heights, rows from south to north; None where there is none."""
    if not file.is_file():
        return None
    with file.open(newline="", encoding="utf-8") as handle:
        header, *rows = list(csv.reader(handle))
    east = [float(name) for name in header[1:]]
    north = [float(row[0]) for row in rows]
    return {
        "x": east[0],
        "y": north[0],
        "step": east[1] - east[0],
        "columns": len(east),
        "metres": METRES,
        "values": [round(float(v) / METRES) for row in rows for v in row[1:]],
    }


def _around(file: Path) -> list[dict[str, Any]]:
    """Return the names of seas and lands around; [] where a scenario has none.

    Raises `Complaint` for a row that cannot be drawn.
    """
    if not file.is_file():
        return []
    found = []
    for number, row in enumerate(read_rows(file), 2):
        try:
            lat, lon, size, turn = (float(row[key]) for key in ("lat", "lon", "size", "turn"))
        except ValueError:
            raise Complaint(
                f"{file.name} line {number}: lat, lon, size and turn are numbers"
            ) from None
        if row["kind"] not in KINDS:
            raise Complaint(f"{file.name} line {number}: kind is {' or '.join(KINDS)}")
        found.append({
            "name": row["name"], "second": row["second"], "hangul": row["hangul"], "lat": lat,
            "lon": lon, "size": size, "turn": turn, "land": row["kind"] == "land",
        })  # fmt: skip
    return found


def _lines(file: Path) -> list[dict[str, Any]]:
    """Return the lines of a file, each with its points as one flat list [km]."""
    lines: dict[str, dict[str, Any]] = {}
    for row in read_rows(file):
        line = lines.setdefault(
            row["line"], {"name": row["name"], "class": int(row["class"]), "points": []}
        )
        line["points"] += [float(row["x_km"]), float(row["y_km"])]
    return list(lines.values())


def _places(scenario: Scenario, ledger: "Ledger") -> list[dict[str, Any]]:
    """Return the places of the record, with their names of then and now, the greatest first."""
    folder = scenario.folder
    worth = {r["place"]: r for r in read_rows(folder / GROUND / "objectives.csv")}
    ports = {r["place"] for r in read_rows(folder / GROUND / "ports.csv")}
    rows = read_rows(folder / "record" / "places.csv")
    if not rows:
        return []
    lon = np.array([float(r["lon"]) for r in rows])
    lat = np.array([float(r["lat"]) for r in rows])
    spots = Projection(scenario.world.ground)(lon, lat)
    places: list[dict[str, Any]] = []
    for row, (x, y) in zip(rows, spots, strict=True):
        entity = ledger.entities.get(f"place:{row['id']}")
        fields = entity.fields if entity else {}
        objective = worth.get(row["id"], {})
        places.append(
            {
                "id": row["id"],
                "name": row["name"],
                "modern": row["modern_name"],
                "hangul": fields.get("hangul", "").partition(";")[0].strip(),
                "kind": row["kind"],
                "province": row.get("province", ""),
                "x": round(float(x), 1),
                "y": round(float(y), 1),
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
                "cell": scenario.places.get(row["id"], -1),
                "worth": float(objective.get("value") or 0.0),
                "people": int(float(objective.get("people") or 0)),
                "port": row["id"] in ports,
                "source": row.get("source_key", ""),
            }
        )
    places.sort(key=lambda p: (-p["worth"], -p["people"], p["kind"] not in ("city", "port")))
    return places


def day_of(scenario: Scenario, date: str) -> int | None:
    """Return the day of the war of an ISO date, None where it is none."""
    try:
        return (datetime.date.fromisoformat(date[:10]) - scenario.start).days
    except ValueError:
        return None
