"""Reading briefings on record: one version with what it is for, what changed since, and who may do what with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.briefings import grounds, occasions, shapes
from bot.briefings.assembling import OWN, assemble
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part
from bot.desk import Desk
from bot.errors import NotFound
from bot.interviews.record import REFERENCE
from bot.models import Briefing, InterviewState, Member, Spokesperson


@dataclass(frozen=True)
class BriefingRecord:
    """A version of a briefing. `parts` are as its reader may see them; `changed` names what is not as it was; `newest` is the
    number of the newest version, `versions` all of them, oldest first, with their ids."""

    row: Briefing
    occasion: Occasion
    parts: Sequence[Part]
    changed: Sequence[str] = ()
    versions: Sequence[Briefing] = ()
    people: Mapping[str, Member] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.occasion.reference

    @property
    def is_newest(self) -> bool:
        return self.row.number == max(one.number for one in self.versions)

    @property
    def seen(self) -> str:
        """What this version's words are known again by, while a model may still add questions to it."""
        return hashlib.sha256(json.dumps(self.row.parts, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def is_over(self) -> bool:
        """Whether what it is for has happened or was called off."""
        interview = self.occasion.interview
        return interview is not None and interview.interview.state != InterviewState.BOOKED

    @property
    def own(self) -> tuple[str, str]:
        """What its maker added: what to say, and what not to say, a row a line."""
        maker = self.name(self.row.made_by)
        rows = [(one.title, row) for one in self.parts for row in one.rows if row.sources == (maker,)]
        own = f"{OWN} {maker}"
        return (
            "\n".join(row.text for title, row in rows if title == own), "\n".join(row.text for title, row in rows if title != own)
        )  # fmt: skip

    @property
    def reader(self) -> str | None:
        """The member id of the spokesperson, None where they are not in this workspace or nobody was chosen."""
        return self.occasion.spokesperson.member_id if self.occasion.spokesperson else None

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class Opened:
    """What somebody sees who asks for a briefing: the newest version, or without one what it would hold now, as far as they may
    know."""

    occasion: Occasion
    version: BriefingRecord | None
    parts: Sequence[Part]


def open_for(desk: Desk, *, actor: Actor, reference: str | int) -> Opened:
    """By I-0004, PR-12 or an inquiry's row id. NotFound where the actor may not know of it. A spokesperson without a role on the
    desk has the newest version that was sent to them."""
    if actor.rank < RANK[NEEDS["look"]] and not actor.outsider:
        return _sent_to(desk, actor, reference)
    authorize(actor, "look")
    with desk.database.read() as session:
        occasion = occasions.find(session, actor, reference)
        newest = session.exec(versions_of(occasion).order_by(col(Briefing.number).desc()).limit(1)).first()
        if newest is not None:
            version = read(session, desk, newest)
            return Opened(version.occasion, version, version.parts)
        made = assemble(session, desk, actor=actor, occasion=occasion, for_all=False)
        return Opened(occasion, None, made.parts)


def _sent_to(desk: Desk, actor: Actor, reference: str | int) -> Opened:
    with desk.database.read() as session:
        if not isinstance(reference, str) or not REFERENCE.fullmatch(reference):
            authorize(actor, "look")
        occasion = occasions.find(session, actor, reference)
        if occasion.spokesperson is None or occasion.spokesperson.member_id != actor.id:
            authorize(actor, "look")
        sent = versions_of(occasion).where(col(Briefing.sent_at).is_not(None)).order_by(col(Briefing.number).desc())
        newest = session.exec(sent.limit(1)).first()
        if newest is None:
            raise NotFound(f"Your briefing for {occasion.reference} is not ready yet. The press desk sends it to you here.")
        version = read(session, desk, newest)
        return Opened(version.occasion, version, version.parts)


def get(desk: Desk, *, actor: Actor, briefing_id: int) -> BriefingRecord:
    """One version. NotFound where the actor may not know of it."""
    with desk.database.read() as session:
        return find(session, desk, actor, briefing_id)


def find(session: Session, desk: Desk, actor: Actor, briefing_id: int, *, hold: bool = False) -> BriefingRecord:
    """As `get`, within a session. Whoever it was sent to needs no role on the desk."""
    row = session.get(Briefing, briefing_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("There is no such briefing.")
    found = read(session, desk, row)
    if not may_read(found, actor):
        authorize(actor, "look")
        raise NotFound("There is no such briefing.")
    return found


def may_read(found: BriefingRecord, actor: Actor) -> bool:
    """Whether somebody may read it: of the desk and in the know, or the spokesperson it was sent to."""
    if actor.outsider or not found.occasion.matter.known_to(actor):
        return False
    return actor.rank >= RANK[NEEDS["look"]] or (found.reader == actor.id and found.row.sent_at is not None)


def read(session: Session, desk: Desk, row: Briefing) -> BriefingRecord:
    """The version with what belongs to it. Asks nobody's permission. Rows that rest on what became restricted are left out."""
    occasion = occasions.of_rows(
        session, inquiry_id=row.inquiry_id, interview_id=row.interview_id, spokesperson_id=row.spokesperson_id
    )  # fmt: skip
    parts = shapes.read(row.parts)
    now = grounds.read(session, desk, occasion, parts)
    hidden = grounds.gone(session, occasion, parts)
    versions = session.exec(versions_of(occasion).order_by(col(Briefing.number))).all()
    members = {row.made_by, row.signed_off_by or "", *(one.made_by for one in versions)}
    return BriefingRecord(
        row, occasion, _without(parts, hidden), grounds.changed(row.rests_on, now), versions, teams.names(session, members)
    )  # fmt: skip


def speakers(desk: Desk, *, actor: Actor) -> list[Spokesperson]:
    """The register's active spokespeople, by name: whom a briefing of an inquiry alone may be for."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = select(Spokesperson).where(Spokesperson.team_id == actor.team_id, col(Spokesperson.active).is_(True))
        return list(session.exec(found.order_by(col(Spokesperson.name))))


def versions_of(occasion: Occasion):  # type: ignore[no-untyped-def]
    """The versions of what a briefing is for."""
    asked = select(Briefing).where(Briefing.team_id == occasion.team.id)
    if occasion.interview_id is not None:
        return asked.where(Briefing.interview_id == occasion.interview_id)
    return asked.where(Briefing.inquiry_id == occasion.inquiry_id, col(Briefing.interview_id).is_(None))


def _without(parts: Sequence[Part], hidden: set[str]) -> list[Part]:
    if not hidden:
        return list(parts)
    kept = []
    for one in parts:
        rows, skipping = [], False
        for each in one.rows:
            # What belongs to a question that is left out (its answer, its bridge) goes with it.
            follows = each.kind in ("answer", "uncleared", "bridge", "proof", "words")
            skipping = bool(hidden & set(each.sources)) or (skipping and follows)
            if not skipping:
                rows.append(each)
        if rows:
            kept.append(Part(one.title, tuple(rows)))
    return kept
