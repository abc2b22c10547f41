"""A number that a historian could argue about is a rate in data/, never a literal in a kernel.

What still stands in kernels is listed in `literals.yaml` with its reason. The list can only
shrink: a new literal fails here, and so does a line of the list that is no longer needed.
"""

import ast
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

from health.project import ROOT, SOURCE

PLAIN = {0, 1, 2}  # counting, identity, either side: as integers
PLAIN_REALS = {0.0, 1.0, 1.0e9}  # nothing, all of it, and farther than any cell
LIST = ROOT / "tests" / "health" / "literals.yaml"
WORDS = ("technical: ", "owed: ")  # of no account to a historian; or a rate that is not yet one


def is_kernel(function: ast.FunctionDef) -> bool:
    return any(
        getattr(mark, "id", "") in ("kernel", "array_kernel") for mark in function.decorator_list
    )


def numbers(function: ast.FunctionDef) -> Iterator[str]:
    """Yield the literals of a function that need a reason, as written in Python."""
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            plain = PLAIN if type(node.value) is int else PLAIN_REALS
            if node.value not in plain:
                yield repr(node.value)


def found() -> dict[str, set[str]]:
    """Return the literals of every kernel that has some, by ``room/file.py kernel``."""
    kernels = {}
    for room in ("engine", "command"):
        for file in sorted((SOURCE / room).glob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and is_kernel(node):
                    kernels[f"{room}/{file.name} {node.name}"] = set(numbers(node))
    return {name: literals for name, literals in kernels.items() if literals}


def excused() -> dict[str, dict[str, str]]:
    listed = YAML(typ="safe").load(LIST.read_text(encoding="utf-8"))
    return {name: {repr(k): why for k, why in lines.items()} for name, lines in listed.items()}


@pytest.mark.parametrize("kernel", sorted(found()))
def test_a_kernel_holds_no_number_to_argue_about(kernel: str) -> None:
    assert not found()[kernel] - set(excused().get(kernel, {}))


def test_the_list_of_excuses_only_shrinks() -> None:
    there = found()
    idle = {name: set(lines) - there.get(name, set()) for name, lines in excused().items()}
    assert not {name: lines for name, lines in idle.items() if lines}


def test_every_excuse_gives_a_reason() -> None:
    reasons = [why for lines in excused().values() for why in lines.values()]
    assert all(why.startswith(WORDS) and len(why.split()) > 2 for why in reasons)
