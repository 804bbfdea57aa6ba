"""The main job end to end: a message becomes a logged inquiry, an approved answer and a closed record."""

from __future__ import annotations

from bot import audit
from bot.models import Inquiry, Resolution, Status
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, TOBI, SlackDesk, buttons, words

MAIL = (
    "From: Wren Castellane <wren@eastmarsh.example>\nSubject: Night shelter numbers\n\nHi there,\n\n"
    "I'm a reporter at the Eastmarsh Gazette, working on a piece about your night shelter.\n\n"
    "1. How many people stayed in October?\n2. Will the shelter stay open all winter?\n\n"
    "My deadline is 6pm today.\n\nThanks,\nWren Castellane\n01632 960 555"
)


def inquiry(slack: SlackDesk, number: int = 1) -> Inquiry:
    from sqlmodel import select

    with slack.database.read() as session:
        return session.exec(select(Inquiry).where(Inquiry.number == number)).one()


def test_a_message_is_logged_answered_with_approved_words_and_closed(slack: SlackDesk) -> None:
    ts = slack.post(TOBI, INTAKE, MAIL)
    offer = slack.last(TOBI, INTAKE, thread_ts=ts)
    assert "media inquiry" in words(offer)

    slack.click(TOBI, "offer_log", message=offer)
    filled = slack.fields(TOBI)
    assert "Night shelter" in filled["topic"]
    assert filled["deadline"] == "6pm today"
    assert "Wren Castellane" in filled["journalists"]
    assert slack.submit(TOBI).ok
    assert "PR-0001 is logged" in slack.world.view(TOBI)["title"]["text"]
    card = slack.card(1)
    assert "Night shelter" in words(card) and "6pm today" in words(card) and "18:00" in words(card)

    slack.click(TOBI, "inquiry_take", message=card)
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    assert inquiry(slack).acknowledged_at == slack.clock()
    assert "Acknowledged" in words(slack.card(1)) and "Tobi Fenwick" in words(slack.card(1))

    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.submit(TOBI, text="The shelter is open every night until 31 March.")
    slack.click(TOBI, "statement_submit")
    request = slack.last(DINAH, slack.dm(DINAH))
    assert "open every night until 31 March" in words(request)
    slack.click(DINAH, "approval_approve", message=request)
    assert inquiry(slack).status == Status.APPROVED
    assert buttons(slack.last(DINAH, slack.dm(DINAH))) == []

    slack.click(TOBI, "statement_open", message=slack.card(1))
    slack.submit(TOBI, text="The shelter is open every night, until 31 March.")
    assert inquiry(slack).status == Status.DRAFTING
    assert "void" in words(slack.last(TOBI, thread_ts=slack.card(1)["ts"])).lower()
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=slack.last(DINAH, slack.dm(DINAH)))

    slack.click(MARA, "statement_open", message=slack.card(1))
    slack.click(MARA, "statement_copy")
    assert "every night, until 31 March" in words(slack.world.view(MARA))
    slack.click(MARA, "statement_sent")
    slack.submit(MARA, route="email")
    kept = inquiry(slack)
    assert (kept.response, kept.response_route) == ("The shelter is open every night, until 31 March.", "email")
    assert kept.responded_at == slack.clock()

    slack.click(MARA, "inquiry_close", message=slack.card(1))
    slack.submit(MARA, resolution="provided_statement")
    assert (inquiry(slack).status, inquiry(slack).resolution) == (Status.CLOSED, Resolution.STATEMENT)
    with slack.database.read() as session:
        checked = audit.verify(session)
    assert checked.broken_at is None and checked.entries >= 12
    assert len([one for one in slack.said(MARA, DESK) if "PR-0001" in words(one)]) == 1
