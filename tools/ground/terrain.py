"""Height, ruggedness, climate region and residents of each cell."""

import numpy as np
from itur.models.itu1511 import topographic_altitude

from .hexes import Cell, Grid, Key
from .outlines import to_lon_lat

SAMPLE_KM = 2.0  # spacing of the points at which the height is read
SURROUND = 0.72  # radius of the circle read for ruggedness, in pitches
RANGE_OF_HIGH_MOUNTAIN = 750.0  # range (5 to 95 %) within the circle that counts as 1 [m]
HEIGHT_OF_HIGH_MOUNTAIN = 1500.0  # mean height that counts as 1 [m]
HEIGHT_SHARE = 0.25  # weight of height against range: high plateaus are trackless too


def heights(x_km: np.ndarray, y_km: np.ndarray) -> np.ndarray:
    """Return the height of the ground [m] at points [km], never below the sea."""
    lon, lat = to_lon_lat(x_km, y_km)
    return np.maximum(0.0, topographic_altitude(lat, lon).to_value("m"))


def add_heights(grid: Grid, cells: dict[Key, Cell]) -> None:
    """Set elevation [m] and relief [1] of every cell.

    relief = (1 - w) range / range_1 + w height / height_1, cut to 0..1, with the 5-95 % range of
    heights within 0.72 pitches of the centre.
    """
    reach = SURROUND * grid.pitch_km
    line = np.arange(-reach, reach + 1e-9, SAMPLE_KM)
    dx, dy = (a.ravel() for a in np.meshgrid(line, line))
    inside = np.hypot(dx, dy) <= reach
    dx, dy = dx[inside], dy[inside]
    near = np.hypot(dx, dy) <= 0.525 * grid.pitch_km  # circle of the area of the hex
    x = np.array([c.x for c in cells.values()])[:, None] + dx
    y = np.array([c.y for c in cells.values()])[:, None] + dy
    height = heights(x.ravel(), y.ravel()).reshape(x.shape)
    for cell, h in zip(cells.values(), height, strict=True):
        low, high = np.percentile(h, [5.0, 95.0])
        cell.elevation = float(h[near].mean())
        rugged = (1.0 - HEIGHT_SHARE) * (high - low) / RANGE_OF_HIGH_MOUNTAIN
        rugged += HEIGHT_SHARE * cell.elevation / HEIGHT_OF_HIGH_MOUNTAIN
        cell.relief = float(np.clip(rugged, 0.0, 1.0))


def climate_region(latitude: float, elevation: float) -> str:
    """Return the region of the climate table that a cell belongs to (rule in RECIPE.md)."""
    if latitude < 36.6:
        return "south"
    if latitude < 38.9:
        return "central"
    return "north_mountain" if elevation >= 350.0 else "north_west"


def add_people(
    cells: dict[Key, Cell],
    province_of: dict[Key, str],
    census: dict[str, float],
    towns: list[tuple[Key, float]],
) -> None:
    """Spread each province's residents over its cells.

    Listed towns keep their own people in their cell; the rest is spread by the weight
    land share x exp(-elevation / 250 m) x (1 - 0.7 relief), then scaled to the census.
    """
    for key, people in towns:
        cells[key].people += people
    for province, total in census.items():
        members = [k for k, p in province_of.items() if p == province]
        in_towns = sum(cells[k].people for k in members)
        weight = {
            k: cells[k].share * np.exp(-cells[k].elevation / 250.0) * (1.0 - 0.7 * cells[k].relief)
            for k in members
        }
        rest = (total - in_towns) / sum(weight.values())
        if rest < 0.0:
            raise ValueError(f"census.csv: the towns of {province} hold more people than it has")
        for k in members:
            cells[k].people += rest * weight[k]
