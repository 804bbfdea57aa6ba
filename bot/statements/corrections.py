"""Corrections: words that went out and were wrong, the statement that puts them right, and who still has to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import clocks, inquiries, outbox, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.models import Member, Posting, Recipient, Release, Statement, StatementKind, StatementStatus
from bot.statements.beginnings import NewStatement
from bot.statements.drafts import save_within
from bot.statements.kinds import KINDS
from bot.statements.layouts import moment
from bot.statements.recipients import Addressee
from bot.statements.record import StatementRecord, find_statement, read, remember
from bot.statements.wordings import Wording
from bot.text import shortened, taken

FIRST = timedelta(hours=1)  # After the correction went out, whoever is untold is asked about;
AGAIN = timedelta(hours=4)  # and from then on every four hours, within the owner's hours.
MOST_REMINDERS = 60


@dataclass(frozen=True)
class Holder:
    """Somebody who holds the old words, since when, and who told them of the correction ("" for nobody yet)."""

    recipient: Recipient
    release: Release
    told_by: str


@dataclass(frozen=True)
class CorrectionRecord:
    """A correction, the statement it corrects and everybody who holds the old words."""

    found: StatementRecord
    corrected: Statement
    holders: Sequence[Holder]

    @property
    def untold(self) -> list[Holder]:
        return [one for one in self.holders if one.recipient.told_at is None]

    @property
    def went_out(self) -> bool:
        return self.found.statement.status == StatementStatus.SENT


def start(desk: Desk, *, actor: Actor, statement_id: int, wrong: str, right: str) -> StatementRecord:
    """Begins the correction of a statement that was sent: what was wrong and the right wording are filled in, the rest is
    proposed. Where one is in work already, that one. Conflict where the words did not go out, or were corrected."""
    wrong = taken(wrong, what="What was wrong", most=3_000, field="wrong", blank=False)
    right = taken(right, what="The right wording", most=3_000, field="right", blank=False)
    with desk.database.write() as session:
        old = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", old.matter)
        sent = inquiries.sent_of(session, [statement_id])[statement_id]
        if old.statement.status != StatementStatus.SENT or not sent:
            raise Conflict("Only words that went out can be corrected. Edit a draft instead.")
        before = of(session, old.statement)
        if before is not None:
            raise Conflict(f"{before.reference} corrects it already. Open that one.")
        own = old.statement
        new = NewStatement(
            kind=StatementKind.CORRECTION, title=shortened(f"Correction of {own.reference}: {old.subject}", 250),
            sensitivity=old.sensitivity, restricted=own.restricted, named=old.named, language=own.language,
        )  # fmt: skip
        wording = Wording(_parts(old, sent[0].release, wrong, right), attribution=old.version.attribution)
        begun = save_within(session, desk, actor, seen=0, inquiry_id=own.inquiry_id, new=new, wording=wording)
        begun.statement.corrects_id = statement_id
        session.add(begun.statement)
        session.flush()
        remember(
            session, desk, begun, actor_id=actor.id, action="correction_begun",
            text=f"began {begun.statement.reference}, the correction of {own.reference}: {shortened(wrong, 500)}",
            details={"corrects": statement_id},
        )  # fmt: skip
        return begun


def _parts(old: StatementRecord, release: Release, wrong: str, right: str) -> dict[str, str]:
    """The boxes of its form, as far as they can be proposed."""
    sent = moment(release.sent_at, old.team.zone)
    kind = KINDS[old.statement.kind].label.lower()
    return {
        "piece": f"Our {kind} {old.statement.reference}, which we sent you at {sent}.",
        "published": shortened(release.text, 3_000), "wrong": wrong, "right": right,
        "wanted": "Please use these words instead, and correct what has been published.",
        "contact": old.version.parts.get("contact", ""),
    }  # fmt: skip


def of(session: Session, statement: Statement) -> Statement | None:
    """The correction of a statement, in work or sent; None where there is none."""
    asked = select(Statement).where(Statement.corrects_id == statement.id, Statement.status != StatementStatus.WITHDRAWN)
    return session.exec(asked.order_by(col(Statement.id).desc())).first()


def read_correction(session: Session, statement: Statement) -> CorrectionRecord | None:
    """A correction with whoever holds the old words; None for any other statement. Asks nobody's permission."""
    if statement.corrects_id is None or statement.current == 0:
        return None
    rows = session.exec(
        select(Recipient, Release).join(Release)
        .where(Release.statement_id == statement.corrects_id, col(Release.taken_back_at).is_(None))
        .order_by(col(Release.id), col(Recipient.id))
    ).all()  # fmt: skip
    people = teams.names(session, {one.told_by for one, _ in rows if one.told_by})
    holders = [Holder(one, release, _teller(people, one)) for one, release in rows]
    return CorrectionRecord(
        read(session, statement, statement.current), session.get_one(Statement, statement.corrects_id), _each_once(holders)
    )


