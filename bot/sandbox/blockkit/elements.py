"""The interactive elements and where each may stand.

Limits and places: https://docs.slack.dev/reference/block-kit/block-elements/ and
https://docs.slack.dev/reference/block-kit/blocks/input-block
"""

from typing import Any

from bot.sandbox.blockkit.checks import (
    Check,
    Problems,
    Rule,
    array,
    boolean,
    clock_time,
    date,
    exactly_one,
    integer,
    number_text,
    one_of,
    problem,
    record,
    string,
    url,
)
from bot.sandbox.blockkit.composition import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    MARKED_OPTION,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    SELECTED_ITEMS,
    SLACK_FILE,
    initial_option_exists,
    initial_options_exist,
    plain,
)

_ID = string(255)
_IDS = array(_ID, 100, least=0)
_PLACEHOLDER = {"placeholder": plain(150)}
_FOCUS = {"focus_on_load": boolean}
_MENU = {"confirm": CONFIRM} | _FOCUS | _PLACEHOLDER
_MULTI = _MENU | {"max_selected_items": SELECTED_ITEMS}
_CHOICES = {"options": array(OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}
_TEN = {"options": array(MARKED_OPTION, 10)}


def _element(kind: str, required: dict[str, Check], optional: dict[str, Check], *rules: Rule) -> Check:
    return record({"type": one_of(kind)} | required, {"action_id": ACTION_ID} | optional, *rules)


def _text_fits(element: dict[str, Any], at: str, problems: Problems) -> None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if least > most:
        problems.append(problem("`min_length` must not be greater than `max_length`", at))
    if len(element.get("initial_value") or "") > most:
        problems.append(problem(f"must be less than {most + 1} characters", f"{at}/initial_value"))


def _number_fits(element: dict[str, Any], at: str, problems: Problems) -> None:
    whole = not element["is_decimal_allowed"]
    for name in ("initial_value", "min_value", "max_value"):
        if whole and "." in (element.get(name) or ""):
            problems.append(problem("must be a whole number", f"{at}/{name}"))
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and high is not None and float(low) > float(high):
        problems.append(problem("`min_value` must not be greater than `max_value`", at))


def _line(kind: str) -> Check:
    """An e-mail or URL input."""
    given = {"initial_value": string(3000, least=0), "dispatch_action_config": DISPATCH}
    return _element(kind, {}, given | _FOCUS | _PLACEHOLDER)


BUTTON = _element(
    "button",
    {"text": plain(75)},
    {
        "url": url,
        "value": string(2000, least=0),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = record(
    {"type": one_of("image"), "alt_text": string(2000)},
    {"image_url": url, "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
_PLAIN_TEXT_INPUT = _element(
    "plain_text_input",
    {},
    {
        "initial_value": string(3000, least=0),
        "multiline": boolean,
        "min_length": integer(0, 3000),
        "max_length": integer(1, 3000),
        "dispatch_action_config": DISPATCH,
    }
    | _FOCUS
    | _PLACEHOLDER,
    _text_fits,
)
_NUMBER_INPUT = _element(
    "number_input",
    {"is_decimal_allowed": boolean},
    {
        "initial_value": number_text,
        "min_value": number_text,
        "max_value": number_text,
        "dispatch_action_config": DISPATCH,
    }
    | _FOCUS
    | _PLACEHOLDER,
    _number_fits,
)
_CHOOSER = {"response_url_enabled": boolean}
_CONVERSATION = _CHOOSER | {"filter": FILTER, "default_to_current_conversation": boolean}

ELEMENTS: dict[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": _element(
        "overflow", {"options": array(OVERFLOW_OPTION, 5)}, {"confirm": CONFIRM}
    ),
    "static_select": _element(
        "static_select",
        {},
        _CHOICES | _MENU | {"initial_option": OPTION},
        exactly_one("options", "option_groups"),
        initial_option_exists,
        ),
    "multi_static_select": _element(
        "multi_static_select",
        {},
        _CHOICES | _MULTI | {"initial_options": array(OPTION, 100)},
        exactly_one("options", "option_groups"),
        initial_options_exist,
        ),
    "radio_buttons": _element(
        "radio_buttons",
        _TEN,
        {"initial_option": MARKED_OPTION, "confirm": CONFIRM} | _FOCUS,
        initial_option_exists,
        ),
    "checkboxes": _element(
        "checkboxes",
        _TEN,
        {"initial_options": array(MARKED_OPTION, 10), "confirm": CONFIRM} | _FOCUS,
        initial_options_exist,
        ),
    "users_select": _element("users_select", {}, _MENU | {"initial_user": _ID}),
    "multi_users_select": _element("multi_users_select", {}, _MULTI | {"initial_users": _IDS}),
    "channels_select": _element("channels_select", {}, _MENU | _CHOOSER | {"initial_channel": _ID}),
    "multi_channels_select": _element("multi_channels_select", {}, _MULTI | {"initial_channels": _IDS}),
    "conversations_select": _element(
        "conversations_select", {}, _MENU | _CONVERSATION | {"initial_conversation": _ID}
    ),
    "multi_conversations_select": _element(
        "multi_conversations_select",
        {},
        _MULTI
        | {"filter": FILTER, "default_to_current_conversation": boolean, "initial_conversations": _IDS},
    ),
    "datepicker": _element("datepicker", {}, _MENU | {"initial_date": date}),
    "timepicker": _element("timepicker", {}, _MENU | {"initial_time": clock_time, "timezone": string(255)}),
    "datetimepicker": _element(
        "datetimepicker", {}, {"initial_date_time": integer(10**9, 10**10 - 1), "confirm": CONFIRM} | _FOCUS
    ),
    "plain_text_input": _PLAIN_TEXT_INPUT,
    "email_text_input": _line("email_text_input"),
    "url_text_input": _line("url_text_input"),
    "number_input": _NUMBER_INPUT,
    "file_input": _element("file_input", {}, {"filetypes": array(string(30), 100), "max_files": integer(1, 10)}),
}  # fmt: skip

_MENUS = {"static_select", "users_select", "channels_select", "conversations_select"}
_MULTIS = {"multi_static_select", "multi_users_select", "multi_channels_select", "multi_conversations_select"}
_EVERYWHERE = _MENUS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}
_TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}


def _among(names: set[str]) -> dict[str, Check]:
    return {name: ELEMENTS[name] for name in sorted(names)}


IN_SECTION = _among(_EVERYWHERE | _MULTIS | {"button", "image", "overflow"})
IN_ACTIONS = _among(_EVERYWHERE | {"button", "overflow", "datetimepicker"})
IN_INPUT = _among(_EVERYWHERE | _MULTIS | _TYPED | {"datetimepicker", "file_input"})

__all__ = ["ELEMENTS", "IMAGE", "IN_ACTIONS", "IN_INPUT", "IN_SECTION"]
