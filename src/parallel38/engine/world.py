"""The ground: everything that does not change while a war is fought.

Built by `scenario/ground.py` from `data/<scenario>/ground/`. Cells are pointy-top hexes of one
pitch in a metric projection; only land cells exist. Side 0 is the southern coalition, side 1
the northern one; the engine knows no other names.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SOUTH = 0
NORTH = 1
EDGES = 6  # neighbour order: E, NE, NW, W, SW, SE
FOOT = 0
MOTOR = 1

I8 = NDArray[np.int8]
I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F64 = NDArray[np.float64]


class Ground(NamedTuple):
    """Land cells (n) and the edges between them (n, 6)."""

    pitch_km: float  # distance between centres of neighbouring cells [km]
    neighbour: I32  # (n, 6) index of the neighbour, -1 sea or outside
    x_km: F64  # (n,) easting [km]
    y_km: F64  # (n,) northing [km]
    latitude: F64  # (n,) [degrees]
    longitude: F64  # (n,) [degrees]
    relief: F64  # (n,) ruggedness, 0 plain to 1 high mountain [1]
    region: I8  # (n,) climate region, index into Climate
    home: I8  # (n,) side that holds the cell before the war
    sanctuary: I8  # (n,) 1: beyond the frontier; side 0 may neither enter nor attack it
    coast: I8  # (n,) 1: has a sea edge
    road: I8  # (n, 6) 0 track, 1 road, 2 main road
    rail: I8  # (n, 6) 0 none, 1 single track, 2 double track
    river: I8  # (n, 6) 0 none, 1 river, 2 great river
    people: F64  # (n,) residents before the war [people]
    days_foot: F64  # (n, n) least marching time on foot, row = destination [day]
    days_motor: F64  # (n, n) the same for motorised columns [day]


class Sites(NamedTuple):
    """Ports, entry points, and the places whose holder is recorded and fought for."""

    port_cell: I32  # (p,)
    port_tonnes: F64  # (p,) discharge when open [t/day]
    port_tide_m: F64  # (p,) tidal range: landings wait for spring tides where it is large [m]
    port_lift: I8  # (p,) 1: troops can be landed over it from the sea
    gate_cell: I32  # (g,) supply and arrival points of side 1 on the frontier
    gate_tonnes: F64  # (g,) capacity of the crossing [t/day]
    gate_depot: I8  # (g,) 1: a store from before the war, gone for good once it is taken
    place_cell: I32  # (q,)
    place_value: F64  # (q,) weight as an objective, 0 none to 1 capital [1]


class Climate(NamedTuple):
    """Monthly normals by region (r) and month (12), January first."""

    temperature: F64  # (r, 12) monthly mean [degree C]
    minimum: F64  # (r, 12) mean daily minimum [degree C]
    rain_mm: F64  # (r, 12) [mm/month]
    snow_days: F64  # (r, 12) [day/month]


class Nations(NamedTuple):
    """What each nation (k) brings, by month of the war (m) where it changes."""

    side: I8  # (k,) 0 or 1
    arms: F64  # (k, m) weapons of a rifleman and his support, first-line infantry = 1 [1]
    recruits: F64  # (k, m) replacements that reach the theatre [men/day]
    schooling: F64  # (k, m) training that its replacements and new units bring, 0 to 1 [1]
    winter_kit: F64  # (k, m) protection against cold, 0 none to 1 full [1]
    wheels: F64  # (k, m) share of its supplies that trucks carry forward with the troops [1]
    air: F64  # (k, m) air effort over the peninsula, 1 = the greatest of the first year [1]
    antiair: F64  # (k, m) guns and fighters against it, 1 = a dense defence [1]
    stay: F64  # (k,) share of its prisoners that decline to go home [1]
    night: F64  # (k,) skill at night fighting and concealment, 0 to 1 [1]
    toll: F64  # (k,) casualties of its formations, first-line formations = 1 [1]
    carried: F64  # (k,) what its formations carry, of what an army on foot or wheels can [1]
    resident: I8  # (k,) 1: the theatre is its own country, its men cannot leave it
    arrives_by: I8  # (k,) 0 by calendar, 1 once its government has intervened


class World(NamedTuple):
    """Everything given and unchanging."""

    ground: Ground
    sites: Sites
    climate: Climate
    nations: Nations
    month: I8  # (d,) month of each day of the war, 0 January
    war_month: I32  # (d,) months since the war began, index into the nations' tables
    moon: F64  # (d,) age of the moon, 0 new, 0.5 full [1]
