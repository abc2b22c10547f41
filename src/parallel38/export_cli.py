"""`parallel38 export`: a run or one of its wars in the formats of other programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parallel38.complaint import unknown

if TYPE_CHECKING:
    from parallel38.war import Ensemble

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
    place.mkdir(parents=True, exist_ok=True)
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
        file.unlink(missing_ok=True)
        dataset.connect(run.folder, str(file)).close()
        return [file]
    found = run.dataset()
    if form == "zarr":
        dataset.library("zarr", "io")
        file = place / "wars.zarr"
        found.to_zarr(file, mode="w")
    elif form == "netcdf":
        dataset.library("h5netcdf", "io")
        file = place / "wars.nc"
        packed = {name: {"zlib": True, "complevel": 1} for name in found.data_vars}
        found.to_netcdf(file, engine="h5netcdf", encoding=packed)
    else:
        file = place / "wars-arviz.nc"
        dataset.library("h5netcdf", "io")
        run.inference_data().to_netcdf(str(file), engine="h5netcdf")
    return [file]
