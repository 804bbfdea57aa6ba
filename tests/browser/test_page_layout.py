"""Sizes, names for screen readers, and the keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys
from slack_sdk import WebClient

from bot.sandbox.world import World
from tests.browser.apps import Answer, Json, ScriptedApp, actions, button, field, modal, options, plain
from tests.browser.pages import DESK, PHONE, Page, hook

TOO_WIDE = """
const wide = [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return box.width && style.visibility === "visible" && box.right > innerWidth + 1 && box.left < innerWidth;
});
return wide.map((one) => one.outerHTML.slice(0, 120));
"""

UNNAMED = "return [...document.querySelectorAll('button, a[href], input, textarea')].filter((one) => one.checkVisibility({ visibilityProperty: true }))"

CONTRAST = """
const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
const behind = (node) => {
  for (let one = node; one; one = one.parentElement) {
    const style = getComputedStyle(one);
    if (style.backgroundImage !== "none") return null;
    const colour = rgb(style.backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
  if (node.closest("script, style, noscript, .archived, .emoji")) continue;
  const back = behind(node);
  if (!back) continue;
  const [a, b] = [light(rgb(getComputedStyle(node).color)), light(back)].sort((x, y) => y - x);
  const ratio = (a + .05) / (b + .05);
  if (ratio < 4.5) found.push([walker.currentNode.data.trim().slice(0, 40), node.className, ratio.toFixed(2)]);
}
return found;
"""


def furnish(world: World, slack: WebClient) -> str:
    """Messages of every make; gives the ts of a parent with replies."""
    fields: list[Json] = [{"type": "mrkdwn", "text": f"*Label {n}*\na value of several words, number {n}"} for n in range(6)]
    long = "Unbreakable" * 30
    blocks = [
        {"type": "header", "text": plain("PR-12 · A topic that is long enough to take more than one line on a phone")},
        {"type": "section", "fields": fields},
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"{long} https://a.example/{long}"},
            "accessory": button("Open", "open"),
        },
        actions(
            *(button(f"Button number {n}", f"b{n}") for n in range(5)),
            {"type": "users_select", "action_id": "who", "placeholder": plain("Owner")},
        ),
        {"type": "context", "elements": [{"type": "mrkdwn", "text": f"`{long}` _small print_"}]},
    ]
    parent = str(slack.chat_postMessage(channel="C0DESK", text="card", blocks=blocks)["ts"])
    world.post("U0TOBI", "C0DESK", f"```{long}```\n> {long}\n• {long}", parent)
    world.post("U0DINAH", "C0DESK", "hello @Mara Quill")
    slack.files_upload_v2(channel="C0DESK", content="a,b", filename=f"{long[:200]}.csv", initial_comment="the list")
    slack.chat_postEphemeral(channel="C0DESK", user="U0MARA", text="only you")
    slack.reactions_add(channel="C0DESK", timestamp=parent, name="eyes")
    return parent


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_screen_and_everything_is_readable_and_named(
    page: Page, world: World, slack: WebClient, size: tuple[int, int]
) -> None:
    parent = furnish(world, slack)
    for place in ("C0DESK", f"C0DESK/t/{parent}", "app/messages", "app/home", "C0INTAKE"):
        page.open(place, size=size)
        assert page.run(TOO_WIDE) == [], place
        assert page.run(CONTRAST) == [], place
        assert [one.get_attribute("outerHTML") for one in page.run(UNNAMED) if not one.accessible_name.strip()] == [], place


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_long_modal_scrolls_inside_and_keeps_its_buttons_in_sight(
    page: Page, app: ScriptedApp, slack: WebClient, size: tuple[int, int]
) -> None:
    inputs: list[dict[str, Any]] = [
        field(f"f{n}", {"type": "plain_text_input"}, f"Field {n}", hint=plain("a hint")) for n in range(14)
    ]
    inputs.append(field("people", {"type": "multi_users_select", "initial_users": ["U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA"]}))
    inputs.append(field("moment", {"type": "datetimepicker", "initial_date_time": 1795521600}))
    inputs.append(field("kind", {"type": "radio_buttons", "options": options("A", "B")}))

    def opened(payload: Json) -> Answer:
        slack.views_open(trigger_id=payload["trigger_id"], view=modal("A long form", *inputs))
        return None

    app.answer["command"] = opened
    page.open("C0DESK", size=size).write("/press new")
    page.find(hook("modal"))
    save = page.find(hook("modal-submit"))
    assert save.rect["y"] > 0 and save.rect["y"] + save.rect["height"] <= size[1]
    assert page.run("const body = document.querySelector('.modal-body'); return body.scrollHeight > body.clientHeight")
    assert page.run(TOO_WIDE) == []
    assert page.run(CONTRAST) == []
    controls = page.run("return [...document.querySelectorAll('dialog :is(button, input, textarea)')]")
    assert [one.get_attribute("outerHTML") for one in controls if not one.accessible_name.strip()] == []
    assert page.find(hook("input", block_id="f0")).accessible_name.startswith("Field 0")


def test_on_a_phone_the_sidebar_opens_chooses_and_closes(page: Page, world: World) -> None:
    page.open("C0DESK", size=PHONE)
    assert not page.all(hook("person-switch"))
    page.click(hook("menu-button"))
    page.click(hook("channel-link", channel="C0INTAKE"))
    page.gone(hook("person-switch"))
    page.write("from my phone")
    page.message("from my phone")
    assert world.messages("C0INTAKE")[0]["text"] == "from my phone"


def test_a_message_is_reached_and_used_with_the_keyboard_alone(page: Page, app: ScriptedApp, world: World) -> None:
    world.post("U0TOBI", "C0DESK", "a call")
    world.post("U0DINAH", "C0DESK", "another call")
    page.open("C0DESK")
    page.run("arguments[0].focus()", page.message("another call"))
    active = page.browser.switch_to.active_element
    active.send_keys(Keys.ARROW_UP)
    active = page.browser.switch_to.active_element
    assert "a call" in active.text
    page.run("arguments[0].focus()", active.find_element("css selector", hook("more-actions")))
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)
    page.find(hook("menu-item", value="log_message"))
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.soon(lambda: app.payloads("message_action"))[0]["message"]["text"] == "a call"


def test_escape_closes_first_the_menu_and_then_the_thread(page: Page, world: World) -> None:
    ts = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    page.open(f"C0DESK/t/{ts}").message("the parent", inside="#panel")
    page.click(f"#panel {hook('more-actions')}")
    page.find(hook("popup"))
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.gone(hook("popup"))
    page.find("#panel")
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.gone("#panel")
