"""Keeps other web pages of the same browser out of the stand-in."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost"}


class LocalOnly:
    """Answers only requests that name this machine and come from its own page (or from no page at all)."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not _is_local(scope["headers"]):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 4003})
            else:
                await PlainTextResponse("only for this machine", status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_local(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    host = origin = ""
    for name, value in headers:
        if name == b"host":
            host = value.decode("latin-1")
        elif name == b"origin":
            origin = value.decode("latin-1")
    if host.rsplit(":", 1)[0] not in _HOSTS:
        return False
    return not origin or urlsplit(origin).netloc == host
