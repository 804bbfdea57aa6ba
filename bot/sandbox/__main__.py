"""``python -m bot.sandbox``: the stand-in alone, until interrupted."""

import argparse
import signal
import threading
from pathlib import Path

from bot.sandbox import cast
from bot.sandbox.server import Server
from bot.sandbox.world import World


def main() -> None:
    """Serve on 127.0.0.1 and print what a bot needs."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox")
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--world", type=Path, help="the JSON file that keeps the workspace")
    options = parser.parse_args()
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    with Server(World(path=options.world), port=options.port) as server:
        print(f"{server.url}  (API {server.api_url}, {cast.BOT_TOKEN}, {cast.APP_TOKEN})", flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
