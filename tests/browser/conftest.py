"""A browser for the run, and for each test a fresh workspace with its page and a scripted app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from slack_sdk import WebClient

from bot.sandbox import cast
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.browser.apps import ScriptedApp
from tests.browser.pages import CHROMIUM, DRIVER, Page, start_browser


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
