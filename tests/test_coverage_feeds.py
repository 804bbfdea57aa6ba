"""Feeds and their dates: what an entry says, and what is refused."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from bot.coverage.dates import published
from bot.coverage.entries import Entry, Refused
from bot.coverage.feeds import parse

HOME = "https://news.example/"


def rss(items: str, *, before: str = "", channel: str = f"<link>{HOME}</link>") -> bytes:
    return f'{before}<rss version="2.0"><channel><title>News</title>{channel}{items}</channel></rss>'.encode()


def only(body: bytes, *, url: str = "") -> Entry:
    (entry,) = parse(body, url=url)
    return entry


@pytest.mark.parametrize(
    ("item", "title", "link"),
    [
        ("<title>A &amp;amp; B</title><link>a.html</link>", "A & B", f"{HOME}a.html"),
        ("<title>Test: <b>bold</b></title><link>/a</link>", "Test: bold", f"{HOME}a"),
        ("<title>&amp;#39;Text&amp;#39;</title>", "'Text'", HOME),
        ("<description>&lt;p&gt;The text&lt;/p&gt;</description>", "The text", HOME),
        ("<link>/a</link>", f"{HOME}a", f"{HOME}a"),
        ("<title>x</title><guid>https://news.example/g</guid>", "x", f"{HOME}g"),
        ('<title>x</title><guid isPermaLink="false">7</guid>', "x", HOME),
        ('<title>x</title><enclosure url="https://news.example/x.mp3" type="audio/mpeg"/>', "x", f"{HOME}x.mp3"),
        ("<title>x</title><link>https://www.google.com/url?rct=j&amp;url=https://paper.example/a%3Fb=1&amp;ct=ga</link>", "x",
         "https://paper.example/a?b=1"),
        ("<title>x</title><link>http://www.bing.com/news/apiclick.aspx?ref=rss&amp;url=https%3a%2f%2fpaper.example%2fa</link>",
         "x", "https://paper.example/a"),
        ("<title>x</title><link>https://news.google.com/rss/articles/CBMiF2h0dHBzOi8vcGFwZXIuZXhhbXBsZS9h0gEA</link>", "x",
         "https://paper.example/a"),
    ],
)  # fmt: skip
def test_an_item_has_a_title_and_the_page_it_leads_to(item: str, title: str, link: str) -> None:
    entry = only(rss(f"<item>{item}</item>"))
    assert (entry.title, entry.link) == (title, link)


def test_a_counters_link_gives_way_to_the_original_and_the_sites_own_is_not_an_articles() -> None:
    spaces = '<item xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><title>x</title><link>https://count.example/1</link>'
    counted = f"{spaces}<feedburner:origLink>https://paper.example/a</feedburner:origLink></item>"
    entry = only(rss(counted))
    assert (entry.link, entry.own_link) == ("https://paper.example/a", True)
    assert not only(rss("<item><title>x</title></item>")).own_link


def test_atom_rdf_and_json_are_read_alike() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/b/"><entry><title type="html">&lt;b&gt;Rents&lt;/b&gt; rise</title>
      <link href="1"/><id>tag:1</id><updated>2024-02-16T24:00:00Z</updated></entry></feed>"""
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <item rdf:about="tag:1"><title>Rents rise</title><link>https://news.example/b/1</link><dc:date>2024-02-17</dc:date></item></rdf:RDF>"""
    feed = b'\xef\xbb\xbf{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://news.example/b/","items":[{"id":"tag:1","url":"1","title":"Rents rise","date_published":"2024-02-17T00:00:00Z"}]}'
    entries = {(e.title, e.link, e.id, e.published) for e in map(only, (atom, rdf, feed))}
    assert entries == {("Rents rise", "https://news.example/b/1", "tag:1", datetime(2024, 2, 17, tzinfo=UTC))}


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><title>café</title></item>", before="<br />\n<b>Warning</b>: no such thing\n<?xml version='1.0'?>"),
        rss("<item><title>ca\x0bfé</title></item>"),
        rss("<item><title>café</title></item>", before='<?xml version="1.0" encoding="utf-8"?>').decode().encode("latin-1"),
        rss("<item><title>café</title></item>", before='<?xml version="1.0" encoding="utf-16"?>').decode().encode("utf-16"),
        rss("<item><title>caf&eacute;</title></item>"),
    ],
)
def test_junk_and_wrong_encodings_are_mended(body: bytes) -> None:
    assert only(body).title == "café"


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"  ", "empty"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "web page"),
        (b"nothing of the kind", "no feed"),
        (b'{"items": 3}', "no JSON Feed"),
        (b'{"items":' + b"[" * 200_000, "nested too deeply"),
        (rss("<item><title>&b;</title></item>", before=BOMB), "entities"),
        (rss("<item><title>&a;</title></item>", before=FILE), "entities"),
        (rss("<a>" * 100_000 + "</a>" * 100_000), "deep"),
        (rss(f"<item><title>{'x' * 6_000_000}</title></item>"), "MiB"),
        (rss(f"<item><title>{'<' * 500_000}</title></item>"), "elements or entities"),
        (rss("<item " + " ".join(f'a{n}="x"' for n in range(20_000)) + "/>"), "single tag"),
    ],
)  # fmt: skip
def test_what_is_no_feed_or_costs_too_much_is_refused_with_a_reason_at_once(body: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(Refused, match=reason):
        parse(body)
    assert time.process_time() - began < 60


def test_of_a_hundred_thousand_items_the_first_five_hundred_are_read() -> None:
    entries = parse(rss("".join(f"<item><title>{n}</title></item>" for n in range(100_000))))
    assert [entry.title for entry in entries] == [str(n) for n in range(500)]


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("Tue, 10 Jun 2003 04:00:00 GMT", "2003-06-10T04:00:00"), ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37"),
        ("Thu Jan  1 00:00:05 2004", "2004-01-01T00:00:05"), ("2003-W12-3", "2003-03-19T00:00:00"),
        ("2003-335", "2003-12-01T00:00:00"), ("20120216T101112Z", "2012-02-16T10:11:12"), ("1700000000", "2023-11-14T22:13:20"),
        ("1700000000000", "2023-11-14T22:13:20"), ("Thu, 01 Jan 2004 24:00:00 GMT", "2004-01-02T00:00:00"),
        ("mar., 05 mars 2024 10:00 +0100", "2024-03-05T09:00:00"), ("Di, 05 Mär 2024 10:00:00 MEZ", "2024-03-05T09:00:00"),
        ("5 de mayo de 2021", "2021-05-05T00:00:00"), ("ma 16. marraskuuta 2020 klo 12:30", "2020-11-16T12:30:00"),
        ("пт, 16 окт 2020 10:00:00 +0300", "2020-10-16T07:00:00"), ("2004년 05월 28일 오후 11:31:58", "2004-05-28T23:31:58"),
        ("Sat, 04/11/2020 - 08:51", "2020-04-11T08:51:00"), ("Wed, 04/11/2020 - 08:51", "2020-11-04T08:51:00"),
        ("30.10.23", "2023-10-30T00:00:00"), ("Mon, 1 Jul 2024 9:05 pm ET", "2024-07-02T01:05:00"),
        ("Thu, 25 Feb 2016 00:00:00 Europe/Brussels", "2016-02-24T23:00:00"), ("2020-11-08T16:20:00-05:00Z", "2020-11-08T21:20:00"),
        ("Nov. 2020", "2020-11-01T00:00:00"), ("2003", "2003-01-01T00:00:00"),
    ],
)  # fmt: skip
def test_dates_of_every_kind_are_instants_in_utc(date: str, iso: str) -> None:
    assert published(date) == datetime.fromisoformat(iso).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ["", "Tomorrow", "0001-01-01T00:00:00Z", "Fri, 31 Jun 2020 10:00:00 GMT", "25:61", "x" * 10_000, "12 \x00"]
)
def test_what_names_no_day_is_none(date: str) -> None:
    assert published(date) is None
