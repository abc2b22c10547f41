"""The set-up of a bare machine, as far as it can be tried without installing anything."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from health.project import ROOT


@pytest.fixture
def setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_tool", ROOT / "tools" / "setup.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_told_so(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        setup.make_venv(None)


def test_a_second_call_does_nothing(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed: list[list[str]] = []
    monkeypatch.setattr(setup, "STAMP", str(tmp_path / "stamp"))
    monkeypatch.setattr(setup, "works", lambda _: True)
    monkeypatch.setattr(setup, "install", lambda _, extras: installed.append(extras))
    setup.main(["dev"])
    setup.main(["dev"])
    setup.main([])  # `make run` after `make test` keeps what the tests need
    assert installed == [["dev"]]
    setup.main(["bench"])
    assert installed == [["dev"], ["bench", "dev"]]


def test_the_tool_is_plain_enough_for_any_python_3() -> None:
    code = (
        "import ast, pathlib, sys; "
        "ast.parse(pathlib.Path(sys.argv[1]).read_text(), feature_version=(3, 5))"
    )
    tool = str(ROOT / "tools" / "setup.py")
    assert subprocess.run([sys.executable, "-c", code, tool], check=False).returncode == 0
