"""Logging: from what a person confirmed in the form to an inquiry on record."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, select

from bot import contacts, outbox
from bot.authority import Actor, authorize
from bot.contacts import Person
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.inquiries.history import conversations, remember
from bot.inquiries.record import InquiryRecord, assemble, read
from bot.models import (
    Channel,
    DeadlineKind,
    Inquiry,
    InquiryJournalist,
    Member,
    Named,
    Offer,
    Question,
    Sensitivity,
    Team,
    Terms,
)
from bot.text import one_line, taken

MOST_QUESTIONS = 60
UNKNOWN = {"unknown", "unbekannt", "inconnu", "desconocido", "?", "-"}


class Moment(BaseModel):
    """A deadline as taken: the words, and the instant they mean where they mean one. `zone` is where it was said; where the
    words can be read in more than one way, `question` asks and `alternatives` are the other readings, each with its label."""

    model_config = ConfigDict(frozen=True)

    words: str
    kind: DeadlineKind
    at: datetime | None = None
    zone: str = "UTC"
    note: str = ""
    question: str = ""
    alternatives: tuple[tuple[str, datetime], ...] = ()


class NewInquiry(BaseModel):
    """What the form says. Topic, who and the deadline are what it takes to save; the rest is filled as work goes on."""

    model_config = ConfigDict(frozen=True)

    topic: str
    journalists: tuple[Person, ...] = ()
    outlet: str = ""
    who_unknown: bool = False
    deadline: Moment
    received_at: datetime | None = None
    channel: Channel = Channel.EMAIL
    questions: tuple[str, ...] = ()
    request_types: tuple[str, ...] = ()
    background: str = ""
    terms: Terms = Terms.ON_RECORD
    embargo_words: str = ""
    embargo_until: datetime | None = None
    sensitivity: Sensitivity = Sensitivity.ROUTINE
    restricted: bool = False
    named: frozenset[str] = Field(default_factory=frozenset)
    source_text: str = ""
    source_channel: str | None = None
    source_ts: str | None = None
    source_link: str | None = None
    offer_id: int | None = None


def log(desk: Desk, *, actor: Actor, entry: NewInquiry, request_id: str) -> InquiryRecord:
    """The inquiry, logged. The same `request_id` again gives the same inquiry and changes nothing.

    Raises Invalid naming the form's fields, Conflict where somebody logged the same message first. A restricted one is
    known at once to those named and whoever logged it, and to nobody else.
    """
    authorize(actor, "log")
    return _logged(desk, actor, checked(entry), request_id)


def pass_on(desk: Desk, *, actor: Actor, entry: NewInquiry, request_id: str) -> InquiryRecord:
    """The same by anybody on the staff, of what a journalist asked them: the desk sorts out the rest. Nobody can restrict an
    inquiry so, or put it on other terms than the record."""
    authorize(actor, "pass_on")
    with desk.database.read() as session:
        if session.get_one(Team, actor.team_id).desk_channel is None:
            raise NotAllowed(
                "The press desk has no channel yet, so nobody would see this. Please tell somebody on the press team."
            )
    entry = entry.model_copy(update={"restricted": False, "named": frozenset(), "terms": Terms.ON_RECORD, "offer_id": None})
    return _logged(desk, actor, checked(entry), request_id, passed_on=True)


def _logged(desk: Desk, actor: Actor, entry: NewInquiry, request_id: str, *, passed_on: bool = False) -> InquiryRecord:
    now = desk.clock()
    with desk.database.write() as session:
        # One logs at a time, so that numbers are counted and the same message is seen to be taken.
        team = session.get_one(Team, actor.team_id, with_for_update=True)
        before = session.exec(select(Inquiry).where(Inquiry.team_id == actor.team_id, Inquiry.request_id == request_id)).first()
        if before is not None:
            return assemble(session, before)
        _refuse_twice(session, actor, entry)
        team.last_number += 1
        session.add(team)
        outlet = contacts.outlet(session, team_id=team.id, name=entry.outlet) if entry.outlet else None
        inquiry = Inquiry(
            team_id=team.id, number=team.last_number, version=0, request_id=request_id, topic=entry.topic,
            received_at=entry.received_at or now, logged_at=now, logged_by=actor.id, channel=entry.channel,
            outlet_id=outlet.id if outlet else None, request_types=list(entry.request_types),
            deadline_words=entry.deadline.words, deadline_kind=entry.deadline.kind, deadline_at=entry.deadline.at,
            deadline_zone=entry.deadline.zone, deadline_note=entry.deadline.note,
            embargo_words=entry.embargo_words or None, embargo_until=entry.embargo_until, background=entry.background,
            source_text=entry.source_text, source_channel=entry.source_channel, source_ts=entry.source_ts,
            source_link=entry.source_link, sensitivity=entry.sensitivity, restricted=entry.restricted,
            terms=entry.terms,
        )  # fmt: skip
        session.add(inquiry)
        session.flush()
        inquiry.background = "\n".join(filter(None, [inquiry.background, *_add_people(session, inquiry, entry, now)]))
        _add_questions(session, inquiry, entry.questions)
        if entry.restricted:
            name_people(session, inquiry, entry.named | {actor.id})
        if entry.offer_id:
            _take_offer(session, inquiry, entry.offer_id)
        remember(
            session, desk, inquiry, actor_id=actor.id, action="logged",
            details={"reference": inquiry.reference, "restricted": inquiry.restricted, **({"passed_on": True} if passed_on else {})},
        )  # fmt: skip
        if passed_on:
            remember(
                session,
                desk,
                inquiry,
                actor_id=actor.id,
                action="noted",
                text="was asked by them and passed it on; promised nothing",
            )
        if team.last_line or team.last_house:
            for place in conversations(session, inquiry):
                outbox.put(session, at=now, kind="lines_near", lane=place, inquiry=inquiry.id, conversation=place)
        return assemble(session, inquiry)


def keep_link(desk: Desk, *, inquiry_id: int, link: str) -> None:
    """Keeps Slack's own link to the message that an inquiry was logged from. It is no step of anybody's."""
    with desk.database.write() as session:
        inquiry = session.get_one(Inquiry, inquiry_id)
        inquiry.source_link = link
        session.add(inquiry)


def keep_number(desk: Desk, *, actor: Actor, inquiry_id: int, journalist_id: int, phone: str) -> InquiryRecord:
    """Makes a number that was given with this inquiry the one that its journalist's contact holds."""
    phone = taken(one_line(phone), what="The number", most=60, field="journalists", blank=False)
    with desk.database.write() as session:
        record = read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        journalist = next((one for one in record.journalists if one.id == journalist_id), None)
        if journalist is None or record.inquiry.restricted:
            raise Conflict("That number can't be kept from here: the inquiry changed since.")
        if journalist.phone != phone:
            text = f"keeps {phone} as the number of {journalist.name}; it was {journalist.phone or 'none'}"
            journalist.phone = phone
            session.add(journalist)
            remember(session, desk, record.inquiry, actor_id=actor.id, action="noted", text=text)
        return assemble(session, record.inquiry)


