"""Laws of chance: the published generator, even spread, and luck that belongs to its question."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallel38.engine.draws import Stream, heads, normal, philox, uniform
from parallel38.engine.state import Call, Flow, Formations
from parallel38.engine.tables import pack
from parallel38.ensemble.run import fight, key_of
from wars import SEED, fight_on, first_day, opened, record_digest

ONES = 0xFFFFFFFF
# Known answers of philox4x32-10 (key: Salmon2011): counter, key, result.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
MANY = 20000


def series(draw, stream: int, seed: int = SEED, count: int = MANY) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Return draws over days and indices of one stream."""
    pairs = itertools.product(range(count // 100), range(100))
    return np.array([draw(key_of(seed, 0), int(stream), day, index) for day, index in pairs])


@pytest.mark.parametrize(("counter", "key", "result"), KNOWN)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, ...], result: tuple[int, ...]
) -> None:
    words = [np.uint64(word) for word in (*counter, *key)]
    assert tuple(int(word) for word in philox(*words)) == result


@settings(deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**31 - 1),
    war=st.integers(0, 2**32 - 1),
    stream=st.sampled_from(list(Stream)),
    day=st.integers(0, 5000),
    index=st.integers(0, 2**31 - 1),
)
def test_a_draw_is_in_range_and_repeats(
    seed: int, war: int, stream: int, day: int, index: int
) -> None:
    key = key_of(seed, war)
    draw = uniform(key, int(stream), day, index)
    assert 0.0 <= draw < 1.0
    assert draw == uniform(key, int(stream), day, index)
    assert np.isfinite(normal(key, int(stream), day, index))


@pytest.mark.parametrize("stream", Stream)
def test_draws_are_spread_evenly(stream: Stream) -> None:
    counts, _ = np.histogram(series(uniform, stream), bins=50, range=(0.0, 1.0))
    expected = MANY / 50
    chi2 = float(np.sum((counts - expected) ** 2) / expected)
    assert chi2 < 94.5  # 49 degrees of freedom: exceeded once in ten thousand


def test_normal_draws_are_normal() -> None:
    sample = series(normal, Stream.BATTLE)
    assert abs(sample.mean()) < 4.0 / np.sqrt(MANY)
    assert abs(sample.std() - 1.0) < 4.0 / np.sqrt(2 * MANY)
    assert abs(np.mean(np.abs(sample) < 1.959964) - 0.95) < 4.0 * np.sqrt(0.0475 / MANY)


def test_streams_seeds_and_wars_share_no_luck() -> None:
    samples = [series(uniform, stream, count=4000) for stream in Stream]
    samples += [series(uniform, Stream.BATTLE, seed=seed, count=4000) for seed in (0, 39, 2**30)]
    together = np.corrcoef(samples)
    apart = together[~np.eye(len(samples), dtype=bool)]
    assert np.abs(apart).max() < 5.0 / np.sqrt(4000)
    assert len(set(Stream)) == len(list(Stream.__members__))


def test_neighbouring_questions_share_no_luck() -> None:
    grid = series(uniform, Stream.HEADS).reshape(-1, 100)
    by_day = np.corrcoef(grid[:-1].ravel(), grid[1:].ravel())[0, 1]
    by_index = np.corrcoef(grid[:, :-1].ravel(), grid[:, 1:].ravel())[0, 1]
    assert max(abs(by_day), abs(by_index)) < 4.0 / np.sqrt(MANY)


@settings(deadline=None, derandomize=True)
@given(amount=st.floats(0.0, 1e6), chance=st.floats(0.0, 1.0, exclude_max=True))
def test_rounding_to_heads_is_within_one_man(amount: float, chance: float) -> None:
    assert -1.0 < heads(amount, chance) - amount <= 1.0


def test_a_change_in_combat_leaves_weather_and_recruits_alone() -> None:
    one = first_day("isthmus")
    other = first_day("isthmus", changes={"combat.loss": float(one.rates.combat.loss) * 1.01})
    parted = False
    for _ in zip(fight_on(one, 30), fight_on(other, 30), strict=True):
        for name in one.state.sky.dtype.names:
            assert np.array_equal(one.state.sky[name], other.state.sky[name])
        entered = one.state.ledger.flow[:, Flow.ENTERED]
        assert np.array_equal(entered, other.state.ledger.flow[:, Flow.ENTERED])
        parted = parted or bool(np.any(one.state.formations.men != other.state.formations.men))
    assert parted


class Reinforced:
    """The isthmus with one more formation on the list, whose day never comes."""

    def __init__(self) -> None:
        scenario = opened("isthmus")
        self.theatre, self.kernel_rates = scenario.theatre, scenario.kernel_rates
        self.nation_group = scenario.nation_group

    def opening(self):  # type: ignore[no-untyped-def]
        state = opened("isthmus").opening()
        old = state.formations
        longer = {name: np.append(old[name], old[name][-1]) for name in old.dtype.names}
        longer["arrive_day"][-1] = 99999
        longer["call"][-1] = Call.CALENDAR
        return state._replace(formations=pack(Formations(**longer)))


def test_a_formation_that_never_comes_changes_nothing() -> None:
    here = record_digest(fight(opened("isthmus"), SEED, 1, 30))
    assert here == record_digest(fight(Reinforced(), SEED, 1, 30))


def test_wars_differ() -> None:
    ends = {record_digest(fight(opened("isthmus"), SEED, war, 30)) for war in range(4)}
    ends |= {record_digest(fight(opened("isthmus"), SEED + 1, war, 30)) for war in range(4)}
    assert len(ends) == 8
