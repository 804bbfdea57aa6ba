"""JSON Lines in, JSON Lines out: what `python -m bot coverage …` prints, in the order of the input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.coverage.dates import published
from bot.errors import DeskError

Row = dict[str, Any]


def entries(file: Path, *, url: str = "") -> Iterator[Row]:
    """The entries of a feed in a file: title, link, id, published (ISO 8601 in UTC, or null)."""
    from bot.coverage.feeds import parse

    for entry in parse(file.read_bytes(), url=url):
        yield {"title": entry.title, "link": entry.link, "id": entry.id, "published": _iso(entry.published)}


def dates(file: Path) -> Iterator[Row]:
    """Each row with `parsed`, what its `date` means."""
    for row in read(file):
        yield row | {"parsed": _iso(published(_words(row.get("date"))))}


def copies(file: Path) -> Iterator[Row]:
    """Each row (id, title, text, published, outlet) with `copy_of`, the id of the earliest it is a copy of, or null."""
    from bot.coverage.copies import Article
    from bot.coverage.copies import copies as find

    rows = list(read(file))
    articles = [
        Article(str(at), _words(row.get("title")), _words(row.get("text")), _moment(row.get("published")), _words(row.get("outlet")))
        for at, row in enumerate(rows)
    ]  # fmt: skip
    found = find(articles)
    for at, row in enumerate(rows):
        original = found[str(at)]
        yield row | {"copy_of": None if original is None else rows[int(original)].get("id")}


def stories(file: Path) -> Iterator[Row]:
    """Each row (id, text or title, perhaps ts) with `story`, the id of the story's first article."""
    from bot.coverage.stories import Told
    from bot.coverage.stories import stories as find

    rows = list(read(file))
    width = len(str(len(rows)))
    told = [
        Told(f"{at:0{width}}", _words(row.get("text")) or _words(row.get("title")), _moment(row.get("ts", row.get("published"))))
        for at, row in enumerate(rows)
    ]  # fmt: skip
    found = find(told)
    for each, row in zip(told, rows, strict=True):
        yield row | {"story": rows[int(found[each.id])].get("id")}


def matches(terms: Path, file: Path) -> Iterator[Row]:
    """Each row (title, text) with `matches`, the ids of the watch terms it truly means."""
    from bot.coverage import terms as watch

    try:
        wanted = [watch.Term.of(each) for each in json.loads(terms.read_text(encoding="utf-8-sig"))]
    except (ValueError, TypeError, AttributeError) as problem:
        raise DeskError(f"{terms} is no JSON list of watch terms: {problem}") from problem
    for row in read(file):
        yield row | {"matches": watch.meant(wanted, title=_words(row.get("title")), text=_words(row.get("text")))}


def quotes(file: Path) -> Iterator[Row]:
    """For each item (id, approved, article) its quotes: printed, speaker_is_ours, class, approved_id."""
    from bot.coverage import quotes as watch

    try:
        items = json.loads(file.read_text(encoding="utf-8-sig"))
        for item in items:
            approved = [watch.Approved.of(each) for each in item.get("approved") or []]
            found = watch.compared(_words(item.get("article")), approved)
            yield {"id": item.get("id"), "quotes": [quote.row() for quote in found]}
    except (ValueError, TypeError, AttributeError) as problem:
        raise DeskError(f"{file} is no JSON list of id, approved and article: {problem}") from problem


def read(file: Path) -> Iterator[Row]:
    """The objects in a file of JSON Lines; a DeskError names the line that is none."""
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as problem:
                raise DeskError(f"Line {number} of {file} is no JSON: {problem}") from problem
            if not isinstance(row, dict):
                raise DeskError(f"Line {number} of {file} is no JSON object.")
            yield row


def _words(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _moment(value: object) -> datetime | None:
    """A time as text, or as seconds or milliseconds since 1970."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        try:
            return datetime.fromtimestamp(value / 1000 if abs(value) > 10**11 else value, UTC)
        except (OverflowError, OSError, ValueError):
            return None
    return published(_words(value))


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
