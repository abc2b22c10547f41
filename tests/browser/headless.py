"""Headless Chromium and a server of the atlas, for the tests and the timings in a browser."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from parallel38.atlas.app import create_app
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.atlas.serve import listener

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-quic",
]  # fmt: skip
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
SLOW = 30_000  # [ms]
MOMENT = 60  # [ms]


def chromium() -> str:
    named = os.environ.get("PARALLEL38_CHROMIUM", "")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), "")


@contextmanager
def served(run: Path, jobs: Jobs, page_files: Path, whatifs: Path) -> Iterator[str]:
    app = create_app(Library([run], whatifs), jobs, page_files)
    with closing(listener(None)) as door:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
        server.should_exit = True
        thread.join(10)
        jobs.close()


def day(page: Any) -> int:
    return int(page.get_by_role("slider").get_attribute("aria-valuenow"))


def until(page: Any, words: str) -> None:
    """Wait for an expression to become true; the page's own policy forbids it to wait itself."""
    for _ in range(SLOW // 50):
        if page.evaluate(words):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {words}")


def there(page: Any) -> None:
    """Wait until the map has drawn its ground."""
    until(page, "!!window.atlasMap && window.atlasMap.drawn.length > 1")
    page.get_by_role("slider").wait_for()


def resting(page: Any) -> Callable[[], None]:
    """Return what waits until nothing that the page has asked for is still on its way."""
    under_way: set[Any] = set()
    page.on("request", lambda one: under_way.add(one))
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda one: under_way.discard(one))

    def wait() -> None:
        quiet = 0
        for _ in range(SLOW // MOMENT):
            page.wait_for_timeout(MOMENT)
            quiet = 0 if under_way else quiet + 1
            if quiet > 1:
                return
        raise AssertionError(f"still on its way: {[one.url for one in under_way]}")

    return wait
