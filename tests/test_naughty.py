"""Naughty strings by every way in: stored and shown to the letter, or refused with a reason; nothing in them comes alive."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.models import Inquiry, Offer, Question
from bot.text import one_line
from tests.flows import approved, cards, change, draft, inquiry, kept_in_order, log, request_to, rows, thread
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

LIST: list[str] = json.loads((Path(__file__).parent / "data" / "naughty_strings.json").read_text(encoding="utf-8"))
OURS = [
    "<!channel> look", "<!here|here>", "<!subteam^S012345|press>", "<@U0MARA> approve", "@here @channel @everyone", "<#C0DESK|press-desk>",
    "<https://evil.example|Sign in>", "<https://evil.example|https://harbourlight.example>", "https://evil.example/?a=1&b=<2>", "<mailto:a@b.example|Boss>",
    "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;", "&", "<", ">", "<>", "<!date^1^{date}|x>", "*bold* _it_ ~no~ `code` ```pre```",
    ":smile: :rotating_light:", "> quote\n> more", "=HYPERLINK(\"https://evil.example\")", "+SUM(1)", "-1+1", "@SUM(1)",
    "\u202egnihton\u202c", "zero\u200bwidth\u2060", "e\u0301 é", "👩‍👩‍👧‍👦", "a\u00a0b\u2003c  d", "line one\nline two", "\ufeffbom", "javascript:alert(1)",
    "{{organisation}} ${x} %s {0}", "PR-0001", "/press list", "'; drop table inquiry; --", "\\n\\t\\\\", "a\tb", "ﷺ" * 40, "Ω" * 250,
]  # fmt: skip
# Of the published list one in four, and all of it with `EVERY_STRING=1 make test`.
STRINGS = [text for text in dict.fromkeys([*LIST[:: 1 if os.environ.get("EVERY_STRING") else 4], *OURS]) if text.strip()]
SQLITE_ALONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def typed(text: str) -> str:
    """What is left of a text after it was typed into Slack: no half characters, no white space round it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def newest(slack: SlackDesk, table: type[Any]) -> Any:
    with slack.database.read() as session:
        return session.exec(select(table).order_by(col(table.id).desc()).limit(1)).first()


def refused(slack: SlackDesk) -> list[dict[str, Any]]:
    """Calls that Slack would not take."""
    return [one for one in slack.world.calls if one["response"].get("ok") is False]


@pytest.mark.parametrize("quarter", range(4))
def test_each_string_in_every_field_of_the_form_is_stored_and_shown_to_the_letter(slack: SlackDesk, quarter: int) -> None:
    # How a text is kept differs between the databases; the way to them does not, so one of sixteen is enough on the second.
    step = 4 if slack.database.engine.dialect.name == "sqlite" else 64
    for number, text in enumerate(STRINGS[quarter::step], 1):
        slack.shortcut(TOBI, "new_inquiry")
        filled = dict.fromkeys(("topic", "journalists", "outlet", "questions", "embargo", "background"), text)
        wrong: dict[str, str] = {}
        for _ in range(3):  # Slack's own limits speak first, then the desk's.
            result = slack.submit(TOBI, deadline="ASAP", **filled)
            if not (found := result.data.get("errors")):
                break
            assert all(found.values())
            wrong |= found
            filled |= {name: f"Refused {number}" if name in ("topic", "journalists") else None for name in found}
        assert result.ok, (text, result)
        slack.world.close_view(TOBI, every=True)
        kept = newest(slack, Inquiry)
        assert kept.number == number
        if "topic" not in wrong:
            assert kept.topic == text.strip() and kept.topic in words(cards(slack, MARA, number)[0]), text
        if "background" not in wrong:
            assert kept.background == text.strip()
        if "questions" not in wrong:
            with slack.database.read() as session:
                asked = session.exec(
                    select(Question.text).where(Question.inquiry_id == kept.id).order_by(col(Question.number))
                ).all()
            assert list(asked) == [line.strip() for line in text.split("\n") if line.strip()]
    assert refused(slack) == []


@SQLITE_ALONE
def test_each_string_behind_the_command_is_kept_to_the_letter(slack: SlackDesk) -> None:
    for text in STRINGS:
        slack.command(TOBI, f"new {text}")
        if typed(text):
            assert newest(slack, Offer).text == typed(text), text
        assert slack.world.view(TOBI) is not None, text
        slack.world.close_view(TOBI, every=True)
    assert refused(slack) == []


