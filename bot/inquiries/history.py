"""History: each change becomes one line of the inquiry's log, one audit entry and the posts that show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot import audit, clocks, likeness, marks, outbox, search, teams
from bot.desk import Desk
from bot.inquiries import mentions
from bot.models import (
    Briefing,
    Digest,
    Handover,
    Inquiry,
    InquiryEvent,
    Interview,
    Job,
    Member,
    Named,
    Offer,
    Posting,
    Promise,
    Statement,
    StatementVersion,
)

HOME_FRESH = timedelta(days=2)
OVERDUE_LOOK_BACK = timedelta(days=2)
DIGEST_LOOK_BACK = timedelta(days=60)


def remember(
    session: Session, desk: Desk, inquiry: Inquiry, *, actor_id: str, action: str, text: str = "",
    before: dict[str, Any] | None = None, details: dict[str, Any] | None = None, about: Inquiry | None = None,
) -> InquiryEvent:  # fmt: skip
    """Writes the event, the audit entry and the posts, and counts the inquiry's version up: one change, one transaction.

    `before` holds the old values of changed fields, which is what undo goes back to; `text` may quote foreign text,
    `details` may not. `about` is the inquiry whose reference stands for `{other}` in the text.
    """
    assert inquiry.id is not None
    inquiry.version += 1
    session.add(inquiry)
    event = InquiryEvent(
        inquiry_id=inquiry.id, at=desk.clock(), actor_id=actor_id, action=action, text=text, before=before,
        about_id=about.id if about else None,
    )  # fmt: skip
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor_id, action=f"inquiry.{action}", object=f"inquiry:{inquiry.id}",
        details={"event": event.id, "version": inquiry.version, **({"about": about.id} if about else {}), **(details or {})},
    )  # fmt: skip
    search.index(session, inquiry)
    likeness.plan(session, desk, inquiry)
    clocks.plan(session, desk, inquiry)
    announce(session, desk, inquiry, event=event)
    marks.passed(f"{action}_recorded")
    return event


def announce(session: Session, desk: Desk, inquiry: Inquiry, *, event: InquiryEvent | None = None) -> None:
    """Asks for the inquiry's card to be shown as it now is, and for the event's line in its thread."""
    at = desk.clock()
    now_in = conversations(session, inquiry)
    for place in withdrawn_from(session, inquiry, now_in):
        outbox.put(session, at=at, kind="withdraw", lane=place, inquiry=inquiry.id, conversation=place)
        _hush_evenings(session, inquiry, place, at)
    if inquiry.restricted:
        _hush(session, inquiry, at)
    for place in now_in:
        outbox.put(session, at=at, kind="card", lane=place, inquiry=inquiry.id, conversation=place)
        if event is not None and event.action != "logged":
            outbox.put(
                session, at=at, kind="line", lane=place, key=f"line:{event.id}:{place}", event=event.id,
                conversation=place,
            )  # fmt: skip
    freshen_homes(session, at, inquiry.team_id)


def _hush(session: Session, inquiry: Inquiry, at: datetime) -> None:
    """Asks for what names a restricted inquiry without being about it alone, offers, digests and handovers, to be shown
    without it."""
    _hush_others(session, inquiry, at)
    for offer in session.exec(select(Offer).where(Offer.inquiry_id == inquiry.id)):
        outbox.put(session, at=at, kind="offer", lane=offer.asked_in or offer.channel, offer=offer.id)
    promised = select(Promise.id).join(Interview, col(Interview.id) == Promise.interview_id)
    owed = session.exec(promised.where(Interview.inquiry_id == inquiry.id)).first() is not None
    recent = select(Digest).where(Digest.team_id == inquiry.team_id, col(Digest.created_at) > at - DIGEST_LOOK_BACK)
    for digest in session.exec(recent):
        channel = session.exec(select(Posting.conversation).where(Posting.subject == f"digest:{digest.id}")).first()
        kind = "evening" if digest.kind == "evening" else "digest"
        # What is owed stands in evenings without being in their snapshot.
        if channel and (any(inquiry.id in ids for ids in digest.snapshot.values()) or (owed and kind == "evening")):
            outbox.put(session, at=at, kind=kind, lane=channel, digest=digest.id)
    answers = session.exec(select(Statement).where(Statement.inquiry_id == inquiry.id)).all()
    mentions.hush(
        session, team_id=inquiry.team_id, at=at, references=[inquiry.reference, *(one.reference for one in answers)],
        inquiries=[inquiry.id or 0], statements=[one.id or 0 for one in answers],
    )  # fmt: skip
    _hush_briefings(session, inquiry, at)
    given = select(Handover).where(Handover.team_id == inquiry.team_id, col(Handover.written_at) > at - DIGEST_LOOK_BACK)
    for handover in session.exec(given):
        if inquiry.id in handover.items:
            for place in session.exec(select(Posting.conversation).where(Posting.subject == f"handover:{handover.id}")):
                outbox.put(session, at=at, kind="handover", lane=place, handover=handover.id, conversation=place)


def _hush_briefings(session: Session, inquiry: Inquiry, at: datetime) -> None:
    """Asks for other matters' briefings that rest on it, or on an interview of it, to be shown without it."""
    spoken = session.exec(select(Interview).where(Interview.inquiry_id == inquiry.id))
    hushed = {inquiry.reference, *(one.reference for one in spoken)}
    recent = select(Briefing).where(Briefing.team_id == inquiry.team_id, col(Briefing.made_at) > at - DIGEST_LOOK_BACK)
    for one in session.exec(recent.where(or_(col(Briefing.inquiry_id).is_(None), col(Briefing.inquiry_id) != inquiry.id))):
        # A case may rest on it by its clip alone, so whatever names a case is looked at.
        if not hushed.isdisjoint(one.rests_on) or any(name.startswith("C-") for name in one.rests_on):
            outbox.put(session, at=at, kind="briefing_again", lane=f"briefing:{one.id}", briefing=one.id)


