"""Steps: write, edit, approve, extend, retire, and take the last one back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot import outbox, teams
from bot.authority import RANK, Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.lines.entries import NO_WORDS, Entry, HouseEntry, LineEntry, checked, columns, entry_of
from bot.lines.record import ASKED, LineRecord, Row, Standing, assemble, find, matter, numbered, remember, today
from bot.models import House, Line, LineEvent, LineStatus, Member, Role, Team
from bot.text import shortened

REFERENCE = re.compile(r"([LAFQBH])-0*(\d{1,9})")
APPROVAL = ("status", "approved_by", "approved_at")
CAN_BE_UNDONE = ("edited", "extended", "retired")


def save(desk: Desk, *, actor: Actor, entry: Entry, address: str = "", seen: int = 0) -> LineRecord:
    """Writes a new line or house, or with an `address` edits the one there; the same as before changes nothing.

    An edit of the words takes their approval away. So does a later last day, unless whoever gives it may approve it, or owns
    it and it still holds. `seen` is the version that the writer had before them: Conflict where somebody saved since.
    Invalid names the fields.
    """
    authorize(actor, "work")
    with desk.database.write() as session:
        if not address:
            return written(session, desk, actor, entry)
        record = find(session, desk, actor, address, hold=True)
        if record.row.version != seen:
            wrote = record.name(record.events[-1].actor_id if record.events else None)
            raise Conflict(f"{wrote} changed {record.row.reference} while you were typing. Nothing was overwritten.")
        return edited(session, desk, actor, record, entry)


def written(
    session: Session, desk: Desk, actor: Actor, entry: Entry, *, number: int | None = None, past: bool = False
) -> LineRecord:
    """As `save` of a new one, within a session. `number` is one that the caller knows to be free; with `past` it may have
    expired already."""
    # One is written at a time, so that numbers are counted.
    team = session.get_one(Team, actor.team_id, with_for_update=True)
    entry = _fit(session, actor, entry, today(team, desk.clock()), past=past)
    row: Row
    common: dict[str, Any] = {"team_id": team.id, "created_by": actor.id, "created_at": desk.clock(), **columns(entry)}
    if isinstance(entry, LineEntry):
        number = number or team.last_line + 1
        team.last_line = max(team.last_line, number)
        row = Line(number=number, **common)
    else:
        number = number or team.last_house + 1
        team.last_house = max(team.last_house, number)
        row = House(number=number, **common)
    session.add(team)
    remember(session, desk, row, actor_id=actor.id, action="written", text="wrote it")
    return assemble(session, row, desk.clock())


def edited(session: Session, desk: Desk, actor: Actor, record: LineRecord, entry: Entry) -> LineRecord:
    """As `save` of an edit, within a session that holds the row."""
    row, before = record.row, entry_of(record.row)
    if row.status == LineStatus.RETIRED:
        raise Conflict(f"{row.reference} is retired. Undo that first, or write a new one.")
    entry = _fit(session, actor, entry, record.today, before)
    old, new = columns(before), columns(entry)
    changed = [name for name in new if new[name] != old[name]]
    if not changed:
        return record
    replaced = {name: _stored(old[name]) for name in changed}
    said = f"edited {', '.join(_called(name) for name in changed)}"
    for name in changed:
        setattr(row, name, new[name])
    row.version += 1
    words = any(name not in NO_WORDS for name in changed)
    voided = row.status == LineStatus.APPROVED and (words or _widens(actor, record, before, entry))
    if voided:
        replaced |= _take_approval(row)
        said += ". The approval is void"
    remember(
        session, desk, row, actor_id=actor.id, action="edited" if words or voided else "extended", text=said, before=replaced,
        details={"fields": changed, "voided": voided},
    )  # fmt: skip
    return assemble(session, row, desk.clock())


def approve(desk: Desk, *, actor: Actor, address: str, seen: int) -> LineRecord:
    """Approves the words in the version that was seen. Whoever may approve matters of its sensitivity may approve their own
    words too; the history and the audit say so."""
    with desk.database.write() as session:
        record = find(session, desk, actor, address, hold=True)
        return approved(session, desk, actor, record, seen=seen)


def approved(session: Session, desk: Desk, actor: Actor, record: LineRecord, *, seen: int) -> LineRecord:
    """As `approve`, within a session that holds the row."""
    row = record.row
    authorize(actor, "approve", matter(row, actor))
    if row.version != seen:
        raise Conflict(f"{row.reference} was edited since you were shown it. Look at it again before you approve it.")
    if record.standing == Standing.APPROVED:
        return record
    if record.standing == Standing.RETIRED:
        raise Conflict(f"{row.reference} is retired.")
    if record.standing == Standing.EXPIRED:
        raise Conflict(f"{row.reference} held until {row.expires_on:%-d %B %Y}. Give it a new last day first, then approve it.")
    own = record.writer_id == actor.id
    row.status, row.approved_by, row.approved_at = LineStatus.APPROVED, actor.id, desk.clock()
    text = f"approved version {row.version}" + (", their own words" if own else "")
    remember(session, desk, row, actor_id=actor.id, action="approved", text=text, details={"own_words": own})
    return assemble(session, row, desk.clock())


def extend(desk: Desk, *, actor: Actor, address: str, seen: int, until: date | None) -> LineRecord:
    """Says that the words are still right, until a later day. The owner may while they hold, an approver of their sensitivity
    at any time; from anybody else, and from the owner once they have expired, the words need approving again."""
    if until is None:
        raise Invalid("Until when?", expires_on="Choose the last day it holds.")
    authorize(actor, "work")
    with desk.database.write() as session:
        record = find(session, desk, actor, address, hold=True)
        if record.row.version != seen:
            raise Conflict(f"{record.row.reference} was edited since you were asked. Look at it again first.")
        review_on = record.row.review_on
        if review_on is not None and review_on <= record.today:
            review_on = None
        entry = replace(entry_of(record.row), expires_on=until, review_on=review_on)
        return edited(session, desk, actor, record, entry)


def retire(desk: Desk, *, actor: Actor, address: str) -> LineRecord:
    """Takes it out of use. It stays on record; undo brings it back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        record = find(session, desk, actor, address, hold=True)
        row = record.row
        if row.status == LineStatus.RETIRED:
            return record
        before = {"status": row.status.value}
        row.status, row.version = LineStatus.RETIRED, row.version + 1
        remember(session, desk, row, actor_id=actor.id, action="retired", text="retired it", before=before)
        return assemble(session, row, desk.clock())


