"""The command line: `python -m bot --help`. What a command needs is imported when it runs, so that help is quick."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import DeskError

if TYPE_CHECKING:
    from rich.progress import TaskID
    from sqlmodel import Session

    from bot.coverage import by_hand
    from bot.db import Database
    from bot.desk import Desk
    from bot.ownership.progress import Told
    from bot.settings import Settings

app = typer.Typer(
    name="python -m bot", help="Pressdesk: a media relations desk that lives in Slack.", no_args_is_help=True,
    add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
audit = typer.Typer(help="The record of who did what.", no_args_is_help=True)
app.add_typer(audit, name="audit")
lines = typer.Typer(help="Lines, facts, quotes and message houses, out into files and in.", no_args_is_help=True)
app.add_typer(lines, name="lines")
coverage = typer.Typer(
    help="Feeds, dates, copies, stories, matches and quotes: files in, JSON lines out.", no_args_is_help=True
)
app.add_typer(coverage, name="coverage")
opml = typer.Typer(help="Lists of feeds, in and out.", no_args_is_help=True)
coverage.add_typer(opml, name="opml")
subject = typer.Typer(help="What is held about one person: handed out, or erased.", no_args_is_help=True)
app.add_typer(subject, name="subject")

Existing = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]


def main() -> None:
    """Runs the command line. What a person can act on is one red line and exit code 1, never a traceback."""
    try:
        app()
    except DeskError as problem:
        _complain(str(problem))
        sys.exit(1)


@app.command()
def run() -> None:
    """Run the desk: Socket Mode, work and schedule in one process."""
    settings = _settings()
    _log(settings)
    from bot.app import run as run_desk

    run_desk(settings)


@app.command()
def web(
    host: Annotated[str, typer.Option(help="Where to listen.")] = "0.0.0.0",
    port: Annotated[int, typer.Option(envvar="PORT")] = 8000,
    threads: Annotated[int, typer.Option(min=1, help="Requests answered at once.")] = 16,
) -> None:
    """Run the desk where Slack reaches it over HTTP, work and schedule included. Needs a signing secret."""
    settings = _settings()
    _log(settings)
    from bot import web as server

    server.serve(settings, host=host, port=port, threads=threads)


@app.command()
def worker() -> None:
    """Do the work and keep the schedule; as many beside each other as you like, on PostgreSQL."""
    settings = _settings()
    _log(settings)
    from bot.app import worker as run_worker

    run_worker(settings)


@app.command()
def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Start the story over.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is.")] = 8700,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data.")] = Path("var/demo"),
) -> None:
    """Open a half-full desk in a local stand-in for Slack: no account, no key."""
    from bot.sandbox import demo as story

    story.main(reset=reset, port=port, folder=folder)


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    from bot import migrations

    database = _database(_settings())
    migrations.upgrade(database)
    typer.echo(f"The database is up to date, at revision {migrations.current(database)}.")


@app.command()
def doctor() -> None:
    """Say in plain words what is there and what is missing. Exit code 1 where something needed is missing."""
    from bot import doctor as practice

    healthy = True
    for finding in practice.examine(_settings()):
        typer.secho(str(finding), fg=typer.colors.RED if finding.wrong else None)
        healthy = healthy and not finding.wrong
    if not healthy:
        raise typer.Exit(1)


@app.command()
def models() -> None:
    """Say what leaves the desk for a model, field by field, where to, and how much of today's budget is used; asks nobody."""
    from bot import disclosures, llm
    from bot.desk import now

    settings = _settings()
    found = None
    if settings.llm_base_url:
        database = _database(settings, up_to_date=True)
        found = disclosures.endpoint(settings, llm.from_settings(settings, database=database, clock=now))
    typer.echo("\n".join(disclosures.told(found)))


@app.command()
def manifest(
    url: Annotated[str | None, typer.Option(help="The desk's public https address; without it, Socket Mode.")] = None,
    intake: Annotated[
        bool, typer.Option("--intake", help="Ask for what an intake channel needs, and links in coverage channels.")
    ] = False,
) -> None:
    """Print the manifest to create the Slack app from."""
    from bot import manifest as app_manifest

    settings = _settings()
    asked = app_manifest.render(command=settings.press_command, url=url, intake=intake or settings.intake_channel is not None)
    typer.echo(json.dumps(asked, indent=2, ensure_ascii=False))


