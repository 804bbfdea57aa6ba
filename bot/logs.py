"""Logs: what a process says of itself, as text or one JSON object a line. No secret and nothing people wrote is in it.

The desk's own lines hold ids, kinds and counts. What libraries add to them is cut where it would quote: the values of a
statement that failed, the row a database refused, the input a model of ours refused, and whatever looks like a token.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

from pydantic import SecretStr
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.settings import Settings

HIDDEN = "[hidden]"
# At INFO they announce every tick, plugin, request and address. The model's client brings an HTTP client under either name.
CHATTY = ("alembic", "apscheduler", "openai", "httpx", "httpx2", "httpcore", "httpcore2")
WORDY = ("slack_bolt", "slack_sdk", "urllib3")  # At DEBUG they quote whole payloads.
LONGEST = 20_000
# Slack's tokens, response URLs and signed tickets, keys of model providers, and the passwords in URLs.
TOKENS = re.compile(
    r"x(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w-]+|\bsk-[\w-]{6,}|(?<=://)[^/\s:@]+:[^/\s@]+(?=@)|(?<=Bearer )\S+"
    r"|(?<=hooks\.slack\.com/)\S+|(?<=ticket=)[\w-]+"
)
QUOTED = re.compile(
    r"(?<=\[parameters: ).*?(?=\]\n|\]$|\Z)|(?<=DETAIL: ).*?(?=\n\S|\Z)|(?<=input_value=).*?(?=, input_type)", re.DOTALL
)


class Redacted(logging.Formatter):
    """A line as text, with what must not be in a log cut out of it, tracebacks included."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = sorted({one for one in secrets if len(one) >= 4}, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """The text without secrets and quotations, cut at 20,000 characters."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return QUOTED.sub(HIDDEN, TOKENS.sub(HIDDEN, text))[:LONGEST]


class Structured(Redacted):
    """One JSON object a line: at (UTC), level, logger, message, and where something failed its kind and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redact(record.getMessage()),
            "thread": record.threadName,
        }
        if record.exc_info and record.exc_info[0] is not None:
            said["failure"] = record.exc_info[0].__name__
            said["traceback"] = self.redact(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def start(settings: Settings) -> None:
    """From now on this process logs as its settings say, to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((Structured if settings.log_format == "json" else Redacted)(secrets_of(settings)))
    root = logging.getLogger()
    for one in list(root.handlers):
        root.removeHandler(one)
    root.addHandler(handler)
    root.setLevel(settings.log_level)
    for chatty in CHATTY:
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    for wordy in WORDY:
        logging.getLogger(wordy).setLevel(max(logging.INFO, root.level))


def secrets_of(settings: Settings) -> list[str]:
    """Every secret the settings hold, passwords in addresses included."""
    found = [one.get_secret_value() for _, one in settings if isinstance(one, SecretStr)]
    for address in (settings.database_url, *found):
        try:
            password = make_url(address).password
        except ArgumentError:
            continue
        if password:
            found.append(str(password))
    return found
