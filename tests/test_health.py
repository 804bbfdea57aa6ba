"""Health and logs: what watches the desk is told the truth, and nothing that people wrote or that opens a door."""

from __future__ import annotations

import json
import logging
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from bot import health, heart, llm, logs
from bot.errors import DeskError
from bot.llm import Answer, ModelFailed
from bot.models import Inquiry, Reminder, ReminderState
from bot.settings import Settings
from prompts import fill, load
from tests.fakes import model as fake
from tests.fakes.model import ModelServer
from tests.flows import log
from tests.office import opened
from tests.slack_desk import MARA, SlackDesk

ROOT = Path(__file__).parents[1]


class Fact(Answer):
    word: str


METRIC = re.compile(r'[a-z_]+(\{[a-z]+="[a-z_]+"(,[a-z]+="[a-z_]+")*\})? [-+0-9.e]+')


@pytest.fixture
def served(slack: SlackDesk) -> Iterator[tuple[SlackDesk, health.Health, str]]:
    """The desk, its health and where that is served; its threads run and it ticked just now."""
    slack.house.work.start()
    heart.beat(slack.desk)
    found = health.Health(slack.desk, slack.house.work)
    server = health.serve(found, host="127.0.0.1", port=0)
    yield slack, found, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    slack.house.work.stop()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def test_a_desk_that_ticks_and_works_is_alive_and_ready(served: tuple[SlackDesk, health.Health, str]) -> None:
    assert get(f"{served[2]}/healthz") == (200, "alive\n")
    assert get(f"{served[2]}/readyz") == (200, "ready\n")
    assert get(f"{served[2]}/anything")[0] == 404


def test_a_desk_that_does_not_tick_or_is_cut_off_is_not_ready_and_says_why(
    served: tuple[SlackDesk, health.Health, str],
) -> None:
    slack, found, address = served
    slack.clock.advance(minutes=2)
    found.connected = lambda: False
    status, said = get(f"{address}/readyz")
    assert status == 503 and "has not ticked" in said and "Slack is not connected" in said
    assert get(f"{address}/healthz")[0] == 200