@app.command()
def holidays(
    file: Existing,
    forget: Annotated[bool, typer.Option("--forget", help="Forget the holidays there were.")] = False,
) -> None:
    """Take the days off in an .ics file as holidays of the desk."""
    from bot.clocks import add_holidays
    from bot.desk import now

    found = add_holidays(
        _database(_settings()), text=file.read_text(encoding="utf-8", errors="replace"), at=now(), forget=forget
    )
    typer.echo(f"{found} holidays to come. Open inquiries follow within a minute.")


@app.command()
def extract(file: Existing) -> None:
    """Read a JSON list of texts and print what each asks, one JSON object a line."""
    from bot.intake import extract_file

    try:
        for found in extract_file(file):
            typer.echo(json.dumps(found, ensure_ascii=False))
    except (ValueError, KeyError, TypeError) as problem:
        raise DeskError(f"{file} is no JSON list of id, text, received_at and org_tz: {problem!r}") from problem


@app.command()
def check_draft(file: Existing) -> None:
    """Hold the drafts in a JSON file against the rows they cite and print the verdicts, one JSON object a draft."""
    from bot.grounding import checked

    try:
        for found in checked(file):
            typer.echo(json.dumps(found, ensure_ascii=False))
    except DeskError as problem:
        _complain(str(problem))
        raise typer.Exit(2) from problem


@coverage.command("parse")
def coverage_parse(file: Existing, url: Annotated[str, typer.Option(help="Where the feed came from.")] = "") -> None:
    """Print the entries of a feed."""
    from bot.coverage import rows

    _print(rows.entries(file, url=url))


@coverage.command("dates")
def coverage_dates(file: Existing) -> None:
    """Print each row with `parsed`, the instant its `date` means."""
    from bot.coverage import rows

    _print(rows.dates(file))


@coverage.command("dedupe")
def coverage_dedupe(file: Existing) -> None:
    """Print each article with `copy_of`, the earliest it is a copy of."""
    from bot.coverage import rows

    _print(rows.copies(file))


@coverage.command("stories")
def coverage_stories(file: Existing) -> None:
    """Print each article with `story`, the first that reports the same event."""
    from bot.coverage import rows

    _print(rows.stories(file))


@coverage.command("match")
def coverage_match(terms: Existing, file: Existing) -> None:
    """Print each article with `matches`, the watch terms it truly means."""
    from bot.coverage import rows

    _print(rows.matches(terms, file))


@coverage.command("quotes")
def coverage_quotes(file: Existing) -> None:
    """Hold what articles print in quotation marks against what was approved."""
    from bot.coverage import rows

    _print(rows.quotes(file))


@coverage.command("sort")
def coverage_sort(
    team: Annotated[str | None, typer.Option(help="Slack's id of the workspace, where the desk serves several.")] = None,
) -> None:
    """Sort the articles that wait: copies, matches, clips, stories."""
    from bot.coverage import sorting

    desk = _desk()
    with desk.database.read() as session:
        team_id = _team(session, team)
    with _at_work() as told:
        done = sorting.sort(desk, team_id=team_id, told=lambda so_far: told("Articles sorted", so_far))
    typer.echo(f"{done:,} articles are sorted.")


