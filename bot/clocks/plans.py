"""Plans: keeps an inquiry's reminders in step with its record, within the transaction that changes it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from bot import outbox
from bot.clocks import goals
from bot.clocks.rules import Rules, of
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.models import ClockChoices, Inquiry, InquiryEvent, Posting, Reminder, ReminderState, Team

SETS = {"deadline_at", "deadline_kind", "sensitivity"}  # Fields that set the clocks anew when they change.
UNTOLD = {ReminderState.WAITING, ReminderState.SILENT}
BATCH = 100


def plan(session: Session, desk: Desk, inquiry: Inquiry, *, rules: Rules | None = None) -> None:
    """Makes the reminders that the inquiry as it now is calls for, and silences those it no longer does.

    A step taken back brings the old ones back: their keys are the same. What is past when it is made is not told.
    """
    rules = rules or of(session, inquiry.team_id)
    running = goals.goals(inquiry, since=since(session, inquiry), rules=rules)
    wanted = {mark.key: mark for goal in running for mark in goals.marks(inquiry, goal, rules=rules)}
    there = {one.key: one for one in session.exec(select(Reminder).where(Reminder.inquiry_id == inquiry.id))}
    for key, mark in wanted.items():
        if key not in there:
            percent = mark.mark not in (goals.DUE, goals.PASSED)
            mark.state = ReminderState.SKIPPED if percent and mark.due_at < desk.clock() else ReminderState.WAITING
            session.add(mark)
    ends = {(goal.clock, goal.at) for goal in running}
    settled = False
    for key, kept in there.items():
        stands = key in wanted or (kept.mark == "snoozed" and (kept.clock, kept.goal_at) in ends)
        settled |= _turn(session, kept, stands)
    session.flush()
    if settled:
        _show_told(session, desk, inquiry)


def _turn(session: Session, reminder: Reminder, stands: bool) -> bool:
    """Sets the reminder's state by whether its clock still runs; True where one that was told changed."""
    turned = {
        (ReminderState.WAITING, False): ReminderState.SILENT, (ReminderState.SILENT, True): ReminderState.WAITING,
        (ReminderState.FIRED, False): ReminderState.OVER, (ReminderState.OVER, True): ReminderState.FIRED,
    }.get((reminder.state, stands))  # fmt: skip
    if turned is None:
        return False
    reminder.state = turned
    session.add(reminder)
    return turned not in UNTOLD


def _show_told(session: Session, desk: Desk, inquiry: Inquiry) -> None:
    """Asks for the reminders that were posted to be shown as things now stand."""
    for told in session.exec(select(Posting).where(Posting.kind == "reminder", Posting.inquiry_id == inquiry.id)):
        outbox.put(
            session, at=desk.clock(), kind="reminder", lane=told.conversation, inquiry=inquiry.id,
            conversation=told.conversation, subject=told.subject,
        )  # fmt: skip


def since(session: Session, inquiry: Inquiry) -> datetime:
    """When the clocks began: when it was logged, or when its deadline or sensitivity changed last, or it was reopened."""
    steps = session.exec(
        select(InquiryEvent)
        .where(InquiryEvent.inquiry_id == inquiry.id, col(InquiryEvent.undone).is_(False))
        .where(col(InquiryEvent.action).in_(["changed", "voided", "reopened"]))
        .order_by(col(InquiryEvent.id).desc())
    )
    for event in steps:
        if event.action == "reopened" or SETS & set(event.before or {}):
            return event.at
    return inquiry.logged_at


def follow_rules(desk: Desk) -> int:
    """Plans every open inquiry of each team whose rules changed since it was last done; returns how many were planned."""
    with desk.database.read() as session:
        behind = [team_id for team_id in session.exec(select(Team.id)) if _is_behind(session, team_id)]
    return sum(_follow(desk, team_id) for team_id in behind)


def _follow(desk: Desk, team_id: str) -> int:
    """In short transactions, so that nobody waits. Rules that change meanwhile are followed from the start by the next tick."""
    with desk.database.read() as session:
        wanted = of(session, team_id).fingerprint
        open_ones = session.exec(
            select(Inquiry.id)
            .where(Inquiry.team_id == team_id, col(Inquiry.responded_at).is_(None), col(Inquiry.closed_at).is_(None))
            .order_by(col(Inquiry.id))
        ).all()
    for first in range(0, len(open_ones), BATCH):
        with desk.database.write() as session:
            rules = of(session, team_id)
            held = select(Inquiry).where(col(Inquiry.id).in_(open_ones[first : first + BATCH])).order_by(col(Inquiry.id))
            for inquiry in session.exec(held.with_for_update()).all():
                plan(session, desk, inquiry, rules=rules)
    with desk.database.write() as session:
        insert_unless_there(session, ClockChoices(team_id=team_id))
        choices = session.get_one(ClockChoices, team_id)
        choices.planned = wanted
        session.add(choices)
    return len(open_ones)


def _is_behind(session: Session, team_id: str) -> bool:
    choices = session.get(ClockChoices, team_id)
    return choices is None or choices.planned != of(session, team_id).fingerprint
