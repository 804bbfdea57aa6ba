"""Record: all of one contact: who they are, and every dealing with them that the reader may know of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.coverage.case_records import of_journalist
from bot.desk import Desk
from bot.models import (
    Article,
    Clip,
    ClipLink,
    ContactEvent,
    CorrectionCase,
    EmbargoAgreement,
    Inquiry,
    InquiryJournalist,
    Journalist,
    LinkKind,
    Member,
    Outlet,
    OutletRole,
    Recipient,
    Release,
    Resolution,
    Statement,
)
from bot.relationships import dealings
from bot.relationships.dealings import Dealings
from bot.relationships.visible import find
from bot.statements.exclusives import ExclusiveRecord, of_people
from bot.statements.lists import visible_to as statements_visible_to

MOST = 100  # Of each kind of dealing.
NO_ANSWER_OWED = (Resolution.NOT_MEDIA, Resolution.DUPLICATE, Resolution.DROPPED)


@dataclass(frozen=True)
class Asked:
    """One inquiry of theirs. `on_time` is None where no answer was owed by an instant that is past."""

    row: Inquiry
    outlet: str
    on_time: bool | None


@dataclass(frozen=True)
class Ran:
    """A clip that is by them; `sure` where a person confirmed it."""

    clip_id: int
    title: str
    outlet: str
    address: str
    at: datetime
    sure: bool


@dataclass(frozen=True)
class Received:
    """Words of ours that they hold."""

    reference: str
    title: str
    at: datetime


@dataclass(frozen=True)
class Agreed:
    """An embargo that they agreed to."""

    reference: str
    title: str
    until: datetime
    how: str


@dataclass(frozen=True)
class ContactRecord:
    """A contact and its history, each kind the newest first. `roles` go with the outlet's name; `now` is when it was read."""

    row: Journalist
    outlet: Outlet | None
    roles: Sequence[tuple[OutletRole, str]]
    today: date
    now: datetime
    asked: Sequence[Asked] = ()
    ran: Sequence[Ran] = ()
    cases: Sequence[CorrectionCase] = ()
    exclusives: Sequence[ExclusiveRecord] = ()
    agreed: Sequence[Agreed] = ()
    received: Sequence[Received] = ()
    dealings: Dealings = field(default_factory=Dealings)
    events: Sequence[ContactEvent] = ()
    people: Mapping[str, Member] = field(default_factory=dict)

    @property
    def last_contact(self) -> datetime | None:
        """When they last asked us, were answered, were sent or offered something, spoke with us or came to us."""
        asked = [one for each in self.asked for one in (each.row.received_at, each.row.responded_at) if one]
        other = self.dealings.last(self.now)
        return max([*asked, *(one.at for one in self.received), *([other] if other else [])], default=None)

    @property
    def punctual(self) -> tuple[int, int]:
        """How many of their inquiries were answered on time, of those that were due."""
        due = [one.on_time for one in self.asked if one.on_time is not None]
        return sum(due), len(due)

    @property
    def role(self) -> OutletRole | None:
        """What they do now, where that is on record."""
        return next((role for role, _ in self.roles if role.ended_on is None and role.outlet_id == self.row.outlet_id), None)

    @property
    def undoable(self) -> ContactEvent | None:
        """The newest step that can be taken back."""
        return next((one for one in self.events if one.before is not None and not one.undone), None)

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


