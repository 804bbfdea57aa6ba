"""Modals and Home: triggers, versions, stacks, inputs and the answers to a submission."""

import pytest

from tests.sandbox_bot import Clock, Place, button, modal, plain, refusal, running


@pytest.fixture
def desk():
    with running(clock=Clock()) as place:
        yield place


def trigger(desk: Place, user: str = "U0MARA") -> str:
    """A fresh trigger_id from a command."""
    desk.world.command(user, "C0DESK", "/press", "hello")
    return desk.bot.all("command")[-1]["trigger_id"]


def opened(desk: Place, **fields):
    return desk.client.views_open(trigger_id=trigger(desk), view=modal(**fields))["view"]


def pushed(desk: Place, view_id: str, **fields):
    """A view pushed from a click in the modal `view_id`."""
    assert desk.world.click("U0MARA", "go", view_id=view_id).ok
    trigger_id = desk.bot.all("action")[-1]["trigger_id"]
    view = modal(blocks=[*modal()["blocks"], button()], **fields)
    return desk.client.views_push(trigger_id=trigger_id, view=view)["view"]


def test_a_modal_opens_for_the_person_whose_trigger_it_was(desk):
    view = opened(desk, private_metadata="PR-1")
    assert desk.world.view("U0MARA")["id"] == view["id"] and desk.world.view("U0TOBI") is None
    assert view["state"] == {"values": {}} and view["root_view_id"] == view["id"]
    assert view["private_metadata"] == "PR-1"


def test_a_trigger_expires_after_three_seconds(desk):
    late = trigger(desk)
    desk.world.clock.now += 2.9
    assert desk.client.views_open(trigger_id=late, view=modal())["ok"]
    late = trigger(desk)
    desk.world.clock.now += 3
    assert refusal(lambda: desk.client.views_open(trigger_id=late, view=modal()))["error"] == "expired_trigger_id"


def test_a_trigger_works_once(desk):
    once = trigger(desk)
    desk.client.views_open(trigger_id=once, view=modal())
    assert refusal(lambda: desk.client.views_open(trigger_id=once, view=modal()))["error"] == "exchanged_trigger_id"


def test_a_trigger_survives_a_view_that_was_refused(desk):
    kept = trigger(desk)
    refusal(lambda: desk.client.views_open(trigger_id=kept, view=modal(title=plain("x" * 25))))
    assert desk.client.views_open(trigger_id=kept, view=modal())["ok"]


def test_an_invented_trigger_is_invalid(desk):
    assert refusal(lambda: desk.client.views_open(trigger_id="1.2.x", view=modal()))["error"] == "invalid_trigger_id"


def test_a_broken_view_is_answered_with_slacks_error_shape(desk):
    answer = refusal(lambda: desk.client.views_open(trigger_id=trigger(desk), view=modal(title=plain("x" * 25))))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ]


def test_a_view_of_over_250_kilobytes_is_too_large(desk):
    texts = [{"type": "section", "text": {"type": "mrkdwn", "text": "ä" * 3000}}] * 45
    answer = refusal(lambda: desk.client.views_open(trigger_id=trigger(desk), view=modal(blocks=texts)))
    assert answer["error"] == "view_too_large"


def test_an_update_needs_an_open_view_and_the_version_it_has_seen(desk):
    view = opened(desk)
    update = desk.client.views_update
    new = update(view_id=view["id"], hash=view["hash"], view=modal(title=plain("New")))["view"]
    assert new["hash"] != view["hash"] and desk.world.view("U0MARA")["title"]["text"] == "New"
    stale = refusal(lambda: update(view_id=view["id"], hash=view["hash"], view=modal()))
    assert stale["error"] == "hash_conflict"
    desk.world.close_view("U0MARA")
    assert refusal(lambda: update(view_id=view["id"], view=modal()))["error"] == "not_found"


def test_a_view_is_found_by_its_external_id_which_is_unique(desk):
    opened(desk, external_id="ext")
    assert desk.client.views_update(external_id="ext", view=modal(external_id="ext"))["ok"]
    again = trigger(desk, "U0TOBI")
    answer = refusal(lambda: desk.client.views_open(trigger_id=again, view=modal(external_id="ext")))
    assert answer["error"] == "duplicate_external_id"


