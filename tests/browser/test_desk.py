"""The demo as a newcomer meets it: `python -m bot demo`, then the whole job in a real browser.

With PICTURES naming a folder, the README's pictures are taken on the way: `make pictures`.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook

ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo's address, with the demo running behind it as a process of its own."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--folder", str(folder / "demo")]
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


def test_a_restricted_inquiry_leaves_no_trace_for_others_in_the_page(browser: Chrome, demo: str) -> None:
    page = Desk(browser, demo)
    page.open("app/messages", user="U0MARA")
    page.message("complaints about a shift leader")
    for place in ("C0DESK", "app/home", "app/messages"):
        page.open(place, user="U0TOBI")
        # Whether the desk has written to Tobi by now depends on the hour; the channel and Home show inquiries at any.
        page.shows("PR-00" if place != "app/messages" else "Pressdesk")
        assert "shift leader" not in page.text("body") and "PR-0008" not in page.text("body")


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
    page.act("statement_submit", inside=hook("modal"))
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
    page.act("statement_submit", inside=hook("modal"))
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
    page.act("statement_copy", inside=hook("modal"))
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
