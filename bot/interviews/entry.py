"""Entry: an interview as somebody means to have it, and the columns that it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session

from bot import contacts, spokespeople, teams
from bot.authority import Actor
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.errors import Invalid
from bot.inquiries import InquiryRecord
from bot.interviews import times
from bot.models import InquiryJournalist, Interview, InterviewFormat, Journalist, Member, Outlet, Spokesperson
from bot.text import one_line, taken

LISTENERS = 20


@dataclass(frozen=True)
class InterviewEntry:
    """An interview as its form has it. `when` are words, and `picked` an instant that counts without them; `zone` is a name,
    empty for the desk's. Of whom it is with `journalist_id` is offered by an inquiry, `whom` is a line "Name, Outlet".
    `rules` are the ground rules; `agreed_by` is a member's id."""

    topic: str = ""
    spokesperson_id: int | None = None
    format: InterviewFormat | None = None
    when: str = ""
    picked: datetime | None = None
    zone: str = ""
    minutes: str = "30"
    place: str = ""
    link: str = ""
    rules: str = ""
    agreed_at: datetime | None = None
    agreed_by: str | None = None
    listens_in: Sequence[str] = ()
    journalist_id: int | None = None
    whom: str = ""


def columns_of(
    session: Session, desk: Desk, actor: Actor, entry: InterviewEntry, inquiry: InquiryRecord | None, row: Interview | None
) -> dict[str, Any]:  # fmt: skip
    """What an entry means for the row. Invalid beside each field."""
    topic = one_line(taken(entry.topic, what="The topic", most=250, field="topic")) or (
        inquiry.inquiry.topic if inquiry else ""
    )
    if not topic:
        raise Invalid("What is it about?", topic="One line: what is it about?")
    if entry.format is None:
        raise Invalid("Live, recorded, print or a podcast?", format="Choose one.")
    zone = spokespeople.zone_named(entry.zone, row.zone if row else teams.team_of(session, actor.team_id).zone)
    at = times.begins(entry.when, entry.picked, now=desk.clock(), zone=zone)
    # In UTC: an instant in the hour that comes twice, or never, equals no other one in another zone, not even itself.
    starts_at = at.astimezone(UTC)
    rules = taken(entry.rules, what="The ground rules", most=3_000, field="rules")
    speaker = _speaker(session, actor, entry.spokesperson_id, inquiry, row)
    journalist, outlet = _whom(session, desk, actor, entry, inquiry, row)
    return {
        "topic": topic, "format": entry.format, "starts_at": starts_at, "zone": times.zone_of(at, zone),
        "minutes": times.minutes_of(entry.minutes), "place": one_line(taken(entry.place, what="The place", most=500, field="place")),
        "link": _link(entry.link), "rules": rules, "spokesperson_id": speaker.id,
        "rules_agreed_at": _agreed_at(desk, entry, row) if rules else None,
        "rules_agreed_by": _agreed_by(session, actor, entry.agreed_by) if rules else None,
        "listens_in": _listeners(session, actor, entry.listens_in, inquiry),
        "journalist_id": journalist.id if journalist else None, "outlet_id": outlet.id if outlet else None,
    }  # fmt: skip


def _speaker(
    session: Session, actor: Actor, spokesperson_id: int | None, inquiry: InquiryRecord | None, row: Interview | None
) -> Spokesperson:  # fmt: skip
    if spokesperson_id is None:
        raise Invalid("Who speaks?", speaker="Choose who speaks. `/press speakers` adds somebody.")
    one = spokespeople.find(session, actor, spokesperson_id)
    if not one.active and (row is None or row.spokesperson_id != one.id):
        raise Invalid("They speak for us no more.", speaker=f"{one.name} was taken off the register. Choose somebody else.")
    if one.member_id:
        _refuse_unnamed(session, [one.member_id], inquiry, "speaker")
    return one


def _listeners(session: Session, actor: Actor, ids: Sequence[str], inquiry: InquiryRecord | None) -> list[str]:
    found = list(dict.fromkeys(ids))
    if len(found) > LISTENERS:
        raise Invalid("Too many listen in.", listens_in=f"At most {LISTENERS}.")
    for one in found:
        member = session.get(Member, one)
        if member is None or member.team_id != actor.team_id or member.outsider:
            raise Invalid(
                "Guests can't listen in.", listens_in="Guests, bots and people from other workspaces can't listen in."
            )
    _refuse_unnamed(session, found, inquiry, "listens_in")
    return found


