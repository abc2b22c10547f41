"""Compiled code of sources that are gone is deleted, but never what was in use today."""

import os
import time
from pathlib import Path

from parallel38.engine import _jit

DAY = 24 * 3600.0


def caches(folder: Path, ages: list[float]) -> None:
    """Make one cache an age [day]."""
    for age in ages:
        cache = folder / f"{age:g}"
        (cache / "inside").mkdir(parents=True)
        (cache / "inside" / "code.nbc").write_bytes(b"x")
        os.utime(cache, (time.time() - age * DAY,) * 2)


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_only_the_last_few_are_kept(tmp_path: Path) -> None:
    caches(tmp_path, [5, 2, 9, 3, 40])
    _jit.prune(tmp_path)
    assert names(tmp_path) == {"2", "3", "5"}


def test_what_was_used_today_stays(tmp_path: Path) -> None:
    caches(tmp_path, [0.1, 0.2, 0.3, 0.4, 0.5, 6])
    _jit.prune(tmp_path)
    assert names(tmp_path) == {"0.1", "0.2", "0.3", "0.4", "0.5"}


def test_a_new_cache_drops_old_ones_and_opening_it_again_looks_at_nothing(tmp_path: Path) -> None:
    caches(tmp_path, [2, 3, 4])
    assert _jit._open_cache(tmp_path / "new")
    assert names(tmp_path) == {"new", "2", "3"}
    caches(tmp_path, [7])
    assert _jit._open_cache(tmp_path / "new")
    assert "7" in names(tmp_path)


def test_an_old_cache_that_is_opened_counts_as_used(tmp_path: Path) -> None:
    caches(tmp_path, [30, 2, 3, 4])
    assert _jit._open_cache(tmp_path / "30")
    _jit.prune(tmp_path)
    assert names(tmp_path) == {"30", "2", "3"}


def test_a_folder_that_cannot_be_made_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not _jit._open_cache(tmp_path / "file" / "cache")
    _jit.prune(tmp_path / "nowhere")
