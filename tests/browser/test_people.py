"""From an inquiry to an interview, its briefing, reminders and debrief, and the briefing after that, in a real browser, on the demo's
desk and a clock that stands still.

With PICTURES naming a folder, the README's pictures are taken on the way: `make pictures`.
"""

from __future__ import annotations

from datetime import timedelta

from selenium.webdriver import Chrome

from bot import schedule
from bot.models import Interview, Promise
from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook
from tests.flows import rows
from tests.slack_desk import DINAH, TOBI, SlackDesk

MODAL = hook("modal")
TALL = (1280, 1240)
LESSON = "He comes back to the lease at the end."


def book(page: Desk, reference: str, when: str) -> None:
    page.write(f"/press interview {reference}")
    page.shows("Book an interview", MODAL)
    page.choose("format", "live")
    page.fill("when:0", when)
    page.fill("minutes", "20")
    page.fill("place", "Studio 2, Quay Street")
    page.fill("rules", "On the record. No questions about the lease.")
    page.submit()
    page.shows("The invitation is on its way", MODAL)
    page.leave()


def test_an_inquiry_becomes_an_interview_and_what_was_learnt_stands_in_the_next_briefing(
    browser: Chrome, told: SlackDesk
) -> None:
    page = Desk(browser, told.url)

    # Who may speak, and an interview for the day after tomorrow.
    page.open("C0DESK", user=TOBI, size=TALL)
    book(page, "PR-2", "Friday 3pm")
    row = rows(told, Interview)[-1]
    reference = row.reference

    # The briefing: looked through, kept, signed off, sent.
    page.write(f"/press brief {reference}")
    page.touch("briefing_make_open")
    page.fill("not_say", "Nothing about the lease of the Pier Street house.")
    page.submit()
    page.shows("Version 1 is kept.", MODAL)
    page.touch("briefing_ask", inside=MODAL)
    page.shows("has it in their messages", MODAL)
    page.leave()
    page.open("app/messages", user=DINAH, size=TALL)
    page.message("asks you to sign this briefing off")
    page.act("briefing_sign")
    page.shows("signed off by Dinah Osei")
    page.open("app/messages", user=TOBI, size=TALL)
    signed = page.message(f"signed the briefing for {reference} off")
    page.touch("briefing_show:", inside=hook("message", ts=str(signed.get_attribute("data-ts"))))
    page.touch("briefing_send", inside=MODAL)
    page.click(hook("confirm-ok"))
    page.shows("Sent.", MODAL)
    page.leave()

    # On the spokesperson's phone: to be read, and reminded of.
    page.open("app/messages", user=DINAH, size=PHONE)
    page.run("arguments[0].scrollIntoView()", page.message("You speak"))
    page.picture("briefing")
    page.touch("briefing_read")
    page.message("the desk knows that you have read it")
    for before, words in ((timedelta(hours=24), "Tomorrow at this time"), (timedelta(hours=1), "In an hour")):
        told.clock.set(row.starts_at - before)
        schedule.tick(told.desk)
        page.message(words)

    # It is over: two minutes for what was said, promised and learnt.
    told.clock.set(row.starts_at + timedelta(minutes=row.minutes + 10))
    schedule.tick(told.desk)
    page.open("app/messages", user=TOBI, size=TALL)
    over = page.message(f"{reference} is over")
    page.touch("debrief_open", inside=hook("message", ts=str(over.get_attribute("data-ts"))))
    page.fill("said", "We will publish the accounts in January.")
    page.fill("promise_1", "The accounts of 2025, as a PDF.")
    page.set_moment("due_1", "date", "2026-12-04")
    page.set_moment("due_1", "time", "17:00")
    page.fill("lessons", LESSON)
    page.submit()
    page.shows("Thank you.", MODAL)
    page.shows("The accounts of 2025", MODAL)
    page.leave()

    # The next briefing has what was learnt, and so has the journalist's card.
    book(page, "PR-2", "Thursday 10am")
    page.write(f"/press brief {rows(told, Interview)[-1].reference}")
    page.shows(LESSON)
    page.write("/press who Bram Ostrander")
    page.shows(LESSON)
    assert rows(told, Promise)[-1].text == "The accounts of 2025, as a PDF."
