"""The command line: reads options, calls the rooms below, shows what they say."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from parallel38 import atlas_cli, evidence_cli, export_cli, whatif_cli
from parallel38.complaint import Complaint
from parallel38.fighting import (
    DISK_FULL,
    DISK_TROUBLE,
    FAILED,
    INTERRUPTED,
    REFUSED,
    Cluster,
    changes_of,
    fight,
    in_words,
    stop_with,
    whole_output,
)
from parallel38.version import VERSION

# Heavy rooms are imported by the command that needs them: `parallel38 --help` is instant.

UsageProblem: type[Exception] = typer.BadParameter.__bases__[0]  # whatever typer finds wrong
NO_RECORD = "This scenario has no record (record/fronts.csv), so its wars are shown but not scored."

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The Korean War, 1950-1953, as an executable system.",
)

app.add_typer(evidence_cli.app, name="evidence")
app.command()(atlas_cli.atlas)
app.command()(whatif_cli.whatif)
app.command()(whatif_cli.luck)
app.command()(export_cli.export)

ScenarioName = Annotated[
    str, typer.Argument(metavar="[SCENARIO]", help="A shipped scenario, or a folder of your own.")
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads; one a core if left out.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the scorecard as JSON; without a record, the totals.")
]


@app.command()
def run(
    scenario: ScenarioName = "korea1950",
    replicas: Annotated[int, typer.Option(help="How many wars to fight.")] = 200,
    seed: Annotated[int, typer.Option(help="Seed of the ensemble's luck.")] = 38,
    days: Annotated[
        int | None, typer.Option(help="Days to fight; all of the scenario if left out.")
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="RATE=VALUE", help="Replace a rate; may be repeated."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="Switch a rule off; may be repeated."),
    ] = None,
    commander: Annotated[
        str, typer.Option(help="Who decides: doctrine, script or hold.")
    ] = "doctrine",
    sources: Annotated[
        str, typer.Option(help="Whose figures: us, rok, prc, soviet, 000, 003 or all.")
    ] = "all",
    out: Annotated[
        Path | None, typer.Option(help="Folder of the run; runs/<scenario> if left out.")
    ] = None,
    threads: Threads = None,
    cluster: Cluster = "",
    design_: Annotated[
        str, typer.Option("--design", help="Vary the rates over their ranges too: sobol or lhs.")
    ] = "",
    over: Annotated[
        str, typer.Option(metavar="NAME,...", help="Rates or groups that a design varies.")
    ] = "",
    common_luck: Annotated[
        bool, typer.Option("--common-luck", help="Give every war the luck of war 0.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Fight a war many times, score it against the record and write a report."""
    changes = changes_of(set_ or [])
    scenario = evidence_cli.on_sources(scenario, sources)
    from parallel38.ensemble import baseline, design
    from parallel38.scenario import record_check

    plan = design.design(
        scenario,
        replicas=replicas,
        seed=seed,
        days=days,
        commander=commander,
        set=changes,
        without=without or (),
        spread=design_,
        over=[word.strip() for word in over.split(",") if word.strip()],
        common=common_luck,
    )
    record_check.refuse_unscorable(design.open_design(plan).folder)
    folder = out or Path("runs") / plan.name
    again = shlex.join([*shlex.split(plan.command()), *(["--out", str(out)] if out else [])])
    if not fight(plan, folder, threads, again, cluster=cluster):
        typer.echo(f"{folder} was finished before: nothing to fight.", err=True)
    script = baseline.beside(plan)
    if script is not None and baseline.found(plan, folder) is None:
        fight(script, baseline.place(folder), threads, again, "The script's wars", cluster)
    _conclude(folder, json)


@app.command()
def ablate(
    scenario: ScenarioName = "korea1950",
    replicas: Annotated[int, typer.Option(help="How many wars to fight without each rule.")] = 24,
    seed: Annotated[int, typer.Option(help="Seed of the luck that they share.")] = 38,
    rules: Annotated[
        str, typer.Option(metavar="ID,...", help="Rules to leave out, one by one; all if empty.")
    ] = "",
    days: Annotated[int | None, typer.Option(help="Days to fight; all if left out.")] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Folder of the run that it belongs to.")
    ] = None,
    threads: Threads = None,
) -> None:
    """Fight the same wars without each rule, to see what the rule is worth."""
    from parallel38.ensemble import ablation, design
    from parallel38.inference import ablation as worth
    from parallel38.report.rulebook import worth_table
    from parallel38.report.terminal import consoles
    from parallel38.scenario import record_check

    plan = design.design(scenario, replicas=replicas, seed=seed, days=days)
    plans = ablation.designs(plan, [word.strip() for word in rules.split(",") if word.strip()])
    folder = out or Path("runs") / plan.name
    ablation.refuse_another(folder, plan)
    wars = ablation.place(folder, plan)
    again = shlex.join(["parallel38", *sys.argv[1:]])
    opened = design.open_design(plan)
    record_check.refuse_unscorable(opened.folder)
    results, aside = consoles()
    rows = {}
    for number, (name, less) in enumerate(plans.items()):
        what = f"Without {name}" if number else "With every rule"
        fight(less, wars / name, threads, again, f"{what} ({number + 1} of {len(plans)})")
        rows = worth.write(folder, wars, opened.rules, opened)
    results.print(worth_table(rows))
    aside.print(f"\nKept in {folder / worth.FILE}", soft_wrap=True)


