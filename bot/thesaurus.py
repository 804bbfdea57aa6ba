"""Words that newsrooms and press offices use for one and the same thing, in English. Search looks for a word's like besides.

One group a line. A word may stand in several. It is a help and no rule: what stands here counts less than the word itself.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

GROUPS = """
funding fund money grant finance subsidy financing
council authority municipality borough
government ministry minister whitehall state
cut cutback reduction reduce slash withdraw withdrawal
budget spending expenditure
donation gift donor giving contribution
fundraising appeal campaign
deficit shortfall gap loss debt
reserve savings surplus
price cost charge fee fare tariff rate
free gratis exempt waive
pay salary wage earnings remuneration
bonus payout severance
strike walkout industrial ballot union stoppage
redundancy layoff dismissal sack job fire
staff employee worker personnel workforce colleague
volunteer helper unpaid recruit
boss chief executive director ceo head leader
trustee board governor chair
resign resignation quit depart leave step
hire appoint appointment recruit recruitment
vacancy shortage lack missing short
number figure statistic data total count
rise increase grow growth surge jump soar
fall decrease decline drop dip
demand need usage use user uptake attendance busy
visitor guest attendee client user beneficiary
record high peak
target goal aim
wait waiting queue backlog delay list
turn refuse reject deny away
close closure shut shutdown wind future
open opening hours launch reopen
move relocate relocation premises site
building construction build builder
planning permission application consent
neighbour resident local objection object
holiday christmas vacation bank easter
weekend saturday sunday
winter cold snow freezing frost
summer heat heatwave hot
flood flooding storm rain
fire blaze arson
complaint complain grievance allegation allege accuse accusation claim
misconduct behaviour abuse harassment bullying
investigate investigation inquiry probe review
suspend suspension leave dismiss
apology apologise sorry regret
police arrest charge officer
court trial judge hearing lawsuit sue
crime theft steal stolen fraud
regulator commission watchdog ombudsman inspectorate
inspection inspect inspector audit check
safety safe hazard danger risk unsafe
accident injury injured hurt incident
death die dead fatal
illness sick disease infection outbreak virus
vaccine vaccination jab immunisation
hospital ward nhs clinic
doctor gp physician
mental anxiety depression wellbeing counselling therapy
drug drugs addiction substance alcohol drink
disabled disability wheelchair accessible access
child children kid pupil young youth teenager
elderly old older pensioner senior
school education teacher class classroom pupil
university student college
homeless homelessness rough sleeper shelter bed hostel
house housing home flat tenant rent
refugee asylum migrant newcomer
hunger food meal breakfast hungry
poor poverty deprived hardship poorer
family families household parent
woman women female
animal dog cat pet
wildlife species nature habitat
tree forest wood woodland
river water stream
pollution sewage spill contamination
climate carbon emission warming
energy electricity gas heating
transport bus train travel
road street traffic
leak breach hack exposed disclose disclosure lose lost
privacy personal confidential data
computer laptop it system
website site online
report study research survey finding
decision decide ruling verdict
plan proposal scheme project
meeting talk negotiation discuss
agree agreement deal contract
oppose opposition protest demonstration
support back endorse
reply response respond comment reaction react statement
confirm true right correct rumour rumor hear
deny denial false untrue
journalist reporter press media
interview spokesperson
average mean typical
yearly annual year
monthly month
million thousand
big large major
small minor
new fresh recent
help aid support assistance relief
service programme scheme project
protect protection safeguard safeguarding
sign apply application register join
"""

_ENDING = re.compile(r"(?:ies|ing|ed|es|e|s|y)$")


def like(word: str) -> list[str]:
    """Other words for it; empty where there are none."""
    return [one for one in _groups().get(root(word), ()) if root(one) != root(word)]


@cache
def _groups() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in GROUPS.strip().splitlines():
        for word in line.split():
            found.setdefault(root(word), []).extend(line.split())
    return {root: list(dict.fromkeys(words)) for root, words in found.items()}


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """The word without the ending that English gives it, roughly: enough to tell two forms of it from two words."""
    return _ENDING.sub("", word) if len(word) > 4 else word
