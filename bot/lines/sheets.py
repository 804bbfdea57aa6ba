"""Sheets: lines as CSV for a spreadsheet, and as Markdown for a person; both are read again to the letter.

A cell that a spreadsheet would run as a formula has an apostrophe before it, and so has one that begins with an apostrophe:
reading takes exactly one away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from bot.errors import Invalid
from bot.lines.papers import LONG, NAMES, Flat
from bot.text import one_line, would_run

_HEADING = re.compile(r"## +(\S.*)")
_FACT = re.compile(r"- ([a-z_]+):(?: (.*))?")
_LONG = re.compile(r"### +(\S+)\s*")

Found = tuple[int, Mapping[str, str]]  # The line of the file that a row begins on, and what it says.


class Unreadable(Invalid):
    """A file that is no list of lines at that line."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(f"Line {at}: {message}")
        self.at = at


def as_csv(rows: Iterable[Flat]) -> str:
    """The rows as a sheet."""
    sheet = io.StringIO(newline="")
    cells = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    cells.writerow(NAMES)
    cells.writerows([_guarded(row[name]) for name in NAMES] for row in rows)
    return sheet.getvalue()


def as_markdown(rows: Iterable[Flat], title: str) -> str:
    """The rows as a page."""
    parts = [f"# {one_line(title)}\n"]
    for row in rows:
        parts.append(f"\n## {row['reference']}\n\n")
        parts += [f"- {name}: {row[name]}\n" for name in NAMES[1:] if name not in LONG and row[name]]
        for name in LONG:
            if row[name]:
                parts.append(
                    f"\n### {name}\n\n"
                    + "".join(f"> {one}".rstrip(" ") + "\n" if not one else f"> {one}\n" for one in row[name].split("\n"))
                )
    return "".join(parts)


def rows_in(text: str, name: str) -> list[Found]:
    """The rows of a file, by the ending of its name. Unreadable names the line."""
    return list(_from_markdown(text) if name.lower().endswith((".md", ".markdown", ".txt")) else _from_csv(text))


def _from_csv(text: str) -> Iterator[Found]:
    sheet = csv.reader(io.StringIO(text, newline=""))
    try:
        names = [one.strip().lower() for one in next(sheet, [])]
        strange = [one for one in names if one not in NAMES]
        if "text" not in names or "kind" not in names:
            raise Unreadable(
                1, f"the first line names the columns, “kind” and “text” among them; the others are {', '.join(NAMES)}."
            )
        if strange:
            raise Unreadable(1, f"there is no column “{strange[0][:40]}”. The columns are {', '.join(NAMES)}.")
        begins = sheet.line_num + 1
        for cells in sheet:
            if len(cells) > len(names):
                raise Unreadable(begins, f"{len(cells)} cells, and only {len(names)} columns.")
            if any(cell.strip() for cell in cells):
                yield begins, {name: _bare(cell) for name, cell in zip(names, cells, strict=False)}
            begins = sheet.line_num + 1
    except csv.Error as problem:
        raise Unreadable(sheet.line_num, f"that is no CSV: {problem}.") from None


def _from_markdown(text: str) -> Iterator[Found]:
    begins, row, long = 0, dict[str, str](), ""
    for at, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if line.startswith(">") and long:
            said = line[1:].removeprefix(" ")
            row[long] = f"{row[long]}\n{said}" if long in row else said
        elif heading := _HEADING.fullmatch(line):
            if row:
                yield begins, row
            begins, long = at, ""
            reference = heading[1].strip()
            row = {"reference": "" if reference.lower() == "new" else reference}
        elif (named := _LONG.fullmatch(line)) and row:
            long = _name(named[1], at)
        elif (fact := _FACT.fullmatch(line)) and row:
            row[_name(fact[1], at)] = fact[2] or ""
        elif line.strip() and not line.startswith("# "):
            raise Unreadable(at, f"“{line[:60]}” belongs to nothing. A line begins with “## new”; its words stand behind “>”.")
    if row:
        yield begins, row


def _name(name: str, at: int) -> str:
    if name not in NAMES:
        raise Unreadable(at, f"there is no “{name[:40]}”. There are {', '.join(NAMES)}.")
    return name


def _guarded(text: str) -> str:
    return f"'{text}" if would_run(text) or text.lstrip().startswith("'") else text


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _guarded(cell[1:]) == cell else cell