def get(desk: Desk, *, actor: Actor, statement_id: int) -> CorrectionRecord:
    """As `read_correction`. NotFound where it is none, or the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = read_correction(session, find_statement(session, actor, statement_id).statement)
        if found is None:
            raise NotFound("That statement corrects no other.")
        return found


def take_effect(
    session: Session, desk: Desk, found: StatementRecord, people: Sequence[Addressee], *, by: str, at: datetime
) -> None:
    """What follows from a correction being sent: the old words are marked, and whoever got it has been told."""
    old = found.statement.corrects_id
    if old is None:
        return
    for release in session.exec(select(Release).where(Release.statement_id == old, col(Release.taken_back_at).is_(None))):
        release.corrected_by_id = found.statement.id
        session.add(release)
    session.flush()
    record = read_correction(session, found.statement)
    for holder in record.untold if record else []:
        if any(_same(holder.recipient, one) for one in people):
            _note(session, holder, by=by, at=at)
    show(session, desk, found.statement)


def tell(desk: Desk, *, actor: Actor, statement_id: int, recipient_id: int) -> CorrectionRecord:
    """Notes that somebody who holds the old words was told of the correction. Told twice is told once."""
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        record = read_correction(session, found.statement)
        holder = next((one for one in record.holders if one.recipient.id == recipient_id), None) if record else None
        if record is None or holder is None:
            raise NotFound("They are not among those who hold the old words.")
        if not record.went_out:
            raise Conflict("The correction has not been sent yet. Have it approved and mark it sent first.")
        if holder.recipient.told_at is None:
            _note(session, holder, by=actor.id, at=desk.clock())
            left = len(record.untold)
            remember(
                session, desk, found, actor_id=actor.id, action="correction_told",
                text=f"told {holder.recipient.name} of the correction {found.statement.reference}"
                + (f"; {left} still to be told" if left else "; everybody who holds the old words is told"),
                details={"recipient": recipient_id, "left": left},
            )  # fmt: skip
        show(session, desk, found.statement)
        return read_correction(session, found.statement) or record


def remind(desk: Desk) -> int:
    """Asks the owners of corrections that went out about whoever is still untold, in their hours; gives how many it asked."""
    now, asked = desk.clock(), 0
    with desk.database.write() as session:
        rows = session.exec(
            select(Statement).where(col(Statement.corrects_id).is_not(None), Statement.status == StatementStatus.SENT)
        ).all()
        for statement in rows:
            record = read_correction(session, statement)
            went = inquiries.sent_of(session, [statement.id])[statement.id]
            if record is None or not record.untold or not went:
                continue
            number = _number(went[0].release.sent_at, now)
            owner = session.get_one(Member, statement.owner_id)
            hours = clocks.hours_of(session, clocks.of(session, statement.team_id), owner)
            if 0 < number <= MOST_REMINDERS and hours.audible_from(now) <= now:
                asked += 1
                _put(session, desk, statement, owner, number)
        return asked


def show(session: Session, desk: Desk, statement: Statement) -> None:
    """Asks for every list of the untold that stands in somebody's messages to be shown as it now is."""
    shown = select(Posting).where(Posting.kind == "correction", col(Posting.subject).like(f"correction:{statement.id}:%"))
    for one in session.exec(shown):
        outbox.put(
            session, at=desk.clock(), kind="correction", lane=one.conversation, statement=statement.id,
            conversation=one.conversation, number=int(one.subject.rsplit(":", 1)[1]),
        )  # fmt: skip


def _number(sent_at: datetime, now: datetime) -> int:
    """Which reminder is due at `now`: 0 for none yet."""
    since = now - sent_at
    return 0 if since < FIRST else 1 + (since - FIRST) // AGAIN


def _put(session: Session, desk: Desk, statement: Statement, owner: Member, number: int) -> None:
    outbox.put(
        session, at=desk.clock(), kind="correction", lane=owner.user_id, key=f"correction:{statement.id}:{number}:{owner.user_id}",
        statement=statement.id, conversation=owner.user_id, number=number,
    )  # fmt: skip


def _note(session: Session, holder: Holder, *, by: str, at: datetime) -> None:
    """Whoever got the old words more than once is told once for all of them."""
    for recipient in session.exec(select(Recipient).join(Release).where(Release.statement_id == holder.release.statement_id)):
        if _key(recipient) == _key(holder.recipient) and recipient.told_at is None:
            recipient.told_at, recipient.told_by = at, by
            session.add(recipient)
    session.flush()


def _each_once(holders: Sequence[Holder]) -> list[Holder]:
    found: dict[object, Holder] = {}
    for one in holders:
        found.setdefault(_key(one.recipient), one)
    return list(found.values())


def _key(one: Recipient) -> object:
    return ("journalist", one.journalist_id) if one.journalist_id else ("outlet", one.outlet_id, one.name)


def _same(recipient: Recipient, one: Addressee) -> bool:
    if recipient.journalist_id is not None:
        return recipient.journalist_id == one.journalist_id
    return one.journalist_id is None and recipient.outlet_id == one.outlet_id


def _teller(people: dict[str, Member], one: Recipient) -> str:
    return people[one.told_by].name if one.told_by and one.told_by in people else ""
