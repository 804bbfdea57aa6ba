"""Carrying: a press list out as CSV or Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot import audit, files
from bot.authority import Actor, authorize
from bot.coverage.sheets import ENDINGS, Cell, content
from bot.desk import Desk
from bot.errors import NotFound
from bot.files import File
from bot.models import Member
from bot.presslists.contacts import Contact
from bot.presslists.record import find, read
from bot.relationships.visible import open_to_all
from bot.text import folded

# Headings that an import of contacts understands. What the desk notes of somebody stays here.
HEAD = ("name", "email", "phone", "outlet", "tier", "beats", "region", "languages", "tags", "preference")
SHEET = 31  # Characters that Excel allows for the name of a sheet.


def send(desk: Desk, *, actor: Actor, list_id: int, ending: str, request_id: str) -> None:
    """Sends a list into the actor's direct messages, once per `request_id`."""
    authorize(actor, "work")
    if ending not in ENDINGS:
        raise NotFound("There is no such file.")
    with desk.database.write() as session:
        row = find(session, actor, list_id)
        files.send(
            session, at=desk.clock(), maker="press_list", conversation=actor.user_id, member=actor.id, ending=ending,
            list_id=list_id, once=f"press_list:{list_id}:{ending}:{request_id}",
        )  # fmt: skip
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="presslist.exported", object=f"presslist:{row.id}",
            details={"ending": ending},
        )  # fmt: skip


def made(desk: Desk, *, member: str, ending: str, list_id: int) -> File:
    """The file, of those on the list whom everybody may know of."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "work")
        found = read(session, actor, find(session, actor, list_id), open_to_all(actor.team_id))
    name = "-".join(folded(found.row.name).split())[:60] or "press-list"
    title = re.sub(r"[\[\]:*?/\\]", " ", found.row.name)[:SHEET].strip("' ") or "Press list"
    return File(f"{name}.{ending}", content(HEAD, _rows(found.people), ending, title=title), title=found.row.name)


def _rows(people: Sequence[Contact]) -> Iterable[Sequence[Cell]]:
    for one in people:
        yield (
            one.name, "; ".join(one.emails), one.phone, one.outlet, one.tier, "; ".join(one.beats), one.region,
            "; ".join(one.languages), "; ".join(one.tags), one.preference,
        )  # fmt: skip
