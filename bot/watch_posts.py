"""Watch posts: what the forms of feeds and watch terms say once the work that they began is done.

Each function does one kind of job, like those of `notices`. A form is known by the external id it was shown with; where the
person closed it, or went on to another, the answer comes as a message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import marks, outbox
from bot.authority import Actor
from bot.coverage import archives, discoveries, fetches, fills, outlets, sources
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Member, WatchTerm
from bot.views import feeds as feed_views
from bot.views import watchterms as term_views
from bot.views.blocks import Block
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class WatchPosts:
    """`call` asks Slack; `keep` posts a message once and then updates it in place."""

    desk: Desk
    client: Any
    call: Callable[..., Any]
    keep: Callable[..., Done]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"feed_find": self.feed_find, "feed_archive": self.feed_archive, "term_fill": self.term_fill}

    def feed_find(self, *, address: str, member: str, view: str) -> Done:
        """Looks for feeds at an address and lets the person choose."""
        with self.desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, member))
        subject = f"found:{view}"
        try:
            found = discoveries.look(self.desk, team_id=actor.team_id, address=address)
        except DeskError as problem:
            refused = feed_views.new(address, str(problem), turn=1)
            self._tell(actor, view, refused, subject, feed_views.refused_told(address, str(problem)))
            return Done(rest=fetches.REST)
        marks.passed("feeds_found")
        name, tier = self._outlet(actor, found)
        shown = feed_views.choose(found, outlet=name, tier=tier)
        self._tell(actor, view, shown, subject, feed_views.found_told(address, found))
        return Done(rest=fetches.REST)

    def feed_archive(self, *, feed: int, url: str, number: int, found: int, member: str, view: str) -> Done:
        """Reads one page of a feed's archive, shows how far it is, and puts the next."""
        with self.desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, member))
        page = archives.read(self.desk, actor=actor, feed_id=feed, url=url, number=number, found=found)
        if page is None:
            return Done()
        if not page.next:
            self._tell(actor, view, feed_views.archive(page), f"archive:{view}", feed_views.archive_told(page))
            return Done(rest=fetches.REST)
        with self.desk.database.write() as session:
            outbox.put(
                session, at=self.desk.clock(), kind="feed_archive", lane=fetches.lane(page.next), key=f"archive:{view}:{page.number}",
                feed=feed, url=page.next, number=page.number, found=page.found, member=member, view=view,
            )  # fmt: skip
        self._show(view, feed_views.archive(page))
        return Done(rest=fetches.REST)

    def term_fill(self, *, term: int, version: int, member: str, view: str) -> Done:
        """Looks through older articles for a term, shows how far it is, and comes again until all are looked through."""
        progress = fills.fill(self.desk, term_id=term, version=version)
        if progress is None:
            return Done()
        with self.desk.database.write() as session:
            actor = Actor.of(session.get_one(Member, member))
            found = fills.found(session, progress.row)
            if not progress.over:
                outbox.put(
                    session, at=self.desk.clock(), kind="term_fill", lane=f"terms:{progress.row.team_id}", term=term,
                    version=version, member=member, view=view,
                )  # fmt: skip
        if not progress.over:
            self._show(view, term_views.saved(term_views.TermRecord(progress.row, found)))
            return Done()
        self._ended(actor, view, progress.row, found)
        return Done()

    def _ended(self, actor: Actor, view: str, row: WatchTerm, found: int) -> None:
        shown = term_views.saved(term_views.TermRecord(row, found), found=found)
        self._tell(actor, view, shown, f"filled:{row.id}:{row.version}", term_views.told(row, found))

    def _outlet(self, actor: Actor, found: list[discoveries.Found]) -> tuple[str, int | None]:
        """Whose the feeds are likely: who publishes on that host already, else what the first calls itself."""
        fresh = next((one for one in found if not one.known), None)
        if fresh is None or sources.source(fresh.url) != sources.Source.OUTLET:
            return "", None
        host = outlets.domain(fresh.site)
        with self.desk.database.read() as session:
            known = outlets.of_host(session, actor.team_id, host) if host else None
        return (known.name, known.tier) if known else (discoveries.outlet_name(fresh.title), None)

    def _show(self, view: str, shown: Block) -> bool:
        """Puts it into the form; False where that is closed or shows something else by now."""
        if not view:
            return False
        try:
            self.call(lambda: self.client.views_update(external_id=view, view={**shown, "external_id": view}))
        except GiveUp:
            return False
        return True

    def _tell(self, actor: Actor, view: str, shown: Block, subject: str, told: tuple[list[Block], str]) -> None:
        if not self._show(view, shown):
            self.keep("watch", subject, actor.user_id, *told, None)
