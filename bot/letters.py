"""Letters: an alert by e-mail where Slack does not take it within a minute. Only where `SMTP_URL` is set.

A letter says which inquiry, by when, and to look in Slack. It never holds a topic, a name or anything people wrote, for mail
is read in more places than Slack is.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import outbox, teams
from bot.desk import Desk
from bot.models import DeadlineKind, Inquiry, Job, JobState, Member, Posting, Statement, StatementVersion
from bot.settings import Settings
from bot.work import Done, Performer, Postpone

log = logging.getLogger(__name__)

ALERTS = {
    "card": "was logged, and Slack has not taken its card yet",
    "reminder": "needs somebody: a reminder of it could not be shown in Slack",
    "approval": "waits for your approval, and Slack has not taken the request yet",
}
GRACE = timedelta(seconds=30)  # With a tick each 20 seconds the letter is out within a minute, and none where Slack hiccups.
SECONDS = 15
AGAIN = 30.0


def due(desk: Desk) -> int:
    """Puts a letter for each alert that waits in a conversation where Slack makes trouble, once; returns how many."""
    if desk.settings.smtp_url is None:
        return 0
    now, put = desk.clock(), 0
    unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
    with desk.database.read() as session:
        troubled = select(Job.lane).where(unfinished, Job.error != "")
        late = select(Job).where(unfinished, col(Job.kind).in_(list(ALERTS)), col(Job.lane).in_(troubled))
        found = [one for one in session.exec(late.order_by(col(Job.id))) if now - one.created_at >= GRACE]
    for job in found:
        with desk.database.write() as session:
            outbox.put(session, at=now, kind="letter", lane="letters", key=f"letter:{job.id}", job=job.id)
            put += 1
    return put


@dataclass(frozen=True)
class Letters:
    """Writes the letters of one desk."""

    desk: Desk

    def performers(self) -> dict[str, Performer]:
        """The jobs it does, by kind."""
        return {"letter": self.letter}

    def letter(self, *, job: int) -> Done:
        """Sends it, unless Slack took the alert after all, or has it up and would only change it."""
        with self.desk.database.read() as session:
            alert = session.get(Job, job)
            if alert is None or alert.state not in (JobState.WAITING, JobState.RUNNING):
                return Done()
            row, conversation = _inquiry(session, alert), str(alert.arguments["conversation"])
            if alert.kind != "reminder" and _is_up(session, alert, row, conversation):
                return Done()
            to = _addresses(session, self.desk.settings, row, conversation)
            message = _written(session, row, alert.kind, named=not row.restricted or to.personal)
        if not to.addresses:
            log.warning("An alert of %s reached nobody: there is no address for it.", row.reference)
            return Done()
        message["To"] = ", ".join(to.addresses)
        try:
            post(self.desk.settings, message)
        except (OSError, smtplib.SMTPException) as failure:
            log.warning("The mail server did not take a letter: %s", type(failure).__name__)
            raise Postpone(AGAIN, f"The mail server did not take it: {type(failure).__name__}") from None
        return Done()


def _inquiry(session: Session, alert: Job) -> Inquiry:
    if "inquiry" in alert.arguments:
        return session.get_one(Inquiry, alert.arguments["inquiry"])
    version = session.get_one(StatementVersion, alert.arguments["version"])
    return session.get_one(Inquiry, session.get_one(Statement, version.statement_id).inquiry_id)


def _is_up(session: Session, alert: Job, inquiry: Inquiry, conversation: str) -> bool:
    subject = f"inquiry:{inquiry.id}" if alert.kind == "card" else f"version:{alert.arguments['version']}"
    same = (Posting.kind == alert.kind, Posting.subject == subject, Posting.conversation == conversation)
    return session.exec(select(Posting.id).where(*same)).first() is not None


@dataclass(frozen=True)
class Addressed:
    """`personal` where the letter goes to the very person the alert is for and to nobody else."""

    addresses: tuple[str, ...]
    personal: bool


def _addresses(session: Session, settings: Settings, inquiry: Inquiry, conversation: str) -> Addressed:
    member = session.get(Member, f"slack:{inquiry.team_id}:{conversation}")
    own = (member.email,) if member is not None and member.email and not member.outsider else ()
    shared = tuple(one.strip() for one in settings.alert_email.split(",") if one.strip())
    if inquiry.restricted:
        return Addressed(own or shared, personal=bool(own))
    return Addressed(tuple(dict.fromkeys((*own, *shared))), personal=bool(own) and not shared)


def _written(session: Session, inquiry: Inquiry, about: str, *, named: bool) -> EmailMessage:
    what = inquiry.reference if named else "An inquiry"
    zone = teams.team_of(session, inquiry.team_id).zone
    if inquiry.deadline_at is not None:
        local = inquiry.deadline_at.astimezone(ZoneInfo(zone))
        deadline = f"Its deadline is {local:%H:%M on %A, %-d %B} ({zone})."
    else:
        deadline = "It is wanted as soon as possible." if inquiry.deadline_kind == DeadlineKind.ASAP else "It has no deadline."
    message = EmailMessage()
    message["Subject"] = f"{what} {'waits for your approval' if about == 'approval' else 'needs somebody'}"
    message["Message-ID"] = make_msgid(domain="pressdesk.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{what} {ALERTS[about]}.\n{deadline}\n\nLook in Slack. This mailbox is not read.\n")
    return message


def post(settings: Settings, message: EmailMessage) -> None:
    """Hands a message to the mail server: `smtps://` speaks TLS from the start, `smtp://` as soon as the server offers it,
    and always before a password. OSError or SMTPException where it is not taken."""
    assert settings.smtp_url is not None
    address = urlsplit(settings.smtp_url.get_secret_value())
    host, user, password = address.hostname or "localhost", unquote(address.username or ""), unquote(address.password or "")
    message["From"] = settings.alert_sender or (user if "@" in user else f"pressdesk@{host}")
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=SECONDS)
    with server:
        server.ehlo()
        if address.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif address.scheme != "smtps" and password:
            raise smtplib.SMTPNotSupportedError("the server offers no TLS, and a password is not sent without")
        if password:
            server.login(user, password)
        server.send_message(message)
