"""The demo's best-known contact: a reporter with all that a card may hold, and her paper's own card.

It comes last: the interview of twelve days ago is told on top of the questions, clips and pitches that are there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from bot import debriefs, teams
from bot.coverage import outlets
from bot.coverage.outlets import OutletEntry
from bot.debriefs import Entry, Promised
from bot.models import Inquiry, InquiryJournalist, Interview, InterviewFormat, Journalist, Outlet, Promise, Spokesperson
from bot.relationships import changes, merging, record
from bot.relationships.changes import ContactEntry

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

MARA, TOBI = "U0MARA", "U0TOBI"
WREN, GAZETTE, SPEAKER = "Wren Castellane", "Eastmarsh Gazette", "Dinah Osei"
TWICE = ContactEntry("W. Castellane", ("w.castellane@mail.example",), "01632 960 555", provenance="The list of 2024, row 41")


def fill(teller: Teller) -> None:
    """An interview and what was learnt, who she is, and that she was on record twice."""
    with teller.desk.database.read() as session:
        wren = session.exec(select(Journalist.id).where(Journalist.name == WREN)).one() or 0
        gazette = session.exec(select(Outlet.id).where(Outlet.name == GAZETTE)).one() or 0
    _spoke(teller, wren, gazette)
    _known(teller, wren, gazette)
    _once(teller, wren)
    teller.post()


def _spoke(teller: Teller, wren: int, gazette: int) -> None:
    teller.on(12, "15:00")
    tobi, starts = teller.actor(TOBI), teller.clock.now
    with teller.desk.database.write() as session:
        number = teams.next_number(session, tobi.team_id, "last_interview")
        row = Interview(
            team_id=tobi.team_id, number=number, inquiry_id=_inquiry(session, wren), journalist_id=wren, outlet_id=gazette,
            spokesperson_id=_speaker(session, tobi.id, tobi.team_id, starts), topic="A winter at the night shelter", format=InterviewFormat.PRINT,
            starts_at=starts, minutes=25, place="By phone", rules="On the record. Nobody staying at the shelter is named.",
            uid=f"winter-{number}@harbourlight.example", booked_by=tobi.id, booked_at=starts - timedelta(days=2),
        )  # fmt: skip
        session.add(row)
        session.flush()
        reference = row.reference
    teller.on(12, "16:10")
    owed = teller.hours.on(8, "12:00").astimezone(UTC)
    debriefs.give(
        teller.desk, actor=tobi, reference=reference,
        entry=Entry(
            "Dinah said that nobody is turned away before midnight, and why the beds are 34.", went=4,
            lessons="Asks every figure twice and wants to know what it counts. Have the source at hand, and offer a volunteer to talk to.",
            promised=(Promised("Nights with more than 34 guests, last winter and this one", owed, tobi.id),),
        ),
    )  # fmt: skip
    teller.on(9, "10:20")
    with teller.desk.database.read() as session:
        theirs = select(Promise.id).where(Promise.journalist_id == wren).order_by(col(Promise.id).desc())
        promise = session.exec(theirs).first() or 0
    debriefs.keep(teller.desk, actor=tobi, promise_id=promise)


def _inquiry(session: Session, wren: int) -> int | None:
    asked = select(Inquiry.id).join(InquiryJournalist).where(InquiryJournalist.journalist_id == wren)
    return session.exec(asked.where(col(Inquiry.restricted).is_(False))).first()


def _speaker(session: Session, by: str, team_id: str, at: datetime) -> int:
    """Who speaks for the trust, as the register has her."""
    found = session.exec(select(Spokesperson).where(Spokesperson.name == SPEAKER)).first()
    if found is None:
        member = f"slack:{team_id}:U0DINAH"
        found = Spokesperson(
            team_id=team_id, member_id=member, name=SPEAKER, title="Executive director", added_by=by, added_at=at
        )
        session.add(found)
        session.flush()
    return found.id or 0


def _known(teller: Teller, wren: int, gazette: int) -> None:
    teller.on(4, "11:30")
    mara, desk = teller.actor(MARA), teller.desk
    entry = changes.entry_of(record.get(desk, actor=mara, journalist_id=wren))
    told: dict[str, Any] = {
        "outlet": GAZETTE, "title": "Senior reporter", "since": teller.today.replace(year=teller.today.year - 3, month=3, day=1),
        "beats": ("Housing", "Local government"), "region": "Northcoast", "languages": ("English",),
        "preference": "By mail before noon, by phone after. Never on Mondays, when the paper goes to print.",
        "notes": "Fair and exact. Wants the person who runs it, and reads quotes back.",
        "provenance": "her first mail to press@", "review_on": teller.today + timedelta(days=330),
    }  # fmt: skip
    changes.save(desk, actor=mara, journalist_id=wren, entry=replace(entry, **told))
    one = outlets.get(desk, actor=mara, outlet_id=gazette).row
    outlets.save(
        desk, actor=mara, outlet_id=gazette,
        entry=OutletEntry(
            one.name, one.tier, "newspaper", domains=tuple(one.domains), region="Eastmarsh and the coast", languages=("English",),
            deadlines="Pages close at 16:00; the Saturday paper on Friday at noon",
        ),
    )  # fmt: skip


def _once(teller: Teller, wren: int) -> None:
    teller.on(3, "14:45")
    mara, desk = teller.actor(MARA), teller.desk
    other = changes.add(desk, actor=mara, entry=TWICE).row.id or 0
    pair = merging.pair(desk, actor=mara, journalist_id=wren, other_id=other)
    merging.merge(desk, actor=mara, gone_id=other, kept_id=wren, because=", ".join(pair.reasons))
