"""The rules of both headquarters asked hundreds of times over on one morning, in one compiled call.

`headquarters.py` says what is asked and what the answers mean; here stands only the asking, since
every call from Python into compiled code costs more than the rule that it asks. No rule of war
stands here: `command/posture.py` and `command/front.py` are called. The name of the compiler's
cache changes with the sources of those rooms; an edit in this file the compiler sees by itself.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from parallel38.command.front import Estimate, estimate
from parallel38.command.posture import north_posture, south_posture
from parallel38.engine._jit import array_kernel, kernel
from parallel38.engine.rates import Rates
from parallel38.engine.state import State
from parallel38.engine.tables import Theatre
from parallel38.engine.world import F64, I64, NORTH, SOUTH

CHANGES = ("more", "less", "fed", "starved")  # of one's own strength, of one's own supplies
HELD = ("alarm", "talks", "limited", "waited")  # what holds this morning, and may not


class Wishes(NamedTuple):
    """What both headquarters (2,) answer; a posture is a number of `Posture`."""

    before: I64  # (2,) posture until today
    best: I64  # (2,) wanted with the best of luck
    worst: I64  # (2,) wanted with the worst
    lucky: I64  # (2,) how many of the sorted draws give what the best gives
    own: F64  # (2,) own strength as believed
    enemy: F64  # (2,) the enemy's
    days: F64  # (2,) of supplies
    alarm: F64  # (2,)
    times: F64  # (2, 4) the change of each of CHANGES for which something else is wanted, 0 none
    other: I64  # (2, 4) what then is wanted
    but_for: I64  # (2, 4) wanted without each of HELD
    rules: I64  # (2, r) wanted with the rates of each row but the first


class Morning(NamedTuple):
    """What one headquarters is asked on, and with what luck."""

    side: int
    state: State
    world: Theatre
    rates: Rates
    own: Estimate  # what it believes
    south: Estimate  # what side 0 believes: side 1 knows what its enemy is promised
    key: int  # of luck
    day: int


def blank_wishes(rules: int) -> Wishes:
    """Return room for the answers, with so many sets of rates besides the war's own."""

    def numbers(*shape: int) -> I64:
        return np.zeros((2, *shape), np.int64)

    def reals(*shape: int) -> F64:
        return np.zeros((2, *shape))

    return Wishes(
        numbers(), numbers(), numbers(), numbers(), reals(), reals(), reals(), reals(),
        reals(len(CHANGES)), numbers(len(CHANGES)), numbers(len(HELD)), numbers(rules),
    )  # fmt: skip


@array_kernel
def ask(
    state: State,
    world: Theatre,
    rates: Sequence[Rates],
    keys: I64,
    farthest: F64,
    steps: int,
    day: int,
    told: Wishes,
) -> None:
    """Fill `told` with what both headquarters want on the morning of `state`, which stays as it is.

    `rates` has the war's own in its first row and, in each further one, those without a rule;
    `keys` (2, s) are keys of luck for a draw on `day`, the luckiest first; `farthest` (4,) is how
    many times strength and supplies are changed at most; `steps` how often the way is halved.
    """
    own = rates[0]
    for side in range(2):
        south = estimate(SOUTH, state, world, own)
        view = south if side == SOUTH else estimate(NORTH, state, world, own)
        told.before[side] = state.sides.posture[side]
        told.own[side], told.enemy[side], told.days[side] = view.own, view.enemy, view.days
        told.alarm[side] = state.sides.alarm[side]
        lucky = Morning(side, state, world, own, view, south, keys[side, 0], day)
        best = wanted(lucky, 1.0, 1.0)
        told.best[side] = best
        last = keys[side, keys.shape[1] - 1]
        told.worst[side] = wanted(
            Morning(side, state, world, own, view, south, last, day), 1.0, 1.0
        )
        low, high = 0, keys.shape[1]
        while low < high:
            at = (low + high) // 2
            key = keys[side, at]
            if wanted(Morning(side, state, world, own, view, south, key, day), 1.0, 1.0) == best:
                low = at + 1
            else:
                high = at
        told.lucky[side] = low
        for change in range(len(farthest)):
            told.times[side, change], told.other[side, change] = change_for(
                lucky, change, farthest[change], steps
            )
        for thing in range(told.but_for.shape[1]):
            told.but_for[side, thing] = without(lucky, thing)
        for rule in range(told.rules.shape[1]):
            changed = rates[rule + 1]
            south = estimate(SOUTH, state, world, changed)
            view = south if side == SOUTH else estimate(NORTH, state, world, changed)
            told.rules[side, rule] = wanted(
                Morning(side, state, world, changed, view, south, keys[side, 0], day), 1.0, 1.0
            )


@kernel
def wanted(morning: Morning, times: float, fed: float) -> int:
    """Return the posture wanted, were own strength and supplies so many times what they are."""
    own = morning.own
    mine = Estimate(
        own.own * times,
        own.enemy,
        own.stock * fed,
        own.days * fed,
        own.hidden,
        own.held,
        own.home,
        own.lost_home,
        own.coming,
        own.marching,
    )
    found = 0  # a number: the compiler takes a member of an enum for something else
    if morning.side == SOUTH:
        found = south_posture(morning.state, morning.world, morning.rates, mine)
    else:
        found = north_posture(
            morning.state, morning.rates, mine, morning.south, morning.key, morning.day
        )
    return found


@kernel
def change_for(morning: Morning, change: int, farthest: float, steps: int) -> tuple[float, int]:
    """Return the least change [times] for which something else is wanted, 0 if none, and what."""
    strength = change < 2  # the first two of CHANGES
    now = wanted(morning, 1.0, 1.0)
    near, far = 1.0, farthest
    found = now
    for step in range(steps + 1):
        at = far if step == 0 else (near * far) ** 0.5
        times, fed = (at, 1.0) if strength else (1.0, at)
        other = wanted(morning, times, fed)
        if other == now:
            if step == 0:
                return 0.0, now
            near = at
        else:
            far = at
            found = other
    return far, found


@kernel
def without(morning: Morning, thing: int) -> int:
    """Return what is wanted without one of HELD, and put it back."""
    side, sides, politics = morning.side, morning.state.sides, morning.state.politics
    alarm, waited = sides.alarm[side], sides.posture_days[side]
    talks, limited = politics.talks[0], politics.limited[0]
    if thing == 0:
        sides.alarm[side] = 0.0
    elif thing == 1:
        politics.talks[0] = -1
    elif thing == 2:
        politics.limited[0] = -1
    else:
        sides.posture_days[side] = 0
    found = wanted(morning, 1.0, 1.0)
    sides.alarm[side], sides.posture_days[side] = alarm, waited
    politics.talks[0], politics.limited[0] = talks, limited
    return found
