"""Documents: a version as a Word document or as plain text, word for word, sent to whoever asked."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Literal

from bot import files, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid, NotFound
from bot.files import File
from bot.models import Member
from bot.statements.kinds import KINDS
from bot.statements.layouts import Piece, Style, embargo_line, pieces_of
from bot.statements.record import StatementRecord, find, remember

if TYPE_CHECKING:
    from docx.document import Document

Ending = Literal["docx", "txt"]
NAMES: dict[Ending, str] = {"docx": "Word document", "txt": "plain text"}
DRAFT = "DRAFT – not approved"
NO_XML = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets
NEW_LINE = re.compile(r"\r\n|\r|\n")
STYLES: dict[Style, str] = {
    "kind": "Subtitle", "embargo": "Intense Quote", "headline": "Title", "subheading": "Heading 2", "heading": "Heading 1",
    "text": "Normal", "ends": "Normal",
}  # fmt: skip


def send(desk: Desk, *, actor: Actor, version_id: int, ending: Ending, request_id: str) -> None:
    """Sends a version as a file into the actor's direct messages, once per `request_id`; it is on record that they took it."""
    with desk.database.write() as session:
        found = find(session, actor, version_id, hold=True)
        authorize(actor, "work", found.matter)
        if ending == "docx" and NO_XML.search(found.version.text):
            raise Invalid("These words hold control characters that a Word document can't. Take the plain text instead.")
        remember(
            session, desk, found, actor_id=actor.id, action="exported",
            text=f"took version {found.version.number} of {found.statement.reference} as a {NAMES[ending]}",
            details={"version": found.version.number, "sha256": found.version.sha256, "ending": ending},
        )  # fmt: skip
        files.send(
            session, at=desk.clock(), maker="statement", conversation=actor.user_id, inquiry=found.inquiry_id,
            once=f"statement:{found.statement.id}:{version_id}:{ending}:{request_id}", version=version_id, ending=ending,
            member=actor.id,
        )  # fmt: skip


def make(desk: Desk, *, version: int, ending: str, member: str) -> File:
    """The file, as the version stands when it goes out. NotFound where the member may not know of it any more."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        found = find(session, actor, version)
        organisation = teams.team_of(session, actor.team_id).name
    if actor.outsider:
        raise NotFound("There is no such statement.")
    content = docx(found, organisation) if ending == "docx" else plain(found).encode()
    state = "approved, word for word" if found.approval else DRAFT
    return File(
        file_name(found, ending), content, comment=f"{found.reference} · version {found.version.number} · {state}",
        title=f"{KINDS[found.statement.kind].label} {found.statement.reference}",
    )  # fmt: skip


def file_name(found: StatementRecord, ending: str) -> str:
    """S-0012-press-release-v3.docx."""
    kind = found.statement.kind.value.replace("_", "-")
    language = f"-{found.statement.language}" if found.statement.translation_of_id else ""
    return f"{found.statement.reference}-{kind}{language}-v{found.version.number}.{ending}"


def plain(found: StatementRecord) -> str:
    """The version's text; above it what must not be missed and the text itself does not say."""
    return "\n\n".join([*_warnings(found), found.version.text])


def docx(found: StatementRecord, organisation: str) -> bytes:
    """The version as a Word document. Its paragraphs are the lines of the text, in their order and to the letter; what must
    not be missed and the text does not say stands in the page's header."""
    from docx import Document  # It takes a moment to import, and few need it.

    document = Document()
    document.core_properties.title = found.subject[:250] if not NO_XML.search(found.subject) else found.reference
    document.core_properties.author = organisation if not NO_XML.search(organisation) else ""
    header = document.sections[0].header.paragraphs[0]
    header.text = " · ".join(_warnings(found))
    if header.runs:
        header.runs[0].bold = True
    document.sections[0].footer.paragraphs[
        0
    ].text = f"{found.statement.reference}, version {found.version.number}, fingerprint {found.version.sha256[:12]}"
    for piece in pieces_of(found.version, found.statement.kind, organisation=organisation):
        _write(document, piece)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _write(document: Document, piece: Piece) -> None:
    """One paragraph a line; an empty line gives none, and the space under a paragraph stands for it."""
    for text in NEW_LINE.split(piece.text):
        if not text:
            continue
        paragraph: Any = document.add_paragraph(style=STYLES[piece.style])
        run = paragraph.add_run(text)
        if _right_to_left(text):
            _turn(paragraph, run)


def _right_to_left(text: str) -> bool:
    """Whether its first letter that has a direction runs from right to left (Unicode Standard Annex 9, P2)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _turn(paragraph: Any, run: Any) -> None:
    from docx.oxml import OxmlElement

    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    run.font.rtl = True


def _warnings(found: StatementRecord) -> list[str]:
    version = found.version
    said = [] if found.approval else [DRAFT]
    if version.embargo_until and not KINDS[found.statement.kind].embargo_line:
        said.append(embargo_line(version.embargo_until, version.embargo_zone))
    return said
