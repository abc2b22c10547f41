"""Runs for the tests of the atlas: real wars of the small scenario, fought once a session."""

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from fastapi.testclient import TestClient

from parallel38.atlas.app import create_app
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.ensemble import design, runner

NAME = "small"
WARS = 5


@lru_cache(maxsize=4)
def run_of(scenario: str, wars: int = WARS, days: int | None = None) -> Path:
    """Return the folder of a finished run of a shipped scenario."""
    folder = Path(mkdtemp(prefix="parallel38-")) / NAME
    runner.run(design.design(scenario, replicas=wars, seed=38, days=days), folder)
    return folder


def client(
    *folders: Path,
    bundle: Path | None = None,
    jobs: Jobs | None = None,
    whatifs: Path | None = None,
) -> TestClient:
    """Return a client of an atlas over some runs."""
    page = bundle or Path(mkdtemp(prefix="parallel38-"))
    app = create_app(Library(list(folders), whatifs or page / "none"), jobs or Jobs(["true"]), page)
    return TestClient(app, base_url="http://127.0.0.1")
