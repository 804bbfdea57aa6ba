"""Merging: two contacts that turn out to be one person, looked at first and made one; undo on the card takes them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists
from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.contacts import twins
from bot.contacts.twins import Known
from bot.desk import Desk
from bot.errors import Invalid
from bot.models import Journalist, Outlet, OutletRole
from bot.relationships import lists
from bot.relationships.changes import EMAILS, ITEMS, kept, note, remember
from bot.relationships.moves import move
from bot.relationships.record import ContactRecord, read, roles_of
from bot.relationships.visible import BECAME, MERGED, find, open_to_all, visible_to
from bot.text import one_line, shortened, taken

MOST = 8
NOTES = 3_000
BLOCKED = "blocked on another card that is theirs"
QUIETLY = "_quietly"  # What then happened names nobody whom not everybody may know of.


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the same person, how surely (0–1) and why; no reasons where only a person says so."""

    id: int
    name: str
    outlet: str
    score: float = 0.0
    reasons: Sequence[str] = ()


@dataclass(frozen=True)
class Pair:
    """Two contacts before they become one, as far as the actor knows them. `stays` is the one that is offered to stay."""

    one: ContactRecord
    other: ContactRecord
    score: float
    reasons: Sequence[str]
    stays: int


def candidates(desk: Desk, *, actor: Actor, journalist_id: int) -> tuple[ContactRecord, list[Candidate]]:
    """A contact with who may be the same person, the surest first."""
    authorize(actor, "work")
    with desk.database.read() as session:
        row = find(session, actor, journalist_id)
        known = _known(session, actor)
        found = twins.twins([known.pop(journalist_id)], among=known.values())[:MOST]
        other = [_candidate(known, pair.other if pair.one == journalist_id else pair.one, pair) for pair in found]
        return read(session, desk, actor, row), other


def called(desk: Desk, *, actor: Actor, journalist_id: int, words: str) -> list[Candidate]:
    """Those that somebody's words mean, but for the contact itself. Invalid (field `other`) where they mean nobody."""
    authorize(actor, "work")
    words = one_line(taken(words, what="The name", most=lists.LONGEST, field="other", blank=False))
    page = lists.listing(desk, actor=actor, words=words)
    found = [Candidate(one.id, one.name, one.outlet) for one in page.entries if one.id != journalist_id]
    if not found:
        wrong = f"Nobody else is found by “{shortened(words, 60)}”. A name, an e-mail address or an outlet will do."
        raise Invalid(wrong, other=wrong)
    return found


def pair(desk: Desk, *, actor: Actor, journalist_id: int, other_id: int) -> Pair:
    """Both, with what speaks for their being one person. Invalid where they are one already."""
    authorize(actor, "work")
    if journalist_id == other_id:
        raise Invalid("That is the same contact.", other="That is the same contact. Name the other one.")
    with desk.database.read() as session:
        one, other = (read(session, desk, actor, find(session, actor, each)) for each in (journalist_id, other_id))
        twin = twins.compared(known_of(one), known_of(other))
        free = [each for each in (one, other) if _is_open(session, each.row)]
        stays = max(free or (one, other), key=lambda each: (_weight(each), -(each.row.id or 0)))
        return Pair(one, other, twin.score, twin.reasons, stays.row.id or 0)


def merge(desk: Desk, *, actor: Actor, gone_id: int, kept_id: int, because: str) -> ContactRecord:
    """Makes two contacts one: what names the one names the other, whose gaps are filled; a block on either holds. Can be undone.

    Invalid (field `stays`) where the one that is to stay is known from a restricted matter alone and the other is not.
    """
    authorize(actor, "work")
    because = one_line(taken(because, what="The reason", most=500, field="because", blank=False))
    if gone_id == kept_id:
        raise Invalid("That is the same contact.")
    with desk.database.write() as session:
        rows = {each: find(session, actor, each, hold=True) for each in sorted((gone_id, kept_id))}
        gone, stays = rows[gone_id], rows[kept_id]
        quiet, known = not _is_open(session, gone), _is_open(session, stays)
        if not quiet and not known:
            wrong = f"{stays.name} is known from a restricted matter alone. Keep {gone.name}: the desk knows of them."
            raise Invalid(wrong, stays=wrong)
        before = kept(session, stays)
        blocked = stays.do_not_contact_at is None and gone.do_not_contact_at is not None
        done = move(session, gone, stays)
        _block(gone, stays, quiet=quiet)
        if not quiet:
            _fill(session, gone, stays)
        gone.merged_into_id = stays.id
        session.add_all([gone, stays])
        session.flush()
        told = "made another contact one with this" if quiet else f"made {_called(gone)} one with this: {because}"
        note(
            session, desk, actor, stays, MERGED if known else MERGED + QUIETLY, told,
            before={**before, MERGED: {**done, "blocked": blocked}}, was=gone_id,
        )  # fmt: skip
        note(session, desk, actor, gone, BECAME + QUIETLY if quiet else BECAME, "is one with another contact now", into=kept_id)
        remember(session, desk, kept_id)
        return read(session, desk, actor, stays)


