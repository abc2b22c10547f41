"""The form of the record's tables: what is known to have happened, row by row."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from parallel38.scenario.models import (
    Edtf,
    Form,
    Id,
    Keys,
    MaybeCount,
    MaybeEdtf,
    MaybeNumber,
    Name,
    Yes,
)

Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


def _ordered(low: float | None, high: float | None, name: str) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError(f"{name} runs from {low:g} to {high:g}; put the lower number first")


class Place(Form):
    """places.csv: a place of the record."""

    id: Id
    name: Name
    modern_name: Name
    lat: Latitude
    lon: Longitude
    kind: Literal["city", "town", "port", "pass", "reservoir", "crossing", "island"]
    province: Name
    coord_source: Name
    coord_verified: Yes
    source_key: Keys


class FrontPoint(Form):
    """fronts.csv: a point of a front line on a date; side south lies on the right hand."""

    date: Edtf
    segment: Literal["main", "beachhead"]
    seq: Annotated[int, Field(ge=1)]
    lat: Latitude
    lon: Longitude
    near_place_id: Id
    precision_km: Annotated[float, Field(gt=0, le=50)]
    source: Name
    verified: Yes
    note: str = ""
    source_key: Keys


class Holding(Form):
    """holders.csv: a place changes hands."""

    place_id: Id
    date: Edtf
    new_holder: Literal["UN", "KPA", "PVA_KPA"]
    precision_days: Annotated[int, Field(ge=0, le=100)]
    source: Name
    verified: Yes
    note: str = ""
    source_key: Keys


class Offensive(Form):
    """offensives.csv: an attack or operation; `own` is the attacker."""

    id: Id
    name: Name
    side: Literal["UN", "KPA", "PVA_KPA"]
    start: Edtf
    end: Edtf
    days_of_main_effort: MaybeCount
    forces_low: MaybeCount
    forces_high: MaybeCount
    front_change_km_low: MaybeNumber
    front_change_km_high: MaybeNumber
    stop_reason: str
    own_cas_low: MaybeCount
    own_cas_high: MaybeCount
    enemy_cas_low: MaybeCount
    enemy_cas_high: MaybeCount
    source: Name
    verified: Yes
    verified_fields: str
    note: str = ""
    source_key: Keys

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        for name in ("forces", "front_change_km", "own_cas", "enemy_cas"):
            _ordered(getattr(self, f"{name}_low"), getattr(self, f"{name}_high"), name)
        return self


class Event(Form):
    """events.csv: a dated decision, resolution, talk or exchange."""

    date: Edtf
    id: Id
    actor: Name
    kind: Literal[
        "diplomacy",
        "intervention",
        "resolution",
        "order",
        "threat",
        "mobilisation",
        "command_change",
        "talks",
        "repatriation",
    ]
    summary: Name
    source: Name
    verified: Yes
    source_key: Keys


class Weather(Form):
    """weather.csv: a monthly normal of a region, or an extreme."""

    month: Annotated[int, Field(ge=1, le=12)]
    region: Id
    mean_temp_c: MaybeNumber
    mean_min_c: MaybeNumber
    precip_mm: MaybeNumber
    snow_days: MaybeNumber
    row_kind: Literal["normal", "extreme", "record"]
    date: MaybeEdtf
    station: str
    extreme_low_c: MaybeNumber
    source: Name
    verified: Yes
    note: str = ""
    source_key: Keys

    @model_validator(mode="after")
    def _minimum_below_mean(self) -> Self:
        _ordered(self.mean_min_c, self.mean_temp_c, "temperature, minimum to mean,")
        return self


class Quantity(Form):
    """logistics.csv: a quantity of supply and transport."""

    fact: Name
    low: float
    high: float
    unit: Name
    side: Name
    period: Name
    source: Name
    verified: Yes
    note: str = ""
    source_key: Keys

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        _ordered(self.low, self.high, "the range")
        return self


class AirEffort(Form):
    """air_effort.csv: what was flown in a month."""

    month: Edtf
    mission_reports: MaybeCount
    effective_sorties: MaybeCount
    munitions_short_tons: MaybeNumber
    aircraft_lost: MaybeCount
    source: Name
    note: str = ""
    source_key: Keys


class Strength(Form):
    """strengths.csv: a headcount as one or more sources print it; conflicting ones are kept."""

    nation: Name
    date: Edtf
    strength_low: MaybeCount
    strength_high: MaybeCount
    scope: Literal["total", "combat", "in_korea"]
    source: Name
    verified: Yes
    source_key: Keys

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        _ordered(self.strength_low, self.strength_high, "strength")
        return self


class Casualty(Form):
    """casualties.csv: losses as one or more sources print them; conflicting ones are kept."""

    nation: Name
    period_start: Edtf
    period_end: Edtf
    kind: Literal["killed", "wounded", "missing", "captured", "non_battle", "total"]
    low: MaybeCount
    high: MaybeCount
    source: Name
    verified: Yes
    source_key: Keys

    @model_validator(mode="after")
    def _low_below_high(self) -> Self:
        _ordered(self.low, self.high, "the range")
        return self


class Weapon(Form):
    """equipment.csv: a weapon or vehicle of the war."""

    name: Name
    kind: Name
    nation_user: Name
    calibre_mm: MaybeNumber
    note: str
    source: Name
    source_key: Keys


class Consequence(Form):
    """consequences.csv: a gain or loss of a country, as the two documents give it."""

    country: Name
    sign: Literal["positive", "negative"]
    consequence: Name
    source: Name
    source_key: Keys


RECORD_TABLES: dict[str, type[Form]] = {
    "places": Place,
    "fronts": FrontPoint,
    "holders": Holding,
    "offensives": Offensive,
    "events": Event,
    "weather": Weather,
    "logistics": Quantity,
    "air_effort": AirEffort,
    "strengths": Strength,
    "casualties": Casualty,
    "equipment": Weapon,
    "consequences": Consequence,
}