def test_a_desk_without_its_database_is_not_ready_but_alive(
    served: tuple[SlackDesk, health.Health, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise SQLAlchemyError("postgresql://user:secret@host is away")

    monkeypatch.setattr(served[0].database, "ready", away)
    status, said = get(f"{served[2]}/readyz")
    assert status == 503 and "does not answer" in said and "secret" not in said
    assert get(f"{served[2]}/healthz")[0] == 200


def test_metrics_count_and_name_nobody(served: tuple[SlackDesk, health.Health, str]) -> None:
    slack, _, address = served
    log(slack, topic="Leaked minutes", restricted=["yes"], named=[MARA])
    log(slack, topic="Night shelter")
    slack.house.work.drain()
    status, said = get(f"{address}/metrics")
    assert status == 200
    lines = [line for line in said.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not METRIC.fullmatch(line)] == []
    assert "pressdesk_inquiries_open 1" in lines
    assert any(line.startswith('pressdesk_job_tries_total{kind="card",outcome="done"}') for line in lines)
    for told in ("Leaked", "shelter", "Wren", "PR-", "U0", "C0", "T0"):
        assert told not in said
    assert said.count("# TYPE pressdesk_jobs ") <= 1 and all(f"# TYPE {re.split('[ {]', line)[0]} " in said for line in lines)


def test_a_restricted_inquiry_moves_no_count_of_inquiries_and_the_page_says_so(
    served: tuple[SlackDesk, health.Health, str],
) -> None:
    slack, found, _ = served
    log(slack, topic="Night shelter")
    slack.clock.advance(hours=3)

    def counted() -> list[str]:
        return [str(one) for one in found.metrics() if one.name.startswith("pressdesk_inquiries_")]

    before = counted()
    assert any(line.endswith(" 1") for line in before)
    log(slack, topic="Leaked minutes", deadline="ASAP", restricted=["yes"], named=[MARA])
    slack.clock.advance(hours=3)
    assert counted() == before
    told = [one.what for one in found.metrics() if one.name.startswith("pressdesk_inquiries_")]
    assert told and all(what.endswith("without the restricted ones.") for what in told)


def test_a_restricted_reminder_is_told_of_only_when_it_failed(served: tuple[SlackDesk, health.Health, str]) -> None:
    slack, found, _ = served
    log(slack, topic="Leaked minutes", deadline="ASAP", restricted=["yes"], named=[MARA])
    with slack.database.read() as session:
        due = session.exec(select(func.min(Reminder.due_at)).where(Reminder.state == ReminderState.WAITING)).one()

    def late() -> float:
        return next(one.value for one in found.metrics() if one.name == "pressdesk_late_reminder_seconds")

    slack.clock.set(due + timedelta(seconds=20))
    assert late() == 0
    slack.clock.set(due + timedelta(seconds=90))
    assert late() == 90


def test_late_reminders_and_stuck_work_show(served: tuple[SlackDesk, health.Health, str]) -> None:
    slack, found, _ = served
    log(slack)
    values = {str(one).split()[0]: one.value for one in found.metrics()}
    assert values["pressdesk_late_reminder_seconds"] == 0
    slack.clock.advance(hours=2)
    values = {str(one).split()[0]: one.value for one in found.metrics()}
    assert values["pressdesk_late_reminder_seconds"] > 600 and values["pressdesk_last_tick_seconds"] == 7200


def test_the_images_check_asks_the_port_that_was_set_and_fails_where_nobody_answers(
    served: tuple[SlackDesk, health.Health, str],
) -> None:
    check = re.search(r"HEALTHCHECK .*?CMD (\[.*?\])\n", (ROOT / "Dockerfile").read_text(), re.DOTALL)
    assert check is not None
    _, *arguments = json.loads(check[1])

    def asked(port: str) -> int:
        command = [sys.executable, *arguments]
        return subprocess.run(command, env={"HEALTH_PORT": port}, stderr=subprocess.DEVNULL, timeout=60).returncode

    assert asked(served[2].rpartition(":")[2]) == 0
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        assert asked(str(nobody.getsockname()[1])) != 0


def test_the_image_is_built_on_one_version_and_is_not_roots() -> None:
    said = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^FROM python:\d+\.\d+\.\d+-\S+$", said, re.MULTILINE)
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", said, re.MULTILINE) and "VOLUME /desk/var" in said
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {one for line in re.findall(r"^COPY (.+) \S+$", said, re.MULTILINE) for one in line.split()}
    assert copied == let_in and all((ROOT / one).exists() for one in copied)


def test_a_port_that_is_taken_is_told_in_a_sentence(slack: SlackDesk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(DeskError, match="HEALTH_PORT"):
            health.serve(health.Health(slack.desk, slack.house.work), host="127.0.0.1", port=taken.getsockname()[1])


def test_the_real_bot_is_ready_and_logs_objects_without_a_token_or_a_topic(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with opened(tmp_path, HEALTH_PORT=str(port), LOG_FORMAT="json", LOG_LEVEL="DEBUG") as office:
        said = (tmp_path / "log").open("wb")
        office.bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=office.environment, cwd=tmp_path, stderr=said, stdout=said
        )
        office.until(lambda: office.world.connected, "the bot")
        office.staff()
        address = f"http://127.0.0.1:{port}"

        def ready() -> bool:
            try:
                return get(f"{address}/readyz") == (200, "ready\n")
            except OSError:
                return False

        office.until(ready, "the desk to be ready")
        office.world.shortcut(MARA, "new_inquiry")
        office.submit(MARA, topic="Embezzlement at the shelter", journalists="Wren Castellane", deadline="ASAP")
        office.card("Embezzlement")
        assert "pressdesk_connected 1" in get(f"{address}/metrics")[1]
        assert office.leave() == 0
        said.close()
    written = (tmp_path / "log").read_text()
    objects = [json.loads(line) for line in written.splitlines()]
    assert objects and all({"at", "level", "logger", "message"} <= one.keys() for one in objects)
    assert not re.search(r"xox[bp]-|xapp-|Embezzlement|Wren", written)


def record(message: str, *args: object, failure: BaseException | None = None) -> logging.LogRecord:
    told = (type(failure), failure, failure.__traceback__) if failure else None
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, message, args, told)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [logs.Redacted, logs.Structured])
@pytest.mark.parametrize(
    "secret",
    ["xoxb-1-2-abc", "xoxe.xoxp-1-Mi0y", "xapp-1-A0-77-ff", "sk-proj-abcdef123456", "the very signing secret"],
)
def test_a_secret_is_hidden_in_a_line_its_arguments_and_a_traceback(kind: type[logs.Redacted], secret: str) -> None:
    formatter = kind(["the very signing secret"])
    try:
        raise RuntimeError(f"refused with {secret}")
    except RuntimeError as failure:
        said = formatter.format(record(f"used {secret} and %s", {"token": secret}, failure=failure))
    assert secret not in said and said.count(logs.HIDDEN) >= 3 and "RuntimeError" in said


@pytest.fixture
def loggers() -> Iterator[None]:
    """Puts every logger back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    before = {name: logging.getLogger(name).level for name in (*logs.CHATTY, *logs.WORDY)}
    yield
    root.handlers, root.level = handlers, level
    for name, kept in before.items():
        logging.getLogger(name).setLevel(kept)


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_asking_a_model_leaves_no_address_key_or_word_in_the_log(
    slack: SlackDesk, loggers: None, capsys: pytest.CaptureFixture[str], level: str
) -> None:
    with ModelServer() as server:
        server.otherwise = lambda request: fake.broken()
        settings = Settings(
            _env_file=None, llm_base_url=server.url, llm_api_key=SecretStr("quiet-key-of-ours"), llm_model="small",
            log_level=level,
        )  # fmt: skip
        logs.start(settings)
        model = llm.from_settings(settings, database=slack.database, clock=slack.clock)
        with pytest.raises(ModelFailed):
            model.ask(fill(load("inquiry_extraction"), text="Embezzlement at the shelter"), shape=Fact, seconds=5)
        logging.getLogger("bot").info("The end.")
        assert server.history
    said = capsys.readouterr().err
    assert "The end." in said
    assert not re.search("quiet-key|/chat/completions|127.0.0.1|Embezzlement", said)


@pytest.mark.parametrize("name", ["httpx", "httpx2", "httpcore.http11", "httpcore2.connection", "openai"])
def test_no_http_client_announces_the_addresses_it_asks(loggers: None, capsys: pytest.CaptureFixture[str], name: str) -> None:
    logging.getLogger(name.split(".")[0]).setLevel(logging.NOTSET)
    logs.start(Settings(_env_file=None, log_level="INFO"))
    logging.getLogger(name).info("HTTP Request: POST https://model.example/v1")
    logging.getLogger(name).warning("It was refused.")
    said = capsys.readouterr().err
    assert "refused" in said and "model.example" not in said


def test_passwords_in_the_settings_addresses_are_secrets() -> None:
    settings = Settings(
        _env_file=None, database_url="postgresql+psycopg://desk:hunter22@db.example/desk",
        smtp_url=SecretStr("smtps://desk%40example.org:corre%20ct@mail.example"), slack_signing_secret=SecretStr("0123abcd"),
    )  # fmt: skip
    formatter = logs.Redacted(logs.secrets_of(settings))
    said = formatter.format(record("hunter22, corre ct, 0123abcd and postgresql://other:words@db.example/x"))
    assert not re.search("hunter22|corre ct|0123abcd|words", said)


def test_what_a_database_refuses_is_logged_without_its_words(slack: SlackDesk) -> None:
    log(slack)
    try:
        with slack.database.write() as session:
            kept = session.get_one(Inquiry, 1).model_dump() | {"id": 2, "topic": "Embezzlement at the shelter"}
            session.add(Inquiry(**kept))
    except SQLAlchemyError as failure:
        said = logs.Redacted().format(record("It failed.", failure=failure))
        assert "Error" in said and "Embezzlement" not in said and "Wren" not in said
    else:
        pytest.fail("two inquiries with one number")


def test_a_log_keeps_its_own_words() -> None:
    said = logs.Redacted().format(record("Job %s (%s) failed, attempt %s.", 12, "card", 3))
    assert said.endswith("ERROR bot: Job 12 (card) failed, attempt 3.")
