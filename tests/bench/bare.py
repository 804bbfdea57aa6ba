"""What acknowledgements are measured against: a Bolt app that does nothing, over Socket Mode. `python -m tests.bench.bare`."""

from __future__ import annotations

import logging
import os
import signal
import threading

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient


def main() -> None:
    """Acknowledges whatever the desk is asked too, connected the same way, until told to stop."""
    base_url, token = os.environ["SLACK_API_BASE_URL"], os.environ["SLACK_APP_TOKEN"]
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=base_url)
    logger = logging.getLogger("slack.bolt")
    logger.setLevel(logging.ERROR)  # It warns of a token in the environment that it does not need.
    app = App(client=client, signing_secret="unused: Socket Mode", process_before_response=True, logger=logger)
    for listen in (app.command("/press"), app.shortcut("log_message"), app.event("message")):
        listen(_nothing)
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    handler = SocketModeHandler(app, token, web_client=WebClient(token, base_url=base_url), concurrency=50)
    handler.connect()
    stopping.wait()
    handler.close()


def _nothing(ack: Ack) -> None:
    ack()


if __name__ == "__main__":
    main()
