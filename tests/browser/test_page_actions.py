"""Buttons, menus and pickers in messages, on Home, and commands and shortcuts."""

from __future__ import annotations

import threading
from typing import Any

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from slack_sdk import WebClient

from bot.sandbox.world import World
from tests.browser.apps import ScriptedApp, actions, button, modal, options, plain, words
from tests.browser.pages import Page, hook


def last_action(page: Page, app: ScriptedApp, count: int = 1) -> dict[str, Any]:
    """The action of the last of `count` clicks, once it has arrived."""
    page.soon(lambda: len(app.payloads("block_actions")) >= count)
    return app.payloads("block_actions")[-1]["actions"][0]


def test_a_click_reaches_the_app_with_its_value_and_message(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    ts = slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Take it", "take", value="PR-1"))])["ts"]
    page.open("C0DESK").click(hook("button", action_id="take"))
    action = last_action(page, app)
    payload = app.payloads("block_actions")[0]
    assert (action["action_id"], action["value"], payload["user"]["id"]) == ("take", "PR-1", "U0MARA")
    assert (payload["container"]["message_ts"], payload["channel"]["id"]) == (ts, "C0DESK")


def test_a_button_is_busy_and_cannot_be_pressed_twice_while_its_click_is_delivered(
    page: Page, app: ScriptedApp, slack: WebClient
) -> None:
    release = threading.Event()
    app.answer["block_actions"] = lambda _: release.wait(2) and None
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Take it", "take"))])
    page.open("C0DESK").click(hook("button", action_id="take"))
    busy = page.find(hook("button", action_id="take"))
    page.until(lambda: busy.get_attribute("aria-busy") == "true")
    busy.send_keys(Keys.ENTER)
    release.set()
    page.until(lambda: busy.get_attribute("aria-busy") == "false")
    assert len(app.payloads("block_actions")) == 1


def test_a_click_that_nobody_takes_is_reported(page: Page, world: World, slack: WebClient) -> None:
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Take it", "take"))])
    world.deliver = None
    page.open("C0DESK").click(hook("button", action_id="take"))
    page.shows("dispatch_failed", hook("toast", level="error"))


def test_a_confirm_asks_first_and_a_no_delivers_nothing(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    confirm = {
        "title": plain("Close it?"),
        "text": {"type": "mrkdwn", "text": "*Nothing* is lost"},
        "confirm": plain("Close"),
        "deny": plain("Keep"),
    }
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Close", "close", confirm=confirm))])
    page.open("C0DESK").click(hook("button", action_id="close"))
    assert page.find(hook("confirm")).text.split("\n") == ["Close it?", "Nothing is lost", "Keep", "Close"]
    page.click(hook("confirm-cancel"))
    page.gone(hook("confirm"))
    page.click(hook("button", action_id="close"))
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.gone(hook("confirm"))
    assert app.payloads("block_actions") == []
    page.click(hook("button", action_id="close"))
    page.click(hook("confirm-ok"))
    assert last_action(page, app)["action_id"] == "close"


def test_every_chooser_in_a_message_delivers_its_choice(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    kinds = [
        {"type": "static_select", "action_id": "one", "options": options("Red", "Blue"), "placeholder": plain("Colour")},
        {"type": "users_select", "action_id": "who", "placeholder": plain("Owner")},
        {"type": "channels_select", "action_id": "where", "placeholder": plain("Channel")},
        {"type": "overflow", "action_id": "more", "options": options("Edit", "Close")},
    ]
    boxes = [
        {"type": "checkboxes", "action_id": "flags", "options": options("Restricted", "Embargo")},
        {"type": "radio_buttons", "action_id": "kind", "options": options("Routine", "Crisis")},
        {"type": "datepicker", "action_id": "day"},
        {"type": "timepicker", "action_id": "time"},
    ]
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(*kinds), actions(*boxes, block_id="boxes")])
    page.open("C0DESK")

    def pick(action_id: str, value: str) -> None:
        page.click(hook("select", action_id=action_id))
        page.click(hook("option", value=value))

    steps: list[tuple[Any, str, Any]] = [
        (lambda: pick("one", "blue"), "selected_option", "blue"),
        (lambda: pick("who", "U0TOBI"), "selected_user", "U0TOBI"),
        (lambda: pick("where", "C0INTAKE"), "selected_channel", "C0INTAKE"),
        (
            lambda: (page.click(hook("overflow", action_id="more")), page.click(hook("menu-item", value="close"))),
            "selected_option",
            "close",
        ),
        (lambda: page.click(hook("choice", action_id="flags", value="embargo")), "selected_options", ["embargo"]),
        (lambda: page.click(hook("choice", action_id="kind", value="crisis")), "selected_option", "crisis"),
        (lambda: page.set_moment("boxes", "date", "2026-11-24"), "selected_date", "2026-11-24"),
        (lambda: page.set_moment("boxes", "time", "17:30"), "selected_time", "17:30"),
    ]
    for count, (step, name, expected) in enumerate(steps, start=1):
        step()
        got = last_action(page, app, count)[name]
        values = [one["value"] for one in got] if isinstance(got, list) else got.get("value") if isinstance(got, dict) else got
        assert values == expected, name
    assert page.find(hook("select", action_id="one")).text == "Blue"


def test_a_long_list_is_searched_and_used_with_the_keyboard_alone(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    groups = [{"label": plain(f"Group {g}"), "options": options(*(f"Item {g}{n}" for n in range(5)))} for g in "AB"]
    chooser = {"type": "static_select", "action_id": "one", "option_groups": groups, "placeholder": plain("Pick")}
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(chooser)])
    page.open("C0DESK").find(hook("select")).send_keys(Keys.ENTER)
    search = page.find(hook("popup-search"))
    search.send_keys("item b")
    page.until(lambda: len(page.all(hook("option"))) == 5)
    search.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    assert last_action(page, app)["selected_option"]["value"] == "item b2"
    assert page.browser.switch_to.active_element.get_attribute("data-testid") == "select"


