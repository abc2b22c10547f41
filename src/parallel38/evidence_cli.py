"""The command line of the evidence room: claims, contradictions, and what rests on what."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from parallel38.complaint import Complaint, unknown

if TYPE_CHECKING:
    from parallel38.evidence.claim import Claim
    from parallel38.evidence.ledger import Ledger

FAULTY = 1  # an audit that found something wrong
MOST = 200  # rows of a table that nobody asked to be complete
SHOWN, EVERY = 5, 1000  # answers to a question that are shown, that are looked at


class Form(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"


app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Who says so, who says otherwise, and what depends on it.",
)

ScenarioName = Annotated[
    str, typer.Option("--scenario", metavar="SCENARIO", help="Whose claims: a name or a folder.")
]
As = Annotated[Form, typer.Option("--as", help="How to write the answer.")]
Subject = Annotated[str, typer.Option(help="Entity: its id, short id or name.")]
Nation = Annotated[str, typer.Option(help="Nation or coalition, with its people and formations.")]
Quantity = Annotated[str, typer.Option(help="Quantities, with commas between.")]
Period = Annotated[str, typer.Option(metavar="EDTF", help="Claims dated in this time.")]
Source = Annotated[
    str, typer.Option(help="Key, school (us, rok, prc, soviet), or part of a title.")
]
Document = Annotated[str, typer.Option(help="000 or 003: claims that stand in this document.")]
Grade = Annotated[str, typer.Option(help="Kinds of source, with commas between.")]
Role = Annotated[str, typer.Option(help="body, infobox, caption, note, table, heading, quote.")]
InList = Annotated[str, typer.Option("--list", help="A printed list, or the beginning of its id.")]
All = Annotated[bool, typer.Option("--all", help="Leave nothing out.")]
EVERY_WAR = "korea1950"


@app.command("list")
def list_claims(
    scenario: ScenarioName = EVERY_WAR,
    subject: Subject = "",
    nation: Nation = "",
    quantity: Quantity = "",
    period: Period = "",
    source: Source = "",
    document: Document = "",
    grade: Grade = "",
    role: Role = "",
    list_: InList = "",
    form: As = Form.table,
    all_: All = False,
) -> None:
    """List claims, all or those that fit every filter."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.query import Filter, select

    ledger = _ledger(scenario)
    wanted = Filter(subject, nation, quantity, period, source, document, grade, role, list_)
    found = select(ledger, wanted)
    shown = found if all_ or form is not Form.table else found[:MOST]
    view.claims(shown, ledger, form.value)
    if len(shown) < len(found):
        typer.echo(f"... and {len(found) - len(shown)} more: --all, or a filter", err=True)


@app.command()
def show(
    claim: Annotated[str, typer.Argument(metavar="ID", help="A claim, entity, list or work.")],
    scenario: ScenarioName = EVERY_WAR,
    form: As = Form.table,
) -> None:
    """Show one claim with every field and what contradicts it, or all claims on an entity."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.query import Filter, entities_named, select

    ledger = _ledger(scenario)
    one = ledger.by_id.get(claim)
    if one is not None:
        view.one_claim(one, ledger, form.value)
        return
    if claim in ledger.keys:
        view.claims(select(ledger, Filter(source=claim)), ledger, form.value)
        return
    if claim in {known.list for known in ledger.claims if known.list}:
        view.claims(select(ledger, Filter(list=claim)), ledger, form.value)
        return
    names = entities_named(ledger, claim, "claim, entity, list or work")
    view.entities(sorted(names), ledger, form.value)


@app.command()
def search(
    question: Annotated[list[str], typer.Argument(metavar="WORDS", help="How many Chinese died?")],
    scenario: ScenarioName = EVERY_WAR,
    form: As = Form.table,
    all_: All = False,
) -> None:
    """Answer a question in plain words with what the sources say."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.query import answers
    from parallel38.evidence.vocabulary import DOUBTED, RESTING, words

    asked = " ".join(question)
    if RESTING.search(asked.lower()):
        trace(question, scenario, form, all_)
        return
    if DOUBTED.match(asked.lower()):
        photos(scenario, "doubtful" if "doubtful" in asked.lower() else "wrong", "", form)
        return
    ledger = _ledger(scenario)
    found = answers(ledger, asked, EVERY)
    if not found:
        told = f"no claim speaks of {' and '.join(words(asked)) or 'that'}"
        raise Complaint(f"{told}; try a nation, a place, or deaths, wounded, strength")
    view.answers(asked, found, ledger, form.value, 0 if all_ else SHOWN)


