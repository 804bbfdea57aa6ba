"""Versions of a statement: compared word by word, taken up again, translated, and taken out as documents."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Statement, StatementStatus, StatementVersion
from bot.sandbox import files as held
from bot.statements import readable
from tests.flows import approved, ask, draft, kept_in_order, log, request_to, rows, seen_by
from tests.slack_desk import DESK, DINAH, MARA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

FIRST = "The shelter is open every night until 31 March. " + "We said so in October and nothing has changed since then. " * 8
SECOND = FIRST.replace("every night until", "every night, until").replace("then. We", "then. They", 1)
ARABIC = "المأوى مفتوح كل ليلة حتى 31 مارس."
LONG = "\n".join(
    ["Ærø – “quotes” & <tags>, 100 %, 😀 🏳️‍🌈, e\u0301, no\u00a0break, non\u2011breaking, tab\there  two spaces.", ARABIC, "שלום, world", ""]
    + [f"{number}. {'word ' * 40}end" for number in range(12)]
)  # fmt: skip


def styled(view: Any, style: str) -> str:
    """All text of a view in one style."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "text" and (node.get("style") or {}).get(style):
                found.append(node["text"])
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(view["blocks"])
    return "|".join(found)


def more(slack: SlackDesk, user: str = TOBI, channel: str = DESK) -> None:
    """The form behind More of the statement in work of PR-0001."""
    slack.world.close_view(user, every=True)
    slack.click(user, "statement_open", message=slack.card(1, channel, user))
    slack.click(user, "statement_more")


def document(slack: SlackDesk, ending: str, user: str = TOBI, **where: Any) -> tuple[str, bytes, str]:
    """Asks for a document and gives its name, its content and the words it came with."""
    more(slack, user, **where)
    slack.click(user, f"statement_document:{ending}")
    message = next(one for one in reversed(_everything(slack, user)) if one.get("files"))
    (file,) = message["files"]
    return file["name"], held.content(slack.world, file["id"]) or b"", words(message) + str(message.get("text"))


def _everything(slack: SlackDesk, user: str) -> list[dict[str, Any]]:
    """All of somebody's messages with the desk, those in threads too."""
    own = slack.said(user, slack.dm(user))
    replies = [one for top in own for one in slack.said(user, slack.dm(user), top["ts"])[1:]]
    return sorted([*own, *replies], key=lambda one: float(one["ts"]))


@given(
    st.lists(st.sampled_from(["the ", "a b ", "night,", "night", "\n", " ", "\n\n", "31 March. ", "é", "x" * 30])), st.data()
)
@settings(max_examples=150, deadline=None)
def test_a_diff_holds_both_texts_to_the_letter(old: list[str], data: Any) -> None:
    kept = [one for one in old if data.draw(st.booleans())] + data.draw(
        st.lists(st.sampled_from(["new ", "a b ", "\n"]), max_size=4)
    )
    before, after = "".join(old), "".join(kept)
    changes = readable(before, after, fold=False)
    assert "".join(one.text for one in changes if one.kind != "new") == before
    assert "".join(one.text for one in changes if one.kind != "gone") == after
    assert all(one.text for one in changes) and all(a.kind != b.kind for a, b in itertools.pairwise(changes))


def test_what_changed_between_any_two_versions_is_struck_through_and_bold(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text=FIRST)
    draft(slack, text=SECOND)
    draft(slack, MARA, text="Quite other words.")
    more(slack)
    slack.click(TOBI, "statement_versions")
    listed = words(slack.world.view(TOBI))
    assert "Version 3" in listed and "typed by Mara Quill" in listed and "typed by Tobi Fenwick" in listed
    slack.click(TOBI, "statement_compare:2")
    view = slack.world.view(TOBI)
    assert view is not None
    assert styled(view, "strike") == "night |We " and styled(view, "bold").endswith("|night, |They ")
    assert "…" in words(view) and len(words(view)) < 500, "what did not change is folded"
    slack.click(TOBI, "statement_to", chosen="3")
    view = slack.world.view(TOBI)
    assert view is not None and "from version 1 to version 3" in words(view)
    assert styled(view, "strike").startswith("The shelter is open") and styled(view, "bold").endswith("Quite other words.")


def test_an_old_version_is_taken_up_again_as_a_new_one_that_nobody_approved(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text=FIRST)
    approved(slack, SECOND)
    more(slack)
    slack.click(TOBI, "statement_versions")
    slack.click(TOBI, "statement_restore:1")
    versions = rows(slack, StatementVersion)
    assert (
        [one.number for one in versions] == [1, 2, 3]
        and versions[2].text == FIRST.strip()
        and versions[2].sha256 == versions[0].sha256
    )
    assert rows(slack, Statement)[0].status == StatementStatus.DRAFT
    assert "restored the words of version 1 as version 3" in seen_by(slack, MARA)
    assert "taken up again as version 3" in words(slack.world.view(TOBI))


