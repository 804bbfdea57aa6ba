"""Briefings as Word documents: one or two pages to print or to read on a train, each row with its source."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from bot import files, teams
from bot.authority import Actor
from bot.briefings.record import BriefingRecord, find
from bot.briefings.shapes import Part, Row, moment
from bot.desk import Desk
from bot.errors import NotFound
from bot.files import File
from bot.models import Member

if TYPE_CHECKING:
    from docx.document import Document

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets
MARGIN, SIZE = 1.7, 9.5  # Centimetres and points: two pages hold what a spokesperson reads.
SIGNS = {"answer": "Answer: ", "bridge": "Bridge: ", "uncleared": ""}


def send(desk: Desk, *, actor: Actor, briefing_id: int, request_id: str) -> None:
    """Sends a version as a file into the actor's direct messages, once per `request_id`."""
    with desk.database.write() as session:
        found = find(session, desk, actor, briefing_id)
        files.send(
            session, at=desk.clock(), maker="briefing", conversation=actor.user_id, inquiry=found.row.inquiry_id,
            once=f"briefing:{briefing_id}:{request_id}", briefing=briefing_id, member=actor.id,
        )  # fmt: skip


def make(desk: Desk, *, briefing: int, member: str) -> File:
    """The file, as the version stands when it goes out. NotFound where the member may not know of it any more."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        if actor.outsider:
            raise NotFound("There is no such briefing.")
        found = find(session, desk, actor, briefing)
        organisation = teams.team_of(session, actor.team_id).name
    name = f"{found.reference}-briefing-v{found.row.number}.docx"
    return File(name, docx(found, organisation), comment=f"{found.reference} · briefing, version {found.row.number} · {state(found)}",
                title=f"Briefing {found.reference}, version {found.row.number}")  # fmt: skip


def state(found: BriefingRecord) -> str:
    """Whether it is signed off and still stands, in a few words."""
    said = f"signed off by {found.name(found.row.signed_off_by)}" if found.row.signed_off_at else "NOT SIGNED OFF"
    if not found.is_newest:
        said += "; REPLACED BY A NEWER VERSION"
    return said + (f"; CHANGED SINCE: {', '.join(found.changed)}" if found.changed and not found.is_over else "")


def docx(found: BriefingRecord, organisation: str) -> bytes:
    """The version as a Word document."""
    from docx import Document  # It takes a moment to import, and few need it.
    from docx.shared import Cm, Pt

    document = Document()
    for section in document.sections:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    normal: Any = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(SIZE), Pt(1)
    document.core_properties.title = f"Briefing {found.reference}"
    document.core_properties.author = _plain(organisation)
    document.sections[0].header.paragraphs[0].text = _plain(f"Confidential · {state(found)}")
    made = moment(found.row.made_at, found.occasion.team.zone)
    document.sections[0].footer.paragraphs[0].text = f"{found.reference}, version {found.row.number}, made {made}"
    document.add_heading(_plain(f"{found.reference}: {found.occasion.topic}"), 1)
    for one in found.parts:
        _write(document, one)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _write(document: Document, one: Part) -> None:
    from docx.shared import Pt

    heading: Any = document.add_heading(_plain(one.title), 2)
    heading.paragraph_format.space_before = Pt(6)
    for row in one.rows:
        _line(document, row)


def _line(document: Document, row: Row) -> None:
    from docx.shared import Pt, RGBColor

    style = {"": "List Bullet", "message": "List Number", "question": "List Bullet", "words": "Quote"}.get(
        row.kind, "List Bullet 2"
    )
    for number, text in enumerate(row.text.split("\n")):
        paragraph: Any = document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = Pt(1)
        said = paragraph.add_run(_plain(f"{SIGNS.get(row.kind, '')}{text}" if number == 0 else text))
        said.bold = row.kind in ("message", "question", "uncleared")
        if row.sources and number == 0:
            source = paragraph.add_run(_plain(f"  [{', '.join(row.sources)}]"))
            source.font.size, source.font.color.rgb = Pt(7.5), RGBColor(0x70, 0x70, 0x70)


def _plain(text: str) -> str:
    return NO_XML.sub("", text)
