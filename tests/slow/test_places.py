"""The same wars on threads, on processes and on a cluster of two workers: the same bytes."""

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
