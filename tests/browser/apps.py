"""A small app that answers the stand-in as each test tells it to, in place of the bot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Answer = Json | str | None


class ScriptedApp:
    """Takes what the stand-in delivers. `answer[kind]` may be set to a function from payload to the acknowledgement's body.

    Kinds are Slack's payload types (block_actions, view_submission, view_closed, shortcut, message_action), the event types,
    and ``command`` for slash commands.
    """

    def __init__(self) -> None:
        self.received: list[tuple[str, Json]] = []
        self.answer: dict[str, Callable[[Json], Answer]] = {}

    def __call__(self, envelope: Json) -> tuple[int, Answer]:
        payload = envelope["payload"]
        kind = _kind(envelope["type"], payload)
        self.received.append((kind, payload))
        answer = self.answer.get(kind)
        return 200, answer(payload) if answer else None

    def payloads(self, kind: str) -> list[Json]:
        """Everything of one kind that has arrived."""
        return [payload for one, payload in self.received if one == kind]


def _kind(envelope_type: str, payload: Json) -> str:
    if envelope_type == "slash_commands":
        return "command"
    if envelope_type == "events_api":
        return str(payload["event"]["type"])
    return str(payload["type"])


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def words(text: str) -> Json:
    """A section with mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: Json, block_id: str = "actions") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, element: Json, label: str = "", **more: Any) -> Json:
    """An input block whose element has the action_id ``value``."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label or block_id),
        "element": {"action_id": "value", **element},
        **more,
    }


def options(*texts: str) -> list[Json]:
    """Options whose values are their texts in lower case."""
    return [{"text": plain(text), "value": text.lower()} for text in texts]


def modal(title: str, *blocks: Json, submit: str | None = "Save", **more: Any) -> Json:
    view = {"type": "modal", "title": plain(title), "close": plain("Cancel"), "blocks": list(blocks), **more}
    return view | ({"submit": plain(submit)} if submit else {})
