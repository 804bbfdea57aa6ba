"""Feeds of the invented papers, written as such feeds are: RSS with and without the whole text, Atom, JSON Feed, and alerts of a
search whose links go through the searcher's own address."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from bot.sandbox.newsstand.cuttings import Cutting
from bot.sandbox.newsstand.papers import Form, Paper

SNIPPET = 240
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def feed(paper: Paper, printed: Sequence[Cutting]) -> tuple[str, str]:
    """The feed of a paper with these articles, the latest first: its text and its media type."""
    assert paper.form is not None
    return _WRITTEN[paper.form](paper, printed)


def alerts(words: str, printed: Sequence[Cutting]) -> tuple[str, str]:
    """What a search for the words alerts to, as Atom: marked words, snippets, and links through the searcher."""
    entries = "".join(
        f"<entry><id>tag:alerts.example,2013:feed:{escape(one.slug)}</id>"
        f"<title type='html'>{escape(_marked(one.headline, words))}</title>"
        f"<link href='https://www.google.com/url?rct=j&amp;sa=t&amp;url={quote(one.address, safe='')}&amp;ct=ga'/>"
        f"<published>{_iso(one.at)}</published><updated>{_iso(one.at)}</updated>"
        f"<content type='html'>{escape(_marked(snippet(one.text), words))}</content><author><name/></author></entry>"
        for one in printed
    )
    head = f"<title>Alert - {escape(words)}</title><id>tag:alerts.example,2013:feed</id>"
    return f"{_XML}<feed xmlns='http://www.w3.org/2005/Atom'>{head}{_updated(printed)}{entries}</feed>", "application/atom+xml"


def snippet(text: str) -> str:
    """The beginning of a text as papers cut it: at a word, with dots."""
    return text if len(text) <= SNIPPET else text[:SNIPPET].rpartition(" ")[0] + " …"


def _rss(paper: Paper, printed: Sequence[Cutting], *, whole: bool = True) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(one.headline)}</title><link>{escape(one.address)}?utm_source=rss</link>"
        f"<guid isPermaLink='true'>{escape(one.address)}</guid><dc:creator>{escape(paper.reporter)}</dc:creator>"
        f"<pubDate>{format_datetime(one.at)}</pubDate><description>{escape(snippet(one.text))}</description>"
        + (f"<content:encoded><![CDATA[<p>{escape(one.text, quote=False)}</p>]]></content:encoded>" if whole else "")
        + "</item>"
        for one in printed
    )
    head = f"<title>{escape(paper.name)}</title><link>https://www.{paper.host}/</link><description>News</description>"
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    return f"{_XML}<rss version='2.0' {spaces}><channel>{head}{items}</channel></rss>", "application/rss+xml"


def _snippets(paper: Paper, printed: Sequence[Cutting]) -> tuple[str, str]:
    return _rss(paper, printed, whole=False)


def _atom(paper: Paper, printed: Sequence[Cutting]) -> tuple[str, str]:
    entries = "".join(
        f"<entry><id>{escape(one.address)}</id><title>{escape(one.headline)}</title><link href='{escape(one.address)}'/>"
        f"<published>{_iso(one.at)}</published><updated>{_iso(one.at)}</updated>"
        f"<author><name>{escape(paper.reporter)}</name></author>"
        f"<content type='html'>{escape(f'<p>{escape(one.text, quote=False)}</p>')}</content></entry>"
        for one in printed
    )
    head = f"<title>{escape(paper.name)}</title><id>https://www.{paper.host}/</id><link href='https://www.{paper.host}/'/>"
    return f"{_XML}<feed xmlns='http://www.w3.org/2005/Atom'>{head}{_updated(printed)}{entries}</feed>", "application/atom+xml"


def _json(paper: Paper, printed: Sequence[Cutting]) -> tuple[str, str]:
    items = [
        {
            "id": one.address, "url": one.address, "title": one.headline, "content_text": one.text,
            "date_published": one.at.isoformat(), "authors": [{"name": paper.reporter}],
        }
        for one in printed
    ]  # fmt: skip
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper.name,
        "home_page_url": f"https://www.{paper.host}/",
        "items": items,
    }
    return json.dumps(body, ensure_ascii=False), "application/feed+json"


def _marked(text: str, words: str) -> str:
    return escape(text, quote=False).replace(words, f"<b>{words}</b>")


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _updated(printed: Sequence[Cutting]) -> str:
    return f"<updated>{_iso(printed[0].at)}</updated>" if printed else ""


_WRITTEN: dict[Form, Callable[[Paper, Sequence[Cutting]], tuple[str, str]]] = {
    Form.RSS: _rss, Form.SNIPPETS: _snippets, Form.ATOM: _atom, Form.JSON: _json,
}  # fmt: skip
