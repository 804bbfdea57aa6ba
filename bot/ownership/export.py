"""Export: everything as files that other programs and people can read."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table
from sqlmodel import Session, select

from bot import lines as wordings
from bot import migrations
from bot.db import Database
from bot.errors import DeskError
from bot.models import Team
from bot.ownership import markdown, pages, rows
from bot.ownership.cells import Secrets, cell
from bot.ownership.pages import TableLine
from bot.ownership.papers import Shelf
from bot.ownership.progress import Told, counted, nobody
from bot.ownership.snapshots import snapshot
from bot.ownership.withheld import Withheld
from bot.settings import Settings


def export(
    database: Database, folder: Path, *, settings: Settings, at: datetime, restricted: bool = False, told: Told = nobody
) -> list[TableLine]:
    """Writes the whole record into `folder`, all of one moment, and gives the tables with the rows that were written.

    Restricted inquiries and all that hangs on them only with `restricted`. DeskError where the folder holds anything; where
    something goes wrong it stays as it was.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DeskError(f"{folder} is not empty, and an export overwrites nothing. Choose another folder.")
    if migrations.pending(database):
        raise DeskError("The database is not up to date. Run `python -m bot migrate` first.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with snapshot(database) as connection:
            written = _Export(connection, partial, Secrets(settings, [database.url.password or ""]), told).write(at, restricted)
        os.replace(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return written


class _Export:
    def __init__(self, connection: Connection, folder: Path, secrets: Secrets, told: Told) -> None:
        self._connection, self._folder, self._secrets, self._told = connection, folder, secrets, told
        self._with_secrets = 0
        for name in ("tables", "inquiries", "statements", "briefings"):
            (folder / name).mkdir()

    def write(self, at: datetime, restricted: bool) -> list[TableLine]:
        found = rows.tables(self._connection)
        withheld = Withheld.nothing() if restricted else Withheld(self._connection, found)
        tables = [self._table(table, withheld) for table in found]
        with Session(self._connection) as session:
            organisation = " · ".join(one.name or one.id for one in session.exec(select(Team))) or "Pressdesk"
            shelf = Shelf(session, withheld.inquiries(), self._secrets)
            lines = list(counted(self._papers(shelf), "inquiries", self._told))
            wording = self._wording(session, at, restricted)
        text = pages.index(
            lines, tables, organisation=organisation, at=at, whole=restricted, secrets=self._with_secrets, wording=wording
        )
        self._file("index.html", text)
        return tables

    def _table(self, table: Table, withheld: Withheld) -> TableLine:
        names = [column.name for column in rows.columns(table)]
        count, base = 0, self._folder / "tables" / table.name
        # With its mark, Excel reads the file as UTF-8.
        with (
            base.with_suffix(".csv").open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as sheet,
            base.with_suffix(".jsonl").open("wb") as lines,
        ):
            cells = csv.writer(sheet, quoting=csv.QUOTE_NONNUMERIC)
            cells.writerow(names)
            visible = withheld.visible(table, rows.read(self._connection, table))
            for row in counted(visible, table.name, self._told):
                clean = self._secrets.row(row)
                self._with_secrets += clean != row
                lines.write(rows.line(clean))
                cells.writerow([cell(clean[name]) for name in names])
                count += 1
        return TableLine(table.name, count)

    def _papers(self, shelf: Shelf) -> Iterator[str]:
        """Writes each inquiry's page and Markdown, and gives its line for the index."""
        for inquiry_id in shelf.ids:
            paper = shelf.paper(inquiry_id)
            files = [("Briefing", f"../briefings/{paper.name}.md")]
            self._file(f"briefings/{paper.name}.md", self._secrets.without(markdown.briefing(paper)))
            said = markdown.statements(paper)
            if said:
                files.append(("Statements", f"../statements/{paper.name}.md"))
                self._file(f"statements/{paper.name}.md", self._secrets.without(said))
            self._file(f"inquiries/{paper.name}.html", pages.page(paper, files=files))
            yield pages.line(paper)

    def _wording(self, session: Session, at: datetime, restricted: bool) -> list[str]:
        """Writes each team's lines and message houses as Markdown, and gives the names of the files."""
        teams = list(session.exec(select(Team.id)))
        names = []
        for team in teams:
            name = "lines.md" if len(teams) == 1 else f"lines-{team}.md"
            text = wordings.write_out(session, team_id=team, form="md", at=at, restricted=restricted)
            self._file(name, self._secrets.without(text))
            names.append(name)
        return names

    def _file(self, path: str, text: str) -> None:
        (self._folder / path).write_text(text, encoding="utf-8", errors="backslashreplace")
