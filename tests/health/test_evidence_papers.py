"""What the papers say of the evidence room is what the code does."""

import subprocess
import sys

import pytest
from typer.main import get_command

from health.project import ROOT
from parallel38.cli import app
from parallel38.evidence.claim import COLUMNS, GRADES, LINE_OF, ROLES
from parallel38.evidence.conflicts import RULES
from parallel38.evidence.export import FORMS
from parallel38.evidence.load import load
from parallel38.evidence.query import answers
from parallel38.evidence.short import sentence
from parallel38.paths import data_folder
from parallel38.scenario.resolve import RANKS, SCHOOLS

README = (data_folder() / "korea1950" / "claims" / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
COMMANDS = get_command(app).commands["evidence"].commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_to_editors(rule: str) -> None:
    assert f"| `{rule}` |" in PAGE


@pytest.mark.parametrize("name", [*COLUMNS, *LINE_OF, *ROLES, *GRADES])
def test_every_column_tag_role_and_grade_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("grade", GRADES)
def test_every_grade_has_a_rank_and_a_meaning(grade: str) -> None:
    (line,) = (one for one in GLOSSARY.splitlines() if one.startswith(f"| `{grade}` |"))
    assert line.endswith(f"| {RANKS[grade] + 1} |")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_evidence_room_is_documented(command: str) -> None:
    assert f"`evidence {command}" in COMMANDS_PAGE
    assert COMMANDS[command].help


def test_every_form_and_school_is_documented() -> None:
    assert all(form in PAGE for form in FORMS)
    assert all(f"{school}" in PAGE for school in SCHOOLS)


@pytest.mark.parametrize("question", ["how many Chinese died?", "when did Seoul fall?"])
def test_the_first_sentence_of_a_search_is_the_one_on_the_page(question: str) -> None:
    ledger = load("korea1950")
    told = sentence(question, answers(ledger, question, 1000), ledger)
    assert f"in short: {told}" in " ".join(PAGE.split()), "docs/evidence.md: renew the answer"


def test_a_question_of_the_page_is_answered_as_the_page_shows() -> None:
    words = ["evidence", "resolve", "nation:us", "deaths", "--scope", "theatre"]
    done = subprocess.run(
        [sys.executable, "-m", "parallel38", *words], capture_output=True, text=True, check=True
    )
    first = done.stdout.splitlines()[0]
    assert f"    {first}\n" in PAGE, "docs/evidence.md shows an answer of other claims; renew it"
