"""`make bench`: acknowledgements against a bare Bolt app, payload to card, work and lists. Measures; is no gate."""

from __future__ import annotations

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench import acks, places


def main() -> None:
    """Prints every table, in about a minute and a half."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as kept, ExitStack() as stack:
        folder = Path(kept)
        bare = stack.enter_context(places.bare(folder, messages=acks.MESSAGES))
        desk = stack.enter_context(places.desk("desk", folder, messages=acks.MESSAGES))
        acks.measure([bare, desk])
    print(f"\n{time.monotonic() - began:.0f} s in all.")


if __name__ == "__main__":
    main()
