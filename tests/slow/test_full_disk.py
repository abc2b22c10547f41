"""A disk that is really full: one sentence, nothing lost, and with room the bytes of any other."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SIZES = ("8k", "200k", "500k", "900k", "80m")  # of the disk, one after the other
COMMANDS = {
    "run": ["run", "korea1950", "--replicas", "4", "--days", "20"],
    "whatif": ["whatif", "mild-winter", "--replicas", "4", "--days", "20"],
    "luck": ["luck", "pusan", "--replicas", "4"],
}
FORMS = ("geojson", "kml", "orbat", "timelinejs", "netcdf", "zarr", "duckdb")
NEEDS = {"netcdf": "h5py", "zarr": "zarr", "duckdb": "duckdb"}
SAID = "parallel38: the disk is full"


def mount(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["mount", "-t", "tmpfs", *words], capture_output=True, text=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return what gives the disk a size and says where it is."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount"):
        pytest.skip("there is no mount command, so no small disk can be made")
    done = mount("-o", "size=4k", "tmpfs", str(place))
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")

    def of_size(size: str) -> Path:
        assert mount("-o", f"remount,size={size}", "tmpfs", str(place)).returncode == 0
        return place

    try:
        yield of_size
    finally:
        subprocess.run(["umount", str(place)], check=True)


def ended(*words: str, buffered: bool = True, into: Path | None = None) -> tuple[int, str]:
    """Run the program; return its exit code and what it said aside."""
    env = {**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"}
    command = [sys.executable, "-m", "parallel38", *words]
    with (into or Path(os.devnull)).open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, env=env)
    return done.returncode, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    """Return all files but the manifests, which say when they were made."""
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in found
        if file.name not in ("manifest.json", ".lock")
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_with_room_the_same_command_ends_as_if_nothing_had_happened(
    name: str, disk: Callable[[str], Path], tmp_path: Path
) -> None:
    refused = 0
    for size in SIZES:
        out = disk(size) / "out"
        code, said = ended(*COMMANDS[name], "--out", str(out))
        refused += code != 0
        if code:
            assert code == 1
            assert said.splitlines()[-1].startswith(SAID)
            assert "Traceback" not in said
    assert code == 0
    assert refused >= 2
    assert ended(*COMMANDS[name], "--out", str(tmp_path / "whole"))[0] == 0
    assert files(out) == files(tmp_path / "whole")


def test_an_export_is_whole_or_absent(disk: Callable[[str], Path], tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert ended("run", "korea1950", "--replicas", "8", "--days", "60", "--out", str(run))[0] == 0
    for form in FORMS:
        if form in NEEDS:
            pytest.importorskip(NEEDS[form])
        for size in ("4k", "60k"):
            place = disk(size) / form
            code, said = ended("export", str(run), "--as", form, "--out", str(place))
            assert "Traceback" not in said, (form, size)
            assert (code, bool(list(place.iterdir()))) in ((1, False), (0, True)), (form, size)
            assert code == 0 or SAID in said
            shutil.rmtree(place)


@pytest.mark.parametrize("buffered", [True, False])
def test_output_that_does_not_fit_is_never_cut_short_in_silence(
    buffered: bool, disk: Callable[[str], Path]
) -> None:
    for words in (("evidence", "export", "csl"), ("evidence", "list", "--as", "csv")):
        code, said = ended(*words, buffered=buffered, into=disk("40k") / "claims")
        assert (code, said.count("\n")) == (1, 1)
        assert said.startswith(SAID)
