"""A plan fought in front of a person: progress, Ctrl-C, and what the disk refuses, in words."""

import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from parallel38.complaint import Complaint

Cluster = Annotated[
    str,
    typer.Option(
        metavar="WHERE",
        help="Where to fight: threads, processes, dask, mpi, or a Dask scheduler's tcp://... .",
    ),
]

if TYPE_CHECKING:
    from parallel38.ensemble.design import Design

REFUSED = 2  # the command cannot be carried out as it was given
FAILED = 1  # the machine did not let us
INTERRUPTED = 130  # Ctrl-C, as shells count
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
DISK_TROUBLE = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
}
PLACE_TROUBLE = {  # of a folder that was asked for
    errno.ENOENT: "nothing can be made there",
    errno.ENOTDIR: "a part of that path is a file",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EINVAL: "the name cannot be used",
    errno.EIO: "the disk does not answer",
}


def changes_of(words: Sequence[str]) -> dict[str, float]:
    """Read the RATE=VALUE of --set."""
    changes = {}
    for word in words:
        name, equals, value = word.partition("=")
        try:
            changes[name.strip()] = float(value)
        except ValueError:
            equals = ""
        if not (equals and name.strip()):
            raise Complaint(f"--set {word} is not of the form RATE=VALUE, VALUE being a number")
    return changes


def fight(
    plan: "Design",
    folder: Path,
    threads: int | None,
    again: str,
    what: str = "",
    cluster: str = "",
) -> bool:
    """Fight what is left of a plan, showing how far it has come; False if nothing was left."""
    from parallel38.ensemble.executors import THREADS
    from parallel38.ensemble.runner import Interrupted
    from parallel38.ensemble.runner import run as fight_all
    from parallel38.report.terminal import consoles, telling

    _, aside = consoles()
    if what:
        aside.print(what)
    try:
        with telling(aside) as tell:
            return fight_all(
                plan,
                folder,
                threads=threads,
                where=cluster or THREADS,
                tell=tell,
                warn=aside.print,
            )
    except Interrupted as stop:
        stop_with(
            f"stopped: {stop.finished} of {stop.replicas} wars are kept in {folder}; "
            f"go on with: {again}",
            INTERRUPTED,
            at_once=stop.busy,
        )
    except OSError as trouble:
        if trouble.errno not in DISK_TROUBLE | PLACE_TROUBLE:
            raise
        onward = f", then go on with: {again}" if trouble.errno in DISK_FULL else ""
        stop_with(in_words(trouble, folder) + onward, FAILED)


def made(folder: Path) -> Path:
    """Make a folder where there is none. Raises `Complaint` where a file lies in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Complaint(f"{folder} is a file; choose another folder with --out") from None
    return folder


def in_words(trouble: OSError, folder: Path | None = None) -> str:
    """Say in one sentence what the disk refused, and what to do."""
    where = trouble.filename or folder
    words = DISK_TROUBLE | PLACE_TROUBLE
    what = words.get(trouble.errno or 0, trouble.strerror or str(trouble))
    if trouble.errno in DISK_FULL:
        at = f" at {where}" if where else ""
        return f"{what}{at}; what was finished is kept: free some space"
    hint = "; choose another folder with --out" if folder else ""
    return f"cannot write {where or 'a file'}: {what}{hint}"


def whole_output() -> None:
    """See to it that output which is cut short by a full disk is an error, not a shorter text.

    Where Python runs unbuffered it writes once, and what the disk refuses of it is lost unsaid.
    """
    own = sys.stdout is sys.__stdout__  # not one that a caller from Python has put in its place
    if own and isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(sys.stdout.buffer),
            encoding=sys.stdout.encoding,
            errors=sys.stdout.errors,
            line_buffering=sys.stdout.isatty(),
        )


def stop_with(sentence: str, code: int, at_once: bool = False) -> NoReturn:
    """Say why we stop, and stop; `at_once` without waiting for threads that still compile."""
    try:
        sys.stdout.flush()
    except OSError:  # nothing more can be said there, nor tried again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stderr.write(f"parallel38: {sentence}\n")
    sys.stderr.flush()
    if at_once:
        os._exit(code)
    raise SystemExit(code)
