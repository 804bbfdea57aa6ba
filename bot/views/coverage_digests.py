"""The coverage digest on screen: the counts, what needs somebody, the stories, and the rest as a count.

Headlines, outlets and quotes are foreign and stand in rich text. What a story has to say beyond its lines stands in the thread
(`views/story_posts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.coverage.digests import Digested
from bot.coverage.filters import Filters
from bot.coverage.showable import ShownClip, unique
from bot.coverage.snapshots import Told, ToldStory
from bot.coverage.titles import plain as plain_title
from bot.models import ClipQuote, QuoteClass, Tone
from bot.text import one_line, shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, header, italic, line, link, note, quote, rich, section
from bot.views.sparklines import sparkline

MOST_BLOCKS, MOST_CHARACTERS = 45, 10_000
STORIES, LISTED = 8, 6
TITLE, SAID, NAME = 160, 200, 60
TONE = {
    Tone.FAVOURABLE: "🟢 favourable", Tone.NEUTRAL: "⚪ neutral", Tone.UNFAVOURABLE: "🔴 unfavourable", Tone.MIXED: "🟡 mixed",
    Tone.NOT_TONED: "not toned",
}  # fmt: skip
QUOTE = {QuoteClass.ALTERED: "altered", QuoteClass.NEVER_SAID: "never said"}
WHICH = {"now": "Coverage until now", "yesterday": "Coverage of yesterday", "week": "Coverage of the last seven days"}


def digest(shown: Digested, *, thread: bool = True) -> list[Block]:
    """The digest as a message: at most 45 blocks and 10,000 characters, with as many stories as fit."""
    for stories in range(STORIES, -1, -1):
        blocks = _digest(shown, stories, thread=thread)
        if len(blocks) <= MOST_BLOCKS and weight(blocks) <= MOST_CHARACTERS:
            return blocks
    return blocks[:MOST_BLOCKS]


def digest_text(shown: Digested) -> str:
    """The digest's notification: numbers, no headlines."""
    told = shown.told
    bad = unique([one for one in told.clips if one.tone == Tone.UNFAVOURABLE])
    if not told.clips:
        return f"{_title(shown)}: nothing about us."
    needs = len(told.negative) + len(told.misquoted) + len(told.ran)
    return f"{_title(shown)}: {_articles(unique(told.clips))}, {bad} unfavourable, {needs} for you to look at."


def weight(blocks: Sequence[Block]) -> int:
    """How many characters people read in the blocks."""
    return sum(len(text) for text in _texts(blocks))


def listed(told: Told, **narrowed: Any) -> Filters:
    """What a number of the digest is of: its window, and what else."""
    return Filters(since=told.since, until=told.until, quiet=True, **narrowed)


def list_button(label: str, number: int, wanted: Filters) -> Block:
    """Opens a list of clips. `number` tells it from the others of its row."""
    return button(label, f"coverage_list:{number}", wanted.written())


def outlet(clip: ShownClip) -> Part:
    """Where a clip stood, leading there where it has an address."""
    name = shortened(clip.outlet or "unknown outlet", NAME)
    address = clip.article.address
    return link(address, name) if address.startswith(("https://", "http://")) else name


def headline(text: str) -> str:
    """A foreign headline in one line, cut to a length that fits."""
    return shortened(one_line(plain_title(text)) or "(no headline)", TITLE)


def facts(story: ToldStory) -> str:
    """Of a story: outlets, articles, tone and best tier, in our words."""
    tiers = [one.clip.tier for one in story.clips if one.clip.tier]
    articles, outlets = unique(story.clips), story.outlets
    parts = [f"{outlets} outlet{'s' * (outlets != 1)}", _articles(articles), TONE[story.tone]]
    return " · ".join(parts + ([f"tier {min(tiers)}"] if tiers else []))


def printed(found: ClipQuote) -> str:
    """A quote as it was printed, with its speaker."""
    by = f" {shortened(found.speaker, NAME)}" if found.speaker else ""
    wrong = f" ({QUOTE[found.kind]})" if found.kind in QUOTE else ""
    return f"“{shortened(one_line(found.printed), SAID)}”{by}{wrong}"


def sentences(told: ToldStory) -> list[list[Part]]:
    """The summary, each sentence with the articles it rests on; one whose articles may not be shown is left out."""
    shown = {one.id: one for one in told.clips}
    found: list[list[Part]] = []
    for sentence in told.story.summary if told.story else []:
        cited = [shown[one] for one in sentence["clips"] if one in shown]
        if cited:
            found.append([shortened(sentence["text"], 400), *(part for one in cited for part in _cited(one))])
    return found


