"""How typed text is stored."""

import pytest

from bot.sandbox import cast
from bot.sandbox.spoken import blocks_of
from bot.sandbox.text import Typed

TYPED = Typed(people=cast.people(), channels=cast.channels())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<@U0MARA> <!channel>", "&lt;@U0MARA&gt; &lt;!channel&gt;"),
        ("@Mara Quill, @tobi: @dinah.osei", "<@U0MARA>, <@U0TOBI>: <@U0DINAH>"),
        ("@Maran and me@Tobi", "@Maran and me@Tobi"),
        ("@here and @channel", "<!here> and <!channel>"),
        ("#press-desk #nowhere", "<#C0DESK|press-desk> #nowhere"),
        ("see https://example.org/a?b=1&c=2.", "see <https://example.org/a?b=1&amp;c=2>."),
        ("(https://example.org/a_(b))", "(<https://example.org/a_(b)>)"),
        ("mail mara@example.org!", "mail <mailto:mara@example.org|mara@example.org>!"),
        ("on example.org/news today", "on <http://example.org/news|example.org/news> today"),
        ("file.txt, 3.30pm, e.g. that", "file.txt, 3.30pm, e.g. that"),
    ],
)
def test_typed_text_is_stored_as_slack_stores_it(typed, stored):
    assert TYPED.message(typed) == stored


def test_a_commands_mentions_carry_names():
    assert TYPED.command("@Mara Quill #press-desk <") == "<@U0MARA|mara.quill> <#C0DESK|press-desk> &lt;"


def test_a_persons_words_become_rich_text():
    [block] = blocks_of(TYPED.message("hi @Tobi <3 https://example.org"))
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "hi "},
        {"type": "user", "user_id": "U0TOBI"},
        {"type": "text", "text": " <3 "},
        {"type": "link", "url": "https://example.org"},
    ]
