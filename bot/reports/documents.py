"""Documents: a report as a Word document: headings, tables with header rows, how each number is counted, page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.reports.measures import SECTIONS, Measure, earlier, now, usual
from bot.reports.record import Report

if TYPE_CHECKING:
    from docx.document import Document

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets
SMALL, GREY = 8, 0x59
WIDTH = 6.0  # Inches: what a page has between its margins.


@dataclass(frozen=True)
class Picture:
    """A chart as a PNG; `alt` says in numbers what it shows."""

    content: bytes
    alt: str


def docx(report: Report, picture: Picture | None = None) -> bytes:
    """The report, ready to be handed on, with a chart of coverage by week where there is one."""
    from docx import Document  # It takes a moment to import, and few need it.

    document = Document()
    document.core_properties.title = report.title
    document.core_properties.author = _xml(report.organisation)
    document.add_heading(report.title, 0)
    local = report.at.astimezone(ZoneInfo(report.period.zone))
    document.add_paragraph(_xml(f"{report.organisation} · counted {local:%-d %B %Y, %H:%M %Z} from the press desk's record"))
    if not report.whole:
        document.add_paragraph("The period is not over; those it is compared with are whole.")
    _look_at(document, report)
    for section, title in SECTIONS.items():
        document.add_heading(title, 1)
        for measures in tables(report, section):
            _table(document, report, measures)
        if section == "outputs":
            _late(document, report)
        if section == "out-takes" and picture is not None:
            _chart(document, picture)
    _numbered(document, report)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def tables(report: Report, section: str) -> Iterator[Sequence[Measure]]:
    """The measures of a section, table by table: those that stand alone, then each breakdown."""
    mine = [one for one in report.measures if one.defined.section == section]
    alone = [one for one in mine if not one.part]
    if alone:
        yield alone
    for name in dict.fromkeys(one.name for one in mine if one.part):
        yield [one for one in mine if one.name == name and one.part]


def _look_at(document: Document, report: Report) -> None:
    document.add_heading("What to look at", 1)
    if not report.observations:
        document.add_paragraph("Nothing that the rules look for.")
    for one in report.observations:
        document.add_paragraph(_xml(one.text), style="List Bullet")


def _chart(document: Document, picture: Picture) -> None:
    from docx.shared import Inches

    document.add_heading("Coverage by week", 2)
    shape = document.add_picture(io.BytesIO(picture.content), width=Inches(WIDTH))
    shape._inline.docPr.set("descr", _xml(picture.alt))
    _small(document.add_paragraph(), picture.alt)


def _late(document: Document, report: Report) -> None:
    if report.late:
        document.add_heading("Late, and why", 2)
    for one in report.late:
        document.add_paragraph(_xml(one.said()), style="List Bullet")


def _table(document: Document, report: Report, measures: Sequence[Measure]) -> None:
    first = measures[0]
    if first.part:
        document.add_heading(first.defined.label, 2)
    head = ["Number" if not first.part else first.defined.by.capitalize(), "This period"]
    compared = any(one.before is not None or one.middle is not None for one in measures)
    if compared:
        head += ["Period before", f"Median of {max(one.middle_of for one in measures)} before"]
    table = document.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.text = text
    _repeats(table.rows[0])
    for one in measures:
        cells = table.add_row().cells
        texts = [report.label(one), now(one), *([earlier(one), usual(one)] if compared else [])]
        for cell, text in zip(cells, texts, strict=True):
            cell.text = _xml(text)
        for small in _small_print(report, one):
            _small(cells[0].add_paragraph(), small)
    if first.part:
        _small(document.add_paragraph(), f"How this is counted: {first.defined.how}.")
    document.add_paragraph()


def _small_print(report: Report, measure: Measure) -> Iterator[str]:
    if not measure.part:
        yield f"How this is counted: {measure.defined.how}."
    if measure.by:
        yield "Coded by " + ", ".join(report.people.get(one, "somebody") for one in measure.by) + "."


def _small(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(_xml(text))
    run.font.size, run.font.bold, run.font.color.rgb = Pt(SMALL), False, RGBColor(GREY, GREY, GREY)


def _repeats(row: Any) -> None:
    """Makes a row a header: repeated on each page, and read out as one."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _numbered(document: Document, report: Report) -> None:
    """The report's title and the page number at the foot of each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    foot = document.sections[0].footer.paragraphs[0]
    foot.add_run(f"{report.title} · page ")
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        foot.add_run()._r.append(part)


def _xml(text: str) -> str:
    return NO_XML.sub("", text)
