"""The command line: `python -m bot --help`. What a command needs is imported when it runs, so that help is quick."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import DeskError

if TYPE_CHECKING:
    from bot.db import Database
    from bot.settings import Settings

app = typer.Typer(
    name="python -m bot", help="Pressdesk: a media relations desk that lives in Slack.", no_args_is_help=True,
    add_completion=False, pretty_exceptions_enable=False,
)  # fmt: skip
audit = typer.Typer(help="The record of who did what.", no_args_is_help=True)
app.add_typer(audit, name="audit")

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
def manifest(
    url: Annotated[str | None, typer.Option(help="The desk's public https address; without it, Socket Mode.")] = None,
    intake: Annotated[bool, typer.Option("--intake", help="Ask for what an intake channel needs.")] = False,
) -> None:
    """Print the manifest to create the Slack app from."""
    from bot import manifest as app_manifest

    settings = _settings()
    asked = app_manifest.render(command=settings.press_command, url=url, intake=intake or settings.intake_channel is not None)
    typer.echo(json.dumps(asked, indent=2, ensure_ascii=False))


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
def bench_deadlines(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
) -> None:
    """Measure the deadline finder on files of cases."""
    from bot.deadlines import bench

    bench.run(files, as_json=as_json)


@audit.command()
def verify() -> None:
    """Walk the whole chain. Exit code 1 where an entry was changed, removed or slipped in."""
    from bot import audit as record
    from bot import migrations

    database = _database(_settings())
    if migrations.pending(database):
        raise DeskError("The database is not up to date. Run `python -m bot migrate` first.")
    with database.read() as session:
        found = record.verify(session)
    if found.broken_at is not None:
        raise DeskError(
            f"The record is broken at entry {found.broken_at}: it does not follow from the {found.entries:,} before it."
        )
    typer.echo(f"The record is whole: {found.entries:,} entries, the last {found.last_hash}.")


def _settings() -> Settings:
    from bot.settings import load

    return load()


def _database(settings: Settings) -> Database:
    """The database, reached; a DeskError where it cannot be."""
    from sqlalchemy.exc import DBAPIError

    from bot.db import Database
    from bot.text import one_line

    database = Database(settings.database_url)
    try:
        database.ready()
    except DBAPIError as failure:
        raise DeskError(f"The database can't be reached: {one_line(str(failure.orig))}") from failure
    return database


def _log(settings: Settings) -> None:
    import logging

    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):  # They announce every tick and plugin.
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))


def _complain(problem: str) -> None:
    typer.secho(problem, fg=typer.colors.RED, err=True)
