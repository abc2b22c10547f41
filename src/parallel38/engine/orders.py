"""What everyone was told to do today: the only thing a commander writes."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from parallel38.engine.world import F64, I64


class Posture(IntEnum):
    """What a coalition's headquarters wants."""

    HOLD = 0
    ATTACK = 1  # everything forward: an offensive pulse, or a pursuit
    LIMITED = 2  # methodical advance: firepower first, no gaps
    WITHDRAW = 3  # break contact and march to the rear
    RECOVER = 4  # hold until stocks are rebuilt, and follow an enemy who goes


class Decision(IntEnum):
    """What a government decides; 1 in `Orders.decision` on the day it does."""

    INTERVENE = 0
    CROSS = 1
    LAND = 2
    RELIEVE = 3
    LIMIT = 4
    TALK = 5
    AGREE_PRISONERS = 6
    SIGN = 7
    NUCLEAR = 8  # side 0 uses a nuclear weapon
    CALL = 9  # the intervening nation orders its troops to make ready


class Orders(NamedTuple):
    """Orders of one day for formations (f) and the two coalitions."""

    posture: I64  # (2,) Posture
    goal: I64  # (f,) cell to march to, -1 stay
    attack: I64  # (f,) neighbouring enemy cell to attack, -1 none
    yielding: I64  # (f,) 1: gives ground under pressure instead of standing
    embark: I64  # (f,) 1: board ship when at an open port
    air_support: F64  # (2,) share of air effort flown in close support, the rest interdicts
    decision: I64  # (9,) Decision
    landing_cell: I64  # (1,) where to land, -1 nowhere


def blank_orders(formations: int) -> Orders:
    """Return orders that tell nobody to do anything."""
    return Orders(
        posture=np.zeros(2, np.int64),
        goal=np.full(formations, -1, np.int64),
        attack=np.full(formations, -1, np.int64),
        yielding=np.zeros(formations, np.int64),
        embark=np.zeros(formations, np.int64),
        air_support=np.full(2, 0.5),
        decision=np.zeros(len(Decision), np.int64),
        landing_cell=np.full(1, -1, np.int64),
    )
