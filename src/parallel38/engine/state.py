"""What changes while a war is fought: formations, cells, the two sides, politics, the ledger.

Only kernels of `engine/` write here, each the fields that its `Writes:` line names. Every array
is float64 or int64 (or a small integer that is never computed with), so that the same bits come
out with the compiler off.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from parallel38.engine.world import F64, I8, I64


class Status(IntEnum):
    """Where a formation is in its life."""

    AWAITED = 0  # not yet arrived
    FIELD = 1
    AFLOAT = 2  # at sea, in transit between ports or waiting to land
    BROKEN = 3  # destroyed as a formation; its men are accounted for in the ledger
    LEFT = 4  # withdrawn from the theatre


class Kind(IntEnum):
    """What a formation is."""

    INFANTRY = 0
    ARMOUR = 1
    ARTILLERY = 2
    ANTIAIRCRAFT = 3
    SECURITY = 4  # garrisons and line-of-communication troops


class Call(IntEnum):
    """What brings a formation into the theatre."""

    CALENDAR = 0  # arrive_day is a day of the war
    INTERVENTION = 1  # arrive_day counts from the intervention of its nation
    LANDING = 2  # afloat from arrive_day, waiting for a landing to be ordered


class Formations(NamedTuple):
    """Divisions, brigades and separate regiments (f).

    Packed row by row: what every phase asks about comes first, to share lines of the cache.
    """

    status: I8  # (f,) Status
    side: I8  # (f,)
    cell: I64  # (f,) where it is, -1 when not in the field
    men: I64  # (f,) present
    nation: I8  # (f,)
    motor: I8  # (f,) FOOT or MOTOR
    kind: I8  # (f,) Kind
    goal: I64  # (f,) standing order: the cell it was last told to march to, -1 none
    target: I64  # (f,) cell it attacks today, -1 none
    contact: I64  # (f,) consecutive days with an enemy formation in a neighbouring cell
    rest: I64  # (f,) consecutive days without
    cut_off: I64  # (f,) days without a supply path
    came_from: I64  # (f,) the cell it left last, -1 none
    cohesion: F64  # (f,) will and order, 0 rout to 1 fresh [1]
    stock: F64  # (f,) supplies on hand, in days of full combat [day]
    hidden: F64  # (f,) concealment, 0 seen to 1 unseen [1]
    training: F64  # (f,) 0 raw to 1 veteran, -1 as its nation's schools give on arrival [1]
    toe: I64  # (f,) authorised strength; replacements fill up to it [men]
    guns: F64  # (f,) artillery tubes
    tanks: F64  # (f,)
    toll: F64  # (f,) casualties it takes where a first-line formation takes one [1]
    march: F64  # (f,) marching time saved up towards the next cell [day]
    lost: I64  # (f,) men lost yesterday in battle and from the ranks, not to sickness
    sea_days: I64  # (f,) days until it is ashore again, while AFLOAT
    call: I8  # (f,) Call
    army: I8  # (f,) index of the army or corps it serves in
    arrive_day: I64  # (f,) see Call
    arrive_cell: I64  # (f,)
    leave_day: I64  # (f,) day it is withdrawn from the theatre, -1 never
    draft: I64  # (f,) men it arrives with


class Cells(NamedTuple):
    """The ground as the armies hold it (n)."""

    holder: I8  # (n,) side
    facing: I64  # (n,) neighbouring cells in the other side's hands
    since: I64  # (n,) day of the last change of holder
    pushed: F64  # (n,) how far the enemy of its holder has driven into it [km]
    struck: I64  # (n,) 1: attacked on the last day fought
    dug: F64  # (n,) field fortification, 0 none to 1 trench system [1]
    patrol: F64  # (n,) enemy patrols in an undefended cell, it changes hands at 1 [1]
    linked: I8  # (n,) 1: its holder can reach it by land from a source of supply
    tended: I64  # (n,) 1: some formation of its holder can reach it over own ground
    supply: F64  # (n,) share of full delivery that its holder gets here, 0 to 1 [1]
    people: F64  # (n,) civilians present


class Ways(NamedTuple):
    """The ways of supplies as the last search found them; the next begins there (`engine/ways.py`).

    They follow from who holds what: without them the next search only takes longer.
    """

    holder: I64  # (n,) who held the cell then, -1 nothing is known
    start: F64  # (n,) handicap of the source in the cell, very large without [km of main road]
    cost: F64  # (n,) least cost from the holder's sources, very large if none [km of main road]
    share: F64  # (n,) what arrives of a full delivery over land, 0 to 1 [1]
    roads: F64  # (5,) rates of hauling and reaches with which all that was found


class Might(NamedTuple):
    """What stands in every cell, by side (2, n) [men of full quality]."""

    power: F64  # combat power
    fire: F64  # firepower
    seen: F64  # strength as the other side sees it
    pull: F64  # how strongly objectives in enemy hands draw the side to the cell [1]


class Sides(NamedTuple):
    """The two coalitions (2)."""

    posture: I64  # (2,) Posture of today
    posture_days: I64  # (2,) days in that posture
    pulses: I64  # (2,) offensives begun
    alarm: F64  # (2,) shock that a command feels, fading day by day [1]
    surprise: F64  # (2,) surprise that its attacks still enjoy [1]
    belief: F64  # (2,) enemy strength that its command reckons with [men of full quality]
    blow: F64  # (2,) power of its attacks of the last day, as felt [men of full quality]
    braced: F64  # (2,) blow that its command is braced for [men of full quality]
    air: F64  # (2,) sorties flown today, in units of a full day of 1951 [1]
    interdiction: F64  # (2,) share of the other side's supplies destroyed on the way [1]
    strength: F64  # (2,) strength in the field [men of full quality]
    seen: F64  # (2,) the part of it that the other side sees, beyond the sanctuary
    held: I64  # (2,) cells held, the sanctuary left out
    home: I64  # (2,) cells of the pre-war area
    lost_home: I64  # (2,) cells of the pre-war area in enemy hands
    idle: I64  # (2,) days since it last took or lost ground
    objectives: I64  # (2,) who held the objectives when `Might.pull` was last drawn up


class Politics(NamedTuple):
    """Decisions of governments; days, -1 not yet (single-element arrays: kernels write them)."""

    called: I64  # (1,) day on which the intervening nation ordered its troops to make ready
    intervened: I64  # (1,) day on which it entered
    crossed: I64  # (1,) day on which side 0 was ordered over its old frontier
    landed: I64  # (1,) day of the first landing
    landing_cell: I64  # (1,)
    relieved: I64  # (1,) day on which side 0 changed its commander
    limited: I64  # (1,) day on which side 0 gave up marching to the frontier
    talks: I64  # (1,) day on which talks opened
    agreed: I64  # (1,) day on which the prisoner question was settled
    armistice: I64  # (1,) day on which the armistice took effect
    evacuated: I64  # (1,) day on which the first formation was taken off the enemy's coast
    nuclear: I64  # (1,) day on which a nuclear weapon was first used
    patron_lost: I64  # (1,) day on which side 1's patron changed its leader


class Sky(NamedTuple):
    """Today's weather by climate region (r)."""

    temperature: F64  # (r,) [degree C]
    snow: F64  # (r,) 1: snow lies
    flying: F64  # (r,) share of flying hours usable today [1]
    mud: F64  # (r,) share of marching time lost to rain and thaw [1]


