"""Regroupings: what a person needs to see to take a story apart or put it together with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.authority import Actor, authorize
from bot.coverage import mutes, showable, snapshots
from bot.coverage.showable import ShownClip
from bot.coverage.snapshots import ToldStory
from bot.desk import Desk
from bot.errors import NotFound

RECENT = timedelta(days=7)
MOST = 100  # What a menu of Slack's holds.


@dataclass(frozen=True)
class Regrouping:
    """A story, its articles without copies, and the stories of the last days it may be put into, the weightiest first."""

    story_id: int
    articles: Sequence[ShownClip]
    others: Sequence[ToldStory]


def choices(desk: Desk, *, actor: Actor, story_id: int) -> Regrouping:
    """What can be chosen from. NotFound where nothing of the story can be shown."""
    authorize(actor, "work")
    with desk.database.read() as session:
        story = mutes.present(session, story_id)
        if story is None or story.team_id != actor.team_id:
            raise NotFound("That story is gone.")
        clips = sorted(showable.of_story(session, story.id or 0), key=lambda one: one.weight)
        now = desk.clock()
        recent = snapshots.grouped(showable.between(session, story.team_id, now - RECENT, now + timedelta(seconds=1)))
    articles = {one.original: one for one in reversed(clips)}
    others = [one for one in recent if one.id and one.id != story.id]
    return Regrouping(story.id or 0, list(reversed(articles.values()))[:MOST], others[:MOST])
