"""The restore drill: a desk filled through the front door is backed up, lost and made again, and nothing is missing."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import col, select

from bot import audit, inquiries, migrations
from bot.authority import Actor
from bot.db import Database
from bot.errors import Conflict, DeskError
from bot.models import (
    AlertPlace,
    ArticleKey,
    Feed,
    FeedBody,
    Heartbeat,
    Inquiry,
    Member,
    Role,
    Story,
    StoryPair,
    Team,
)
from bot.ownership import archives, rows, workspaces
from bot.ownership.backups import backup
from bot.ownership.moving import move
from bot.ownership.reposting import repost
from bot.ownership.restoring import restore
from bot.ownership.snapshots import snapshot
from bot.ownership.workspaces import Workspace
from bot.sandbox import cast
from bot.sandbox.server import Server
from bot.sandbox.states import State
from bot.sandbox.webapi import users
from bot.teams import Profile
from tests import covered
from tests.clocks import Clock
from tests.flows import ask, cards, change, log, request_to, sent
from tests.postgres import Postgres
from tests.slack_desk import DESK, DINAH, GUS, MARA, PRIYA, TEAM, TOBI, SlackDesk

Empty = Callable[[str], Database]
KINDS = ("sqlite", "postgres")
CROSSING = pytest.mark.parametrize(("database", "kind"), [KINDS, KINDS[::-1]], indirect=["database"])
FOREIGN = "=HYPERLINK(\"x\") <b>Ünïcode</b> \u202e 🗞️ 'quoted' \\ and\nlines"


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Makes empty databases, without any table, of the kind asked for."""
    made: list[tuple[Database, str | None]] = []

    def make(kind: str) -> Database:
        if kind == "sqlite":
            made.append((Database(f"sqlite:///{tmp_path / f'empty-{len(made)}.sqlite'}"), None))
        else:
            url = request.getfixturevalue("postgres").empty()
            made.append((Database(url), url))
        return made[-1][0]

    yield make
    for database, url in made:
        database.close()
        if url is not None:
            server: Postgres = request.getfixturevalue("postgres")
            server.drop(url)


def fill(slack: SlackDesk) -> None:
    """A desk in the middle of its day: answered, restricted, waiting for approval, changed, with a note in odd letters."""
    log(slack, topic="Night shelter numbers", questions="How many beds?\nSince when?")
    sent(slack, "The shelter has 40 beds.")
    log(slack, topic=FOREIGN[:200].replace("\n", " "), outlet="Zzyzx Röad Courier")
    ask(slack, text=FOREIGN, number=2)
    log(slack, user=MARA, topic="Trustee letter", restricted=["yes"], named=[DINAH])
    log(slack, topic="Ferry subsidy")
    change(slack, TOBI, 4, owner=MARA, note=FOREIGN)
    cover(slack)


def cover(slack: SlackDesk) -> None:
    """What a desk that follows its coverage has besides: copies, stories that went into others, and what people said of them."""
    at = slack.clock()
    channel = covered.channel(slack, at)
    first = covered.clip(slack, "Night shelter opens", at, text=FOREIGN)
    copy = covered.clip(slack, "A shelter opens", at, copy_of=first)
    older, newer = covered.story(slack, "Older", at), covered.story(slack, "Newer", at)
    covered.put(slack, Story, older, merged_into_id=newer)
    covered.add(slack, AlertPlace(story_id=newer, channel_id=channel, day=at.date(), at=at))
    covered.add(
        slack,
        Feed(team_id=TEAM, url="https://gazette.example/feed", next_poll_at=at, added_by=f"slack:{TEAM}:{MARA}", added_at=at),
    )
    with slack.database.write() as session:
        session.add(FeedBody(feed_id=1, sha256="0" * 64, body=bytes(range(256)), fetched_at=at))
        session.add(ArticleKey(team_id=TEAM, key="k", article_id=covered.article_of(slack, first), at=at))
        session.add(StoryPair(
            team_id=TEAM, one_id=covered.article_of(slack, first), other_id=covered.article_of(slack, copy), together=True,
            by=f"slack:{TEAM}:{MARA}", at=at,
        ))  # fmt: skip


def content(database: Database) -> dict[str, list[rows.Row]]:
    """Every row of every table, as plain values."""
    with database.engine.connect() as connection:
        return {table.name: list(rows.read(connection, table)) for table in rows.tables(connection)}


def chain(database: Database) -> audit.Verification:
    with database.read() as session:
        return audit.verify(session)


