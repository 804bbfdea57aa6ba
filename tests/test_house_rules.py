"""The rules of the house, held by tests: who may import whom, what is built when, and that words and code agree."""

from __future__ import annotations

import ast
import inspect
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import manifest
from bot.views.intake import help_page

if TYPE_CHECKING:
    from tests.slack_desk import SlackDesk

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "prompts")

# What a module may import stands before it. bot/README.md draws the same picture. A folder counts as one module.
ORDER = (
    "errors", "marks", "text", "thesaurus", "settings", "logs", "prompts", "db", "models", "audit", "outbox", "migrations", "completions", "endpoints", "llm", "desk",
    "authority", "files", "facets",
    # The nouns, in their one order.
    "deadlines", "intake", "contacts", "teams", "search", "likeness", "duties", "clocks", "inquiries", "lines", "asks", "grounding", "drafting", "disclosures", "recall", "consents", "statements", "coverage", "relationships", "presslists", "pitches", "reports", "leads", "contributors", "spokespeople", "interviews", "events", "debriefs", "briefings", "rehearsals",
    "digests", "evenings", "handovers", "heart", "views", "work", "letters", "gathering", "rounds", "release_posts", "statement_posts", "line_posts", "approval_posts", "feed_posts", "watch_posts", "clipping_posts", "contact_posts", "coverage_posts", "alert_posts", "case_posts", "pitch_posts", "event_posts", "briefing_posts", "debrief_posts", "report_posts", "interview_posts", "rehearsal_posts", "lead_posts", "contributor_posts", "writing", "mailroom", "notices", "ownership", "schedule", "health", "handlers", "app",
    # What a person starts.
    "web", "manifest", "doctor", "sandbox", "cli", "__main__",
)  # fmt: skip

ONLY_IMPORTERS = {
    "openai": {"bot/llm.py"},
    "feedparser": {"bot/coverage/feeds.py"},
    "apscheduler": {"bot/schedule.py"},
    "icalendar": {"bot/clocks/", "bot/events/", "bot/interviews/"},
    "slack_bolt": {"bot/app.py", "handlers/"},
    "slack_sdk": {"bot/app.py", "bot/doctor.py", "bot/notices.py", "bot/ownership/", "bot/slack.py", "handlers/"},
    "typer": {"bot/cli.py"},
    "gunicorn": {"bot/web.py"},
    "starlette": {"bot/sandbox/"},
    "uvicorn": {"bot/sandbox/"},
}
# The demo fills a desk; the stand-in itself knows of none.
STORY = {
    "bot/sandbox/announcements.py",
    "bot/sandbox/briefings.py",
    "bot/sandbox/conferences.py",
    "bot/sandbox/contacts.py",
    "bot/sandbox/coverage.py",
    "bot/sandbox/demo.py",
    "bot/sandbox/leads.py",
    "bot/sandbox/interviews.py",
    "bot/sandbox/library.py",
    "bot/sandbox/pitches.py",
    "bot/sandbox/promises.py",
    "bot/sandbox/rehearsals.py",
    "bot/sandbox/story.py",
}
VAGUE = {"manager", "helper", "helpers", "util", "utils", "core", "common", "base", "misc"}


