"""Clips that people make: of a page, of a link dropped into a coverage channel, by hand; and taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.coverage import channels, fulltexts
from bot.coverage.channels import Choices
from bot.models import Article, Clip, CorrectionCase, Feed, Job, JobState, Medium, Outlet, Role
from tests import covered
from tests.covered import outlet
from tests.fakes.feeds import Site
from tests.flows import actions, again, kept_in_order, recorded, rows
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.test_watchterms import term
from tests.watched import later, shown, site, slack, told, view

__all__ = ["kept_in_order", "site", "slack"]

WORDS = "The night shelter opened forty beds on Monday, and the council said that it would pay for them until the spring. "
PAGE = f"""<html lang="en"><head><title>Beds open | Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette"><meta property="article:published_time" content="2026-11-20T08:30:00Z">
<meta name="author" content="Wren Castellane"></head>
<body><nav>Home Sport Weather</nav><article><h1>Beds open at the night shelter</h1><p>{WORDS}</p><p>Volunteers from three streets away brought blankets, and the kitchen cooked for all.</p></article></body></html>"""


def serve(site: Site, path: str = "/beds", body: str = PAGE, **more: Any) -> str:
    site.serve(path, body.encode(), content_type="text/html; charset=utf-8", **more)
    return site.at(path)


def clip(slack: SlackDesk, address: str, user: str = TOBI) -> str:
    slack.world.close_view(user, every=True)
    slack.command(user, f"clip {address}", GENERAL)
    later(slack)
    return shown(slack, user)


def coverage_channel(slack: SlackDesk, conversation: str = DESK, **more: Any) -> None:
    channels.add(slack.desk, actor=slack.actor(MARA), conversation=conversation, choices=Choices(zone="Europe/London", **more))


def test_a_page_becomes_a_clip_with_its_title_text_date_and_outlet(slack: SlackDesk, site: Site) -> None:
    address = serve(site)
    slack.command(TOBI, f"clip {address}", GENERAL)
    assert "Loading" in shown(slack) and site.asked == [], "nothing is asked before the command is answered"
    later(slack)
    assert "Clipped:  Beds open" in shown(slack) and "forty beds" in shown(slack)
    (article,), (made,) = rows(slack, Article), rows(slack, Clip)
    assert WORDS.strip() in article.text and "Weather" not in article.text and article.whole
    assert article.published_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC) and article.byline == "Wren Castellane"
    assert (made.added_by, article.added_by) == (f"slack:{TEAM}:{TOBI}",) * 2
    assert "clipping.made" in actions(slack)
    assert "Already a clip" in clip(slack, f"{address}?utm_source=x") and len(rows(slack, Clip)) == 1


def test_a_page_that_cannot_be_read_is_clipped_with_the_reason_and_typed_in(slack: SlackDesk, site: Site) -> None:
    address = serve(site, body="", status=403)
    said = clip(slack, address)
    assert "Clipped" in said and "⚠️" in said and "typed in" in said
    (article,) = rows(slack, Article)
    assert article.address == address and article.unread and not article.whole
    slack.click(TOBI, "clip_complete:1")
    assert slack.submit(TOBI, title="Beds open", outlet="").data["errors"]
    slack.submit(TOBI, title="Beds open", outlet="Harbour Gazette", text=WORDS)
    (article,) = rows(slack, Article)
    assert (article.title, article.text, article.whole, article.unread) == ("Beds open", WORDS.strip(), True, "")
    assert "clipping.completed" in actions(slack) and "Harbour Gazette" in shown(slack)


def test_what_is_longer_than_a_form_holds_stays_when_the_rest_is_put_right(slack: SlackDesk, site: Site) -> None:
    told = " ".join(f"Bed number {number} is made." for number in range(200))
    clip(slack, serve(site, body=PAGE.replace(WORDS, told)))
    before = rows(slack, Article)[0].text
    slack.click(TOBI, "clip_complete:1")
    assert "longer than a form holds" in shown(slack) and slack.fields(TOBI)["text"] is None
    slack.submit(TOBI, title="Beds are made")
    (after,) = rows(slack, Article)
    assert (after.title, after.text, after.whole) == ("Beds are made", before, True)


def test_links_that_differ_only_at_their_ends_are_both_clipped(slack: SlackDesk, site: Site) -> None:
    coverage_channel(slack)
    first, second = (serve(site, f"/{'beds-' * 70}{end}", PAGE.replace("Beds open", f"Beds open {end}")) for end in "ab")
    slack.post(TOBI, DESK, f"<{first}> and <{second}>")
    later(slack)
    assert len(rows(slack, Clip)) == 2


def test_a_clip_that_came_as_a_snippet_is_read_whole_however_many_wait_that_never_can_be(
    slack: SlackDesk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltexts, "AT_ONCE", 2)
    made = [covered.clip(slack, f"Beds open {number}", slack.clock(), text="Forty beds") for number in range(5)]
    feed = covered.add(
        slack, Feed(team_id=TEAM, url="https://gazette.example/rss", next_poll_at=slack.clock() + timedelta(days=1),
                    added_by=f"slack:{TEAM}:{MARA}", added_at=slack.clock()),
    )  # fmt: skip
    for one in made[:2]:
        article = covered.article_of(slack, one)
        covered.put(slack, Article, article, feed_id=feed, address=f"https://news.google.com/rss/articles/{article}")
    for number, one in enumerate(made[2:]):
        covered.put(slack, Article, covered.article_of(slack, one), feed_id=feed, address=serve(site, f"/beds-{number}"))
    assert [fulltexts.due(slack.desk) for _ in range(3)] == [2, 1, 0]
    slack.settle()
    assert [one.whole for one in rows(slack, Article)] == [False, False, True, True, True]
    assert fulltexts.due(slack.desk) == 0, "each is asked once"


def test_a_page_without_an_article_and_a_file_are_clipped_with_the_reason(slack: SlackDesk, site: Site) -> None:
    assert "no article's text" in clip(
        slack, serve(site, "/wall", "<html><head><title>Sign in</title></head><body>Sign in</body></html>")
    )
    site.serve("/report.pdf", b"%PDF-1.4", content_type="application/pdf")
    assert "no page but a file" in clip(slack, site.at("/report.pdf"))
    assert "⚠️" in clip(slack, "http://10.1.2.3/secret"), "an address inside is not asked"


def test_what_is_no_address_is_said_and_nothing_is_clipped(slack: SlackDesk) -> None:
    slack.command(TOBI, "clip", GENERAL)
    assert slack.submit(TOBI, url="beds").data["errors"]["url"] and rows(slack, Clip) == []
    slack.world.close_view(PRIYA, every=True)
    slack.command(PRIYA, "clip https://gazette.example/beds", GENERAL)
    assert "can't work" in words(slack.private(PRIYA, GENERAL))


def test_a_clip_is_taken_back_unless_somebody_has_worked_on_it(slack: SlackDesk, site: Site) -> None:
    clip(slack, serve(site))
    with slack.database.write() as session:
        case = CorrectionCase(team_id=TEAM, number=1, clip_id=1, owner_id=f"slack:{TEAM}:{TOBI}", opened_at=slack.clock())
        session.add(case)
    slack.click(TOBI, "clipping_undo:1")
    assert len(rows(slack, Clip)) == 1, "a case rests on it"
    with slack.database.write() as session:
        session.delete(session.get_one(CorrectionCase, case.id))
    slack.world.close_view(TOBI, every=True)
    clip(slack, site.at("/beds"))
    slack.click(TOBI, "clipping_undo:1")
    assert "Taken back" in shown(slack) and rows(slack, Clip)[0].not_us_at is not None
    assert actions(slack)[-1] == "clipping.undone"
    slack.click(TOBI, "clipping_restore:1")
    assert "a clip again" in shown(slack) and rows(slack, Clip)[0].not_us_at is None
    slack.click(TOBI, "clipping_undo:1")
    assert "Clipped" in clip(slack, site.at("/beds")) and rows(slack, Clip)[0].not_us_at is None


def test_what_is_a_clip_by_its_words_is_not_taken_back(slack: SlackDesk, site: Site) -> None:
    term(slack, "Night Shelter", phrases=["night shelter"])
    clip(slack, serve(site))
    slack.click(TOBI, "clipping_undo:1")
    assert "Not us" in shown(slack) and rows(slack, Clip)[0].not_us_at is None


def test_work_that_is_done_twice_clips_once(slack: SlackDesk, site: Site) -> None:
    clip(slack, serve(site))
    with slack.database.write() as session:
        job = session.exec(select(Job).where(Job.kind == "clip_fetch")).one()
        job.state = JobState.WAITING
        session.add(job)
    later(slack)
    assert len(rows(slack, Clip)) == len(rows(slack, Article)) == 1 and actions(slack).count("clipping.made") == 1


def test_who_closed_the_form_is_told_by_message(slack: SlackDesk, site: Site) -> None:
    slack.command(TOBI, f"clip {serve(site)}", GENERAL)
    slack.world.close_view(TOBI, every=True)
    later(slack)
    assert "Clipped:  Beds open" in told(slack)


# -- links in a channel --------------------------------------------------------------------------------------------------


def drop(slack: SlackDesk, text: str, user: str = TOBI, channel: str = DESK) -> list[dict[str, Any]]:
    """What the desk says under a message."""
    ts = slack.post(user, channel, text)
    later(slack)
    return slack.said(user, channel, thread_ts=ts)[1:]


def test_a_link_dropped_into_a_coverage_channel_becomes_a_clip_and_its_thread_says_so(slack: SlackDesk, site: Site) -> None:
    coverage_channel(slack)
    kept = recorded(slack)
    (said,) = drop(slack, f"Look: {serve(site)}")
    assert "Clipped: Beds open" in words(said) and "clipping_undo:1" in buttons(said)
    again(slack, kept[0])
    later(slack)
    assert len(rows(slack, Clip)) == 1, "an event that comes twice clips once"
    slack.click(TOBI, "clipping_undo:1", message=said)
    assert "Taken back" in words(slack.said(TOBI, DESK, thread_ts=said["thread_ts"])[-1])
    assert rows(slack, Clip)[0].not_us_at is not None


def test_the_words_beside_a_link_stand_in_for_a_page_that_cannot_be_read(slack: SlackDesk, site: Site) -> None:
    coverage_channel(slack)
    (said,) = drop(slack, f"Gazette on our beds {serve(site, body='', status=402)}")
    assert "Gazette on our beds" in words(said) and "⚠️" in words(said)
    assert [one.title for one in rows(slack, Article)] == ["Gazette on our beds"]


def test_links_elsewhere_or_of_others_are_left_alone(slack: SlackDesk, site: Site) -> None:
    address = serve(site)
    assert drop(slack, address) == []
    coverage_channel(slack)
    slack.role(DINAH, Role.VIEWER)
    assert drop(slack, address, user=DINAH) == []
    assert drop(slack, "No link, only gossip about https") == []
    assert drop(slack, "https://lantern.slack.com/archives/C1/p1") == [] and site.asked == []
    channels.change(slack.desk, actor=slack.actor(MARA), channel_id=1, choices=Choices(zone="Europe/London", takes_links=False))
    assert drop(slack, address) == [] and rows(slack, Clip) == []


# -- by hand -------------------------------------------------------------------------------------------------------------


def by_hand(slack: SlackDesk, **more: Any) -> Any:
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, "clip radio", GENERAL)
    at = int(datetime(2026, 11, 20, 7, 40, tzinfo=UTC).timestamp())
    filled = {"medium": "radio", "outlet": "Coast Radio", "title": "Breakfast", "at": at, "text": WORDS, "place": "07:42"}
    return slack.submit(TOBI, **{**filled, **more})


def test_what_was_broadcast_is_clipped_by_hand(slack: SlackDesk) -> None:
    station = outlet(slack, "Coast Radio", 2)
    assert not by_hand(slack).data.get("errors")
    (article,), (made,) = rows(slack, Article), rows(slack, Clip)
    assert (article.medium, article.outlet_id, article.place) == (Medium.RADIO, station, "07:42")
    assert article.published_at == datetime(2026, 11, 20, 7, 40, tzinfo=UTC) and made.tier == 2 and article.address == ""
    assert "Coast Radio" in shown(slack) and "Radio" in shown(slack) and "clipping_undo:1" in buttons(view(slack))
    assert "on record already" in str(by_hand(slack).data["errors"]), "the form stays with what was typed"
    assert slack.fields(TOBI)["place"] == "07:42"


def test_what_is_missing_by_hand_is_said_beside_its_field(slack: SlackDesk) -> None:
    errors = by_hand(slack, at=int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())).data["errors"]
    assert set(errors) == {"at"} and rows(slack, Article) == [] and rows(slack, Outlet) == []