def backed_up(slack: SlackDesk, tmp_path: Path) -> Path:
    file = tmp_path / "desk.tar.gz"
    backup(slack.database, file, at=slack.clock())
    return file


@CROSSING
def test_a_backup_restored_into_an_empty_place_is_the_same_desk(
    slack: SlackDesk, sandbox: Server, empty: Empty, tmp_path: Path, kind: str
) -> None:
    fill(slack)
    before = content(slack.database)
    manifest_of = backup(slack.database, tmp_path / "desk.tar.gz", at=slack.clock())
    target = empty(kind)
    restore(target, tmp_path / "desk.tar.gz", at=slack.clock())
    after = content(target)
    entry = after["auditentry"].pop()
    assert after == before
    assert {name: len(found) for name, found in before.items()} == {n: one.rows for n, one in manifest_of.tables.items()}
    assert entry["action"] == "desk.restored" and entry["details"]["head"] == before["auditentry"][-1]["hash"]
    assert chain(target).broken_at is None and chain(target).entries == len(before["auditentry"]) + 1
    assert not migrations.pending(target)
    works_on(target, slack, sandbox)


def works_on(database: Database, slack: SlackDesk, sandbox: Server) -> None:
    """The next inquiry gets a fresh id and number, and the record still refuses to be changed."""
    again = SlackDesk(slack.world, sandbox, database, slack.clock)
    row = log(again, topic="Library hours")
    assert row.number == 5
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text("update auditentry set actor = 'somebody'"))
    again.close()


@CROSSING
def test_a_desk_moves_into_another_database_and_the_old_one_stays_as_it_is(
    slack: SlackDesk, sandbox: Server, empty: Empty, kind: str
) -> None:
    fill(slack)
    before, target = content(slack.database), empty(kind)
    moved = move(slack.database, target, at=slack.clock())
    after = content(target)
    assert after["auditentry"].pop()["action"] == "desk.restored"
    assert after == before == content(slack.database)
    assert moved.audit.last_hash == chain(slack.database).last_hash
    works_on(target, slack, sandbox)


def test_a_desk_at_work_is_neither_moved_nor_replaced(slack: SlackDesk, empty: Empty, tmp_path: Path) -> None:
    log(slack)
    file = backed_up(slack, tmp_path)
    with slack.database.write() as session:
        session.add(Heartbeat(process="desk:7", started_at=slack.clock(), ticked_at=slack.clock()))
    slack.clock.advance(seconds=30)
    with pytest.raises(Conflict, match="desk:7"):
        move(slack.database, empty("sqlite"), at=slack.clock())
    with pytest.raises(Conflict, match="desk:7"):
        restore(slack.database, file, at=slack.clock(), replace=True)
    slack.clock.advance(minutes=1)
    restore(slack.database, file, at=slack.clock(), replace=True)


def test_what_a_database_holds_is_replaced_only_when_asked_for(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack, topic="Before")
    file, before = backed_up(slack, tmp_path), content(slack.database)
    log(slack, topic="After")
    later = content(slack.database)
    with pytest.raises(Conflict, match="not empty"):
        restore(slack.database, file, at=slack.clock())
    assert content(slack.database) == later
    restore(slack.database, file, at=slack.clock(), replace=True)
    after = content(slack.database)
    after["auditentry"].pop()
    assert after == before


def test_tables_of_somebody_else_in_the_same_database_stay(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack)
    with slack.database.engine.begin() as connection:
        connection.exec_driver_sql("create table neighbours (id integer primary key)")
        connection.exec_driver_sql("insert into neighbours values (7)")
    file = backed_up(slack, tmp_path)
    restore(slack.database, file, at=slack.clock(), replace=True)
    with slack.database.read() as session:
        assert session.exec(select(Inquiry)).one() and session.execute(text("select id from neighbours")).scalar_one() == 7
    with archives.opened(file) as kept:
        assert "neighbours" not in kept.manifest.tables


def test_a_backup_is_of_one_moment_while_the_desk_goes_on(slack: SlackDesk, tmp_path: Path) -> None:
    log(slack, topic="Before")
    with snapshot(slack.database) as connection:
        log(slack, topic="Meanwhile")
        seen = [
            row["topic"] for table in rows.tables(connection) if table.name == "inquiry" for row in rows.read(connection, table)
        ]
    assert seen == ["Before"]
    with slack.database.read() as session:
        assert set(session.exec(select(Inquiry.topic))) == {"Before", "Meanwhile"}


