"""What inquiries are to each other: of one issue, a follow-up, a duplicate. A restricted one stands alone.

Nobody learns of a restricted inquiry by way of another: one that becomes restricted leaves its issue, and the others no longer
name it. Each step is in both histories and can be undone from either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from bot import search
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries.history import announce, remember, show_again, stored
from bot.inquiries.lists import visible_to
from bot.inquiries.record import InquiryRecord, assemble, assemble_all, read
from bot.models import Inquiry, InquiryJournalist, Issue, Resolution, Status

LATELY = timedelta(hours=24)
SAME_TOPIC = 0.3  # The least share of the telling words of what is asked that another inquiry on the topic has,
MOST = 60  # How many near ones are looked through for those of the last day.
SHOWN = 5
FEWEST_WORDS = 2  # and the fewest of these words.
CLOSED_AS = ("status", "resolution", "closed_at", "duplicate_of_id")


@dataclass(frozen=True)
class Nearby:
    """Other inquiries on what one asks: those of the last day, the nearest first, and earlier ones."""

    record: InquiryRecord
    lately: Sequence[InquiryRecord]
    earlier: Sequence[InquiryRecord]

    @property
    def ordinal(self) -> str:
        """Which one it is on its topic in 24 hours: "Third"."""
        count = len(self.lately) + 1
        return {2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth"}.get(count, f"{count}th")


def nearby(desk: Desk, *, actor: Actor, inquiry_id: int) -> Nearby:
    """What else was asked on this topic, as far as everybody may know of it; nothing for a restricted one."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = read(session, actor, inquiry_id)
        if record.inquiry.restricted:
            return Nearby(record, [], [])
        near, since = _near(session, desk, actor, record), desk.clock() - LATELY
        lately = [one for one in near if one.logged_at >= since]
        records = assemble_all(session, [*lately, *[one for one in near if one.logged_at < since][:SHOWN]])
        return Nearby(record, records[: len(lately)], records[len(lately) :])


def group(desk: Desk, *, actor: Actor, inquiry_id: int, other_id: int) -> InquiryRecord:
    """Puts the inquiry under one issue with another; where it was under a different one, it moves."""

    def step(session: Session, one: Inquiry, other: Inquiry) -> None:
        if other.issue_id is None:
            issue = Issue(team_id=one.team_id, created_by=actor.id, created_at=desk.clock())
            if one.issue_id is None:
                session.add(issue)
                session.flush()
            _under(session, desk, actor, other, one, one.issue_id or issue.id)
        if one.issue_id != other.issue_id:
            _under(session, desk, actor, one, other, other.issue_id)

    return _pair(desk, actor, inquiry_id, other_id, step)


