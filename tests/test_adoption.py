"""The adoption test's first half (Monday 16:40 to 16:55), as it is written, on a clock that stands still between the steps.

A reporter writes from New York: "need a response by 6, allegation about X". The desk is in London.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.models import DeadlineKind, Sensitivity
from tests.flows import actions, inquiry, kept_in_order, log, sent
from tests.reminded import channel_says, london, marks, reminded, tick, tick_at
from tests.slack_desk import DINAH, INTAKE, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

NEW_YORK = ZoneInfo("America/New_York")
MAIL = (
    "From: Delphine Okafor <delphine@hudsonledger.example>\nSubject: Allegation about the winter fund\n\nHi,\n\n"
    "I'm a reporter at the Hudson Ledger. We have an allegation that the winter fund paid for a staff retreat.\n"
    "Did the winter fund pay for the retreat?\n\n"
    "I need a response by 6pm ET today.\n\nDelphine Okafor\nHudson Ledger"
)


def test_monday_from_16_40_to_16_55(slack: SlackDesk) -> None:
    # A year ago there was an answer on the winter fund.
    slack.clock.set(london("2025-11-20 10:00"))
    log(slack, topic="Winter fund spending", journalists="Ned Quillfeather", questions="What does the winter fund pay for?")
    sent(slack, "The winter fund pays for beds and heating only.")
    slack.clock.set(london("2026-11-23 16:40"))

    # 16:40 the mail is pasted into Slack, and only a quiet question comes of it.
    ts = slack.post(TOBI, INTAKE, MAIL)
    offer = slack.last(TOBI, INTAKE, thread_ts=ts)
    slack.click(TOBI, "offer_log", message=offer)
    filled = slack.fields(TOBI)
    assert filled["sensitivity"] == "sensitive" and filled["restricted"] == ["yes"]

    # 16:41 it is logged as restricted, with the deadline on her clock and an acknowledgement to copy.
    slack.clock.advance(minutes=1)
    assert slack.submit(TOBI, named=[DINAH, MARA]).ok
    kept = inquiry(slack, 2)
    six_in_new_york = datetime(2026, 11, 23, 18, 0, tzinfo=NEW_YORK)
    assert (kept.deadline_kind, kept.deadline_at) == (DeadlineKind.INSTANT, six_in_new_york)
    assert kept.restricted and kept.sensitivity == Sensitivity.SENSITIVE and kept.logged_at == london("2026-11-23 16:41")
    confirmation = slack.world.view(TOBI)
    assert "Thank you for getting in touch" in words(confirmation) and "18:00 EST" in words(confirmation)
    # Last year's answer on the same matter is there, and marked as old.
    assert "beds and heating only" in words(confirmation) and "old: check it" in words(confirmation)
    slack.world.close_view(TOBI, every=True)

    # The director and the manager have it at once, in their direct messages; nobody else learns of it.
    for user in (DINAH, MARA):
        said = slack.card(2, slack.dm(user), user)
        assert "18:00 EST" in words(said) and "llegation" in words(said) and "llegation" not in said["text"]
    assert not any("PR-0002" in str(one) for one in channel_says(slack, ""))

    # Due that day: acknowledged within the hour, and half of it is gone at 17:11. At 16:55 nothing is late, nobody is chased.
    assert marks(slack, 2)["acknowledge due"] == london("2026-11-23 17:41")
    assert marks(slack, 2)["answer due"] == six_in_new_york.replace(hour=17, minute=30)
    slack.clock.set(london("2026-11-23 16:44"))
    own = slack.card(2, slack.dm(TOBI), TOBI)
    slack.click(TOBI, "inquiry_take", message=own)
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(2, slack.dm(TOBI), TOBI))
    assert (inquiry(slack, 2).acknowledged_at, inquiry(slack, 2).acknowledged_by) == (slack.clock(), slack.actor(TOBI).id)

    # 16:55 the programme lead is asked: she sees the question alone, answers in its thread, and that is filed in the log.
    slack.clock.set(london("2026-11-23 16:55"))
    slack.click(TOBI, "ask_open", message=slack.card(2, slack.dm(TOBI), TOBI))
    assert slack.submit(TOBI, colleague=PRIYA, question="Who paid for the retreat?", due="17:05").ok
    slack.world.close_view(TOBI, every=True)
    (asked,) = [one for one in slack.said(PRIYA, slack.dm(PRIYA)) if "ask_answer" in buttons(one)]
    assert "llegation" not in words(asked) and "PR-0002" not in words(asked)
    slack.post(PRIYA, slack.dm(PRIYA), "Staff paid for it themselves, receipts are filed.", thread_ts=asked["ts"])
    card = slack.card(2, slack.dm(DINAH), DINAH)
    log_lines = [words(one) for one in slack.said(DINAH, slack.dm(DINAH), thread_ts=card["ts"])]
    assert any("receipts are filed" in one for one in log_lines)
    tick(slack)
    assert [reminded(slack, user, number=2) for user in (TOBI, DINAH, MARA, PRIYA)] == [[], [], [], []]
    assert {"inquiry.logged", "inquiry.taken", "inquiry.acknowledged", "inquiry.asked", "inquiry.ask_answered"} <= set(
        actions(slack)
    )

    # And if they all went home: the desk chases the owner, then the leads, until her deadline, and tells nobody else.
    tick_at(slack, marks(slack, 2)["answer 50%"])
    assert len(reminded(slack, TOBI, number=2)) == 1 and reminded(slack, DINAH, number=2) == []
    tick_at(slack, marks(slack, 2)["answer due"])
    (said,) = reminded(slack, DINAH, number=2)
    assert "reminder_have" in buttons(said) and "llegation" not in said["text"]
    assert not any("PR-0002" in str(one) for one in channel_says(slack, ""))
