"""Connections for fetching: a host is looked up once, its address checked, and that very address connected to.

Whoever looks a name up, checks the answer and then lets a library look it up again can be given two different answers. Here the
library asks us for the connection; the certificate and the Host line keep the name.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from httpcore2 import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend, WriteTimeout

from bot.coverage.addresses import Allowed, checked

Resolve = Callable[[str, int], list[str]]


class Unknown(Exception):
    """No such host, or nobody could say."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a host, in the system's order. Raises OSError."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass
class Guard(NetworkBackend):
    """Connects to what may be reached, until `until` on the monotonic clock. `inside` says that it was on an allow-list."""

    allowed: Allowed
    until: float
    resolve: Resolve = look_up
    inside: bool = False

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:  # fmt: skip
        """A stream to a checked address of the host, the first that answers."""
        found, self.inside = checked(host, port, self._looked_up(host, port), allowed=self.allowed)
        failure: Exception = ConnectError("no address")
        for address in found[:4]:
            try:
                plain = SyncBackend().connect_tcp(
                    address, port, _left(self.until, timeout, ConnectTimeout), None, socket_options
                )
                return _Stream(plain, self.until)
            except ConnectError as problem:
                failure = problem
        raise failure

    def _looked_up(self, host: str, port: int) -> list[str]:
        """As the system says, with a limit of time, which it knows none of."""
        answer: list[list[str]] = []
        trouble: list[OSError] = []

        def ask() -> None:
            try:
                answer.append(self.resolve(host, port))
            except OSError as problem:
                trouble.append(problem)
            except UnicodeError as problem:
                trouble.append(OSError(str(problem)))

        asking = threading.Thread(target=ask, daemon=True, name="look-up")
        asking.start()
        asking.join(_left(self.until, 10.0, ConnectTimeout))
        if trouble and isinstance(trouble[0], PermissionError):
            raise trouble[0]
        if not answer or not answer[0]:
            raise Unknown(host)
        return answer[0]


class _Stream(NetworkStream):
    """A stream whose every step ends when the time for all of them is over, so that no server can drip for ever."""

    def __init__(self, inner: NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout, ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout, WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        secure = self._inner.start_tls(ssl_context, server_hostname, _left(self._until, timeout, ConnectTimeout))
        return _Stream(secure, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(until: float, timeout: float | None, late: type[Exception]) -> float:
    """The seconds that a step may take; raises `late` where none is left."""
    left = until - time.monotonic()
    if left <= 0:
        raise late("the time is over")
    return left if timeout is None else min(left, timeout)
