"""The luck index: how likely was what happened, given the day before.

For each turning point wars begin with the historical state of its eve (`ensemble.branch`) and go
on under the doctrine. Luck is the share of them in which all came to pass that did; its interval
is Wilson's, 95 %. Where the model is wrong about a day, so is this share.
"""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.complaint import Complaint, unknown
from parallel38.ensemble.branch import RECORD
from parallel38.ensemble.contrast import normal
from parallel38.ensemble.design import STANDARD, Design, design, fingerprint, open_scenario
from parallel38.inference import verdict
from parallel38.inference.distance import front_error
from parallel38.scenario.turning_points import Happened, TurningPoint, load_turning_points
from parallel38.writing import write_text

Bool = NDArray[np.bool_]

RUNS = Path("runs") / "luck"
FILE = "luck.json"
REPLICAS = 200
SIDE = {"south": True, "north": False}
LIKELY, EVEN, LUCKY, VERY = "to be expected", "open", "lucky", "very lucky"


class Turn(NamedTuple):
    """A turning point and the wars that begin on its eve."""

    name: str
    point: TurningPoint
    plan: Design


def turns(
    scenario: str | Path = STANDARD,
    chosen: tuple[str, ...] = (),
    replicas: int = REPLICAS,
    seed: int = 38,
) -> list[Turn]:
    """Return the turning points of a scenario (all if none is chosen), with what to fight.

    Raises `Complaint` where the scenario has none, or not one that is chosen.
    """
    opened = open_scenario(str(scenario), (), ())
    known = load_turning_points(opened.folder)
    if not known:
        raise Complaint(f"the scenario {scenario} names no turning points, so none can be judged")
    for name in chosen:
        if name not in known:
            raise unknown("turning point", name, known)
    found = []
    for name in chosen or known:
        eve, until = ((d - opened.start).days for d in (known[name].eve, known[name].until))
        plan = design(
            scenario, replicas=replicas, seed=seed, days=until + 1, since=eve, state=RECORD
        )
        found.append(Turn(name, known[name], plan))
    return found


def place(found: list[Turn], out: Path | None = None) -> Path:
    """Return the folder of an index; the wars of each turning point lie in one of its name."""
    return out if out is not None else RUNS / fingerprint(found[0].plan)


def write(found: list[Turn], folder: Path) -> dict[str, Any]:
    """Judge the turning points whose wars are fought, and keep the index in luck.json."""
    rows = {turn.name: judge(turn, folder / turn.name) for turn in found}
    index = {
        "wars": found[0].plan.replicas,
        "seed": found[0].plan.seed,
        "interval": "95 %, Wilson",
        "points": rows,
    }
    write_text(folder / FILE, json.dumps(index, indent=1) + "\n")
    return index


def judge(turn: Turn, folder: Path) -> dict[str, Any]:
    """Return how often all came to pass that did, and each part of it alone."""
    opened = open_scenario(turn.plan.scenario, (), ())
    targets, replay = verdict.open_run(folder, opened)
    parts: dict[str, Bool] = {}
    for one in turn.point.happened:
        parts[in_words(one)] = _came(one, turn, opened.places, targets, replay)
    all_ = np.logical_and.reduce(list(parts.values()))
    share, low, high = wilson(int(all_.sum()), all_.size)
    return {
        "title": turn.point.title,
        "words": turn.point.words,
        "eve": str(turn.point.eve),
        "claims": list(turn.point.claims),
        "share": share,
        "low": low,
        "high": high,
        "label": labelled(share),
        "parts": {words: float(came.mean()) for words, came in parts.items()},
    }


def _came(one: Happened, turn: Turn, places: Mapping[str, int], targets: Any, replay: Any) -> Bool:
    """Return in which wars a thing came to pass (w,)."""
    day = targets.day(one.last)
    if one.place is not None and one.holder is not None:
        held = replay.held(places[one.place]) == SIDE[one.holder]
        first = turn.plan.since if one.throughout else day
        came: Bool = held[:, first : day + 1].all(axis=1)
        return came
    known = list(targets.dates)
    if str(one.front) not in known or one.within_km is None:
        raise Complaint(f"turning point {turn.name}: fronts.csv has no line of {one.front}")
    record = targets.south[known.index(str(one.front))][targets.scored]
    maps = replay.maps(np.array([day]))[0][:, targets.scored]
    width = float(targets.settings["front_width"]["value"])
    near: Bool = front_error(maps, record, targets.cell_km2, width) <= one.within_km
    return near


def in_words(one: Happened) -> str:
    """Say what had to come to pass."""
    if one.place is not None:
        when = "until" if one.throughout else "on"
        return f"{one.place} with the {one.holder} {when} {one.day}"
    return f"front within {one.within_km:g} km of the record's on {one.front}"


def wilson(count: int, wars: int) -> tuple[float, float, float]:
    """Return a share with the ends of its 95 % interval after Wilson."""
    z = normal(0.975)
    share = count / wars
    middle = (share + z * z / (2 * wars)) / (1 + z * z / wars)
    reach = (
        z / (1 + z * z / wars) * math.sqrt(share * (1 - share) / wars + z * z / (4 * wars * wars))
    )
    return share, max(0.0, middle - reach), min(1.0, middle + reach)


def labelled(share: float) -> str:
    """Return the word for a share: two thirds, a third and a tenth are the marks."""
    if share >= 2 / 3:
        return LIKELY
    return EVEN if share >= 1 / 3 else LUCKY if share >= 0.1 else VERY