def test_a_backup_overwrites_nothing_and_only_its_owner_reads_it(slack: SlackDesk, tmp_path: Path) -> None:
    file = backed_up(slack, tmp_path)
    written = file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(DeskError, match="overwrites nothing"):
        backup(slack.database, file, at=slack.clock())
    with pytest.raises(DeskError, match="no folder"):
        backup(slack.database, tmp_path / "nowhere" / "desk.tar.gz", at=slack.clock())
    assert file.read_bytes() == written
    assert not [one for one in tmp_path.iterdir() if one.name.startswith((".snapshot", ".archive"))]


def test_a_database_that_never_held_a_desk_is_not_backed_up(bare_database: Database, tmp_path: Path) -> None:
    bare_database.ready()
    with pytest.raises(DeskError, match="no desk"):
        backup(bare_database, tmp_path / "desk.tar.gz", at=Clock()())
    assert not (tmp_path / "desk.tar.gz").exists()


def repacked(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with its members changed; None leaves one out."""
    changed = file.with_name("changed.tar.gz")
    with tarfile.open(file) as old, tarfile.open(changed, "w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    return changed


def manifest_with(**changed: Any) -> Callable[[str, bytes], bytes]:
    return lambda name, old: json.dumps(json.loads(old) | changed).encode() if name == "manifest.json" else old


def tables_file(name: str) -> str:
    return f"tables/{name}.jsonl"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda name, old: old.replace(b"Night", b"Light") if name == tables_file("inquiry") else old, "inquiry"),
        (lambda name, old: None if name == tables_file("question") else old, "question"),
        (lambda name, old: None if name == "manifest.json" else old, "manifest"),
        (manifest_with(format=99), "format 99"),
        (manifest_with(revision="9999"), "newer"),
        (manifest_with(audit={"entries": 1, "last_hash": "0" * 64}), "record of who did what"),
    ],
)
def test_a_backup_that_is_not_what_it_says_is_refused_and_nothing_changes(
    slack: SlackDesk, empty: Empty, tmp_path: Path, damage: Any, said: str
) -> None:
    log(slack)
    file = repacked(backed_up(slack, tmp_path), damage)
    target = empty("sqlite")
    with pytest.raises(DeskError, match=said):
        restore(target, file, at=slack.clock())
    with target.engine.connect() as connection:
        assert not rows.tables(connection)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_that_is_cut_off_or_no_backup_at_all_is_refused(slack: SlackDesk, empty: Empty, tmp_path: Path) -> None:
    log(slack)
    whole = backed_up(slack, tmp_path).read_bytes()
    for number, content in enumerate((b"", b"PK\x03\x04", whole[: len(whole) // 2], whole[:-40], gzip.compress(b"no tar"))):
        file = tmp_path / f"broken-{number}"
        file.write_bytes(content)
        with pytest.raises(DeskError):
            restore(empty("sqlite"), file, at=slack.clock())


def test_a_row_the_new_database_does_not_take_leaves_nothing_half_done(slack: SlackDesk, empty: Empty, tmp_path: Path) -> None:
    log(slack, questions="How many beds?")
    file = backed_up(slack, tmp_path)
    with archives.opened(file) as kept:
        twice = b"".join(rows.line(row) for row in kept.rows("question")) * 2
        said = kept.manifest.model_dump(mode="json")
    said["tables"]["question"] |= {"rows": 2, "sha256": hashlib.sha256(twice).hexdigest()}
    changed = {tables_file("question"): twice, "manifest.json": json.dumps(said).encode()}
    target = empty("sqlite" if slack.database.is_sqlite else "postgres")
    with pytest.raises(DeskError, match="row of question"):
        restore(target, repacked(file, lambda name, old: changed.get(name, old)), at=slack.clock())
    with target.engine.connect() as connection:
        assert not rows.tables(connection)


def test_references_in_a_circle_and_to_later_rows_are_restored(slack: SlackDesk, empty: Empty, tmp_path: Path) -> None:
    log(slack), log(slack)
    with slack.database.write() as session:
        first, second = session.exec(select(Inquiry).order_by(col(Inquiry.id)))
        first.parent_id, second.duplicate_of_id = second.id, first.id
        session.add_all([first, second])
    file = backed_up(slack, tmp_path)
    for kind in KINDS:
        target = empty(kind)
        restore(target, file, at=slack.clock())
        assert content(target)["inquiry"] == content(slack.database)["inquiry"]
        with pytest.raises(IntegrityError), target.write() as session:
            session.execute(text("update inquiry set parent_id = 99"))


LATER = """
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

def upgrade() -> None:
    with op.batch_alter_table("team") as team:
        team.add_column(sa.Column("motto", sa.String(), nullable=False, server_default="none yet"))
"""


def test_an_earlier_desk_is_backed_up_and_restored_by_a_later_version(
    slack: SlackDesk, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an upgrade rests on: a backup from before it, whichever version made the file, comes back upgraded."""
    fill(slack)
    before = content(slack.database)
    backup(slack.database, tmp_path / "by-the-earlier.tar.gz", at=slack.clock())
    later = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "versions" / "0002_later.py").write_text(LATER)
    monkeypatch.setattr(migrations, "FOLDER", later)
    backup(slack.database, tmp_path / "by-the-later.tar.gz", at=slack.clock())
    for name in ("by-the-earlier.tar.gz", "by-the-later.tar.gz"):
        target = empty("sqlite" if slack.database.is_sqlite else "postgres")
        assert restore(target, tmp_path / name, at=slack.clock()).revision == "0001"
        assert migrations.current(target) == "0002" and chain(target).broken_at is None
        after = content(target)
        assert [team.pop("motto") for team in after["team"]] == ["none yet"]
        assert after["auditentry"].pop() and after == before


