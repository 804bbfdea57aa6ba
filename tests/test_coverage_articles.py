"""Articles: stored once, however often they come and whatever about them changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import col, select

from bot import __version__, teams
from bot.coverage import articles, canonical
from bot.coverage.entries import Entry
from bot.db import Database
from bot.desk import Desk
from bot.llm import NullLLM
from bot.models import Article, ArticleKey, Feed, Job, Member, Outlet
from bot.settings import Settings
from tests.clocks import Clock

TEAM = "T0LANTERN"
GAZETTE = "https://gazette.example"
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPENED = Entry("Shelter opens in the old town hall", f"{GAZETTE}/news/shelter", "g-1", AT, summary="Forty beds from Monday.")


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    found = Desk(Settings(_env_file=None), database, NullLLM(), clock)
    teams.open_team(found, team_id=TEAM, name="Lantern", bot_user_id=None)
    with database.write() as session:
        session.add(Member(id=f"slack:{TEAM}:U0MARA", team_id=TEAM, user_id="U0MARA", seen_at=clock()))
    return found


def feed(desk: Desk, url: str = f"{GAZETTE}/feed", *, outlet: str = "The Gazette", site: str = f"{GAZETTE}/") -> Feed:
    with desk.database.write() as session:
        row = Outlet(team_id=TEAM, name=outlet, key=outlet.casefold().removeprefix("the ")) if outlet else None
        if row:
            session.add(row)
            session.flush()
        kept = Feed(
            team_id=TEAM, url=url, site=site, title=outlet, outlet_id=row.id if row else None, next_poll_at=desk.clock(),
            added_by=f"slack:{TEAM}:U0MARA", added_at=desk.clock(),
        )  # fmt: skip
        session.add(kept)
    return kept


def take(desk: Desk, *entries: Entry, feed: Feed | None = None, **more: object) -> list[int]:
    with desk.database.write() as session:
        return articles.take(session, desk, team_id=TEAM, entries=entries, feed=feed, **more)  # type: ignore[arg-type]


def stored(desk: Desk) -> list[Article]:
    with desk.database.read() as session:
        return list(session.exec(select(Article).order_by(col(Article.id))))


def test_taking_the_same_entries_again_adds_nothing_and_changes_nothing(desk: Desk) -> None:
    of = feed(desk)
    (new,) = take(desk, OPENED, feed=of)
    assert take(desk, OPENED, OPENED, feed=of) == []
    (kept,) = stored(desk)
    assert (kept.id, kept.title, kept.text, kept.published_at) == (new, OPENED.title, OPENED.summary, AT)
    assert (kept.address, kept.first_seen_at, kept.sorted_at) == (OPENED.link, desk.clock(), None)


@pytest.mark.parametrize(
    "again",
    [
        replace(OPENED, id="g-2"),
        replace(OPENED, title="Shelter opens with forty beds"),
        replace(OPENED, link=f"{GAZETTE}/news/shelter-opens"),
        replace(
            OPENED, link="http://m.gazette.example/news/shelter/amp/?utm_source=rss#top", id="g-3", title="Town hall shelter"
        ),
        replace(OPENED, link=f"{GAZETTE}/news/shelter-opens", id="g-4"),
    ],
    ids=["guid edited", "title edited", "address edited", "another form of the address", "address and guid edited"],
)
def test_an_item_that_was_edited_does_not_reappear(desk: Desk, again: Entry) -> None:
    of = feed(desk)
    take(desk, OPENED, feed=of)
    assert take(desk, again, feed=of) == []
    assert take(desk, OPENED, again, feed=of) == []


def test_a_guid_used_again_for_something_else_is_another_article_and_both_stay(desk: Desk) -> None:
    of = feed(desk)
    other = replace(OPENED, title="Library fines end", link=f"{GAZETTE}/news/fines")
    take(desk, OPENED, feed=of)
    assert len(take(desk, other, feed=of)) == 1
    assert take(desk, OPENED, other, feed=of) == []
    assert [one.title for one in stored(desk)] == [OPENED.title, other.title]


def test_google_news_gives_a_new_link_and_guid_at_each_poll_and_one_article(desk: Desk) -> None:
    of = feed(desk, "https://news.google.com/rss/search?q=shelter", outlet="", site="https://news.google.com/")

    def polled(number: int, *, at: datetime = AT) -> Entry:
        link = f"https://news.google.com/rss/articles/AU_yq{number}?oc=5"
        summary = "Shelter opens in the old town hall  The Gazette"
        return Entry(f"{OPENED.title} - The Gazette", link, f"id-{number}", at, summary=summary, outlet="The Gazette")

    take(desk, polled(1), feed=of)
    desk.clock.advance(days=9)  # type: ignore[attr-defined]
    assert take(desk, polled(2), feed=of) == []
    (kept,) = stored(desk)
    assert (kept.title, kept.text) == (OPENED.title, "")
    with desk.database.read() as session:
        assert session.exec(select(Outlet.name)).all() == ["The Gazette"]
        assert session.exec(select(Outlet.domains)).all() == [[]]
        assert len(session.exec(select(ArticleKey)).all()) == 3
    assert len(take(desk, polled(3, at=AT + timedelta(days=30)), feed=of)) == 1


def test_two_feeds_that_bring_the_same_page_make_one_article(desk: Desk) -> None:
    take(desk, OPENED, feed=feed(desk))
    alerts = feed(desk, "https://www.google.com/alerts/feeds/1/2", outlet="", site="")
    assert take(desk, replace(OPENED, id="tag:google.com,2013:1", title=f"{OPENED.title} - Gazette"), feed=alerts) == []


def test_feeds_stored_at_the_same_moment_make_one_article_of_the_same_page(desk: Desk) -> None:
    feeds = [feed(desk, f"{GAZETTE}/{number}", outlet="" if number else "The Gazette") for number in range(4)]
    pages = [
        replace(OPENED, title=f"Report {n} of the council on shelters", link=f"{GAZETTE}/{n}", id=f"{n}") for n in range(30)
    ]
    start = Barrier(len(feeds))

    def taking(of: Feed) -> list[int]:
        start.wait(timeout=10)
        return take(desk, *pages, feed=of)

    with ThreadPoolExecutor(len(feeds)) as threads:
        new = list(threads.map(taking, feeds))
    assert sorted(map(len, new)) == [0, 0, 0, 30]
    assert len(stored(desk)) == 30


def test_each_days_bulletin_under_the_same_title_is_an_article_of_its_own(desk: Desk) -> None:
    of = feed(desk)
    days = [
        replace(OPENED, title="Your morning in brief", link=f"{GAZETTE}/brief/{day}", id=f"b-{day}", published=AT - timedelta(days=day))
        for day in range(3)
    ]  # fmt: skip
    assert len(take(desk, *days, feed=of)) == 3


def test_items_that_all_lead_to_one_page_are_told_apart_by_guid_and_title(desk: Desk) -> None:
    of = feed(desk)
    episodes = [Entry(f"Episode {number}: a guest", f"{GAZETTE}/podcast", f"e{number}", AT) for number in (1, 2, 3)]
    assert len(take(desk, *episodes, feed=of)) == 3
    assert take(desk, *episodes, feed=of) == []


def test_a_link_that_is_only_the_feeds_site_is_no_address(desk: Desk) -> None:
    of = feed(desk)
    first, second = (Entry(title, f"{GAZETTE}/", f"{GAZETTE}/", AT, own_link=False) for title in ("One thing", "Another thing"))
    assert len(take(desk, first, second, feed=of)) == 2
    assert {one.address for one in stored(desk)} == {""}


@pytest.mark.parametrize("claimed", [AT + timedelta(days=400), datetime(1970, 1, 1, tzinfo=UTC), None])
def test_a_date_nobody_can_believe_is_kept_as_a_claim_only(desk: Desk, claimed: datetime | None) -> None:
    take(desk, replace(OPENED, published=claimed), feed=feed(desk))
    (kept,) = stored(desk)
    assert (kept.published_at, kept.claimed_at) == (desk.clock(), claimed)


def test_a_longer_text_is_taken_and_the_article_is_sorted_again(desk: Desk) -> None:
    of = feed(desk)
    take(desk, OPENED, feed=of)
    with desk.database.write() as session:
        session.exec(select(Article)).one().sorted_at = desk.clock()
        for job in session.exec(select(Job)):
            session.delete(job)
    longer = replace(OPENED, summary="Forty beds from Monday, and breakfast for everybody who comes.")
    take(desk, longer, feed=of)
    (kept,) = stored(desk)
    assert (kept.text, kept.sorted_at) == (longer.summary, None)
    assert kept.text_sha256 == articles.hashed(kept.title, kept.text)
    with desk.database.read() as session:
        (job,) = session.exec(select(Job))
    assert (job.kind, job.lane, job.arguments) == ("coverage_sort", f"coverage:{TEAM}", {"team": TEAM})
    take(desk, OPENED, feed=of)
    assert stored(desk)[0].text == longer.summary


def test_an_outlet_is_known_by_the_host_it_publishes_on(desk: Desk) -> None:
    take(desk, OPENED, feed=feed(desk))
    seen = Entry("Library fines end", "https://sport.gazette.example/x", "x", AT)
    elsewhere = Entry("Library fines end at last", "https://www.herald.example/x", "y", AT)
    take(desk, seen, elsewhere)
    with desk.database.read() as session:
        named = dict(session.exec(select(Outlet.id, Outlet.name)).all())
        assert session.exec(select(Outlet.domains)).all() == [["gazette.example"], ["herald.example"]]
    assert [named[one.outlet_id] for one in stored(desk)] == ["The Gazette", "The Gazette", "herald.example"]


def test_an_article_is_found_by_any_form_of_its_address(desk: Desk) -> None:
    (new,) = take(desk, OPENED, feed=feed(desk))
    with desk.database.read() as session:
        for form in (
            "http://www.gazette.example/news/shelter/?utm_campaign=x&fbclid=1",
            f"{GAZETTE}:443/news/shelter#comments",
        ):
            found = articles.at_address(session, team_id=TEAM, address=form)
            assert found and found.id == new
        assert articles.at_address(session, team_id=TEAM, address=f"{GAZETTE}/news/shelter?id=2") is None


@pytest.mark.parametrize(
    ("raw", "shown", "same"),
    [
        ("HTTPS://Gazette.Example:443/a?b=2&utm_source=x#part", "https://gazette.example/a?b=2", "https://www.gazette.example/a/?b=2"),
        ("https://gazette-example.cdn.ampproject.org/c/s/gazette.example/a", f"{GAZETTE}/a", f"{GAZETTE}/a/amp/"),
        ("https://www.google.com/amp/s/gazette.example/a.amp.html", f"{GAZETTE}/a.amp.html", f"{GAZETTE}/a.html"),
        ("https://www.google.com/url?rct=j&sa=t&url=https://gazette.example/a%3Futm_medium%3Dx&ct=ga", f"{GAZETTE}/a", f"{GAZETTE}/a"),
        ("http://gazette.example/index.php?id=7&x=1", "http://gazette.example/index.php?id=7&x=1", f"{GAZETTE}/?x=1&id=7"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", "https://xn--bcher-kva.example/ä"),
        ("mailto:desk@gazette.example", "", "javascript:alert(1)"),
        ("https://[gazette.example/a", "", ""),
    ],
)  # fmt: skip
def test_one_page_has_one_address(raw: str, shown: str, same: str) -> None:
    assert canonical.address(raw) == shown
    assert canonical.identity(raw) == canonical.identity(same)


def test_pages_that_differ_have_different_identities() -> None:
    pages = ["/a?id=1", "/a?id=2", "/a", "/b", "/?p=1", "/?p=2", "/amplifier", "/a#!one"]
    assert len({canonical.identity(f"{GAZETTE}{page}") for page in pages}) == len(pages)


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Shelter opens - The Gazette", "Shelter opens"), ("Gazette | Shelter opens", "Shelter opens"),
        ("GAZETTE: Shelter opens", "Shelter opens"), ("Shelter opens – at last – Gazette", "Shelter opens – at last"),
        ("Why the Gazette is wrong", "Why the Gazette is wrong"), ("The Gazette", "The Gazette"),
        ("Shelter opens - Herald", "Shelter opens - Herald"), ("Shelter <b>opens</b>", "Shelter opens"),
    ],
)  # fmt: skip
def test_the_outlets_own_name_is_no_part_of_a_title(title: str, core: str) -> None:
    assert canonical.stripped(title, ["The Gazette"]) == core


def test_the_version_sites_are_told_is_the_packages() -> None:
    from pathlib import Path

    assert f'version = "{__version__}"' in (Path(__file__).parents[1] / "pyproject.toml").read_text()
