"""conversations.* and users.* of the stand-in."""

import pytest

from tests.sandbox_bot import refusal, running


@pytest.fixture
def desk():
    with running() as place:
        place.world.strictness.rate_limit = False
        yield place


def test_info_tells_whether_the_bot_is_a_member(desk):
    info = desk.client.conversations_info
    assert info(channel="C0DESK", include_num_members=True)["channel"]["num_members"] == 4
    assert info(channel="C0NOBOT")["channel"]["is_member"] is False
    assert refusal(lambda: info(channel="C0NOWHERE"))["error"] == "channel_not_found"


def test_the_list_comes_in_pages(desk):
    listing = desk.client.conversations_list
    first = listing(limit=3)
    second = listing(limit=3, cursor=first["response_metadata"]["next_cursor"])
    names = [c["name"] for c in first["channels"] + second["channels"]]
    assert names == ["press-desk", "press-inbox", "general", "coverage"]
    assert second["response_metadata"]["next_cursor"] == ""
    assert refusal(lambda: listing(cursor="nonsense"))["error"] == "invalid_cursor"
    assert refusal(lambda: listing(types="rooms"))["error"] == "invalid_types"
    assert refusal(lambda: listing(limit=0))["error"] == "invalid_limit"


def test_private_channels_and_dms_are_listed_only_where_the_bot_is_in(desk):
    desk.control("add_channel", channel="C0BOARD", name="board", members=["U0DINAH"], is_private=True)
    desk.control("add_channel", channel="C0CRISIS", name="crisis", members=["U0DINAH", "U0PRESSDESK"], is_private=True)
    desk.control("scopes", scopes="groups:read,im:read")
    desk.world.open_dm("U0MARA", "U0TOBI")
    dm = desk.world.dm("U0MARA")
    found = desk.client.conversations_list(types="private_channel,im")["channels"]
    assert {c["id"] for c in found} == {"C0CRISIS", dm}


def test_a_dm_is_described_only_with_its_own_scope(desk):
    dm = desk.world.dm("U0MARA")
    assert refusal(lambda: desk.client.conversations_info(channel=dm))["needed"] == "im:read"
    assert refusal(lambda: desk.client.conversations_members(channel=dm))["needed"] == "im:read"


def test_members_come_in_pages(desk):
    first = desk.client.conversations_members(channel="C0DESK", limit=3)
    assert len(first["members"]) == 3 and first["response_metadata"]["next_cursor"]


def test_a_dm_is_opened_once(desk):
    first = desk.client.conversations_open(users="U0MARA")
    again = desk.client.conversations_open(users="U0MARA")
    assert first["channel"]["id"] == again["channel"]["id"] and again["already_open"] is True
    assert refusal(lambda: desk.client.conversations_open(users="U0NOBODY"))["error"] == "user_not_found"
    assert refusal(lambda: desk.client.conversations_open(users=""))["error"] == "users_list_not_supplied"


def test_a_dm_of_others_does_not_exist_for_the_bot(desk):
    dm = desk.world.open_dm("U0MARA", "U0TOBI").data["channel"]
    assert refusal(lambda: desk.client.conversations_history(channel=dm))["error"] == "channel_not_found"


def test_history_is_newest_first_and_without_replies(desk):
    parent = desk.world.post("U0MARA", "C0DESK", "one").data["ts"]
    desk.world.post("U0MARA", "C0DESK", "reply", parent)
    desk.world.post("U0MARA", "C0DESK", "two")
    history = desk.client.conversations_history
    assert [m["text"] for m in history(channel="C0DESK")["messages"]] == ["two", "one"]
    first = history(channel="C0DESK", limit=1)
    assert first["has_more"] is True
    rest = history(channel="C0DESK", limit=1, cursor=first["response_metadata"]["next_cursor"])
    assert [m["text"] for m in rest["messages"]] == ["one"] and rest["has_more"] is False
    assert [m["text"] for m in history(channel="C0DESK", oldest=parent)["messages"]] == ["two"]
    both = history(channel="C0DESK", oldest=parent, inclusive=True)["messages"]
    assert [m["text"] for m in both] == ["two", "one"]


def test_history_needs_membership_and_its_scope(desk):
    assert refusal(lambda: desk.client.conversations_history(channel="C0NOBOT"))["error"] == "not_in_channel"
    desk.control("scopes", scopes="channels:read")
    answer = refusal(lambda: desk.client.conversations_history(channel="C0DESK"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")


def test_replies_start_with_the_parent_and_an_unknown_thread_is_not_found(desk):
    parent = desk.world.post("U0MARA", "C0DESK", "one").data["ts"]
    desk.world.post("U0TOBI", "C0DESK", "reply", parent)
    messages = desk.client.conversations_replies(channel="C0DESK", ts=parent)["messages"]
    assert [m["text"] for m in messages] == ["one", "reply"]
    assert (messages[0]["reply_count"], messages[1]["parent_user_id"]) == (1, "U0MARA")
    missing = refusal(lambda: desk.client.conversations_replies(channel="C0DESK", ts="1.000001"))
    assert missing["error"] == "thread_not_found"


def test_metadata_is_shown_only_when_asked_for(desk):
    metadata = {"event_type": "card", "event_payload": {"id": 1}}
    desk.client.chat_postMessage(channel="C0DESK", text="x", metadata=metadata)
    history = desk.client.conversations_history
    assert "metadata" not in history(channel="C0DESK")["messages"][0]
    assert history(channel="C0DESK", include_all_metadata=True)["messages"][0]["metadata"] == metadata


def test_a_user_has_zone_and_guest_flags_and_the_address_only_with_its_scope(desk):
    priya = desk.client.users_info(user="U0PRIYA")["user"]
    assert (priya["tz"], priya["profile"]["email"]) == ("America/New_York", "priya@harbourlight.example")
    assert desk.client.users_info(user="U0GUS")["user"]["is_ultra_restricted"] is True
    assert refusal(lambda: desk.client.users_info(user="U0NOBODY"))["error"] == "user_not_found"
    desk.control("scopes", scopes="users:read")
    assert "email" not in desk.client.users_info(user="U0PRIYA")["user"]["profile"]


def test_users_are_listed_in_pages_and_found_by_address(desk):
    first = desk.client.users_list(limit=4)
    rest = desk.client.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])
    assert len(first["members"] + rest["members"]) == 6
    assert desk.client.users_lookupByEmail(email="tobi@harbourlight.example")["user"]["id"] == "U0TOBI"


def test_a_deactivated_person_says_so(desk):
    desk.control("person", user="U0TOBI", deleted=True)
    assert desk.client.users_info(user="U0TOBI")["user"]["deleted"] is True
    assert refusal(lambda: desk.client.conversations_open(users="U0TOBI"))["error"] == "user_disabled"