def _cited(clip: ShownClip) -> Sequence[Part]:
    name = shortened(clip.outlet or "source", 40)
    address = clip.article.address
    return [" [", link(address, name) if address.startswith(("https://", "http://")) else name, "]"]


def _digest(shown: Digested, stories: int, *, thread: bool) -> list[Block]:
    told = shown.told
    if told.quiet:
        return [section(f"*{_title(shown)}:* nothing about us since {_when(told.since, told.zone)}. {_usual(told)}")]
    blocks = [header(_title(shown)), *_counts(shown)]
    blocks += _needs(told) if "needs" in told.sections else []
    if "stories" in told.sections and told.stories:
        blocks += _stories(told, stories, thread=thread)
    blocks += _people(told) + _context(told) + _rest(told, stories)
    return blocks


def _title(shown: Digested) -> str:
    said = WHICH.get(shown.which or "", "Coverage")
    return f"{said}, {shown.day:%A} {shown.day.day} {shown.day:%B}"


def _counts(shown: Digested) -> list[Block]:
    told = shown.told
    if not told.clips:
        return [section(f"Nothing about us since {_when(told.since, told.zone)}. {_usual(told)}")]
    outlets = len({one.article.outlet_id or one.outlet for one in told.clips})
    copies = len(told.clips) - unique(told.clips)
    also = f" and {copies} cop{'ies' if copies != 1 else 'y'}" if copies else ""
    caught = ", more than a day" if shown.caught_up else ""
    found = [
        section(f"*{_articles(unique(told.clips))}*{also} in *{outlets}* outlet{'s' * (outlets != 1)} since {_when(told.since, told.zone)}{caught}. {_usual(told)}"),
        note(f"Unique articles a day over {len(told.days)} days: {sparkline(told.days)}  {min(told.days)}–{max(told.days)}, median {told.usual:g}"),
    ]  # fmt: skip
    numbers = [(f"All {len(told.clips)}", listed(told))]
    for tone in TONE:
        if count := unique([one for one in told.clips if one.tone == tone]):
            numbers.append((f"{count} {tone.value.replace('_', ' ')}", listed(told, tone=tone)))
    if first := unique([one for one in told.clips if one.clip.tier == 1]):
        numbers.append((f"{first} in tier 1", listed(told, tier=1)))
    buttons = [list_button(label, number, wanted) for number, (label, wanted) in enumerate(numbers)]
    return [*found, actions(*buttons, block_id="coverage_counts")]


def _needs(told: Told) -> list[Block]:
    """What somebody should look at, each with what opens it."""
    rows: list[tuple[ShownClip, Sequence[Part]]] = [
        (one, ["🔴 ", outlet(one), ": ", headline(one.article.title), " (unfavourable, tier 1)"]) for one in told.negative
    ]
    for found, clip in told.misquoted:
        rows.append((clip, [f"❗ {QUOTE[found.kind].capitalize()} in ", outlet(clip), ": ", printed(found)]))
    for ran in told.ran:
        how = "" if ran.confirmed else " (linked automatically)"
        rows.append(
            (
                ran.clip,
                [
                    f"📰 {ran.reference} was answered and ran in ",
                    outlet(ran.clip),
                    f": {headline(ran.clip.article.title)}{how}",
                ],
            )
        )
    if not rows:
        return []
    found_blocks: list[Block] = [rich(line(bold("Needs you")), bullets([parts for _, parts in rows[:LISTED]], numbered=True))]
    opens = [
        button(f"Open {number}", f"clip_open:{clip.id}:{number}", str(clip.id))
        for number, (clip, _) in enumerate(rows[:LISTED], 1)
    ]
    found_blocks.append(actions(*opens, block_id="coverage_needs"))
    if len(rows) > LISTED:
        found_blocks.append(note(f"…and {len(rows) - LISTED} more: unfavourable and tier 1 open the lists above."))
    return found_blocks


def _stories(told: Told, most: int, *, thread: bool) -> list[Block]:
    shown = told.stories[:most]
    blocks: list[Block] = [section("*Top stories*")] if shown else []
    blocks += [rich(*_story(number, one)) for number, one in enumerate(shown, 1)]
    opens = [
        list_button(f"{number}: {_articles(unique(one.clips))}", number, listed(told, story=one.id))
        for number, one in enumerate(shown, 1) if one.id
    ]  # fmt: skip
    if opens:
        blocks.append(actions(*opens, block_id="coverage_stories"))
    if thread and shown:
        blocks.append(note("Each story has its post in the thread: tone, not us, split, merge, mute, correction case."))
    return blocks


