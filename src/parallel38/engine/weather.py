"""Phase `weather`: temperature, snow, flying weather and mud by climate region.

Temperature = monthly normal + swing x spell, a spell being a random number that changes smoothly
over `spell_days`. A day is wet with probability rain / (30 rain_per_wet_day), snowy with
probability snow days / 30; wet and snowy days ground aircraft and slow marches.
Simplification: regions have their own days but no storms that travel.
Writes: sky.temperature, sky.snow, sky.flying, sky.mud
"""

from parallel38.engine._jit import kernel
from parallel38.engine.draws import Stream, normal, uniform
from parallel38.engine.rates import Weather
from parallel38.engine.state import Sky
from parallel38.engine.tables import Theatre

DAYS_PER_MONTH = 30.4
REGION_STRIDE = 64  # room for draws of one region within one day


@kernel
def weather(sky: Sky, world: Theatre, rates: Weather, seed: int, day: int) -> None:
    """Set today's weather in every region."""
    month = world.days.month[day]
    climate = world.climate
    spell = max(1, int(rates.spell_days))
    block = day // spell
    part = float(day % spell) / float(spell)
    for r in range(climate.temperature.shape[0]):
        index = r * REGION_STRIDE
        before = normal(seed, Stream.WEATHER, block, index)
        after = normal(seed, Stream.WEATHER, block + 1, index)
        anomaly = rates.swing * (before * (1.0 - part) + after * part)
        sky.temperature[r] = climate.temperature[r, month] + anomaly
        wet = climate.rain_mm[r, month] / (DAYS_PER_MONTH * rates.rain_per_wet_day)
        snowy = climate.snow_days[r, month] / DAYS_PER_MONTH
        chance = uniform(seed, Stream.FLYING, day, index)
        sky.snow[r] = 1.0 if chance < snowy else 0.0
        foul = chance < max(wet, snowy)
        sky.flying[r] = 1.0 - rates.grounded if foul else 1.0
        sky.mud[r] = rates.mud if foul else 0.0
