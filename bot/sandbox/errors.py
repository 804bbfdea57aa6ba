"""The one error of the Web API side."""

from typing import Any


class ApiError(Exception):
    """Becomes ``{"ok": false, "error": code, …extra}`` with `status` and `headers`."""

    def __init__(self, code: str, *, status: int = 200, headers: dict[str, str] | None = None, **extra: Any):
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = headers or {}
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return {"ok": False, "error": self.code, **self.extra}


def invalid_arguments(*problems: str) -> ApiError:
    """``invalid_arguments`` with Slack's response_metadata."""
    return ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {p}" for p in problems]})


def invalid_blocks(problems: list[str]) -> ApiError:
    """``invalid_blocks`` as chat.postMessage answers it."""
    messages = [f"[ERROR] {p}" for p in problems]
    return ApiError("invalid_blocks", errors=problems, response_metadata={"messages": messages})
