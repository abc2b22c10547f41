"""Where wars are fought: on threads, on processes, on a Dask cluster, or over MPI.

Every place is a `concurrent.futures.Executor`, and the runner asks no more of it. The bytes are
the same on each: a war is decided by its design and its number alone.
"""

import contextlib
import importlib
import logging
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any, NamedTuple

from parallel38.complaint import Complaint, nearest
from parallel38.ensemble.design import Design, code_hash, fight_war
from parallel38.ensemble.record import Record

THREADS, PROCESSES, MPI, LOCAL = PLACES = ("threads", "processes", "mpi", "dask")
SCHEMES = ("tcp://", "tls://", "ws://", "wss://", "ucx://", "inproc://")
IN_FLIGHT = 4  # wars handed out ahead, per worker
REMOTE_IN_FLIGHT = 256  # the same in all, where the number of workers is unknown
WAIT = "10s"  # for a scheduler to answer


class Place(NamedTuple):
    """An executor, and how many wars to hand out ahead of those that are finished."""

    executor: Executor
    in_flight: int
    local: bool  # threads of this process: interrupted wars need not be waited for


@contextlib.contextmanager
def place(where: str = THREADS, workers: int | None = None) -> Iterator[Place]:
    """Open the place that `where` names: one of `PLACES`, or the address of a Dask scheduler.

    Raises `Complaint` for an unknown place, a library that is missing or a scheduler that does
    not answer.
    """
    count = workers or os.cpu_count() or 1
    if where == THREADS:
        pool = ThreadPoolExecutor(count, thread_name_prefix="war")
        try:
            yield Place(pool, IN_FLIGHT * count, True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    elif where == PROCESSES:
        fresh = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(count, mp_context=fresh) as processes:
            yield Place(processes, IN_FLIGHT * count, False)
    elif where == MPI:
        futures = _ranks()
        with futures.MPIPoolExecutor() as ranks:
            yield Place(ranks, REMOTE_IN_FLIGHT, False)
    elif where == LOCAL or where.startswith(SCHEMES):
        with _dask(where, count) as client:
            yield Place(client.get_executor(pure=False), REMOTE_IN_FLIGHT, False)
    else:
        hint = nearest(where, PLACES) or (
            f"; choose {', '.join(PLACES)}, or the address of a Dask scheduler such as "
            "tcp://host:8786"
        )
        raise Complaint(f"--cluster is {where!r}{hint}")


@contextlib.contextmanager
def _dask(where: str, count: int) -> Iterator[Any]:
    distributed = _library("distributed", "parallel38[cluster]")
    with contextlib.ExitStack() as stack:
        address: Any = where
        if where == LOCAL:
            address = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,  # a worker that ends late is no news
                )
            )
        try:
            client = distributed.Client(address, timeout=WAIT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            reason = f"{error}".splitlines()[0] if str(error) else type(error).__name__
            raise Complaint(
                f"no Dask scheduler answers at {where} ({reason}); start one with dask scheduler, "
                "and workers with dask worker, or leave --cluster out"
            ) from None
        yield stack.enter_context(client)


def _ranks() -> Any:
    """Return mpi4py.futures where this program was started on several ranks.

    Alone, MPI would have to start workers itself, which many clusters refuse, some by hanging.
    """
    futures = _library("mpi4py.futures", "parallel38[mpi]")
    if importlib.import_module("mpi4py.MPI").COMM_WORLD.Get_size() == 1:
        raise Complaint(
            "--cluster mpi fights on the ranks that mpiexec starts, and there is one; start it as: "
            "mpiexec -n 3 python -m mpi4py.futures -m parallel38 ..."
        )
    return futures


def _library(name: str, install: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Complaint(
            f"{name.partition('.')[0]} is not installed; install it with: "
            f"python -m pip install '{install}'"
        ) from None


def fight_elsewhere(plan: Design, war: int, code: str) -> Record:
    """Fight a war in another process, which must run the same model.

    Raises `Complaint` where it does not.
    """
    if code != code_hash():
        raise Complaint(
            "a worker runs another version of parallel38 than this program; install the same one "
            "on every machine of the cluster"
        )
    return fight_war(plan, war)
