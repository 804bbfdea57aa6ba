"""Mutes: stories that a person does not want to hear of any more. An unmuting takes it back."""

from __future__ import annotations

from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage import alerts
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import AlertPlace, Article, Clip, CoverageChannel, CoverageDigest, Story

LOOKED_BACK = 30  # Digests whose posts of a story are shown anew.


def mute(desk: Desk, *, actor: Actor, story_id: int) -> Story:
    """Neither digests nor alerts speak of the story from now on."""
    return _set(desk, actor, story_id, muted=True)


def unmute(desk: Desk, *, actor: Actor, story_id: int) -> Story:
    """Takes a mute back."""
    return _set(desk, actor, story_id, muted=False)


def present(session: Session, story_id: int) -> Story | None:
    """The story, or the one it became part of; None where there is none."""
    story, seen = session.get(Story, story_id), {story_id}
    while story is not None and story.merged_into_id is not None and story.merged_into_id not in seen:
        seen.add(story.merged_into_id)
        story = session.get(Story, story.merged_into_id)
    return story


def _set(desk: Desk, actor: Actor, story_id: int, *, muted: bool) -> Story:
    authorize(actor, "work")
    with desk.database.write() as session:
        story = present(session, story_id)
        if story is None or story.team_id != actor.team_id:
            raise NotFound("That story is gone.")
        if (story.muted_at is not None) != muted:
            story.muted_at, story.muted_by = (desk.clock(), actor.id) if muted else (None, None)
            session.add(story)
            audit.write(
                session, at=desk.clock(), actor=actor.id, action=f"story.{'muted' if muted else 'unmuted'}", object=f"story:{story.id}"
            )  # fmt: skip
        show(session, desk, story.team_id, story.id or 0)
        return story


def show_clip(session: Session, desk: Desk, clip: Clip) -> None:
    """Has every post of a clip's story shown as things are now."""
    article = session.get_one(Article, clip.article_id)
    if article.story_id is not None:
        show(session, desk, clip.team_id, article.story_id)


def show(session: Session, desk: Desk, team_id: str, story_id: int, *, part: int | None = None) -> None:
    """Has every post of a story, and of what became part of it, shown as things are now: in the threads of the last digests, and
    its alert. `part` is a story that was taken out of it and gets a post beside it."""
    stories = set(alerts.family(session, story_id))
    latest = select(CoverageDigest).where(CoverageDigest.team_id == team_id)
    for digest in session.exec(latest.order_by(col(CoverageDigest.id).desc()).limit(LOOKED_BACK)):
        told = [one for one in digest.snapshot.get("stories", []) if one in stories]
        if not told:
            continue
        if part is not None:
            told.append(part)
            digest.snapshot = {**digest.snapshot, "stories": [*digest.snapshot["stories"], part]}
            session.add(digest)
        where = session.get_one(CoverageChannel, digest.channel_id).channel
        for one in told:
            outbox.put(session, at=desk.clock(), kind="coverage_story", lane=where, digest=digest.id, story=one)
    places = select(AlertPlace, CoverageChannel).join(CoverageChannel, col(CoverageChannel.id) == AlertPlace.channel_id)
    for place, channel in session.exec(places.where(col(AlertPlace.story_id).in_(alerts.family(session, story_id)))):
        alerts.show(session, desk, channel, place)
