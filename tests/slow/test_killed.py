"""A run that is killed at any moment goes on, and ends with the bytes of one that was not."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLS = 30
WARS = 600  # three chunks
COMMAND = """
import sys
from pathlib import Path
from parallel38.ensemble.design import design
from parallel38.ensemble.runner import run
run(design("isthmus", replicas={wars}, seed=3, days=20), Path(sys.argv[1]), threads=2)
"""


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", COMMAND.format(wars=WARS), str(folder)])


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(folder.glob("*.parquet/*"))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_killed_thirty_times_at_random_points(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert start(tmp_path / "whole").wait() == 0
    length = time.monotonic() - begun
    whole = files(tmp_path / "whole")
    assert len(whole) == 12
    luck = random.Random(38)
    kills, attempt = 0, 0
    while kills < KILLS:
        folder = tmp_path / f"cut{attempt}"
        attempt += 1
        while True:
            process = start(folder)
            try:
                process.wait(timeout=luck.uniform(0.0, length))
                assert process.returncode == 0
                break
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                kills += 1
        assert files(folder) == whole
        assert not (folder / "parts").exists()
    assert kills >= KILLS
