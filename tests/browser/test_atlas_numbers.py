"""Every number on a panel opens what it rests on: claims, a decision, rates, how it is counted."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from atlas_runs import run_of
from browser.headless import LAPTOP, SLOW, resting, served, there
from parallel38.atlas.jobs import Jobs
from parallel38.cli import main
from parallel38.paths import data_folder

ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff"
    "3f0005fe02fea735815f0000000049454e44ae426082"
)
VIEWS = (
    "open=day", "open=day&show=all", "open=ledger", "open=whatif", "open=whatif:own",
    "open=whatif:china-stays-out", "open=evidence:ask/How many Chinese died?",
    "open=evidence:conflicts", "open=evidence:works", "open=evidence:audit",
    "open=evidence:audit/rate", "open=evidence:score", "open=evidence:own/strength",
    "open=evidence:own/people", "open=evidence:figure/intervention", "open=story", "open=story:8",
    "open=story:12", "open=layers", "open=share", "open=place:seoul", "open=formation:US-2ID",
    "open=cell:600",
)  # fmt: skip
# A number is a button, or words of a source whose line holds the button that opens it. What only
# counts or dates what is shown is marked so (data-count), and so is a number beside its own source.
BARE = r"""(where) => {
  const free = 'button, a, option, input, label, summary, h2, h3, kbd, code, progress, .chip,'
    + '.unseen, [aria-hidden=true], [data-count], [data-source]';
  const found = [];
  const walk = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    const number = /(?<![\p{L}\d])\d[\d.,]*(?![\p{L}\d])/u;
    if (!number.test(walk.currentNode.data) || at.closest(free)) continue;
    if (!at.getClientRects().length) continue;
    const line = at.closest('li, tr, dd, figure, section.check, [data-rests]');
    if (!line?.querySelector('button')) found.push(walk.currentNode.data.trim());
  }
  return found;
}"""


def test_every_number_opens_what_it_rests_on(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    at_rest = resting(page)
    bare: list[tuple[str, str]] = []
    for view in VIEWS:
        page.evaluate("(hash) => { location.hash = hash; }", f"day=1950-11-27&{view}")
        at_rest()
        bare += [(view, words) for words in page.evaluate(BARE, "aside.panel")]
    bare += [("timeline", words) for words in page.evaluate(BARE, ".page > section")]
    assert bare == []


ONE = """
title: {name}
question: What if losses in battle had been {name}?
history: Nothing of this happened in 1950 or 1951, for the war is made up; 3 of 4 would say so.
claims: [invented]
likelihood: {{value: 0.25, judgement: true, note: "as likely as not in a war that is made up"}}
changes:
  set: {{combat.loss: {loss}}}
foregone: [killed_north]
given: [More men fall by construction, 2 of 3.]
unknowable: [Whether 1 man would have minded.]
"""
FAMILY = """
title: Both
question: Which of the 2?
history: Nothing of this happened in 1950, for the war is made up; they are asked together.
claims: [invented]
family: [heavier, lighter]
unknowable: [Anything else in 1951.]
"""


def test_every_number_of_an_answer_opens_what_it_rests_on(
    browser: Any, page_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # answers go below runs/ here
    war = tmp_path / "isthmus"
    shutil.copytree(data_folder() / "isthmus", war)
    (war / "cases").mkdir()
    for name, loss in (("heavier", 0.09), ("lighter", 0.01)):
        (war / "cases" / f"{name}.yaml").write_text(ONE.format(name=name, loss=loss))
    (war / "cases" / "both.yaml").write_text(FAMILY)
    with pytest.raises(SystemExit) as stop:
        main(["whatif", "both", "--scenario", str(war), "--replicas", "8"])
    assert stop.value.code == 0
    context = browser.new_context(**LAPTOP)
    page = context.new_page()
    page.set_default_timeout(SLOW)
    home = tmp_path / "runs" / "whatif"
    bare = []
    with served(run_of("isthmus"), Jobs(["true"]), page_files, home) as address:
        page.goto(f"{address}#open=whatif")
        there(page)
        at_rest = resting(page)
        at_rest()
        answers = page.get_by_role("heading", name="Answered").locator("~ ul button")
        bare += page.evaluate(BARE, "aside.panel")
        answers.filter(has_text="cases together").first.click()
        page.get_by_role("heading", name="Which of the 2?").wait_for()
        bare += page.evaluate(BARE, "aside.panel")
        page.get_by_role("button", name="open its wars").first.click()
        page.get_by_role("heading", name="What the change does").wait_for()
        page.get_by_text("bits").wait_for()  # how far it lies from history
        at_rest()
        more = page.get_by_role("button", name="measures")
        if more.count():
            more.click()
        bare += page.evaluate(BARE, "aside.panel")
        page.get_by_role("button", name="Difference", exact=True).click()
        at_rest()
        bare += page.evaluate(BARE, "body")
        context.close()
    assert bare == []


def test_a_chart_of_the_timeline_tells_its_value_and_opens_it(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27")
    there(page)
    resting(page)()
    page.get_by_role("button", name="Front, as a parallel: this war").click()
    page.get_by_role("heading", name="Front of the model").wait_for()
    page.get_by_role("button", name="combat.loss", exact=True).wait_for()
    assert "open=evidence:own/front" in page.evaluate("location.hash")


def test_the_story_says_what_this_war_has(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27&open=story:12")
    there(page)
    resting(page)()
    told = page.get_by_role("heading", name="In war").locator("xpath=..")
    assert "held by the" in told.inner_text()
    told.get_by_role("button", name="men").first.click()
    page.get_by_text("This number is the model’s own").wait_for()


def test_a_bad_day_is_answered_by_one_sentence(page: Any, address: str) -> None:
    page.goto(f"{address}#day=1950-11-27&open=whatif:china-stays-out")
    there(page)
    field = page.get_by_role("textbox", name="Change from")
    ask = page.get_by_role("button", name="Ask", exact=True)
    for written, said in (
        ("27/11/1950", "Write the day as year-month-day"),
        ("1951-02-30", "There is no such day"),
        ("1953-12-31", "A change can begin from 1950-06-26 to 1953-07-27."),
    ):
        field.fill(written)
        page.get_by_text(said).wait_for()
        assert field.get_attribute("aria-invalid") == "true"
        assert ask.is_disabled()
    field.fill("1950-09-30")
    field.press("ArrowUp")
    assert field.input_value() == "1950-10-01"
    page.get_by_text("1 October 1950").wait_for()
    assert ask.is_enabled()


def test_a_folder_of_ones_own_images_is_put_beside_the_captions(
    page: Any, address: str, tmp_path: Path
) -> None:
    for name in ("photo-12.png", "notes.txt", "99.png"):
        (tmp_path / name).write_bytes(ONE_PIXEL)
    page.goto(f"{address}#day=1950-11-27&open=story:0")
    there(page)
    page.get_by_label("A folder").set_input_files(tmp_path)
    page.get_by_text("1 image attached").wait_for()
    page.evaluate("location.hash = 'day=1950-11-27&open=story:12'")
    page.get_by_role("img", name="Your image for caption 12").wait_for()
    assert page.locator("aside.panel img").count() == 1
