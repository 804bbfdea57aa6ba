"""Reading and writing: channels, threads, unread marks, live updates, whose eyes one sees through."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from slack_sdk import WebClient

from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.apps import ScriptedApp
from tests.browser.pages import Page, hook


def test_the_page_says_that_it_is_not_slack(page: Page) -> None:
    page.open()
    assert page.text(hook("banner")) == "Practice Slack – a local stand-in, not Slack"


def test_what_a_person_types_reaches_the_app_as_slack_would_send_it(page: Page, app: ScriptedApp) -> None:
    page.open("C0INTAKE").write("@Pressdesk see https://a.example & tell @Tobi Fenwick")
    page.message("@Pressdesk see https://a.example & tell @Tobi Fenwick")
    event = page.soon(lambda: app.payloads("app_mention"))[0]["event"]
    assert event["text"] == "<@U0PRESSDESK> see <https://a.example> &amp; tell <@U0TOBI>"


def test_shift_enter_makes_a_new_line_and_does_not_send(page: Page, world: World) -> None:
    box = page.open("C0DESK").find(hook("composer-input"))
    box.send_keys("one", Keys.SHIFT + Keys.ENTER, Keys.NULL, "two", Keys.ENTER)
    page.message("one\ntwo")
    assert [message["text"] for message in world.messages("C0DESK")] == ["one\ntwo"]


def test_a_name_is_completed_from_its_first_letters(page: Page, world: World) -> None:
    box = page.open("C0DESK").find(hook("composer-input"))
    box.send_keys("ask @fen")
    page.find(hook("suggestion", value="@Tobi Fenwick"))
    box.send_keys(Keys.TAB, "please", Keys.ENTER)
    page.message("ask @Tobi Fenwick please")
    assert world.messages("C0DESK")[0]["text"] == "ask <@U0TOBI> please"


def test_messages_of_others_come_edit_and_go_without_reload(page: Page, world: World) -> None:
    page.open("C0DESK")
    ts = world.post("U0TOBI", "C0DESK", "the first words").data["ts"]
    page.message("the first words")
    world.edit("U0TOBI", "C0DESK", ts, "the second words")
    assert "(edited)" in page.message("the second words").text
    world.react("U0DINAH", "C0DESK", ts, "eyes")
    page.find(hook("reaction", name="eyes"))
    world.delete("U0TOBI", "C0DESK", ts)
    page.gone(hook("message"))


def test_an_update_by_the_app_changes_the_card_in_place(page: Page, slack: WebClient) -> None:
    ts = slack.chat_postMessage(channel="C0DESK", text="status: open")["ts"]
    page.open("C0DESK").message("status: open")
    slack.chat_update(channel="C0DESK", ts=ts, text="status: answered")
    page.message("status: answered")
    assert len(page.all(hook("message"))) == 1


def test_a_person_edits_and_deletes_what_they_wrote(page: Page, world: World) -> None:
    page.open("C0DESK").write("teh words")
    page.more("teh words", "edit")
    box = page.find(hook("edit-input"))
    box.clear()
    box.send_keys("the words", Keys.ENTER)
    page.message("the words")
    page.more("the words", "delete")
    page.click(hook("confirm-ok"))
    page.gone(hook("message"))
    assert world.messages("C0DESK") == []


def test_a_thread_opens_beside_the_channel_and_a_reload_returns_to_it(page: Page, world: World) -> None:
    ts = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    page.open("C0DESK").more("the parent", "reply")
    page.write("my reply", inside="#panel")
    page.message("my reply", inside="#panel")
    page.shows("1 reply", hook("replies-link"))
    assert len(page.all(f"#main {hook('message')}")) == 1
    page.browser.refresh()
    page.ready()
    page.message("my reply", inside="#panel")
    assert world.messages("C0DESK", thread_ts=ts)[1]["text"] == "my reply"
    page.click(hook("thread-close"))
    page.gone("#panel")


def test_a_deleted_parent_leaves_a_tombstone_with_its_replies(page: Page, world: World) -> None:
    ts = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    world.post("U0DINAH", "C0DESK", "kept", ts)
    page.open("C0DESK")
    world.delete("U0TOBI", "C0DESK", ts)
    page.message("This message was deleted.")
    page.click(hook("replies-link"))
    page.message("kept", inside="#panel")


def test_only_its_reader_sees_an_ephemeral_message(page: Page, slack: WebClient) -> None:
    page.open("C0DESK", user="U0MARA")
    slack.chat_postEphemeral(channel="C0DESK", user="U0MARA", text="for Mara")
    assert "Only visible to you" in page.message("for Mara").text
    slack.chat_postMessage(channel="C0DESK", text="for all")
    page.open("C0DESK", user="U0TOBI").message("for all")
    assert "for Mara" not in page.text("body")


def test_unread_messages_carry_a_badge_and_a_line_until_they_are_read(page: Page, world: World) -> None:
    world.post("U0TOBI", "C0INTAKE", "old")
    world.read("U0MARA", "C0INTAKE")
    world.post("U0TOBI", "C0INTAKE", "new for @Mara Quill")
    page.open("C0DESK")
    link = hook("channel-link", channel="C0INTAKE")
    page.shows("1", f"{link} {hook('badge')}")
    page.click(link)
    line = page.find(hook("unread-divider"))
    assert page.message("old").location["y"] < line.location["y"] < page.message("new for").location["y"]
    page.gone(f"{link} {hook('badge')}")
    page.soon(lambda: "C0INTAKE" not in world.state.unread["U0MARA"])


def test_a_message_in_another_channel_marks_it_at_once(page: Page, world: World) -> None:
    page.open("C0DESK")
    world.post("U0TOBI", "C0INTAKE", "hello @Mara Quill")
    page.shows("1", f"{hook('channel-link', channel='C0INTAKE')} {hook('badge')}")


def test_a_permalink_leads_to_its_message_and_lights_it_up(page: Page, slack: WebClient, world: World) -> None:
    first = slack.chat_postMessage(channel="C0INTAKE", text="the one meant")["ts"]
    for number in range(40):
        world.post("U0TOBI", "C0INTAKE", f"later {number}")
    link = slack.chat_getPermalink(channel="C0INTAKE", message_ts=first)["permalink"]
    slack.chat_postMessage(channel="C0DESK", text=f"from <{link}|this message>")
    page.open("C0DESK").message("from this message").find_element(By.LINK_TEXT, "this message").click()
    lit = page.find(f"{hook('message')}.target")
    assert "the one meant" in lit.text
    assert page.run("return location.hash") == f"#/C0INTAKE/p{first.replace('.', '')}"


def test_a_permalink_from_outside_opens_the_thread_of_a_reply(page: Page, slack: WebClient, world: World) -> None:
    parent = world.post("U0TOBI", "C0DESK", "the parent").data["ts"]
    reply = world.post("U0TOBI", "C0DESK", "the reply", parent).data["ts"]
    link = slack.chat_getPermalink(channel="C0DESK", message_ts=reply)["permalink"]
    page.open()
    page.browser.get(link)
    page.ready()
    assert "the reply" in page.find(f"#panel {hook('message')}.target").text


def test_one_acts_as_another_person_without_reload_and_the_choice_is_kept(page: Page, world: World) -> None:
    page.open("C0DESK")
    page.click(hook("person-switch"))
    everybody = ["U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA", "U0GUS"]
    options = f"{hook('popup')} {hook('option')}"
    page.until(lambda: [one.get_attribute("data-user") for one in page.all(options)] == everybody)
    assert "Communications officer" in page.all(options)[1].text
    page.click(hook("option", user="U0TOBI"))
    page.until(lambda: page.run("return document.body.dataset.user === 'U0TOBI' && document.body.dataset.ready === 'true'"))
    page.write("I am Tobi")
    page.message("I am Tobi")
    assert world.messages("C0DESK")[0]["user"] == "U0TOBI"
    assert "as=U0TOBI" in page.run("return location.search")
    page.browser.get(page.url)
    page.ready()
    assert page.run("return document.body.dataset.user") == "U0TOBI"


def test_a_person_sees_only_the_channels_they_are_in(page: Page) -> None:
    page.open(user="U0GUS")
    assert [one.get_attribute("data-channel") for one in page.all(hook("channel-link"))] == ["C0GENERAL"]
    page.open("C0DESK", user="U0GUS")
    assert page.text(hook("heading")).endswith("general")


def test_a_direct_message_begins_when_it_is_opened(page: Page, world: World, app: ScriptedApp) -> None:
    page.open("U0DINAH").write("have you a minute?")
    page.message("have you a minute?")
    page.open("app/messages").write("hello desk")
    page.message("hello desk")
    event = page.soon(lambda: app.payloads("message"))[-1]["event"]
    assert (event["channel_type"], event["text"], event["user"]) == ("im", "hello desk", "U0MARA")


def test_the_page_survives_a_restart_of_the_stand_in_and_shows_what_it_missed(browser: Chrome, tmp_path: Path) -> None:
    kept = tmp_path / "world.json"
    with Server(World(path=kept)) as first:
        page = Page(browser, first.url).open("C0DESK")
        port = int(first.url.rsplit(":", 1)[1])
    page.find(hook("reconnecting"))
    world = World(path=kept)
    world.post("U0TOBI", "C0DESK", "said meanwhile")
    with Server(world, port=port):
        page.message("said meanwhile")
        page.gone(hook("reconnecting"))
        browser.get("about:blank")


def test_an_app_that_is_not_running_is_said_to_be_missing(page: Page, world: World, app: ScriptedApp) -> None:
    page.open("C0DESK")
    assert not page.all(hook("bot-offline"))
    world.deliver = None
    page.shows("Pressdesk is not connected", hook("bot-offline"))
    world.deliver = app
    page.gone(hook("bot-offline"))


def test_an_archived_channel_takes_no_message(page: Page, world: World) -> None:
    world.post("U0TOBI", "C0DESK", "the last words")
    page.open("C0DESK").find(hook("composer"))
    with world.change():
        world.state.channels["C0DESK"] |= {"is_archived": True}
    world.publish({"type": "channels"})
    page.shows("This channel is archived")
    page.gone(hook("composer"))
    page.message("the last words")


def test_a_file_of_the_app_can_be_seen_and_fetched(page: Page, slack: WebClient) -> None:
    slack.files_upload_v2(channel="C0DESK", content="name,when\nPR-1,today\n", filename="inquiries.csv", title="Inquiries")
    page.open("C0DESK")
    link = page.find(hook("file"))
    assert "Inquiries" in link.text
    assert page.module("return (await fetch(args[0])).text()", link.get_attribute("href")) == "name,when\nPR-1,today\n"
