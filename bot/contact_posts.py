"""Contact posts: a spreadsheet of contacts taken in, with how far it is shown in the form that it was begun from; and that nothing
was heard of somebody for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot import marks
from bot.authority import NEEDS, RANK, Actor
from bot.desk import Desk
from bot.models import Journalist, Member, Posting, Team
from bot.relationships import coldness, imports
from bot.relationships.record import read
from bot.relationships.visible import is_known
from bot.views import contact_coldness as cold_views
from bot.views import contact_imports as views
from bot.views.blocks import Block
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class ContactPosts:
    """`call` asks Slack; `keep` posts a message once and then updates it in place; `posted` says where one stands."""

    desk: Desk
    client: Any
    call: Callable[..., Any]
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"contact_import": self.take_in, coldness.JOB: self.cold}

    def cold(self, *, journalist: int, conversation: str, told: str) -> Done:
        """That nothing was heard of a contact, to one person, and later what came of it; nothing where that is not so any more."""
        subject = f"cold:{journalist}:{told}"
        with self.desk.database.read() as session:
            row = session.get(Journalist, journalist)
            member = session.get(Member, f"slack:{row.team_id}:{conversation}") if row else None
            known = self.posted(session, coldness.JOB, subject, conversation) is not None
            if row is None and known:
                return self.keep(coldness.JOB, subject, conversation, *cold_views.erased(), None)
            actor = Actor.of(member) if member else None
            if row is None or actor is None or actor.rank < RANK[NEEDS["work"]] or not is_known(session, actor, journalist):
                return Done()
            record, team = read(session, self.desk, actor, row), session.get_one(Team, row.team_id)
        if not known and (not coldness.is_cold(record, team) or row.do_not_contact_at is not None):
            return Done()
        return self.keep(coldness.JOB, subject, conversation, *cold_views.told(record), None)

    def take_in(self, *, number: int, member: str, view: str) -> Done:
        """Takes a spreadsheet in and says what came of it: in the form, or in a message where that is closed."""
        with self.desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, member))
        self._show(view, views.working(imports.get(self.desk, actor=actor, import_id=number)))
        row = imports.run(self.desk, actor=actor, import_id=number)
        marks.passed("contacts_imported")
        if not self._show(view, views.summary(row)):
            self.keep("contacts", f"import:{number}", actor.user_id, *views.told(row), None)
        return Done()

    def _show(self, view: str, shown: Block) -> bool:
        """False where the person closed the form."""
        try:
            self.call(lambda: self.client.views_update(view_id=view, view=shown))
        except GiveUp:
            return False
        return True
