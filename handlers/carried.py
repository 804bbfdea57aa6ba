"""What a modal carried there and back."""

from __future__ import annotations

import json
from typing import Any

from handlers.requests import Request


def carried(request: Request) -> dict[str, Any]:
    """The ids the modal was opened with."""
    return json.loads(request.view.get("private_metadata") or "{}")
