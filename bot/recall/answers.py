"""Answers: the nearest of all that was said on the record, to an inquiry or in a statement of its own."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import inquiries, likeness, search, teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid
from bot.models import Decision, Inquiry, Member, Outlet, Posting, Release, StatementKind, Team, Terms, Verdict
from bot.recall.releases import OF_ONE, Given, given, on_record, share, standing_alone
from bot.search import Near
from bot.text import taken

SHOWN = 5
ALONE = 0.4  # The same of a statement of its own, whose words are not weighed by how rare they are.
NEAR = 0.2  # The least share of an inquiry's telling words that a past answer must have.
BLEND = 1  # How soon a lower place in one of two lists counts less (k of reciprocal rank fusion): the first of each come first.


@dataclass(frozen=True)
class PastAnswer:
    """Words that were approved and given before, on the record. `old` says that they were given too long ago to be used
    without a look, `expired` that something they cite no longer holds, `corrected_by` which statement put them right (or "").
    `link` leads to the card, `may_leave` says whether a model may read them, `embargo_until` when a running embargo ends.

    `inquiry_id` is None for a statement of its own, and `reference` that of the inquiry only for its first answer.
    """

    inquiry_id: int | None
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
    expired: bool = False
    corrected_by: str = ""
    embargo_until: datetime | None = None
    corrects: bool = False

    @property
    def is_reusable(self) -> bool:
        """Whether the words may be offered to be used again: not those that were put right, those that put something right
        and quote it, and those that may not be published yet."""
        return not self.corrected_by and not self.corrects and self.embargo_until is None


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
    ids = _blended([one.inquiry_id for one in by_words], by_likeness)
    found = _past(session, desk, actor, texts, ids[:SHOWN], {one.inquiry_id: one.share for one in by_words})
    return [one for one in found if one.is_reusable][:SHOWN]


def said(desk: Desk, *, actor: Actor, text: str) -> list[PastAnswer]:
    """What was said before that is nearest to these words. They are looked up in our own database and sent nowhere. Words
    under embargo are shown only to those who may work with them."""
    authorize(actor, "look")
    text = taken(text, what="The text", most=3_000)
    if not search.words(text):
        raise Invalid("What about? A few words will do, such as “night shelter beds”.")
    with desk.database.read() as session:
        near = _by_words(session, desk, actor, [text], [])[:SHOWN]
        found = _past(
            session, desk, actor, [text], [one.inquiry_id for one in near], {one.inquiry_id: one.share for one in near}
        )
        may_work = actor.rank >= RANK[NEEDS["work"]]
        return [one for one in found if may_work or one.embargo_until is None][:SHOWN]


def answered(actor: Actor) -> list[Any]:
    """The condition of an answer that may be recalled: this team's, given on the record, the first one or a later one, and
    not restricted, even for those who are named: past answers are put into drafts that others see."""
    later = select(Release.inquiry_id).where(on_record(), col(Release.inquiry_id).is_not(None))
    return [
        col(Inquiry.team_id) == actor.team_id, col(Inquiry.restricted).is_(False), col(Inquiry.responded_at).is_not(None),
        or_(col(Inquiry.response_terms) == Terms.ON_RECORD, col(Inquiry.id).in_(later)),
    ]  # fmt: skip


def lapsed(team: Team, given_at: datetime, now: datetime) -> bool:
    """Whether an answer of that time must be checked before it is said again: after the team's months."""
    back = now.year * 12 + now.month - 1 - team.answers_age_months
    year, month = divmod(back, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return given_at < now.replace(year=year, month=month + 1, day=min(now.day, last))


def _by_words(session: Session, desk: Desk, actor: Actor, texts: Sequence[str], among: Sequence[Any]) -> list[Near]:
    found = search.nearest(session, texts, known=answered(actor), among=among, within=search.SAID, at=desk.clock())
    least = 1 if len(search.words(*texts)) < 4 else 2
    return [one for one in found if one.share >= NEAR and one.words >= least]


def _blended(*lists: Iterable[int]) -> list[int]:
    """One list of several, by the places that each of them gives."""
    scores: dict[int, float] = {}
    for ranked in lists:
        for place, one in enumerate(ranked):
            scores[one] = scores.get(one, 0.0) + 1 / (BLEND + place)
    return sorted(scores, key=lambda one: (-scores[one], -one))


def _past(
    session: Session, desk: Desk, actor: Actor, texts: Sequence[str], ids: Sequence[int], shares: Mapping[int, float]
) -> list[PastAnswer]:  # fmt: skip
    """What was said to these inquiries, in their order, and in between what was said in statements of their own, by how much
    of the texts each speaks of: one query of each table for all of them."""
    team, now = teams.team_of(session, actor.team_id), desk.clock()
    rows = {row.id: row for row in session.exec(select(Inquiry).where(col(Inquiry.id).in_(ids)))}
    released = defaultdict[int | None, list[Given]](list)
    for one in given(session, team, col(Release.inquiry_id).in_(ids), now=now):
        released[one.release.inquiry_id].append(one)
    alone = standing_alone(session, team, texts, now=now, least=ALONE) if texts else []
    versions = [row.response_version_id for row in rows.values()]
    versions += [one.release.version_id for each in (*released.values(), alone) for one in each]
    known = _Known(
        team, now, _outlets(session, rows.values()), _approvers(session, versions),
        _links(session, desk, list(rows.values())), _statement_links(session, desk, team, alone),
    )  # fmt: skip
    found: list[PastAnswer] = []
    waiting = list(alone)
    for inquiry_id in ids:
        while waiting and waiting[0].share > shares.get(inquiry_id, 1.0):
            found.append(known.alone(waiting.pop(0)))
        found += known.answers(rows[inquiry_id], sorted(released[inquiry_id], key=lambda one: -share(texts, one)))
    return [*found, *(known.alone(one) for one in waiting)]


@dataclass(frozen=True)
class _Known:
    """What several answers share."""

    team: Team
    now: datetime
    outlets: Mapping[int | None, str]
    approvers: Mapping[int | None, str]
    links: Mapping[int | None, str]
    own_links: Mapping[int | None, str]

    def answers(self, row: Inquiry, released: Sequence[Given]) -> list[PastAnswer]:
        """The answers to one inquiry, those nearest to what is asked; of its first one what the inquiry says, where no
        release does."""
        found = [self._of(row, one) for one in released[:OF_ONE]]
        first = row.response is not None and row.responded_at is not None and row.response_terms == Terms.ON_RECORD
        if found or not first:
            return found
        assert row.responded_at is not None and row.response is not None
        return [
            PastAnswer(
                inquiry_id=row.id, reference=row.reference, topic=row.topic, text=row.response, given_at=row.responded_at,
                outlet=self.outlets.get(row.outlet_id, ""), approved_by=self.approvers.get(row.response_version_id, "unknown"),
                version_id=row.response_version_id or 0, old=lapsed(self.team, row.responded_at, self.now),
                link=self.links.get(row.id), may_leave=row.may_leave,
            )
        ]  # fmt: skip

    def _of(self, row: Inquiry, one: Given) -> PastAnswer:
        is_first = one.release.version_id == row.response_version_id
        return self._answer(
            one, reference=row.reference if is_first else one.statement.reference, topic=row.topic,
            outlet=self.outlets.get(row.outlet_id, ""), link=self.links.get(row.id), may_leave=row.may_leave,
        )  # fmt: skip

    def alone(self, one: Given) -> PastAnswer:
        """What a statement of its own said."""
        return self._answer(
            one, reference=one.statement.reference, topic=one.statement.title, outlet="",
            link=self.own_links.get(one.statement.id), may_leave=True,
        )  # fmt: skip

    def _answer(self, one: Given, *, reference: str, topic: str, outlet: str, link: str | None, may_leave: bool) -> PastAnswer:
        release, ahead = one.release, one.embargoed(self.now)
        return PastAnswer(
            inquiry_id=release.inquiry_id, reference=reference, topic=topic, text=release.text, given_at=release.sent_at,
            outlet=outlet, approved_by=self.approvers.get(release.version_id, "unknown"), version_id=release.version_id,
            old=lapsed(self.team, release.sent_at, self.now), link=link, may_leave=may_leave and not ahead,
            corrects=one.statement.kind == StatementKind.CORRECTION,
            expired=one.expired, corrected_by=one.corrected_by, embargo_until=release.embargo_until if ahead else None,
        )  # fmt: skip


def _outlets(session: Session, rows: Iterable[Inquiry]) -> dict[int | None, str]:
    found = session.exec(select(Outlet).where(col(Outlet.id).in_({row.outlet_id for row in rows})))
    return {one.id: one.name for one in found}


def _approvers(session: Session, versions: Sequence[int | None]) -> dict[int | None, str]:
    """Who approved each of these versions last, by name."""
    approved = select(Decision.version_id, Member.name).join(Member, col(Decision.member_id) == Member.id)
    given_by = col(Decision.verdict).in_([Verdict.APPROVED, Verdict.CONDITIONAL])
    wanted = approved.where(col(Decision.version_id).in_(versions), given_by)
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
    return {one.inquiry_id: _address(desk, one) for one in cards}


def _statement_links(session: Session, desk: Desk, team: Team, alone: Sequence[Given]) -> dict[int | None, str]:
    """The same of statements of their own."""
    subjects = {f"statement:{one.statement.id}": one.statement.id for one in alone}
    cards = session.exec(
        select(Posting).where(
            Posting.kind == "statement_card", Posting.conversation == team.desk_channel, col(Posting.subject).in_(subjects)
        )
    )
    return {subjects[one.subject]: _address(desk, one) for one in cards}


def _address(desk: Desk, one: Posting) -> str:
    slack = desk.settings.slack_api_base_url.removesuffix("api/")
    return f"{slack}archives/{one.channel}/p{one.ts.replace('.', '')}"
