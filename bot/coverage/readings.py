"""Readings: feeds and pages parsed in a process of their own, with a limit of time and of memory.

A process is kept for the next reading, since starting one takes longer than most feeds; one that overran is ended and replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.coverage.entries import MOST_BYTES, Entry, Refused
from bot.coverage.pages import Page
from bot.coverage.reader import READY

SECONDS = 10.0
START_SECONDS = 60.0
PROCESSES = 2
ROOT = Path(__file__).parents[2]
# The reader gets none of our environment: nothing secret can be in what it is tricked into.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


def entries(body: bytes, *, url: str = "", seconds: float = SECONDS) -> list[Entry]:
    """The entries of a feed, as `feeds.parse` gives them. Raises Refused with a sentence saying why, also where reading it
    would take more than `seconds` or half a GiB."""
    if len(body) > MOST_BYTES:
        raise Refused(f"This feed has {len(body) / 1024 / 1024:.1f} MiB; at most {MOST_BYTES // 1024 // 1024} are read.")
    return [
        Entry(**(row | {"published": datetime.fromisoformat(row["published"]) if row["published"] else None}))
        for row in _readers().ask("feed", body, url, seconds)
    ]


def page(body: bytes, *, url: str, seconds: float = SECONDS) -> Page:
    """The article on a page, as `pages.read` gives it. Raises Refused as `entries` does."""
    row = _readers().ask("page", body, url, seconds)
    return Page(**(row | {"published": datetime.fromisoformat(row["published"]) if row["published"] else None}))


class _Reader:
    """One process."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.coverage.reader"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )  # fmt: skip
        with self._stopped_after(START_SECONDS):
            assert self._process.stdout is not None
            if self._process.stdout.readline() != READY:
                self.end()
                raise RuntimeError("The process that reads feeds does not start.")

    def ask(self, kind: str, body: bytes, url: str, seconds: float) -> dict[str, Any]:
        """Its answer; EOFError or OSError where it gave none."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None and answers is not None
        with self._stopped_after(seconds):
            asked.write(json.dumps({"kind": kind, "url": url, "size": len(body)}).encode() + b"\n")
            asked.write(body)
            asked.flush()
            line = answers.readline()
            size = json.loads(line)["size"] if line.endswith(b"\n") else 0
            data = answers.read(size)
        if not size or len(data) < size:
            raise EOFError
        answer: dict[str, Any] = json.loads(data)
        return answer

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # What was not yet written has nobody to go to.
                    pipe.close()
        self._process.wait()

    @contextlib.contextmanager
    def _stopped_after(self, seconds: float) -> Any:
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class _Readers:
    """The processes at hand, each for one reading at a time."""

    def __init__(self) -> None:
        self._idle: list[_Reader] = []
        self._free = threading.BoundedSemaphore(PROCESSES)
        self._changing = threading.Lock()

    def ask(self, kind: str, body: bytes, url: str, seconds: float) -> Any:
        with self._free:
            reader = self._take()
            try:
                answer = reader.ask(kind, body, url, seconds)
            except (EOFError, OSError, ValueError):
                reader.end()
                raise Refused(
                    f"Reading this took more than {seconds:.0f} seconds or more memory than anything real needs; it was given up."
                ) from None
            if answer.get("tired"):
                reader.end()
            else:
                with self._changing:
                    self._idle.append(reader)
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["read"]

    def close(self) -> None:
        with self._changing:
            while self._idle:
                self._idle.pop().end()

    def _take(self) -> _Reader:
        with self._changing:
            while self._idle:
                reader = self._idle.pop()
                if reader._process.poll() is None:
                    return reader
                reader.end()
        return _Reader()


@functools.cache
def _readers() -> _Readers:
    readers = _Readers()
    atexit.register(readers.close)
    return readers
