"""The addresses of the atlas: everything may be read, nothing written but jobs."""

import gzip
import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel

from parallel38.atlas import frames, questions
from parallel38.atlas.behind import behind
from parallel38.atlas.ground import ground_of
from parallel38.atlas.headquarters import headquarters_of_war
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.atlas.odds import odds_of_war
from parallel38.atlas.opened import OpenRun, Told
from parallel38.atlas.record import order_of_battle, record_of_run
from parallel38.atlas.story import rules_of_decisions
from parallel38.atlas.supply import supply_path
from parallel38.atlas.turns import LATER, MAP, PANEL, Turns
from parallel38.atlas.wire import squeezed
from parallel38.ensemble.design import MOST_WARS
from parallel38.version import VERSION

LONGEST_QUESTION = 200
LONGEST_NAME = 120
WIRE = "application/vnd.parallel38.wire"
JSON = "application/json"

RunName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$")]
War = Annotated[int, Path(ge=0, lt=MOST_WARS)]
Cell = Annotated[int, Path(ge=0, lt=100_000)]
Day = Annotated[int, Path(ge=0, lt=10_000)]
JobNumber = Annotated[int, Path(ge=1, lt=2**31)]
CellAsked = Annotated[int, Query(ge=0, lt=100_000)]
DayAsked = Annotated[int, Query(ge=0, lt=10_000)]
Kind = Annotated[str, Path(pattern=r"^[a-z_]{1,24}$")]
Name = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]
Question = Annotated[str, Query(min_length=1, max_length=LONGEST_QUESTION)]


