"""What must come to an end: run where it can be ended, with patience enough for any machine, so that only what hangs fails."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # Seconds for what takes a part of one.

Result = TypeVar("Result")


def ended(call: Callable[[], Result]) -> Result:
    """What `call` returns or raises. TimeoutError where it waits for ever."""
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as problem:  # Raised where it is waited for.
            future.set_exception(problem)

    threading.Thread(target=run, daemon=True).start()
    return future.result(timeout=PATIENCE)


def printed(script: str) -> str:
    """What a script prints, in a process of its own: a regular expression that blows up would stop every thread of this one.
    TimeoutExpired where it does not end."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
