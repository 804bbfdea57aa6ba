"""Modals: opening, filling in, errors, updating, stacking and leaving."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys
from slack_sdk import WebClient

from tests.browser.apps import Answer, Json, ScriptedApp, actions, button, field, modal, options, plain, words
from tests.browser.pages import Page, hook

TEXT = {"type": "plain_text_input"}


class Desk:
    """The page with a command that opens a modal."""

    def __init__(self, page: Page, app: ScriptedApp, slack: WebClient):
        self.page, self.app, self.slack = page, app, slack
        self.view_id = ""

    def open(self, *blocks: Json, **more: Any) -> None:
        """Type the command; the modal is there when this returns."""

        def opened(payload: Json) -> Answer:
            self.view_id = self.slack.views_open(trigger_id=payload["trigger_id"], view=modal("A form", *blocks, **more))[
                "view"
            ]["id"]
            return None

        self.app.answer["command"] = opened
        self.page.open("C0DESK").write("/press new")
        self.page.soon(lambda: self.view_id)
        self.page.find(hook("modal", view_id=self.view_id))

    def update(self, *blocks: Json, **more: Any) -> None:
        self.slack.views_update(view_id=self.view_id, view=modal("A form", *blocks, **more))

    def submit(self) -> None:
        self.page.click(hook("modal-submit"))

    def submitted(self) -> Json:
        """state.values of the submission, once it has arrived."""
        payload = self.page.soon(lambda: self.app.payloads("view_submission"))[-1]
        values: Json = payload["view"]["state"]["values"]
        return values

    def value(self, block_id: str) -> str | None:
        return self.page.find(hook("input", block_id=block_id)).get_attribute("value")


@pytest.fixture
def desk(page: Page, app: ScriptedApp, slack: WebClient) -> Desk:
    return Desk(page, app, slack)


def test_every_input_arrives_as_slack_sends_it(desk: Desk) -> None:
    page = desk.page
    desk.open(
        field("text", TEXT), field("long", {**TEXT, "multiline": True}), field("mail", {"type": "email_text_input"}),
        field("link", {"type": "url_text_input"}), field("number", {"type": "number_input", "is_decimal_allowed": True}),
        field("one", {"type": "static_select", "options": options("Red", "Blue")}),
        field("many", {"type": "multi_static_select", "options": options("Red", "Blue", "Green")}),
        field("person", {"type": "users_select"}), field("people", {"type": "multi_users_select"}),
        field("place", {"type": "conversations_select"}),
        field("flags", {"type": "checkboxes", "options": options("A", "B", "C")}),
        field("kind", {"type": "radio_buttons", "options": options("A", "B")}),
        field("day", {"type": "datepicker"}), field("time", {"type": "timepicker"}), field("moment", {"type": "datetimepicker"}),
        field("none", TEXT, optional=True), field("nobody", {"type": "users_select"}, optional=True),
        field("nothing", {"type": "multi_static_select", "options": options("A")}, optional=True),
    )  # fmt: skip
    page.fill("text", "words & <more>")
    page.fill("long", "one\ntwo")
    page.fill("mail", "jo@paper.example")
    page.fill("link", "https://paper.example/x")
    page.fill("number", "1.5")
    page.choose("one", "blue")
    page.choose("many", "red", "green")
    page.choose("person", "U0TOBI")
    page.choose("people", "U0TOBI", "U0DINAH")
    page.choose("place", "C0DESK")
    page.click(hook("choice", block_id="flags", value="c"))
    page.click(hook("choice", block_id="flags", value="a"))
    page.click(hook("choice", block_id="kind", value="b"))
    page.set_moment("day", "date", "2026-11-24")
    page.set_moment("time", "time", "17:30")
    page.set_moment("moment", "date", "2026-07-01")
    page.set_moment("moment", "time", "12:00")
    desk.submit()
    page.gone(hook("modal"))
    got = {block_id: entries["value"] for block_id, entries in desk.submitted().items()}
    assert {block_id: _bare(entry) for block_id, entry in got.items()} == {
        "text": "words & <more>", "long": "one\ntwo", "mail": "jo@paper.example", "link": "https://paper.example/x", "number": "1.5",
        "one": "blue", "many": ["red", "green"], "person": "U0TOBI", "people": ["U0TOBI", "U0DINAH"], "place": "C0DESK",
        "flags": ["a", "c"], "kind": "b", "day": "2026-11-24", "time": "17:30", "moment": 1782903600,
        "none": None, "nobody": None, "nothing": [],
    }  # fmt: skip
    assert got["one"] == {
        "type": "static_select",
        "selected_option": {"text": plain("Blue") | {"emoji": True}, "value": "blue"},
    }


def _bare(entry: Json) -> Any:
    (value,) = [one for name, one in entry.items() if name != "type"]
    if isinstance(value, list):
        return [one["value"] if isinstance(one, dict) else one for one in value]
    return value["value"] if isinstance(value, dict) else value


def test_initial_values_stand_in_the_inputs_and_are_submitted_untouched(desk: Desk) -> None:
    blue = options("Blue")[0]
    desk.open(
        field("text", {**TEXT, "initial_value": "as found"}),
        field("one", {"type": "static_select", "options": options("Red", "Blue"), "initial_option": blue}),
        field("people", {"type": "multi_users_select", "initial_users": ["U0TOBI"]}),
        field("flags", {"type": "checkboxes", "options": options("A", "B"), "initial_options": options("B")}),
        field("moment", {"type": "datetimepicker", "initial_date_time": 1795521600}),
    )
    assert desk.value("text") == "as found"
    assert desk.page.find(hook("select", block_id="one")).text == "Blue"
    assert desk.page.find(hook("date", block_id="moment")).get_attribute("value") == "2026-11-24"
    assert desk.page.find(hook("time", block_id="moment")).get_attribute("value") == "12:00"
    desk.submit()
    assert [_bare(one["value"]) for one in desk.submitted().values()] == ["as found", "blue", ["U0TOBI"], ["b"], 1795521600]


def test_inputs_are_checked_before_anything_is_sent(desk: Desk) -> None:
    page = desk.page
    desk.open(
        field("topic", {**TEXT, "max_length": 10}), field("mail", {"type": "email_text_input"}, optional=True),
        field("number", {"type": "number_input", "is_decimal_allowed": False, "min_value": "3"}, optional=True),
        field("one", {"type": "static_select", "options": options("Red")}), field("blank", TEXT),
    )  # fmt: skip
    page.fill("topic", "much too long")
    page.fill("mail", "not an address")
    page.fill("number", "2")
    page.fill("blank", "   ")
    desk.submit()
    wrong = {one.get_attribute("data-block-id") for one in page.until(lambda: page.all(hook("field-error")))}
    assert wrong == {"topic", "mail", "number", "one", "blank"}
    assert page.browser.switch_to.active_element.get_attribute("data-block-id") == "topic"
    assert desk.value("topic") == "much too long"
    assert desk.app.payloads("view_submission") == []


def test_errors_from_the_app_stand_beside_their_fields(desk: Desk) -> None:
    page = desk.page
    desk.open(field("who", TEXT), field("topic", TEXT))
    desk.app.answer["view_submission"] = lambda _: {"response_action": "errors", "errors": {"topic": "That topic is taken."}}
    page.fill("who", "Jo")
    page.fill("topic", "Floods")
    desk.submit()
    page.shows("That topic is taken.", f"{hook('field', block_id='topic')} {hook('field-error')}")
    control = page.find(hook("input", block_id="topic"))
    assert (control.get_attribute("aria-invalid"), control.get_attribute("value")) == ("true", "Floods")
    desk.app.answer.pop("view_submission")
    desk.submit()
    page.gone(hook("modal"))


def test_a_submission_without_an_answer_keeps_the_modal_and_says_so(desk: Desk) -> None:
    desk.open(field("who", TEXT))
    desk.app.answer["view_submission"] = lambda _: {"response_action": "nonsense"}
    desk.page.fill("who", "Jo")
    desk.submit()
    desk.page.find(hook("modal-alert"))
    assert desk.value("who") == "Jo"


def test_loading_becomes_the_form_in_the_same_window(desk: Desk) -> None:
    desk.open(words("Loading…"), submit=None)
    page = desk.page
    page.run(
        "window.first = document.querySelector('dialog'); window.closes = 0; first.addEventListener('close', () => closes++)"
    )
    desk.update(field("who", TEXT))
    page.find(hook("input", block_id="who"))
    assert page.run("return window.first === document.querySelector('dialog') && window.closes === 0")
    assert page.browser.switch_to.active_element.get_attribute("data-block-id") == "who"


def test_what_was_typed_survives_an_update_with_focus_and_cursor(desk: Desk) -> None:
    page = desk.page
    rest = [field(f"other{n}", TEXT, optional=True) for n in range(12)]
    desk.open(field("who", TEXT), *rest)
    box = page.find(hook("input", block_id="other11"))
    box.send_keys("half a sentence", Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    before = page.run("return document.querySelector('.modal-body').scrollTop")
    desk.update(words("Found in the text"), field("who", {**TEXT, "initial_value": "Jo"}), *rest)
    page.shows("Found in the text", hook("modal"))
    active = page.browser.switch_to.active_element
    assert (active.get_attribute("data-block-id"), active.get_attribute("value")) == ("other11", "half a sentence")
    assert page.run("return arguments[0].selectionStart", active) == len("half a senten")
    assert page.run("return document.querySelector('.modal-body').scrollTop") == before > 0
    assert desk.value("who") == "", "as in Slack, an initial value that comes later does not fill a field that is already there"


def test_a_field_that_dispatches_tells_the_app_on_enter_or_choice(desk: Desk) -> None:
    page = desk.page
    desk.open(
        field("words", TEXT, dispatch_action=True), field("quiet", TEXT, optional=True),
        field("kind", {"type": "static_select", "options": options("A", "B")}, dispatch_action=True),
        actions(button("Read again", "again")),
    )  # fmt: skip
    page.find(hook("input", block_id="quiet")).send_keys("not told")
    page.find(hook("input", block_id="words")).send_keys("by five", Keys.ENTER)
    first = page.soon(lambda: desk.app.payloads("block_actions"))[0]
    assert (first["actions"][0]["block_id"], first["actions"][0]["value"]) == ("words", "by five")
    assert first["view"]["state"]["values"]["quiet"]["value"]["value"] == "not told"
    page.choose("kind", "b")
    page.soon(lambda: len(desk.app.payloads("block_actions")) == 2)
    page.click(hook("button", action_id="again"))
    page.soon(lambda: len(desk.app.payloads("block_actions")) == 3)
    assert desk.app.payloads("view_submission") == []


def test_enter_in_a_single_line_submits(desk: Desk) -> None:
    desk.open(field("who", TEXT))
    desk.page.find(hook("input", block_id="who")).send_keys("Jo", Keys.ENTER)
    assert desk.submitted()["who"]["value"]["value"] == "Jo"


def test_escape_asks_before_it_throws_away_what_was_typed(desk: Desk) -> None:
    page = desk.page
    desk.open(field("who", TEXT, optional=True), notify_on_close=True)
    page.find(hook("input", block_id="who")).send_keys("Jo", Keys.ESCAPE)
    page.click(hook("confirm-cancel"))
    page.gone(hook("confirm"))
    assert desk.value("who") == "Jo"
    page.find(hook("input", block_id="who")).send_keys(Keys.ESCAPE)
    page.click(hook("confirm-ok"))
    page.gone(hook("modal"))
    assert page.soon(lambda: desk.app.payloads("view_closed"))[0]["is_cleared"] is False


def test_an_untouched_modal_closes_without_a_question(desk: Desk) -> None:
    desk.open(field("who", {**TEXT, "initial_value": "as found"}), notify_on_close=True)
    desk.page.click(hook("modal-dismiss"))
    desk.page.gone(hook("modal"))
    assert desk.page.soon(lambda: desk.app.payloads("view_closed"))[0]["is_cleared"] is True


def test_a_pushed_view_lies_on_top_and_back_returns_to_what_was_typed(desk: Desk) -> None:
    page = desk.page
    desk.open(field("who", TEXT), actions(button("Find", "find")))

    def push(payload: Json) -> Answer:
        desk.slack.views_push(trigger_id=payload["trigger_id"], view=modal("Found", words("Three people")))
        return None

    desk.app.answer["block_actions"] = push
    page.fill("who", "Jo")
    page.click(hook("button", action_id="find"))
    page.shows("Found", hook("modal-title"))
    page.click(hook("modal-back"))
    page.shows("A form", hook("modal-title"))
    assert desk.value("who") == "Jo"


def test_an_answer_may_update_push_or_clear(desk: Desk) -> None:
    page = desk.page
    desk.open(words("first"))
    desk.app.answer["view_submission"] = lambda _: {"response_action": "update", "view": modal("Second", words("second"))}
    desk.submit()
    page.shows("Second", hook("modal-title"))
    desk.app.answer["view_submission"] = lambda _: {"response_action": "push", "view": modal("Third", words("third"))}
    desk.submit()
    page.shows("Third", hook("modal-title"))
    desk.app.answer["view_submission"] = lambda _: {"response_action": "clear"}
    desk.submit()
    page.gone(hook("modal"))


def test_an_open_modal_and_its_values_are_there_after_a_reload(desk: Desk) -> None:
    page = desk.page
    desk.open(field("who", TEXT), actions(button("Keep", "keep")))
    page.fill("who", "Jo")
    page.click(hook("button", action_id="keep"))
    page.soon(lambda: desk.app.payloads("block_actions"))
    page.browser.refresh()
    page.ready()
    assert desk.value("who") == "Jo"