def _hush_evenings(session: Session, inquiry: Inquiry, place: str, at: datetime) -> None:
    """Asks for the end-of-day posts of somebody who may know of it no longer to be shown without it."""
    own = select(Posting).where(Posting.kind == "evening_own", Posting.conversation == place)
    for one in session.exec(own.where(col(Posting.posted_at) > at - DIGEST_LOOK_BACK)):
        outbox.put(
            session, at=at, kind="evening_own", lane=place, digest=int(one.subject.removeprefix("evening:")),
            member=f"slack:{inquiry.team_id}:{place}",
        )  # fmt: skip


def _hush_others(session: Session, inquiry: Inquiry, at: datetime) -> None:
    """Asks for the cards of inquiries that have to do with a restricted one, and their lines about it, to be shown anew."""
    near = [col(Inquiry.parent_id) == inquiry.id, col(Inquiry.duplicate_of_id) == inquiry.id]
    named = [one for one in (inquiry.parent_id, inquiry.duplicate_of_id) if one]
    for other in session.exec(select(Inquiry).where(or_(*near, col(Inquiry.id).in_(named)))):
        for place in conversations(session, other):
            outbox.put(session, at=at, kind="card", lane=place, inquiry=other.id, conversation=place)
    for event in session.exec(select(InquiryEvent).where(InquiryEvent.about_id == inquiry.id)):
        said = select(Posting).where(Posting.subject == f"event:{event.id}", col(Posting.kind).in_(["line", "told"]))
        for one in session.exec(said):
            outbox.put(session, at=at, kind=one.kind, lane=one.conversation, event=event.id, conversation=one.conversation)


