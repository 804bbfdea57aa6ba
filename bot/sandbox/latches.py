"""Latches: that something is held by one process at a time, by a lock the kernel drops with its holder, however that ends.

So a latch is never stale. Whoever finds it held reads what its holder noted in it.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Latch:
    """A file that one process at a time holds; a child it is handed to (`fileno`) holds it as well, and on by itself."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._descriptor: int | None = None

    def hold(self) -> bool:
        """Whether it is held from now on; False where somebody else has it."""
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        self._descriptor = descriptor
        return True

    def fileno(self) -> int:
        """The open file, for a child to inherit; ValueError where it is not held."""
        if self._descriptor is None:
            raise ValueError("the latch is not held")
        return self._descriptor

    def note(self, text: str) -> None:
        """Leaves a line for whoever finds it held."""
        os.pwrite(self.fileno(), text.encode(), 0)

    def noted(self) -> str:
        """What its holder left, empty where nothing yet."""
        return self.file.read_text(encoding="utf-8")

    def release(self) -> None:
        """Gives it up; a child that was handed it still holds it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
