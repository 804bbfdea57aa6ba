"""Text, option, option group, confirm and filter objects.

Limits: https://docs.slack.dev/reference/block-kit/composition-objects/
"""

from typing import Any

from bot.sandbox.blockkit.checks import (
    Check,
    Problems,
    array,
    boolean,
    exactly_one,
    integer,
    one_of,
    problem,
    record,
    string,
    typed,
    url,
)

ACTION_ID = string(255)
BLOCK_ID = string(255)


def plain(most: int) -> Check:
    """A plain_text object of at most `most` characters."""
    return typed({"plain_text": record({"type": one_of("plain_text"), "text": string(most)}, {"emoji": boolean})})


def rich(most: int) -> Check:
    """A plain_text or mrkdwn object of at most `most` characters."""
    text = string(most)
    return typed(
        {
            "plain_text": record({"type": one_of("plain_text"), "text": text}, {"emoji": boolean}),
            "mrkdwn": record({"type": one_of("mrkdwn"), "text": text}, {"verbatim": boolean}),
        }
    )


CONFIRM = record(
    {"title": plain(100), "text": rich(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = record({"text": plain(75), "value": string(150)}, {"description": plain(75)})
MARKED_OPTION = record({"text": rich(75), "value": string(150)}, {"description": rich(75)})
OVERFLOW_OPTION = record({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": url})
OPTION_GROUP = record({"label": plain(75), "options": array(OPTION, 100)}, {})
DISPATCH = record(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)},
    {},
)
FILTER = record(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
SLACK_FILE = record({}, {"id": string(255), "url": url}, exactly_one("id", "url"))
SELECTED_ITEMS = integer(1, 100)


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """All options of a select, radio, checkbox or overflow element, groups flattened."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one["value"] == other["value"] and one["text"]["text"] == other["text"]["text"]


def initial_option_exists(element: dict[str, Any], at: str, problems: Problems) -> None:
    """`initial_option` must be one of the options, as Slack asks for an exact match."""
    given = element.get("initial_option")
    if given is not None and not any(_same(given, option) for option in options_of(element)):
        problems.append(problem("must match one of the options", f"{at}/initial_option"))


def initial_options_exist(element: dict[str, Any], at: str, problems: Problems) -> None:
    """Each of `initial_options` must be one of the options."""
    for index, given in enumerate(element.get("initial_options") or []):
        if not any(_same(given, option) for option in options_of(element)):
            problems.append(problem("must match one of the options", f"{at}/initial_options/{index}"))
