"""Carrying: lines out into a file, and in from one, all of it or nothing, with a look at what it would do first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot import files
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import DeskError, Invalid, NotFound
from bot.files import File
from bot.lines.entries import HouseEntry, columns, entry_of
from bot.lines.papers import Paper, flat, paper
from bot.lines.record import LineRecord, Row, Standing, assemble, matter, numbered, records, rows_of
from bot.lines.sheets import Found, Unreadable, as_csv, as_markdown, rows_in
from bot.lines.steps import REFERENCE, approved, edited, written
from bot.models import LineStatus, Member

MOST = 2_000  # Rows in one file.
TOLD = 12  # Rows and errors that are named one by one.
FORMS = ("csv", "md")


@dataclass(frozen=True)
class Carried:
    """What a file does, or would do, row by row (`at` is the line of the file): `added`, `changed` or `left`; `errors`
    hold what keeps it from being taken in, and then nothing was."""

    rows: Sequence[tuple[int, str, str]] = ()
    errors: Sequence[tuple[int, str]] = ()
    applied: bool = False

    def said(self) -> str:
        """In words, a line each."""
        if self.errors:
            told = [f"Line {at}: {what}" for at, what in self.errors[:TOLD]]
            more = [f"…and {len(self.errors) - TOLD} more."] if len(self.errors) > TOLD else []
            return "\n".join(["Nothing was taken in.", *told, *more])
        counted = Counter(what.split(":")[0] for _, _, what in self.rows)
        would = "" if self.applied else "would be "
        counts = (
            f"{counted['added']} {would}added, {counted['changed']} {would}changed, {counted['left']} {would}left as they are."
        )
        told = [f"Line {at}: {reference} {what}" for at, reference, what in self.rows if not what.startswith("left")]
        more = [f"…and {len(told) - TOLD} more."] if len(told) > TOLD else []
        return "\n".join([counts, *told[:TOLD], *more])


class _Looked(Exception):
    """Ends a look: nothing of it is kept."""


def write_out(session: Session, *, team_id: str, form: str, at: datetime, restricted: bool = False) -> str:
    """The team's lines and houses as `csv` or `md`; restricted ones only where asked for."""
    rows = [one for one in rows_of(session, team_id) if restricted or not one.restricted]
    told = records(session, team_id, rows, at)
    flats = [flat(one) for one in told]
    return as_csv(flats) if form == "csv" else as_markdown(flats, f"Lines of {told[0].team.name if told else 'the press desk'}")


def made(desk: Desk, *, member: str, form: str) -> File:
    """The file that somebody asked for in Slack: what everybody on the desk may know."""
    with desk.database.read() as session:
        person = session.get_one(Member, member)
        authorize(Actor.of(person), "look")
        text = write_out(session, team_id=person.team_id, form=form, at=desk.clock())
    return File(f"lines.{form}", text.encode("utf-8-sig" if form == "csv" else "utf-8"), title="Lines")


def handed_in(desk: Desk, *, actor: Actor, file: File, apply: bool) -> str:
    """Takes in what somebody handed in in Slack, or only looks at it; gives what came of it. Invalid with the errors."""
    found = take_in(desk, actor=actor, text=files.text_of(file.content), name=file.name, apply=apply)
    if found.errors:
        raise Invalid(found.said(), file=found.said())
    return found.said() if apply else f"{found.said()}\nNothing was taken in yet: send it again without “Only look”."


def take_in(desk: Desk, *, actor: Actor, text: str, name: str, apply: bool, approve: bool = False) -> Carried:
    """Takes in a file: rows whose reference is known are edited, others written, those that say the same are left. With
    errors nothing is taken in, and without `apply` neither: it is done and undone, so the look is exact.

    Words that come in are approved by nobody, whatever the file says; with `approve` the actor approves what the file calls
    approved, where they may.
    """
    authorize(actor, "work")
    try:
        found = rows_in(text, name)
    except Unreadable as problem:
        return Carried(errors=[(problem.at, str(problem).partition(": ")[2])])
    if len(found) > MOST:
        return Carried(errors=[(1, f"{len(found):,} rows; at most {MOST:,} are taken in at once.")])
    carried = Carried()
    try:
        with desk.database.write() as session:
            carried = _Import(session, desk, actor, approve).of(found)
            if carried.errors or not apply:
                raise _Looked
    except _Looked:
        return carried
    return replace(carried, applied=True)


