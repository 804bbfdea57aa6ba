"""The coverage digest through the front door: set up, looked at, sent at each channel's hour, and what it says."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import outbox, schedule
from bot.coverage import articles, snapshots
from bot.coverage import digests as use_cases
from bot.coverage.entries import Entry
from bot.models import (
    Article,
    Clip,
    ClipLink,
    ClipQuote,
    CoverageChannel,
    CoverageDigest,
    Feed,
    House,
    Inquiry,
    Job,
    JobState,
    LinkKind,
    Match,
    PullThrough,
    QuoteClass,
    Story,
    TermKind,
    Tone,
    WatchTerm,
)
from bot.sandbox import control
from tests import covered
from tests.flows import actions, at_once, log, rows
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, NOBOT, PRIYA, TEAM, TOBI, SlackDesk, buttons, words
from tests.wordings import approve, write

GOLDEN = Path(__file__).parent / "golden" / "coverage_digest.txt"
TUESDAY = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
MONDAY = TUESDAY - timedelta(days=1)


def tick(slack: SlackDesk, at: datetime) -> None:
    slack.clock.set(at)
    schedule.tick(slack.desk)
    slack.settle()


def digests(slack: SlackDesk, channel: str = DESK) -> list[dict[str, Any]]:
    return [one for one in slack.said(MARA, channel) if one["text"].startswith("Coverage") and not one.get("ephemeral")]


def thread(slack: SlackDesk) -> list[dict[str, Any]]:
    return slack.said(MARA, DESK, thread_ts=digests(slack)[-1]["ts"])[1:]


def test_nothing_is_sent_before_somebody_saw_the_preview_and_then_at_the_channels_hour(slack: SlackDesk) -> None:
    slack.clock.set(MONDAY)
    covered.clip(slack, "Night shelter opens", MONDAY + timedelta(hours=3), tone=Tone.FAVOURABLE)
    slack.command(MARA, "digest settings")
    slack.click(MARA, "coverage_channel_add")
    assert slack.submit(MARA, channel=DESK, zone="Europe/London", time="7.30", days=["mon", "tue"]).ok
    row = rows(slack, CoverageChannel)[0]
    tick(slack, TUESDAY)
    assert digests(slack) == [] and row.time == "07:30"
    slack.clock.set(TUESDAY - timedelta(minutes=10))
    slack.click(MARA, f"coverage_channel_preview:{row.id}")
    preview = slack.world.view(MARA)
    assert preview is not None and "Night shelter opens" in words(preview)
    slack.submit(MARA)
    tick(slack, TUESDAY + timedelta(minutes=1))
    tick(slack, TUESDAY + timedelta(minutes=2))
    assert [words(one) for one in digests(slack)] == [words(preview)], "the preview is exactly what is posted"
    assert [one for one in actions(slack) if "channel" in one] == ["coverage_channel.added", "coverage_channel.begun"]


def test_only_an_admin_changes_settings_and_a_channel_without_the_desk_is_said_to_be_one(slack: SlackDesk) -> None:
    slack.command(TOBI, "digest settings")
    view = slack.world.view(TOBI)
    assert view is not None and buttons(view) == [] and "changed by an admin" in words(view)
    slack.command(MARA, "digest settings")
    slack.click(MARA, "coverage_channel_add")
    result = slack.submit(MARA, channel=DESK, time="25:00")
    assert "such as 07:30" in str(result) and rows(slack, CoverageChannel) == []
    slack.submit(MARA, channel=NOBOT, time="07:30")
    view = slack.world.view(MARA)
    assert f"The press desk is not in <#{NOBOT}>" in words(view)
    slack.click(MARA, "coverage_channel_edit:1")
    slack.submit(MARA, time="08:30")
    assert rows(slack, CoverageChannel)[0].time == "08:30"


def test_a_channel_that_the_bot_was_taken_out_of_is_paused_and_whoever_chose_it_told_once(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=1))
    covered.clip(slack, "Night shelter opens", MONDAY - timedelta(hours=2))
    control.run(slack.world, {"op": "kick_bot", "channel": DESK})
    for later in range(3):
        covered.clip(slack, f"Worse {later}", TUESDAY, tier=1, tone=Tone.UNFAVOURABLE)
        with slack.database.write() as session:
            outbox.put(session, at=TUESDAY, kind="coverage_alert", lane=f"coverage:{TEAM}", team=TEAM)
        tick(slack, TUESDAY + timedelta(minutes=later))
    (told,) = [one for one in slack.said(MARA, slack.dm(MARA)) if "have stopped" in words(one)]
    assert "the press desk is not in it any more" in words(told) and f"<#{DESK}>" in words(told)
    assert rows(slack, CoverageChannel)[0].stopped_at is not None and "coverage_channel.lost" in actions(slack)
    dead = [one.kind for one in rows(slack, Job) if one.state == JobState.DEAD and one.kind.startswith("coverage")]
    tick(slack, TUESDAY + timedelta(days=1))
    assert dead == [one.kind for one in rows(slack, Job) if one.state == JobState.DEAD and one.kind.startswith("coverage")]
    control.run(slack.world, {"op": "invite_bot", "channel": DESK})
    slack.click(MARA, "coverage_channels", message=told)
    slack.click(MARA, "coverage_channel_preview:1")
    slack.submit(MARA)
    assert rows(slack, CoverageChannel)[0].stopped_at is None


def test_a_channel_whose_digest_fails_keeps_no_other_from_its_own(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, well = (covered.channel(slack, MONDAY - timedelta(days=1), one) for one in (GENERAL, DESK))
    covered.clip(slack, "Night shelter opens", MONDAY - timedelta(hours=2))

    def fails(*given: Any, channel_id: int, **more: Any) -> dict[str, Any]:
        if channel_id == broken:
            raise ZeroDivisionError
        return real(*given, channel_id=channel_id, **more)

    real = snapshots.take
    monkeypatch.setattr(snapshots, "take", fails)
    slack.clock.set(TUESDAY)
    with pytest.raises(ZeroDivisionError):
        use_cases.due(slack.desk)
    assert [one.channel_id for one in rows(slack, CoverageDigest)] == [well]


def test_that_no_message_landed_is_said_where_there_are_any(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=1))
    covered.clip(slack, "Night shelter opens", MONDAY - timedelta(hours=2))
    slack.command(TOBI, "digest now")
    assert "Messages landed" not in words(slack.private(TOBI)), "no house, no messages"
    write(slack, "fact")
    write(slack, "house", pillar_2="Every volunteer is trained before the first winter night")
    for reference in ("F-0001", "M-0001"):
        approve(slack, DINAH, reference)
    covered.clip(slack, "Night shelter shuts", slack.clock())
    slack.clock.advance(minutes=1)
    slack.command(TOBI, "digest now")
    assert "Messages landed:  in 0 of 2 articles" in words(slack.private(TOBI))


def test_monday_tells_of_the_weekend_and_says_so_and_no_article_is_told_twice(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    friday = MONDAY - timedelta(days=3)
    covered.clip(slack, "Before Friday's digest", friday - timedelta(hours=1))
    tick(slack, friday + timedelta(minutes=2))
    covered.clip(slack, "On Saturday", friday + timedelta(days=1))
    covered.clip(slack, "On Sunday", friday + timedelta(days=2))
    tick(slack, friday + timedelta(days=1))
    tick(slack, MONDAY)
    covered.clip(slack, "After Monday's digest", MONDAY + timedelta(hours=1))
    tick(slack, TUESDAY)
    first, second, third = (words(one) for one in digests(slack))
    assert "Before Friday" in first and "since Friday 20 Nov 07:31, more than a day" in second
    assert "On Saturday" in second and "On Sunday" in second and "Before Friday" not in second
    assert "After Monday" in third and "On Sunday" not in third and "more than a day" not in third


def test_what_waits_to_be_sorted_is_told_by_the_next_one(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    late = covered.clip(slack, "Seen a minute before", TUESDAY - timedelta(minutes=10))
    covered.clip(slack, "Seen later still", TUESDAY - timedelta(minutes=5))
    article = covered.article_of(slack, late)
    covered.put(slack, Article, article, sorted_at=None)
    tick(slack, TUESDAY)
    covered.put(slack, Article, article, sorted_at=TUESDAY)
    tick(slack, TUESDAY + timedelta(days=1))
    first, second = (words(one) for one in digests(slack))
    assert "Seen" not in first and "Seen a minute before" in second and "Seen later still" in second


def test_an_hour_that_comes_twice_or_never_sends_once(slack: SlackDesk) -> None:
    """Clocks in London went back at 01:00 UTC on 25 October 2026, and forward at 01:00 UTC on 28 March 2027."""
    covered.channel(slack, datetime(2026, 10, 1, tzinfo=UTC), time="01:30", days=["sun"])
    night = datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
    for minutes in range(0, 180, 10):
        tick(slack, night + timedelta(minutes=minutes))
    assert len(digests(slack)) == 1
    night = datetime(2027, 3, 28, 0, 20, tzinfo=UTC)
    for minutes in range(0, 180, 10):
        tick(slack, night + timedelta(minutes=minutes))
    assert len(digests(slack)) == 2 and {one.day.day for one in rows(slack, CoverageDigest)} == {25, 28}


def test_a_quiet_day_is_one_line(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    tick(slack, TUESDAY)
    (said,) = digests(slack)
    assert (
        len(said["blocks"]) == 1 and "nothing about us since Monday 23 Nov" in words(said) and "Usual: 0 a day." in words(said)
    )


def test_a_retry_says_the_same_but_what_may_not_be_shown_any_more(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    log(slack, topic="Secret")
    stays = covered.clip(slack, "Stays in it", TUESDAY - timedelta(hours=2))
    wrong = covered.clip(slack, "Another Lantern altogether", TUESDAY - timedelta(hours=2))
    muted = covered.clip(slack, "Told often enough", TUESDAY - timedelta(hours=2))
    closed = covered.clip(slack, "Came of a secret", TUESDAY - timedelta(hours=2))
    control.run(
        slack.world,
        {"op": "fail_next", "method": "chat.postMessage", "error": "internal_error", "http_status": 500, "times": 1},
    )
    tick(slack, TUESDAY)
    assert digests(slack) == []
    covered.clip(slack, "Came after the snapshot", TUESDAY - timedelta(hours=1))
    covered.put(slack, Clip, wrong, not_us_at=TUESDAY, not_us_by=f"slack:T0LANTERN:{MARA}")
    with slack.database.read() as session:
        article = session.get_one(Article, covered.article_of(slack, muted))
    covered.put(slack, Story, article.story_id or 0, muted_at=TUESDAY)
    inquiry = rows(slack, Inquiry)[0].id
    covered.put(slack, Inquiry, inquiry, restricted=True)
    covered.add(slack, ClipLink(clip_id=closed, kind=LinkKind.INQUIRY, subject_id=inquiry, score=0.9, made_at=TUESDAY))
    for minute in range(1, 5):
        tick(slack, TUESDAY + timedelta(minutes=minute))
    said = words(digests(slack)[0])
    assert "Stays in it" in said and "1 article" in said
    for gone in ("Another Lantern", "Told often", "Came of a secret", "Came after"):
        assert gone not in said, gone
    assert rows(slack, CoverageDigest)[0].snapshot["clips"] == [stays, wrong, muted, closed]


def full(slack: SlackDesk) -> None:
    """A day with everything in it."""
    at = TUESDAY - timedelta(hours=5)
    for day in range(1, 29):
        for number in range(day % 3):
            covered.clip(slack, f"Day {day} number {number}", TUESDAY - timedelta(days=day, hours=1 + number))
    log(slack, topic="Night shelter numbers", journalists="Wren Castellane")
    inquiry = covered.answered(slack, 1, at - timedelta(hours=20))
    shelter = covered.story(slack, "Shelter turns people away", at)
    bad = covered.clip(slack, "Shelter turns people away", at, outlet_name="The Courier", tier=1, tone=Tone.UNFAVOURABLE,
                       story_id=shelter, evidence="Lantern Trust turned forty people away.")  # fmt: skip
    covered.clip(slack, "Shelter turns people away", at + timedelta(minutes=5), outlet_name="Northern Wire", tier=3,
                 tone=Tone.UNFAVOURABLE, story_id=shelter, copy_of=bad)  # fmt: skip
    ran = covered.clip(slack, "Lantern opens forty beds", at + timedelta(minutes=9), tone=Tone.FAVOURABLE)
    covered.add(slack, ClipLink(clip_id=ran, kind=LinkKind.INQUIRY, subject_id=inquiry, score=0.8, made_at=at))
    covered.add(slack, ClipQuote(clip_id=bad, number=1, printed="We never had a plan", speaker="Ada Quill", kind=QuoteClass.ALTERED, reference="Q-0001", approved="We had a plan"))  # fmt: skip
    covered.add(slack, ClipQuote(clip_id=ran, number=1, printed="Every bed is open tonight", speaker="Ada Quill", kind=QuoteClass.EXACT, reference="Q-0002"))  # fmt: skip


def test_a_full_day_says_counts_needs_stories_and_people(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    full(slack)
    tick(slack, TUESDAY)
    said = words(digests(slack)[0])
    assert "*2 articles* and 1 copy in *3* outlets" in said and "median 1" in said
    needs, stories = said.index("Needs you"), said.index("Top stories")
    assert needs < said.index("Altered in") < said.index("PR-0001 was answered and ran in") < stories
    assert "Quoted: Ada Quill (2)" in said.replace("  ", " ")
    posts = thread(slack)
    assert (
        len(posts) == 2
        and "Shelter turns people away" in words(posts[0])
        and "“We never had a plan” Ada Quill (altered)" in words(posts[0])
    )
    assert "Shelter" not in digests(slack)[0]["text"], "the notification names no headline"


def test_every_number_and_every_story_opens_what_is_behind_it(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    full(slack)
    tick(slack, TUESDAY)
    for message in (digests(slack)[0], thread(slack)[0]):
        for name in buttons(message):
            if name.startswith(("coverage_list", "clip_open", "story_regroup", "case_new", "clip_tone")):
                slack.click(TOBI, name, message=message)
                view = slack.world.view(TOBI)
                shown = str(view or slack.private(TOBI))
                assert "Shelter turns people away" in shown or "Lantern opens forty beds" in shown, name
                slack.world.close_view(TOBI, every=True)


def test_a_full_digest_reads_as_agreed(slack: SlackDesk) -> None:
    """`UPDATE_GOLDEN=1 pytest tests/test_coverage_digests.py` writes the file anew; look at the difference before keeping it."""
    covered.channel(slack, MONDAY - timedelta(days=10))
    full(slack)
    tick(slack, TUESDAY)
    lines = []
    for message in [digests(slack)[0], *thread(slack)]:
        lines.append(f"== {message['text']}")
        for block in message["blocks"]:
            pressed = ", ".join(
                f"{one['action_id']} ({one.get('value')})" for one in block.get("elements", []) if one["type"] == "button"
            )
            lines.append(
                f"{block['type']}: {' '.join(words({'blocks': [block]}).split())}" + (f"\n    {pressed}" if pressed else "")
            )
    text = "\n".join(lines).replace("http://", "https://") + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_from_a_storys_post_its_tone_is_corrected_and_a_case_opened(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    full(slack)
    tick(slack, TUESDAY)
    clip = next(one.removeprefix("clip_tone_open:") for one in buttons(thread(slack)[0]) if one.startswith("clip_tone_open"))
    slack.click(TOBI, f"clip_tone_open:{clip}", message=thread(slack)[0])
    assert slack.submit(TOBI, tone="neutral").ok
    slack.world.close_view(TOBI, every=True)
    assert "⚪ neutral" in words(thread(slack)[0]), "its post says so at once"
    slack.click(TOBI, f"case_new:{clip}", message=thread(slack)[0])
    view = slack.world.view(TOBI)
    assert view is not None and view["callback_id"] == "case_start"


def test_a_story_is_muted_from_its_post_and_the_mute_is_taken_back(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    full(slack)
    tick(slack, TUESDAY)
    story = next(one.id for one in rows(slack, Story) if one.title == "Shelter turns people away")
    slack.click(TOBI, f"story_mute:{story}", message=thread(slack)[0])
    assert "Muted by Tobi Fenwick" in words(thread(slack)[0]) and buttons(thread(slack)[0]) == [f"story_unmute:{story}"]
    slack.role(PRIYA, slack.actor(PRIYA).role)
    slack.world.join(PRIYA, DESK)
    slack.click(PRIYA, f"story_unmute:{story}", message=thread(slack)[0])
    assert "Muted by" in words(thread(slack)[0]), "a viewer changes nothing"
    slack.click(MARA, f"story_unmute:{story}", message=thread(slack)[0])
    assert "Shelter turns people away" in words(thread(slack)[0])
    assert [one for one in actions(slack) if one.startswith("story.")] == ["story.muted", "story.unmuted"]


def test_asked_for_it_shows_now_yesterday_and_the_week_and_posts_where_that_is_allowed(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    covered.clip(slack, "Yesterday noon", MONDAY + timedelta(hours=4))
    covered.clip(slack, "Last Thursday", MONDAY - timedelta(days=4))
    covered.clip(slack, "This morning", TUESDAY + timedelta(hours=1))
    slack.clock.set(TUESDAY + timedelta(hours=2))
    heard = {}
    for which in ("now", "yesterday", "week"):
        slack.command(TOBI, f"digest {which}")
        heard[which] = words(slack.private(TOBI))
    assert "This morning" in heard["now"] and "Last Thursday" not in heard["now"]
    assert "Yesterday noon" in heard["yesterday"] and "This morning" not in heard["yesterday"]
    assert "Last Thursday" in heard["week"] and "Yesterday noon" in heard["week"] and "This morning" not in heard["week"]
    assert digests(slack) == []
    slack.command(TOBI, "digest week")
    slack.click(TOBI, "coverage_digest_post", message=slack.private(TOBI))
    (posted,) = digests(slack)
    assert "Last Thursday" in words(posted) and "coverage_digest.posted" in actions(slack)
    slack.command(MARA, "digest")
    assert "coverage_digest_open" in buttons(slack.private(MARA)), "bare it stays the inquiries'"


def test_from_a_storys_post_it_is_said_to_be_not_us_and_that_is_taken_back(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    covered.clip(slack, "Another Lantern altogether", TUESDAY - timedelta(hours=2))
    tick(slack, TUESDAY)
    clip = rows(slack, Clip)[0].id
    slack.click(TOBI, f"story_not_us:{clip}", message=thread(slack)[0])
    assert "There is nothing left to show of this story" in words(thread(slack)[0]) and rows(slack, Clip)[0].not_us_at
    slack.click(TOBI, f"story_is_us:{clip}", message=slack.private(TOBI))
    assert "Another Lantern altogether" in words(thread(slack)[0]) and rows(slack, Clip)[0].not_us_at is None


def test_from_its_post_a_story_is_taken_apart_and_put_together_again(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    story = covered.story(slack, "Beds", TUESDAY)
    covered.clip(slack, "Forty beds open", TUESDAY - timedelta(hours=2), story_id=story)
    other = covered.clip(slack, "Council cuts bins", TUESDAY - timedelta(hours=3), story_id=story)
    tick(slack, TUESDAY)
    slack.click(TOBI, f"story_regroup_open:{story}", message=thread(slack)[0])
    wrong = slack.submit(TOBI)
    assert "one of the two" in str(wrong), "nothing chosen"
    assert slack.submit(TOBI, articles=[str(covered.article_of(slack, other))]).ok
    slack.world.close_view(TOBI, every=True)
    first, second = thread(slack)
    assert "Council cuts bins" not in words(first) and "Council cuts bins" in words(second), (
        "the new story has a post of its own"
    )
    new = rows(slack, Story)[-1].id
    slack.click(TOBI, f"story_regroup_open:{new}", message=second)
    assert slack.submit(TOBI, into=str(story)).ok
    first, second = thread(slack)
    assert "Council cuts bins" in words(first) and "There is nothing left to show" in words(second)
    assert [one for one in actions(slack) if one.startswith("story.")] == ["story.split", "story.merged"]


def test_what_feeds_bring_is_told_once_by_the_morning_and_copies_are_counted_apart(slack: SlackDesk) -> None:
    """From stored entries on it is the pipeline's own work: sorted, made clips, scored, looked at for alerts, told."""
    covered.channel(slack, MONDAY - timedelta(days=10))
    by = f"slack:{TEAM}:{MARA}"
    covered.add(
        slack,
        WatchTerm(
            team_id=TEAM,
            kind=TermKind.US,
            name="Lantern Trust",
            added_by=by,
            added_at=MONDAY - timedelta(days=40),
            filled_version=1,
        ),
    )
    text = ("The night shelter of Lantern Trust in Harbour Street opens on Friday with forty beds, after neighbours had asked the council "
            "for months to pay for its heating and for two more wardens through the winter.")  # fmt: skip
    entries = [
        Entry(title=title, link=f"https://{paper}.example/{number}", id=f"{paper}-{number}", published=TUESDAY - timedelta(hours=4), summary=said, outlet=paper)
        for number, (paper, title, said) in enumerate([
            ("courier", "Night shelter opens on Friday", text), ("gazette", "Shelter to open", text + " The council agreed."),
            ("herald", "Ferry fares rise again", "Fares on the island ferry rise by a tenth from March, the operator said on Monday evening."),
        ])
    ]  # fmt: skip
    slack.clock.set(TUESDAY - timedelta(hours=3))
    for _ in range(2):
        with slack.database.write() as session:
            articles.take(session, slack.desk, team_id=TEAM, entries=entries)
        slack.settle()
    tick(slack, TUESDAY)
    said = words(digests(slack)[0])
    assert "*1 article* and 1 copy in *2* outlets" in said and "Night shelter opens on Friday" in said and "Ferry" not in said
    tick(slack, TUESDAY + timedelta(days=1))
    assert "nothing about us" in words(digests(slack)[1])


