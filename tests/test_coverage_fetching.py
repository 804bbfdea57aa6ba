"""Fetching: what may be asked for, where connections truly go, and what a site's answer means to an officer."""

from __future__ import annotations

import gzip
import time
import zlib
from datetime import UTC, datetime, timedelta
from itertools import repeat

import pytest

from bot.coverage import answers, fetches
from bot.coverage.addresses import Forbidden
from bot.coverage.answers import FetchFailed, Trouble
from bot.settings import Settings
from tests.fakes.feeds import HOST, Reply, Site, item, rss

FEED = rss(item("Shelter opens", "https://gazette.example/a"))


@pytest.fixture
def site() -> Site:  # type: ignore[misc]
    with Site() as running:
        yield running


def refused(url: str, *, leads_to: str = "", allow: str = "") -> str:
    """Why an address is refused; nothing is looked up but what the test says."""

    def resolve(host: str, port: int) -> list[str]:
        assert leads_to, f"{host} was looked up"
        return leads_to.split()

    with pytest.raises(Forbidden) as caught:
        fetches.get(Settings(_env_file=None, feed_allow=allow), url, resolve=resolve)
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "because"),
    [
        ("file:///etc/passwd", "does not begin with http"), ("ftp://gazette.example/a", "does not begin with http"),
        ("gopher://gazette.example/", "does not begin with http"), ("//gazette.example/a", "does not begin with http"),
        ("https:///a", "names no host"), ("https://[::1/a", "no address of a page"), ("https://gazette.example:99999/", "no address"),
        ("https://mara:secret@gazette.example/", "user name or a password"), ("https://mara@127.0.0.1/", "user name or a password"),
        ("http://gazette.example\\@127.0.0.1/", "odd characters"), ("http://gazette.example/\r\nHost: x", "odd characters"),
        ("http://gazette.example:22/", "port 22"), ("http://gazette.example:6379/", "port 6379"), ("http://gazette.example:25/", "port 25"),
        ("http://localhost/", "inside a private network"), ("http://LOCALHOST:8080/", "inside a private network"),
        ("http://localhost./", "ends in a dot"), ("http://gazette.example./", "ends in a dot"),
        ("http://x.localhost/", "inside a private network"), ("http://printer.local/", "inside a private network"),
        ("http://intranet/", "inside a private network"), ("http://db.internal/", "inside a private network"),
        ("http://metadata.google.internal/computeMetadata/v1/", "machines' keys"), ("http://metadata/", "machines' keys"),
        ("http://127.0.0.1/", "this machine itself"), ("http://127.8.9.10:8080/", "this machine itself"),
        ("http://0.0.0.0/", "this machine itself"), ("http://[::1]/", "this machine itself"), ("http://[::]/", "this machine itself"),
        ("http://10.0.0.4/", "inside a private network"), ("http://172.31.255.1/", "inside a private network"),
        ("http://192.168.0.1/", "inside a private network"), ("http://100.64.0.1/", "inside a private network"),
        ("http://[fd12:3456::1]/", "inside a private network"), ("http://[fec0::1]/", "inside a private network"),
        ("http://169.254.1.1/", "only valid on the local network"), ("http://[fe80::1]/", "only valid on the local network"),
        ("http://169.254.169.254/latest/meta-data/", "machines' keys"), ("http://[fd00:ec2::254]/", "machines' keys"),
        ("http://[::ffff:169.254.169.254]/", "machines' keys"), ("http://100.100.100.200/", "machines' keys"),
        ("http://224.0.0.1/", "no website has"), ("http://255.255.255.255/", "no website has"), ("http://240.0.0.1/", "no website has"),
        ("http://192.0.2.1/", "no website has"), ("http://198.18.0.1/", "no website has"), ("http://[ff02::1]/", "no website has"),
        ("http://[2001:db8::1]/", "no website has"), ("http://[::ffff:127.0.0.1]/", "this machine itself"),
        ("http://[::ffff:7f00:1]/", "this machine itself"), ("http://[::ffff:10.0.0.1]/", "inside a private network"),
        ("http://[::127.0.0.1]/", "no website has"), ("http://[2002:7f00:1::]/", "this machine itself"),
        ("http://[2002:a00:1::]/", "inside a private network"), ("http://[64:ff9b::10.0.0.1]/", "inside a private network"),
        ("http://[64:ff9b:1::a00:1]/", "no website has"), ("http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "no website has"),
        ("http://[fe80::1%25eth0]/", "zone"), ("http://[fe80::1%eth0]/", "zone"), ("http://gazette%2eexample/", "zone or an escaped"),
        ("http://2130706433/", "hides an address"), ("http://0x7f000001/", "hides an address"), ("http://0x7f.1/", "hides an address"),
        ("http://017700000001/", "hides an address"), ("http://0177.0.0.1/", "hides an address"), ("http://127.1/", "hides an address"),
        ("http://10.1/", "hides an address"), ("http://192.168.257/", "hides an address"), ("http://127.0.0.0x1/", "hides an address"),
        ("http://127.0.0.1./", "ends in a dot"), ("http://1.2.3.4.5/", "hides an address"), ("http://127.0.0.01/", "hides an address"),
        ("http://１２７.０.０.１/", "only look like"), ("http://127。0。0。1/", "only look like"), ("http://ⓛocalhost/", "only look like"),
        ("http://①②⑦.0.0.1/", "only look like"), ("http://ex​ample.example/", "only look like"), ("http://-a.example/", "no host name"),
        ("http://" + "a" * 64 + ".example/", "no host name"), ("http://gazette.example/" + "a" * 2000, "too long"), ("", "does not begin"),
    ],
)  # fmt: skip
def test_an_address_that_hides_or_leads_inside_is_refused_before_it_is_looked_up(url: str, because: str) -> None:
    assert because in refused(url)


