"""Spreadsheets: the rows of a CSV or Excel file of contacts, whatever its encoding and shape, and who each row means."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.contacts import columns
from bot.errors import Invalid
from bot.text import one_line, shortened, would_run

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
MOST_UNPACKED = 100 * 1024 * 1024  # Of an Excel file, which is a zip.
LISTS = ("beats", "languages", "tags")
_ADDRESS = re.compile(r"(?:mailto:)?([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|rev)\.?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|obe|mbe|cbe|phd|md)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: the headings ("" where a column has none) and its rows, each with its line in the file."""

    headings: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]

    def mapping(self) -> dict[int, str]:
        """The field of each column that is understood."""
        return columns.mapping(self.headings, [row for _, row in self.rows[:200]])


@dataclass(frozen=True)
class Row:
    """Who one row means. `emails` are in small letters, the first the main one; `wrong` says why the row can't be taken."""

    at: int
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    outlet: str = ""
    role: str = ""
    region: str = ""
    kind: str = ""
    tier: int | None = None
    beats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    preference: str = ""
    notes: str = ""
    wrong: str = ""


def read(content: bytes, name: str) -> Sheet:
    """The sheet in a file, by its ending and its bytes. Invalid, in the person's words, where it can't be read."""
    if content[:4] == b"PK\x03\x04" or name.lower().endswith((".xlsx", ".xlsm")):
        cells = list(_excel(content))
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Invalid("This is an old Excel file (.xls). Save it as .xlsx or .csv and try again.")
    else:
        cells = list(_csv(_text(content)))
    filled = [(at, [_bare(cell) for cell in row]) for at, row in cells if any(cell.strip() for cell in row)]
    if not filled:
        raise Invalid("There is nothing in this file.")
    if len(filled) > MOST_ROWS + 1:
        raise Invalid(f"This file has {len(filled):,} rows; at most {MOST_ROWS:,} are taken at once. Split it.")
    first = columns.headings([row for _, row in filled])
    if first is None:
        return Sheet((), filled)
    return Sheet([one_line(cell) for cell in filled[first][1]], filled[first + 1 :])


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and would_run(cell[1:]) else cell


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:2_000]:
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes where it does not write UTF-8: on Windows, or on a Mac of old, whose letters are signs here.
        found = content.decode("cp1252", "replace")
        strange = len(re.findall(r"[a-z][Ž‡ŸÕ\ufffd]|[Ž‡Ÿ\ufffd][a-z]", found))
        return content.decode("mac-roman") if strange > len(re.findall(r"[à-ÿ‘’“”]", found)) else found


def _csv(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:50] if line.strip()]
    if lines and re.fullmatch(r"sep=(.)", lines[0].strip()):
        delimiter, text = lines[0].strip()[-1], text.split("\n", 1)[1]
    else:
        delimiter = max(",;\t|", key=lambda mark: _steady(lines, mark))
    sheet = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""), delimiter=delimiter)
    try:
        for row in sheet:
            yield sheet.line_num, [cell[:LONGEST_CELL].replace("\x00", "") for cell in row[:MOST_COLUMNS]]
    except csv.Error as problem:
        raise Invalid(f"Line {sheet.line_num} of this file can't be read: {problem}.") from None


def _steady(lines: Sequence[str], mark: str) -> tuple[int, int]:
    """How well a mark divides: on how many lines as often as on most, then how often."""
    counts = [len(next(csv.reader([line], delimiter=mark), [])) - 1 for line in lines[:30]]
    usual = max(set(counts), key=counts.count, default=0)
    return (counts.count(usual) if usual else 0, usual)


def _excel(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # Slow to import, and only needed here.

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Invalid("This Excel file unpacks to more than 100 MB; save the sheet with the contacts alone.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # The sheet with the most rows is the list; others are notes and look-ups.
        sheet = max(book.worksheets, key=lambda one: one.max_row or 0)
        for at, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 20, values_only=True), start=1):
            yield at, [_cell(value)[:LONGEST_CELL] for value in row]
    except Invalid:
        raise
    except Exception:  # The library raises whatever it trips over in a broken or protected file.
        raise Invalid("This Excel file can't be opened. Is it protected? Save it as .csv and try again.") from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def rows(sheet: Sheet, mapping: Mapping[int, str]) -> list[Row]:
    """Who each row means, by what its columns are."""
    return [_row(at, cells, mapping) for at, cells in sheet.rows]


