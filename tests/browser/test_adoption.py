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
from bot.models import Release, Statement, StatementStatus, StatementVersion
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.desks import Desk
from tests.browser.pages import PHONE, hook
from tests.clocks import Clock
from tests.fakes.model import ModelServer, Request
from tests.flows import inquiry, log, rows, sent
from tests.reminded import london
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, TOBI, SlackDesk
from tests.test_adoption import MAIL
from tests.wordings import approve, write

OLD_ANSWER = "The winter fund pays for beds and heating only."
QUESTION = "Who paid for the retreat in September?"
ANSWER = "Staff paid for the retreat themselves: 12 receipts are filed."
GRANTS = "The winter fund paid 318 heating grants in 2026."
COST = "The retreat cost £4,000."
DRAFT = {
    "sentences": [
        {"text": GRANTS, "source_ids": ["F-0002"], "kind": "fact"},
        {"text": ANSWER, "source_ids": ["F-0003"], "kind": "fact"},
        {"text": COST, "source_ids": ["F-0003"], "kind": "fact"},
    ]
}


@pytest.fixture
def desk(tmp_path: Path, migrated_file: Path) -> Iterator[SlackDesk]:
    """The staffed desk with last year's answer on record; from here on its work runs by itself."""
    clock, world = Clock(london("2025-11-20 10:00")), World()
    world.clock = lambda: clock().timestamp()
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'pressdesk.sqlite')}")
    with Server(world) as server, ModelServer(_drafts) as model:
        desk = SlackDesk(world, server, database, clock, llm_base_url=model.url, llm_model="local", llm_local=True).staffed()
        write(desk, issue="Winter fund", text=OLD_ANSWER, expires_on="2026-10-31")
        approve(desk, DINAH, "L-0001")
        log(desk, topic="Winter fund spending", journalists="Ned Quillfeather", questions="What does the winter fund pay for?")
        sent(desk, OLD_ANSWER)
        clock.set(london("2026-11-20 10:00"))
        write(
            desk,
            "fact",
            issue="Winter fund",
            figure="318",
            unit="grants",
            text=GRANTS,
            as_of="2026-11-01",
            expires_on="2027-02-01",
        )
        approve(desk, DINAH, "F-0002")
        desk.settle()
        clock.set(london("2026-11-23 16:40"))
        desk.house.work.start()
        yield desk
        desk.house.work.stop()
        desk.close()
    database.close()


def _drafts(request: Request) -> dict[str, object] | str:
    """A model of one's own house: it drafts, and fails at reading mails, which the rules then do."""
    return DRAFT if "source_ids" in request.system else "I can't."


def test_monday_from_16_40_to_17_31_in_a_browser(browser: Chrome, desk: SlackDesk) -> None:
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
    for words in ("is logged", "Thank you for getting in touch", "18:00 EST", OLD_ANSWER, "old: check it", "⌛"):
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
    page.act("ask_file:fact")
    page.shows("New fact", hook("modal"))
    page.fill("figure:0", "12")
    page.fill("unit:0", "receipts")
    # What is filed of a restricted matter is restricted too, unless a person says that drafts may use it.
    page.click('[data-block-id="restricted:0"] input')
    page.submit()
    page.shows("Filed", hook("modal"))
    page.leave()
    approve(desk, DINAH, "F-0003")

    # 17:10 the draft cites two facts and shows one [VERIFY].
    desk.clock.set(london("2026-11-23 17:10"))
    page.open("app/messages", user=TOBI)
    page.on_card("PR-0002", "statement_open")
    page.act("statement_suggest", inside=hook("modal"))
    page.leave()
    page.until(lambda: rows(desk, StatementVersion)[-1].statement_id == 2, "the draft")
    version = rows(desk, StatementVersion)[-1]
    assert version.sources == ["F-0002", "F-0003"] and version.text.count("[VERIFY") == 1
    page.on_card("PR-0002", "statement_open")
    page.shows("Show sources", hook("modal"))
    page.picture("draft")
    page.act("sources_show", inside=hook("modal"))
    page.shows("F-0002", hook("modal"))
    page.picture("sources")
    page.leave()

    # The officer takes out what nothing backs and asks; 17:20 the director approves on her phone.
    page.on_card("PR-0002", "statement_open")
    page.write_statement(f"{GRANTS} {ANSWER}")
    page.act("statement_submit", inside=hook("modal"))
    page.shows("It waits for", hook("modal"))
    page.leave()
    desk.clock.set(london("2026-11-23 17:20"))
    page.open("app/messages", user=DINAH, size=PHONE)
    page.message("318 heating grants")
    page.act("approval_approve")
    page.until(lambda: statement(desk).status == StatementStatus.APPROVED)

    # A comma is fixed: the approval is void, and says so; the director approves again.
    fixed = f"{GRANTS} {ANSWER}".replace("themselves: 12", "themselves; 12")
    page.open("app/messages", user=TOBI)
    page.on_card("PR-0002", "statement_open")
    page.write_statement(fixed)
    assert statement(desk).status == StatementStatus.DRAFT
    page.act("statement_submit", inside=hook("modal"))
    page.shows("It waits for", hook("modal"))
    page.leave()
    page.open("app/messages", user=DINAH, size=PHONE)
    page.message("What changed since version 2")
    page.picture("voided")
    page.act("approval_approve")
    page.until(lambda: statement(desk).status == StatementStatus.APPROVED)

    # 17:31 the manager sends it from her own mail and marks it sent; the words freeze.
    desk.clock.set(london("2026-11-23 17:31"))
    page.open("app/messages", user=MARA)
    page.on_card("PR-0002", "statement_open")
    page.act("statement_sent", inside=hook("modal"))
    page.shows("How did it go out?", hook("modal"))
    page.submit()
    (release,) = page.until(lambda: rows(desk, Release)[1:], "the release")
    assert release.text == fixed and release.sha256 == rows(desk, StatementVersion)[-1].sha256
    assert statement(desk).status == StatementStatus.SENT and inquiry(desk, 2).responded_at == london("2026-11-23 17:31")


def statement(desk: SlackDesk) -> Statement:
    """The statement of the allegation."""
    found: Statement = rows(desk, Statement)[-1]
    return found
