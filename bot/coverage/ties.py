"""Ties: which clips belong to which inquiries, statements, pitches and journalists of ours, as the record has it.

Nothing restricted, off the record or on background is ever tied; what becomes so is untied, and not shown from that moment on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, func, select

from bot import audit, inquiries, outbox
from bot.authority import Actor, authorize
from bot.coverage import pitch_ties, quotewatch
from bot.coverage.attributions import BEFORE, Link, Matter, Person, Register
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Article,
    Clip,
    ClipLink,
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Journalist,
    LinkKind,
    Outlet,
    Pitch,
    PitchOutcome,
    Posting,
    Question,
    Recipient,
    Release,
    Resolution,
    Statement,
    Terms,
)
from bot.text import one_line, shortened

NO_COVERAGE = (Resolution.NOT_MEDIA, Resolution.DUPLICATE)
RAN = "ran"


@dataclass(frozen=True)
class Ran:
    """A clip of an inquiry, for its card. `sure` where a person confirmed it."""

    clip_id: int
    title: str
    outlet: str
    address: str
    at: datetime
    sure: bool


def public_inquiries(team_id: str) -> ColumnElement[bool]:
    """The condition on inquiries that may be tied to a clip."""
    found: ColumnElement[bool] = (
        (col(Inquiry.team_id) == team_id)
        & col(Inquiry.restricted).is_(False)
        & (col(Inquiry.terms) == Terms.ON_RECORD)
        & or_(col(Inquiry.response_terms).is_(None), col(Inquiry.response_terms) == Terms.ON_RECORD)
        & or_(col(Inquiry.resolution).is_(None), col(Inquiry.resolution).not_in(NO_COVERAGE))
    )
    return found


def register(session: Session, team_id: str, *, names: Sequence[str], first: datetime, last: datetime) -> Register:
    """What articles published from `first` to `last` may have come of."""
    matters = [
        *_inquiries(session, team_id, first, last), *_statements(session, team_id, first, last),
        *pitch_ties.matters(session, team_id, first, last),
    ]  # fmt: skip
    who = func.coalesce(Journalist.merged_into_id, Journalist.id)  # Either name is theirs.
    rows = session.exec(select(who, Journalist.key, Journalist.outlet_id).where(Journalist.team_id == team_id))
    return Register(matters, [Person(one or 0, key, outlet) for one, key, outlet in rows], names)


def tie(session: Session, desk: Desk, clip: Clip, found: Sequence[Link]) -> None:
    """Keeps a clip's links as they now follow; what a person decided stays. The first coverage of an inquiry is noted with it."""
    kept = {(one.kind, one.subject_id): one for one in session.exec(select(ClipLink).where(ClipLink.clip_id == clip.id))}
    for link in found:
        row = kept.pop((link.kind, link.id), None)
        if row is None and _may_be(session, link.kind, link.id):
            row = ClipLink(clip_id=clip.id or 0, kind=link.kind, subject_id=link.id, score=link.score, made_at=desk.clock())
            if link.kind == LinkKind.INQUIRY:
                _note(session, desk, clip, link.id)
            if link.kind == LinkKind.PITCH:
                _propose(session, desk, clip, link.id)
        if row is not None:
            row.score, row.reasons = link.score, list(link.reasons)
            session.add(row)
    for row in kept.values():
        if not _may_be(session, row.kind, row.subject_id) or (row.confirmed_at is None and row.refused_at is None):
            session.delete(row)
    session.flush()


