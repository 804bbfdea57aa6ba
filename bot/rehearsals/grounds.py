"""Grounds: what somebody's answers are held against, read from the record as it is now and as far as they may know it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot import consents, lines, teams
from bot.authority import RANK, Actor
from bot.desk import Desk
from bot.grounding import Source
from bot.lines import Material
from bot.models import (
    House,
    Inquiry,
    Interview,
    Line,
    LineStatus,
    Question,
    Rehearsal,
    Role,
    Sensitivity,
    Spokesperson,
    Terms,
)
from bot.rehearsals.shapes import Closed, Ground, Message

LINES = 3  # Lines that count as messages beside the house, or in its place.
CLOSED = {
    Terms.OFF_RECORD: "is off the record", Terms.DEEP_BACKGROUND: "is on deep background only", Terms.ON_BACKGROUND: "is on background only",
}  # fmt: skip


def read(session: Session, desk: Desk, actor: Actor, row: Rehearsal) -> Ground:
    """What the answers of a rehearsal are held against."""
    team = teams.team_of(session, row.team_id)
    today = lines.today(team, desk.clock())
    inquiry = session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None
    sensitivity, terms = (inquiry.sensitivity, inquiry.terms) if inquiry else (Sensitivity.ROUTINE, Terms.ON_RECORD)
    # Off the record is no rule for what is said into a microphone: it is rehearsed as for the record.
    terms = Terms.ON_RECORD if terms == Terms.OFF_RECORD else terms
    usable = lines.usable(session, team_id=row.team_id, matter_sensitivity=sensitivity, terms=terms, today=today)
    texts = [row.topic, *asked(session, row)]
    messages, bridges = _messages(session, usable, texts)
    ordered = lines.nearest(usable, texts, most=len(usable))
    ordered += [one for one in usable if one not in ordered]
    return Ground(
        topic=row.topic, organisation=team.name, messages=messages, bridges=bridges, not_for=_not_for(session, row),
        rows=[Source(one.reference, one.kind, one.text, one.speaker, one.expires_on) for one in ordered],
        closed=_closed(session, desk, actor, usable), lapsed=consents.lapsed(session, team_id=row.team_id, today=today), today=today,
    )  # fmt: skip


def asked(session: Session, row: Rehearsal) -> list[str]:
    """What the journalist asks, as it was logged."""
    if row.inquiry_id is None:
        return []
    found = select(Question).where(Question.inquiry_id == row.inquiry_id).order_by(col(Question.id))
    return [one.text for one in session.exec(found)]


def _messages(session: Session, usable: Sequence[Material], texts: Sequence[str]) -> tuple[list[Message], list[str]]:
    """The house that is nearest to the topic, or the only one, with its bridges; then the nearest lines."""
    parts = [one for one in usable if one.house_id is not None]
    near = lines.nearest(parts, texts, most=1)
    ids = {one.house_id for one in parts}
    house_id = near[0].house_id if near else next(iter(ids)) if len(ids) == 1 else None
    found: list[Message] = []
    bridges: list[str] = []
    if house_id is not None:
        house = session.get_one(House, house_id)
        known = {one.reference: one.text for one in usable}
        found.append(Message(f"{house.reference}.0", house.core_message))
        for number, pillar in enumerate(house.pillars, 1):
            # A proof point is words, or the reference of a row that may have run out by now.
            proofs = [known.get(one, "" if _is_reference(one) else one) for one in pillar.get("proofs", [])]
            found.append(Message(f"{house.reference}.{number}", pillar["message"], tuple(one for one in proofs if one)))
        bridges = list(house.bridges)
    said = [one for one in usable if one.line_id is not None and one.kind == "message" and _is_answer(session, one)]
    nearest = lines.nearest(said, texts, most=LINES)
    return [*found, *(Message(one.reference, one.text) for one in nearest)], bridges


def _is_reference(text: str) -> bool:
    letter, _, number = text.partition("-")
    return len(letter) == 1 and letter.isupper() and number.isdecimal()


def _is_answer(session: Session, one: Material) -> bool:
    """Whether somebody would say it: no boilerplate, which nobody speaks."""
    return one.reference[:1] in "LAH"


def _not_for(session: Session, row: Rehearsal) -> list[str]:
    """What this person is not cleared for, by the register of spokespeople."""
    own = Spokesperson.member_id == row.member_id
    interview = session.get(Interview, row.interview_id) if row.interview_id else None
    found = session.exec(
        select(Spokesperson).where(Spokesperson.team_id == row.team_id, own, col(Spokesperson.active).is_(True))
    )
    topics = [topic for one in found if interview is None or one.id == interview.spokesperson_id for topic in one.not_for]
    return list(dict.fromkeys(topic.strip() for topic in topics if topic.strip()))


def _closed(session: Session, desk: Desk, actor: Actor, usable: Sequence[Material]) -> list[Closed]:
    """Lines that this person may know of and that are not to be said; whoever is not on the desk knows of none."""
    if actor.rank < RANK[Role.VIEWER]:
        return []
    may = {one.line_id for one in usable if one.line_id is not None}
    found = []
    for record in lines.known(session, actor, desk.clock()):
        row = record.row
        if isinstance(row, Line) and row.id not in may and row.status != LineStatus.RETIRED:
            found.append(Closed(row.reference, row.text, _why(row, record.standing.value)))
    return found


def _why(row: Line, standing: str) -> str:
    if row.restricted:
        return "is restricted"
    if row.terms != Terms.ON_RECORD:
        return CLOSED[row.terms]
    if standing == lines.Standing.EXPIRED:
        return f"held until {row.expires_on:%-d %B %Y} and has expired" if row.expires_on else "has expired"
    if standing == lines.Standing.UNAPPROVED:
        return "is not approved yet"
    return f"is for {row.sensitivity.value} matters only"
