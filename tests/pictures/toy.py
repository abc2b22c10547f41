"""A run folder of twelve made-up wars on the fictional isthmus, and a record to hold it against."""

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl

from parallel38.ensemble.record import PULSE
from parallel38.paths import data_folder
from parallel38.scenario.scenario import Scenario, load

HERE = Path(__file__).parent
WARS, DAYS = 12, 30
KINDS = ("killed", "wounded", "captured", "missing", "nonbattle", "frozen")


def scenario(folder: Path) -> Scenario:
    """Return the isthmus with the record of this folder instead of its own."""
    home = folder / "isthmus"
    shutil.copytree(data_folder() / "isthmus", home)
    for file in (HERE / "record").iterdir():
        shutil.copy(file, home / "record" / file.name)
    return dataclasses.replace(load("isthmus"), folder=home)


def front(war: int, day: int) -> float:
    """Return a made-up front: south, then north, each war a little different [degrees]."""
    wave = np.interp(day, [0, 7, 14, 26, 29], [38.0, 37.75, 37.62, 38.1, 38.1])
    return float(wave + 0.02 * (war - WARS / 2) * np.sin(day / 9))


def run(folder: Path, opened: Scenario) -> Path:
    """Write the run folder."""
    ground = opened.world.ground
    changes, pulses, wars, series = [], [], [], []
    for war in range(WARS):
        held = ground.home == 0
        for day in range(DAYS):
            now = ground.latitude < front(war, day)
            changes += [(war, day, c, int(not now[c])) for c in np.flatnonzero(now != held)]
            held = now
        wars.append(_war(opened, war))
        series.append(_series(opened, war))
        first = 11 + war % 3
        pulses += [(war, 1, first, first + 4 + war % 5, 20, 0), (war, 0, 20, 25, 9, war % 2)]
    run_folder = folder / "run"
    run_folder.mkdir()
    names = (["war", "day", "cell", "side"], ["war", *PULSE])
    pl.DataFrame(wars).write_parquet(run_folder / "wars.parquet")
    pl.concat(series).write_parquet(run_folder / "series.parquet")
    pl.DataFrame(changes, names[0], orient="row").write_parquet(run_folder / "holders.parquet")
    pl.DataFrame(pulses, names[1], orient="row").write_parquet(run_folder / "pulses.parquet")
    known = {"version": "0", "scenario": "isthmus", "replicas": WARS, "days": DAYS, "seed": 1}
    known |= {"command": "parallel38 run isthmus --replicas 12 --seed 1", "set": {}, "without": []}
    (run_folder / "manifest.json").write_text(json.dumps(known))
    rules = {"none": 9.0, "one rule": 8.5, "another rule": 24.0}
    table = {name: {"front_error_km": km, "share_seesaw": 0.5} for name, km in rules.items()}
    (run_folder / "ablation.json").write_text(json.dumps(table))
    return run_folder


def _war(opened: Scenario, war: int) -> dict[str, int]:
    row = {"war": war, "end_day": DAYS - 1, "intervened": 8 + war % 5}
    row["talks"] = -1 if war == 0 else 24 + war % 6
    for number, nation in enumerate(opened.nations):
        captured = 100 * (number + 1) + 10 * war
        row |= {f"{nation}_captured": captured, f"{nation}_died_captive": captured // 4}
        row |= {f"{nation}_repatriated": captured // 2, f"{nation}_stayed": captured // 10}
    return row


def _series(opened: Scenario, war: int) -> pl.DataFrame:
    day = np.arange(DAYS)
    columns = {"war": np.full(DAYS, war), "day": day}
    columns |= {"displaced": 900.0 * day + 40 * war, "civil_dead": 300.0 * day + 9 * war}
    for number, group in enumerate(opened.groups):
        columns[f"{group}_strength"] = 30000 + 500 * day * (number + 1) + 200 * war
        for k, kind in enumerate(KINDS):
            columns[f"{group}_{kind}"] = (day * (40 + 3 * war) * (number + 1)) // (k + 1)
    return pl.DataFrame(columns)