def test_a_button_with_an_address_opens_it_and_is_told_to_the_app(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    other = slack.chat_postMessage(channel="C0INTAKE", text="the other place")["ts"]
    link = slack.chat_getPermalink(channel="C0INTAKE", message_ts=other)["permalink"]
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Show", "show", url=link))])
    page.open("C0DESK").click(hook("button", action_id="show"))
    page.message("the other place")
    assert last_action(page, app)["action_id"] == "show"


def test_a_message_shortcut_works_on_a_reply_too(page: Page, app: ScriptedApp, world: World) -> None:
    parent = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    reply = world.post("U0PRIYA", "C0DESK", "x", parent)
    assert not reply.ok  # Priya is not in this channel; Dinah is.
    ts = world.post("U0DINAH", "C0DESK", "a call from a paper", parent).data["ts"]
    page.open(f"C0DESK/t/{parent}").more("a call from a paper", "log_message", inside="#panel")
    payload = page.soon(lambda: app.payloads("message_action"))[0]
    assert (payload["callback_id"], payload["message"]["ts"], payload["message"]["thread_ts"]) == ("log_message", ts, parent)


def test_a_global_shortcut_starts_from_the_bolt(page: Page, app: ScriptedApp) -> None:
    page.open("C0DESK").click(hook("shortcuts-button"))
    page.click(hook("menu-item", callback_id="new_inquiry"))
    assert page.soon(lambda: app.payloads("shortcut"))[0]["callback_id"] == "new_inquiry"


def test_a_command_is_suggested_sent_and_answered(page: Page, app: ScriptedApp) -> None:
    app.answer["command"] = lambda payload: {"text": f"you said {payload['text']}"}
    box = page.open("C0DESK").find(hook("composer-input"))
    box.send_keys("/pr")
    page.shows("new | list | mine | help", hook("suggestions"))
    box.send_keys(Keys.ENTER, "show PR-1", Keys.ENTER)
    assert "Only visible to you" in page.message("you said show PR-1").text
    assert (app.payloads("command")[0]["command"], app.payloads("command")[0]["channel_id"]) == ("/press", "C0DESK")


def test_a_bare_command_is_sent_by_one_enter(page: Page, app: ScriptedApp) -> None:
    page.open("C0DESK").write("/press")
    assert page.soon(lambda: app.payloads("command"))[0]["text"] == ""


def test_commands_that_cannot_run_are_refused_in_slacks_words(page: Page, app: ScriptedApp, world: World) -> None:
    ts = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    page.open(f"C0DESK/t/{ts}").write("/nosuch thing")
    page.message("/nosuch is not a valid command")
    assert page.find(f"#main {hook('composer-input')}").get_attribute("value") == "/nosuch thing"
    page.write("/press list", inside="#panel")
    page.message("/press is not supported in threads. Sorry!", inside="#panel")
    assert app.payloads("command") == []


def test_a_command_without_an_answer_in_time_shows_slacks_error(page: Page, app: ScriptedApp, world: World) -> None:
    world.strictness.ack_seconds = 0.2
    late = threading.Event()
    app.answer["command"] = lambda _: late.wait(1) and None
    page.open("C0DESK").write("/press list")
    page.message('/press failed with the error "operation_timeout"')
    late.set()


def test_home_is_drawn_kept_current_and_takes_clicks(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    page.open("app/home").shows("has no Home yet")
    assert app.payloads("app_home_opened")[0]["event"]["tab"] == "home"
    slack.views_publish(
        user_id="U0MARA", view={"type": "home", "blocks": [words("*Your desk*"), actions(button("Digest", "digest"))]}
    )
    page.shows("Your desk", hook("home"))
    page.click(hook("button", action_id="digest"))
    assert last_action(page, app)["action_id"] == "digest"
    assert app.payloads("block_actions")[0]["view"]["type"] == "home"
    slack.views_publish(user_id="U0MARA", view={"type": "home", "blocks": [words("*Nothing due*")]})
    page.shows("Nothing due", hook("home"))


def test_what_was_typed_in_a_message_survives_its_update(page: Page, slack: WebClient) -> None:
    def card(status: str) -> list[dict[str, Any]]:
        reason = {"type": "plain_text_input", "action_id": "reason"}
        return [words(f"status: {status}"), {"type": "input", "block_id": "why", "label": plain("Why"), "element": reason}]

    ts = slack.chat_postMessage(channel="C0DESK", text="card", blocks=card("open"))["ts"]
    page.open("C0DESK").find(hook("input")).send_keys("because of")
    slack.chat_update(channel="C0DESK", ts=ts, text="card", blocks=card("answered"))
    page.message("status: answered")
    assert page.find(hook("input")).get_attribute("value") == "because of"


def test_a_modal_opened_by_a_click_gives_the_focus_back(page: Page, app: ScriptedApp, slack: WebClient) -> None:
    app.answer["block_actions"] = lambda payload: (
        slack.views_open(trigger_id=payload["trigger_id"], view=modal("Note", words("Hello"))) and None
    )
    slack.chat_postMessage(channel="C0DESK", text="card", blocks=[actions(button("Note", "note"))])
    page.open("C0DESK").click(hook("button", action_id="note"))
    page.find(hook("modal"))
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.gone(hook("modal"))
    page.until(lambda: page.browser.switch_to.active_element.get_attribute("data-action-id") == "note")
    assert page.browser.find_elements(By.CSS_SELECTOR, "dialog") == []
