"""The atlas as a reader meets it: headless Chromium, a laptop and a phone, no word on the console.

Skipped, loudly, where there is no Chromium or no Node to build the page with.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from atlas_runs import run_of
from parallel38.atlas import bundle
from parallel38.atlas.app import create_app
from parallel38.atlas.jobs import Jobs
from parallel38.atlas.library import Library
from parallel38.atlas.serve import listener
from parallel38.complaint import Complaint

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-quic",
]  # fmt: skip
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
SLOW = 30_000  # [ms]


def chromium() -> str:
    named = os.environ.get("PARALLEL38_CHROMIUM", "")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), "")


@pytest.fixture(scope="module")
def page_files() -> Path:
    try:
        return bundle.ready()
    except Complaint as missing:
        pytest.skip(f"NO BROWSER TEST OF THE ATLAS: {missing}")


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


@pytest.fixture(scope="module")
def address(page_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    nothing = tmp_path_factory.mktemp("none")
    with served(run_of("korea1950", 3), Jobs(["true"]), page_files, nothing) as where:
        yield where


@pytest.fixture(scope="module")
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


def test_the_first_screen_says_what_this_is_and_plays(page: Any, address: str) -> None:
    page.goto(address)
    dialog = page.get_by_role("dialog")
    assert "no simulated casualty is a fact" in dialog.inner_text()
    page.get_by_role("button", name="Watch the war").click()
    until(page, "Number(document.querySelector('[role=slider]').ariaValueNow) > 3")
    page.keyboard.press("Space")
    stood = day(page)
    page.keyboard.press("ArrowRight")
    assert day(page) in (stood + 1, stood + 2)
    page.keyboard.press("End")
    assert day(page) == 1128
    page.keyboard.press("Home")
    assert day(page) == 0


def test_a_view_is_a_link(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-12-05&show=all&open=day&at=980,2000,2.0")
    there(page)
    assert day(page) == 163
    page.get_by_role("heading", name="5 December 1950").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowRight")
    until(page, "location.hash.includes('day=1950-12-12')")
    assert "show=all" in page.evaluate("location.hash")
    assert "open=" not in page.evaluate("location.hash")


def test_scrubbing_asks_the_server_for_nothing(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-07-01")
    there(page)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = page.get_by_role("slider").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 5, y)
    page.mouse.down()
    for step in range(1, 30):
        page.mouse.move(box["x"] + step * box["width"] / 30, y)
    page.mouse.up()
    assert day(page) > 900
    assert asked == []


def test_every_panel_opens_and_closes(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1951-01-04")
    there(page)
    for key, title in enumerate(
        ("4 January 1951", "The human ledger", "What if?", "Evidence", "The photographs",
         "Map and display", "Take it with you"), 1,
    ):  # fmt: skip
        page.keyboard.press(str(key))
        page.get_by_role("heading", name=title, exact=True).wait_for()
    page.get_by_role("button", name="Close").click()
    assert page.get_by_role("complementary", name="Take it with you").count() == 0


def test_a_number_opens_its_claims(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1953-07-27&open=ledger")
    there(page)
    page.get_by_role("button", name="Who says so").nth(1).click()
    page.get_by_role("heading", name="Evidence").wait_for()
    page.get_by_label("Claims drawn on one scale").first.wait_for()
    page.goto(f"{address}#open=evidence:ask/How many Chinese died?")
    page.get_by_text("contradiction").first.wait_for()
    page.get_by_role("tab", name="Bibliography").click()
    page.get_by_label("Filter").wait_for()
    assert page.get_by_role("tab", name="Bibliography").get_attribute("aria-selected") == "true"


def test_the_story_moves_map_and_clock(page: Any, address: str) -> None:
    page.goto(f"{address}#open=story:8")
    there(page)
    page.get_by_role("heading", name="MacArthur, seated").wait_for()
    until(page, "document.querySelector('[role=slider]').ariaValueNow === '82'")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="captured portraits").wait_for()
    until(page, "location.hash.includes('open=story:9')")
    assert day(page) > 82


def test_a_place_and_a_formation_tell_their_story(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27&open=place:seoul")
    there(page)
    page.get_by_role("heading", name="Seoul", exact=False).first.wait_for()
    page.get_by_text("15 Mar 1951").wait_for()
    page.goto(f"{address}#day=1950-08-27&open=formation:US-24ID")
    page.get_by_text("On this day in this war").wait_for()
    page.get_by_text("days of combat").wait_for()
    assert page.get_by_role("heading", name="24th Infantry Division").is_visible()


def test_the_view_can_be_taken_along(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-09-20&open=share")
    there(page)
    page.wait_for_load_state("networkidle")
    for link, ending, mark in (
        ("Picture of the map", ".png", b"\x89PNG"),
        ("Drawing of the map", ".svg", b"<svg"),
        ("GeoJSON", ".geojson", b'{"type":"FeatureCollection"'),
        ("Series by day", ".csv", b"# simulated by parallel38"),
        ("Formations of this day", ".csv", b"# simulated by parallel38"),
    ):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=link).click()
        saved = Path(waiting.value.path()).read_bytes()
        assert waiting.value.suggested_filename.endswith(ending)
        assert saved.startswith(mark)
        assert len(saved) > 500


def test_a_what_if_is_asked_and_answered(
    browser: Any, page_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # its wars go below runs/ here
    context = browser.new_context(**LAPTOP)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    home = tmp_path / "runs" / "whatif"
    with served(run_of("isthmus"), Jobs(), page_files, home) as address:
        page.goto(f"{address}#open=whatif:own")
        there(page)
        page.get_by_label("Rate").select_option("supply.road")
        page.get_by_label("supply.road").fill("2.2")
        page.get_by_label("Pairs of wars").select_option("16")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.get_by_text("Under way").wait_for()
        page.reload()  # a job does not mind
        page.get_by_role("heading", name="Answered").wait_for(timeout=8 * SLOW)
        page.get_by_role("heading", name="Answered").locator("~ ul button").first.click()
        page.get_by_role("heading", name="What the change does").wait_for()
        for name in ("Side by side", "Difference", "Changed"):
            page.get_by_role("button", name=name, exact=True).click()
            page.wait_for_timeout(400)
        assert page.locator("canvas").count() == 1
        page.get_by_role("button", name="Side by side").click()
        until(page, "document.querySelectorAll('canvas').length === 2")
        until(page, "location.hash.includes('compare=side')")
    context.close()
    assert said == []
