"""Clipping posts: reads the page that somebody clipped and says what became of it, in their form or under their link.

Each function does one kind of job, like those of `notices`, and shows what is true when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import marks
from bot.authority import Actor
from bot.coverage import clippings, fetches
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Clip, Member
from bot.views import clippings as views
from bot.views.blocks import Block
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class ClippingPosts:
    """`call` asks Slack; `keep` posts a message once and then updates it in place."""

    desk: Desk
    client: Any
    call: Callable[..., Any]
    keep: Callable[..., Done]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"clip_fetch": self.clip_fetch, "clip_told": self.clip_told}

    def clip_fetch(self, *, address: str, member: str, view: str, channel: str, thread: str, said: str) -> Done:
        """Reads a page and clips it."""
        with self.desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, member))
        try:
            clipping = clippings.clip_page(self.desk, actor=actor, address=address, said=said)
        except DeskError as problem:
            self._tell(
                actor, view, views.refused(address, str(problem)), f"clip:{view}", views.refused_told(address, str(problem))
            )
            return Done(rest=fetches.REST)
        marks.passed("clipped")
        if channel:
            self._tell_thread(clipping, channel, thread)
        else:
            self._tell(actor, view, views.shown(clipping), f"clip:{view}", views.told(clipping))
        return Done(rest=fetches.REST)

    def clip_told(self, *, clip: int, channel: str, thread: str) -> Done:
        """What stands under a link, as it is now."""
        with self.desk.database.read() as session:
            clipping = clippings.of(session, session.get_one(Clip, clip))
        return self._tell_thread(clipping, channel, thread)

    def _tell_thread(self, clipping: clippings.Clipping, channel: str, thread: str) -> Done:
        where = {"thread": thread} if thread else {}
        return self.keep("clipping", f"clipping:{clipping.clip.id}", channel, *views.dropped(clipping), None, **where)

    def _tell(self, actor: Actor, view: str, shown: Block, subject: str, told: tuple[list[Block], str]) -> None:
        """In the form, or in the person's direct messages where that was closed."""
        try:
            if not view:
                raise GiveUp("There was no form.")
            self.call(lambda: self.client.views_update(external_id=view, view={**shown, "external_id": view}))
        except GiveUp:
            self.keep("clip", subject, actor.user_id, *told, None)
