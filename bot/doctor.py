"""The doctor: what is there and what is missing, one plain line each, and what to do about it. No secret is in any."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from bot import migrations
from bot.db import Database
from bot.desk import now
from bot.errors import DeskError
from bot.manifest import SCOPES_INTAKE, SCOPES_NEEDED, SCOPES_OPTIONAL
from bot.models import CoverageChannel, Team
from bot.ownership import retention, troubles
from bot.settings import Settings
from bot.text import one_line

PATIENCE = 10  # Seconds to wait for Slack or the model.
SKEW = 60  # Seconds. Slack's requests are refused at 300 (verifying requests from Slack); reminders go astray before that.

MARKS = {"there": "✓", "missing": "✗", "aside": "–"}
TOKEN_TROUBLE = {
    "invalid_auth": "Slack does not know it. Copy it again.",
    "not_authed": "Slack does not know it. Copy it again.",
    "token_revoked": "it was revoked. Reinstall the app and copy the new one.",
    "token_expired": "it has expired. Reinstall the app and copy the new one.",
    "account_inactive": "the app was removed from the workspace. Install it again.",
    "not_allowed_token_type": "it is a token of another kind.",
}


@dataclass(frozen=True)
class Finding:
    """One line. `missing` is something needed; `aside` is something the desk does without."""

    state: Literal["there", "missing", "aside"]
    what: str
    says: str

    @property
    def wrong(self) -> bool:
        return self.state == "missing"

    def __str__(self) -> str:
        return f"{MARKS[self.state]} {self.what}: {self.says}"


def there(what: str, says: str) -> Finding:
    return Finding("there", what, says)


def missing(what: str, says: str) -> Finding:
    return Finding("missing", what, says)


def aside(what: str, says: str) -> Finding:
    return Finding("aside", what, says)


def examine(settings: Settings, *, clock: Callable[[], datetime] = now) -> Iterator[Finding]:
    """Every finding, as soon as it is known. Asks Slack, the database and the model; changes nothing."""
    yield from _database(settings)
    yield _folder(settings)
    yield _retention(settings)
    yield _feeds(settings)
    identity = _identity(settings)
    yield from identity.findings
    team = _team(settings, identity.team_id)
    if identity.client:
        yield from _scopes(identity.granted, intake=_intake_channel(settings, team))
        yield from _links(settings, team, identity.granted)
        yield _clock_skew(identity.said_at, clock())
    yield _way_in(settings)
    yield _channel("Desk channel", identity.client, team.desk_channel if team else settings.desk_channel, needed=True)
    yield _channel("Intake channel", identity.client, _intake_channel(settings, team), needed=False)
    yield from _model(settings)
    zone = team.zone if team else settings.time_zone
    yield there("Time zone", f"{zone}, where it is {clock().astimezone(ZoneInfo(zone)):%H:%M on %A %-d %B}.")


# -- the database -------------------------------------------------------------------------------------------------------


def _database(settings: Settings) -> Iterator[Finding]:
    file = _sqlite_file(settings)
    if file is not None and not file.exists():
        yield missing("Database", f"{file} is not there yet. Run `python -m bot migrate`.")
        return
    database = Database(settings.database_url)
    try:
        database.ready()
        yield there("Database", f"{database.url.render_as_string(hide_password=True)} answers.")
        if migrations.pending(database):
            at = migrations.current(database)
            yield missing("Migrations", f"the database is at {at or 'none'}. Run `python -m bot migrate`.")
        else:
            yield there("Migrations", f"up to date, at {migrations.head()}.")
            troubles.prove_writing(database)
        if not troubles.has_room(database):
            yield missing("Disk", "hardly any room is left where the database is. Make room before nothing can be recorded.")
    except DeskError as trouble:
        yield missing("Database", str(trouble))
    except DBAPIError as failure:
        plain = troubles.plain(failure)
        yield missing("Database", plain or f"it can't be reached ({one_line(str(failure.orig))}). Check DATABASE_URL.")
    finally:
        database.close()


def _folder(settings: Settings) -> Finding:
    file = _sqlite_file(settings)
    if file is None:
        return aside("Folder", "none is needed; the database keeps everything.")
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if os.access(folder, os.W_OK) and (not file.exists() or os.access(file, os.W_OK)):
        return there("Folder", f"{folder} can be written to.")
    return missing("Folder", f"{folder} can't be written to by this user. Give it the right to.")


def _feeds(settings: Settings) -> Finding:
    if not settings.feed_allow:
        return aside("Feeds", "only the public web is fetched from; FEED_ALLOW names hosts or networks of your own.")
    return there("Feeds", f"besides the public web, {settings.feed_allow} may be fetched from.")


def _retention(settings: Settings) -> Finding:
    try:
        days = retention.by_itself(settings.retention)
    except DeskError as trouble:
        return missing("Retention", f"RETENTION can't be read, so nothing is forgotten: {trouble}")
    told = ", ".join(f"{name} after {age:,} days" for name, age in days.items() if age is not None)
    if not told:
        return aside("Retention", "nothing is forgotten by itself. `python -m bot retention` says what is old.")
    return there("Retention", f"forgotten each day: {told}.")


def _sqlite_file(settings: Settings) -> Path | None:
    url = make_url(settings.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _team(settings: Settings, team_id: str | None) -> Team | None:
    """What was chosen in Slack, where the desk was opened there before."""
    file = _sqlite_file(settings)
    if team_id is None or (file is not None and not file.exists()):
        return None
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            return session.get(Team, team_id)
    except DBAPIError:  # Said already, by the check of the database.
        return None
    finally:
        database.close()


def _intake_channel(settings: Settings, team: Team | None) -> str | None:
    return team.intake_channel if team else settings.intake_channel


# -- Slack --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Identity:
    """Who the bot token says we are. `client` is None where the token does not work."""

    findings: tuple[Finding, ...]
    client: WebClient | None = None
    team_id: str | None = None
    granted: frozenset[str] = frozenset()
    said_at: str = ""


def _client(settings: Settings, token: SecretStr) -> WebClient:
    # A doctor who waits and tries again keeps the person waiting: no retries.
    return WebClient(token=token.get_secret_value(), base_url=settings.slack_api_base_url, timeout=PATIENCE, retry_handlers=[])


def _identity(settings: Settings) -> Identity:
    token = settings.slack_bot_token
    if token is None:
        return Identity((missing("Bot token", "SLACK_BOT_TOKEN is not set. It is under OAuth & Permissions, xoxb-…"),))
    if not token.get_secret_value().startswith("xoxb-"):
        return Identity((missing("Bot token", "SLACK_BOT_TOKEN is no bot token; those start with xoxb-."),))
    client = _client(settings, token)
    try:
        answer = client.auth_test()
    except (SlackClientError, OSError) as failure:
        return Identity((missing("Bot token", _trouble(failure)),))
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Identity(
        (there("Bot token", f"works in {answer['team']}, as {answer['user']}."),),
        client=client,
        team_id=answer["team_id"],
        granted=frozenset(scope.strip() for scope in _header(headers, "x-oauth-scopes").split(",") if scope.strip()),
        said_at=_header(headers, "date"),
    )


def _header(headers: dict[str, Any], name: str) -> str:
    value = headers.get(name, "")
    return value[0] if isinstance(value, list) else str(value)


def _scopes(granted: frozenset[str], *, intake: str | None) -> Iterator[Finding]:
    needed = SCOPES_NEEDED | (SCOPES_INTAKE if intake else {})
    lacking = {scope: why for scope, why in needed.items() if scope not in granted}
    for scope, why in lacking.items():
        yield missing("Scope", f"{scope} is not granted: {why}. Add it under OAuth & Permissions and reinstall the app.")
    if not lacking:
        yield there("Scopes", f"all {len(needed)} that are needed are granted.")
    for scope, why in SCOPES_OPTIONAL.items():
        if scope not in granted:
            yield aside("Scope", f"{scope} is not granted; it is for {why}.")


def _links(settings: Settings, team: Team | None, granted: frozenset[str]) -> Iterator[Finding]:
    """Whether links that people drop into coverage channels are heard."""
    if team is None or SCOPES_INTAKE.keys() <= granted:
        return
    database = Database(settings.database_url)
    try:
        with database.read() as session:
            wanted = select(CoverageChannel).where(CoverageChannel.team_id == team.id, col(CoverageChannel.takes_links))
            waits = session.exec(wanted).first() is not None
    finally:
        database.close()
    if waits:
        yield aside(
            "Links",
            "a coverage channel takes links, and without channels:history (groups:history where it is private) they are not "
            "heard. `python -m bot manifest --intake` asks for it.",
        )


def _clock_skew(said_at: str, here: datetime) -> Finding:
    try:
        ahead = (here - parsedate_to_datetime(said_at)).total_seconds()
    except ValueError:
        return aside("Clock", "Slack did not say what time it is.")
    if abs(ahead) <= SKEW:
        return there("Clock", "agrees with Slack's.")
    direction = "fast" if ahead > 0 else "slow"
    return missing("Clock", f"this machine's is {abs(ahead):,.0f} s {direction}. Set it, and keep it set (NTP).")


def _way_in(settings: Settings) -> Finding:
    token = settings.slack_app_token
    if token is None and settings.slack_signing_secret is not None:
        return aside("Socket Mode", "no app-level token; Slack reaches the desk over HTTP, through `python -m bot web`.")
    if token is None:
        return missing(
            "Socket Mode", "SLACK_APP_TOKEN is not set. Make one under Basic Information, with connections:write, xapp-…"
        )
    try:
        _client(settings, token).apps_connections_open(app_token=token.get_secret_value())
    except (SlackClientError, OSError) as failure:
        return missing("Socket Mode", f"the app-level token does not open a connection: {_trouble(failure)}")
    return there("Socket Mode", "a connection can be opened.")


def _channel(what: str, client: WebClient | None, channel: str | None, *, needed: bool) -> Finding:
    if channel is None:
        return (
            missing(what, "none is set: cards have nowhere to go. Choose one with `/press team`, or set DESK_CHANNEL.")
            if needed
            else aside(what, "none is set; no channel's messages are offered for logging.")
        )
    if client is None:
        return missing(what, f"{channel} can't be looked at without a bot token.")
    try:
        found = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as failure:
        if failure.response["error"] == "channel_not_found":
            return missing(what, f"{channel} is not to be seen: a private channel without the bot, or no channel id.")
        return missing(what, _trouble(failure))
    except (SlackClientError, OSError) as failure:
        return missing(what, _trouble(failure))
    name = f"#{found.get('name', channel)}"
    if found.get("is_archived"):
        return missing(what, f"{name} is archived. Choose another with `/press team`.")
    if not found.get("is_member"):
        return missing(what, f"the bot is not in {name}. Write `/invite @Pressdesk` there.")
    return there(what, f"{name}, and the bot is in it.")


def _trouble(failure: Exception) -> str:
    if isinstance(failure, SlackApiError):
        error = str(failure.response["error"])
        return TOKEN_TROUBLE.get(error, f"Slack says {error}.")
    return f"Slack can't be reached ({one_line(str(getattr(failure, 'reason', failure)))})."


# -- the model ----------------------------------------------------------------------------------------------------------


def _model(settings: Settings) -> Iterator[Finding]:
    words, vectors = settings.llm_model, settings.llm_embedding_model
    if not settings.llm_base_url and not words and not vectors:
        yield aside("Model", "none, which is a way to work: drafts are put together from approved words.")
    elif not settings.llm_base_url:
        given = " and ".join(name for name, value in (("LLM_MODEL", words), ("LLM_EMBEDDING_MODEL", vectors)) if value)
        yield missing("Model", f"{given} can't be asked: LLM_BASE_URL is not set.")
    elif not words and not vectors:
        yield missing("Model", "LLM_BASE_URL is set, but neither LLM_MODEL nor LLM_EMBEDDING_MODEL is.")
    else:
        yield from _endpoint(settings, words, vectors)


def _endpoint(settings: Settings, words: str | None, vectors: str | None) -> Iterator[Finding]:
    try:
        offered = _offered(settings)
    except urllib.error.HTTPError as refusal:
        if refusal.code in (401, 403):
            yield missing("Model", "the endpoint refuses the key. Check LLM_API_KEY.")
        else:
            yield there("Model", f"the endpoint answers, without a list of its models (HTTP {refusal.code}).")
        return
    except (OSError, ValueError) as failure:
        yield missing("Model", f"the endpoint can't be reached ({one_line(str(failure))}). Check LLM_BASE_URL.")
        return
    if words:
        yield _is_offered("Model", words, offered, "LLM_MODEL")
    else:
        yield aside("Model", "none that writes, which is a way to work: drafts are put together from approved words.")
    if vectors:
        yield _is_offered("Embeddings", vectors, offered, "LLM_EMBEDDING_MODEL")
    else:
        yield aside("Embeddings", "no model for them; past answers are found by words alone.")


def _offered(settings: Settings) -> frozenset[str] | None:
    """The names of the endpoint's models, None where it answers without a list of them."""
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
    asked = urllib.request.Request(f"{(settings.llm_base_url or '').rstrip('/')}/models")
    # Not taken along where the endpoint leads elsewhere: the key is for nobody else.
    asked.add_unredirected_header("Authorization", f"Bearer {key}")
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        body = answer.read(1_000_000)
    try:
        return frozenset(str(one["id"]) for one in json.loads(body)["data"])
    except (ValueError, KeyError, TypeError):
        return None


def _is_offered(what: str, wanted: str, offered: frozenset[str] | None, name: str) -> Finding:
    if offered is None:
        return there(what, "the endpoint answers, without a list of its models.")
    if wanted in offered or f"{wanted}:latest" in offered:
        return there(what, f"{wanted} is ready.")
    return missing(what, f"the endpoint answers but has no {wanted}. Check {name}.")