def freshen_homes(session: Session, at: datetime, team_id: str) -> None:
    """Asks for the Home of everybody who looked at theirs lately."""
    recent = select(Member).where(Member.team_id == team_id, col(Member.home_opened_at) > at - HOME_FRESH)
    for member in session.exec(recent):
        outbox.put(session, at=at, kind="home", lane=f"home:{member.user_id}", member=member.id)


def conversations(session: Session, inquiry: Inquiry) -> list[str]:
    """Where the inquiry's card belongs: the desk channel; of a restricted one the direct messages of those named, guests
    apart, whom somebody named may have become.

    Without a desk channel it goes to whoever owns or logged it, so that it is never nowhere.
    """
    if inquiry.restricted:
        named = select(Member.user_id).join(Named).where(Named.inquiry_id == inquiry.id, col(Member.outsider).is_(False))
        return list(session.exec(named.order_by(col(Member.id))))
    channel = teams.team_of(session, inquiry.team_id).desk_channel
    return [channel or user_of(inquiry.owner_id or inquiry.logged_by)]


def withdrawn_from(session: Session, inquiry: Inquiry, now_in: Iterable[str]) -> list[str]:
    """Conversations that still show the inquiry and no longer may, or need not."""
    return sorted({one.conversation for one in to_withdraw(session, inquiry)} - set(now_in))


def to_withdraw(session: Session, inquiry: Inquiry) -> Sequence[Posting]:
    """What may have to be taken away from where the inquiry no longer belongs: of a restricted one everything, of another
    its cards and their threads; a request for approval stays with whom it was put to."""
    shown = select(Posting).where(Posting.inquiry_id == inquiry.id)
    if not inquiry.restricted:
        shown = shown.where(col(Posting.kind).in_(["card", "line"]))
    return session.exec(shown).all()


def show_again(session: Session, desk: Desk, version: StatementVersion) -> None:
    """Asks for every request to approve this version to be shown as it now stands, whoever has one."""
    for one in session.exec(select(Posting).where(Posting.kind == "approval", Posting.subject == f"version:{version.id}")):
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.conversation, version=version.id, conversation=one.conversation
        )


def user_of(member_id: str) -> str:
    """The Slack user id inside `slack:<team>:<user>`: the address of their direct messages."""
    return member_id.rsplit(":", 1)[-1]


def stored(value: Any) -> Any:
    """A field's value as JSON keeps it in `before`."""
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return value.value if isinstance(value, StrEnum) else value


def restored(value: Any) -> Any:
    """The other way round; the column's own type turns words back into what they were."""
    if isinstance(value, dict) and "instant" in value:
        return datetime.fromisoformat(value["instant"])
    return value


def show_overdue(desk: Desk) -> int:
    """Puts the cards of inquiries whose deadline has just passed, once each; returns how many inquiries were new to it."""
    now = desk.clock()
    with desk.database.read() as session:
        put = session.exec(
            select(Job.key).where(col(Job.key).like("overdue:%"), col(Job.created_at) > now - 2 * OVERDUE_LOOK_BACK)
        )
        told = {str(key).rpartition(":")[0] for key in put}
        passed = session.exec(
            select(Inquiry.id, Inquiry.deadline_at).where(
                col(Inquiry.deadline_at) <= now, col(Inquiry.deadline_at) > now - OVERDUE_LOOK_BACK,
                col(Inquiry.responded_at).is_(None), col(Inquiry.closed_at).is_(None),
            )
        ).all()  # fmt: skip
    fresh = [(inquiry_id, at) for inquiry_id, at in passed if at and f"overdue:{inquiry_id}:{at.isoformat()}" not in told]
    if not fresh:
        return 0
    with desk.database.write() as session:
        for inquiry_id, at in fresh:
            for place in conversations(session, session.get_one(Inquiry, inquiry_id)):
                key = f"overdue:{inquiry_id}:{at.isoformat()}:{place}"
                outbox.put(session, at=now, kind="card", lane=place, key=key, inquiry=inquiry_id, conversation=place)
    return len(fresh)