def ask(desk: Desk, *, actor: Actor, address: str) -> list[str]:
    """Asks those who may approve it, the actor apart, in their direct messages; gives their names. NotAllowed where nobody
    may: nothing then waits on nobody."""
    authorize(actor, "work")
    with desk.database.write() as session:
        record = find(session, desk, actor, address, hold=True)
        row = record.row
        if record.standing != Standing.UNAPPROVED:
            raise Conflict(f"{row.reference} does not wait for approval: it is {record.standing.value}.")
        able = [one for one in teams.approvers(session, row.team_id) if one.may_approve(row.sensitivity) and one.id != actor.id]
        if not able:
            raise NotAllowed(f"Nobody else may approve {row.sensitivity.value} lines. Ask an admin to choose an approver.")
        posting = f"{ASKED}:approve:{row.version}"
        for one in able:
            outbox.put(
                session, at=desk.clock(), kind=ASKED, lane=one.user_id, address=record.address, posting=posting,
                conversation=one.user_id,
            )  # fmt: skip
        remember(session, desk, row, actor_id=actor.id, action="asked", text=f"asked for approval of version {row.version}")
        return [one.name for one in able]


def undo(desk: Desk, *, actor: Actor, address: str) -> LineRecord:
    """Takes the last edit, extension or retirement back. Words that were approved come back approved: they are the very
    words of then. Conflict where the last step is another one."""
    authorize(actor, "work")
    with desk.database.write() as session:
        record = find(session, desk, actor, address, hold=True)
        last = last_step(record)
        if last is None:
            raise Conflict("There is no edit to take back.")
        row = record.row
        for name, value in (last.before or {}).items():
            setattr(row, name, _restored(row, name, value))
        row.version += 1
        remember(
            session, desk, row, actor_id=actor.id, action="undone", text=f"undid: {shortened(last.text, 200)}",
            details={"undid": last.id},
        )  # fmt: skip
        session.flush()
        return assemble(session, row, desk.clock())


def last_step(record: LineRecord) -> LineEvent | None:
    """The step that undo would take back, or None."""
    steps = [one for one in record.events if one.action != "asked"]
    last = steps[-1] if steps else None
    return last if last is not None and last.action in CAN_BE_UNDONE and last.before else None


def _widens(actor: Actor, record: LineRecord, before: Entry, after: Entry) -> bool:
    """Whether an approval does not reach so far: more people would know of it, or it would hold longer."""
    if actor.may_approve(record.row.sensitivity):
        return False
    if before.restricted and not after.restricted:
        return True
    later = before.expires_on is not None and (after.expires_on is None or after.expires_on > before.expires_on)
    return later and not (actor.id == before.owner_id and record.standing == Standing.APPROVED)


def _take_approval(row: Row) -> dict[str, Any]:
    before = {name: _stored(getattr(row, name)) for name in APPROVAL}
    row.status, row.approved_by, row.approved_at = LineStatus.DRAFT, None, None
    return before


def _fit(session: Session, actor: Actor, entry: Entry, day: date, before: Entry | None = None, *, past: bool = False) -> Entry:
    """The entry, checked, its owner somebody who works on the desk, its proof points there."""
    entry = replace(entry, owner_id=entry.owner_id or actor.id)
    wrong: dict[str, str] = {}
    try:
        entry = checked(entry, today=day, before=entry if past else before)
    except Invalid as problem:
        wrong = problem.fields
    owner = session.get(Member, entry.owner_id)
    works = owner is not None and owner.team_id == actor.team_id and Actor.of(owner).rank >= RANK[Role.OFFICER]
    if not works and (before is None or before.owner_id != entry.owner_id):
        wrong["owner"] = "The owner works on the desk: an officer, approver or admin."
    if isinstance(entry, HouseEntry):
        for number, one in enumerate(entry.pillars, 1):
            for proof in one.proofs:
                if (named := REFERENCE.fullmatch(proof)) and not _is_there(session, actor, named):
                    wrong[f"pillar_{number}"] = f"There is no {shortened(proof, 20)}."
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return entry


def _is_there(session: Session, actor: Actor, named: re.Match[str]) -> bool:
    row = numbered(session, actor.team_id, named[1], int(named[2]))
    return row is not None and matter(row, actor).known_to(actor)


def _called(name: str) -> str:
    return {"owner_id": "its owner", "review_on": "its review date", "expires_on": "its last day"}.get(
        name, name.replace("_", " ")
    )


def _stored(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _restored(row: Row, name: str, value: Any) -> Any:
    """The other way round."""
    if value is not None and name in ("as_of", "review_on", "expires_on"):
        return date.fromisoformat(value)
    if value is not None and name == "approved_at":
        return datetime.fromisoformat(value)
    kind = type(getattr(row, name))
    return kind(value) if value is not None and issubclass(kind, StrEnum) else value
