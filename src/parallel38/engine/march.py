"""Rates of marching: how fast foot and motor columns cross the ground when nobody shoots."""

from typing import Annotated, NamedTuple


class March(NamedTuple):
    """Marching rates: days for an edge = pitch / rate x (1 + relief_slows x relief) + crossing."""

    foot_main: Annotated[float, "km/day", (5.0, 60.0)]
    foot_road: Annotated[float, "km/day", (5.0, 60.0)]
    foot_track: Annotated[float, "km/day", (2.0, 40.0)]
    motor_main: Annotated[float, "km/day", (10.0, 300.0)]
    motor_road: Annotated[float, "km/day", (5.0, 250.0)]
    motor_track: Annotated[float, "km/day", (1.0, 100.0)]
    relief_slows_foot: Annotated[float, "1", (0.0, 5.0)]
    relief_slows_motor: Annotated[float, "1", (0.0, 10.0)]
    river_days: Annotated[float, "day", (0.0, 3.0)]
    great_river_days: Annotated[float, "day", (0.0, 6.0)]
    bridge_saves: Annotated[float, "1", (0.0, 1.0)]
