"""What the page makes of Slack's text formats. The modules run in the browser; no expectation is taken from them."""

from __future__ import annotations

import json
from typing import Any

from slack_sdk import WebClient

from tests.browser.pages import Page, hook

MRKDWN = """
const { mrkdwn } = await import("/static/mrkdwn.js");
const box = document.createElement("div");
box.append(...mrkdwn(args[0]));
for (const node of box.querySelectorAll("*")) for (const { name } of [...node.attributes]) if (name !== "href") node.removeAttribute(name);
return box.innerHTML.replaceAll("<span>", "").replaceAll("</span>", "");
"""

CASES = [
    ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
    ("*_both_*", "<strong><em>both</em></strong>"),
    ("2*3*4 and snake_case_name and a ~ b ~ c", "2*3*4 and snake_case_name and a ~ b ~ c"),
    ("* not bold* and *not bold *", "* not bold* and *not bold *"),
    ("*over\ntwo lines*", "*over<br>two lines*"),
    ("`*code*` *x*", "<code>*code*</code> <strong>x</strong>"),
    ("`a &amp; b`", "<code>a &amp; b</code>"),
    ("a &amp; b &lt;i&gt; &amp;lt; &quot;", "a &amp; b &lt;i&gt; &amp;lt; &amp;quot;"),
    ("```\none\n  *two*\n```\nafter", "<pre>one\n  *two*</pre>after"),
    ("> said\n> twice\nand then", "<blockquote>said<br>twice</blockquote>and then"),
    ("&gt; as a client sends it", "<blockquote>as a client sends it</blockquote>"),
    (">>> all\nof it", "<blockquote>all<br>of it</blockquote>"),
    ("<https://a.example/?x=1&amp;y=2|the *label*>", '<a href="https://a.example/?x=1&amp;y=2">the *label*</a>'),
    ("<https://a.example/b_c_d>", '<a href="https://a.example/b_c_d">https://a.example/b_c_d</a>'),
    ("see https://a.example/x, ok", 'see <a href="https://a.example/x">https://a.example/x</a>, ok'),
    ("<mailto:p@a.example|p@a.example>", '<a href="mailto:p@a.example">p@a.example</a>'),
    ("*<https://a.example|x>*", '<strong><a href="https://a.example">x</a></strong>'),
    ("<@U0TOBI> <@U0NOBODY|kim> <#C0DESK|x> <#C0SECRET|x>", '@Tobi Fenwick @kim <a href="#/C0DESK">#press-desk</a> #x'),
    ("<!here> <!subteam^S1|@press>", "@here @press"),
    (":tada: :no_such_one: 10:30:45", "🎉 :no_such_one: 10:30:45"),
    (":+1::skin-tone-3:", "👍🏼"),
    ("<javascript:alert(1)|click> <data:text/html,x|y>", "&lt;javascript:alert(1)|click&gt; &lt;data:text/html,x|y&gt;"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
    ("a < b > c", "a &lt; b &gt; c"),
    ("", ""),
]


def test_mrkdwn_is_drawn_as_slack_draws_it(page: Page) -> None:
    page.open("C0DESK")
    assert {text: page.module(MRKDWN, text) for text, _ in CASES} == dict(CASES)


FILL = """
const { fillDate, clock, instant } = await import("/static/dates.js");
return args[0] === "instant" ? instant(...args.slice(1)) : fillDate(...args);
"""
NOON = 1795521600  # 24 November 2026, 12:00 UTC, a Tuesday.


TOKENS = [
    ("{date_num}", "2026-11-24", "2026-11-24"),
    ("{date}", "November 24th, 2026", "November 24th, 2026"),
    ("{date_short}", "Nov 24, 2026", "Nov 24, 2026"),
    ("{date_long}", "Tuesday, November 24th, 2026", "Tuesday, November 24th, 2026"),
    ("at {time}", "at 12:00", "at 7:00 AM"),
    ("{time_secs}", "12:00:00", "7:00:00 AM"),
    ("{date_pretty} {time}", "Today 12:00", "Today 7:00 AM"),
    ("due {date_short_pretty}", "due today", "due today"),
    ("{nonsense}", "{nonsense}", "{nonsense}"),
]


def test_a_date_token_is_told_in_the_readers_zone(page: Page) -> None:
    page.open("C0DESK")
    zones = ("Europe/London", "America/New_York")
    told = [(pattern, *(page.module(FILL, pattern, NOON, zone, NOON + 600) for zone in zones)) for pattern, _, _ in TOKENS]
    assert told == TOKENS


def test_yesterday_tomorrow_and_ago_count_days_and_hours_from_now(page: Page) -> None:
    page.open("C0DESK")

    def told(pattern: str, distance: int) -> Any:
        return page.module(FILL, pattern, NOON + distance, "Europe/London", NOON)

    assert [told("{date_long_pretty}", days * 86400) for days in (-1, 1)] == ["Yesterday", "Tomorrow"]
    assert told("{date_long_pretty}", 2 * 86400) == "Thursday, November 26th, 2026"
    assert [told("{ago}", s) for s in (-180, -7200, 7200, -86400)] == [
        "3 minutes ago",
        "2 hours ago",
        "in 2 hours",
        "1 day ago",
    ]


def test_a_wall_clock_becomes_the_right_instant_on_both_sides_of_a_clock_change(page: Page) -> None:
    page.open("C0DESK")
    assert page.module(FILL, "instant", "2026-11-24", "12:00", "Europe/London") == NOON
    assert page.module(FILL, "instant", "2026-11-24", "07:00", "America/New_York") == NOON
    assert page.module(FILL, "instant", "2026-07-01", "12:00", "Europe/London") == 1782903600


def test_a_date_in_a_message_follows_the_acting_person(page: Page, slack: WebClient) -> None:
    slack.chat_postMessage(channel="C0INTAKE", text=f"due <!date^{NOON}^{{date_num}} {{time}}|in words>")
    page.open("C0INTAKE", user="U0MARA").message("due 2026-11-24 12:00")
    page.open("C0INTAKE", user="U0PRIYA").message("due 2026-11-24 7:00 AM")


HOSTILE = [
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    '<https://a.example/"onmouseover=window.hit=1|x>',
    "javascript:window.hit=1",
    "*<b>* _<i>_ `<u>` ```<s>```",
    "{{constructor.constructor('window.hit=1')()}}",
    "\u202eright to left\u202c \u0000 \ufeff",
    ":" * 300 + "*" * 300 + "_" * 300 + "<" * 300 + "`" * 299,
]


def test_hostile_text_stays_text_everywhere(page: Page, slack: WebClient) -> None:
    for text in HOSTILE:
        plain = {"type": "plain_text", "text": text[:140]}
        rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        blocks = [
            {"type": "header", "text": plain},
            {"type": "section", "text": {"type": "mrkdwn", "text": text}, "fields": [plain]},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]},
            {"type": "rich_text", "elements": [rich]},
        ]
        old = {"text": text, "title": text, "title_link": text, "color": text}
        slack.chat_postMessage(channel="C0DESK", text=text, blocks=blocks)
        slack.chat_postMessage(channel="C0DESK", text=text, attachments=[old])
    page.open("C0DESK")
    page.until(lambda: len(page.run("return document.querySelectorAll('.message')")) == 2 * len(HOSTILE))
    inside = "document.querySelector('[data-testid=messages]')"
    live = "script, iframe, object, img, [onerror], [onmouseover], a[href^=javascript]"
    assert page.run(f"return {inside}.querySelectorAll(arguments[0]).length", live) == 0
    assert page.run("return window.hit") is None


