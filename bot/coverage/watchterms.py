"""Watch terms: what the desk looks out for, as people say it, try it, change it and take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage.matches import OURS, match, ours
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Alert, Article, Match, TermKind, WatchTerm
from bot.text import one_line, taken

__all__ = ["OURS", "TermEntry", "TermPage", "match", "ours"]

PAGE = 8
MOST = 200  # Terms of one desk.
ENTRIES = 50  # Names or phrases of one kind in a term.
LONGEST = 200
LATELY = timedelta(days=28)
LISTS = ("aliases", "phrases", "exclude", "context")
SHOWN_FIRST = timedelta(seconds=1)  # Until Slack has surely shown what the form was answered with.


@dataclass(frozen=True)
class TermEntry:
    """A term as somebody means to have it."""

    kind: TermKind = TermKind.US
    name: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    case_sensitive: bool = False

    @classmethod
    def of(cls, row: WatchTerm) -> TermEntry:
        """As it is on record."""
        return cls(row.kind, row.name, **{name: tuple(getattr(row, name)) for name in LISTS}, case_sensitive=row.case_sensitive)

    def kept(self) -> dict[str, Any]:
        """As the columns of its row, but for lists that JSON keeps."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class TermRecord:
    """A term with how many articles meant it in the last 28 days."""

    row: WatchTerm
    lately: int

    @property
    def is_filling(self) -> bool:
        """Whether older articles are still being looked through for it."""
        return self.row.active and self.row.filled_version < self.row.version


@dataclass(frozen=True)
class TermPage:
    """One page of the terms, those of ours first: `total` in all, pages counted from 1."""

    records: Sequence[TermRecord]
    total: int
    page: int
    pages: int


def listing(desk: Desk, *, actor: Actor, page: int = 1) -> TermPage:
    """The page asked for; one that is not there any more is the last one."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = known(session, actor.team_id)
        pages = max(1, -(-len(rows) // PAGE))
        page = min(max(1, page), pages)
        shown = rows[(page - 1) * PAGE : page * PAGE]
        lately = _lately(session, desk, [row.id or 0 for row in shown])
    return TermPage([TermRecord(row, lately.get(row.id or 0, 0)) for row in shown], len(rows), page, pages)


def known(session: Session, team_id: str) -> list[WatchTerm]:
    """Every term of a team, in the order of kinds, then of names."""
    order = list(TermKind)
    found = session.exec(select(WatchTerm).where(WatchTerm.team_id == team_id))
    return sorted(found, key=lambda row: (order.index(row.kind), row.name.casefold()))


def get(desk: Desk, *, actor: Actor, term_id: int) -> TermRecord:
    """One term; NotFound where it is gone or another team's."""
    authorize(actor, "look")
    with desk.database.read() as session:
        row = _row(session, actor, term_id)
        return TermRecord(row, _lately(session, desk, [term_id]).get(term_id, 0))


def save(
    desk: Desk, *, actor: Actor, entry: TermEntry, term_id: int = 0, seen: int = 0, view: str = ""
) -> TermRecord:  # fmt: skip
    """Keeps a new term, or what changed in one that was seen as version `seen`, and has older articles looked through for it.

    `view` is the form's id, where that shows how far it is. Invalid beside the field; Conflict where somebody was faster.
    """
    authorize(actor, "work")
    entry = checked(entry)
    with desk.database.write() as session:
        rows = known(session, actor.team_id)
        same = [one for one in rows if one.name.casefold() == entry.name.casefold() and one.kind == entry.kind]
        if any(one.id != term_id for one in same):
            wrong = f"{entry.name} is watched already."
            raise Invalid(wrong, name=wrong)
        if not term_id and len(rows) >= MOST:
            raise Invalid(f"At most {MOST} terms are watched at once. Remove one first.")
        if not term_id:
            row = WatchTerm(team_id=actor.team_id, added_by=actor.id, added_at=desk.clock(), **entry.kept())
            session.add(row)
            session.flush()
            _note(session, desk, actor, "term.added", row)
        else:
            row = _row(session, actor, term_id, lock=True)
            if row.version != seen:
                raise Conflict("Somebody changed this term just now. Open it again and look at what they wrote.")
            if TermEntry.of(row) == entry:
                return TermRecord(row, 0)
            _change(session, desk, actor, row, entry.kept(), "term.changed", before=TermEntry.of(row).kept())
        begin(session, desk, row, member=actor.id, view=view)
    return TermRecord(row, 0)