@coverage.command("rebuild")
def coverage_rebuild(
    first: Annotated[
        str,
        typer.Option(
            "--from", help="The stage to begin with: poll, parse, sort (copies, matches, clips, stories), score or alert."
        ),
    ] = "sort",
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Articles first seen from this day (UTC) on.")
    ] = None,
    team: Annotated[str | None, typer.Option(help="Slack's id of the workspace, where the desk serves several.")] = None,
) -> None:
    """Run coverage again from a stage on. What people decided stays as it is, and nothing is posted twice."""
    from datetime import UTC

    from bot.coverage import rebuilds

    if first not in list(rebuilds.Stage):
        raise DeskError(f"There is no stage {first}. Stages are {', '.join(rebuilds.Stage)}.")
    desk = _desk()
    with desk.database.read() as session:
        team_id = _team(session, team)
    with _at_work() as told:
        done = rebuilds.rebuild(
            desk, team_id=team_id, first=rebuilds.Stage(first), told=told, since=since.replace(tzinfo=UTC) if since else None
        )
    typer.echo(
        f"{done.new:,} articles are new, {done.sorted:,} sorted, {done.scored:,} clips scored and {done.raised:,} alerts raised."
    )


@opml.command("export")
def opml_export(
    file: Annotated[Path, typer.Argument(help="The file to write, such as feeds.opml.")],
    team: Annotated[str | None, typer.Option(help="Slack's id of the workspace, where the desk serves several.")] = None,
) -> None:
    """Write the feeds that the desk reads as OPML."""
    from bot.coverage import opml as lists

    desk = _desk()
    with desk.database.read() as session:
        team = _team(session, team)
    file.write_bytes(lists.written(desk, team_id=team))
    typer.echo(f"The feeds are in {file}.")


@opml.command("import")
def opml_import(
    file: Existing,
    by: Annotated[str, typer.Option(help="Slack's id of the officer who answers for it, such as U012AB3CD.")],
    team: Annotated[str | None, typer.Option(help="Slack's id of the workspace, where the desk serves several.")] = None,
) -> None:
    """Read every feed of an OPML file from now on; those that are read already are skipped."""
    from bot.authority import Actor
    from bot.coverage import opml as lists
    from bot.models import Member

    desk = _desk()
    with desk.database.read() as session:
        member = session.get(Member, f"slack:{_team(session, team)}:{by}")
    if member is None:
        raise DeskError(f"Nobody on the desk has the id {by}.")
    if file.stat().st_size > lists.LARGEST:
        raise DeskError(f"{file.name} is larger than {lists.LARGEST // 1024:,} KiB; no list of feeds is.")
    typer.echo(lists.take(desk, actor=Actor.of(member), content=file.read_bytes()).said())


@coverage.command("poll")
def coverage_poll(
    feed: Annotated[int | None, typer.Option(help="Only this one, by its number.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every feed that is read, due or not.")] = False,
) -> None:
    """Ask the feeds that are due, here and now, and store what they say."""
    from bot.coverage import by_hand

    desk = _desk()
    with _at_work() as told:
        _say_feeds(list(by_hand.ask(desk, told=told, feed_id=feed, every=every)))


@coverage.command("store")
def coverage_store(feed: Annotated[int | None, typer.Option(help="Only this one, by its number.")] = None) -> None:
    """Store the entries of what feeds last said once more, without asking them."""
    from bot.coverage import by_hand

    desk = _desk()
    with _at_work() as told:
        _say_feeds(list(by_hand.store(desk, told=told, feed_id=feed)))


def _say_feeds(said: list[by_hand.Said]) -> None:
    for one in said:
        if one.problem:
            _complain(f"{one.feed.id}  {one.feed.title or one.feed.url}: {one.problem}")
    troubled = sum(bool(one.problem) for one in said)
    typer.echo(f"{len(said):,} feeds, {sum(one.new for one in said):,} new articles; {troubled:,} could not be read.")