@app.command()
def conflicts(
    scenario: ScenarioName = EVERY_WAR,
    rule: Annotated[str, typer.Option(help="Rules, with commas between: number, sum, ...")] = "",
    where: Annotated[
        str, typer.Option(help="inside, between, record (against it), sources (only among them).")
    ] = "",
    document: Document = "",
    subject: Subject = "",
    degree: Annotated[str, typer.Option(help="At least slight, clear or gross.")] = "",
    sure: Annotated[
        bool, typer.Option("--sure", help="Only where the scopes are named alike.")
    ] = False,
    form: As = Form.table,
) -> None:
    """Find claims that cannot all be true: by rule, with who says so and what the record has."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.conflicts import Wanted, find, pick

    ledger = _ledger(scenario)
    found = find(ledger)
    shown = pick(found, Wanted(rule, where, document, subject, degree, sure), ledger)
    view.findings(shown, ledger, form.value)
    typer.echo(f"{len(shown)} of {len(found)} findings", err=True)


@app.command()
def sources(
    scenario: ScenarioName = EVERY_WAR,
    school: Annotated[str, typer.Option(help="Only this school: us, rok, prc, soviet, ...")] = "",
    grade: Grade = "",
    form: As = Form.table,
) -> None:
    """List the works with their grade, school, and how many claims rest on each."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.claim import GRADES

    ledger = _ledger(scenario)
    works = [work for work in ledger.works.values() if not school or work.school == school]
    if school and not works:
        raise unknown("school", school, {work.school for work in ledger.works.values()})
    if grade:
        chosen = {word.strip() for word in grade.split(",")}
        for wrong in sorted(chosen - set(GRADES)):
            raise unknown("grade", wrong, GRADES)
        works = [work for work in works if work.grade in chosen]
    view.works(works, ledger, form.value)


@app.command()
def photos(
    scenario: ScenarioName = EVERY_WAR,
    verdict: Annotated[str, typer.Option(help="Only those that: fits, doubtful, wrong.")] = "",
    theme: Annotated[str, typer.Option(help="Only of this theme: combat, logistics, ...")] = "",
    form: As = Form.table,
) -> None:
    """List the photographs: what each caption says, and whether record and units bear it."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.photos import photos as captions

    found = captions(_ledger(scenario).folder, verdict, theme)
    view.photos(found, form.value)
    typer.echo(f"{len(found)} photographs", err=True)


@app.command()
def audit(scenario: ScenarioName = EVERY_WAR, form: As = Form.table) -> None:
    """Say how well the numbers are sourced; exit status 1 if a claim is at fault."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.load import read
    from parallel38.faults import Fault
    from parallel38.paths import scenario_folder
    from parallel38.scenario.audit import audit as audited

    faults: list[Fault] = []
    ledger = read(scenario_folder(scenario), faults)
    if faults:
        for fault in sorted(set(faults)):
            typer.echo(str(fault))
        raise typer.Exit(FAULTY)
    found = audited(ledger)
    view.audit(found, form.value)
    if found.faults:
        raise typer.Exit(FAULTY)


@app.command()
def trace(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", help="Figure, rate, formation, claim, source.")
    ],
    scenario: ScenarioName = EVERY_WAR,
    form: As = Form.table,
    all_: All = False,
) -> None:
    """Trace a number down to claims and pages, or a source up to the figures that rest on it."""
    from parallel38 import evidence_view as view
    from parallel38.scenario.trace import trace as traced

    ledger = _ledger(scenario)
    view.trace(traced(ledger, " ".join(name)), ledger, form.value, 0 if all_ else 12)