class Stock(IntEnum):
    """Where a man who entered the war is today: one and only one of these."""

    PRESENT = 0
    POOL = 1  # replacement in a depot
    HOSPITAL = 2
    STRAGGLER = 3  # exfiltrating or lost from his unit, may come back
    AT_SEA = 4
    CAPTIVE = 5  # in an enemy camp
    KILLED = 6
    DIED_CAPTIVE = 7
    MISSING = 8  # never heard of again
    INVALID = 9  # wounded or sick, sent home for good
    LEFT = 10  # withdrawn with his formation
    REPATRIATED = 11
    STAYED = 12  # prisoner who declined to go home


class Flow(IntEnum):
    """Cumulative counts, by nation; these are the numbers that sources print."""

    ENTERED = 0
    KILLED = 1
    WOUNDED = 2
    CAPTURED = 3
    MISSING = 4
    SICK = 5  # non-battle, all causes
    FROZEN = 6  # the part of SICK that is cold injury
    RETURNED = 7
    REPLACED = 8
    DIED_CAPTIVE = 9
    REPATRIATED = 10
    STAYED = 11


class Ledger(NamedTuple):
    """Every man, by nation (k). Stocks sum to what entered, every day of every war."""

    stock: I64  # (k, 13) Stock
    flow: I64  # (k, 12) Flow
    back: I64  # (k, 2, 128) men due back by day, a ring: from hospital, from straggling


class Civilians(NamedTuple):
    """The people of the two sides' pre-war areas (2)."""

    dead: F64  # [people]
    displaced: F64  # refugees away from home [people]


class State(NamedTuple):
    """One war on one day; changed in place by the kernels.

    Tables are packed, one record array with columns by name, but for those that are gone through
    column by column: cells, might and the ledger (`engine/tables.py`).
    """

    formations: Formations
    cells: Cells
    ways: Ways
    might: Might
    sides: Sides
    politics: Politics
    sky: Sky
    ledger: Ledger
    civilians: Civilians
    day: I64  # (1,) the day about to be fought, 0 = first


def copy(state: State) -> State:
    """Return an independent copy of `state`."""
    parts: list[Any] = []
    for part in state:
        if isinstance(part, np.ndarray):
            parts.append(part.copy())
        else:
            columns: list[Any] = [column.copy() for column in part]
            parts.append(type(part)(*columns))
    return State(*parts)
