"""Contact posts: a spreadsheet of contacts taken in, with how far it is shown in the form that it was begun from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot import marks
from bot.authority import Actor
from bot.desk import Desk
from bot.models import Member
from bot.relationships import imports
from bot.views import contact_imports as views
from bot.views.blocks import Block
from bot.work import Done, GiveUp, Performer


@dataclass(frozen=True)
class ContactPosts:
    """`call` asks Slack; `keep` posts a message once and then updates it in place."""

    desk: Desk
    client: Any
    call: Callable[..., Any]
    keep: Callable[..., Done]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"contact_import": self.take_in}

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