def _refuse_unnamed(session: Session, ids: Sequence[str], inquiry: InquiryRecord | None, field: str) -> None:
    """Nobody is told of a restricted inquiry by being put into its interview."""
    if inquiry is None or not inquiry.inquiry.restricted:
        return
    others = [session.get_one(Member, one).name for one in ids if one not in inquiry.named]
    if others:
        wrong = (
            f"{', '.join(others)}: not named on {inquiry.inquiry.reference}, which is restricted. Name them first, under More."
        )
        raise Invalid(wrong, **{field: wrong})


def _whom(
    session: Session, desk: Desk, actor: Actor, entry: InterviewEntry, inquiry: InquiryRecord | None, row: Interview | None
) -> tuple[Journalist | None, Outlet | None]:  # fmt: skip
    """Whom it is with, known or made known."""
    text = one_line(taken(entry.whom, what="The name", most=400, field="whom"))
    if text:
        return _met(session, desk, actor, text, inquiry)
    if entry.journalist_id is not None:
        offered = {one.id: one for one in inquiry.journalists} if inquiry else {}
        kept = session.get(Journalist, entry.journalist_id) if row and row.journalist_id == entry.journalist_id else None
        one = offered.get(entry.journalist_id) or kept
        if one is None:
            raise Invalid("They are no longer on this inquiry.", journalist="Choose again, or write their name below.")
        refuse_blocked(one, "journalist")
        outlet_id = (inquiry.inquiry.outlet_id if inquiry else None) or one.outlet_id
        return one, session.get(Outlet, outlet_id) if outlet_id else None
    if inquiry is not None and inquiry.outlet is not None:
        return None, inquiry.outlet
    raise Invalid("With whom?", whom="Who asks: “Name, Outlet”, or “, Outlet” where nobody is named yet.")


def _met(
    session: Session, desk: Desk, actor: Actor, text: str, inquiry: InquiryRecord | None
) -> tuple[Journalist | None, Outlet | None]:
    name, _, outlet_name = (part.strip() for part in text.partition(","))
    if len(name) > 200 or len(outlet_name) > 200 or not (name or outlet_name):
        raise Invalid("With whom?", whom="“Name, Outlet”, each at most 200 characters long.")
    outlet = contacts.outlet(session, team_id=actor.team_id, name=outlet_name) if outlet_name else None
    if not name:
        return None, outlet
    closed = inquiry is not None and inquiry.inquiry.restricted
    person = contacts.permitted(session, team_id=actor.team_id, person=contacts.person(name))
    one = contacts.journalist(
        session, team_id=actor.team_id, person=person, outlet_id=outlet.id if outlet else None, at=desk.clock(), learn=not closed
    )  # fmt: skip
    while one.merged_into_id is not None:
        one = session.get_one(Journalist, one.merged_into_id)
    refuse_blocked(one, "whom")
    if inquiry is not None and one.id not in {each.id for each in inquiry.journalists}:
        # A contact is as closed as what they are known from.
        insert_unless_there(session, InquiryJournalist(inquiry_id=inquiry.inquiry.id or 0, journalist_id=one.id or 0))
    if outlet is None and one.outlet_id is not None:
        outlet = session.get(Outlet, one.outlet_id)
    return one, outlet


def refuse_blocked(one: Journalist | None, field: str) -> None:
    """Invalid where they must not be contacted."""
    if one is not None and one.do_not_contact_at is not None:
        wrong = f"{one.name} must not be contacted. An admin can lift that on their card: `/press who`."
        raise Invalid(wrong, **{field: wrong})


def _link(text: str) -> str:
    link = one_line(taken(text, what="The link", most=2_000, field="link"))
    if link and "://" not in link and re.match(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)", link):
        link = f"https://{link}"
    try:
        fits = not link or (urlsplit(link).scheme in ("http", "https") and bool(urlsplit(link).hostname) and " " not in link)
    except ValueError:
        fits = False
    if not fits:
        raise Invalid("That is no link.", link="A link begins with https://. A number or a room goes into “Place or number”.")
    return link


def _agreed_at(desk: Desk, entry: InterviewEntry, row: Interview | None) -> datetime:
    """When the rules were agreed. Left empty it is now, or as it was where the rules are the same."""
    same = row.rules_agreed_at if row is not None and row.rules == entry.rules.strip() else None
    at = entry.agreed_at or same or desk.clock()
    if at > desk.clock():
        raise Invalid(
            "That is to come.", agreed_at="Ground rules are agreed before they are recorded: choose a time that is past."
        )
    return at


def _agreed_by(session: Session, actor: Actor, member_id: str | None) -> str:
    member = session.get(Member, member_id) if member_id else None
    if member_id and (member is None or member.team_id != actor.team_id):
        raise Invalid("Who agreed them?", agreed_by="Choose somebody of this workspace.")
    return member_id or actor.id
