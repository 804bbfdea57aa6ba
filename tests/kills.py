"""The places at which the desk is killed, and what people do so that it passes them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import outbox
from bot.models import (
    Digest,
    Inquiry,
    InquiryEvent,
    Job,
    Posting,
    Reminder,
    ReminderState,
    Statement,
    StatementStatus,
    StatementVersion,
    Status,
    Suggestion,
    Team,
)
from tests.lives import Counts, Lives, opened
from tests.nursery import Nursery
from tests.slack_desk import DESK, DINAH, INTAKE, TEAM, TOBI, buttons, words

MAIL = "Hi, I'm a reporter at the Gazette. How many beds does the shelter have? My deadline is 6pm today. Mail {number}."
_numbers = itertools.count(1)


def hear(lives: Lives) -> None:
    """A message comes into the intake channel, and the desk asks whether it is an inquiry."""
    ts = str(lives.world.post(TOBI, INTAKE, MAIL.format(number=next(_numbers))).data["ts"])
    lives.heard.append(ts)
    lives.wait_for(lambda: any("offer_log" in buttons(one) for one in lives.said(INTAKE, TOBI, ts)), "the offer")


def log(lives: Lives) -> Inquiry:
    """Tobi logs an inquiry. Where Slack shows an error, he sends the same form again."""
    topic = f"Topic {next(_numbers)}"
    lives.expect(topic, "logged")
    lives.world.close_view(TOBI, every=True)

    def do() -> None:
        view = lives.world.view(TOBI)
        if view is None or "topic" not in _inputs(view):
            lives.world.close_view(TOBI, every=True)
            result = lives.world.shortcut(TOBI, "new_inquiry")
            assert result.ok, result
        lives.submit(TOBI, topic=topic, journalists="Wren Castellane", deadline="ASAP")

    lives.until_seen(do, lambda: lives.rows(Inquiry, Inquiry.topic == topic), f"{topic} to be on record")
    lives.world.close_view(TOBI, every=True)
    found = _of(lives, topic)
    lives.spare.append(found)
    return found


def unused(lives: Lives) -> Inquiry:
    """One that was logged and nothing else, with its card: an earlier one where there is one."""
    found = lives.spare[0] if lives.spare else card(lives)
    lives.spare.remove(found)
    lives.wait_for(lambda: _card(lives, found), f"the card of {found.topic}")
    return found


def card(lives: Lives) -> Inquiry:
    """Its card comes into the desk channel."""
    found = log(lives)
    lives.wait_for(lambda: _card(lives, found), f"the card of {found.topic}")
    return found


def acknowledge(lives: Lives) -> Inquiry:
    """Tobi presses Acknowledged, until the card says so."""
    found = unused(lives)
    lives.expect(found.topic, "acknowledged")

    def do() -> None:
        shown = _card(lives, found)
        if shown and "inquiry_acknowledge" in buttons(shown):
            lives.click(TOBI, "inquiry_acknowledge", shown)

    lives.until_seen(do, lambda: _of(lives, found.topic).acknowledged_at, "the acknowledgement")
    return found


def draft(lives: Lives) -> tuple[Inquiry, str]:
    """Tobi writes words and saves them."""
    found, text = unused(lives), f"Words {next(_numbers)}."
    lives.expect(found.topic, "drafted")

    def do() -> None:
        lives.world.close_view(TOBI, every=True)
        lives.click(TOBI, "statement_open", _card(lives, found))
        lives.submit(TOBI, text=text)

    lives.until_seen(do, lambda: lives.rows(StatementVersion, StatementVersion.text == text), "the words")
    return found, text


def submit(lives: Lives) -> tuple[Inquiry, str]:
    """He asks for approval, and Dinah has the request."""
    found, text = draft(lives)
    lives.expect(found.topic, "submitted")

    def do() -> None:
        lives.world.close_view(TOBI, every=True)
        lives.click(TOBI, "statement_open", _card(lives, found))
        if "statement_submit" in buttons(lives.view(TOBI, "text")):
            lives.click(TOBI, "statement_submit")

    lives.until_seen(do, lambda: _status(lives, found) == StatementStatus.PENDING_APPROVAL, "the question to be put")
    lives.wait_for(lambda: _request(lives, text), "Dinah to be asked")
    return found, text


def approve(lives: Lives) -> tuple[Inquiry, str]:
    """Dinah approves the words."""
    found, text = submit(lives)
    lives.expect(found.topic, "approved")

    def do() -> None:
        request = _request(lives, text)
        if request:
            lives.click(DINAH, "approval_approve", request)

    lives.until_seen(do, lambda: _status(lives, found) == StatementStatus.APPROVED, "the approval")
    return found, text


def send(lives: Lives) -> Inquiry:
    """Tobi marks them sent."""
    found, _ = approve(lives)
    lives.expect(found.topic, "sent")

    def do() -> None:
        if _of(lives, found.topic).status == Status.RESPONDED:
            return
        lives.world.close_view(TOBI, every=True)
        lives.click(TOBI, "statement_open", _card(lives, found))
        lives.click(TOBI, "statement_sent")
        lives.submit(TOBI, route="email")

    lives.until_seen(do, lambda: _of(lives, found.topic).status == Status.RESPONDED, "the answer to be on record")
    return found


def remind(lives: Lives) -> None:
    """A reminder of an inquiry falls due."""
    found = unused(lives)

    def due(session: Session) -> None:
        waiting = select(Reminder).where(Reminder.inquiry_id == found.id, Reminder.state == ReminderState.WAITING)
        first = session.exec(waiting.order_by(col(Reminder.due_at))).first()
        assert first is not None
        first.due_at = datetime.now(UTC)
        session.add(first)

    lives.change(due)
    fired = (Reminder.inquiry_id == found.id, Reminder.state == ReminderState.FIRED)
    lives.wait_for(lambda: lives.rows(Reminder, *fired), "the reminder to fire")
    lives.wait_for(
        lambda: lives.rows(Posting, Posting.kind == "reminder", Posting.inquiry_id == found.id), "the reminder to be posted"
    )


def digest(lives: Lives) -> None:
    """The hour of the morning's digest comes, as if on another day each time."""
    before = len(lives.rows(Posting, Posting.kind == "digest"))

    def due(session: Session) -> None:
        for number, one in enumerate(session.exec(select(Digest).order_by(col(Digest.day)))):
            one.day = datetime(2020, 1, 1).date() + timedelta(days=number)
            session.add(one)
        for job in session.exec(select(Job).where(Job.kind == "digest", ~col(Job.key).contains("past"))):
            job.key = f"{job.key}:past:{job.id}"
            session.add(job)
        team = session.get_one(Team, TEAM)
        local = datetime.now(ZoneInfo(team.zone)) - timedelta(minutes=5)
        team.digest_time = "00:00" if local.hour == 0 else f"{local.hour - 1:02d}:30"
        session.add(team)

    lives.change(due)
    lives.wait_for(lambda: len(lives.rows(Posting, Posting.kind == "digest")) > before, "the digest")

    def over(session: Session) -> None:
        team = session.get_one(Team, TEAM)
        team.digest_time = "23:59"
        session.add(team)

    lives.change(over)


