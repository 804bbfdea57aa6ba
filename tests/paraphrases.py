"""Five hundred answered inquiries and the same things asked again in other words, made by code from templates of our own.

A record's topic, questions and answer each draw their own phrasing and their own name of the subject; what is asked later
draws from phrasings that no record uses. `shared` says how many of its words a later question has in common with the record
that answers it: never all of them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import search
from bot.db import Database
from bot.models import DeadlineKind, Inquiry, Member, Question, Status, Team, Terms

MONTHS = ("January", "March", "April", "June", "September", "October", "November")

# Four names of each subject, as different people call it.
SUBJECTS = (
    ("the night shelter", "emergency beds at the shelter", "the winter refuge for rough sleepers", "overnight shelter places"),
    ("the food bank", "food parcels", "the pantry for families in need", "our food bank on Mill Lane"),
    ("the youth club", "the after-school club", "evening sessions for teenagers", "the youth club at Harrow Hall"),
    ("the helpline", "our telephone support line", "the crisis line", "calls to the helpline"),
    ("the debt advice service", "money advice", "help for people in debt", "the debt clinic"),
    ("the refugee welcome project", "support for asylum seekers", "help for newly arrived refugees", "the welcome centre"),
    ("the hospice", "end-of-life care", "the hospice at Rosemount", "care for dying patients"),
    ("the community garden", "the allotments", "garden plots for residents", "the garden on Castle Bank"),
    ("the school breakfast scheme", "free breakfasts for pupils", "the breakfast club", "morning meals in schools"),
    ("the animal sanctuary", "the rescue kennels", "abandoned dogs and cats", "the sanctuary at Fernside"),
    ("the women's refuge", "safe houses for women", "shelter from domestic abuse", "the refuge"),
    ("the befriending scheme", "visits to lonely older people", "befriending for the elderly", "our home visitors"),
    ("the charity shops", "our second-hand shops", "the shop on Bridge Street", "donated clothes"),
    ("the community bus", "the minibus service", "transport for disabled residents", "the dial-a-ride bus"),
    ("the river clean-up", "the river restoration project", "pollution in the Aller", "volunteers clearing the riverbank"),
    ("the woodland", "tree planting at Hallow Wood", "the ancient forest", "the wood and its saplings"),
    ("the prison visitors' centre", "families of prisoners", "support for inmates' children", "the visitors' centre"),
    ("the literacy classes", "adult reading lessons", "courses for people who can't read", "the literacy programme"),
    ("the drug treatment clinic", "needle exchange", "addiction services", "the recovery clinic"),
    ("the sports ground", "the football pitches", "the playing fields at Longmead", "our sports field"),
    ("the museum", "the maritime collection", "museum exhibits", "the harbour museum"),
    ("the village hall", "hire of the hall", "the community hall", "the hall at Stowe Green"),
    ("the lifeboat station", "sea rescue crews", "the lifeboat", "our rescue boat at Skerry Point"),
    ("the blood donor sessions", "giving blood", "the donor centre", "blood collection days"),
    ("the scholarship fund", "bursaries for students", "grants for poorer students", "our scholarships"),
    ("the carers' respite breaks", "respite for family carers", "breaks for unpaid carers", "the carers' centre"),
    ("the choir festival", "the summer music festival", "the singing festival", "our festival of choirs"),
    ("the repair cafe", "the mending workshop", "the tool library", "repairs of household goods"),
    ("the wildlife hospital", "injured hedgehogs and birds", "the wildlife rescue", "treatment of wild animals"),
    ("the mental health drop-in", "counselling sessions", "the drop-in for people with anxiety", "talking therapy"),
    ("the housing co-operative", "tenants of the co-op", "our affordable flats", "the homes on Quarry Road"),
    ("the flood relief fund", "help for flooded households", "the flood appeal", "payments to flood victims"),
    ("the overseas clinics", "the mobile health clinics abroad", "our medical teams in the field", "the field hospitals"),
    ("the water well programme", "drilling boreholes", "clean water for villages", "the wells we build"),
    ("the deaf children's society", "sign language classes", "support for deaf pupils", "signing lessons"),
    ("the wheelchair loan service", "borrowed mobility equipment", "lending of wheelchairs", "the equipment store"),
    ("the nature reserve", "the marshes", "bird hides at Saltfleet", "the wetland reserve"),
    ("the veterans' workshop", "support for former soldiers", "jobs for ex-service personnel", "the veterans' project"),
    ("the nursery", "childcare places", "the pre-school", "our nursery at Elm Court"),
    ("the legal aid clinic", "free legal advice", "the pro bono law centre", "help from volunteer lawyers"),
    ("the farm for young offenders", "the care farm", "farm placements", "the care farm at Nettlebed"),
    ("the emergency appeal", "the earthquake appeal", "aid for earthquake survivors", "our disaster response"),
)  # fmt: skip


@dataclass(frozen=True)
class Aspect:
    """What may be asked about a subject: phrasings that records use, and those that only later questions use."""

    topics: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    later_topics: tuple[str, ...]
    later_questions: tuple[str, ...]


ASPECTS = (
    Aspect(
        ("Numbers: {s}", "How many people use {s}", "Demand for {s}"),
        ("How many people used {s} last month?", "What are the latest figures for {s}?", "Has demand for {s} gone up since last year?"),
        ("In {month}, {n} people came to us for {s}, {p} per cent more than a year before.", "{n} people used {s} in {month}. Demand has risen by {p} per cent."),
        ("Usage of {s}", "Rising demand, {s}", "Statistics on {s}"),
        ("Could you give us the number of users of {s} this autumn?", "How busy has {s} been, and is demand growing?", "We would like monthly figures on people using {s}."),
    ),
    Aspect(
        ("Council cuts to {s}", "Funding of {s}", "End of the grant for {s}"),
        ("Is it true that the council is withdrawing its grant for {s}?", "Who funds {s} now?", "What will the budget cut mean for {s}?"),
        ("The council has told us that its grant of £{n},000 for {s} ends in {month}. We are talking with other funders.", "Council funding for {s} will be cut by {p} per cent. Reserves cover this year."),
        ("Grant cut threatens {s}", "Money for {s} from the council", "Local authority funding, {s}"),
        ("Will {s} lose its council money?", "How will you pay for {s} once the local authority's grant is gone?", "How large is the funding gap for {s} after the cuts?"),
    ),
    Aspect(
        ("Closure of {s}", "Future of {s}", "Is {s} closing"),
        ("Are there plans to close {s}?", "When will {s} shut, and who decided that?", "Can you guarantee the future of {s}?"),
        ("No decision to close {s} has been taken. The trustees meet in {month}.", "We have no plans to close {s}, and its future is secure until {month}."),
        ("Rumours that {s} will shut", "Trustees to decide on {s}", "Threat of closure hangs over {s}"),
        ("We hear {s} is going to be closed; is that right?", "Have the trustees decided whether {s} stays open?", "Is the future of {s} in doubt?"),
    ),
    Aspect(
        ("Waiting list for {s}", "Long waits for {s}", "People turned away: {s}"),
        ("How long is the waiting list for {s}?", "How many people were turned away from {s}?", "How long must somebody wait for {s}?"),
        ("{n} people are on the waiting list for {s}. The average wait is {p} days.", "Nobody is turned away from {s} in an emergency; others wait {p} days on average."),
        ("Queues for {s}", "Waiting times, {s}", "Backlog at {s}"),
        ("What is the average wait for {s} at the moment?", "How many names are on your list for {s}?", "Do you have to turn people away from {s}?"),
    ),
    Aspect(
        ("Complaint about staff: {s}", "Allegations of misconduct, {s}", "Behaviour of a worker at {s}"),
        ("What is your response to the complaint about a member of staff at {s}?", "Was anybody suspended over the allegations concerning {s}?", "Was the complaint about {s} investigated?"),
        ("We take every complaint about {s} seriously. It was investigated by an outside panel, and one member of staff was suspended.", "An investigation into the allegations about {s} ended in {month}; no misconduct was found."),
        ("Staff member accused over {s}", "Investigation at {s}", "Employee suspended: {s}"),
        ("Has an employee connected with {s} been suspended, and why?", "How do you respond to allegations against a worker at {s}?", "What did the investigation about {s} find?"),
    ),
    Aspect(
        ("Safety inspection of {s}", "Health and safety at {s}", "Failed inspection: {s}"),
        ("Did {s} fail its last safety inspection?", "What did inspectors find at {s}?", "Have the safety problems at {s} been put right?"),
        ("Inspectors visited {s} in {month} and asked for {p} improvements. All were made within a month.", "The inspection of {s} found no risk to safety. Fire doors were replaced."),
        ("Inspectors' report on {s}", "Safety worries, {s}", "Hazards found at {s}"),
        ("What did the inspectors' report say about {s}?", "Is {s} safe, given what the inspection found?", "Which improvements to safety did inspectors ask of {s}?"),
    ),
    Aspect(
        ("Pay of staff at {s}", "Strike ballot at {s}", "Union dispute over {s}"),
        ("Will staff at {s} go on strike?", "What pay rise did you offer the workers at {s}?", "What do you say to the union's claim about wages at {s}?"),
        ("We offered staff at {s} a pay rise of {p} per cent in {month}, and talks with the union go on.", "Everybody working at {s} is paid the living wage or more. We regret the strike ballot."),
        ("Industrial action, {s}", "Wages dispute: {s}", "Union calls for better pay at {s}"),
        ("What have you offered the union over pay for {s}?", "Would a walkout by workers affect {s}?", "Are wages at {s} below the living wage?"),
    ),
    Aspect(
        ("Volunteers needed: {s}", "Shortage of volunteers for {s}", "Volunteering at {s}"),
        ("How many volunteers do you need for {s}?", "Why are volunteers leaving {s}?", "How can readers volunteer for {s}?"),
        ("{n} volunteers give their time to {s}; we are looking for {p} more. Anybody can apply on our website.", "We are short of volunteers for {s}, most of all at weekends."),
        ("Not enough helpers, {s}", "Recruiting volunteers for {s}", "Call for volunteers at {s}"),
        ("How does somebody sign up to volunteer with {s}?", "Is there a lack of volunteers for {s}, and how many are missing?", "Why can't you recruit enough volunteers for {s}?"),
    ),
    Aspect(
        ("Charges for {s}", "Price rise: {s}", "What {s} costs users"),
        ("Why have charges for {s} gone up?", "What does {s} cost a user?", "Is {s} still free of charge?"),
        ("From {month} we ask for £{p} towards {s}. Nobody who cannot afford it pays.", "{s} remains free for everybody; we have no plans for charges."),
        ("Fees introduced, {s}", "Will users have to pay: {s}", "Higher prices for {s}"),
        ("Are you going to charge people for {s}?", "How much is the new fee for {s}, and who is exempt?", "Can poorer people still afford {s} after the price rise?"),
    ),
    Aspect(
        ("Christmas opening of {s}", "Opening hours of {s}", "{s} over the holidays"),
        ("What are the opening hours of {s} over Christmas?", "Is {s} open on bank holidays?", "Why have the hours of {s} been reduced?"),
        ("Over Christmas {s} is open from ten to four, and closed on New Year's Day.", "Opening hours of {s} change in {month}: seven days a week, until eight."),
        ("Holiday hours, {s}", "When {s} is open this Christmas", "Shorter hours at {s}"),
        ("Which days will {s} be open during the holidays?", "From when to when is {s} open at weekends?", "Will {s} close for Christmas and New Year?"),
    ),
    Aspect(
        ("New building for {s}", "Planning application: {s}", "Relocation of {s}"),
        ("When will the new building for {s} be finished?", "What does the planning application for {s} involve?", "Where is {s} moving to?"),
        ("Planning permission for the new building for {s} was given in {month}. It costs £{n},000 and opens next year.", "{s} moves to larger premises in {month}; neighbours were consulted."),
        ("Neighbours object to building plans, {s}", "Move to new premises: {s}", "Building work for {s}"),
        ("What do you say to neighbours who object to the plans for {s}?", "When does {s} move into its new premises, and what does the building cost?", "Has planning permission been granted for {s}?"),
    ),
    Aspect(
        ("Data breach: {s}", "Personal details leaked, {s}", "Privacy of people using {s}"),
        ("How many people's data were exposed in the breach at {s}?", "Was the regulator told of the data breach concerning {s}?", "How are personal details of people using {s} protected?"),
        ("A file with the names of {n} people using {s} was sent to the wrong address in {month}. We told them and the regulator the same day.", "No personal data of anybody using {s} were lost. The laptop was encrypted."),
        ("Leak of personal data, {s}", "Regulator looks into {s}", "Stolen laptop with records of {s}"),
        ("Were names and addresses of people using {s} leaked?", "When did you inform the regulator about lost data from {s}?", "How did the personal records of {s} end up in the wrong hands?"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """An inquiry on record, and the answer that was given."""

    topic: str
    questions: tuple[str, ...]
    answer: str


@dataclass(frozen=True)
class Later:
    """The same asked again: `answer` is the place of the record that answers it, `shared` the share of its words found there."""

    topic: str
    question: str
    answer: int
    shared: float


def fixture(*, records: int = 500, later: int = 100, seed: int = 7) -> tuple[list[Answered], list[Later]]:
    """The records and what is asked later; the same for the same seed."""
    dice = random.Random(seed)
    pairs = [(subject, aspect) for subject in range(len(SUBJECTS)) for aspect in range(len(ASPECTS))]
    dice.shuffle(pairs)
    kept = pairs[:records]
    told = [_record(dice, *pair) for pair in kept]
    asked: list[Later] = []
    while len(asked) < later:
        place = dice.randrange(len(kept))
        one = _later(dice, place, *kept[place], told[place])
        if one.shared < 0.75:
            asked.append(one)
    return told, asked


def _record(dice: random.Random, subject: int, aspect: int) -> Answered:
    names, kind = SUBJECTS[subject], ASPECTS[aspect]
    facts = {"month": dice.choice(MONTHS), "n": str(dice.randrange(12, 980)), "p": str(dice.randrange(3, 60))}
    questions = dice.sample(kind.questions, dice.choice((1, 2)))
    return Answered(
        topic=_said(dice.choice(kind.topics), dice.choice(names)),
        questions=tuple(_said(one, dice.choice(names)) for one in questions),
        answer=_said(dice.choice(kind.answers), dice.choice(names), **facts),
    )


def _later(dice: random.Random, place: int, subject: int, aspect: int, record: Answered) -> Later:
    names, kind = SUBJECTS[subject], ASPECTS[aspect]
    topic = _said(dice.choice(kind.later_topics), dice.choice(names))
    question = _said(dice.choice(kind.later_questions), dice.choice(names))
    asked = _bag(f"{topic} {question}")
    there = _bag(" ".join([record.topic, *record.questions, record.answer]))
    return Later(topic, question, place, len(asked & there) / len(asked))


def _said(template: str, subject: str, **facts: str) -> str:
    text = template.format(s=subject, **facts)
    return text[:1].upper() + text[1:]


def _bag(text: str) -> set[str]:
    """The words that carry something: longer than three letters."""
    return {word for word in "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split() if len(word) > 3}


def put(database: Database, records: Sequence[Answered], now: datetime, *, team: str = "T0LANTERN", seed: int = 3) -> None:
    """The records as answered inquiries of a team, given on the record over the last two and a half years; ids count from 1."""
    dice, member = random.Random(seed), f"slack:{team}:U0ARCHIVE"
    with database.write() as session:
        if session.get(Team, team) is None:
            session.add(Team(id=team, created_at=now))
            session.flush()
        session.add(Member(id=member, team_id=team, user_id="U0ARCHIVE", name="Archie", seen_at=now))
        session.flush()
        for number, one in enumerate(records, start=1):
            at = now - timedelta(days=dice.randrange(1, 900))
            inquiry = Inquiry(
                team_id=team, number=number, request_id=f"archive:{number}", topic=one.topic, received_at=at, logged_at=at,
                logged_by=member, deadline_words="ASAP", deadline_kind=DeadlineKind.ASAP, status=Status.RESPONDED,
                response=one.answer, responded_at=at, responded_by=member, response_route="email",
                response_terms=Terms.ON_RECORD,
            )  # fmt: skip
            session.add(inquiry)
            session.flush()
            asked = enumerate(one.questions, start=1)
            session.add_all(Question(inquiry_id=inquiry.id or 0, number=place, text=text) for place, text in asked)
            session.flush()
            search.index(session, inquiry)
        kept = session.get_one(Team, team)
        kept.last_number = max(kept.last_number, len(records))
        session.add(kept)
