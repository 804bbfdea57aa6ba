"""What stands in the elements of messages and views: initial values, and what a person chose.

Source: the ``state.values`` and ``actions`` of https://docs.slack.dev/reference/interaction-payloads/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.sandbox import files
from bot.sandbox.blockkit.composition import options_of
from bot.sandbox.blockkit.surfaces import elements_of
from bot.sandbox.errors import ApiError
from bot.sandbox.text import clean

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]

FIELD = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
_STATELESS = ("button", "overflow", "image")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class BadValue(ValueError):
    """The element has no such option, or the value has the wrong shape."""


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block and element that keeps a value."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in _STATELESS:
                yield block, element


def initial(element: Json) -> Json:
    """The element's entry in ``state.values`` before anybody has touched it."""
    kind, field = element["type"], FIELD[element["type"]]
    if field == "value":
        return {"type": kind, "value": element.get("initial_value") or None}
    value = element.get(field.replace("selected_", "initial_"))
    return {"type": kind, field: ([] if value is None else value) if field.endswith("s") else value}


def initial_state(blocks: list[Json], *, kept: Json | None = None) -> Json:
    """``values`` of freshly shown blocks; what `kept` holds for the same block, action and type stays."""
    values: Json = {}
    for block, element in stateful(blocks):
        entry = initial(element)
        old = (kept or {}).get(block["block_id"], {}).get(element["action_id"])
        if old is not None and old["type"] == entry["type"]:
            entry = old
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def merged(world: World, blocks: list[Json], state: Json, given: Json | None) -> Json:
    """`state` with what a person chose. Raises BadValue for an option, person or channel that does not exist."""
    values = {block_id: dict(entries) for block_id, entries in state.items()}
    for block, element in stateful(blocks):
        entries = (given or {}).get(block["block_id"])
        if isinstance(entries, dict) and element["action_id"] in entries:
            chosen = entries[element["action_id"]]
            values.setdefault(block["block_id"], {})[element["action_id"]] = entry_of(world, element, chosen)
    return values


def entry_of(world: World, element: Json, chosen: Any) -> Json:
    """A chosen value, given as Slack's entry or bare, as the element's entry in ``state.values``."""
    field = FIELD[element["type"]]
    value = chosen.get(field) if isinstance(chosen, dict) and "text" not in chosen else chosen
    return {"type": element["type"], field: _checked(world, element, field, value)}


def _checked(world: World, element: Json, field: str, value: Any) -> Any:
    if field.endswith("s"):
        if not isinstance(value, list | tuple | type(None)):
            raise BadValue(f"{field} must be a list")
        return [_checked(world, element, field[:-1], one) for one in value or []]
    if value is None or value == "":
        return None
    if field == "selected_option":
        return option(element, value)
    if field == "file":
        return _file(world, value)
    if field == "selected_date_time":
        return _moment(value)
    if not isinstance(value, str):
        raise BadValue(f"{field} must be a string")
    value = clean(value)
    wrong = (
        (field == "selected_user" and value not in world.state.people)
        or (field in ("selected_conversation", "selected_channel") and value not in world.state.channels)
        or (field == "selected_date" and not _DATE.fullmatch(value))
        or (field == "selected_time" and not _TIME.fullmatch(value))
    )
    if wrong:
        raise BadValue(f"{value!r} cannot be chosen here")
    return value


def _file(world: World, value: Any) -> Json:
    """A file that was uploaded for this, by its id or as the page has it."""
    try:
        return files.outward(files.whole(world, value.get("id") if isinstance(value, dict) else value))
    except ApiError:
        raise BadValue("no such file") from None


def _moment(value: Any) -> int:
    if not isinstance(value, int | str) or not str(value).isdecimal():
        raise BadValue(f"{value!r} is not a moment in seconds")
    return int(value)


def option(element: Json, value: Any) -> Json:
    """The option with this value (or this option object). Raises BadValue."""
    wanted = value.get("value") if isinstance(value, dict) else value
    found = next((one for one in options_of(element) if one["value"] == wanted), None)
    if found is None:
        raise BadValue(f"no option {wanted!r}")
    return found


def is_empty(entry: Json) -> bool:
    """Whether an input counts as not filled in."""
    value = entry.get(FIELD[entry["type"]])
    return value in (None, "", []) or (isinstance(value, str) and not value.strip())
