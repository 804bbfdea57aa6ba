"""The table of methods, and one call from token to answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast
from bot.sandbox.errors import ApiError
from bot.sandbox.strictness import Failure
from bot.sandbox.webapi import apps, chat, conversations, files, reactions, users, views
from bot.sandbox.webapi.calls import Call

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
Method = Callable[[Call], Json]

# method → (function, the scope it needs). Scopes: the "Required scopes" of each page under
# https://docs.slack.dev/reference/methods; None where none is needed or it depends on the channel.
METHODS: dict[str, tuple[Method, str | None]] = {
    "auth.test": (apps.auth_test, None),
    "apps.connections.open": (apps.connections_open, None),
    "api.test": (apps.api_test, None),
    "team.info": (apps.team_info, "team:read"),
    "bots.info": (users.bot_info, "users:read"),
    "chat.postMessage": (chat.post_message, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "chat.delete": (chat.delete, "chat:write"),
    "chat.postEphemeral": (chat.post_ephemeral, "chat:write"),
    "chat.getPermalink": (chat.get_permalink, None),
    "conversations.info": (conversations.info, None),
    "conversations.list": (conversations.listing, None),
    "conversations.members": (conversations.members, None),
    "conversations.open": (conversations.opening, "im:write"),
    "conversations.join": (conversations.join, "channels:join"),
    "conversations.history": (conversations.history, None),
    "conversations.replies": (conversations.replies, None),
    "users.info": (users.info, "users:read"),
    "users.list": (users.listing, "users:read"),
    "users.lookupByEmail": (users.lookup_by_email, "users:read.email"),
    "users.conversations": (conversations.of_user, None),
    "views.open": (views.opening, None),
    "views.push": (views.push, None),
    "views.update": (views.update, None),
    "views.publish": (views.publish, None),
    "reactions.add": (reactions.add, "reactions:write"),
    "reactions.remove": (reactions.remove, "reactions:write"),
    "files.getUploadURLExternal": (files.get_upload_url, "files:write"),
    "files.completeUploadExternal": (files.complete_upload, "files:write"),
    "files.info": (files.info, "files:read"),
    "files.delete": (files.delete, "files:write"),
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: Json


def call(world: World, method: str, args: Mapping[str, Any], *, token: str | None) -> Answer:
    """Answer one call and log it in ``world.calls`` (without the token)."""
    started = time.perf_counter()
    with world.serving_app():
        answer = _answer(world, method, args, token)
    ms = round((time.perf_counter() - started) * 1000, 3)
    entry = {"method": method, "args": dict(args), "response": answer.body, "status": answer.status, "ms": ms}
    world.log_call(entry)
    return answer


def _answer(world: World, method: str, args: Mapping[str, Any], token: str | None) -> Answer:
    headers = {"x-oauth-scopes": world.state.scopes}
    try:
        if method not in METHODS:
            raise ApiError("unknown_method", req_method=method)
        function, scope = METHODS[method]
        with world.change():
            _authenticate(world, method, token)
            if failure := world.strictness.take_failure(method):
                raise _asked_for(failure)
            one = Call(world, method, args)
            if scope is not None:
                headers["x-accepted-oauth-scopes"] = scope
                one.needs(scope)
            body = {"ok": True, **function(one)}
    except ApiError as error:
        return Answer(error.status, headers | error.headers, error.body())
    return Answer(200, headers, body)


def _authenticate(world: World, method: str, token: str | None) -> None:
    if method == "api.test":
        return
    if not token:
        raise ApiError("not_authed")
    if token in world.strictness.revoked:
        raise ApiError("token_revoked")
    if token in world.strictness.inactive:
        raise ApiError("account_inactive")
    if token not in (cast.BOT_TOKEN, cast.APP_TOKEN):
        raise ApiError("invalid_auth")
    wants_app_token = method == "apps.connections.open"
    if method != "auth.test" and wants_app_token != (token == cast.APP_TOKEN):
        raise ApiError("not_allowed_token_type")


def _asked_for(failure: Failure) -> ApiError:
    headers = {"retry-after": str(failure.retry_after or 1)} if failure.http_status == 429 else {}
    return ApiError(failure.error, status=failure.http_status, headers=headers)