def test_what_was_typed_survives_an_update_that_keeps_the_input(desk):
    view = opened(desk, blocks=[*modal()["blocks"], button()])
    typed = {"values": {"said": {"words": {"type": "plain_text_input", "value": "half a sentence"}}}}
    desk.world.click("U0MARA", "go", view_id=view["id"], state=typed)
    heard = desk.bot.all("action")[-1]
    assert heard["container"] == {"type": "view", "view_id": view["id"]}
    assert heard["view"]["state"]["values"]["said"]["words"]["value"] == "half a sentence"
    desk.client.views_update(view_id=view["id"], view=modal())
    assert desk.world.view("U0MARA")["state"]["values"]["said"]["words"]["value"] == "half a sentence"


def test_three_modals_stack_and_a_fourth_is_refused(desk):
    first = opened(desk, blocks=[button()])
    second = pushed(desk, first["id"])
    third = pushed(desk, second["id"])
    assert third["root_view_id"] == first["id"] and third["previous_view_id"] == second["id"]
    desk.world.click("U0MARA", "go", view_id=third["id"])
    fourth = desk.bot.all("action")[-1]["trigger_id"]
    answer = refusal(lambda: desk.client.views_push(trigger_id=fourth, view=modal()))
    assert answer["error"] == "push_limit_reached"


def test_a_push_needs_a_trigger_from_a_modal(desk):
    outside = trigger(desk)
    assert refusal(lambda: desk.client.views_push(trigger_id=outside, view=modal()))["error"] == "invalid_trigger_id"


def test_a_submission_carries_state_hash_and_ids_and_closes_the_modal(desk):
    view = opened(desk, private_metadata="PR-1")
    assert desk.world.submit("U0MARA", values={"said": {"words": "hello"}}).ok
    sent = desk.bot.all("submission")[-1]["view"]
    assert sent["state"]["values"] == {"said": {"words": {"type": "plain_text_input", "value": "hello"}}}
    assert (sent["id"], sent["hash"], sent["private_metadata"]) == (view["id"], view["hash"], "PR-1")
    assert desk.world.view("U0MARA") is None


def test_an_empty_required_input_never_leaves_the_page(desk):
    opened(desk)
    result = desk.world.submit("U0MARA", values={"said": {"words": "  "}})
    assert not result.ok and list(result.data["errors"]) == ["said"]
    assert desk.bot.all("submission") == [] and desk.world.view("U0MARA") is not None


@pytest.mark.parametrize(
    ("element", "wrong", "right"),
    [
        ({"type": "email_text_input"}, "nobody", "a@b.example"),
        ({"type": "url_text_input"}, "example.org", "https://example.org"),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}, "10", "9"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "1"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "abc"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "abc"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U0MARA", "U0TOBI"], ["U0MARA"]),
    ],
)
def test_a_value_of_the_wrong_form_never_leaves_the_page(desk, element, wrong, right):
    block = {"type": "input", "block_id": "b", "label": plain("L"), "element": element | {"action_id": "a"}}
    opened(desk, blocks=[block])
    assert list(desk.world.submit("U0MARA", values={"b": {"a": wrong}}).data["errors"]) == ["b"]
    assert desk.world.submit("U0MARA", values={"b": {"a": right}}).ok


def test_an_option_that_is_not_offered_cannot_be_chosen(desk):
    options = [{"text": plain("One"), "value": "1"}]
    element = {"type": "static_select", "action_id": "a", "options": options}
    opened(desk, blocks=[{"type": "input", "block_id": "b", "label": plain("L"), "element": element}])
    assert desk.world.submit("U0MARA", values={"b": {"a": "2"}}).error == "invalid_value"
    assert desk.world.submit("U0MARA", values={"b": {"a": "1"}}).ok
    chosen = desk.bot.all("submission")[-1]["view"]["state"]["values"]["b"]["a"]
    assert chosen["selected_option"]["text"]["text"] == "One"


def test_every_kind_of_input_has_its_entry_in_the_state_when_nothing_is_chosen(desk):
    kinds = {
        "plain_text_input": {"value": None},
        "users_select": {"selected_user": None},
        "multi_users_select": {"selected_users": []},
        "datepicker": {"selected_date": None},
        "timepicker": {"selected_time": None},
        "datetimepicker": {"selected_date_time": None},
        "conversations_select": {"selected_conversation": None},
    }
    blocks = [
        {"type": "input", "block_id": kind, "optional": True, "label": plain(kind), "element": {"type": kind, "action_id": "a"}}
        for kind in kinds
    ]  # fmt: skip
    opened(desk, blocks=blocks)
    desk.world.submit("U0MARA")
    values = desk.bot.all("submission")[-1]["view"]["state"]["values"]
    assert values == {kind: {"a": {"type": kind} | entry} for kind, entry in kinds.items()}


