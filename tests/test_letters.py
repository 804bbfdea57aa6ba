"""Letters: what Slack does not take comes by e-mail within a minute, without a word of what it is about."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from email.message import Message
from typing import Any

import pytest
from pydantic import SecretStr

from bot.db import Database
from bot.models import JobState, Member
from bot.sandbox import control
from tests.clocks import Clock
from tests.flows import draft, log, rows
from tests.reminded import reminded, tick
from tests.slack_desk import DINAH, MARA, TOBI, SlackDesk, opened

SECRET_WORDS = ("shelter", "Wren", "Castellane", "blankets", "Tobi")


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server of the plainest kind. `letters` are what it took; with `refuses` it takes none for now."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[tuple[list[str], Message]] = []
        self.refuses = False
        self.asked = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """One client, as in RFC 5321."""

    def handle(self) -> None:
        box: Any = self.server
        box.asked += 1
        to: list[str] = []
        self.say("220 mail.example ready" if not box.refuses else "421 not now")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "RCPT":
                to.append(line.partition("<")[2].partition(">")[0])
            elif verb == "DATA":
                self.say("354 go on")
                box.letters.append((to, email.message_from_bytes(self.read())))
            elif verb == "QUIT":
                return self.say("221 bye")
            self.say("250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def read(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        threading.Thread(target=box.serve_forever, daemon=True).start()
        yield box
        box.shutdown()


@pytest.fixture
def slack(database: Database, clock: Clock, mailbox: Mailbox) -> Iterator[SlackDesk]:
    """A desk with a mail server; everybody's address is known."""
    with opened(database, clock, smtp_url=SecretStr(mailbox.url), alert_email="desk@example.org") as desk:
        with database.write() as session:
            for user in (TOBI, MARA, DINAH):
                member = session.get_one(Member, f"slack:T0LANTERN:{user}")
                member.email = f"{user.lower()}@example.org"
                session.add(member)
        yield desk


def minute(slack: SlackDesk) -> None:
    """A minute goes by, with its ticks."""
    for _ in range(3):
        slack.clock.advance(seconds=20)
        tick(slack)


def revoke(slack: SlackDesk) -> None:
    assert control.run(slack.world, {"op": "revoke"})["ok"]
    slack.settle()


def texts(box: Mailbox) -> list[str]:
    return [f"{letter['Subject']}\n{letter.get_payload()}" for _, letter in box.letters]


def test_a_reminder_that_slack_does_not_take_is_a_letter_within_a_minute(slack: SlackDesk, mailbox: Mailbox) -> None:
    log(slack, deadline="6pm today", topic="Night shelter blankets")
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    revoke(slack)
    mailbox.letters.clear()
    slack.clock.advance(minutes=50)
    tick(slack)
    minute(slack)
    due = [one for one in mailbox.letters if "reminder" in one[1].get_payload()]
    assert due and {"u0tobi@example.org", "desk@example.org"} <= {address for to, _ in due for address in to}
    for text in texts(mailbox):
        assert "PR-0001" in text and "18:00 on Monday, 23 November" in text and "Look in Slack" in text
        assert not [word for word in SECRET_WORDS if word in text]
    known = len(mailbox.letters)
    minute(slack)
    assert len(mailbox.letters) == known, "each alert is one letter"
    control.run(slack.world, {"op": "restore"})
    for _ in range(6):
        slack.clock.advance(seconds=30)
        tick(slack)
    assert reminded(slack, TOBI), "Slack has it too once it is back"


@pytest.mark.parametrize("status", [500, 429])
def test_a_card_and_a_request_for_approval_are_letters_in_an_outage(slack: SlackDesk, mailbox: Mailbox, status: int) -> None:
    log(slack)
    draft(slack)
    error = {500: "internal_error", 429: "ratelimited"}[status]
    control.run(
        slack.world, {"op": "fail_next", "method": "chat.postMessage", "error": error, "http_status": status, "times": 10_000}
    )
    slack.click(TOBI, "statement_submit")
    log(slack, topic="Second")
    minute(slack)
    said = "\n".join(texts(mailbox))
    assert "PR-0001 waits for your approval" in said and "PR-0002 was logged" in said and "Second" not in said


def test_where_slack_takes_it_in_time_there_is_no_letter(slack: SlackDesk, mailbox: Mailbox) -> None:
    control.run(slack.world, {"op": "fail_next", "method": "chat.postMessage", "error": "internal_error", "http_status": 500})
    log(slack)
    minute(slack)
    assert slack.card(1) and mailbox.asked == 0


def test_a_busy_conversation_without_trouble_writes_no_letters(slack: SlackDesk, mailbox: Mailbox) -> None:
    slack.house.work.resting = True
    for number in range(4):
        log(slack, topic=f"Topic {number}")
    slack.clock.advance(minutes=2)
    tick(slack)
    assert mailbox.asked == 0


def test_of_a_restricted_inquiry_the_shared_mailbox_learns_nothing(slack: SlackDesk, mailbox: Mailbox) -> None:
    revoked = "xoxb-sandbox-bot"
    slack.shortcut(TOBI, "new_inquiry")
    slack.world.strictness.revoked.add(revoked)
    slack.submit(TOBI, topic="Blankets", journalists="Wren", deadline="6pm today", restricted=["yes"])
    minute(slack)
    assert mailbox.letters
    assert {address for to, _ in mailbox.letters for address in to} == {"u0tobi@example.org"}
    with slack.database.write() as session:
        member = session.get_one(Member, f"slack:T0LANTERN:{TOBI}")
        member.email = None
        session.add(member)
    mailbox.letters.clear()
    slack.clock.advance(minutes=60)
    tick(slack)
    minute(slack)
    shared = [text for (to, _), text in zip(mailbox.letters, texts(mailbox), strict=True) if "desk@example.org" in to]
    assert shared and not [text for text in shared if "PR-" in text or "Blankets" in text]


def test_a_mail_server_that_is_away_is_asked_again_and_gets_it_once(slack: SlackDesk, mailbox: Mailbox) -> None:
    mailbox.refuses = True
    control.run(
        slack.world,
        {"op": "fail_next", "method": "chat.postMessage", "error": "internal_error", "http_status": 500, "times": 10_000},
    )
    log(slack)
    minute(slack)
    assert mailbox.asked and not mailbox.letters
    mailbox.refuses = False
    minute(slack)
    minute(slack)
    assert len(mailbox.letters) == 1


def test_a_password_is_not_sent_without_tls(database: Database, clock: Clock, mailbox: Mailbox) -> None:
    url = mailbox.url.replace("smtp://", "smtp://desk:secret@")
    with opened(database, clock, smtp_url=SecretStr(url), alert_email="desk@example.org") as slack:
        control.run(
            slack.world,
            {"op": "fail_next", "method": "chat.postMessage", "error": "internal_error", "http_status": 500, "times": 1_000},
        )
        log(slack)
        minute(slack)
        assert not mailbox.letters
        (letter,) = [one for one in rows_of(slack) if one.kind == "letter"]
        assert letter.state == JobState.WAITING and "SMTPNotSupportedError" in letter.error


def rows_of(slack: SlackDesk) -> list[Any]:
    from bot.models import Job

    return rows(slack, Job)
