"""Markdown: an inquiry's statements and its briefing as files. Foreign words stand in fences, exactly as they are."""

from __future__ import annotations

import re

from bot.ownership.papers import Paper
from bot.text import one_line
from bot.views import words

SPECIAL = re.compile(r"([\\`*_{}\[\]#+!|<>~&])")


def statements(paper: Paper) -> str:
    """Every version of what was drafted, with who decided what on it, and which went out; "" where nothing was drafted."""
    if not paper.statements:
        return ""
    parts = [_title(paper, "Statements")]
    for said in paper.statements:
        version = said.version
        parts.append(f"## Version {version.number}{', sent' if said.sent else ''}\n")
        parts.append(
            f"{words.TERMS[version.terms]} · {paper.at(version.created_at)} · {escaped(paper.person(version.author_id))} · "
            f"SHA-256 of text and terms: {version.sha256}\n"
        )
        parts.append(fenced(version.text))
        parts += [f"- {escaped(paper.decision(one))}" for one in said.decisions] + [""]
    if paper.releases:
        parts += ["## Sent\n", *(f"- {escaped(paper.release(one))}" for one in paper.releases), ""]
    return "\n".join(parts)


def briefing(paper: Paper) -> str:
    """One page for whoever answers: logistics, questions, words, and what the same people asked before."""
    parts = [_title(paper, "Briefing"), *(f"- **{name}**: {escaped(text)}" for name, text in paper.facts()), ""]
    for one in paper.record.journalists:
        parts.append("- " + " · ".join(escaped(part) for part in (one.name, one.email, one.phone) if part))
    if paper.inquiry.background:
        parts += ["\n## Topic and angle\n", fenced(paper.inquiry.background)]
    if paper.record.questions:
        parts.append("\n## They ask\n")
    for question in paper.record.questions:
        parts += [f"{question.number}.\n", fenced(question.text)] + ([fenced(question.answer)] if question.answer else [])
    parts += ["\n## What to say\n", *_newest(paper), "\n## They and us\n"]
    parts += [f"- {one.reference} {escaped(one.topic)} ({paper.at(one.received_at)})" for one in paper.before]
    return "\n".join([*parts, "" if paper.before else "No earlier inquiry on record.\n"])


def _newest(paper: Paper) -> list[str]:
    if paper.inquiry.response:
        return ["These words were given:\n", fenced(paper.inquiry.response)]
    if not paper.statements:
        return ["Nothing is drafted yet."]
    newest = paper.statements[-1]
    return [f"Version {newest.version.number}, {paper.inquiry.status.value.replace('_', ' ')}:\n", fenced(newest.version.text)]


def _title(paper: Paper, what: str) -> str:
    return f"# {what} {paper.inquiry.reference}: {escaped(paper.inquiry.topic)}\n"


def escaped(text: str) -> str:
    """Text on one line in which Markdown finds nothing to do."""
    return SPECIAL.sub(r"\\\1", one_line(text))


def fenced(text: str) -> str:
    """Text exactly as it is, in a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}\n"
