"""``/newsstand``: the feeds, each paper's front page, and the articles behind the links."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.newsstand import feeds
from bot.sandbox.newsstand.cuttings import Cutting, cuttings
from bot.sandbox.newsstand.papers import ALERTS, PAPERS, Paper

if TYPE_CHECKING:
    from bot.sandbox.world import World

MOST = 20  # Articles in a feed.
Page = Callable[["World", Request], Response]


def routes(world: World) -> list[Route]:
    """Empty papers in a workspace whose story has not begun."""
    pages: dict[str, Page] = {
        "feeds/{file}": _feed, "open": _opened, "{paper}": _front, "{paper}/{slug}": _article,
    }  # fmt: skip
    return [Route(f"/newsstand/{path}", _page(world, page), methods=["GET"]) for path, page in pages.items()]


def printed(world: World, paper: Paper | None = None) -> list[Cutting]:
    """What is printed by now, of one paper or of all, the latest first."""
    if world.state.opened_at is None:
        return []
    opened, now = (datetime.fromtimestamp(at, UTC) for at in (world.state.opened_at, world.moment()))
    return [one for one in reversed(cuttings(opened)) if one.at <= now and paper in (None, one.paper)]


def _page(world: World, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return page(world, request)

    return endpoint


def _feed(world: World, request: Request) -> Response:
    file = request.path_params["file"]
    if file == ALERTS:
        words = request.query_params.get("words", "")
        found = [one for one in printed(world) if words in f"{one.headline} {one.text}"]
        body, kind = feeds.alerts(words, found[:MOST])
    else:
        paper = next((one for one in PAPERS.values() if one.form and one.file == file), None)
        if paper is None:
            return PlainTextResponse("no such feed", status_code=404)
        body, kind = feeds.feed(paper, printed(world, paper)[:MOST])
    tag = f'"{sha256(body.encode()).hexdigest()[:20]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type=kind, headers={"etag": tag})


def _opened(world: World, request: Request) -> Response:
    """Where the article of an address such as ``https://www.tidefm.example/…`` is to be read here."""
    address = urlsplit(request.query_params.get("url", ""))
    host = (address.hostname or "").removeprefix("www.")
    paper = next((one.key for one in PAPERS.values() if one.host == host), None)
    if paper is None:
        return PlainTextResponse("This paper is not sold here. Hosts that end in .example exist nowhere.", status_code=404)
    slug = address.path.rstrip("/").rpartition("/")[2]
    return RedirectResponse(f"/newsstand/{paper}/{slug}" if slug else f"/newsstand/{paper}")


def _front(world: World, request: Request) -> Response:
    paper = PAPERS.get(request.path_params["paper"])
    if paper is None:
        return PlainTextResponse("no such paper", status_code=404)
    lines = "".join(
        f"<li><a href='/newsstand/{paper.key}/{one.slug}'>{escape(one.headline)}</a></li>" for one in printed(world, paper)
    )
    feed = f"<link rel='alternate' type='application/rss+xml' href='/newsstand/feeds/{paper.file}'>" if paper.form else ""
    return _html(paper, paper.name, feed, f"<ul>{lines}</ul>")


def _article(world: World, request: Request) -> Response:
    paper = PAPERS.get(request.path_params["paper"])
    for one in printed(world, paper) if paper else ():
        if one.slug == request.path_params["slug"]:
            head = f"<link rel='canonical' href='{escape(one.address)}'>"
            said = f"<p>By {escape(one.paper.reporter)} · {one.at:%-d %B %Y, %H:%M}</p>"
            body = f"<article><h1>{escape(one.headline)}</h1>{said}<p>{escape(one.text)}</p></article>"
            return _html(one.paper, one.headline, head, body)
    return PlainTextResponse("not printed", status_code=404)


def _html(paper: Paper, title: str, head: str, body: str) -> HTMLResponse:
    style = "<style>body{font:1.1rem/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}</style>"
    top = f"<header><a href='/newsstand/{paper.key}'>{escape(paper.name)}</a> · an invented paper</header>"
    return HTMLResponse(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(title)}</title>{head}{style}<body>{top}{body}</body></html>"
    )
