"""Every number a historian could argue about, by the phase that uses it.

Each field is `Annotated[float, unit, (low, high)]`: its unit and the hard range outside which it
makes no sense. Values, plausible ranges and the claims they rest on live in
`data/<scenario>/rates/*.yaml`; `scenario/rates.py` brings the two together.
"""

from typing import Annotated, NamedTuple

from parallel38.engine.march import March

Share = Annotated[float, "1", (0.0, 1.0)]
Factor = Annotated[float, "1", (0.0, 20.0)]
Switch = Annotated[float, "1", (0.0, 1.0)]
Days = Annotated[float, "day", (0.0, 2000.0)]
Wait = Annotated[float, "day", (0.0, 120.0)]  # the ledger looks no further ahead
PerDay = Annotated[float, "1/day", (0.0, 5.0)]
Km = Annotated[float, "km", (0.0, 5000.0)]
Celsius = Annotated[float, "degree C", (-60.0, 50.0)]
Men = Annotated[float, "men", (0.0, 2000000.0)]
MenPerDay = Annotated[float, "men/day", (0.0, 100000.0)]


class Weather(NamedTuple):
    """Season and day: phase `weather`."""

    spell_days: Days  # length of a spell of like weather
    swing: Annotated[float, "degree C", (0.0, 20.0)]  # standard deviation of a spell
    rain_per_wet_day: Annotated[float, "mm", (1.0, 100.0)]  # turns monthly rain into wet days
    grounded: Share  # share of flying lost on a wet or snowy day
    mud: Share  # share of marching lost on a wet day
    freeze: Celsius  # mean temperature below which rivers carry men


class Arrive(NamedTuple):
    """Arrivals, replacements, rebuilding: phase `arrive`."""

    refill: PerDay  # share of a formation's gap filled a day while men last
    hospital_days: Wait  # from wound to depot
    wounded_back: Share  # share of wounded that return to duty
    wounded_back_north: Share  # the same in armies with little evacuation
    straggler_days: Wait  # from loss to depot for men who find their way back
    rebuild_days: Days  # a broken formation is raised anew after this, if its nation has men
    rebuild_share: Share  # share of its authorised strength that must wait in the depot


class Sight(NamedTuple):
    """Concealment and surprise: phase `sight`."""

    hide: PerDay  # concealment gained a day out of contact by night-marching troops
    reveal: PerDay  # concealment lost a day in combat
    opening: Factor  # combat bonus of the side that opens the war
    opening_days: Days  # fading of that bonus
    ambush: Factor  # combat bonus of wholly hidden attackers, as an addition to 1
    wary: Factor  # how fast the other side learns: bonus / (1 + wary x offensives seen)
    usual: Share  # new enemies a day, as a share of the own strength, that startle nobody
    memory_days: Days  # how long a command reckons with an enemy that it no longer sees
    alarm_days: Days  # fading of a command's alarm
    cut_off: Factor  # alarm a day per share of its men that is cut off
    shock: Factor  # alarm per share of its men lost in a day
    fear: Factor  # how much alarm swells the enemy in a command's eyes: x (1 + fear alarm)
    seen_share: Share  # share of hidden men that air and patrols see after all


class Supply(NamedTuple):
    """From ports and frontier to the stocks of formations: phase `supply`."""

    rail: Factor  # cost of a kilometre by rail, main road = 1
    road: Factor  # by secondary road
    track: Factor  # by track and porter
    reach_south: Km  # distance over which side 0's deliveries fall by e
    reach_north: Km
    exposed: Factor  # how much faster deliveries fall with distance under all-out interdiction
    afoot: Factor  # how much longer the way is for side 1's supplies that no truck carries
    gain_north: Factor  # growth of side 1's lift a year: trucks, rail repair, dumps
    lift_north: Men  # men whom side 1's transport of 1950 can supply in full at `haul`
    haul: Km  # way that the lift is reckoned for: twice as far, half as many men
    small_port: Annotated[float, "km t/day", (0.0, 1000000.0)]  # handicap of small sources
    delivery: Factor  # best daily delivery, in days of full combat
    carried_foot: Days  # what a foot army carries and dumps forward
    carried_motor: Days
    use_attack: Factor  # days of supply used a day in attack
    use_march: Factor  # by those who go forward in an offensive without fighting
    use_defence: Factor
    use_quiet: Factor
    in_reach: Days  # days out of contact within which a formation counts as part of an offensive
    forward: Share  # share of deliveries that reaches side 1's troops while they advance
    forage: Factor  # days of supply a day that an army on foot finds in the country
    fire_need: Days  # stock below which guns begin to be rationed
    opening_ports: Days  # from the capture of a port or depot to full use
    sea_share: Share  # supply at a coastal pocket that ships can reach
    flood_every: Days  # days between new floods while control changes


