"""Subjects: all that the desk holds about one person, handed out or erased, as the law asks (GDPR, articles 15 and 17).

Erasing takes the contact and every mention of their name, addresses and numbers out of every table but the audit, which holds
ids and hashes alone. Counts stay, and the hash by which their address is refused should it come again.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Enum, LargeBinary, String, Table, delete, select, text, update
from sqlmodel import Session, SQLModel, col
from sqlmodel.sql.sqltypes import AutoString

from bot import audit, contacts, contributors, inquiries, pitches, search
from bot.contacts.suppressions import sha256
from bot.db import Database
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import ClipLink, Contributor, ContributorEvent, Inquiry, InquiryJournalist, Journalist, LinkKind, Pitch, Team
from bot.ownership.progress import Told, nobody
from bot.ownership.restoring import OPERATOR
from bot.relationships import coldness
from bot.text import folded

GONE = "(erased)"
# The audit is append-only and holds no words of anybody's; the staff, and the teams, are not who is erased.
PRIVATE = {"rehearsal"}  # Whoever was named there is erased, but what a colleague tried out is handed to nobody.
LEFT = {"auditentry", "member", "team", "suppression"}
BATCH = 500
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Subject:
    """Who is meant: their contacts by id, and how they are written. `near` has the rows that name a contact of theirs by
    reference, and the inquiries they asked, as ids by table: there a part of their name is theirs too. `contributors` are their
    consents, by id."""

    ids: tuple[int, ...]
    teams: tuple[str, ...]
    emails: tuple[str, ...]
    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    near: Mapping[str, frozenset[int]] = field(default_factory=dict)
    contributors: tuple[int, ...] = ()

    @property
    def inquiries(self) -> frozenset[int]:
        """Those they asked."""
        return self.near.get("inquiry", frozenset())

    @cached_property
    def everywhere(self) -> re.Pattern[str]:
        """Their addresses, numbers and whole names, in whatever letters."""
        return _any([*map(_address, self.emails), *map(_number, self.phones), *(_spaced(one) for one in self._written())])

    @cached_property
    def nearby(self) -> re.Pattern[str]:
        """The same, and a part of the name by itself."""
        parts = {part for name in self.names for part in re.findall(r"[^\W\d_]{3,}", name)}
        # As a name is written: "Mark" is one, "mark" is a word like others.
        words = [rf"(?-i:\b(?:{re.escape(part)}|{re.escape(part.upper())})\b)" for part in sorted(parts, key=len, reverse=True)]
        return _any([self.everywhere.pattern, *words])

    def _written(self) -> list[str]:
        """Each name as it is, the last one first, folded, and addresses as the search index has them. One of a single word
        tells nobody apart: it goes only where they are known to be meant."""
        found = []
        for name in self.names:
            parts = name.split()
            if len(parts) < 2:
                continue
            turned = [f"{parts[-1]}, {' '.join(parts[:-1])}", f"{parts[-1]} {' '.join(parts[:-1])}"]
            found += [one for each in (name, *turned) for one in (each, search.folded(each)) if one]
        return sorted({*found, *(search.folded(one) for one in self.emails)}, key=len, reverse=True)


@dataclass
class Erased:
    """What went: rows by table, and rows whose words changed."""

    ids: tuple[int, ...] = ()
    gone: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(self.gone.values()) + sum(self.changed.values())


def find(session: Session, *, email: str, name: str = "") -> Subject:
    """Who is meant by an address and, where it is in no contact, a name. Whoever is in the consent ledger is meant by any of
    their names, and goes by all of them. NotFound where nothing tells."""
    given = email.strip().casefold()
    told = contributors_named(session, [name, email])
    teams = list(session.execute(select(col(Team.id))).scalars())
    there = [contacts.of_address(session, team_id=team, address=given) for team in teams]
    rows = [one for one in there if one is not None]
    rows += [each for one in rows for each in _merged_into(session, one)]
    if not rows and "@" not in given and not told:
        raise NotFound(f"“{email[:60]}” is no e-mail address.")
    ids = tuple(one.id or 0 for one in rows)
    names = [*(one.name for one in rows if one.name.casefold() != given), *([name.strip()] if name.strip() else [])]
    names += [other for one in told for other in one.names]
    addresses = [given] if "@" in given or rows else []
    return Subject(
        ids, tuple(teams), tuple(dict.fromkeys([*addresses, *(mail for one in rows for mail in (one.email, *one.other_emails) if mail)])),
        tuple(dict.fromkeys(names)), tuple(one.phone for one in rows if one.phone and len(re.sub(r"\D", "", one.phone)) >= 6),
        _near(session, ids), tuple(one.id or 0 for one in told),
    )  # fmt: skip


def contributors_named(session: Session, names: Sequence[str]) -> list[Contributor]:
    """Those in the consent ledger who go by one of these names."""
    wanted = {folded(one) for one in names if one.strip()}
    found = session.execute(select(Contributor)).scalars()
    return [one for one in found if wanted & {folded(name) for name in one.names}]


def _near(session: Session, ids: Collection[int]) -> dict[str, frozenset[int]]:
    """The rows that name one of these contacts by reference, in whatever table, and the inquiries they asked."""
    asked = session.execute(select(col(InquiryJournalist.inquiry_id)).where(col(InquiryJournalist.journalist_id).in_(ids)))
    found = {"inquiry": frozenset(asked.scalars())}
    for table, column in _references("journalist"):
        if "id" in table.c and table.name != "journalist":
            theirs = session.execute(select(table.c.id).where(table.c[column].in_(ids)))
            found[table.name] = frozenset(theirs.scalars())
    return found


def _references(name: str) -> list[tuple[Table, str]]:
    """Every column that refers to a row of this table."""
    return [
        (table, key.parent.name)
        for table in SQLModel.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table.name == name
    ]


def _merged_into(session: Session, row: Journalist) -> list[Journalist]:
    """The contacts that were made one with this: they are the same person."""
    return list(session.execute(select(Journalist).where(col(Journalist.merged_into_id) == row.id)).scalars())


def export(database: Database, *, email: str, name: str = "", told: Told = nobody) -> dict[str, Any]:
    """Everything about one person, as JSON can hold it: their contacts, the rows that refer to them, and every other row that
    names them, by table."""
    with database.read() as session:
        subject = find(session, email=email, name=name)
        found: dict[str, list[dict[str, Any]]] = {}
        for table in (one for one in _tables() if one.name not in PRIVATE):
            theirs, worded, called = _refers(table, subject), _worded(table), _called(table, subject)
            for row in _rows(session, table):
                wanted = any(row[column] in values for column, values in theirs) or _is_link(table, row, subject)
                wanted = wanted or any(_said(row[column.name], called(row)) for column in worded)
                if wanted:
                    found.setdefault(table.name, []).append({key: _plain(value) for key, value in row.items()})
            told(table.name, len(found.get(table.name, [])))
        return {"about": next(iter((*subject.emails, *subject.names)), ""), "names": list(subject.names), "tables": found}


def erase(desk: Desk, *, email: str, name: str = "", told: Told = nobody) -> Erased:
    """Erases one person, in one transaction, then has the database give up the space they stood in."""
    done = Erased()
    with desk.database.write() as session:
        subject = find(session, email=email, name=name)
        done.ids = subject.ids
        pitches.forget(session, desk, subject.ids)
        contributors.forget(session, desk, subject.contributors)
        _unlist(session, subject, done)
        coldness.forget(session, desk, subject.ids)
        touched = _scrub(session, subject, done, told)
        for inquiry_id in sorted(subject.inquiries | touched):
            row = session.get(Inquiry, inquiry_id)
            if row is not None:
                search.index(session, row)
                inquiries.announce(session, desk, row)
        for team in subject.teams:
            contacts.suppress(session, team_id=team, addresses=subject.emails, at=desk.clock())
        _on_record(session, subject, done, desk.clock())
    _forget_space(desk.database)
    return done


def traces(database: Database, subject: Subject) -> list[str]:
    """Where something of them still stands, as table.column: in every table, the audit included."""
    pattern, found = subject.everywhere, []
    with database.read() as session:
        for table in SQLModel.metadata.sorted_tables:
            for row in _rows(session, table):
                found += [f"{table.name}.{key}" for key, value in row.items() if _said(value, pattern)]
    return sorted(set(found))


def _tables() -> Iterator[Table]:
    yield from (table for table in SQLModel.metadata.sorted_tables if table.name not in LEFT)


def _rows(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    asked = select(*table.columns).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    yield from (dict(row) for row in session.execute(asked).mappings())


def _refers(table: Table, subject: Subject) -> list[tuple[str, Collection[int]]]:
    """The columns by which a row is theirs, with the ids that they have there."""
    found: list[tuple[str, Collection[int]]] = [("id", subject.ids)] if table.name == "journalist" else []
    found += [("id", subject.inquiries)] if table.name == "inquiry" else []
    found += [("id", subject.contributors)] if table.name == "contributor" else []
    found += [("contributor_id", subject.contributors)] if table.name == "contributorevent" else []
    found += [(key.parent.name, subject.ids) for key in table.foreign_keys if key.column.table.name == "journalist"]
    return found + [
        (column, ids) for column, target, ids in _belongs(table, subject) if target != "inquiry" or table.name == "question"
    ]


def _is_link(table: Table, row: Mapping[str, Any], subject: Subject) -> bool:
    """Whether it says that a clip is by them: it names them by a number that is no reference."""
    return table.name == "cliplink" and row["kind"] == LinkKind.JOURNALIST and row["subject_id"] in subject.ids


def _belongs(table: Table, subject: Subject) -> Iterator[tuple[str, str, Collection[int]]]:
    """The columns by which a row is part of one that names them: as `inquiry_id` of an inquiry, `case_id` of a case."""
    for key in table.foreign_keys:
        target = key.column.table.name
        if target in subject.near and target != table.name and target.endswith(key.parent.name.removesuffix("_id")):
            yield key.parent.name, target, subject.near[target]


def _called(table: Table, subject: Subject) -> Callable[[Mapping[str, Any]], re.Pattern[str]]:
    """How they are called in a row of this table: in one that is near them a part of their name will do."""
    own, parts = subject.near.get(table.name, frozenset()), list(_belongs(table, subject))

    def called(row: Mapping[str, Any]) -> re.Pattern[str]:
        near = row.get("id") in own or any(row[column] in ids for column, _, ids in parts)
        return subject.nearby if near else subject.everywhere

    return called


def _worded(table: Table) -> list[Any]:
    """The columns that may hold somebody's words."""
    return [
        column for column in table.columns
        if isinstance(column.type, String | AutoString | JSON | LargeBinary) and not isinstance(column.type, Enum)
        and not any(key.column.table.name in ("member", "team") for key in column.foreign_keys)
    ]  # fmt: skip


