"""Inflation: bodies unpacked while they come, so that a few packed bytes never become more than was agreed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PIECE = 256 * 1024
_GZIP = {"gzip", "x-gzip"}


class Garbled(Exception):
    """What came is not packed as it says; `str()` names how it says it is."""


class Inflated:
    """Unpacks a body in the encoding that `content-encoding` names: none, gzip or deflate. `over` tells when there is more
    than `most` bytes of it, packed or unpacked; nothing is given out beyond that."""

    def __init__(self, encoding: str, *, most: int) -> None:
        names = [name for name in (one.strip().lower() for one in encoding.split(",")) if name not in ("", "identity")]
        if len(names) > 1 or (names and names[0] not in _GZIP | {"deflate"}):
            raise Garbled(", ".join(names)[:60])
        self._name = names[0] if names else ""
        self._most, self._came, self._given = most, 0, 0
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | (32 if self._name else 0)) if self._name else None
        self._begun = False

    @property
    def over(self) -> bool:
        return max(self._came, self._given) > self._most

    def take(self, piece: bytes) -> Iterator[bytes]:
        """What a piece that came unpacks to."""
        self._came += len(piece)
        if self._inflater is None:
            self._given += len(piece)
            if not self.over:
                yield piece
            return
        while piece and not self.over and not self._inflater.eof:
            found = self._inflate(piece)
            self._given += len(found)
            piece = self._inflater.unconsumed_tail
            if not self.over:
                yield found

    def close(self) -> None:
        """Raises Garbled where the end is missing: half a feed is none."""
        if self._inflater is not None and self._came and not self._inflater.eof:
            raise Garbled(self._name)

    def _inflate(self, piece: bytes) -> bytes:
        assert self._inflater is not None
        try:
            found = self._inflater.decompress(piece, PIECE)
        except zlib.error:
            if self._begun or self._name != "deflate":
                raise Garbled(self._name) from None
            # Some send the bare stream that the name of the encoding says, and not the wrapped one that its standard does.
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            return self._inflate(piece)
        self._begun = True
        return found