def checked(entry: NewInquiry) -> NewInquiry:
    """The entry, cleaned; Invalid with every field that is wrong."""
    wrong: dict[str, str] = {}

    def take(field: str, text: str, what: str, most: int, *, line: bool = False, blank: bool = True) -> str:
        try:
            return taken(one_line(text) if line else text, what=what, most=most, field=field, blank=blank)
        except Invalid as problem:
            wrong.update(problem.fields)
            return text

    known = [one for one in entry.journalists if one.name.strip() and one.name.strip().casefold() not in UNKNOWN]
    outlet_known = entry.outlet.strip().casefold() not in UNKNOWN
    kept = {
        "topic": take("topic", entry.topic, "The topic", 250, blank=False),
        "outlet": take("outlet", entry.outlet, "The outlet", 200, line=True) if outlet_known else "",
        "background": take("background", entry.background, "The background", 10_000),
        "embargo_words": take("embargo", entry.embargo_words, "The embargo", 500, line=True),
        "questions": tuple(take("questions", one, "A question", 3_000) for one in entry.questions),
        "journalists": tuple(known),
    }
    take("source_text", entry.source_text, "The text", 100_000)
    take("deadline", entry.deadline.words, "The deadline", 250, line=True)
    for one in known:
        take("journalists", one.name, "A journalist's name", 200)
        take("journalists", f"{one.email or ''} {one.phone or ''}", "A journalist's address and number", 400)
    if len(entry.questions) > MOST_QUESTIONS:
        wrong["questions"] = f"{len(entry.questions)} questions; at most {MOST_QUESTIONS} fit. Put the rest in the background."
    unknown = entry.who_unknown or len(known) < len(entry.journalists) or not outlet_known
    if not known and not kept["outlet"] and not unknown:
        wrong["journalists"] = "Who is asking? A name, an outlet, or the word “unknown”."
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return entry.model_copy(update=kept)