def _row(at: int, cells: Sequence[str], mapping: Mapping[int, str]) -> Row:
    told: dict[str, list[str]] = {}
    for place, field in mapping.items():
        if place < len(cells) and (cell := cells[place].strip()):
            told.setdefault(field, []).append(cell)
    every = " ; ".join(told.get("email", []))
    emails = tuple(dict.fromkeys(found.rstrip(".").lower() for found in _ADDRESS.findall(every)))
    name = _name(told, every)
    outlet = one_line(" ".join(told.get("outlet", [])))
    wrong = ""
    if not name and not emails:
        wrong = f"“{shortened(every, 60)}” is no e-mail address" if every else "no name and no e-mail address"
    notes = [*told.get("notes", []), *([f"E-mail as it stood in the file: {every}"] if every and not emails else [])]
    return Row(
        at=at, name=shortened(name or (emails[0] if emails else ""), 200), emails=emails, phones=_phones(told.get("phone", [])),
        outlet=shortened(outlet, 200), role=_line(told, "role"), region=_line(told, "region"), kind=_line(told, "kind"),
        tier=_tier(_line(told, "tier")), **{field: _several(told.get(field, [])) for field in LISTS},  # type: ignore[arg-type]
        preference=_line(told, "preference"), notes="\n".join(notes), wrong=wrong,
    )  # fmt: skip


def _name(told: Mapping[str, list[str]], emails: str) -> str:
    """ "Last, First" as First Last; a name in capitals as it is written; without any, the words before an address."""
    whole = one_line(" ".join([*told.get("first_name", []), *told.get("last_name", [])]))
    if not whole or ("name" in told and not told.get("last_name")):
        whole = one_line(" ".join(told.get("name", [whole])))
    if not whole and (before := re.match(r"\s*\"?([^<\"@;,]+?)\"?\s*<", emails)):
        whole = before[1]
    whole = _TITLES.sub("", _ADDRESS.sub("", whole)).strip(' ,;<>()"')
    ending = _SUFFIX.search(whole)
    bare = whole[: ending.start()] if ending else whole
    if bare.count(",") == 1:
        last, first = (part.strip() for part in bare.split(","))
        if first and last and len(first.split()) <= 3 and len(last.split()) <= 4:
            bare = f"{_TITLES.sub('', first)} {last}"
    if bare.isupper() or bare.islower():
        bare = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), bare)
    return bare


def _phones(cells: Sequence[str]) -> tuple[str, ...]:
    found = [one_line(part) for cell in cells for part in re.split(r"[;|\n]|\s/\s|,\s*(?=[+0(])|\bor\b", cell)]
    return tuple(dict.fromkeys(one[:60] for one in found if sum(letter.isdigit() for letter in one) >= 5))


def _line(told: Mapping[str, list[str]], field: str) -> str:
    return shortened(one_line(" ".join(told.get(field, []))), 500)


def _several(cells: Sequence[str]) -> tuple[str, ...]:
    found = [one_line(part) for cell in cells for part in re.split(r"[,;|/\n]|\s&\s|\sand\s", cell)]
    return tuple(dict.fromkeys(shortened(one, 60) for one in found if one))[:20]


def _tier(words: str) -> int | None:
    """Tier 1–3 as a number, a letter or a word; None for anything else."""
    plain = words.casefold().removeprefix("tier").strip(" :.-")
    return {
        "1": 1,
        "2": 2,
        "3": 3,
        "a": 1,
        "b": 2,
        "c": 3,
        "high": 1,
        "top": 1,
        "medium": 2,
        "mid": 2,
        "low": 3,
        "i": 1,
        "ii": 2,
        "iii": 3,
    }.get(plain)
