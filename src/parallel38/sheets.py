"""Read text and CSV files that people write: each row with the line it stands on.

Nothing here raises for what a person may write: faults go to a list, and the reader returns what
could be read.
"""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from parallel38.complaint import nearest
from parallel38.faults import Fault

OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}


class Row(NamedTuple):
    """A line of a CSV file."""

    line: int
    fields: dict[str, str]


class Table(NamedTuple):
    """A CSV file."""

    file: Path
    columns: tuple[str, ...]
    rows: list[Row]


def read_text(file: Path, faults: list[Fault]) -> str | None:
    """Return the text of a file, or None after noting why it cannot be read."""
    what = ""
    try:
        if file.is_dir():
            what = "is a folder; put a file of this name in its place"
        elif not file.exists():
            what = "is missing; add it"
        else:
            text = file.read_bytes().decode("utf-8-sig")
            if text.strip():
                return text
            what = "is empty; fill it or take it away"
    except UnicodeDecodeError as error:
        before = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(file, before, "", "is not UTF-8 text; save the file as UTF-8"))
        return None
    except OSError as error:
        what = f"cannot be read ({error.strerror}); make it readable"
    faults.append(Fault(file, 0, "", what))
    return None


def read_csv(
    file: Path, required: tuple[str, ...], optional: tuple[str, ...], faults: list[Fault]
) -> Table | None:
    """Return a CSV file, or None after noting why it cannot be read.

    Columns must be exactly the required ones, in any order, and any of the optional ones.
    """
    text = read_text(file, faults)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    end = 0  # the line on which the row before ended
    try:
        columns = tuple(name.strip() for name in next(reader))
        if not _columns_fit(file, columns, required, optional, faults):
            return None
        end = reader.line_num
        for cells in reader:
            line, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                what = f"has {len(cells)} fields and not {len(columns)}; quote fields with commas"
                faults.append(Fault(file, line, "", what))
                continue
            values = (cell.strip() for cell in cells)
            rows.append(Row(line, dict(zip(columns, values, strict=True))))
    except csv.Error as error:
        what = f"is not CSV ({error}); mend the quotes"
        faults.append(Fault(file, end + 1, "", what))
    if not rows and not any(fault.file == file for fault in faults):
        faults.append(Fault(file, 1, "", "has no rows below its header; add one"))
    return Table(file, columns, rows)


def _columns_fit(
    file: Path,
    columns: tuple[str, ...],
    required: tuple[str, ...],
    optional: tuple[str, ...],
    faults: list[Fault],
) -> bool:
    known = (*required, *optional)
    before = len(faults)
    first = columns[0] if columns else ""
    other = next((mark for mark in OTHER_MARKS if first.count(mark) > 1), "")
    if len(columns) == 1 and other:
        what = f"separates its columns by {OTHER_MARKS[other]}; save it with commas"
        faults.append(Fault(file, 1, "", what))
        return False
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            faults.append(Fault(file, 1, name, "this column stands twice; keep one"))
        elif name not in known:
            hint = nearest(name, known) or f"; the columns are {', '.join(known)}"
            faults.append(Fault(file, 1, name, f"is no column of this table{hint}"))
    for name in required:
        if name not in columns:
            faults.append(Fault(file, 1, name, "this column is missing; add it"))
    return len(faults) == before
