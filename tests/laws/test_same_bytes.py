"""The same war, byte for byte: compiler off, any threads, day by day, taken up again."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from parallel38.command.doctrine import decide
from parallel38.complaint import Complaint
from parallel38.engine._jit import JIT
from parallel38.engine.retreat import census
from parallel38.engine.supply import spread
from parallel38.ensemble.record import blank_tape
from parallel38.ensemble.run import campaign, fight
from parallel38.ensemble.save import restore, save
from wars import SEED, War, fight_on, first_day, opened, record_digest, state_digest

TESTS = Path(__file__).resolve().parents[1]
WARS = {"isthmus": 30, "korea1950": 4}
TELL = """
import sys
from laws.test_same_bytes import JIT, digests
assert not JIT
sys.stdout.write(" ".join(digests({wars!r})))
"""


def run_on(war: War, days: int) -> None:
    """Go on with a war, compiled, until `days`."""
    tape = blank_tape(days, 8, len(war.world.ground.x_km))
    group = np.zeros(len(war.world.nations.side), np.int64)
    campaign(war.state, war.world, war.rates, war.orders, group, tape, war.key, days)


def digests(days_of: dict[str, int]) -> list[str]:
    """Return the hashes of state and orders, and of a record, for some wars."""
    shown = []
    for name, days in days_of.items():
        war = first_day(name)
        list(fight_on(war, days))
        shown.append(state_digest(war.state) + state_digest(war.orders))
        shown.append(record_digest(fight(opened(name), SEED, 1, days)))
    return shown


def plain_python(days_of: dict[str, int]) -> list[str]:
    """Return `digests` as a Python without the compiler finds them."""
    path = os.pathsep.join([*sys.path, str(TESTS)])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TELL.format(wars=days_of)],
        env=os.environ | {"PARALLEL38_JIT": "0", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.skipif(not JIT, reason="compares compiled code with plain Python")
def test_the_compiler_changes_nothing() -> None:
    assert plain_python(WARS) == digests(WARS)


@pytest.mark.parametrize(("name", "days", "count"), [("isthmus", 30, 24), ("korea1950", 120, 4)])
def test_threads_change_nothing(name: str, days: int, count: int) -> None:
    def one(war: int) -> str:
        return record_digest(fight(opened(name), SEED, war, days))

    with ThreadPoolExecutor(1) as alone, ThreadPoolExecutor(4) as four:
        assert list(alone.map(one, range(count))) == list(four.map(one, range(count)))


@pytest.mark.parametrize(("name", "days"), [("isthmus", 30), ("korea1950", 250)])
def test_a_commander_in_python_fights_the_same_war(name: str, days: int) -> None:
    compiled = fight(opened(name), SEED, 2, days)
    by_hand = fight(opened(name), SEED, 2, days, commander=decide)
    assert record_digest(compiled) == record_digest(by_hand)


@pytest.mark.parametrize(("name", "pause", "days"), [("isthmus", 7, 30), ("korea1950", 100, 200)])
def test_a_war_taken_up_again_is_the_same_war(
    name: str, pause: int, days: int, tmp_path: Path
) -> None:
    whole = first_day(name)
    list(fight_on(whole, days))
    part = first_day(name)
    list(fight_on(part, pause))
    file = tmp_path / "war.npz"
    save(file, part.state, part.orders, part.key)
    assert [entry.name for entry in tmp_path.iterdir()] == ["war.npz"]
    again = restore(file, opened(name))
    war = War(again.state, part.world, part.rates, again.orders, again.key)
    assert int(war.state.day[0]) == pause
    run_on(war, days)
    assert state_digest(war.state) == state_digest(whole.state)
    assert state_digest(war.orders) == state_digest(whole.orders)


@pytest.mark.parametrize(("name", "days"), [("isthmus", 30), ("korea1950", 250)])
def test_what_is_kept_from_day_to_day_changes_nothing(name: str, days: int) -> None:
    kept, forgetful = first_day(name), first_day(name)
    for day in fight_on(kept, days):
        forgetful.state.ways.holder[:] = -1
        forgetful.state.ways.cost[:] = day
        forgetful.state.ways.share[:] = -1.0
        list(fight_on(forgetful, day + 1))
        census(forgetful.state, forgetful.world)
        if day % 3 == 0:  # a day on which ways may be looked for
            forgetful.state.ways.roads[:] = 0.0
    for war in (kept, forgetful):  # on the last day what is kept is found once more from nothing
        war.state.ways.holder[:] = -1
        spread(war.state, war.world, war.rates, days)
    assert state_digest(forgetful.state) == state_digest(kept.state)


def test_a_saved_war_is_the_same_file_twice(tmp_path: Path) -> None:
    war = first_day("isthmus")
    list(fight_on(war, 5))
    for name in ("one", "two"):
        save(tmp_path / name, war.state, war.orders, war.key)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_file_that_is_no_saved_war_is_refused_in_one_sentence(tmp_path: Path) -> None:
    war = first_day("isthmus")
    file = tmp_path / "war.npz"
    save(file, war.state, war.orders, war.key)
    with pytest.raises(Complaint, match="another scenario or version than korea1950"):
        restore(file, opened("korea1950"))
    whole = file.read_bytes()
    for broken in (b"", b"a war", whole[: len(whole) // 2]):
        file.write_bytes(broken)
        with pytest.raises(Complaint, match="is no saved war that can be read"):
            restore(file, opened("isthmus"))
    np.savez(file, day=np.zeros(1))
    with pytest.raises(Complaint, match="is no saved war"):
        restore(file, opened("isthmus"))
    with pytest.raises(Complaint, match="is no saved war"):
        restore(tmp_path / "nowhere.npz", opened("isthmus"))


def test_a_save_that_fails_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    war = first_day("isthmus")
    file = tmp_path / "war.npz"
    save(file, war.state, war.orders, war.key)
    before = file.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="No space left"):
        save(file, war.state, war.orders, war.key)
    assert file.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["war.npz"]