class Air(NamedTuple):
    """Sorties and what they do: phase `air`."""

    close: Men  # firepower of all-out close support
    interdiction: Share  # share of deliveries destroyed by an all-out effort
    effort_scale: Factor  # effort at which interdiction reaches 63 % of its most
    antiaircraft: Factor  # how much guns and fighters blunt it
    night: Share  # share of guns' and aircraft's fire that wholly night-trained attackers escape


class Combat(NamedTuple):
    """Strength, losses, ground: phase `combat`."""

    gun: Men  # a tube's fire, in riflemen
    tank: Men  # a tank's fire, in riflemen
    will: Share  # share of power that cohesion cannot take away
    hunger: Share  # share of power left without supplies
    green: Share  # share of power left without training
    fire_attack: Share  # fire's weight in the attacker's odds
    fire_defence: Share
    terrain: Factor  # defender's gain in the highest relief
    city: Factor  # defender's gain in a capital's streets
    works: Factor  # defender's gain in a full trench system
    river: Factor  # defender's gain behind a great river
    noise: Factor  # standard deviation of the logarithm of the odds
    stall: Factor  # odds below which no ground is gained
    sweep: Factor  # odds at which the advance is as fast as the march
    pace: Annotated[float, "km/day", (0.0, 60.0)]  # advance against resistance at sweep odds
    pace_motor: Annotated[float, "km/day", (0.0, 90.0)]
    slow: Share  # share of pace lost in the highest relief
    loss: PerDay  # loss coefficient of the mixed law
    exposed: Factor  # attackers lose more than defenders
    shelter: Share  # share of losses that full works spare
    shelter_relief: Share
    yield_spares: Share  # share of losses spared by giving ground
    dead: Share  # killed among killed and wounded
    dead_north: Share  # the same where there is little evacuation
    taken: Share  # prisoners and missing lost when a cell falls, of men present
    taken_rout: Share  # the same of men in rout
    break_out: Share  # men lost when a formation breaks out of a ring
    rout: Share  # cohesion below which a formation runs
    floor: Share  # daily losses are never more than this share of men present
    loss_quiet: PerDay  # patrols, shelling and mines, both sides in contact
    nuclear_men: Share  # of the troops in a cell struck by a nuclear weapon lost
    hold_on: Share  # share of ground driven into a cell that is kept on a day without attack
    pursuit: Factor  # odds at which all victors go on, wheels first


class Surrender(NamedTuple):
    """Men cut off: phase `surrender`."""

    grace: Days  # days cut off before a formation begins to come apart
    melt: PerDay  # share of a cut-off formation's men that leave it a day
    slip_days: Days  # march within which a surrounded formation fights through to its own lines
    escape_days: Days  # survival of those who make for their own lines: exp(-march / this)
    captive_share: Share  # of those who do not get through: taken, the rest missing or dead
    last: Share  # share of authorised strength at which a cut-off formation gives up
    holdout: Days  # days cut off after which a formation breaks out
    hungry: PerDay  # cohesion lost a day cut off
    starve: PerDay  # cohesion lost a day in retreat on empty stocks
    leaflets: Factor  # how much appeals to surrender raise captures among the hungry
    death_in_camp: PerDay  # death rate of prisoners of side 0 in side 1's first winter camps
    camps_better: Days  # day of the war from which side 1 feeds its prisoners
    camps_later: Share  # death rate after that day, as a share of the rate before
    death_in_camp_south: PerDay  # of prisoners of side 1 in side 0's camps


class Move(NamedTuple):
    """March, occupation, sea: phase `move`."""

    patrol: PerDay  # empty cells beside an enemy formation change hands at this rate
    mud_on_foot: Share  # share of what mud takes from wheels that it takes from men on foot
    presence: Factor  # cells over which a formation's presence is felt in empty land
    objective: Share  # places of at least this value are fought for as objectives
    draw_days: Days  # marching time over which an objective's pull falls to half
    bypass: Factor  # odds at which a column passes by whoever stands beside its road
    covered: Factor  # columns sent to an objective or near it, from which on no reserve goes there
    town: Share  # places of this value are not taken in by patrols while defended nearby
    garrison: Share  # in places worth more than this near the front somebody always stays
    abandoned: PerDay  # empty cells of the enemy's country behind an army in retreat return
    guard: Factor  # cells over which an army in retreat still holds such land
    mop_up: PerDay  # empty cells cut off from their holder change hands at this rate
    detour: Days  # how far out of its way a march may go
    lift: MenPerDay  # men that side 0 can embark a day
    sea_days: Days  # from embarkation to being ready ashore


