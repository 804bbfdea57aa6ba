"""Dealings: who asks, and what there was between them, their outlet and us: earlier inquiries, clips, tone, corrections, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Row, day, part, row
from bot.coverage import case_grounds
from bot.coverage.case_clocks import OPEN
from bot.models import (
    Article,
    Clip,
    ClipLink,
    CorrectionCase,
    Inquiry,
    InquiryJournalist,
    Journalist,
    LinkKind,
    Outlet,
    OutletRole,
    Question,
    Tone,
)

HISTORY = 4
CLIPS = 3
ASKED = 3
TONES = 10  # Clips whose tones are counted.
TONE = {
    Tone.FAVOURABLE: "favourable", Tone.NEUTRAL: "neutral", Tone.UNFAVOURABLE: "unfavourable", Tone.MIXED: "mixed",
    Tone.NOT_TONED: "not toned",
}  # fmt: skip


def journalist(session: Session, occasion: Occasion, known: ColumnElement[bool]) -> Part:
    """The journalist and us. `known` is the condition of inquiries that the reader may know of."""
    people = occasion.journalists
    name = people[0].name if people else "This journalist"
    ids = [one.id for one in people]
    asked = _inquiries(session, occasion, known, col(Inquiry.id).in_(_asked_by(ids)))
    rows = [line for one in people[:3] for line in _card(session, one)]
    rows += [_told(one, occasion) for one in asked] or [row("No earlier inquiry on record.")]
    rows += _questions(session, asked)
    rows += _clips(session, occasion, _clips_by(ids))
    rows += _cases(session, col(CorrectionCase.journalist_id).in_(ids))
    return part(f"{name} and us", rows)


def outlet(session: Session, occasion: Occasion, known: ColumnElement[bool]) -> Part | None:
    """The outlet and us, what is said of the journalist apart; None where no outlet is known."""
    found = occasion.outlet
    if found is None:
        return None
    facts = [f"tier {found.tier}" if found.tier else "", found.kind or "", found.region, found.deadlines]
    told = " · ".join(one for one in facts if one)
    rows = [row(told, "outlet on record")] if told else []
    theirs = col(Inquiry.id).in_(_asked_by([one.id for one in occasion.journalists]))
    others = _inquiries(session, occasion, known, col(Inquiry.outlet_id) == found.id, ~theirs)
    rows += [_told(one, occasion) for one in others] or [row("Nobody else there asked us before.")]
    there = select(Clip.id).join(Article, col(Article.id) == Clip.article_id).where(Article.outlet_id == found.id)
    by_us = [one.id for one in occasion.journalists]
    rows += _clips(session, occasion, there.where(col(Clip.id).not_in(_clips_by(by_us))))
    rest = or_(col(CorrectionCase.journalist_id).is_(None), col(CorrectionCase.journalist_id).not_in(by_us))
    rows += _cases(session, (col(CorrectionCase.outlet_id) == found.id) & rest)
    return part(f"{found.name} and us", rows)


def earlier_questions(session: Session, occasion: Occasion, known: ColumnElement[bool]) -> list[tuple[str, str]]:
    """What this journalist and this outlet asked before, with the reference it was asked in, theirs and the newest first."""
    ids = [one.id for one in occasion.journalists]
    own = _inquiries(session, occasion, known, col(Inquiry.id).in_(_asked_by(ids)))
    there = occasion.outlet
    others = _inquiries(session, occasion, known, col(Inquiry.outlet_id) == there.id) if there else []
    rows = list({one.id: one for one in (*own, *others)}.values())
    return questions_of(session, rows)


def questions_of(session: Session, rows: Sequence[Inquiry]) -> list[tuple[str, str]]:
    """The questions of these inquiries with their references, in the order given."""
    found: dict[int, list[str]] = {}
    asked = select(Question).where(col(Question.inquiry_id).in_([one.id for one in rows])).order_by(col(Question.number))
    for one in session.exec(asked):
        found.setdefault(one.inquiry_id, []).append(one.text)
    return [(text, one.reference) for one in rows for text in found.get(one.id or 0, [])]


def _card(session: Session, one: Journalist) -> list[Row]:
    """Who they are and how they like to be reached."""
    now = select(OutletRole.title).where(
        OutletRole.journalist_id == one.id, OutletRole.outlet_id == one.outlet_id, col(OutletRole.ended_on).is_(None)
    )
    title = session.exec(now).first() or ""
    told = [title, f"covers {', '.join(one.beats)}" if one.beats else "", one.preference]
    rows = [row(f"{one.name}: {' · '.join(part for part in told if part)}", "contact card")] if any(told) else []
    if one.do_not_contact_at is not None:
        rows.append(row(f"{one.name} is not to be contacted.", "contact card"))
    return rows


def _asked_by(ids: Sequence[int | None]) -> Any:
    return select(InquiryJournalist.inquiry_id).where(col(InquiryJournalist.journalist_id).in_(ids))


def _inquiries(session: Session, occasion: Occasion, known: ColumnElement[bool], *conditions: Any) -> list[Inquiry]:
    found = select(Inquiry).where(known, Inquiry.id != occasion.inquiry_id if occasion.inquiry_id else True, *conditions)
    return list(session.exec(found.order_by(col(Inquiry.received_at).desc(), col(Inquiry.id).desc()).limit(HISTORY)))


def _told(one: Inquiry, occasion: Occasion) -> Row:
    ended = one.resolution.value if one.resolution else one.status.value
    topic = "under embargo" if one.embargo_words else one.topic
    return row(
        f"{day(one.received_at, occasion.team.zone)} · {one.reference} {topic} — {ended.replace('_', ' ')}", one.reference
    )


def _questions(session: Session, asked: Sequence[Inquiry]) -> list[Row]:
    open_ones = [one for one in asked if not one.embargo_words]
    return [row(f"Asked before: “{text}”", reference, most=250) for text, reference in questions_of(session, open_ones)[:ASKED]]


def _clips_by(ids: Sequence[int | None]) -> Any:
    """The ids of clips that are by these journalists."""
    by_them: list[Any] = [
        ClipLink.kind == LinkKind.JOURNALIST,
        col(ClipLink.subject_id).in_(ids),
        col(ClipLink.refused_at).is_(None),
    ]
    return select(ClipLink.clip_id).where(*by_them)


def _clips(session: Session, occasion: Occasion, ids: Any) -> list[Row]:
    """Their newest clips, and the tone of the last ten of them."""
    found = session.exec(
        select(Clip, Article, Outlet.name).join(Article, col(Article.id) == Clip.article_id)
        .outerjoin(Outlet, col(Outlet.id) == Article.outlet_id)
        .where(Clip.team_id == occasion.team.id, col(Clip.not_us_at).is_(None), col(Clip.id).in_(ids))
        .order_by(col(Article.published_at).desc(), col(Article.id).desc()).limit(TONES)
    ).all()  # fmt: skip
    rows = [_clip(clip, one, name or "", occasion.team.zone) for clip, one, name in found[:CLIPS]]
    toned = Counter(clip.tone_now for clip, _, _ in found if clip.tone_now != Tone.NOT_TONED)
    if toned:
        told = ", ".join(f"{count} {TONE[tone]}" for tone, count in toned.most_common())
        rows.append(
            row(f"Tone toward us in the last {len(found)} {'clip' if len(found) == 1 else 'clips'}: {told}.", "clips on record")
        )
    return rows


def _clip(clip: Clip, one: Article, name: str, zone: str) -> Row:
    return row(f"Ran: “{one.title}” ({TONE[clip.tone_now]})", f"{name or 'clip'}, {day(one.published_at, zone)}", most=250)


def _cases(session: Session, condition: ColumnElement[bool]) -> list[Row]:
    """What is to be put right, without what rests on something restricted."""
    found = session.exec(
        select(CorrectionCase).where(condition, col(CorrectionCase.state).in_(OPEN)).order_by(col(CorrectionCase.id))
    ).all()
    shut = case_grounds.closed(session, found)
    known = [one for one in found if one.id not in shut]
    return [row(f"Open correction {one.reference} ({one.state.value}): {one.error}", one.reference, most=250) for one in known]
