"""Days: awareness days on which editors look for stories like ours, each with the words of its topic.

Days of the United Nations (https://www.un.org/en/observances/list-days-weeks) and the World Health Organization
(https://www.who.int/campaigns), and World Homeless Day (10 October). Those of the desk's own calendar come on top.
"""

from __future__ import annotations

from datetime import date

# (month, day, name, stems of words that a story about it has)
DAYS: tuple[tuple[int, int, str, tuple[str, ...]], ...] = (
    (1, 24, "International Day of Education", ("school", "educat", "teach", "pupil")),
    (1, 27, "International Holocaust Remembrance Day", ("holocaust", "antisemit")),
    (2, 4, "World Cancer Day", ("cancer", "tumour", "chemotherap")),
    (2, 6, "International Day of Zero Tolerance for Female Genital Mutilation", ("fgm", "genital mutilation")),
    (2, 11, "International Day of Women and Girls in Science", ("scientist", "engineer", "stem ")),
    (2, 20, "World Day of Social Justice", ("social justice", "inequal", "low pay")),
    (3, 3, "World Wildlife Day", ("wildlife", "species", "poach")),
    (3, 8, "International Women’s Day", ("women", "girls", "gender pay", "equal pay")),
    (3, 21, "International Day for the Elimination of Racial Discrimination", ("racis", "racial", "hate crime")),
    (3, 21, "World Down Syndrome Day", ("down syndrome", "down’s syndrome", "down's syndrome")),
    (3, 22, "World Water Day", ("water", "drought", "sanitation")),
    (4, 2, "World Autism Awareness Day", ("autis",)),
    (4, 7, "World Health Day", ("health", "hospital", "clinic", "patient")),
    (4, 22, "International Mother Earth Day", ("climate", "planet", "pollut", "recycl")),
    (4, 28, "World Day for Safety and Health at Work", ("workplace", "accident at work", "worker safety")),
    (5, 3, "World Press Freedom Day", ("press freedom", "journalis")),
    (5, 15, "International Day of Families", ("famil", "parent")),
    (5, 17, "International Day against Homophobia", ("lgbt", "homophob", "transphob", "trans people", "gay ")),
    (5, 22, "International Day for Biological Diversity", ("biodivers", "rewild", "pollinat")),
    (6, 5, "World Environment Day", ("environment", "climate", "plastic", "nature")),
    (6, 12, "World Day Against Child Labour", ("child labour",)),
    (6, 14, "World Blood Donor Day", ("blood don", "transfusion")),
    (6, 15, "World Elder Abuse Awareness Day", ("elder abuse", "older people", "care home")),
    (6, 20, "World Refugee Day", ("refugee", "asylum", "resettle")),
    (6, 26, "International Day against Drug Abuse", ("drug", "addict", "rehab")),
    (7, 30, "World Day against Trafficking in Persons", ("traffick", "modern slavery")),
    (8, 12, "International Youth Day", ("young people", "youth", "teenage")),
    (8, 19, "World Humanitarian Day", ("humanitarian", "aid worker")),
    (9, 5, "International Day of Charity", ("charit", "donat", "fundrais", "volunteer")),
    (9, 8, "International Literacy Day", ("literacy", "reading", "to read")),
    (9, 10, "World Suicide Prevention Day", ("suicid",)),
    (9, 21, "World Alzheimer’s Day", ("dementia", "alzheimer")),
    (10, 1, "International Day of Older Persons", ("older people", "pensioner", "retire", "elderly")),
    (10, 5, "World Teachers’ Day", ("teacher",)),
    (10, 10, "World Homeless Day", ("homeless", "rough sleep", "night shelter", "evict", "temporary accommodation")),
    (10, 10, "World Mental Health Day", ("mental health", "depress", "anxiety", "loneliness")),
    (10, 11, "International Day of the Girl Child", ("girls",)),
    (10, 16, "World Food Day", ("food", "hunger", "hungry", "meals")),
    (10, 17, "International Day for the Eradication of Poverty", ("poverty", "food bank", "debt", "can’t afford", "can't afford")),
    (11, 14, "World Diabetes Day", ("diabet", "insulin")),
    (11, 20, "World Children’s Day", ("child", "youngster")),
    (11, 25, "International Day for the Elimination of Violence against Women", ("domestic abuse", "domestic violence", "violence against women", "refuge for women")),
    (12, 1, "World AIDS Day", ("hiv", "aids ")),
    (12, 3, "International Day of Persons with Disabilities", ("disab", "wheelchair", "deaf", "blind")),
    (12, 5, "International Volunteer Day", ("volunteer",)),
    (12, 10, "Human Rights Day", ("human rights", "torture", "prisoner of")),
    (12, 18, "International Migrants Day", ("migrant", "migration")),
)  # fmt: skip


def next_time(month: int, day: int, today: date) -> date:
    """The next one, today's own included."""
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)
