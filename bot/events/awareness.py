"""Awareness days: well-known days of the United Nations and the United Kingdom, by the rule that dates them.

A small list, as data. Source of the UN's: https://www.un.org/en/observances/list-days-weeks; of the others, whoever calls the day.
Days that somebody sets anew each year are left out: a desk puts those on its calendar itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

UN, WHO, UK = "United Nations", "World Health Organization", "United Kingdom"
MON, THU, SUN = 0, 3, 6


@dataclass(frozen=True)
class AwarenessDay:
    """A day of each year. Without `day` it is the `nth` `weekday` of the month, and `after` days later."""

    name: str
    month: int
    day: int = 0
    by: str = UN
    nth: int = 0
    weekday: int = 0
    after: int = 0

    def in_year(self, year: int) -> date:
        if self.day:
            return date(year, self.month, self.day)
        first = date(year, self.month, 1)
        step = (self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1)
        return first + timedelta(days=step + self.after)


DAYS = (
    AwarenessDay("International Day of Education", 1, 24),
    AwarenessDay("Holocaust Memorial Day", 1, 27),
    AwarenessDay("World Cancer Day", 2, 4, "Union for International Cancer Control"),
    AwarenessDay("International Day of Women and Girls in Science", 2, 11),
    AwarenessDay("World Day of Social Justice", 2, 20),
    AwarenessDay("International Women’s Day", 3, 8),
    AwarenessDay("International Day of Happiness", 3, 20),
    AwarenessDay("International Day for the Elimination of Racial Discrimination", 3, 21),
    AwarenessDay("World Water Day", 3, 22),
    AwarenessDay("World Autism Awareness Day", 4, 2),
    AwarenessDay("World Health Day", 4, 7, WHO),
    AwarenessDay("International Mother Earth Day", 4, 22),
    AwarenessDay("World Day for Safety and Health at Work", 4, 28),
    AwarenessDay("World Press Freedom Day", 5, 3),
    AwarenessDay("International Day of Families", 5, 15),
    AwarenessDay("World No Tobacco Day", 5, 31, WHO),
    AwarenessDay("World Environment Day", 6, 5),
    AwarenessDay("World Day Against Child Labour", 6, 12),
    AwarenessDay("World Blood Donor Day", 6, 14, WHO),
    AwarenessDay("World Elder Abuse Awareness Day", 6, 15),
    AwarenessDay("World Refugee Day", 6, 20),
    AwarenessDay("World Population Day", 7, 11),
    AwarenessDay("World Youth Skills Day", 7, 15),
    AwarenessDay("World Day against Trafficking in Persons", 7, 30),
    AwarenessDay("International Youth Day", 8, 12),
    AwarenessDay("World Humanitarian Day", 8, 19),
    AwarenessDay("International Day of Charity", 9, 5),
    AwarenessDay("International Literacy Day", 9, 8),
    AwarenessDay("World Suicide Prevention Day", 9, 10, "International Association for Suicide Prevention"),
    AwarenessDay("International Day of Democracy", 9, 15),
    AwarenessDay("International Day of Peace", 9, 21),
    AwarenessDay("International Day for Universal Access to Information", 9, 28),
    AwarenessDay("International Day of Older Persons", 10, 1),
    AwarenessDay("World Habitat Day", 10, nth=1, weekday=MON),
    AwarenessDay("World Mental Health Day", 10, 10, WHO),
    AwarenessDay("World Homeless Day", 10, 10, "worldhomelessday.org"),
    AwarenessDay("International Day of the Girl Child", 10, 11),
    AwarenessDay("World Food Day", 10, 16),
    AwarenessDay("International Day for the Eradication of Poverty", 10, 17),
    AwarenessDay("United Nations Day", 10, 24),
    AwarenessDay("Remembrance Sunday", 11, by=UK, nth=2, weekday=SUN),
    AwarenessDay("International Day for Tolerance", 11, 16),
    AwarenessDay("World Toilet Day", 11, 19),
    AwarenessDay("World Children’s Day", 11, 20),
    AwarenessDay("International Day for the Elimination of Violence against Women", 11, 25),
    AwarenessDay("Giving Tuesday", 11, by="givingtuesday.org", nth=4, weekday=THU, after=5),
    AwarenessDay("World AIDS Day", 12, 1, WHO),
    AwarenessDay("International Day of Persons with Disabilities", 12, 3),
    AwarenessDay("International Volunteer Day", 12, 5),
    AwarenessDay("International Anti-Corruption Day", 12, 9),
    AwarenessDay("Human Rights Day", 12, 10),
    AwarenessDay("International Migrants Day", 12, 18),
    AwarenessDay("International Human Solidarity Day", 12, 20),
)


def between(first: date, last: date) -> Iterator[tuple[date, AwarenessDay]]:
    """The days from `first` to `last`, both among them, in order."""
    found = [(one.in_year(year), one) for year in range(first.year - 1, last.year + 1) for one in DAYS]
    yield from sorted(((day, one) for day, one in found if first <= day <= last), key=lambda each: (each[0], each[1].name))