class Refusal(BaseModel):
    """Why a request cannot be answered, in one sentence."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    code: {"model": Refusal, "description": words}
    for code, words in {
        400: "not a request that the atlas understands",
        404: "nothing is there",
        409: "cannot be shown or done as things are",
        422: "an address or a value that cannot be",
    }.items()
}


Opener = Callable[[str], OpenRun]


def routes(library: Library, jobs: Jobs) -> APIRouter:
    """Return every address below /api."""
    api = APIRouter(prefix="/api", responses=REFUSALS)

    def opened(name: str) -> OpenRun:
        try:
            return library.run(name)
        except KeyError:
            raise HTTPException(404, f"there is no run {name!r} here") from None

    _run_routes(api, library, opened)
    _frame_routes(api, opened)
    turns = Turns()
    _war_routes(api, opened, turns)
    _why_routes(api, opened, turns)
    _evidence_routes(api, library, opened)
    _question_routes(api, library, jobs, opened)
    _job_routes(api, jobs)
    return api


def _run_routes(api: APIRouter, library: Library, opened: Opener) -> None:
    @api.get("/runs", summary="The runs that can be shown, the latest first")
    def runs() -> dict[str, Any]:
        return {"version": VERSION, "runs": library.runs()}

    @api.get("/runs/{run}", summary="One run: what it is, its scorecard, its notable wars")
    def run(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "run", lambda: packed(_summary(found)))

    @api.get("/runs/{run}/ground", summary="Cells, heights, lines, places")
    def ground(request: Request, run: RunName) -> Response:
        found = opened(run)
        ledger = library.evidence(found).ledger
        return _told(request, found, "ground", lambda: packed(ground_of(found.scenario, ledger)))

    @api.get("/runs/{run}/record", summary="Fronts, holders, events and ranges of the sources")
    def record(request: Request, run: RunName) -> Response:
        found = opened(run)
        ledger = library.evidence(found).ledger
        return _told(request, found, "record", lambda: packed(record_of_run(found, ledger)))

    @api.get("/runs/{run}/order", summary="The order of battle, and the rules of decisions")
    def order(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "order", lambda: packed(_order(found)))


def _frame_routes(api: APIRouter, opened: Opener) -> None:
    @api.get("/runs/{run}/chances", summary="Share of wars in which the South held each cell")
    def chances(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "chances", lambda: frames.chances(found), WIRE)

    @api.get("/runs/{run}/bands", summary="Quantiles over the wars, by day")
    def bands(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "bands", lambda: frames.bands(found), WIRE)

    @api.get("/runs/{run}/cells/{cell}", summary="Share of wars in which the South held a cell")
    def cell(run: RunName, cell: Cell) -> dict[str, Any]:
        found = opened(run)
        if cell >= len(found.scenario.world.ground.x_km):
            raise HTTPException(404, f"the ground has no cell {cell}")
        return {"cell": cell, "south": frames.place_days(found, cell)}


def _war_routes(api: APIRouter, opened: Opener, turns: Turns) -> None:
    def of_war(
        request: Request, name: str, war: int, what: str, make: Callable[[OpenRun, int], bytes]
    ) -> Response:
        found = _war_of(opened(name), war)
        return _told(request, found, f"{what}/{war}", lambda: make(found, war), WIRE)

    @api.get("/runs/{run}/wars/{war}/control", summary="Changes of holder of one war")
    def control(request: Request, run: RunName, war: War) -> Response:
        return of_war(request, run, war, "control", frames.control)

    @api.get("/runs/{run}/wars/{war}/series", summary="The daily series of one war")
    def series(request: Request, run: RunName, war: War) -> Response:
        return of_war(request, run, war, "series", frames.series)

    @api.get("/runs/{run}/wars/{war}/formations", summary="The formations of one war by day")
    def formations(request: Request, run: RunName, war: War) -> Response:
        def later(found: OpenRun, war: int) -> bytes:
            return turns.take(MAP, lambda: frames.formations(found, war))

        return of_war(request, run, war, "formations", later)


def _why_routes(api: APIRouter, opened: Opener, turns: Turns) -> None:
    @api.get("/runs/{run}/wars/{war}/odds", summary="The chance of each decision, by day")
    def odds(request: Request, run: RunName, war: War) -> Response:
        found = _war_of(opened(run), war)

        def make() -> bytes:
            return turns.take(PANEL, lambda: odds_of_war(found.plan, war))

        return _told(request, found, f"odds/{war}", make, WIRE)

    @api.get("/runs/{run}/wars/{war}/headquarters", summary="What both commands want, and why")
    def headquarters(request: Request, run: RunName, war: War) -> Response:
        found = _war_of(opened(run), war)

        def make() -> bytes:
            return turns.take(LATER, lambda: packed(headquarters_of_war(found.plan, war)))

        return _told(request, found, f"headquarters/{war}", make)

    @api.get("/runs/{run}/wars/{war}/supply", summary="The way that supplies take to a cell")
    def supply(run: RunName, war: War, cell: CellAsked, day: DayAsked) -> dict[str, Any]:
        found = _war_of(opened(run), war)
        if cell >= len(found.scenario.world.ground.x_km):
            raise HTTPException(404, f"the ground has no cell {cell}")
        if day >= found.days:
            raise HTTPException(404, f"the run {run!r} has no day {day}")
        return supply_path(found, war, cell, day)


def _war_of(run: OpenRun, war: int) -> OpenRun:
    try:
        run.row(war)
    except KeyError:
        raise HTTPException(404, f"the run {run.name!r} has no war {war}") from None
    return run


def _evidence_routes(api: APIRouter, library: Library, opened: Opener) -> None:
    @api.get("/runs/{run}/evidence/ask", summary="What the sources say to a question")
    def ask(run: RunName, q: Question) -> list[dict[str, Any]]:
        return library.evidence(opened(run)).ask(q)

    @api.get("/runs/{run}/evidence/about", summary="Everything said of a person, place or thing")
    def about(run: RunName, name: Name) -> dict[str, Any]:
        return library.evidence(opened(run)).about(name)

    @api.get("/runs/{run}/evidence/figure", summary="What a figure rests on, and what on it")
    def figure(run: RunName, name: Name) -> dict[str, Any]:
        return library.evidence(opened(run)).figure(name)

    @api.get("/runs/{run}/evidence/source", summary="The claims of one work")
    def source(run: RunName, key: Name) -> dict[str, Any]:
        return library.evidence(opened(run)).of_source(key)

    @api.get("/runs/{run}/evidence/days/{day}", summary="The claims dated to one day")
    def of_day(run: RunName, day: Day) -> list[dict[str, Any]]:
        found = opened(run)
        return library.evidence(found).of_day(day, found.start)

    @api.get("/runs/{run}/evidence/works", summary="The bibliography")
    def works(request: Request, run: RunName) -> Response:
        found = opened(run)
        evidence = library.evidence(found)
        return _kept(request, found.answer("works", lambda: packed(evidence.works)), JSON)

    @api.get("/runs/{run}/evidence/conflicts", summary="The contradictions among the claims")
    def conflicts(request: Request, run: RunName) -> Response:
        found = opened(run)
        evidence = library.evidence(found)
        return _kept(request, found.answer("conflicts", lambda: packed(evidence.conflicts)), JSON)

    @api.get("/runs/{run}/evidence/audit", summary="How much rests on what")
    def audit(run: RunName) -> dict[str, Any]:
        return library.evidence(opened(run)).audit

    @api.get("/runs/{run}/evidence/audit/{kind}", summary="The numbers of one kind of the audit")
    def audited(request: Request, run: RunName, kind: Kind) -> Response:
        found = opened(run)
        evidence = library.evidence(found)
        return _told(request, found, f"audit/{kind}", lambda: packed(evidence.audited(kind)))


def _question_routes(api: APIRouter, library: Library, jobs: Jobs, opened: Opener) -> None:
    @api.get("/runs/{run}/cases", summary="The named what-ifs of a run's scenario")
    def cases(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "cases", lambda: packed(questions.cases_of(found)))

    @api.get("/runs/{run}/rates", summary="The rates, with the ranges in which they may be moved")
    def rates(request: Request, run: RunName) -> Response:
        found = opened(run)
        return _told(request, found, "rates", lambda: packed(questions.rates_of(found)))

    @api.get("/answers", summary="The what-ifs that are answered, the latest first")
    def answers() -> list[dict[str, Any]]:
        return library.answers.all()

    @api.get("/answers/{name}", summary="One answer, with every measure and its two runs")
    def answer(name: RunName) -> dict[str, Any]:
        try:
            return library.answers.one(name)
        except KeyError:
            raise HTTPException(404, f"there is no answer {name!r}") from None

    @api.post("/jobs", summary="Ask what if", status_code=202)
    def ask(wish: questions.Wish) -> dict[str, Any]:
        return questions.ask(wish, opened(wish.run), jobs)


def _job_routes(api: APIRouter, jobs: Jobs) -> None:
    @api.get("/jobs", summary="Work in the background, the latest first")
    def all_jobs() -> list[dict[str, Any]]:
        return jobs.all()

    @api.get("/jobs/{number}", summary="One piece of work")
    def job(number: JobNumber) -> dict[str, Any]:
        return _known(jobs.one, number)

    @api.delete("/jobs/{number}", summary="Stop one piece of work")
    def cancel(number: JobNumber) -> dict[str, Any]:
        return _known(jobs.cancel, number)


def _known(ask: Callable[[int], dict[str, Any]], number: int) -> dict[str, Any]:
    try:
        return ask(number)
    except KeyError:
        raise HTTPException(404, f"there is no job {number}") from None


def packed(value: Any) -> bytes:
    """Return an answer as gzipped JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return squeezed(text.encode())


