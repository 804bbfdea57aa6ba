"""The pieces views are made of.

Foreign text goes into rich text or plain text, where Slack interprets nothing, so it is shown as it came; `escaped` is for
the few places that take only mrkdwn. Limits are Slack's: https://docs.slack.dev/reference/block-kit/blocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.text import shortened

Block = dict[str, Any]
Part = str | Block

TEXT = 3_000
BUTTON = 75
OPTION = 75
TITLE = 24
TYPED = 3_000
METADATA = 3_000
FALLBACK = 3_900


def escaped(text: str) -> str:
    """Text that mrkdwn shows as it is, `&`, `<` and `>` included (https://docs.slack.dev/messaging/formatting)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fallback(text: str) -> str:
    """The top-level `text` of a message, read by notifications and screen readers."""
    return escaped(shortened(text, FALLBACK // 2))[:FALLBACK]


def plain(text: str, most: int = TEXT) -> Block:
    """A plain text object; emoji codes in it stay as typed."""
    return {"type": "plain_text", "text": shortened(text, most) or " ", "emoji": False}


def mrkdwn(text: str) -> Block:
    """A mrkdwn object of our own words; foreign ones in it must be `escaped`."""
    return {"type": "mrkdwn", "text": shortened(text, TEXT), "verbatim": True}


def rich(*sections: Block, block_id: str | None = None) -> Block:
    """A rich text block of `line`, `quote`, `code` and `bullets`."""
    return _with_id({"type": "rich_text", "elements": list(sections)}, block_id)


def line(*parts: Part) -> Block:
    """One paragraph. Each part is text, shown exactly, or a `bold`, `date` or `link` element."""
    return {"type": "rich_text_section", "elements": _elements(parts)}


def quote(*parts: Part) -> Block:
    return {"type": "rich_text_quote", "elements": _elements(parts)}


def code(text: str) -> Block:
    """Text to copy, kept to the letter."""
    return {"type": "rich_text_preformatted", "elements": _elements([text])}


def bullets(items: Iterable[Sequence[Part]], *, numbered: bool = False) -> Block:
    return {
        "type": "rich_text_list",
        "style": "ordered" if numbered else "bullet",
        "elements": [line(*parts) for parts in items],
    }


def _elements(parts: Iterable[Part]) -> list[Block]:
    found = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts if part != ""]
    return found or [{"type": "text", "text": " "}]


def bold(text: str) -> Block:
    return {"type": "text", "text": text or " ", "style": {"bold": True}}


def italic(text: str) -> Block:
    return {"type": "text", "text": text or " ", "style": {"italic": True}}


def link(url: str, text: str) -> Block:
    return {"type": "link", "url": url, "text": text}


def date(at: datetime, form: str = "{date_short_pretty} at {time}") -> Block:
    """An instant in the reader's own zone; the fallback says UTC."""
    said = at.astimezone(UTC).strftime("%-d %b %Y %H:%M UTC")
    return {"type": "date", "timestamp": int(at.timestamp()), "format": form, "fallback": said}


def clock_time(at: datetime, zone: str) -> str:
    """The instant on the wall clock of `zone`, with the zone's name: "Wed 11 Mar 17:00 GMT"."""
    local = at.astimezone(ZoneInfo(zone))
    name = local.strftime("%Z")
    return local.strftime("%a %-d %b %H:%M ") + (f"UTC{name}" if name[:1] in "+-" else name)


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def section(text: str, accessory: Block | None = None, block_id: str | None = None) -> Block:
    """A paragraph of our own words in mrkdwn."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def note(*texts: str) -> Block:
    """Small print, in our own words."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    return _with_id({"type": "actions", "elements": list(elements)}, block_id)


def button(
    label: str, action_id: str, value: str = "", *, style: str | None = None, sure: Block | None = None, url: str = ""
) -> Block:
    block: Block = {"type": "button", "text": plain(label, BUTTON), "action_id": action_id}
    if value:
        block["value"] = value
    if style:
        block["style"] = style
    if sure:
        block["confirm"] = sure
    if url:
        block["url"] = url
    return block


def sure(title: str, text: str, yes: str, no: str = "Cancel") -> Block:
    """The question before a step that cannot be taken back."""
    return {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}


def option(value: str, label: str) -> Block:
    return {"text": plain(label, OPTION), "value": value}


def field(
    label: str, element: Block, *, hint: str = "", optional: bool = True, block_id: str | None = None, dispatch: bool = False
) -> Block:
    """One input of a form; its block id is its action id unless told otherwise."""
    block: Block = {
        "type": "input", "block_id": block_id or element["action_id"], "label": plain(label, 2_000), "element": element,
        "optional": optional,
    }  # fmt: skip
    if hint:
        block["hint"] = plain(hint, 2_000)
    if dispatch:
        block["dispatch_action"] = True
    return block


def typed(action_id: str, initial: str = "", *, lines: bool = False, most: int = TYPED, example: str = "") -> Block:
    block: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": lines, "max_length": most}
    if initial:
        block["initial_value"] = initial[:most]
    if example:
        block["placeholder"] = plain(example, 150)
    return block


def choice(action_id: str, options: Mapping[str, str], chosen: str | None = None, *, example: str = "") -> Block:
    """A menu; `options` maps values to labels."""
    block: Block = {
        "type": "static_select", "action_id": action_id, "options": [option(key, label) for key, label in options.items()],
    }  # fmt: skip
    if chosen in options:
        block["initial_option"] = option(str(chosen), options[str(chosen)])
    if example:
        block["placeholder"] = plain(example, 150)
    return block


def choices(action_id: str, options: Mapping[str, str], chosen: Iterable[str] = (), *, boxes: bool = False) -> Block:
    """A menu of several, or with `boxes` check boxes (ten at most)."""
    block: Block = {
        "type": "checkboxes" if boxes else "multi_static_select", "action_id": action_id,
        "options": [option(key, label) for key, label in options.items()],
    }  # fmt: skip
    picked = [option(key, options[key]) for key in chosen if key in options]
    if picked:
        block["initial_options"] = picked
    return block


def person(action_id: str, user_id: str | None = None, *, example: str = "Choose a person") -> Block:
    block: Block = {"type": "users_select", "action_id": action_id, "placeholder": plain(example, 150)}
    if user_id:
        block["initial_user"] = user_id
    return block


def persons(action_id: str, user_ids: Sequence[str] = (), *, example: str = "Choose people") -> Block:
    block: Block = {"type": "multi_users_select", "action_id": action_id, "placeholder": plain(example, 150)}
    if user_ids:
        block["initial_users"] = list(user_ids)
    return block


def channel(action_id: str, channel_id: str | None = None) -> Block:
    block: Block = {
        "type": "conversations_select", "action_id": action_id, "filter": {"include": ["public", "private"]},
        "placeholder": plain("Choose a channel", 150),
    }  # fmt: skip
    if channel_id:
        block["initial_conversation"] = channel_id
    return block


def moment(action_id: str, at: datetime | None = None) -> Block:
    """A date and time picker, in the reader's zone."""
    block: Block = {"type": "datetimepicker", "action_id": action_id}
    if at is not None:
        block["initial_date_time"] = int(at.timestamp())
    return block


def modal(
    title: str, blocks: Sequence[Block], *, callback_id: str = "", submit: str = "", close: str = "Close",
    carries: Mapping[str, Any] | None = None,
) -> Block:  # fmt: skip
    """A modal. `carries` comes back with it as it is sent: ids only."""
    view: Block = {"type": "modal", "title": plain(title, TITLE), "blocks": list(blocks)[:100], "close": plain(close, TITLE)}
    if submit:
        view["submit"] = plain(submit, TITLE)
    if callback_id:
        view["callback_id"] = callback_id
    if carries is not None:
        view["private_metadata"] = json.dumps(carries, separators=(",", ":"), ensure_ascii=False)
        assert len(view["private_metadata"]) <= METADATA
    return view


def home(blocks: Sequence[Block]) -> Block:
    return {"type": "home", "blocks": list(blocks)[:100]}


def _with_id(block: Block, block_id: str | None) -> Block:
    if block_id:
        block["block_id"] = block_id
    return block
