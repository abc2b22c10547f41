"""What the reader of YAML makes of a file: its values, its lines, and what it refuses."""

from pathlib import Path

import pytest

from parallel38.faults import Fault
from parallel38.paths import data_folder
from parallel38.scenario import reading
from parallel38.scenario.check import check
from parallel38.scenario.reading import read_yaml
from parallel38.scenario.scenario import load

FILES = sorted(data_folder().rglob("*.yaml"))
DEEP = 100_000  # levels that would break a reader that follows them down


def made(folder: Path, text: str) -> tuple[object, list[str]]:
    """Return the value of a text, and what is said about it after the file's name."""
    file = folder / "x.yaml"
    file.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    document = read_yaml(file, faults)
    return document and document.value, [str(one).partition("x.yaml:")[2] for one in faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("1_000", 1000),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        (".inf", float("inf")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("on", "on"),
        ("4:30", "4:30"),
        ("1950-06-25", "1950-06-25"),
        ("'3'", "3"),
        ('"true"', "true"),
        ("&x 3", 3),
        ("!!str 3", "3"),
    ],
)
def test_a_value_is_what_yaml_1_2_takes_it_for(tmp_path: Path, written: str, value: object) -> None:
    assert made(tmp_path, f"a: {written}\n") == ({"a": value}, [])


def test_a_marked_value_may_be_used_again(tmp_path: Path) -> None:
    assert made(tmp_path, "a: &x [1, 2]\nb: *x\n")[0] == {"a": [1, 2], "b": [1, 2]}


BOMB = "a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: " + "[" * DEEP, 1, "nested too deep"),
        ("a: " + "{a: " * DEEP, 1, "nested too deep"),
        ("a:\n" + "- " * DEEP, 2, "nested too deep"),
        (BOMB, 6, "aliases of aliases"),
        ("a: &a [*a]\n", 1, "nothing above is marked &a"),
        ("a: 1\nb: *x\n", 2, "nothing above is marked &x"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\nb: 2\na: 3\n", 3, "stands twice (first in line 1)"),
        ("- 1\n", 1, "must hold keys"),
        ("a: 1\nb:\t2\n", 2, "a tab where spaces belong"),
        ("a: 1\n b: 2\n", 2, "is not YAML"),
        ("a: 1\nb: x\x07\n", 2, "take the character away"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    told = made(tmp_path, text)[1]
    assert len(told) == 1
    assert told[0].startswith(f"{line}: ")
    assert says in told[0]


def test_the_quick_and_the_slow_parser_read_every_file_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = [file for file in FILES if "isthmus" in file.parts or "record" in file.parts]
    quick = [read_yaml(file, []) for file in small]
    monkeypatch.setattr(reading, "QUICK", None)
    reading._parsed.cache_clear()  # or the quick reader would be compared with itself
    assert quick == [read_yaml(file, []) for file in small]
    assert all(quick)


def test_a_text_is_read_once_and_a_changed_one_anew(tmp_path: Path) -> None:
    twice = "a: 1\na: 2\n"
    first = made(tmp_path, twice)
    read_before = reading._parsed.cache_info().misses
    assert made(tmp_path, twice) == first
    assert first[1]  # its fault is told again
    assert reading._parsed.cache_info().misses == read_before
    assert made(tmp_path, "a: 3\n") == ({"a": 3}, [])


def test_nobody_changes_a_document_that_others_share() -> None:
    reading._parsed.cache_clear()
    load("korea1950", case="china-stays-out")
    assert check(data_folder() / "korea1950") == []
    before = reading._parsed.cache_info().hits
    for file in (one for one in FILES if "korea1950" in one.parts):
        text = file.read_text(encoding="utf-8")
        assert reading._parsed(file, text) == reading._parsed.__wrapped__(file, text)
    assert reading._parsed.cache_info().hits > before + 20
