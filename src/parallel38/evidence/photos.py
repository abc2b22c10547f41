"""The captions of photographs as facts, and what was found when they were checked."""

import csv
from pathlib import Path

from parallel38.complaint import Complaint, unknown

FILE = Path("photos") / "index.csv"
NEEDED = ("id", "day", "subject", "verdict", "theme", "reason", "place_printed", "checked")


def photos(folder: Path, verdict: str = "", theme: str = "") -> list[dict[str, str]]:
    """Return the rows of a scenario's photo index, of one verdict and theme where asked.

    Raises `Complaint` when there is no index, or nothing of that verdict or theme in it.
    """
    file = folder / FILE
    if not file.is_file():
        raise Complaint(f"{folder.name} has no photographs; their index would be {file}")
    try:
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Complaint(f"{file} cannot be read ({error}); see parallel38 check") from error
    if not rows or not set(NEEDED) <= rows[0].keys():
        raise Complaint(f"{file} lacks rows or columns; see parallel38 check")
    for field, wanted in (("verdict", verdict), ("theme", theme)):
        known = {row[field] or "" for row in rows}
        if wanted and wanted not in known:
            raise unknown(field, wanted, known)
        rows = [row for row in rows if not wanted or row[field] == wanted]
    return rows
