"""Coverage as the demo tells it, in a real browser, on a clock that stands still: from the morning's digest to a correction.

With PICTURES naming a folder, the README's pictures are taken on the way: `make pictures`.
"""

from __future__ import annotations

import base64

from selenium.webdriver import Chrome

from bot.models import CaseState, CorrectionCase
from tests.browser import contacts
from tests.browser.desks import Desk
from tests.browser.pages import hook
from tests.flows import rows
from tests.slack_desk import TOBI, SlackDesk

COVERAGE = "C0NOBOT"
MODAL, THREAD = hook("modal"), hook("thread")


def test_a_morning_of_coverage_in_a_browser(browser: Chrome, told: SlackDesk) -> None:
    page = Desk(browser, told.url)

    # A quiet day was one line; this morning's digest counts against the weeks before.
    page.open(COVERAGE, user=TOBI, size=(1280, 1240))
    page.message("nothing about us")
    digest = page.message("Needs you")
    for words in ("15 articles", "4 copies", "Charity left flood families", "worth nothing without a plan", "PR-0003"):
        assert words in digest.text, words
    inside = hook("message", ts=str(digest.get_attribute("data-ts")))
    page.run("arguments[0].scrollIntoView()", digest)
    page.picture("coverage")

    # The list behind a number, a clip of it, and its tone by a person.
    page.touch("coverage_list:", inside=inside)
    page.shows("Where your pound goes", MODAL)
    page.leave()
    page.touch("clip_open:", inside=inside, number=2)
    page.shows("PR-0002", MODAL)
    page.touch("clip_tone_open:", inside=MODAL)
    page.choose("tone", "favourable")
    page.submit()
    page.shows("Saved.", MODAL)
    page.shows("Tobi Fenwick said so", MODAL)
    page.leave()

    # Another trust of the name is none of ours.
    page.thread("Needs you")
    lights = page.message("Lights go out on the pier", inside=THREAD)
    post = f"{THREAD} {hook('message', ts=str(lights.get_attribute('data-ts')))}"
    page.touch("clip_open:", inside=post)
    page.touch("clip_not_us:", inside=MODAL)
    page.shows("It is about us", MODAL)
    page.leave()
    page.shows("There is nothing left to show of this story", post)

    # The misquote came as an alert; it becomes a correction case.
    alert = page.message("Misquoted")
    page.touch("clip_open:", inside=hook("message", ts=str(alert.get_attribute("data-ts"))))
    page.shows("worth more than a plan for the spring", MODAL)
    page.touch("case_new:", inside=MODAL)
    page.shows("What is wrong?", MODAL)
    page.submit()
    page.shows("Case C-0001", MODAL)
    page.picture("case")

    # Asked, answered, corrected.
    page.touch("case_ask_open:", inside=MODAL)
    page.shows("Of whom?", MODAL)
    page.submit()
    page.shows("Asked of the journalist", MODAL)
    page.touch("case_answer_open:", inside=MODAL)
    page.shows("What did they answer?", MODAL)
    page.fill("answer", "It is put right online, and on page 2 tomorrow.")
    page.submit()
    # The case is drawn anew under the form: what is pressed before that is gone with it.
    page.shows("on page 2 tomorrow", MODAL)
    page.touch("case_close_open:", inside=MODAL)
    page.shows("How did it end?", MODAL)
    page.choose("state", "corrected")
    page.fill("outcome", "Corrected online today at 10:35.")
    page.submit()
    page.shows("Case C-0001", MODAL)
    page.leave()
    (case,) = rows(told, CorrectionCase)
    assert case.state == CaseState.CORRECTED and case.closed_at == told.clock()

    # What is watched, and the week as a report.
    page.write("/press watch")
    page.shows("9 work", MODAL)
    page.leave()
    page.write("/press report week")
    page.shows("Outcomes: what came of it")
    page.message("Corrected or clarified: 1")

    # Coverage by words, and of us by week, with a chart on demand.
    page.write("/press coverage flooding")
    page.message("in every article")
    page.write("/press coverage")
    page.message("Share of voice")
    page.touch("coverage_trends_file:png", inside="#main")
    page.open("app/messages", user=TOBI, size=(1280, 1000))
    page.message("Coverage, last 8 weeks")
    page.find("#main img")
    chart = next(one for one in reversed(told.world.state.contents.values()) if base64.b64decode(one).startswith(b"\x89PNG"))
    page.picture("trend", base64.b64decode(chart))

    # Who wrote half of it.
    contacts.met(page, told)
