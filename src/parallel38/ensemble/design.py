"""What an ensemble is: a scenario, its changes, a seed and a number of wars.

A design names everything that decides the outcome, so that two equal designs give equal bytes.
War `i` of a design with seed `s` draws its luck from the key (s, i) alone.
"""

import hashlib
import math
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from parallel38.calendar import date_of
from parallel38.command.commander import DOCTRINE, SCRIPT, appoint
from parallel38.complaint import Complaint
from parallel38.ensemble.branch import RECORD, REPLAY, STATES, fight_from
from parallel38.ensemble.record import Record
from parallel38.ensemble.run import fight
from parallel38.ensemble.spread import F64, KINDS, choose, points, with_rates
from parallel38.scenario import cases
from parallel38.scenario.scenario import Scenario, load
from parallel38.version import VERSION

MOST_WARS = 1_000_000
STANDARD = "korea1950"  # the scenario that commands mean when none is named
SEEDS = 2**31  # seed and war share the key of the draws
ROOMS_THAT_DECIDE = ("scenario", "engine", "command", "ensemble")


@dataclass(frozen=True)
class Design:
    """One ensemble, before it is fought; equal designs give equal bytes."""

    scenario: str = STANDARD  # name of a shipped scenario, or the path of one's own
    replicas: int = 200
    seed: int = 38
    days: int = 0  # 0: as long as the scenario lasts
    commander: str = DOCTRINE
    set: tuple[tuple[str, float], ...] = ()  # rates replaced, sorted by name
    without: tuple[str, ...] = ()  # rules switched off, sorted
    case: str = ""  # name or path of a what-if whose changes hold
    since: int = 0  # day from which all changes hold; 0: from the first
    state: str = REPLAY  # what that day begins with: REPLAY the war so far, or the RECORD
    spread: str = ""  # how rates differ from war to war: sobol, lhs; '' not at all
    over: tuple[str, ...] = ()  # the rates that do
    common: bool = False  # all wars have the luck of war 0

    @property
    def name(self) -> str:
        """The scenario's name, also when it was given by its path."""
        return Path(self.scenario).name

    def command(self) -> str:
        """Return the command line that makes this ensemble again."""
        asked = self.case or self.since
        words = ["parallel38", *(["whatif"] if asked else ["run", self.scenario])]
        words += [self.case] if self.case else []
        if asked and self.scenario != STANDARD:
            words += ["--scenario", self.scenario]
        if self.since:
            start = open_design(self).start
            words += ["--from", str(date_of(self.since, start))]
        words += ["--state", self.state] if self.state != REPLAY else []
        words += ["--design", self.spread] if self.spread else []
        words += ["--over", ",".join(self.over)] if self.spread and self.over else []
        words += ["--common-luck"] if self.common else []
        words += ["--replicas", str(self.replicas), "--seed", str(self.seed)]
        words += ["--days", str(self.days)] if self.days else []
        words += ["--commander", self.commander] if self.commander != DOCTRINE else []
        for name, value in self.set:
            words += ["--set", f"{name}={value!r}"]
        for rule in self.without:
            words += ["--without", rule]
        return shlex.join(words)


def design(
    scenario: str | Path = STANDARD,
    *,
    replicas: int = 200,
    seed: int = 38,
    days: int | None = None,
    commander: str = DOCTRINE,
    set: Mapping[str, float] | None = None,
    without: Sequence[str] = (),
    case: str = "",
    since: int = 0,
    state: str = REPLAY,
    spread: str = "",
    over: Sequence[str] = (),
    common: bool = False,
) -> Design:
    """Return a checked design, its length filled in from the scenario.

    Raises `Complaint` for anything that cannot be fought.
    """
    if not 1 <= replicas <= MOST_WARS:
        raise Complaint(f"--replicas is {replicas}; give a whole number from 1 to {MOST_WARS}")
    if not 0 <= seed < SEEDS:
        raise Complaint(f"--seed is {seed}; give a whole number from 0 to {SEEDS - 1}")
    for name, value in (set or {}).items():
        if not math.isfinite(value):
            raise Complaint(f"--set {name} is {value}; give a finite number")
    changes = tuple(sorted((name, float(value)) for name, value in (set or {}).items()))
    rules = tuple(sorted(dict.fromkeys(without)))
    opened = open_scenario(str(scenario), changes, rules, case)
    if commander != DOCTRINE:
        appoint(commander, opened)  # says at once if it cannot
    longest = len(opened.world.month)
    length = opened.days if days is None else days
    if not 1 <= length <= longest:
        raise Complaint(f"--days is {days}; {opened.name} can be fought for 1 to {longest} days")
    _check_branch(since, state, length, opened)
    if spread and spread not in KINDS:
        raise Complaint(f"--design is {spread!r}; choose {' or '.join(KINDS)}")
    if over and not spread:
        raise Complaint("--over says which rates a design varies; add --design sobol or lhs")
    varied = choose(opened.folder, over) if over else ()
    return Design(
        str(scenario), replicas, seed, length, commander, changes, rules, case, since, state,
        spread, varied, common,
    )  # fmt: skip


