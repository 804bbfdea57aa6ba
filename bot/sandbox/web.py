"""The Web API's HTTP side: tokens, forms, JSON bodies, uploads and response_urls."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox import responses
from bot.sandbox.errors import ApiError
from bot.sandbox.text import clean
from bot.sandbox.webapi import files, methods

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(world: World) -> list[Route]:
    """``/api/<method>``, upload URLs and response_urls."""
    return [
        Route("/api/{method}", _method(world), methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", _upload(world), methods=["POST", "PUT"]),
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
            files.receive(world, request.path_params["file_id"], content)
        except ApiError as error:
            return PlainTextResponse(error.code, status_code=error.status)
        return PlainTextResponse(f"OK - {len(content)}")

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
