"""Everything a world remembers, and its JSON file."""

import json
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from bot.sandbox import cast

Json = dict[str, Any]


@dataclass
class State:
    """Plain dictionaries in Slack's own shapes.

    Messages and views are never changed in place: an edit puts a new object where the old one was, so payloads, answers
    and logs that point at the old one stay true without copies.
    """

    people: dict[str, Json] = field(default_factory=cast.people)
    channels: dict[str, Json] = field(default_factory=cast.channels)
    manifest: Json = field(default_factory=cast.manifest)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)  # channel → ts → message, oldest first
    unread: dict[str, dict[str, list[int]]] = field(default_factory=dict)  # user → channel → [unread, mentions]
    homes: dict[str, Json] = field(default_factory=dict)  # user → the published Home view
    files: dict[str, Json] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)  # file id → base64
    scopes: str = cast.SCOPES
    clock_offset: float = 0.0
    opened_at: float | None = None  # the instant that a story and its papers are told from
    story: str = ""  # free for whoever filled the world to note which story it tells


def load(path: Path | None) -> State:
    """The state saved at `path`, or a fresh one where there is none. Raises ValueError for a file that is not ours."""
    if path is None or not path.exists():
        return State()
    saved = json.loads(path.read_text(encoding="utf-8"))
    names = {one.name for one in fields(State)}
    if not isinstance(saved, dict) or not saved.keys() <= names:
        raise ValueError(f"{path} is not a sandbox world")
    return State(**saved)


def dump(state: State) -> str:
    """The state as JSON text."""
    return json.dumps({one.name: getattr(state, one.name) for one in fields(State)}, separators=(",", ":"))


def write(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new world and never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
