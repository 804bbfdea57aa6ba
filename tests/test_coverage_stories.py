"""Copies of an article, and articles about the same event."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta
from itertools import chain

import numpy as np
import pytest

from bot.coverage import linking
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


@pytest.mark.parametrize("whence", [
    "First published in The Courier.", "Originally published by The Courier on 3 March.", "The post Rents rise appeared first on The Courier.",
    "First seen in the Gazette on Monday.",
])  # fmt: skip
@pytest.mark.parametrize(
    "more", ["Three people came in.", "Two of them spoke in the town hall before it closed for the night and went."]
)
def test_where_a_copy_says_whence_it_is_makes_no_series_of_it(whence: str, more: str) -> None:
    first = Article("a", "Rents up", f"{RENTS} {more}", START)
    for text in (f"{RENTS} {whence}", f"{whence} {RENTS}", f"{RENTS[:260]} {whence}"):
        assert copies([first, Article("b", "Rents", text, START + timedelta(hours=1))])["b"] == "a", text


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


def test_what_hardly_changed_stays_where_it_was_and_what_was_apart_comes_no_nearer() -> None:
    def joined(likeness: float, before: tuple[str, ...] = ()) -> bool:
        rows = np.array([[1, 0], [likeness, math.sqrt(1 - likeness**2)]], dtype=np.float32)
        return len(set(linking.linked(rows, [0.9, 0.9], before=before))) == 1

    steps = [step / 200 for step in range(201)]
    alone = [joined(one) for one in steps]
    drawn = [joined(one, ("a", "a")) for one in steps]
    assert [joined(one, ("a", "b")) for one in steps] == alone
    assert all(now or not then for then, now in zip(alone, drawn, strict=True))
    assert 0 < sum(drawn) - sum(alone) < len(steps) / 6


def test_a_few_whole_articles_are_no_story_because_they_share_a_word() -> None:
    """The few clips of a small desk: each on something else, and two on the same."""
    again = (
        "Two thousand people in Westerby are without power after a storm that tore the roofs from houses in the night to Tuesday. "
        "Nobody was badly hurt, firefighters said. Trees lie on the line to the coast, and the railway stays closed until Thursday."
    )
    other = (
        "The museum of the harbour opens two rooms on the history of fishing. Forty families lent letters and tools, and a film tells "
        "of winters when nobody sailed for weeks. Classes come for nothing, its director said on Tuesday, and a guide speaks Dutch."
    )
    articles = [Told(str(at), text, START) for at, text in enumerate((RENTS, STORM, again, other))]
    found = stories(articles)
    assert found["1"] == found["2"] and len(set(found.values())) == 3


def test_the_next_of_a_series_is_no_copy_however_much_of_its_text_comes_again() -> None:
    tail = "Drivers are asked to allow extra time for their journeys and to follow the signs that are put up along the road."
    rain = "The outlook for the rest of the week is mild with some sunny spells in the afternoon."
    series = [
        *(f"Roadworks on the {road} near {town} will close one lane between {late} pm and {early} am. {tail}"
          for road, town, late, early in (("A4", "Holm", 9, 5), ("M12", "Lund", 10, 4), ("A4", "Holm", 11, 5))),
        *(f"Weather for {town}: a high of {high} degrees and a low of {low}, with a {rain_} per cent chance of rain. {rain}"
          for town, high, low, rain_ in (("Aske", 12, 4, 20), ("Aske", 12, 5, 20), ("Ribe", 12, 4, 20))),
    ]  # fmt: skip
    assert set(copies(Article(str(at), "", text) for at, text in enumerate(series)).values()) == {None}
    first = series[0]
    edited = [
        first.replace("asked to allow", "advised to allow"), first.replace("Roadworks", "Works").replace("journeys", "trips"),
        f"{first} Read more in the app. © 2026 The Gazette", f"LONDON, 23 March. {first}", first[:180],
    ]  # fmt: skip
    found = copies(Article(str(at), "", text) for at, text in enumerate([first, *edited]))
    assert [found[str(at)] for at in range(1, 6)] == ["0"] * 5
