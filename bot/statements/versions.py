"""Versions: who wrote which when, what changed between any two, and an old one taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.models import Member, StatementVersion
from bot.statements.diffs import Change, readable
from bot.statements.drafts import ENDED, Written, save_within
from bot.statements.layouts import moment
from bot.statements.record import StatementRecord, find_statement, remember, terms_in_words, version_of
from bot.statements.wordings import Wording


@dataclass(frozen=True)
class VersionList:
    """A statement with all its versions, the newest first. `may_restore` says whether an old one can be taken up again."""

    found: StatementRecord
    versions: Sequence[StatementVersion]
    people: dict[str, Member]
    may_restore: bool

    def name(self, member_id: str) -> str:
        member = self.people.get(member_id)
        return member.name if member else "somebody"


@dataclass(frozen=True)
class Comparison:
    """How one version became another: their words, and what else changed, each as (what, before, after)."""

    listed: VersionList
    old: StatementVersion
    new: StatementVersion
    changes: Sequence[Change]
    others: Sequence[tuple[str, str, str]]


def versions(desk: Desk, *, actor: Actor, statement_id: int) -> VersionList:
    """Every version of a statement. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = find_statement(session, actor, statement_id)
        rows = session.exec(
            select(StatementVersion)
            .where(StatementVersion.statement_id == statement_id)
            .order_by(col(StatementVersion.number).desc())
        ).all()
        people = teams.names(session, {one.author_id for one in rows})
        return VersionList(found, rows, people, found.statement.status not in ENDED and not found.is_closed)


def compare(desk: Desk, *, actor: Actor, statement_id: int, old: int | None = None, new: int | None = None) -> Comparison:
    """What changed from version `old` to version `new`; unless told, from the one before the newest to the newest."""
    listed = versions(desk, actor=actor, statement_id=statement_id)
    by_number = {one.number: one for one in listed.versions}
    newest = listed.found.statement.current
    to = newest if new is None else new
    came_from = max(1, to - 1) if old is None else old
    if came_from not in by_number or to not in by_number:
        raise NotFound("There is no such version.")
    before, after = by_number[came_from], by_number[to]
    return Comparison(listed, before, after, readable(before.text, after.text), _others(before, after))


def restore(desk: Desk, *, actor: Actor, statement_id: int, number: int, seen: int) -> StatementRecord:
    """Makes the words of an old version the newest one. Conflict where somebody saved since version `seen`."""
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        if not 1 <= number <= found.statement.current:
            raise NotFound("There is no such version.")
        old = version_of(session, found.statement, number)
        kept = save_within(
            session, desk, actor, seen=seen, statement_id=statement_id, wording=Wording.of(old),
            written=Written(old.origin, old.sources, old.sentences, old.generation_id),
        )  # fmt: skip
        if kept.version.number == found.version.number:
            raise Conflict(f"Version {number} has the very words of the newest one. There is nothing to restore.")
        remember(
            session, desk, kept, actor_id=actor.id, action="restored",
            text=f"restored the words of version {number} as version {kept.version.number}",
            details={"from": number, "version": kept.version.number},
        )  # fmt: skip
        return kept


def _others(old: StatementVersion, new: StatementVersion) -> list[tuple[str, str, str]]:
    def embargo(version: StatementVersion) -> str:
        return moment(version.embargo_until, version.embargo_zone) if version.embargo_until else ""

    pairs = (
        ("Terms", terms_in_words(old.terms), terms_in_words(new.terms)), ("Attribution", old.attribution, new.attribution),
        ("Audience", old.audience, new.audience), ("Embargo", embargo(old), embargo(new)),
    )  # fmt: skip
    return [(what, before or "none", after or "none") for what, before, after in pairs if before != after]
