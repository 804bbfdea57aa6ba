"""The main job with nothing in its place but Slack: the real bot process, over real Socket Mode, on a fresh SQLite folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import audit
from bot.db import Database
from bot.models import Inquiry, Resolution, Status
from bot.sandbox import control
from tests.office import Office, opened
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, TOBI, buttons, words

DUE = f"6pm on {datetime.now(UTC) + timedelta(days=30):%-d %B %Y}"
MAIL = (
    "From: Wren Castellane <wren@eastmarsh.example>\nSubject: Night shelter numbers\n\nHi there,\n\n"
    "I'm a reporter at the Eastmarsh Gazette, working on a piece about your night shelter.\n\n"
    "1. How many people stayed in October?\n2. Will the shelter stay open all winter?\n\n"
    f"My deadline is {DUE}.\n\nThanks,\nWren Castellane\n01632 960 555"
)
FIRST = "The shelter is open every night until 31 March."
SECOND = "The shelter is open every night, until 31 March."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(tmp_path) as office:
        office.come_in()
        office.staff()
        yield office


def kept(office: Office) -> Inquiry:
    """PR-0001 as it is on record; the audit's chain is checked on the way."""
    database = Database(office.environment["DATABASE_URL"])
    with database.read() as session:
        assert audit.verify(session).broken_at is None
        row = session.get_one(Inquiry, 1)
    database.close()
    return row


def offered(office: Office, text: str = MAIL) -> dict[str, object]:
    """Tobi posts a message in the intake channel; gives the offer under it."""
    sent = office.world.post(TOBI, INTAKE, text)
    return office.sees(TOBI, INTAKE, "media inquiry", button="offer_log", thread_ts=sent.data["ts"])


def cards(office: Office) -> list[str]:
    """The cards of PR-0001 in the desk channel."""
    return [one["ts"] for one in office.said() if "PR-0001" in words(one) and "inquiry_more" in buttons(one)]


def draft(office: Office, user: str, text: str) -> None:
    """Writes these words and asks for approval."""
    office.click(user, "statement_open", office.card(button="statement_open"))
    office.submit(user, text=text)
    office.click(user, "statement_submit")
    office.sees(DINAH, office.world.dm(DINAH), text, button="approval_approve")
    office.world.close_view(user, every=True)


def test_a_message_is_answered_with_approved_words_and_closed(office: Office) -> None:
    office.click(TOBI, "offer_log", offered(office))
    office.submit(TOBI, topic="Night shelter numbers")
    office.world.close_view(TOBI, every=True)

    office.click(TOBI, "inquiry_acknowledge", office.card("PR-0001", DUE, "18:00"))
    office.card("PR-0001", "Acknowledged")
    draft(office, TOBI, FIRST)
    direct = office.world.dm(DINAH)
    office.click(DINAH, "approval_approve", office.sees(DINAH, direct, FIRST, button="approval_approve"))
    card = office.card("PR-0001", "Approved")

    office.click(TOBI, "statement_open", card)
    office.submit(TOBI, text=SECOND)
    office.world.close_view(TOBI, every=True)
    office.sees(TOBI, DESK, "void", thread_ts=card["ts"])
    assert kept(office).status == Status.DRAFTING
    office.click(TOBI, "statement_open", office.card(button="statement_open"))
    office.click(TOBI, "statement_submit")
    office.world.close_view(TOBI, every=True)
    office.click(DINAH, "approval_approve", office.sees(DINAH, direct, SECOND, button="approval_approve"))

    office.click(MARA, "statement_open", office.card("PR-0001", "Approved"))
    office.click(MARA, "statement_sent")
    office.submit(MARA, route="email")
    office.world.close_view(MARA, every=True)
    office.click(MARA, "inquiry_close", office.card("PR-0001", "Responded", button="inquiry_close"))
    office.submit(MARA, resolution="provided_statement")
    office.until(lambda: any("Closed" in words(one) for one in office.said()), "the card to say that it is closed")

    row = kept(office)
    assert (row.status, row.resolution) == (Status.CLOSED, Resolution.STATEMENT)
    assert (row.response, row.response_route) == (SECOND, "email")
    assert row.acknowledged_at and row.responded_at and row.acknowledged_at < row.responded_at
    assert len(cards(office)) == 1
    assert office.leave() == 0


def test_a_message_sent_while_the_connection_is_broken_is_offered_once_it_is_back(office: Office) -> None:
    with office.held_up():
        assert office.world.disconnect("drop") == 1
        sent = office.world.post(TOBI, INTAKE, MAIL)
    offer = office.sees(TOBI, INTAKE, "media inquiry", button="offer_log", thread_ts=sent.data["ts"])
    assert office.world.settle()
    events = [one for one in list(office.world.courier.log) if one["type"] == "events_api"]
    tries = [one for one in events if one["payload"]["event"].get("ts") == sent.data["ts"]]
    assert tries[0]["status"] == "no_listener", "it was heard at once, and the test would not notice a lost event"
    assert tries[-1]["status"] == 200 and tries[-1]["retry_attempt"] > 0
    office.click(TOBI, "offer_log", offer)
    office.submit(TOBI, topic="Night shelter numbers")
    office.card("PR-0001")
    office.done()
    asked = office.said(INTAKE, TOBI, sent.data["ts"])[1:]
    assert len(asked) == 1 and "PR-0001" in words(asked[0])


def test_a_bot_that_is_killed_at_work_loses_nothing_and_posts_no_card_twice(office: Office) -> None:
    offer = offered(office)
    office.click(TOBI, "offer_log", offer)
    # Slack asks for a pause before the card; the bot dies in it.
    refusal = {"op": "fail_next", "method": "chat.postMessage", "error": "ratelimited", "http_status": 429, "retry_after": 2}
    control.run(office.world, refusal)
    office.submit(TOBI, topic="Night shelter numbers")
    office.until(lambda: any(one["status"] == 429 for one in list(office.world.calls)), "Slack to ask for a pause")
    office.kill()
    assert cards(office) == []

    office.come_in()
    card = office.card("PR-0001", "Night shelter numbers")
    office.click(TOBI, "inquiry_acknowledge", card)
    office.kill()
    office.come_in()
    office.card("PR-0001", "Acknowledged")
    office.done()
    assert len(cards(office)) == 1
    assert kept(office).status == Status.ACKNOWLEDGED
    history = [words(one) for one in office.said(thread_ts=card["ts"])[1:]]
    assert len(history) == 1 and "acknowledged" in history[0]
    assert "offer_log" not in [name for one in office.said(INTAKE, TOBI, offer["thread_ts"]) for name in buttons(one)]
