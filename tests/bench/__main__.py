"""`make bench`: acknowledgements against a bare Bolt app, payload to card, work and lists. Measures; is no gate."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench import acks, cards, databases, jobs, lists, places


def main() -> None:
    """Prints every table, in about a minute and a half on two idle cores."""
    began = time.monotonic()
    print(f"Measured on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start.")
    with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as kept, ExitStack() as stack:
        folder = Path(kept)
        with ExitStack() as while_listening:
            bare = while_listening.enter_context(places.bare(folder, messages=acks.MESSAGES))
            desk = while_listening.enter_context(places.desk("desk", folder, messages=acks.MESSAGES))
            acks.measure([bare, desk])
            cards.measure([desk])
        urls = stack.enter_context(databases.each(folder))
        jobs.measure(urls)
        lists.measure(urls)
    print(f"\n{time.monotonic() - began:.0f} s in all, load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
