"""OPML: lists of feeds as feed readers exchange them (http://opml.org/spec2.opml), read without entities and written again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from sqlmodel import select

from bot import audit
from bot.authority import Actor, authorize
from bot.coverage import subscriptions
from bot.coverage.subscriptions import FeedRecord, NewFeed
from bot.desk import Desk
from bot.errors import Invalid
from bot.files import File
from bot.models import Feed
from bot.text import one_line, shortened

MOST = 2_000
LARGEST = 1024 * 1024
DEEPEST = 50
NAME = "pressdesk-feeds.opml"


@dataclass(frozen=True)
class Taken:
    """What came of an import: feeds added, those read already (or twice in the file), and a sentence for each refused."""

    added: int
    known: int
    refused: Sequence[str]

    def said(self) -> str:
        """In a sentence or two."""
        parts = [f"{self.added:,} feed{'s' if self.added != 1 else ''} added"]
        if self.known:
            parts.append(f"{self.known:,} read already")
        if self.refused:
            parts.append(f"{len(self.refused):,} refused")
        told = f"{', '.join(parts)}."
        if self.refused:
            more = f" and {len(self.refused) - 3} more" if len(self.refused) > 3 else ""
            told += f" Refused: {' '.join(self.refused[:3])}{more}"
        return told + (" Each new one is asked within the hour." if self.added else "")


def handed_in(desk: Desk, *, actor: Actor, file: File) -> str:
    """Takes a list in that a person handed over, and says what came of it."""
    return take(desk, actor=actor, content=file.content).said()


def take(desk: Desk, *, actor: Actor, content: bytes) -> Taken:
    """Adds every feed of a list that is not read yet. Invalid where it is no such list."""
    authorize(actor, "work")
    wanted = outlines(content)
    added, known, refused = 0, 0, list[str]()
    for number, new in enumerate(wanted):
        try:
            with desk.database.write() as session:
                due_at = subscriptions.spread(desk, number, len(wanted))
                row = subscriptions.put(session, desk, actor=actor, new=new, due_at=due_at)
        except Invalid as problem:
            refused.append(f"{shortened(one_line(new.title or new.url), 60)}: {problem}")
            continue
        added, known = (added + 1, known) if row is not None else (added, known + 1)
    with desk.database.write() as session:
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="feeds.imported", object=f"team:{actor.team_id}",
            details={"added": added, "known": known, "refused": len(refused)},
        )  # fmt: skip
    return Taken(added, known, refused)


def outlines(content: bytes) -> list[NewFeed]:
    """The feeds in a list, however deep in its folders. Invalid where it is none, or more than is read."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise _invalid(f"That is no OPML file: {expat.ErrorString(problem.code)} in line {problem.lineno}.") from None
    except (ValueError, LookupError):
        raise _invalid("That is no OPML file: its encoding is not one that is known.") from None
    if not reader.is_opml:
        raise _invalid("That is no OPML file. Feed readers export one as “OPML” or “subscriptions”.")
    if not reader.found:
        raise _invalid("There is no feed in that file.")
    return reader.found


class _Reader:
    """Collects the outlines that name a feed."""

    def __init__(self) -> None:
        self.found: list[NewFeed] = []
        self.is_opml = False
        self.depth = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _invalid(f"The folders in that file are more than {DEEPEST} deep.")
        self.is_opml = self.is_opml or (self.depth == 1 and name.lower() == "opml")
        told = {key.lower(): value for key, value in given.items()}
        if name.lower() != "outline" or not (url := told.get("xmlurl", "").strip()):
            return
        if len(self.found) >= MOST:
            raise _invalid(f"There are more than {MOST:,} feeds in that file; at most {MOST:,} are taken in at once.")
        title = shortened(one_line(told.get("title") or told.get("text") or ""), subscriptions.LONGEST_TITLE)
        self.found.append(
            NewFeed(url, title, told.get("htmlurl", "").strip(), shortened(one_line(told.get("outlet", "")), 200))
        )

    def end(self, name: str) -> None:
        self.depth -= 1

    def refuse(self, *_: object) -> None:
        """Entities and document types can make a small file endless, or have others read; no feed reader writes them."""
        raise _invalid("That file declares a document type or entities of its own. Such files are not read; export it again.")


def _invalid(wrong: str) -> Invalid:
    return Invalid(wrong, file=wrong)


def made(desk: Desk, *, team: str) -> File:
    """The team's feeds as a file."""
    return File(NAME, written(desk, team_id=team), comment="The feeds that the press desk reads.", title="Feeds (OPML)")


def written(desk: Desk, *, team_id: str) -> bytes:
    """The team's feeds as OPML, by the tier of their outlets."""
    with desk.database.read() as session:
        rows = session.exec(select(Feed).where(Feed.team_id == team_id).order_by(Feed.title, Feed.url))
        records = [subscriptions.record(session, row) for row in rows]
    folders: dict[str, list[FeedRecord]] = {}
    for one in sorted(records, key=lambda one: one.tier or 9):
        folders.setdefault(f"Tier {one.tier}" if one.tier else "No tier", []).append(one)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">',
            f"  <head><title>Feeds of the press desk</title><dateCreated>{_date(desk.clock())}</dateCreated></head>", "  <body>",
            *(part for name, inside in folders.items() for part in _folder(name, inside)), "  </body>", "</opml>", "",
        ]
    ).encode()  # fmt: skip


def _folder(name: str, inside: Sequence[FeedRecord]) -> list[str]:
    lines = [f"    <outline text={quoteattr(name)}>"]
    for one in inside:
        title = one.row.title or one.row.url
        told = {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": one.row.url,
            "htmlUrl": one.row.site,
            "outlet": one.outlet,
        }
        lines.append(f"      <outline {' '.join(f'{key}={_attribute(value)}' for key, value in told.items() if value)}/>")
    return [*lines, "    </outline>"]


def _attribute(text: str) -> str:
    """An attribute's value; what XML has no sign for is left out."""
    return quoteattr("".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff"))


def _date(at: datetime) -> str:
    return format_datetime(at)
