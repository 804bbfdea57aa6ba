"""Recall: what did we say last time? The nearest answers that were approved and given, on the record."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot import inquiries, likeness, search, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid
from bot.models import Decision, Inquiry, Member, Outlet, Posting, Team, Terms, Verdict
from bot.text import taken

SHOWN = 5
NEAR = 0.2  # The least share of an inquiry's telling words that a past answer must have.
BLEND = 1  # How soon a lower place in one of two lists counts less (k of reciprocal rank fusion): the first of each come first.


@dataclass(frozen=True)
class PastAnswer:
    """Words that were approved and given before, on the record. `old` says that they were given too long ago to be used
    without a look, `link` leads to the card, `may_leave` says whether a model may read them."""

    inquiry_id: int
    reference: str
    topic: str
    text: str
    given_at: datetime
    outlet: str
    approved_by: str
    version_id: int
    old: bool
    link: str | None
    may_leave: bool


def past_answers(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[PastAnswer]:
    """Answers given before on what this inquiry asks, the nearest first: by its words, and by likeness where that is known."""
    with desk.database.read() as session:
        return before(session, desk, actor=actor, inquiry_id=inquiry_id)


def before(session: Session, desk: Desk, *, actor: Actor, inquiry_id: int) -> list[PastAnswer]:
    """As `past_answers`, within a session."""
    authorize(actor, "look")
    record = inquiries.read(session, actor, inquiry_id)
    others = col(Inquiry.id) != inquiry_id
    texts = [record.inquiry.topic, *(one.text for one in record.questions)]
    by_words = _by_words(session, desk, actor, texts, [others])
    alike = likeness.nearest(session, inquiry_id, among=answered(actor))
    by_likeness = [other for other, cosine in alike if cosine >= likeness.ALIKE]
    return _past(session, desk, _blended(by_words, by_likeness)[:SHOWN])


def said(desk: Desk, *, actor: Actor, text: str) -> list[PastAnswer]:
    """Answers given before that are nearest to these words. They are looked up in our own database and sent nowhere."""
    authorize(actor, "look")
    text = taken(text, what="The text", most=3_000)
    if not search.words(text):
        raise Invalid("What about? A few words will do, such as “night shelter beds”.")
    with desk.database.read() as session:
        return _past(session, desk, _by_words(session, desk, actor, [text], [])[:SHOWN])


def answered(actor: Actor) -> list[Any]:
    """The condition of an answer that may be recalled: this team's, given on the record, and not restricted, even for those
    who are named: past answers are put into drafts that others see."""
    return [
        col(Inquiry.team_id) == actor.team_id, col(Inquiry.restricted).is_(False), col(Inquiry.responded_at).is_not(None),
        col(Inquiry.response_terms) == Terms.ON_RECORD,
    ]  # fmt: skip


def lapsed(team: Team, given_at: datetime, now: datetime) -> bool:
    """Whether an answer of that time must be checked before it is said again: after the team's months."""
    back = now.year * 12 + now.month - 1 - team.answers_age_months
    year, month = divmod(back, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return given_at < now.replace(year=year, month=month + 1, day=min(now.day, last))


def _by_words(session: Session, desk: Desk, actor: Actor, texts: Sequence[str], among: Sequence[Any]) -> list[int]:
    found = search.nearest(session, texts, known=answered(actor), among=among, within=search.SAID, at=desk.clock())
    least = 1 if len(search.words(*texts)) < 4 else 2
    return [one.inquiry_id for one in found if one.share >= NEAR and one.words >= least]


def _blended(*lists: Iterable[int]) -> list[int]:
    """One list of several, by the places that each of them gives."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for place, one in enumerate(ranked):
            scores[one] = scores.get(one, 0.0) + 1 / (BLEND + place)
    return sorted(scores, key=lambda one: (-scores[one], -one))


def _past(session: Session, desk: Desk, ids: Sequence[int]) -> list[PastAnswer]:
    """The answers to these inquiries, in their order: one query of each table for all of them."""
    rows = {row.id: row for row in session.exec(select(Inquiry).where(col(Inquiry.id).in_(ids)))}
    outlets = {
        one.id: one.name
        for one in session.exec(select(Outlet).where(col(Outlet.id).in_({row.outlet_id for row in rows.values()})))
    }
    approvers = _approvers(session, [row.response_version_id for row in rows.values()])
    links = _links(session, desk, list(rows.values()))
    return [
        PastAnswer(
            inquiry_id=one, reference=row.reference, topic=row.topic, text=row.response, given_at=row.responded_at,
            outlet=outlets.get(row.outlet_id, ""), approved_by=approvers.get(row.response_version_id, "unknown"),
            version_id=row.response_version_id or 0,
            old=lapsed(teams.team_of(session, row.team_id), row.responded_at, desk.clock()), link=links.get(one),
            may_leave=row.may_leave,
        )
        for one in ids
        if (row := rows[one]).responded_at is not None and row.response is not None
    ]  # fmt: skip


def _approvers(session: Session, versions: Sequence[int | None]) -> dict[int | None, str]:
    """Who approved each of these versions last, by name."""
    approved = select(Decision.version_id, Member.name).join(Member, col(Decision.member_id) == Member.id)
    wanted = approved.where(col(Decision.version_id).in_(versions), Decision.verdict == Verdict.APPROVED)
    return {version: name for version, name in session.exec(wanted.order_by(col(Decision.id)))}


def _links(session: Session, desk: Desk, rows: Sequence[Inquiry]) -> dict[int | None, str]:
    """The addresses of their cards in the desk channel, in the form that Slack resolves by itself."""
    channels = {teams.team_of(session, row.team_id).desk_channel for row in rows}
    cards = session.exec(
        select(Posting).where(
            Posting.kind == "card",
            col(Posting.inquiry_id).in_([row.id for row in rows]),
            col(Posting.conversation).in_(channels),
        )
    )
    slack = desk.settings.slack_api_base_url.removesuffix("api/")
    return {one.inquiry_id: f"{slack}archives/{one.channel}/p{one.ts.replace('.', '')}" for one in cards}
