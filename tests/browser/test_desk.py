"""The demo as a newcomer meets it: `python -m bot demo`, then the whole job in a real browser.

With PICTURES naming a folder, the README's pictures are taken on the way: `make pictures`.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.browser.pages import PHONE, Page, hook

ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """The demo's address, with the demo running behind it as a process of its own."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(tmp_path / "demo")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    said = b""
    for line in process.stdout:
        said += line
        if found := ADDRESS.search(line):
            yield found[0].decode()
            break
    else:
        pytest.fail(f"The demo did not open: {said.decode()}")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


class Desk(Page):
    """The page with the words of this flow."""

    def act(self, action_id: str, *, inside: str = "body") -> None:
        """Press the last button with this action."""
        css = f'{inside} [data-action-id="{action_id}"]'

        def press() -> bool:
            shown = self.all(css)
            if not shown or not shown[-1].is_enabled():
                return False
            self.run("arguments[0].scrollIntoView({block: 'center'})", shown[-1])
            shown[-1].click()
            return True

        self.until(press, action_id)

    def on_card(self, reference: str, action_id: str) -> None:
        """Press a button on the card of an inquiry in the desk channel."""

        def press() -> bool:
            for card in reversed(self.all(f"#main {hook('message')}")):
                found = card.find_elements(By.CSS_SELECTOR, f'[data-action-id="{action_id}"]')
                if reference in card.text and found and found[0].is_enabled():
                    self.run("arguments[0].scrollIntoView({block: 'center'})", found[0])
                    found[0].click()
                    return True
            return False

        self.until(press, f"{action_id} on {reference}")

    def write_statement(self, text: str) -> None:
        box = self.find(f"{hook('modal')} textarea")
        box.clear()
        box.send_keys(text)
        self.submit()
        self.shows("Saved.", hook("modal"))

    def thread(self, words: str) -> None:
        """Open the thread of the message with these words, once it has one."""

        def press() -> bool:
            found = self.message(words).find_elements(By.CSS_SELECTOR, hook("replies-link"))
            return bool(found) and (found[0].click(), True)[1]

        self.until(press, f"a thread under {words}")

    def leave(self) -> None:
        """Close the modal, as far as one is open."""

        def left() -> bool:
            for close in self.all(f"{hook('modal')} {hook('modal-close')}"):
                close.click()
            return not self.all(hook("modal"))

        self.until(left, "no modal")

    def submit(self) -> None:
        self.click(hook("modal-submit"))

    def picture(self, name: str) -> None:
        if folder := os.environ.get("PICTURES"):
            self.browser.save_screenshot(str(Path(folder) / f"{name}.png"))


def test_a_message_is_answered_with_approved_words_in_a_browser(browser: Chrome, demo: str) -> None:
    page = Desk(browser, demo)
    page.open("C0INTAKE", user="U0TOBI")
    page.thread("Night shelter numbers")
    page.act("offer_log")
    page.shows("New media inquiry", hook("modal"))
    page.picture("modal")
    page.submit()
    page.shows("is logged", hook("modal"))
    reference = page.until(lambda: re.search(r"PR-\d{4}", page.text(hook("modal"))), "a reference")[0]  # type: ignore[index]

    page.leave()
    page.open("C0DESK", user="U0TOBI")
    page.on_card(reference, "inquiry_take")
    page.on_card(reference, "inquiry_acknowledge")
    page.until(
        lambda: "Acknowledged" in page.message("Night shelter numbers").text and "Tobi Fenwick" in page.message(reference).text
    )
    page.picture("card")
    page.on_card(reference, "statement_open")
    page.write_statement(
        "118 people stayed at the night shelter in the last four weeks. It is open every night until 31 March."
    )
    page.act("statement_submit")
    page.shows("It waits for", hook("modal"))
    page.leave()

    page.open("app/messages", user="U0DINAH", size=PHONE)
    page.message("118 people")
    page.picture("approval")
    page.act("approval_approve")
    page.shows("Dinah Osei approved exactly these words")

    page.open("C0DESK", user="U0TOBI")
    page.on_card(reference, "statement_open")
    page.write_statement(
        "118 people stayed at the night shelter in the last four weeks; it is open every night until 31 March."
    )
    page.leave()
    page.thread(reference)
    page.shows("The approval of version 1 is void")
    page.on_card(reference, "statement_open")
    page.act("statement_submit")
    page.shows("It waits for", hook("modal"))
    page.leave()

    page.open("app/home", user="U0DINAH")
    page.shows("Waiting for my approval: 2")
    page.picture("home")
    page.open("app/messages", user="U0DINAH")
    page.message("weeks; it is open")
    page.act("approval_approve")
    page.until(lambda: "approved exactly these words" in page.message("weeks; it is open").text)

    page.open("C0DESK", user="U0TOBI")
    page.on_card(reference, "statement_open")
    page.act("statement_copy")
    page.shows("The desk sends nothing to a journalist", hook("modal"))
    page.act("statement_sent", inside=hook("modal"))
    page.shows("How did it go out?", hook("modal"))
    page.submit()
    page.leave()
    page.until(lambda: "Responded" in page.message(reference).text)

    page.on_card(reference, "inquiry_close")
    page.shows("How did it end?", hook("modal"))
    page.submit()
    page.until(lambda: "Closed" in page.message(reference).text and "Provided statement" in page.message(reference).text)


def test_a_restricted_inquiry_leaves_no_trace_for_others_in_the_page(browser: Chrome, demo: str) -> None:
    page = Desk(browser, demo)
    page.open("app/messages", user="U0MARA")
    page.message("complaints about a shift leader")
    for place in ("C0DESK", "app/home", "app/messages"):
        page.open(place, user="U0TOBI")
        page.shows("PR-00")
        assert "shift leader" not in page.text("body") and "PR-0008" not in page.text("body")
