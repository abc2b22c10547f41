"""What lies behind each number that the atlas shows: rates, the wars of the run, or the data.

The words about each stand in the page's catalogue, under the same name.
"""

from collections.abc import Iterable
from typing import Any

ARMS = ("combat.", "dig.")
CARE = ("morale.",)
LOST = ("surrender.",)
CARRIED = ("supply.", "air.")
COMMAND = ("south.", "north.")

RATES: dict[str, tuple[str, ...]] = {  # groups of rates, or single ones
    "strength": ("arrive.", *ARMS, *CARE, *LOST),
    "cohesion": CARE,
    "supply": CARRIED,
    "stock": CARRIED,
    "front": (*ARMS, "move.", "march."),
    "killed": ARMS,
    "wounded": ARMS,
    "losses": ARMS,
    "missing": (*LOST, *ARMS),
    "captured": LOST,
    "nonbattle": CARE,
    "frozen": (*CARE, "weather."),
    "civilians": ("civil.",),
    "fights": COMMAND,
    "posture": (*COMMAND, "sight."),
    "decisions": ("government.", "landing."),
}
OF_THE_RUN = (  # counted or computed over its wars
    "quantiles", "share", "decided", "error", "holders", "restraint", "contrast",
)  # fmt: skip
OF_THE_DATA = ("interval", "grid", "people", "relief")  # by a rule that is stated


def behind(rates: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what lies behind each number: ``{"from": "rates", "rates": [names]}``, or where from.

    `rates` are the names of all rates of the scenario.
    """
    known = sorted(rates)
    found: dict[str, dict[str, Any]] = {
        name: {"from": "rates", "rates": [rate for rate in known if rate.startswith(groups)]}
        for name, groups in RATES.items()
    }
    found |= {name: {"from": "run", "rates": []} for name in OF_THE_RUN}
    found |= {name: {"from": "data", "rates": []} for name in OF_THE_DATA}
    return found