@app.command()
def rules(scenario: ScenarioName = "korea1950") -> None:
    """List the rules of a scenario; each can be switched off with --without."""
    from parallel38.report.rulebook import rule_table
    from parallel38.report.terminal import consoles
    from parallel38.scenario.scenario import load

    consoles()[0].print(rule_table(load(scenario).rules))


@app.command()
def check(scenario: ScenarioName = "korea1950") -> None:
    """Validate a scenario: every fault in one line with file, line and field."""
    from parallel38.paths import scenario_folder
    from parallel38.scenario.check import check as faults_in

    folder = scenario_folder(scenario)
    faults = faults_in(folder)
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(f"{folder.name}: {len(faults)} fault{'s' * (len(faults) > 1)}", err=True)
        raise typer.Exit(FAILED)
    typer.echo(f"{folder.name}: no faults")


@app.command()
def report(folder: RunFolder) -> None:
    """Write the report of a finished run, or the page of a what-if or luck index, again."""
    from parallel38 import war
    from parallel38.inference import luck
    from parallel38.report import luck_page, pair, whatif_page

    if pair.read_answer(folder) is not None:
        typer.echo(whatif_page.write(folder))
        return
    if luck.read_index(folder) is not None:
        typer.echo(luck_page.write(folder))
        return
    typer.echo(war.Ensemble(folder).report())


@app.command()
def score(folder: RunFolder, json: AsJson = False) -> None:
    """Hold a finished run against the record again, and show the outcome."""
    from parallel38 import war
    from parallel38.report.terminal import consoles

    outcome = war.Ensemble(folder)
    card = outcome.score()
    _show(card if outcome.has_record else outcome.summary(), json, card)
    if not outcome.has_record:
        consoles()[1].print(f"\n{NO_RECORD}", soft_wrap=True)


@app.command()
def new(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="The folder to make.")],
    like: Annotated[
        str, typer.Option(metavar="SCENARIO", help="The scenario to start from.")
    ] = "isthmus",
) -> None:
    """Start a scenario of your own, as a copy of a small one."""
    from parallel38.scenario.new import start_scenario

    place = start_scenario(name, like)
    typer.echo(f"{place} is yours to change; then: parallel38 check {shlex.quote(str(place))}")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"parallel38 {VERSION}")


def _conclude(folder: Path, json: bool) -> None:
    """Score, write the report, show the table."""
    from parallel38 import war
    from parallel38.report.terminal import consoles

    _, aside = consoles()
    outcome = war.Ensemble(folder)
    card = outcome.score()
    page = folder / war.REPORT
    if not page.exists():
        page = outcome.report()
    _show(card if outcome.has_record else outcome.summary(), json, card)
    if not outcome.has_record:
        aside.print(f"\n{NO_RECORD}", soft_wrap=True)
    aside.print(f"\nReport: {page}", soft_wrap=True)


def _show(result: dict[str, Any], json: bool, card: dict[str, Any]) -> None:
    """Print a result as JSON, or else a scorecard as a table."""
    from parallel38.report.terminal import consoles, end_table

    results, _ = consoles()
    if json:
        from json import dumps

        typer.echo(dumps(result, indent=1))
    else:
        results.print(end_table(card))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; whatever goes wrong for the user is said in one sentence."""
    whole_output()
    try:
        code = app(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except Complaint as complaint:
        stop_with(str(complaint), REFUSED)
    except UsageProblem as problem:
        stop_with(problem.format_message(), REFUSED)  # type: ignore[attr-defined]
    except (KeyboardInterrupt, typer.Abort):
        stop_with("stopped", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output went away
        os._exit(FAILED)
    except OSError as trouble:
        if trouble.errno not in DISK_TROUBLE:
            raise
        onward = " and give the same command again" if trouble.errno in DISK_FULL else ""
        stop_with(in_words(trouble) + onward, FAILED)
    if code == INTERRUPTED:
        stop_with("stopped; the same command goes on from what is kept", INTERRUPTED)
    raise SystemExit(code or 0)
