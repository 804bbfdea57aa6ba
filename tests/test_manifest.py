"""The manifest asks for what the desk uses, and for nothing else."""

import json
import re

import pytest

from bot import manifest
from bot.errors import DeskError

TOO_MUCH = re.compile(r"chat:write\.(public|customize)|search|admin|^channels:(manage|join|write)|^groups:write|^users:write")


def scopes(**choices: object) -> set[str]:
    return set(manifest.render(**choices)["oauth_config"]["scopes"]["bot"])  # type: ignore[arg-type]


def test_without_an_address_it_is_for_socket_mode() -> None:
    rendered = manifest.render()
    assert rendered["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(rendered)


def test_with_an_address_every_request_goes_there() -> None:
    rendered = manifest.render(url="https://desk.example.org/")
    address = "https://desk.example.org/slack/events"
    assert rendered["settings"]["socket_mode_enabled"] is False
    assert rendered["settings"]["event_subscriptions"]["request_url"] == address
    assert rendered["settings"]["interactivity"]["request_url"] == address
    assert rendered["features"]["slash_commands"][0]["url"] == address


@pytest.mark.parametrize("given", ["https://desk.example.org/press", "https://desk.example.org/press/slack/events"])
def test_an_address_may_have_a_path(given: str) -> None:
    rendered = manifest.render(url=given)
    assert rendered["settings"]["interactivity"]["request_url"] == "https://desk.example.org/press/slack/events"


@pytest.mark.parametrize("given", ["http://desk.example.org", "desk.example.org", "https://", "https://desk.example.org?a=b"])
def test_an_address_that_slack_would_refuse_is_refused(given: str) -> None:
    with pytest.raises(DeskError, match="https"):
        manifest.render(url=given)


def test_the_command_is_escaped_so_that_mentions_arrive_as_ids() -> None:
    (command,) = manifest.render(command="/media")["features"]["slash_commands"]
    assert command["command"] == "/media"
    assert command["should_escape"] is True


def test_the_shortcuts_are_there() -> None:
    shortcuts = manifest.render()["features"]["shortcuts"]
    assert {(one["type"], one["callback_id"], one["name"]) for one in shortcuts} == {
        ("message", "log_message", "Log as media inquiry"),
        ("global", "new_inquiry", "New media inquiry"),
        ("global", "journalist_called", "A journalist called me"),
    }


def test_home_and_a_messages_tab_one_can_write_in() -> None:
    assert manifest.render()["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_every_scope_asked_for_says_what_for_and_none_asks_too_much() -> None:
    reasons = manifest.SCOPES_NEEDED | manifest.SCOPES_INTAKE | manifest.SCOPES_OPTIONAL
    assert scopes(intake=True) == set(reasons)
    assert all(len(why.split()) > 2 for why in reasons.values())
    assert not [scope for scope in reasons if TOO_MUCH.search(scope)]


def test_optional_scopes_stand_in_both_lists() -> None:
    asked = manifest.render()["oauth_config"]["scopes"]
    assert set(asked["bot_optional"]) == set(manifest.SCOPES_OPTIONAL)
    assert set(asked["bot_optional"]) <= set(asked["bot"])


def test_only_an_intake_channel_asks_to_read_channels() -> None:
    assert not any(scope.endswith("s:history") for scope in scopes())
    assert {"channels:history", "groups:history"} <= scopes(intake=True)
    events = manifest.render()["settings"]["event_subscriptions"]["bot_events"]
    with_intake = manifest.render(intake=True)["settings"]["event_subscriptions"]["bot_events"]
    assert set(with_intake) - set(events) == {"message.channels", "message.groups"}


# https://docs.slack.dev/reference/events names each event's scope, and the manifest's limits stand in its reference.
SCOPE_OF_EVENT = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "tokens_revoked": None,
}


@pytest.mark.parametrize("intake", [False, True])
def test_each_event_comes_with_the_scope_it_needs(intake: bool) -> None:
    for event in manifest.render(intake=intake)["settings"]["event_subscriptions"]["bot_events"]:
        needed = SCOPE_OF_EVENT[event]
        assert needed is None or needed in scopes(intake=intake)


def test_names_and_descriptions_fit_slacks_limits() -> None:
    rendered = manifest.render()
    assert len(rendered["display_information"]["name"]) <= 35
    assert len(rendered["display_information"]["description"]) <= 140
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in rendered["features"]["shortcuts"])
    assert all(len(one["usage_hint"]) <= 1000 and len(one["command"]) <= 32 for one in rendered["features"]["slash_commands"])
