"""Starts a scenario of one's own: a copy of a shipped one under a new name."""

import re
import shutil
from pathlib import Path

from parallel38.complaint import Complaint
from parallel38.paths import SCENARIO_FILE, scenario_folder

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def start_scenario(place: Path, like: str = "isthmus") -> Path:
    """Copy the scenario `like` to `place`, name it after the folder, and return the folder.

    Raises `Complaint` when the name cannot be used or something is there already.
    """
    if not NAME.fullmatch(place.name):
        raise Complaint(
            f"{place.name!r} cannot name a scenario; use small letters, digits, - and _, "
            "beginning with a letter"
        )
    if place.exists():
        raise Complaint(f"{place} is already there; choose another name")
    shutil.copytree(scenario_folder(like), place)
    file = place / SCENARIO_FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^name:.*$", f"name: {place.name}", text), encoding="utf-8")
    return place