def generate(lives: Lives) -> None:
    """Somebody asked for a draft, which is written as work; there is no model, so it is put together from past answers."""
    found = unused(lives)
    lives.expect(found.topic, "drafted", "generated")

    def asked(session: Session) -> None:
        row = Suggestion(inquiry_id=found.id or 0, member_id=f"slack:{TEAM}:{TOBI}", seen=0, asked_at=datetime.now(UTC))
        session.add(row)
        session.flush()
        outbox.put(session, at=datetime.now(UTC), kind="draft", lane=f"draft:{found.id}", suggestion=row.id)

    lives.change(asked)
    wrote = (InquiryEvent.inquiry_id == found.id, InquiryEvent.action == "generated")
    lives.wait_for(lambda: lives.rows(InquiryEvent, *wrote), "the draft")


#: Where the process is killed, along a message's whole way, and what brings it there.
MARKS: dict[str, Callable[[Lives], object]] = {
    "offer_kept": hear, "heard_unanswered": hear, "offer_taking": hear, "offer_taken": hear, "offer_posting": hear,
    "offer_posted": hear, "offer_keeping": hear, "offer_kept:2": hear, "offer_finished": hear,
    "logged_recorded": log, "submit_unanswered": log, "answered": log, "answered:2": log, "uncommitted:5": card,
    "committed:5": card,
    "card_taking": card, "card_taken": card, "card_posting": card, "card_posted": card, "card_keeping": card,
    "card_kept": card, "card_done": card, "card_finishing": card, "card_finished": card,
    "acknowledged_recorded": acknowledge, "acknowledge_unanswered": acknowledge, "card_updated": acknowledge,
    "line_posting": acknowledge, "line_posted": acknowledge, "line_kept": acknowledge,
    "drafted_recorded": draft, "save_unanswered": draft, "submitted_recorded": submit, "approval_posting": submit,
    "approval_posted": submit, "approval_kept": submit, "approved_recorded": approve, "approve_unanswered": approve,
    "approval_updated": approve, "told_posted": approve, "sent_recorded": send, "save_sent_unanswered": send,
    "tick_begun": remind, "reminder_marked": remind, "reminder_put": remind, "reminders_fired": remind,
    "reminder_taken": remind, "reminder_posted": remind, "reminder_kept": remind,
    "digest_snapshot": digest, "digests_put": digest, "digest_posting": digest, "digest_posted": digest,
    "draft_taken": generate, "draft_written": generate, "generated_recorded": generate, "draft_done": generate,
}  # fmt: skip


