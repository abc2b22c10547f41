"""Check a scenario: every fault in its files, all in one go, never a traceback."""

import re
from pathlib import Path

from parallel38.evidence.load import FOLDER, read
from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario.bars import check_bars
from parallel38.scenario.cases import check_cases
from parallel38.scenario.files import Files, doors_of, read_files
from parallel38.scenario.ground import read_ground
from parallel38.scenario.loss_ranges import check_ranges
from parallel38.scenario.order_of_battle import Doors
from parallel38.scenario.photos import check_photos
from parallel38.scenario.priors import check_nations, check_priors
from parallel38.scenario.record_check import check_record
from parallel38.scenario.references import check_ground, check_references
from parallel38.scenario.scenario import GROUND
from parallel38.scenario.script import check_script
from parallel38.scenario.telling import check_telling
from parallel38.scenario.turning_points import check_turning_points
from parallel38.sheets import read_text

BIBLIOGRAPHY = "sources.bib"
ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)


def check(folder: Path) -> list[Fault]:
    """Return every fault in the scenario in `folder`, sorted by file and line."""
    faults: list[Fault] = []
    works = _works(folder, faults)
    ledger = None
    if (folder / FOLDER).is_dir():
        ledger = read(folder, faults)
        works |= ledger.by_id.keys()  # a number may rest on a single claim
        check_ranges(folder, ledger, faults)
        check_bars(folder, ledger, faults)
    files = read_files(folder, faults)
    if ledger is not None:
        check_priors(folder, files.rates, ledger, faults)
        check_nations(files.nations_document, files.nations, ledger, faults)
    check_references(files, works, faults)
    doors = _check_ground(files, faults)
    check_cases(files, doors, works, faults)
    check_turning_points(folder, files.form, doors.places if doors else None, works, faults)
    check_script(folder, doors.ports if doors else None, faults)
    check_record(folder / "record", files.form, works, faults)
    check_photos(folder, files.order, works, faults)
    check_telling(folder, files.form, files.rules, faults)
    return sorted(set(faults))


def _works(folder: Path, faults: list[Fault]) -> set[str]:
    """Return the keys of the shipped bibliography and of the scenario's own, if it has one."""
    works: set[str] = set()
    for file in (data_folder() / BIBLIOGRAPHY, folder / BIBLIOGRAPHY):
        if file == folder / BIBLIOGRAPHY and not file.exists():
            continue
        text = read_text(file, faults) or ""
        own: dict[str, int] = {}
        for match in ENTRY.finditer(text):
            line = text.count("\n", 0, match.start(2)) + 1
            key = match.group(2)
            if key in own:
                what = f"{key!r} stands in line {own[key]} too; give each work its own key"
                faults.append(Fault(file, line, "key", what))
            own.setdefault(key, line)
        works |= own.keys()
    return works


def _check_ground(files: Files, faults: list[Fault]) -> Doors | None:
    """Return the doors of the ground, or None after noting why it cannot be read."""
    ground = files.folder / GROUND
    if not ground.is_dir():
        faults.append(Fault(ground, 0, "", "is no folder; put the tables of the ground there"))
        return None
    terrain = read_ground(ground, faults)
    if terrain is None:
        return None
    doors = doors_of(terrain)
    check_ground(files, terrain, doors, faults)
    return doors
