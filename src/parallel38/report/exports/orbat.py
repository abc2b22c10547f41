"""A war as a scenario of ORBAT Mapper, version 3.3.0: who was where on every day.

Form: `{id, type: "ORBAT-mapper", version, name, startTime, timeZone, symbologyStandard, sides:
[{id, name, standardIdentity, groups: [{id, name, subUnits: [unit]}]}], events, layerStack}`; a
unit has `state: [{id, t, location | status}]`, locations as [lon, lat].
"""

import uuid
from typing import Any

import numpy as np

from parallel38.engine.state import Kind
from parallel38.engine.world import MOTOR
from parallel38.ensemble.watch import watch
from parallel38.report.exports.campaign import Campaign

VERSION = "3.3.0"
IDENTITY = ("3", "6")  # friend, hostile: as the South drew its maps
TIME_ZONE = "Asia/Seoul"
HOUR = "T21:00:00+09:00"
KINDS = {
    Kind.INFANTRY: "121100", Kind.ARMOUR: "120500", Kind.ARTILLERY: "130300",
    Kind.ANTIAIRCRAFT: "130100", Kind.SECURITY: "140000",
}  # fmt: skip
MOTORISED = "04"  # second modifier of infantry on wheels
ECHELONS = ((15000, "21"), (3000, "18"), (1200, "17"), (0, "16"))  # men; division to battalion
SPACE = uuid.UUID("8f2f4a0e-38a5-5c1f-9d1e-038038038038")
GONE = "gone"  # status of a formation that is not on the map


def scenario(campaign: Campaign) -> dict[str, Any]:
    """Return the war as an ORBAT Mapper scenario."""
    opened = campaign.opened
    states = _states(campaign)
    sides = []
    for side, identity in enumerate(IDENTITY):
        groups = []
        for army, name in enumerate(opened.army_names):
            mine = [f for f in range(len(opened.formations))
                    if int(opened.state0.formations.army[f]) == army
                    and int(opened.state0.formations.side[f]) == side]  # fmt: skip
            units = [_unit(campaign, f, identity, states[f]) for f in mine if states[f]]
            if units:
                groups.append({"id": _id(campaign, f"army-{army}-{side}"), "name": name,
                               "subUnits": units})  # fmt: skip
        sides.append({"id": _id(campaign, f"side-{side}"), "name": _side_name(side),
                      "standardIdentity": identity, "groups": groups})  # fmt: skip
    return {
        "id": _id(campaign, "scenario"),
        "type": "ORBAT-mapper",
        "version": VERSION,
        "name": f"{opened.title}: war {campaign.war}",
        "description": f"A simulated war, not history. {campaign.plan.command()}",
        "startTime": f"{campaign.date(0)}{HOUR}",
        "timeZone": TIME_ZONE,
        "symbologyStandard": "app6",
        "sides": sides,
        "events": [
            {"id": _id(campaign, f"event-{number}"), "title": one.title, "subTitle": one.text,
             "startTime": f"{campaign.date(one.day)}{HOUR}"}
            for number, one in enumerate(campaign.happenings())
        ],
        "layerStack": [],
        "settings": {"rangeRingGroups": [], "statuses": [{"name": GONE}], "supplyClasses": [],
                     "supplyUoMs": []},
    }  # fmt: skip


def _side_name(side: int) -> str:
    return ("South", "North")[side]


def _states(campaign: Campaign) -> list[list[dict[str, Any]]]:
    """Return where each formation was, one state a day on which that changed."""
    ground = campaign.opened.world.ground
    count = len(campaign.opened.formations)
    states: list[list[dict[str, Any]]] = [[] for _ in range(count)]
    last = np.full(count, -1)
    for evening in watch(campaign.plan, campaign.war):
        now = np.where(evening.here, evening.cell, -1)
        for f in np.flatnonzero(now != last).tolist():
            state: dict[str, Any] = {
                "id": _id(campaign, f"state-{f}-{evening.day}"),
                "t": f"{campaign.date(evening.day)}{HOUR}",
            }
            cell = int(now[f])
            if cell >= 0:
                state["location"] = [round(float(ground.longitude[cell]), 4),
                                     round(float(ground.latitude[cell]), 4)]  # fmt: skip
                state["status"] = None
            else:
                state |= {"location": None, "status": GONE}
            states[f].append(state)
        last = now
    return states


def _unit(
    campaign: Campaign, f: int, identity: str, states: list[dict[str, Any]]
) -> dict[str, Any]:
    formations = campaign.opened.state0.formations
    men = int(formations.toe[f])
    echelon = next(digits for least, digits in ECHELONS if men >= least or least == 0)
    if formations.kind[f] == Kind.INFANTRY and men >= 5000:
        echelon = "21"
    motor = formations.motor[f] == MOTOR and formations.kind[f] == Kind.INFANTRY
    kind = KINDS[Kind(int(formations.kind[f]))]
    # version, context, identity, set, status, task force, echelon, entity, modifiers
    sidc = f"100{identity}1000{echelon}{kind}00{MOTORISED if motor else '00'}"
    return {
        "id": _id(campaign, f"formation-{campaign.opened.formations[f]}"),
        "name": campaign.opened.formation_names[f],
        "shortName": campaign.opened.formations[f],
        "sidc": sidc,
        "subUnits": [],
        "state": states,
    }


def _id(campaign: Campaign, name: str) -> str:
    return str(uuid.uuid5(SPACE, f"{campaign.plan!r} {campaign.war} {name}"))
