"""What-ifs from Python: `war.whatif("china-stays-out", replicas=200).contrast("duration")`."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import polars as pl

from parallel38.ensemble import runner
from parallel38.ensemble import whatif as asking
from parallel38.ensemble.branch import REPLAY
from parallel38.ensemble.contrast import Contrast, pick
from parallel38.ensemble.whatif import Places, Question
from parallel38.inference import answer


def what_if(
    scenario: str,
    case: str,
    set: Mapping[str, float],
    without: Sequence[str],
    *,
    replicas: int = asking.REPLICAS,
    seed: int = 38,
    since: str = "",
    state: str = REPLAY,
    days: int | None = None,
    out: str | Path | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
) -> "WhatIf":
    """Fight what is left of both ensembles of a question and return its answer.

    The changes of the `War` itself (`set`, `without`) are part of the change. Raises `Complaint`
    for what cannot be asked.
    """
    asked = asking.ask(case, scenario=scenario, set=set, without=without, since=since,
                       state=state, replicas=replicas, seed=seed, days=days)  # fmt: skip
    lie = asking.places(asked, Path(out) if out else None)
    lie.folder.mkdir(parents=True, exist_ok=True)
    runner.run(asked.before, lie.before, threads=threads, executor=executor)
    runner.run(asked.after, lie.after, threads=threads, executor=executor)
    return WhatIf(asked, lie)


class WhatIf:
    """A what-if whose wars are fought."""

    def __init__(self, asked: Question, lie: Places) -> None:
        self.asked = asked
        self.places = lie
        self.contrasts = answer.compare(asked, lie)
        self.answer = answer.write(asked, lie)

    def contrast(self, name: str) -> Contrast:
        """Return what the change does to a measure, such as ``front_latitude``.

        Raises `Complaint` for an unknown name.
        """
        return pick(self.contrasts, name)

    def summary(self) -> pl.DataFrame:
        """Return one row a measure: effect, interval, sign stability, verdict."""
        columns = ("label", "unit", "pairs", "before", "after", "effect", "low", "high",
                   "sign_stability", "detectable", "verdict")  # fmt: skip
        rows: list[dict[str, Any]] = [
            {"measure": name, **{column: getattr(one, column) for column in columns}}
            for name, one in self.contrasts.items()
        ]
        return pl.DataFrame(rows)

    def report(self) -> Path:
        """Write report.html, the page of the question, and return where it lies."""
        from parallel38.report import whatif_page

        return whatif_page.write(self.places.folder)

    def __repr__(self) -> str:
        """Say question and answer."""
        return f"<{self.asked.question} {self.answer['answer']}>"
