"""Suggested: which contacts of our own may care for a topic, with the reasons: their beats, what they asked, wrote and took up.

No model is asked. Who must not be contacted is never among them, and nothing is a reason that the reader may not know of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import inquiries, search
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import (
    Article,
    Clip,
    ClipLink,
    Inquiry,
    InquiryJournalist,
    Journalist,
    LinkKind,
    Outlet,
    Pitch,
    PitchOutcome,
    Statement,
)
from bot.relationships.lists import Entry, entry
from bot.relationships.visible import visible_to
from bot.statements.lists import visible_to as statements_visible_to
from bot.text import one_line, taken
from bot.thesaurus import like, root

MOST = 8
REASONS = 3  # Of each kind.
BEAT, TAG, ASKED, WROTE, TOOK_UP, PASSED = 3.0, 1.5, 2.5, 2.0, 2.0, -1.5
LIKEWISE = 0.8  # What another word for the same thing counts.
ENOUGH = 0.34  # The part of the topic's words that a question or a headline must have.
HALF_LIFE = 365.0  # Days after which what they did counts half.
LOOKED_AT = 5_000  # Clips and pitches, the newest.


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for somebody: `kind` is beat, tag, asked, wrote, took_up or passed; `at` where it has a day."""

    kind: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Suggestion:
    """A contact and why."""

    one: Entry
    score: float
    reasons: Sequence[Reason]


@dataclass
class _Found:
    score: float = 0.0
    reasons: list[Reason] = field(default_factory=list)

    def add(self, weight: float, kind: str, text: str, at: datetime | None = None) -> None:
        """Each further reason of a kind counts half of the one before."""
        before = sum(one.kind == kind for one in self.reasons)
        self.score += weight * 0.5**before
        if before < REASONS:
            self.reasons.append(Reason(kind, one_line(text), at))


@dataclass(frozen=True)
class Topic:
    """The telling words of a topic, by their root, with other words for the same thing."""

    roots: frozenset[str]
    others: dict[str, str]  # By the root of another word, the root of the one asked for.

    @classmethod
    def of(cls, text: str) -> Topic:
        words = search.words(text)[: search.MOST_WORDS]
        roots = frozenset(root(one) for one in words)
        return cls(roots, {root(other): root(one) for one in words for other in like(one) if root(other) not in roots})

    def share(self, text: str) -> float:
        """How much of the topic a text has, 0–1."""
        there = {root(one) for one in search.folded(text).split()}
        whole = there & self.roots
        besides = {self.others[one] for one in there if one in self.others} - whole
        return (len(whole) + LIKEWISE * len(besides)) / max(1, len(self.roots))


def about(desk: Desk, *, actor: Actor, topic: str) -> list[Suggestion]:
    """Who of our contacts may care for it, the likeliest first; Invalid where no topic is said."""
    authorize(actor, "look")
    topic = one_line(taken(topic, what="The topic", most=300, field="topic", blank=False))
    with desk.database.read() as session:
        return among(session, actor, topic, desk.clock())


def among(session: Session, actor: Actor, topic: str, now: datetime) -> list[Suggestion]:
    """As `about`, within a session."""
    wanted, found = Topic.of(topic), defaultdict[int, _Found](_Found)
    people: Any = session.exec(
        select(Journalist, Outlet).outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id)
        .where(visible_to(actor), col(Journalist.do_not_contact_at).is_(None))
    )  # fmt: skip
    known = {one.id: (one, outlet) for one, outlet in people}
    fits: dict[str, float] = {}  # Many have the same beats.
    for one, _ in known.values():
        for weight, kind, words in (*((BEAT, "beat", beat) for beat in one.beats), *((TAG, "tag", tag) for tag in one.tags)):
            if words not in fits:
                fits[words] = _fits(wanted, words)
            if fits[words] > 0:
                found[one.id].add(weight * fits[words], kind, words)
    for journalist_id, weight, reason in (*_asked(session, actor, topic, now), *_did(session, actor, wanted, now)):
        found[journalist_id].add(weight, reason.kind, reason.text, reason.at)
    rows = [Suggestion(entry(*known[one]), round(each.score, 3), each.reasons) for one, each in found.items() if one in known]
    meant = [one for one in rows if one.score > 0]
    return sorted(meant, key=lambda each: (-each.score, each.one.tier or 9, each.one.name.casefold()))[:MOST]


def _fits(wanted: Topic, words: str) -> float:
    """How much of a beat the topic is about: of "housing policy" a topic of housing is half."""
    there = [root(one) for one in search.words(words)]
    hits = sum(1.0 if one in wanted.roots else LIKEWISE if one in wanted.others else 0.0 for one in there)
    return hits / max(1, len(there))


def _asked(session: Session, actor: Actor, topic: str, now: datetime) -> Iterator[tuple[int, float, Reason]]:
    known = inquiries.visible_to(actor)
    near = {one.inquiry_id: one for one in search.nearest(session, [topic], known=[known], at=now, within=search.ASKED)}
    rows = session.exec(
        select(InquiryJournalist.journalist_id, Inquiry).join(Inquiry).where(col(Inquiry.id).in_(near), known)
        .order_by(col(Inquiry.received_at).desc())
    )  # fmt: skip
    for journalist_id, one in rows:
        share = near[one.id or 0].share
        if share >= ENOUGH:
            weight = ASKED * share * _fresh(one.received_at, now)
            yield journalist_id, weight, Reason("asked", f"{one.reference} {one.topic}", one.received_at)


def _did(session: Session, actor: Actor, wanted: Topic, now: datetime) -> Iterator[tuple[int, float, Reason]]:
    """What they wrote and what they made of our pitches."""
    wrote: Iterable[Any] = session.exec(
        select(ClipLink.subject_id, Article.title, Article.published_at)
        .join(Clip, col(Clip.id) == ClipLink.clip_id).join(Article, col(Article.id) == Clip.article_id)
        .where(ClipLink.kind == LinkKind.JOURNALIST, col(ClipLink.refused_at).is_(None), Article.team_id == actor.team_id)
        .order_by(col(Article.published_at).desc()).limit(LOOKED_AT)
    )  # fmt: skip
    for journalist_id, title, at in wrote:
        share = wanted.share(title)
        if share >= ENOUGH:
            yield journalist_id, WROTE * share * _fresh(at, now), Reason("wrote", title, at)
    free = select(Statement.id).where(statements_visible_to(actor))
    pitches = session.exec(
        select(Pitch).where(Pitch.team_id == actor.team_id, col(Pitch.taken_back_at).is_(None))
        .where(or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).in_(free)))
        .where(col(Pitch.outcome) != PitchOutcome.SENT).order_by(col(Pitch.pitched_at).desc()).limit(LOOKED_AT)
    )  # fmt: skip
    for one in pitches:
        share, passed = wanted.share(one.subject), one.outcome == PitchOutcome.PASSED
        if share >= ENOUGH:
            weight = (PASSED if passed else TOOK_UP) * share * _fresh(one.pitched_at, now)
            yield one.journalist_id, weight, Reason("passed" if passed else "took_up", one.subject, one.pitched_at)


def _fresh(at: datetime, now: datetime) -> float:
    return float(0.5 ** (max(now - at, timedelta()) / timedelta(days=HALF_LIFE)))
