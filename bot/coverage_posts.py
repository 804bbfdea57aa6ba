"""Coverage posts: the digest in its channel, and its stories in the thread.

Each function does one kind of job, like those of `notices`, and shows what may be shown when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.coverage import digests, mutes, showable, snapshots, summaries
from bot.desk import Desk
from bot.models import CoverageChannel, CoverageDigest, Member, Posting
from bot.views import coverage_channels as channel_views
from bot.views import coverage_digests as views
from bot.views import story_posts
from bot.work import Done, Performer


@dataclass(frozen=True)
class CoveragePosts:
    """`keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {
            "coverage_digest": self.digest,
            "coverage_story": self.story,
            "coverage_asked": self.asked,
            "coverage_channel_lost": self.lost,
            "coverage_summaries": self.summaries,
        }

    def digest(self, *, digest: int) -> Done:
        """The digest of a channel's day."""
        with self.desk.database.read() as session:
            shown = digests.kept(session, session.get_one(CoverageDigest, digest))
        assert shown.channel is not None
        blocks, text = views.digest(shown), views.digest_text(shown)
        return self.keep("coverage_digest", f"coverage_digest:{digest}", shown.channel.channel, blocks, text, None)

    def story(self, *, digest: int, story: int) -> Done:
        """One story of a digest, in its thread, as it is now."""
        with self.desk.database.read() as session:
            kept = session.get_one(CoverageDigest, digest)
            channel = session.get_one(CoverageChannel, kept.channel_id)
            parent = self.posted(session, "coverage_digest", f"coverage_digest:{digest}", channel.channel)
            subject = f"coverage_digest:{digest}:story:{story}"
            known = self.posted(session, "coverage_story", subject, channel.channel)
            found = mutes.present(session, story)
            clips = [
                one
                for one in showable.of_ids(session, kept.snapshot["clips"])
                if one.story and found and one.story.id == found.id
            ]
            quotes = snapshots.quotes_of(session, clips)
            muter = session.get(Member, found.muted_by) if found and found.muted_by else None
        if parent is None or found is None or (known is None and (not clips or found.id != story)):
            return Done()
        if not clips or found.id != story:
            blocks, text = story_posts.gone(found, muter.name if muter else ""), "Nothing is left to show of this story."
        else:
            (told,) = snapshots.grouped(clips, quotes)
            blocks, text = story_posts.story(told), story_posts.story_text(told)
        return self.keep("coverage_story", subject, channel.channel, blocks, text, None, thread=parent.ts)

    def summaries(self, *, channel: int) -> Done:
        """The summaries that a channel's next digest lacks. Nothing is posted."""
        summaries.write(self.desk, channel_id=channel)
        return Done()

    def lost(self, *, channel: int, conversation: str, why: str) -> Done:
        """That a channel gets nothing any more, in the messages of whoever chose it; nothing where it is sent to again."""
        with self.desk.database.read() as session:
            row = session.get_one(CoverageChannel, channel)
        if row.stopped_at is None:
            return Done()
        subject = f"coverage_channel:{channel}:{row.stopped_at.isoformat()}"
        return self.keep("coverage_channel_lost", subject, conversation, *channel_views.lost(row, why), None)

    def asked(self, *, channel: int, since: str, until: str) -> Done:
        """What a person had posted into a coverage channel."""
        with self.desk.database.read() as session:
            row = session.get_one(CoverageChannel, channel)
            begins, ends = datetime.fromisoformat(since), datetime.fromisoformat(until)
            shown = digests.posted(session, row, begins, ends, self.desk.clock())
        subject = f"coverage_asked:{channel}:{since}:{until}"
        return self.keep(
            "coverage_asked", subject, row.channel, views.digest(shown, thread=False), views.digest_text(shown), None
        )
