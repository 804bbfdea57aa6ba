"""Changes of leads: handed in by anybody on the staff, decided by the desk, and either taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from bot import audit, clocks, inquiries, outbox, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.leads.record import LeadRecord, find, read
from bot.leads.worth import Story, score
from bot.models import EventKind, Lead, LeadDecision, PressEvent, Team
from bot.text import taken

WORKING_DAYS = 5  # Within which whoever handed a lead in has an answer.
LONGEST = 2_000
TWICE = timedelta(minutes=2)  # Within this time the same lead again is the same lead.
SAID = {
    LeadDecision.YES: "The desk takes it on.", LeadDecision.NOT_NOW: "Not now.", LeadDecision.NO: "No.",
}  # fmt: skip


@dataclass(frozen=True)
class LeadEntry:
    """A lead as somebody tells it: what it is, why now, who would care, who could speak."""

    what: str
    why_now: str = ""
    who_cares: str = ""
    who_speaks: str = ""


def entry_of(record: LeadRecord) -> LeadEntry:
    row = record.row
    return LeadEntry(row.what, row.why_now, row.who_cares, row.who_speaks)


def hand_in(desk: Desk, *, actor: Actor, entry: LeadEntry) -> LeadRecord:
    """Takes a lead from anybody on the staff and scores it. Invalid beside each field."""
    authorize(actor, "pass_on")
    entry, now = _checked(entry), desk.clock()
    with desk.database.write() as session:
        team = session.get_one(Team, actor.team_id, with_for_update=True)
        twin = select(Lead).where(
            Lead.team_id == team.id,
            Lead.submitted_by == actor.id,
            Lead.what == entry.what,
            col(Lead.submitted_at) > now - TWICE,
        )
        there = session.exec(twin).first()
        if there is not None:
            return read(session, there)
        team.last_lead += 1
        session.add(team)
        lead = Lead(
            team_id=team.id, number=team.last_lead, what=entry.what, submitted_by=actor.id, submitted_at=now,
            due_at=clocks.of(session, team.id).hours.end_of_work_after(now, WORKING_DAYS),
        )  # fmt: skip
        _tell(session, desk, lead, entry)
        return _remember(session, desk, actor, lead, "handed_in")


def edit(desk: Desk, *, actor: Actor, lead_id: int, entry: LeadEntry) -> LeadRecord:
    """What whoever handed it in says of it now, while nobody has answered. It is scored anew."""
    entry = _checked(entry)
    with desk.database.write() as session:
        lead = find(session, actor, lead_id, hold=True)
        if lead.submitted_by != actor.id:
            raise NotAllowed("Only whoever handed a lead in changes what it says.")
        if lead.decision is not None:
            raise Conflict("It was answered meanwhile. Hand in a new one if there is more to say.")
        if entry == LeadEntry(lead.what, lead.why_now, lead.who_cares, lead.who_speaks):
            return read(session, lead)
        _tell(session, desk, lead, entry)
        return _remember(session, desk, actor, lead, "edited")


def decide(desk: Desk, *, actor: Actor, lead_id: int, decision: LeadDecision, reason: str = "") -> LeadRecord:
    """The desk's answer, which goes to whoever handed it in. Not now and no need a reason; Conflict where it was answered."""
    authorize(actor, "work")
    needed = decision != LeadDecision.YES
    reason = taken(reason, what="The reason", most=LONGEST, field="reason", blank=not needed)
    with desk.database.write() as session:
        lead = find(session, actor, lead_id, hold=True)
        if lead.decision is not None:
            if (lead.decision, lead.decided_by, lead.reason) == (decision, actor.id, reason):
                return read(session, lead)
            raise Conflict(
                f"{read(session, lead).name(lead.decided_by)} answered {lead.reference} already. Take that back first."
            )
        lead.decision, lead.reason, lead.decided_by, lead.decided_at = decision, reason, actor.id, desk.clock()
        return _remember(session, desk, actor, lead, "decided", decision=decision.value)


def undo(desk: Desk, *, actor: Actor, lead_id: int) -> LeadRecord:
    """Takes an answer back: the lead waits again, and the message that told it says so."""
    authorize(actor, "work")
    with desk.database.write() as session:
        lead = find(session, actor, lead_id, hold=True)
        if lead.decision is None:
            raise Conflict(f"{lead.reference} waits for an answer: there is nothing to take back.")
        lead.decision, lead.reason, lead.decided_by, lead.decided_at = None, "", None, None
        return _remember(session, desk, actor, lead, "undone")


def _checked(entry: LeadEntry) -> LeadEntry:
    wrong: dict[str, str] = {}

    def take(name: str, text: str, what: str, *, blank: bool = True) -> str:
        try:
            return taken(text, what=what, most=LONGEST, field=name, blank=blank)
        except Invalid as problem:
            wrong.update(problem.fields)
            return text

    kept = LeadEntry(
        take("what", entry.what, "The story", blank=False), take("why_now", entry.why_now, "Why now"),
        take("who_cares", entry.who_cares, "Who cares"), take("who_speaks", entry.who_speaks, "Who could speak"),
    )  # fmt: skip
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return kept


def _tell(session: Session, desk: Desk, lead: Lead, entry: LeadEntry) -> None:
    """Puts the words into the row, and what the rules make of them."""
    lead.what, lead.why_now, lead.who_cares, lead.who_speaks = entry.what, entry.why_now, entry.who_cares, entry.who_speaks
    hours = clocks.of(session, lead.team_id).hours
    events = session.exec(
        select(PressEvent).where(
            PressEvent.team_id == lead.team_id, PressEvent.kind == EventKind.AWARENESS_DAY, col(PressEvent.confidential).is_(False),
            col(PressEvent.cancelled_at).is_(None),
        )
    )  # fmt: skip
    calendar = [(one.title, hours.day_of(one.starts_at)) for one in events]
    story = Story(entry.what, entry.why_now, entry.who_cares, entry.who_speaks, hours.day_of(desk.clock()), calendar)
    lead.score = score(story).kept


def _remember(session: Session, desk: Desk, actor: Actor, lead: Lead, action: str, **details: str) -> LeadRecord:
    """The audit entry, which quotes nobody, the card, and the answer to whoever waits for one."""
    session.add(lead)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"lead.{action}", object=f"lead:{lead.id}",
        details={"number": lead.number, "total": lead.score.get("total", 0), **details},
    )  # fmt: skip
    show(session, desk, lead)
    user = inquiries.user_of(lead.submitted_by)
    if action == "decided" and lead.decided_at is not None and lead.submitted_by != actor.id:
        outbox.put(
            session, at=desk.clock(), kind="lead_answer", lane=user, key=f"lead_answer:{lead.id}:{lead.decided_at.isoformat()}",
            lead=lead.id, conversation=user, mark=lead.decided_at.isoformat(),
        )  # fmt: skip
    return read(session, lead)


def show(session: Session, desk: Desk, lead: Lead) -> None:
    """Asks for the card, and for every message about the lead, to be shown as it now is."""
    channel = teams.team_of(session, lead.team_id).desk_channel
    if channel:
        outbox.put(session, at=desk.clock(), kind="lead_card", lane=channel, lead=lead.id, conversation=channel)
    outbox.put(session, at=desk.clock(), kind="lead_again", lane=outbox.BACKGROUND, lead=lead.id)
