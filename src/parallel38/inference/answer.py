"""The answer to a what-if: every contrast, restraint, what is foregone, and one sentence on top."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from parallel38.ensemble.contrast import LESS, MORE, NONE, UNCLEAR, Contrast, contrasts, plain
from parallel38.ensemble.design import identity, open_design, open_scenario
from parallel38.ensemble.measures import F64, Theme, measures
from parallel38.ensemble.whatif import Places, Question, changes_of
from parallel38.inference import verdict
from parallel38.inference.distance import KM_PER_DEGREE, parallel_of
from parallel38.inference.restraint import restraint
from parallel38.inference.targets import HEXAGON, UNSETTLED, read_rows, read_yaml
from parallel38.scenario.cases import Case
from parallel38.scenario.scenario import Scenario
from parallel38.writing import write_text

FILE = "whatif.json"
OUTCOMES = ("south_lost", "north_lost")  # said first where they are clear
HEADLINES = (  # what the sentence on top may speak of, in this order where equally clear
    "front_latitude", "duration", "killed_south", "killed_north", "civil_dead",
)  # fmt: skip
PEACE = "armistice_share"  # told in place of the duration where not every war ends with one
SHORT = {
    "front_latitude": "the front at the end",
    "duration": "the length of the war",
    PEACE: "whether an armistice comes",
    "killed_south": "the South's killed",
    "killed_north": "the North's killed",
    "civil_dead": "civilian deaths",
}
MOST_TOLD = 3
ALL = 100.0  # [% of wars]
FAMILY_WORDS = (
    (MORE, "these make the offensives longer:"),
    (LESS, "these make them shorter:"),
    (NONE, "these make no difference that matters:"),
    (UNCLEAR, "it cannot be told of"),
)
FAMILY_MEASURE = "pulse_days"  # what the members of a family are compared by


def theme_of(opened: Scenario) -> Theme:
    """Return what the measures need of a scenario."""
    settings = {
        **UNSETTLED,
        **(read_yaml(opened.folder / "record" / "scoring.yaml") or {}),
    }
    place = settings["focus_place"] or ""
    rows = read_rows(opened.folder / "record" / "places.csv")
    names = {row["id"]: row["name"] for row in rows}
    sides = opened.world.nations.side
    groups = [opened.group_of.index(number) for number in range(len(opened.groups))]
    return Theme(
        groups=opened.groups,
        group_names=opened.group_names,
        side_of_group=tuple(int(sides[nation]) for nation in groups),
        nations=opened.nations,
        side_of_nation=tuple(int(side) for side in sides),
        place=place,
        place_name=names.get(place, place),
        place_home=int(opened.world.ground.home[opened.places[place]]) if place else 0,
        parallel=_parallel(opened),
        land_km2=float(np.count_nonzero(opened.world.ground.sanctuary == 0)) * _cell_km2(opened),
    )


def _cell_km2(opened: Scenario) -> float:
    return float(HEXAGON * opened.world.ground.pitch_km**2)


def _parallel(opened: Scenario) -> Callable[[F64], F64]:
    """Return how land held [km²] becomes the parallel that would leave as much [degrees]."""
    ground = opened.world.ground
    latitude = ground.latitude[ground.sanctuary == 0]
    row_km = float(HEXAGON * ground.pitch_km)
    cell_km2 = _cell_km2(opened)
    return lambda area: parallel_of(area / cell_km2, latitude, row_km)


def compare(asked: Question, lie: Places) -> dict[str, Contrast]:
    """Return the contrast of every measure of a question whose wars are fought."""
    since = asked.after.since
    first = measures(lie.before, theme_of(open_design(asked.before)), since)
    second = measures(lie.after, theme_of(open_design(asked.after)), since)
    return contrasts(first, second)


def write(asked: Question, lie: Places) -> dict[str, Any]:
    """Answer a question whose wars are fought, and keep the answer in whatif.json."""
    found = compare(asked, lie)
    opened = open_scenario(asked.after.scenario, (), ())
    meter = restraint(asked, opened, lie.before, lie.after)
    form = asked.case.form if asked.case else None
    foregone = tuple(form.foregone) if form else ()
    answer = {
        "name": asked.name,
        "title": asked.title,
        "question": asked.question,
        "answer": sentence(found, foregone),
        "changed": list(asked.changed),
        "since": asked.after.since,
        "state": asked.after.state,
        "wars": asked.after.replicas,
        "seed": asked.after.seed,
        "days": asked.after.days,
        "command": asked.after.command(),
        "changes": changes_of(asked.after),
        "before": {"folder": _from(lie.before, lie.folder), **identity(asked.before)},
        "after": {"folder": _from(lie.after, lie.folder), **identity(asked.after)},
        "history": form.history if form else "",
        "claims": list(form.claims) if form else [],
        "given": list(form.given) if form else [],
        "foregone": list(foregone),
        "unknowable": list(form.unknowable) if form else [],
        "restraint": meter.summary(),
        "own_error_km": own_error(asked, lie, opened),
        "interval": "95 %, Student's t on the mean of the paired differences",
        "contrasts": {name: one.summary() for name, one in found.items()},
    }
    return _kept(answer, lie.folder)


def write_family(
    case: Case, answers: Sequence[tuple[Path, dict[str, Any]]], folder: Path
) -> dict[str, Any]:
    """Put the answers of a family of cases, each with its folder, together in whatif.json."""
    members = [{**one, "at": _from(place, folder)} for place, one in answers]
    first = members[0]["contrasts"][FAMILY_MEASURE]
    told = [(one["title"], one["contrasts"][FAMILY_MEASURE]) for one in members]
    sayings = []
    for wanted, words in FAMILY_WORDS:
        found = [(title, one) for title, one in told if one["verdict"] == wanted]
        found.sort(key=lambda pair: -abs(pair[1]["effect"] or 0.0))
        days = wanted in (MORE, LESS)
        parts = [
            title[:1].lower() + title[1:] + (f" ({plain(one['effect'])} days)" if days else "")
            for title, one in found
        ]
        if parts:
            sayings.append(f"{words} {_listed(parts)}")
    length = ""
    if first["before"] is not None:
        length = f" Unchanged, the median offensive lasts {plain(first['before'], False)} days."
    form = case.form
    answer = {
        "name": case.name,
        "title": form.title,
        "question": form.question,
        "answer": f"Changed alone, {'; '.join(sayings)}.{length}",
        "measure": FAMILY_MEASURE,
        "history": form.history,
        "claims": list(form.claims),
        "unknowable": list(form.unknowable),
        "members": members,
    }
    return _kept(answer, folder)


def _from(place: Path, folder: Path) -> str:
    """Return the way from a folder to a place, so that both may be moved together."""
    return Path(os.path.relpath(place, folder)).as_posix()


def _kept(answer: dict[str, Any], folder: Path) -> dict[str, Any]:
    plain_values: dict[str, Any] = _finite(answer)
    write_text(folder / FILE, json.dumps(plain_values, indent=1) + "\n")
    return plain_values


def own_error(asked: Question, lie: Places, opened: Scenario) -> float | None:
    """Return how far single unchanged wars lie from the record, on average [km].

    None where there is no record, or where the wars are shorter than the war was.
    """
    fronts = opened.folder / "record" / "fronts.csv"
    if not fronts.is_file() or asked.before.days < opened.days or asked.before.since:
        return None
    kept = lie.before / "scorecard.json"
    if kept.is_file():
        card = json.loads(kept.read_text(encoding="utf-8"))
    else:
        card = verdict.write(lie.before, opened)
    error: float | None = card["front_error_km"]["mean_single"]
    return error


def sentence(found: Mapping[str, Contrast], foregone: tuple[str, ...]) -> str:
    """Return the answer in one sentence: what is clear, then what cannot be told.

    What follows by construction comes last, and is called so.
    """
    known = [one for one in found.values() if one.pairs > 1]
    if known and all(one.effect == one.low == one.high == 0 for one in known):
        return "In not one pair do the two wars differ: at that date it changes nothing."
    heads = [found[name] for name in _headlines(found) if name in found]
    open_ = [one for one in heads if one.name not in foregone]
    built = [_clause(one) for one in heads if one.name in foregone and _clear(one)]
    outcome = [_clause(found[name]) for name in OUTCOMES if name in found and _clear(found[name])]
    clear = sorted((one for one in open_ if _clear(one)), key=_weight)
    none = [one for one in open_ if one.verdict == NONE]
    unclear = [one for one in open_ if one.verdict == UNCLEAR]
    built_too = f" By construction {_listed(built)}." if built else ""
    if not clear and not outcome and not unclear:
        return f"In these simulated wars it makes no difference that matters.{built_too}"
    if not clear and not outcome:
        what = _listed([_short(one) for one in unclear])
        pairs = open_[0].pairs
        return f"Cannot tell: {pairs} pairs of wars leave the sign open for {what}.{built_too}"
    told = outcome + [_clause(one) for one in clear[:MOST_TOLD]]
    text = f"In these simulated wars, on average, {_listed(told)}"
    if clear[MOST_TOLD:]:
        text += f"; clear too: {_listed([_briefly(one) for one in clear[MOST_TOLD:]])}"
    if unclear:
        text += f"; for {_listed([_short(one) for one in unclear])} it cannot be told"
    if none:
        text += f"; no difference that matters in {_listed([_short(one) for one in none])}"
    return f"{text}.{built_too}"


def _headlines(found: Mapping[str, Contrast]) -> tuple[str, ...]:
    """Return the headlines, with peace for the duration where a war may outlast the run."""
    peace = found.get(PEACE)
    if peace is None or min(peace.before, peace.after) >= ALL:
        return HEADLINES
    return tuple(PEACE if name == "duration" else name for name in HEADLINES)


def _clear(one: Contrast) -> bool:
    return one.verdict in (MORE, LESS)


def _weight(one: Contrast) -> float:
    return -abs(one.effect) / max(one.detectable, 1e-12)


def _short(one: Contrast) -> str:
    return SHORT.get(one.name, one.label)


def _briefly(one: Contrast) -> str:
    """Return a clear difference without its size."""
    word = one.up if one.verdict == MORE else one.down
    if one.name == PEACE:
        return f"{word} armistices"
    return f"a {word} war" if one.name == "duration" else f"{_short(one)} ({word})"


def _clause(one: Contrast) -> str:
    word = one.up if one.verdict == MORE else one.down
    low, high = sorted((abs(one.low), abs(one.high)))
    shares = f"in {one.after:.0f} % of the wars (unchanged: {one.before:.0f} %)"
    if one.name in OUTCOMES:
        side = one.name.partition("_")[0].title()
        return f"the {side} ends with under a twentieth of the land {shares}"
    if one.name == PEACE:
        return f"an armistice comes within the days fought {shares}"
    if one.name == "front_latitude":
        km = [plain(KM_PER_DEGREE * value, False) for value in (abs(one.effect), low, high)]
        return f"the front ends {km[0]} km {word} ({km[1]} to {km[2]})"
    size = plain(abs(one.effect), False)
    between = f"({plain(low, False)} to {plain(high, False)})"
    if one.name == "duration":
        return f"the war is {size} days {word} {between}"
    if one.name == "civil_dead":
        return f"{size} {word} civilians die {between}"
    side = one.name.rpartition("_")[2].title()
    return f"{size} {word} soldiers of the {side} are killed {between}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _finite(value: Any) -> Any:
    """Return plain values in which what is no number is null."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float):
        return round(value, 6) if value == value and abs(value) != float("inf") else None
    return value
