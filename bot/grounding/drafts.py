"""Drafts as a file: fact sets and sentences in JSON, for measuring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

from bot.errors import DeskError
from bot.grounding.checks import check
from bot.grounding.shapes import Sentence, SentenceKind, Source, SourceKind

SHAPE = "a JSON list of {id, today, sources: [{id, kind, text, speaker, expires}], sentences: [{text, source_ids, kind}]}"


def checked(file: Path) -> Iterator[dict[str, Any]]:
    """The verdicts on each draft of a file, `{id, verdicts: [{ok, rules}]}`; `{id, error}` for one that cannot be read.

    DeskError where the file is no JSON list at all.
    """
    try:
        drafts = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise DeskError(f"{file} is not JSON ({problem}). It should be {SHAPE}.") from problem
    if not isinstance(drafts, list):
        raise DeskError(f"{file} holds no list. It should be {SHAPE}.")
    for number, draft in enumerate(drafts, 1):
        yield _checked(draft, number)


def _checked(draft: Any, number: int) -> dict[str, Any]:
    name = draft.get("id", number) if isinstance(draft, dict) else number
    try:
        verdicts = check(
            [_sentence(one) for one in draft["sentences"]], sources=[_source(one) for one in draft["sources"]],
            today=date.fromisoformat(draft["today"][:10]), organisation=str(draft.get("organisation") or ""),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return {"id": name, "error": f"Draft {number} is not readable: {problem!r}"}
    return {"id": name, "verdicts": [{"ok": one.ok, "rules": list(one.rules)} for one in verdicts]}


def _source(row: dict[str, Any]) -> Source:
    expires = row.get("expires")
    return Source(
        str(row["id"]), cast(SourceKind, _kind(row, SourceKind)), _words(row["text"]), _words(row.get("speaker") or ""),
        date.fromisoformat(expires[:10]) if expires else None,
    )  # fmt: skip


def _sentence(row: dict[str, Any]) -> Sentence:
    ids = row.get("source_ids") or []
    return Sentence(
        _words(row["text"]), tuple(str(one) for one in ([ids] if isinstance(ids, str) else ids)),
        cast(SentenceKind, _kind(row, SentenceKind)),
    )  # fmt: skip


def _kind(row: dict[str, Any], known: Any) -> str:
    kind = row.get("kind") or "fact"
    if kind not in get_args(known):
        raise ValueError(f"{kind!r} is none of {', '.join(get_args(known))}")
    return str(kind)


def _words(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