def parsed(text: str) -> ast.Module:
    """The module's tree. CPython 3.11 may raise SystemError here after deep recursion elsewhere in the process, once."""
    try:
        return ast.parse(text)
    except SystemError:
        return ast.parse(text)


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours: its path from the root, and its tree."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), parsed(file.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Dotted names of everything a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports name the whole path"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def place(dotted: str) -> str | None:
    """The name in ORDER of a module of ours, None for anybody else's."""
    first, *rest = dotted.split(".")
    if first == "bot":
        return rest[0] if rest else None
    return first if first in PACKAGES else None


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_imports_point_one_way() -> None:
    wrong = []
    for path, tree in sources():
        here = place(module_of(path))
        if here is None:
            continue
        assert here in ORDER, f"{path} has no place in the order of the house"
        for name in imports(tree):
            there = place(name)
            if there not in (None, here) and (there not in ORDER or ORDER.index(there) > ORDER.index(here)):
                wrong.append(f"{path} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("library", ONLY_IMPORTERS)
def test_a_library_has_its_one_place(library: str) -> None:
    allowed = tuple(ONLY_IMPORTERS[library])
    importers = [path for path, tree in sources() if any(name.split(".")[0] == library for name in imports(tree))]
    assert [path for path in importers if not path.startswith(allowed)] == []
    assert importers, f"nobody imports {library} any more"


def test_the_stand_in_for_slack_knows_of_no_desk_and_the_desk_of_no_stand_in() -> None:
    for path, tree in sources():
        ours = {name for name in imports(tree) if place(name)}
        if path.startswith("bot/sandbox/") and path not in STORY:
            assert not {name for name in ours if not name.startswith("bot.sandbox")}, path
        elif not path.startswith("bot/sandbox/") and path != "bot/cli.py":
            assert not {name for name in ours if name.startswith("bot.sandbox")}, path


def test_handlers_and_views_hold_no_sql() -> None:
    for path, tree in sources():
        if path.startswith(("handlers/", "bot/views/")):
            assert not {name for name in imports(tree) if name.split(".")[0] in ("sqlalchemy", "sqlmodel")}, path


def test_names_say_what_a_thing_is() -> None:
    for path, tree in sources():
        assert not VAGUE & set(Path(path).stem.split("_")), path
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert not VAGUE & {word.lower() for word in re.findall(r"[A-Z][a-z]*", node.name)}, f"{path}: {node.name}"


def test_a_broad_except_raises_again_or_says_why_not() -> None:
    """A reason is a comment on its line or the next, a log of the failure, or an answer to the person."""
    for path, tree in sources():
        lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler) or not (
                node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException")
            ):
                continue
            body = ast.unparse(ast.Module(node.body, []))
            said = "#" in "".join(lines[node.lineno - 1 : node.lineno + 1])
            assert said or "raise" in body or "log.exception" in body or "unexpected()" in body, f"{path}:{node.lineno}"


IMPORT_ALL = """
import gc, importlib, json, os, pathlib, pkgutil, sys, threading
found = []
for package in ("bot", "handlers", "prompts"):
    module = importlib.import_module(package)
    for one in pkgutil.walk_packages(module.__path__, package + "."):
        if not one.name.startswith(("bot.migrations.env", "bot.migrations.versions", "bot.__main__", "bot.sandbox.__main__")):
            importlib.import_module(one.name)
kinds = ("Engine", "Settings", "App", "WebClient", "BackgroundScheduler", "ThreadPoolExecutor", "Desk", "Database", "OpenAI")
for thing in gc.get_objects():
    kind = type(thing)
    if kind.__name__ in kinds and not isinstance(thing, type):
        found.append(f"{kind.__module__}.{kind.__name__}")
print(json.dumps({"built": found, "threads": threading.active_count(), "openai": "openai" in sys.modules,
                  "files": os.listdir(".")}))
"""


