"""`parallel38 whatif`: reads options, fights both ensembles, shows the answer."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from parallel38.fighting import Cluster, changes_of, fight, made

if TYPE_CHECKING:
    from parallel38.ensemble.whatif import Places, Question


class Hands(NamedTuple):
    """Who fights the wars."""

    threads: int | None
    cluster: str


def whatif(
    case: Annotated[
        str, typer.Argument(metavar="[CASE]", help="A case of --list, or a file of your own.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="RATE=VALUE", help="Replace a rate; may be repeated."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="Switch a rule off; may be repeated.")
    ] = None,
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="Day from which the change holds.")
    ] = "",
    state: Annotated[
        str,
        typer.Option(help="What that day begins with: replay the war so far, or the record."),
    ] = "replay",
    replicas: Annotated[int, typer.Option(help="How many pairs of wars to fight.")] = 500,
    seed: Annotated[int, typer.Option(help="Seed of the luck that each pair shares.")] = 38,
    days: Annotated[
        int | None, typer.Option(help="Days to fight; all of the scenario if left out.")
    ] = None,
    scenario: Annotated[
        str, typer.Option(help="A shipped scenario, or a folder of your own.")
    ] = "korea1950",
    out: Annotated[
        Path | None, typer.Option(help="Folder of the answer; below runs/whatif if left out.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Threads; one a core if left out.")
    ] = None,
    cluster: Cluster = "",
    list_: Annotated[bool, typer.Option("--list", help="List the cases and stop.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Ask what if: the same wars with the same luck, with and without a change."""
    if list_:
        _list(scenario, json)
        return
    from parallel38.ensemble import whatif as asking

    options: dict[str, Any] = {
        "scenario": scenario, "set": changes_of(set_ or []), "without": without or (),
        "since": since, "state": state, "replicas": replicas, "seed": seed, "days": days,
    }  # fmt: skip
    members = asking.family(scenario, case)
    if members:
        _family(case, members, options, out, Hands(threads, cluster), json)
        return
    asked = asking.ask(case, **options)
    lie = asking.places(asked, out)
    _conclude(answered(asked, lie, Hands(threads, cluster)), lie.folder, json)


def _conclude(answer: dict[str, Any], folder: Path, json: bool) -> None:
    """Write the page of an answer, show the answer, and say where both lie."""
    from parallel38.report import whatif_page

    page = whatif_page.write(folder)
    if json:
        _print_json(answer)
        return
    from parallel38.report.terminal import consoles
    from parallel38.report.whatif_table import answer_table, family_table

    results, aside = consoles()
    results.print(family_table(answer) if "members" in answer else answer_table(answer))
    aside.print(f"\nReport: {page}", soft_wrap=True)


def luck(
    points: Annotated[
        list[str] | None, typer.Argument(metavar="[POINT ...]", help="Turning points; all if none.")
    ] = None,
    replicas: Annotated[int, typer.Option(help="How many wars to begin on each eve.")] = 200,
    seed: Annotated[int, typer.Option(help="Seed of their luck.")] = 38,
    scenario: Annotated[
        str, typer.Option(help="A shipped scenario, or a folder of your own.")
    ] = "korea1950",
    out: Annotated[
        Path | None, typer.Option(help="Folder of the index; below runs/luck if left out.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Threads; one a core if left out.")
    ] = None,
    cluster: Cluster = "",
    json: Annotated[bool, typer.Option("--json", help="Print the index as JSON.")] = False,
) -> None:
    """Say how likely it was, given the day before, that each turning point came as it came."""
    from parallel38.inference import luck as judging
    from parallel38.report import luck_page

    found = judging.turns(scenario, tuple(points or ()), replicas, seed)
    folder = made(judging.place(found, out))
    again = shlex.join(["parallel38", *sys.argv[1:]])
    for turn in found:
        fight(turn.plan, folder / turn.name, threads, again, turn.point.title, cluster)
    index = judging.write(found, folder)
    page = luck_page.write(folder)
    if json:
        _print_json(index)
        return
    from parallel38.report.terminal import consoles
    from parallel38.report.whatif_table import luck_table

    results, aside = consoles()
    results.print(luck_table(index))
    aside.print(f"\nReport: {page}", soft_wrap=True)


def answered(asked: "Question", lie: "Places", hands: "Hands") -> dict[str, Any]:
    """Fight what is left of both ensembles of a question and return its answer."""
    from parallel38.inference import answer

    again = shlex.join(["parallel38", *sys.argv[1:]])
    made(lie.folder)
    fight(asked.before, lie.before, hands.threads, again, f"{asked.title}: the war unchanged",
          hands.cluster)  # fmt: skip
    fight(asked.after, lie.after, hands.threads, again, f"{asked.title}: the war changed",
          hands.cluster)  # fmt: skip
    return answer.write(asked, lie)


def _family(
    case: str,
    members: list[str],
    options: dict[str, Any],
    out: Path | None,
    hands: "Hands",
    json: bool,
) -> None:
    """Answer every case of a family on the same unchanged wars."""
    from parallel38.ensemble import whatif as asking
    from parallel38.inference import answer
    from parallel38.scenario import cases

    known = cases.read_case(options["scenario"], case)
    questions = [asking.ask(member, **options) for member in members]
    folder = made(asking.family_folder(known, questions, out))
    found = []
    for asked in questions:
        lie = asking.places(asked, out)
        if out is not None:
            lie = lie._replace(folder=out / asked.name, after=out / asked.name / asking.CHANGED)
        found.append((lie.folder, answered(asked, lie, hands)))
    together = answer.write_family(known, found, folder)
    _conclude(together, folder, json)


def _list(scenario: str, json: bool) -> None:
    from parallel38.scenario import cases

    known = {name: cases.read_case(scenario, name).form for name in cases.shipped(scenario)}
    if json:
        _print_json({name: form.model_dump(mode="json") for name, form in known.items()})
        return
    from parallel38.report.terminal import consoles
    from parallel38.report.whatif_table import case_table

    consoles()[0].print(case_table(known))


def _print_json(value: Any) -> None:
    from json import dumps

    typer.echo(dumps(value, indent=1, default=str))
