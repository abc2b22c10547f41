"""The report of a what-if: one page, the question on top, that needs nothing but a browser."""

import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from parallel38.complaint import Complaint
from parallel38.ensemble.contrast import plain
from parallel38.inference import verdict
from parallel38.inference.restraint import BOLD, EXUBERANT, RESTRAINED
from parallel38.report.figures import difference_maps, difference_series, pulse_shift
from parallel38.report.material import Drawing
from parallel38.report.notes import Marked
from parallel38.report.pair import Pair, read_answer
from parallel38.report.tables import table
from parallel38.report.whatif_table import names
from parallel38.version import VERSION
from parallel38.writing import write_text

HERE = Path(__file__).parent
PAGE = "report.html"
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
        *(_figure(one) for one in drawn),
        _measures(answer),
        _section("history", "What happened", f"<p>{_escaped(answer['history'])}</p>")
        if answer["history"]
        else "",
        hangs,
        _limits(answer),
        _again(answer["command"]),
        _sources(pair),
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
    listed = "".join(
        f"<dt><b>{_escaped(title)}</b> ({_escaped(label)})</dt><dd>{_escaped(text)}</dd>"
        for title, text, label in rows
    )
    marks = first.material.notes.marks(
        [(f"Source: {key}", [f"source:{key}"]) for key in answer["claims"]]
    )
    unknowable = "".join(f"<li>{_escaped(line)}</li>" for line in answer["unknowable"])
    parts = [
        _figure(drawing._replace(finding="")),
        _section("history", "What happened",
                 f"<p>{_escaped(answer['history'])} {marks}</p>"),
        _section("members", "Each cause, and what else it changes", f"<dl>{listed}</dl>"),
        _section("limits", "What the model cannot know", f'<ul class="limits">{unknowable}</ul>'),
        _again(f"parallel38 whatif {answer['name']} --replicas {wars} "
               f"--seed {answer['members'][0]['seed']}"),
        _sources(first),
    ]  # fmt: skip
    return _filled(answer, scope, "", parts)


def _filled(answer: Mapping[str, Any], scope: str, meter: str, parts: Iterable[str]) -> str:
    values = {
        "question": _escaped(answer["question"]),
        "answer": _escaped(answer["answer"]),
        "scope": _escaped(scope),
        "meter": meter,
        "sections": "\n".join(part for part in parts if part),
        "css": (HERE / "page.css").read_text(encoding="utf-8"),
        "version": VERSION,
    }
    text = (HERE / "whatif.html").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


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
        f'exuberant">{steps}</div><p class="aside">{_escaped(text)}</p>'
    )


def _figure(drawing: Drawing) -> str:
    finding = f'<p class="finding">{_escaped(drawing.finding)}</p>' if drawing.finding else ""
    return (
        f'<section id="{drawing.name}"><div class="sheet"><h2>{_escaped(drawing.title)}</h2>'
        f'{finding}<figure><div class="plate" tabindex="0">{drawing.svg}</div>'
        f'<figcaption><p class="note">{_escaped(drawing.note)}</p></figcaption></figure></div>'
        "</section>"
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
    return _section(
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
    word = f"<b>{_escaped(word)}</b>" if one["verdict"] in ("more", "less") else _escaped(word)
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
        items.append(f"<li><b>{_escaped(rule)}</b>. {_escaped(text)} {mark}</li>")
    for name, (before, after) in changed["set"].items():
        mark = notes.mark(f"Rate {name}", f"rate:{name}")
        text = f"{after:g} in place of {before:g}"
        items.append(f"<li><b>{_escaped(name)}</b>: {_escaped(text)} {mark}</li>")
    for line in changed["other"]:
        items.append(f"<li>{_escaped(line)}</li>")
    works = notes.marks([(f"Source: {key}", [f"source:{key}"]) for key in answer["claims"]])
    if works:
        items.append(f"<li>The history above rests on {works}</li>")
    everything = notes.mark("Every simulated number", "model")
    if everything:
        items.append(f"<li>Every simulated number of this page rests on {everything}</li>")
    return _section("rests", "What it hangs on", f'<ul class="limits">{"".join(items)}</ul>')


def _limits(answer: Mapping[str, Any]) -> str:
    parts = ""
    if answer["given"]:
        lines = "".join(f"<li>{_escaped(line)}</li>" for line in answer["given"])
        parts += f"<p>By construction, and so no finding:</p><ul class='limits'>{lines}</ul>"
    general = [
        "What no rule describes nobody in these wars can do; commanders do not learn that history "
        "went another way.",
        "Why men held or ran; whether the world beyond Korea would have stood still.",
    ]
    lines = "".join(f"<li>{_escaped(line)}</li>" for line in [*answer["unknowable"], *general])
    parts += f'<p>And it cannot know:</p><ul class="limits">{lines}</ul>'
    return _section("limits", "What the model cannot know", parts)


def _again(command: str) -> str:
    return _section(
        "again",
        "Make it again",
        "<p>The same version, data and command give the same wars, to the last byte of their "
        f"tables.</p><pre><code>{_escaped(command)}</code></pre>",
    )


def _sources(pair: Pair) -> str:
    notes = pair.material.notes.section()
    if not notes:
        return ""
    return (
        '<section id="sources"><h2>Sources</h2><details><summary>What each number rests on'
        f"</summary>{notes}</details></section>"
    )


def _section(name: str, title: str, body: str) -> str:
    return f'<section id="{name}"><h2>{_escaped(title)}</h2>{body}</section>'


def _number(value: float | None, signed: bool = False) -> str:
    return "–" if value is None else plain(value, signed)


def _escaped(text: object) -> str:
    return html.escape(str(text))
