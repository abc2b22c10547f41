"""A war that costs nothing: the shapes of a real record, every number a hash of (seed, war)."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from parallel38.engine.state import Flow, Stock
from parallel38.ensemble.design import Design
from parallel38.ensemble.record import DAILY, DECISIONS, NATIONAL, PULSE, Record

DAYS = 40
CELLS = 30
NATIONS = ("aland", "beland")
GROUPS = ("a", "b")
PLACES = {"ferry": 3, "mill": 17}


class FakeRates(NamedTuple):
    """Two rates, flat."""

    reach: float = 20.0
    loss: float = 0.1


def fake_scenario(folder: Path) -> SimpleNamespace:
    """Return something with the attributes of a scenario that the ensemble reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text("name: fake\n")
    return SimpleNamespace(
        name="fake",
        sources="all",
        folder=folder,
        rates=FakeRates(),
        days=DAYS,
        world=SimpleNamespace(month=np.zeros(DAYS, np.int8)),
        nations=NATIONS,
        groups=GROUPS,
        places=PLACES,
        case=None,
    )


def fake_fight(plan: Design, war: int) -> Record:
    """Return a record that depends on the seed and the war alone."""
    rng = np.random.default_rng([plan.seed, war])
    time.sleep(rng.uniform(0, 0.002))  # wars end in any order
    changes = int(rng.integers(0, 20))
    pulses = int(rng.integers(0, 3))
    return Record(
        daily=rng.normal(size=(DAYS, len(DAILY))).astype(np.float32),
        nation=rng.integers(0, 9999, (DAYS, len(GROUPS), len(NATIONAL)), dtype=np.int32),
        totals=rng.integers(0, 9999, (len(NATIONS), len(Flow)), dtype=np.int64),
        stocks=rng.integers(0, 9999, (len(NATIONS), len(Stock)), dtype=np.int64),
        changes=np.column_stack(
            [
                np.sort(rng.integers(0, DAYS, changes)),
                rng.integers(0, CELLS, changes),
                rng.integers(0, 2, changes),
            ]
        ).astype(np.int32),
        decisions=rng.integers(-1, DAYS, len(DECISIONS), dtype=np.int64),
        pulses=rng.integers(0, DAYS, (pulses, len(PULSE)), dtype=np.int32),
        end_day=int(rng.integers(0, DAYS)),
    )
