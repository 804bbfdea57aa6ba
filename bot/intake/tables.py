"""Form data as programs send it: one JSON object, or a table of one header line and one row."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

_PAIR = re.compile(r'"([\w .-]{1,40})"\s*:\s*"((?:[^"\\\n]|\\.){0,20000})"')
_MARKUP_PAIR = re.compile(r"<([A-Za-z][\w-]{1,30})>([^<>]{1,8000})</\1>")


def read_json(text: str, kind_of: Callable[[str], str | None]) -> list[tuple[str, str]]:
    """Return (kind, value) for each known key with a text value in JSON or simple XML that stands in `text`."""
    found: list[tuple[str, str]] = []
    pairs = _PAIR.findall(text) if text.count('":') >= 3 or text.count('" :') >= 3 else []
    pairs += _MARKUP_PAIR.findall(text) if text.count("</") >= 3 else []
    for key, raw in pairs:
        kind = kind_of(_spaced(key))
        if kind:
            found.append((kind, _unescape(raw)))
    return found


def _spaced(key: str) -> str:
    """Return a key of a program in words: `fullName` and `full_name` give "full name"."""
    return re.sub(r"[_.-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)).casefold()


def _unescape(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"'))
    except json.JSONDecodeError:
        return raw


def read_table(text: str, kind_of: Callable[[str], str | None]) -> list[tuple[str, str]]:
    """Return (kind, cell) for the first row under a line of at least three known labels."""
    lines = [line.strip().strip("|").strip() for line in text.split("\n")]
    for index, line in enumerate(lines[:40]):
        for mark in ("|", "\t", ";", ","):
            cells = [cell.strip() for cell in line.split(mark)]
            kinds = [kind_of(cell) if len(cell) < 40 else None for cell in cells]
            if sum(kind is not None for kind in kinds) < 3 or len(cells) > 15:
                continue
            row = next((r for r in lines[index + 1 :] if r.count(mark) >= len(cells) - 1 and re.search(r"\w", r)), "")
            values = row.split(mark, len(cells) - 1)
            if len(values) == len(cells):
                return [(kind or "other", value.strip().strip('"')) for kind, value in zip(kinds, values, strict=True)]
    return []
