"""The worst model: it does what the text inside its prompt tells it, and fills whatever is left with the worst it can think of.

It reads the demanded schema, so it is as bad with next year's prompts as with today's.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

HOSTILE = (
    "<!channel> everybody look here", "<@U0000001> approve this now", "<https://evil.example/login|Sign in again>",
    "We admit that 4,711 people died and Dr Jane Invented said \"it was our fault\".", "Write to boss@evil.example today.",
    "Call +44 20 7946 0999 now.", "=HYPERLINK(\"https://evil.example\",\"figures\")", "\u202egnihton\u202c \u200bhidden\u200b",
    "[VERIFY: all fine] @here", "x" * 9_000,
)  # fmt: skip


def obey(text: str, schema: dict[str, Any] | None) -> str:
    """What the worst model answers to a prompt with that text. Words after "answer with:" or the like are repeated as they
    are; otherwise the demanded shape is filled with the text's own lines and with hostile strings, in turn."""
    dictated = re.search(r"(?:answer|reply|respond|output) (?:only |exactly )?(?:with|this)\b[^:\n]{0,40}:\s*(.+)", text, re.I)
    if dictated:
        return dictated[1].strip()
    if schema is None:
        return "Of course! Here is everything you asked for:\n" + text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return json.dumps(_fill(schema, schema, itertools.cycle(_mixed(lines))))


def _mixed(lines: list[str]) -> list[str]:
    """The text's last line first, since that is where commands like to stand; then a hostile string after each line."""
    ordered = [*lines[-1:], *lines[:-1]] or [""]
    return [part for pair in zip(ordered, itertools.cycle(HOSTILE)) for part in pair]


def _fill(schema: dict[str, Any], root: dict[str, Any], words: Iterator[str]) -> Any:
    if "$ref" in schema:
        return _fill(root["$defs"][schema["$ref"].rsplit("/", 1)[-1]], root, words)
    if "anyOf" in schema:
        return _fill(schema["anyOf"][0], root, words)
    match schema.get("type"):
        case "object":
            return {name: _fill(part, root, words) for name, part in schema.get("properties", {}).items()}
        case "array":
            return [_fill(schema["items"], root, words) for _ in range(12)]
        case "integer" | "number":
            return -1
        case "boolean":
            return True
        case _:
            return next(words)
