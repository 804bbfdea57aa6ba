"""A process that has imported the desk and begins lives of it: each is forked off and runs `python -m bot` for real.

Starting Python and importing everything takes seconds, and a test that kills the desk fifty times would do little else. A line
of JSON on stdin begins a life; each line on stdout tells of one that began or ended.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[1]


class Life:
    """One run of the desk, with what the tests use of `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ended_at = 0.0
        self._over = threading.Event()

    def end(self, status: int) -> None:
        self.ended_at = time.time()
        self.returncode = os.waitstatus_to_exitcode(status)
        self._over.set()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if not self._over.wait(timeout):
            raise subprocess.TimeoutExpired("bot", timeout or 0)
        assert self.returncode is not None
        return self.returncode

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)


class Nursery:
    """`begin` gives a Life. All that still runs ends with it."""

    def __init__(self) -> None:
        self._born: queue.Queue[int] = queue.Queue()
        self._lives: dict[int, Life] = {}
        self._early: dict[int, int] = {}
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def begin(self, command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path) -> Life:
        """A life with this command line and environment, its words appended to `log`."""
        assert self._process.stdin is not None
        order = {"command": list(command), "environment": dict(environment), "folder": str(folder), "log": str(log)}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = self._born.get(timeout=60)
        with self._lock:
            life = self._lives[pid] = Life(pid)
            if pid in self._early:
                life.end(self._early.pop(pid))
        return life

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            what, pid, status = (int(part) if part.isdigit() else part for part in line.split())
            if what == "began":
                self._born.put(int(pid))
                continue
            with self._lock:
                life = self._lives.pop(int(pid), None)
                if life is None:
                    self._early[int(pid)] = int(status)
                else:
                    life.end(int(status))

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for life in list(self._lives.values()):
            life.kill()
        self._process.terminate()
        self._process.wait()


def main() -> None:
    """Imports the desk, then begins what stdin asks for."""
    for name in ("slack_bolt.adapter.socket_mode", "bot.app", "bot.cli", "handlers.press", "dateparser"):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, _reap)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if not pid:
            _live(order)
        os.write(1, f"began {pid} 0\n".encode())


def _reap(*_: Any) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        os.write(1, f"ended {pid} {status}\n".encode())


def _live(order: dict[str, Any]) -> None:
    """Becomes the desk. Slack's pace is taken off, for the stand-in does not ask for it, and the clock ticks each second."""
    from datetime import timedelta

    from bot import cli, notices, schedule

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in (1, 2):
        os.dup2(said, number)
    os.close(0)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    notices.REST = timedelta(0)
    schedule.TICK_SECONDS = 1
    sys.argv = ["bot", *order["command"]]
    try:
        cli.main()
    finally:
        sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
