"""The papers about the model keep up with the code: phases, groups of rates, names of rates."""

import ast
import re
from pathlib import Path

import pytest

from health.project import ROOT, SOURCE

ENGINE = SOURCE / "engine"
ODD = "docs/odd.md"
SIMPLIFICATIONS = "docs/simplifications.md"
PAPERS = [ODD, SIMPLIFICATIONS, "docs/fitting.md", "docs/tour.md", "GLOSSARY.md"]
FILES = {"py", "yaml", "csv", "md"}  # `supply.py` is a file and no rate


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def phases() -> list[str]:
    """Return the names of the phases, as the docstring of `day.py` numbers them."""
    docstring = ast.get_docstring(ast.parse(text("src/parallel38/engine/day.py"))) or ""
    return re.findall(r"^ *\d+\. (\w+) ", docstring, re.MULTILINE)


def fields(file: Path) -> dict[str, set[str]]:
    """Return the names that each class of a file declares, by the class in small letters."""
    return {
        node.name.lower(): {
            item.target.id
            for item in node.body
            if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
        }
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }


def rates() -> dict[str, set[str]]:
    """Return the names of the rates by group."""
    declared = fields(ENGINE / "rates.py") | fields(ENGINE / "march.py")
    return {group: declared[group] for group in declared["rates"]}


def test_the_day_lists_its_phases() -> None:
    found = phases()
    assert len(found) == len(set(found)) == 12
    assert all((ENGINE / f"{phase}.py").is_file() for phase in found)


@pytest.mark.parametrize("phase", phases())
def test_a_phase_has_a_section_in_the_odd(phase: str) -> None:
    assert re.search(rf"^### [\d.]+ {phase}$", text(ODD), re.MULTILINE)


@pytest.mark.parametrize("phase", phases())
def test_a_phase_says_what_it_simplifies(phase: str) -> None:
    assert re.search(rf"^\| {phase} \|( [^|]+ \|){{3}}$", text(SIMPLIFICATIONS), re.MULTILINE)


@pytest.mark.parametrize("group", rates())
def test_a_group_of_rates_is_in_the_odd(group: str) -> None:
    assert [name for name in rates()[group] if f"{group}.{name}" in text(ODD)]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_rates_that_a_paper_names_exist(paper: str) -> None:
    known = rates()
    named = {
        (group, name)
        for code in re.findall(r"```.*?```|`[^`\n]+`", text(paper), re.DOTALL)
        for group, name in re.findall(r"(?<![\w./])([a-z]+)\.([a-z_]+)\b(?![(/.])", code)
        if group in known and name not in FILES
    }
    assert not {f"{group}.{name}" for group, name in named if name not in known[group]}
