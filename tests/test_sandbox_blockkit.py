"""Block Kit as the stand-in checks it: what Slack takes, and every limit by one thing that breaks it."""

from typing import Any

import pytest

from bot.sandbox.blockkit.surfaces import check_message, check_view, fill

Json = dict[str, Any]


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str = "*Words*") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "a", **fields: Any) -> Json:
    return {"text": plain(value), "value": value} | fields


def many(count: int) -> list[Json]:
    return [option(str(n)) for n in range(count)]


def section(**fields: Any) -> Json:
    return {"type": "section", "text": marked()} | fields


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def entry(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element} | fields


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain()} | fields


def select(**fields: Any) -> Json:
    return {"type": "static_select", "options": many(3), "placeholder": plain()} | fields


def confirm(**fields: Any) -> Json:
    return {"title": plain(), "text": marked(), "confirm": plain(), "deny": plain()} | fields


def modal(*blocks: Json, **fields: Any) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks) or [section()]} | fields


ELEMENTS_FOR_ACTIONS = [
    button(value="v", style="danger", confirm=confirm(style="danger"), url="https://example.org"),
    select(initial_option=option("1"), focus_on_load=True),
    select(options=None, option_groups=[{"label": plain(), "options": many(2)}]),
    {"type": "users_select", "initial_user": "U1"},
    {"type": "channels_select", "initial_channel": "C1"},
    {"type": "conversations_select", "default_to_current_conversation": True, "filter": {"include": ["im", "public"]}},
    {"type": "datepicker", "initial_date": "2026-11-24"},
    {"type": "timepicker", "initial_time": "09:05", "timezone": "Europe/London"},
    {"type": "datetimepicker", "initial_date_time": 1795000000},
    {"type": "overflow", "options": [option("1", url="https://example.org"), option("2")]},
    {"type": "checkboxes", "options": [{"text": marked(), "value": "1", "description": marked()}]},
    {"type": "radio_buttons", "options": many(2), "initial_option": option("0")},
]
ELEMENTS_FOR_INPUT = [
    {"type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 10, "initial_value": "x" * 10},
    {"type": "email_text_input", "placeholder": plain()},
    {"type": "url_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
    {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
    {"type": "multi_static_select", "options": many(3), "initial_options": [option("1")], "max_selected_items": 2},
    {"type": "multi_users_select", "initial_users": ["U1", "U2"]},
    {"type": "multi_conversations_select"},
    {"type": "multi_channels_select"},
]
BLOCKS = [
    section(fields=[marked(), plain()], accessory={"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"}),
    {"type": "context", "elements": [marked(), plain(), {"type": "image", "image_url": "https://e.org/a", "alt_text": "a"}]},
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a", "title": plain()},
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "a", "style": {"bold": True}}]},
            {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://example.org"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}],
            },
        ],
    },
]  # fmt: skip


@pytest.mark.parametrize("element", ELEMENTS_FOR_ACTIONS, ids=lambda e: e["type"])
def test_an_element_stands_in_actions_in_a_message_and_in_an_input_where_slack_allows_it(element):
    assert check_message([actions(element)]) == []
    if element["type"] not in ("button", "overflow"):
        assert check_view(modal(entry(element)), kinds=("modal",)) == []


@pytest.mark.parametrize("element", ELEMENTS_FOR_INPUT, ids=lambda e: e["type"])
def test_an_input_element_stands_in_an_input_and_not_in_actions(element):
    assert check_view(modal(entry(element)), kinds=("modal",)) == []
    assert check_message([actions(element)]) == [
        f"unsupported type: {element['type']} [json-pointer:/blocks/0/elements/0/type]"
    ]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b["type"])
def test_a_block_is_taken_in_messages_modals_and_home(block):
    assert check_message([block]) == []
    assert check_view(modal(block), kinds=("modal",)) == []
    assert check_view({"type": "home", "blocks": [block]}, kinds=("home",)) == []


