"""Submitting and closing modals.

Source: https://docs.slack.dev/surfaces/modals#handling_submissions (response_action), view_closed payloads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import elements, files, payloads, views
from bot.sandbox.deliveries import Body
from bot.sandbox.errors import ApiError
from bot.sandbox.persons import inputs
from bot.sandbox.persons.acknowledgements import failure
from bot.sandbox.results import Result, done, refused

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


def submit(world: World, *, user: str, view_id: str | None, values: Json) -> Result:
    """Check the inputs as Slack's client does, send view_submission and do what the answer says."""
    try:
        with world.change():
            view = _open_view(world, user, view_id)
            if not view["submit"]:
                raise ApiError("no_submit")
            chosen = elements.merged(world, view["blocks"], view["state"]["values"], values)
            if errors := inputs.problems(view["blocks"], chosen):
                return refused("invalid_input", errors=errors)
            view = views.keep_state(world, view, chosen)
            _hand_over(world, view)
            urls = _response_urls(world, user, view)
            payload = payloads.submission(world, user=user, view=view, response_urls=urls)
    except ApiError as error:
        return refused(error.code)
    except elements.BadValue as error:
        return refused("invalid_value", detail=str(error))
    reply = world.courier.ask("interactive", payload, accepts_body=True)
    if error_name := failure(reply):
        return refused(error_name)
    assert reply is not None
    try:
        with world.change():
            return _answer(world, user, view, reply[1])
    except ApiError as error:
        return refused("invalid_response", detail=error.body())


def close(world: World, *, user: str, view_id: str | None, every: bool) -> Result:
    """Close the modal; with `every` (or its clear_on_close) the whole stack. view_closed leaves where it is wanted."""
    try:
        with world.change():
            view = _open_view(world, user, view_id)
            every = every or view["clear_on_close"]
            gone = world.stack(user) if every else [view]
            views.drop(world, user, [one["id"] for one in gone])
            closings = [
                payloads.closing(world, user=user, view=one, cleared=every) for one in reversed(gone) if one["notify_on_close"]
            ]
    except ApiError as error:
        return refused(error.code)
    failures = [failure(world.courier.ask("interactive", one, accepts_body=False)) for one in closings]
    return done(closed=len(gone), unacknowledged=sum(one is not None for one in failures))


def _hand_over(world: World, view: Json) -> None:
    """The app may fetch what was put into its form."""
    for entries in view["state"]["values"].values():
        for entry in entries.values():
            for file in entry.get("files") or []:
                files.hand_to_app(world, file)


def _open_view(world: World, user: str, view_id: str | None) -> Json:
    stack = world.stacks.get(user, [])
    view_id = view_id or (stack[-1] if stack else None)
    if view_id is None or view_id not in stack:
        raise ApiError("view_not_found")
    return world.views[view_id]


def _answer(world: World, user: str, view: Json, body: Body) -> Result:
    if not body:
        views.drop(world, user, [view["id"]])
        return done()
    if isinstance(body, str):
        raise ApiError("invalid_response")
    action = body.get("response_action")
    if action == "errors":
        return done(response_action="errors", errors=_errors(view, body.get("errors")))
    if action == "clear":
        views.drop(world, user, list(world.stacks.get(user, [])))
    elif action == "update":
        given = views.checked(body.get("view"), kinds=("modal",))
        views.update(world, given=given, view_id=view["id"])
    elif action == "push":
        given = views.checked(body.get("view"), kinds=("modal",))
        views.push_on(world, user=user, given=given, on=view)
    else:
        raise ApiError("invalid_response_action")
    return done(response_action=action)


def _errors(view: Json, errors: Any) -> dict[str, str]:
    """The errors of an answer: for input blocks of this view, each a text. Anything else Slack does not show."""
    if not isinstance(errors, dict) or not errors:
        raise ApiError("invalid_errors")
    known = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    for block_id, words in errors.items():
        if block_id not in known or not isinstance(words, str) or not words:
            raise ApiError("invalid_errors", block_id=block_id)
    return errors


def _response_urls(world: World, user: str, view: Json) -> list[Json]:
    urls: list[Json] = []
    for block, element in elements.stateful(view["blocks"]):
        if block["type"] == "input" and element.get("response_url_enabled"):
            entry = view["state"]["values"][block["block_id"]][element["action_id"]]
            channel = entry.get(elements.FIELD[element["type"]])
            if channel:
                url = world.base_url + world.responses.issue(channel, user)
                name = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append(name | {"channel_id": channel, "response_url": url})
    return urls
