"""A browser for the run, and for each test a fresh workspace with its page and a scripted app."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from selenium.webdriver import Chrome
from slack_sdk import WebClient

from bot.db import Database
from bot.sandbox import cast, demo, story
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.apps import ScriptedApp
from tests.browser.pages import CHROMIUM, DRIVER, Page, start_browser
from tests.clocks import Clock
from tests.reminded import london
from tests.slack_desk import SlackDesk


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    for program in (CHROMIUM, DRIVER):
        if not program.exists():
            pytest.skip(f"{program} is not installed (Debian: apt-get install chromium chromium-driver)")
    chrome = start_browser(Path(tmp_path_factory.mktemp("profile")))
    yield chrome
    chrome.quit()


@pytest.fixture
def app() -> ScriptedApp:
    return ScriptedApp()


@pytest.fixture
def world(app: ScriptedApp) -> World:
    world = World()
    world.strictness.rate_limit = False
    world.deliver = app
    return world


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    with Server(world) as running:
        yield running


@pytest.fixture
def slack(server: Server) -> WebClient:
    """The app's own way to the Web API."""
    return WebClient(cast.BOT_TOKEN, base_url=server.api_url)


@pytest.fixture
def page(browser: Chrome, server: Server) -> Iterator[Page]:
    """The page, to be opened; whatever a test does, the browser's console must stay free of errors."""
    page = Page(browser, server.url)
    page.errors()
    yield page
    assert page.errors() == []
    browser.get("about:blank")


@pytest.fixture
def told(tmp_path: Path, migrated_file: Path) -> Iterator[SlackDesk]:
    """The demo's desk as its story leaves it on a Wednesday morning; from here on its work runs by itself."""
    clock, world = Clock(london("2026-11-25 10:40")), World()
    world.clock = lambda: clock().timestamp()
    shutil.copy(migrated_file, tmp_path / "pressdesk.sqlite")
    with Server(world) as server:
        environment = demo.settings_for(server, tmp_path)
        story.tell(world, environment, Console(quiet=True))
        database = Database(environment["DATABASE_URL"])
        desk = SlackDesk(world, server, database, clock, feed_allow=environment["FEED_ALLOW"])
        desk.house.work.start()
        yield desk
        desk.house.work.stop()
        desk.close()
        database.close()
