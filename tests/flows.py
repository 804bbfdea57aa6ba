"""What tests of the desk do again and again through the front door, and what must hold whatever they did."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import col, select

from bot import audit
from bot.models import AuditEntry, Inquiry, InquiryEvent, Job, JobState
from tests.slack_desk import DESK, DINAH, MARA, TOBI, SlackDesk, buttons, of, words

Envelope = dict[str, Any]
#: The only tokens the desk itself puts into mrkdwn: times, and the channels of its own settings.
OWN = re.compile(r"<!date\^\d+\^[^<>]*>|<#C[A-Z0-9]+>")


def log(slack: SlackDesk, user: str = TOBI, **filled: Any) -> Inquiry:
    """Logs an inquiry through the global shortcut and its form, closes what is left open and gives the newest row."""
    slack.shortcut(user, "new_inquiry")
    entry = {"topic": "Night shelter numbers", "journalists": "Wren Castellane", "deadline": "6pm today"}
    result = slack.submit(user, **{**entry, **filled})
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(user, every=True)
    with slack.database.read() as session:
        return session.exec(select(Inquiry).order_by(col(Inquiry.id).desc()).limit(1)).one()


def inquiry(slack: SlackDesk, number: int = 1) -> Inquiry:
    """PR-number as it is in the database."""
    with slack.database.read() as session:
        return session.exec(select(Inquiry).where(Inquiry.number == number)).one()


def rows(slack: SlackDesk, table: type[Any]) -> list[Any]:
    """Every row of a table, oldest first."""
    with slack.database.read() as session:
        return list(session.exec(select(table).order_by(table.id)))


def actions(slack: SlackDesk) -> list[str]:
    """What the audit says was done, oldest first."""
    return [one.action for one in rows(slack, AuditEntry)]


def open_more(slack: SlackDesk, user: str, number: int = 1, channel: str = DESK) -> None:
    """The form behind More, from the card in a channel or a direct message."""
    slack.world.close_view(user, every=True)
    slack.click(user, "inquiry_more", message=slack.card(number, channel, user))


def change(slack: SlackDesk, user: str, number: int = 1, channel: str = DESK, **filled: Any) -> None:
    """Changes fields in the form behind More."""
    open_more(slack, user, number, channel)
    result = slack.submit(user, **filled)
    assert result.ok and not result.data.get("errors"), result


def draft(slack: SlackDesk, user: str = TOBI, text: str = "The shelter is open.", number: int = 1, channel: str = DESK) -> None:
    """Saves words as the newest version; the form stays in front of the person."""
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_open", message=slack.card(number, channel, user))
    result = slack.submit(user, text=text)
    assert result.ok and not result.data.get("errors"), result


def ask(slack: SlackDesk, user: str = TOBI, text: str = "The shelter is open.", **where: Any) -> dict[str, Any]:
    """Drafts, asks for approval and gives the request as Dinah has it."""
    draft(slack, user, text, **where)
    slack.click(user, "statement_submit")
    slack.world.close_view(user, every=True)
    return request_to(slack, DINAH)


def request_to(slack: SlackDesk, user: str) -> dict[str, Any]:
    """The newest request for approval in somebody's direct messages."""
    return next(one for one in reversed(slack.said(user, slack.dm(user))) if "approval" in words(one).lower())


def approved(slack: SlackDesk, text: str = "The shelter is open.", **where: Any) -> None:
    """Drafts, asks and approves."""
    slack.click(DINAH, "approval_approve", message=ask(slack, text=text, **where))


def sent(slack: SlackDesk, text: str = "The shelter is open.", route: str = "email", number: int = 1) -> None:
    """Drafts, has it approved and marks it sent."""
    approved(slack, text, number=number)
    slack.click(TOBI, "statement_open", message=slack.card(number, DESK, TOBI))
    slack.click(TOBI, "statement_sent")
    assert slack.submit(TOBI, route=route).ok
    slack.world.close_view(TOBI, every=True)


def seen_by(slack: SlackDesk, user: str) -> str:
    """All that a person can read in Slack: every channel of theirs with its threads, what only they see, their Home."""
    found: list[Any] = [slack.world.home(user) or {}, *slack.world.stack(user)]
    for channel in list(slack.world.state.channels.values()):
        if user in channel["members"]:
            for message in slack.world.messages(channel["id"], user=user):
                found.append(message)
                if message.get("reply_count"):
                    found += slack.world.messages(channel["id"], user=user, thread_ts=message["ts"])
    return json.dumps(found, ensure_ascii=False)


