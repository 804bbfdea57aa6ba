"""Changes: a contact put on record, edited, blocked, and each step taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from bot import audit, contacts, inquiries, search
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed
from bot.models import ContactEvent, Inquiry, InquiryJournalist, Journalist, LawfulBasis, OutletRole
from bot.relationships.moves import take_apart
from bot.relationships.record import ContactRecord, read, roles_of
from bot.relationships.visible import ADDED, MERGED, find, is_known
from bot.text import folded, one_line, taken

ADDRESS = re.compile(r"[^\s<>,;()@]+@[^\s<>,;()@]+\.[^\s<>,;()@]+")
EMAILS, ITEMS = 10, 20
WORDS = {
    "name": "name", "email": "e-mail", "other_emails": "other addresses", "phone": "phone", "beats": "beats", "region": "region",
    "languages": "languages", "tags": "tags", "preference": "how they like to be reached", "notes": "notes",
    "provenance": "provenance", "basis": "lawful basis", "review_on": "next review",
}  # fmt: skip
RESTORED = (*WORDS, "key", "outlet_id", "do_not_contact_at", "do_not_contact_by", "do_not_contact_because")


@dataclass(frozen=True)
class ContactEntry:
    """A contact as somebody means to have it. The first of `emails` is the main one; `title` and `since` are of what they do
    at `outlet`, a name, empty for none."""

    name: str
    emails: Sequence[str] = ()
    phone: str = ""
    outlet: str = ""
    title: str = ""
    since: date | None = None
    beats: Sequence[str] = ()
    region: str = ""
    languages: Sequence[str] = ()
    tags: Sequence[str] = ()
    preference: str = ""
    notes: str = ""
    provenance: str = ""
    basis: LawfulBasis = LawfulBasis.LEGITIMATE_INTEREST
    review_on: date | None = None


def entry_of(record: ContactRecord) -> ContactEntry:
    """The contact as its form shows it."""
    one, role = record.row, record.role
    return ContactEntry(
        one.name, tuple(filter(None, [one.email, *one.other_emails])), one.phone or "", record.outlet.name if record.outlet else "",
        role.title if role else "", role.started_on if role else None, tuple(one.beats), one.region, tuple(one.languages),
        tuple(one.tags), one.preference, one.notes, one.provenance, one.basis, one.review_on,
    )  # fmt: skip


def add(desk: Desk, *, actor: Actor, entry: ContactEntry) -> ContactRecord:
    """Puts somebody on record. Invalid beside each field; Conflict where an address is somebody's already."""
    authorize(actor, "work")
    columns = checked(entry)
    with desk.database.write() as session:
        _refuse_taken(session, actor, columns, None)
        row = Journalist(team_id=actor.team_id, key=_key(columns["name"]), created_at=desk.clock(), **columns)
        session.add(row)
        session.flush()
        _place(session, desk, row, entry)
        note(session, desk, actor, row, ADDED, "put them on record")
        return read(session, desk, actor, row)


def save(desk: Desk, *, actor: Actor, journalist_id: int, entry: ContactEntry) -> ContactRecord:
    """Keeps what somebody says of a contact; Invalid beside each field. The same again changes nothing."""
    authorize(actor, "work")
    columns = checked(entry)
    with desk.database.write() as session:
        row = find(session, actor, journalist_id, hold=True)
        _refuse_taken(session, actor, columns, row)
        before = kept(session, row)
        for name, value in columns.items():
            setattr(row, name, value)
        row.key = _key(row.name)
        session.add(row)
        _place(session, desk, row, entry)
        told = _told(before, kept(session, row))
        if told:
            note(session, desk, actor, row, "edited", f"changed {', '.join(told)}", before=before)
            if "name" in told:
                remember(session, desk, journalist_id)
        return read(session, desk, actor, row)


def forbid(desk: Desk, *, actor: Actor, journalist_id: int, because: str) -> ContactRecord:
    """Says that somebody must not be contacted, with the reason. It blocks everything until an admin lifts it."""
    authorize(actor, "work")
    because = one_line(taken(because, what="The reason", most=500, field="because", blank=False))
    with desk.database.write() as session:
        row = find(session, actor, journalist_id, hold=True)
        if row.do_not_contact_at is None:
            row.do_not_contact_at, row.do_not_contact_by, row.do_not_contact_because = desk.clock(), actor.id, because
            session.add(row)
            note(session, desk, actor, row, "forbidden", f"do not contact: {because}")
        return read(session, desk, actor, row)