class Morale(NamedTuple):
    """Cohesion, training, cold: phase `morale`."""

    regain: PerDay  # of lost cohesion, out of contact and supplied
    wear: Factor  # cohesion lost per share of men lost
    retreat: Share  # cohesion lost with a cell
    victory: Share  # cohesion gained with a cell
    in_line: Share  # share of that recovery in contact with the enemy
    fit: Share  # cohesion up to which a formation out of the line is left to rest
    learn: PerDay  # training gained in the field towards the veteran level
    veteran: Share  # how much of what its schools leave open a veteran formation learns
    sick: PerDay  # sickness
    sick_back: Share  # share of the sick that return
    cold: PerDay  # cold injuries a day at 20 degrees below the onset without winter kit
    onset: Celsius


class Dig(NamedTuple):
    """Field works: phase `dig`."""

    pace: PerDay
    hasty: Share  # works of a mobile war
    growth: PerDay  # growth of the limit while a front stands still
    decay: PerDay  # empty works


class Civil(NamedTuple):
    """Civilians: phase `civil`."""

    flee: Share  # share of residents that flee when their cell changes hands
    front_dead: PerDay  # residents killed in cells under attack
    passage_dead: Share  # of residents when a cell changes hands
    rear_dead: PerDay  # bombing, reprisals, hunger, per head of all civilians
    nuclear_people: Share  # of the residents of a cell struck by a nuclear weapon dead
    home: PerDay  # refugees that go home behind a quiet front


class South(NamedTuple):
    """How side 0's command judges: rooms `command/`."""

    staff_days: Days  # a headquarters shares out its formations anew after so many days
    cover: Men  # power wanted in every front cell
    threat: Factor  # power wanted per enemy power facing it
    attack_odds: Factor  # estimate at which a general attack is ordered
    limited_odds: Factor  # estimate at which a methodical advance is ordered
    local_odds: Factor  # odds a formation wants before it attacks
    withdraw_alarm: Factor  # alarm at which the command breaks contact
    stand_alarm: Share  # of that alarm, at which it stands again
    startle: Factor  # alarm when an enemy as strong as the own side comes out of nowhere
    calm: Factor  # alarm above which no attack is ordered
    sure: Factor  # odds, over those wanted, at which even a shaken command attacks
    withdraw_odds: Factor  # estimate below which alarm leads to withdrawal
    grip: Days  # a new commander needs so long to stop a retreat that nobody presses
    break_away: Days  # days' march on foot behind the front at which a retreat waits
    come_up: Days  # days' march behind the front from which those who are fit come up again
    stand_odds: Factor  # odds, fear apart, at which it stands once nobody presses it
    regain_odds: Factor  # improvement of that estimate at which it stands again
    retire_odds: Factor  # enemy-to-own strength at which a front cell is given up
    cornered: Share  # share of its pre-war area lost, above which it has nowhere left to go
    delay_cohesion: Share  # cohesion below which a formation driven back does not stop to fight
    delay_odds: Factor  # enemy strength facing it, over its own, at which it goes back at once
    delay_help: Factor  # help on its way, over its own strength, that makes it fight for time
    bounds: Switch  # 1: a new commander goes back by bounds only
    last_stand: Days  # marching days from the base within which nobody retires
    outlook: Days  # how far ahead reinforcements count before a retreat is ordered
    patience: Days  # waiting that halves the odds wanted
    stock_wanted: Share  # mean stock before an attack
    flank: Factor  # neighbours in enemy hands that make a cell untenable
    far: Days  # marching time beyond which nobody is sent to fill a gap
    crowd: Factor  # most strength asked for in one front cell, as a multiple of an even share
    delay_days: Days  # days in contact after which a formation under too much pressure falls back
    concentration: Factor  # weight of the strongest objective in an attack
    persist: Factor  # share of the odds wanted at which an attack under way is broken off
    under_attack: Factor  # caution while the enemy's offensive lasts
    stop_margin: Factor  # ground beyond the old frontier that a limited war aims at
    wait_for_landing: Switch  # the perimeter attacks together with the landing
    tired_of_waiting: Factor  # excess over the odds wanted at which it attacks without a landing
    hold_towns: Factor  # how much more strength is wanted where a capital is to be held
    reserve_men: Share  # strength below which a formation is pulled out to refit