def _story(number: int, story: ToldStory) -> Iterator[Block]:
    """One or two lines, and a quote where one of ours was printed."""
    yield line(bold(f"{number}. {headline(story.title)}"), f"\n{facts(story)}")
    said = sentences(story)[:2]
    yield from (line(*parts) for parts in said or [_where(story)])
    if story.quotes:
        yield quote(printed(story.quotes[0]))
    elif story.clips[0].clip.evidence:
        yield quote(shortened(one_line(story.clips[0].clip.evidence), SAID))


def _where(story: ToldStory) -> list[Part]:
    """The outlets that had it, the best first."""
    best: dict[str, ShownClip] = {}
    for one in story.clips:
        best.setdefault(one.outlet, one)
    parts: list[Part] = []
    for one in list(best.values())[:4]:
        parts += [", ", outlet(one)] if parts else [outlet(one)]
    return parts + ([f" and {len(best) - 4} more"] if len(best) > 4 else [])


def _people(told: Told) -> list[Block]:
    blocks: list[Block] = []
    if "spokespeople" in told.sections and told.quoted:
        names = ", ".join(f"{shortened(name, NAME)} ({count})" for name, count in told.quoted[:LISTED])
        more = f" and {len(told.quoted) - LISTED} more" if len(told.quoted) > LISTED else ""
        blocks.append(rich(line(bold("Quoted: "), names + more)))
    if "messages" in told.sections and told.messages and told.clips and not told.landed:
        blocks.append(rich(line(bold("Messages landed: "), f"in 0 of {_articles(unique(told.clips))}")))
    if "messages" in told.sections and told.landed:
        said = ", ".join(
            f"{one.message} in {one.clips}{f' ({one.coded} coded by a person)' if one.coded else ''}"
            for one in told.landed[:LISTED]
        )
        blocks.append(rich(line(bold("Messages landed: "), f"in {told.carrying} of {_articles(unique(told.clips))}: {said}")))
        opens = [
            list_button(f"{one.message}: {one.clips}", number, listed(told, message=one.message))
            for number, one in enumerate(told.landed[:LISTED])
        ]
        blocks.append(actions(*opens, block_id="coverage_messages"))
    return blocks


def _context(told: Told) -> list[Block]:
    rows: list[Sequence[Part]] = []
    for one in told.context:
        top = f": {headline(one.headline)}" if one.headline else ""
        by = f" ({shortened(one.outlet, NAME)})" if one.outlet and top else ""
        rows.append([bold(shortened(one.term.name, NAME)), f"  {_articles(one.articles)}{top}{by}"])
    if not rows:
        return []
    opens = [
        list_button(f"{shortened(one.term.name, 40)}: {one.articles}", number, listed(told, term=(one.term.id or 0,)))
        for number, one in enumerate(told.context[:LISTED]) if one.articles
    ]  # fmt: skip
    found: list[Block] = [rich(line(bold("Peers and topics")), bullets(rows[:LISTED]))]
    return found + ([actions(*opens, block_id="coverage_context")] if opens else [])


def _rest(told: Told, stories: int) -> list[Block]:
    blocks: list[Block] = []
    quiet = told.stories[stories:] if "stories" in told.sections else told.stories
    if quiet and "quiet" in told.sections:
        clips = sum(len(one.clips) for one in quiet)
        blocks.append(
            note(f"And {_articles(clips)} in {len(quiet)} more stor{'ies' if len(quiet) != 1 else 'y'}: *All* opens them.")
        )
    if told.withheld:
        alerts: list[Sequence[Part]] = [
            [shortened(one.reason, SAID), italic(f"  {one.withheld}")] for one in told.withheld[:LISTED]
        ]
        blocks.append(rich(line(bold(f"Alerts not sent: {len(told.withheld)}")), bullets(alerts)))
    if told.feeds:
        feeds: list[Sequence[Part]] = [
            [shortened(one.title or one.url, NAME), f": {shortened(one.problem or 'no answer', SAID)}"]
            for one in told.feeds[:LISTED]
        ]
        blocks.append(rich(line(bold(f"Feeds that are broken: {len(told.feeds)}")), bullets(feeds)))
    return blocks


def _usual(told: Told) -> str:
    return f"Usual: {told.usual:g} a day."


def _articles(count: int) -> str:
    return f"{count} article{'s' * (count != 1)}"


def _when(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%b %H:%M}"


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _texts(part)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str):
            yield node["text"]
        for part in node.values():
            if isinstance(part, dict | list):
                yield from _texts(part)
