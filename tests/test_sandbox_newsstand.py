"""The newsstand: feeds that a reader of feeds reads, pages behind their links, and nothing before its hour."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from bot.coverage import feeds
from bot.sandbox.newsstand.cuttings import ZONE, cuttings
from bot.sandbox.newsstand.papers import PAPERS
from bot.sandbox.officehours import OfficeHours
from bot.sandbox.server import Server
from bot.sandbox.world import World

OPENED = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
ALERTS = "feeds/alerts.xml?words=" + quote("Harbour Light Trust")


@pytest.fixture
def world() -> World:
    world = World(clock=lambda: OPENED.timestamp())
    world.state.opened_at = OPENED.timestamp()
    return world


@pytest.fixture
def stand(world: World) -> Iterator[str]:
    with Server(world) as server:
        yield f"{server.url}/newsstand"


def got(address: str, **headers: str) -> tuple[int, bytes, str]:
    """Status, body and tag."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=5) as answer:
            return answer.status, answer.read(), answer.headers.get("etag", "")
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read(), answer.headers.get("etag", "")


def test_every_paper_has_a_feed_that_is_read_with_its_articles_times_and_links(stand: str) -> None:
    for paper in (one for one in PAPERS.values() if one.form):
        status, body, _ = got(f"{stand}/feeds/{paper.file}")
        entries = feeds.parse(body)
        printed = [one for one in reversed(cuttings(OPENED)) if one.paper is paper and one.at <= OPENED][:20]
        assert status == 200 and [one.title for one in entries] == [one.headline for one in printed], paper.name
        assert [one.published for one in entries] == [one.at for one in printed]
        assert all(one.own_link and f"www.{paper.host}/" in one.link for one in entries)


def test_alerts_lead_through_the_searcher_to_the_same_pages(stand: str) -> None:
    entries = feeds.parse(got(f"{stand}/{ALERTS}")[1])
    printed = {one.address: one.headline for one in cuttings(OPENED)}
    assert len(entries) == 20 and all(printed[one.link] == one.title for one in entries)


def test_nothing_is_printed_before_its_hour_and_what_did_not_change_is_not_sent_again(world: World, stand: str) -> None:
    address = f"{stand}/feeds/{PAPERS['tide'].file}"
    world.state.clock_offset = -timedelta(hours=1).total_seconds()
    before, tag = got(address)[1:]
    assert got(address, **{"If-None-Match": tag})[0] == 304
    world.state.clock_offset = 0
    status, now, _ = got(address, **{"If-None-Match": tag})
    assert status == 200
    new = {one.title for one in feeds.parse(now)} - {one.title for one in feeds.parse(before)}
    assert new == {"Water in the car park behind the Pier Street house"}


def test_the_address_of_an_invented_paper_is_read_here(stand: str) -> None:
    one = cuttings(OPENED)[0]
    status, body, _ = got(f"{stand}/open?url={quote(one.address, safe='')}")
    assert status == 200 and one.headline in body.decode() and f"<link rel='canonical' href='{one.address}'>" in body.decode()
    front = got(f"{stand}/gazette")[1].decode()
    assert "Pumps at work in the car park" in front and "application/rss+xml" in front
    assert got(f"{stand}/open?url=https%3A%2F%2Felsewhere.example%2Fa")[0] == 404


@pytest.mark.parametrize("opened", ["2026-11-25T02:40", "2026-11-22T15:00", "2026-11-23T08:00", "2026-03-30T12:00"])
def test_whenever_a_desk_is_opened_there_is_a_quiet_day_before_a_loud_one(opened: str) -> None:
    at = datetime.fromisoformat(opened).replace(tzinfo=UTC)
    ours = [one for one in cuttings(at) if "Harbour Light Trust" in one.text]
    assert len({one.address for one in ours}) == len(ours) and all(one.at <= at for one in ours)
    hours = OfficeHours(at, ZONE)
    loud = hours.on(1, "07:30")
    quiet = OfficeHours(hours.on(1, "12:00"), ZONE).on(1, "07:30")
    assert quiet < loud and loud.weekday() < 5
    assert sum(loud < one.at <= hours.on(0, "07:30") for one in ours) >= 15
    assert not [one for one in ours if quiet < one.at <= loud]
    before = [one for one in ours if one.at <= quiet]
    assert len(before) >= 28 and min(one.at for one in before) > loud - timedelta(days=33)
