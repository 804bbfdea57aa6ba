"""Polls: the clock asks feeds when they are due, what they say becomes articles, and what goes wrong is told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot import cli
from bot.coverage import fetches, paces, polls
from bot.models import Article, ArticleKey, AuditEntry, Clip, Feed, FeedBody, FeedState, Job, Role, TermKind, WatchTerm
from bot.sandbox.server import Server
from bot.sandbox.states import State
from tests.clocks import Clock
from tests.fakes.feeds import Reply, Site, item, rss
from tests.flows import rows
from tests.reminded import tick
from tests.slack_desk import MARA, TEAM, TOBI, SlackDesk, words

SHELTER = item(
    "Shelter opens in the old town hall", "https://gazette.example/shelter", guid="g1", text="Forty beds from Monday."
)
FINES = item("Library fines end in the spring", "https://gazette.example/fines", guid="g2", text="Nobody pays any more.")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def slack(sandbox: Server, database: object, clock: Clock, site: Site) -> Iterator[SlackDesk]:
    """The desk, which may fetch from the site on this machine."""
    sandbox.world.clock = lambda: clock().timestamp()
    sandbox.world.reset(state=State())
    desk = SlackDesk(sandbox.world, sandbox, database, clock, feed_allow=site.settings().feed_allow).staffed()  # type: ignore[arg-type]
    yield desk
    desk.close()


def subscribe(slack: SlackDesk, url: str, *, by: str = TOBI) -> int:
    with slack.database.write() as session:
        feed = Feed(
            team_id=TEAM, url=url, title="The Gazette", site="https://gazette.example/", next_poll_at=slack.clock(),
            added_by=f"slack:{TEAM}:{by}", added_at=slack.clock(),
        )  # fmt: skip
        session.add(feed)
        session.flush()
        return feed.id or 0


def state(slack: SlackDesk) -> Feed:
    (feed,) = rows(slack, Feed)
    return feed


def until_due(slack: SlackDesk) -> None:
    slack.clock.set(max(slack.clock(), state(slack).next_poll_at))
    tick(slack)


def news_to(slack: SlackDesk, user: str) -> str:
    """What their direct messages say of feeds."""
    return " ".join(text for one in slack.said(user, slack.dm(user)) if "feed" in (text := words(one)))


def titles(slack: SlackDesk) -> list[str]:
    return [one.title for one in sorted(rows(slack, Article), key=lambda one: one.id)]


def test_a_feed_that_is_due_is_asked_once_and_its_entries_become_articles(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", rss(SHELTER, FINES), etag='"one"', last_modified="Mon, 23 Nov 2026 16:00:00 GMT")
    subscribe(slack, site.at("/feed"))
    tick(slack)
    tick(slack)
    assert len(site.asked) == 1
    assert titles(slack) == ["Shelter opens in the old town hall", "Library fines end in the spring"]
    feed = state(slack)
    assert (feed.etag, feed.read_at, feed.new_at, feed.failures) == ('"one"', slack.clock(), slack.clock(), 0)
    assert slack.clock() < feed.next_poll_at < slack.clock() + timedelta(minutes=121)
    with slack.database.read() as session:
        body = session.get_one(FeedBody, feed.id)
    assert body.parsed_at == slack.clock() and len(body.body) < len(rss(SHELTER, FINES))


def test_what_did_not_change_is_not_read_again_and_is_asked_for_less_often(slack: SlackDesk, site: Site) -> None:
    first = rss(SHELTER)
    site.replies["/feed"] = lambda asked: (
        Reply(status=304) if asked.get("if-none-match") == '"one"' else Reply(first, headers={"etag": '"one"'})
    )
    subscribe(slack, site.at("/feed"))
    tick(slack)
    before = state(slack).interval_minutes
    for _ in range(7):
        until_due(slack)
    assert [headers.get("if-none-match") for _, headers in site.asked] == [None] + ['"one"'] * 7
    assert before < state(slack).interval_minutes == paces.MOST
    assert titles(slack) == ["Shelter opens in the old town hall"]
    assert len([job for job in rows(slack, Job) if job.kind == "feed_parse"]) == 1


def test_a_feed_with_news_at_every_poll_is_asked_more_often(slack: SlackDesk, site: Site) -> None:
    feed = subscribe(slack, site.at("/feed"))
    for number in range(4):
        site.serve("/feed", rss(item(f"News of the hour, number {number}", f"https://gazette.example/{number}")))
        until_due(slack)
    assert state(slack).interval_minutes == paces.LEAST
    assert len(titles(slack)) == 4
    assert polls.parse(slack.desk, feed_id=feed) == 0
    assert polls.parse(slack.desk, feed_id=feed, again=True) == 0


def test_after_a_long_sleep_each_feed_is_asked_once(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", rss(SHELTER))
    subscribe(slack, site.at("/feed"))
    tick(slack)
    slack.clock.advance(days=4)
    tick(slack)
    tick(slack)
    assert len(site.asked) == 2


def test_a_failing_feed_is_asked_ever_less_and_told_of_once_after_three_days(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", status=403)
    subscribe(slack, site.at("/feed"))
    pauses = []
    while slack.clock() < state(slack).added_at + timedelta(days=6):
        until_due(slack)
        pauses.append(state(slack).next_poll_at - slack.clock())
    assert pauses == sorted(pauses) and pauses[-1] == paces.LONGEST
    feed = state(slack)
    assert feed.problem.startswith("127.0.0.1 does not let Pressdesk read this (403).") and feed.state == FeedState.ACTIVE
    news = [one for one in rows(slack, Job) if one.kind == "feed_broken"]
    assert [one.arguments["conversation"] for one in news] == [TOBI]
    assert "403" in news_to(slack, TOBI) and "pay" + "wall" not in news_to(slack, TOBI)
    site.serve("/feed", rss(SHELTER))
    until_due(slack)
    well = state(slack)
    assert (well.failures, well.problem, well.failing_since, well.told_at) == (0, "", None, None)


def test_where_whoever_added_it_left_the_admins_are_told(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", status=410)
    subscribe(slack, site.at("/feed"))
    slack.role(TOBI, Role.NONE)
    tick(slack)
    assert state(slack).state == FeedState.STOPPED
    assert [one.arguments["conversation"] for one in rows(slack, Job) if one.kind == "feed_broken"] == [MARA]
    assert "has ended" in news_to(slack, MARA)
    slack.clock.advance(days=2)
    tick(slack)
    assert len(site.asked) == 1


def test_a_site_that_asks_for_a_pause_gets_it(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", status=429, retry_after="36000")
    subscribe(slack, site.at("/feed"))
    tick(slack)
    assert state(slack).next_poll_at == slack.clock() + timedelta(hours=10)
    site.serve("/feed", status=503, retry_after="9999999")
    until_due(slack)
    assert state(slack).next_poll_at == slack.clock() + timedelta(hours=24)


def test_a_permanent_redirect_is_believed_after_a_week(slack: SlackDesk, site: Site) -> None:
    site.redirect("/old", "/new", 301)
    site.serve("/new", rss(SHELTER))
    subscribe(slack, site.at("/old"))
    tick(slack)
    slack.clock.advance(days=6)
    until_due(slack)
    assert (state(slack).url, state(slack).moved_to) == (site.at("/old"), site.at("/new"))
    slack.clock.advance(days=2)
    until_due(slack)
    assert (state(slack).url, state(slack).moved_to) == (site.at("/new"), "")
    assert [one.action for one in rows(slack, AuditEntry)].count("feed.moved") == 1
    assert titles(slack) == ["Shelter opens in the old town hall"]


def test_a_redirect_that_was_taken_back_is_forgotten(slack: SlackDesk, site: Site) -> None:
    site.redirect("/old", "/new", 301)
    site.serve("/new", rss(SHELTER))
    subscribe(slack, site.at("/old"))
    tick(slack)
    site.serve("/old", rss(SHELTER))
    slack.clock.advance(days=8)
    until_due(slack)
    assert (state(slack).url, state(slack).moved_to) == (site.at("/old"), "")


def test_what_is_no_feed_is_a_failure_with_its_reason_and_is_asked_for_in_full_again(slack: SlackDesk, site: Site) -> None:
    site.serve("/feed", b"<!doctype html><html><body>Hello</body></html>", etag='"page"')
    subscribe(slack, site.at("/feed"))
    tick(slack)
    feed = state(slack)
    assert (feed.failures, feed.problem, feed.etag) == (1, "This is a web page, not a feed.", "")
    until_due(slack)
    assert "if-none-match" not in site.asked[-1][1]
    assert state(slack).failures == 2
    site.serve("/feed", rss(SHELTER))
    until_due(slack)
    assert state(slack).failures == 0 and titles(slack) == ["Shelter opens in the old town hall"]


def test_a_feed_on_a_private_network_is_never_asked(slack: SlackDesk) -> None:
    subscribe(slack, "http://10.0.0.4/feed")
    tick(slack)
    assert state(slack).problem == (
        "10.0.0.4 is an address inside a private network. If that is your intranet, an administrator can allow it with FEED_ALLOW."
    )


def test_paused_feeds_rest(slack: SlackDesk, site: Site) -> None:
    feed = subscribe(slack, site.at("/feed"))
    with slack.database.write() as session:
        session.get_one(Feed, feed).state = FeedState.PAUSED
    tick(slack)
    polls.poll(slack.desk, feed_id=feed)
    assert site.asked == []


def test_feeds_added_together_do_not_stay_together(clock: Clock) -> None:
    feeds = [Feed(id=number, team_id=TEAM, url="", next_poll_at=clock(), added_by="", added_at=clock()) for number in range(40)]
    times = [paces.next_poll(feed, clock()) for feed in feeds]
    assert times == [paces.next_poll(feed, clock()) for feed in feeds]
    assert max(times) - min(times) > timedelta(minutes=8)


def test_slow_feeds_keep_no_card_waiting(slack: SlackDesk) -> None:
    """Half of the threads take no lane of a feed, whatever waits there."""
    with slack.database.read() as session:
        subscribe(slack, "http://10.0.0.4/feed")
        polls.due(slack.desk)
        assert "feeds:10.0.0.4" in slack.house.work._due_lanes(session, slack.clock(), True)
        assert "feeds:10.0.0.4" not in slack.house.work._due_lanes(session, slack.clock(), False)


def test_the_command_line_asks_and_stores_again(
    slack: SlackDesk, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.serve("/feed", rss(SHELTER, FINES))
    feed = subscribe(slack, site.at("/feed"))
    subscribe(slack, "http://10.0.0.4/feed")
    monkeypatch.setattr(cli, "_desk", lambda: slack.desk)
    monkeypatch.setattr(fetches, "REST", timedelta())

    def say(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["python -m bot", "coverage", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    code, printed, complained = say("poll")
    assert (code, printed) == (0, "2 feeds, 2 new articles; 1 could not be read.\n")
    assert "private network" in complained
    assert say("poll")[1].startswith("0 feeds")
    assert say("poll", "--feed", str(feed))[1].startswith("1 feeds, 0 new")
    assert say("store")[1] == "1 feeds, 0 new articles; 0 could not be read.\n"
    assert say("poll", "--feed", "99")[0] == 1
    with slack.database.write() as session:
        for table in (ArticleKey, Article):
            session.execute(delete(table))
    assert say("store")[1] == "1 feeds, 2 new articles; 0 could not be read.\n"


def watched(slack: SlackDesk) -> None:
    """The desk looks out for its own name."""
    with slack.database.write() as session:
        session.add(
            WatchTerm(
                team_id=TEAM, kind=TermKind.US, name="Lantern Trust", filled_version=1, added_by=f"slack:{TEAM}:{MARA}",
                added_at=slack.clock(),
            )
        )  # fmt: skip


def page(text: str) -> bytes:
    return f"<html><head><title>Shelter opens</title></head><body><article><h1>Shelter opens</h1>{text}</article></body></html>".encode()


def test_the_page_of_a_clip_is_read_once_and_of_nothing_else(slack: SlackDesk, site: Site) -> None:
    watched(slack)
    ours = item("Shelter opens in the old town hall", site.at("/shelter"), text="The Lantern Trust opens forty beds.")
    site.serve("/feed", rss(ours, item("Library fines end in the spring", site.at("/fines"), text="Nobody pays.")))
    whole = "".join(
        f"<p>The Lantern Trust said that bed number {number} is free from Monday for whoever needs it.</p>"
        for number in range(9)
    )
    site.serve("/shelter", page(whole), content_type="text/html")
    subscribe(slack, site.at("/feed"))
    for _ in range(3):
        tick(slack)
    assert [path for path, _ in site.asked] == ["/feed", "/shelter"]
    article = rows(slack, Article)[0]
    assert article.whole and "bed number 8" in article.text and article.sorted_at is not None and article.unread == ""


def test_a_page_that_lets_nobody_in_costs_nothing_of_what_the_feed_said(slack: SlackDesk, site: Site) -> None:
    watched(slack)
    ours = item("Shelter opens in the old town hall", site.at("/shelter"), text="The Lantern Trust opens forty beds.")
    site.serve("/feed", rss(ours))
    site.serve("/shelter", b"<html><body>Subscribe!</body></html>", status=403)
    subscribe(slack, site.at("/feed"))
    for _ in range(3):
        tick(slack)
    assert [path for path, _ in site.asked] == ["/feed", "/shelter"]
    (article,) = rows(slack, Article)
    assert (article.text, article.whole) == ("The Lantern Trust opens forty beds.", False)
    assert article.unread.startswith("127.0.0.1 does not let Pressdesk read this (403).")
    assert len(rows(slack, Clip)) == 1