@pytest.mark.parametrize(
    "leads_to",
    ["127.0.0.1", "10.0.0.4", "93.184.215.14 10.0.0.4", "::1", "::ffff:192.168.1.1", "fe80::1%eth0", "64:ff9b::7f00:1", "0.0.0.0", "224.0.0.251"],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused_with_a_way_out(leads_to: str) -> None:
    told = refused("https://gazette.example/feed", leads_to=leads_to)
    assert told.startswith("gazette.example leads to ")
    assert told.endswith("an administrator can allow it with FEED_ALLOW.")


def test_the_reason_is_one_an_officer_can_read() -> None:
    assert refused("https://gazette.example/feed", leads_to="10.0.0.4") == (
        "gazette.example leads to an address inside a private network (10.0.0.4). If that is your intranet, an administrator can "
        "allow it with FEED_ALLOW."
    )


def test_a_clouds_keys_are_never_fetched_whatever_is_allowed() -> None:
    assert "keys" in refused("http://gazette.example/", leads_to="169.254.169.254", allow="gazette.example,169.254.0.0/16")


@pytest.mark.parametrize("allow", ["gazette.example", "gazette.example:{port}", "127.0.0.0/8", "other.example, 127.0.0.1"])
def test_an_intranet_that_is_allowed_is_fetched(site: Site, allow: str) -> None:
    site.serve("/feed", FEED)
    port = site.port if "127.0.0" not in allow else 8080
    settings = Settings(
        _env_file=None, feed_allow=allow.format(port=port) + (f",gazette.example:{site.port}" if port == 8080 else "")
    )
    found = fetches.get(settings, site.at("/feed", host="gazette.example"), resolve=lambda host, port: [HOST])
    assert found.body == FEED
    assert site.asked[0][1]["host"] == f"gazette.example:{site.port}"


def test_the_address_that_was_checked_is_the_one_connected_to(site: Site) -> None:
    """A name whose second answer is another one gets no second question."""
    site.serve("/feed", FEED)
    replies = iter([[HOST], ["10.0.0.4"]])
    settings = Settings(_env_file=None, feed_allow=f"gazette.example:{site.port}")
    assert (
        fetches.get(settings, site.at("/feed", host="gazette.example"), resolve=lambda host, port: next(replies)).body == FEED
    )
    assert next(replies) == ["10.0.0.4"]


def test_every_redirect_is_checked_again(site: Site) -> None:
    site.redirect("/feed", "http://169.254.169.254/latest/meta-data/")
    with pytest.raises(Forbidden, match="keys"):
        fetches.get(site.settings(), site.at("/feed"))
    site.redirect("/feed", "http://localhost/admin")
    with pytest.raises(Forbidden, match="private network"):
        fetches.get(site.settings(), site.at("/feed"))
    site.redirect("/feed", "file:///etc/passwd")
    with pytest.raises(Forbidden, match="http"):
        fetches.get(site.settings(), site.at("/feed"))


def test_redirects_are_followed_and_permanent_ones_reported(site: Site) -> None:
    site.redirect("/old", "/newer", 301)
    site.redirect("/newer", site.at("/newest#top"), 308)
    site.redirect("/found", "/newest", 302)
    site.serve("/newest", FEED)
    moved = fetches.get(site.settings(), site.at("/old"))
    assert (moved.body, moved.url, moved.moved_to) == (FEED, site.at("/newest"), site.at("/newest"))
    assert fetches.get(site.settings(), site.at("/found")).moved_to == ""
    site.redirect("/round", "/round")
    with pytest.raises(FetchFailed, match="again and again"):
        fetches.get(site.settings(), site.at("/round"))


def test_what_is_known_is_not_sent_again(site: Site) -> None:
    site.serve("/feed", status=304)
    found = fetches.get(site.settings(), site.at("/feed"), etag='"a"', modified="Mon, 23 Nov 2026 09:00:00 GMT")
    assert found.unchanged and found.body == b""
    asked = site.asked[0][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"a"', "Mon, 23 Nov 2026 09:00:00 GMT")
    assert asked["user-agent"].startswith("Pressdesk/") and "cookie" not in asked


@pytest.mark.parametrize(
    ("status", "trouble", "words"),
    [
        (401, Trouble.LOGIN, "login"), (402, Trouble.PAYWALL, "paid"), (403, Trouble.BLOCKED, "many sites turn programs away"),
        (404, Trouble.MISSING, "nothing at this address"), (410, Trouble.GONE, "gone for good"), (429, Trouble.BUSY, "left alone"),
        (451, Trouble.BLOCKED, "legal"), (500, Trouble.BROKEN, "trouble of its own"), (503, Trouble.BUSY, "overloaded"),
        (418, Trouble.BLOCKED, "refuses to answer"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_as_what_it_is(site: Site, status: int, trouble: Trouble, words: str) -> None:
    site.serve("/feed", status=status, retry_after="90")
    with pytest.raises(FetchFailed, match=words) as caught:
        fetches.get(site.settings(), site.at("/feed"))
    assert caught.value.trouble is trouble
    assert caught.value.wait == (timedelta(seconds=90) if trouble is Trouble.BUSY else None)
    assert trouble is Trouble.PAYWALL or "pa" + "ywall" not in str(caught.value)


def test_a_pause_may_be_asked_for_in_seconds_or_until_a_date_and_lasts_a_day_at_most() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert answers.retry_after("Mon, 23 Nov 2026 10:30:00 GMT", now=now) == timedelta(minutes=90)
    assert answers.retry_after("Mon, 23 Nov 2020 10:30:00 GMT", now=now) == timedelta(0)
    assert (
        answers.retry_after("999999999", now=now)
        == answers.retry_after("Sun, 01 Jan 2040 00:00:00 GMT", now=now)
        == timedelta(hours=24)
    )
    assert [answers.retry_after(odd, now=now) for odd in ("", "soon", "-5", "1e9")] == [None] * 4


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED)), ("deflate", zlib.compress(FEED)), ("x-gzip", gzip.compress(FEED)),
        ("deflate", zlib.compressobj(wbits=-15).compress(FEED) + b""), ("identity", FEED),
    ],
)  # fmt: skip
def test_what_comes_packed_is_unpacked(site: Site, encoding: str, packed: bytes) -> None:
    if encoding == "deflate" and not packed.startswith(b"\x78"):
        bare = zlib.compressobj(wbits=-15)
        packed = bare.compress(FEED) + bare.flush()
    site.serve("/feed", packed, content_encoding=encoding)
    assert fetches.get(site.settings(), site.at("/feed")).body == FEED


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_stopped_while_it_goes_off(site: Site, encoding: str) -> None:
    packer = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(200)) + packer.flush()
    site.serve("/bomb", bomb, content_encoding=encoding)
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="larger than 5 MiB"):
        fetches.get(site.settings(), site.at("/bomb"))
    assert time.monotonic() - began < 5


