"""What a commander is, and who bears which name.

A commander turns what a side can see into orders, once a day: the doctrine, the historical
script, a do-nothing baseline, a program that learns, a person. It reads the state and writes
`orders`, nothing else; `conformance` checks that. Orders of yesterday lie there when it is called.
"""

from typing import TYPE_CHECKING, Protocol

from parallel38.complaint import Complaint, nearest
from parallel38.engine.orders import Orders
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre

if TYPE_CHECKING:
    from parallel38.scenario.scenario import Scenario

DOCTRINE, SCRIPT, HOLD = NAMES = ("doctrine", "script", "hold")


class Commander(Protocol):
    """Anything that writes the orders of one day for both sides."""

    def __call__(
        self, state: State, world: Theatre, rates: Rates, orders: Orders, seed: int, /
    ) -> None:
        """Write `orders` for the day `state.day[0]`; `seed` keys whatever is left to chance."""


def appoint(name: str, scenario: "Scenario") -> Commander:
    """Return the commander of this name for a war of `scenario`.

    Raises `Complaint` for an unknown name, and for the script where the scenario has none.
    """
    if name == DOCTRINE:
        from parallel38.command.doctrine import decide

        return decide
    if name == SCRIPT:
        from parallel38.command.script import Follower

        return Follower(scenario.script)
    if name == HOLD:
        from parallel38.command.hold import hold

        return hold
    hint = nearest(name, NAMES) or f"; choose {', '.join(NAMES)}"
    raise Complaint(f"there is no commander {name!r}{hint}")
