"""What-if in the atlas: the cases and rates that can be asked about, jobs that ask, answers."""

import datetime
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from parallel38.complaint import Complaint, unknown
from parallel38.ensemble import whatif as asking
from parallel38.scenario import cases
from parallel38.scenario.switch import parted

if TYPE_CHECKING:
    from parallel38.atlas.jobs import Jobs
    from parallel38.atlas.opened import OpenRun

ANSWER = "whatif.json"
BEFORE, AFTER = ".before", ".after"  # ends of the names under which the two ensembles are shown
LEAST_PAIRS, MOST_PAIRS = 8, 200
MOST_CHANGES = 8
MOST_ANSWERS = 100
NAME = r"^[a-z0-9][a-z0-9_.-]{0,63}$"

Id = Annotated[str, Field(pattern=NAME)]


class Wish(BaseModel):
    """A question that a reader asks: a named case, or changes of their own, or both."""

    model_config = ConfigDict(extra="forbid")

    run: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}$")]
    case: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,63})?$")] = ""
    set: Annotated[dict[Id, float], Field(max_length=MOST_CHANGES)] = {}
    without: Annotated[list[Id], Field(max_length=MOST_CHANGES)] = []
    since: Annotated[str, Field(pattern=r"^(19[45]\d-[01]\d-[0-3]\d)?$")] = ""
    replicas: Annotated[int, Field(ge=LEAST_PAIRS, le=MOST_PAIRS)] = 40


def cases_of(run: "OpenRun") -> list[dict[str, Any]]:
    """Return the cases that come with a run's scenario; a family names those it asks together."""
    scenario = parted(run.plan.scenario)[0]
    forms = {name: cases.read_case(scenario, name).form for name in cases.shipped(scenario)}
    found = []
    for name, form in forms.items():
        found.append({
            "name": name, "title": form.title, "question": form.question,
            "history": form.history, "claims": list(form.claims),
            "since": str(form.since) if form.since else "",
            "chance": form.likelihood.value if form.likelihood else None,
            "given": form.given, "unknowable": form.unknowable, "family": [
                {"name": one, "title": forms[one].title} for one in form.family if one in forms
            ],
        })  # fmt: skip
    return found


def rates_of(run: "OpenRun") -> list[dict[str, Any]]:
    """Return the rates of a run's scenario with the ranges in which they may be moved."""
    return [
        {
            "name": name, "value": form.value, "unit": form.unit, "low": form.range[0],
            "high": form.range[1], "note": form.note, "judgement": form.judgement,
            "claims": list(form.claims),
        }
        for name, form in sorted(run.rates.items())
        if form.range[0] < form.range[1]
    ]  # fmt: skip


def ask(wish: Wish, run: "OpenRun", jobs: "Jobs") -> dict[str, Any]:
    """Put a question into the queue. Raises `Complaint` for what cannot be asked."""
    jobs.refuse_when_full()  # before anything that takes time
    scenario = run.plan.scenario
    known = cases.shipped(parted(scenario)[0])
    if not (wish.case or wish.set or wish.without):
        raise Complaint("a question needs a change: choose a case, a rate or a rule")
    if wish.case and wish.case not in known:
        raise unknown("case", wish.case, known)
    forms = run.rates
    for name, value in wish.set.items():
        if name not in forms:
            raise unknown("rate", name, forms)
        low, high = forms[name].range
        if not low <= value <= high:
            raise Complaint(f"{name} is {value:g}; its plausible range is {low:g} to {high:g}")
    _refuse_strange_day(wish.since, run)
    options = {"scenario": scenario, "set": wish.set, "without": wish.without,
               "since": wish.since, "replicas": wish.replicas}  # fmt: skip
    members = asking.family(scenario, wish.case)
    if members and (wish.set or wish.without):
        raise Complaint(f"{wish.case} is a family of cases: it takes no further changes")
    questions = [asking.ask(one, **options) for one in members or [wish.case]]  # type: ignore[arg-type]
    lie = [asking.places(one) for one in questions]
    watched = list(dict.fromkeys(run for one in lie for run in (one.before, one.after)))
    title, folder = questions[0].title, lie[0].folder
    if members:
        known_case = cases.read_case(scenario, wish.case)
        title, folder = known_case.form.title, asking.family_folder(known_case, questions)
    words = ["whatif", *([wish.case] if wish.case else []), "--scenario", scenario]
    words += ["--replicas", str(wish.replicas)]
    words += ["--from", wish.since] if wish.since else []
    for name, value in wish.set.items():
        words += ["--set", f"{name}={value!r}"]
    for rule in wish.without:
        words += ["--without", rule]
    words += ["--threads", str(max((os.cpu_count() or 2) - 1, 1))]
    return jobs.ask("whatif", title, words, folder, wish.replicas, watched)


