"""Fights the wars of a design on any executor and keeps each as soon as it is over.

Threads are enough on one machine, since the kernels release the interpreter; any other
`concurrent.futures.Executor` (processes, a Dask cluster, MPI) gives the same bytes.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple

from parallel38.ensemble.design import Design, fight_war, identity, open_design
from parallel38.ensemble.record import Record
from parallel38.ensemble.store import Store
from parallel38.ensemble.tables import Labels

TICK = 0.25  # how often progress is told while nothing finishes [s]
GRACE = 3.0  # how long an interruption waits for the wars in hand [s]
IN_FLIGHT = 4  # wars handed out ahead, per thread
REMOTE_IN_FLIGHT = 256  # the same for an executor whose size is unknown

Fight = Callable[[Design, int], Record]


class Progress(NamedTuple):
    """How far an ensemble has come."""

    finished: int  # wars finished, those of an earlier run included
    replicas: int
    kept: int  # of these, found finished from an earlier run
    rate: float  # [war/s], 0 until it is known
    left: float  # [s], infinite until it is known


Tell = Callable[[Progress], None]


class Interrupted(Exception):
    """Ctrl-C: the finished wars are kept and the same command goes on."""

    def __init__(self, finished: int, replicas: int, busy: bool) -> None:
        super().__init__(f"{finished} of {replicas} wars are kept")
        self.finished = finished
        self.replicas = replicas
        self.busy = busy  # a war was still being fought when we stopped waiting


def run(
    plan: Design,
    folder: Path,
    *,
    threads: int | None = None,
    executor: Executor | None = None,
    tell: Tell = lambda progress: None,
    fight: Fight = fight_war,
) -> bool:
    """Fight `plan` into `folder`, or what is left of it; False if it was finished before.

    Raises `Complaint` if the folder belongs to another run, `Interrupted` on Ctrl-C, OSError
    when the disk is full or read-only; whatever is finished by then is kept.
    """
    with Store(folder, identity(plan), plan.command()) as store:
        if store.finished():
            return False
        if executor is not None:
            _fight_rest(store, plan, fight, executor, REMOTE_IN_FLIGHT, tell)
        else:
            count = threads or os.cpu_count() or 1
            pool = ThreadPoolExecutor(count, thread_name_prefix="war")
            try:
                _fight_rest(store, plan, fight, pool, IN_FLIGHT * count, tell)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        store.finish(labels(plan))
        return True


def labels(plan: Design) -> Labels:
    """Return the names of nations, groups and places of the scenario of `plan`."""
    opened = open_design(plan)
    return Labels(tuple(opened.nations), tuple(opened.groups), tuple(opened.places.items()))


def _fight_rest(
    store: Store, plan: Design, fight: Fight, executor: Executor, in_flight: int, tell: Tell
) -> None:
    kept = store.kept()
    finished = set(kept)
    rest = iter([war for war in range(plan.replicas) if war not in kept])
    clock = _Clock(plan.replicas, len(kept))
    pending: dict[Future[Record], int] = {}
    try:
        while True:
            while len(pending) < in_flight and (war := next(rest, None)) is not None:
                pending[executor.submit(fight, plan, war)] = war
            if not pending:
                break
            _collect(store, pending, finished, TICK)
            tell(clock.read(len(finished)))
    except KeyboardInterrupt:
        busy = _keep_wars_in_hand(store, pending, finished)
        store.note_progress(len(finished))
        raise Interrupted(len(finished), plan.replicas, busy) from None
    except BaseException:
        for future in pending:
            future.cancel()
        store.note_progress(len(finished))
        raise


def _collect(
    store: Store, pending: dict[Future[Record], int], finished: set[int], seconds: float
) -> None:
    """Keep the wars that end within `seconds`, as soon as at least one has; then raise."""
    over, _ = wait(pending, timeout=seconds, return_when=FIRST_COMPLETED)
    trouble: BaseException | None = None
    for future in over:
        war = pending.pop(future)
        failed = future.exception()
        if failed is None:
            store.save(war, future.result())
            finished.add(war)
        trouble = trouble or failed
    if trouble:
        raise trouble


def _keep_wars_in_hand(
    store: Store, pending: dict[Future[Record], int], finished: set[int]
) -> bool:
    """Wait a little for the wars that have begun; True if some are still being fought."""
    for future in [future for future in pending if future.cancel()]:
        del pending[future]
    until = time.monotonic() + GRACE
    try:
        while pending and time.monotonic() < until:
            _collect(store, pending, finished, TICK)
    except KeyboardInterrupt:
        return True
    return bool(pending)


class _Clock:
    """Speed and time left, counted from the first war that ends: compiling is not fighting."""

    def __init__(self, replicas: int, kept: int) -> None:
        self.replicas = replicas
        self.kept = kept
        self.first: tuple[int, float] | None = None

    def read(self, finished: int) -> Progress:
        now = time.monotonic()
        if self.first is None and finished > self.kept:
            self.first = (finished, now)
        rate = 0.0
        if self.first and finished > self.first[0]:
            rate = (finished - self.first[0]) / max(now - self.first[1], 1e-9)
        left = (self.replicas - finished) / rate if rate else float("inf")
        return Progress(finished, self.replicas, self.kept, rate, left)
