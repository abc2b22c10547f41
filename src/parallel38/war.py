"""The door for Python: load a scenario, fight it once or many times, look at the outcome."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from parallel38.complaint import Complaint, unknown
from parallel38.engine.state import Flow
from parallel38.engine.world import SOUTH
from parallel38.ensemble import baseline, runner
from parallel38.ensemble import design as designing
from parallel38.ensemble.design import Design
from parallel38.ensemble.record import DAILY, DECISIONS, NATIONAL, Record
from parallel38.ensemble.store import read_manifest
from parallel38.inference import verdict
from parallel38.inference.totals import totals
from parallel38.scenario.record_check import refuse_unscorable

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from parallel38.asking import WhatIf
    from parallel38.scenario.scenario import Scenario
    from parallel38.scenario.trace import Trace

RUNS = Path("runs")
SCORECARD = "scorecard.json"
REPORT = "report.html"
SIDES = ("South", "North")


class War:
    """A scenario, ready to be fought; `set` replaces rates, `without` switches rules off."""

    def __init__(self, name: str | Path, set: Mapping[str, float], without: Sequence[str]) -> None:
        self.name = str(name)
        self.set = dict(set)
        self.without = tuple(without)
        self.design()  # says at once what is wrong with the names

    def design(self, **options: Any) -> Design:
        """Return the design of an ensemble of this war; options as of `ensemble`."""
        return designing.design(self.name, set=self.set, without=self.without, **options)

    @property
    def scenario(self) -> "Scenario":
        """The scenario: its world, first day, rates and names."""
        return open_design(self.design())

    def trace(self, name: str) -> "Trace":
        """Return what a figure, rate, formation, claim or source rests on, and what rests on it.

        Raises `Complaint` when nothing is called so.
        """
        from parallel38.scenario.switch import parted
        from parallel38.scenario.trace import trace_in

        return trace_in(parted(self.name)[0], name)

    def run(self, seed: int = 38, days: int | None = None, commander: str = "doctrine") -> "Run":
        """Fight one war: war 0 of the ensemble with this seed."""
        plan = self.design(replicas=1, seed=seed, days=days, commander=commander)
        return Run(plan, designing.fight_war(plan, 0))

    def ensemble(
        self,
        replicas: int = 200,
        seed: int = 38,
        days: int | None = None,
        commander: str = "doctrine",
        out: str | Path | None = None,
        threads: int | None = None,
        executor: "Executor | None" = None,
    ) -> "Ensemble":
        """Fight many wars into a folder; what the folder already holds is not fought again.

        On threads of this machine, or on any `concurrent.futures.Executor`, such as
        ``distributed.Client(...).get_executor(pure=False)``. Without `out` the folder is
        ``runs/<scenario>-<hash of the design>``.
        """
        plan = self.design(replicas=replicas, seed=seed, days=days, commander=commander)
        refuse_unscorable(open_design(plan).folder)
        folder = Path(out) if out else RUNS / f"{plan.name}-{designing.fingerprint(plan)}"
        runner.run(plan, folder, threads=threads, executor=executor)
        baseline.fight(plan, folder, threads)
        return Ensemble(folder)

    def whatif(self, case: str | Path = "", **options: Any) -> "WhatIf":
        """Fight the war with and without a change, luck shared; see `what_if` for the options."""
        from parallel38.asking import what_if

        return what_if(self.name, str(case), self.set, self.without, **options)

    def __repr__(self) -> str:
        """Name the scenario, its length and what was changed."""
        opened = self.scenario
        changes = [f"{name}={value:g}" for name, value in self.set.items()]
        changes += [f"without {rule}" for rule in self.without]
        changes += [f"sources {opened.sources}"] if opened.sources != "all" else []
        changed = f", {', '.join(changes)}" if changes else ""
        return f"<War {opened.name}: {opened.start} to {opened.end}{changed}>"


class Run:
    """One war, day by day."""

    def __init__(self, plan: Design, record: Record) -> None:
        self.plan = plan
        self.record = record
        self._scenario = open_design(plan)

    @property
    def dates(self) -> list[datetime.date]:
        """The days of the war, (d,)."""
        return [self._date(day) for day in range(len(self.record.daily))]

    @property
    def series(self) -> pl.DataFrame:
        """One row a day: the daily measures, and the men of each group of nations."""
        columns: dict[str, Any] = {"date": self.dates}
        columns |= {name: self.record.daily[:, i] for i, name in enumerate(DAILY)}
        for row, group in enumerate(self._scenario.groups):
            columns |= {
                f"{group}_{name}": self.record.nation[:, row, i] for i, name in enumerate(NATIONAL)
            }
        return pl.DataFrame(columns)

    @property
    def front(self) -> pl.DataFrame:
        """One row a day: the front as a parallel [degrees north]."""
        return self.series.select("date", "front_latitude")

    @property
    def ledger(self) -> pl.DataFrame:
        """One row a nation: the men who entered, fell, were wounded, captured, ... [men]."""
        totals = {flow.name.lower(): self.record.totals[:, flow] for flow in Flow}
        return pl.DataFrame({"nation": list(self._scenario.nations), **totals})

    @property
    def decisions(self) -> dict[str, datetime.date | int | None]:
        """The day of each decision, None if it was never taken; cells as their number."""
        return {
            name: (None if day < 0 else int(day) if name.endswith("_cell") else self._date(day))
            for name, day in zip(DECISIONS, self.record.decisions, strict=True)
        }

    def holder(self, place: str) -> pl.DataFrame:
        """Who held a place, one row for the first day and each change of hands.

        Raises `Complaint` when the scenario has no such place.
        """
        cell = self._scenario.places.get(place)
        if cell is None:
            raise unknown("place", place, self._scenario.places)
        first = int(self._scenario.world.ground.home[cell])
        changes = self.record.changes[self.record.changes[:, 1] == cell]
        days, sides = [0, *changes[:, 0].tolist()], [first, *changes[:, 2].tolist()]
        return pl.DataFrame(
            {"date": [self._date(d) for d in days], "holder": [SIDES[side] for side in sides]}
        )

    def plot(self) -> Any:
        """Draw the front through time; returns a matplotlib Figure."""
        from parallel38.report.quick import front

        return front(self.dates, self.record.daily[None, :, DAILY.index("front_latitude")])

    def _date(self, day: int) -> datetime.date:
        return self._scenario.start + datetime.timedelta(days=int(day))

    def __repr__(self) -> str:
        """Say which war this is and how it ended."""
        south = self.record.daily[-1, DAILY.index("area_south_km2")]
        return (
            f"<Run of {self._scenario.name}, seed {self.plan.seed}: {len(self.record.daily)} days "
            f"to {self.dates[-1]}, {SIDES[SOUTH]} holds {south:,.0f} km2>"
        )


class Ensemble:
    """Many wars, in the folder of a run."""

    def __init__(self, folder: str | Path) -> None:
        """Open a finished run. Raises `Complaint` when there is none."""
        self.folder = Path(folder)
        self.plan = finished_plan(self.folder)
        self._card: dict[str, Any] | None = None

    @property
    def wars(self) -> pl.DataFrame:
        """One row a war."""
        return pl.read_parquet(self.folder / "wars.parquet")

    @property
    def series(self) -> pl.LazyFrame:
        """One row a war and day, read when it is asked for."""
        return pl.scan_parquet(self.folder / "series.parquet")

    @property
    def holders(self) -> pl.DataFrame:
        """One row a change of holder of a cell."""
        return pl.read_parquet(self.folder / "holders.parquet")

    def dataset(self) -> Any:
        """Return the wars as an xarray Dataset: dimensions war, day, nation, cell, decision."""
        from parallel38.ensemble.dataset import dataset

        return dataset(self.folder, open_design(self.plan))

    def sql(self, query: str) -> pl.DataFrame:
        """Return what DuckDB answers; the tables are wars, series, holders and pulses."""
        from parallel38.ensemble.dataset import connect

        with connect(self.folder) as connection:
            found: pl.DataFrame = connection.sql(query).pl()
        return found

    def inference_data(self) -> Any:
        """Return the front of every war as ArviZ InferenceData, beside that of the record."""
        from parallel38.ensemble.dataset import inference_data

        found = self.dataset()
        opened = open_design(self.plan)
        targets, _ = verdict.open_run(self.folder, opened)
        known = np.full(found.sizes["day"], np.nan)
        if len(targets.days):
            inside = targets.days < len(known)
            known[targets.days[inside]] = verdict.record_parallels(targets)[inside]
        return inference_data(found, {"front_latitude": known})

    @property
    def has_record(self) -> bool:
        """Whether the scenario says what really happened."""
        return (open_design(self.plan).folder / "record" / "fronts.csv").is_file()

    def score(self) -> dict[str, Any]:
        """Hold the wars against the record; the scorecard is also kept in the folder."""
        if self._card is None:
            refuse_unscorable(open_design(self.plan).folder)
            script = baseline.found(self.plan, self.folder)
            self._card = verdict.write(self.folder, open_design(self.plan), script)
        return self._card

    def summary(self) -> dict[str, Any]:
        """Return the manifest, and the totals of each nation as quantiles over the wars [men]."""
        manifest = read_manifest(self.folder)
        return {"manifest": manifest, "totals": totals(self.folder, open_design(self.plan).nations)}

    def report(self) -> Path:
        """Write report.html and return where it lies."""
        from parallel38.report import book

        self.score()
        return book.write(self.folder, open_design(self.plan))

    def plot(self) -> Any:
        """Draw the front through time, median and intervals; returns a matplotlib Figure."""
        from parallel38.report.quick import front

        frame = self.series.select("war", "front_latitude").collect()
        fronts = [part["front_latitude"].to_numpy() for part in frame.partition_by("war")]
        days = max(len(one) for one in fronts)
        padded = np.array([np.pad(one, (0, days - len(one)), mode="edge") for one in fronts])
        start = open_design(self.plan).start
        return front([start + datetime.timedelta(days=day) for day in range(days)], padded)

    def __repr__(self) -> str:
        """Say what was fought and where it lies."""
        return f"<Ensemble {self.folder}: {self.plan.command()}>"

    def _repr_html_(self) -> str:
        from parallel38.report.terminal import as_html

        return as_html(self.score())


def open_design(plan: Design) -> "Scenario":
    """Return the scenario of a design, loaded once."""
    return designing.open_design(plan)


def finished_plan(folder: Path) -> Design:
    """Return the design of a finished run. Raises `Complaint` when there is none."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise Complaint(f"{folder} holds no run; name a folder that parallel38 run has made")
    if manifest["finished"] < manifest["replicas"] or not manifest["files"]:
        raise Complaint(
            f"{folder} has {manifest['finished']} of {manifest['replicas']} wars; "
            f"go on with: {manifest['command']} --out {folder}"
        )
    return designing.from_identity(manifest)
