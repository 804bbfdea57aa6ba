"""One call of the Web API: its arguments, read as strictly as Slack reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox.errors import ApiError, invalid_arguments

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """`args` hold strings (from a form or a query) or JSON values (from a JSON body)."""

    world: World
    method: str
    args: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A required, non-empty argument."""
        value = self.maybe_text(name)
        if value is None:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def maybe_text(self, name: str) -> str | None:
        """An optional text argument; an empty one counts as absent."""
        value = self.args.get(name)
        if isinstance(value, bool | dict | list):
            raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")
        return None if value in (None, "") else str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """An optional boolean, given as JSON or as ``1``, ``true``, ``0``, ``false``."""
        value = self.args.get(name, default)
        return value.lower() in ("1", "true") if isinstance(value, str) else bool(value)

    def number(self, name: str, *, default: int, most: int) -> int:
        """An optional whole number from 1 to `most`. Raises invalid_limit as the paged methods do."""
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise ApiError("invalid_limit") from None
        if not 1 <= number <= most:
            raise ApiError("invalid_limit")
        return number

    def json(self, name: str) -> Any:
        """An optional structure, as JSON text or in a JSON body. Raises invalid_arguments for broken JSON."""
        value = self.args.get(name)
        if isinstance(value, str):
            if not value.strip():
                return None
            try:
                return json.loads(value)
            except ValueError:
                error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
                raise ApiError(error) from None
        return value

    def channel(self) -> str:
        """The channel argument."""
        value = self.maybe_text("channel")
        if value is None:
            raise ApiError("channel_not_found")
        return value

    def needs(self, scope: str) -> None:
        """Refuse with missing_scope where `scope` was not granted."""
        provided = self.world.state.scopes
        if scope not in provided.split(","):
            raise ApiError("missing_scope", needed=scope, provided=provided)
