"""A baseline with two fitted numbers: a Lanchester piston.

The front is one parallel. It moves with the logarithm of the ratio of the two coalitions'
fighting strength under Lanchester's square law,

    dx/dt = mobility * log(south^2 / (bias * north^2)),

between the southern sea and the northern frontier, with the strengths that the sources print.
`mobility` [degrees/day] and `bias` [1] are fitted on the dates up to `fitted_until`.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parallel38.inference.targets import Targets

F64 = NDArray[np.float64]
Bool = NDArray[np.bool_]

MOBILITIES = np.geomspace(0.001, 0.5, 60)  # [degrees/day]
BIASES = np.linspace(-4.0, 4.0, 81)  # logarithm of the bias


class Piston(NamedTuple):
    """The two fitted numbers and the front that they give."""

    mobility: float  # [degrees/day]
    bias: float  # [1]
    parallel: F64  # (d,) [degrees]


def log_ratio(targets: Targets, days: int) -> F64:
    """Return twice the logarithm of south over north strength on each day, (d,)."""
    rows = targets.settings["piston"]["strengths"]
    known = [targets.day(row["date"]) for row in rows]
    south = np.interp(np.arange(days), known, [row["south"] for row in rows])
    north = np.interp(np.arange(days), known, [row["north"] for row in rows])
    ratio: F64 = 2 * np.log(south / north)
    return ratio


def drive(ratio: F64, start: float, reach: F64, mobility: F64, bias: F64) -> F64:
    """Move pistons of several parameters (p,) day by day, (d, p) [degrees]."""
    front = np.empty((len(ratio), len(mobility)))
    now = np.full(len(mobility), start)
    for day, pressure in enumerate(ratio):
        now = np.clip(now + mobility * (pressure - bias), *reach)
        front[day] = now
    return front


def fit(targets: Targets, record: F64, start: float, days: int) -> Piston:
    """Fit a piston to the record's parallels (t,) by least absolute error on a grid."""
    ratio = log_ratio(targets, days)
    reach = np.array(targets.settings["piston"]["reach"]["value"], dtype=float)
    mobility, bias = (grid.ravel() for grid in np.meshgrid(MOBILITIES, BIASES))
    front = drive(ratio, start, reach, mobility, bias)
    limit = min(targets.day(targets.settings["fitted_until"]["value"]), days - 1)
    used = targets.days <= limit
    error = np.abs(front[targets.days[used]] - record[used][:, None]).mean(axis=0)
    best = int(error.argmin())
    return Piston(float(mobility[best]), float(np.exp(bias[best])), front[:, best])