def _refuse_twice(session: Session, actor: Actor, entry: NewInquiry) -> None:
    """One message is one inquiry. Who may not know of the earlier one learns only that the message is taken."""
    earlier = None
    if entry.source_channel and entry.source_ts:
        earlier = session.exec(
            select(Inquiry).where(
                Inquiry.team_id == actor.team_id, Inquiry.source_channel == entry.source_channel,
                Inquiry.source_ts == entry.source_ts,
            )
        ).first()  # fmt: skip
    if earlier is None:
        return
    record = assemble(session, earlier)
    if not record.matter.known_to(actor):
        raise Conflict("This message is already being handled by the press desk.")
    raise Conflict(f"{record.name(earlier.logged_by)} already logged this message as {earlier.reference}.")


def _add_people(session: Session, inquiry: Inquiry, entry: NewInquiry, now: datetime) -> list[str]:
    """Ties the journalists to the inquiry; gives a line for whatever they gave that their contact does not hold."""
    assert inquiry.id is not None
    seen: set[int] = set()
    given: list[str] = []
    for given_person in entry.journalists:
        person = contacts.permitted(session, team_id=inquiry.team_id, person=given_person)
        found = contacts.journalist(
            session, team_id=inquiry.team_id, person=person, outlet_id=inquiry.outlet_id, at=now, learn=not entry.restricted
        )
        given += contacts.not_held(found, person)
        if found.id is not None and found.id not in seen:
            session.add(InquiryJournalist(inquiry_id=inquiry.id, journalist_id=found.id))
            seen.add(found.id)
    session.flush()
    return given


def _add_questions(session: Session, inquiry: Inquiry, questions: tuple[str, ...]) -> None:
    assert inquiry.id is not None
    for number, text in enumerate(questions, start=1):
        session.add(Question(inquiry_id=inquiry.id, number=number, text=text))


def name_people(session: Session, inquiry: Inquiry, member_ids: frozenset[str] | set[str]) -> None:
    """Makes exactly these people the ones named on the inquiry. Invalid where one is unknown here or an outsider."""
    assert inquiry.id is not None
    for member_id in sorted(member_ids):
        member = session.get(Member, member_id)
        if member is None or member.team_id != inquiry.team_id or member.outsider:
            who = member.name if member else "One of them"
            raise Invalid(f"{who} can't be named: only members of this workspace.", named=f"{who} is not a member here.")
    for row in session.exec(select(Named).where(Named.inquiry_id == inquiry.id)).all():
        if row.member_id not in member_ids:
            session.delete(row)
    session.flush()
    have = set(session.exec(select(Named.member_id).where(Named.inquiry_id == inquiry.id)))
    session.add_all(Named(inquiry_id=inquiry.id, member_id=member_id) for member_id in member_ids - have)
    session.flush()


def _take_offer(session: Session, inquiry: Inquiry, offer_id: int) -> None:
    """The offer is logged: its text lives in the inquiry now, and the question under the message is answered."""
    offer = session.get(Offer, offer_id)
    if offer is None or offer.team_id != inquiry.team_id:
        return
    offer.state, offer.text, offer.inquiry_id = "logged", None, inquiry.id
    session.add(offer)
    session.flush()
    outbox.put(session, at=inquiry.logged_at, kind="offer", lane=offer.asked_in or offer.channel, offer=offer.id)
