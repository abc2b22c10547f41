"""What each headquarters wants today: hold, attack, advance by steps, withdraw, recover.

Every condition is an estimate, a stock or a fading alarm; none is a date.
"""

from parallel38.command.front import Estimate
from parallel38.engine._jit import kernel
from parallel38.engine.combat import unseen
from parallel38.engine.draws import Stream, uniform
from parallel38.engine.orders import Posture
from parallel38.engine.rates import Rates
from parallel38.engine.state import Call, State, Status
from parallel38.engine.tables import Theatre
from parallel38.engine.world import NORTH, SOUTH


@kernel
def landing_pending(state: State, rates: Rates) -> bool:
    """Tell whether a landing force waits at sea or is on its way there."""
    if rates.landing.allowed < 0.5 or state.politics.landed[0] >= 0:
        return False
    formations = state.formations
    for f in range(len(formations.men)):
        if formations.call[f] == Call.LANDING and formations.status[f] <= Status.AFLOAT:
            if formations.status[f] != Status.FIELD:
                return True
    return False


@kernel
def haste(rates: Rates, other: Estimate) -> float:
    """Return how much worse odds side 1 takes for what its enemy is sent: it is now or never."""
    return float(1.0 + rates.north.haste * other.coming / other.own)


@kernel
def bonus(state: State, rates: Rates, view: Estimate, other: Estimate) -> float:
    """Return how much worse odds side 1 takes than bare strength allows: for haste, and because
    whoever is not seen strikes harder."""
    return float(haste(rates, other) * unseen(NORTH, view.hidden, state, rates))


@kernel
def delays(state: State, rates: Rates, view: Estimate) -> bool:
    """Tell whether side 0, driven back, fights for time: help is on its way, or a new commander
    goes back only by bounds."""
    bounds = rates.south.bounds > 0.5 and state.politics.relieved[0] >= 0
    return bool(bounds or view.coming > rates.south.delay_help * view.own)


@kernel
def hides(state: State, rates: Rates, view: Estimate, posture: int) -> bool:
    """Tell whether side 1 keeps out of sight: it waits for troops on the march."""
    waits = posture == Posture.RECOVER and state.politics.talks[0] < 0
    return bool(waits and view.coming > rates.north.lie_low * view.own)