@pytest.mark.parametrize("count", [60, 150])
def test_however_much_ran_the_message_stays_within_slacks_and_our_limits(slack: SlackDesk, count: int) -> None:
    from bot.views.coverage_digests import weight

    covered.channel(slack, MONDAY - timedelta(days=10))
    with slack.database.write() as session:
        for number in range(count):
            story = Story(team_id="T0LANTERN", title=f"{number} " + "x" * 500, first_seen_at=MONDAY, last_seen_at=MONDAY)
            session.add(story)
            session.flush()
            article = Article(team_id="T0LANTERN", title=f"{number} " + "x" * 900, text="y", published_at=MONDAY,
                              first_seen_at=MONDAY + timedelta(hours=1), story_id=story.id, sorted_at=MONDAY)  # fmt: skip
            session.add(article)
            session.flush()
            clip = Clip(team_id="T0LANTERN", article_id=article.id or 0, seen_at=article.first_seen_at, tier=1,
                        tone=Tone.UNFAVOURABLE, evidence="z" * 3000, scored_at=MONDAY)  # fmt: skip
            session.add(clip)
    tick(slack, TUESDAY)
    (said,) = digests(slack)
    assert len(said["blocks"]) <= 45 and weight(said["blocks"]) <= 10_000 and f"{count} articles" in words(said)
    assert len(thread(slack)) == 12


