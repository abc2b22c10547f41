"""`parallel38 export`: a run or one of its wars in the formats of other programs."""

import contextlib
import errno
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parallel38.complaint import unknown
from parallel38.fighting import made

if TYPE_CHECKING:
    from parallel38.war import Ensemble

NOTHING_LEFT = 1 << 20  # a disk with less is full [byte]
OF_A_WAR = ("geojson", "kml", "orbat", "timelinejs")
OF_A_RUN = ("netcdf", "zarr", "arviz", "duckdb")


def export(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")],
    form: Annotated[
        str,
        typer.Option("--as", metavar="FORM", help=f"{', '.join((*OF_A_WAR, *OF_A_RUN))}."),
    ],
    war: Annotated[int, typer.Option(help="Which war, where the form holds one.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Where to write; below RUN/export if left out.")
    ] = None,
) -> None:
    """Write a run, or one of its wars, for other programs."""
    from parallel38 import war as wars

    if form not in (*OF_A_WAR, *OF_A_RUN):
        raise unknown("form", form, (*OF_A_WAR, *OF_A_RUN))
    run = wars.Ensemble(folder)
    place = out or folder / "export"
    made(place)
    for file in _of_run(run, form, place) if form in OF_A_RUN else _of_war(run, form, war, place):
        typer.echo(file)


def _of_war(run: "Ensemble", form: str, war: int, place: Path) -> list[Path]:
    from parallel38.report.exports import maps, orbat
    from parallel38.report.exports.campaign import Campaign
    from parallel38.war import open_design
    from parallel38.writing import write_text

    campaign = Campaign(run.folder, run.plan, open_design(run.plan), war)
    makers: dict[str, dict[str, Callable[[Campaign], Any]]] = {
        "geojson": {"holders.geojson": maps.holders, "fronts.geojson": maps.fronts},
        "kml": {"fronts.kml": maps.kml},
        "orbat": {"orbat.json": orbat.scenario},
        "timelinejs": {"timeline.json": maps.timeline},
    }
    written = []
    for name, make in makers[form].items():
        file = place / f"war{war}-{name}"
        found = make(campaign)
        text = found if isinstance(found, str) else json.dumps(found, separators=(",", ":")) + "\n"
        write_text(file, text)
        written.append(file)
    return written


def _of_run(run: "Ensemble", form: str, place: Path) -> list[Path]:
    from parallel38.ensemble import dataset

    if form == "duckdb":
        file = place / "wars.duckdb"
        with _whole(file) as draft, dataset.connect(run.folder, str(draft)) as connection:
            connection.execute("CHECKPOINT")  # else part of it stays in a log beside it
        return [file]
    if form == "zarr":
        dataset.library("zarr", "io")
        file = place / "wars.zarr"
        with _whole(file) as draft:
            run.dataset().to_zarr(draft, mode="w", zarr_format=2)  # 3 has no type for names
        return [file]
    dataset.library("h5netcdf", "io")
    if form == "arviz":
        dataset.library("arviz", "calibrate")
    file = place / ("wars.nc" if form == "netcdf" else "wars-arviz.nc")
    with _whole(file) as draft:
        _in_a_child(_netcdf if form == "netcdf" else _arviz, run.folder, draft)
    return [file]


def _netcdf(folder: Path, draft: Path) -> None:
    from parallel38 import war

    found = war.Ensemble(folder).dataset()
    packed = {name: {"zlib": True, "complevel": 1} for name in found.data_vars}
    found.to_netcdf(draft, engine="h5netcdf", encoding=packed)


def _arviz(folder: Path, draft: Path) -> None:
    from parallel38 import war

    war.Ensemble(folder).inference_data().to_netcdf(str(draft), engine="h5netcdf")


def _in_a_child(write: Callable[[Path, Path], None], folder: Path, draft: Path) -> None:
    """Write a file of HDF5 in a process of its own, for on a full disk HDF5 ends the process."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, initializer=_in_silence) as child:
        try:
            child.submit(write, folder, draft).result()
        except BrokenProcessPool:
            if shutil.disk_usage(draft.parent).free > NOTHING_LEFT:
                raise
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None


def _in_silence() -> None:
    """Keep to itself what HDF5 says of a full disk; errors still come back to the parent."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@contextlib.contextmanager
def _whole(place: Path) -> Iterator[Path]:
    """Let another library write a file or folder beside its place; keep it only if it is whole.

    Raises OSError where the disk is full, whatever the library calls that.
    """
    draft = place.with_name(f".unfinished-{place.name}")
    _remove(draft)
    try:
        yield draft
        _remove(place)
        draft.replace(place)
    except Exception as trouble:
        _remove(draft)
        full = os.strerror(errno.ENOSPC)
        if full in str(trouble) or "ENOSPC" in str(trouble):
            raise OSError(errno.ENOSPC, full, str(place)) from None
        raise


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    for file in (place, place.with_name(f"{place.name}.wal")):  # a log that DuckDB may leave
        file.unlink(missing_ok=True)
