"""Outlets: who publishes, their tier and kind, the hosts they publish on, and two that are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Table, func, update
from sqlmodel import Session, SQLModel, col, or_, select

from bot import audit, contacts, inquiries, search
from bot.authority import Actor, authorize
from bot.coverage import outlet_history
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.models import Article, Exclusive, Feed, Inquiry, Journalist, Outlet, Pitch, Recipient, Release, Statement
from bot.text import folded, one_line, taken

PAGE = 8
TIERS = (1, 2, 3)
KINDS = ("newspaper", "broadcaster", "agency", "trade", "online", "magazine", "other")
DOMAINS = 20
# Hosts that carry what others publish: an outlet is known by none of them.
_CARRIERS = re.compile(
    r"(?:.*\.)?(?:google\.[a-z.]{2,6}|bing\.com|feedburner\.com|feedproxy\.google\.com|yahoo\.com|msn\.com)$"
)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True)
class OutletEntry:
    """An outlet as somebody means to have it. `parent` is the name of whose it is, empty for none. `deadlines` are in words."""

    name: str
    tier: int | None = None
    kind: str | None = None
    parent: str = ""
    domains: tuple[str, ...] = ()
    region: str = ""
    languages: tuple[str, ...] = ()
    deadlines: str = ""


@dataclass(frozen=True)
class OutletRecord:
    """An outlet with its parent's name and how much hangs on it."""

    row: Outlet
    parent: str = ""
    feeds: int = 0
    articles: int = 0
    inquiries: int = 0
    journalists: int = 0


@dataclass(frozen=True)
class OutletPage:
    """One page of the outlets, tier 1 first: `total` of them, pages counted from 1, and how many of each tier there are."""

    tier: str
    records: Sequence[OutletRecord]
    total: int
    page: int
    pages: int
    tiers: dict[int | None, int]


