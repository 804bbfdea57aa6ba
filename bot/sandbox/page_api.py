"""``/sandbox/api``: what the page asks and does, as JSON."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import files, pages
from bot.sandbox.results import Result

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
Act = Callable[["World", Json], Result]
_THREADS = 256  # An action waits up to three seconds for the app; 200 at once must not wait for each other.


def routes(world: World) -> list[Route]:
    """All routes under ``/sandbox/api``."""
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="sandbox-person")
    acts = [Route(f"/sandbox/api/{name}", _act(world, act, pool), methods=["POST"]) for name, act in _ACTS.items()]
    reads = {"state": _state, "messages": _messages, "views": _views, "files/{file_id}": _file}
    acts.append(Route("/sandbox/api/upload", _upload(world), methods=["POST"]))
    return acts + [Route(f"/sandbox/api/{path}", _read(world, read)) for path, read in reads.items()]


def _act(world: World, act: Act, pool: ThreadPoolExecutor) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return JSONResponse({"ok": False, "error": "invalid_json"}, status_code=400)
        call = functools.partial(act, world, body)
        try:
            result = await asyncio.get_running_loop().run_in_executor(pool, call)
        except KeyError as error:
            answer = {"ok": False, "error": "missing_argument", "argument": str(error.args[0])}
            return JSONResponse(answer, status_code=400)
        return JSONResponse(result.json())

    return endpoint


async def _body(request: Request) -> Json | None:
    try:
        body = await request.json()
    except ValueError:
        return None
    return dict(request.query_params) | body if isinstance(body, dict) else None


def _read(world: World, read: Callable[[World, Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return read(world, request)

    return endpoint


def _state(world: World, request: Request) -> Response:
    return JSONResponse(pages.state(world, request.query_params.get("user", "")))


def _messages(world: World, request: Request) -> Response:
    query = request.query_params
    user, channel = query.get("user", ""), query.get("channel", "")
    place = world.state.channels.get(channel)
    if place is None or user not in place["members"]:
        return JSONResponse({"ok": False, "error": "channel_not_found", "messages": []}, status_code=404)
    return JSONResponse({"messages": world.messages(channel, user=user, thread_ts=query.get("thread_ts") or None)})


def _views(world: World, request: Request) -> Response:
    user = request.query_params.get("user", "")
    return JSONResponse({"stack": world.stack(user), "home": world.home(user)})


def _file(world: World, request: Request) -> Response:
    file_id = request.path_params["file_id"]
    file, held = world.state.files.get(file_id), files.content(world, file_id)
    if file is None or held is None:
        return JSONResponse({"ok": False, "error": "file_not_found"}, status_code=404)
    inline = files.is_picture(file, held) and not request.query_params.get("download")
    kind = file["mimetype"] if inline else "application/octet-stream"
    return Response(held, media_type=kind, headers=files.headers(file, inline=inline))


def _upload(world: World) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        query = request.query_params
        content = await request.body()
        return JSONResponse(world.upload(query.get("user", ""), query.get("name", ""), content).json())

    return endpoint


def _click(world: World, b: Json) -> Result:
    return world.click(b["user"], container=b["container"], action=b["action"], state=b.get("state"))


def _shortcut(world: World, b: Json) -> Result:
    place = {"channel": b.get("channel"), "message_ts": b.get("message_ts"), "thread_ts": b.get("thread_ts")}
    return world.shortcut(b["user"], b["callback_id"], **place)


_ACTS: dict[str, Act] = {
    "read": lambda w, b: w.read(b["user"], b["channel"]),
    "post": lambda w, b: w.post(b["user"], b["channel"], b["text"], b.get("thread_ts"), attached=b.get("files") or ()),
    "edit": lambda w, b: w.edit(b["user"], b["channel"], b["ts"], b["text"]),
    "delete": lambda w, b: w.delete(b["user"], b["channel"], b["ts"]),
    "react": lambda w, b: w.react(b["user"], b["channel"], b["ts"], b["name"]),
    "join": lambda w, b: w.join(b["user"], b["channel"], b.get("inviter")),
    "leave": lambda w, b: w.leave(b["user"], b["channel"]),
    "command": lambda w, b: w.command(b["user"], b["channel"], b["command"], b.get("text") or ""),
    "click": _click,
    "shortcut": _shortcut,
    "submit": lambda w, b: w.submit(b["user"], b.get("view_id"), b.get("values")),
    "close": lambda w, b: w.close_view(b["user"], b.get("view_id"), every=bool(b.get("all"))),
    "home": lambda w, b: w.open_home(b["user"]),
    "dm": lambda w, b: w.open_dm(b["user"], b.get("with")),
}
