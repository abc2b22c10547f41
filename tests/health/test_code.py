"""The house rules that no linter knows."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from health.project import SOURCE, inside, python_files

MOST_LINES = 400  # of a file
MOST_STATEMENT_LINES = 60  # of a function, its docstring left out
VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "core", "common", "misc"}
CODE = python_files()
THIS_WAR = re.compile(
    r"\b(korea\w*|seoul|pusan|inchon|pyongyang|yalu|hungnam|chin(a|ese)|soviet|american|"
    r"kpa|pva|cpv|macarthur|ridgway|peng)\b",
    re.IGNORECASE,
)


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("file", CODE, ids=inside)
def test_a_file_can_be_read_in_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("file", CODE, ids=inside)
def test_a_function_fits_on_a_page(file: Path) -> None:
    long = []
    for function in functions(file):
        first = function.body[0]
        if ast.get_docstring(function) and len(function.body) > 1:
            first = function.body[1]
        lines = (function.end_lineno or 0) - first.lineno + 1
        if lines > MOST_STATEMENT_LINES:
            long.append(f"{function.name}: {lines} lines")
    assert not long


@pytest.mark.parametrize("file", CODE, ids=inside)
def test_names_say_what_a_thing_is(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    named = {node.name.lower() for node in ast.walk(tree) if isinstance(node, kinds)}
    assert not VAGUE & (named | set(Path(inside(file)).with_suffix("").parts))


@pytest.mark.parametrize("file", python_files("src"), ids=inside)
def test_kernels_are_compiled_in_one_way(file: Path) -> None:
    if file in (SOURCE / "engine" / "_jit.py", SOURCE / "engine" / "_whole.py"):
        return
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\bn?jit\b|^\s*(import|from) numba", text, re.MULTILINE)


@pytest.mark.parametrize("file", python_files("src"), ids=inside)
def test_luck_is_drawn_by_key(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b(np|numpy)\.random\b|\bimport random\b|\brandom\.random\(", text)


@pytest.mark.parametrize(
    "file", python_files("src/parallel38/engine", "src/parallel38/command"), ids=inside
)
def test_the_rules_of_war_know_no_particular_war(file: Path) -> None:
    assert not THIS_WAR.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", python_files("tests"), ids=inside)
def test_tests_assert_and_do_not_print(file: Path) -> None:
    idle = []
    for function in functions(file):
        if not function.name.startswith("test_"):
            continue
        words = ast.dump(function)
        asserts = "Assert(" in words or "raises" in words or "assert_" in words
        prints = [c for c in ast.walk(function) if getattr(c, "id", "") == "print"]
        if prints or not asserts:
            idle.append(function.name)
    assert not idle


def test_importing_the_package_is_instant() -> None:
    code = (
        "import sys, parallel38; "
        "heavy = {'numba', 'numpy', 'polars', 'pyarrow', 'matplotlib', 'scipy', 'pydantic'}; "
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_does_not_wake_the_engine() -> None:
    code = (
        "import sys\n"
        "from parallel38.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(' '.join({'numba', 'polars', 'pyarrow', 'matplotlib'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
