"""How cost grows with wars, threads, workers, formations and cells; and how much memory it takes.

Wars a second are of wall time, with storage; on a machine that others use too they are a lower
bound, and only ratios mean something. Memory is that of a fresh process.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.table import Table

from parallel38.ensemble.design import design
from parallel38.ensemble.run import fight
from parallel38.ensemble.runner import run
from parallel38.scenario.scenario import load
from wars import opened

MEMORY = """
import sys
from pathlib import Path
from parallel38.ensemble.design import design
from parallel38.ensemble.runner import run
run(design(sys.argv[1], replicas=int(sys.argv[2]), days=int(sys.argv[3])), Path(sys.argv[4]))
# not ru_maxrss, which begins with that of the program that started this one
peak = [l for l in open("/proc/self/status") if l.startswith("VmHWM")]
print(int(peak[0].split()[1]) / 1024)
"""
KOREA_WARS = (8, 32, 96)
SMALL_WARS = (256, 1024, 4096)
FEWER = {  # cases that leave formations out
    "all formations": "",
    "without the UN's ground troops": "us-sends-no-ground-troops",
}


def wars_and_threads(table: Table) -> None:
    """Time ensembles of Korea, with storage."""
    for wars in KOREA_WARS:
        for where, workers in (("threads", 1), ("threads", 2), ("processes", 2)):
            if where == "processes" and wars != KOREA_WARS[-1]:
                continue
            with tempfile.TemporaryDirectory() as folder:
                begun = time.perf_counter()
                run(design(replicas=wars, seed=5), Path(folder) / "run", where=where,
                    threads=workers)  # fmt: skip
                taken = time.perf_counter() - begun
            what = f"Korea, {wars} wars, {workers} {where}"
            table.add_row(what, f"{wars / taken:.1f} wars/s", f"{taken:.1f} s")


def formations_and_cells(table: Table) -> None:
    """Time one war of scenarios of several sizes, processor time."""
    for what, case in FEWER.items():
        scenario = load("korea1950", case=case) if case else opened("korea1950")
        there = int((scenario.state0.formations.arrive_day < len(scenario.world.month)).sum())
        cells = len(scenario.world.ground.x_km)
        _row(table, f"{what}: {there} formations, {cells} cells", scenario, scenario.days)
    small = opened("isthmus")
    cells, there = len(small.world.ground.x_km), len(small.formations)
    _row(table, f"the isthmus: {there} formations, {cells} cells", small, small.days)


def _row(table: Table, what: str, scenario, days: int) -> None:  # type: ignore[no-untyped-def]
    taken = []
    for war in range(4):
        begun = time.process_time()
        fight(scenario, 7, war, days)
        taken.append(time.process_time() - begun)
    best = min(taken)
    table.add_row(what, f"{1e6 * best / days:.1f} µs a day", f"{1000 * best:.1f} ms a war")


def memory(table: Table) -> None:
    """Measure the greatest memory of ensembles of growing size."""
    sizes = [("isthmus", wars, 30) for wars in SMALL_WARS]
    sizes += [("korea1950", wars, 200) for wars in (32, 320)]
    for scenario, wars, days in sizes:
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            told = subprocess.run(
                [sys.executable, "-c", MEMORY, scenario, str(wars), str(days), f"{folder}/run"],
                capture_output=True, check=True, text=True,
            )  # fmt: skip
            taken = time.perf_counter() - begun
            place = Path(folder) / "run"
            disk = sum(file.stat().st_size for file in place.rglob("*.parquet") if file.is_file())
        table.add_row(
            f"{scenario}, {wars} wars of {days} days",
            f"{float(told.stdout):.0f} MB",
            f"{disk / 1e6:.1f} MB on disk, {taken:.1f} s",
        )


PARTS = (
    ("Growth with wars, threads and workers", ("", "speed", "wall"), wars_and_threads),
    ("Growth with formations and cells", ("", "a day", "a war"), formations_and_cells),
    ("Memory", ("", "most memory", "tables"), memory),
)


def tables() -> list[Table]:
    """Measure everything and return the tables."""
    found = []
    for title, head, measure in PARTS:
        table = Table(*head, title=title)
        measure(table)
        found.append(table)
    return found