def test_peers_topics_messages_and_broken_feeds_are_said_where_they_are_wanted(slack: SlackDesk) -> None:
    by = f"slack:{TEAM}:{MARA}"
    covered.channel(slack, MONDAY - timedelta(days=10), sections=["stories", "messages", "feeds", "peers"])
    clips = [covered.clip(slack, f"Beds {number}", TUESDAY - timedelta(hours=3)) for number in range(3)]
    for kind, name in ((TermKind.PEER, "Harbour Aid"), (TermKind.TOPIC, "Housing")):
        term = covered.add(slack, WatchTerm(team_id=TEAM, kind=kind, name=name, added_by=by, added_at=MONDAY))
        with slack.database.write() as session:
            for one in clips[:2]:
                article = covered.article_of(slack, one)
                session.add(Match(article_id=article, term_id=term, term_version=1, seen_at=TUESDAY - timedelta(hours=3)))
    for number, restricted in ((1, False), (2, True)):
        house = covered.add(slack, House(team_id=TEAM, number=number, issue="Beds", core_message="Open", owner_id=by, restricted=restricted,
                                         created_by=by, created_at=MONDAY))  # fmt: skip
        covered.add(
            slack,
            PullThrough(
                clip_id=clips[0],
                house_id=house,
                message=f"M-000{number}.0",
                presence=1,
                coded_presence=2,
                coder_id=by,
                coded_at=MONDAY,
            ),
        )
        covered.add(
            slack,
            PullThrough(
                clip_id=clips[1],
                house_id=house,
                message=f"M-000{number}.0",
                presence=1,
                coded_presence=0,
                coder_id=by,
                coded_at=MONDAY,
            ),
        )
    for name, since in (("Down for days", MONDAY), ("Down for a minute", TUESDAY - timedelta(minutes=1))):
        covered.add(slack, Feed(team_id=TEAM, url=f"https://{name.split()[-1]}.example/feed", title=name, next_poll_at=TUESDAY + timedelta(minutes=30), failing_since=since,
                                problem="It answers 404.", added_by=by, added_at=MONDAY))  # fmt: skip
    tick(slack, TUESDAY)
    said = " ".join(words(digests(slack)[0]).split())
    assert "Harbour Aid 2 articles: Beds" in said and "Housing" not in said
    assert "Messages landed: in 1 of 3 articles: M-0001.0 in 1 (1 coded by a person)" in said and "M-0002" not in said
    assert (
        "Feeds that are broken: 1" in said and "Down for days" in said and "It answers 404." in said and "a minute" not in said
    )


def test_two_processes_at_the_same_minute_send_it_once(slack: SlackDesk) -> None:
    covered.channel(slack, MONDAY - timedelta(days=10))
    covered.clip(slack, "Night shelter opens", TUESDAY - timedelta(hours=1))
    slack.clock.set(TUESDAY)
    put = at_once(*(lambda: use_cases.due(slack.desk) for _ in range(3)))
    slack.settle()
    assert sorted(put) == [0, 0, 1] and len(digests(slack)) == len(rows(slack, CoverageDigest)) == 1
