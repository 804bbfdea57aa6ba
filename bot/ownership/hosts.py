"""Hosts: an SQLite file belongs to one machine at a time.

Any number of processes on that machine may share it: every lease, key and lock of the desk is decided in the database, and
SQLite's locks hold between processes of one kernel, containers included. Between machines they do not: its write-ahead log
lives in shared memory, and over a network file system two desks would damage the file. So each process leaves a beat in a
file beside the database. A start that finds another machine's watches it: what goes on beating is at work, and the start is
refused; what has stopped is taken over. No two clocks are compared.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.db import Database
from bot.errors import Conflict

log = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
LOOKS = 6  # How often a start looks whether another machine's beat moves,
LOOK_SECONDS = 2.0  # and how long it waits between: longer, all in all, than two beats.
BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Beat:
    """Who is at work on the file. `machine` names one start of one kernel, `beat` is another one each time."""

    machine: str
    host: str
    pid: int
    beat: str


def this_machine() -> str:
    """The kernel's own name for this boot, which containers share; without one, the host's name and network address."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return f"{socket.gethostname()}-{uuid.getnode():x}"


@dataclass
class Claim:
    """The file is this machine's as long as the claim beats. `lost` is called where another machine took it over."""

    file: Path
    machine: str = field(default_factory=this_machine)
    lost: Callable[[], None] = lambda: os.kill(os.getpid(), signal.SIGTERM)
    pause: Callable[[float], None] = time.sleep
    _stop: threading.Event = field(default_factory=threading.Event)

    def take(self) -> None:
        """Conflict where another machine is at work on the file."""
        found = read(self.file)
        if found is not None and found.machine != self.machine and self._moves(found):
            raise Conflict(
                f"{found.host} (process {found.pid}) is at work on this SQLite file, and SQLite can't be shared between "
                "machines: both would damage it. Stop the desk there, or move to PostgreSQL with `python -m bot move`."
            )
        self.beat()

    def beat(self) -> None:
        """Leaves a beat of this process."""
        own = Beat(self.machine, socket.gethostname(), os.getpid(), uuid.uuid4().hex)
        partial = self.file.with_name(f"{self.file.name}.{own.pid}")
        partial.write_text(json.dumps(asdict(own)))
        os.replace(partial, self.file)

    def start(self) -> None:
        """Beats in the background until `release`."""
        threading.Thread(target=self._loop, name="host-beat", daemon=True).start()

    def release(self) -> None:
        """Stops beating and takes the beat away, unless it is another process's."""
        self._stop.set()
        found = read(self.file)
        if found is not None and found.machine == self.machine and found.pid == os.getpid():
            self.file.unlink(missing_ok=True)

    def _moves(self, first: Beat) -> bool:
        for _ in range(LOOKS):
            self.pause(LOOK_SECONDS)
            found = read(self.file)
            if found != first:
                # It beats, or it went away; another machine that came in its place beats as well.
                return found is not None and found.machine != self.machine
        return False

    def look(self) -> None:
        """One beat; gives the file up where another machine's stands there."""
        found = read(self.file)
        if found is not None and found.machine != self.machine:
            log.critical(
                "%s (process %s) took this SQLite file over. This desk stops, so as not to damage it.", found.host, found.pid
            )
            self._stop.set()
            self.lost()
            return
        try:
            self.beat()
        except OSError as trouble:
            log.warning("No beat can be left beside the database: %s.", trouble)

    def _loop(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            self.look()


def claim(database: Database) -> Claim | None:
    """The SQLite file for this machine, beating; None for PostgreSQL, which any number of machines may share. Conflict where
    another machine has it."""
    file = database.url.database
    if not database.is_sqlite or not file or file == ":memory:":
        return None
    claimed = Claim(beside(Path(file)))
    claimed.take()
    claimed.start()
    return claimed


def beside(file: Path) -> Path:
    """Where the beat of a database file is left."""
    return file.with_name(f"{file.name}.host")


def read(file: Path) -> Beat | None:
    """The beat in a file, or None where there is none that can be read."""
    try:
        return Beat(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
