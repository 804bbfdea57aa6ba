"""The desk behind HTTP: Slack's signed requests reach the real `python -m bot web`, and nobody else's do."""

from __future__ import annotations

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier
from sqlmodel import select

from bot import web
from bot.db import Database
from bot.errors import DeskError
from bot.models import Inquiry, InquiryEvent, Offer
from bot.sandbox import cast, control
from bot.settings import Settings
from tests.office import Office, opened
from tests.slack_desk import DESK, INTAKE, MARA, TOBI, buttons, words

TEXT = "I'm a reporter at the Eastmarsh Gazette. How many people stayed at the night shelter? My deadline is 6pm tomorrow."


@pytest.fixture(scope="module")
def address() -> str:
    """Where the desk will listen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/slack/events"


@pytest.fixture(scope="module")
def office(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose bot hears Slack over HTTP; the tests of this file share it."""
    folder = tmp_path_factory.mktemp("web")
    with opened(folder, SLACK_SIGNING_SECRET=cast.SIGNING_SECRET) as office:
        port = address.split(":")[2].split("/")[0]
        office.start("web", "--host", "127.0.0.1", "--port", port, "--threads", "8")
        office.until(lambda: office.world.http.verify(address), "the desk to answer Slack's challenge")
        answer = control.run(office.world, {"op": "events_url", "url": address, "verify": True})
        assert answer["ok"]
        office.staff()
        yield office
        assert office.leave() == 0


def ask(address: str, body: bytes, headers: dict[str, str]) -> int:
    """The status that this request is answered with."""
    request = urllib.request.Request(address, data=body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def signed(body: bytes, *, secret: str = cast.SIGNING_SECRET, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    return {"content-type": "application/json", "x-slack-request-timestamp": stamp, "x-slack-signature": signature}


def event(text: str, ts: str) -> bytes:
    """A message in the intake channel, as the Events API would deliver it."""
    message = {"type": "message", "user": TOBI, "channel": INTAKE, "channel_type": "channel", "ts": ts, "text": text}
    payload = {"type": "event_callback", "team_id": cast.TEAM["id"], "api_app_id": cast.APP_ID, "event_id": f"Ev{ts}",
               "event_time": int(float(ts)), "event": message}  # fmt: skip
    return json.dumps(payload).encode()


def rows(office: Office, table: type[Any]) -> list[Any]:
    database = Database(office.environment["DATABASE_URL"])
    with database.read() as session:
        found = list(session.exec(select(table)))
    database.close()
    return found


def test_a_command_is_answered(office: Office) -> None:
    assert office.world.command(TOBI, DESK, "/press").ok
    menu = office.until(lambda: [one for one in office.said(DESK, TOBI) if one.get("ephemeral")], "the menu")[-1]
    assert "inquiry_new" in buttons(menu)


def test_a_message_is_offered_and_logged(office: Office) -> None:
    sent = office.world.post(TOBI, INTAKE, TEXT)
    offer = office.sees(TOBI, INTAKE, "media inquiry", button="offer_log", thread_ts=sent.data["ts"])
    office.click(TOBI, "offer_log", offer)
    office.submit(TOBI, topic="Night shelter numbers")
    office.world.close_view(TOBI, every=True)
    card = office.card("PR-0001", "Night shelter numbers")
    office.click(MARA, "inquiry_acknowledge", card)
    office.card("PR-0001", "Acknowledged")
    assert {one["way"] for one in list(office.world.courier.log) if one["status"] == 200} == {"http"}


def test_each_piece_of_work_is_done_once(office: Office) -> None:
    """One process serves, works and keeps the clock: a second would post beside it."""
    office.done()
    for inquiry in rows(office, Inquiry):
        cards = [one for one in office.said() if inquiry.reference in words(one) and "inquiry_more" in buttons(one)]
        assert len(cards) == 1
        lines = [words(one) for one in office.said(thread_ts=cards[0]["ts"])[1:]]
        assert len(lines) == len(set(lines)) == len([one for one in rows(office, InquiryEvent) if one.action != "logged"])


def test_two_hundred_at_once_are_all_answered(office: Office) -> None:
    ready = threading.Barrier(200)

    def one(_: int) -> bool:
        ready.wait()
        return office.world.command(TOBI, DESK, "/press", "help").ok

    with ThreadPoolExecutor(200) as pool:
        assert all(pool.map(one, range(200)))


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json"},
        signed(b"another body"),
        signed(event("Forged", "1700000000.000100"), secret="a guess"),
        signed(event("Forged", "1700000000.000100"), at=time.time() - 600),
    ],
    ids=["unsigned", "signed for another body", "signed with another secret", "signed ten minutes ago"],
)
def test_what_slack_did_not_sign_just_now_is_refused(office: Office, address: str, headers: dict[str, str]) -> None:
    body = event("Forged", "1700000000.000100")
    assert ask(address, body, headers) == 401
    assert not [one for one in rows(office, Offer) if one.text == "Forged"]
    assert ask(address, body.replace(b"Forged", b"Genuine"), signed(body.replace(b"Forged", b"Genuine"))) == 200


def test_the_same_event_twice_is_one_offer(office: Office, address: str) -> None:
    ts = office.world.post(TOBI, INTAKE, TEXT).data["ts"]
    office.sees(TOBI, INTAKE, "media inquiry", button="offer_log", thread_ts=ts)
    again = event(TEXT, ts)
    for number in ("1", "2"):
        assert ask(address, again, signed(again) | {"x-slack-retry-num": number, "x-slack-retry-reason": "http_timeout"}) == 200
    office.done()
    assert len(office.said(INTAKE, TOBI, ts)) == 2


@pytest.mark.parametrize("missing", ["slack_signing_secret", "slack_bot_token"])
def test_without_what_it_needs_it_says_so_before_it_listens(missing: str) -> None:
    given = {"slack_signing_secret": "secret", "slack_bot_token": "xoxb-1"}
    del given[missing]
    with pytest.raises(DeskError, match=missing.upper()):
        web.serve(Settings(_env_file=None, **given), host="127.0.0.1", port=0, threads=1)  # type: ignore[arg-type]
