"""Identifiers in the shapes Slack gives them."""

import random
import string
import time

_UPPER = string.ascii_uppercase + string.digits
_MIXED = string.ascii_letters + string.digits


def new_id(prefix: str, *, length: int = 10) -> str:
    """An identifier such as ``V0K3J9XQ2TB``: the prefix and then capitals and digits."""
    return prefix + "".join(random.choices(_UPPER, k=length))


def new_token(*, length: int = 24) -> str:
    """A mixed-case token for URLs that must not be guessed twice."""
    return "".join(random.choices(_MIXED, k=length))


def new_block_id() -> str:
    """The id Slack gives a block or an element that came without one."""
    return "".join(random.choices(_MIXED, k=5))


def new_hash(*, now: float | None = None) -> str:
    """A view's version, ``1764000000.aB3dE5gH``."""
    return f"{int(time.time() if now is None else now)}." + "".join(random.choices(_MIXED, k=8))