# -- another workspace --------------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(slack: SlackDesk, sandbox: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Turns the stand-in into another workspace: other ids, the same people, but for Tobi, who is not there."""

    def turn() -> None:
        slack.close()
        monkeypatch.setitem(cast.TEAM, "id", "T9FENLAND")
        state = State()
        for old in (MARA, DINAH, PRIYA, GUS):
            state.people[new_id(old)] = state.people.pop(old) | {"id": new_id(old)}
        del state.people[TOBI]
        for channel in state.channels.values():
            channel["members"] = [
                new_id(one) if one in (MARA, DINAH, PRIYA, GUS) else one for one in channel["members"] if one != TOBI
            ]
        sandbox.world.reset(state=state)

    return turn


def new_id(user: str) -> str:
    return user.replace("U0", "U9")


@CROSSING
def test_the_drill_into_another_workspace(
    slack: SlackDesk, sandbox: Server, empty: Empty, elsewhere: Callable[[], None], tmp_path: Path, kind: str
) -> None:
    fill(slack)
    file, before = backed_up(slack, tmp_path), content(slack.database)
    elsewhere()
    target = empty(kind)
    newcomers = workspaces.from_settings(slack.settings, file, None)
    restore(target, file, at=slack.clock(), newcomers=newcomers)
    after = content(target)
    assert newcomers.names_only == ("Tobi Fenwick",) and not after["posting"]
    assert not after["alertplace"], "a message of an alert is not in the new workspace"
    (channel,) = after["coveragechannel"]
    assert channel["previewed_at"] is None and not channel["takes_links"], "nothing is sent to a channel of the old one"
    for table in ("article", "articlekey", "story", "storypair", "clip", "feed", "coveragechannel"):
        assert {row["team_id"] for row in after[table]} == {"T9FENLAND"}, table
    assert {row["by"] for row in after["storypair"]} == {"slack:T9FENLAND:U9MARA"}
    for name in before.keys() - {"posting", "lane", "job", "auditentry", "alertplace"}:
        assert len(after[name]) == len(before[name]), name
    assert after["auditentry"][:-1] == before["auditentry"] and chain(target).broken_at is None

    again = SlackDesk(slack.world, sandbox, target, slack.clock)
    with target.read() as session:
        people = {one.name: one for one in session.exec(select(Member))}
        assert session.exec(select(Team)).one().id == "T9FENLAND"
    assert people["Mara Quill"].id == "slack:T9FENLAND:U9MARA" and people["Mara Quill"].role == Role.ADMIN
    assert people["Dinah Osei"].approves is not None and people["Dinah Osei"].user_id == "U9DINAH"
    assert (people["Tobi Fenwick"].role, people["Tobi Fenwick"].outsider, people["Tobi Fenwick"].email) == (
        Role.NONE,
        True,
        None,
    )

    repost(again.desk, closed_too=True)
    again.settle()
    mara, dinah = new_id(MARA), new_id(DINAH)
    assert [len(cards(again, mara, number)) for number in (1, 2, 4)] == [1, 1, 1] and not cards(again, mara, 3)
    assert len(cards(again, mara, 3, again.dm(mara))) == 1 and len(cards(again, dinah, 3, again.dm(dinah))) == 1
    again.click(dinah, "approval_approve", message=request_to(again, dinah))
    with target.read() as session:
        assert session.exec(select(Inquiry).where(Inquiry.number == 2)).one().status == "approved"
        assert audit.verify(session).broken_at is None
    again.close()


