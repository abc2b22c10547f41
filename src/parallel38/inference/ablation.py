"""What each rule is worth: scores of the wars without it, beside those with every rule."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from parallel38.ensemble.ablation import WHOLE
from parallel38.ensemble.store import read_manifest
from parallel38.inference import verdict
from parallel38.inference.distance import KM_PER_DEGREE
from parallel38.writing import write_text

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

FILE = "ablation.json"


def write(folder: Path, wars: Path, rules: Iterable[str], scenario: "Scenario") -> dict[str, Any]:
    """Score the finished runs below `wars` and write ablation.json of a run folder in one stroke.

    Returns one row a rule, in the order of `rules` after that with every rule.
    """
    whole = wars / WHOLE
    rows = {
        name: row(wars / name, whole, scenario)
        for name in (WHOLE, *rules)
        if _finished(wars / name)
    }
    write_text(folder / FILE, json.dumps(rows, indent=1) + "\n")
    return rows


def row(folder: Path, whole: Path, scenario: "Scenario") -> dict[str, float | None]:
    """Return the scores of one run; None where the scenario has no record to score against."""
    scores: dict[str, float | None] = {
        "front_error_km": None,
        "front_error_single_km": None,
        "share_seesaw": None,
        "share_holders_right": None,
        "front_shift_km": front_shift(folder, whole),
    }
    if (scenario.folder / "record" / "fronts.csv").is_file():
        kept = folder / "scorecard.json"
        card = verdict.write(folder, scenario) if not kept.is_file() else _read(kept)
        scores["front_error_km"] = card["front_error_km"]["mean_map"]
        scores["front_error_single_km"] = card["front_error_km"]["mean_single"]
        scores["share_seesaw"] = card["shape"]["share_seesaw"]
        scores["share_holders_right"] = card["holders"]["share_right"]
    return scores


def front_shift(folder: Path, whole: Path) -> float:
    """Return how far the front lies from that of the same war with every rule, on average [km]."""
    first, second = (
        pl.read_parquet(run / "series.parquet", columns=["front_latitude"]).to_numpy()
        for run in (folder, whole)
    )
    return round(KM_PER_DEGREE * float(np.mean(np.abs(first - second), dtype=np.float64)), 3)


def _finished(folder: Path) -> bool:
    manifest = read_manifest(folder)
    return manifest is not None and bool(manifest["files"])


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text(encoding="utf-8")))
