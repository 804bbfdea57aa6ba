"""Readings: feeds are parsed in a process of their own; one that costs too much is given up, and the next is read."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from bot.coverage import feeds, reader, readings
from bot.coverage.entries import Refused
from tests.fakes.feeds import item, rss

FEED = rss(
    item("Shelter opens", "https://gazette.example/a", published="Mon, 23 Nov 2026 09:00:00 GMT", text="Forty <b>beds</b>.")
)


def test_a_feed_is_read_elsewhere_as_it_would_be_here() -> None:
    found = readings.entries(FEED, url="https://gazette.example/feed")
    assert found == feeds.parse(FEED, url="https://gazette.example/feed")
    assert found[0].published == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


HEAD = b"<?xml version='1.0'?>"
LAUGHS = b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 9) for n in range(1, 12))


@pytest.mark.parametrize(
    "body",
    [
        HEAD + b"<!DOCTYPE l [<!ENTITY a0 'ha'>" + LAUGHS + b"]><rss><channel><item><title>&a11;</title></item></channel></rss>",
        HEAD + b"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&a;</title></item></channel></rss>",
        HEAD + b"<!DOCTYPE l [<!ENTITY % a SYSTEM 'http://gazette.example/x'> %a;]><rss><channel/></rss>",
        b"<rss><channel>" + b"<a>" * 200_000 + b"</a>" * 200_000 + b"</channel></rss>",
        b"<rss><channel><item><title>" + b"x" * 30_000_000 + b"</title></item></channel></rss>",
        b"<rss><channel>" + b"<item><title>x" * 150_000,
        b'{"items":' + b"[" * 2_000_000,
        b"", b"\x00" * 1000, b"no feed", b"<html><body>Hello</body></html>", b"\xff\xfe\x00\x00" * 1000,
    ],
    ids=["laughs", "file", "outside", "depth", "30 MB", "never closed", "deep JSON", "empty", "nothing", "text", "page", "noise"],
)  # fmt: skip
def test_what_would_cost_too_much_or_is_no_feed_is_refused_soon(body: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(Refused) as caught:
        readings.entries(body)
    assert str(caught.value).endswith(".")
    assert time.monotonic() - began < readings.SECONDS
    assert len(readings.entries(FEED)) == 1


def test_of_three_hundred_thousand_items_the_first_are_read() -> None:
    assert (
        len(readings.entries(b"<rss><channel>" + b"<item/>" * 300_000 + b"<item><title>x</title></item></channel></rss>"))
        <= 500
    )


def test_a_reading_that_overruns_is_ended_and_the_next_one_works() -> None:
    slow = (
        b"<rss><channel>" + b"<item><title>a</title><description>&lt;p&gt;b</description></item>" * 60_000 + b"</channel></rss>"
    )
    began = time.monotonic()
    with pytest.raises(Refused, match="given up"):
        readings.entries(slow, seconds=0.001)
    assert time.monotonic() - began < 5
    assert readings.entries(FEED)[0].title == "Shelter opens"


def test_the_reader_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    process = readings._Reader()
    environment = open(f"/proc/{process._process.pid}/environ", "rb").read()  # noqa: SIM115
    process.end()
    assert b"xoxb-secret" not in environment and b"PYTHONPATH" in environment


def test_memory_beyond_the_limit_ends_the_reading_and_not_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(body: bytes, url: str) -> list[object]:
        raise MemoryError

    monkeypatch.setitem(reader._READ, "feed", hungry)
    answer = reader._answer("feed", FEED, "")
    assert answer["tired"] and "memory" in answer["refused"]
    eater = "from bot.coverage import reader; reader._limit_memory(); bytearray(600 * 1024 * 1024)"
    ended = subprocess.run([sys.executable, "-c", eater], cwd=readings.ROOT, capture_output=True, text=True, check=False)
    assert "MemoryError" in ended.stderr
