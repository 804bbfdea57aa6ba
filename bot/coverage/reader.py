"""The reader: a process of its own that parses what others wrote, so that a feed that costs too much ends that process and no other.

It is started by `readings`, has no settings and no secrets, and opens nothing. On its input come requests, a line of JSON with
`kind`, `url` and `size` and then that many bytes; on its output go answers, a line with `size` and then as many bytes of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

from bot.coverage.entries import Refused

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 15  # For one reading, should nobody be there any more to stop it.
TIRED = 300 * 1024  # KiB held; beyond that the next reading is another process's.
READY = b"ready\n"


def main() -> None:
    """Reads until its input ends."""
    _limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What a library prints is no answer.
    from bot.coverage import feeds  # noqa: F401  Imported before anybody waits for it.

    answers.write(READY)
    answers.flush()
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        body = sys.stdin.buffer.read(asked["size"])
        if len(body) < asked["size"]:
            return
        _limit_time()
        answer = _answer(asked["kind"], body, asked["url"])
        answer["tired"] = answer.get("tired") or _is_tired()
        _send(answers, answer)


def _answer(kind: str, body: bytes, url: str) -> dict[str, Any]:
    try:
        return {"read": _READ[kind](body, url)}
    except Refused as reason:
        return {"refused": str(reason)}
    except MemoryError:
        return {"refused": "What is there would take too much memory to read.", "tired": True}
    except RecursionError:
        return {"refused": "What is there is nested too deeply to be read."}
    except Exception as problem:  # Markup that trips a library is the publisher's fault, and costs this one reading only.
        return {"refused": f"What is there is broken in a way that can't be read ({type(problem).__name__})."}


def _feed(body: bytes, url: str) -> list[dict[str, Any]]:
    from bot.coverage import feeds

    return [
        {**vars(entry), "published": entry.published.isoformat() if entry.published else None}
        for entry in feeds.parse(body, url=url)
    ]


def _page(body: bytes, url: str) -> dict[str, Any]:
    from bot.coverage import pages

    page = pages.read(body, url=url)
    return {**vars(page), "published": page.published.isoformat() if page.published else None}


_READ = {"feed": _feed, "page": _page}


def _send(answers: IO[bytes], answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    answers.write(json.dumps({"size": len(data)}).encode() + b"\n" + data)
    answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the limit of time holds there too.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _is_tired() -> bool:
    try:
        import resource
    except ImportError:
        return False
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (held // 1024 if sys.platform == "darwin" else held) > TIRED


if __name__ == "__main__":
    main()
