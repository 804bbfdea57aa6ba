"""The WebSocket of the page: each person's pages hear what that person may see."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Iterable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

_QUEUED = 1000


class Client:
    """One open page. A page that does not read is cut off, so that it cannot hold up the others."""

    def __init__(self, user: str):
        self.user = user
        self.loop = asyncio.get_running_loop()
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(_QUEUED)

    def put(self, text: str) -> None:
        """Queue a message; on the loop's thread."""
        try:
            self.queue.put_nowait(text)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(None)


class Live:
    """All open pages."""

    def __init__(self) -> None:
        self._clients: list[Client] = []

    def tell(self, users: Iterable[str] | None, event: dict[str, Any]) -> None:
        """Send an event to the pages of these people (None: all). From any thread; never waits."""
        if not self._clients:
            return
        audience = None if users is None else set(users)
        text = json.dumps(event)
        for client in list(self._clients):
            if audience is None or client.user in audience:
                with contextlib.suppress(RuntimeError):  # The loop is closed when the server has just stopped.
                    client.loop.call_soon_threadsafe(client.put, text)

    async def endpoint(self, socket: WebSocket) -> None:
        """``/sandbox/live?user=U…``"""
        client = Client(socket.query_params.get("user", ""))
        self._clients.append(client)  # Before the page can believe that it is listening.
        reader: asyncio.Task[None] | None = None
        try:
            await socket.accept()
            reader = asyncio.create_task(_until_gone(socket))
            while (text := await _next(client, reader)) is not None:
                await socket.send_text(text)
            if not reader.done():
                await socket.close(code=1013)
        except (WebSocketDisconnect, RuntimeError):
            pass  # The page was closed while something was being sent to it.
        finally:
            self._clients.remove(client)
            if reader is not None:
                reader.cancel()


async def _next(client: Client, reader: asyncio.Task[None]) -> str | None:
    if not client.queue.empty():
        return client.queue.get_nowait()
    waiting = asyncio.create_task(client.queue.get())
    done, _ = await asyncio.wait({waiting, reader}, return_when=asyncio.FIRST_COMPLETED)
    if waiting in done:
        return waiting.result()
    waiting.cancel()
    return None


async def _until_gone(socket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.receive_text()