def _unlist(session: Session, subject: Subject, done: Erased) -> None:
    """Their contacts go, and with them what is of nobody else; what is the desk's own stays without them."""
    links = col(ClipLink.kind) == LinkKind.JOURNALIST
    _count(done.gone, "cliplink", session.execute(delete(ClipLink).where(links, col(ClipLink.subject_id).in_(subject.ids))))
    pitched = select(col(Pitch.id)).where(col(Pitch.journalist_id).in_(subject.ids))
    tied = (col(ClipLink.kind) == LinkKind.PITCH) & col(ClipLink.subject_id).in_(pitched)
    _count(done.gone, "cliplink", session.execute(delete(ClipLink).where(tied)))
    _remove(session, "journalist", subject.ids, done)
    _leave_imports(session, subject)
    events = delete(ContributorEvent).where(col(ContributorEvent.contributor_id).in_(subject.contributors))
    _count(done.gone, "contributorevent", session.execute(events))
    theirs = delete(Contributor).where(col(Contributor.id).in_(subject.contributors))
    _count(done.gone, "contributor", session.execute(theirs))
    session.expire_all()


def _remove(session: Session, name: str, ids: Collection[int], done: Erased) -> None:
    """Rows go, with what can't be without them; what can stays and does not name them any more."""
    for table, column in reversed(_references(name)):
        theirs = table.c[column].in_(ids)
        if table.c[column].nullable:
            # As who got a release is written beside it.
            named = {"name": GONE} if "name" in table.c and table.name != name else {}
            _count(done.changed, table.name, session.execute(update(table).where(theirs).values({column: None, **named})))
            continue
        parts = list(session.execute(select(table.c.id).where(theirs)).scalars()) if "id" in table.c else []
        if parts and _references(table.name):
            _remove(session, table.name, parts, done)
        else:
            _count(done.gone, table.name, session.execute(delete(table).where(theirs)))
    table = SQLModel.metadata.tables[name]
    _count(done.gone, name, session.execute(delete(table).where(table.c.id.in_(ids))))