class _Import:
    def __init__(self, session: Session, desk: Desk, actor: Actor, approve: bool) -> None:
        self._session, self._desk, self._actor, self._approve = session, desk, actor, approve
        self._seen: set[str] = set()
        self._there = {
            _same(entry_of(one)): one for one in rows_of(session, actor.team_id) if matter(one, actor).known_to(actor)
        }

    def of(self, found: Sequence[Found]) -> Carried:
        rows: list[tuple[int, str, str]] = []
        errors: list[tuple[int, str]] = []
        # Lines come before houses, whose proof points may name them.
        for at, given in sorted(found, key=lambda one: (one[1].get("kind") == "house", one[0])):
            try:
                reference, what = self._one(paper(given, at=at))
                rows.append((at, reference, what))
            except Invalid as problem:
                errors += [(at, f"{name}: {text}") for name, text in problem.fields.items()] or [(at, str(problem))]
            except DeskError as problem:
                errors.append((at, str(problem)))
        return Carried(sorted(rows), sorted(errors))

    def _one(self, given: Paper) -> tuple[str, str]:
        row = self._row(given)
        if row is None:
            record = self._written(given)
            return record.row.reference, "added"
        owner = self._member(given.owner) if given.owner else row.owner_id
        record = assemble(self._session, row, self._desk.clock())
        old, entry = columns(entry_of(row)), replace(given.entry, owner_id=owner)
        after = record
        if columns(entry) != old:
            after = edited(self._session, self._desk, self._actor, record, entry)
        new = columns(entry_of(after.row))
        changed = [name for name in new if new[name] != old[name]]
        self._approved(given, after)
        return row.reference, f"changed: {', '.join(changed)}" if changed else "left"

    def _row(self, given: Paper) -> Row | None:
        """The row that it is about, None for a new one."""
        if not given.reference:
            return self._there.get(_same(given.entry))
        if given.reference in self._seen:
            raise Invalid(f"{given.reference} stands in the file twice.")
        self._seen.add(given.reference)
        row = numbered(self._session, self._actor.team_id, *self._number(given))
        if row is not None and not matter(row, self._actor).known_to(self._actor):
            raise NotFound(f"{given.reference} is taken. Leave the reference empty to add it under another one.")
        return row

    def _number(self, given: Paper) -> tuple[str, int]:
        letter, _, number = given.reference.partition("-")
        is_house = isinstance(given.entry, HouseEntry)
        fits = REFERENCE.fullmatch(given.reference) is not None if not is_house else letter == "M" and number.isdecimal()
        if not fits or len(number) > 6 or not int(number):
            raise Invalid(f"“{given.reference[:20]}” is no reference. They look like {'M-0002' if is_house else 'F-0012'}.")
        return letter, int(number)

    def _written(self, given: Paper) -> LineRecord:
        number = self._number(given)[1] if given.reference else None
        taken = number is not None and any(
            one.number == number and isinstance(entry_of(one), HouseEntry) == isinstance(given.entry, HouseEntry)
            for one in rows_of(self._session, self._actor.team_id)
        )
        if taken:
            raise Invalid(f"The number of {given.reference} is taken by another one. Leave the reference empty to add it.")
        owner = self._member(given.owner) if given.owner else self._actor.id
        entry = replace(given.entry, owner_id=owner)
        record = written(self._session, self._desk, self._actor, entry, number=number, past=True)
        if given.reference and record.row.reference != given.reference:
            raise Invalid(
                f"{given.reference} is no reference of a {given.entry.kind.value if not isinstance(given.entry, HouseEntry) else 'house'}."
            )
        if given.status == LineStatus.RETIRED:
            record.row.status = LineStatus.RETIRED
            self._session.add(record.row)
        self._approved(given, record)
        return record

    def _approved(self, given: Paper, record: LineRecord) -> None:
        if self._approve and given.status == LineStatus.APPROVED and record.standing == Standing.UNAPPROVED:
            approved(self._session, self._desk, self._actor, record, seen=record.row.version)

    def _member(self, user: str) -> str:
        member = self._session.get(Member, f"slack:{self._actor.team_id}:{user}")
        if member is None:
            raise Invalid("It can't be read.", owner=f"nobody on the desk has the id “{user[:40]}”")
        return member.id


def _same(entry: object) -> tuple[object, ...]:
    """What tells two entries without a reference apart: their kind and words."""
    if isinstance(entry, HouseEntry):
        return "house", entry.issue, entry.core_message
    return getattr(entry, "kind", ""), getattr(entry, "question", ""), getattr(entry, "text", "")
