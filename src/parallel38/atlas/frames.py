"""What changes from day to day, as messages of the wire: chances, bands, one war's days."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from parallel38.atlas import replay as replaying
from parallel38.atlas.wire import Plane, encode, quantised, squeezed
from parallel38.engine.world import SOUTH
from parallel38.ensemble.record import DAILY, DECISIONS, NATIONAL

if TYPE_CHECKING:
    from parallel38.atlas.opened import OpenRun

F64 = NDArray[np.float64]

CHANCE_STEPS = 250  # numbers for a chance of 1
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
LATITUDE_STEP = 0.001  # [degree]
STOCK_STEP = 0.01  # [day]
SHARE_STEP = 0.001
SHOWN_DAILY = {  # series that are drawn: step of the numbers sent
    "stock_south": STOCK_STEP,
    "stock_north": STOCK_STEP,
    "interdiction_on_north": SHARE_STEP,
    "displaced": 100.0,
    "civil_dead": 100.0,
}


def chances(run: "OpenRun") -> bytes:
    """Return the share of wars in which the South held each cell, by day, (n, d)."""
    cells = len(run.scenario.world.ground.x_km)
    change = np.zeros((cells, run.days), np.int64)
    rows = run.changes.filter(run.changes["day"] < run.days)
    side = np.where(rows["side"].to_numpy() == SOUTH, 1, -1)
    np.add.at(change, (rows["cell"].to_numpy(), rows["day"].to_numpy()), side)
    count = run.replay.count
    held = change.cumsum(axis=1) + (run.replay.opening * count)[:, None]
    numbers = np.rint(held * (CHANCE_STEPS / count)).astype(np.uint8)
    plane = Plane("south", "u1", numbers, scale=1 / CHANCE_STEPS)
    return squeezed(encode("chances", [plane], wars=count))


def control(run: "OpenRun", war: int) -> bytes:
    """Return every change of holder of one war: day, cell, side, in order."""
    rows = run.changes_of(war)
    row = run.row(war)
    planes = [
        Plane("day", "u2", rows[:, 0], delta=True),
        Plane("cell", "u2", rows[:, 1], delta=False),
        Plane("side", "u1", rows[:, 2], delta=False),
        quantised("front", "u2", run.front[row], LATITUDE_STEP),
    ]
    decided = {name: int(run.wars[name][row]) for name in DECISIONS if name in run.wars.columns}
    end = int(run.wars["end_day"][row])
    return squeezed(encode("control", planes, war=war, decisions=decided, end=end))


def bands(run: "OpenRun") -> bytes:
    """Return quantiles over the wars of what is charted, by day, each (q, d)."""
    planes = [quantised("front", "i4", _quantiles(run.front), LATITUDE_STEP)]
    for name, step in SHOWN_DAILY.items():
        planes.append(quantised(name, "i4", _quantiles(run.replay.series(name, True)), step))
    for group in run.scenario.groups:
        for kind in NATIONAL:
            values = run.replay.series(f"{group}_{kind}", True)
            planes.append(quantised(f"{group}_{kind}", "i4", _quantiles(values), 1.0))
    decided = {name: _decided(run, name) for name in DECISIONS if not name.endswith("_cell")}
    return squeezed(encode("bands", planes, quantiles=QUANTILES, decisions=decided))


def series(run: "OpenRun", war: int) -> bytes:
    """Return what is charted of one war, by day."""
    row = run.row(war)
    names = [n for n in DAILY if n in SHOWN_DAILY]
    planes = [quantised("front", "i4", run.front[row], LATITUDE_STEP)]
    planes += [quantised(n, "i4", run.replay.series(n, True)[row], SHOWN_DAILY[n]) for n in names]
    for group in run.scenario.groups:
        for kind in NATIONAL:
            values = run.replay.series(f"{group}_{kind}", True)[row]
            planes.append(quantised(f"{group}_{kind}", "i4", values, 1.0))
    return squeezed(encode("series", planes, war=war))


def formations(run: "OpenRun", war: int) -> bytes:
    """Return every formation of one war by day, after fighting that war again.

    Raises `Complaint` when the war cannot be fought again as it was.
    """
    tape = replaying.march(run.plan, run.scenario, war, run.changes_of(war))
    shares, cohesion = 1 / replaying.SHARE_STEPS, 1 / replaying.COHESION_STEPS
    planes = [
        Plane("status", "u1", tape.status),
        Plane("cell", "i2", tape.cell),
        Plane("goal", "i2", tape.goal),
        Plane("target", "i2", tape.target),
        Plane("men", "u2", tape.men),
        Plane("cohesion", "u1", tape.cohesion, scale=cohesion),
        Plane("stock", "u1", tape.stock, scale=1 / replaying.STOCK_STEPS),
        Plane("delivery", "u1", tape.delivery, scale=shares),
        Plane("cut_off", "u1", tape.cut_off),
        Plane("hidden", "u1", tape.hidden, scale=shares),
        Plane("posture", "u1", tape.posture),
    ]
    taken = [[day, replaying.decision_name(one)] for day, one in tape.decisions.tolist()]
    return squeezed(encode("formations", planes, war=war, taken=taken, last=tape.last))


def place_days(run: "OpenRun", cell: int) -> list[float]:
    """Return the share of wars in which the South held a cell, by day, (d,)."""
    return [round(float(v), 3) for v in run.replay.held(cell).mean(axis=0)]


def _quantiles(values: F64) -> F64:
    return np.asarray(np.quantile(values, QUANTILES, axis=0), dtype=np.float64)


def _decided(run: "OpenRun", name: str) -> dict[str, Any]:
    """Return the days on which the wars took a decision, sorted, and in how many never."""
    days = run.replay.decision(name)
    return {"days": sorted(int(d) for d in days if d >= 0), "never": int((days < 0).sum())}
