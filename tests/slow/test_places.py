"""The same wars on threads, processes, a cluster of two workers and over MPI: the same bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parallel38.ensemble.design import design
from parallel38.ensemble.runner import run
from parallel38.ensemble.tables import TABLES

pytestmark = pytest.mark.slow
PLAN = design("isthmus", replicas=20, seed=11)


def table_bytes(folder: Path) -> list[bytes]:
    return [(folder / f"{name}.parquet").read_bytes() for name in TABLES]


@pytest.fixture(scope="module")
def threads(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("threads") / "run"
    assert run(PLAN, folder)
    return table_bytes(folder)


def test_processes_give_the_same_bytes(tmp_path: Path, threads: list[bytes]) -> None:
    assert run(PLAN, tmp_path / "run", where="processes", threads=2)
    assert table_bytes(tmp_path / "run") == threads


def test_a_cluster_of_two_workers_gives_the_same_bytes(
    tmp_path: Path, threads: list[bytes]
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        assert run(PLAN, tmp_path / "run", where=cluster.scheduler_address)
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            assert run(PLAN, tmp_path / "own", executor=client.get_executor(pure=False))
    assert table_bytes(tmp_path / "run") == threads
    assert table_bytes(tmp_path / "own") == threads


def over_mpi(ranks: int, *words: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mpi4py", reason="mpi4py is not installed")
    if not shutil.which("mpiexec"):
        pytest.skip("there is no mpiexec here, so MPI has no ranks")
    env = {**os.environ}
    env |= dict.fromkeys(("OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"), "1")
    env |= {"OMPI_MCA_rmaps_base_oversubscribe": "1", "PRTE_MCA_rmaps_default_mapping_policy":
            ":oversubscribe"}  # fmt: skip
    command = ["mpiexec", "-n", str(ranks), sys.executable, "-m", "mpi4py.futures", "-m",
               "parallel38", *words, "--cluster", "mpi"]  # fmt: skip
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)


def test_three_ranks_of_mpi_give_the_same_bytes(tmp_path: Path, threads: list[bytes]) -> None:
    words = ("run", "isthmus", "--replicas", str(PLAN.replicas), "--seed", str(PLAN.seed))
    done = over_mpi(3, *words, "--out", str(tmp_path / "run"))
    assert done.returncode == 0, done.stderr
    assert table_bytes(tmp_path / "run") == threads


def test_one_rank_alone_is_told_how_to_start_more(tmp_path: Path) -> None:
    done = over_mpi(1, "run", "isthmus", "--replicas", "2", "--out", str(tmp_path / "run"))
    assert done.returncode == 2
    assert "mpiexec -n 3 python -m mpi4py.futures -m parallel38" in done.stderr
