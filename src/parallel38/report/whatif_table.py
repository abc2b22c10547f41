"""What the terminal shows of a what-if: the question, the answer, and the measures."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from parallel38.ensemble.contrast import UNCLEAR, plain

ROWS = (  # measures of the small table; single nations stand in whatif.json and in the report
    "front_latitude", "front_mean", "area_south_km2", "south_lost", "north_lost", "duration",
    "armistice_share", "{place}_changes", "{place}_north_days", "pulse_days", "killed_south",
    "wounded_south", "captured_south", "killed_north", "wounded_north", "captured_north",
    "nonbattle_south", "nonbattle_north", "stayed_south", "stayed_north", "civil_dead",
    "displaced",
)  # fmt: skip

KEYS = ("before", "effect", "low", "high")
THOUSAND = 1000.0
UNITS = {  # shorter ones
    "men": "1,000",
    "people": "1,000",
    "km²": "1,000 km²",
    "% of wars": "%",
}
SHORT = {  # where the label is too long for a terminal
    "front_latitude": "Front at the end",
    "front_mean": "Front, mean since then",
    "area_south_km2": "Land of the South",
    "south_lost": "South lost the land",
    "north_lost": "North lost the land",
    "duration": "Days of war",
    "armistice_share": "Armistice",
    "pulse_days": "Northern offensives",
    "displaced": "Refugees at the worst",
    "stayed_south": "South: captives stay",
    "stayed_north": "North: captives stay",
}


def names(answer: Mapping[str, Any]) -> list[str]:
    """Return the names of the measures of the small table that an answer has."""
    found = answer["contrasts"]
    place = next((n.removesuffix("_north_days") for n in found if n.endswith("_north_days")), "")
    return [name for row in ROWS if (name := row.format(place=place)) in found]


def answer_table(answer: Mapping[str, Any]) -> Group:
    """Return the answer to a what-if for a terminal."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column(f"{answer['wars']} pairs of wars")
    table.add_column("before", justify="right", no_wrap=True)
    table.add_column("difference (95 %)", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=13)
    for name in names(answer):
        table.add_row(*map(Text, _cells(answer, name)))
    meter = answer["restraint"]
    tail = (
        f"This change is {meter['label']}: surprise {meter['surprise_bits']:.1f} bits, "
        f"{meter['decisions_changed']:g} decisions changed, {meter['lead_days']:.0f} days of lead."
    )
    return Group(
        Text(answer["question"], style="bold"),
        Text(answer["answer"]),
        Text(),
        table,
        *([Text("* follows by construction")] if answer["foregone"] else []),
        Text(),
        *(Text(f"By construction: {line}") for line in answer["given"]),
        Text(tail),
        *(Text(line) for line in own_error(answer)),
    )


def _cells(answer: Mapping[str, Any], name: str) -> tuple[str, str, str, str]:
    one = answer["contrasts"][name]
    unit = UNITS.get(one["unit"], one["unit"])
    scale = THOUSAND if unit.startswith("1,000") else 1.0
    values = [None if one[key] is None else one[key] / scale for key in KEYS]
    before, effect, low, high = values
    between = f"{_number(effect, True)} ({_number(low, True)} to {_number(high, True)})"
    verdict = one["verdict"] + (" *" if name in answer["foregone"] else "")
    return f"{SHORT.get(name, one['label'])} [{unit}]", _number(before), between, verdict


def own_error(answer: Mapping[str, Any]) -> list[str]:
    """Return the sentence on the model's own error, none where it is not known."""
    error = answer["own_error_km"]
    if error is None:
        return []
    return [
        f"The model's own wars lie {error:.0f} km from the record on average: it gets some things "
        "wrong that this question may hang on."
    ]


def family_table(answer: Mapping[str, Any]) -> Group:
    """Return what each case of a family does to the length of offensives, for a terminal."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("changed alone", no_wrap=True)
    table.add_column("days longer (95 %)", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for member in answer["members"]:
        one = member["contrasts"][answer["measure"]]
        between = f"{_number(one['low'], True)} to {_number(one['high'], True)}"
        table.add_row(
            Text(member["title"]),
            Text(f"{_number(one['effect'], True)} ({between})"),
            Text(one["verdict"]),
        )
    return Group(
        Text(answer["question"], style="bold"),
        Text(answer["answer"]),
        Text(),
        table,
        *(Text(line) for line in own_error(answer["members"][0])),
    )


def luck_table(index: Mapping[str, Any]) -> Group:
    """Return how likely each turning point was, given the day before, for a terminal."""
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("given the day before")
    table.add_column("wars", justify="right", no_wrap=True)
    table.add_column("share (95 %)", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for point in index["points"].values():
        table.add_row(
            Text(f"{point['eve']} {point['title']}"),
            Text(str(point["judged"])),
            Text(_share_of(point)),
            Text(point["label"]),
        )
    return Group(
        Text(f"{index['wars']} wars begun on the eve of each", style="bold"),
        table,
        Text(
            "Wars: those with the attack that was a part of it. Where the model is wrong about a "
            "day, so is its share."
        ),
    )


def _share_of(point: Mapping[str, Any]) -> str:
    if point["label"] == UNCLEAR:
        return "-"
    share, low, high = (100 * point[key] for key in ("share", "low", "high"))
    return f"{share:.0f} % ({low:.0f} to {high:.0f})"


def case_table(known: Mapping[str, Any]) -> Table:
    """Return the cases with their questions for a terminal."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("case", no_wrap=True)
    table.add_column("question")
    for name, form in known.items():
        table.add_row(Text(name), Text(form.question))
    return table


def _number(value: float | None, signed: bool = False) -> str:
    return "-" if value is None else plain(value, signed)
