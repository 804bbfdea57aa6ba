"""Search by words and facets: page by page, in the box on Home too, and no trace of what is not for one's eyes."""

from __future__ import annotations

import pytest

from bot.inquiries import finding
from bot.models import InquiryEvent
from tests.flows import change, draft, inquiry, kept_in_order, log, rows, sent
from tests.slack_desk import DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]


def found(slack: SlackDesk, text: str, user: str = MARA) -> str:
    """What the command says."""
    slack.command(user, f"find {text}", channel=GENERAL)
    return words(slack.private(user, GENERAL))


@pytest.fixture
def three(slack: SlackDesk) -> SlackDesk:
    """Three inquiries, told apart by every facet."""
    log(slack, topic="Night shelter beds", journalists="Wren Castellane, wren@eastmarsh.example", outlet="Eastmarsh Gazette")
    slack.clock.advance(days=20)
    log(slack, topic="Food parcels", journalists="Ines Halloway", outlet="Northcoast Tonight", terms="off_record",
        questions="How many beds does the shelter have?", background="She also spoke to the council.")  # fmt: skip
    slack.clock.advance(days=20)
    log(slack, MARA, topic="The director's salary", journalists="Dev Obi", outlet="Saltmarsh Post")
    slack.click(TOBI, "inquiry_take", message=slack.card(2))
    change(slack, TOBI, 2, note="The caterer knows more.")
    slack.world.close_view(TOBI, every=True)
    slack.click(MARA, "inquiry_more", message=slack.card(3))
    slack.click(MARA, "inquiry_close")
    slack.submit(MARA, resolution="referred_to_third_party")
    slack.world.close_view(MARA, every=True)
    return slack


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beds", [1, 2]), ("shelter beds", [1, 2]), ("BED", [1, 2]), ("castellane", [1]), ("gazette beds", [1]), ("council", [2]),
        ("caterer", [2]), ("PR-3", [3]), ("pr 0003", [3]), ("3", [3]), ('"night shelter"', [1]), ("directors salary", [3]),
        ('outlet:"Eastmarsh Gazette"', [1]), ("outlet:marsh", [3, 1]), ("outlet:“Northcoast Tonight”", [2]), ("outlet:100%", []),
        ("journalist:halloway", [2]), ("journalist:wren@eastmarsh.example", [1]), ('journalist:"dev obi" salary', [3]),
        ("owner:me", []), ("owner:nobody", [3, 1]), ("owner:tobi", [2]), ("owner:@Tobi Fenwick", [2]),
        ("status:open", [2, 1]), ("status:closed", [3]), ("status:received", [2, 1]), ("resolution:third", [3]),
        ('resolution:"referred to third party"', [3]), ('terms:"off the record"', [2]), ("terms:off", [2]), ('terms:"on the record"', [3, 1]),
        ("since:today", [3]), ("since:yesterday", [3]), ("since:3w", [3, 2]), ("since:2m", [3, 2, 1]), ("since:2026-12-13", [3, 2]),
        ("until:2026-12-13", [2, 1]), ("until:12.12.2026", [1]), ('since:"13 Dec" until:"13 Dec 2026"', [2]), ("STATUS:Open beds", [1, 2]),
        ("beds outlet:gazette status:open since:2m", [1]), ("beds owner:nobody", [1]), ("status:open status:closed", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_words_and_facets_find(three: SlackDesk, text: str, expected: list[int]) -> None:
    page = finding.find(three.desk, actor=three.actor(MARA), text=_meant(text))
    assert not page.loosely or not expected
    assert [one.inquiry.number for one in page.page.records] == expected or (page.loosely and not expected)
    said = found(three, text)
    assert all(f"PR-{number:04d}" in said for number in expected)


def _meant(text: str) -> str:
    return text.replace("“", '"').replace("”", '"').replace("@Tobi Fenwick", "@U0TOBI")


def test_facets_find_the_same_on_both_databases(three: SlackDesk) -> None:
    for text, numbers in (
        ("beds", [1, 2]),
        ("outlet:marsh", [3, 1]),
        ("since:3w", [3, 2]),
        ("caterer", [2]),
        ("terms:off", [2]),
    ):
        page = finding.find(three.desk, actor=three.actor(MARA), text=text).page
        assert [one.inquiry.number for one in page.records] == numbers, text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outlt:gazette", "Did you mean `outlet:`?"), ("colour:red beds", 'put it in quotes: "colour:red"'), ("outlet:", "needs a value"),
        ("beds status: ", "needs a value"), ("status:gone", "There are: open, received"), ("resolution:won", "provided statement"),
        ("terms:secret", "deep background"), ("since:soon", "is no day"), ("since:2026-13-45", "is no day"), ("until:99999y", "is no day"),
        ("owner:zebedee", "Nobody called"), ("!!! ...", "What are you looking for?"), ("x" * 600, "at most 500"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_cannot_be_read_is_said_with_what_could_be(slack: SlackDesk, text: str, told: str) -> None:
    assert told in found(slack, text)
    slack.world.open_home(MARA)
    slack.settle()
    slack.command(MARA, "find")
    assert told in str(slack.submit(MARA, query=text).data["errors"])


def test_where_nothing_has_all_of_it_the_nearest_are_shown_and_said_to_be_so(three: SlackDesk) -> None:
    said = found(three, "shelter beds zebra")
    assert "Nothing has all of it" in said and "PR-0001" in said and "PR-0003" not in said
    assert "Fewer or other words" in found(three, "zebra")


def test_a_time_an_address_and_quoted_facets_are_words(slack: SlackDesk) -> None:
    log(slack, topic="Meet at 12:30, see https://example.org/page, and outlet:none of it")
    for text in ("12:30", "https://example.org/page", '"outlet:none"'):
        assert "PR-0001" in found(slack, text), text


def test_pages_turn_in_the_reply_and_in_the_box(slack: SlackDesk) -> None:
    for number in range(12):
        log(slack, topic=f"Shelter matter {number}")
    assert "Found 12" in found(slack, "shelter since:1w")
    reply = slack.private(MARA, GENERAL)
    assert "1–10 of 12" in words(reply) and "PR-0012" in words(reply) and "PR-0002" not in words(reply)
    slack.click(MARA, "find_turn:more", message=reply)
    assert "11–12 of 12" in words(slack.private(MARA, GENERAL)) and "PR-0001" in words(slack.private(MARA, GENERAL))
    slack.world.open_home(MARA)
    slack.settle()
    slack.command(MARA, "find")
    slack.submit(MARA, query="shelter")
    slack.click(MARA, "find_turn:more")
    assert "11–12 of 12" in words(slack.world.view(MARA))
    slack.click(MARA, "find_turn:back")
    assert "1–10 of 12" in words(slack.world.view(MARA))
    assert "find_open" in buttons(slack.world.home(MARA))


def test_what_one_may_not_know_is_found_by_no_word_facet_or_count(three: SlackDesk) -> None:
    slack = three
    before = {
        text: found(slack, text)
        for text in ("beds", "shelter beds zebra", "tribunal", "status:open", "since:1d", "outlet:obelisk")
    }
    log(
        slack,
        topic="Zanzibar tribunal beds in the shelter",
        journalists="Ned Quillfeather",
        outlet="Obelisk Weekly",
        restricted=["yes"],
    )
    draft(slack, text="Hushed words.", number=4, channel=slack.dm(TOBI))
    for text, said in before.items():
        assert found(slack, text) == said, text
    for text in ("zanzibar", "quillfeather", "PR-4", "hushed"):
        assert "PR-0004" not in found(slack, text) and "Quillfeather" not in found(slack, text).replace("quillfeather", "")
        assert "PR-0004" in found(slack, text, TOBI) or text == "hushed"
    slack.role(PRIYA, slack.actor(PRIYA).role)
    assert "PR-0004" not in found(slack, "zanzibar", PRIYA) and "PR-0004" not in found(slack, "zanzibar", DINAH)


def test_the_words_of_an_answer_are_found_once_it_is_sent(slack: SlackDesk) -> None:
    log(slack, topic="Night shelter")
    draft(slack, text="Forty mattresses.")
    slack.world.close_view(TOBI, every=True)
    assert "PR-0001" not in found(slack, "mattresses")
    sent(slack, "Forty mattresses.")
    assert "PR-0001" in found(slack, "mattress")


def test_a_long_history_is_read_page_by_page(slack: SlackDesk) -> None:
    log(slack)
    with slack.database.write() as session:
        one = inquiry(slack)
        for number in range(200):
            session.add(
                InquiryEvent(
                    inquiry_id=one.id or 0, at=slack.clock(), actor_id=one.logged_by, action="noted", text=f"step <{number}>"
                )
            )
    slack.click(MARA, "inquiry_more", message=slack.card(1))
    slack.click(MARA, "inquiry_history")
    view = words(slack.world.view(MARA))
    assert "step <199>" in view and "step <110>" in view and "step <109>" not in view and "Page 1 of 3: 201 steps" in view
    slack.click(MARA, "history_turn:earlier")
    slack.click(MARA, "history_turn:earlier")
    view = words(slack.world.view(MARA))
    assert "step <0>" in view and "Page 3 of 3" in view and "history_turn:earlier" not in buttons(slack.world.view(MARA))
    with slack.database.write() as session:
        for event in rows(slack, InquiryEvent):
            if event.action == "noted":
                session.delete(session.get_one(InquiryEvent, event.id))
