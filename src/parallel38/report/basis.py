"""Which notes stand behind which part of the report."""

from collections.abc import Mapping

from parallel38.report.material import Material
from parallel38.report.notes import FRONTS, NO_RANGE, RANGE, Marked
from parallel38.scenario.bars import slug
from parallel38.scenario.lineage import MODEL

SIMULATED = "Every simulated number"


def event(material: Material, decision: str) -> str:
    """Return the name of the row of the record, or of the front, that dates a decision."""
    found = material.targets.settings["decisions"].get(decision, {})
    return f"events:{found['event']}" if "event" in found else f"{FRONTS}{found.get('date', '')}"


def simulated(material: Material) -> Marked:
    """Return the mark of the note on what every simulated number rests on."""
    return material.notes.mark(SIMULATED, MODEL)


def losses(material: Material, group: str, kind: str) -> Marked:
    """Return the mark of the note on a range of losses, or on why there is none."""
    what = f"{material.groups.get(group, group)}, {kind}"
    if f"{RANGE}{group}.{kind}" in material.notes.decisions:
        return material.notes.mark(what, f"{RANGE}{group}.{kind}")
    reason = material.no_range.get(group, {}).get(kind, "")
    return material.notes.mark(what, f"{NO_RANGE}{group}.{kind}:{reason}") if reason else Marked("")


def fronts(material: Material) -> Marked:
    """Return the mark of the note on the record's fronts that the wars are held against."""
    dates = [material.targets.dates[t] for t in material.used]
    return material.notes.mark("Fronts of the record", *(f"{FRONTS}{date}" for date in dates))


def front(material: Material, date: str) -> Marked:
    """Return the mark of the note on the record's front of one date."""
    return material.notes.mark(f"Front of {material.spoken(date)}", f"{FRONTS}{date}")


def holders(material: Material) -> Marked:
    """Return the mark of the note on the dated holders of places."""
    rows = [f"holders:{fact.place}/{fact.date}" for fact in material.targets.facts]
    return material.notes.mark("Holders of places in the record", *rows)


def offensives(material: Material) -> Marked:
    """Return the mark of the note on the record's offensives."""
    ids = (material.targets.settings.get("pulses") or {}).get("offensives") or ()
    return material.notes.mark("Offensives of the record", *(f"offensives:{name}" for name in ids))


def civilians(material: Material, label: str) -> Marked:
    """Return the mark of the note on what sources print of civilian deaths."""
    return material.notes.mark(f"Civilians: {label}", f"{RANGE}civilians.{slug(label)}")


def strength(material: Material, group: str, row: Mapping[str, str], line: int) -> Marked:
    """Return the mark of the note on a printed strength: its decision, or its row."""
    counted = row["scope"].replace("_", " ")
    title = f"{material.groups.get(group, group)}, strength, {row['date']}, {counted}"
    bar = f"{RANGE}strengths.{group}.{row['date']}.{row['scope']}"
    known = bar in material.notes.decisions
    return material.notes.mark(title, bar if known else f"strengths:{line}")


def of_section(material: Material, name: str) -> Marked:
    """Return the marks of all that a figure shows: the simulated side, and the record's."""
    marks = [simulated(material)]
    if name in ("front", "maps", "scorecard") and material.used:
        marks.append(fronts(material))
    if name in ("strips", "scorecard") and material.targets.facts:
        marks.append(holders(material))
    if name == "offensives":
        marks.append(offensives(material))
    if name == "decisions":
        marks += [
            material.notes.mark(entry["label"], event(material, decision))
            for decision, entry in material.card["decisions"].items()
        ]
    if name in ("losses", "prisoners", "monthly") and material.has_ranges:
        wanted = {"losses": None, "prisoners": "captured", "monthly": "killed"}[name]
        group = (material.targets.settings.get("monthly_deaths") or {}).get("group")
        marks += [
            losses(material, one, kind)
            for one, kinds in material.card["losses"].items()
            for kind, entry in kinds.items()
            if entry["source_low"] is not None and wanted in (None, kind)
            and (name != "monthly" or one == group)
        ]  # fmt: skip
    if name == "people" and material.whole_war:
        marks += [civilians(material, row["label"]) for row in material.targets.civilians]
    told = " ".join(dict.fromkeys(mark for mark in marks if mark))
    if told and name == "strengths":
        told += " and, for each mark of the sources, the notes in the table below"
    return Marked(told)