def known_of(record: ContactRecord) -> Known:
    """A contact as it is compared."""
    one = record.row
    mails = tuple(filter(None, [one.email, *one.other_emails]))
    return Known(one.id or 0, one.name, mails, (one.phone,) if one.phone else (), record.outlet.name if record.outlet else "")


def _known(session: Session, actor: Actor) -> dict[int, Known]:
    rows = session.exec(
        select(Journalist.id, Journalist.name, Journalist.email, Journalist.other_emails, Journalist.phone, Outlet.name)  # type: ignore[call-overload]
        .outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id).where(visible_to(actor))
    )  # fmt: skip
    return {
        one: Known(one, name, [*([email] if email else []), *others], [phone] if phone else [], outlet or "")
        for one, name, email, others, phone, outlet in rows
    }


def _candidate(known: dict[int, Known], journalist_id: int, twin: twins.Twin) -> Candidate:
    one = known[journalist_id]
    return Candidate(one.id, one.name, one.outlet, twin.score, twin.reasons)


def _is_open(session: Session, row: Journalist) -> bool:
    """Whether the whole desk may know of them."""
    known = exists().where(col(Journalist.id) == row.id, open_to_all(row.team_id))
    return bool(session.execute(select(known)).scalar())


def _weight(record: ContactRecord) -> int:
    """How much hangs on a contact."""
    other = record.dealings
    kinds = (record.asked, record.ran, record.received, record.agreed, record.cases, other.pitches, other.interviews)
    return sum(map(len, kinds))


def _called(one: Journalist) -> str:
    return f"{one.name} ({one.email})" if one.email else one.name


def _block(gone: Journalist, stays: Journalist, *, quiet: bool) -> None:
    """Who must not be contacted under one name must not under the other."""
    if gone.do_not_contact_at is not None and stays.do_not_contact_at is None:
        stays.do_not_contact_at, stays.do_not_contact_by = gone.do_not_contact_at, gone.do_not_contact_by
        stays.do_not_contact_because = BLOCKED if quiet else gone.do_not_contact_because


def _fill(session: Session, gone: Journalist, stays: Journalist) -> None:
    """What the one that stays lacks; what both have and is not the same is kept beside, in the notes."""
    mails = [one for one in (stays.email, *stays.other_emails, gone.email, *gone.other_emails) if one]
    mails = list(dict.fromkeys(mails))[:EMAILS]
    stays.email, stays.other_emails = (mails[0], mails[1:]) if mails else (None, [])
    beside = []
    for name, words in (("phone", "Other number"), ("preference", "How they like to be reached, too")):
        mine, theirs = getattr(stays, name), getattr(gone, name)
        setattr(stays, name, mine or theirs)
        if mine and theirs and mine != theirs:
            beside.append(f"{words}: {theirs}")
    for name in ("beats", "languages", "tags"):
        setattr(stays, name, list(dict.fromkeys([*getattr(stays, name), *getattr(gone, name)]))[:ITEMS])
    stays.region, stays.provenance = stays.region or gone.region, stays.provenance or gone.provenance
    notes = dict.fromkeys(filter(None, [stays.notes, gone.notes, *beside]))
    stays.notes = shortened("\n".join(notes), NOTES)
    stays.review_on = min((one for one in (stays.review_on, gone.review_on) if one), default=None)
    _lay_together(session, gone, stays)


def _lay_together(session: Session, gone: Journalist, stays: Journalist) -> None:
    """Where they work: each role once. The one that stays has the outlet it had, or gets the other's."""
    mine = [one for one, _ in roles_of(session, stays.id or 0)]
    theirs: list[Any] = [one for one, _ in roles_of(session, gone.id or 0)]
    running = {one.outlet_id for one in (*mine, *theirs) if one.ended_on is None}
    if gone.outlet_id and gone.outlet_id not in (stays.outlet_id, *running):
        theirs.append(OutletRole(journalist_id=0, outlet_id=gone.outlet_id))
    for one in theirs:
        same = next((each for each in mine if (each.outlet_id, each.ended_on) == (one.outlet_id, one.ended_on)), None)
        if same is None:
            told = {name: getattr(one, name) for name in ("outlet_id", "title", "started_on", "ended_on")}
            session.add(OutletRole(journalist_id=stays.id or 0, **told))
        else:
            same.title, same.started_on = same.title or one.title, same.started_on or one.started_on
            session.add(same)
    stays.outlet_id = stays.outlet_id or gone.outlet_id
