"""What the evidence room costs: loading and checking all claims, finding, tracing, one command."""

import subprocess
import sys
import time
from collections.abc import Callable

from rich.table import Table

from parallel38.evidence import conflicts
from parallel38.evidence.load import load
from parallel38.scenario.lineage import graph

QUESTION = ["-m", "parallel38", "evidence", "search", "how many Chinese died?"]


def room(table: Table) -> None:
    """Time the evidence room."""
    ledger = load("korea1950")
    parts: dict[str, Callable[[], object]] = {
        f"load and check {len(ledger.claims):,} claims": lambda: load("korea1950"),
        "find what they contradict": lambda: conflicts.find(ledger),
        "draw what rests on what": lambda: graph(ledger),
    }
    for name, call in parts.items():
        taken = sorted(_seconds(call) for _ in range(5))
        table.add_row(name, f"{1000 * taken[2]:.0f} ms", f"{1000 * taken[0]:.0f} ms")
    asked = sorted(_asked() for _ in range(5))
    table.add_row("one question, wall time of a command", f"{asked[2]:.2f} s", f"{asked[0]:.2f} s")


def _seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def _asked() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *QUESTION], check=True, capture_output=True)
    return time.perf_counter() - begun
