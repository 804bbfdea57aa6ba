"""What feeds, lists of feeds and pages say of themselves: read without a desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.coverage import archives, discoveries, opml, pages, sources
from bot.errors import Invalid
from tests.test_clippings import PAGE


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("gazette.example", "https://gazette.example/"),
        ("feed://Gazette.example/RSS", "http://gazette.example/RSS"),
        ("https://news.google.com/search?q=beds&hl=en-GB", "https://news.google.com/rss/search?q=beds&hl=en-GB"),
        ("https://www.bing.com/news/search?q=beds", "https://www.bing.com/news/search?q=beds&format=rss"),
        ("https://www.google.com/alerts/feeds/123/456", "https://www.google.com/alerts/feeds/123/456"),
    ],
)
def test_the_address_of_a_search_is_that_of_its_feed(typed: str, means: str) -> None:
    assert sources.feed_address(typed) == means


BOMB = '<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline text="&b;" xmlUrl="https://x.example/"/></body></opml>'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document type"),
        ('<!DOCTYPE o SYSTEM "file:///etc/passwd"><opml/>', "document type"),
        ("<html><body/></html>", "no OPML"),
        ("<opml><body>", "no OPML"),
        ("<opml><body/></opml>", "no feed"),
        ("<opml>" + "<outline text='a'>" * 60 + "</outline>" * 60 + "</opml>", "deep"),
        ("<opml>" + "<outline xmlUrl='https://x.example/'/>" * 2001 + "</opml>", "2,000"),
    ],
)
def test_a_list_that_is_none_or_would_do_harm_is_refused(content: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        opml.outlines(content.encode())


def test_an_outlet_is_named_by_what_its_feed_calls_itself() -> None:
    assert discoveries.outlet_name("Eastmarsh Gazette - RSS") == "Eastmarsh Gazette"
    assert discoveries.outlet_name("News | Harbour Times") == "Harbour Times"
    assert discoveries.outlet_name("Coast Radio RSS feed") == "Coast Radio"
    page = '<base href="/x/"><link rel="alternate feed" type="application/atom+xml" href="a.xml"><link rel=alternate type="text/html" href=b>'
    assert discoveries.named_feeds(page, "https://gazette.example/y/z") == ["https://gazette.example/x/a.xml"]


def test_where_a_feed_tells_of_its_next_page() -> None:
    press = b"<rss><channel><generator>https://wordpress.org/?v=6.7</generator><item><link>x</link></item></channel></rss>"
    assert archives.next_page(press, "https://a.example/feed?paged=2", 2) == "https://a.example/feed?paged=3"
    assert archives.next_page(b'{"next_url": "/2.json"}', "https://a.example/1.json", 1) == "https://a.example/2.json"
    elsewhere = b'<feed><link rel="next" href="https://evil.example/2"/></feed>'
    assert (
        archives.next_page(elsewhere, "https://a.example/1", 1)
        == ""
        == archives.next_page(b"<feed/>", "https://a.example/1", 1)
    )


def test_a_page_says_what_it_is() -> None:
    page = pages.read(PAGE.encode(), url="https://gazette.example/beds")
    assert (page.outlet, page.byline, page.language or "en") == ("Harbour Gazette", "Wren Castellane", "en")
    assert page.published == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert pages.read(b"", url="https://gazette.example/").text == ""
    assert pages.read(b"<title>A &amp; B</title>", url="https://gazette.example/").title == "A & B"