def run(order: Sequence[str], *, folder: Path, url: str, nursery: Nursery) -> Counts:
    """Kills the desk once at each of these marks, in this order, and counts what became of everything people did."""
    with opened(folder, nursery, [], url) as lives:
        lives.prepare()
        lives.ahead.extend(order)
        assert lives.bot is not None
        lives.bot.kill()
        lives.bot.wait()
        lives.wait_out_of_reach()
        lives.live()
        for mark in order:
            if mark not in lives.deaths:
                MARKS[mark](lives)
                lives.must_die(mark)
        lives.settle()
        assert sorted(lives.deaths) == sorted(order)
        return lives.counts()


def shuffled(seed: int, places: Mapping[str, Callable[..., object]], marks: Sequence[str] | None = None) -> list[str]:
    """These marks (all of `places` without) in another order, such that no two that lie on one job's way come one after the
    other."""
    chance = random.Random(seed)
    left, order = list(marks or places), list[str]()
    while left:
        kinds = {places[one] for one in order[-1:]}
        apart = [one for one in left if places[one] not in kinds] or left
        counts = {one: sum(places[other] is places[one] for other in left) for one in apart}
        most = max(counts.values())
        chosen = chance.choice([one for one in apart if counts[one] >= most - 1])
        order.append(chosen)
        left.remove(chosen)
    return order


def _of(lives: Lives, topic: str) -> Inquiry:
    (found,) = lives.rows(Inquiry, Inquiry.topic == topic)
    return found


def _card(lives: Lives, inquiry: Inquiry) -> dict[str, Any] | None:
    for one in reversed(lives.said(DESK)):
        if inquiry.topic in words(one) and "inquiry_more" in buttons(one):
            return one
    return None


def _request(lives: Lives, text: str) -> dict[str, Any] | None:
    for one in reversed(lives.said(lives.world.dm(DINAH), DINAH)):
        if text in words(one) and "approval_approve" in buttons(one):
            return one
    return None


def _status(lives: Lives, inquiry: Inquiry) -> StatementStatus | None:
    found = lives.rows(Statement, Statement.inquiry_id == inquiry.id)
    return found[-1].status if found else None


def _inputs(view: dict[str, Any]) -> list[str]:
    return [block["element"]["action_id"] for block in view["blocks"] if block.get("element")]
