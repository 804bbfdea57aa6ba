"""Alert posts: one message a story in each channel that takes alerts, and what came later in its thread.

Each function does one kind of job, like those of `notices`, and shows what may be shown when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.coverage import alert_reasons, alerts, mutes, showable, snapshots
from bot.coverage.showable import ShownClip
from bot.desk import Desk
from bot.models import Alert, AlertKind, AlertPlace, ClipQuote, CoverageChannel, Member, Posting
from bot.views import alerts as views
from bot.views.blocks import escaped
from bot.work import Done, Performer


@dataclass(frozen=True)
class AlertPosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"coverage_alarm": self.alarm, "coverage_alarm_line": self.line}

    def alarm(self, *, place: int) -> Done:
        """The message of a story's alerts, as things are now."""
        with self.desk.database.read() as session:
            stands = session.get_one(AlertPlace, place)
            channel = session.get_one(CoverageChannel, stands.channel_id)
            story = mutes.present(session, stands.story_id)
            raised = alerts.of_place(session, stands)
            clips = showable.of_story(session, story.id or 0) if story else []
            misquote = _misquote(session, raised, clips)
            known = self.posted(session, "alert", f"alert:{place}", channel.channel)
            muter = session.get(Member, story.muted_by) if story and story.muted_by else None
        if story is None or (known is None and not clips):
            return Done()
        if clips and raised:
            ordered = sorted(clips, key=lambda one: one.weight)
            blocks, text = views.alert(raised, ordered, misquote), views.alert_text(raised, ordered)
        else:
            blocks, text = views.silenced(story, escaped(muter.name) if muter else "")
        return self.keep("alert", f"alert:{place}", channel.channel, blocks, text, None)

    def line(self, *, alert: int, place: int) -> Done:
        """What came later of a story, in the thread of its message."""
        with self.desk.database.read() as session:
            raised = session.get_one(Alert, alert)
            stands = session.get_one(AlertPlace, place)
            channel = session.get_one(CoverageChannel, stands.channel_id)
            parent = self.posted(session, "alert", f"alert:{place}", channel.channel)
            story = mutes.present(session, stands.story_id)
            clips = showable.of_story(session, story.id or 0) if story else []
            said = alert_reasons.sayable(session, [raised])
            known = self.posted(session, "alert_line", f"alert:{place}:{alert}", channel.channel) is not None
        if parent is None or not (known or (clips and said)):
            return Done()
        blocks, text = views.line_of(said[0]) if clips and said else views.over()
        return self.keep("alert_line", f"alert:{place}:{alert}", channel.channel, blocks, text, None, thread=parent.ts)


def _misquote(session: Session, raised: Sequence[Alert], clips: Sequence[ShownClip]) -> ClipQuote | None:
    """The words that a correction may be asked of, those of the clip that raised the alert first."""
    of = next((one.clip_id for one in raised if one.kind == AlertKind.MISQUOTE), None)
    wrong = [one for one in snapshots.quotes_of(session, clips) if one.kind in snapshots.WRONG] if of else []
    return min(wrong, key=lambda one: (one.clip_id != of, one.id or 0), default=None)
