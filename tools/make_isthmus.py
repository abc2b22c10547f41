"""Make data/isthmus/ground/: a fictional peninsula of 41 cells, small enough to reckon by hand.

Nine rows of five and four cells, row 0 in the south. Rows 0 to 3 are southern, 4 to 7 northern,
row 8 lies beyond the frontier. A main road runs up the middle from the port to the gate; a great
river parts rows 2 and 3, a river rows 5 and 6; a ridge stands along the east.

    python tools/make_isthmus.py
"""

from math import sqrt
from pathlib import Path

from ground.hexes import STEPS
from ground.tables import CELL_HEADER, write

FOLDER = Path(__file__).resolve().parents[1] / "data" / "isthmus" / "ground"
PITCH = 16.0  # km
ROWS = 9
FIRST_NORTHERN, FRONTIER = 4, 8
DEGREE = 111.0  # km, near enough for a country that does not exist

ROAD = [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 2), (6, 2), (7, 2), (8, 2)]  # row, column
PLACES = {
    "southport": (0, 2),
    "eastport": (1, 3),
    "meridia": (3, 2),
    "ferry": (2, 2),
    "ridgetown": (4, 4),
    "westmarket": (4, 0),
    "borealia": (6, 2),
    "gatehouse": (8, 2),
}
VALUES = {"southport": 1.0, "eastport": 0.3, "meridia": 1.0, "ferry": 0.3, "ridgetown": 0.1,
          "westmarket": 0.2, "borealia": 1.0, "gatehouse": 0.0}  # fmt: skip
TOWNS = {"southport": 90_000, "meridia": 190_000, "borealia": 140_000}
MONTHLY = [  # temperature, minimum [degree C], rain [mm], days of snow
    (-6, -12, 20, 8), (-3, -9, 25, 6), (3, -2, 40, 3), (11, 5, 60, 0), (17, 11, 90, 0),
    (21, 16, 140, 0), (24, 20, 300, 0), (25, 20, 250, 0), (20, 14, 120, 0), (13, 7, 50, 0),
    (5, 0, 45, 3), (-3, -8, 25, 7),
]  # fmt: skip


def width(row: int) -> int:
    """Return how many cells a row has."""
    return 5 if row % 2 == 0 else 4


def relief(row: int, column: int) -> float:
    """Return the ruggedness: plain in the west, hills in the middle, a ridge in the east."""
    if (row, column) in ROAD:
        return 0.1
    return (0.1, 0.2, 0.3, 0.5, 0.9)[column + (width(row) == 4)]


def river(low: int, high: int) -> int:
    """Return the class of the river between two rows."""
    return {(2, 3): 2, (5, 6): 1}.get((low, high), 0)


def main() -> None:
    """Write every table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    spots = [(row, column) for row in reversed(range(ROWS)) for column in range(width(row))]
    number = {spot: i for i, spot in enumerate(spots)}
    key = {(row, column): (column - row // 2, row) for row, column in spots}
    spot_at = {k: spot for spot, k in key.items()}
    town = {PLACES[name]: people for name, people in TOWNS.items()}
    cells, edges = [], []
    for spot in spots:
        row = spot[0]
        q, r = key[spot]
        x, y = PITCH * (q + r / 2.0), PITCH * sqrt(3.0) / 2.0 * r
        north = [spot_at.get((q + dq, r + dr)) for dq, dr in STEPS[:3]]
        touching = sum((q + dq, r + dr) in spot_at for dq, dr in STEPS)
        abroad = int(row == FRONTIER)
        cells.append((
            number[spot], q, r, f"{x:.2f}", f"{y:.2f}", f"{38 + (y - 48.5) / DEGREE:.4f}",
            f"{20 + x / DEGREE:.4f}", round(1000 * relief(*spot)), relief(*spot), "isthmus",
            "south" if row < FIRST_NORTHERN else "north", abroad,
            int(touching < 6 and not abroad), 0 if abroad else 10_000 + town.get(spot, 0),
        ))  # fmt: skip
        for other in filter(None, north):
            on_road = spot in ROAD and other in ROAD
            a, b = sorted((number[spot], number[other]))
            edges.append((a, b, 2 * on_road, int(on_road), river(row, other[0])))
    write(FOLDER / "cells.csv", CELL_HEADER, cells)
    write(FOLDER / "edges.csv", ("a", "b", "road", "rail", "river"), sorted(edges))
    at = {name: number[spot] for name, spot in PLACES.items()}
    write(FOLDER / "place_cells.csv", ("place", "cell"), at.items())
    invented = "invented: the country is fictional"
    write(FOLDER / "objectives.csv", ("place", "value", "people", "note"),
          [(n, v, TOWNS.get(n, ""), invented) for n, v in VALUES.items()])  # fmt: skip
    write(FOLDER / "ports.csv",
          ("id", "place", "cell", "tonnes_day", "tide_m", "lift", "source", "note"),
          [("southport", "southport", at["southport"], 2000, 1.0, 1, "judgement", invented),
           ("eastport", "eastport", at["eastport"], 500, 6.0, 1, "judgement", invented)],
          )  # fmt: skip
    write(FOLDER / "gates.csv", ("id", "place", "cell", "kind", "tonnes_day", "source", "note"),
          [("gatehouse", "gatehouse", at["gatehouse"], "frontier", 800, "judgement", invented)],
          )  # fmt: skip
    write(FOLDER / "climate.csv",
          ("region", "month", "temperature", "minimum", "rain_mm", "snow_days"),
          [("isthmus", month + 1, *values) for month, values in enumerate(MONTHLY)])  # fmt: skip
    (FOLDER / "grid.yaml").write_text(
        "# Made by tools/make_isthmus.py: a fictional peninsula.\n"
        "pitch_km: 16.0   # distance between the centres of neighbouring cells\n"
        "origin_x_km: 0.0\norigin_y_km: 0.0\n"
    )


if __name__ == "__main__":
    main()
