"""From an interview to its briefing, its debrief and the next briefing, in a real browser, on a clock that stands still.

With PICTURES naming a folder, the README's picture is taken on the way: `make pictures`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from selenium.webdriver import Chrome

from bot.db import Database
from bot.sandbox import demo, story
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.booked import booked, speaker
from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook
from tests.clocks import Clock
from tests.flows import inquiry
from tests.reminded import london
from tests.slack_desk import DINAH, TOBI, SlackDesk

MODAL = hook("modal")


@pytest.fixture
def desk(tmp_path: Path, migrated_file: Path) -> Iterator[SlackDesk]:
    """The demo's desk as its story leaves it on a Wednesday morning; from here on its work runs by itself."""
    clock, world = Clock(london("2026-11-25 10:40")), World()
    world.clock = lambda: clock().timestamp()
    shutil.copy(migrated_file, tmp_path / "pressdesk.sqlite")
    with Server(world) as server:
        environment = demo.settings_for(server, tmp_path)
        story.tell(world, environment, Console(quiet=True))
        database = Database(environment["DATABASE_URL"])
        desk = SlackDesk(world, server, database, clock, feed_allow=environment["FEED_ALLOW"])
        desk.house.work.start()
        yield desk
        desk.house.work.stop()
        desk.close()
        database.close()


def test_a_briefing_is_made_read_and_learnt_from_in_a_browser(browser: Chrome, desk: SlackDesk) -> None:
    asked = inquiry(desk, 2)
    speaks = speaker(desk)
    booked(desk, speaks, number=2, topic="How donations are spent", outlet_id=asked.outlet_id, journalist_id=2)
    page = Desk(browser, desk.url)
    page.open("C0DESK", user=TOBI, size=(1280, 1240))
    page.write("/press brief I-1")
    page.touch("briefing_make_open")
    page.fill("not_say", "Nothing about the lease of the Pier Street house.")
    page.submit()
    page.shows("Version 1 is kept.", MODAL)
    page.touch("briefing_ask", inside=MODAL)
    page.shows("has it in their messages", MODAL)
    page.leave()

    page.open("app/messages", user=DINAH, size=(1280, 1240))
    page.message("asks you to sign this briefing off")
    page.touch("briefing_sign")
    page.shows("signed off by Dinah Osei")

    page.open("app/messages", user=TOBI)
    page.touch("briefing_show:")
    page.shows("Send to Dinah Osei", MODAL)
    page.touch("briefing_send", inside=MODAL)
    page.picture("briefing_confirm")
    page.click(hook("confirm-ok"))
    page.shows("Sent.", MODAL)
    page.leave()

    page.open("app/messages", user=DINAH, size=PHONE)
    page.message("You speak")
    page.picture("briefing")
    page.touch("briefing_read")
    page.shows("read 25")
