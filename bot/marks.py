"""Marks: named places the work passes, at which a test may have the process killed as a crash would.

`PRESSDESK_KILL_AT=card_posted` ends the process with SIGKILL when it first passes the mark of that name, `card_posted:3` when
it does so for the third time. Without the variable a mark does nothing.
"""

from __future__ import annotations

import functools
import itertools
import os
import signal

VARIABLE = "PRESSDESK_KILL_AT"


def passed(name: str) -> None:
    """Says that the work has come this far."""
    wanted = os.environ.get(VARIABLE)
    if wanted:
        _end_where(wanted, name)


def _end_where(wanted: str, name: str) -> None:
    place, _, time = wanted.partition(":")
    if name == place and next(_passings(name)) == int(time or 1):
        os.kill(os.getpid(), signal.SIGKILL)


@functools.cache
def _passings(name: str) -> itertools.count[int]:
    """Counts from 1; one step of it is one step for all threads."""
    return itertools.count(1)