def test_text_of_a_hundred_thousand_marks_is_drawn_in_a_moment(page: Page) -> None:
    page.open("C0DESK")
    timed = "const { mrkdwn } = await import('/static/mrkdwn.js'); const at = performance.now(); mrkdwn(args[0]); return performance.now() - at;"
    for piece in ("*a ", "_a ", "<a ", "`", "*_~", ":a", "> "):
        assert page.module(timed, piece * 13_000) < 2_000, piece


def test_rich_text_is_drawn_with_its_styles_lists_and_people(page: Page, slack: WebClient) -> None:
    def text(words: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": words} | ({"style": style} if style else {})

    def section(*elements: dict[str, Any]) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": list(elements)}

    block = {
        "type": "rich_text",
        "elements": [
            section(
                text("loud", bold=True), text(" & "), {"type": "user", "user_id": "U0TOBI"}, {"type": "emoji", "name": "tada"}
            ),
            {"type": "rich_text_list", "style": "ordered", "elements": [section(text("first")), section(text("second"))]},
            {"type": "rich_text_quote", "elements": [text("*as typed* &amp;")]},
            {"type": "rich_text_preformatted", "elements": [text("x < y")]},
            section(
                {"type": "link", "url": "https://a.example", "text": "there"},
                {"type": "date", "timestamp": NOON, "format": "{date_num}"},
            ),
        ],
    }
    slack.chat_postMessage(channel="C0DESK", text="rich", blocks=[block])
    page.open("C0DESK")
    page.message("loud & @Tobi Fenwick")
    read = "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)"
    assert page.run(read, ".rich strong") == ["loud"]
    assert page.run(read, ".rich ol li") == ["first", "second"]
    assert page.run(read, ".rich blockquote") == ["*as typed* &amp;"]
    assert page.run(read, ".rich pre") == ["x < y"]
    assert page.run(read, ".rich a") == ["there"]
    assert page.run(read, ".rich time") == ["2026-11-24"]


def test_every_layout_block_is_drawn(page: Page, slack: WebClient) -> None:
    blocks = json.loads("""[
      {"type": "header", "text": {"type": "plain_text", "text": "Head :tada:"}},
      {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Who*"}, {"type": "plain_text", "text": "*not bold*"}]},
      {"type": "divider"},
      {"type": "context", "elements": [{"type": "mrkdwn", "text": "small _print_"}]},
      {"type": "image", "image_url": "https://a.example/missing.png", "alt_text": "a picture", "title": {"type": "plain_text", "text": "Title"}}
    ]""")
    slack.chat_postMessage(channel="C0DESK", text="blocks", blocks=blocks)
    page.open("C0DESK")
    page.message("Head 🎉")
    shown = page.run("return [...document.querySelectorAll('[data-testid=block]')].map((one) => one.dataset.block)")
    assert shown == ["header", "section", "divider", "context", "image"]
    page.shows("*not bold*")
    assert not page.all(hook("unsupported"))
    page.errors()  # The picture is not there; the browser says so.
