"""The runs of the atlas, opened when they are first asked for."""

import threading
from pathlib import Path
from typing import Any

from parallel38.atlas.evidence import Evidence
from parallel38.atlas.opened import OpenRun
from parallel38.atlas.questions import Answers
from parallel38.atlas.shelf import finished, runs_in
from parallel38.evidence.load import load as load_ledger
from parallel38.scenario.switch import parted

MOST_OPEN = 6
WHATIFS = Path("runs") / "whatif"


class Library:
    """Finds runs by the name in an address; knows no other way to a file."""

    def __init__(self, folders: list[Path], whatifs: Path = WHATIFS) -> None:
        self._folders = folders
        self.answers = Answers(whatifs)
        self._open: dict[str, OpenRun] = {}
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
            folder = runs_in(self._folders).get(name) or self.answers.run(name)
            known = self._open.get(name)
            manifest = finished(folder)
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
