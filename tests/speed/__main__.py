"""How fast it is, as a table: python -m tests.speed [--no-cold] [--growth]

One war of Korea against the trivial Mesa campaign of `mesa_campaign.py`, in the same minute on the
same core; cold compile and warm start; what each phase costs. Nothing here is an assertion.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from parallel38.engine._jit import JIT  # noqa: E402
from parallel38.ensemble.run import fight  # noqa: E402
from speed.atlas import classroom, frames, readers, reasons  # noqa: E402
from speed.evidence import room  # noqa: E402
from wars import opened  # noqa: E402

START = """
from parallel38.scenario.scenario import load
from parallel38.ensemble.run import fight
fight(load("isthmus"), 38, 0, 2)
"""


def seconds(call: Callable[[int], object], times: int) -> tuple[float, float]:
    """Return the median and the least processor time of some calls [s]."""
    taken = []
    for k in range(times):
        begun = time.process_time()
        call(k)
        taken.append(time.process_time() - begun)
    return statistics.median(taken), min(taken)


def start(cache: Path) -> tuple[float, float]:
    """Return wall and processor time of a new Python that fights two days [s]."""
    before, begun = os.times(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", START], env=os.environ | {"PARALLEL38_CACHE": str(cache)}, check=True
    )
    after = os.times()
    used = after.children_user + after.children_system
    return time.perf_counter() - begun, used - before.children_user - before.children_system


def against_mesa(table: Table) -> None:
    """Time wars and Mesa campaigns in turns."""
    korea, small = opened("korea1950"), opened("isthmus")
    fight(korea, 38, 0, 2)
    war = seconds(lambda k: fight(korea, 38, k, korea.days), 6)
    table.add_row("one war of Korea, 1,128 days", *(f"{1000 * s:.0f} ms" for s in war))
    try:
        import mesa

        from speed.mesa_campaign import fight as mesa_fight
    except ImportError:
        table.add_row("Mesa is not installed: the extra is `bench`", "", "")
    else:
        other = seconds(mesa_fight, 3)
        table.add_row(
            f"Mesa {mesa.__version__}, trivial campaign", *(f"{1000 * s:.0f} ms" for s in other)
        )
        table.add_row("ratio", *(f"{b / a:.1f}" for a, b in zip(war, other, strict=True)))
    tiny = seconds(lambda k: fight(small, 38, k, small.days), 20)
    table.add_row("one war of the isthmus, 30 days", *(f"{1000 * s:.2f} ms" for s in tiny))


def starts(table: Table) -> None:
    """Time a cold and a warm start."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("cold compile of everything", "warm start"):
            wall, used = start(Path(folder))
            table.add_row(name, f"{used:.1f} s", f"{wall:.1f} s wall")


def main() -> None:
    """Measure and show."""
    console = Console()
    table = Table("measured", "median", "best", title="Speed (processor time, one core)")
    against_mesa(table)
    if "--no-cold" not in sys.argv:
        starts(table)
    room(table)
    readers(table)
    reasons(table)
    classroom(table)
    frames(table)
    console.print(table)
    if "--growth" in sys.argv:
        from speed.growth import tables

        for table in tables():
            console.print(table)
    if not JIT:
        return
    from speed.phases import PARTS, costs

    for part in PARTS:
        spent = costs(part)
        total = sum(spent.values())
        table = Table("kernel", "ms a war", "share", title=f"What {part} costs")
        for name, used in spent.items():
            table.add_row(name, f"{used:.1f}", f"{100 * used / total:.0f} %")
        table.add_row("sum", f"{total:.0f}", "")
        console.print(table)


if __name__ == "__main__":
    main()
