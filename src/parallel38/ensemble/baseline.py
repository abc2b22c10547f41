"""The historical script beside a run: a few wars that a scorecard compares the doctrine with.

They lie in `script/` inside the folder of the run, fought with the same rates, seed and length.
"""

from dataclasses import replace
from pathlib import Path

from parallel38.command.commander import SCRIPT
from parallel38.ensemble import design as designing
from parallel38.ensemble import runner
from parallel38.ensemble.design import Design
from parallel38.ensemble.store import read_manifest
from parallel38.scenario.script import has_script

WARS = 8  # enough for a majority map: told where to go, these wars hardly differ


def beside(plan: Design) -> Design | None:
    """Return the design of the script's wars, None where there is no script or no need of one."""
    opened = designing.open_design(plan)
    if plan.commander == SCRIPT or not has_script(opened.folder):
        return None
    return replace(plan, commander=SCRIPT, replicas=WARS, spread="", over=(), common=False)


def place(folder: Path) -> Path:
    """Return where the script's wars lie beside those of a run folder."""
    return folder / SCRIPT


def fight(plan: Design, folder: Path, threads: int | None = None) -> None:
    """Fight the script's wars for a run of `plan` in `folder`, or what is left of them."""
    script = beside(plan)
    if script is not None:
        runner.run(script, place(folder), threads=threads)


def found(plan: Design, folder: Path) -> Path | None:
    """Return the folder of the script's finished wars for a run of `plan`, None without them."""
    if plan.commander == SCRIPT:
        return folder
    manifest = read_manifest(place(folder))
    whole = manifest is not None and manifest["files"] and manifest["finished"] == WARS
    return place(folder) if whole else None
