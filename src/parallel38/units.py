"""Units as sources print them, and how one is turned into another."""

from functools import lru_cache

# Each group measures one thing: name of a unit -> how many of the group's first unit it is worth.
GROUPS: tuple[dict[str, float], ...] = (
    {"men": 1, "people": 1, "soldiers": 1, "troops": 1, "man": 1, "person": 1, "persons": 1},
    {"1": 1, "percent": 0.01, "%": 0.01, "per cent": 0.01, "per mille": 0.001},
    {"km": 1, "m": 0.001, "mi": 1.609344, "mile": 1.609344, "miles": 1.609344, "ft": 0.0003048},
    {"km2": 1, "sq km": 1, "sq mi": 2.589988, "mi2": 2.589988, "ha": 0.01},
    {"t": 1, "kg": 0.001, "short ton": 0.90718474, "short tons": 0.90718474, "lb": 0.00045359237}
    | {"tonne": 1, "tonnes": 1, "long ton": 1.0160469, "long tons": 1.0160469},
    {"t/day": 1, "short ton/day": 0.90718474, "short tons/day": 0.90718474}
    | {"short tons per day": 0.90718474, "t/month": 1 / 30.4375, "kg/day": 0.001}
    | {"short ton/month": 0.90718474 / 30.4375, "short tons/month": 0.90718474 / 30.4375},
    {"mm": 1, "cm": 10, "in": 25.4, "inch": 25.4},
    {"day": 1, "days": 1, "hour": 1 / 24, "hours": 1 / 24, "week": 7, "weeks": 7}
    | {"month": 30.4375, "months": 30.4375, "year": 365.25, "years": 365.25},
    {"km/day": 1, "mi/day": 1.609344, "miles/day": 1.609344, "km/h": 24, "mph": 38.624256},
    {"USD": 1, "dollars": 1, "million USD": 1e6},
    {"1/day": 1, "/day": 1, "per day": 1, "1/month": 1 / 30.4375},
)
TEMPERATURES = {
    "degC": (1.0, 0.0),
    "C": (1.0, 0.0),
    "F": (5 / 9, -160 / 9),
    "degF": (5 / 9, -160 / 9),
}
WHERE = {name: number for number, group in enumerate(GROUPS) for name in group}


def known_units() -> set[str]:
    """Return the names of all units that can be converted."""
    return set(WHERE) | set(TEMPERATURES)


@lru_cache(maxsize=1024)
def factor(unit: str, into: str) -> tuple[float, float] | None:
    """Return (a, b) so that a value v of `unit` is a v + b of `into`; None if they do not fit."""
    if unit == into:
        return 1.0, 0.0
    if unit in TEMPERATURES and into in TEMPERATURES:
        slope, shift = TEMPERATURES[unit]
        slope_to, shift_to = TEMPERATURES[into]
        return slope / slope_to, (shift - shift_to) / slope_to
    group = WHERE.get(unit)
    if group is None or WHERE.get(into) != group:
        return None
    return GROUPS[group][unit] / GROUPS[group][into], 0.0
