"""Disclosures: what leaves the desk for a model, field by field, for each thing a model is asked to do.

This one table is what `python -m bot models` prints and what a test with marked words in every column holds the desk to: no
word of a column that does not stand here ever reaches an endpoint.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import llm
from bot.endpoints import UNTOLD, host, is_local
from bot.llm import Model
from bot.settings import Settings


@dataclass(frozen=True)
class Field:
    """One thing that is sent. `columns` are the places in the record it may come from, as "table.column"."""

    name: str
    what: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One thing a model is asked to do: for which prompt, in our words, with which fields, when, and what is never sent."""

    prompt: str
    purpose: str
    alias: str
    fields: tuple[Field, ...]
    when: str
    never: str = ""


_ROW = "Only rows that are approved, unexpired, restricted to nobody and fit the matter's sensitivity and terms."
TASKS: tuple[Task, ...] = (
    Task(
        "inquiry_extraction", "reads a message that comes in, to fill the form", "extract",
        (Field("text", "the message as it was pasted or posted", ("offer.text",)),),
        "A message was handed in for logging, reads as an inquiry, and nothing in it hints at background, confidence, an embargo or a "
        "sensitive matter.",
        "facts, lines, earlier inquiries, or who works here",
    ),
    Task(
        "statement_draft", "writes a first draft of an answer", "draft",
        (
            Field("organisation", "your organisation's name", ("team.name",)),
            Field("guide", "the kind of statement and its usual length, in our own words"),
            Field("questions", "the inquiry's questions as a person confirmed them; without any, its topic", ("question.text", "inquiry.topic")),
            Field("sources", f"the nearest of your approved rows, with a quote's speaker. {_ROW}",
                  ("line.text", "line.speaker", "house.core_message", "house.pillars")),
            Field("sources", "answers that you gave before, on the record, on matters that are restricted to nobody", ("inquiry.response", "release.text")),
        ),
        "Somebody presses “Suggest a draft” on an inquiry that is on the record, not under embargo, and not restricted.",
        "the original mail, its background, notes, journalists, outlets, contacts, colleagues' answers that are not approved, or anything on "
        "contributors",
    ),
    Task(
        "briefing_questions", "proposes questions that a spokesperson should be ready for", "draft",
        (
            Field("organisation", "your organisation's name", ("team.name",)),
            Field("questions", "the interview's topic and the inquiry's topic and questions as a person confirmed them",
                  ("question.text", "inquiry.topic", "interview.topic")),
            Field("sources", f"the nearest of your approved rows. {_ROW}", ("line.text", "house.core_message", "house.pillars")),
        ),
        "A version of a briefing is made for an inquiry, or an interview that came of one, that is on the record, not under embargo, and "
        "not restricted.",
        "the journalist, the outlet, dealings with them, background, notes, what its maker adds, ground rules, debriefs, or earlier answers",
    ),
    Task(
        "coverage_tone", "says what tone a published article has toward you", "extract",
        (
            Field("names", "what you, your campaigns and your spokespeople are called in public, as your watch terms have it",
                  ("watchterm.name", "watchterm.aliases")),
            Field("articles", "of up to ten articles the headline and the sentences that name you", ("article.title", "article.text")),
        ),
        "Articles in the press name you. Once for all their copies.",
        "your messages, statements, inquiries, contacts or notes, or what the article was linked to",
    ),
    Task(
        "coverage_story", "sums up what several published articles tell of one event", "draft",
        (Field("articles", "outlet, headline and the first 900 characters of up to six articles",
               ("outlet.name", "article.title", "article.text")),),
        "A digest is due within twenty minutes and a story of it is new or has changed. Twelve stories a digest at most.",
        "your messages, statements, inquiries, contacts or notes, what you watch for, or what the articles were linked to",
    ),
    Task(
        "rehearsal_question", "asks the next hostile question of a rehearsed interview", "draft",
        (
            Field("organisation", "your organisation's name", ("team.name",)),
            Field("topic", "what is rehearsed: the inquiry's or interview's topic, or the words that were typed", ("rehearsal.topic",)),
            Field("lines", f"the nearest of your approved rows. {_ROW}", ("line.text", "house.core_message", "house.pillars")),
            Field("said", "the questions so far and what was answered, but for answers in which something was off limits",
                  ("rehearsal.turns", "question.text")),
        ),
        "Somebody rehearses an interview on what is on the record, not under embargo and restricted to nobody, not even to your own endpoint; they "
        "are told so first, and one button does without.",
        "restricted matters, mails, notes, contacts, the score sheet, or anything of a rehearsal that is over",
    ),
    Task(
        "embedding", "finds past answers that were asked for in other words", "embedding",
        (Field("text", "an inquiry's topic and questions", ("inquiry.topic", "question.text")),),
        "An inquiry is on the record, not under embargo, and not restricted. Only with LLM_EMBEDDING_MODEL.",
        "what people type into the search",
    ),
    Task("endpoint_check", "asks whether the endpoint answers at all", "default", (), "`python -m bot doctor` runs."),
)  # fmt: skip


