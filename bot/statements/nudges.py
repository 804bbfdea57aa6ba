"""Nudges: approvers are reminded while there is still time, then whoever answers for the statement is told.

The first comes when half of the time from the question to the deadline is gone, the second when a quarter is left, the news
of it to owner, backup and leads half-way between that and the deadline; ten minutes lie between two of them. Where there is
no deadline the embargo counts, else a day. Each is put once, under a key, and says what is true when it is sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import clocks, outbox, teams
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Inquiry, Member, Posting, Sensitivity, Statement, StatementStatus
from bot.statements.asking import WAITING, settle, show_approvers
from bot.statements.chains import releasable
from bot.statements.record import StatementRecord, read, remember

NUDGES, ALL = 2, 3
GAP = timedelta(minutes=10)
USUAL = timedelta(days=1)


def marks(found: StatementRecord) -> list[datetime]:
    """When the approvers of a version are nudged, and lastly when the others are told; nothing where it was not asked for."""
    if found.request is None:
        return []
    asked = found.request.asked_at
    until = found.deadline_at or found.version.embargo_until or asked + USUAL
    if until <= asked:
        until = asked + GAP
    first = max(asked + (until - asked) / 2, asked + GAP)
    second = max(asked + (until - asked) * 3 / 4, first + GAP)
    return [first, second, max(second + (until - second) / 2, second + GAP)]


def due(desk: Desk) -> int:
    """Settles what is pending or approved by what people and sources are now, puts it to whoever must decide it and has not
    been asked, and nudges; returns how many statements were nudged."""
    with desk.database.read() as session:
        watched = select(Statement.id).where(
            col(Statement.status).in_([StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED])
        )
        ids = [one for one in session.exec(watched) if one is not None]
    return sum(_look(desk, statement_id) for statement_id in ids)


def _look(desk: Desk, statement_id: int) -> bool:
    with desk.database.read() as session:
        # Most of what is looked at needs nothing, and is left alone without holding anybody up.
        statement = session.get_one(Statement, statement_id)
        found = read(session, statement, statement.current)
        if found.is_closed or not _wants(session, desk, found):
            return False
    with desk.database.write() as session:
        row = session.get_one(Statement, statement_id)
        if row.inquiry_id is not None:
            session.get(Inquiry, row.inquiry_id, with_for_update=True)
        session.refresh(row, with_for_update=True)
        if row.status not in WAITING:
            return False
        found = read(session, row, row.current)
        if not found.is_closed:
            _reopen(session, desk, found)
            return _nudge(session, desk, read(session, row, row.current))
    return False


def _wants(session: Session, desk: Desk, found: StatementRecord) -> bool:
    standing = releasable(session, found, desk.clock())
    if standing.settled != (found.statement.status == StatementStatus.APPROVED):
        return True
    if found.statement.status != StatementStatus.PENDING_APPROVAL or found.request is None:
        return False
    times = marks(found)
    return (found.request.nudged < ALL and times[found.request.nudged] <= desk.clock()) or bool(_unasked(session, found, desk))


def _reopen(session: Session, desk: Desk, found: StatementRecord) -> None:
    """An approval that no longer stands is asked for again, by the desk itself; one that stands again counts again."""
    was = found.statement.status
    found, standing = settle(session, desk, found)
    if was == StatementStatus.APPROVED and found.statement.status == StatementStatus.PENDING_APPROVAL:
        remember(
            session, desk, found, actor_id=found.statement.owner_id, action="reopened_approval",
            text=f"has to ask for approval of version {found.version.number} again. {standing.why_not}",
            details={"version": found.version.number},
        )  # fmt: skip
        show_approvers(session, desk, found, [one.actor for one in standing.asked])
    elif was != found.statement.status:
        remember(
            session, desk, found, actor_id=found.statement.owner_id, action="settled",
            text=f"has version {found.version.number} approved: every approval stands", details={"version": found.version.number},
        )  # fmt: skip
        show_approvers(session, desk, found, [])
    elif was == StatementStatus.PENDING_APPROVAL:
        show_approvers(session, desk, found, _unasked(session, found, desk))


def _unasked(session: Session, found: StatementRecord, desk: Desk) -> list[Actor]:
    """Who may decide it now and was not shown it: a deputy whose turn has come, somebody new."""
    shown = set(
        session.exec(
            select(Posting.conversation).where(Posting.kind == "approval", Posting.subject == f"version:{found.version.id}")
        )
    )
    return [one.actor for one in releasable(session, found, desk.clock()).asked if one.actor.user_id not in shown]


def _nudge(session: Session, desk: Desk, found: StatementRecord) -> bool:
    request, now = found.request, desk.clock()
    if request is None or found.statement.status != StatementStatus.PENDING_APPROVAL:
        return False
    passed = sum(one <= now for one in marks(found))
    if passed <= request.nudged:
        return False
    # A process that was down over several says the last one alone.
    request.nudged, request.nudged_at = passed, now
    session.add(request)
    for one in releasable(session, found, now).asked:
        user = one.actor.user_id
        outbox.put(
            session, at=now, due_at=_heard_from(session, found, one.actor, now), kind="approval_nudge", lane=user,
            key=f"approval_nudge:{request.id}:{request.asked_at.isoformat()}:{min(passed, NUDGES)}:{user}",
            version=found.version.id, conversation=user, number=passed,
        )  # fmt: skip
    if passed > NUDGES:
        escalate(session, desk, found)
    return True


def escalate(session: Session, desk: Desk, found: StatementRecord) -> None:
    """Tells owner, backup and leads that nobody has decided, once each time it is asked for."""
    request, now = found.request, desk.clock()
    if request is None:
        return
    inquiry = found.inquiry
    wanted = [found.statement.owner_id, *([inquiry.owner_id, inquiry.backup_id] if inquiry else [])]
    people = [session.get(Member, one) for one in wanted if one] + list(clocks.leads(session, found.matter))
    for actor in {one.id: Actor.of(one) for one in people if one is not None}.values():
        if not actor.outsider and found.matter.known_to(actor):
            outbox.put(
                session, at=now, due_at=_heard_from(session, found, actor, now), kind="approval_late", lane=actor.user_id,
                key=f"approval_late:{request.id}:{request.asked_at.isoformat()}:{actor.user_id}", version=found.version.id,
                conversation=actor.user_id,
            )  # fmt: skip


def _heard_from(session: Session, found: StatementRecord, actor: Actor, at: datetime) -> datetime:
    """`at`, or the end of that person's quiet hours; a crisis, and what would run out meanwhile, breaks through."""
    member = session.get_one(Member, actor.id)
    rules = clocks.of(session, teams.team_of(session, found.statement.team_id).id)
    opens = clocks.hours_of(session, rules, member).audible_from(at)
    until = found.deadline_at or found.version.embargo_until
    urgent = found.sensitivity == Sensitivity.CRISIS or (until is not None and until <= opens)
    return at if urgent else opens
