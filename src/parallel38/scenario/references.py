"""Whether the files of a scenario agree with each other: ids, dates, works cited."""

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from parallel38.calendar import span
from parallel38.complaint import nearest
from parallel38.faults import Fault
from parallel38.scenario.files import Files
from parallel38.scenario.ground import Terrain
from parallel38.scenario.models import FormationRow, Nation, ScenarioForm, Step
from parallel38.scenario.nations import FILE as NATIONS
from parallel38.scenario.order_of_battle import FOLDER, Doors, day_called
from parallel38.scenario.reading import Path_, dotted
from parallel38.scenario.rules import FILE as RULES


def check_references(files: Files, works: set[str] | None, faults: list[Fault]) -> None:
    """Note every id that leads nowhere, every repeated id and every date outside the war.

    `works` are the keys of the bibliography; None leaves them unchecked.
    """
    _check_nations(files, faults)
    _check_armies(files, faults)
    _check_formations(files, faults)
    _check_kept_out(files, faults)
    if works is not None:
        _check_works(files, works, faults)


def missing(kind: str, wrong: str, known: Iterable[str]) -> str:
    """Return the sentence for an id that leads nowhere."""
    names = list(known)
    hint = nearest(wrong, names) or "; add it there or correct it"
    return f"{wrong!r} is no {kind}{hint}"


def repeated(ids: Iterable[tuple[int, str]], file: Path, faults: list[Fault]) -> None:
    """Note every id that stands in an earlier row too."""
    first: dict[str, int] = {}
    for line, name in ids:
        if name in first:
            what = f"{name!r} stands in line {first[name]} too; give each row its own id"
            faults.append(Fault(file, line, "id", what))
        first.setdefault(name, line)


def _check_nations(files: Files, faults: list[Fault]) -> None:
    document = files.nations_document
    if document is None or files.form is None:
        return
    for name, nation in files.nations.items():
        if nation.group not in files.form.groups:
            path: Path_ = (name, "group")
            what = missing("group of scenario.yaml", nation.group, files.form.groups)
            faults.append(Fault(document.file, document.line(path), dotted(path), what))
        for field, steps in _series(nation):
            first = span(steps[0].since).earliest
            if first > files.form.start:
                path = (name, field, 0, "from")
                what = f"is {first}, after the war begins on {files.form.start}; begin there"
                faults.append(Fault(document.file, document.line(path), dotted(path), what))
    for side in ("south", "north"):
        if files.nations and not any(n.side == side for n in files.nations.values()):
            what = f"holds no nation of side {side}; each side needs one"
            faults.append(Fault(document.file, 1, "", what))


def _series(nation: Nation) -> Iterator[tuple[str, list[Step]]]:
    for field, value in vars(nation).items():
        if isinstance(value, list):
            yield field, value


def _check_armies(files: Files, faults: list[Fault]) -> None:
    file = files.folder / FOLDER / "armies.csv"
    armies = files.order.armies
    ids = {army.id for _, army in armies}
    repeated(((line, army.id) for line, army in armies), file, faults)
    for line, army in armies:
        if army.nation not in files.nations and files.nations:
            what = missing(f"nation of {NATIONS}", army.nation, files.nations)
            faults.append(Fault(file, line, "nation", what))
        if army.parent and army.parent not in ids:
            what = missing("army of this table", army.parent, ids)
            faults.append(Fault(file, line, "parent", what))
        if army.parent == army.id:
            faults.append(Fault(file, line, "parent", "is the army itself; leave it empty"))


def _check_formations(files: Files, faults: list[Fault]) -> None:
    file = files.folder / FOLDER / "formations.csv"
    rows = files.order.formations
    repeated(((line, row.id) for line, row in rows), file, faults)
    ids = {row.id for _, row in rows}
    armies = {army.id for _, army in files.order.armies}
    for line, row in rows:
        if row.nation not in files.nations and files.nations:
            what = missing(f"nation of {NATIONS}", row.nation, files.nations)
            faults.append(Fault(file, line, "nation", what))
        if row.army not in armies and armies:
            what = missing("army of armies.csv", row.army, armies)
            faults.append(Fault(file, line, "army", what))
        if row.same_men and row.same_men not in ids:
            what = missing("formation of this table", row.same_men, ids)
            faults.append(Fault(file, line, "same_men", what))
        nation = files.nations.get(row.nation)
        if nation and row.call == "intervention" and nation.arrives_by != "intervention":
            what = f"is intervention, but {row.nation} arrives by calendar; change one of the two"
            faults.append(Fault(file, line, "call", what))
        if files.form is not None:
            _check_dates(row, line, file, files.form, faults)


