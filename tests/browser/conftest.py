"""What the tests in a browser are given: the built page, its address, and a page to look at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from atlas_runs import run_of
from browser.headless import FLAGS, LAPTOP, PHONE, SLOW, chromium, served
from parallel38.atlas import bundle
from parallel38.atlas.jobs import Jobs
from parallel38.complaint import Complaint


@pytest.fixture(scope="session")
def page_files() -> Path:
    try:
        return bundle.ready()
    except Complaint as missing:
        pytest.skip(f"NO BROWSER TEST OF THE ATLAS: {missing}")


@pytest.fixture(scope="session")
def address(page_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nothing = tmp_path_factory.mktemp("none")
    with served(run_of("korea1950", 3), Jobs(["true"]), page_files, nothing) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = chromium()
    if not program:
        pytest.skip(
            "NO BROWSER TEST OF THE ATLAS: there is no Chromium; install it, or name one in "
            "PARALLEL38_CHROMIUM"
        )
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=[LAPTOP, PHONE], ids=["laptop", "phone"])
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    context = browser.new_context(**request.param)
    opened = context.new_page()
    opened.set_default_timeout(SLOW)
    said: list[str] = []
    opened.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    foreign: list[str] = []
    opened.on("request", lambda r: foreign.append(r.url) if "127.0.0.1" not in r.url else None)
    yield opened
    context.close()
    assert said == []
    assert [url for url in foreign if not url.startswith(("blob:", "data:"))] == []
