"""The HTTP and WebSocket server on 127.0.0.1."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from bot.sandbox import control, page_api, web
from bot.sandbox.errors import ApiError
from bot.sandbox.guards import LocalOnly
from bot.sandbox.live import Live
from bot.sandbox.newsstand.routes import routes as newsstand
from bot.sandbox.world import World

PAGE = Path(__file__).with_name("page")
HOST = "127.0.0.1"


def build(world: World) -> Starlette:
    """The whole stand-in for one world: ``/api``, Socket Mode, the page, its API, the newsstand and the control API."""
    live = Live()
    world.listeners.append(live.tell)
    return Starlette(
        routes=[
            *web.routes(world),
            *page_api.routes(world),
            *newsstand(world),
            Route("/sandbox/control", _control(world), methods=["POST"]),
            Route("/archives/{channel}/{message}", _permalink),
            Route("/", _page),
            WebSocketRoute("/sandbox/live", live.endpoint),
            WebSocketRoute("/link/", world.socket_mode.endpoint),
            Mount("/static", StaticFiles(directory=PAGE, check_dir=False)),
        ],
        middleware=[Middleware(LocalOnly)],
    )


def _control(world: World) -> Callable[[Request], Awaitable[Response]]:
    def answer(order: object) -> Response:
        try:
            if not isinstance(order, dict):
                raise ApiError("invalid_json")
            return JSONResponse(control.run(world, order))
        except ApiError as error:
            return JSONResponse(error.body(), status_code=400)

    async def endpoint(request: Request) -> Response:
        try:
            order = await request.json()
        except ValueError:
            order = None
        # In a thread, because an operation may wait for the app ("settle", an event to deliver).
        return await run_in_threadpool(answer, order)

    return endpoint


async def _page(request: Request) -> Response:
    return FileResponse(PAGE / "index.html", headers={"cache-control": "no-store"})


async def _permalink(request: Request) -> Response:
    """A permalink opens the page at its message: ``/?channel=C…&ts=…``, with ``thread_ts`` for a reply."""
    digits = request.path_params["message"].lstrip("p")
    ts = f"{digits[:-6]}.{digits[-6:]}"
    thread = request.query_params.get("thread_ts")
    query = f"channel={request.path_params['channel']}&ts={ts}" + (f"&thread_ts={thread}" if thread else "")
    return RedirectResponse(f"/?{query}")


class Server:
    """uvicorn in a thread of its own. `url` is known once `start` returns; stopping saves the world."""

    def __init__(self, world: World, *, port: int = 0):
        self.world = world
        self._wanted = port
        self._uvicorn: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.url = ""

    @property
    def api_url(self) -> str:
        """The base URL for the bot's WebClient."""
        return f"{self.url}/api/"

    def start(self) -> Server:
        """Listen. Raises OSError where the port is taken."""
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self._wanted))
        listener.listen(1024)
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self.world.base_url = self.url
        self.world.open_socket_mode()
        config = uvicorn.Config(
            build(self.world), log_level=logging.WARNING, access_log=False, lifespan="off",
            ws_ping_interval=20.0, ws_ping_timeout=None, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._uvicorn.run, kwargs={"sockets": [listener]}, name="sandbox-server", daemon=True
        )
        self._thread.start()
        return self

    def stop(self, *, wait: bool = True) -> None:
        """Close every connection and save. Without `wait` the port is freed a fifth of a second later."""
        if self._uvicorn is not None and self._thread is not None:
            self.world.disconnect("drop")
            self._uvicorn.should_exit = True
            if wait:
                self._thread.join(timeout=5)
        self.world.close()

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
