"""Asking a colleague for a fact: what they see, how they answer, who is nudged, and what nobody else learns."""

from __future__ import annotations

from bot.models import Ask, AskState, InquiryEvent, Line, LineKind, LineStatus, Role
from tests.flows import actions, kept_in_order, log, rows, seen_by
from tests.reminded import london, tick
from tests.slack_desk import DESK, DINAH, GUS, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

QUESTION = "How many people stayed in October?"


def asked(slack: SlackDesk, colleague: str = PRIYA, due: str = "17:30", channel: str = DESK, **filled: object) -> None:
    slack.clock.set(london("2026-11-23 16:30"))
    log(slack, **filled)
    slack.click(TOBI, "ask_open", message=slack.card(1, channel, TOBI))
    result = slack.submit(TOBI, colleague=colleague, question=QUESTION, due=due)
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(TOBI, every=True)


def put_to(slack: SlackDesk, user: str) -> dict[str, object]:
    return next(one for one in slack.said(user, slack.dm(user)) if "ask_answer" in buttons(one))


def the_ask(slack: SlackDesk) -> Ask:
    return rows(slack, Ask)[-1]


def thread_of(slack: SlackDesk) -> list[str]:
    card = slack.card(1)
    return [words(one) for one in slack.said(MARA, DESK, thread_ts=card["ts"])][1:]


def test_a_colleague_without_a_role_is_asked_and_answers_in_the_form(slack: SlackDesk) -> None:
    slack.role(PRIYA, Role.NONE)
    asked(slack)
    message = put_to(slack, PRIYA)
    assert QUESTION in words(message) and "PR-0001" in words(message) and "17:30" in words(message)
    assert QUESTION not in message["text"]
    slack.click(PRIYA, "ask_answer", message=message)
    assert slack.submit(PRIYA, answer="412, by the night log of 1 November.").ok
    assert the_ask(slack).state == AskState.ANSWERED and the_ask(slack).answered_at == slack.clock()
    news = slack.said(TOBI, slack.dm(TOBI))[-1]
    assert "412, by the night log" in words(news) and "ask_file:fact" in buttons(news)
    assert any("412, by the night log" in line for line in thread_of(slack))
    assert {"inquiry.asked", "inquiry.ask_answered"} <= set(actions(slack))


def test_a_reply_in_the_thread_is_an_answer_and_a_second_one_adds_to_it(slack: SlackDesk) -> None:
    asked(slack)
    thread = str(put_to(slack, PRIYA)["ts"])
    slack.post(PRIYA, slack.dm(PRIYA), "412", thread_ts=thread)
    slack.post(PRIYA, slack.dm(PRIYA), "As of 1 November.", thread_ts=thread)
    assert the_ask(slack).answer == "412\nAs of 1 November."
    assert "You said" in words(slack.said(PRIYA, slack.dm(PRIYA))[0])


def test_half_way_and_when_due_they_are_nudged_once_each_and_then_the_asker_is_told(slack: SlackDesk) -> None:
    asked(slack)
    for at in ("16:59", "17:00", "17:01", "17:30", "17:31", "18:30"):
        slack.clock.set(london(f"2026-11-23 {at}"))
        tick(slack)
    told = [words(one) for one in slack.said(PRIYA, slack.dm(PRIYA))]
    assert sum("Half of the time" in one for one in told) == 1 and sum("due now" in one for one in told) == 1
    news = slack.said(TOBI, slack.dm(TOBI))[-1]
    assert "has not answered" in words(news)
    slack.click(TOBI, "ask_withdraw", message=news)
    assert the_ask(slack).state == AskState.WITHDRAWN
    assert "no longer needs this" in words(slack.said(PRIYA, slack.dm(PRIYA))[0])


def test_a_desk_that_was_down_over_both_marks_nudges_once(slack: SlackDesk) -> None:
    asked(slack)
    slack.clock.set(london("2026-11-23 20:00"))
    tick(slack)
    tick(slack)
    told = [words(one) for one in slack.said(PRIYA, slack.dm(PRIYA))]
    assert [("Half" in one, "due now" in one) for one in told[1:]] == [(False, True)]


