"""Archives: a whole database in one file, whichever kind it came from and goes to.

A gzipped tar of `manifest.json` and one `tables/<name>.jsonl` a table. The manifest names the schema's revision, counts the
rows, holds each file's SHA-256 and the head of the audit chain, so that a restore can be checked against it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection
from sqlmodel import Session

from bot import audit
from bot.errors import DeskError
from bot.ownership import rows
from bot.ownership.progress import Told, counted, nobody
from bot.ownership.rows import Row

FORMAT = 1
MANIFEST = "manifest.json"
UNREADABLE = (tarfile.TarError, zlib.error, EOFError, KeyError, AssertionError, OSError, ValueError)


class TableFile(BaseModel):
    """One table in the archive."""

    columns: list[str]
    rows: int
    sha256: str


class AuditHead(BaseModel):
    """The audit chain as it was; `broken_at` is the first entry that did not follow, or None."""

    entries: int
    last_hash: str
    broken_at: int | None = None

    @classmethod
    def of(cls, connection: Connection) -> AuditHead:
        with Session(connection) as session:
            found = audit.verify(session)
        return cls(entries=found.entries, last_hash=found.last_hash, broken_at=found.broken_at)


class Manifest(BaseModel):
    """What an archive says of itself. `tables` are in the order they are restored in."""

    format: int = FORMAT
    made_at: datetime
    database: str
    revision: str
    tables: dict[str, TableFile]
    audit: AuditHead

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.tables.values())


def pack(connection: Connection, file: Path, *, revision: str, at: datetime, told: Told = nobody) -> Manifest:
    """Writes everything the connection sees into `file`, whole or not at all, readable by its owner alone."""
    with tempfile.TemporaryDirectory(prefix=".archive-", dir=file.parent) as folder:
        written: dict[str, TableFile] = {}
        for table in rows.tables(connection):
            with (Path(folder) / table.name).open("wb") as out:
                written[table.name] = _table(out, counted(rows.read(connection, table), table.name, told), table)
        manifest = Manifest(
            made_at=at, database=connection.dialect.name, revision=revision, tables=written, audit=AuditHead.of(connection)
        )
        whole = Path(folder) / MANIFEST
        _tar(whole, Path(folder), manifest)
        os.replace(whole, file)
    return manifest


def _table(out: IO[bytes], coming: Iterator[Row], table: rows.Table) -> TableFile:
    digest, count = hashlib.sha256(), 0
    for row in coming:
        line = rows.line(row)
        digest.update(line)
        out.write(line)
        count += 1
    return TableFile(columns=[column.name for column in rows.columns(table)], rows=count, sha256=digest.hexdigest())


def _tar(whole: Path, folder: Path, manifest: Manifest) -> None:
    descriptor = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
            text = manifest.model_dump_json(indent=2).encode()
            about = tarfile.TarInfo(MANIFEST)
            about.size, about.mtime = len(text), int(manifest.made_at.timestamp())
            tar.addfile(about, io.BytesIO(text))
            for name in manifest.tables:
                about = tarfile.TarInfo(_path(name))
                about.size, about.mtime = (folder / name).stat().st_size, int(manifest.made_at.timestamp())
                with (folder / name).open("rb") as rows_of_it:
                    tar.addfile(about, rows_of_it)
        raw.flush()
        os.fsync(raw.fileno())


class Archive:
    """An open archive. `manifest` is what it says; nothing in it is trusted before `check`."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self.manifest = tar, manifest

    def check(self, told: Told = nobody) -> None:
        """DeskError where a table's file is missing, changed, or has another number of rows than the manifest says, and where
        the archive does not reach its own end."""
        for name, said in self.manifest.tables.items():
            digest, count = hashlib.sha256(), 0
            for line in counted(self._lines(name), name, told):
                digest.update(line)
                count += 1
            if digest.hexdigest() != said.sha256 or count != said.rows:
                raise DeskError(f"The backup is damaged: {name} is not what its manifest says. Use another backup.")
        self._reach_the_end()

    def rows(self, table: str) -> Iterator[Row]:
        """The table's rows, in the order they were written."""
        for line in self._lines(table):
            yield json.loads(line)

    def _reach_the_end(self) -> None:
        packed = self._tar.fileobj
        assert packed is not None
        try:
            while packed.read(1 << 20):
                pass
        except UNREADABLE as problem:
            raise DeskError("The backup is cut off at its end. Use another one.") from problem

    def _lines(self, table: str) -> Iterator[bytes]:
        try:
            kept = self._tar.extractfile(_path(table))
            assert kept is not None
            yield from kept
        except UNREADABLE as problem:
            raise DeskError(
                f"The backup is damaged: {table} can't be read ({type(problem).__name__}). Use another one."
            ) from problem


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """The archive in `file`. DeskError where it is none of ours, cut off, or made by a later format."""
    with ExitStack() as open_files:
        try:
            tar = open_files.enter_context(tarfile.open(file, "r:gz"))
        except FileNotFoundError:
            raise DeskError(f"There is no file {file}.") from None
        except UNREADABLE as problem:
            raise DeskError(f"{file} can't be read as a backup of Pressdesk.") from problem
        yield Archive(tar, _manifest(tar, file))


def _manifest(tar: tarfile.TarFile, file: Path) -> Manifest:
    try:
        kept = tar.extractfile(MANIFEST)
        assert kept is not None
        said = json.loads(kept.read())
        if said.get("format") != FORMAT:
            raise DeskError(f"{file} is in format {said.get('format')}, which this version of Pressdesk does not read.")
        return Manifest.model_validate(said)
    except (*UNREADABLE, AttributeError, ValidationError) as problem:
        raise DeskError(f"{file} can't be read as a backup of Pressdesk: its manifest is missing or damaged.") from problem


def _path(table: str) -> str:
    return f"tables/{table}.jsonl"
