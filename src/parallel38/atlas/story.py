"""What the atlas is told beside the model: the chapters of the story, the rules of decisions."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from parallel38.complaint import Complaint
from parallel38.inference.targets import read_yaml

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

FOLDER = Path("atlas")


class Chapter(BaseModel):
    """Some captions, and where the clock and the map go for one that names no day or place."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    captions: list[int]
    date: datetime.date
    place: str
    rests_on: list[str] = []  # rows behind the words that stand before the chapter


CHAPTERS = TypeAdapter(dict[str, Chapter])
RULES = TypeAdapter(dict[str, str])


def chapters_of(scenario: "Scenario") -> list[dict[str, Any]]:
    """Return the chapters of a scenario's story, in order. Raises `Complaint` for a bad file."""
    found: dict[str, Chapter] = _read(scenario, "chapters.yaml", CHAPTERS)
    return [{"id": name, **one.model_dump(mode="json")} for name, one in found.items()]


def rules_of_decisions(scenario: "Scenario") -> dict[str, str]:
    """Return by which rule each decision of a government falls. Raises `Complaint` likewise."""
    found: dict[str, str] = _read(scenario, "decisions.yaml", RULES)
    return found


def _read(scenario: "Scenario", name: str, form: TypeAdapter[Any]) -> Any:
    file = scenario.folder / FOLDER / name
    try:
        return form.validate_python(read_yaml(file) or {})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Complaint(f"{file}: {where}: {first['msg']}") from None