def get(desk: Desk, *, actor: Actor, journalist_id: int) -> ContactRecord:
    """One contact. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, desk, actor, find(session, actor, journalist_id))


def read(session: Session, desk: Desk, actor: Actor, row: Journalist) -> ContactRecord:
    """The contact with all that the actor may know of it."""
    assert row.id is not None
    now = desk.clock()
    events = session.exec(
        select(ContactEvent).where(ContactEvent.journalist_id == row.id).order_by(col(ContactEvent.id).desc()).limit(MOST)
    ).all()
    members = {one.actor_id for one in events} | ({row.do_not_contact_by} if row.do_not_contact_by else set())
    return ContactRecord(
        row, session.get(Outlet, row.outlet_id) if row.outlet_id else None, roles_of(session, row.id),
        now=now, today=now.astimezone(ZoneInfo(teams.team_of(session, row.team_id).zone)).date(),
        asked=_asked(session, actor, row.id, now), ran=_ran(session, row.id), cases=of_journalist(session, row.id)[::-1],
        exclusives=of_people(session, actor, [row.id], []), agreed=_agreed(session, actor, row.id),
        received=_received(session, actor, row.id), dealings=dealings.of(session, actor, row.id), events=events, people=teams.names(session, members),
    )  # fmt: skip


def roles_of(session: Session, journalist_id: int) -> list[tuple[OutletRole, str]]:
    """What they do and did at outlets: what runs first, then the newest."""
    rows = session.exec(
        select(OutletRole, Outlet.name).join(Outlet, col(Outlet.id) == OutletRole.outlet_id)
        .where(OutletRole.journalist_id == journalist_id)
    ).all()  # fmt: skip
    return sorted(rows, key=lambda one: (one[0].ended_on is not None, _back(one[0].ended_on), -(one[0].id or 0)))


def _back(day: date | None) -> int:
    return -day.toordinal() if day else 0


def _asked(session: Session, actor: Actor, journalist_id: int, now: datetime) -> list[Asked]:
    rows = session.exec(
        select(Inquiry, Outlet.name).join(InquiryJournalist, col(InquiryJournalist.inquiry_id) == Inquiry.id)
        .outerjoin(Outlet, col(Outlet.id) == Inquiry.outlet_id)
        .where(InquiryJournalist.journalist_id == journalist_id, inquiries.visible_to(actor))
        .order_by(col(Inquiry.received_at).desc(), col(Inquiry.id).desc()).limit(MOST)
    )  # fmt: skip
    return [Asked(one, outlet or "", on_time(one, now)) for one, outlet in rows]


def on_time(one: Inquiry, now: datetime) -> bool | None:
    """Whether it was answered by its deadline; None where no answer was owed by an instant that is past."""
    if one.deadline_at is None or one.resolution in NO_ANSWER_OWED:
        return None
    if one.responded_at is not None:
        return one.responded_at <= one.deadline_at
    return False if one.deadline_at < now else None


def _ran(session: Session, journalist_id: int) -> list[Ran]:
    rows: Any = session.exec(
        select(ClipLink, Article, Outlet.name)
        .join(Clip, col(Clip.id) == ClipLink.clip_id).join(Article, col(Article.id) == Clip.article_id)
        .outerjoin(Outlet, col(Outlet.id) == Article.outlet_id)
        .where(ClipLink.kind == LinkKind.JOURNALIST, ClipLink.subject_id == journalist_id)
        .where(col(ClipLink.refused_at).is_(None), col(Clip.not_us_at).is_(None))
        .order_by(col(Article.published_at).desc(), col(Article.id).desc()).limit(MOST)
    )  # fmt: skip
    return [
        Ran(link.clip_id, one.title, outlet or "", one.address, one.published_at, link.confirmed_at is not None)
        for link, one, outlet in rows
    ]


def _agreed(session: Session, actor: Actor, journalist_id: int) -> list[Agreed]:
    rows = session.exec(
        select(EmbargoAgreement, Statement).join(Statement, col(Statement.id) == EmbargoAgreement.statement_id)
        .where(EmbargoAgreement.journalist_id == journalist_id, statements_visible_to(actor))
        .order_by(col(EmbargoAgreement.agreed_at).desc()).limit(MOST)
    )  # fmt: skip
    return [Agreed(one.reference, one.title, agreement.embargo_until, agreement.how) for agreement, one in rows]


def _received(session: Session, actor: Actor, journalist_id: int) -> list[Received]:
    rows = session.exec(
        select(Release, Statement).join(Recipient, col(Recipient.release_id) == Release.id)
        .join(Statement, col(Statement.id) == Release.statement_id)
        .where(Recipient.journalist_id == journalist_id, col(Release.taken_back_at).is_(None), statements_visible_to(actor))
        .order_by(col(Release.sent_at).desc()).limit(MOST)
    )  # fmt: skip
    return [Received(one.reference, one.title, release.sent_at) for release, one in rows]
