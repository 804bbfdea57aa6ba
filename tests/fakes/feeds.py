"""A website on this machine for tests: feeds, pages, refusals, redirects, drips and bombs, each as it comes over the wire.

with Site() as site:
    site.serve("/feed", rss(item("Shelter opens", "/a")))
    fetches.get(site.settings(), site.at("/feed"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from bot.settings import Settings

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """What goes back. A `chunks` takes the place of the body: pieces sent one by one until they end or the other side goes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: Callable[[], Iterable[bytes]] | None = None


class Site:
    """Serves what it was told at each path; `asked` are the requests so far: path and headers in lower case. Bound to
    0.0.0.0 it answers at every address of this machine, as at many hosts."""

    def __init__(self, bind: str = HOST) -> None:
        self.replies: dict[str, Reply | Callable[[dict[str, str]], Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopping = Event()
        self._server = _Server((bind, 0), _Handler)
        self._server.site = self
        self.port = self._server.server_port

    def __enter__(self) -> Site:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def at(self, path: str, *, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def settings(self, **more: Any) -> Settings:
        """Settings that allow this site."""
        return Settings(_env_file=None, **{"feed_allow": f"{HOST}:{self.port}", **more})

    def serve(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.replies[path] = Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.replies[path] = Reply(status=status, headers={"location": to})

    def drip(self, path: str, piece: bytes, *, every: float) -> None:
        """Sends a piece now and then, for ever."""

        def pieces() -> Iterator[bytes]:
            while not self.stopping.wait(every):
                yield piece

        self.replies[path] = Reply(chunks=pieces)


def item(title: str, link: str, *, guid: str = "", published: str = "", text: str = "", more: str = "") -> str:
    """An item of RSS."""
    parts = {"title": title, "link": link, "guid": guid, "pubDate": published, "description": text}
    return f"<item>{''.join(f'<{name}>{escape(value)}</{name}>' for name, value in parts.items() if value)}{more}</item>"


def rss(*items: str, title: str = "The Gazette", link: str = "https://gazette.example/") -> bytes:
    """A feed in RSS 2.0."""
    head = f"<title>{escape(title)}</title><link>{escape(link)}</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    site: Site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        site.asked.append((self.path, headers))
        found = site.replies.get(self.path, Reply(status=404))
        reply = found(headers) if callable(found) else found
        try:
            self._send(reply)
        except OSError:  # The other side had enough.
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks is None:
            if reply.status != 304:
                self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            return
        self.close_connection = True
        self.end_headers()
        for piece in reply.chunks():
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass
