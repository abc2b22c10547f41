"""The atlas as a reader meets it: headless Chromium, a laptop and a phone, no word on the console.

Skipped, loudly, where there is no Chromium or no Node to build the page with.
"""

from pathlib import Path
from typing import Any

import pytest

from atlas_runs import run_of
from browser.headless import LAPTOP, SLOW, day, served, there, until
from parallel38.atlas.jobs import Jobs

LARGEST_PAGE = 300_000  # [bytes], as it travels
RESTING = 600  # [ms] after which the last day of playing is drawn
COMPARED = """(() => {
  const front = document.querySelectorAll('canvas')[1];
  const [w, h] = [front.width, front.height];
  const sheet = Object.assign(document.createElement('canvas'), { width: w, height: h });
  const ctx = sheet.getContext('2d', { willReadFrequently: true });
  ctx.drawImage(front, 0, 0);
  const played = ctx.getImageData(0, 0, w, h).data;
  atlasMap.scene.forget();
  const whole = atlasMap.picture();
  const ratio = whole.width / document.querySelector('canvas').clientWidth;
  const at = (edge) => -Math.round(parseFloat(front.style[edge]) * ratio);
  ctx.drawImage(whole, at('left'), at('top'));
  const anew = ctx.getImageData(0, 0, w, h).data;
  let differ = 0;
  for (let i = 0; i < anew.length; i += 4)
    if ([0, 1, 2].some((k) => Math.abs(anew[i + k] - played[i + k]) > 24)) differ++;
  return [differ, front.style.display === 'block' ? w * h : 0];
})()"""


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


def test_a_link_to_a_panel_is_not_hidden_by_the_first_screen(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("dialog").wait_for()
    page.evaluate("location.hash = '#day=1950-12-05&open=ledger'")
    until(page, "document.querySelectorAll('[role=dialog]').length === 0")
    assert page.get_by_role("heading", name="The human ledger").is_visible()


def test_the_page_is_small_before_its_symbols(page: Any, address: str) -> None:
    page.goto(address)
    there(page)
    sizes = page.evaluate(
        "Object.fromEntries(performance.getEntriesByType('resource')"
        ".filter((one) => !one.name.includes('/api/') && !one.name.includes('milsymbol'))"
        ".map((one) => [one.name.split('/').pop(), one.transferSize]))"
    )
    assert len(sizes) >= 3  # script, style, letters
    assert sum(sizes.values()) < LARGEST_PAGE


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


def test_what_is_drawn_while_it_plays_is_what_is_drawn_anew(page: Any, address: str) -> None:
    """Only the ground that changes hands is drawn anew while the map plays: nothing may be left."""
    page.goto(f"{address}#day=1950-09-25")
    there(page)
    until(page, "atlasMap.scene.groups.length > 0")
    page.keyboard.press("Space")
    until(page, "Number(document.querySelector('[role=slider]').ariaValueNow) > 104")
    page.keyboard.press("Space")
    page.wait_for_timeout(RESTING)
    differ, shown = page.evaluate(COMPARED)
    assert shown > 20_000
    assert differ < shown / 1000


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
        page.get_by_role("heading", name="Under way").wait_for()
        page.reload()  # a job does not mind
        page.get_by_role("heading", name="Answered").wait_for(timeout=8 * SLOW)
        page.get_by_role("heading", name="Answered").locator("~ ul button").first.click()
        page.get_by_role("heading", name="What the change does").wait_for()
        for name in ("Side by side", "Difference", "Changed"):
            page.get_by_role("button", name=name, exact=True).click()
            page.wait_for_timeout(400)
        assert page.get_by_role("application").count() == 1
        page.get_by_role("button", name="Side by side").click()
        until(page, "document.querySelectorAll('[role=application]').length === 2")
        until(page, "location.hash.includes('compare=side')")
        context.close()  # while there is still somebody who answers
    assert said == []
