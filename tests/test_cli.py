"""The command line answers quickly, in plain words, and never with a traceback where a person can act."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot import cli
from bot.db import Database
from bot.sandbox import cast, control
from bot.sandbox.server import Server

ROOT = Path(__file__).parents[1]
COMMANDS = ("run", "web", "worker", "demo", "migrate", "doctor", "models", "manifest", "extract", "bench-deadlines", "audit")
SLOW = ("sqlalchemy", "sqlmodel", "pydantic", "slack_bolt", "slack_sdk", "openai", "alembic", "apscheduler", "bot.app")

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs `python -m bot` with these words, in a folder of its own: (exit code, printed, complained)."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["python -m bot", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def test_help_names_every_command(say: Say) -> None:
    code, printed, _ = say("--help")
    assert code == 0
    assert all(f" {command} " in printed for command in COMMANDS)


@pytest.mark.parametrize("command", [*COMMANDS, "audit verify"])
def test_every_command_explains_itself(say: Say, command: str) -> None:
    code, printed, _ = say(*command.split(), "--help")
    assert code == 0
    assert len(printed.split()) > 12


def test_help_does_not_wait_for_the_desk_to_be_imported() -> None:
    told = f"import sys, bot.cli; print([name for name in {SLOW!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_error_is_one_plain_line_and_no_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/nothing"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("The database can't be reached")
    assert len(done.stderr.splitlines()) == 1


def test_wrong_settings_are_all_told(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "none")
    monkeypatch.setenv("TIME_ZONE", "here")
    code, _, complained = say("migrate")
    assert code == 1
    assert "WORKERS" in complained and "TIME_ZONE" in complained


def test_migrate_makes_the_database_in_its_folder_and_can_be_said_twice(say: Say, tmp_path: Path) -> None:
    for _ in range(2):
        code, printed, _ = say("migrate")
        assert code == 0
        assert "up to date" in printed
    assert (tmp_path / "var" / "pressdesk.sqlite").exists()


def test_audit_verify_says_how_many_and_the_last_hash(say: Say) -> None:
    say("migrate")
    code, printed, _ = say("audit", "verify")
    assert code == 0
    assert "0 entries" in printed and "0" * 64 in printed


def test_audit_verify_tells_of_a_broken_record(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    say("migrate")
    broken = Database(f"sqlite:///{tmp_path / 'var' / 'pressdesk.sqlite'}")
    with broken.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into auditentry (at, actor, action, object, details, previous, hash) "
            "values ('2026-11-23 16:40:00', 'nobody', 'inquiry.log', 'inquiry:1', '{}', 'made', 'up')"
        )
    broken.close()
    code, _, complained = say("audit", "verify")
    assert code == 1
    assert "broken at entry 1" in complained


def test_audit_verify_before_the_first_start(say: Say) -> None:
    code, _, complained = say("audit", "verify")
    assert code == 1
    assert "python -m bot migrate" in complained


def test_doctor_ends_with_1_where_something_is_missing(say: Say) -> None:
    code, printed, _ = say("doctor")
    assert code == 1
    assert "✗ Bot token" in printed and "✓ Time zone" in printed


def test_manifest_is_json_that_slack_takes(say: Say) -> None:
    code, printed, _ = say("manifest")
    assert code == 0
    assert json.loads(printed)["settings"]["socket_mode_enabled"] is True


def test_manifest_follows_the_settings(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_COMMAND", "/media")
    monkeypatch.setenv("INTAKE_CHANNEL", "C0INTAKE")
    _, printed, _ = say("manifest", "--url", "https://desk.example.org")
    made = json.loads(printed)
    assert made["features"]["slash_commands"][0]["command"] == "/media"
    assert "channels:history" in made["oauth_config"]["scopes"]["bot"]
    assert made["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize(
    ("command", "named"), [("run", "SLACK_APP_TOKEN"), ("web", "SLACK_SIGNING_SECRET"), ("worker", "TOKEN")]
)
def test_without_tokens_it_does_not_start_and_says_which(say: Say, command: str, named: str) -> None:
    code, _, complained = say(command)
    assert code == 1
    assert named in complained


def test_extract_prints_one_object_a_line(say: Say, tmp_path: Path) -> None:
    texts = [
        {
            "id": name,
            "text": "Hello, I'm Robin Ames from the Fenland Echo. Could you comment on the ferry by 5pm today?\nRobin",
            "received_at": "2026-11-23T10:00:00+00:00",
            "org_tz": "Europe/London",
        }
        for name in ("a", "b")
    ]
    file = tmp_path / "texts.json"
    file.write_text(json.dumps(texts))
    code, printed, _ = say("extract", str(file))
    assert code == 0
    found = [json.loads(line) for line in printed.splitlines()]
    assert [one["id"] for one in found] == ["a", "b"]
    assert {"is_inquiry", "journalists", "outlet", "questions", "deadline", "terms", "sensitivity"} <= found[0].keys()


@pytest.mark.parametrize("content", ["{}", "not json", '[{"id": 1}]'])
def test_extract_says_what_a_file_should_hold(say: Say, tmp_path: Path, content: str) -> None:
    file = tmp_path / "texts.json"
    file.write_text(content)
    code, _, complained = say("extract", str(file))
    assert code == 1
    assert "received_at" in complained


def test_bench_deadlines_prints_one_object_a_file(say: Say, tmp_path: Path) -> None:
    at = {"ref": "2026-11-23T10:00:00+00:00", "org_tz": "Europe/London"}
    window = {"lo": "2026-11-23T17:00:00+00:00", "hi": "2026-11-23T17:00:00+00:00"}
    cases = [
        at | {"id": "1", "sentence": "We need your answer by 5pm today."} | window,
        at | {"id": "2", "sentence": "Thank you for the photographs."} | {"lo": None, "hi": None},
    ]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases))
    code, printed, _ = say("bench-deadlines", str(file), str(file), "--json")
    assert code == 0
    first, second = (json.loads(line) for line in printed.splitlines())
    assert first["file"] == second["file"] == "cases.json"
    assert {"cases", "in_window", "late", "false", "none_cases", "p95_ms", "max_ms"} <= first.keys()


def test_a_file_that_is_not_there_is_a_usage_error(say: Say) -> None:
    assert say("extract", "nothing.json")[0] == 2


@pytest.fixture
def desk_over_http(sandbox: Server, tmp_path: Path) -> Iterator[str]:
    """`python -m bot web`, running; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "SLACK_BOT_TOKEN": cast.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": cast.SIGNING_SECRET,
        "SLACK_API_BASE_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite'}",
    }
    command = [sys.executable, "-m", "bot", "web", "--host", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/slack/events"
    try:
        until = time.monotonic() + 30
        while not sandbox.world.http.verify(address):
            assert running.poll() is None and time.monotonic() < until, "it did not start"
            with suppress(subprocess.TimeoutExpired):
                running.wait(timeout=0.05)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=30)


def test_over_http_the_desk_answers_slack_and_nobody_else(desk_over_http: str, sandbox: Server) -> None:
    control.run(sandbox.world, {"op": "events_url", "url": desk_over_http, "verify": True})
    assert sandbox.world.command("U0MARA", "C0DESK", "/press", "help").ok
    forged = urllib.request.Request(desk_over_http, data=b"command=%2Fpress&text=help")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(forged, timeout=10)
    assert refused.value.code == 401
