"""A run survives what happens to runs: Ctrl-C, a full disk, a broken file, another's folder."""

import errno
import json
import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from fakes import GROUPS, NATIONS, fake_fight, fake_scenario
from parallel38.complaint import Complaint
from parallel38.ensemble import design as designing
from parallel38.ensemble import store
from parallel38.ensemble.design import Design
from parallel38.ensemble.record import Record
from parallel38.ensemble.runner import Interrupted, Progress, run
from parallel38.ensemble.store import read_manifest
from parallel38.ensemble.tables import TABLES

PLAN = Design("fake", replicas=21, seed=7, days=40)


@pytest.fixture(autouse=True)
def _fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened = fake_scenario(tmp_path / "fake")
    monkeypatch.setattr(designing, "open_scenario", lambda *_: opened)
    yield


def table_bytes(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    assert run(PLAN, tmp_path / "whole", threads=1, fight=fake_fight)
    return table_bytes(tmp_path / "whole")


def test_any_number_of_threads_gives_the_same_bytes(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    run(PLAN, tmp_path / "four", threads=4, fight=fake_fight)
    assert table_bytes(tmp_path / "four") == whole


def test_tables_hold_every_war_in_order(tmp_path: Path, whole: dict[str, bytes]) -> None:
    wars = pq.read_table(tmp_path / "whole" / "wars.parquet")
    series = pq.read_table(tmp_path / "whole" / "series.parquet")
    record = fake_fight(PLAN, 5)
    assert wars["war"].to_pylist() == list(range(21))
    assert wars[f"{NATIONS[1]}_killed"][5].as_py() == record.totals[1, 1]
    day = series.filter((series["war"].to_numpy() == 5) & (series["day"].to_numpy() == 9))
    assert day["front_latitude"][0].as_py() == record.daily[9, 0]
    assert day[f"{GROUPS[1]}_killed"][0].as_py() == record.nation[9, 1, 1]
    assert wars["ferry_days"][5].as_py() == [d for d, cell, _ in record.changes if cell == 3]


def test_a_finished_run_has_no_parts_and_is_not_fought_again(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    def never(plan: Design, war: int) -> Record:
        raise AssertionError(f"war {war} was fought again")

    assert not (tmp_path / "whole" / "parts").exists()
    assert run(PLAN, tmp_path / "whole", fight=never) is False
    manifest = read_manifest(tmp_path / "whole")
    assert manifest is not None
    assert manifest["finished"] == 21
    assert manifest["command"].startswith("parallel38 run fake --replicas 21 --seed 7")


def interrupted_after(wars: int, folder: Path) -> Interrupted:
    def tell(progress: Progress) -> None:
        if progress.finished >= wars:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        run(PLAN, folder, threads=2, fight=fake_fight, tell=tell)
    return caught.value


def test_an_interrupted_run_goes_on_to_the_same_bytes(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    folder = tmp_path / "cut"
    stopped = interrupted_after(5, folder)
    assert 5 <= stopped.finished < 21
    assert not stopped.busy
    manifest = read_manifest(folder)
    assert manifest is not None
    assert manifest["finished"] == stopped.finished
    fought: list[int] = []

    def counted(plan: Design, war: int) -> Record:
        fought.append(war)
        return fake_fight(plan, war)

    run(PLAN, folder, threads=2, fight=counted)
    assert len(fought) == 21 - stopped.finished
    assert table_bytes(folder) == whole


def test_damaged_parts_are_fought_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    folder = tmp_path / "cut"
    interrupted_after(6, folder)
    parts = sorted((folder / "parts").glob("*.npz"))
    parts[0].write_bytes(parts[0].read_bytes()[:100])  # cut short
    flipped = bytearray(parts[1].read_bytes())
    flipped[len(flipped) // 2] ^= 0xFF  # one byte wrong
    parts[1].write_bytes(flipped)
    parts[2].write_bytes(b"")
    run(PLAN, folder, fight=fake_fight)
    assert table_bytes(folder) == whole


@pytest.fixture
def chunked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return the files of a run of three chunks."""
    monkeypatch.setattr(store, "WARS_A_CHUNK", 8)
    assert run(PLAN, tmp_path / "chunked", threads=1, fight=fake_fight)
    return chunk_bytes(tmp_path / "chunked")


def chunk_bytes(folder: Path) -> dict[str, bytes]:
    found = sorted(folder.glob("*.parquet/*.parquet"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_chunks_are_one_table_to_whoever_reads_them(
    tmp_path: Path, whole: dict[str, bytes], chunked: dict[str, bytes]
) -> None:
    assert len(chunked) == 3 * len(TABLES)
    for name in TABLES:
        one = pl.read_parquet(tmp_path / "whole" / f"{name}.parquet")
        assert pl.read_parquet(tmp_path / "chunked" / f"{name}.parquet").equals(one)
    assert not list((tmp_path / "chunked").glob("parts"))


def test_a_run_that_stops_anywhere_goes_on_to_the_same_chunks(
    tmp_path: Path, chunked: dict[str, bytes]
) -> None:
    for wars in (1, 7, 8, 9, 17, 20):
        folder = tmp_path / f"cut{wars}"
        interrupted_after(wars, folder)
        run(PLAN, folder, threads=2, fight=fake_fight)
        assert chunk_bytes(folder) == chunked, wars


def test_a_damaged_chunk_is_fought_again_and_no_other(
    tmp_path: Path, chunked: dict[str, bytes]
) -> None:
    hurt = tmp_path / "chunked" / "series.parquet" / "00001.parquet"
    flipped = bytearray(hurt.read_bytes())
    flipped[len(flipped) // 3] ^= 0x10
    hurt.write_bytes(flipped)
    said: list[str] = []
    fought: list[int] = []

    def counted(plan: Design, war: int) -> Record:
        fought.append(war)
        return fake_fight(plan, war)

    assert run(PLAN, tmp_path / "chunked", fight=counted, warn=said.append)
    assert sorted(fought) == list(range(8, 16))
    assert len(said) == 1
    assert "series.parquet/00001.parquet was damaged" in said[0]
    assert chunk_bytes(tmp_path / "chunked") == chunked
    assert run(PLAN, tmp_path / "chunked", fight=counted) is False


def test_a_chunk_whose_parts_were_left_behind_is_not_fought_again(
    tmp_path: Path, chunked: dict[str, bytes]
) -> None:
    folder = tmp_path / "chunked"
    (folder / "parts").mkdir()
    with (folder / "parts" / "000003.npz").open("wb") as file:
        np.savez(file, **fake_fight(PLAN, 3)._asdict())
    (folder / "wars.parquet" / "00002.parquet").unlink()
    run(PLAN, folder, fight=fake_fight)
    assert chunk_bytes(folder) == chunked
    assert not (folder / "parts").exists()


def test_a_program_killed_at_the_very_end_leaves_nothing_behind(
    tmp_path: Path, chunked: dict[str, bytes]
) -> None:
    folder = tmp_path / "chunked"
    manifest = read_manifest(folder)
    assert manifest is not None
    (folder / "manifest.json").write_text(json.dumps(manifest | {"finished": 16}))
    (folder / "parts").mkdir()
    (folder / "parts" / "000020.npz").write_bytes(b"left behind")
    assert run(PLAN, folder, fight=fake_fight) is False
    assert read_manifest(folder) == manifest
    assert not (folder / "parts").exists()
    assert chunk_bytes(folder) == chunked


def test_a_damaged_table_is_made_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    (tmp_path / "whole" / "series.parquet").write_bytes(b"nothing")
    assert run(PLAN, tmp_path / "whole", fight=fake_fight)
    assert table_bytes(tmp_path / "whole") == whole


@pytest.mark.parametrize("failing", ["saving a war", "writing the tables"])
def test_a_full_disk_keeps_what_is_finished(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    folder = tmp_path / "full"
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if failing == "saving a war":
            real = np.savez
            calls = iter(range(100))

            def savez(*args: object, **arrays: np.ndarray) -> None:
                if next(calls) >= 4:
                    raise full
                real(*args, **arrays)  # type: ignore[arg-type]

            patch.setattr(store.np, "savez", savez)
        else:

            def no_parquet(*_: object) -> None:
                raise full

            patch.setattr(store, "_parquet", no_parquet)
        with pytest.raises(OSError, match="No space left"):
            run(PLAN, folder, threads=1, fight=fake_fight)
    kept = 4 if failing == "saving a war" else 21
    assert len(list((folder / "parts").iterdir())) == kept
    assert not list(folder.glob(".*.unfinished"))
    run(PLAN, folder, fight=fake_fight)
    assert table_bytes(folder) == whole


def test_another_run_in_the_folder_is_refused_with_what_differs(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    other = Design("fake", replicas=21, seed=8, days=40)
    with pytest.raises(Complaint) as caught:
        run(other, tmp_path / "whole", fight=fake_fight)
    assert "seed 7 there, 8 here" in str(caught.value)
    assert "--out" in str(caught.value)
    assert "whole-2" in str(caught.value)
    assert table_bytes(tmp_path / "whole") == whole


def test_changed_data_are_noticed(tmp_path: Path, whole: dict[str, bytes]) -> None:
    (tmp_path / "fake" / "scenario.yaml").write_text("name: fake\ntitle: changed\n")
    with pytest.raises(Complaint, match="data have changed"):
        run(PLAN, tmp_path / "whole", fight=fake_fight)


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda place: place.write_text("a letter"), "is a file"),
        (lambda place: (place.mkdir(), (place / "letter").write_text("x")), "holds files"),
        (lambda place: (place.mkdir(), (place / "manifest.json").write_text("{")), "damaged"),
    ],
)
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, prepare, says: str) -> None:  # type: ignore[no-untyped-def]
    place = tmp_path / "theirs"
    prepare(place)
    with pytest.raises(Complaint, match=says):
        run(PLAN, place, fight=fake_fight)


def test_two_programs_do_not_share_a_folder(tmp_path: Path) -> None:
    (tmp_path / "busy").mkdir()
    held = store.lock(tmp_path / "busy")
    if held is None:
        pytest.skip("this file system has no locks")
    with held, pytest.raises(Complaint, match="another parallel38 is at work"):
        run(PLAN, tmp_path / "busy", fight=fake_fight)


def test_a_war_that_fails_keeps_the_others(tmp_path: Path) -> None:
    def fails(plan: Design, war: int) -> Record:
        if war == 9:
            raise ZeroDivisionError("war 9")
        return fake_fight(plan, war)

    with pytest.raises(ZeroDivisionError):
        run(PLAN, tmp_path / "out", threads=1, fight=fails)
    kept = {int(part.stem) for part in (tmp_path / "out" / "parts").glob("*.npz")}
    assert kept >= set(range(9))
    assert 9 not in kept


def test_progress_counts_every_war_and_ends_with_none_left(tmp_path: Path) -> None:
    told: list[Progress] = []
    run(PLAN, tmp_path / "out", threads=2, fight=fake_fight, tell=told.append)
    assert told[-1].finished == told[-1].replicas == 21
    assert told[-1].left == 0
    assert all(a.finished <= b.finished for a, b in pairwise(told))