class North(NamedTuple):
    """How side 1's command judges: rooms `command/`."""

    staff_days: Days
    cover: Men
    threat: Factor
    pulse_odds: Factor  # own power over what it sees before a pulse is begun
    local_odds: Factor
    pulse_stock: Share  # stock at which a pulse is begun
    ease: Factor  # by how much good odds may divide the stock wanted before a blow
    persist: Share  # share of the odds wanted below which an offensive is broken off
    lie_low: Factor  # reinforcements on the way, as a share of its own, for which it hides
    haste: Factor  # how much the enemy's reinforcements on their way hurry an offensive
    outlook: Days  # how far ahead it counts on its own reinforcements
    gather: Factor  # how much the own reinforcements on their way put it off
    in_place: Days  # march from where a formation belongs that counts as still to come up
    end_stock: Days  # mean stock at which a pulse dies
    pulse_hazard: PerDay  # readiness to begin once the conditions hold
    concentration: Factor  # weight of the chosen sector in a pulse
    retire_odds: Factor
    startle: Factor
    withdraw_alarm: Factor
    withdraw_odds: Factor
    stand_alarm: Share
    patience: Days
    hold_towns: Factor
    reserve_men: Share
    flank: Factor
    far: Days
    crowd: Factor
    delay_days: Days


class Landing(NamedTuple):
    """Amphibious operations of side 0."""

    allowed: Switch
    linkup_days: Days  # willingness to be alone: exp(-link-up / this)
    garrison: Men  # garrison that halves a port's worth
    resolve: Factor  # share of the odds wanted with which all attack to join a force ashore
    prize_days: Days  # march from the port within which an objective counts
    hazard: PerDay  # once conditions hold
    tide_m: Annotated[float, "m", (0.0, 12.0)]  # range above which spring tides are needed
    tide_window: Share  # half-width of a spring-tide window in lunations
    odds: Factor  # own strength over the enemy's above which the front counts as held
    worth: Men  # men to be cut off that make a landing worth while
    beyond: Switch  # 1: a landing may go beyond the frontier, which is then crossed
    evacuate: Switch
    assault_loss: Share  # of the landed men
    assault: Men  # put ashore on the first day
    unload: MenPerDay  # put ashore a day from then on


class Government(NamedTuple):
    """Decisions of state: hazards and conditions."""

    cross_hazard: PerDay  # side 0 orders the frontier crossed, once its army stands there
    cross_cells: Factor  # cells along the frontier that its army must have reached
    halt_north: Annotated[float, "degrees", (30.0, 90.0)]  # latitude that side 0 may not pass
    stop_line: Switch  # 1: side 0 never crosses
    intervene_hazard: PerDay  # when just provoked; in proportion to what is lost
    intervene_at: Share  # share of side 1's home area lost that provokes
    ready_days: Days  # from that order until its troops cross the frontier
    intervention: Switch
    relief_hazard: PerDay  # the commander of side 0 who has lost all he won is replaced
    relief_margin: Share  # that is, no more than this is held above its home
    quarrel: PerDay  # the same by a quarrel, once the war is limited
    limited_hazard: PerDay  # side 0 gives up the frontier as its aim, after such a retreat
    limited_war: Switch
    talk_hazard: PerDay  # once both sides have failed to decide
    talk_static: Days  # days since side 1's last offensive before talks
    talk_pulses: Factor  # offensives of side 1 that must have failed to decide
    talk_margin: Share  # how near the old frontier the front must be, as a share of home area
    agree_hazard: PerDay  # the prisoner question is settled
    agree_ease: Factor  # after the change of leadership in side 1's patron
    patron_dies: Days  # day of that change
    nuclear_hazard: PerDay  # side 0, in retreat after the intervention, uses a nuclear weapon
    sign_hazard: PerDay  # once nothing is left to settle
    local_hazard: PerDay  # limited attack of either side during talks
    local_days: Days  # length of a limited attack
    local_men: Men  # men sent into it; one formation goes at least


class Rates(NamedTuple):
    """All groups."""

    march: March
    weather: Weather
    arrive: Arrive
    sight: Sight
    supply: Supply
    air: Air
    combat: Combat
    surrender: Surrender
    move: Move
    morale: Morale
    dig: Dig
    civil: Civil
    south: South
    north: North
    landing: Landing
    government: Government
