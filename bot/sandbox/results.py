"""What an action of a person came to."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Result:
    """`ok`, or `error` in Slack's words; `data` carries what the page or a test may want besides."""

    ok: bool
    error: str | None = None
    data: dict[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The page's answer."""
        return {"ok": self.ok} | ({"error": self.error} if self.error else {}) | self.data


def done(**data: Any) -> Result:
    """It worked."""
    return Result(True, None, data)


def refused(error: str, **data: Any) -> Result:
    """It did not."""
    return Result(False, error, data)
