"""The page of the luck index: question, answer, a figure a turning point, limits; written again."""

import json
import re
from pathlib import Path

import pytest

from parallel38.cli import main
from parallel38.complaint import Complaint
from parallel38.inference import luck
from parallel38.report import luck_page


def ended(*words: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(list(words))
    return int(str(stop.value.code))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("luck") / "index"
    assert ended("luck", "inchon", "chipyong", "--replicas", "2", "--out", str(out)) == 0
    return out


def test_a_page_for_the_turning_points(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    index = json.loads((folder / "luck.json").read_text())
    assert "{{" not in text
    assert not re.findall(r"(?:src|href)=\"(https?:[^\"]*)\"", text)
    assert text.count("<svg") == 3
    places = [text.index(word) for word in (
        f"{luck.QUESTION}</h1>", index["answer"][:40], "How often it came as it came",
        "The landing at Inchon frees Seoul</h2>", "Chipyong-ni is held</h2>", "What it hangs on",
        "the record's front of 14 Sep 1950 and 30 Sep 1950", "What the model cannot know</h2>",
        "Make it again", "parallel38 luck inchon chipyong --replicas 2 --seed 38",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "cannot tell" in text  # two wars are too few to judge by
    for point in index["points"].values():
        assert all(line[:60] in text for line in point["unknowable"])
        assert point["label"] == luck.UNCLEAR
    assert not (folder / "inchon" / "scorecard.json").exists()  # a part of a war is not scored


def test_the_page_is_written_again(folder: Path, tmp_path: Path) -> None:
    page = folder / "report.html"
    first = page.read_text(encoding="utf-8")
    page.unlink()
    assert ended("report", str(folder)) == 0
    assert page.read_text(encoding="utf-8") == first
    with pytest.raises(Complaint, match="holds no luck index"):
        luck_page.write(tmp_path)


def test_an_index_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    file = tmp_path / "luck.json"
    file.write_text("{")
    with pytest.raises(Complaint, match="is damaged"):
        luck.read_index(tmp_path)
    file.write_text("{}")
    with pytest.raises(Complaint, match="older version"):
        luck.read_index(tmp_path)
