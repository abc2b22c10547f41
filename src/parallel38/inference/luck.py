"""The luck index: how likely was what happened, given the day before.

For each turning point wars begin with the historical state of its eve (`ensemble.branch`) and go
on under the doctrine. Luck is the share of them in which all came to pass that did; its interval
is Wilson's, 95 %. Where an attack was a part of what happened, wars without it are not judged: a
place that nobody attacks is not held. Where the model is wrong about a day, so is this share.
"""

import json
import math
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.complaint import Complaint, unknown
from parallel38.engine.world import NORTH, SOUTH
from parallel38.ensemble.branch import RECORD
from parallel38.ensemble.contrast import FEWEST, UNCLEAR, normal
from parallel38.ensemble.design import STANDARD, Design, design, fingerprint, open_scenario
from parallel38.inference import verdict
from parallel38.inference.distance import front_error
from parallel38.inference.replay import Replay
from parallel38.inference.targets import Targets
from parallel38.scenario.turning_points import Happened, TurningPoint, load_turning_points
from parallel38.writing import write_text

F64 = NDArray[np.float64]
Bool = NDArray[np.bool_]

RUNS = Path("runs") / "luck"
FILE = "luck.json"
REPLICAS = 200
SIDE = {"south": True, "north": False}
QUESTION = "How likely was what happened, given the day before?"
LIKELY, EVEN, LUCKY, VERY = "to be expected", "open", "lucky", "very lucky"
MARKS = (2 / 3, 1 / 3, 0.1)  # least share that is to be expected, open, lucky
WORDS = {VERY: "that", LUCKY: "that", EVEN: "whether", LIKELY: "that"}


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
    plan = found[0].plan
    index = {
        "question": QUESTION,
        "answer": sentence(rows),
        "scenario": plan.scenario,
        "wars": plan.replicas,
        "seed": plan.seed,
        "interval": "95 %, Wilson",
        "command": command(found),
        "points": rows,
    }
    write_text(folder / FILE, json.dumps(index, indent=1) + "\n")
    return index


def read_index(folder: Path) -> dict[str, Any] | None:
    """Return the index in a folder, None where there is none.

    Raises `Complaint` when it is damaged, or older than this program.
    """
    try:
        found = dict(json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        raise Complaint(f"{folder / FILE} is damaged; ask for the index again") from None
    if "command" not in found:
        raise Complaint(f"{folder / FILE} is of an older version; ask for the index again")
    return found


def command(found: list[Turn]) -> str:
    """Return the command line that makes an index again."""
    plan = found[0].plan
    words = ["parallel38", "luck", *(turn.name for turn in found)]
    words += ["--replicas", str(plan.replicas), "--seed", str(plan.seed)]
    words += ["--scenario", plan.scenario] if plan.scenario != STANDARD else []
    return shlex.join(words)


def judge(turn: Turn, folder: Path) -> dict[str, Any]:
    """Return how often all came to pass that did, and each part of it alone."""
    opened = open_scenario(turn.plan.scenario, (), ())
    targets, replay = verdict.open_run(folder, opened)
    parts: dict[str, Bool] = {}
    for one in turn.point.happened:
        parts[in_words(one)] = _came(one, turn, opened.places, targets, replay)
    judged = attacked(turn, replay)
    all_ = np.logical_and.reduce(list(parts.values()))[judged]
    share, low, high = wilson(int(all_.sum()), all_.size) if all_.size else (None, 0.0, 1.0)
    label = UNCLEAR if share is None or all_.size < FEWEST else labelled(share)
    return {
        "title": turn.point.title,
        "words": turn.point.words,
        "eve": str(turn.point.eve),
        "claims": list(turn.point.claims),
        "unknowable": list(turn.point.unknowable),
        "attack": turn.point.attack,
        "judged": all_.size,
        "share": share,
        "low": low,
        "high": high,
        "label": label,
        "between": [labelled(low), labelled(high)],
        "parts": {words: float(came.mean()) for words, came in parts.items()},
    }


def attacked(turn: Turn, replay: Replay) -> Bool:
    """Return the wars that can be judged (w,): all, or those with the attack that was a part of it.

    An attack counts that is under way on any day from the eve to the last that is asked for.
    """
    if turn.point.attack is None:
        return np.ones(replay.count, bool)
    pulses = replay.pulses()
    mine = pulses.filter(
        (pulses["side"] == (SOUTH if SIDE[turn.point.attack] else NORTH))
        & (pulses["last_day"] >= turn.plan.since)
        & (pulses["first_day"] < turn.plan.days)
    )
    found: Bool = np.isin(replay.wars["war"].to_numpy(), mine["war"].to_numpy())
    return found


def sentence(rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the answer in one sentence: what was lucky, open, to be expected; what is not told."""
    told = []
    for label, words in WORDS.items():
        mine = [_with_share(words, row) for row in rows.values() if row["label"] == label]
        told += [f"{label} {_listed(mine)}"] if mine else []
    unclear = [_with_share("whether", row) for row in rows.values() if row["label"] == UNCLEAR]
    if not told:
        return f"In these simulated wars it cannot be told {_listed(unclear)}."
    text = f"In these simulated wars, given the day before, it was {'; '.join(told)}"
    return text + (f"; it cannot be told {_listed(unclear)}." if unclear else ".")


def _with_share(words: str, row: Mapping[str, Any]) -> str:
    title = row["title"]
    title = f"the{title[3:]}" if title.startswith("The ") else title
    if row["label"] == UNCLEAR:
        return f"{words} {title} (an attack comes in {row['judged'] or 'none'} of them)"
    share, low, high = (f"{100 * row[key]:.0f}" for key in ("share", "low", "high"))
    return f"{words} {title} ({share} %, {low} to {high})"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def doubt(row: Mapping[str, Any]) -> str:
    """Return the word for a share, and what else its interval leaves open."""
    if row["label"] == UNCLEAR:
        return UNCLEAR
    others = [label for label in dict.fromkeys(row["between"]) if label != row["label"]]
    if not others:
        return str(row["label"])
    return f"{row['label']}, though {' or '.join(others)} cannot be ruled out"


def _came(
    one: Happened, turn: Turn, places: Mapping[str, int], targets: Targets, replay: Replay
) -> Bool:
    """Return in which wars a thing came to pass (w,)."""
    day = targets.day(one.last)
    if one.place is not None and one.holder is not None:
        held = replay.held(places[one.place]) == SIDE[one.holder]
        first = turn.plan.since if one.throughout else day
        came: Bool = held[:, first : day + 1].all(axis=1)
        return came
    assert one.within_km is not None  # the form sees to it
    near: Bool = front_errors(one, turn.name, targets, replay) <= one.within_km
    return near


def front_errors(one: Happened, name: str, targets: Targets, replay: Replay) -> F64:
    """Return how far each war's front lies from the record's on the day asked for (w,) [km].

    Raises `Complaint` where the record has no line of that day.
    """
    known = list(targets.dates)
    if str(one.front) not in known:
        raise Complaint(f"turning point {name}: fronts.csv has no line of {one.front}")
    record = targets.south[known.index(str(one.front))][targets.scored]
    maps = replay.maps(np.array([targets.day(one.last)]))[0][:, targets.scored]
    width = float(targets.settings["front_width"]["value"])
    errors: F64 = front_error(maps, record, targets.cell_km2, width)
    return errors


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
    """Return the word for a share, between the marks."""
    expected, even, lucky = MARKS
    if share >= expected:
        return LIKELY
    return EVEN if share >= even else LUCKY if share >= lucky else VERY
