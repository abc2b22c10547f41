"""The files of the project, for the tests that look at them as text."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "parallel38"
NOT_PROSE = {".png", ".npz", ".parquet", ".svg", ".ico", ".woff2"}


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Return every file that is committed or would be, ignored files left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:  # an unpacked archive: take what is there
        shown = [path for path in ROOT.rglob("*") if not _hidden(path)]
        return tuple(sorted(path for path in shown if path.is_file()))
    names = sorted(set(listed.stdout.decode().split("\0")) - {""})
    return tuple(path for name in names if (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below some folders of the project."""
    wanted = folders or ("src", "tests", "tools")
    return [file for file in files() if file.suffix == ".py" and inside(file).startswith(wanted)]


def texts() -> list[tuple[str, str]]:
    """Return (name, content) of every file of text."""
    return [
        (inside(file), file.read_text(encoding="utf-8"))
        for file in files()
        if file.suffix not in NOT_PROSE
    ]


def inside(file: Path) -> str:
    """Return a file's name from the top of the project, with slashes."""
    return file.relative_to(ROOT).as_posix()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "runs" for part in path.relative_to(ROOT).parts)
