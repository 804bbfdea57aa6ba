"""The lock: which text each version of a prompt has. `python -m prompts.locks` adds versions and never changes one.

A line is `name version sha256`. Old versions stay, so that a Generation row of last year can still be explained.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from prompts.files import FOLDER, Prompt, PromptError, load, names

LOCK = FOLDER / "prompts.lock"


def read_lock(file: Path = LOCK) -> dict[tuple[str, int], str]:
    """The SHA-256 (hex) of each (name, version)."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return {(name, int(version)): digest for name, version, digest in (line.split() for line in lines)}


def changes(prompts: Iterable[Prompt], lock: dict[tuple[str, int], str]) -> list[Prompt]:
    """The prompts whose version is not locked yet. PromptError where a locked version has another text, or one was skipped."""
    new = []
    for prompt in prompts:
        newest = max((version for name, version in lock if name == prompt.name), default=0)
        locked = lock.get((prompt.name, prompt.version))
        if locked is None and prompt.version != newest + 1:
            raise PromptError(f"{prompt.name}: the next version is {newest + 1}, not {prompt.version}.")
        if locked is not None and (locked != prompt.sha256 or prompt.version != newest):
            raise PromptError(f"{prompt.name}: the text changed: make it version {newest + 1}, then python -m prompts.locks.")
        if locked is None:
            new.append(prompt)
    return new


def main() -> int:
    """Locks what is new; says what is wrong and returns 1 where a locked text was changed."""
    lock = read_lock()
    try:
        new = changes([load(name) for name in names()], lock)
    except PromptError as problem:
        print(problem, file=sys.stderr)
        return 1
    lock |= {(prompt.name, prompt.version): prompt.sha256 for prompt in new}
    lines = [f"{name} {version} {digest}\n" for (name, version), digest in sorted(lock.items())]
    LOCK.write_text("".join(lines), encoding="utf-8")
    print("\n".join(f"locked {prompt.name} version {prompt.version}" for prompt in new) or "nothing new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