def _leave_imports(session: Session, subject: Subject) -> None:
    """What spreadsheets keep of rows that were theirs goes whole."""
    table = SQLModel.metadata.tables["contactimport"]
    for row in list(_rows(session, table)):
        kept = {
            name: [one for one in row[name] if one.get("journalist") not in subject.ids] for name in ("doubtful", "changed")
        }
        session.execute(update(table).where(table.c.id == row["id"]).values(kept))


def _scrub(session: Session, subject: Subject, done: Erased, told: Told) -> set[int]:
    """Takes their words out of every row; gives the ids of the inquiries whose rows changed."""
    touched: set[int] = set()
    for table in _tables():
        worded, keys = _worded(table), list(table.primary_key.columns)
        if not worded:
            continue
        for row in list(_changes(session, table, worded, subject)):
            values, old = row
            session.execute(update(table).where(*(key == old[key.name] for key in keys)).values(values))
            done.changed[table.name] = done.changed.get(table.name, 0) + 1
            inquiry = old.get("id") if table.name == "inquiry" else old.get("inquiry_id")
            if isinstance(inquiry, int):
                touched.add(inquiry)
        told(table.name, done.changed.get(table.name, 0))
    session.expire_all()
    return touched


def _changes(
    session: Session, table: Table, worded: Sequence[Any], subject: Subject
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:  # fmt: skip
    """The rows that say something of them: the columns as they are to be, and the row as it was."""
    called = _called(table, subject)
    for row in _rows(session, table):
        pattern = called(row)
        values = {}
        for column in worded:
            clean = _without(row[column.name], pattern)
            if clean != row[column.name]:
                length = getattr(column.type, "length", None)
                values[column.name] = clean[:length] if isinstance(clean, str) and length else clean
        if values:
            yield values, row


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(GONE, value)
    if isinstance(value, bytes):
        return _packed(pattern.sub(GONE, _unpacked(value)), like=value) if _said(value, pattern) else value
    if isinstance(value, list):
        return [_without(one, pattern) for one in value]
    if isinstance(value, dict):
        return {pattern.sub(GONE, str(key)): _without(one, pattern) for key, one in value.items()}
    return value


def _said(value: Any, pattern: re.Pattern[str]) -> bool:
    if isinstance(value, str):
        return pattern.search(value) is not None
    if isinstance(value, bytes):
        return pattern.search(_unpacked(value)) is not None
    if isinstance(value, list):
        return any(_said(one, pattern) for one in value)
    if isinstance(value, dict):
        return any(_said(one, pattern) for each in value.items() for one in each)
    return False


def _unpacked(value: bytes) -> str:
    """Bytes as text, those of a feed unpacked; what is no text comes back the same."""
    plain = gzip.decompress(value) if value[:2] == GZIP else value
    return plain.decode("utf-8", "surrogateescape")


def _packed(said: str, *, like: bytes) -> bytes:
    plain = said.encode("utf-8", "surrogateescape")
    return gzip.compress(plain, mtime=0) if like[:2] == GZIP else plain


def _on_record(session: Session, subject: Subject, done: Erased, at: datetime) -> None:
    """That somebody was erased, by ids, hashes and counts."""
    hashes = [sha256(team, one) for team in subject.teams for one in subject.emails]
    details = {"gone": done.gone, "changed": done.changed, "sha256": hashes}
    named = ",".join(str(one) for one in subject.ids) or "0"
    audit.write(session, at=at, actor=OPERATOR, action="subject.erased", object=f"journalist:{named}", details=details)


def _forget_space(database: Database) -> None:
    """Pages and index segments that were freed still hold what stood in them until they are written anew."""
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM"))
        return
    # The driver's own connection: what SQLAlchemy gives has begun a transaction, within which nothing is vacuumed.
    raw = database.engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        for index in ("searchindex", "searchindex_articles"):
            driver.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')").close()
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            driver.execute(statement).fetchall()
    finally:
        raw.close()


def _count(into: dict[str, int], name: str, result: Any) -> None:
    if result.rowcount > 0:
        into[name] = into.get(name, 0) + result.rowcount


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(one for one in patterns if one) or r"(?!)", re.IGNORECASE)


def _address(email: str) -> str:
    """An address, and not as a part of a longer one."""
    return rf"(?<![\w.+-]){re.escape(email)}(?!\w|[.-]\w)"


def _spaced(name: str) -> str:
    """A name whatever white space stands in it, and not as a part of another word."""
    parts = r"[\s,]+".join(re.escape(part.strip(",")) for part in name.split())
    return rf"(?<!\w){parts}(?!\w)"


def _number(phone: str) -> str:
    """A number however it is written: its last nine digits with whatever marks between them."""
    digits = re.sub(r"\D", "", phone)
    tail = r"[\s().\-/]*".join(digits[-9:])
    return rf"(?:\+?[\d\s().\-/]{{0,8}})?{tail}(?!\d)"


def _plain(value: Any) -> Any:
    """As JSON can hold it."""
    if isinstance(value, bytes):
        return _unpacked(value).encode("utf-8", "replace").decode()
    return value.isoformat() if isinstance(value, datetime) else value
