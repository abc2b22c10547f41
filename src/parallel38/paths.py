"""Where the shipped data lie: beside the code in a wheel, at the top in a checkout."""

from pathlib import Path

from parallel38.complaint import Complaint, nearest

SCENARIO_FILE = "scenario.yaml"


def data_folder() -> Path:
    """Return the folder that holds the scenarios, ``sources.bib`` and ``schema/``."""
    package = Path(__file__).resolve().parent
    for folder in (package / "data", package.parents[1] / "data"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"parallel38 was installed without its data: none in {package}")


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios, sorted."""
    return sorted(file.parent.name for file in data_folder().glob(f"*/{SCENARIO_FILE}"))


def scenario_folder(name_or_path: str | Path) -> Path:
    """Return the folder of a shipped scenario by its name, or of one's own by its path.

    Raises `Complaint` when there is neither.
    """
    own = Path(name_or_path).expanduser()
    shipped = data_folder() / own.name if own.name == str(own) else own
    for folder in (shipped, own):
        if (folder / SCENARIO_FILE).is_file():
            return folder
    if own.is_dir():
        raise Complaint(f"the folder {own} holds no {SCENARIO_FILE}, so it is no scenario")
    names = scenario_names()
    hint = nearest(str(name_or_path), names) or f"; shipped with parallel38: {', '.join(names)}"
    raise Complaint(f"there is no scenario {str(name_or_path)!r}{hint}")
