"""What the papers say must be so, and nothing of one machine may slip in."""

import re

import pytest
from typer.main import get_command

from health.project import ROOT, inside, texts
from parallel38.cli import app
from parallel38.version import VERSION

PAPERS = (
    "README.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-DATA",
    "constraints.txt",
    "docs/tour.md",
)
# Written in pieces, so that this file does not hold what it forbids.
MACHINE = re.compile(
    "|".join(
        [
            "/" + r"(work|root|farm|home|Users)/\w",
            r"pypi\." + "org",
            "python" + r"hosted\.org",
            r"registry\." + "npmjs",
        ]
    )
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|lorem ip" + r"sum)\b")
TEXTS = texts()
NAMES = [name for name, _ in TEXTS]
CONTENT = [content for _, content in TEXTS]
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("--") and option != "--help"
]


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


@pytest.mark.parametrize("content", CONTENT, ids=NAMES)
def test_nothing_of_one_machine(content: str) -> None:
    assert not [found.group() for found in MACHINE.finditer(content)]


@pytest.mark.parametrize("content", CONTENT, ids=NAMES)
def test_nothing_left_for_later(content: str) -> None:
    assert not UNFINISHED.findall(content)


def test_every_make_command_in_the_papers_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/tour.md"):
        used = set(re.findall(r"\bmake ([a-z]+)\b", fenced((ROOT / name).read_text())))
        assert used <= targets, name


def test_the_readme_shows_the_two_commands_on_its_first_screen() -> None:
    first = "\n".join((ROOT / "README.md").read_text().splitlines()[:30])
    assert "make run" in first
    assert "make test" in first
    assert "![" in first


def test_pictures_in_the_papers_exist() -> None:
    for name, content in TEXTS:
        if name.endswith(".md"):
            for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", content):
                assert ((ROOT / name).parent / picture).is_file(), f"{name}: {picture}"


def test_links_between_the_papers_lead_somewhere() -> None:
    for name, content in TEXTS:
        if name.endswith(".md"):
            for target in re.findall(r"[^!]\[[^\]]*\]\(([^)#:]+)\)", content):
                assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_ci_calls_the_test_command_of_the_readme() -> None:
    assert "exec make test" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_documented(command: str, option: str) -> None:
    parameters = [p for p in COMMANDS[command].params if option in p.opts]
    assert parameters[0].help
    assert f"`{option}" in (ROOT / "docs" / "commands.md").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"parallel38 {command}" in (ROOT / "docs" / "commands.md").read_text()


def test_the_citation_names_this_version() -> None:
    assert f"version: {VERSION}" in (ROOT / "CITATION.cff").read_text()
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text()


def test_constraints_are_exact() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", line), line


def fenced(text: str) -> str:
    """Return the blocks of code and the code between backticks of a paper."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def test_no_name_of_a_file_needs_quoting() -> None:
    assert all(re.fullmatch(r"[\w./+-]+", name) for name in NAMES), NAMES
    assert inside(ROOT / "README.md") == "README.md"
