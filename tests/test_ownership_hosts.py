"""An SQLite file belongs to one machine, and what a database refuses is told in plain words."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from bot import app, doctor
from bot.db import Database
from bot.errors import Conflict, DeskError
from bot.ownership import hosts, troubles
from bot.ownership.hosts import Beat, Claim
from bot.settings import Settings

ROOT = Path(__file__).parents[1]


def other(beat: str = "1", machine: str = "other") -> Beat:
    return Beat(machine, "attic", 41, beat)


def leave(file: Path, beat: Beat) -> None:
    file.write_text(json.dumps(asdict(beat)))


def claim(file: Path, *, pause: Callable[[float], None] = lambda _: None, lost: Callable[[], None] = lambda: None) -> Claim:
    return Claim(file, machine="ours", pause=pause, lost=lost)


def test_a_second_machine_is_refused_with_the_reason_while_the_first_is_at_work(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite.host"
    leave(file, other("1"))
    with pytest.raises(Conflict, match=r"attic \(process 41\).*can't be shared between machines.*python -m bot move"):
        claim(file, pause=lambda _: leave(file, other("2"))).take()
    assert hosts.read(file) == other("2")


def test_a_machine_that_stopped_without_a_word_is_taken_over(tmp_path: Path) -> None:
    file, waited = tmp_path / "desk.sqlite.host", list[float]()
    leave(file, other())
    claim(file, pause=waited.append).take()
    found = hosts.read(file)
    assert found is not None and (found.machine, found.pid) == ("ours", os.getpid())
    assert 2 * hosts.BEAT_SECONDS < sum(waited) < 30


def test_a_machine_that_stops_properly_meanwhile_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite.host"
    leave(file, other())
    claim(file, pause=lambda _: file.unlink(missing_ok=True)).take()
    assert hosts.read(file) is not None


@pytest.mark.parametrize("content", ["", "{}", "no json", '{"machine": 1}', "[]"])
def test_a_beat_that_can_not_be_read_keeps_nobody_out(tmp_path: Path, content: str) -> None:
    file = tmp_path / "desk.sqlite.host"
    file.write_text(content)
    claim(file).take()


def test_more_processes_of_one_machine_share_the_file_without_waiting(tmp_path: Path) -> None:
    def never(_seconds: float) -> None:
        raise AssertionError("it waited")

    file = tmp_path / "desk.sqlite.host"
    leave(file, Beat("ours", "desk", 1, "1"))
    first, second = claim(file, pause=never), claim(file, pause=never)
    first.take(), second.take()
    first.release()
    second.look()
    found = hosts.read(file)
    assert found is not None and found.machine == "ours"


def test_whoever_is_taken_over_stops(tmp_path: Path) -> None:
    file, stopped = tmp_path / "desk.sqlite.host", list[str]()
    ours = claim(file, lost=lambda: stopped.append("stopped"))
    ours.take()
    ours.look()
    assert not stopped
    leave(file, other())
    ours.look()
    assert stopped == ["stopped"] and hosts.read(file) == other()
    ours.release()
    assert hosts.read(file) == other()


def test_a_start_on_another_machines_file_is_one_red_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "desk.sqlite"
    leave(hosts.beside(file), other("1"))
    beats = iter(range(2, 99))
    monkeypatch.setattr(Claim, "_moves", lambda self, first: leave(self.file, other(str(next(beats)))) is None)
    with pytest.raises(DeskError, match="attic"):
        app.open_desk(Settings(database_url=f"sqlite:///{file}"))
    assert not file.exists(), "the file is not touched, not even to look"


def test_a_process_leaves_no_beat_behind_when_it_ends(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    told = (
        "from pathlib import Path; from bot import app; from bot.settings import Settings; from bot.ownership import hosts;"
        f"app.open_desk(Settings(_env_file=None, database_url='sqlite:///{file}'));"
        f"print(hosts.read(hosts.beside(Path('{file}'))).pid)"
    )
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().isdecimal()
    assert file.exists() and not hosts.beside(file).exists()


def test_any_number_of_machines_share_a_postgresql(postgres: Any) -> None:
    database = Database(postgres.empty())
    assert hosts.claim(database) is None
    database.close()


# -- what a database refuses --------------------------------------------------------------------------------------------


@pytest.fixture
def pragma(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has every new SQLite connection run a PRAGMA, which is how SQLite itself is brought to refuse things."""
    added: list[Any] = []

    def run(words: str) -> None:
        def prepare(connection: Any, _record: Any) -> None:
            if isinstance(connection, sqlite3.Connection):
                connection.execute(f"PRAGMA {words}")

        event.listen(Engine, "connect", prepare)
        added.append(prepare)

    yield run
    for one in added:
        event.remove(Engine, "connect", one)


def sqlite(tmp_path: Path, migrated: Path) -> Settings:
    file = tmp_path / "desk.sqlite"
    file.write_bytes(migrated.read_bytes())
    return Settings(database_url=f"sqlite:///{file}")


def findings(settings: Settings) -> dict[str, str]:
    return {one.what: one.says for one in doctor.examine(settings) if one.wrong}


def test_a_database_that_can_only_be_read_is_told_at_start_and_by_the_doctor(
    tmp_path: Path, migrated_file: Path, pragma: Callable[[str], None]
) -> None:
    settings = sqlite(tmp_path, migrated_file)
    pragma("query_only=ON")
    with pytest.raises(DeskError, match="can only be read"):
        app.open_desk(settings)
    assert "can only be read" in findings(settings)["Database"]


def test_a_full_disk_is_told_at_start(tmp_path: Path, pragma: Callable[[str], None]) -> None:
    pragma("max_page_count=8")
    with pytest.raises(DeskError, match="disk is full"):
        app.open_desk(Settings(database_url=f"sqlite:///{tmp_path / 'desk.sqlite'}"))


def test_the_doctor_tells_of_a_disk_that_is_nearly_full(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = sqlite(tmp_path, migrated_file)
    assert "Disk" not in findings(settings)
    monkeypatch.setattr(troubles, "LEAST_SPACE", 2**62)
    assert "hardly any room" in findings(settings)["Disk"]


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_text("Dear diary, " * 1_000)
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'desk.sqlite'}")
    with pytest.raises(DeskError, match="no SQLite database"):
        app.open_desk(settings)
    assert "no SQLite database" in findings(settings)["Database"]


def test_a_postgresql_that_can_only_be_read_is_told(postgres: Any) -> None:
    url = postgres.migrated()
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text(f'alter database "{database.url.database}" set default_transaction_read_only = on'))
    database.close()
    settings = Settings(database_url=url)
    with pytest.raises(DeskError, match="can only be read"):
        app.open_desk(settings)
    assert "can only be read" in findings(settings)["Database"]
    postgres.drop(url)


def test_a_database_that_does_not_answer_is_told_at_start() -> None:
    with pytest.raises(DeskError, match="can't be reached"):
        app.open_desk(Settings(database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing"))


def test_no_room_for_a_file_is_a_plain_sentence() -> None:
    with pytest.raises(DeskError, match="disk is full"), troubles.told_plainly():
        raise OSError(28, "No space left on device", "desk.tar.gz")
    with pytest.raises(KeyError), troubles.told_plainly():
        raise KeyError("something else")
