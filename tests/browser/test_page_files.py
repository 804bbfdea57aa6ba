"""Files in the page: what the app uploads is seen and fetched, what a person brings in reaches the app."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from selenium.webdriver.common.by import By
from slack_sdk import WebClient

from bot.sandbox.world import World
from tests.browser.apps import Answer, Json, ScriptedApp, field, modal
from tests.browser.pages import Page, hook

DROP = """
const data = new DataTransfer();
data.items.add(new File([arguments[1]], arguments[2], { type: "text/plain" }));
for (const kind of ["dragover", "drop"]) arguments[0].dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
"""


def picture(width: int = 40, height: int = 30) -> bytes:
    """A plain PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\x00" + b"\x0c\x6f\x66" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def choose(page: Page, css: str, *files: Path) -> None:
    """Choose files in the file chooser that the button beside it opens."""
    page.browser.find_element(By.CSS_SELECTOR, css).send_keys("\n".join(str(one) for one in files))


def test_a_picture_of_the_app_is_shown_in_its_message(page: Page, slack: WebClient) -> None:
    slack.files_upload_v2(
        channel="C0DESK", content=picture(), filename="week.png", initial_comment="The week", alt_txt="Six inquiries"
    )
    img = page.open("C0DESK").message("The week").find_element(By.CSS_SELECTOR, f"{hook('file')} img")
    page.until(lambda: page.run("return arguments[0].naturalWidth", img) == 40)
    assert img.get_attribute("alt") == "Six inquiries"


def test_what_only_claims_to_be_a_picture_becomes_a_download(page: Page, slack: WebClient) -> None:
    slack.files_upload_v2(channel="C0DESK", content=b"<b>no picture</b>", filename="week.png")
    page.open("C0DESK").shows("PNG · 17 B", hook("file"))
    assert not page.all(f"{hook('file')} img")


def test_a_picture_that_was_uploaded_stands_in_a_block_by_id_and_by_address(page: Page, slack: WebClient) -> None:
    made: Any = slack.files_upload_v2(content=picture(), filename="week.png")["file"]
    address = slack.files_info(file=made["id"])["file"]["url_private"]
    images: list[Json] = [
        {"type": "image", "alt_text": f"number {index}", "slack_file": given}
        for index, given in enumerate(({"id": made["id"]}, {"url": address}))
    ]
    slack.chat_postMessage(channel="C0DESK", text="Two pictures", blocks=images)
    page.open("C0DESK")
    page.until(lambda: [page.run("return arguments[0].naturalWidth", one) for one in page.all(".block-picture")] == [40, 40])


def test_a_deleted_file_says_so(page: Page, slack: WebClient) -> None:
    made: Any = slack.files_upload_v2(channel="C0DESK", content=b"a,b", filename="list.csv")["file"]
    page.open("C0DESK").find(hook("file"))
    slack.files_delete(file=made["id"])
    page.shows("This file was deleted.", hook("file-gone"))


def test_files_are_attached_to_a_message_taken_out_again_and_sent(
    page: Page, world: World, app: ScriptedApp, tmp_path: Path
) -> None:
    for name in ("list.csv", "wrong.csv"):
        (tmp_path / name).write_text(f"{name}\n")
    page.open("C0DESK")
    choose(page, hook("composer-chooser"), tmp_path / "list.csv", tmp_path / "wrong.csv")
    page.until(lambda: len(page.all(hook("file-chip"))) == 2)
    page.all(hook("file-remove"))[1].click()
    page.write("our list")
    page.message("our list")
    page.gone(hook("file-chip"))
    event = page.soon(lambda: app.payloads("message"))[-1]["event"]
    assert (event["subtype"], [one["name"] for one in event["files"]]) == ("file_share", ["list.csv"])
    link = page.find(hook("file"))
    assert page.module("return (await fetch(args[0])).text()", link.get_attribute("href")) == "list.csv\n"


def test_a_file_dropped_on_the_page_is_sent_without_words(page: Page, world: World, app: ScriptedApp) -> None:
    page.open("C0DESK")
    page.run(DROP, page.find(hook("composer")), "dropped", "note.txt")
    page.find(hook("file-chip"))
    page.click(hook("composer-send"))
    page.shows("note.txt", hook("file"))
    (file,) = page.soon(lambda: app.payloads("message"))[-1]["event"]["files"]
    assert (file["name"], file["size"]) == ("note.txt", 7)


def test_a_form_takes_files_checks_them_and_sends_them(page: Page, app: ScriptedApp, slack: WebClient, tmp_path: Path) -> None:
    (tmp_path / "days.ics").write_bytes(b"BEGIN:VCALENDAR")
    (tmp_path / "days.pdf").write_bytes(b"%PDF")
    calendar = field("calendar", {"type": "file_input", "filetypes": ["ics"], "max_files": 1})

    def opened(payload: Json) -> Answer:
        slack.views_open(trigger_id=payload["trigger_id"], view=modal("A form", calendar))
        return None

    app.answer["command"] = opened
    page.open("C0DESK").write("/press new")
    page.find(hook("file-input", block_id="calendar"))
    page.click(hook("modal-submit"))
    page.shows("Please complete this required field.", hook("field-error"))
    choose(page, hook("file-chooser", block_id="calendar"), tmp_path / "days.pdf")
    page.shows("days.pdf", hook("file-chip"))
    page.click(hook("modal-submit"))
    page.shows("days.pdf is not one of these: ics.", hook("field-error"))
    choose(page, hook("file-chooser", block_id="calendar"), tmp_path / "days.ics")
    page.shows("days.ics", hook("file-chip"))
    page.click(hook("modal-submit"))
    page.gone(hook("modal"))
    payload = page.soon(lambda: app.payloads("view_submission"))[-1]
    (file,) = payload["view"]["state"]["values"]["calendar"]["value"]["files"]
    assert (file["name"], file["size"]) == ("days.ics", 15) and len(app.payloads("view_submission")) == 1
