"""What is told of a war and never simulated: atlas/chapters.yaml and atlas/decisions.yaml."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from parallel38.faults import Fault, complain
from parallel38.scenario.models import Day, Form, Id, ScenarioForm
from parallel38.scenario.reading import Document, dotted, read_yaml
from parallel38.scenario.references import missing
from parallel38.scenario.wording import fit_document, fit_each

FOLDER = Path("atlas")
CHAPTERS = FOLDER / "chapters.yaml"
DECISIONS = FOLDER / "decisions.yaml"
PHOTOS = Path("photos") / "index.csv"
RECORD = Path("record")


class Chapter(Form):
    """Some captions, and where the clock and the map go for one that names no day or place."""

    captions: Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1)]
    date: Day
    place: Id = Field(description="of record/places.csv")
    rests_on: list[str] = Field(
        default_factory=list,
        description="rows behind the words that stand before the chapter: events:pe002, "
        "offensives:CPV3, holders:seoul/1951-01-04, photo:16",
    )


class DecidedBy(Form):
    """The rule of rules.yaml by which each decision of a government falls."""

    called: Id | None = None
    intervened: Id | None = None
    crossed: Id | None = None
    landed: Id | None = None
    relieved: Id | None = None
    limited: Id | None = None
    talks: Id | None = None
    agreed: Id | None = None
    armistice: Id | None = None
    evacuated: Id | None = None
    nuclear: Id | None = None


def read_chapters(folder: Path, faults: list[Fault]) -> dict[str, Chapter]:
    """Return the chapters of a scenario's story by id, in order; faults are noted."""
    return fit_each(Chapter, _document(folder / CHAPTERS, faults), faults)


def read_decisions(folder: Path, faults: list[Fault]) -> dict[str, str]:
    """Return the rule by which each decision falls, by the decision's name; faults are noted."""
    document = _document(folder / DECISIONS, faults)
    form = fit_document(DecidedBy, document, faults) if document else None
    return {} if form is None else form.model_dump(exclude_none=True)


def load_chapters(folder: Path) -> dict[str, Chapter]:
    """Return the chapters of a scenario. Raises `Complaint` for the first fault."""
    faults: list[Fault] = []
    found = read_chapters(folder, faults)
    complain(faults)
    return found


def load_decisions(folder: Path) -> dict[str, str]:
    """Return the rule of each decision. Raises `Complaint` for the first fault."""
    faults: list[Fault] = []
    found = read_decisions(folder, faults)
    complain(faults)
    return found


def check_telling(
    folder: Path, form: ScenarioForm | None, rules: Iterable[str], faults: list[Fault]
) -> None:
    """Note every fault in what the atlas is told; a scenario that tells it nothing is sound."""
    chapters, document = read_chapters(folder, faults), _document(folder / CHAPTERS, [])
    if document is not None:
        _check_captions(folder, chapters, document, faults)
        _check_chapters(folder, form, chapters, document, faults)
    decided, document = read_decisions(folder, faults), _document(folder / DECISIONS, [])
    known = set(rules)
    for name, rule in decided.items():
        if document is not None and rule not in known:
            what = missing("rule of rules.yaml", rule, known)
            faults.append(Fault(document.file, document.line((name,)), name, what))


def _check_captions(
    folder: Path, chapters: Mapping[str, Chapter], document: Document, faults: list[Fault]
) -> None:
    """Every caption of the photo index stands in one chapter, and nothing else does."""
    captions = {int(n) for n in _column(folder / PHOTOS, "caption") if n.isdigit()}
    told: dict[int, str] = {}
    for name, chapter in chapters.items():
        for at, caption in enumerate(chapter.captions):
            path = (name, "captions", at)
            what = ""
            if caption not in captions:
                what = f"{caption} is no caption of {PHOTOS}; add it there or correct it"
            elif caption in told:
                what = f"{caption} stands in {told[caption]} too; keep one"
            if what:
                faults.append(Fault(document.file, document.line(path), dotted(path), what))
            told.setdefault(caption, name)
    left = sorted(captions - told.keys())
    if left and len(chapters) == len(document.value):
        what = f"captions {', '.join(map(str, left))} stand in no chapter; give each its place"
        faults.append(Fault(document.file, 0, "", what))


def _check_chapters(
    folder: Path,
    form: ScenarioForm | None,
    chapters: Mapping[str, Chapter],
    document: Document,
    faults: list[Fault],
) -> None:
    """Each chapter goes to a day of the war and a place of the record, and rests on rows."""
    places = set(_column(folder / RECORD / "places.csv", "id"))
    rows = _rows(folder)
    for name, chapter in chapters.items():

        def fault(what: str, *path: str | int, name: str = name) -> None:
            at = (name, *path)
            faults.append(Fault(document.file, document.line(at), dotted(at), what))

        if chapter.place not in places:
            fault(missing("place of record/places.csv", chapter.place, places), "place")
        if form and not form.start <= chapter.date <= form.end:
            fault(f"is {chapter.date}, outside the war; correct the day", "date")
        for at, row in enumerate(chapter.rests_on):
            if row not in rows:
                fault(missing("row of the record or photo", row, rows), "rests_on", at)


def _rows(folder: Path) -> set[str]:
    """Return the names of the rows that words before a chapter may rest on."""
    record = folder / RECORD
    held = zip(
        _column(record / "holders.csv", "place_id"),
        _column(record / "holders.csv", "date"),
        strict=True,
    )
    return {
        *(f"events:{one}" for one in _column(record / "events.csv", "id")),
        *(f"offensives:{one}" for one in _column(record / "offensives.csv", "id")),
        *(f"holders:{place}/{date}" for place, date in held),
        *_column(folder / PHOTOS, "id"),
    }


def _column(file: Path, name: str) -> list[str]:
    """Return one column of a table, empty where it cannot be read: others tell of its faults."""
    try:
        with file.open(newline="", encoding="utf-8") as text:
            return [row.get(name) or "" for row in csv.DictReader(text)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def _document(file: Path, faults: list[Fault]) -> Document | None:
    return read_yaml(file, faults) if file.is_file() else None
