"""The sources of the atlas page: short files, nothing from the network, every word in one place."""

import json
import re
from pathlib import Path

import pytest

from health.project import ROOT, files, inside

WEB = ROOT / "web"
MOST_LINES = 400
SOURCES = [f for f in files() if inside(f).startswith("web/src/")]
ELSEWHERE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}", re.IGNORECASE)
SENTENCE = re.compile(r">\s*[A-Z][a-z]+ [a-z]+ [a-z]+[^<{}]*<")
UNSAFE = re.compile(r"\{@html|innerHTML|\beval\(|new Function|\sstyle=\"|document\.write")


@pytest.mark.parametrize("file", SOURCES, ids=inside)
def test_a_file_of_the_page_can_be_read_in_one_sitting(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", [*SOURCES, WEB / "index.html"], ids=lambda f: inside(f))
def test_the_page_asks_nobody_else(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not ELSEWHERE.findall(text.replace("http://www.w3.org/2000/svg", ""))


@pytest.mark.parametrize("file", SOURCES, ids=inside)
def test_what_the_policy_forbids_is_not_tried(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not UNSAFE.findall(text)


@pytest.mark.parametrize("file", [f for f in SOURCES if f.suffix == ".svelte"], ids=inside)
def test_sentences_stand_in_the_catalogue(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not SENTENCE.findall(text.partition("</script>")[2])


def test_the_lock_names_no_host() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]
    assert all("integrity" in one for name, one in lock["packages"].items() if name)


def test_the_first_page_is_light() -> None:
    page = (WEB / "index.html").read_text(encoding="utf-8")
    assert "<style" not in page
    assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/src/main.ts">']


def test_the_symbols_come_only_when_they_are_needed() -> None:
    with_symbols = [inside(f) for f in SOURCES if "'milsymbol'" in f.read_text(encoding="utf-8")]
    assert with_symbols == ["web/src/map/symbols.ts"]
    text = (WEB / "src" / "map" / "symbols.ts").read_text(encoding="utf-8")
    assert re.search(r"^import[^\n]*milsymbol", text, re.MULTILINE) is None
