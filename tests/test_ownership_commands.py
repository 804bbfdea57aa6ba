"""The commands by which people take, keep and move their record, as they are typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import typer
from sqlalchemy import text

from bot import cli
from bot.db import Database
from bot.models import Job
from tests.flows import cards, log, rows
from tests.postgres import Postgres
from tests.slack_desk import MARA, SlackDesk

ROOT = Path(__file__).parents[1]
Say = Callable[..., tuple[int, str, str]]
COMMANDS = ("export", "backup", "restore", "move", "retention", "repost")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs `python -m bot` with these words: (exit code, printed, complained)."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["python -m bot", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


@pytest.fixture
def here(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> SlackDesk:
    """A desk with one inquiry, whose database the commands are told of."""
    log(slack, topic="Night shelter numbers")
    monkeypatch.setenv("DATABASE_URL", slack.database.url.render_as_string(hide_password=False))
    return slack


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(say: Say, command: str) -> None:
    code, printed, _ = say(command, "--help")
    assert code == 0 and len(printed.split()) > 12


def test_backup_export_and_restore_from_the_command_line(
    here: SlackDesk, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, printed, _ = say("backup", "desk.tar.gz")
    assert code == 0 and "The record is whole" in printed
    code, printed, _ = say("export", "out")
    assert code == 0 and "index.html" in printed and (tmp_path / "out" / "index.html").exists()
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.sqlite")
    code, printed, _ = say("restore", "desk.tar.gz")
    assert code == 0 and "The record is whole" in printed
    assert say("audit", "verify")[0] == 0
    code, _, complained = say("restore", "desk.tar.gz")
    assert code == 1 and "--replace" in complained
    assert say("restore", "desk.tar.gz", "--replace", "--yes")[0] == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_replacing_asks_first_and_no_is_no(here: SlackDesk, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    say("backup", "desk.tar.gz")
    log(here, topic="Logged since")

    def refuse(question: str, **_: object) -> bool:
        assert "pressdesk.sqlite" in question
        raise typer.Abort()

    monkeypatch.setattr(typer, "confirm", refuse)
    assert say("restore", "desk.tar.gz", "--replace")[0] == 1
    with here.database.read() as session:
        assert session.execute(text("select count(*) from inquiry")).scalar_one() == 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_desk_grows_onto_postgresql_with_one_command(here: SlackDesk, say: Say, postgres: Postgres) -> None:
    url = postgres.empty()
    code, printed, _ = say("move", "--to", url)
    assert code == 0 and "the same" in printed and "DATABASE_URL" in printed
    grown = Database(url)
    with grown.read() as session:
        assert session.execute(text("select topic from inquiry")).scalar_one() == "Night shelter numbers"
    grown.close()
    code, _, complained = say("move", "--to", url)
    assert code == 1 and "not empty" in complained
    postgres.drop(url)


@pytest.mark.parametrize("address", ["nonsense", "mysql://desk@host/name", "postgresql+psycopg://nobody@127.0.0.1:1/nothing"])
def test_an_address_that_leads_nowhere_is_one_plain_line(say: Say, address: str) -> None:
    say("migrate")
    code, _, complained = say("move", "--to", address)
    assert code == 1 and "database" in complained and len(complained.strip().splitlines()) == 1


def test_the_nightly_backup_of_the_readme_has_a_name_of_its_own_each_night() -> None:
    (named,) = re.findall(r"bot backup /backups/desk-\$\(date \+(\S+)\)", (ROOT / "README.md").read_text())
    nights = [(date(2026, 11, 24) + timedelta(days=night)).strftime(named.replace("\\", "")) for night in range(800)]
    assert len(set(nights)) == len(nights), "a backup overwrites nothing"


def test_retention_tells_and_forgets_only_when_told_to(here: SlackDesk, say: Say) -> None:
    done = len(rows(here, Job))
    code, printed, _ = say("retention", "--keep", "jobs=0", "--keep", "keyed_jobs=never")
    assert code == 0 and "kept for ever" in printed and "Nothing was changed" in printed
    assert len(rows(here, Job)) == done
    code, printed, _ = say("retention", "--keep", "jobs=0", "--apply")
    assert code == 0 and "on record" in printed
    assert len(rows(here, Job)) < done
    assert say("audit", "verify")[0] == 0


def test_ages_come_from_the_settings(here: SlackDesk, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETENTION", "jobs=3, source_text=never")
    _, printed, _ = say("retention")
    assert "kept 3 days" in printed and "kept for ever" in printed
    assert [line.split()[1] for line in printed.splitlines() if "by itself" in line] == ["jobs"]
    monkeypatch.setenv("RETENTION", "everything=3")
    code, _, complained = say("retention")
    assert code == 1 and "source_text" in complained


def test_reposting_is_work_for_the_desk(here: SlackDesk, say: Say) -> None:
    card = cards(here, MARA, 1)[0]
    here.house.client.chat_delete(channel=card["channel"], ts=card["ts"])
    code, printed, _ = say("repost")
    assert code == 0 and "1 message waits" in printed
    here.settle()
    assert len(cards(here, MARA, 1)) == 1


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_another_workspace_needs_its_token(here: SlackDesk, say: Say) -> None:
    say("backup", "desk.tar.gz")
    code, _, complained = say("restore", "desk.tar.gz", "--workspace")
    assert code == 1 and "SLACK_BOT_TOKEN" in complained
    Path("people.csv").write_text("old,new\n")
    code, _, complained = say("restore", "desk.tar.gz", "--people", "people.csv")
    assert code == 1 and "--workspace" in complained


@pytest.mark.parametrize("command", ["backup x.tar.gz", "export out", "retention", "repost"])
def test_before_the_first_start_there_is_nothing_to_take(say: Say, command: str, tmp_path: Path) -> None:
    code, _, complained = say(*command.split())
    assert code == 1 and ("migrate" in complained or "no desk" in complained)
    assert not (tmp_path / "out").exists() and not (tmp_path / "x.tar.gz").exists()
