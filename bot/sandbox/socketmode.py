"""Socket Mode: tickets, hello, envelopes, acknowledgements and disconnects.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox import cast
from bot.sandbox.deliveries import Envelope, Reply, parsed

if TYPE_CHECKING:
    from bot.sandbox.world import World

MOST_CONNECTIONS = 10
_GRACE_SECONDS = 1.0
_CLOSE = object()


class Connection:
    """One open WebSocket of the app, written to from any thread."""

    def __init__(self, socket: WebSocket, *, number: int):
        self.socket = socket
        self.number = number
        self.leaving = False
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[Any] = asyncio.Queue()

    def put(self, message: Any) -> None:
        """Queue a message (or `_CLOSE`)."""
        with contextlib.suppress(RuntimeError):  # The loop is closed when the server has just stopped.
            self._loop.call_soon_threadsafe(self._queue.put_nowait, message)

    async def write(self) -> None:
        """Send what is queued until told to close."""
        while (message := await self._queue.get()) is not _CLOSE:
            await self.socket.send_text(json.dumps(message))
        await self.socket.close()


class SocketMode:
    """A transport: each payload goes to one connection, in turn."""

    name = "socket"

    def __init__(self, world: World):
        self._world = world
        self._connections: list[Connection] = []
        self._waiting: dict[str, Future[Reply]] = {}
        self._turn = itertools.count()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self.tickets: set[str] = set()

    def ready(self) -> bool:
        """Whether a connection takes payloads."""
        return any(not one.leaving for one in self._connections)

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    def send(self, envelope: Envelope) -> Future[Reply]:
        """Put the envelope on the next connection."""
        future: Future[Reply] = Future()
        with self._lock:
            open_ones = [one for one in self._connections if not one.leaving]
            if open_ones:
                self._waiting[envelope["envelope_id"]] = future
                while len(self._waiting) > 5000:
                    self._waiting.pop(next(iter(self._waiting)))
                open_ones[next(self._turn) % len(open_ones)].put(envelope)
        return future

    def disconnect(self, reason: str = "refresh_requested") -> int:
        """Ask every connection to go (``warning``, ``refresh_requested``, ``link_disabled``), or ``drop`` them.

        After a refresh_requested the connection gets no more payloads and is closed a second later. The number of
        connections that were told.
        """
        with self._lock:
            connections = list(self._connections)
            for one in connections:
                one.leaving = one.leaving or reason != "warning"
        for one in connections:
            if reason != "drop":
                one.put(_disconnect(reason))
            if reason in ("drop", "link_disabled"):
                one.put(_CLOSE)
            elif reason != "warning":
                self._world.alarms.after(_GRACE_SECONDS, lambda gone=one: gone.put(_CLOSE))  # type: ignore[misc]
        return len(connections)

    async def endpoint(self, socket: WebSocket) -> None:
        """The WebSocket the URL of apps.connections.open leads to."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close(code=4001)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        if self.count >= MOST_CONNECTIONS:
            await socket.send_text(json.dumps(_disconnect("too_many_websockets")))
            await socket.close()
            return
        connection = Connection(socket, number=next(self._numbers))
        connection.put(self._hello())
        self._add(connection)
        writer = asyncio.create_task(connection.write())
        try:
            while True:
                self._acknowledge(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass  # The app has gone, or we have closed the socket ourselves.
        finally:
            self._remove(connection)
            writer.cancel()

    def _hello(self) -> dict[str, Any]:
        debug = {"host": "applink-sandbox", "started": "", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello",
            "num_connections": self.count + 1,
            "connection_info": {"app_id": cast.APP_ID},
            "debug_info": debug,
        }

    def _add(self, connection: Connection) -> None:
        with self._lock:
            self._connections.append(connection)
        self._world.publish({"type": "bot", "connected": True})

    def _remove(self, connection: Connection) -> None:
        with self._lock:
            self._connections.remove(connection)
        self._world.publish({"type": "bot", "connected": self._world.connected})

    def _acknowledge(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        envelope_id = message.get("envelope_id") if isinstance(message, dict) else None
        with self._lock:
            future = self._waiting.pop(envelope_id or "", None)
        if future is not None:
            future.set_result((200, parsed(message.get("payload"))))


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