def _print(rows: Iterator[dict[str, object]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


@app.command()
def bench_deadlines(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
) -> None:
    """Measure the deadline finder on files of cases."""
    from bot.deadlines import bench

    bench.run(files, as_json=as_json)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one that is not there yet.")],
    restricted: Annotated[
        bool, typer.Option("--restricted", help="Restricted inquiries too, and all that hangs on them.")
    ] = False,
) -> None:
    """Write the whole record as files: CSV, JSON Lines, Markdown, and an index.html that a browser opens."""
    from bot.desk import now
    from bot.ownership.export import export as write

    settings = _settings()
    with _at_work() as told:
        tables = write(_database(settings), folder, settings=settings, at=now(), restricted=restricted, told=told)
    typer.echo(f"{sum(one.rows for one in tables):,} rows of {len(tables)} tables. Open {folder / 'index.html'}.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write, such as desk-monday.tar.gz.")]) -> None:
    """Write everything into one file, on SQLite or PostgreSQL, while the desk goes on working."""
    from bot.desk import now
    from bot.ownership.backups import backup as write

    with _at_work() as told:
        made = write(_database(_settings()), file, at=now(), told=told)
    typer.echo(f"{file}: {made.rows:,} rows of {len(made.tables)} tables, at revision {made.revision}.")
    if made.audit.broken_at is not None:
        raise DeskError(f"The backup is made, but the record in it is broken at entry {made.audit.broken_at}.")
    typer.echo(f"The record is whole: {made.audit.entries:,} entries, the last {made.audit.last_hash}.")


@app.command()
def restore(
    file: Existing,
    replace: Annotated[bool, typer.Option("--replace", help="Lose what the database holds now.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before replacing.")] = False,
    workspace: Annotated[
        bool, typer.Option("--workspace", help="Into the Slack workspace of SLACK_BOT_TOKEN, people matched by e-mail.")
    ] = False,
    people: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="With --workspace: a CSV with columns old and new.")
    ] = None,
) -> None:
    """Make the database what a backup says, whole or not at all: the file is checked before, counts and record after."""
    from bot.desk import now
    from bot.ownership import restoring, workspaces

    settings = _settings()
    database = _database(settings)
    if replace and not yes:
        typer.confirm(f"Lose what {database.url.render_as_string(hide_password=True)} holds now?", abort=True)
    if people is not None and not workspace:
        raise DeskError("--people says who is who in another workspace; it goes with --workspace.")
    newcomers = workspaces.from_settings(settings, file, people) if workspace else None
    with _at_work() as told:
        said = restoring.restore(database, file, at=now(), replace=replace, newcomers=newcomers, told=told)
    typer.echo(
        f"Restored {said.rows:,} rows of {len(said.tables)} tables, made {said.made_at:%-d %B %Y %H:%M} UTC. The record is whole."
    )
    if newcomers is not None:
        typer.echo(f"{len(newcomers.matched)} people were matched. Kept as names without rights: {len(newcomers.names_only)}")
        for name in newcomers.names_only:
            typer.echo(f"  {name}")
        if settings.desk_channel is None:
            typer.echo("Set DESK_CHANNEL, or choose the desk's channel with /press team, before anything is posted.")
        typer.echo("`python -m bot repost` puts the cards into this workspace.")


@app.command()
def move(
    to: Annotated[str, typer.Option(envvar="MOVE_TO", help="The empty database, such as postgresql+psycopg://user@host/name.")],
) -> None:
    """Move everything into another database, such as from SQLite to PostgreSQL. The old one stays as it is."""
    from bot.desk import now
    from bot.ownership.moving import move as carry

    source, target = _database(_settings()), _database(_settings(), url=to)
    with _at_work() as told:
        said = carry(source, target, at=now(), told=told)
    typer.echo(
        f"Moved {said.rows:,} rows of {len(said.tables)} tables; counts and record are the same, the last {said.audit.last_hash}."
    )
    typer.echo(f"Now set DATABASE_URL to {target.url.render_as_string(hide_password=True)} and start the desk.")


@app.command()
def retention(
    keep: Annotated[list[str] | None, typer.Option(help="kind=days or kind=never, instead of RETENTION.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Forget it. Without this it is only told.")] = False,
) -> None:
    """Tell what is older than it is kept, by kind, and with --apply forget it. The audit is never touched."""
    from bot.desk import now
    from bot.ownership import retention as ages

    settings = _settings()
    days = ages.ages([*settings.retention.replace(",", " ").split(), *(keep or [])])
    by_itself = ages.by_itself(settings.retention)
    found = (ages.apply if apply else ages.preview)(_database(settings, up_to_date=True), at=now(), days=days)
    for due in found:
        kept = "kept for ever" if due.days is None else f"kept {due.days:,} days"
        daily = "; by itself, each day" if by_itself[due.kind.name] is not None else ""
        typer.echo(f"{due.rows:>9,} {due.kind.name:<12} {kept:<15} {due.kind.what}{daily}")
    typer.echo("Forgotten, and the counts are on record." if apply else "Nothing was changed. Add --apply to forget these.")


