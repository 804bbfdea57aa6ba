"""Feeds through the front door: found from a site's address, added, in trouble, paused, removed; lists in and out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import cli
from bot.coverage import discoveries, opml, sources
from bot.errors import DeskError
from bot.models import Article, Feed, FeedState, Job, Outlet
from tests.fakes.feeds import Site, item, rss
from tests.flows import actions, kept_in_order, rows
from tests.slack_desk import GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.watched import later, shown, site, slack, told, view

__all__ = ["kept_in_order", "site", "slack"]

PAGE = '<html><head><title>Gazette</title><link rel="alternate" type="application/rss+xml" href="/news.xml"></head></html>'
NEWS = rss(
    item("Beds open", "/a", published="Fri, 20 Nov 2026 08:00:00 GMT"), item("<b>Rents</b> rise", "/b"), item("Third", "/c"),
    item("Fourth", "/d", published="Sat, 21 Nov 2026 08:00:00 GMT"), title="Eastmarsh Gazette - RSS",
)  # fmt: skip


def look(slack: SlackDesk, address: str, user: str = TOBI) -> None:
    slack.world.close_view(user, every=True)
    slack.command(user, "watch")
    slack.click(user, "feed_new")
    slack.submit(user, url=address)
    later(slack)


def feed(slack: SlackDesk, **more: Any) -> Feed:
    with slack.database.write() as session:
        row = Feed(
            **{
                "team_id": TEAM, "url": "https://gazette.example/feed", "title": "Gazette", "added_by": f"slack:{TEAM}:{TOBI}",
                "next_poll_at": datetime(2027, 1, 1, tzinfo=UTC), "added_at": slack.clock(), **more,
            }
        )  # fmt: skip
        session.add(row)
    return row


def hub(slack: SlackDesk, user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, "watch", GENERAL)
    return shown(slack, user)


def test_a_newcomer_is_led_from_the_name_to_the_first_feeds(slack: SlackDesk) -> None:
    assert "Where to begin" in hub(slack) and "feed_new" in buttons(view(slack))
    slack.click(TOBI, "term_new")
    assert slack.fields(TOBI)["name"] and slack.fields(TOBI)["kind"] == "us", "proposed from the team's name"
    slack.submit(TOBI, name="Lantern Shelter")
    assert "Now: where to read" in hub(slack)
    slack.click(TOBI, "term_search:1")
    urls = [one.url for one in rows(slack, Feed)]
    assert [sources.source(url) for url in urls] == [sources.Source.GOOGLE_NEWS, sources.Source.BING_NEWS]
    assert all("%22Lantern+Shelter%22" in url for url in urls) and "2 work" in shown(slack)
    assert actions(slack)[-2:] == ["feed.added", "feed.added"]
    slack.click(TOBI, "terms_turn:all")
    slack.click(TOBI, "term_search:1")
    assert len(rows(slack, Feed)) == 2, "the same searches are not added twice"


def test_a_feed_is_found_from_the_address_of_a_site(slack: SlackDesk, site: Site) -> None:
    site.serve("/", PAGE.encode(), content_type="text/html")
    site.serve("/news.xml", NEWS, content_type="application/rss+xml")
    slack.command(TOBI, f"watch {site.at('/')}")
    assert "Loading" in shown(slack) and site.asked == [], "nothing is asked before the command is answered"
    look(slack, site.at("/"))
    said = shown(slack)
    assert said.index("Fourth") < said.index("Beds open") < said.index("Rents rise"), "the newest three headlines first"
    assert "Third" not in said
    assert slack.fields(TOBI)["outlet"] == "Eastmarsh Gazette", "as the feed calls itself"
    slack.submit(TOBI, found="0", tier="1")
    (row,) = rows(slack, Feed)
    assert (row.url, row.title) == (site.at("/news.xml"), "Eastmarsh Gazette - RSS")
    assert [(one.name, one.tier) for one in rows(slack, Outlet)] == [("Eastmarsh Gazette", 1)]
    assert "feed_poll" in [one.kind for one in rows(slack, Job)], "it is asked at once"
    assert "1 work" in shown(slack)
    look(slack, site.at("/news.xml"))
    assert "read already" in shown(slack) and len(rows(slack, Feed)) == 1


def test_a_site_that_names_no_feed_is_asked_where_sites_keep_them(slack: SlackDesk, site: Site) -> None:
    site.serve("/", b"<html><head></head><body>News</body></html>", content_type="text/html")
    look(slack, site.at("/"))
    assert "without a feed" in shown(slack) and slack.fields(TOBI)["url"] == site.at("/"), "what was typed is kept"
    assert len(site.asked) <= discoveries.REQUESTS
    site.serve("/rss.xml", NEWS, content_type="text/xml")
    slack.submit(TOBI, url=site.at("/"))
    later(slack)
    assert "Fourth" in shown(slack)


def test_what_cannot_be_added_is_said_beside_the_field_or_above_it(slack: SlackDesk, site: Site) -> None:
    slack.command(TOBI, "watch")
    slack.click(TOBI, "feed_new")
    for wrong in ("file:///etc/passwd", "gazette", "https://me:secret@gazette.example/"):
        assert slack.submit(TOBI, url=wrong).data["errors"], wrong
    site.serve("/", b"", status=403)
    look(slack, site.at("/"))
    assert "⚠️" in shown(slack) and rows(slack, Feed) == []
    look(slack, "http://10.0.0.1/feed")
    assert "⚠️" in shown(slack) and rows(slack, Feed) == []


def test_who_closed_the_form_is_told_by_message_and_adds_from_there(slack: SlackDesk, site: Site) -> None:
    site.serve("/news.xml", NEWS, content_type="application/rss+xml")
    slack.command(TOBI, f"watch {site.at('/news.xml')}")
    slack.world.close_view(TOBI, every=True)
    later(slack)
    assert "Found 1 feed" in told(slack) and "Fourth" in told(slack)
    slack.click(TOBI, "feed_found:0", message=slack.last(TOBI, slack.dm(TOBI)))
    later(slack)
    slack.submit(TOBI, outlet="", tier="none")
    assert [(one.url, one.outlet_id) for one in rows(slack, Feed)] == [(site.at("/news.xml"), None)]


def test_a_feed_in_trouble_says_why_and_is_tried_paused_and_removed(slack: SlackDesk) -> None:
    row = feed(slack, failures=4, problem="gazette.example answers that there is no such page (404).")
    with slack.database.write() as session:
        session.add(
            Article(team_id=TEAM, feed_id=row.id, title="Kept", published_at=slack.clock(), first_seen_at=slack.clock())
        )
    said = hub(slack)
    assert "1 in trouble" in said and "no such page" in said and "not been read yet" in said
    slack.click(TOBI, f"feed_try:{row.id}")
    assert "is being asked now" in shown(slack) and "feed_poll" in [one.kind for one in rows(slack, Job)]
    slack.click(TOBI, "feeds_turn:all")
    slack.click(TOBI, f"feed_pause:{row.id}")
    assert rows(slack, Feed)[0].state == FeedState.PAUSED and "1 paused" in shown(slack)
    slack.click(TOBI, f"feed_resume:{row.id}")
    assert rows(slack, Feed)[0].state == FeedState.ACTIVE
    slack.click(TOBI, f"feed_edit:{row.id}")
    slack.submit(TOBI, title="The Gazette", outlet="Gazette", tier="2")
    assert rows(slack, Feed)[0].title == "The Gazette" and rows(slack, Outlet)[0].tier == 2
    slack.click(TOBI, f"feed_remove:{row.id}")
    assert rows(slack, Feed) == [] and [one.title for one in rows(slack, Article)] == ["Kept"]
    assert [one for one in actions(slack) if one.startswith("feed.")] == [
        "feed.tried", "feed.paused", "feed.resumed", "feed.changed", "feed.removed"
    ]  # fmt: skip


def test_a_feed_that_moved_is_given_another_address(slack: SlackDesk) -> None:
    row, other = feed(slack, failures=4, problem="Gone.", etag="x"), feed(slack, url="https://harbour.example/feed")
    hub(slack)
    slack.click(TOBI, "feeds_turn:all")
    slack.click(TOBI, f"feed_edit:{row.id}")
    assert "read already" in slack.submit(TOBI, url=other.url).data["errors"]["url"]
    slack.submit(TOBI, url="https://gazette.example/new.xml")
    moved = rows(slack, Feed)[0]
    assert (moved.url, moved.etag) == ("https://gazette.example/new.xml", "")
    assert [one.arguments for one in rows(slack, Job) if one.kind == "feed_poll"] == [{"feed": row.id}]


def test_viewers_look_and_officers_work(slack: SlackDesk) -> None:
    row = feed(slack)
    hub(slack, PRIYA)
    assert {"feed_new", "term_new", "opml_import"}.isdisjoint(buttons(view(slack, PRIYA)))
    slack.click(PRIYA, "feeds_turn:all")
    assert f"feed_remove:{row.id}" not in buttons(view(slack, PRIYA))
    slack.world.close_view(PRIYA, every=True)
    slack.command(PRIYA, "watch gazette.example", GENERAL)
    assert "can't work" in words(slack.private(PRIYA, GENERAL)) and rows(slack, Job) == []


def test_pages_of_feeds_turn(slack: SlackDesk) -> None:
    for number in range(8):
        feed(slack, url=f"https://gazette.example/{number}", title=f"Feed {number}")
    hub(slack)
    slack.click(TOBI, "feeds_turn:all")
    assert "Page 1 of 2" in shown(slack) and "Feed 7" not in shown(slack)
    slack.click(TOBI, "feeds_turn:more")
    assert "Feed 7" in shown(slack) and "feeds_turn:more" not in buttons(view(slack))


# -- lists of feeds ------------------------------------------------------------------------------------------------------


LIST = """<?xml version="1.0"?><opml version="1.1"><head/><body>
<outline text="News"><outline text="Local"><outline text="Gazette" xmlUrl="https://gazette.example/feed" htmlUrl="https://gazette.example/"/>
<outline text="Again" xmlUrl="http://gazette.example/feed"/></outline></outline>
<outline title="Harbour &amp; Coast" xmlUrl="https://harbour.example/atom"/><outline text="Bad" xmlUrl="ftp://x.example/"/></body></opml>"""


def bring(slack: SlackDesk, content: str, user: str = MARA) -> str:
    file = str(slack.world.upload(user, "feeds.opml", content.encode()).data["file"]["id"])
    hub(slack, user)
    slack.click(user, "opml_import")
    slack.submit(user, file=[file])
    later(slack)
    return shown(slack, user)


def test_a_list_of_feeds_is_taken_in_and_handed_out(slack: SlackDesk) -> None:
    said = bring(slack, LIST)
    assert "2 feeds added, 1 read already, 1 refused" in said and "Bad: An address begins with" in said
    assert [one.title for one in rows(slack, Feed)] == ["Gazette", "Harbour & Coast"]
    assert "0 feeds added, 3 read already" in bring(slack, LIST)
    assert len(rows(slack, Feed)) == 2 and "feeds.imported" in actions(slack)
    hub(slack)
    slack.click(TOBI, "opml_export")
    assert any(one.get("files") for one in slack.said(TOBI, slack.dm(TOBI)))
    again = opml.outlines(opml.written(slack.desk, team_id=TEAM))
    assert sorted((one.url, one.title) for one in again) == sorted((one.url, one.title) for one in rows(slack, Feed))


def test_lists_go_in_and_out_on_the_command_line(slack: SlackDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_desk", lambda: slack.desk)
    (tmp_path / "in.opml").write_text(LIST)
    run = CliRunner().invoke
    told = run(cli.app, ["coverage", "opml", "import", str(tmp_path / "in.opml"), "--by", TOBI])
    assert "2 feeds added" in told.output and len(rows(slack, Feed)) == 2
    assert run(cli.app, ["coverage", "opml", "export", str(tmp_path / "out.opml")]).exit_code == 0
    assert len(opml.outlines((tmp_path / "out.opml").read_bytes())) == 2
    assert isinstance(
        run(cli.app, ["coverage", "opml", "import", str(tmp_path / "in.opml"), "--by", "U0NOBODY"]).exception, DeskError
    )


# -- older articles ------------------------------------------------------------------------------------------------------


def archived(slack: SlackDesk, site: Site, path: str = "/feed") -> str:
    row = feed(slack, url=site.at(path))
    hub(slack)
    slack.click(TOBI, "feeds_turn:all")
    slack.click(TOBI, f"feed_edit:{row.id}")
    slack.click(TOBI, f"feed_archive:{row.id}")
    assert "Loading" in shown(slack)
    later(slack)
    return shown(slack)


def paged(number: int, more: str = "") -> bytes:
    day = f"{10 + number} Nov 2025 08:00:00 GMT"
    return rss(
        f"{more}{item(f'Beds {number}', f'https://gazette.example/{number}', published=f'Mon, {day}')}",
        item("No day", f"/n{number}"),
    )


def test_the_older_articles_of_a_feed_are_read_page_by_page_and_count_for_their_days(slack: SlackDesk, site: Site) -> None:
    for number in (1, 2, 3):
        more = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="prev-archive" href="/feed/{number + 1}"/>'
        site.serve(
            "/feed" if number == 1 else f"/feed/{number}", paged(number, more if number < 3 else ""), content_type="text/xml"
        )
    assert "Read 3 pages: 3 articles not here yet" in archived(slack, site)
    assert [one.title for one in rows(slack, Article)] == ["Beds 1", "Beds 2", "Beds 3"], "what has no day is left out"
    assert all(one.first_seen_at.year == 2025 for one in rows(slack, Article)), "no digest tells of it"
    assert actions(slack)[-1] == "feed.archive_read"


def test_an_archive_that_is_not_there_says_so(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", b"", status=404)
    assert "⚠️" in archived(slack, site)
    site.serve("/other", paged(1), content_type="text/xml")
    assert "Read 1 page: 1 article not here yet" in archived(slack, site, "/other")