def listing(desk: Desk, *, actor: Actor, tier: str = "all", page: int = 1) -> OutletPage:
    """The page asked for: of all, of a tier ("1" to "3") or of those without ("none"); one that is gone is the last one."""
    authorize(actor, "look")
    with desk.database.read() as session:
        closed = hidden(session, actor.team_id)
        rows = [row for row in session.exec(select(Outlet).where(Outlet.team_id == actor.team_id)) if row.id not in closed]
        tiers = {each: sum(row.tier == each for row in rows) for each in (*TIERS, None)}
        wanted = [row for row in rows if tier == "all" or str(row.tier or "none") == tier]
        wanted.sort(key=lambda row: (row.tier or 9, row.name.casefold(), row.id))
        pages = max(1, -(-len(wanted) // PAGE))
        page = min(max(1, page), pages)
        records = [_record(session, row) for row in wanted[(page - 1) * PAGE : page * PAGE]]
    return OutletPage(tier, records, len(wanted), page, pages, tiers)


def get(desk: Desk, *, actor: Actor, outlet_id: int) -> OutletRecord:
    """One outlet; NotFound where it is gone or another team's."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return _record(session, _row(session, actor, outlet_id))


def save(desk: Desk, *, actor: Actor, outlet_id: int, entry: OutletEntry) -> OutletRecord:
    """Keeps what somebody says of an outlet; Invalid beside the field. Clips keep the tier it had when they came."""
    authorize(actor, "work")
    name = one_line(taken(entry.name, what="The name", most=200, field="name", blank=False))
    told = {"domains": list(_domains(entry.domains)), **_told(entry)}
    with desk.database.write() as session:
        row = _row(session, actor, outlet_id, lock=True)
        before = outlet_history.kept(row)
        key = folded(name)[: contacts.LONGEST_KEY]
        same = session.exec(select(Outlet).where(Outlet.team_id == actor.team_id, Outlet.key == key)).first()
        if same is not None and same.id != outlet_id:
            if same.id not in hidden(session, actor.team_id):
                wrong = f"There is a {same.name} already. Use “Same as another…” to make them one."
                raise Invalid(wrong, name=wrong)
            _become(session, same, row)
        parent = _parent(session, actor, row, entry.parent)
        renamed = row.name != name
        told |= {"name": name, "key": key, "tier": entry.tier, "kind": entry.kind, "parent_id": parent.id if parent else None}
        for column, value in told.items():
            setattr(row, column, value)
        session.add(row)
        session.flush()
        if renamed:
            remember(session, desk, outlet_id)
        outlet_history.changed(session, desk, actor, row, before)
        return _record(session, row)


def named(
    session: Session, desk: Desk, *, actor: Actor, name: str, tier: int | None = None, site: str = ""
) -> Outlet:  # fmt: skip
    """The outlet of that name, made where it is new. `tier` is set where one is given, and the site's host is kept as one it
    publishes on where no other outlet has it."""
    before = session.exec(select(func.count()).where(Outlet.team_id == actor.team_id)).one()
    row = contacts.outlet(session, team_id=actor.team_id, name=name)
    is_new = before != session.exec(select(func.count()).where(Outlet.team_id == actor.team_id)).one()
    host = domain(site)
    if host and of_host(session, actor.team_id, host) is None and len(row.domains) < DOMAINS:
        row.domains = [*row.domains, host]
    changed = tier is not None and row.tier != tier
    if changed:
        row.tier = tier
    session.add(row)
    if is_new or changed:
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="outlet.added" if is_new else "outlet.changed",
            object=f"outlet:{row.id}", details={"tier": row.tier},
        )  # fmt: skip
    return row


def domain(address: str) -> str:
    """The host of an address as outlets keep it, empty where it carries what others publish."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
    host = re.sub(r"^(?:www\d?|m|amp|feeds?|rss)\.(?=[^.]+\.)", "", host)
    return host if _HOST.fullmatch(host) and not _CARRIERS.fullmatch(host) else ""


def of_host(session: Session, team_id: str, host: str) -> Outlet | None:
    """The outlet that publishes on a host, or on the nearest one above it (`news.gazette.example` → `gazette.example`)."""
    above = [host.split(".", cut)[-1] for cut in range(host.count("."))]
    rows = session.exec(select(Outlet).where(Outlet.team_id == team_id))
    known = {one: row for row in rows for one in row.domains}
    return next((known[one] for one in (host, *above) if one in known), None)


def by_name(desk: Desk, *, actor: Actor, name: str, other_than: OutletRecord) -> OutletRecord:
    """The outlet of that name; Invalid, field `into`, where there is none or it is the same."""
    authorize(actor, "look")
    key = folded(one_line(name))[: contacts.LONGEST_KEY]
    with desk.database.read() as session:
        row = session.exec(select(Outlet).where(Outlet.team_id == actor.team_id, Outlet.key == key)).first()
        if row is None or row.id in hidden(session, actor.team_id):
            raise Invalid("There is no outlet of that name.", into="There is no outlet of that name.")
        if row.id == other_than.row.id:
            raise Invalid("That is the same outlet.", into="That is the same outlet. Name the other one.")
        return _record(session, row)


def merge(desk: Desk, *, actor: Actor, outlet_id: int, into: int) -> OutletRecord:
    """Makes an outlet one with another, `into`, which keeps its name and tier: whatever is the one's becomes the other's.
    Nothing takes that back."""
    authorize(actor, "work")
    if outlet_id == into:
        raise Invalid("That is the same outlet.")
    with desk.database.write() as session:
        gone, kept = _row(session, actor, outlet_id, lock=True), _row(session, actor, into, lock=True)
        kept.domains = list(dict.fromkeys([*kept.domains, *gone.domains]))[:DOMAINS]
        kept.kind = kept.kind or gone.kind
        kept.tier = kept.tier or gone.tier
        session.add(kept)
        outlet_history.sealed(session, outlet_id)
        _become(session, gone, kept)
        remember(session, desk, kept.id or 0)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="outlet.merged", object=f"outlet:{kept.id}",
            details={"was": outlet_id},
        )  # fmt: skip
        return _record(session, kept)


def _become(session: Session, gone: Outlet, kept: Outlet) -> None:
    """Every column anywhere that means the one means the other from now on."""
    session.flush()
    for table, column in references():
        session.execute(update(table).where(table.c[column] == gone.id).values({column: kept.id}))
    session.refresh(kept)
    if kept.parent_id == kept.id:
        kept.parent_id = None
        session.add(kept)
    session.delete(gone)
    session.flush()


def hidden(session: Session, team_id: str) -> set[int]:
    """Outlets that are on record because of restricted inquiries alone: no list may tell of them."""
    asked = select(Inquiry.outlet_id).where(Inquiry.team_id == team_id, col(Inquiry.outlet_id).is_not(None))
    closed = {one for one in session.exec(asked.where(col(Inquiry.restricted))) if one is not None}
    if not closed:
        return set()
    known = set(session.exec(asked.where(col(Inquiry.restricted).is_(False), col(Inquiry.outlet_id).in_(closed))))
    for table in (Feed, Article):
        known |= set(session.exec(select(table.outlet_id).where(col(table.outlet_id).in_(closed))))  # type: ignore[attr-defined]
    shut = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted))
    about = or_(col(Statement.inquiry_id).is_(None), col(Statement.inquiry_id).not_in(shut))
    free = select(Statement.id).where(Statement.team_id == team_id, col(Statement.restricted).is_(False), about)
    for one in (Exclusive, Pitch):
        of_all = or_(col(one.statement_id).is_(None), col(one.statement_id).in_(free))
        known |= set(session.exec(select(one.outlet_id).where(col(one.outlet_id).in_(closed), of_all)))
    sent = select(Recipient.outlet_id).join(Release).where(col(Release.statement_id).in_(free))
    known |= set(session.exec(sent.where(col(Recipient.outlet_id).in_(closed))))
    rows = session.exec(select(Outlet).where(col(Outlet.id).in_(closed)))
    return {one.id for one in rows if one.id and one.id not in known and not told_of(one)}


