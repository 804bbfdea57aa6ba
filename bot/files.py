"""Files: what people hand over in Slack is fetched here and nowhere else; what the desk hands over is asked for here.

A use case never touches a file's bytes. It asks with `send` or `take_in`, in its own transaction, and `mailroom` does it.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from sqlmodel import Session

from bot import outbox
from bot.desk import Desk
from bot.errors import Invalid
from bot.text import one_line, shortened

MB = 1024 * 1024
TIMEOUT = 10.0  # Seconds without a byte.
LONGEST = 25.0  # Seconds in all: well below a lane's lease.
SHOWN_FIRST = timedelta(seconds=1)  # Until Slack has surely shown what the form was answered with.


@dataclass(frozen=True)
class File:
    """A file on its way. `comment` is posted with it, as plain text; `alt` says what a picture shows. One that a person
    handed over has the `id` Slack gave it."""

    name: str
    content: bytes
    comment: str = ""
    title: str = ""
    alt: str = ""
    id: str = ""


class Unreachable(Exception):
    """Slack cannot hand the file over just now."""


def send(
    session: Session, *, at: datetime, maker: str, conversation: str, once: str, inquiry: int | None = None, **arguments: Any
) -> None:
    """Sends a file to a conversation (a channel id, or a user id for their direct messages), with this transaction.

    `mailroom.MAKERS[maker]` builds it from `arguments` (ids, never text) when it goes out, as things are then. Under the
    same `once` a conversation gets it once; a person who may ask again needs another, such as the id of the view they
    asked from. With an `inquiry` it goes to nobody who may not know of that, into the thread of its card where there is
    one, and is taken away again should the inquiry become restricted.
    """
    outbox.put(
        session, at=at, kind="file", lane=conversation, key=f"file:{once}:{conversation}", maker=maker,
        conversation=conversation, once=once, inquiry=inquiry, arguments=arguments,
    )  # fmt: skip


def take_in(session: Session, *, at: datetime, reader: str, file: str, member: str, view: str, **arguments: Any) -> None:
    """Has a file that a person put into a form fetched and read by `mailroom.READERS[reader]`, with this transaction.

    `file` is its Slack id, `member` who handed it over, `view` the form's id: what became of it is shown there, or in
    their direct messages where the form was closed.
    """
    outbox.put(
        session, at=at, kind="upload", lane=f"uploads:{member}", key=f"upload:{view}:{file}", due_at=at + SHOWN_FIRST,
        reader=reader, file=file, member=member, view=view, arguments=arguments,
    )  # fmt: skip


def check(file: Mapping[str, Any], *, endings: Sequence[str], most: int) -> str:
    """The name of a file that may be fetched, as Slack describes it. Invalid, field `file`, where it may not: another
    kind, too large, empty, kept elsewhere than in Slack, or gone."""
    name = shortened(one_line(str(file.get("name") or "The file")), 100)
    size = int(file.get("size") or 0)
    wrong = ""
    if file.get("mode") == "tombstone" or file.get("file_access") == "file_not_found":
        wrong = f"{name} is not in Slack any more. Add it again."
    elif file.get("is_external") or file.get("mode") == "external":
        wrong = f"{name} is only linked from Slack. Download it and add the file itself."
    elif PurePosixPath(name.lower()).suffix.lstrip(".") not in endings:
        wrong = f"{name} is of another kind. Add a file that ends in {' or '.join(f'.{one}' for one in endings)}."
    elif size > most:
        wrong = f"{name} has {size / MB:.1f} MB; at most {most / MB:g} MB fit."
    elif size <= 0:
        wrong = f"{name} is empty."
    if wrong:
        raise Invalid(wrong, file=wrong)
    return name


def fetch(desk: Desk, file: Mapping[str, Any], *, endings: Sequence[str], most: int) -> bytes:
    """The bytes of a file that `files.info` described. The token goes to Slack alone, and no redirect is followed.

    Invalid as in `check` and where Slack does not hand it over to the desk; Unreachable where it may a little later.
    """
    name = check(file, endings=endings, most=most)
    address = str(file.get("url_private_download") or file.get("url_private") or "")
    if not _is_slacks(address, desk.settings.slack_api_base_url) or desk.settings.slack_bot_token is None:
        raise _not_handed_over(name)
    token = desk.settings.slack_bot_token.get_secret_value()
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.build_opener(_Straight).open(request, timeout=TIMEOUT) as answer:
            # Without the right to it Slack answers with a page to sign in.
            if answer.headers.get_content_type() == "text/html" and "html" not in endings:
                raise _not_handed_over(name)
            return _bytes(answer, name, most)
    except urllib.error.HTTPError as problem:
        with problem:
            if problem.code == 429 or problem.code >= 500:
                raise Unreachable(f"HTTP {problem.code}") from None
            raise _not_handed_over(name) from None
    except (OSError, http.client.HTTPException) as problem:
        raise Unreachable(type(problem).__name__) from None


def text_of(content: bytes) -> str:
    """The text in a file: UTF-8 or UTF-16 with its mark, else what Windows writes in Western Europe."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would take the token along."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _is_slacks(address: str, api: str) -> bool:
    """Whether the address is on the host of Slack's API or below it, in the same way of speaking."""
    try:
        asked, known = urlsplit(address), urlsplit(api)
        same_port = asked.port == known.port
    except ValueError:
        return False
    host, slack = asked.hostname or "", known.hostname or ""
    return asked.scheme == known.scheme and same_port and (host == slack or host.endswith(f".{slack}"))


def _bytes(answer: Any, name: str, most: int) -> bytes:
    end, held = time.monotonic() + LONGEST, bytearray()
    while part := answer.read1(64 * 1024):
        held += part
        if len(held) > most:
            wrong = f"{name} is larger than Slack said; at most {most / MB:g} MB fit."
            raise Invalid(wrong, file=wrong)
        if time.monotonic() > end:
            raise Unreachable("too slow")
    return bytes(held)


def _not_handed_over(name: str) -> Invalid:
    wrong = f"Slack does not hand {name} over to the press desk. Tell your admin: `python -m bot doctor` says what is missing."
    return Invalid(wrong, file=wrong)