def submitted(desk: Place, answer):
    desk.bot.submit_answer = answer
    return desk.world.submit("U0MARA", values={"said": {"words": "hello"}})


def test_errors_keep_the_modal_and_reach_the_page(desk):
    opened(desk)
    result = submitted(desk, {"response_action": "errors", "errors": {"said": "Not that."}})
    assert (result.ok, result.data["response_action"], result.data["errors"]) == (True, "errors", {"said": "Not that."})
    assert desk.world.view("U0MARA") is not None


def test_errors_for_a_block_that_is_not_there_are_refused(desk):
    opened(desk)
    result = submitted(desk, {"response_action": "errors", "errors": {"sad": "Not that."}})
    assert (result.ok, result.error) == (False, "invalid_response")


def test_an_update_answer_replaces_the_modal_and_a_broken_one_is_refused(desk):
    view = opened(desk)
    assert submitted(desk, {"response_action": "update", "view": modal(title=plain("Next"))}).ok
    assert (desk.world.view("U0MARA")["id"], desk.world.view("U0MARA")["title"]["text"]) == (view["id"], "Next")
    assert submitted(desk, {"response_action": "update", "view": modal(title=None)}).error == "invalid_response"


def test_a_push_answer_stacks_and_a_clear_answer_closes_all(desk):
    opened(desk)
    submitted(desk, {"response_action": "push", "view": modal(title=plain("Second"))})
    assert [v["title"]["text"] for v in desk.world.stack("U0MARA")] == ["Form", "Second"]
    submitted(desk, {"response_action": "clear"})
    assert desk.world.stack("U0MARA") == []


def test_an_unknown_answer_is_refused(desk):
    opened(desk)
    assert submitted(desk, {"response_action": "close"}).error == "invalid_response"


def test_closing_is_told_only_where_it_is_wanted(desk):
    opened(desk)
    desk.world.close_view("U0MARA")
    assert desk.bot.all("closed") == []
    opened(desk, notify_on_close=True)
    desk.world.close_view("U0MARA")
    [told] = desk.bot.all("closed")
    assert told["is_cleared"] is False and told["view"]["callback_id"] == "form"


def test_closing_everything_tells_of_every_view_that_was_cleared(desk):
    opened(desk, notify_on_close=True)
    submitted(desk, {"response_action": "push", "view": modal(notify_on_close=True)})
    desk.world.close_view("U0MARA", every=True)
    assert [one["is_cleared"] for one in desk.bot.all("closed")] == [True, True]
    assert desk.world.stack("U0MARA") == []


def test_closing_the_top_of_a_stack_shows_the_one_below(desk):
    first = opened(desk)
    submitted(desk, {"response_action": "push", "view": modal()})
    desk.world.close_view("U0MARA")
    assert [v["id"] for v in desk.world.stack("U0MARA")] == [first["id"]]


def test_nobody_else_can_submit_or_click_in_a_modal(desk):
    view = opened(desk, blocks=[button()])
    assert desk.world.submit("U0TOBI", view["id"]).error == "view_not_found"
    assert desk.world.click("U0TOBI", "go", view_id=view["id"]).error == "view_not_found"


def test_home_is_published_for_one_person_and_sent_when_it_is_opened(desk):
    home = {"type": "home", "blocks": [button()]}
    first = desk.client.views_publish(user_id="U0MARA", view=home)["view"]
    stale = refusal(lambda: desk.client.views_publish(user_id="U0MARA", view=home, hash="1.x"))
    assert stale["error"] == "hash_conflict"
    assert desk.world.open_home("U0MARA").data["view"]["id"] == first["id"]
    [event] = desk.bot.all("app_home_opened")
    assert (event["event"]["tab"], event["event"]["view"]["id"]) == ("home", first["id"])
    assert desk.world.click("U0MARA", "go", view_id=first["id"]).ok
    assert desk.world.home("U0TOBI") is None
    assert refusal(lambda: desk.client.views_publish(user_id="U0NOBODY", view=home))["error"] == "user_not_found"


def test_a_response_url_comes_with_a_conversation_that_asks_for_one(desk):
    element = {"type": "conversations_select", "action_id": "a", "response_url_enabled": True}
    opened(desk, blocks=[{"type": "input", "block_id": "b", "label": plain("Where"), "element": element}])
    desk.world.submit("U0MARA", values={"b": {"a": "C0NOBOT"}})
    [url] = desk.bot.all("submission")[-1]["response_urls"]
    assert (url["channel_id"], url["block_id"], url["action_id"]) == ("C0NOBOT", "b", "a")
