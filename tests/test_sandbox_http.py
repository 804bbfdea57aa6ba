"""Signed delivery over HTTP, to Bolt behind a small WSGI server."""

import contextlib
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt.adapter.wsgi import SlackRequestHandler

from tests.sandbox_bot import Place, modal, running


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextlib.contextmanager
def serving(app):
    """The URL of a WSGI app, the environments it was called with, and nothing after the block."""
    seen = []

    def noting(environ, start_response):
        seen.append(environ)
        return app(environ, start_response)

    server = make_server("127.0.0.1", 0, noting, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events", seen
    finally:
        server.shutdown()
        server.server_close()


def answering(status: str, *headers):
    """A WSGI app that answers everything alike."""

    def app(environ, start_response):
        start_response(status, list(headers))
        return [b""]

    return app


@pytest.fixture
def desk():
    with running() as place:
        place.world.deliver = None
        yield place


def bolt(desk: Place):
    return SlackRequestHandler(desk.bot.app, path="/slack/events")


def test_bolt_verifies_the_signature_and_answers_the_challenge(desk):
    with serving(bolt(desk)) as (url, _):
        assert desk.control("events_url", url=url, verify=True)["ok"]
        assert desk.world.command("U0MARA", "C0DESK", "/press", "a b&c").data["response"] == {"text": "You said a b&amp;c"}
        desk.world.post("U0MARA", "C0DESK", "ünï")
        assert desk.bot.wait("message")[0]["event"]["text"] == "ünï"
        assert desk.world.settle()


def test_a_wrong_secret_is_refused_by_bolt(desk):
    with serving(bolt(desk)) as (url, _):
        desk.control("events_url", url=url)
        desk.world.http.secret = "another"
        assert desk.world.command("U0MARA", "C0DESK", "/press").error == "dispatch_failed"
        assert desk.bot.heard == []


def test_a_modal_goes_through_http_with_its_answer(desk):
    with serving(bolt(desk)) as (url, _):
        desk.control("events_url", url=url)
        assert desk.world.command("U0MARA", "C0DESK", "/press", "form").ok
        desk.bot.submit_answer = {"response_action": "push", "view": modal()}
        assert desk.world.submit("U0MARA", values={"said": {"words": "x"}}).data["response_action"] == "push"
        assert len(desk.world.stack("U0MARA")) == 2


def test_a_refused_event_is_tried_four_times_with_the_retry_headers(desk):
    desk.control("retries", scale=0)
    with serving(answering("500 Oops")) as (url, seen):
        desk.control("events_url", url=url)
        desk.world.post("U0MARA", "C0DESK", "hello")
        assert desk.world.settle()
    assert [one.get("HTTP_X_SLACK_RETRY_NUM") for one in seen] == [None, "1", "2", "3"]
    assert {one.get("HTTP_X_SLACK_RETRY_REASON") for one in seen[1:]} == {"http_error"}


def test_an_event_that_nobody_answers_is_a_failed_connection(desk):
    desk.control("retries", scale=0)
    desk.world.post("U0MARA", "C0DESK", "hello")
    assert desk.world.settle()
    log = desk.control("deliveries")["deliveries"]
    assert [one["retry_reason"] for one in log] == [""] + ["connection_failed"] * 3


def test_an_app_may_ask_for_no_retries(desk):
    desk.control("retries", scale=0)
    with serving(answering("500 Oops", ("x-slack-no-retry", "1"))) as (url, seen):
        desk.control("events_url", url=url)
        desk.world.post("U0MARA", "C0DESK", "hello")
        assert desk.world.settle()
    assert len(seen) == 1


def test_the_delays_of_the_retries_are_slacks(desk):
    assert desk.world.strictness.retry_delays == (0.0, 60.0, 300.0) and desk.world.strictness.retry_scale == 1.0


def test_a_url_that_fails_the_challenge_is_not_taken(desk):
    with serving(answering("200 OK")) as (url, _):
        assert desk.control("events_url", url=url, verify=True)["error"] == "url_verification_failed"
    assert not desk.world.connected


def test_in_process_delivery_is_retried_too(desk):
    desk.control("retries", scale=0)
    answers = [500, 503, 200]
    seen = []

    def deliver(envelope):
        seen.append((envelope["retry_attempt"], envelope["retry_reason"]))
        return answers.pop(0), None

    desk.world.deliver = deliver
    desk.world.post("U0MARA", "C0DESK", "hello")
    assert seen == [(0, ""), (1, "http_error"), (2, "http_error")]