def _check_dates(
    row: FormationRow, line: int, file: Path, form: ScenarioForm, faults: list[Fault]
) -> None:
    last = form.end + datetime.timedelta(days=form.after)
    for field in ("arrive", "leave"):
        text = getattr(row, field)
        if not text or text.startswith("+"):
            continue
        earliest, latest = span(text)
        if latest < form.start or earliest > last:
            what = f"is {text}, outside the war ({form.start} to {last}); correct the date"
            faults.append(Fault(file, line, field, what))
    if row.leave and day_called(row.leave, form.start) <= day_called(row.arrive, form.start):
        what = f"is {row.leave}, not after the arrival {row.arrive}; correct one of the two"
        faults.append(Fault(file, line, "leave", what))


def _check_kept_out(files: Files, faults: list[Fault]) -> None:
    file = files.folder / FOLDER / "kept_out.csv"
    ids = {row.id for _, row in files.order.formations}
    ids |= {"armies.csv", NATIONS}
    for line, row in files.order.kept_out:
        for name in filter(None, (part.strip() for part in row.now.split(";"))):
            if name not in ids:
                what = missing("formation of formations.csv", name, ids)
                faults.append(Fault(file, line, "now", what))


def _check_works(files: Files, works: set[str], faults: list[Fault]) -> None:
    here = files.folder / FOLDER
    for name, rows in (
        ("formations.csv", files.order.formations),
        ("kept_out.csv", files.order.kept_out),
    ):
        for line, row in rows:
            cited(row.source_key, works, here / name, line, "source_key", faults)
    document = files.nations_document
    if document is not None:
        for path, key in claims_in(document.value):
            cited([key], works, document.file, document.line(path), dotted(path), faults)
    for name, rate in files.rates.items():
        group, field = name.split(".")
        file = files.folder / "rates" / f"{group}.yaml"
        if file.is_file() and f"{field}:" in file.read_text("utf-8", "replace").splitlines():
            cited(rate.claims, works, file, 0, f"{field}.claims", faults)  # a rate of its own
    for name, rule in files.rules.items():
        cited(rule.claims, works, files.folder / RULES, 0, f"{name}.claims", faults)


def cited(
    keys: Iterable[str], works: set[str], file: Path, line: int, field: str, faults: list[Fault]
) -> None:
    """Note every key that is not in the bibliography."""
    for key in keys:
        if key not in works:
            what = missing("work of sources.bib", key, works)
            faults.append(Fault(file, line, field, what))


def claims_in(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Yield every key under a `claims` of a document, with its path."""
    items: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for part, inner in items:
        if part == "claims" and isinstance(inner, list):
            yield from (((*path, part, n), str(key)) for n, key in enumerate(inner))
        else:
            yield from claims_in(inner, (*path, part))


def check_ground(files: Files, terrain: Terrain, doors: Doors, faults: list[Fault]) -> None:
    """Note every formation that arrives off the map, and a pitch unlike that of the grid."""
    pitch = terrain.ground.pitch_km
    if files.form is not None and files.document is not None and files.form.pitch_km != pitch:
        line = files.document.line(("pitch_km",))
        what = f"is {files.form.pitch_km:g}, but ground/grid.yaml has {pitch:g}; make them equal"
        faults.append(Fault(files.document.file, line, "pitch_km", what))
    file = files.folder / FOLDER / "formations.csv"
    known = [*doors.places, *doors.ports, *doors.gates]
    for line, row in files.order.formations:
        if doors.cell(row) is None:
            what = missing("place, port or gate on the map", row.arrive_place, known)
            faults.append(Fault(file, line, "arrive_place", what))
