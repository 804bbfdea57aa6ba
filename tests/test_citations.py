"""Citations: what each sentence of a text rests on after a person edited it, and what of it blocks or warns."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafting import DraftSentence, split
from bot.grounding import Source
from bot.statements.citations import Cited, Grounds, cite

TODAY = date(2026, 3, 2)
BEDS = Source("F-0001", "fact", "We run 12 emergency beds in Harrowmere.")
NIGHTS = Source("F-0002", "fact", "The shelter was open on 29 nights in October 2025.")
FREE = Source("L-0003", "message", "Our helpline is free to call, every day of the year.")
ADA = Source("Q-0004", "quote", "We are grateful to every neighbour who helped.", "Ada Verne")
OLD = Source("F-0005", "fact", "We have 40 volunteers.", expires=date(2026, 2, 28))
ROWS = {one.id: one for one in (BEDS, NIGHTS, FREE, ADA, OLD)}
FIRST = [
    DraftSentence("Thank you for your questions.", (), "courtesy"),
    DraftSentence("We run 12 emergency beds in Harrowmere.", ("F-0001",), "fact"),
    DraftSentence("Our helpline is free to call.", ("L-0003",), "message"),
]
EMPTY = Grounds({}, TODAY, "Harbour Trust", "Wren Castellane. Eastmarsh Gazette. Tobi Lang")


def cited(text: str, *, earlier: list[DraftSentence] | None = None, rows: dict[str, Source] | None = None) -> list[Cited]:
    grounds = Grounds(ROWS if rows is None else rows, TODAY, EMPTY.organisation, EMPTY.known)
    return cite(text, earlier=FIRST if earlier is None else earlier, grounds=grounds)


def one(text: str, **more: object) -> Cited:
    (found,) = cited(text, **more)  # type: ignore[arg-type]
    return found


def test_a_sentence_that_stands_as_before_keeps_its_rows() -> None:
    found = cited(" ".join(sentence.text for sentence in FIRST))
    assert [each.sentence.sources for each in found] == [(), ("F-0001",), ("L-0003",)]
    assert [each.doubt for each in found] == [None, None, None]


@pytest.mark.parametrize("text", ["We run twelve emergency beds in Harrowmere.", "In Harrowmere we run 12 emergency beds."])
def test_an_edit_that_its_rows_still_say_keeps_them(text: str) -> None:
    assert (one(text).sentence.sources, one(text).doubt) == (("F-0001",), None)


def test_an_edit_that_its_rows_do_not_say_blocks_and_names_what_is_wrong() -> None:
    doubt = one("We run 14 emergency beds in Harrowmere.").doubt
    assert doubt is not None and doubt.blocks and "number" in doubt.rules and doubt.sources == ("F-0001",)
    assert doubt.sentence == "We run 14 emergency beds in Harrowmere."


def test_an_edit_that_another_row_says_cites_that_one() -> None:
    earlier = [DraftSentence("The shelter was open on 12 nights in October 2025.", ("F-0001",), "fact")]
    found = one("The shelter was open on 29 nights in October 2025.", earlier=earlier)
    assert (found.sentence.sources, found.doubt) == (("F-0002",), None)


def test_a_new_sentence_finds_its_row_by_itself() -> None:
    found = one("The shelter was open on 29 nights in October 2025.", earlier=[])
    assert (found.sentence.sources, found.sentence.kind, found.doubt) == (("F-0002",), "fact", None)


def test_a_new_sentence_may_rest_on_two_rows() -> None:
    found = one("We run 12 emergency beds in Harrowmere, and our helpline is free to call.", earlier=[])
    assert (set(found.sentence.sources), found.doubt) == ({"F-0001", "L-0003"}, None)


def test_a_quote_is_cited_with_its_speaker_and_blocks_nothing() -> None:
    found = one("“We are grateful to every neighbour who helped,” said Ada Verne.", earlier=[])
    assert (found.sentence.sources, found.sentence.kind, found.doubt) == (("Q-0004",), "quote", None)


def test_a_row_that_has_expired_blocks_what_cites_it() -> None:
    doubt = one("We have 40 volunteers.", earlier=[DraftSentence("We have 40 volunteers.", ("F-0005",), "fact")]).doubt
    assert doubt is not None and doubt.blocks and "expired" in doubt.rules


def test_a_row_that_is_gone_blocks_what_cites_it() -> None:
    doubt = one("We run 12 emergency beds in Harrowmere.", rows={}).doubt
    assert doubt is not None and doubt.blocks and doubt.rules == ("unknown_id",)


@pytest.mark.parametrize(
    "text",
    [
        "We served 300 meals.", "It opened on 3 March.", "Dame Olive Hartnell opened it.", "“It is a disgrace,” said the mayor.",
        "See https://beds.example/now for more.", "Everybody is always helped.", "Call 01632 960118.", "It costs £40.",
    ],
)  # fmt: skip
def test_a_typed_claim_that_nothing_backs_warns_and_blocks_nothing(text: str) -> None:
    for rows in ({}, ROWS):
        doubt = one(text, earlier=[], rows=rows).doubt
        assert doubt is not None and not doubt.blocks and doubt.rules[0] == "uncited"


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your questions.", "We are sorry to hear this.", "The shelter stays open.", "We are looking into it with the council.",
        "Dear Wren Castellane,", "Harbour Trust cares for its neighbours.", "The Eastmarsh Gazette asked us about this.",
    ],
)  # fmt: skip
def test_plain_typed_words_need_no_library(text: str) -> None:
    assert [each.doubt for each in cited(text, earlier=[], rows={})] == [None]


def test_what_is_still_marked_blocks_and_keeps_the_reason() -> None:
    marked = DraftSentence("[VERIFY: We run 14 beds.]", ("F-0001",), "fact", ("number",), ("14",))
    found = cited("We care. [VERIFY: We run 14 beds.] [VERIFY: by hand]", earlier=[marked])
    assert [each.doubt and each.doubt.rules for each in found] == [None, ("verify", "number"), ("verify",)]
    assert all(each.doubt.blocks for each in found[1:] if each.doubt)


def test_taking_the_mark_off_does_not_take_the_doubt_off() -> None:
    marked = DraftSentence("[VERIFY: We run 14 beds.]", ("F-0001",), "fact", ("number",), ("14",))
    found = one("We run 14 beds.", earlier=[marked])
    again = one("We run 14 beds.", earlier=[found.sentence])
    assert found.doubt == again.doubt and found.doubt is not None and found.doubt.blocks and found.doubt.rules == ("number",)


def test_a_doubt_is_gone_when_a_row_says_it() -> None:
    marked = DraftSentence(
        "[VERIFY: The shelter was open on 29 nights in October 2025.]", (), "fact", ("uncited",), ("nights",)
    )
    found = one("The shelter was open on 29 nights in October 2025.", earlier=[marked])
    assert (found.sentence.sources, found.doubt) == (("F-0002",), None)


def test_a_doubt_that_a_person_rewrote_is_their_own_word() -> None:
    marked = DraftSentence("[VERIFY: We run 14 beds.]", ("F-0001",), "fact", ("number",), ("14",))
    doubt = one("We run 13 beds, the council says.", earlier=[marked]).doubt
    assert doubt is not None and not doubt.blocks


@pytest.mark.parametrize(
    "text, parts",
    [
        ("A bed. “We cared. We stayed,” said Ada Verne. Done.", ["A bed.", "“We cared. We stayed,” said Ada Verne.", "Done."]),
        ("One. [VERIFY: Two. Three.] Four.", ["One.", "[VERIFY: Two. Three.]", "Four."]),
        ("HEADING\n\nDr. Jane Poole came. She left.", ["HEADING", "Dr. Jane Poole came.", "She left."]),
        ("", []),
        ("[VERIFY: never closed", ["[VERIFY: never closed"]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "reference", "rule"),
    [
        ("The shelter was open on 27 nights in October 2025.", "F-0002", "number"),
        ("“We are grateful to every volunteer who helped,” said Ada Verne.", "Q-0004", "quote_words"),
    ],
)
def test_words_typed_anew_that_are_all_but_a_rows_are_held_against_it(text: str, reference: str, rule: str) -> None:
    found = one(text, earlier=[])
    assert found.doubt is not None and found.doubt.blocks
    assert found.doubt.sources == (reference,) and rule in found.doubt.rules


def test_what_is_only_like_a_row_is_a_persons_own_word() -> None:
    found = one("The shelter was open on 29 nights in October 2025, 4 more than in September.", earlier=[])
    assert found.doubt is not None and not found.doubt.blocks
    found = one("The kitchen was open on 27 days in May 2024.", earlier=[])
    assert found.doubt is not None and not found.doubt.blocks and found.doubt.sources == ()


@pytest.mark.parametrize("heading", ["PRESS RELEASE", "ENDS", "EMBARGOED until 00:01 GMT, Tuesday 3 March 2026"])
def test_a_heading_claims_nothing(heading: str) -> None:
    assert one(heading, earlier=[]).doubt is None
