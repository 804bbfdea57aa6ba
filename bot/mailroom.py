"""The mailroom: files that go out of the desk, and files that people hand in.

Each function does one kind of job, like those of `notices`. A file that goes out is made when it goes, so that no job holds
its bytes and nobody gets words of yesterday. One that comes in is fetched, read and forgotten.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from bot import briefings, clocks, files, inquiries, interviews, lines, marks, presslists, reports, statements
from bot.authority import Actor
from bot.coverage import opml, sheets
from bot.desk import Desk
from bot.errors import DeskError
from bot.events import calendar as event_calendar
from bot.events import papers as event_papers
from bot.files import MB, File
from bot.models import Inquiry, Member, Posting
from bot.relationships import carrying, imports
from bot.views import contact_imports as contact_views
from bot.views import files as views
from bot.views.blocks import Block, fallback
from bot.views.clocks import CALENDARS
from bot.work import Done, GiveUp, Performer, Postpone

log = logging.getLogger(__name__)

Maker = Callable[..., File]
AGAIN = 5.0
REST = timedelta(seconds=1.05)  # A file is a message too, and Slack takes one a second.


@dataclass(frozen=True)
class Reader:
    """How one kind of file is taken in. `read(desk, actor=…, file=File, **arguments)` gives the sentence that says what came
    of it, or raises a DeskError in the person's words; as a job may be done twice, it must not matter if it is."""

    title: str
    label: str
    endings: tuple[str, ...]
    read: Callable[..., str]
    most: int = MB
    then: Callable[[Desk, Actor], Block] | None = None
    """What the form shows once the file was read, where that is more than a sentence."""


# `MAKERS[name](desk, **arguments)` gives the File, or raises a DeskError that says why there is none.
MAKERS: dict[str, Maker] = {
    "lines": lines.made,
    "statement": statements.make_document,
    "report": reports.make,
    "opml": opml.made,
    "coverage_found": sheets.make_found,
    "coverage_trends": sheets.make_trends,
    "contacts": carrying.made,
    "invitation": interviews.made,
    "press_list": presslists.made,
    "briefing": briefings.make_document,
    "event_ics": event_papers.made,
    "calendar": event_calendar.made,
}


def _contacts_read(desk: Desk, actor: Actor) -> Block:
    return contact_views.previewed(imports.waiting(desk, actor=actor))


READERS: dict[str, Reader] = {
    "holidays": Reader("Holidays", "A calendar file", CALENDARS, clocks.take_holidays),
    "lines": Reader("Import lines", "A CSV or Markdown file", lines.FORMS, lines.handed_in),
    "opml": Reader("Import OPML", "An OPML file", ("opml", "xml"), opml.handed_in),
    "contacts": Reader(
        "Import contacts", "A CSV or Excel file", contact_views.ENDINGS, imports.handed_in, most=5 * MB, then=_contacts_read
    ),
}


@dataclass(frozen=True)
class Mailroom:
    """`call`, `keep`, `posted`, `note` and `channel_of` are those of `Notices`."""

    desk: Desk
    client: Any
    call: Callable[..., Any]
    keep: Callable[..., Done]
    posted: Callable[[Session, str, str, str], Posting | None]
    note: Callable[..., None]
    channel_of: Callable[[str, int | None], str]

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"file": self.file, "upload": self.upload}

    def file(self, *, maker: str, conversation: str, once: str, inquiry: int | None, arguments: dict[str, Any]) -> Done:
        """One file, once; what Slack refuses is said in its place."""
        with self.desk.database.read() as session:
            if self.posted(session, "file", once, conversation) is not None or not _may_have(session, inquiry, conversation):
                return Done()
            card = self.posted(session, "card", f"inquiry:{inquiry}", conversation) if inquiry is not None else None
        made = _made(self.desk, maker, arguments)
        channel = self.channel_of(conversation, None)
        upload = partial(
            self.client.files_upload_v2, channel=channel, filename=made.name, content=made.content,
            title=made.title or made.name, initial_comment=fallback(made.comment) or None, alt_txt=made.alt or None,
            thread_ts=card.ts if card else None,
        )  # fmt: skip
        marks.passed("file_posting")
        try:
            said = self.call(upload, conversation=conversation)
        except GiveUp as reason:
            blocks, text = views.not_sent(made.name, str(reason).partition(":")[0])
            self.keep("file_refused", once, conversation, blocks, text, inquiry)
            raise
        marks.passed("file_posted")
        # Slack names the file, not the message it stands in; taking the file away empties that.
        self.note("file", once, conversation, channel, said["file"]["id"], inquiry)
        return Done(rest=REST)

    def upload(self, *, reader: str, file: str, member: str, view: str, arguments: dict[str, Any]) -> Done:
        """Fetches and reads what a person handed in, and says in their form what came of it."""
        kind = READERS[reader]
        with self.desk.database.read() as session:
            actor = Actor.of(session.get_one(Member, member))
        name = "The file"
        try:
            described = self.call(lambda: self.client.files_info(file=file))["file"]
            name = str(described.get("name") or name)
            content = files.fetch(self.desk, described, endings=kind.endings, most=kind.most)
            marks.passed("upload_fetched")
            said = kind.read(self.desk, actor=actor, file=File(name, content, id=file), **arguments)
        except files.Unreachable as reason:
            raise Postpone(AGAIN, f"Slack did not hand over a file: {reason}") from None
        except GiveUp as reason:
            why = views.not_got(str(reason).partition(":")[0])
            self._tell(actor, view, views.stopped(kind.title, why), file, views.told(name, why))
            raise
        except DeskError as problem:
            why = str(problem)
            carries = {"reader": reader, "arguments": arguments}
            shown = views.refused(kind.title, kind.label, kind.endings, why, carries=carries)
            self._tell(actor, view, shown, file, views.told(name, why))
            return Done()
        marks.passed("upload_read")
        shown = kind.then(self.desk, actor) if kind.then else views.taken(kind.title, said)
        self._tell(actor, view, shown, file, views.told(name, said))
        return Done()

    def _tell(self, actor: Actor, view: str, shown: Block, file: str, told: tuple[list[Block], str]) -> None:
        """In the form, or in the person's direct messages where that was closed."""
        try:
            self.call(lambda: self.client.views_update(view_id=view, view=shown))
        except GiveUp:
            self.keep("upload", f"upload:{file}", actor.user_id, *told, None)


def _may_have(session: Session, inquiry: int | None, conversation: str) -> bool:
    if inquiry is None:
        return True
    row = session.get_one(Inquiry, inquiry)
    member = session.get(Member, f"slack:{row.team_id}:{conversation}")
    if member is not None:
        return not member.outsider and inquiries.assemble(session, row).matter.known_to(Actor.of(member))
    return not row.restricted or conversation in inquiries.conversations(session, row)


def _made(desk: Desk, maker: str, arguments: dict[str, Any]) -> File:
    if maker not in MAKERS:
        raise GiveUp(f"Nothing here makes {maker!r}.")
    try:
        return MAKERS[maker](desk, **arguments)
    except DeskError as reason:
        raise GiveUp(str(reason)) from None