def ungroup(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Takes the inquiry out of its issue."""
    with desk.database.write() as session:
        record = read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        inquiry = record.inquiry
        if inquiry.issue_id is not None:
            before, inquiry.issue_id = {"issue_id": inquiry.issue_id}, None
            remember(
                session, desk, inquiry, actor_id=actor.id, action="ungrouped", text="took it out of its issue", before=before
            )
            _show(session, desk, record.fellows)
        return assemble(session, inquiry)


def follow(desk: Desk, *, actor: Actor, inquiry_id: int, other_id: int) -> InquiryRecord:
    """Makes the inquiry a follow-up to another. Conflict where that would go round in a circle."""

    def step(session: Session, one: Inquiry, other: Inquiry) -> None:
        if one.parent_id == other.id:
            return
        above: Inquiry | None = other
        while above is not None:
            if above.id == one.id:
                raise Conflict(f"{other.reference} already follows up {one.reference}.")
            above = session.get(Inquiry, above.parent_id) if above.parent_id else None
        before, one.parent_id = {"parent_id": one.parent_id}, other.id
        remember(
            session, desk, one, actor_id=actor.id, action="followed", text="made it a follow-up to {other}", before=before,
            about=other,
        )  # fmt: skip
        announce(session, desk, other)

    return _pair(desk, actor, inquiry_id, other_id, step)


def merge(desk: Desk, *, actor: Actor, inquiry_id: int, other_id: int) -> InquiryRecord:
    """Closes the inquiry as a duplicate of another, which takes its journalists. Both keep their histories. Conflict where
    it was answered, or has follow-ups of its own."""

    def step(session: Session, one: Inquiry, other: Inquiry) -> None:
        if one.duplicate_of_id == other.id:
            return
        _may_merge(session, one, other)
        before = {name: stored(getattr(one, name)) for name in CLOSED_AS}
        one.status, one.resolution, one.closed_at = Status.CLOSED, Resolution.DUPLICATE, desk.clock()
        one.duplicate_of_id = other.id
        remember(
            session, desk, one, actor_id=actor.id, action="merged", text="merged it into {other}: a duplicate", before=before,
            about=other, details={"resolution": Resolution.DUPLICATE.value},
        )  # fmt: skip
        added = _take_journalists(session, one, other)
        remember(
            session, desk, other, actor_id=actor.id, action="merged_in", text="merged {other} into it: a duplicate",
            before={"journalists": added}, about=one,
        )  # fmt: skip
        version = assemble(session, one).version
        if version is not None:
            show_again(session, desk, version)

    return _pair(desk, actor, inquiry_id, other_id, step)


def _near(session: Session, desk: Desk, actor: Actor, record: InquiryRecord) -> list[Inquiry]:
    """The inquiries on this topic, the nearest first."""
    texts = [record.inquiry.topic, *(one.text for one in record.questions)]
    known = [visible_to(actor), col(Inquiry.restricted).is_(False)]
    others = [col(Inquiry.id) != record.inquiry.id, col(Inquiry.duplicate_of_id).is_(None)]
    found = search.nearest(session, texts, known=known, among=others, within=search.ASKED, at=desk.clock(), most=MOST)
    fewest = min(FEWEST_WORDS, len(search.words(*texts)))
    near = [one.inquiry_id for one in found if one.share >= SAME_TOPIC and one.words >= fewest]
    rows = {one.id: one for one in session.exec(select(Inquiry).where(col(Inquiry.id).in_(near)))}
    return [rows[one] for one in near]


def _pair(
    desk: Desk, actor: Actor, inquiry_id: int, other_id: int, step: Callable[[Session, Inquiry, Inquiry], None]
) -> InquiryRecord:
    """One step on two inquiries, in one transaction, by somebody who may work on both; gives the first as it then is."""
    with desk.database.write() as session:
        # Held in the order of their numbers, so that two who do this at once wait for each other and never in a circle.
        held = {each: read(session, actor, each, hold=True) for each in sorted({inquiry_id, other_id})}
        for record in held.values():
            authorize(actor, "work", record.matter)
        one, other = held[inquiry_id].inquiry, held[other_id].inquiry
        if one is other:
            raise Conflict(f"That is {one.reference} itself.")
        if one.restricted or other.restricted:
            raise Conflict("A restricted inquiry stands alone: it can't be grouped, merged or followed up.")
        step(session, one, other)
        session.flush()
        return assemble(session, one)


def _under(session: Session, desk: Desk, actor: Actor, one: Inquiry, other: Inquiry, issue_id: int | None) -> None:
    before, one.issue_id = {"issue_id": one.issue_id}, issue_id
    remember(
        session, desk, one, actor_id=actor.id, action="grouped", text="put it under one issue with {other}", before=before,
        about=other,
    )  # fmt: skip
    _show(session, desk, assemble(session, one).fellows)


def _show(session: Session, desk: Desk, others: Sequence[Inquiry]) -> None:
    for one in others:
        announce(session, desk, one)


def _may_merge(session: Session, one: Inquiry, other: Inquiry) -> None:
    if other.duplicate_of_id is not None:
        raise Conflict(f"{other.reference} is itself merged into another. Choose that one.")
    if one.status == Status.CLOSED:
        raise Conflict(f"{one.reference} is closed. Open it again first.")
    if one.responded_at is not None:
        raise Conflict(f"{one.reference} was answered, so it stays an inquiry of its own. Group the two under an issue.")
    record = assemble(session, one)
    below = [*record.followups, *record.duplicates]
    if below:
        names = ", ".join(each.reference for each in below)
        raise Conflict(f"{names} hang on {one.reference}, so it can't be merged away. Merge {other.reference} into it instead.")


def _take_journalists(session: Session, one: Inquiry, other: Inquiry) -> list[int]:
    """Adds the journalists of the first to the second; gives the ids of those it did not have."""

    def ids(inquiry: Inquiry) -> list[int]:
        asked = select(InquiryJournalist.journalist_id).where(InquiryJournalist.inquiry_id == inquiry.id)
        return list(session.exec(asked.order_by(col(InquiryJournalist.journalist_id))))

    have = ids(other)
    added = [each for each in ids(one) if each not in have]
    session.add_all(InquiryJournalist(inquiry_id=other.id or 0, journalist_id=each) for each in added)
    session.flush()
    return added