@kernel
def south_posture(state: State, world: Theatre, rates: Rates, view: Estimate) -> int:
    """Return the posture of side 0.

    It withdraws when it is pressed, alarm is high and the estimate low, and stands when alarm has
    faded, the estimate is good again, or nobody presses it and what is known of the enemy, fear
    apart, is no match. It attacks when the estimate is good, odds wanted halving with every
    `patience` days of idleness and lower while a force ashore has to be joined.
    """
    s = rates.south
    sides, politics = state.sides, state.politics
    now = sides.posture[SOUTH]
    alarm = sides.alarm[SOUTH]
    feared = view.enemy * (1.0 + rates.sight.fear * alarm)
    ratio = view.own / feared
    hope = (view.own + view.coming) / feared
    pressed = sides.blow[NORTH] > rates.sight.usual * sides.strength[SOUTH]
    new = politics.relieved[0]
    steady = s.bounds > 0.5 and new >= 0 and state.day[0] - new >= int(s.grip)
    clear = not pressed and (steady or view.own > s.stand_odds * view.enemy)
    if politics.talks[0] >= 0:
        return Posture.HOLD  # the line is what is bargained for
    ashore = state.day[0] - politics.landed[0]
    joins = politics.landed[0] >= 0 and ashore < int(rates.landing.linkup_days)
    if joins or view.lost_home > s.cornered:  # a force ashore to be joined, or nowhere left to go
        now = Posture.HOLD if now == Posture.WITHDRAW else now
    elif now == Posture.WITHDRAW:
        calmed = alarm < s.stand_alarm * s.withdraw_alarm
        if calmed or clear or hope > s.withdraw_odds * s.regain_odds:
            return Posture.HOLD
        return Posture.WITHDRAW
    elif pressed and alarm > s.withdraw_alarm and hope < s.withdraw_odds:
        return Posture.WITHDRAW
    waiting = s.wait_for_landing > 0.5 and landing_pending(state, rates)
    if waiting and ratio < s.attack_odds * s.tired_of_waiting:
        return Posture.HOLD
    entered = politics.intervened[0] >= 0 and state.sides.pulses[NORTH] > 1
    if politics.limited[0] >= 0 and view.held > view.home * (1.0 + s.stop_margin):
        return Posture.HOLD
    careful = entered and (politics.relieved[0] >= 0 or politics.limited[0] >= 0)
    wanted = s.limited_odds if careful else s.attack_odds
    wait = float(sides.posture_days[SOUTH]) / s.patience if now == Posture.HOLD else 0.0
    wanted = wanted / (1.0 + wait)
    if joins:
        wanted *= rates.landing.resolve
    elif alarm > s.calm and ratio < wanted * s.sure:
        return Posture.HOLD  # a shaken command does not attack, unless the odds are overwhelming
    stock_wanted = s.stock_wanted
    if now == Posture.ATTACK or now == Posture.LIMITED:
        wanted = wanted * s.persist
        stock_wanted = stock_wanted * s.persist
    if sides.posture[NORTH] == Posture.ATTACK and entered:
        # while the enemy's blow falls, wait until he has spent himself
        wanted = wanted * s.under_attack
    if ratio > wanted and view.stock > stock_wanted:
        return Posture.LIMITED if careful else Posture.ATTACK
    return Posture.HOLD


@kernel
def north_posture(
    state: State, rates: Rates, view: Estimate, other: Estimate, seed: int, day: int
) -> int:
    """Return the posture of side 1; `other` is the enemy's estimate, for what he is promised.

    An offensive (pulse) lives on carried stocks: it dies when they are spent, or is broken off when
    surprise is spent and the odds are bad; the next one begins when stocks are rebuilt and the
    odds, as seen, are good enough.
    """
    r = rates.north
    sides, politics = state.sides, state.politics
    now = sides.posture[NORTH]
    ratio = view.own / view.enemy
    hurry = haste(rates, other)
    alarm = sides.alarm[NORTH]
    if now == Posture.WITHDRAW:
        fresh = politics.intervened[0] >= 0 and ratio > r.withdraw_odds
        if fresh or alarm < r.stand_alarm * r.withdraw_alarm:
            return Posture.RECOVER
        return Posture.WITHDRAW
    if alarm > r.withdraw_alarm and ratio * hurry < r.withdraw_odds:
        return Posture.WITHDRAW
    edge = max(1.0, min(r.ease, ratio * hurry / r.pulse_odds))
    promise = ratio * bonus(state, rates, view, other) / r.pulse_odds
    if now == Posture.ATTACK:
        spent = view.days * edge < r.end_stock or promise < r.persist
        return Posture.RECOVER if spent else Posture.ATTACK
    if politics.talks[0] >= 0:
        return Posture.RECOVER
    # the better the odds, the less has to be stored up before the blow; surprise feeds nobody
    wait = float(sides.posture_days[NORTH]) / r.patience
    rested = view.days * edge > r.end_stock + 1.0
    stored = view.stock * edge > r.pulse_stock
    # who is on his way, to the country or in it, makes the blow worth waiting for; an enemy who
    # comes on does not wait
    late = (view.coming + view.marching) / view.own
    if sides.posture[SOUTH] == Posture.ATTACK:
        late = 0.0
    ready = rested and stored and promise * (1.0 + wait) > 1.0 + r.gather * late
    if ready and uniform(seed, Stream.POSTURE, day, NORTH) < r.pulse_hazard:
        return Posture.ATTACK
    return Posture.RECOVER
