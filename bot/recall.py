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
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        others = col(Inquiry.id) != inquiry_id
        texts = [record.inquiry.topic, *(one.text for one in record.questions)]
        by_words = _by_words(session, desk, actor, texts, [others])
        alike = likeness.nearest(session, inquiry_id, among=answered(actor))
        by_likeness = [other for other, cosine in alike if cosine >= likeness.ALIKE]
        return [_past(session, desk, one) for one in _blended(by_words, by_likeness)[:SHOWN]]


def said(desk: Desk, *, actor: Actor, text: str) -> list[PastAnswer]:
    """Answers given before that are nearest to these words. They are looked up in our own database and sent nowhere."""
    authorize(actor, "look")
    text = taken(text, what="The text", most=3_000)
    if not search.words(text):
        raise Invalid("What about? A few words will do, such as “night shelter beds”.")
    with desk.database.read() as session:
        return [_past(session, desk, one) for one in _by_words(session, desk, actor, [text], [])[:SHOWN]]


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


def _past(session: Session, desk: Desk, inquiry_id: int) -> PastAnswer:
    row = session.get_one(Inquiry, inquiry_id)
    team = teams.team_of(session, row.team_id)
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    approver = session.exec(
        select(Member.name)
        .join(Decision, col(Decision.member_id) == Member.id)
        .where(Decision.version_id == row.response_version_id, Decision.verdict == Verdict.APPROVED)
        .order_by(col(Decision.id).desc())
    ).first()
    assert row.responded_at is not None and row.response is not None
    return PastAnswer(
        inquiry_id=inquiry_id, reference=row.reference, topic=row.topic, text=row.response, given_at=row.responded_at,
        outlet=outlet.name if outlet else "", approved_by=approver or "unknown", version_id=row.response_version_id or 0,
        old=lapsed(team, row.responded_at, desk.clock()), link=_link(session, desk, team, row), may_leave=row.may_leave,
    )  # fmt: skip


def _link(session: Session, desk: Desk, team: Team, row: Inquiry) -> str | None:
    """The address of its card in the desk channel, in the form that Slack resolves by itself."""
    card = session.exec(
        select(Posting).where(Posting.kind == "card", Posting.inquiry_id == row.id, Posting.conversation == team.desk_channel)
    ).first()
    if card is None:
        return None
    return f"{desk.settings.slack_api_base_url.removesuffix('api/')}archives/{card.channel}/p{card.ts.replace('.', '')}"