def test_of_a_restricted_inquiry_they_see_the_question_alone(slack: SlackDesk) -> None:
    asked(slack, topic="Allegation about the winter fund", restricted=["yes"], channel=slack.dm(TOBI))
    assert QUESTION in words(put_to(slack, PRIYA))
    seen = seen_by(slack, PRIYA)
    assert "winter fund" not in seen and "PR-0001" not in seen
    slack.click(PRIYA, "ask_answer", message=put_to(slack, PRIYA))
    assert slack.submit(PRIYA, answer="Staff paid for it themselves.").ok
    assert "Staff paid for it themselves" not in seen_by(slack, DINAH)
    assert "Staff paid for it themselves" in seen_by(slack, TOBI)
    assert "winter fund" not in seen_by(slack, PRIYA)


def test_who_cannot_say_tells_why_and_the_asker_may_ask_somebody_else(slack: SlackDesk) -> None:
    asked(slack)
    slack.click(PRIYA, "ask_decline", message=put_to(slack, PRIYA))
    assert slack.submit(PRIYA, reason="Gus keeps the night log.").ok
    news = slack.said(TOBI, slack.dm(TOBI))[-1]
    assert "Gus keeps the night log" in words(news) and "ask_open" in buttons(news)
    assert the_ask(slack).state == AskState.DECLINED


def test_only_who_was_asked_may_answer_and_no_guest_is_asked(slack: SlackDesk) -> None:
    asked(slack)
    slack.click(MARA, "ask_answer", message={**put_to(slack, PRIYA), "channel": slack.dm(PRIYA)})
    if slack.world.view(MARA):
        slack.submit(MARA, answer="I say so.")
    assert the_ask(slack).state == AskState.OPEN
    slack.click(TOBI, "ask_open", message=slack.card(1, DESK, TOBI))
    result = slack.submit(TOBI, colleague=GUS, question="And you?", due="17:30")
    assert "member" in str(result.data.get("errors")) and len(rows(slack, Ask)) == 1


def test_a_time_that_has_passed_or_is_none_is_refused_beside_its_field(slack: SlackDesk) -> None:
    slack.clock.set(london("2026-11-23 16:30"))
    log(slack)
    slack.click(TOBI, "ask_open", message=slack.card(1, DESK, TOBI))
    for due in ("yesterday at noon", "none given"):
        result = slack.submit(TOBI, colleague=PRIYA, question=QUESTION, due=due)
        assert list(result.data["errors"]) == ["due"], due
    assert rows(slack, Ask) == [] and not [one for one in rows(slack, InquiryEvent) if one.action == "asked"]


def test_the_answer_is_filed_as_a_fact_and_used_once_it_is_approved(slack: SlackDesk) -> None:
    asked(slack)
    slack.post(PRIYA, slack.dm(PRIYA), "412 people stayed in October.", thread_ts=str(put_to(slack, PRIYA)["ts"]))
    news = slack.said(TOBI, slack.dm(TOBI))[-1]
    slack.click(TOBI, "ask_file:fact", message=news)
    filled = slack.fields(TOBI)
    assert filled["text"] == "412 people stayed in October." and filled["source"].startswith("Priya")
    assert slack.submit(TOBI, figure="412", unit="people").ok
    slack.world.close_view(TOBI, every=True)
    (fact,) = rows(slack, Line)
    assert (fact.kind, fact.status, fact.as_of) == (LineKind.FACT, LineStatus.DRAFT, slack.clock().date())
    assert (the_ask(slack).state, the_ask(slack).line_id) == (AskState.FILED, fact.id)
    assert any(fact.reference in line for line in thread_of(slack))
    shown = next(one for one in slack.said(TOBI, slack.dm(TOBI)) if one["ts"] == news["ts"])
    assert "Filed" in words(shown) and not any("ask_file" in one for one in buttons(shown))