def allow(desk: Desk, *, actor: Actor, journalist_id: int) -> ContactRecord:
    """Lifts it. Only an admin may."""
    authorize(actor, "look")
    with desk.database.write() as session:
        row = find(session, actor, journalist_id, hold=True)
        try:
            authorize(actor, "manage")
        except NotAllowed:
            raise NotAllowed("Only an admin of the press desk can lift “do not contact”.") from None
        if row.do_not_contact_at is not None:
            row.do_not_contact_at, row.do_not_contact_by, row.do_not_contact_because = None, None, ""
            session.add(row)
            note(session, desk, actor, row, "allowed", "may be contacted again")
        return read(session, desk, actor, row)


def undo(desk: Desk, *, actor: Actor, journalist_id: int, event_id: int) -> ContactRecord:
    """Takes back the newest edit. Conflict where another one is the newest by now, or it was taken back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, journalist_id, hold=True)
        event = read(session, desk, actor, row).undoable
        if event is None or event.id != event_id:
            raise Conflict("This contact was changed meanwhile. Open it again.")
        before = event.before or {}
        renamed = before.get("name", row.name) != row.name or MERGED in before
        restore(session, row, before)
        if MERGED in before:
            take_apart(session, row, before[MERGED])
        event.undone = True
        session.add(event)
        note(session, desk, actor, row, "undone", "took the last change back")
        if renamed:
            for one in {journalist_id, (before.get(MERGED) or {}).get("journalist", journalist_id)}:
                remember(session, desk, one)
        return read(session, desk, actor, row)


def note(
    session: Session, desk: Desk, actor: Actor, row: Journalist, action: str, text: str, *,
    before: Mapping[str, Any] | None = None, **details: Any,
) -> None:  # fmt: skip
    """Writes a step into the contact's history and, without a word of theirs, into the audit."""
    event = ContactEvent(
        journalist_id=row.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text,
        before=dict(before) if before is not None else None,
    )  # fmt: skip
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"contact.{action}", object=f"journalist:{row.id}",
        details={"event": event.id, **details},
    )  # fmt: skip


def kept(session: Session, row: Journalist) -> dict[str, Any]:
    """The columns and roles of a contact as they now are, so that they can be restored."""
    session.flush()
    roles = [
        {"outlet_id": one.outlet_id, "title": one.title, "started_on": _day(one.started_on), "ended_on": _day(one.ended_on)}
        for one, _ in sorted(roles_of(session, row.id or 0), key=lambda each: each[0].id or 0)
    ]
    columns = {name: getattr(row, name) for name in RESTORED if not name.startswith("do_not")}
    return {**columns, "basis": row.basis.value, "review_on": _day(row.review_on), "roles": roles}


def restore(session: Session, row: Journalist, before: Mapping[str, Any]) -> None:
    """Makes a contact what it was. "Do not contact" stays as it is."""
    for name, value in before.items():
        if name == "review_on":
            value = date.fromisoformat(value) if value else None
        if name == "basis":
            value = LawfulBasis(value)
        if name not in ("roles", MERGED):
            setattr(row, name, value)
    session.add(row)
    if "roles" in before:
        for one in session.exec(select(OutletRole).where(OutletRole.journalist_id == row.id)):
            session.delete(one)
        for told in before["roles"]:
            started, ended = (date.fromisoformat(told[name]) if told[name] else None for name in ("started_on", "ended_on"))
            role = OutletRole(journalist_id=row.id or 0, outlet_id=told["outlet_id"], title=told["title"], started_on=started)
            role.ended_on = ended
            session.add(role)
    session.flush()


