"""The runs of the atlas, opened when they are first asked for."""

import threading
import time
from pathlib import Path
from typing import Any

from parallel38.atlas.evidence import Evidence
from parallel38.atlas.opened import OpenRun
from parallel38.atlas.questions import Answers
from parallel38.atlas.shelf import finished, runs_in
from parallel38.evidence.load import load as load_ledger
from parallel38.scenario.switch import parted

MOST_OPEN = 6
FRESH = 2.0  # time for which a folder is not looked at again [s]
WHATIFS = Path("runs") / "whatif"


class Library:
    """Finds runs by the name in an address; knows no other way to a file."""

    def __init__(self, folders: list[Path], whatifs: Path = WHATIFS) -> None:
        self._folders = folders
        self.answers = Answers(whatifs)
        self._open: dict[str, OpenRun] = {}
        self._looked: dict[str, float] = {}
        self._evidence: dict[str, Evidence] = {}
        self._lock = threading.RLock()

    def runs(self) -> list[dict[str, Any]]:
        """Return the finished runs, the latest first."""
        shown = []
        for name, folder in runs_in(self._folders).items():
            manifest = finished(folder)
            if manifest:
                shown.append({
                    "name": name,
                    "scenario": Path(manifest["scenario"]).name,
                    "wars": manifest["replicas"],
                    "seed": manifest["seed"],
                    "days": manifest["days"],
                    "commander": manifest["commander"],
                    "created": manifest.get("created", ""),
                    "changes": {**manifest["set"], **dict.fromkeys(manifest["without"], "off")},
                })  # fmt: skip
        return shown

    def run(self, name: str) -> OpenRun:
        """Return an open run. Raises KeyError when no run is shown under this name."""
        with self._lock:
            known = self._open.get(name)
            if known is not None and time.monotonic() - self._looked.get(name, 0.0) < FRESH:
                return known
            folder = runs_in(self._folders).get(name) or self.answers.run(name)
            manifest = finished(folder)
            self._looked[name] = time.monotonic()
            if known is None or known.folder != folder or known.manifest != manifest:
                known = OpenRun(name, folder)
                self._open.pop(name, None)
                self._open[name] = known
                while len(self._open) > MOST_OPEN:
                    self._open.pop(next(iter(self._open)))
            return known

    def evidence(self, run: OpenRun) -> Evidence:
        """Return the evidence of a run's scenario."""
        scenario = parted(run.plan.scenario)[0]
        with self._lock:
            if str(scenario) not in self._evidence:
                self._evidence[str(scenario)] = Evidence(load_ledger(scenario))
            return self._evidence[str(scenario)]
