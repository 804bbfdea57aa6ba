"""One thread that calls functions later: acknowledgement time-outs, retries and delayed saving."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)


class Alarm:
    """One call to come; `cancel` makes it not come."""

    def __init__(self, call: Callable[[], None]):
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        """Forget the call."""
        self.call = None


class Alarms:
    """Calls in order of their time. The thread starts with the first alarm and is a daemon."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Alarm]] = []
        self._order = itertools.count()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def after(self, seconds: float, call: Callable[[], None]) -> Alarm:
        """Call `call` on the alarm thread in `seconds` (real time)."""
        alarm = Alarm(call)
        with self._wake:
            heapq.heappush(self._heap, (time.monotonic() + seconds, next(self._order), alarm))
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="sandbox-alarms", daemon=True)
                self._thread.start()
            if self._heap[0][2] is alarm:
                self._wake.notify()
        return alarm

    def close(self) -> None:
        """Stop; alarms that have not rung are dropped."""
        with self._wake:
            self._closed = True
            self._heap.clear()
            self._wake.notify()

    def _run(self) -> None:
        while (call := self._next()) is not None:
            try:
                call()
            except Exception:  # One failing call must not end the thread that all the others need.
                logger.exception("an alarm failed")

    def _next(self) -> Callable[[], None] | None:
        with self._wake:
            while not self._closed:
                if not self._heap:
                    self._wake.wait()
                    continue
                due, _, alarm = self._heap[0]
                if alarm.call is None or due <= time.monotonic():
                    heapq.heappop(self._heap)
                    if alarm.call is not None:
                        return alarm.call
                    continue
                self._wake.wait(due - time.monotonic())
        return None
