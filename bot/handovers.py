"""Handovers: one officer writes what is open and what was promised, the next one accepts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from bot import audit, clocks, duties, inquiries, outbox, teams
from bot.authority import RANK, Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.inquiries import InquiryRecord
from bot.models import Handover, Inquiry, Member, Role, Sensitivity, Team
from bot.text import taken

UNACCEPTED = timedelta(minutes=30)
TOO_OLD = timedelta(days=2)


@dataclass(frozen=True)
class HandoverRecord:
    """A handover with its people and the open inquiries as they are now; of restricted ones only what the reader may know."""

    handover: Handover
    team: Team
    writer: Member
    to: Member | None
    taker: Member | None
    items: Sequence[InquiryRecord]


def proposed(desk: Desk, *, actor: Actor) -> Member | None:
    """Who comes next: on the rota after now, or on duty now where that is somebody else."""
    authorize(actor, "work")
    with desk.database.read() as session:
        coming = duties.next_on_duty(session, actor.team_id, desk.clock(), other_than=actor.id)
        current = duties.on_duty(session, actor.team_id, desk.clock())
        return coming or (current if current and current.id != actor.id else None)


def write(
    desk: Desk, *, actor: Actor, to_id: str | None, promised: str = "", notes: str = "", request_id: str
) -> HandoverRecord:  # fmt: skip
    """Writes the handover: the desk channel and the next officer get it. The same `request_id` again is the same one.

    Invalid where the next one is not on the desk, or neither a person nor a channel is there to get it.
    """
    authorize(actor, "work")
    promised = taken(promised, what="What was promised", most=2_500, field="promised")
    notes = taken(notes, what="The notes", most=2_500, field="notes")
    now = desk.clock()
    with desk.database.write() as session:
        team = teams.team_of(session, actor.team_id)
        before = session.exec(select(Handover).where(Handover.request_id == request_id)).first()
        if before is not None:
            return _read(session, before, actor)
        to = session.get(Member, to_id) if to_id else None
        if to_id and (to is None or to.team_id != team.id or Actor.of(to).rank < RANK[Role.OFFICER]):
            raise Invalid("Hand over to somebody who works on the desk.", to="An officer, approver or admin of the desk.")
        if to is not None and to.id == actor.id:
            raise Invalid("That is you.", to="Choose somebody else.")
        if to is None and team.desk_channel is None:
            raise Invalid("Who takes over? There is no desk channel to ask in.", to="Choose who takes over.")
        handover = Handover(
            team_id=team.id, request_id=request_id, from_id=actor.id, to_id=to.id if to else None, promised=promised,
            notes=notes, items=_open_items(session, team.id), written_at=now,
        )  # fmt: skip
        session.add(handover)
        session.flush()
        # Whoever reads the audit may not know of what is restricted, and would count it by the difference.
        public = sum(not one.restricted for one in _rows(session, handover))
        said = {"to": handover.to_id, "open": public}
        audit.write(session, at=now, actor=actor.id, action="handover.written", object=f"handover:{handover.id}", details=said)
        _show(session, desk, handover, team)
        return _read(session, handover, actor)


def accept(desk: Desk, *, actor: Actor, handover_id: int) -> HandoverRecord:
    """The next officer says that they have it. Conflict where somebody did already, NotAllowed for one it was not left to."""
    authorize(actor, "work")
    with desk.database.write() as session:
        handover = session.exec(select(Handover).where(Handover.id == handover_id).with_for_update()).first()
        if handover is None or handover.team_id != actor.team_id:
            raise NotFound("There is no such handover.")
        if handover.accepted_by == actor.id:
            return _read(session, handover, actor)
        if handover.accepted_by is not None:
            taker = session.get_one(Member, handover.accepted_by)
            raise Conflict(f"{taker.name} has accepted it already.")
        if actor.id == handover.from_id:
            raise NotAllowed("You wrote this one; the next officer accepts it.")
        if handover.to_id not in (None, actor.id) and actor.rank < RANK[Role.APPROVER]:
            left_to = session.get_one(Member, handover.to_id)
            raise NotAllowed(f"It is left to {left_to.name}. They accept it, or a lead in their place.")
        handover.accepted_by, handover.accepted_at = actor.id, desk.clock()
        session.add(handover)
        audit.write(session, at=desk.clock(), actor=actor.id, action="handover.accepted", object=f"handover:{handover.id}")
        session.flush()
        _show(session, desk, handover, teams.team_of(session, handover.team_id))
        return _read(session, handover, actor)


def remind(desk: Desk) -> int:
    """Tells the leads of handovers that nobody accepted for half an hour, once each; returns how many there were."""
    now = desk.clock()
    with desk.database.write() as session:
        waiting = select(Handover).where(
            col(Handover.accepted_at).is_(None), col(Handover.reminded_at).is_(None),
            col(Handover.written_at) <= now - UNACCEPTED, col(Handover.written_at) > now - TOO_OLD,
        )  # fmt: skip
        found = session.exec(waiting.with_for_update(skip_locked=True)).all()
        for handover in found:
            handover.reminded_at = now
            session.add(handover)
            everyday = Matter(handover.team_id, Sensitivity.ROUTINE, restricted=False)
            for lead in clocks.leads(session, everyday):
                if lead.id != handover.to_id:
                    outbox.put(
                        session, at=now, kind="handover", lane=lead.user_id, key=f"handover:{handover.id}:late:{lead.user_id}",
                        handover=handover.id, conversation=lead.user_id,
                    )  # fmt: skip
    return len(found)


def shown(session: Session, handover_id: int, conversation: str) -> HandoverRecord:
    """The handover for a conversation: a person's direct messages hold what they may know, the channel what is public."""
    handover = session.get_one(Handover, handover_id)
    reader = session.get(Member, f"slack:{handover.team_id}:{conversation}")
    return _read(session, handover, Actor.of(reader) if reader else None)


def _open_items(session: Session, team_id: str) -> list[int]:
    still = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.status).in_(inquiries.OPEN))
    return [one for one in session.exec(still.order_by(col(Inquiry.deadline_at), col(Inquiry.id))) if one is not None]


def _rows(session: Session, handover: Handover) -> list[Inquiry]:
    return [row for one in handover.items if (row := session.get(Inquiry, one)) is not None]


def _read(session: Session, handover: Handover, reader: Actor | None) -> HandoverRecord:
    records = inquiries.assemble_all(session, _rows(session, handover))
    items = [one for one in records if not one.inquiry.restricted or (reader and one.matter.known_to(reader))]
    return HandoverRecord(
        handover=handover, team=teams.team_of(session, handover.team_id), writer=session.get_one(Member, handover.from_id),
        to=session.get(Member, handover.to_id) if handover.to_id else None,
        taker=session.get(Member, handover.accepted_by) if handover.accepted_by else None, items=items,
    )  # fmt: skip


def _show(session: Session, desk: Desk, handover: Handover, team: Team) -> None:
    """Asks for it to be shown as it now is, wherever it belongs or was reminded of."""
    places = {team.desk_channel, inquiries.user_of(handover.to_id) if handover.to_id else None}
    if handover.accepted_by:
        places.add(inquiries.user_of(handover.accepted_by))
    if handover.reminded_at:
        everyday = Matter(handover.team_id, Sensitivity.ROUTINE, restricted=False)
        places |= {lead.user_id for lead in clocks.leads(session, everyday)}
    for place in sorted(one for one in places if one):
        outbox.put(session, at=desk.clock(), kind="handover", lane=place, handover=handover.id, conversation=place)
