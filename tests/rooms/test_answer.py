"""The sentence that answers a what-if: what is said first, what is left open, what is given."""

import numpy as np

from parallel38.ensemble.contrast import Contrast, contrast
from parallel38.ensemble.measures import Measure, _lost
from parallel38.inference.answer import sentence

PAIRS = 40
WOBBLE = np.tile([-1.0, 1.0], PAIRS // 2)
UNITS = {"front_latitude": 0.2, "duration": 30.0, "armistice_share": 5.0, "south_lost": 5.0}


def one(name: str, before: float, after: float, wobble: float = 0.0) -> Contrast:
    """Return the contrast of a measure whose pairs differ by about after - before."""
    first, second = np.full(PAIRS, before), np.full(PAIRS, after) + wobble * WOBBLE
    known = dict.fromkeys(("killed_south", "killed_north", "civil_dead"), ("more", "fewer"))
    known |= {
        "front_latitude": ("farther north", "farther south"),
        "duration": ("longer", "shorter"),
    }
    up, down = known.get(name, ("more", "fewer"))
    smallest = UNITS.get(name, 0.0)
    return contrast(Measure(name, name, "x", smallest, first, up, down),
                    Measure(name, name, "x", smallest, second, up, down))  # fmt: skip


def found(*contrasts: Contrast) -> dict[str, Contrast]:
    return {one.name: one for one in contrasts}


def test_a_lost_country_is_said_before_kilometres() -> None:
    text = sentence(
        found(one("front_latitude", 38.0, 35.0, 0.1), one("south_lost", 0, 90.0, 1)), ()
    )
    assert text.index("the South ends with under a twentieth of the land in 90 % of the wars "
                      "(unchanged: 0 %)") < text.index("km farther south")  # fmt: skip


def test_days_that_the_run_cuts_short_are_not_told() -> None:
    days = one("duration", 900.0, 1000.0, 9.0)
    assert "the war is 100 days longer" in sentence(found(days), ())
    assert "the war is 100 days longer" in sentence(
        found(days, one("armistice_share", 100, 100)), ()
    )
    text = sentence(found(days, one("armistice_share", 60.0, 20.0, 2.0)), ())
    assert "days longer" not in text
    assert "an armistice comes within the days fought in 20 % of the wars (unchanged: 60 %)" in text


def test_what_follows_by_construction_is_told_apart() -> None:
    asked = found(one("armistice_share", 60.0, 20.0, 2.0), one("front_latitude", 38.0, 38.0, 0.01))
    text = sentence(asked, ("duration", "armistice_share"))
    assert text.startswith("In these simulated wars it makes no difference that matters.")
    assert text.endswith("By construction an armistice comes within the days fought in 20 % of the "
                         "wars (unchanged: 60 %).")  # fmt: skip


def test_the_fourth_clear_difference_is_named() -> None:
    asked = found(
        one("front_latitude", 38.0, 37.0, 0.1),
        one("killed_south", 9e4, 5e4, 9e3),
        one("killed_north", 9e4, 5e4, 9.0),
        one("civil_dead", 9e5, 5e5, 9.0),
    )
    assert "; clear too: the South's killed (fewer)." in sentence(asked, ())


def test_a_change_that_comes_too_late_is_said() -> None:
    asked = found(one("front_latitude", 38.0, 38.0), one("killed_south", 9e4, 9e4))
    assert "In not one pair do the two wars differ" in sentence(asked, ())


def test_a_side_has_lost_the_country_with_under_a_twentieth_of_it() -> None:
    south, north = _lost(np.array([0.04, 0.06, 0.94, 0.96]))
    assert south.values.tolist() == [100, 0, 0, 0]
    assert north.values.tolist() == [0, 0, 0, 100]
