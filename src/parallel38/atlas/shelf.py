"""Which runs the atlas may show: the folders it was given, and those below them; no others."""

import re
from pathlib import Path
from typing import Any

from parallel38.complaint import Complaint
from parallel38.ensemble.store import read_manifest

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")


def runs_in(folders: list[Path]) -> dict[str, Path]:
    """Return the finished runs by the name under which they are shown, the latest first.

    A folder is a run, or holds runs. Raises `Complaint` for one that was named and is neither.
    """
    found: list[Path] = []
    for folder in folders:
        inside = [folder] if finished(folder) else _below(folder)
        found += [run for run in inside if run not in found]
    found.sort(key=lambda run: (-_time(run), run.name))
    shown: dict[str, Path] = {}
    for run in found:
        name = plain_name(run)
        number = 2
        while name in shown:
            name = f"{plain_name(run)}-{number}"
            number += 1
        shown[name] = run
    return shown


def refuse_strange(folders: list[Path]) -> None:
    """Raise `Complaint` for a folder that is no finished run and holds none."""
    for folder in folders:
        if not finished(folder) and not _below(folder):
            raise Complaint(
                f"{folder} holds no finished run; name a folder that parallel38 run has made"
            )


def finished(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a finished run, None where there is none."""
    try:
        manifest = read_manifest(folder)
    except (Complaint, OSError):
        return None
    if manifest is None or manifest.get("finished", 0) < manifest["replicas"]:
        return None
    return manifest if manifest.get("files") else None


def plain_name(run: Path) -> str:
    """Return a name that can stand in an address."""
    name = re.sub(r"[^A-Za-z0-9_.@-]+", "-", run.resolve().name).strip("-.")[:48]
    return name or "run"


def _below(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [one for one in sorted(folder.iterdir()) if one.is_dir() and finished(one)]


def _time(run: Path) -> float:
    try:
        return (run / "manifest.json").stat().st_mtime
    except OSError:
        return 0.0