def _told(
    request: Request, run: OpenRun, name: str, make: Callable[[], bytes], kind: str = JSON
) -> Response:
    return _kept(request, run.answer(name, make), kind)


def _kept(request: Request, told: Told, kind: str) -> Response:
    """Return an answer that may be kept as long as it is the same, gzipped for who takes it."""
    tag = f'"{told.tag}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(told.body), media_type=kind, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(told.body, media_type=kind, headers=headers)


def _summary(run: OpenRun) -> dict[str, Any]:
    scenario = run.scenario
    return {
        "name": run.name,
        "title": scenario.title,
        "scenario": scenario.name,
        "start": scenario.start.isoformat(),
        "end": scenario.end.isoformat(),
        "days": run.days,
        "history": scenario.days,
        "wars": run.replay.count,
        "seed": run.plan.seed,
        "commander": run.plan.commander,
        "command": run.manifest["command"],
        "created": run.manifest.get("created", ""),
        "version": run.manifest["version"],
        "hashes": {key: run.manifest[key] for key in ("data_hash", "rates_hash", "code_hash")},
        "typical": run.typical,
        "nearest": run.nearest,
        "numbers": run.wars["war"].to_list() if run.replay.count <= 2000 else [],
        "ends": run.wars["end_day"].to_list() if run.replay.count <= 2000 else [],
        "card": run.card,
    }


def _order(run: OpenRun) -> dict[str, Any]:
    rules = run.scenario.rules
    return {
        **order_of_battle(run.scenario),
        "rules": {
            name: {"rule": rule.rule, "when": rule.when, "note": rule.note,
                   "claims": rule.claims, "judgement": rule.judgement, "rates": rule.rates}
            for name, rule in rules.items()
        },
        "decides": rules_of_decisions(run.scenario),
        "behind": behind(run.rates),
    }  # fmt: skip
