"""The Web API's HTTP side: tokens, forms, JSON bodies, uploads and response_urls."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox import cast, files, responses
from bot.sandbox.errors import ApiError
from bot.sandbox.text import clean
from bot.sandbox.webapi import methods

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(world: World) -> list[Route]:
    """``/api/<method>``, upload URLs and response_urls."""
    return [
        Route("/api/{method}", _method(world), methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", _upload(world), methods=["POST", "PUT"]),
        Route("/files-pri/{place}/download/{name}", _private(world)),
        Route("/files-pri/{place}/{name}", _private(world)),
        Route("/login", _login(world)),
        Route("/actions/{team}/{token}", _response_url(world), methods=["POST"]),
    ]


def _method(world: World) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        args = _decoded(request.url.query.encode())
        try:
            args |= await _arguments(request)
        except ApiError as error:
            return JSONResponse(error.body())
        except ClientDisconnect:  # The app ended while it asked.
            return PlainTextResponse("", status_code=400)
        in_form = args.pop("token", None)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        token = bearer.strip() if scheme.lower() == "bearer" else in_form
        answer = methods.call(world, request.path_params["method"], args, token=token)
        return JSONResponse(answer.body, status_code=answer.status, headers=answer.headers)

    return endpoint


async def _arguments(request: Request) -> Json:
    body = await request.body()
    if not body:
        return {}
    if "json" not in request.headers.get("content-type", ""):
        return _decoded(body)
    try:
        args = json.loads(body)
        if b"\\ud" in body.lower():  # Half a surrogate pair could be parsed but never be sent again.
            args = json.loads(clean(json.dumps(args, ensure_ascii=False)))
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(args, dict):
        raise ApiError("json_not_object")
    return args


def _decoded(text: bytes) -> Json:
    return dict(parse_qsl(text.decode("utf-8", "replace"), keep_blank_values=True))


def _upload(world: World) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        content = await request.body()
        try:
            with world.change():
                files.fill(world, request.path_params["file_id"], content)
        except ApiError as error:
            return PlainTextResponse(error.code, status_code=error.status)
        return PlainTextResponse(f"OK - {len(content)}")

    return endpoint


def _private(world: World) -> Endpoint:
    """url_private and url_private_download: the bytes for the app's token, the way to the sign-in page for anybody else."""

    async def endpoint(request: Request) -> Response:
        file_id = request.path_params["place"].rpartition("-")[2]
        file, held = world.state.files.get(file_id), files.content(world, file_id)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        known = scheme.lower() == "bearer" and token.strip() == cast.BOT_TOKEN
        known = known and token.strip() not in world.strictness.revoked | world.strictness.inactive
        world.log_call({"method": "url_private", "args": {"file": file_id}, "response": {"ok": known}, "status": 0})
        if not known or "files:read" not in world.state.scopes.split(","):
            return RedirectResponse(f"{world.base_url}/login?redir={quote(request.url.path)}")
        if failure := world.strictness.take_failure("url_private"):
            return PlainTextResponse(failure.error, status_code=failure.http_status)
        if file is None or held is None or not files.visible_to_app(world, file):
            return HTMLResponse("<!doctype html><title>File not found</title>", status_code=404)
        return Response(held, media_type=file["mimetype"], headers=files.headers(file, inline=False))

    return endpoint


def _login(world: World) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        world.log_call({"method": "login", "args": {}, "response": {"ok": True}, "status": 200})
        return HTMLResponse("<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>")

    return endpoint


def _response_url(world: World) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        args: Json = {}
        body: Json = {"ok": True}
        status = 200
        try:
            args = await _arguments(request)
            with world.serving_app():
                responses.answer(world, request.path_params["token"], args)
        except ApiError as error:
            body, status = error.body(), error.status if error.status != 200 else 404
        world.log_call({"method": "response_url", "args": args, "response": body, "status": status})
        return JSONResponse(body, status_code=status)

    return endpoint
