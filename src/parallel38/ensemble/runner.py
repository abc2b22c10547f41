"""Fights the wars of a design on any executor and keeps each as soon as it is over.

Threads are enough on one machine, since the kernels release the interpreter; any other
`concurrent.futures.Executor` (processes, a Dask cluster, MPI) gives the same bytes.
"""

import contextlib
import functools
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from pathlib import Path
from typing import NamedTuple

from parallel38.ensemble import spread
from parallel38.ensemble.design import (
    Design,
    code_hash,
    fight_war,
    identity,
    open_design,
    varied_rates,
)
from parallel38.ensemble.executors import (
    REMOTE_IN_FLIGHT,
    THREADS,
    Place,
    fight_elsewhere,
    place,
)
from parallel38.ensemble.record import Record
from parallel38.ensemble.store import Store
from parallel38.ensemble.tables import Labels

TICK = 0.25  # how often progress is told while nothing finishes [s]
GRACE = 3.0  # how long an interruption waits for the wars in hand [s]

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
    where: str = THREADS,
    executor: Executor | None = None,
    tell: Tell = lambda progress: None,
    warn: Callable[[str], None] = lambda sentence: None,
    fight: Fight = fight_war,
) -> bool:
    """Fight `plan` into `folder`, or what is left of it; False if it was finished before.

    On `threads` threads or workers of the place `where` (see `executors`), or on an executor of
    one's own. `warn` is given one sentence for each chunk that was damaged and is fought again.

    Raises `Complaint` if the folder belongs to another run, `Interrupted` on Ctrl-C, OSError
    when the disk is full or read-only; whatever is finished by then is kept.
    """
    with contextlib.ExitStack() as stack:
        if executor is not None:
            chosen = Place(executor, REMOTE_IN_FLIGHT, False)
        else:
            chosen = stack.enter_context(place(where, threads))
        store = stack.enter_context(Store(folder, identity(plan), plan.command(), labels(plan)))
        if store.finished():
            store.finish()
            return False
        for file in store.damaged:
            warn(f"{file} was damaged since it was written; its wars are fought again")
        if where != THREADS and fight is fight_war:
            fight = functools.partial(fight_elsewhere, code=code_hash())
        _fight_rest(store, plan, fight, chosen, tell)
        if plan.spread:
            spread.write(folder, *varied_rates(plan))
        store.finish()
        return True


def labels(plan: Design) -> Labels:
    """Return the names of nations, groups and places of the scenario of `plan`."""
    opened = open_design(plan)
    return Labels(tuple(opened.nations), tuple(opened.groups), tuple(opened.places.items()))


def _fight_rest(store: Store, plan: Design, fight: Fight, chosen: Place, tell: Tell) -> None:
    kept = store.kept()
    finished = set(kept)
    store.note_progress(len(finished))  # fewer than before where a chunk was damaged
    chunks = Chunks(store, finished)
    rest = iter([war for war in range(plan.replicas) if war not in kept])
    clock = _Clock(plan.replicas, len(kept))
    pending: dict[Future[Record], int] = {}
    try:
        while True:
            while len(pending) < chosen.in_flight and (war := next(rest, None)) is not None:
                pending[chosen.executor.submit(fight, plan, war)] = war
            if not pending:
                break
            _collect(chunks, pending, TICK)
            tell(clock.read(len(finished)))
    except KeyboardInterrupt:
        busy = _keep_wars_in_hand(chunks, pending)
        store.note_progress(len(finished))
        raise Interrupted(len(finished), plan.replicas, busy) from None
    except BaseException:
        for future in pending:
            future.cancel()
        store.note_progress(len(finished))
        raise


class Chunks:
    """Keeps finished wars, and closes a chunk as soon as all of its wars are."""

    def __init__(self, store: Store, finished: set[int]) -> None:
        self.store = store
        self.finished = finished
        whole = store.whole()
        self.open = {
            chunk: {war for war in store.wars_of(chunk) if war not in finished}
            for chunk in range(store.chunks)
            if chunk not in whole
        }
        for chunk in [chunk for chunk, missing in self.open.items() if not missing]:
            self._close(chunk)

    def save(self, war: int, record: Record) -> None:
        """Keep one war."""
        self.store.save(war, record)
        self.finished.add(war)
        chunk = self.store.chunk_of(war)
        self.open[chunk].discard(war)
        if not self.open[chunk]:
            self._close(chunk)

    def _close(self, chunk: int) -> None:
        self.store.close(chunk)
        del self.open[chunk]


def _collect(chunks: Chunks, pending: dict[Future[Record], int], seconds: float) -> None:
    """Keep the wars that end within `seconds`, as soon as at least one has; then raise."""
    over, _ = wait(pending, timeout=seconds, return_when=FIRST_COMPLETED)
    trouble: BaseException | None = None
    for future in over:
        war = pending.pop(future)
        failed = future.exception()
        if failed is None:
            chunks.save(war, future.result())
        trouble = trouble or failed
    if trouble:
        raise trouble


def _keep_wars_in_hand(chunks: Chunks, pending: dict[Future[Record], int]) -> bool:
    """Wait a little for the wars that have begun; True if some are still being fought."""
    for future in [future for future in pending if future.cancel()]:
        del pending[future]
    until = time.monotonic() + GRACE
    try:
        while pending and time.monotonic() < until:
            _collect(chunks, pending, TICK)
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