def _refuse_strange_day(since: str, run: "OpenRun") -> None:
    """Raise `Complaint` for a day on which no change can begin."""
    if not since:
        return
    first, last = run.start + datetime.timedelta(days=1), run.scenario.end
    try:
        day = datetime.date.fromisoformat(since)
    except ValueError:
        raise Complaint(f"{since} is no day of the calendar; correct the day") from None
    if not first <= day <= last:
        raise Complaint(f"{since} is outside the war; a change can begin from {first} to {last}")


class Answers:
    """The answered what-ifs below one folder."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def all(self) -> list[dict[str, Any]]:
        """Return every answer in brief, the latest first."""
        found = [(name, folder) for name, folder in self._folders().items()]
        found.sort(key=lambda one: -(one[1] / ANSWER).stat().st_mtime)
        brief = []
        for name, _ in found[:MOST_ANSWERS]:
            answer = self._read(name)
            if answer and "contrasts" in answer:
                keys = ("title", "question", "answer", "changed", "wars", "restraint")
                brief.append({"name": name, **{key: answer[key] for key in keys}, "members": 0})
            elif answer and answer.get("members"):
                told = {key: answer[key] for key in ("title", "question", "answer")}
                many, wars = len(answer["members"]), answer["members"][0]["wars"]
                brief.append({"name": name, **told, "changed": [], "wars": wars,
                              "restraint": None, "members": many})  # fmt: skip
        return brief

    def one(self, name: str) -> dict[str, Any]:
        """Return an answer with every measure; no path. Raises KeyError if there is none."""
        answer = self._read(name)
        if answer is None:
            raise KeyError(name)
        if "members" in answer:
            return {"id": name, **answer, "members": [self._member(answer, one)
                                                      for one in answer["members"]]}  # fmt: skip
        if "contrasts" not in answer:
            raise KeyError(name)
        hidden = ("before", "after")
        return {
            "id": name,
            **{key: value for key, value in answer.items() if key not in hidden},
            "runs": {"before": f"{name}{BEFORE}", "after": f"{name}{AFTER}"},
        }

    def _member(self, family: dict[str, Any], member: dict[str, Any]) -> dict[str, Any]:
        """Return one case of a family in brief; `name` is its own answer, '' where it is gone."""
        name = Path(str(member.get("at", ""))).name
        keys = ("title", "question", "answer", "changed", "wars", "restraint")
        return {
            "name": name if name in self._folders() else "",
            **{key: member[key] for key in keys},
            "contrast": member["contrasts"][family["measure"]],
        }

    def run(self, name: str) -> Path:
        """Return the folder of one of the two ensembles of an answer. Raises KeyError if none."""
        stem, _, which = name.rpartition(".")
        answer = self._read(stem)
        if answer is None or which not in ("before", "after") or which not in answer:
            raise KeyError(name)
        folder: Path = (self._folders()[stem] / str(answer[which]["folder"])).resolve()
        if not folder.is_relative_to(self.home.resolve()):
            raise KeyError(name)
        return folder

    def _folders(self) -> dict[str, Path]:
        if not self.home.is_dir():
            return {}
        return {
            folder.name: folder for folder in self.home.iterdir() if (folder / ANSWER).is_file()
        }

    def _read(self, name: str) -> dict[str, Any] | None:
        folder = self._folders().get(name)
        try:
            found = json.loads((folder / ANSWER).read_text("utf-8")) if folder else None
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None