def test_a_translation_is_approved_on_its_own_and_knows_that_the_original_moved_on(slack: SlackDesk) -> None:
    log(slack)
    draft(slack, text="The shelter is open.")
    more(slack)
    slack.click(TOBI, "statement_translate")
    slack.submit(TOBI, language="ar")
    assert slack.fields(TOBI)["text"] == "The shelter is open." and "Into Arabic" in words(slack.world.view(TOBI))
    slack.submit(TOBI, text=ARABIC)
    original, translation = rows(slack, Statement)
    assert (translation.translation_of_id, translation.translation_of_version, translation.language) == (original.id, 1, "ar")
    slack.click(TOBI, "statement_submit")
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    draft(slack, text="The shelter is open every night.")
    original, translation = rows(slack, Statement)
    assert (original.status, translation.status) == (StatementStatus.DRAFT, StatementStatus.APPROVED)
    more(slack)
    assert "It translates version 1; this is version 2" in words(slack.world.view(TOBI))
    slack.click(TOBI, f"statement_edit:{translation.id}")
    assert "The original moved on: version 2, this translates version 1" in words(slack.world.view(TOBI))
    slack.click(TOBI, "statement_caught_up")
    assert "moved on" not in words(slack.world.view(TOBI)) and rows(slack, Statement)[1].translation_of_version == 2
    assert rows(slack, Statement)[1].status == StatementStatus.APPROVED, "its words did not change"


def test_a_word_document_holds_the_words_to_the_letter(slack: SlackDesk) -> None:
    log(slack)
    ask(slack, text=LONG)
    name, content, said = document(slack, "docx")
    assert name == "S-0001-reactive-v1.docx" and "DRAFT – not approved" in said
    read = Document(io.BytesIO(content))
    text = rows(slack, StatementVersion)[0].text
    assert [one.text for one in read.paragraphs] == [one for one in text.split("\n") if one]
    assert read.sections[0].header.paragraphs[0].text == "DRAFT – not approved"
    turned = [one.text for one in read.paragraphs if one._p.pPr is not None and one._p.pPr.find(_BIDI) is not None]
    assert turned == [ARABIC, "שלום, world"]
    slack.click(DINAH, "approval_approve", message=request_to(slack, DINAH))
    _, content, said = document(slack, "docx")
    assert "approved, word for word" in said and not Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
    assert document(slack, "txt")[1].decode() == text


_BIDI = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidi"


def test_the_document_of_a_release_has_its_headings_and_its_embargo(slack: SlackDesk) -> None:
    slack.command(TOBI, "release Winter")
    slack.submit(
        TOBI, headline="Open until spring", dateline="Eastmarsh", lead="It stays open.", body="One.\n\nTwo.", contact="Us",
        embargo="00:01 GMT, Wednesday 25 November 2026",
    )  # fmt: skip
    slack.click(TOBI, "statement_more")
    slack.click(TOBI, "statement_document:docx")
    file = slack.last(TOBI, slack.dm(TOBI))["files"][0]
    assert file["name"] == "S-0001-press-release-v1.docx"
    read = Document(io.BytesIO(held.content(slack.world, file["id"]) or b""))
    version = rows(slack, StatementVersion)[0]
    assert [one.text for one in read.paragraphs] == [one for one in version.text.split("\n") if one]
    styles = {one.text: one.style.name for one in read.paragraphs if one.style}
    assert styles["Open until spring"] == "Title" and styles["MEDIA CONTACT"] == "Heading 1" and styles["Two."] == "Normal"
    assert "EMBARGOED until 00:01 GMT, Wednesday 25 November 2026" in styles


@pytest.mark.parametrize("ending", ["docx", "txt"])
def test_a_restricted_statement_goes_as_a_document_to_those_named_alone(slack: SlackDesk, ending: str) -> None:
    log(slack, restricted=["yes"], named=[DINAH])
    draft(slack, text="Hushed words.", channel=slack.dm(TOBI))
    name, content, _ = document(slack, ending, channel=slack.dm(TOBI))
    assert name.endswith(ending) and content
    more(slack, channel=slack.dm(TOBI))
    view = slack.world.view(TOBI)
    assert view is not None and f"statement_document:{ending}" in buttons(view)
    for channel in (DESK, slack.dm(DINAH), slack.dm(MARA)):
        assert not [one for one in slack.world.messages(channel) if one.get("files")]
    assert not re.search(r"Hushed|PR-0001|S-0001", seen_by(slack, MARA))
