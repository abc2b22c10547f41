"""The report of a run: one HTML file that needs nothing but a browser."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from parallel38.report import basis, style, tables
from parallel38.report.figures import (
    ablation,
    decisions,
    front,
    losses,
    maps,
    monthly,
    offensives,
    people,
    prisoners,
    scorecard,
    strengths,
    strips,
)
from parallel38.report.material import Drawing, Material
from parallel38.writing import write_text

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

HERE = Path(__file__).parent

FIGURES: tuple[Callable[[Material], Drawing | None], ...] = (
    front.draw, maps.draw, strips.draw, decisions.draw, offensives.draw, strengths.draw,
    losses.draw, monthly.draw, people.draw, prisoners.draw, scorecard.draw, ablation.draw,
)  # fmt: skip
TABLES_AFTER = {  # tables that stand below a figure
    "decisions": tables.history,
    "front": tables.fronts,
    "strengths": tables.strengths,
    "people": tables.civilians,
    "losses": tables.losses,
    "strips": tables.worst_places,
    "scorecard": tables.scorecard,
}


def write(folder: Path, scenario: "Scenario") -> Path:
    """Write report.html into a run folder and return its path."""
    material = Material(Path(folder), scenario)
    text = page(material)
    path = Path(folder) / "report.html"
    write_text(path, text)
    return path


def picture(folder: Path, scenario: "Scenario", name: str) -> str:
    """Return one figure of a run as an SVG file of its own."""
    material = Material(Path(folder), scenario)
    draw = next(draw for draw in FIGURES if draw.__module__.endswith(f".{name}"))
    drawing = draw(material)
    return style.alone(drawing.svg) if drawing else ""


def page(material: Material) -> str:
    """Return the whole report as HTML."""
    begun = opening(material)  # the notes are numbered as they are asked for
    drawn = [drawing for drawing in (draw(material) for draw in FIGURES) if drawing]
    sections = "\n".join(_section(material, drawing) for drawing in drawn)
    links = "".join(f'<li><a href="#{d.name}">{html.escape(d.title)}</a></li>' for d in drawn)
    noted = sources(material)  # last: it holds what the parts above have asked for
    values = {
        "title": html.escape(material.scenario.title.replace(" - ", " – ")),
        "count": tables.counted(material.count),
        "held": ", held against the record" if material.used else "",
        "css": (HERE / "page.css").read_text(encoding="utf-8"),
        "opening": begun,
        "sources": noted,
        "links": links
        + '<li><a href="#fitted">What was fitted</a></li>'
        + ('<li><a href="#sources">Sources</a></li>' if noted else "")
        + '<li><a href="#again">Make it again</a></li>',
        "sections": sections,
        "fitted": fitted(material),
        "manifest": tables.manifest(material),
        "command": html.escape(str(material.manifest.get("command", ""))),
        "version": html.escape(str(material.manifest.get("version", ""))),
    }
    text = (HERE / "page.html").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _section(material: Material, drawing: Drawing) -> str:
    note = f'<p class="note">{html.escape(drawing.note)}</p>' if drawing.note else ""
    extra = TABLES_AFTER.get(drawing.name)
    below = ""
    if extra and (numbers := extra(material)):
        below = f"<details><summary>The numbers</summary>{numbers}</details>"
    if drawing.name == "scorecard" and extra:
        below = extra(material)
    return (
        f'<section id="{drawing.name}"><div class="sheet"><h2>{html.escape(drawing.title)}</h2>'
        f'<p class="finding">{html.escape(drawing.finding)}</p>'
        f'<figure><div class="plate" tabindex="0">{drawing.svg}</div>'
        f"<figcaption>{note}{_rests(material, drawing.name)}</figcaption></figure></div>"
        f"{below}</section>"
    )


def _rests(material: Material, name: str) -> str:
    marks = basis.of_section(material, name)
    return f'<p class="rests">Rests on: {marks}</p>' if marks else ""


def sources(material: Material) -> str:
    """Return the notes on what the numbers rest on, as a section; '' where nothing is known."""
    notes = material.notes.section()
    if not notes:
        return ""
    lead = (
        "The small numbers beside figures and in tables lead here. Each note names the statements "
        "that a number rests on: their id in the ledger of claims, the value as printed, who says "
        "so and where. Sources that disagree stand side by side. A claim in another work was seen "
        "only there."
    )
    return (
        f'<section id="sources"><h2>Sources: what each number rests on</h2><p>{lead}</p>'
        f"{notes}</section>"
    )


def opening(material: Material) -> str:
    """Return the plain words at the top, with the numbers of this run."""
    targets, card = material.targets, material.card
    first, last = targets.date(0), targets.date(material.days - 1)
    front = card["front_error_km"]
    who = "the sources put" if material.has_record else "the scenario puts"
    lead = (
        f"This report shows {tables.counted(material.count)}, day by day from "
        f"{material.spoken(first)} to {material.spoken(last)}. Each begins with the armies where "
        f"{who} them; after that only reinforcements and the seasons come by the "
        "calendar, and no front line is given. What the two sides do follows from rules about "
        "marching, supply, combat, weather and decisions, and from chance: the wars differ only "
        "in their luck."
    )
    if not material.by_the_rules:
        lead += (
            f" In this run, a baseline, both sides follow the commander “"
            f"{material.manifest['commander']}” and not the model's own rules of decision."
        )
    changed = material.manifest.get("set") or material.manifest.get("without")
    if changed:
        lead += " Rates or rules were changed for this run; the manifest at the end names them."
    fit = ""
    if front["mean_map"] is not None:
        rival = card["baselines"]["persistence"]["mean_map"]
        better = "less" if front["mean_map"] < rival else "more"
        seen = card["shape"]["share_seesaw"]
        shape = (
            f" The whole see-saw, from the corner in the south-east deep into the north, back "
            f"and to rest, shows in {100 * seen:.0f} % of them."
            if seen is not None
            else ""
        )
        fit = (
            f"Taken together the wars place the front {front['mean_map']:.0f} km from where the "
            f"record has it, averaged over {len(front['by_date'])} dates: {better} than saying "
            f"that it stays where it was a month earlier ({rival:.0f} km).{shape}"
        )
    elif not material.has_record:
        fit = (
            "This scenario has no record of what really happened, so the wars are held against "
            "nothing: the report shows what they do, not whether they are right."
        )
    elif not material.used:
        fit = "The run ends before the first date of the record, so the wars are not scored."
    disputed = (
        " The record that the wars are held against is itself disputed; where sources disagree "
        "their range is shown."
    )
    limits = (
        "It is not a history and not a forecast. Every death in it is simulated: the numbers say "
        "what the rules and the scenario imply together, never who died."
        f"{disputed if material.has_record else ''} What "
        "no rule describes, a simulated government or soldier cannot do."
    )
    told = {
        lead: basis.simulated(material),
        fit: basis.fronts(material) if material.used else "",
        limits: "",
    }
    return "".join(f"<p>{html.escape(text)} {mark}</p>" for text, mark in told.items() if text)


def fitted(material: Material) -> str:
    """Return what was fitted and what was only looked at."""
    if not material.has_record:
        return "<p>This scenario has no record that a model could be fitted to.</p>"
    if not material.used:
        return "<p>This run ends before the first date that a model could be fitted to.</p>"
    limit = material.spoken(str(material.targets.settings["fitted_until"]["value"]))
    front = material.card["front_error_km"]
    rates = material.targets.settings.get("fitted_rates", [])
    if rates:
        text = (
            f"{len(rates)} rates were fitted, on fronts and holders up to {limit} only: "
            f"{', '.join(rates)}. Every other rate is a source's number or a stated judgement."
        )
    else:
        text = (
            f"No rate was fitted: each is a source's number or a stated judgement. Dates up to "
            f"{limit} are set apart for fitting."
        )
    text += (
        " Fronts and holders after that day, all losses, the length of offensives and the dates "
        "of decisions were kept out of the fit. They were looked at while the model was built, and "
        "rules changed because of what was seen (docs/fitting.md lists what): no score here is "
        "that of a blind test."
    )
    if front["mean_map_fitted"] is not None and front["mean_map_unseen"] is not None:
        text += (
            f" On the dates up to it, the majority's map is {front['mean_map_fitted']:.0f} km "
            f"off; on the later ones {front['mean_map_unseen']:.0f} km."
        )
        if front["mean_map_unseen"] < front["mean_map_fitted"]:
            text += " The later years are also the quiet ones, which makes them easier."
    return f"<p>{html.escape(text)}</p>"
