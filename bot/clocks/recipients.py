"""Recipients: whom a reminder reaches, and from when on it may. Only people who may know of the inquiry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import RANK, Actor, Matter
from bot.clocks import goals
from bot.clocks.rules import Rules, hours_of
from bot.models import Inquiry, Member, Named, Role


@dataclass(frozen=True)
class Recipient:
    """A conversation (a user id for their direct messages, else the desk channel), and why it is told. `member` is None
    for the channel."""

    conversation: str
    why: str
    member: Member | None = None


def recipients(session: Session, inquiry: Inquiry, *, level: int, on_duty: Member | None) -> list[Recipient]:
    """The owner, from the second warning on the backup, when it is due the leads. What nobody owns goes to the duty
    officer, else to the desk channel, else to the leads, else to whoever logged it. Nobody twice."""
    matter = Matter.of(inquiry, _named(session, inquiry))
    owner = _knowing(session, matter, inquiry.owner_id)
    found = [Recipient(owner.user_id, "owner", owner)] if owner else _unowned(session, inquiry, matter, on_duty)
    if level >= goals.BACKUP and (backup := _knowing(session, matter, inquiry.backup_id)):
        found.append(Recipient(backup.user_id, "backup", backup))
    if level >= goals.LEADS or not found:
        found += [Recipient(lead.user_id, "lead", lead) for lead in leads(session, matter)]
    if not found and (logger := _knowing(session, matter, inquiry.logged_by)):
        found.append(Recipient(logger.user_id, "logged", logger))
    return _each_once(found)


def leads(session: Session, matter: Matter) -> list[Member]:
    """Approvers and admins who may know of it; of a matter that not all of them may approve, those who may come first."""
    roles = [role for role in Role if RANK[role] >= RANK[Role.APPROVER]]
    found = session.exec(
        select(Member).where(Member.team_id == matter.team_id, col(Member.role).in_(roles)).order_by(col(Member.id))
    )
    known = [one for one in found if not one.outsider and matter.known_to(Actor.of(one))]
    return sorted(known, key=lambda one: not Actor.of(one).may_approve(matter.sensitivity))


def heard_from(
    session: Session, inquiry: Inquiry, recipient: Recipient, *, rules: Rules, urgent: bool, on_duty: Member | None,
    answer_by: datetime | None, at: datetime,
) -> datetime:  # fmt: skip
    """`at`, or the end of the recipient's quiet hours. Breaking matters break through, so does what would run out in them,
    and whoever is on duty keeps none."""
    if urgent or (on_duty and recipient.member and on_duty.id == recipient.member.id):
        return at
    hours = hours_of(session, rules, recipient.member) if recipient.member else rules.hours
    opens = hours.audible_from(at)
    ends = [one for one in (answer_by, inquiry.deadline_at) if one is not None]
    return at if any(one <= opens for one in ends) else opens


def _unowned(session: Session, inquiry: Inquiry, matter: Matter, on_duty: Member | None) -> list[Recipient]:
    if on_duty is not None and _may_know(on_duty, matter):
        return [Recipient(on_duty.user_id, "duty", on_duty)]
    channel = teams.team_of(session, inquiry.team_id).desk_channel
    return [Recipient(channel, "channel")] if channel and not inquiry.restricted else []


def _named(session: Session, inquiry: Inquiry) -> set[str]:
    return set(session.exec(select(Named.member_id).where(Named.inquiry_id == inquiry.id)))


def _knowing(session: Session, matter: Matter, member_id: str | None) -> Member | None:
    member = session.get(Member, member_id) if member_id else None
    return member if member is not None and _may_know(member, matter) else None


def _may_know(member: Member, matter: Matter) -> bool:
    return not member.outsider and matter.known_to(Actor.of(member))


def _each_once(found: Iterable[Recipient]) -> list[Recipient]:
    kept: dict[str, Recipient] = {}
    for one in found:
        kept.setdefault(one.conversation, one)
    return list(kept.values())
