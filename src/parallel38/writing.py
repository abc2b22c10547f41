"""Files that are either whole or absent, on a full disk too, and when the program is killed."""

import contextlib
import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

try:
    fcntl: Any = importlib.import_module("fcntl")
except ImportError:  # a system without such locks
    fcntl = None


@contextlib.contextmanager
def written(place: Path, sync: bool = True) -> Iterator[BinaryIO]:
    """Open a draft beside `place` for writing; rename it there if all went well, else delete it.

    Without `sync` the file may be lost when the power fails, but not when the program is killed.

    The draft of a program that was killed is taken over by the next one that writes `place`; two
    that write it at once take turns. Raises OSError, naming `place`, when the disk refuses.
    """
    draft = place.with_name(f".{place.name}.unfinished")
    try:
        with _draft(draft) as file:
            try:
                yield file
                file.flush()
                if sync:
                    os.fsync(file.fileno())
                if fcntl is None:
                    file.close()
                draft.replace(place)
            except BaseException:
                with contextlib.suppress(OSError):
                    draft.unlink()
                raise
    except OSError as trouble:
        if trouble.filename in (None, str(draft)):
            trouble.filename = str(place)
        raise


def write_text(place: Path, text: str) -> None:
    """Write a text in one stroke."""
    with written(place) as file:
        file.write(text.encode())


def _draft(draft: Path) -> BinaryIO:
    """Return an empty draft that is ours alone."""
    while True:
        # not emptied on opening: until it is locked, it may be another's
        file = os.fdopen(os.open(str(draft), os.O_RDWR | os.O_CREAT, 0o666), "wb")
        if _ours(file, draft):
            file.truncate()
            return file
        file.close()


def _ours(file: BinaryIO, draft: Path) -> bool:
    """Wait for whoever has the draft; say whether it still lies there, not renamed by then."""
    if fcntl is None:
        return True
    with contextlib.suppress(OSError):  # a file system without such locks
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        return os.path.samestat(os.fstat(file.fileno()), draft.stat())
    except FileNotFoundError:
        return False