def undo(desk: Desk, *, actor: Actor, term_id: int, view: str = "") -> TermRecord:
    """Takes the last change of a term back; older articles are looked through again."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, term_id, lock=True)
        if not row.before:
            raise Conflict("There is no change to take back.")
        _change(session, desk, actor, row, {**row.before, "kind": TermKind(row.before["kind"])}, "term.undone", before={})
        begin(session, desk, row, member=actor.id, view=view)
    return TermRecord(row, 0)


def pause(desk: Desk, *, actor: Actor, term_id: int, paused: bool, view: str = "") -> TermRecord:
    """Stops looking out for a term, or does again; what came meanwhile is then looked through too."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, term_id, lock=True)
        if row.active == paused:
            row.active = not paused
            _note(session, desk, actor, "term.paused" if paused else "term.resumed", row)
            if not paused:
                row.version += 1
                begin(session, desk, row, member=actor.id, view=view)
            session.add(row)
    return TermRecord(row, 0)


def remove(desk: Desk, *, actor: Actor, term_id: int) -> str:
    """Forgets a term and which articles meant it, and gives its name. Clips that came of it stay."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, term_id, lock=True)
        session.execute(update(Alert).where(col(Alert.term_id) == term_id).values(term_id=None))
        session.execute(delete(Match).where(col(Match.term_id) == term_id))
        _note(session, desk, actor, "term.removed", row)
        session.delete(row)
    return row.name


def begin(session: Session, desk: Desk, row: WatchTerm, *, member: str, view: str) -> None:
    """Has every stored article looked through for a term, in this transaction."""
    row.looked, row.looked_down_to = 0, None
    row.to_look = session.exec(select(func.count()).where(Article.team_id == row.team_id)).one()
    if not row.to_look:
        row.filled_version = row.version
    session.add(row)
    session.flush()
    if row.to_look and row.active:
        outbox.put(
            session, at=desk.clock(), kind="term_fill", lane=f"terms:{row.team_id}", key=f"term_fill:{row.id}:{row.version}",
            due_at=desk.clock() + SHOWN_FIRST, term=row.id, version=row.version, member=member, view=view,
        )  # fmt: skip


def checked(entry: TermEntry) -> TermEntry:
    """The entry as it may be kept; Invalid beside each field that it may not."""
    wrong: dict[str, str] = {}
    kept: dict[str, Any] = {}
    for name, what in (("name", "A name"), *((name, "Each line") for name in LISTS)):
        said = [entry.name] if name == "name" else getattr(entry, name)
        try:
            every = [one_line(taken(one, what=what, most=LONGEST, field=name)) for one in said]
        except Invalid as problem:
            wrong[name] = str(problem)
            continue
        kept[name] = tuple(dict.fromkeys(one for one in every if one.strip(" *")))
        if len(kept[name]) > ENTRIES:
            wrong[name] = f"At most {ENTRIES} lines fit."
    if not wrong and not kept["name"]:
        wrong["name"] = "Give it the name that articles use."
    if wrong:
        raise Invalid(next(iter(wrong.values())), **wrong)
    lists = {name: tuple(one for one in kept[name] if name == "exclude" or one != kept["name"][0]) for name in LISTS}
    return TermEntry(entry.kind, kept["name"][0], **lists, case_sensitive=entry.case_sensitive)


def _change(
    session: Session, desk: Desk, actor: Actor, row: WatchTerm, fields: Mapping[str, Any], action: str, *, before: dict[str, Any]
) -> None:  # fmt: skip
    for name, value in fields.items():
        setattr(row, name, value)
    row.before, row.version = before, row.version + 1
    session.add(row)
    _note(session, desk, actor, action, row)


def _note(session: Session, desk: Desk, actor: Actor, action: str, row: WatchTerm) -> None:
    details = {"kind": row.kind.value, "version": row.version}
    audit.write(session, at=desk.clock(), actor=actor.id, action=action, object=f"term:{row.id}", details=details)


def _row(session: Session, actor: Actor, term_id: int, *, lock: bool = False) -> WatchTerm:
    row = session.get(WatchTerm, term_id, with_for_update=lock or None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("That term is not watched any more.")
    return row


def _lately(session: Session, desk: Desk, term_ids: Sequence[int]) -> dict[int, int]:
    counted = (
        select(Match.term_id, func.count()).where(
            col(Match.term_id).in_(term_ids), Match.seen_at >= desk.clock() - LATELY, col(Match.dismissed_at).is_(None)
        ).group_by(col(Match.term_id))
    )  # fmt: skip
    return {term_id: count for term_id, count in session.exec(counted)}
