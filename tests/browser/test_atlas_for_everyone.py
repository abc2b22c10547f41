"""The atlas for those who see little, use no mouse, want no motion, or hold a phone."""

from pathlib import Path
from typing import Any

import pytest

from browser.headless import LAPTOP, PHONE, SLOW, day, resting, there, until

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
VIEWS = (
    "day=1950-11-27", "day=1950-11-27&open=day", "day=1950-11-27&open=ledger", "open=whatif",
    "open=whatif:own", "open=whatif:seven-day-limit", "open=evidence:ask/How many Chinese died?",
    "open=evidence:conflicts", "open=evidence:works", "open=evidence:audit", "open=evidence:score",
    "open=evidence:own/strength", "open=story:8", "open=layers", "open=share", "open=help",
    "day=1950-11-27&open=place:seoul", "day=1950-11-27&open=formation:US-2ID",
    "day=1950-11-27&open=cell:600",
)  # fmt: skip
LEAST_TOUCH = 44  # [px]


@pytest.fixture
def light(page: Any, address: str) -> Any:
    page.goto(f"{address}#day=1950-11-27&at=1000,1960,2.2")
    there(page)
    return page


def test_nothing_serious_stands_in_anybodys_way(page: Any, address: str) -> None:
    """Scan the page once by day and once by night, then what each view adds to it: its panel."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed")
    narrow = page.viewport_size["width"] == PHONE["viewport"]["width"]
    page.emulate_media(color_scheme="dark" if narrow else "light")
    page.goto(address)
    there(page)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    at_rest = resting(page)
    found = scanned(page, "", "document")
    page.keyboard.press("Escape")
    for view in VIEWS:
        page.evaluate("(hash) => { location.hash = hash; }", view)
        at_rest()
        found += scanned(page, view, "document.querySelector('aside.panel') ?? document")
    assert found == []


def scanned(page: Any, view: str, where: str) -> list[tuple[str, str, str]]:
    """Return what is serious, or worse, in a part of a page."""
    told = page.evaluate(f"axe.run({where}, {{resultTypes: ['violations']}})")
    return [
        (view, one["id"], str(one["nodes"][0]["target"]))
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def test_everything_can_be_reached_by_keyboard(browser: Any, address: str) -> None:
    context = browser.new_context(**LAPTOP)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    wanted = {
        "One war", "All 3", "Which war", "Find a place, unit, date …", "Day", "Losses", "What if",
        "Evidence", "Story", "Map", "Export", "Zoom in", "Zoom out", "Hide the legend", "Play",
        "Day before", "Day after", "Days a second", "Day of the war",
    }  # fmt: skip
    reached = set()
    unmarked = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, ring = page.evaluate(
            "(() => { const at = document.activeElement; const label = at.labels?.[0];"
            "const name = at.ariaLabel || label?.innerText || at.innerText;"
            "return [at === document.body ? 'BODY' : name,"
            "getComputedStyle(at).outlineStyle]; })()"
        )
        reached.add(name.strip().split("\n")[0])
        if ring == "none" and name != "BODY":
            unmarked.append(name)
    assert wanted <= reached
    assert unmarked == []
    assert any(name.startswith("Map of the Korean peninsula") for name in reached)
    context.close()


def test_the_map_is_worked_by_keyboard(light: Any) -> None:
    page = light
    look = "[atlasMap.look().camera.x, atlasMap.look().camera.y, atlasMap.look().camera.scale]"
    page.locator("canvas").first.focus()
    before = page.evaluate(look)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(look)[0] > before[0]
    assert page.evaluate(look)[1] > before[1]
    page.keyboard.press("+")
    until(page, f"{look}[2] > {before[2]} * 1.3")
    page.keyboard.press("Enter")  # opens what lies in the middle
    until(page, "/open=(cell|place|formation):/.test(location.hash)")
    page.keyboard.press("Escape")
    until(page, "!location.hash.includes('open=')")
    page.keyboard.press("/")
    until(page, "document.activeElement.id === 'find'")
    page.keyboard.type("pusan")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Pusan").first.wait_for()


def test_the_day_is_spoken_when_the_clock_stops(light: Any) -> None:
    light.keyboard.press("ArrowRight")
    said = "document.querySelector('[role=status]').innerText"
    until(light, f"{said}.includes('28 November 1950')")
    assert "Its front lies at" in light.evaluate(said)


def test_who_wants_no_motion_sees_none(browser: Any, address: str) -> None:
    context = browser.new_context(**LAPTOP, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{address}#day=1950-07-10")
    there(page)
    scale = "atlasMap.look().camera.scale"
    before = page.evaluate(scale)
    page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(scale) > before * 1.5  # at once, without a flight
    until(page, "atlasMap.scene.groups.length > 0")
    page.get_by_role("button", name="Play").click()
    until(page, "Number(document.querySelector('[role=slider]').ariaValueNow) > 17")
    faded = page.evaluate("atlasMap.scene.groups.filter((one) => one.fade < 1).length")
    assert faded == 0  # formations stand where a day left them
    moving = page.evaluate(
        "document.getAnimations().filter((one) => one.playState === 'running').length"
    )
    assert moving == 0
    context.close()


def test_a_phone_reaches_everything(browser: Any, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    page.get_by_role("button", name="Legend").tap()
    page.get_by_text("held by the South").wait_for()
    page.get_by_role("button", name="Hide the legend").tap()
    page.get_by_role("button", name="Find").tap()
    page.get_by_role("combobox", name="Find a place").fill("wonsan")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wonsan").first.wait_for()
    at_rest = resting(page)
    for view in ("", "&open=day", "&open=evidence:works", "&open=whatif:own"):
        page.evaluate("(hash) => { location.hash = hash; }", f"day=1950-11-27{view}")
        at_rest()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.evaluate(
            "(least) => [...document.querySelectorAll('button:not(.plain), select, [role=slider]')]"
            ".filter((one) => one.offsetParent && !one.closest('.show'))"
            ".map((one) => [one.ariaLabel || one.innerText, one.getBoundingClientRect()])"
            ".filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 6))"
            ".map(([name, box]) => `${name} ${box.width}x${box.height}`)",
            LEAST_TOUCH,
        )
        assert small == []
    context.close()


def test_two_fingers_zoom_the_map(browser: Any, address: str) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    before = page.evaluate("atlasMap.look().camera.scale")
    touch = context.new_cdp_session(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": 195 + side * apart, "y": 380, "id": side + 1} for side in (-1, 1)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, f"atlasMap.look().camera.scale > {before} * 1.5")
    assert page.evaluate("!location.hash.includes('open=')")  # and open nothing
    context.close()


def test_odds_and_the_way_of_supplies_are_shown(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-07-20&open=day")
    there(page)
    page.get_by_role("heading", name="Chance on this morning in this war").wait_for()
    page.get_by_text("days of supplies").first.wait_for()  # of both headquarters
    assert page.get_by_role("heading", name="Orders of the two commands").is_visible()
    page.goto("about:blank")
    page.goto(f"{address}#day=1950-07-20&open=place:taegu")
    page.get_by_text("of full delivery arrives").wait_for()
    until(page, "atlasMap.momentAt(25).way.length >= 4")
    page.get_by_text("of full delivery arrives").get_by_role("button").first.click()
    page.get_by_text("This number is the model’s own").wait_for()
    page.get_by_role("button", name="supply.road", exact=True).click()
    until(page, "location.hash.includes('evidence:figure/supply.road')")
    page.keyboard.press("Escape")
    until(page, "atlasMap.momentAt(25).way.length === 0")
    assert day(page) == 25


def test_what_was_opened_leads_back_and_keeps_the_keyboard(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27&at=1000.0,1960.0,2.200")
    there(page)
    inside = "document.activeElement.closest('aside.panel') !== null"
    day_button = page.get_by_role("button", name="Day", exact=True)
    day_button.focus()
    page.keyboard.press("Enter")
    number = page.get_by_role("heading", name="What the model says").locator(
        "xpath=following::button"
    )
    number.first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Front of the model").wait_for()
    assert page.evaluate(inside)
    page.get_by_role("button", name="combat.loss", exact=True).focus()
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('figure/combat.loss')")
    assert page.evaluate(inside)
    page.get_by_role("button", name="Back", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Front of the model").wait_for()
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("heading", name="What the model says").wait_for()
    assert page.get_by_role("button", name="Back", exact=True).count() == 0
    assert "at=1000.0,1960.0,2.200" in page.evaluate("location.hash")
    page.locator("aside.panel .body").focus()
    page.keyboard.press("Escape")
    until(page, "!location.hash.includes('open=')")
    assert day_button.evaluate("(one) => one === document.activeElement")


def test_the_way_back_leads_to_where_a_panel_was_read(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    at_rest = resting(page)
    page.get_by_role("button", name="Day", exact=True).click()
    at_rest()
    read = "document.querySelector('aside.panel .body').scrollTop"
    page.get_by_role("heading", name="Places").evaluate("(one) => one.scrollIntoView()")
    until(page, f"{read} > 200")
    before = page.evaluate(read)
    first = "document.querySelector('aside.panel tbody th button')"
    page.evaluate(f"{first}.click()")  # without scrolling there
    until(page, "location.hash.includes('open=place:')")
    until(page, f"{read} === 0")
    page.get_by_role("button", name="Back", exact=True).click()
    page.get_by_role("heading", name="Places").wait_for()
    until(page, f"Math.abs({read} - {before}) < 3")
    assert day(page) == 155  # nothing else has changed
