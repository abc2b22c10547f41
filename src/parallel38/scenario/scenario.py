"""A scenario: everything that a war needs before its first day, from one folder of files."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from parallel38.engine.rates import Rates
from parallel38.engine.state import State, copy
from parallel38.engine.tables import Theatre, pack_rates, theatre
from parallel38.engine.world import F64, FOOT, I64, MOTOR, World
from parallel38.faults import Fault, complain
from parallel38.paths import scenario_folder
from parallel38.scenario import cases
from parallel38.scenario.cases import Case
from parallel38.scenario.files import Files, doors_of, read_files
from parallel38.scenario.ground import load_terrain
from parallel38.scenario.marching import least_days
from parallel38.scenario.models import ScenarioForm
from parallel38.scenario.nations import Span, nations_of
from parallel38.scenario.order_of_battle import Doors, formations_of, opening_state
from parallel38.scenario.rates import changed, rates_of
from parallel38.scenario.references import check_ground, check_references
from parallel38.scenario.resolve import ALL
from parallel38.scenario.rules import Rule, switches
from parallel38.scenario.script import Script, load_script
from parallel38.scenario.switch import parted, switched

GROUND = "ground"
NEW_MOON = datetime.datetime(1950, 9, 12, 3, 29)  # [UTC]
MOON_DAYS = 29.530588  # mean time from new moon to new moon [day]
MIDNIGHT = datetime.time(15, 0)  # local midnight after the day, nine hours east [UTC]


@dataclass(frozen=True)
class Scenario:
    """A war ready to be fought: names, world, rates and the eve of its first day."""

    name: str
    title: str
    folder: Path
    start: datetime.date
    end: datetime.date
    world: World
    rates: Rates
    state0: State
    nations: tuple[str, ...]  # ids, in the order of the engine's arrays
    nation_names: tuple[str, ...]
    nation_other_names: tuple[str, ...]
    groups: tuple[str, ...]
    group_names: tuple[str, ...]
    group_of: tuple[int, ...]  # group of each nation
    formations: tuple[str, ...]
    formation_names: tuple[str, ...]
    same_men: tuple[str, ...]  # formation whose men re-enter in each formation, or ''
    armies: tuple[str, ...]
    army_names: tuple[str, ...]
    army_parents: tuple[str, ...]
    places: Mapping[str, int]  # cell of each place on the map
    ports: Mapping[str, int]
    gates: Mapping[str, int]
    rules: Mapping[str, Rule]  # by id
    sources: str = ALL  # the school whose figures it is on
    case: Case | None = None  # what is otherwise than in history

    @property
    def days(self) -> int:
        """Return the length of the historical war, both ends counted [day]."""
        return (self.end - self.start).days + 1

    @cached_property
    def theatre(self) -> Theatre:
        """The world, packed for the kernels."""
        return theatre(self.world, self.rates)

    @cached_property
    def kernel_rates(self) -> Rates:
        """The rates, packed for the kernels."""
        return pack_rates(self.rates)

    @cached_property
    def nation_group(self) -> I64:
        """Group of each nation, as the kernels take it (k)."""
        return np.array(self.group_of, np.int64)

    @cached_property
    def script(self) -> Script:
        """What history ordered; raises `Complaint` where the scenario does not say."""
        return load_script(self.folder, self.start, self.world, self.ports)

    def opening(self) -> State:
        """Return a state of one's own on the eve of the war."""
        state = copy(self.state0)
        cases.decide(state, self.case, 0)
        return state


def moon_ages(start: datetime.date, days: int) -> F64:
    """Return the age of the moon in lunations at midnight of each night, 0 new, 0.5 full, (d,).

    age = frac((t - new moon) / synodic month); the true moon is up to 0.02 off this mean one.
    """
    first = (datetime.datetime.combine(start, MIDNIGHT) - NEW_MOON) / datetime.timedelta(days=1)
    ages: F64 = np.mod((first + np.arange(days)) / MOON_DAYS, 1.0)
    return ages


def load(
    name_or_path: str | Path,
    set: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    case: str = "",
) -> Scenario:
    """Load a scenario by its name or path, some rates replaced and some rules switched off.

    Behind an @ the name may have a school of sources, ``korea1950@prc``: see `switch`. `case`
    names a what-if (`cases`), whose changes come before those of `set` and `without`.

    Raises `Complaint` for the first fault in its files, or for an unknown rate, rule or case.
    """
    name, sources = parted(name_or_path)
    asked = cases.read_case(name, case) if case else None
    folder = scenario_folder(name)
    faults: list[Fault] = []
    files = read_files(folder, faults)
    complain(faults)
    check_references(files, None, faults)
    complain(faults)
    files, _ = switched(files, sources)
    terrain = load_terrain(folder / GROUND)
    doors = doors_of(terrain)
    if asked:
        cases.check_case(asked, files, doors, faults)
        complain(faults)
        set = {**asked.form.changes.set, **(set or {})}
        without = [*asked.form.changes.without, *without]
        files = cases.recast(files, asked)
    assert files.form is not None
    values = {name: form.value for name, form in files.rates.items()}
    rates = rates_of(changed(values, switches(files.rules), set or {}, without))
    check_ground(files, terrain, doors, faults)
    complain(faults)
    war = Span(files.form.start, (files.form.end - files.form.start).days + 1 + files.form.after)
    world = World(
        ground=terrain.ground._replace(
            days_foot=least_days(terrain.ground, rates.march, FOOT),
            days_motor=least_days(terrain.ground, rates.march, MOTOR),
        ),
        sites=terrain.sites,
        climate=terrain.climate,
        nations=nations_of(files.nations, war),
        month=war.months(),
        war_month=war.war_months(),
        moon=moon_ages(war.start, war.days),
    )
    world = cases.reshaped(world, doors.ports, asked)
    built = _assemble(files, files.form, world, rates, doors)
    return replace(built, sources=sources, case=asked)


def _assemble(
    files: Files, form: ScenarioForm, world: World, rates: Rates, doors: Doors
) -> Scenario:
    rows = [row for _, row in files.order.formations]
    armies = [army for _, army in files.order.armies]
    nations = tuple(files.nations)
    groups = tuple(form.groups)
    army_ids = tuple(army.id for army in armies)
    formations = formations_of(rows, nations, army_ids, doors, form.start, world)
    return Scenario(
        name=form.name,
        title=form.title,
        folder=files.folder,
        start=form.start,
        end=form.end,
        world=world,
        rates=rates,
        state0=opening_state(formations, world),
        nations=nations,
        nation_names=tuple(nation.name for nation in files.nations.values()),
        nation_other_names=tuple(nation.other_name for nation in files.nations.values()),
        groups=groups,
        group_names=tuple(form.groups.values()),
        group_of=tuple(groups.index(nation.group) for nation in files.nations.values()),
        formations=tuple(row.id for row in rows),
        formation_names=tuple(row.name for row in rows),
        same_men=tuple(row.same_men for row in rows),
        armies=army_ids,
        army_names=tuple(army.name for army in armies),
        army_parents=tuple(army.parent for army in armies),
        places=doors.places,
        ports=doors.ports,
        gates=doors.gates,
        rules=files.rules,
    )
