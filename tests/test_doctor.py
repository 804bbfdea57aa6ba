"""The doctor names what is missing and what to do, and never a secret."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import doctor, manifest
from bot.db import Database
from bot.models import CoverageChannel, Member, Team
from bot.sandbox import cast, control
from bot.sandbox.server import Server
from bot.settings import Settings

SECRETS = ("xoxb-not-ours-12345", "xapp-not-ours-12345", "hush-hush-12345")

Told = Callable[..., Settings]


@pytest.fixture
def told(sandbox: Server, migrated_file: Path) -> Told:
    """Settings of a desk where nothing is missing, but for what a test says."""

    def settings(**differing: Any) -> Settings:
        right = {
            "slack_bot_token": cast.BOT_TOKEN,
            "slack_app_token": cast.APP_TOKEN,
            "slack_api_base_url": sandbox.api_url,
            "database_url": f"sqlite:///{migrated_file}",
            "desk_channel": "C0DESK",
        }
        return Settings(_env_file=None, **(right | differing))

    return settings


def findings(settings: Settings, **more: Any) -> list[doctor.Finding]:
    return list(doctor.examine(settings, **more))


def wrong(settings: Settings, **more: Any) -> list[str]:
    return [str(one) for one in findings(settings, **more) if one.wrong]


def test_a_desk_where_all_is_there_has_nothing_wrong(told: Told) -> None:
    assert wrong(told(intake_channel="C0INTAKE")) == []


def test_every_finding_is_one_line_with_a_mark(told: Told) -> None:
    for settings in (told(), told(slack_bot_token=None, database_url="sqlite:////nowhere/at/all.sqlite")):
        for line in map(str, findings(settings)):
            assert line[:2] in ("✓ ", "✗ ", "– ")
            assert "\n" not in line


def test_without_tokens_it_says_where_they_are_found(told: Told) -> None:
    said = wrong(told(slack_bot_token=None, slack_app_token=None))
    assert any("SLACK_BOT_TOKEN" in line and "OAuth & Permissions" in line for line in said)
    assert any("SLACK_APP_TOKEN" in line and "connections:write" in line for line in said)


def test_tokens_that_slack_does_not_know(told: Told) -> None:
    said = wrong(told(slack_bot_token=SECRETS[0], slack_app_token=SECRETS[1]))
    assert any(line.startswith("✗ Bot token: Slack does not know it") for line in said)
    assert any(line.startswith("✗ Socket Mode") for line in said)


def test_an_app_token_in_the_bot_tokens_place(told: Told) -> None:
    assert any("start with xoxb-" in line for line in wrong(told(slack_bot_token=cast.APP_TOKEN)))


def test_a_revoked_token(told: Told, sandbox: Server) -> None:
    control.run(sandbox.world, {"op": "revoke"})
    assert any("revoked" in line and "Reinstall" in line for line in wrong(told()))


def test_each_missing_scope_is_named_with_what_it_is_for(told: Told, sandbox: Server) -> None:
    control.run(
        sandbox.world, {"op": "scopes", "scopes": [s for s in manifest.SCOPES_NEEDED if s not in ("commands", "im:write")]}
    )
    said = wrong(told())
    assert len(said) == 2
    for scope in ("commands", "im:write"):
        assert any(scope in line and manifest.SCOPES_NEEDED[scope] in line for line in said)


def test_a_missing_optional_scope_is_no_fault(told: Told, sandbox: Server) -> None:
    control.run(sandbox.world, {"op": "scopes", "scopes": list(manifest.SCOPES_NEEDED)})
    assert wrong(told()) == []
    assert any("reactions:write" in str(one) for one in findings(told()))


def test_scopes_of_the_intake_channel_are_needed_only_where_there_is_one(told: Told, sandbox: Server) -> None:
    control.run(sandbox.world, {"op": "scopes", "scopes": list(manifest.SCOPES_NEEDED)})
    assert any("channels:history" in line for line in wrong(told(intake_channel="C0INTAKE")))


def test_over_http_no_app_token_is_needed(told: Told) -> None:
    assert wrong(told(slack_app_token=None, slack_signing_secret=SECRETS[2])) == []


def test_no_desk_channel(told: Told) -> None:
    assert any("Desk channel" in line and "/press team" in line for line in wrong(told(desk_channel=None)))


def test_a_channel_the_bot_is_not_in(told: Told) -> None:
    assert any("not in #coverage" in line and "/invite" in line for line in wrong(told(desk_channel="C0NOBOT")))


def test_a_channel_that_is_not_there(told: Told) -> None:
    assert any("C0NOWHERE" in line for line in wrong(told(intake_channel="C0NOWHERE")))


def test_an_archived_channel(told: Told, sandbox: Server) -> None:
    control.run(sandbox.world, {"op": "archive", "channel": "C0DESK"})
    assert any("archived" in line for line in wrong(told()))


def test_the_channel_chosen_in_slack_counts_and_not_the_setting(told: Told, database: Database, sandbox: Server) -> None:
    with database.write() as session:
        session.add(Team(id=cast.TEAM["id"], desk_channel="C0NOBOT", created_at=datetime.now(UTC)))
    url = database.url.render_as_string(hide_password=False)
    assert any("not in #coverage" in line for line in wrong(told(database_url=url, desk_channel="C0DESK")))


def test_links_that_nobody_would_hear_are_named(told: Told, database: Database, sandbox: Server) -> None:
    by, at = f"slack:{cast.TEAM['id']}:U0MARA", datetime.now(UTC)
    with database.write() as session:
        session.add(Team(id=cast.TEAM["id"], desk_channel="C0DESK", created_at=at))
        session.flush()
        session.add(Member(id=by, team_id=cast.TEAM["id"], user_id="U0MARA", seen_at=at))
        session.flush()
        session.add(CoverageChannel(team_id=cast.TEAM["id"], channel="C0DESK", zone="UTC", added_by=by, added_at=at))
    settings = told(database_url=database.url.render_as_string(hide_password=False))
    assert not any("Links" in str(one) for one in findings(settings))
    control.run(sandbox.world, {"op": "scopes", "scopes": list(manifest.SCOPES_NEEDED)})
    assert any("manifest --intake" in str(one) and not one.wrong for one in findings(settings))


def test_slack_out_of_reach(told: Told) -> None:
    said = wrong(told(slack_api_base_url="http://127.0.0.1:1/api/"))
    assert any("can't be reached" in line and line.startswith("✗ Bot token") for line in said)


def test_a_database_that_was_never_made_is_not_made_by_looking(told: Told, tmp_path: Path) -> None:
    file = tmp_path / "not yet" / "desk.sqlite"
    assert any("python -m bot migrate" in line for line in wrong(told(database_url=f"sqlite:///{file}")))
    assert not file.parent.exists()


def test_a_database_without_its_tables(told: Told, bare_database: Database) -> None:
    bare_database.ready()
    url = bare_database.url.render_as_string(hide_password=False)
    assert [line for line in wrong(told(database_url=url)) if line.startswith("✗ Migrations")]


def test_a_database_out_of_reach(told: Told) -> None:
    url = f"postgresql+psycopg://desk:{SECRETS[2]}@127.0.0.1:1/desk"
    assert [line for line in wrong(told(database_url=url)) if line.startswith("✗ Database: it can't be reached")]


@pytest.mark.parametrize(("hours", "word"), [(1, "fast"), (-1, "slow")])
def test_a_clock_that_is_wrong(told: Told, hours: int, word: str) -> None:
    said = wrong(told(), clock=lambda: datetime.now(UTC) + timedelta(hours=hours))
    assert any(line.startswith("✗ Clock") and word in line for line in said)


def test_no_model_is_a_way_to_work(told: Told) -> None:
    assert "– Model: none, which is a way to work" in "\n".join(map(str, findings(told())))


def test_half_a_model_is_not(told: Told) -> None:
    assert any("LLM_MODEL" in line for line in wrong(told(llm_base_url="http://127.0.0.1:1/v1")))


@pytest.fixture
def endpoint() -> Iterator[str]:
    """A model endpoint that knows one model and one key."""

    class Models(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            right = self.headers["Authorization"] == f"Bearer {SECRETS[2]}" and self.path == "/v1/models"
            self.send_response(200 if right else 401)
            self.end_headers()
            self.wfile.write(json.dumps({"data": [{"id": "small-model"}]} if right else {}).encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Models)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("", "– Retention: nothing is forgotten by itself."),
        ("offers=14, jobs=never", "✓ Retention: forgotten each day: offers after 14 days."),
        ("everything=3", "✗ Retention: RETENTION can't be read, so nothing is forgotten"),
    ],
)
def test_what_is_forgotten_by_itself_is_told(told: Told, setting: str, line: str) -> None:
    assert any(str(one).startswith(line) for one in findings(told(retention=setting)))


def about_models(settings: Settings) -> list[str]:
    return [str(one) for one in findings(settings) if one.what in ("Model", "Embeddings")]


def test_embeddings_alone_are_a_way_to_work(told: Told, endpoint: str) -> None:
    right = {"llm_base_url": endpoint, "llm_api_key": SECRETS[2]}
    assert about_models(told(**right, llm_embedding_model="small-model")) == [
        "– Model: none that writes, which is a way to work: drafts are put together from approved words.",
        "✓ Embeddings: small-model is ready.",
    ]
    (line,) = wrong(told(**right, llm_embedding_model="large-model"))
    assert line.startswith("✗ Embeddings") and "has no large-model. Check LLM_EMBEDDING_MODEL." in line
    (line,) = wrong(told(llm_embedding_model="small-model"))
    assert "LLM_EMBEDDING_MODEL can't be asked: LLM_BASE_URL is not set." in line


def test_both_models_are_looked_for(told: Told, endpoint: str) -> None:
    both = {"llm_base_url": endpoint, "llm_api_key": SECRETS[2], "llm_model": "small-model"}
    said = about_models(told(**both, llm_embedding_model="large-model"))
    assert said[0] == "✓ Model: small-model is ready." and said[1].startswith("✗ Embeddings")
    assert about_models(told(**both))[1].startswith("– Embeddings")


def test_a_model_that_answers(told: Told, endpoint: str) -> None:
    settings = told(llm_base_url=endpoint, llm_model="small-model", llm_api_key=SECRETS[2])
    assert "✓ Model: small-model is ready." in map(str, findings(settings))


@pytest.mark.parametrize(
    ("differing", "said"),
    [
        ({"llm_model": "large-model"}, "has no large-model"),
        ({"llm_api_key": "another"}, "refuses the key"),
        ({"llm_base_url": "http://127.0.0.1:1/v1"}, "can't be reached"),
        ({"llm_base_url": "not an address"}, "can't be reached"),
    ],
)
def test_a_model_that_does_not(told: Told, endpoint: str, differing: dict[str, str], said: str) -> None:
    right = {"llm_base_url": endpoint, "llm_model": "small-model", "llm_api_key": SECRETS[2]}
    (line,) = wrong(told(**(right | differing)))
    assert said in line


def test_no_secret_is_ever_said(told: Told, endpoint: str) -> None:
    settings = told(
        slack_bot_token=SECRETS[0], slack_app_token=SECRETS[1], slack_signing_secret=SECRETS[2],
        llm_base_url=endpoint, llm_model="small-model", llm_api_key=SECRETS[2] + "9",
        database_url=f"postgresql+psycopg://desk:{SECRETS[2]}@127.0.0.1:1/desk",
    )  # fmt: skip
    said = "\n".join(map(str, findings(settings)))
    assert not [secret for secret in SECRETS if secret in said]


def test_what_may_be_fetched_from_a_network_of_ones_own_is_said(told: Told) -> None:
    assert any("10.1.0.0/16 may be fetched from" in str(one) for one in findings(told(feed_allow="10.1.0.0/16")))
    assert any("only the public web" in str(one) for one in findings(told()))