@app.command()
def repost(
    everything: Annotated[bool, typer.Option("--all", help="The cards of closed and answered inquiries too.")] = False,
) -> None:
    """Have every open inquiry's card, and each waiting request for approval, put into Slack again by the desk at work."""
    from bot import llm
    from bot.desk import Desk, now
    from bot.ownership.reposting import repost as put

    settings = _settings()
    database = _database(settings, up_to_date=True)
    messages = put(Desk(settings=settings, database=database, llm=llm.from_settings(settings, database=database, clock=now)),
                   closed_too=everything)  # fmt: skip
    waits = "1 message waits" if messages == 1 else f"{messages:,} messages wait"
    typer.echo(f"{waits} for the desk, which posts about one a second into each conversation.")


@subject.command("export")
def export_subject(
    email: Annotated[str, typer.Argument(help="Their address; of whoever is in the consent ledger, a name.")],
    file: Annotated[Path, typer.Option(help="The JSON file to write.")] = Path("subject.json"),
    name: Annotated[str, typer.Option(help="Their name, where the address is in no contact.")] = "",
) -> None:
    """Write everything that is held about one person, restricted matters too, into one JSON file."""
    import json

    from bot.ownership import subjects

    with _at_work() as told:
        found = subjects.export(_database(_settings(), up_to_date=True), email=email, name=name, told=told)
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    rows = sum(len(each) for each in found["tables"].values())
    typer.echo(f"{file}: {rows:,} rows of {len(found['tables'])} tables. Look it over before it goes out: it names others too.")