def _check_branch(since: int, state: str, length: int, opened: Scenario) -> None:
    if since and not 0 < since < length:
        raise Complaint(
            f"the change on day {since} comes after the {length} days that are fought; "
            "choose an earlier day, or more days"
        )
    if state not in STATES:
        raise Complaint(f"--state is {state!r}; choose {' or '.join(STATES)}")
    if state == RECORD:
        if not since:
            raise Complaint("--state record needs the day that it is of; add --from DATE")
        appoint(SCRIPT, opened)  # it leads the armies there


# Room for a family of cases beside its unchanged war, each of which is asked for in turn several
# times; the great war takes some 25 MB, most of it marching times.
@lru_cache(maxsize=8)
def open_scenario(
    name: str,
    changes: tuple[tuple[str, float], ...],
    without: tuple[str, ...],
    case: str = "",
) -> Scenario:
    """Load a scenario once per process; every thread then shares it."""
    return load(name, set=dict(changes), without=without, case=case)


def open_design(plan: Design) -> Scenario:
    """Return the scenario of a design with all its changes, loaded once."""
    return open_scenario(plan.scenario, plan.set, plan.without, plan.case)


def fight_war(plan: Design, war: int) -> Record:
    """Fight war `war` of the ensemble; may be sent to another process or machine."""
    opened, luck = scenario_of(plan, war)
    # the doctrine is compiled into the campaign; anyone else is asked day by day
    commander = None if plan.commander == DOCTRINE else appoint(plan.commander, opened)
    if plan.since:
        before = open_scenario(plan.scenario, (), ())
        return fight_from(before, opened, plan.seed, luck, plan.days, plan.since, plan.state,
                          commander)  # fmt: skip
    return fight(opened, plan.seed, luck, plan.days, commander)


def scenario_of(plan: Design, war: int) -> tuple[Scenario, int]:
    """Return the scenario of a war of a design, and the number that keys its luck."""
    opened = open_design(plan)
    if plan.spread:
        names, values = varied_rates(plan)
        opened = with_rates(opened, dict(zip(names, values[war].tolist(), strict=True)))
    return opened, 0 if plan.common else war


def varied_rates(plan: Design) -> tuple[tuple[str, ...], F64]:
    """Return the rates that a design varies, and their values in every war (w, r)."""
    folder = open_design(plan).folder
    names = plan.over or choose(folder, ())
    return names, points(plan.spread, folder, names, plan.replicas, plan.seed)


def identity(plan: Design) -> dict[str, Any]:
    """Return everything that decides the bytes of a run, ready for its manifest."""
    opened = open_design(plan)
    asked = opened.case
    return {
        "version": VERSION,
        **asdict(plan)
        | {"set": dict(plan.set), "without": list(plan.without), "over": list(plan.over)},
        **({"case_hash": asked.digest} if asked else {}),
        "data_hash": hash_folder(opened.folder, leave_out=(cases.FOLDER,)),
        "rates_hash": hash_rates(opened.rates),
        "code_hash": code_hash(),
    }


def fingerprint(plan: Design) -> str:
    """Return eight letters that differ between designs, for naming folders."""
    return hashlib.sha256(repr(sorted(identity(plan).items())).encode()).hexdigest()[:8]


def from_identity(known: Mapping[str, Any]) -> Design:
    """Return the design that a manifest describes."""
    return Design(
        scenario=known["scenario"],
        replicas=known["replicas"],
        seed=known["seed"],
        days=known["days"],
        commander=known["commander"],
        set=tuple(sorted(known["set"].items())),
        without=tuple(known["without"]),
        case=known.get("case", ""),
        since=known.get("since", 0),
        state=known.get("state", REPLAY),
        spread=known.get("spread", ""),
        over=tuple(known.get("over", ())),
        common=known.get("common", False),
    )


def hash_folder(folder: Path, suffix: str = "", leave_out: Sequence[str] = ()) -> str:
    """Return a hash of the names and bytes of all files below `folder`, hidden ones left out.

    Nor do folders named in `leave_out` count.
    """
    digest = hashlib.sha256()
    for file in sorted(folder.rglob(f"*{suffix}")):
        inside = file.relative_to(folder)
        if inside.parts[0] in leave_out:
            continue
        if file.is_file() and not any(part.startswith((".", "__")) for part in inside.parts[:-1]):
            if inside.name.startswith("."):
                continue
            content = file.read_bytes()
            digest.update(f"{inside.as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def hash_rates(rates: tuple[Any, ...]) -> str:
    """Return a hash of every rate by name, exact to the last bit."""
    lines = (f"{name}={value.hex()}" for name, value in flatten(rates))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def flatten(rates: tuple[Any, ...], above: str = "") -> Iterator[tuple[str, float]]:
    """Yield (dotted name, value) of nested named tuples of numbers."""
    for field, value in zip(rates._fields, rates, strict=True):  # type: ignore[attr-defined]
        if isinstance(value, tuple):
            yield from flatten(value, f"{above}{field}.")
        else:
            yield f"{above}{field}", float(value)


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Return a hash of the sources of every room that decides how a war goes."""
    package = Path(__file__).resolve().parents[1]
    rooms = "".join(hash_folder(package / room, ".py") for room in ROOMS_THAT_DECIDE)
    return hashlib.sha256(rooms.encode()).hexdigest()[:16]
