"""Handing over: what is open and promised goes to the next officer, who accepts it."""

from __future__ import annotations

from typing import Any

from bot.models import AuditEntry, Handover
from tests.flows import actions, change, kept_in_order, log, rows, seen_by
from tests.reminded import channel_says, london, tick_at
from tests.slack_desk import DESK, DINAH, GUS, MARA, PRIYA, TOBI, SlackDesk, buttons, words
from tests.test_duties import enter
from tests.test_relations import tie

__all__ = ["kept_in_order"]

PROMISED = "Wren gets the October figures by 6"


def hand_over(slack: SlackDesk, by: str = TOBI, **filled: Any) -> Any:
    slack.world.close_view(by, every=True)
    slack.command(by, "handover")
    return slack.submit(by, **{"promised": PROMISED, "notes": "The *printer* is <!channel> broken", **filled})


def test_a_handover_says_what_is_open_what_was_promised_and_waits_to_be_accepted(slack: SlackDesk) -> None:
    log(slack, deadline="6pm today")
    log(slack, topic="Answered by phone", deadline="none given")
    change(slack, TOBI, 2, note="They ring back on Friday")
    assert hand_over(slack, to=DINAH).ok
    for user, channel in ((MARA, DESK), (DINAH, slack.dm(DINAH))):
        said = slack.last(user, channel)
        text = words(said)
        for part in ("Tobi Fenwick", "PR-0001", "Mon 23 Nov 18:00 GMT", "not acknowledged yet", "PR-0002", "ring back", PROMISED,
                     "<!channel>"):  # fmt: skip
            assert part in text, part
        assert "handover_accept" in buttons(said) and "Night shelter" not in said["text"]
    assert actions(slack)[-1] == "handover.written"
    slack.clock.advance(minutes=5)
    slack.click(DINAH, "handover_accept", message=slack.last(DINAH, slack.dm(DINAH)))
    (kept,) = rows(slack, Handover)
    assert (kept.accepted_by, kept.accepted_at) == (slack.actor(DINAH).id, slack.clock())
    assert actions(slack)[-1] == "handover.accepted"
    for said in (slack.last(MARA, DESK), slack.last(DINAH, slack.dm(DINAH))):
        assert "Accepted by Dinah Osei" in " ".join(words(said).split()) and "handover_accept" not in buttons(said)
    tick_at(slack, london("2026-11-23 17:25"))
    assert len(channel_says(slack, "hands over")) == 0 and rows(slack, Handover)[0].reminded_at is None


def test_the_audit_counts_what_everybody_may_know(slack: SlackDesk) -> None:
    log(slack, deadline="6pm today")
    log(slack, topic="Leaked minutes", restricted=["yes"], named=[MARA])
    assert hand_over(slack, to=DINAH).ok
    (written,) = [one for one in rows(slack, AuditEntry) if one.action == "handover.written"]
    assert written.details == {"to": slack.actor(DINAH).id, "open": 1}


def test_what_was_done_last_names_the_other_inquiry(slack: SlackDesk) -> None:
    log(slack)
    log(slack, topic="Beds at night")
    tie(slack, 2, 1, "group")
    slack.world.close_view(TOBI, every=True)
    assert hand_over(slack, to=DINAH).ok
    text = words(slack.last(MARA, DESK))
    assert "put it under one issue with PR-0001" in text and "{other}" not in text


def test_the_next_on_the_rota_is_proposed(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-23 18:00"))
    enter(slack, MARA, DINAH, london("2026-11-23 18:00"), london("2026-11-24 09:00"))
    slack.command(TOBI, "handover")
    assert slack.fields(TOBI)["to"] == DINAH


def test_nobody_accepts_their_own_nor_one_left_to_somebody_else(slack: SlackDesk) -> None:
    slack.role(PRIYA, *slack_role_of_an_officer())
    hand_over(slack, by=MARA, to=TOBI)
    said = slack.last(MARA, DESK)
    slack.click(MARA, "handover_accept", message=said)
    assert "You wrote this one" in words(slack.private(MARA))
    slack.world.join(PRIYA, DESK, MARA)
    slack.click(PRIYA, "handover_accept", message=said)
    assert "left to Tobi Fenwick" in words(slack.private(PRIYA))
    assert rows(slack, Handover)[0].accepted_by is None
    slack.click(TOBI, "handover_accept", message=said)
    slack.click(DINAH, "handover_accept", message=said)
    assert rows(slack, Handover)[0].accepted_by == slack.actor(TOBI).id
    assert actions(slack).count("handover.accepted") == 1


def slack_role_of_an_officer() -> tuple[Any, None]:
    from bot.models import Role

    return Role.OFFICER, None


def test_a_handover_to_a_guest_or_to_oneself_is_refused(slack: SlackDesk) -> None:
    for person in (GUS, TOBI, PRIYA):
        assert set(hand_over(slack, to=person).data["errors"]) == {"to"}
    assert rows(slack, Handover) == []


def test_a_handover_that_nobody_accepts_reaches_the_leads_once(slack: SlackDesk) -> None:
    log(slack)
    hand_over(slack, to=DINAH)
    tick_at(slack, london("2026-11-23 17:09"))
    assert rows(slack, Handover)[0].reminded_at is None
    tick_at(slack, london("2026-11-23 17:10"))
    said = slack.last(MARA, slack.dm(MARA))
    assert "Nobody has accepted it" in words(said) and "handover_accept" in buttons(said)
    count = len(slack.said(MARA, slack.dm(MARA)))
    tick_at(slack, london("2026-11-23 17:12"))
    assert len([one for one in slack.said(MARA, slack.dm(MARA)) if "hands over" in one["text"]]) == 1 and count
    slack.click(MARA, "handover_accept", message=said)
    assert "Accepted by Mara Quill" in " ".join(words(slack.last(MARA, slack.dm(MARA))).split())


def test_a_restricted_inquiry_goes_along_only_to_who_may_know(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="6pm today", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    log(slack, topic="An open day", deadline="9pm today")
    hand_over(slack, to=DINAH)
    assert "Zanzibar" in words(slack.last(DINAH, slack.dm(DINAH)))
    assert "An open day" in words(slack.last(MARA, DESK)) and "Zanzibar" not in seen_by(slack, MARA)
    assert "PR-0001" not in seen_by(slack, MARA)


def test_what_is_restricted_afterwards_is_taken_out_of_the_channel(slack: SlackDesk) -> None:
    log(slack, topic="Zanzibar allegation", deadline="6pm today")
    hand_over(slack, to=DINAH)
    assert "Zanzibar" in seen_by(slack, MARA)
    change(slack, TOBI, restricted=["yes"], named=[DINAH], sensitivity="sensitive")
    assert "Zanzibar" not in seen_by(slack, MARA)


def test_the_form_sent_twice_is_one_handover(slack: SlackDesk) -> None:
    from tests.flows import again, recorded

    kept = recorded(slack)
    hand_over(slack, to=DINAH)
    again(slack, kept[-1])
    assert len(rows(slack, Handover)) == 1