@subject.command("erase")
def erase_subject(
    email: Annotated[str, typer.Argument(help="Their address; of whoever is in the consent ledger, a name.")],
    name: Annotated[str, typer.Option(help="Their name, where the address is in no contact.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Erase one person: contact, names, addresses, numbers, wherever they stand. Counts and a hash that keeps them out stay."""
    from bot.ownership import subjects

    desk = _desk()
    with desk.database.read() as session:
        found = subjects.find(session, email=email, name=name)
    who = " and ".join(found.names) or "nobody by name"
    if not yes:
        typer.confirm(
            f"Erase {email} ({who}, {len(found.ids)} contacts, {len(found.inquiries)} inquiries, {len(found.contributors)} consents)? There is no way back.",
            abort=True,
        )
    with _at_work() as told:
        done = subjects.erase(desk, email=email, name=name, told=told)
    left = subjects.traces(desk.database, found)
    typer.echo(f"Erased: {sum(done.gone.values()):,} rows went, {sum(done.changed.values()):,} lost their words.")
    if left:
        raise DeskError(f"Something of them still stands in {', '.join(left)}.")
    typer.echo(
        "Nothing of them stands in the database. Backups, exports and messages in Slack made before are yours to look after."
    )


@audit.command()
def verify() -> None:
    """Walk the whole chain. Exit code 1 where an entry was changed, removed or slipped in."""
    from bot import audit as record

    database = _database(_settings(), up_to_date=True)
    with database.read() as session:
        found = record.verify(session)
    if found.broken_at is not None:
        raise DeskError(
            f"The record is broken at entry {found.broken_at}: it does not follow from the {found.entries:,} before it."
        )
    typer.echo(f"The record is whole: {found.entries:,} entries, the last {found.last_hash}.")


@lines.command("export")
def export_lines(
    to: Annotated[Path, typer.Argument(help="A file that ends in .csv or .md, or a folder that gets both.")],
    restricted: Annotated[bool, typer.Option("--restricted", help="Restricted ones too.")] = False,
    team: Annotated[str | None, typer.Option(help="The workspace's id; needed where there are several.")] = None,
) -> None:
    """Write all lines and message houses into a file, as CSV or as Markdown."""
    from bot import lines as wording

    forms = [to.suffix.lstrip(".").lower()] if to.suffix and not to.is_dir() else list(wording.FORMS)
    if not set(forms) <= set(wording.FORMS):
        raise DeskError(f"{to} ends in neither .csv nor .md.")
    desk = _desk()
    with desk.database.read() as session:
        team_id = _team(session, team)
        for form in forms:
            file = to if to.suffix and not to.is_dir() else to / f"lines.{form}"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = wording.write_out(session, team_id=team_id, form=form, at=desk.clock(), restricted=restricted)
            file.write_text(text, encoding="utf-8-sig" if form == "csv" else "utf-8", newline="")
            typer.echo(f"Written to {file}.")


@lines.command("import")
def import_lines(
    file: Existing,
    by: Annotated[str, typer.Option(help="The Slack user id of whoever takes them in; they work on the desk.")],
    apply: Annotated[bool, typer.Option("--apply", help="Take it in. Without this it is only told.")] = False,
    approve: Annotated[
        bool, typer.Option("--approve", help="They approve what the file calls approved, where they may.")
    ] = False,
    team: Annotated[str | None, typer.Option(help="The workspace's id; needed where there are several.")] = None,
) -> None:
    """Tell what a CSV or Markdown file would add, change and leave, line by line, and with --apply take it in."""
    from bot import lines as wording
    from bot.authority import Actor
    from bot.files import text_of
    from bot.models import Member

    desk = _desk()
    with desk.database.read() as session:
        member = session.get(Member, f"slack:{_team(session, team)}:{by}")
    if member is None:
        raise DeskError(f"Nobody on the desk has the id {by}.")
    said = wording.take_in(
        desk, actor=Actor.of(member), text=text_of(file.read_bytes()), name=file.name, apply=apply, approve=approve
    )
    if said.errors:
        raise DeskError(said.said())
    typer.echo(said.said())
    if not apply:
        typer.echo("Nothing was changed. Add --apply to take it in.")


def _desk() -> Desk:
    """The desk without Slack, its database up to date."""
    from bot import llm
    from bot.desk import Desk, now

    settings = _settings()
    database = _database(settings, up_to_date=True)
    return Desk(settings=settings, database=database, llm=llm.from_settings(settings, database=database, clock=now))


def _team(session: Session, chosen: str | None) -> str:
    """The id of the workspace meant."""
    from sqlmodel import select

    from bot.models import Team

    found = list(session.exec(select(Team.id)))
    if chosen in found or (chosen is None and len(found) == 1):
        return chosen or found[0]
    raise DeskError(f"Which workspace? Say --team with one of: {', '.join(found) or 'none is there yet'}.")


def _settings() -> Settings:
    from bot.settings import load

    return load()


def _database(settings: Settings, *, url: str | None = None, up_to_date: bool = False) -> Database:
    """The database, or another one at `url`, reached; a DeskError where it cannot be, or is not `up_to_date`."""
    from sqlalchemy.exc import ArgumentError, DBAPIError

    from bot import migrations
    from bot.db import Database
    from bot.text import one_line

    try:
        database = Database(url or settings.database_url)
        database.ready()
    except DBAPIError as failure:
        raise DeskError(f"The database can't be reached: {one_line(str(failure.orig))}") from failure
    except (ArgumentError, ImportError) as problem:
        raise DeskError(f"That is no database's address, or none of a kind Pressdesk knows: {one_line(str(problem))}") from None
    if up_to_date and migrations.pending(database):
        raise DeskError("The database is not up to date. Run `python -m bot migrate` first.")
    return database


@contextmanager
def _at_work() -> Iterator[Told]:
    """A line of progress for each thing that is worked on, on a terminal; gives what to tell it with."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from bot.ownership.troubles import told_plainly

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with told_plainly(), Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        tasks: dict[str, TaskID] = {}

        def told(what: str, done: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=None)
            shown.update(tasks[what], completed=done)

        yield told


def _log(settings: Settings) -> None:
    from bot import logs

    logs.start(settings)


def _complain(problem: str) -> None:
    typer.secho(problem, fg=typer.colors.RED, err=True)
