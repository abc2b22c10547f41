"""The page of the luck index: how likely was what happened, given the day before?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from parallel38.complaint import Complaint
from parallel38.ensemble.contrast import UNCLEAR
from parallel38.inference import luck
from parallel38.report import basis
from parallel38.report.eve import Eve
from parallel38.report.figures import luck_shares, turning_point
from parallel38.report.figures.maps import Frame
from parallel38.report.sections import (
    PAGE,
    again,
    escaped,
    figure,
    filled,
    listed,
    section,
    sources,
)
from parallel38.writing import write_text

LIMITS = (
    "Luck here is what the model leaves to chance: weather, the outcome of fights, when someone "
    "decides. What its rules settle beforehand looks certain, though in truth it may have hung by "
    "a thread.",
    "Where the model is wrong about a day, so is its share; 100 % of the wars is not certainty.",
    "An eve has the record's front, as exactly as sources fix it; strengths, losses and stocks are "
    "those of a simulated war that was led along the record's lines.",
    "What no rule describes nobody in these wars can do; why men held or ran.",
)


def write(folder: Path) -> Path:
    """Write report.html into the folder of a luck index and return its path.

    Raises `Complaint` when the folder holds none.
    """
    index = luck.read_index(folder)
    if index is None:
        raise Complaint(f"{folder} holds no luck index; name a folder of parallel38 luck")
    found = luck.turns(index["scenario"], tuple(index["points"]), index["wars"], index["seed"])
    eves = [Eve(turn, index["points"][turn.name], folder / turn.name) for turn in found]
    write_text(folder / PAGE, _page(index, eves))
    return folder / PAGE


def _page(index: Mapping[str, Any], eves: Sequence[Eve]) -> str:
    first = eves[0].material
    for eve in eves[1:]:
        eve.material.notes = first.notes  # one row of numbers for the whole page
    frame = Frame(first)
    parts = [
        figure(luck_shares.draw(index)) if len(eves) > 1 else "",
        *(_point(eve, frame) for eve in eves),
        _hangs(eves),
        section("limits", "What the model cannot know", listed(LIMITS)),
        again(index["command"]),
        sources(first),
    ]
    return filled("luck", index["question"], index["answer"], _scope(index), "", parts)


def _scope(index: Mapping[str, Any]) -> str:
    return (
        f"{index['wars']} simulated wars for each turning point, begun with the historical state "
        "of its eve and fought on by the model's rules. Luck is the share of them in which all "
        "came to pass that did; where an attack was a part of it, of those that have one. "
        "Brackets: 95 % intervals of that share; they speak of the number of wars, not of what the "
        "model gets wrong."
    )


def _point(eve: Eve, frame: Frame) -> str:
    """Return the section of a turning point: what happened, how likely, the figure, the limits."""
    row, material = eve.row, eve.material
    works = material.notes.marks([(f"Source: {key}", [f"source:{key}"]) for key in row["claims"]])
    before = f'<p>{escaped(row["words"])} {works}</p><p class="finding">{_likely(eve)}</p>'
    after = ""
    if row["unknowable"]:
        after = f"<p>Of this day the model cannot know:</p>{listed(row['unknowable'])}"
    return figure(turning_point.draw(eve, frame), before, after)


def _likely(eve: Eve) -> str:
    """Say how often it came as it came, as HTML."""
    row, wars = eve.row, eve.material.count
    begun = f"wars begun on {escaped(eve.material.spoken(row['eve']))}"
    if row["attack"]:
        side = row["attack"].title()
        of = f"In {row['judged'] or 'none'} of the {wars} {begun} the {side} attacks"
        if row["label"] == UNCLEAR:
            return f"{of}: <b>{UNCLEAR}</b>, for a place that nobody attacks is not held."
        of += "; of these it came as it came in"
    else:
        of = f"Of the {wars} {begun} it came as it came in"
    share, low, high = (f"{100 * row[key]:.0f}" for key in ("share", "low", "high"))
    return f"{of} <b>{share} %</b> ({low} to {high}): {escaped(luck.doubt(row))}."


def _hangs(eves: Sequence[Eve]) -> str:
    """Return what the shares rest on: the fronts of the eves and after, holders, the model."""
    items = []
    for eve in eves:
        material, targets = eve.material, eve.material.targets
        begun = [targets.dates[t] for t in range(len(targets.days)) if targets.days[t] <= eve.first]
        after = [] if eve.record_number is None else [targets.dates[eve.record_number]]
        dates = [*begun[-1:], *after]
        marks = " ".join(basis.front(material, date) for date in dates)
        told = " and ".join(material.spoken(date) for date in dates)
        title = escaped(eve.row["title"])
        items.append(f"<li><b>{title}</b>: the record's front of {told} {marks}</li>")
    first = eves[0].material
    everything = basis.simulated(first)
    if everything:
        items.append(f"<li>Every simulated number of this page rests on {everything}</li>")
    return section("rests", "What it hangs on", f'<ul class="limits">{"".join(items)}</ul>')
