"""What the atlas is told beside the model: the chapters of the story, the rules of decisions."""

from typing import TYPE_CHECKING, Any

from parallel38.scenario.telling import load_chapters, load_decisions

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario


def chapters_of(scenario: "Scenario") -> list[dict[str, Any]]:
    """Return the chapters of a scenario's story, in order. Raises `Complaint` for a bad file."""
    found = load_chapters(scenario.folder)
    return [{"id": name, **one.model_dump(mode="json")} for name, one in found.items()]


def rules_of_decisions(scenario: "Scenario") -> dict[str, str]:
    """Return by which rule each decision of a government falls. Raises `Complaint` likewise."""
    return load_decisions(scenario.folder)
