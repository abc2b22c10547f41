"""Read the tables of claims and of what they speak of; every fault is noted, none is raised."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from parallel38.evidence import check
from parallel38.evidence.claim import COLUMNS, Claim, number
from parallel38.evidence.entity import COLUMNS as ENTITY_COLUMNS
from parallel38.evidence.entity import Entity, Quantity, Work
from parallel38.evidence.ledger import Ledger
from parallel38.faults import Fault, complain
from parallel38.paths import data_folder, scenario_folder
from parallel38.sheets import Row, Table, read_csv, read_text

T = TypeVar("T")
FOLDER = "claims"
ENTITIES = "entities"
BIBLIOGRAPHY = "sources.bib"
ENTRY = re.compile(r"^\s*@\w+\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
QUANTITY_COLUMNS = ("unit", "kind", "meaning", "additive")
QUANTITY_MORE = ("name", "within", "loosely", "single", "time", "note", "wikidata")
NEEDED_TABLES = ("quantities", "works")
SAID_YES = ("yes", "1", "true")
WORK_MORE = ("grade", "school", "year", "document", "kind", "note")


def load(scenario: str | Path = "korea1950") -> Ledger:
    """Return the ledger of a scenario. Raises `Complaint` for the first fault in its tables."""
    faults: list[Fault] = []
    ledger = read(scenario_folder(scenario), faults)
    complain(faults)
    return ledger


def read(folder: Path, faults: list[Fault]) -> Ledger:
    """Return the ledger of the scenario in `folder`; its faults are noted."""
    place = folder / FOLDER
    quantities: dict[str, Quantity] = {}
    works: dict[str, Work] = {}
    entities: dict[str, Entity] = {}
    files = sorted(place.glob("*.csv"))
    for name in NEEDED_TABLES if files else ():
        if not (place / ENTITIES / f"{name}.csv").is_file():
            what = "is missing; claims need it, so add it"
            faults.append(Fault(place / ENTITIES / f"{name}.csv", 0, "", what))
    for file in sorted((place / ENTITIES).glob("*.csv")):
        if file.stem == "quantities":
            quantities = _read_quantities(file, faults)
        elif file.stem == "works":
            works = _read_works(file, faults)
        else:
            _read_entities(file, entities, faults)
    claims: list[Claim] = []
    for file in files:
        table = read_csv(file, COLUMNS, (), faults)
        claims += [_claim(row, file, faults) for row in table.rows] if table else []
    keys = _keys(folder, faults)
    ledger = Ledger(folder, tuple(claims), entities, quantities, works, keys)
    check.check(ledger, faults)
    return ledger


def _claim(row: Row, file: Path, faults: list[Fault]) -> Claim:
    """Return the claim of a row; a number that is none is noted and left out."""
    ends: dict[str, float | None] = {"low": None, "high": None}
    for name in ends:
        text = row.fields[name]
        try:
            ends[name] = number(text) if text else None
        except ValueError as error:
            faults.append(Fault(file, row.line, name, str(error)))
    words = {name: row.fields[name] for name in COLUMNS if name not in ("low", "high", "scope")}
    scope = tuple(dict.fromkeys(row.fields["scope"].split()))
    return Claim(**words, **ends, scope=scope, file=file, line=row.line)  # type: ignore[arg-type]


def _read_entities(file: Path, entities: dict[str, Entity], faults: list[Fault]) -> None:
    table = read_csv(file, ("id", "name"), ENTITY_COLUMNS, faults)
    for row in table.rows if table else ():
        name = row.fields["id"]
        if name in entities:
            before = entities[name]
            what = f"{name!r} stands in {before.file.name} line {before.line} too; keep one"
            faults.append(Fault(file, row.line, "id", what))
            continue
        entities[name] = Entity(name, row.fields["name"], row.fields, file, row.line)


def _read_quantities(file: Path, faults: list[Fault]) -> dict[str, Quantity]:
    def quantity(row: Row) -> Quantity:
        get = row.fields.get
        return Quantity(
            id=row.fields["id"],
            unit=row.fields["unit"],
            kind=row.fields["kind"],
            meaning=row.fields["meaning"],
            additive=row.fields["additive"] in SAID_YES,
            within=tuple((get("within") or "").split()),
            loosely=tuple((get("loosely") or "").split()),
            single=(get("single") or "") in SAID_YES,
        )

    table = read_csv(file, ("id", *QUANTITY_COLUMNS), QUANTITY_MORE, faults)
    return _by_id(table, quantity, faults)


def _read_works(file: Path, faults: list[Fault]) -> dict[str, Work]:
    def work(row: Row) -> Work:
        known = ("id", "name", "grade", "school", "year", "document")
        return Work(**{name: row.fields.get(name, "") for name in known})

    return _by_id(read_csv(file, ("id", "name"), WORK_MORE, faults), work, faults)


def _by_id(table: Table | None, make: Callable[[Row], T], faults: list[Fault]) -> dict[str, T]:
    found: dict[str, T] = {}
    lines: dict[str, int] = {}
    for row in table.rows if table else ():
        name = row.fields["id"]
        if name in found and table:
            what = f"{name!r} stands in line {lines[name]} too; keep one"
            faults.append(Fault(table.file, row.line, "id", what))
            continue
        lines[name] = row.line
        found[name] = make(row)
    return found


def _keys(folder: Path, faults: list[Fault]) -> frozenset[str]:
    """Return the keys of the shipped bibliography and of the scenario's own, if it has one."""
    keys: set[str] = set()
    for file in (data_folder() / BIBLIOGRAPHY, folder / BIBLIOGRAPHY):
        if file.exists():
            keys |= set(ENTRY.findall(read_text(file, faults) or ""))
    return frozenset(keys)