def test_undo_in_the_new_workspace_goes_back_to_people_who_are_there(
    slack: SlackDesk, sandbox: Server, empty: Empty, elsewhere: Callable[[], None], tmp_path: Path
) -> None:
    log(slack)
    change(slack, MARA, 1, owner=MARA)
    change(slack, MARA, 1, owner=DINAH)
    file = backed_up(slack, tmp_path)
    elsewhere()
    target = empty("sqlite")
    restore(target, file, at=slack.clock(), newcomers=workspaces.from_settings(slack.settings, file, None))
    again = SlackDesk(slack.world, sandbox, target, slack.clock)
    inquiries.undo(again.desk, actor=again_actor(target, new_id(MARA)), inquiry_id=1)
    with target.read() as session:
        assert session.get_one(Inquiry, 1).owner_id == "slack:T9FENLAND:U9MARA"
    again.close()


def again_actor(database: Database, user: str) -> Actor:
    with database.read() as session:
        return Actor.of(session.get_one(Member, f"slack:T9FENLAND:{user}"))


def person(user: str, mail: str | None = None, **flags: Any) -> Profile:
    return Profile(team_id="T9", user_id=user, name=user, email=mail, **flags)


def member(user: str, mail: str | None = None, *, outsider: bool = False) -> rows.Row:
    return {"id": f"slack:T1:{user}", "user_id": user, "name": user, "email": mail, "outsider": outsider}


def matched(members: list[rows.Row], people: list[Profile], told: dict[str, str] | None = None) -> dict[str, str]:
    there = Workspace("T9", "Fenland", "U9BOT", tuple(people))
    found = workspaces.match([{"id": "T1"}], members, there, told=told or {})
    return {old.rsplit(":", 1)[-1]: new.user_id for old, new in found.matched.items()}


def test_people_are_matched_by_address_whatever_its_case_and_never_by_guess() -> None:
    assert matched([member("A", "Ann@desk.example")], [person("X", "ann@DESK.example")]) == {"A": "X"}
    assert matched([member("A", None)], [person("X", None)]) == {}
    assert matched([member("A", "a@d.example")], [person("X", "a@d.example"), person("Y", "a@d.example")]) == {}
    assert matched([member("A", "a@d.example"), member("B", "a@d.example")], [person("X", "a@d.example")]) == {}
    assert matched([member("A", "a@d.example", outsider=True)], [person("X", "a@d.example")]) == {}


def test_the_list_goes_before_the_addresses() -> None:
    old, new = [member("A", "a@d.example"), member("B")], [person("X", "a@d.example"), person("Y")]
    assert matched(old, new, {"A": "Y"}) == {"A": "Y"}
    assert matched(old, new, {"B": "a@d.example"}) == {"B": "X"}


@pytest.mark.parametrize("told", [{"A": "nobody"}, {"nobody": "X"}, {"A": "X", "B": "X"}])
def test_a_list_that_can_not_be_followed_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(DeskError, match=r"list (speaks|makes)"):
        matched([member("A"), member("B")], [person("X")], told)


def test_an_address_that_slack_has_not_confirmed_gives_nobody_rights(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = users.user_object
    monkeypatch.setattr(users, "user_object", lambda call, one: honest(call, one) | {"is_email_confirmed": one["id"] != MARA})
    mails = {one.user_id: one.email for one in workspaces.ask_slack(slack.house.client).people}
    assert mails[MARA] is None and mails[DINAH] == "dinah@harbourlight.example"


def test_the_same_workspace_is_no_other_one(slack: SlackDesk, tmp_path: Path) -> None:
    file = backed_up(slack, tmp_path)
    with pytest.raises(DeskError, match="without --workspace"):
        workspaces.from_settings(slack.settings, file, None)


# -- reposting ----------------------------------------------------------------------------------------------------------


def test_cards_that_are_gone_are_posted_again_and_those_that_are_up_stay(slack: SlackDesk) -> None:
    fill(slack)
    slack.house.client.chat_delete(channel=DESK, ts=cards(slack, MARA, 4)[0]["ts"])
    assert not cards(slack, MARA, 4)
    repost(slack.desk)
    slack.settle()
    assert [len(cards(slack, MARA, number)) for number in (2, 4)] == [1, 1]
    assert len(cards(slack, MARA, 1)) == 1 and not cards(slack, MARA, 3)
    assert chain(slack.database).broken_at is None
