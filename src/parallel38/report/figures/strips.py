"""Who held a place: strips of time, the simulated wars above, the record below."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from parallel38.engine.world import SOUTH as SOUTH_SIDE
from parallel38.report.axis import split_axes
from parallel38.report.material import Drawing, Material
from parallel38.report.style import NORTH, PAPER, SOUTH, drawing, sheet, svg

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

MOST = 16  # places shown where the scenario does not choose
VISIBLE = 0.02  # smaller changes of a share are not drawn
WARS, RECORD = (0.22, 0.86), (0.02, 0.16)  # heights of the two parts of a strip


def draw(material: Material) -> Drawing | None:
    """Draw one strip a place, from north to south."""
    places = material.scenario.places
    latitude = material.ground.latitude
    wanted = material.targets.settings.get("strip_places") or list(places)[:MOST]
    chosen = [p for p in wanted if p in places]
    if not chosen:
        return None
    chosen.sort(key=lambda place: -latitude[places[place]])
    with drawing():
        figure = sheet(0.9 + 0.36 * len(chosen))
        panels = split_axes(figure, material.targets, material.days)
        for row, place in enumerate(reversed(chosen)):
            _strip(material, panels, row, place)
        labels = [material.names[place] for place in reversed(chosen)]
        panels[0].set_yticks(np.arange(len(chosen)) + 0.5, labels)
        panels[0].set_ylim(-0.1, len(chosen))
        for axes in panels:
            axes.tick_params(axis="y", length=0)
            axes.spines["left"].set_visible(False)
        patches = [
            panels[0].fill_between([], [], [], color=color, label=label)
            for color, label in ((SOUTH, "held by the South"), (NORTH, "held by the North"))
        ]
        figure.legend(handles=patches, loc="outside upper left", ncols=2)
        alt = (
            "Strips of time for " + ", ".join(material.names[p] for p in chosen) + ": share of "
            "the wars in which each side held the place, and below it the holder in the record."
        )
        picture = svg(figure, "strips", alt)
    focus = material.card["focus_place"]
    title = f"{material.names[focus]} and other places" if focus else "Who held which place"
    note = NOTE + (THIN if material.targets.facts else "")
    return Drawing("strips", title, _finding(material), alt, picture, note)


NOTE = (
    "Tall band: share of the simulated wars in which the South (blue, from below) and the North "
    "(vermilion, from above) held the place that day."
)
THIN = " Thin band below it: the record."


def _finding(material: Material) -> str:
    place = material.card["focus_place"]
    focus = (material.card.get(place) if place else None) or {}
    right = material.card["holders"]
    if not focus or right["share_right"] is None:
        return "No dated change of hands is known within the days of this run."
    name = material.names[place]
    changes = len(focus["dates_record"])
    return (
        f"{name} changed hands exactly {changes} times, as in the record, in "
        f"{100 * focus['share_four']:.0f} % of the wars; over {right['facts']} dated holders "
        f"of places the wars are right in {100 * right['share_right']:.0f} % of cases, and in "
        f"{100 * right['share_right_week']:.0f} % when a week early or late is allowed."
    )


def _strip(material: Material, panels: list[Axes], row: int, place: str) -> None:
    held = material.replay.held(material.scenario.places[place]).mean(axis=0)
    spans = _record(material, place)
    for axes in panels:
        first, last = (int(limit) for limit in axes.get_xlim())
        days, chance = _corners(held, first, min(last, material.days - 1))
        low, high = row + WARS[0], row + WARS[1]
        middle = low + (high - low) * chance
        style: dict[str, Any] = {"linewidth": 0, "step": "post", "alpha": 0.75}
        axes.fill_between(days[[0, -1]], low, high, color=NORTH, **style)
        axes.fill_between(days, low, middle, color=PAPER, linewidth=0, step="post")
        axes.fill_between(days, low, middle, color=SOUTH, **style)
        for begin, end, side in spans:
            if begin <= last and end >= first:
                axes.fill_between(
                    [max(begin, first), min(end, last)],
                    row + RECORD[0],
                    row + RECORD[1],
                    color=SOUTH if side == SOUTH_SIDE else NORTH,
                    linewidth=0,
                )


def _corners(chance: F64, first: int, last: int) -> tuple[I64, F64]:
    """Return the days at which a share visibly changes, and the shares there."""
    kept = [first]
    for day in range(first + 1, last):
        if abs(chance[day] - chance[kept[-1]]) >= VISIBLE:
            kept.append(day)
    days = np.array([*kept, last])
    return days, chance[days]


def _record(material: Material, place: str) -> list[tuple[int, int, int]]:
    """Return the record's holders of a place as spans of days; none without a record."""
    if not material.targets.facts:
        return []
    cell = material.scenario.places[place]
    mine = [f for f in material.targets.facts if f.place == place]
    facts = sorted(((f.first + f.last) // 2, f.side) for f in mine if not f.opening)
    opening = [f.side for f in mine if f.opening]
    spans, since, side = [], 0, opening[-1] if opening else int(material.ground.home[cell])
    for day, new in [*facts, (material.days - 1, -1)]:
        spans.append((since, min(day, material.days - 1), side))
        since, side = day, new
    return spans
