"""The adoption test as it is written, in a real browser, on a clock that stands still between the steps.

Monday 16:40 in London. A reporter in New York pastes: "need a response by 6pm ET, allegation about the winter fund".
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from bot.db import Database
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook
from tests.clocks import Clock
from tests.flows import inquiry, log, sent
from tests.reminded import london
from tests.slack_desk import DESK, INTAKE, TOBI, SlackDesk
from tests.test_adoption import MAIL

OLD_ANSWER = "The winter fund pays for beds and heating only."
QUESTION = "Who paid for the retreat in September?"
ANSWER = "Staff paid for it themselves: 12 receipts, filed on 2 October 2026."


@pytest.fixture
def desk(tmp_path: Path, migrated_file: Path) -> Iterator[SlackDesk]:
    """The staffed desk with last year's answer on record; from here on its work runs by itself."""
    clock, world = Clock(london("2025-11-20 10:00")), World()
    world.clock = lambda: clock().timestamp()
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'pressdesk.sqlite')}")
    with Server(world) as server:
        desk = SlackDesk(world, server, database, clock).staffed()
        log(desk, topic="Winter fund spending", journalists="Ned Quillfeather", questions="What does the winter fund pay for?")
        sent(desk, OLD_ANSWER)
        clock.set(london("2026-11-23 16:40"))
        desk.house.work.start()
        yield desk
        desk.house.work.stop()
        desk.close()
    database.close()


def test_monday_from_16_40_to_16_55_in_a_browser(browser: Chrome, desk: SlackDesk) -> None:
    page = Desk(browser, desk.url)

    # 16:40 the mail is pasted into Slack; only a quiet question comes of it.
    page.open(INTAKE, user=TOBI)
    desk.world.post(TOBI, INTAKE, MAIL)
    page.thread("Allegation about the winter fund")
    page.act("offer_log")
    page.shows("New media inquiry", hook("modal"))

    # 16:41 it is logged as restricted, with the deadline on her clock, an acknowledgement to copy and last year's answer, old.
    desk.clock.advance(minutes=1)
    page.submit()
    for words in ("is logged", "Thank you for getting in touch", "18:00 EST", OLD_ANSWER, "old: check it"):
        page.shows(words, hook("modal"))
    kept = inquiry(desk, 2)
    assert kept.restricted and kept.logged_at == london("2026-11-23 16:41")
    page.leave()

    # The director has it at once on her phone, and the channel shows nothing.
    page.open("app/messages", user="U0DINAH", size=PHONE)
    assert "18:00 EST" in page.message("PR-0002").text
    page.open(DESK, user="U0PRIYA")
    page.shows("press-inbox")
    assert "PR-0002" not in page.text("body")

    # 16:44 taken and acknowledged.
    desk.clock.set(london("2026-11-23 16:44"))
    page.open("app/messages", user=TOBI)
    page.on_card("PR-0002", "inquiry_take")
    page.on_card("PR-0002", "inquiry_acknowledge")
    assert page.until(lambda: inquiry(desk, 2).acknowledged_at) == london("2026-11-23 16:44")

    # 16:55 a fact is asked of the programme lead, who sees the question alone and answers in its thread; it is filed.
    desk.clock.set(london("2026-11-23 16:55"))
    page.on_card("PR-0002", "ask_open")
    page.shows("Whom do you ask?", hook("modal"))
    page.choose("colleague", "U0PRIYA")
    page.fill("question", QUESTION)
    page.fill("due", "17:05")
    page.submit()
    page.shows("Asked Priya", hook("modal"))
    page.leave()
    page.open("app/messages", user="U0PRIYA")
    asked = page.message(QUESTION)
    assert "PR-0002" not in page.text("body") and "llegation" not in page.text("body") and "17:05" in asked.text
    question = next(one for one in desk.said("U0PRIYA", desk.dm("U0PRIYA")) if QUESTION in str(one["blocks"]))
    desk.world.post("U0PRIYA", desk.dm("U0PRIYA"), ANSWER, question["ts"])
    page.shows("You said")
    page.open("app/messages", user=TOBI)
    page.message("12 receipts")