@SQLITE_ALONE
def test_each_string_in_a_message_reaches_the_form_by_shortcut_to_the_letter(slack: SlackDesk) -> None:
    for text in STRINGS:
        slack.shortcut(TOBI, "log_message", channel=GENERAL, message_ts=slack.post(TOBI, GENERAL, text))
        assert newest(slack, Offer).text == typed(text), text
        assert slack.world.view(TOBI) is not None, text
        slack.world.close_view(TOBI, every=True)
    assert refused(slack) == []


@SQLITE_ALONE
def test_each_string_sent_to_the_desk_is_kept_and_never_repeated(slack: SlackDesk) -> None:
    direct = slack.dm(TOBI)
    for text in STRINGS:
        slack.post(TOBI, direct, text)
        assert newest(slack, Offer).text == typed(text), text
    assert {words(one) for one in slack.said(TOBI, direct) if buttons(one)} == {
        "Is this a media inquiry? Log as media inquiry It is not "
    }
    assert refused(slack) == []


@SQLITE_ALONE
def test_each_string_as_a_subcommand_gets_a_sentence(slack: SlackDesk) -> None:
    for text in STRINGS:
        for words_before in ("", "show ", "list "):
            slack.command(TOBI, words_before + text)
            assert words(slack.private(TOBI)).strip()
            slack.world.close_view(TOBI, every=True)
        with slack.world.change():
            slack.world.ephemerals.clear()
    assert rows(slack, Inquiry) == [] and refused(slack) == []


@SQLITE_ALONE
def test_our_own_naughty_strings_go_the_whole_way_and_none_comes_alive(slack: SlackDesk) -> None:
    # Three of them on each way, which is long.
    for number, text in enumerate(("\n".join(OURS[at::13]) for at in range(13)), 1):
        log(slack, topic=f"{number} {text}"[:250], questions="Why?")
        words_of_ours = text.replace("PR-0001", "PR")
        change(slack, MARA, number, note=text, question=text)
        assert text.strip() in thread(slack, number)[-1]
        approved(slack, words_of_ours, number=number)
        assert words_of_ours.strip() in words(request_to(slack, DINAH))
        slack.click(TOBI, "statement_open", message=slack.card(number, DESK, TOBI))
        slack.click(TOBI, "statement_copy")
        assert words_of_ours.strip() in words(slack.world.view(TOBI))
        slack.click(TOBI, "statement_sent")
        assert slack.submit(TOBI, route="email", note=text).ok
        slack.world.close_view(TOBI, every=True)
        assert inquiry(slack, number).response == words_of_ours.strip()
        draft(slack, text="Another.", number=number)
        slack.click(TOBI, "statement_submit")
        slack.click(DINAH, "approval_send_back", message=request_to(slack, DINAH))
        slack.submit(DINAH, reason=text)
        for command in ("show", "brief"):
            slack.command(MARA, f"{command} PR-{number}")
            shown = words(slack.private(MARA))
            # A briefing folds what stands over several lines into one.
            assert (text.strip()[:100] if command == "show" else one_line(text)[:100]) in shown, (command, text)
        slack.world.close_view(TOBI, every=True)
    for command in ("list all", "digest", "mine"):
        slack.command(MARA, command)
    assert refused(slack) == []


def test_names_of_people_and_of_the_team_are_shown_and_do_not_come_alive(slack: SlackDesk) -> None:
    for person in (TOBI, DINAH):
        with slack.world.change():
            known = slack.world.state.people[person]
            slack.world.state.people[person] = known | {"real_name": "<!channel> & *Tobi* <https://evil.example|x>"}
    slack.clock.advance(hours=13)
    log(slack)
    slack.click(TOBI, "inquiry_take", message=slack.card(1))
    approved(slack)
    slack.command(MARA, "team")
    assert "&lt;!channel&gt; &amp; *Tobi*" in json.dumps(slack.world.view(MARA))
    slack.world.close_view(MARA, every=True)
    for command in ("show PR-1", "brief PR-1", "list", "digest"):
        slack.command(MARA, command)
    slack.click(MARA, "inquiry_more", message=cards(slack, MARA, 1)[0])
    slack.click(MARA, "inquiry_history")
    assert rows(slack, Inquiry)[0].owner_id == f"slack:{TEAM}:{TOBI}"