def cards(slack: SlackDesk, user: str, number: int, channel: str = DESK) -> list[dict[str, Any]]:
    """The messages with buttons that name PR-number."""
    reference = f"PR-{number:04d}"
    said = [one for one in slack.said(user, channel) if not one.get("ephemeral")]
    return [one for one in said if of(one) == reference and "inquiry_more" in buttons(one)]


def recorded(slack: SlackDesk) -> list[Envelope]:
    """From now on what Slack delivers is kept here, so that it can be delivered once more."""
    deliver, kept = slack.world.deliver, list[Envelope]()
    assert deliver is not None

    def keep(envelope: Envelope) -> Any:
        kept.append(json.loads(json.dumps(envelope)))
        return deliver(envelope)

    slack.world.deliver = keep
    return kept


def again(slack: SlackDesk, envelope: Envelope) -> tuple[int, Any]:
    """Delivers an envelope, whether it came before or was made up, and lets all it sets off happen."""
    assert slack.world.deliver is not None
    answer = slack.world.deliver(json.loads(json.dumps(envelope)))
    slack.settle()
    return answer


def at_once(*calls: Any) -> list[Any]:
    """Runs the calls in threads that start together."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number: int) -> None:
        barrier.wait()
        results[number] = calls[number]()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return results


def thread(slack: SlackDesk, number: int = 1) -> list[str]:
    """The log under the card, without the card."""
    return [words(one) for one in slack.said(MARA, DESK, thread_ts=cards(slack, MARA, number)[0]["ts"])][1:]


def clicked(slack: SlackDesk, user: str, action_id: str, message: dict[str, Any]) -> Envelope:
    """The click as Slack would deliver it, kept back."""
    deliver, kept = slack.world.deliver, list[Envelope]()
    slack.world.deliver = lambda envelope: (kept.append(json.loads(json.dumps(envelope))), (200, None))[1]
    result = slack.world.click(user, action_id, channel=message["channel"], ts=message["ts"])
    slack.world.deliver = deliver
    assert result.ok, result
    return kept[-1]


def waiting(slack: SlackDesk) -> list[Job]:
    return [one for one in rows(slack, Job) if one.state in (JobState.WAITING, JobState.RUNNING)]


def assert_on_record(slack: SlackDesk) -> None:
    """The audit chain holds, and each step of each inquiry has exactly one entry in it."""
    with slack.database.read() as session:
        assert audit.verify(session).broken_at is None
        events = list(session.exec(select(InquiryEvent.id).order_by(col(InquiryEvent.id))))
        entries = session.exec(select(AuditEntry).where(col(AuditEntry.action).startswith("inquiry.")))
        assert sorted(entry.details["event"] for entry in entries) == events


def assert_nothing_live(slack: SlackDesk) -> None:
    """Nothing the desk ever showed mentions anybody, links anywhere but to Slack, or leaves text to be parsed."""
    world = slack.world
    shown: list[Any] = [one["args"] for one in world.calls if one["method"].startswith(("chat.", "views."))]
    shown += [one for kept in world.ephemerals.values() for one in kept.values()]
    for args in shown:
        assert not OWN.sub("", str(args.get("text") or "")).count("<"), args["text"]
        assert args.get("parse") in (None, "none") and not args.get("link_names")
        for part in (args.get("blocks"), args.get("view")):
            _check(json.loads(part) if isinstance(part, str) else part, world.base_url)


def _check(node: Any, base_url: str) -> None:
    if isinstance(node, list):
        for part in node:
            _check(part, base_url)
    if not isinstance(node, dict):
        return
    kind = node.get("type")
    assert kind not in ("user", "usergroup", "broadcast", "team", "markdown"), node
    if kind == "mrkdwn":
        assert not OWN.sub("", node["text"]).count("<"), node["text"]
        assert node.get("verbatim") is True, "Slack would look for links and mentions in it"
    if kind == "link":
        assert node["url"].startswith((f"{base_url}/archives/", "https://slack.com/archives/")), node["url"]
    if kind == "button":
        assert not node.get("url"), node
    for part in node.values():
        _check(part, base_url)


@pytest.fixture(autouse=True)
def kept_in_order(slack: SlackDesk) -> Iterator[None]:
    """For test files that import it: after every test the record is whole and nothing went live."""
    yield
    assert_on_record(slack)
    assert_nothing_live(slack)
