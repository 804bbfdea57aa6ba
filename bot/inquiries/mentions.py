"""Mentions: where coverage speaks of a matter that became restricted, to be shown anew without it.

What each post then says is its own affair; here they are only found: by clips that are linked to the matter, and by references.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from bot import outbox
from bot.models import (
    Alert,
    AlertPlace,
    Article,
    Clip,
    ClipLink,
    CorrectionCase,
    CorrectionCaseEvent,
    CoverageChannel,
    CoverageDigest,
    EngagementReport,
    LinkKind,
    Pitch,
    Posting,
    Story,
)

LOOK_BACK = timedelta(days=60)
CASE = ("case_card", "case_due", "case_line")
ASKED = re.compile(r"coverage_asked:(\d+):(\d{4}-.+):(\d{4}-\d\d-.+)")  # Channel, since, until.


def hush(
    session: Session, *, team_id: str, at: datetime, references: Collection[str], inquiries: Collection[int] = (),
    statements: Collection[int] = (),
) -> None:  # fmt: skip
    """Asks for every post that speaks of these without being theirs alone to be shown as it may be now: cases, alerts, digests, reports,
    and what was told of pitches."""
    pitched = session.exec(select(Pitch).where(col(Pitch.statement_id).in_(statements))).all()
    linked = or_(
        and_(col(ClipLink.kind) == LinkKind.INQUIRY, col(ClipLink.subject_id).in_(inquiries)),
        and_(col(ClipLink.kind) == LinkKind.STATEMENT, col(ClipLink.subject_id).in_(statements)),
        and_(col(ClipLink.kind) == LinkKind.PITCH, col(ClipLink.subject_id).in_({one.id for one in pitched})),
    )
    clips = {one or 0 for one in session.exec(select(Clip.id).join(ClipLink).where(Clip.team_id == team_id, linked))}
    _cases(session, team_id, at, clips, set(references))
    raised = [col(Alert.reason).contains(one) for one in references]
    alerts = session.exec(select(Alert).where(Alert.team_id == team_id, Alert.raised_at > at - LOOK_BACK, or_(*raised))).all()
    stories = _family(session, {one.story_id for one in alerts} | _stories(session, clips))
    _alerts(session, team_id, at, stories)
    _digests(session, team_id, at, clips, stories, {one.id for one in alerts})
    _pitches(session, team_id, at, pitched)
    _reports(session, team_id, at)


def _reports(session: Session, team_id: str, at: datetime) -> None:
    """Each finds by itself whether it counted something that is restricted by now."""
    recent = select(EngagementReport).where(
        EngagementReport.team_id == team_id, col(EngagementReport.created_at) > at - LOOK_BACK
    )
    for one in session.exec(recent):
        channel = session.get_one(CoverageChannel, one.channel_id).channel
        outbox.put(session, at=at, kind="engagement_report", lane=channel, report=one.id)


def _pitches(session: Session, team_id: str, at: datetime, pitched: Collection[Pitch]) -> None:
    """What somebody was told of pitches of theirs: that it is time to follow up, and that one may have run."""
    for reminded in {one.reminded_at.isoformat() for one in pitched if one.reminded_at is not None}:
        due = select(Posting).where(Posting.kind == "pitch_due", col(Posting.subject).like(f"%:{reminded}"))
        for one in session.exec(due):
            outbox.put(
                session, at=at, kind=one.kind, lane=one.conversation, member=f"slack:{team_id}:{one.conversation}",
                story=one.subject.partition(":")[0], reminded=reminded,
            )  # fmt: skip
    for pitch in pitched:
        for one in session.exec(
            select(Posting).where(Posting.kind == "pitch_ran", col(Posting.subject).like(f"pitch:{pitch.id}:%"))
        ):
            clip = int(one.subject.rpartition(":")[2])
            outbox.put(
                session, at=at, kind=one.kind, lane=one.conversation, pitch=pitch.id, clip=clip, conversation=one.conversation
            )  # fmt: skip


def _cases(session: Session, team_id: str, at: datetime, clips: set[int], references: set[str]) -> None:
    for case in session.exec(select(CorrectionCase).where(CorrectionCase.team_id == team_id)):
        if case.clip_id not in clips and references.isdisjoint(case.rests_on):
            continue
        events = session.exec(select(CorrectionCaseEvent.id).where(CorrectionCaseEvent.case_id == case.id)).all()
        said = [f"case:{case.id}", *(f"case_event:{one}" for one in events)]
        mine = or_(col(Posting.subject).in_(said), col(Posting.subject).like(f"case:{case.id}:%"))
        for one in session.exec(select(Posting).where(col(Posting.kind).in_(CASE), mine)):
            place, number = one.conversation, int(one.subject.rpartition(":")[2])
            if one.kind == "case_line":
                outbox.put(session, at=at, kind=one.kind, lane=place, event=number, conversation=place)
            elif one.kind == "case_card":
                outbox.put(session, at=at, kind=one.kind, lane=place, case=case.id, conversation=place)
            else:
                outbox.put(session, at=at, kind=one.kind, lane=place, case=case.id, conversation=place, number=number)


def _stories(session: Session, clips: set[int]) -> set[int]:
    found = session.exec(select(Article.story_id).join(Clip).where(col(Clip.id).in_(clips)))
    return {one for one in found if one is not None}


def _family(session: Session, stories: set[int]) -> set[int]:
    """The stories with what they became part of, and what became part of them."""
    known: set[int] = set()
    fresh = stories
    while fresh:
        known |= fresh
        near = or_(col(Story.id).in_(fresh), col(Story.merged_into_id).in_(fresh))
        pairs = session.exec(select(Story.id, Story.merged_into_id).where(near))
        fresh = {one for pair in pairs for one in pair if one is not None} - known
    return known


def _alerts(session: Session, team_id: str, at: datetime, stories: set[int]) -> None:
    places = select(AlertPlace, CoverageChannel).join(CoverageChannel, col(CoverageChannel.id) == AlertPlace.channel_id)
    mine = (CoverageChannel.team_id == team_id, col(AlertPlace.story_id).in_(stories), AlertPlace.at > at - LOOK_BACK)
    for place, channel in session.exec(places.where(*mine)).all():
        said = col(Posting.subject).like(f"alert:{place.id}:%")
        for one in session.exec(select(Posting).where(or_(col(Posting.subject) == f"alert:{place.id}", said))):
            if one.kind == "alert":
                outbox.put(session, at=at, kind="coverage_alarm", lane=channel.channel, place=place.id)
            elif one.kind == "alert_line":
                number = int(one.subject.rpartition(":")[2])
                outbox.put(session, at=at, kind="coverage_alarm_line", lane=channel.channel, alert=number, place=place.id)


def _digests(session: Session, team_id: str, at: datetime, clips: set[int], stories: set[int], alerts: set[int | None]) -> None:
    recent = select(CoverageDigest).where(CoverageDigest.team_id == team_id, CoverageDigest.created_at > at - LOOK_BACK)
    for digest in session.exec(recent):
        told = digest.snapshot
        if clips.isdisjoint(told.get("clips", ())) and alerts.isdisjoint(told.get("withheld", ())):
            continue
        subject = f"coverage_digest:{digest.id}"
        for one in session.exec(select(Posting).where(Posting.kind == "coverage_digest", Posting.subject == subject)):
            outbox.put(session, at=at, kind="coverage_digest", lane=one.conversation, digest=digest.id)
            for story in sorted(stories.intersection(told.get("stories", ()))):
                outbox.put(session, at=at, kind="coverage_story", lane=one.conversation, digest=digest.id, story=story)
    _asked(session, team_id, at)


def _asked(session: Session, team_id: str, at: datetime) -> None:
    """What people had posted into coverage channels of the team."""
    channels = set(session.exec(select(CoverageChannel.id).where(CoverageChannel.team_id == team_id)))
    recent = select(Posting).where(Posting.kind == "coverage_asked", Posting.posted_at > at - LOOK_BACK)
    for one in session.exec(recent):
        found = ASKED.fullmatch(one.subject)
        if found is not None and int(found[1]) in channels:
            outbox.put(
                session,
                at=at,
                kind="coverage_asked",
                lane=one.conversation,
                channel=int(found[1]),
                since=found[2],
                until=found[3],
            )
