"""The page of a what-if: question on top, answer, maps, series, limits; and that of a family."""

import json
import re
import shutil
from pathlib import Path

import pytest

from parallel38.cli import main
from parallel38.paths import data_folder

CASE = """
title: {title}
question: What if losses in battle had been {word}?
history: >-
  Nothing of this happened, for the war is made up; the case is here to be asked and answered.
claims: [invented]
likelihood: {{value: 0.5, judgement: true, note: "as likely as not in a war that is made up"}}
changes:
  set: {{combat.loss: {loss}}}
foregone: [killed_north]
given: [More men fall by construction.]
unknowable: [Whether anybody would have minded.]
"""
FAMILY = """
title: Both
question: Which of them?
history: Nothing of this happened, for the war is made up; they are asked together.
claims: [invented]
family: [heavy, light]
unknowable: [Anything else.]
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("own") / "isthmus"
    shutil.copytree(data_folder() / "isthmus", home)
    cases = home / "cases"
    cases.mkdir()
    (cases / "heavy.yaml").write_text(CASE.format(title="Heavy", word="heavier", loss=0.09))
    (cases / "light.yaml").write_text(CASE.format(title="Light", word="lighter", loss=0.01))
    (cases / "both.yaml").write_text(FAMILY)
    return home


def asked(scenario: Path, case: str, out: Path, *more: str) -> str:
    with pytest.raises(SystemExit) as stop:
        main(["whatif", case, "--scenario", str(scenario), "--replicas", "8", "--out", str(out),
              *more])  # fmt: skip
    assert stop.value.code == 0
    return (out / "report.html").read_text(encoding="utf-8")


def test_a_page_for_a_question(scenario: Path, tmp_path: Path) -> None:
    text = asked(scenario, "heavy", tmp_path / "q")
    assert "{{" not in text
    assert not re.findall(r"(?:src|href)=\"(https?:[^\"]*)\"", text)
    answer = json.loads((tmp_path / "q" / "whatif.json").read_text())
    places = [text.index(word) for word in (
        "What if losses in battle had been heavier?</h1>", answer["answer"][:40],
        'class=here>', "Where it makes a difference", "Through time", "What it changes",
        "What happened", "What it hangs on", "What the model cannot know", "Make it again",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "by construction" in text
    assert "killed_north" in answer["foregone"]
    finding, _, given = answer["answer"].partition("By construction")
    assert "soldiers of the North" not in finding
    assert "more soldiers of the North are killed" in given
    assert text.count("<svg") == 2


def test_a_page_is_written_again_where_it_was_moved(scenario: Path, tmp_path: Path) -> None:
    first = asked(scenario, "heavy", tmp_path / "q")
    (tmp_path / "q" / "report.html").unlink()
    (tmp_path / "q").rename(tmp_path / "moved")
    with pytest.raises(SystemExit) as stop:
        main(["report", str(tmp_path / "moved")])
    assert stop.value.code == 0
    assert (tmp_path / "moved" / "report.html").read_text(encoding="utf-8") == first


def test_a_page_for_a_family(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = asked(scenario, "both", tmp_path / "f", "--days", "25")
    assert "Heavy" in text and "Light" in text
    assert "Each cause, and what else it changes" in text
    assert (tmp_path / "f" / "heavy" / "report.html").is_file() is False
    members = json.loads((tmp_path / "f" / "whatif.json").read_text())["members"]
    assert [one["name"] for one in members] == ["heavy", "light"]
    assert members[0]["before"]["folder"] == members[1]["before"]["folder"]
    assert "Which of them?" in capsys.readouterr().out


def test_the_cases_are_listed(scenario: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["whatif", "--scenario", str(scenario), "--list", "--json"])
    assert stop.value.code == 0
    assert set(json.loads(capsys.readouterr().out)) == {"both", "heavy", "light"}