LESS = "must be less than {} characters"
BROKEN = [
    (section(text=marked("x" * 3001)), LESS.format(3001), "/text/text"),
    (section(text=marked("")), "must be more than 0 characters", "/text/text"),
    (section(fields=[marked()] * 11), "no more than 10 items allowed", "/fields"),
    (section(fields=[marked("x" * 2001)]), LESS.format(2001), "/fields/0/text"),
    ({"type": "section"}, "must define either `text` or `fields`", ""),
    (section(text="words"), "must provide an object", "/text"),
    (section(text={"type": "mrkdwn", "text": 1}), "must provide a string", "/text/text"),
    (section(text={"type": "mrkdwn", "text": "a", "emoji": True}), "invalid additional property: emoji", "/text"),
    (section(colour="red"), "invalid additional property: colour", ""),
    (section(block_id="x" * 256), LESS.format(256), "/block_id"),
    ({"type": "header", "text": plain("x" * 151)}, LESS.format(151), "/text/text"),
    ({"type": "header", "text": marked()}, "unsupported type: mrkdwn", "/text/type"),
    ({"type": "header"}, "missing required field: text", ""),
    ({"type": "carousel"}, "unsupported type: carousel", "/type"),
    ({"text": plain()}, "missing required field: type", ""),
    ({"type": "context", "elements": [marked()] * 11}, "no more than 10 items allowed", "/elements"),
    (actions(), "no fewer than 1 items allowed", "/elements"),
    (actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25 items allowed", "/elements"),
    (actions(button(text=plain("x" * 76))), LESS.format(76), "/elements/0/text/text"),
    (actions(button(text=marked())), "unsupported type: mrkdwn", "/elements/0/text/type"),
    (actions(button(value="x" * 2001)), LESS.format(2001), "/elements/0/value"),
    (actions(button(action_id="x" * 256)), LESS.format(256), "/elements/0/action_id"),
    (actions(button(url="example.org")), "invalid url", "/elements/0/url"),
    (actions(button(style="green")), "must be one of [primary, danger]", "/elements/0/style"),
    (actions(button(confirm=confirm(title=plain("x" * 101)))), LESS.format(101), "/elements/0/confirm/title/text"),
    (actions(button(confirm=confirm(text=plain("x" * 301)))), LESS.format(301), "/elements/0/confirm/text/text"),
    (actions(button(confirm=confirm(deny=plain("x" * 31)))), LESS.format(31), "/elements/0/confirm/deny/text"),
    (actions(button(confirm=confirm(text=None))), "missing required field: text", "/elements/0/confirm"),
    (actions(select(options=many(101))), "no more than 100 items allowed", "/elements/0/options"),
    (actions(select(options=[])), "no fewer than 1 items allowed", "/elements/0/options"),
    (actions(select(options=None)), "must define either `options` or `option_groups`", "/elements/0"),
    (actions(select(option_groups=[{"label": plain(), "options": many(1)}])),
     "must define exactly one of `options` or `option_groups`", "/elements/0"),
    (actions(select(options=[option("x" * 151, text=plain())])), LESS.format(151), "/elements/0/options/0/value"),
    (actions(select(options=[option(text=plain("x" * 76))])), LESS.format(76), "/elements/0/options/0/text/text"),
    (actions(select(options=[option(type="option")])), "invalid additional property: type", "/elements/0/options/0"),
    (actions(select(options=[option(url="https://example.org")])),
     "invalid additional property: url", "/elements/0/options/0"),
    (actions(select(options=[option(description=plain("x" * 76))])),
     LESS.format(76), "/elements/0/options/0/description/text"),
    (actions(select(placeholder=plain("x" * 151))), LESS.format(151), "/elements/0/placeholder/text"),
    (actions(select(initial_option=option("9"))), "must match one of the options", "/elements/0/initial_option"),
    (actions({"type": "overflow", "options": many(6)}), "no more than 5 items allowed", "/elements/0/options"),
    (actions({"type": "radio_buttons", "options": many(11)}), "no more than 10 items allowed", "/elements/0/options"),
    (actions({"type": "checkboxes", "options": many(2), "initial_options": [option("7")]}),
     "must match one of the options", "/elements/0/initial_options/0"),
    (actions({"type": "checkboxes", "options": [option("x" * 151, text=plain())]}),
     LESS.format(151), "/elements/0/options/0/value"),
    (actions({"type": "datepicker", "initial_date": "24 Nov"}),
     "must be a valid date of the form YYYY-MM-DD", "/elements/0/initial_date"),
    (actions({"type": "timepicker", "initial_time": "25:00"}),
     "must be a valid time of the form HH:mm", "/elements/0/initial_time"),
    (actions({"type": "datetimepicker", "initial_date_time": 12}),
     "must be between 1000000000 and 9999999999", "/elements/0/initial_date_time"),
    (actions({"type": "datetimepicker", "placeholder": plain()}),
     "invalid additional property: placeholder", "/elements/0"),
    (section(accessory={"type": "datetimepicker"}), "unsupported type: datetimepicker", "/accessory/type"),
    (section(accessory={"type": "plain_text_input"}), "unsupported type: plain_text_input", "/accessory/type"),
    (entry(button()), "unsupported type: button", "/element/type"),
    (entry({"type": "plain_text_input"}, label=plain("x" * 2001)), LESS.format(2001), "/label/text"),
    (entry({"type": "plain_text_input"}, hint=plain("x" * 2001)), LESS.format(2001), "/hint/text"),
    (entry({"type": "plain_text_input", "initial_value": "x" * 3001}), LESS.format(3001), "/element/initial_value"),
    (entry({"type": "plain_text_input", "initial_value": "xxx", "max_length": 2}),
     LESS.format(3), "/element/initial_value"),
    (entry({"type": "plain_text_input", "max_length": 3001}), "must be between 1 and 3000", "/element/max_length"),
    (entry({"type": "plain_text_input", "confirm": confirm()}), "invalid additional property: confirm", "/element"),
    (entry({"type": "number_input"}), "missing required field: is_decimal_allowed", "/element"),
    (entry({"type": "number_input", "is_decimal_allowed": False, "initial_value": "1.5"}),
     "must be a whole number", "/element/initial_value"),
    (entry({"type": "multi_users_select", "max_selected_items": 0}),
     "must be between 1 and 100", "/element/max_selected_items"),
    ({"type": "image", "image_url": "https://example.org/a"}, "missing required field: alt_text", ""),
    ({"type": "image", "alt_text": "a"}, "must define either `image_url` or `slack_file`", ""),
    ({"type": "rich_text", "elements": [{"type": "rich_text_table"}]},
     "unsupported type: rich_text_table", "/elements/0/type"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "words", "pointer"), BROKEN, ids=lambda v: v[:60] if isinstance(v, str) else None)
def test_a_broken_block_is_refused_in_slacks_words_at_its_pointer(block, words, pointer):
    assert check_message([block]) == [f"{words} [json-pointer:/blocks/0{pointer}]"]


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred():
    assert check_message([section()] * 50) == []
    assert check_message([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert check_view(modal(*[section()] * 100), kinds=("modal",)) == []
    assert "no more than 100 items allowed [json-pointer:/view/blocks]" in check_view(
        modal(*[section()] * 101), kinds=("modal",)
    )


def test_ids_are_unique_where_slack_wants_them_unique():
    twice = [section(block_id="b"), section(block_id="b")]
    assert check_message(twice) == ["`block_id` already exists: b [json-pointer:/blocks/1/block_id]"]
    same = actions(button(action_id="a"), button(action_id="a"))
    assert check_message([same]) == ["`action_id` already exists: a [json-pointer:/blocks/0/elements]"]
    assert check_message([actions(button(action_id="a")), actions(button(action_id="a"))]) == []


VIEWS = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(title=None), "missing required field: title [json-pointer:/view]"),
    (modal(blocks=None), "missing required field: blocks [json-pointer:/view]"),
    (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
    (modal(entry({"type": "plain_text_input"}), submit=None), "missing required field: submit [json-pointer:/view]"),
    (modal({"type": "markdown", "text": "a"}), "unsupported type: markdown [json-pointer:/view/blocks/0/type]"),
    (
        modal(*[actions({"type": "datepicker", "focus_on_load": True})] * 2),
        "only one element may have `focus_on_load` [json-pointer:/view/blocks]",
    ),
    ({"type": "home", "blocks": []}, "must be one of [modal] [json-pointer:/view/type]"),
    ({"type": "workflow", "blocks": []}, "unsupported type: workflow [json-pointer:/view/type]"),
    ("a view", "must provide an object [json-pointer:/view]"),
]


@pytest.mark.parametrize(("view", "problem"), VIEWS, ids=lambda v: v[:60] if isinstance(v, str) else None)
def test_a_broken_modal_is_refused(view, problem):
    assert problem in check_view(view, kinds=("modal",))


def test_a_home_view_has_no_title():
    view = {"type": "home", "title": plain(), "blocks": []}
    assert "invalid additional property: title [json-pointer:/view]" in check_view(view, kinds=("home",))


def test_stored_blocks_have_ids_and_the_text_flags_slack_adds():
    [block, row] = fill([section(), actions(button())])
    assert block["block_id"] and block["text"]["verbatim"] is False
    assert row["elements"][0]["action_id"] and row["elements"][0]["text"]["emoji"] is True
