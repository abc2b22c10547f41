"""The yardstick: a trivial campaign in Mesa, as people would otherwise write one.

150 units of two sides on 900 cells for 1,128 days: each walks to a neighbouring cell and, where
it meets an enemy, both lose a hundredth. No supply, no orders, no ledger.
"""

import random

import mesa
from mesa.discrete_space import CellAgent, OrthogonalMooreGrid

UNITS, SIZE, DAYS = 150, 30, 1128


class Unit(CellAgent):
    """A unit with a side and a strength."""

    def __init__(self, model: mesa.Model, side: int) -> None:
        super().__init__(model)
        self.side = side
        self.strength = 1.0
        self.cell = model.grid.all_cells.select_random_cell()

    def step(self) -> None:
        """Walk and fight."""
        self.cell = self.cell.neighborhood.select_random_cell()
        for other in self.cell.agents:
            if other.side != self.side:
                self.strength *= 0.99
                other.strength *= 0.99


class Campaign(mesa.Model):
    """Two sides on a grid."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        self.grid = OrthogonalMooreGrid((SIZE, SIZE), torus=False, random=random.Random(seed))
        for k in range(UNITS):
            Unit(self, k % 2)

    def step(self) -> None:
        """Let every unit act once, in random order."""
        self.agents.shuffle_do("step")


def fight(seed: int) -> float:
    """Fight one campaign; return the strength left."""
    model = Campaign(seed)
    for _ in range(DAYS):
        model.step()
    return float(sum(unit.strength for unit in model.agents))
