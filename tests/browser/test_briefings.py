"""From an interview to its briefing, its debrief and the next briefing, in a real browser, on a clock that stands still.

With PICTURES naming a folder, the README's picture is taken on the way: `make pictures`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rich.console import Console
from selenium.webdriver import Chrome

from bot import debriefs, interviews
from bot.db import Database
from bot.debriefs import Entry, Promised
from bot.interviews import InterviewEntry
from bot.models import Briefing, Interview, InterviewFormat
from bot.sandbox import demo, story
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook
from tests.clocks import Clock
from tests.flows import rows
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


def test_a_briefing_is_signed_read_and_learnt_from_in_a_browser(browser: Chrome, desk: SlackDesk) -> None:
    page = Desk(browser, desk.url)
    made, coming = rows(desk, Briefing)[-1], rows(desk, Interview)[-1]
    reference = coming.reference
    assert made.interview_id == coming.id

    # The demo's briefing waits for a sign-off; it is given, and the briefing sent.
    page.open("app/messages", user=DINAH)
    page.message("asks you to sign this briefing off")
    page.touch("briefing_sign")
    page.shows("signed off by Dinah Osei")
    page.open("app/messages", user=TOBI)
    page.message(f"signed the briefing for {reference} off")
    page.touch(f"briefing_show:{made.id}")
    page.touch("briefing_send", inside=MODAL)
    page.click(hook("confirm-ok"))
    page.shows("Sent. You hear when it has been read.", MODAL)
    page.leave()

    # On the director's phone, and read.
    page.open("app/messages", user=DINAH, size=PHONE)
    message = page.message("You speak")
    for words in (
        "Studio 1, Northcoast House",
        "There is a bed for whoever comes",
        "runs out on 28 Nov 2026, before the interview",
        "do not improvise",
    ):
        assert words in message.text, words
    page.run("arguments[0].scrollIntoView()", message)
    page.picture("briefing")
    page.touch("briefing_read")
    page.shows("the desk knows that you have read it")
    page.open("app/messages", user=TOBI)
    page.message(f"Dinah Osei has read the briefing for {reference}, version 1")

    # It is over: the debrief in a form, with a promise.
    desk.clock.set(coming.starts_at + timedelta(minutes=30))
    page.write(f"/press debrief {reference}")
    page.fill("said", "That there is a bed for whoever comes.")
    page.fill("lessons", "Look at the presenter, not at the camera.")
    page.fill("promise_1", "To send the figures of November")
    page.submit()
    page.shows("Choose the day and time it was promised for.", MODAL)
    page.leave()

    # What was learnt stands in her next briefing.
    due = desk.clock() + timedelta(days=1)
    promise = Promised("To send the figures of November", due, desk.actor(TOBI).id)
    debriefs.give(
        desk.desk, actor=desk.actor(TOBI), reference=reference,
        entry=Entry("There is a bed.", lessons="Look at the presenter, not at the camera.", promised=(promise,)),
    )  # fmt: skip
    again = InterviewEntry(
        spokesperson_id=coming.spokesperson_id, format=InterviewFormat.PRINT, picked=due + timedelta(days=2), topic="After the cold",
        whom="Wren Castellane, Eastmarsh Gazette",
    )  # fmt: skip
    record = interviews.book(desk.desk, actor=desk.actor(TOBI), entry=again)
    page.open("C0DESK", user=TOBI)
    page.write(f"/press brief {record.reference}")
    page.shows("Look at the presenter, not at the camera.")
