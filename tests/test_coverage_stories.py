"""Copies of an article, and articles about the same event."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from bot.coverage.copies import Article, Seen, copies
from bot.coverage.stories import Told, kept, stories

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
RENTS = (
    "Rents in the harbour district rose by nine per cent last year, the city said on Monday, more than in any year since 1998. "
    "Mayor Ida Holm told the council that three hundred families had asked for help since the spring and that most of them were "
    "still waiting. Landlords blamed the cost of repairs. Tenants held a vigil outside the town hall until late in the evening."
)
STORM = (
    "A storm tore the roofs from forty houses in Westerby in the night to Tuesday and left two thousand people without power. "
    "Firefighters said nobody was badly hurt. The railway to the coast stays closed until Thursday, the operator said, because "
    "trees lie on the line at six places. Schools open again on Wednesday, apart from two whose windows are broken."
)
BOILERPLATE = (
    "Sign up to our newsletter for the best of the day in your inbox each morning and follow us for more from the region."
)


def noisy(text: str, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join("whatever" if chance.random() < 0.05 else word for word in text.split())


@pytest.mark.parametrize(
    "copy",
    [
        RENTS, f"{RENTS} Read more at The Beacon.", f"{RENTS} {BOILERPLATE}", RENTS[:220] + " …", RENTS[60:], RENTS.upper(),
        *(noisy(RENTS, seed) for seed in range(5)),
    ],
)  # fmt: skip
def test_a_copy_is_found_cut_longer_or_lightly_edited_and_whichever_comes_first_is_the_original(copy: str) -> None:
    first, second = Article("a", "Rents up", RENTS, START), Article("b", "Another title", copy, START + timedelta(hours=30))
    other = Article("c", "Storm", f"{STORM} {BOILERPLATE}", START + timedelta(hours=1))
    assert copies([second, other, first]) == {"a": None, "b": "a", "c": None}
    late = Article("d", "Rents up", copy, START + timedelta(hours=73))
    assert copies([first, late])["d"] is None


def test_a_copy_of_a_copy_leads_to_the_earliest() -> None:
    articles = [
        Article(str(n), "", text, START + timedelta(hours=n)) for n, text in enumerate((RENTS[:230], RENTS, RENTS[150:]))
    ]
    assert copies(articles) == {"0": None, "1": "0", "2": "0"}


def test_a_recurring_template_is_not_a_copy_of_last_weeks() -> None:
    chance = random.Random(3)
    towns = ("Westerby", "Holm", "Lund", "Aske", "Ribe", "Vejle")
    draws = [
        f"House prices in {chance.choice(towns)} rose by {chance.randint(1, 9)}.{chance.randint(1, 9)} per cent in the year to June. The "
        f"average home now costs {chance.randint(150, 400)},000 crowns, compared with {chance.randint(100, 150)},500 a year earlier, the "
        "land registry said. Estate agents said that demand was strong and that they expected a busy autumn."
        for _ in range(20)
    ]
    found = copies([Article(str(n), "", text, START + timedelta(hours=n)) for n, text in enumerate(draws)])
    assert sum(original is not None for original in found.values()) == 0


def test_short_texts_are_compared_with_their_titles_or_not_at_all() -> None:
    seen = Seen()
    assert [seen.add(Article(key, "Rents up", "Rents rose.", START)) for key in "ab"] == [None, None]


HEADLINES = {
    "rents": ["Rents in harbour district up nine per cent", "Harbour district rents rise nine per cent", "Harbour rents: tenants hold vigil",
              "Tenants' vigil over rents in harbour district"],
    "storm": ["Storm leaves Westerby without power", "Westerby storm tears roofs from forty houses", "Power back in Westerby after storm"],
    "cup": ["Lund United win cup after penalties", "Penalties decide the cup: Lund United win"],
}  # fmt: skip


def test_headlines_on_one_event_are_one_story_in_any_order() -> None:
    told = [Told(f"{story}{n}", text, START) for story, texts in HEADLINES.items() for n, text in enumerate(texts)]
    found = stories(told)
    assert {key: {found[f"{key}{n}"] for n in range(len(texts))} for key, texts in HEADLINES.items()} == {
        "rents": {"rents0"}, "storm": {"storm0"}, "cup": {"cup0"}
    }  # fmt: skip
    assert stories(list(reversed(told))) == found


def test_what_a_person_parted_or_joined_stays_so() -> None:
    told = [
        Told("a", "Rents in harbour district up"),
        Told("b", "Rents in harbour district up again"),
        Told("c", "Cup won by Lund"),
    ]
    found = stories(told, apart=[("a", "b")], together=[("b", "c")])
    assert found["a"] != found["b"] == found["c"]


def test_a_storys_id_is_kept_when_more_comes_and_when_it_is_split() -> None:
    assert kept([["a", "b", "c"], ["d"]], {"b": "old", "c": "old", "d": "gone"}) == {
        "a": "old",
        "b": "old",
        "c": "old",
        "d": "gone",
    }
    assert kept([["a", "b"], ["c"]], {"a": "s", "b": "s", "c": "s"}) == {"a": "s", "b": "s", "c": "c"}
    hourly = [Told(str(n), text, START + timedelta(hours=n)) for n, text in enumerate(chain(*HEADLINES.values()))]
    known: dict[str, str] = {}
    for now in range(1, len(hourly) + 1):
        found = stories(hourly[:now], known=known)
        assert all(found[key] == story for key, story in known.items())
        known = found