def decide(desk: Desk, *, actor: Actor, link_id: int, yes: bool | None) -> int:
    """Confirms a link, refuses it, or with None leaves it to the machine again; gives the clip's id."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = session.get(ClipLink, link_id, with_for_update=True)
        clip = session.get(Clip, row.clip_id) if row else None
        if row is None or clip is None or clip.team_id != actor.team_id or not _may_be(session, row.kind, row.subject_id):
            raise NotFound("There is no such link any more.")
        at = desk.clock()
        row.confirmed_at, row.refused_at = at if yes is True else None, at if yes is False else None
        row.decided_by = actor.id if yes is not None else None
        session.add(row)
        action = "confirmed" if yes else "refused" if yes is False else "left_to_machine"
        audit.write(
            session, at=at, actor=actor.id, action=f"clip_link.{action}", object=f"clip:{clip.id}",
            details={"link": link_id, "kind": row.kind.value, "subject": row.subject_id},
        )  # fmt: skip
        if row.kind == LinkKind.INQUIRY:
            inquiries.announce(session, desk, session.get_one(Inquiry, row.subject_id))
        if row.kind == LinkKind.PITCH:
            pitch_ties.settle(session, row.subject_id, row.clip_id, yes=yes is True, at=at)
            show_proposals(session, desk, row.subject_id)
        return clip.id or 0


def shown(session: Session, clip_ids: Sequence[int], *, refused: bool = False) -> dict[int, list[ClipLink]]:
    """The links of clips that may be shown now, the surest first, those that a person refused last and only where asked for."""
    found: dict[int, list[ClipLink]] = defaultdict(list)
    asked = select(ClipLink).where(col(ClipLink.clip_id).in_(clip_ids))
    if not refused:
        asked = asked.where(col(ClipLink.refused_at).is_(None))
    order = (col(ClipLink.refused_at).is_not(None), col(ClipLink.score).desc(), col(ClipLink.id))
    for row in session.exec(asked.order_by(*order)):
        if _may_be(session, row.kind, row.subject_id):
            found[row.clip_id].append(row)
    return found


def show(session: Session, desk: Desk, clip_ids: Sequence[int]) -> None:
    """Asks for the cards of the inquiries that clips belong to to be shown as they are now."""
    found = {one.subject_id for each in shown(session, clip_ids).values() for one in each if one.kind == LinkKind.INQUIRY}
    for inquiry_id in sorted(found):
        inquiries.announce(session, desk, session.get_one(Inquiry, inquiry_id))


def ran(session: Session, inquiry: Inquiry) -> list[Ran]:
    """The clips of an inquiry, oldest first; none of one that may not be tied. Copies are left out."""
    if not _may_be(session, LinkKind.INQUIRY, inquiry.id or 0):
        return []
    rows = session.exec(
        select(ClipLink, Clip, Article, Outlet)
        .join(Clip, col(Clip.id) == ClipLink.clip_id).join(Article, col(Article.id) == Clip.article_id)
        .outerjoin(Outlet, col(Outlet.id) == Article.outlet_id)
        .where(ClipLink.kind == LinkKind.INQUIRY, ClipLink.subject_id == inquiry.id, col(ClipLink.refused_at).is_(None))
        .where(col(Clip.not_us_at).is_(None), col(Article.copy_of_id).is_(None)).order_by(col(Article.published_at))
    )  # fmt: skip
    return [
        Ran(clip.id or 0, article.title, outlet.name if outlet else "", article.address, article.published_at,
            link.confirmed_at is not None)
        for link, clip, article, outlet in rows
    ]  # fmt: skip


def forget(session: Session, team_id: str) -> int:
    """Takes away the links to what may no longer be tied; gives how many."""
    rows = session.exec(
        select(ClipLink).join(Clip, col(Clip.id) == ClipLink.clip_id)
        .where(Clip.team_id == team_id, col(ClipLink.kind) != LinkKind.JOURNALIST)
        .where(
            ((col(ClipLink.kind) == LinkKind.INQUIRY) & col(ClipLink.subject_id).not_in(select(Inquiry.id).where(public_inquiries(team_id))))
            | ((col(ClipLink.kind) == LinkKind.STATEMENT) & col(ClipLink.subject_id).in_(
                select(Statement.id).where(or_(
                    col(Statement.restricted).is_(True),
                    col(Statement.inquiry_id).in_(select(Inquiry.id).where(col(Inquiry.restricted).is_(True))),
                ))
            ))
            | ((col(ClipLink.kind) == LinkKind.PITCH)
               & col(ClipLink.subject_id).not_in(select(Pitch.id).where(pitch_ties.public_pitches(team_id))))
        )
    ).all()  # fmt: skip
    for row in rows:
        session.delete(row)
    return len(rows)


def _may_be(session: Session, kind: LinkKind, subject_id: int) -> bool:
    """Whether something of ours may be tied to a clip as it stands now."""
    if kind == LinkKind.JOURNALIST:
        return session.get(Journalist, subject_id) is not None
    if kind == LinkKind.PITCH:
        return pitch_ties.may_be(session, subject_id)
    if kind == LinkKind.STATEMENT:
        statement = session.get(Statement, subject_id)
        about = session.get(Inquiry, statement.inquiry_id) if statement and statement.inquiry_id else None
        return statement is not None and not statement.restricted and not (about and about.restricted)
    inquiry = session.get(Inquiry, subject_id)
    if inquiry is None:
        return False
    return (
        session.exec(select(Inquiry.id).where(Inquiry.id == subject_id, public_inquiries(inquiry.team_id))).first() is not None
    )


def _note(session: Session, desk: Desk, clip: Clip, inquiry_id: int) -> None:
    """One line in the history of an inquiry for its first coverage; for what came later its card alone is shown anew."""
    inquiry = session.get_one(Inquiry, inquiry_id, with_for_update=True)
    noted = select(InquiryEvent.id).where(InquiryEvent.inquiry_id == inquiry_id, InquiryEvent.action == RAN)
    if session.exec(noted).first() is not None:
        return inquiries.announce(session, desk, inquiry)
    article = session.get_one(Article, clip.article_id)
    outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
    where = f" in {outlet.name}" if outlet else ""
    said = f"has coverage of this. 🗞 Ran: “{shortened(one_line(article.title), 300)}”{where} {shortened(article.address, 500)}"
    inquiries.remember(
        session, desk, inquiry, actor_id=inquiry.owner_id or inquiry.logged_by, action=RAN, text=said.strip(),
        details={"clip": clip.id, "automatic": True},
    )  # fmt: skip


def _propose(session: Session, desk: Desk, clip: Clip, pitch_id: int) -> None:
    """Tells whoever pitched it that it may have run, once for each clip."""
    pitch = session.get_one(Pitch, pitch_id)
    if pitch.outcome != PitchOutcome.RAN:
        place = inquiries.user_of(pitch.pitched_by)
        outbox.put(
            session, at=desk.clock(), kind="pitch_ran", lane=place, key=f"pitch_ran:{pitch_id}:{clip.id}", pitch=pitch_id,
            clip=clip.id, conversation=place,
        )  # fmt: skip


def show_proposals(session: Session, desk: Desk, pitch_id: int) -> None:
    """Asks for what somebody was told of a pitch that may have run to be shown as it now is."""
    for one in session.exec(
        select(Posting).where(Posting.kind == "pitch_ran", col(Posting.subject).like(f"pitch:{pitch_id}:%"))
    ):
        outbox.put(
            session, at=desk.clock(), kind="pitch_ran", lane=one.conversation, pitch=pitch_id, clip=int(one.subject.rpartition(":")[2]),
            conversation=one.conversation,
        )  # fmt: skip


def _inquiries(session: Session, team_id: str, first: datetime, last: datetime) -> list[Matter]:
    rows = session.exec(
        select(Inquiry).where(public_inquiries(team_id), col(Inquiry.received_at) > first - BEFORE, col(Inquiry.received_at) <= last)
    ).all()  # fmt: skip
    ids = [one.id for one in rows]
    asked: dict[int, list[str]] = defaultdict(list)
    who: dict[int, set[str]] = defaultdict(set)
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        for question in session.exec(select(Question).where(col(Question.inquiry_id).in_(some))):
            asked[question.inquiry_id].append(question.text)
        named = select(InquiryJournalist.inquiry_id, Journalist.key).join(Journalist)
        for inquiry_id, key in session.exec(named.where(col(InquiryJournalist.inquiry_id).in_(some))):
            who[inquiry_id].add(key)
    return [
        Matter(
            LinkKind.INQUIRY, one.id or 0, "\n".join((one.topic, *asked[one.id or 0])), one.response or "", one.received_at,
            frozenset({one.outlet_id} if one.outlet_id else ()), frozenset(who[one.id or 0]),
        )
        for one in rows
    ]  # fmt: skip


def _statements(session: Session, team_id: str, first: datetime, last: datetime) -> list[Matter]:
    sent = [
        (release, statement) for release, statement in quotewatch.public(session, team_id, at=last)
        if first - BEFORE < release.sent_at <= last
    ]  # fmt: skip
    got: dict[int, list[tuple[int | None, str | None]]] = defaultdict(list)
    ids = [release.id for release, _ in sent]
    for at in range(0, len(ids), 500):
        holders = select(Recipient.release_id, Recipient.outlet_id, Journalist.key).outerjoin(Journalist)
        for release_id, outlet, key in session.exec(holders.where(col(Recipient.release_id).in_(ids[at : at + 500]))):
            got[release_id].append((outlet, key))
    first_sent: dict[int, tuple[Release, Statement]] = {}
    for release, statement in sent:  # The newest first, so the earliest stays.
        first_sent[statement.id or 0] = (release, statement)
    return [
        Matter(
            LinkKind.STATEMENT, statement.id or 0, statement.title, release.text, release.sent_at,
            frozenset(outlet for outlet, _ in got[release.id or 0] if outlet),
            frozenset(key for _, key in got[release.id or 0] if key),
        )
        for release, statement in first_sent.values()
    ]  # fmt: skip