def told_of(one: Outlet) -> bool:
    """Whether somebody of the desk said something of an outlet."""
    return bool(one.tier or one.kind or one.domains or one.region or one.languages or one.deadlines)


def references() -> list[tuple[Table, str]]:
    """Every column that holds an outlet's id."""
    tables = SQLModel.metadata.sorted_tables
    return [
        (table, key.parent.name)
        for table in tables
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if key.column.table.name == "outlet"
    ]


def remember(session: Session, desk: Desk, outlet_id: int) -> None:
    """What is searched and shown of the outlet's inquiries has its name in it."""
    for inquiry in session.exec(select(Inquiry).where(Inquiry.outlet_id == outlet_id)):
        search.index(session, inquiry)
        inquiries.announce(session, desk, inquiry)


def _parent(session: Session, actor: Actor, row: Outlet, name: str) -> Outlet | None:
    if not name.strip():
        return None
    parent = contacts.outlet(
        session, team_id=actor.team_id, name=one_line(taken(name, what="The name", most=200, field="parent"))
    )
    above: Outlet | None = parent
    for _ in range(20):
        if above is None:
            return parent
        if above.id == row.id:
            break
        above = session.get(Outlet, above.parent_id) if above.parent_id else None
    raise Invalid("An outlet can't belong to itself.", parent="An outlet can't belong to itself.")


def _told(entry: OutletEntry) -> dict[str, Any]:
    """Region, languages and deadlines as they are kept."""
    languages = list(dict.fromkeys(one_line(one) for one in entry.languages if one.strip()))
    if len(languages) > DOMAINS or any(len(one) > 60 for one in languages):
        wrong = f"At most {DOMAINS} of up to 60 characters fit."
        raise Invalid(wrong, languages=wrong)
    return {
        "region": one_line(taken(entry.region, what="The region", most=200, field="region")), "languages": languages,
        "deadlines": one_line(taken(entry.deadlines, what="Their deadlines", most=500, field="deadlines")),
    }  # fmt: skip


def _domains(typed: Sequence[str]) -> tuple[str, ...]:
    found = []
    for one in typed:
        host = domain(one if "//" in one else f"https://{one.strip()}")
        if not host:
            wrong = f"“{one.strip()[:60]}” is no host of an outlet, such as gazette.example."
            raise Invalid(wrong, domains=wrong)
        found.append(host)
    if len(found) > DOMAINS:
        raise Invalid(f"At most {DOMAINS} fit.", domains=f"At most {DOMAINS} fit.")
    return tuple(dict.fromkeys(found))


def _record(session: Session, row: Outlet) -> OutletRecord:
    def of(table: type[Feed] | type[Article] | type[Inquiry] | type[Journalist]) -> int:
        return session.exec(select(func.count()).where(table.outlet_id == row.id)).one()

    parent = session.get(Outlet, row.parent_id) if row.parent_id else None
    restricted = select(func.count()).where(Inquiry.outlet_id == row.id, col(Inquiry.restricted).is_(False))
    return OutletRecord(
        row, parent.name if parent else "", of(Feed), of(Article), session.exec(restricted).one(), of(Journalist)
    )


def _row(session: Session, actor: Actor, outlet_id: int, *, lock: bool = False) -> Outlet:
    row = session.get(Outlet, outlet_id, with_for_update=lock or None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("That outlet is not on record any more.")
    return row
