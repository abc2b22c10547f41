"""What is kept of one war: series by day, totals, every change of holder, decisions, pulses."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

DAILY = (
    "front_latitude",  # mean latitude of the boundary between the two sides [degrees]
    "area_south_km2",
    "posture_south",
    "posture_north",
    "stock_south",  # mean days of supply of formations in the field [day]
    "stock_north",
    "alarm_south",
    "alarm_north",
    "cut_off_south",  # men cut off [men]
    "cut_off_north",
    "air_south",
    "interdiction_on_north",
    "displaced",  # refugees away from home [people]
    "civil_dead",  # civilians dead since the war began [people]
)

NATIONAL = (
    "strength",  # men present
    "killed",  # cumulative from here on
    "wounded",
    "captured",
    "missing",
    "nonbattle",
    "frozen",
)

DECISIONS = (
    "intervened",
    "crossed",
    "landed",
    "landing_cell",
    "relieved",
    "limited",
    "talks",
    "agreed",
    "armistice",
    "evacuated",
    "nuclear",
)

PULSE = (  # an offensive
    "side",
    "first_day",
    "last_day",
    "gain_km",
    "unfinished",  # 1 if the war ended before it did: it lasted at least so long
)

MOST_CHANGES = 20000  # changes of holder kept of one war; prototypes had three to five thousand
MOST_PULSES = 256


class Record(NamedTuple):
    """One war, as it is stored."""

    daily: F32  # (days, len(DAILY))
    nation: I32  # (days, groups, len(NATIONAL))
    totals: I64  # (nations, 12) Flow at the end
    stocks: I64  # (nations, 13) Stock at the end
    changes: I32  # (m, 3) day, cell, new holder, in order
    decisions: I64  # (len(DECISIONS),) day, -1 never (landing_cell: the cell)
    pulses: I32  # (p, len(PULSE))
    end_day: int  # day of the armistice, or the horizon


class Tape(NamedTuple):
    """Arrays that the kernels fill while a war is fought."""

    daily: NDArray[np.float64]
    nation: I64
    changes: I64
    counts: I64  # (2,) changes and pulses written so far
    pulses: I64  # (m, 4) as PULSE, but for the last
    holder: I64  # (n,) as of the last day observed
    open_pulse: I64  # (2, 2) first day of the running pulse and area then, by side


def blank_tape(days: int, groups: int, cells: int) -> Tape:
    """Return an empty tape for a war of at most `days` days."""
    return Tape(
        daily=np.zeros((days, len(DAILY))),
        nation=np.zeros((days, groups, len(NATIONAL)), np.int64),
        changes=np.zeros((MOST_CHANGES, 3), np.int64),
        counts=np.zeros(2, np.int64),
        pulses=np.zeros((MOST_PULSES, 4), np.int64),
        holder=np.zeros(cells, np.int64),
        open_pulse=np.full((2, 2), -1, np.int64),
    )
