"""Draw the ground, to be looked at: python -m ground.picture out.png (from the folder tools)."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from ground.tables import read

GROUND = Path(__file__).resolve().parents[2] / "data" / "korea1950" / "ground"


def draw(folder: Path, out: Path, names: bool = True) -> None:
    """Draw relief, rivers, roads, railways and places of a ground folder."""
    cells = read(folder / "cells.csv")
    xy = np.array([(float(c["x_km"]), float(c["y_km"])) for c in cells])
    pitch = np.min(np.hypot(*(xy[1:] - xy[:-1]).T))
    angle = np.radians(60.0 * np.arange(6) - 30.0)
    ring = pitch / np.sqrt(3.0) * np.column_stack([np.cos(angle), np.sin(angle)])
    relief = np.array([float(c["relief"]) for c in cells])
    fig, ax = plt.subplots(figsize=(20, 26))
    faces = plt.cm.YlOrBr(0.05 + 0.85 * relief)
    faces[[c["sanctuary"] == "1" for c in cells], 3] = 0.45
    rim = ["#b0c4de" if c["coast"] == "1" else "#cccccc" for c in cells]
    ax.add_collection(PolyCollection(xy[:, None] + ring, facecolors=faces, edgecolors=rim, lw=0.6))
    edges = read(folder / "edges.csv")
    passable = {(int(e["a"]), int(e["b"])) for e in edges}
    river = {1: [], 2: []}
    for e in edges:
        a, b = xy[int(e["a"])], xy[int(e["b"])]
        if e["river"] != "0":
            river[int(e["river"])].append(side(a, b, pitch))
    ax.add_collection(LineCollection(river[1], colors="#4aa3df", lw=2.5))
    ax.add_collection(LineCollection(river[2], colors="#0057b8", lw=4.5))
    barred = [
        side(xy[i], xy[j], pitch)
        for i in range(len(xy))
        for j in np.flatnonzero(np.hypot(*(xy - xy[i]).T) < 1.1 * pitch)
        if i < j and (i, j) not in passable
    ]
    ax.add_collection(LineCollection(barred, colors="magenta", lw=3))
    for kind, style in (("road", ("#777777", "#cc2222")), ("rail", ("black", "black"))):
        for grade in (1, 2):
            for e in edges:
                if e[kind] == str(grade):
                    p = np.array([xy[int(e["a"])], xy[int(e["b"])]])
                    shift = 0.6 if kind == "rail" else -0.6
                    ax.plot(p[:, 0] + shift, p[:, 1] + shift, color=style[grade - 1],
                            lw=0.7 + 0.9 * grade, ls="-" if kind == "road" else ":")  # fmt: skip
    for name, colour in (("coast", "#333333"), ("rivers", "#00a0c0"), ("parallels", "green")):
        lines: dict[str, list[tuple[float, float]]] = {}
        for p in read(folder / f"{name}.csv"):
            lines.setdefault(p["line"], []).append((float(p["x_km"]), float(p["y_km"])))
        ax.add_collection(LineCollection(list(lines.values()), colors=colour, lw=0.9))
    if names:
        for p in read(folder / "place_cells.csv"):
            x, y = xy[int(p["cell"])]
            ax.text(x, y, p["place"], fontsize=6, ha="center", va="center")
    ax.set_aspect("equal")
    ax.autoscale_view()
    fig.tight_layout()
    fig.savefig(out, dpi=100)


def side(a: np.ndarray, b: np.ndarray, pitch: float) -> np.ndarray:
    """Return the ends of the edge between two neighbouring centres."""
    middle, along = 0.5 * (a + b), (b - a) / np.hypot(*(b - a))
    across = np.array([-along[1], along[0]]) * pitch / np.sqrt(3.0) / 2.0
    return np.array([middle - across, middle + across])


if __name__ == "__main__":
    target = Path(sys.argv[1])
    draw(Path(sys.argv[2]) if len(sys.argv) > 2 else GROUND, target)
