"""Calls: whom an interview is told to, and when: invitations for their calendars, reminders, and the question afterwards.

All of it goes through the outbox in the transaction of the change. What is for later is put at once under a key that names its
instant; when it comes up and the interview begins at another time, or is off, it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot import audit, files, inquiries, outbox, teams
from bot.desk import Desk
from bot.errors import NotFound
from bot.files import File
from bot.interviews import invitations, times
from bot.interviews.invitations import Invitation
from bot.interviews.record import InterviewRecord, read
from bot.models import Debrief, Interview, InterviewFormat, InterviewState, Member, Named, Posting

REMINDED = (24, 1)  # Hours before.
CLOCK = "clock"  # Who acts, in the audit, where nobody does.
FORMAT = {
    InterviewFormat.LIVE: "Live", InterviewFormat.PRE_RECORDED: "Pre-recorded", InterviewFormat.PRINT: "Print",
    InterviewFormat.PODCAST: "Podcast",
}  # fmt: skip


def invite(session: Session, desk: Desk, row: Interview, members: Iterable[str]) -> None:
    """Sends the invitation as it is when it goes out, or its withdrawal to who is no longer in it, to each once for each
    sequence."""
    for member in dict.fromkeys(members):
        files.send(
            session, at=desk.clock(), maker="invitation", conversation=inquiries.user_of(member),
            once=f"interview:{row.id}:{row.sequence}", inquiry=row.inquiry_id, interview=row.id, member=member,
        )  # fmt: skip


def tell(session: Session, desk: Desk, row: Interview, members: Iterable[str]) -> None:
    """Shows the interview in the direct messages of each, and again to everybody who was shown it or reminded of it."""
    now = desk.clock()
    shown = session.exec(
        select(Posting.conversation).where(Posting.kind == "interview_told", Posting.subject == f"interview:{row.id}")
    )
    for user in dict.fromkeys([*map(inquiries.user_of, members), *shown]):
        outbox.put(session, at=now, kind="interview_told", lane=user, interview=row.id, conversation=user)
    asked = select(Posting).where(Posting.kind == "interview_reminder", col(Posting.subject).like(f"interview:{row.id}:%"))
    for one in session.exec(asked):
        _, _, hours, seconds = one.subject.split(":")
        outbox.put(
            session, at=now, kind="interview_reminder", lane=one.conversation, interview=row.id, conversation=one.conversation,
            hours=int(hours), begins=int(seconds),
        )  # fmt: skip


def remind(session: Session, desk: Desk, record: InterviewRecord) -> None:
    """Puts the reminders that are still to come, and the question afterwards, each once for ever."""
    row, now = record.interview, desk.clock()
    begins = int(row.starts_at.timestamp())
    for hours in REMINDED:
        due = row.starts_at - timedelta(hours=hours)
        for member in record.attendees if due > now else ():
            user = inquiries.user_of(member)
            outbox.put(
                session, at=now, due_at=due, kind="interview_reminder", lane=user,
                key=f"interview_reminder:{row.id}:{hours}:{begins}:{user}", interview=row.id, conversation=user, hours=hours,
                begins=begins,
            )  # fmt: skip
    ends = int(record.ends_at.timestamp())
    outbox.put(
        session, at=now, due_at=record.ends_at, kind="interview_over", lane=outbox.BACKGROUND,
        key=f"interview_over:{row.id}:{ends}", interview=row.id, ends=ends,
    )  # fmt: skip


def is_due(record: InterviewRecord, *, hours: int, begins: int, now: datetime) -> bool:
    """Whether a reminder is still to be given: not once the next one is due, nor once it has begun or is another time."""
    row = record.interview
    later = max((one for one in REMINDED if one < hours), default=0)
    due = row.starts_at - timedelta(hours=later)
    return row.state == InterviewState.BOOKED and int(row.starts_at.timestamp()) == begins and now < due


def over(desk: Desk, *, interview_id: int, ends: int) -> None:
    """Notes that an interview is over, and asks booker and spokesperson for the debrief, where none is on record yet."""
    with desk.database.write() as session:
        row = session.get_one(Interview, interview_id, with_for_update=True)
        record = read(session, row)
        if row.state != InterviewState.BOOKED or int(record.ends_at.timestamp()) != ends:
            return
        row.state = InterviewState.DONE
        session.add(row)
        audit.write(session, at=desk.clock(), actor=CLOCK, action="interview.over", object=f"interview:{row.id}")
        show_cards(session, desk, record)
        if session.exec(select(Debrief.id).where(Debrief.interview_id == row.id)).first() is None:
            for member in dict.fromkeys(one for one in (record.spokesperson.member_id, row.booked_by) if one):
                user = inquiries.user_of(member)
                outbox.put(
                    session, at=desk.clock(), kind="interview_nudge", lane=user, key=f"interview_nudge:{row.id}:{ends}:{user}",
                    interview=row.id, conversation=user,
                )  # fmt: skip


def show_cards(session: Session, desk: Desk, record: InterviewRecord) -> None:
    """Asks for the card to be shown as it now is."""
    for place in conversations(session, record):
        outbox.put(
            session, at=desk.clock(), kind="interview_card", lane=place, interview=record.interview.id, conversation=place
        )


def conversations(session: Session, record: InterviewRecord) -> list[str]:
    """Where the card stands: where the inquiry's does, else the desk channel, without one the booker's messages."""
    if record.inquiry is not None:
        return inquiries.conversations(session, record.inquiry)
    channel = teams.team_of(session, record.interview.team_id).desk_channel
    return [channel or inquiries.user_of(record.interview.booked_by)]


def may_know(session: Session, record: InterviewRecord, member: Member | None) -> bool:
    """Whether a member may know of it."""
    if member is None or member.team_id != record.interview.team_id:
        return False
    named = session.exec(select(Named.member_id).where(Named.inquiry_id == record.interview.inquiry_id)).all()
    return record.known_to(member, named)


def made(desk: Desk, *, interview: int, member: str | None) -> File:
    """The invitation as a file, as it is for this member now; with None as whoever sends it on needs it."""
    with desk.database.read() as session:
        record = read(session, session.get_one(Interview, interview))
        person = session.get_one(Member, member) if member else None
        if member and not may_know(session, record, person):
            raise NotFound("They may not know of this interview.")
    invitation = invitation_of(record, off=member is not None and member not in record.attendees, reader=person)
    name = f"{record.reference}{'-cancelled' if invitation.cancelled else ''}.ics"
    return File(name, invitations.written(invitation, at=desk.clock()), comment=_comment(record, invitation), title=name)


def invitation_of(record: InterviewRecord, *, off: bool, reader: Member | None) -> Invitation:
    """What a calendar is told. That of a restricted inquiry says nothing but when."""
    row = record.interview
    booker = record.people.get(row.booked_by)
    invited = [one for one in map(record.people.get, record.attendees) if one is not None and one.email]
    if off and reader and reader.email and reader not in invited:
        invited = [reader]
    zones = [row.zone, record.spokesperson.zone, *([reader.zone] if reader else [])]
    return Invitation(
        uid=row.uid, sequence=row.sequence, starts_at=row.starts_at, minutes=row.minutes, zones=zones,
        title=f"Appointment {record.reference}" if record.restricted else f"{_kind(record)}: {record.who}, {record.spokesperson.name}",
        text="Details are in Slack." if record.restricted else _text(record),
        place="" if record.restricted else row.place, link="" if record.restricted else row.link,
        organiser=(booker.email, booker.name) if booker and booker.email else None,
        attendees=[(one.email or "", one.name) for one in invited if one.id != row.booked_by or len(invited) == 1],
        cancelled=off or row.state == InterviewState.CANCELLED, confidential=record.restricted,
    )  # fmt: skip


def _kind(record: InterviewRecord) -> str:
    return f"{FORMAT[record.interview.format]} interview".replace("Podcast interview", "Podcast")


def _text(record: InterviewRecord) -> str:
    row = record.interview
    agreed = ""
    if row.rules and row.rules_agreed_at is not None:
        agreed = f" (agreed by {record.name(row.rules_agreed_by)}, {times.said(row.rules_agreed_at, row.zone)})"
    listeners = ", ".join(record.name(one) for one in row.listens_in)
    # The topic of somebody else's report under embargo leaves the desk in no file.
    hushed = record.inquiry is not None and bool(record.inquiry.embargo_words)
    lines = [
        "" if hushed else f"Topic: {row.topic}", f"With: {record.who}", f"Speaks: {record.spokesperson.name}",
        f"Listens in: {listeners}" if listeners else "", f"Place: {row.place}" if row.place else "", f"Link: {row.link}" if row.link else "",
        f"Ground rules{agreed}: {row.rules}" if row.rules else "", f"{record.reference} at the press desk",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _comment(record: InterviewRecord, invitation: Invitation) -> str:
    """What is said with the file. It stays when the file is taken away, so it says nothing of what it is about."""
    if invitation.cancelled:
        return f"{record.reference} is off for you. Open the file to take it out of your calendar."
    if invitation.sequence:
        return f"{record.reference} was changed. Open the file to put it right in your calendar."
    return f"{record.reference}: open the file to put it into your calendar."