def checked(entry: ContactEntry) -> dict[str, Any]:
    """The columns of an entry, cleaned; Invalid with every field that is wrong."""
    wrong: dict[str, str] = {}

    def take(name: str, text: str, what: str, most: int, *, line: bool = True, blank: bool = True) -> str:
        try:
            return taken(one_line(text) if line else text, what=what, most=most, field=name, blank=blank)
        except Invalid as problem:
            wrong.update(problem.fields)
            return ""

    emails = list(dict.fromkeys(one.strip().casefold() for one in entry.emails if one.strip()))
    strange = next((one for one in emails if not ADDRESS.fullmatch(one) or len(one) > 254), None)
    if strange is not None:
        wrong["emails"] = f"“{strange[:60]}” is no e-mail address. One a line."
    if len(emails) > EMAILS:
        wrong["emails"] = f"At most {EMAILS} addresses fit."
    lists = {name: _items(getattr(entry, name)) for name in ("beats", "languages", "tags")}
    wrong |= {name: f"At most {ITEMS} of up to 60 characters fit." for name, found in lists.items() if _overfull(found)}
    take("outlet", entry.outlet, "The outlet", 200)
    take("title", entry.title, "The job title", 500)
    columns = {
        "name": take("name", entry.name, "The name", 200, blank=False), "phone": take("phone", entry.phone, "The number", 60) or None,
        "region": take("region", entry.region, "The region", 500),
        "preference": take("preference", entry.preference, "How they like to be reached", 500),
        "notes": take("notes", entry.notes, "The notes", 3_000, line=False),
        "provenance": take("provenance", entry.provenance, "Where it comes from", 500),
        "email": emails[0] if emails else None, "other_emails": emails[1:], "basis": entry.basis, "review_on": entry.review_on, **lists,
    }  # fmt: skip
    if wrong:
        raise Invalid("Something in the form needs a look.", **wrong)
    return columns


def _items(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one_line(one) for one in found if one.strip()))


def _overfull(found: Sequence[str]) -> bool:
    return len(found) > ITEMS or any(len(one) > 60 for one in found)


def _refuse_taken(session: Session, actor: Actor, columns: Mapping[str, Any], row: Journalist | None) -> None:
    """Two contacts have no address in common, and no erased one comes back."""
    addresses = list(filter(None, [columns["email"], *columns["other_emails"]]))
    for one in contacts.suppressed(session, team_id=actor.team_id, addresses=addresses):
        raise Invalid("An address was erased.", emails=f"{one} belongs to somebody who asked to be erased; it can't be kept.")
    for one in addresses:
        there = contacts.of_address(session, team_id=actor.team_id, address=one)
        if there is not None and (row is None or there.id != row.id) and is_known(session, actor, there.id or 0):
            raise Invalid("An address is taken.", emails=f"{one} is the address of another contact already.")


def _place(session: Session, desk: Desk, row: Journalist, entry: ContactEntry) -> None:
    """Notes where they work and as what."""
    name, title = one_line(entry.outlet), one_line(entry.title)
    if not name:
        row.outlet_id = None
        session.add(row)
        session.flush()
        return
    outlet = contacts.outlet(session, team_id=row.team_id, name=name)
    contacts.works_at(session, row, outlet.id or 0, at=desk.clock())
    role = next((one for one, _ in roles_of(session, row.id or 0) if one.ended_on is None and one.outlet_id == outlet.id), None)
    if role is None and not (title or entry.since):
        return
    role = role or OutletRole(journalist_id=row.id or 0, outlet_id=outlet.id or 0)
    role.title, role.started_on = title, entry.since or role.started_on
    session.add(role)
    session.flush()


def _told(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed, by its words."""
    found = [words for name, words in WORDS.items() if before[name] != after[name]]
    return [
        *found,
        *(["where they work"] if (before["outlet_id"], before["roles"]) != (after["outlet_id"], after["roles"]) else []),
    ]


def remember(session: Session, desk: Desk, journalist_id: int) -> None:
    """What is searched and shown of the journalist's inquiries has their name in it."""
    theirs = select(Inquiry).join(InquiryJournalist).where(InquiryJournalist.journalist_id == journalist_id)
    for inquiry in session.exec(theirs):
        search.index(session, inquiry)
        inquiries.announce(session, desk, inquiry)


def _key(name: str) -> str:
    return folded(name)[: contacts.LONGEST_KEY]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