def test_importing_builds_nothing(tmp_path: Path) -> None:
    """No engine, client, settings, scheduler or thread, no file, and not the slow model library."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"built": [], "threads": 1, "openai": False, "files": []}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_listeners_and_middleware_ask_only_for_arguments_that_bolt_has(slack: SlackDesk) -> None:
    """Bolt hands None to a misspelt one, without a word."""
    from slack_bolt.kwargs_injection.args import Args

    known = set(inspect.signature(Args.__init__).parameters) - {"self", "kwargs"} | {"args", "next_"}
    app: Any = slack.house.app
    asked = {tuple(listener.arg_names) for listener in app._listeners}
    ours = [one for one in app._middleware_list if one.__class__.__name__ == "CustomMiddleware"]
    asked |= {tuple(one.arg_names) for one in ours}
    assert app._listeners and ours
    assert {name for names in asked for name in names} <= known


# -- words and code -----------------------------------------------------------------------------------------------------


def documents() -> dict[str, str]:
    """What a person reads, by path."""
    return {
        file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
        for file in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "bot" / "README.md", ROOT / ".env.example")
    }


def subcommands() -> set[str]:
    from handlers.press import SUBCOMMANDS

    return set(SUBCOMMANDS)


def test_every_command_line_in_the_documents_is_one_that_runs() -> None:
    from typer.main import get_command

    from bot.cli import app

    commands: Any = get_command(app).commands  # type: ignore[attr-defined]
    for path, words in documents().items():
        for line in re.findall(r"python -m bot((?: [a-z][a-z-]*| --[a-z]+)*)", words):
            told = line.split()
            if not told or told[0].startswith("--"):
                continue
            assert told[0] in commands, f"{path}: python -m bot{line}"
            known = {option for parameter in commands[told[0]].params for option in parameter.opts} | {"--help"}
            assert {word for word in told[1:] if word.startswith("--")} <= known, f"{path}: python -m bot{line}"


def test_every_make_target_in_the_documents_is_one_and_help_lists_them_all() -> None:
    makefile = (ROOT / "Makefile").read_text()
    listed = dict(re.findall(r"^([a-z-]+):.*## (.+)$", makefile, re.MULTILINE))
    assert {"demo", "demo-reset", "run", "worker", "test", "lint", "bench", "lock", "clean"} <= listed.keys()
    for path, words in documents().items():
        for target in re.findall(r"`make ([a-z-]+)", words) + re.findall(r"^\s*make ([a-z-]+)", words, re.MULTILINE):
            assert target in listed, f"{path}: make {target}"
    shown = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(f"make {target} " in shown and what in shown for target, what in listed.items())


def test_the_slash_commands_in_the_documents_the_manifest_and_the_code_are_the_same() -> None:
    told = documents()
    for path, words in told.items():
        for name in re.findall(r"`/press ([a-z]+)", words):
            assert name in subcommands(), f"{path}: /press {name}"
    in_readme = set(re.findall(r"`/press ([a-z]+)", told["README.md"]))
    assert subcommands() <= in_readme, f"README.md leaves out {sorted(subcommands() - in_readme)}"
    (command,) = manifest.render()["features"]["slash_commands"]
    hinted = {part.split()[0] for part in command["usage_hint"].split(", ")}
    assert hinted == subcommands()
    shown = json.dumps(help_page("/press"))
    assert all(f"`/press {name}" in shown for name in subcommands()), "what is cut off is not shown"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_shortcuts_and_events_of_the_manifest_are_heard(slack: SlackDesk) -> None:
    """An event nobody listens to answers 404, and Slack sends it again and again."""
    from slack_bolt import BoltRequest

    app: Any = slack.house.app

    def heard(payload: dict[str, Any]) -> bool:
        return bool(app.dispatch(BoltRequest(mode="socket_mode", body=payload)).status != 404)

    wanted = manifest.render(intake=True)
    for shortcut in wanted["features"]["shortcuts"]:
        assert heard(shortcut_payload(shortcut)), shortcut["callback_id"]
    for event in wanted["settings"]["event_subscriptions"]["bot_events"]:
        assert heard(event_payload(event)), event
    assert not heard(event_payload("emoji_changed")), "the test would not notice"


def shortcut_payload(shortcut: dict[str, str]) -> dict[str, Any]:
    message = {"message": {"type": "message", "user": "U0TOBI", "ts": "1700000000.000100", "text": "Hello"},
               "channel": {"id": "C0DESK", "name": "press-desk"}, "message_ts": "1700000000.000100"}  # fmt: skip
    return {
        "type": "message_action" if shortcut["type"] == "message" else "shortcut",
        "callback_id": shortcut["callback_id"], "trigger_id": "1.2.3",
        "user": {"id": "U0MARA", "team_id": "T0LANTERN"}, "team": {"id": "T0LANTERN", "domain": "harbour-light"},
    } | (message if shortcut["type"] == "message" else {})  # fmt: skip


def event_payload(name: str) -> dict[str, Any]:
    kind, _, where = name.partition(".")
    channel_type = {"im": "im", "channels": "channel", "groups": "group"}.get(where)
    event: dict[str, Any] = {"type": kind, "user": "U0MARA", "channel": "C0GENERAL", "ts": "1700000000.000100",
                             "event_ts": "1700000000.000100", "text": "Hello", "tab": "home",
                             "tokens": {"bot": ["U0PRESSDESK"]}}  # fmt: skip
    if channel_type:
        event["channel_type"] = channel_type
    return {"type": "event_callback", "team_id": "T0LANTERN", "api_app_id": "A0PRESSDESK", "event_id": f"Ev{name}",
            "event_time": 1700000000, "event": event}  # fmt: skip


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(PermissionError), socket.socket() as out:
        out.connect(("192.0.2.1", 443))
    with pytest.raises(PermissionError):
        socket.getaddrinfo("slack.com", 443)


def test_the_lock_names_packages_and_no_hosts() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    project = (ROOT / "pyproject.toml").read_text()
    wanted = re.findall(r'^    "([a-z0-9-]+)(?:\[[a-z]+\])?[><=]', project, re.MULTILINE)
    wanted += re.findall(r'"([a-z0-9-]+)>=[^"]+"', "".join(re.findall(r"^(?:sandbox|web) = .*$", project, re.MULTILINE)))
    assert len(wanted) > 20
    assert set(wanted) <= pinned
