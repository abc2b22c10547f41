"""Work that takes long, one piece at a time: what is seen first goes first.

Wars are fought again, and their rules asked, in Python and compiled code that cannot run beside
itself: sixteen at once would all end when the last does. One after the other half of the readers
have theirs after half of the time, and what a map needs goes before what a panel tells.
"""

import heapq
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

MAP, PANEL, LATER = 0, 1, 2  # who goes first


class Turns:
    """Gives turns: the most urgent first, then whoever came first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._came = 0
        self._busy = False

    def take(self, urgency: int, work: Callable[[], T]) -> T:
        """Return what `work` makes, made when nobody more urgent, or earlier, waits."""
        with self._changed:
            mine = (urgency, self._came)
            self._came += 1
            heapq.heappush(self._waiting, mine)
            self._changed.wait_for(lambda: not self._busy and self._waiting[0] == mine)
            heapq.heappop(self._waiting)
            self._busy = True
        try:
            return work()
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