@dataclass(frozen=True)
class Endpoint:
    """Where it goes. `local` says whether its address is on your own ground, `trusted` whether LLM_LOCAL says that restricted
    matters may go there. `spent` counts today's tokens of `budget`, None where there is no limit."""

    host: str
    local: bool
    trusted: bool
    models: dict[str, str]
    spent: int = 0
    budget: int | None = None


def endpoint(settings: Settings, model: Model) -> Endpoint | None:
    """The configured endpoint, None where there is none. Asks the database for what was used today, and the endpoint nothing."""
    if settings.llm_base_url is None or not (settings.llm_model or settings.llm_embedding_model):
        return None
    models = dict(settings.llm_models)
    if settings.llm_embedding_model:
        models["embedding"] = settings.llm_embedding_model
    used = model.spent() if isinstance(model, llm.OpenAIModel) else 0
    return Endpoint(
        host(settings.llm_base_url), is_local(settings.llm_base_url), model.local, models, used, settings.llm_daily_tokens
    )  # fmt: skip


def told(found: Endpoint | None) -> list[str]:
    """All of it in lines, for a person who decides whether to switch it on."""
    lines = [_where(found), ""]
    for task in TASKS:
        model = found.models.get(task.alias) or found.models.get("default", "") if found else ""
        lines.append(f"{task.prompt}: {task.purpose}" + (f" (model {model})" if model else " (off)" if found else ""))
        lines.append(f"  When: {task.when}")
        lines += [f"  Sent, {field.name}: {field.what}{_columns(field.columns)}" for field in task.fields] or [
            "  Sent: no word of yours."
        ]
        if task.never:
            lines.append(f"  Never: {task.never}.")
    lines += [
        "",
        "Never sent to any model: what is off the record, on background or under embargo.",
        _restricted(found),
        _budget(found),
    ]
    return lines


def status(found: Endpoint | None) -> str:
    """The same in one sentence, for the desk's status."""
    if found is None:
        return "No model: rules and approved words do everything, and nothing is sent to one."
    used = (
        f"{found.spent:,} of {found.budget:,} tokens used today"
        if found.budget is not None
        else f"{found.spent:,} tokens used today"
    )
    where = "on your own ground" if found.local else "outside"
    return f"Model at {found.host} ({where}); {used}. `python -m bot models` says what is sent."


def _where(found: Endpoint | None) -> str:
    if found is None:
        return "No model is configured, so nothing is sent. With LLM_BASE_URL and LLM_MODEL this would be:"
    ground = "on your own ground: this machine or a private network" if found.local else "outside your own network"
    return f"The model's endpoint is {found.host}, {ground}."


def _columns(columns: Sequence[str]) -> str:
    return f" [{', '.join(columns)}]" if columns else ""


def _restricted(found: Endpoint | None) -> str:
    if found and found.trusted:
        return (
            "Restricted matters: their questions may go to this endpoint for a draft, since LLM_LOCAL says that it is your own."
        )
    return "Restricted matters: nothing of them is sent. LLM_LOCAL=yes allows it to an endpoint on your own ground, and to no other."


def _budget(found: Endpoint | None) -> str:
    if found is None or found.budget is None:
        return "Budget: no limit a day (LLM_DAILY_TOKENS)."
    return f"Budget: {found.spent:,} of {found.budget:,} tokens used today. A call whose endpoint does not count counts as {UNTOLD:,}."