@app.command()
def resolve(
    subject: Annotated[
        str,
        typer.Argument(help="Entity (nation:prc), or a range or rate: losses.us.killed."),
    ],
    quantity: Annotated[str, typer.Argument(help="Quantity of it, such as deaths.")] = "",
    scope: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Scope tag; may be repeated.")
    ] = None,
    sources_: Annotated[
        str, typer.Option("--sources", help="us, rok, prc, soviet, 000, 003 or all.")
    ] = "all",
    date: Annotated[str, typer.Option(metavar="EDTF", help="Of this time; else whole war.")] = "",
    scenario: ScenarioName = EVERY_WAR,
    form: As = Form.table,
) -> None:
    """Turn claims into one interval by stated rules, with what was used and left out, and why."""
    from parallel38 import evidence_view as view
    from parallel38.evidence.query import entities_named
    from parallel38.scenario.basis import decision_on
    from parallel38.scenario.resolve import resolve as resolved

    ledger = _ledger(scenario)
    if not quantity:
        view.decision(decision_on(subject, ledger), form.value)
        return
    names = sorted(entities_named(ledger, subject, "entity"))
    if len(names) > 1:
        raise Complaint(f"{subject!r} may be {' or '.join(names[:6])}; write one of them")
    found = resolved(ledger, names[0], quantity, scope or (), sources_, date)
    if found is None:
        raise Complaint(f"no claim gives {quantity} of {names[0]} in that scope; try fewer tags")
    view.decision(found, form.value)


@app.command()
def export(
    to: Annotated[str, typer.Argument(metavar="FORM", help="csl, bibtex, wikibase, ... prov.")],
    scenario: ScenarioName = EVERY_WAR,
    subject: Subject = "",
    nation: Nation = "",
    quantity: Quantity = "",
    period: Period = "",
    source: Source = "",
    document: Document = "",
) -> None:
    """Write claims as CSL-JSON, BibTeX, Wikibase JSON, TimelineJS or W3C PROV."""
    from json import dumps

    from parallel38.evidence.export import FORMS
    from parallel38.evidence.query import Filter, select

    if to not in FORMS:
        raise unknown("form", to, FORMS)
    ledger = _ledger(scenario)
    found: list[Claim] = select(ledger, Filter(subject, nation, quantity, period, source, document))
    written = FORMS[to](ledger, found)
    text = written if isinstance(written, str) else dumps(written, indent=1, ensure_ascii=False)
    typer.echo(text.rstrip("\n"))


@app.command()
def switch(
    sources_: Annotated[
        str, typer.Argument(metavar="SOURCES", help="us, rok, prc, soviet, 000 or 003.")
    ],
    scenario: ScenarioName = EVERY_WAR,
    form: As = Form.table,
) -> None:
    """List the numbers that change when a war is fought on the figures of one school."""
    from parallel38 import evidence_view as view
    from parallel38.paths import scenario_folder
    from parallel38.scenario.switch import all_changes

    found = all_changes(scenario_folder(scenario), sources_)
    view.changes(found, form.value)
    typer.echo(_told(len(found), sources_), err=True)


def on_sources(scenario: str, sources: str) -> str:
    """Return the name of a scenario on the figures of a school, and say what they change."""
    if sources == "all":
        return scenario
    from parallel38.paths import scenario_folder
    from parallel38.scenario.switch import MARK, all_changes

    found = all_changes(scenario_folder(scenario), sources)
    more = f"; they are: parallel38 evidence switch {sources}" if found else ""
    typer.echo(f"{_told(len(found), sources)}{more}", err=True)
    return f"{scenario}{MARK}{sources}"


def _told(changes: int, sources: str) -> str:
    """Return how many numbers a school of sources changes, in words."""
    if sources == "all":
        return "no number changes: the scenario itself rests on all sources"
    if not changes:
        return f"no number changes: the sources {sources} say nothing on a strength or a loss here"
    many = "1 number changes" if changes == 1 else f"{changes} numbers change"
    return f"{many} on the sources {sources}"


def _ledger(scenario: str) -> "Ledger":
    """Return the claims of a scenario; raises `Complaint` where it has none."""
    from parallel38.evidence.load import FOLDER, load

    ledger = load(scenario.partition("@")[0])  # a school of sources changes no claim
    if not ledger.claims:
        place = ledger.folder / FOLDER
        raise Complaint(f"{ledger.folder.name} has no claims; enter some in {place}")
    return ledger
