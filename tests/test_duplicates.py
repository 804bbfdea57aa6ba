"""The same thing delivered again and again, and by several at once: two hundred deliveries and more, one effect each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest

from bot.models import Decision, Inquiry, InquiryEvent, Offer, Role, Sensitivity, Status
from tests.flows import (
    Envelope,
    at_once,
    clicked,
    draft,
    inquiry,
    kept_in_order,
    log,
    request_to,
    rows,
    thread,
)
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

TIMES, THREADS = 40, 8
TEXT = "Dear press team, I'm a reporter at the Gazette. How many beds? Deadline 6pm today."


def held_back(slack: SlackDesk, do: Callable[[], object]) -> list[Envelope]:
    """What Slack would deliver of what a person does, kept back and answered as if it had been taken."""
    deliver, kept = slack.world.deliver, list[Envelope]()
    slack.world.deliver = lambda envelope: (kept.append(json.loads(json.dumps(envelope))), (200, None))[1]
    do()
    slack.world.deliver = deliver
    assert kept
    return kept


def delivered(slack: SlackDesk, *envelopes: Envelope, times: int = TIMES) -> list[int]:
    """Delivers each so often, from several threads at once; the statuses it was answered with."""
    deliver = slack.world.deliver
    assert deliver is not None
    waiting = [json.loads(json.dumps(one)) for _ in range(times) for one in envelopes]

    def some(first: int) -> Callable[[], list[int]]:
        return lambda: [deliver(one)[0] for one in waiting[first::THREADS]]

    statuses = [status for part in at_once(*(some(first) for first in range(THREADS))) for status in part]
    slack.settle()
    assert len(statuses) == times * len(envelopes)
    return statuses


def steps(slack: SlackDesk) -> Counter[str]:
    return Counter(one.action for one in rows(slack, InquiryEvent))


def test_an_event_that_comes_again_is_asked_about_once(slack: SlackDesk) -> None:
    sent = list[str]()
    (event,) = held_back(slack, lambda: sent.append(str(slack.world.post(TOBI, INTAKE, TEXT).data["ts"])))[:1]
    tries = [event | {"retry_attempt": number, "retry_reason": "timeout" if number else ""} for number in range(4)]
    assert set(delivered(slack, *tries, times=TIMES // 4)) == {200}
    assert [one.ts for one in rows(slack, Offer)] == sent
    asked = slack.said(TOBI, INTAKE, thread_ts=sent[0])[1:]
    assert len(asked) == 1 and "offer_log" in buttons(asked[0])


def test_a_form_that_is_sent_again_is_one_inquiry(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    fill = {"topic": "Night shelter numbers", "journalists": "Wren Castellane", "deadline": "6pm today"}
    (form,) = held_back(slack, lambda: slack.submit(TOBI, **fill))[:1]
    assert set(delivered(slack, form)) == {200}
    assert [one.number for one in rows(slack, Inquiry)] == [1] and steps(slack) == {"logged": 1}
    assert len([one for one in slack.said(MARA, DESK) if "PR-0001" in words(one)]) == 1


def test_one_message_logged_from_two_forms_at_once_is_one_inquiry(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, TEXT)
    forms = []
    for user in (TOBI, MARA):
        slack.shortcut(user, "log_message", channel=INTAKE, message_ts=ts)
        forms += held_back(slack, lambda user=user: slack.submit(user, topic="Beds"))[:1]  # type: ignore[misc]
    delivered(slack, *forms, times=TIMES // 2)
    assert steps(slack) == {"logged": 1}


@pytest.mark.parametrize(
    ("action", "step", "users"), [("inquiry_take", "taken", (TOBI,)), ("inquiry_acknowledge", "acknowledged", (TOBI, MARA))]
)
def test_a_button_pressed_again_is_one_step(slack: SlackDesk, action: str, step: str, users: tuple[str, ...]) -> None:
    log(slack)
    presses = [clicked(slack, user, action, slack.card(1)) for user in users]
    delivered(slack, *presses, times=TIMES // len(presses))
    assert steps(slack) == {"logged": 1, step: 1}
    assert len(thread(slack)) == 1


def test_two_who_take_it_at_once_are_two_steps_and_one_owner(slack: SlackDesk) -> None:
    log(slack)
    presses = [clicked(slack, user, "inquiry_take", slack.card(1)) for user in (TOBI, MARA)]
    delivered(slack, *presses, times=1)
    assert steps(slack) == {"logged": 1, "taken": 2}
    assert "took it over from" in thread(slack)[-1] and inquiry(slack).owner_id is not None


def test_two_approvers_at_once_are_one_approval(slack: SlackDesk) -> None:
    slack.role(MARA, Role.ADMIN, Sensitivity.CRISIS)
    log(slack)
    draft(slack)
    slack.click(TOBI, "statement_submit")
    presses = [clicked(slack, user, "approval_approve", request_to(slack, user)) for user in (MARA, DINAH)]
    delivered(slack, *presses, times=TIMES // 2)
    assert len(rows(slack, Decision)) == 1 and steps(slack)["approved"] == 1
    assert inquiry(slack).status == Status.APPROVED
    told = [one for one in slack.said(TOBI, slack.dm(TOBI)) if "approved" in words(one)]
    assert len(told) == 1
    for user in (MARA, DINAH):
        assert buttons(slack.last(user, slack.dm(user))) == [] or "approval_approve" not in buttons(
            slack.last(user, slack.dm(user))
        )


def test_an_approval_and_a_refusal_at_once_are_one_decision(slack: SlackDesk) -> None:
    log(slack)
    draft(slack)
    slack.click(TOBI, "statement_submit")
    approval = clicked(slack, MARA, "approval_approve", request_to(slack, MARA))
    slack.click(DINAH, "approval_send_back", message=request_to(slack, DINAH))
    (refusal,) = held_back(slack, lambda: slack.submit(DINAH, reason="Too long."))[:1]
    delivered(slack, approval, refusal, times=TIMES // 2)
    assert len(rows(slack, Decision)) == 1
    assert steps(slack)["approved"] + steps(slack)["sent_back"] == 1


def test_words_marked_sent_again_are_sent_once(slack: SlackDesk) -> None:
    log(slack)
    draft(slack)
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.click(TOBI, "statement_sent")
    (form,) = held_back(slack, lambda: slack.submit(TOBI, route="email"))[:1]
    delivered(slack, form)
    assert steps(slack)["sent"] == 1 and inquiry(slack).status == Status.RESPONDED
    assert len([line for line in thread(slack) if "sent version 1" in line]) == 1
