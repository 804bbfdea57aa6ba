"""Imports: a spreadsheet of contacts is read, looked at, taken in, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, delete, func, select

from bot import audit, contacts, outbox
from bot.authority import Actor, authorize
from bot.contacts import spreadsheets
from bot.contacts.columns import FIELDS
from bot.contacts.spreadsheets import Row
from bot.coverage import outlets
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.files import File
from bot.models import ClipLink, ContactEvent, ContactImport, Journalist, LinkKind, Outlet, OutletRole
from bot.relationships import plans
from bot.relationships.changes import ITEMS, note
from bot.relationships.plans import Plan
from bot.text import folded, shortened

MOST_REFUSED = 500  # That are named one by one.
FILLED = ("email", "other_emails", "phone", "outlet_id", "beats", "region", "languages", "tags", "preference", "notes")


@dataclass(frozen=True)
class Preview:
    """An import before it is done: what its columns are taken for, and what it would do."""

    row: ContactImport
    plan: Plan


def handed_in(desk: Desk, *, actor: Actor, file: File) -> str:
    """Reads a spreadsheet and keeps it to be looked at; gives what was found. Invalid where it can't be read. Of one person
    only the newest waits."""
    authorize(actor, "work")
    sheet = spreadsheets.read(file.content, file.name)
    with desk.database.write() as session:
        session.execute(delete(ContactImport).where(col(ContactImport.by) == actor.id, col(ContactImport.started_at).is_(None)))
        row = ContactImport(
            team_id=actor.team_id, name=shortened(file.name, 300), by=actor.id, at=desk.clock(), rows=len(sheet.rows),
            sheet={"headings": list(sheet.headings), "rows": [[at, list(cells)] for at, cells in sheet.rows]},
            mapping={str(place): field for place, field in sheet.mapping().items()},
        )  # fmt: skip
        session.add(row)
        session.flush()
        _audit(session, desk, actor, row, "read", rows=row.rows)
    return f"{len(sheet.rows):,} rows were read. `/press who import` shows what they would do; nothing was taken in yet."


def waiting(desk: Desk, *, actor: Actor) -> Preview | None:
    """What this person handed in and did not take in yet."""
    authorize(actor, "work")
    with desk.database.read() as session:
        asked = select(ContactImport).where(ContactImport.by == actor.id, col(ContactImport.started_at).is_(None))
        row = session.exec(asked.order_by(col(ContactImport.id).desc())).first()
        return Preview(row, plans.plan(session, row)) if row else None


def latest(desk: Desk, *, actor: Actor) -> ContactImport | None:
    """What the team took in last."""
    authorize(actor, "work")
    with desk.database.read() as session:
        asked = select(ContactImport).where(ContactImport.team_id == actor.team_id, col(ContactImport.finished_at).is_not(None))
        return session.exec(asked.order_by(col(ContactImport.id).desc())).first()


def map_columns(desk: Desk, *, actor: Actor, import_id: int, mapping: Mapping[int, str]) -> None:
    """Says what the columns are; those left out are not read."""
    with desk.database.write() as session:
        row = _row(session, actor, import_id, hold=True)
        _refuse_started(row)
        row.mapping = {str(place): field for place, field in sorted(mapping.items()) if field in FIELDS}
        session.add(row)


def start(desk: Desk, *, actor: Actor, import_id: int, view: str) -> ContactImport:
    """Has it taken in, with this transaction; how far it is shows in the form."""
    with desk.database.write() as session:
        row = _row(session, actor, import_id, hold=True)
        _refuse_started(row)
        row.started_at = desk.clock()
        session.add(row)
        outbox.put(
            session, at=desk.clock(), kind="contact_import", lane=f"coverage:import:{row.team_id}", key=f"contacts:{row.id}",
            number=import_id, member=actor.id, view=view,
        )  # fmt: skip
        _audit(session, desk, actor, row, "started", rows=row.rows)
        return row


def run(desk: Desk, *, actor: Actor, import_id: int) -> ContactImport:
    """Takes it in, whole or not at all; done twice, the second time changes nothing."""
    with desk.database.read() as session:
        row = _row(session, actor, import_id)
        planned = plans.plan(session, row) if row.finished_at is None else Plan()
    with desk.database.write() as session:
        row = _row(session, actor, import_id, hold=True)
        if row.finished_at is None:
            _Taking(session, desk, actor, row).all(planned)
        return row


def decide(desk: Desk, *, actor: Actor, import_id: int, number: int, same: bool) -> ContactImport:
    """Says of a doubtful row whether it is the contact it may be. Conflict where somebody said so already."""
    with desk.database.write() as session:
        row = _row(session, actor, import_id, hold=True)
        doubt = next((one for one in row.doubtful if one["number"] == number), None)
        if row.undone_at is not None or doubt is None or doubt["decided"]:
            raise Conflict("That was decided meanwhile.")
        _Taking(session, desk, actor, row).doubtful(doubt, same=same)
        _audit(session, desk, actor, row, "decided", same=same, doubt=number)
        return row


def get(desk: Desk, *, actor: Actor, import_id: int) -> ContactImport:
    """One import."""
    authorize(actor, "work")
    with desk.database.read() as session:
        return _row(session, actor, import_id)


def undo(desk: Desk, *, actor: Actor, import_id: int) -> tuple[ContactImport, int]:
    """Takes a whole import back; gives it with how many of its contacts stay, because something was done with them since."""
    with desk.database.write() as session:
        row = _row(session, actor, import_id, hold=True)
        if row.undone_at is not None or row.finished_at is None:
            raise Conflict("There is nothing to take back.")
        for one in reversed(row.changed):
            if "journalist" in one:
                _put_back(session, one)
        stay = _remove_added(session, row)
        for one in row.changed:
            if "outlet" in one:
                _remove_outlet(session, one["outlet"])
        row.undone_at, row.doubtful, row.changed = desk.clock(), [], []
        session.add(row)
        _audit(session, desk, actor, row, "undone", stay=stay)
        return row, stay


class _Taking:
    """Writes contacts from rows. Outlets are looked up once."""

    def __init__(self, session: Session, desk: Desk, actor: Actor, row: ContactImport) -> None:
        self._session, self._desk, self._actor, self._row = session, desk, actor, row
        self._changed: list[dict[str, Any]] = list(row.changed)
        known = session.exec(select(Outlet).where(Outlet.team_id == row.team_id))
        self._outlets = {one.key: one for one in known}

    def all(self, plan: Plan) -> None:
        """Everything that is sure; what is doubtful is kept for a person."""
        row, now = self._row, self._desk.clock()
        added = [self._made(one) for one, _ in plan.new]
        self._session.add_all(added)
        self._session.flush()
        self._session.add_all(
            OutletRole(journalist_id=person.id or 0, outlet_id=person.outlet_id, title=one.role)
            for person, (one, _) in zip(added, plan.new, strict=True)
            if one.role and person.outlet_id
        )
        for journalist_id, one, _ in plan.same:
            self._fill(journalist_id, one)
        row.doubtful = [
            {"number": number, "row": asdict(one.row), "score": one.score, "reasons": list(one.reasons), "decided": "",
             "journalist": one.other if one.other > 0 else added[-one.other - 1].id}
            for number, one in enumerate(plan.doubts, start=1)
        ]  # fmt: skip
        row.added, row.merged, row.done = len(added), len(plan.same) + plan.twice, row.rows
        row.refused = [{"at": at, "why": why} for at, why in plan.refused[:MOST_REFUSED]]
        row.sheet, row.finished_at, row.changed = {}, now, self._changed
        self._session.add(row)
        self._session.flush()
        _audit(
            self._session, self._desk, self._actor, row, "imported", added=row.added, merged=row.merged,
            doubtful=len(row.doubtful), refused=len(plan.refused),
        )  # fmt: skip

    def doubtful(self, doubt: Mapping[str, Any], *, same: bool) -> None:
        """One row, now that a person said who it is."""
        told: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in doubt["row"].items()}
        one = Row(**told)
        if same and self._session.get(Journalist, doubt["journalist"]) is not None:
            self._fill(doubt["journalist"], one)
            self._row.merged += 1
        else:
            person = self._made(one)
            self._session.add(person)
            self._session.flush()
            if one.role and person.outlet_id:
                self._session.add(OutletRole(journalist_id=person.id or 0, outlet_id=person.outlet_id, title=one.role))
            self._row.added += 1
        said = "same" if same else "two"
        self._row.doubtful = [
            {**each, "decided": said, "row": {"name": each["row"]["name"]}} if each["number"] == doubt["number"] else each
            for each in self._row.doubtful
        ]
        self._row.changed = self._changed
        self._session.add(self._row)
        self._session.flush()

    def _made(self, one: Row) -> Journalist:
        outlet = self._outlet(one)
        return Journalist(
            team_id=self._row.team_id, name=one.name, key=folded(one.name)[: contacts.LONGEST_KEY], created_at=self._desk.clock(),
            email=one.emails[0] if one.emails else None, other_emails=list(one.emails[1:]), phone=one.phones[0] if one.phones else None,
            outlet_id=outlet.id if outlet else None, beats=list(one.beats), region=one.region, languages=list(one.languages),
            tags=list(one.tags), preference=one.preference, notes=_notes(one), import_id=self._row.id,
            provenance=shortened(f"{self._row.name}, row {one.at}", 500),
        )  # fmt: skip

    def _fill(self, journalist_id: int, one: Row) -> None:
        """Fills what the contact lacks and overwrites nothing; more addresses are kept beside the ones it has."""
        person = contacts.survivor(self._session, self._session.get_one(Journalist, journalist_id))
        outlet = self._outlet(one) if person.outlet_id is None else None
        before = {name: getattr(person, name) for name in FILLED}
        told: dict[str, Any] = {
            "phone": person.phone or (one.phones[0] if one.phones else None), "region": person.region or one.region,
            "preference": person.preference or one.preference, "notes": person.notes or _notes(one),
            "outlet_id": person.outlet_id or (outlet.id if outlet else None), "email": person.email or next(iter(one.emails), None),
        }  # fmt: skip
        others = [*person.other_emails, *(mail for mail in one.emails if mail != told["email"])]
        told["other_emails"] = list(dict.fromkeys(others))
        for name in ("beats", "languages", "tags"):
            told[name] = list(dict.fromkeys([*getattr(person, name), *getattr(one, name)]))[:ITEMS]
        changed = {name: value for name, value in told.items() if value != before[name]}
        if not changed:
            return
        for name, value in changed.items():
            setattr(person, name, value)
        self._session.add(person)
        was = {name: before[name] for name in changed}
        self._changed.append({"journalist": person.id, "before": was, "after": changed})
        note(self._session, self._desk, self._actor, person, "filled", "filled gaps from a spreadsheet", imported=self._row.id)

    def _outlet(self, one: Row) -> Outlet | None:
        if not one.outlet:
            return None
        key = folded(one.outlet)[: contacts.LONGEST_KEY]
        found = self._outlets.get(key)
        if found is None:
            found = self._outlets[key] = contacts.outlet(self._session, team_id=self._row.team_id, name=one.outlet)
            found.tier = one.tier
            kind = one.kind.casefold()
            found.kind = kind if kind in outlets.KINDS else None
            self._changed.append({"outlet": found.id})
        elif found.tier is None and one.tier:
            found.tier = one.tier
        self._session.add(found)
        return found


def _notes(one: Row) -> str:
    more = [f"Other numbers: {', '.join(one.phones[1:])}"] if len(one.phones) > 1 else []
    return "\n".join(filter(None, [one.notes, *more]))


def _put_back(session: Session, one: Mapping[str, Any]) -> None:
    """What the import filled in, where nobody changed it since."""
    person = session.get(Journalist, one["journalist"])
    if person is None:
        return
    for name, value in one["after"].items():
        if getattr(person, name) == value:
            setattr(person, name, one["before"][name])
    session.add(person)


def _remove_added(session: Session, row: ContactImport) -> int:
    session.flush()
    theirs = set(session.exec(select(Journalist.id).where(Journalist.import_id == row.id)))
    used = set(session.exec(select(ClipLink.subject_id).where(ClipLink.kind == LinkKind.JOURNALIST)))
    for table in Journalist.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "journalist" and table.name not in ("outletrole", "contactevent"):
                used |= set(session.execute(select(table.c[key.parent.name])).scalars())
    used |= set(session.exec(select(ContactEvent.journalist_id).where(ContactEvent.action != "filled")))
    gone = [one for one in theirs - used if one is not None]
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        session.execute(delete(OutletRole).where(col(OutletRole.journalist_id).in_(some)))
        session.execute(delete(ContactEvent).where(col(ContactEvent.journalist_id).in_(some)))
        session.execute(delete(Journalist).where(col(Journalist.id).in_(some)))
    return len(theirs & used)


def _remove_outlet(session: Session, outlet_id: int) -> None:
    for table, column in outlets.references():
        if session.execute(select(func.count()).select_from(table).where(table.c[column] == outlet_id)).scalar():
            return
    found = session.get(Outlet, outlet_id)
    if found is not None:
        session.delete(found)
        session.flush()


def _row(session: Session, actor: Actor, import_id: int, *, hold: bool = False) -> ContactImport:
    authorize(actor, "work")
    row = session.get(ContactImport, import_id, with_for_update=hold or None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("That spreadsheet is not here any more. Hand it in again.")
    return row


def _refuse_started(row: ContactImport) -> None:
    if row.started_at is not None:
        raise Conflict("That spreadsheet is being taken in already.")


def _audit(session: Session, desk: Desk, actor: Actor, row: ContactImport, action: str, **details: Any) -> None:
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"contacts.{action}", object=f"import:{row.id}", details=details
    )


def undecided(row: ContactImport) -> Sequence[Mapping[str, Any]]:
    """The rows that still wait for a person."""
    return [one for one in row.doubtful if not one["decided"]]
