"""The report of a what-if: one page, the question on top, that needs nothing but a browser."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from parallel38.complaint import Complaint
from parallel38.ensemble.contrast import plain
from parallel38.inference import verdict
from parallel38.inference.restraint import BOLD, EXUBERANT, RESTRAINED
from parallel38.report.figures import difference_maps, difference_series, pulse_shift
from parallel38.report.notes import Marked
from parallel38.report.pair import Pair, read_answer
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
from parallel38.report.tables import table
from parallel38.report.whatif_table import names
from parallel38.writing import write_text

EXPECTED_BY_LUCK = 0.05  # share of measures that nothing changes whose interval leaves zero out
HEAD = ("", "unchanged", "changed", "difference", "95 % interval", "same way",
        "detectable", "")  # fmt: skip


def write(folder: Path) -> Path:
    """Write report.html into the folder of a what-if and return its path.

    Raises `Complaint` when the folder holds no answer.
    """
    answer = read_answer(folder)
    if answer is None:
        raise Complaint(f"{folder} holds no what-if; name a folder that parallel38 whatif has made")
    text = _family_page(folder, answer) if "members" in answer else _page(folder, answer)
    write_text(folder / PAGE, text)
    return folder / PAGE


def _page(folder: Path, answer: Mapping[str, Any]) -> str:
    pair = Pair(folder, dict(answer))
    drawn = [difference_maps.draw(pair), difference_series.draw(pair)]
    hangs = _hangs(pair)
    parts = [
        *(figure(one) for one in drawn),
        _measures(answer),
        section("history", "What happened", f"<p>{escaped(answer['history'])}</p>")
        if answer["history"]
        else "",
        hangs,
        _limits(answer),
        again(answer["command"]),
        sources(pair.material),
    ]
    return _filled(answer, _scope(pair), _meter(answer), parts)


def _family_page(folder: Path, answer: Mapping[str, Any]) -> str:
    first = Pair(folder / answer["members"][0]["at"], answer["members"][0])
    record = verdict.record_pulses(first.material.targets, first.material.scenario.folder)
    middle = float(np.median(record)) if record else None
    drawing = pulse_shift.draw(answer, middle)
    wars = answer["members"][0]["wars"]
    scope = (
        f"{wars} pairs of wars for each cause, all held against the same unchanged wars. "
        f"{_own_error(answer['members'][0])}"
    )
    rows = [(one["title"], one["answer"], one["restraint"]["label"]) for one in answer["members"]]
    causes = "".join(
        f"<dt><b>{escaped(title)}</b> ({escaped(label)})</dt><dd>{escaped(text)}</dd>"
        for title, text, label in rows
    )
    marks = first.material.notes.marks(
        [(f"Source: {key}", [f"source:{key}"]) for key in answer["claims"]]
    )
    parts = [
        figure(drawing._replace(finding="")),
        section("history", "What happened",
                 f"<p>{escaped(answer['history'])} {marks}</p>"),
        section("members", "Each cause, and what else it changes", f"<dl>{causes}</dl>"),
        section("limits", "What the model cannot know", listed(answer["unknowable"])),
        again(f"parallel38 whatif {answer['name']} --replicas {wars} "
               f"--seed {answer['members'][0]['seed']}"),
        sources(first.material),
    ]  # fmt: skip
    return _filled(answer, scope, "", parts)


def _filled(answer: Mapping[str, Any], scope: str, meter: str, parts: Iterable[str]) -> str:
    return filled("what if", answer["question"], answer["answer"], scope, meter, parts)


def _scope(pair: Pair) -> str:
    """Say what was compared, and how right the model is."""
    answer, material = pair.answer, pair.material
    begun = "from the first day on"
    if pair.since:
        date = material.spoken(material.targets.date(pair.since))
        begun = f"from {date} on"
        if answer["state"] == "record":
            begun += ", beginning with the record's front of that day"
    return (
        f"{answer['wars']} pairs of simulated wars, the change holding {begun}. The two wars of a "
        "pair have the same luck until the change makes them differ. Brackets: 95 % intervals of "
        "the mean; they speak of the model's luck, not of history. Every death is simulated. "
        f"{_own_error(answer)}"
    )


def _own_error(answer: Mapping[str, Any]) -> str:
    error = answer["own_error_km"]
    if error is None:
        return ""
    return (
        f"The model is rough: its unchanged wars lie {error:.0f} km from the real front on "
        "average, so that the answer is about the model first."
    )


def _meter(answer: Mapping[str, Any]) -> str:
    meter = answer["restraint"]
    steps = "".join(
        f"<span{' class=here' if label == meter['label'] else ''}>{label}</span>"
        for label in (RESTRAINED, BOLD, EXUBERANT)
    )
    reasons = "; ".join(meter["reasons"])
    text = (
        f"How far this goes from history: {meter['label']}. Surprise {meter['surprise_bits']:.1f} "
        f"bits ({reasons}); {meter['decisions_changed']:g} great decisions fall otherwise in the "
        f"median pair; {meter['lead_days']:.0f} days lie between the first difference and the end."
    )
    return (
        f'<div class="meter" role="img" aria-label="{meter["label"]}, of restrained, bold, '
        f'exuberant">{steps}</div><p class="aside">{escaped(text)}</p>'
    )


def _measures(answer: Mapping[str, Any]) -> str:
    """Return the measures: the few of the small table, and all of them folded away."""
    few = names(answer)
    rest = [name for name in answer["contrasts"] if name not in few]
    luck = max(1, round(EXPECTED_BY_LUCK * len(answer["contrasts"])))
    note = (
        f"{len(answer['contrasts'])} measures are compared. If the change did nothing at all, "
        f"about {luck} of their intervals would leave zero out by luck."
    )
    more = table(HEAD, [_row(answer, name) for name in rest], "The other measures")
    return section(
        "measures",
        "What it changes, and what cannot be told",
        table(HEAD, [_row(answer, name) for name in few], note)
        + f"<details><summary>By nation, and the rest</summary>{more}</details>",
    )


def _row(answer: Mapping[str, Any], name: str) -> list[str]:
    one = answer["contrasts"][name]
    same = one["sign_stability"]
    word = one["verdict"] if one["verdict"] not in ("more", "less") else (
        one["up"] if one["effect"] > 0 else one["down"])  # fmt: skip
    word = f"<b>{escaped(word)}</b>" if one["verdict"] in ("more", "less") else escaped(word)
    if name in answer["foregone"]:
        word += ' <span class="own">by construction</span>'
    between = f"{_number(one['low'], True)} to {_number(one['high'], True)}"
    return [
        f"{one['label']} [{one['unit']}]", _number(one["before"]), _number(one["after"]),
        _number(one["effect"], True), between if one["low"] is not None else "–",
        "–" if same is None else f"{100 * same:.0f} %", _number(one["detectable"]), Marked(word),
    ]  # fmt: skip


def _hangs(pair: Pair) -> str:
    """Return what the question rests on: the case's works, and rules and rates that it changes."""
    answer, notes = pair.answer, pair.material.notes
    known = pair.material.scenario.rules
    items = []
    changed = answer["changes"]
    for rule in changed["without"]:
        found = known[rule]
        mark = notes.mark(f"Rule {rule}", f"rule:{rule}")
        reason = f" {found.note}" if found.note else ""
        text = f"Off: {found.rule} When: {found.when}.{reason}"
        items.append(f"<li><b>{escaped(rule)}</b>. {escaped(text)} {mark}</li>")
    for name, (before, after) in changed["set"].items():
        mark = notes.mark(f"Rate {name}", f"rate:{name}")
        text = f"{after:g} in place of {before:g}"
        items.append(f"<li><b>{escaped(name)}</b>: {escaped(text)} {mark}</li>")
    for line in changed["other"]:
        items.append(f"<li>{escaped(line)}</li>")
    works = notes.marks([(f"Source: {key}", [f"source:{key}"]) for key in answer["claims"]])
    if works:
        items.append(f"<li>The history above rests on {works}</li>")
    everything = notes.mark("Every simulated number", "model")
    if everything:
        items.append(f"<li>Every simulated number of this page rests on {everything}</li>")
    return section("rests", "What it hangs on", f'<ul class="limits">{"".join(items)}</ul>')


def _limits(answer: Mapping[str, Any]) -> str:
    parts = ""
    if answer["given"]:
        parts += f"<p>By construction, and so no finding:</p>{listed(answer['given'])}"
    general = [
        "What no rule describes nobody in these wars can do; commanders do not learn that history "
        "went another way.",
        "Why men held or ran; whether the world beyond Korea would have stood still.",
    ]
    parts += f"<p>And it cannot know:</p>{listed([*answer['unknowable'], *general])}"
    return section("limits", "What the model cannot know", parts)


def _number(value: float | None, signed: bool = False) -> str:
    return "–" if value is None else plain(value, signed)
