"""The composition root: settings → desk → Bolt app, work and clock. The only importer of handlers."""

from __future__ import annotations

import atexit
import logging
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot import health, likeness, llm, marks, migrations, notices, schedule
from bot.db import Database
from bot.desk import Desk, now
from bot.errors import DeskError
from bot.notices import Notices
from bot.ownership import hosts, troubles
from bot.settings import Settings
from bot.work import Work
from handlers import actors, press
from handlers.requests import Listeners, Soon

log = logging.getLogger(__name__)

LISTENER_THREADS = 24  # Bolt's own five make an unrelated acknowledgement wait behind slow ones.
SLACK_TIMEOUT = 10
PING_SECONDS = 3  # So soon a connection that broke without a word is noticed, and made anew; Bolt would take ten.


@dataclass
class House:
    """Everything one process holds."""

    desk: Desk
    client: WebClient
    work: Work
    soon: Soon
    app: App | None = None

    def close(self) -> None:
        """Lets what is at hand finish; what waits stays on record."""
        self.work.stop()
        self.soon.stop()
        self.desk.database.close()


def open_desk(settings: Settings) -> Desk:
    """The desk on its database, which is brought up to date first. DeskError where another machine is at work on the same
    SQLite file, or nothing can be written."""
    database = Database(settings.database_url)
    with troubles.told_plainly():
        claimed = hosts.claim(database)
        migrations.upgrade(database)
        troubles.prove_writing(database)
    if claimed is not None:
        atexit.register(claimed.release)
    return Desk(settings=settings, database=database, llm=llm.from_settings(settings, database=database, clock=now))


def build(desk: Desk, *, listening: bool = True) -> House:
    """The house round a desk: with `listening` it hears Slack, without it only works."""
    token = _bot_token(desk.settings)
    client = WebClient(token=token, base_url=desk.settings.slack_api_base_url, timeout=SLACK_TIMEOUT)
    work = Work(desk=desk, performers=Notices(desk, client).performers(), threads=desk.settings.workers)
    desk.database.after_write = work.wake
    likeness.catch_up(desk)
    house = House(desk=desk, client=client, work=work, soon=Soon())
    if listening:
        house.app = _bolt(house, token)
    return house


def _bot_token(settings: Settings) -> str:
    if settings.slack_bot_token is None:
        raise DeskError("SLACK_BOT_TOKEN is not set. `python -m bot doctor` says where to find it.")
    return settings.slack_bot_token.get_secret_value()


def _bolt(house: House, token: str) -> App:
    """Bolt, told explicitly whom it serves, so that no variable in the environment turns on OAuth with file stores."""
    who = house.client.auth_test()
    desk = house.desk
    notices.first_words(desk, house.client)
    secret = desk.settings.slack_signing_secret
    logger = logging.getLogger("slack.bolt")
    # Bolt warns of a token in the environment that it rightly ignores.
    logger.setLevel(logging.ERROR)

    def authorized(**_: Any) -> AuthorizeResult:
        return AuthorizeResult.from_auth_test_response(auth_test_response=who, bot_token=token)  # type: ignore[arg-type]

    app = App(
        name="pressdesk",  # Without one Bolt reads the sources of every caller to find one.
        client=house.client,
        authorize=authorized,
        signing_secret=secret.get_secret_value() if secret else "unused: Socket Mode",
        request_verification_enabled=secret is not None,
        process_before_response=True,
        listener_executor=ThreadPoolExecutor(LISTENER_THREADS, thread_name_prefix="listener"),
        logger=logger,
    )
    app.use(actors.middleware(desk))
    press.register(Listeners(app, desk, house.soon))
    return app


def run(settings: Settings) -> None:
    """Hears Slack over Socket Mode, works and keeps the clock, until it is told to stop."""
    from slack_bolt.adapter.socket_mode import SocketModeHandler

    if settings.slack_app_token is None:
        raise DeskError("SLACK_APP_TOKEN is not set: Socket Mode needs it. `python -m bot doctor` says where to find it.")
    house = build(open_desk(settings))
    assert house.app is not None
    app_token = settings.slack_app_token.get_secret_value()

    class Listening(SocketModeHandler):
        """Acknowledges first; what the desk says besides comes after."""

        def handle(self, client: Any, req: Any) -> None:
            with house.soon.after():
                super().handle(client, req)
                marks.passed("answered")

    handler = Listening(
        house.app, app_token, web_client=WebClient(token=app_token, base_url=settings.slack_api_base_url), concurrency=50,
        ping_interval=PING_SECONDS,
    )  # fmt: skip
    handler.connect()
    _serve(house, lambda: handler.close(), connected=handler.client.is_connected)


def worker(settings: Settings) -> None:
    """Works and keeps the clock, without hearing Slack."""
    _bot_token(settings)  # Before the database is touched.
    _serve(build(open_desk(settings), listening=False), lambda: None)


def wsgi(settings: Settings) -> Any:
    """The desk over HTTP, as a WSGI application; work and clock run beside it."""
    from slack_bolt.adapter.wsgi import SlackRequestHandler

    if settings.slack_signing_secret is None:
        raise DeskError("SLACK_SIGNING_SECRET is not set: over HTTP it is what tells Slack from anybody else.")
    house = build(open_desk(settings))
    assert house.app is not None
    house.work.start()
    schedule.start(house.desk)
    _show_health(house)
    handler = SlackRequestHandler(house.app)

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        with house.soon.after():
            return handler(environ, start_response)

    return answer


def _serve(house: House, stop_listening: Any, connected: Callable[[], bool] = lambda: True) -> None:
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    house.work.start()
    scheduler = schedule.start(house.desk)
    _show_health(house, connected)
    house.desk.llm.warm()
    log.info("The press desk is open.")
    stopping.wait()
    stop_listening()
    scheduler.shutdown(wait=False)
    house.close()


def _show_health(house: House, connected: Callable[[], bool] = lambda: True) -> None:
    settings = house.desk.settings
    if settings.health_port is not None:
        health.serve(health.Health(house.desk, house.work, connected), host=settings.health_host, port=settings.health_port)
