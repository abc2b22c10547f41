"""What the atlas costs: two hundred readers at once, the first paint, frames while it plays."""

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from atlas_runs import NAME, run_of
from parallel38.atlas import bundle
from parallel38.atlas.app import create_app
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.atlas.serve import listener
from parallel38.complaint import Complaint

READERS = 200
PUPILS = 30
WARS = 8
PLAYED = 6000  # [ms]
SLOWEST = 0.95
FIRST_VIEW = (
    "/", "/api/runs", "/api/runs/{run}", "/api/runs/{run}/ground", "/api/runs/{run}/record",
    "/api/runs/{run}/order", "/api/runs/{run}/chances", "/api/runs/{run}/bands",
    "/api/runs/{run}/wars/{war}/control", "/api/runs/{run}/wars/{war}/series",
    "/api/runs/{run}/wars/{war}/formations",
)  # fmt: skip
WHY = ("formations", "odds", "headquarters")
AS_BROWSERS = {"Accept-Encoding": "gzip"}
SIZES = ((1440, 900, 1), (2560, 1440, 1), (3840, 2160, 1), (390, 844, 2))


def readers(table: Table) -> None:
    """Let two hundred readers open the atlas at once, each a war of eight."""
    with served() as address:
        _open(address, 0)  # whoever comes first waits for the ground to be read
        asked_of = [sys.executable, __file__, address]  # a process of their own
        said = subprocess.run(asked_of, check=True, capture_output=True, text=True).stdout
        wall, *taken = json.loads(said)
    asked = READERS * len(FIRST_VIEW)
    table.add_row(
        f"{READERS} readers open the atlas at once",
        f"{statistics.median(taken):.2f} s each",
        f"{asked / wall:.0f} requests/s",
    )
    table.add_row("... the slowest of them", f"{taken[-1]:.2f} s", "")


def classroom(table: Table) -> None:
    """Let thirty pupils at once open wars that nobody has seen yet, and ask why."""
    with served() as address:
        asked_of = [sys.executable, __file__, address, "class"]
        said = subprocess.run(asked_of, check=True, capture_output=True, text=True).stdout
    for what, taken in json.loads(said).items():
        table.add_row(
            f"{PUPILS} pupils, {WARS} wars unseen: {what}",
            f"{statistics.median(taken):.2f} s each",
            f"{max(taken):.2f} s the slowest",
        )


def reasons(table: Table) -> None:
    """Ask why, for a whole war, as the first reader does who opens the day."""
    with (
        served() as address,
        closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)) as line,
    ):
        for war in range(2):  # the rules are made ready with the first
            for what in WHY:
                begun = time.perf_counter()
                line.request("GET", f"/api/runs/{NAME}/wars/{war}/{what}", headers=AS_BROWSERS)
                line.getresponse().read()
                if war:
                    taken = time.perf_counter() - begun
                    table.add_row(f"{what} of a whole war, asked first", f"{taken:.2f} s", "")


def frames(table: Table) -> None:
    """Play the map in headless Chromium, and say how long a frame takes."""
    try:
        from playwright.sync_api import sync_playwright

        from browser.headless import FLAGS, chromium
    except ImportError:
        table.add_row("Playwright is not installed: no frames are timed", "", "")
        return
    if not chromium():
        table.add_row("There is no Chromium: no frames are timed", "", "")
        return
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for width, height, ratio in SIZES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=ratio
            )
            page.goto(f"{address}/#day=1950-10-20")
            page.wait_for_timeout(PLAYED / 2)
            page.keyboard.press("Space")
            page.wait_for_timeout(PLAYED)
            passed = sorted(page.evaluate("[...window.atlasMap.frames]"))
            paint = page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            )
            drawn = sorted(page.evaluate("[...window.atlasMap.drawn].slice(-200)"))
            page.close()
            table.add_row(
                f"playing at {width} x {height}, {ratio} to 1",
                f"{1000 / statistics.mean(passed):.0f} frames/s",
                f"{statistics.median(drawn):.1f} ms to draw one",
            )
            slow = passed[int(SLOWEST * len(passed))]
            table.add_row("... of twenty frames the slowest takes", f"{slow:.0f} ms", "")
            table.add_row("... its first paint", f"{paint:.0f} ms", "")
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """Serve a small run of the great war; yield the address."""
    run = run_of("korea1950", WARS)
    try:
        page = bundle.ready()
    except Complaint:
        page = Path(bundle.PACKAGE / "none")
    app = create_app(Library([run], run / "none"), Jobs(["true"]), page)
    with closing(listener(None)) as door:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def _ask(address: str) -> list[float]:
    """Return how long all readers took, and each, the quickest first [s]."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        taken = sorted(pool.map(lambda reader: _open(address, reader), range(READERS)))
    return [time.perf_counter() - begun, *taken]


def _open(address: str, reader: int) -> float:
    """Ask for all that a first view needs over one connection; return how long it took [s]."""
    begun = time.perf_counter()
    _get(address, [path.format(run=NAME, war=reader % WARS) for path in FIRST_VIEW])
    return time.perf_counter() - begun


def _get(address: str, paths: list[str]) -> None:
    with closing(http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)) as line:
        for path in paths:
            line.request("GET", path, headers=AS_BROWSERS)
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path} was answered with {answer.status}")


def _learn(address: str) -> dict[str, list[float]]:
    """Return when each pupil has the map with its formations, and the reasons of its war [s]."""

    def pupil(number: int) -> tuple[float, float]:
        seen = _open(address, number)
        begun = time.perf_counter()
        _get(address, [f"/api/runs/{NAME}/wars/{number % WARS}/{what}" for what in WHY])
        return seen, seen + time.perf_counter() - begun

    with ThreadPoolExecutor(PUPILS) as pool:
        taken = list(pool.map(pupil, range(PUPILS)))
    return {"the map": [one[0] for one in taken], "the reasons": [one[1] for one in taken]}


if __name__ == "__main__":
    how = _learn if "class" in sys.argv else _ask
    sys.stdout.write(json.dumps(how(sys.argv[1])))
