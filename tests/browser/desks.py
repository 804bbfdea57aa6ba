"""The page with the words of the press desk: cards, statements, threads."""

from __future__ import annotations

import os
from pathlib import Path

from selenium.webdriver.common.by import By

from tests.browser.pages import Page, hook


class Desk(Page):
    """The page with the words of this flow."""

    def act(self, action_id: str, *, inside: str = "body") -> None:
        """Press the last button with this action."""
        css = f'{inside} [data-action-id="{action_id}"]'

        def press() -> bool:
            shown = self.all(css)
            if not shown or not shown[-1].is_enabled():
                return False
            self.run("arguments[0].scrollIntoView({block: 'center'})", shown[-1])
            shown[-1].click()
            return True

        self.until(press, action_id)

    def touch(self, begins: str, *, inside: str = "body", number: int = 0) -> None:
        """Press the button whose action begins so, the first of them or a later one."""
        css = f'{inside} [data-action-id^="{begins}"]'

        def press() -> bool:
            shown = self.all(css)
            if len(shown) <= number or not shown[number].is_enabled():
                return False
            self.run("arguments[0].scrollIntoView({block: 'center'})", shown[number])
            shown[number].click()
            return True

        self.until(press, begins)

    def on_card(self, reference: str, action_id: str) -> None:
        """Press a button on the card of an inquiry in the desk channel."""

        def press() -> bool:
            for card in reversed(self.all(f"#main {hook('message')}")):
                found = card.find_elements(By.CSS_SELECTOR, f'[data-action-id="{action_id}"]')
                if reference in card.text and found and found[0].is_enabled():
                    self.run("arguments[0].scrollIntoView({block: 'center'})", found[0])
                    found[0].click()
                    return True
            return False

        self.until(press, f"{action_id} on {reference}")

    def write_statement(self, text: str) -> None:
        box = self.find(f"{hook('modal')} textarea")
        box.clear()
        box.send_keys(text)
        self.submit()
        self.shows("Saved.", hook("modal"))

    def thread(self, words: str) -> None:
        """Open the thread of the message with these words, once it has one."""

        def press() -> bool:
            found = self.message(words).find_elements(By.CSS_SELECTOR, hook("replies-link"))
            return bool(found) and (found[0].click(), True)[1]

        self.until(press, f"a thread under {words}")

    def leave(self) -> None:
        """Close the modal, as far as one is open."""

        def left() -> bool:
            for close in self.all(f"{hook('modal')} {hook('modal-close')}"):
                close.click()
            return not self.all(hook("modal"))

        self.until(left, "no modal")

    def submit(self) -> None:
        self.click(hook("modal-submit"))

    def picture(self, name: str, made: bytes | None = None) -> None:
        """Keep what is seen, or a picture that was made, where PICTURES names a folder."""
        if folder := os.environ.get("PICTURES"):
            (Path(folder) / f"{name}.png").write_bytes(made or self.browser.get_screenshot_as_png())