def test_a_stream_without_an_end_is_cut_off(site: Site) -> None:
    site.replies["/endless"] = Reply(chunks=lambda: repeat(b"<item>" * 4096))
    with pytest.raises(FetchFailed, match="larger than 5 MiB"):
        fetches.get(site.settings(), site.at("/endless"))
    # Packed pieces that unpack to nothing count as what they are.
    site.replies["/nothing"] = Reply(
        headers={"content-encoding": "deflate"}, chunks=lambda: repeat(b"\x00\x00\x00\xff\xff" * 4096)
    )
    with pytest.raises(FetchFailed):
        fetches.get(site.settings(), site.at("/nothing"))


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", FEED), ("gzip, gzip", gzip.compress(gzip.compress(FEED))), ("gzip", FEED), ("gzip", gzip.compress(FEED)[:-9])]
)  # fmt: skip
def test_what_is_packed_otherwise_than_it_says_is_refused(site: Site, encoding: str, body: bytes) -> None:
    site.serve("/feed", body, content_encoding=encoding)
    with pytest.raises(FetchFailed, match="can't be unpacked"):
        fetches.get(site.settings(), site.at("/feed"))


def test_a_drip_ends_with_the_time_there_is(site: Site) -> None:
    site.drip("/drip", b"<item/>", every=0.02)
    began = time.monotonic()
    with pytest.raises(FetchFailed) as caught:
        fetches.get(site.settings(), site.at("/drip"), seconds=0.4)
    assert caught.value.trouble is Trouble.SLOW
    assert 0.3 < time.monotonic() - began < 2


def test_silence_and_wrong_answers_have_their_own_sentences(site: Site) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match=r"no site gazette\.example"):
        fetches.get(site.settings(), "https://gazette.example/feed", resolve=unknown)
    site.serve("/feed", FEED)
    with pytest.raises(FetchFailed, match="does not speak TLS") as caught:
        fetches.get(site.settings(), site.at("/feed").replace("http:", "https:"))
    assert caught.value.trouble is Trouble.TLS
    port = site.port
    site.__exit__()
    with pytest.raises(FetchFailed, match="can't be reached"):
        fetches.get(Settings(_env_file=None, feed_allow=f"{HOST}:{port}"), f"http://{HOST}:{port}/")


def test_a_secure_address_leads_to_no_insecure_one() -> None:
    from bot.coverage.addresses import Allowed, place

    at = place("https://gazette.example/feed", allowed=Allowed())
    with pytest.raises(FetchFailed, match="from a secure to an insecure"):
        fetches._next(at, {"location": "http://gazette.example/feed"}, Allowed())
