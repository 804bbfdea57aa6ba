"""Alerts through the front door: what raises one, and that it is said once, in one place, and not at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot import outbox, schedule
from bot.models import (
    Alert,
    AlertKind,
    Article,
    Clip,
    ClipLink,
    ClipQuote,
    Inquiry,
    LinkKind,
    Match,
    QuoteClass,
    Story,
    TermKind,
    Tone,
    WatchTerm,
)
from tests import covered
from tests.flows import at_once, change, log, rows
from tests.slack_desk import DESK, MARA, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BAD = {"tone": Tone.UNFAVOURABLE, "tier": 1}


def look(slack: SlackDesk, at: datetime = NOON, times: int = 1) -> None:
    """The stage of the pipeline, as often as it comes."""
    slack.clock.set(at)
    for _ in range(times):
        with slack.database.write() as session:
            outbox.put(session, at=at, kind="coverage_alert", lane=f"coverage:{TEAM}", team=TEAM)
        slack.settle()
    schedule.tick(slack.desk)
    slack.settle()


def alerts(slack: SlackDesk, channel: str = DESK) -> list[dict[str, Any]]:
    return [
        one for one in slack.said(MARA, channel) if any("story_mute" in name or "story_unmute" in name for name in buttons(one))
    ]


def thread(slack: SlackDesk) -> list[str]:
    return [words(one) for one in slack.said(MARA, DESK, thread_ts=alerts(slack)[0]["ts"])[1:]]


def test_negative_coverage_in_tier_1_is_said_once_however_often_it_is_looked_for(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    covered.clip(
        slack,
        "Shelter turns people away",
        NOON - timedelta(hours=1),
        outlet_name="The Courier",
        evidence="Forty were sent away.",
        **BAD,
    )
    covered.clip(slack, "Same in a small paper", NOON - timedelta(hours=1), tone=Tone.UNFAVOURABLE, tier=2)
    look(slack, times=3)
    (said,) = alerts(slack)
    assert "Negative coverage in tier 1" in words(said) and "Unfavourable in tier 1: The Courier." in words(said)
    assert "Shelter" not in said["text"], "the notification holds no headline"
    assert len(rows(slack, Alert)) == 1 and rows(slack, Alert)[0].sent_at == NOON


def test_a_worse_state_changes_the_message_and_adds_to_its_thread_and_copies_do_not_count(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    story = covered.story(slack, "Shelter", NOON)
    first = covered.clip(
        slack, "Shelter turns people away", NOON - timedelta(hours=2), outlet_name="The Courier", story_id=story, **BAD
    )
    look(slack)
    covered.clip(slack, "Shelter turns people away", NOON, outlet_name="Daily Wire", story_id=story, copy_of=first, **BAD)
    look(slack, NOON + timedelta(minutes=5))
    assert len(rows(slack, Alert)) == 1 and thread(slack) == [], "a copy is no second article"
    covered.clip(slack, "Charity under fire", NOON, outlet_name="The Standard", story_id=story, **BAD)
    look(slack, NOON + timedelta(minutes=9), times=2)
    assert [one.severity for one in rows(slack, Alert)] == [1, 2] and len(alerts(slack)) == 1
    assert "tier 1: The Standard, The Courier, Daily Wire." in words(alerts(slack)[0]) and len(thread(slack)) == 1


def test_a_story_that_became_part_of_another_is_not_told_of_again(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    clip = covered.clip(slack, "Shelter turns people away", NOON - timedelta(hours=2), **BAD)
    look(slack)
    other = covered.story(slack, "The whole of it", NOON)
    old = rows(slack, Alert)[0].story_id
    covered.put(slack, Article, covered.article_of(slack, clip), story_id=other)
    covered.put(slack, Story, old, merged_into_id=other)
    look(slack, NOON + timedelta(minutes=5))
    assert len(rows(slack, Alert)) == 1 and len(alerts(slack)) == 1


def test_a_misquote_in_a_tier_that_matters_names_what_it_was_held_against(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    for tier, name in ((1, "The Courier"), (3, "Parish News")):
        clip = covered.clip(slack, f"Quoted in {name}", NOON, outlet_name=name, tier=tier)
        covered.add(
            slack, ClipQuote(clip_id=clip, number=1, printed="We never had a plan", kind=QuoteClass.ALTERED, reference="Q-0001")
        )
        covered.add(slack, ClipQuote(clip_id=clip, number=2, printed="We are open", kind=QuoteClass.EXACT, reference="Q-0002"))
    look(slack)
    (said,) = alerts(slack)
    assert "Our words were altered: The Courier. They are held against Q-0001." in words(said)


def test_what_became_restricted_is_named_in_no_alert_and_no_digest_any_more(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    log(slack)
    story = covered.story(slack, "Beds", NOON)
    first = covered.clip(slack, "Beds run out", NOON - timedelta(hours=1), outlet_name="The Courier", story_id=story, tier=1)
    covered.add(
        slack,
        ClipLink(clip_id=first, kind=LinkKind.INQUIRY, subject_id=rows(slack, Inquiry)[0].id or 0, score=0.9, made_at=NOON),
    )
    covered.clip(slack, "More on beds", NOON - timedelta(minutes=9), outlet_name="The Standard", story_id=story, **BAD)
    look(slack)
    slack.command(TOBI, "digest now")
    reply = slack.private(TOBI)
    slack.click(TOBI, "coverage_digest_post", message=reply)
    assert "PR-0001" in words(alerts(slack)[0]) and "Beds run out" in " ".join(words(one) for one in slack.said(PRIYA, DESK))
    change(slack, MARA, sensitivity="crisis", restricted=["yes"])
    (said,) = alerts(slack)
    assert "Negative coverage in tier 1" in words(said) and "More on beds" in words(said)
    everywhere = " ".join(words(one) for one in slack.said(PRIYA, DESK))
    assert "PR-0001" not in everywhere and "Beds run out" not in everywhere


def spike(slack: SlackDesk, count: int, *, usual: int = 1, at: datetime = NOON, published: datetime | None = None) -> int:
    """A term that had `usual` articles a day and now has `count`, all of one story."""
    term = covered.add(slack, WatchTerm(team_id=TEAM, kind=TermKind.US, name="Lantern Trust", added_by=f"slack:{TEAM}:{MARA}",
                                        added_at=at - timedelta(days=40)))  # fmt: skip
    story = covered.story(slack, "Forty beds", at)
    times = [at - timedelta(days=day, hours=3) for day in range(2, 30) for _ in range(usual)]
    for number, seen in enumerate([*times, *(at - timedelta(minutes=10 * one) for one in range(count))]):
        clip = covered.clip(slack, f"Forty beds {number}", seen, tier=3, story_id=story)
        article = covered.article_of(slack, clip)
        with slack.database.write() as session:
            session.add(Match(article_id=article, term_id=term, term_version=1, seen_at=seen))
        if published:
            covered.put(slack, Article, article, published_at=published)
    return term


def test_a_spike_says_what_is_usual_and_what_is_usual_is_no_spike(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    spike(slack, 9)
    look(slack, times=2)
    (said,) = alerts(slack)
    assert "9 articles mention Lantern Trust since Tue 10:40; usual 1 a day over the last 28 days." in words(said)
    look(slack, NOON + timedelta(hours=3))
    assert len(alerts(slack)) == 1
    assert [one.kind for one in rows(slack, Alert)] == [AlertKind.SPIKE]


def test_old_articles_of_a_new_feed_are_no_news(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    spike(slack, 9, published=NOON - timedelta(days=60))
    bad = covered.clip(slack, "Long ago", NOON, **BAD)
    covered.put(slack, Article, covered.article_of(slack, bad), published_at=NOON - timedelta(days=60))
    look(slack)
    assert rows(slack, Alert) == []


def test_the_first_coverage_of_an_open_inquiry_is_said_and_of_a_restricted_one_never(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    for number in (1, 2):
        log(slack, topic=f"Matter {number}")
        clip = covered.clip(slack, f"Article {number}", NOON)
        covered.add(slack, ClipLink(clip_id=clip, kind=LinkKind.INQUIRY, subject_id=number, score=0.8, made_at=NOON))
    covered.put(slack, Inquiry, 2, restricted=True)
    look(slack)
    (alert,) = rows(slack, Alert)
    assert alert.kind == AlertKind.FIRST_COVERAGE and "First coverage of PR-0001, linked automatically" in alert.reason
    again = covered.clip(slack, "A second article", NOON + timedelta(minutes=3))
    covered.add(slack, ClipLink(clip_id=again, kind=LinkKind.INQUIRY, subject_id=1, score=0.8, made_at=NOON))
    look(slack, NOON + timedelta(minutes=5))
    assert len(rows(slack, Alert)) == 1


def test_quiet_hours_hold_an_alert_until_they_end_and_a_crisis_not_at_all(slack: SlackDesk) -> None:
    night = NOON.replace(hour=22)
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    story = covered.story(slack, "Shelter", night)
    covered.clip(slack, "Shelter turns people away", night, outlet_name="The Courier", story_id=story, **BAD)
    covered.clip(slack, "Another matter", night, outlet_name="The Courier", **BAD)
    look(slack, night + timedelta(minutes=1))
    assert alerts(slack) == [] and len(rows(slack, Alert)) == 2
    for name in ("The Standard", "The Globe", "The Herald"):
        covered.clip(slack, "Shelter turns people away", night, outlet_name=name, story_id=story, **BAD)
    look(slack, night + timedelta(minutes=2))
    assert len(alerts(slack)) == 1 and "Shelter" in words(alerts(slack)[0])
    morning = (NOON + timedelta(days=1)).replace(hour=7)
    look(slack, morning - timedelta(minutes=1))
    assert len(alerts(slack)) == 1
    look(slack, morning)
    assert len(alerts(slack)) == 2 and thread(slack) == [], "what was outdone meanwhile adds no line"


def test_over_the_days_limit_nothing_more_comes_and_the_digest_names_it(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00", daily_alerts=2)
    for number in range(4):
        covered.clip(slack, f"Story {number}", NOON, outlet_name=f"Courier {number}", **BAD)
    look(slack)
    assert len(alerts(slack)) == 2 and len(rows(slack, Alert)) == 4
    look(slack, NOON.replace(hour=18, minute=5))
    digest = next(one for one in slack.said(MARA, DESK) if one["text"].startswith("Coverage"))
    assert (
        "Alerts not sent: 2" in words(digest)
        and "Courier 3." in words(digest)
        and "The day's limit was reached" in words(digest)
    )
    covered.clip(slack, "The next day", NOON + timedelta(days=1), outlet_name="Courier 9", **BAD)
    look(slack, NOON + timedelta(days=1, minutes=1))
    assert len(alerts(slack)) == 3


def test_a_muted_story_raises_nothing_and_an_unmuting_brings_its_message_back(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    story = covered.story(slack, "Shelter", NOON)
    covered.clip(slack, "Shelter turns people away", NOON, outlet_name="The Courier", story_id=story, **BAD)
    look(slack)
    slack.world.join(PRIYA, DESK)
    slack.click(PRIYA, f"story_mute:{story}", message=alerts(slack)[0])
    assert "story_mute" in str(buttons(alerts(slack)[0])), "a viewer mutes nothing"
    slack.click(TOBI, f"story_mute:{story}", message=alerts(slack)[0])
    assert "Muted by Tobi Fenwick" in words(alerts(slack)[0])
    covered.clip(slack, "Charity under fire", NOON, outlet_name="The Standard", story_id=story, **BAD)
    look(slack, NOON + timedelta(minutes=5))
    assert len(rows(slack, Alert)) == 1
    slack.click(TOBI, f"story_unmute:{story}", message=alerts(slack)[0])
    look(slack, NOON + timedelta(minutes=6))
    assert "The Standard" in words(alerts(slack)[0]) and len(rows(slack, Alert)) == 2


def test_an_alert_of_somebody_else_is_over_with_a_click_and_comes_back_with_another(slack: SlackDesk) -> None:
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    clip = covered.clip(slack, "Another Lantern", NOON, **BAD)
    look(slack)
    message = alerts(slack)[0]
    slack.click(TOBI, f"story_not_us:{clip}", message=message)
    now = next(one for one in slack.said(MARA, DESK) if one["ts"] == message["ts"])
    assert "This alert is over" in words(now) and buttons(now) == []
    slack.click(TOBI, f"story_is_us:{clip}", message=slack.private(TOBI))
    assert "Another Lantern" in words(alerts(slack)[0])


def test_what_is_not_about_us_any_more_is_not_sent_in_the_morning(slack: SlackDesk) -> None:
    night = NOON.replace(hour=22)
    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    clip = covered.clip(slack, "Another Lantern", night, **BAD)
    look(slack, night)
    covered.put(slack, Clip, clip, not_us_at=night)
    look(slack, (NOON + timedelta(days=1)).replace(hour=8))
    assert alerts(slack) == [] and rows(slack, Alert)[0].withheld and rows(slack, Alert)[0].sent_at is None


def test_two_workers_at_once_raise_it_once(slack: SlackDesk) -> None:
    from bot.coverage import alerts as use_cases

    covered.channel(slack, NOON - timedelta(days=3), time="18:00")
    covered.clip(slack, "Shelter turns people away", NOON, **BAD)
    slack.clock.set(NOON)
    raised = at_once(*(lambda: use_cases.look(slack.desk, team_id=TEAM) for _ in range(4)))
    slack.settle()
    assert sorted(raised) == [0, 0, 0, 1] and len(rows(slack, Alert)) == 1 and len(alerts(slack)) == 1
