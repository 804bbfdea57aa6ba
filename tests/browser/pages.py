"""The stand-in's page in a real browser, as a person uses it. Everything waits for what it asks for; nothing sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --force-prefers-reduced-motion"
)
DESK, PHONE = (1280, 800), (390, 844)
SECONDS = 15.0

T = TypeVar("T")


def start_browser(profile: Path) -> Chrome:
    """A headless Chromium with an empty profile in the folder `profile`."""
    options = ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options=options, service=Service(str(DRIVER)))


def hook(testid: str, **data: str) -> str:
    """The CSS selector of one of the page's hooks, for example ``hook("message", ts="1.2")``."""
    return f'[data-testid="{testid}"]' + "".join(f'[data-{name.replace("_", "-")}="{value}"]' for name, value in data.items())


class Page:
    """The open page."""

    def __init__(self, browser: Chrome, url: str):
        self.browser = browser
        self.url = url

    def open(self, place: str = "", *, user: str = "U0MARA", size: tuple[int, int] = DESK) -> Page:
        """Load the page at ``#/place`` as this person, and wait until it is live."""
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.browser.get("about:blank")
        self.browser.get(f"{self.url}/?as={user}#/{place}")
        self.ready()
        return self

    def ready(self) -> None:
        """Wait until everything is loaded and the line is open."""
        self.until(lambda: self.run("return document.body.dataset.ready === 'true' && document.body.dataset.live === 'open'"))

    def run(self, script: str, *args: Any) -> Any:
        """The result of a piece of JavaScript."""
        return self.browser.execute_script(script, *args)

    def module(self, script: str, *args: Any) -> Any:
        """The result of the body of an async function; it may import the page's modules from /static/."""
        wrapped = f"const done = arguments[arguments.length - 1]; (async (...args) => {{ {script} }})(...arguments).then(done, (e) => done(String(e)));"
        return self.browser.execute_async_script(wrapped, *args)

    def until(self, condition: Callable[[], T], what: str = "") -> T:
        """The first true result of `condition`."""

        def tried(_: Chrome) -> T | None:
            try:
                return condition()
            except StaleElementReferenceException:  # Drawn anew between finding and asking.
                return None

        try:
            found: T = WebDriverWait(self.browser, SECONDS, poll_frequency=0.04).until(tried)  # type: ignore[arg-type, assignment]
        except TimeoutException:
            raise AssertionError(f"{what or 'It'} did not come about.\n{self.text('body')}") from None
        return found

    def all(self, css: str) -> list[WebElement]:
        """What is visible now, possibly nothing."""
        return [one for one in self.browser.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()]

    def find(self, css: str) -> WebElement:
        """The first visible one, once there is one."""
        return self.until(lambda: next(iter(self.all(css)), None), css)  # type: ignore[return-value]

    def gone(self, css: str) -> None:
        """Wait until none is visible."""
        self.until(lambda: not self.all(css), f"no {css}")

    def click(self, css: str) -> None:
        """Press it, again if it was drawn anew meanwhile."""
        self.until(lambda: (self.find(css).click(), True)[1], css)

    def text(self, css: str) -> str:
        """The visible text of the first one."""
        return self.browser.find_element(By.CSS_SELECTOR, css).text

    def shows(self, words: str, css: str = "body") -> None:
        """Wait until the words can be read there."""
        self.until(lambda: any(words in one.text for one in self.all(css)), f"{words!r} in {css}")

    def message(self, words: str, *, inside: str = "#main") -> WebElement:
        """The last message with these words."""
        css = f"{inside} {hook('message')}"
        return self.until(lambda: next((one for one in reversed(self.all(css)) if words in one.text), None), words)  # type: ignore[return-value]

    def write(self, text: str, *, inside: str = "#main") -> None:
        """Type into the composer and send with Enter."""
        self.find(f"{inside} {hook('composer-input')}").send_keys(text, "\n")

    def more(self, words: str, item: str, *, inside: str = "#main") -> None:
        """Choose `item` (a value of the menu) in More actions of a message."""
        self.message(words, inside=inside).find_element(By.CSS_SELECTOR, hook("more-actions")).click()
        self.click(hook("menu-item", value=item))

    def choose(self, block_id: str, *values: str) -> None:
        """Open a select and choose options by their values."""
        self.click(hook("select", block_id=block_id))
        for value in values:
            self.click(hook("option", value=value))
        if len(values) != 1:
            self.browser.switch_to.active_element.send_keys("\ue00c")  # Escape closes a list of many.
        self.gone(hook("popup"))

    def fill(self, block_id: str, text: str) -> None:
        """Put the text in place of what stands in an input."""
        box = self.find(f'[data-testid="input"][data-block-id="{block_id}"]')
        box.clear()
        box.send_keys(text)

    def set_moment(self, block_id: str, kind: str, value: str) -> None:
        """Set a date (``2026-11-24``) or time (``17:30``) control, whatever way the browser writes them."""
        self.run(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))",
            self.find(hook(kind, block_id=block_id)), value,
        )  # fmt: skip

    def errors(self) -> list[str]:
        """What the browser's console holds of errors since the last time."""
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]

    def soon(self, condition: Callable[[], T]) -> T:
        """The first true result of something outside the browser."""
        end = time.monotonic() + SECONDS
        while not (found := condition()):
            if time.monotonic() > end:
                raise AssertionError("It did not come about.")
            time.sleep(0.02)
        return found
