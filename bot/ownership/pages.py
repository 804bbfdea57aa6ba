"""Pages: the export as a browser shows it. Everything is escaped, nothing is fetched from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote

from bot.ownership.papers import Paper
from bot.text import shortened
from bot.views import words

SEARCHED = 2_000  # Characters of one inquiry that the search looks through.

STYLE = """
:root { color-scheme: light dark; --quiet: #6b7280; --line: #8884; --accent: #1d3b4f; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
a { color: #2563eb; } small, .quiet { color: var(--quiet); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td a { white-space: nowrap; }
th { font-weight: 600; white-space: nowrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--line); padding: .2rem .8rem; font: inherit; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem .7rem; }
"""
SCRIPT = """
const field = document.getElementById("search"), rows = [...document.querySelectorAll("tr[data-words]")];
const told = document.getElementById("told");
field.addEventListener("input", () => {
  const wanted = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const fits = wanted.every((word) => row.dataset.words.includes(word));
    row.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  told.textContent = `${shown} of ${rows.length}`;
});
"""


@dataclass(frozen=True)
class TableLine:
    """One table in the index: its name and how many rows were written."""

    name: str
    rows: int


def index(
    inquiries: Iterable[str],
    tables: Sequence[TableLine],
    *,
    organisation: str,
    at: datetime,
    whole: bool,
    secrets: int,
    wording: Sequence[str] = (),
) -> str:
    """The page that opens the export. `inquiries` are lines made by `line`; `whole` says that restricted ones are in it,
    `wording` names the files of lines and message houses."""
    kind = "restricted inquiries included" if whole else "without restricted inquiries and what hangs on them"
    notes = [
        f"Written {at:%Y-%m-%d %H:%M %Z}, {kind}. {len(tables)} tables, {sum(one.rows for one in tables):,} rows.",
        "Each table is there twice: as CSV for spreadsheets, where a cell that begins like a formula has an apostrophe before "
        "it, and as JSON Lines, exactly as it is on record (bytes in Base64, instants with their zone).",
    ]
    if not whole:
        notes.append("Entries of the audit about what is left out are left out too: check its chain in the database.")
    if secrets:
        notes.append(f"In {secrets:,} rows something that looks like a password or token was left out.")
    rows = "".join(
        f"<tr><td>{escape(one.name)}<td>{one.rows:,}<td><a href='tables/{quote(one.name)}.csv'>CSV</a> · "
        f"<a href='tables/{quote(one.name)}.jsonl'>JSON Lines</a>"
        for one in tables
    )
    body = (
        f"<h1>{escape(organisation)}: the press desk's record</h1>"
        "<p><input id='search' type='search' placeholder='Search: reference, topic, who, words of questions and answers' autofocus>"
        "<p class='quiet' id='told'><table><thead><tr><th>Inquiry<th>Topic<th>Who asked<th>Received<th>Status<th>Owner</thead>"
        f"<tbody>{''.join(inquiries)}</tbody></table>"
        + "".join(f"<p><a href='{quote(name)}'>Lines and message houses</a> ({escape(name)})" for name in wording)
        + f"<h2>All tables</h2>{''.join(f'<p>{escape(note)}' for note in notes)}"
        f"<table><thead><tr><th>Table<th>Rows<th>Files</thead><tbody>{rows}</tbody></table>"
    )
    return _page(f"{organisation}: the press desk's record", body, script=SCRIPT)


def line(paper: Paper) -> str:
    """One inquiry's line in the index, with the words it is found by."""
    one = paper.inquiry
    found_by = " ".join(
        [one.reference, one.topic, paper.asked_by, paper.person(one.owner_id), *(it.text for it in paper.record.questions),
         one.response or "", one.background, words.STATUS[one.status]]
    )  # fmt: skip
    return _clean(
        paper,
        f"<tr data-words='{_attribute(shortened(' '.join(found_by.lower().split()), SEARCHED))}'>"
        f"<td><a href='inquiries/{quote(paper.name)}.html'>{escape(one.reference)}</a><td>{escape(one.topic)}"
        f"<td>{escape(paper.asked_by)}<td>{escape(paper.at(one.received_at))}"
        f"<td>{escape(words.STATUS[one.status].split(' ', 1)[1])}<td>{escape(paper.person(one.owner_id))}\n",
    )


def page(paper: Paper, *, files: Sequence[tuple[str, str]]) -> str:
    """One inquiry: what is known, questions, words with their versions and decisions, history. `files` are (name, path)."""
    one = paper.inquiry
    parts = [
        f"<p><a href='../index.html'>All inquiries</a><h1>{escape(one.reference)} {escape(one.topic)}</h1>",
        "<p>" + " · ".join(f"<a href='{quote(path)}'>{escape(name)}</a>" for name, path in files),
        "<table><tbody>" + "".join(f"<tr><th>{escape(name)}<td>{escape(text)}" for name, text in paper.facts()) + "</table>",
        *_people(paper),
        *_block("Topic and angle", one.background),
        *_questions(paper),
        *_block("What we answered", one.response or ""),
        *_versions(paper),
        *_releases(paper),
        *_history(paper),
        *_block("The original", one.source_text),
    ]
    return _clean(paper, _page(f"{one.reference} {one.topic}", "".join(parts)))


def _people(paper: Paper) -> list[str]:
    rows = [
        f"<tr><td>{escape(one.name)}<td>{escape(one.email or '')}<td>{escape(one.phone or '')}"
        for one in paper.record.journalists
    ]
    return [f"<h2>Who asks</h2><table>{''.join(rows)}</table>"] if rows else []


def _block(title: str, text: str) -> list[str]:
    return [f"<h2>{title}</h2><pre>{escape(text)}</pre>"] if text else []


def _questions(paper: Paper) -> list[str]:
    rows = [
        f"<li><pre>{escape(one.text)}</pre>" + (f"<p>Answer:<pre>{escape(one.answer)}</pre>" if one.answer else "")
        for one in paper.record.questions
    ]
    return [f"<h2>Questions</h2><ol>{''.join(rows)}</ol>"] if rows else []


def _versions(paper: Paper) -> list[str]:
    parts = ["<h2>Statements</h2>"] if paper.statements else []
    for said in paper.statements:
        version = said.version
        parts.append(
            f"<h3>Version {version.number}{', sent' if said.sent else ''}</h3>"
            f"<p class='quiet'>{escape(words.TERMS[version.terms])} · {escape(paper.at(version.created_at))} · "
            f"{escape(paper.person(version.author_id))} · SHA-256 {escape(version.sha256)}</p><pre>{escape(version.text)}</pre>"
        )
        parts += [f"<p>{escape(paper.decision(one))}" for one in said.decisions]
    return parts


def _releases(paper: Paper) -> list[str]:
    rows = [f"<li>{escape(paper.release(one))}" for one in paper.releases]
    return [f"<h2>Sent</h2><ul>{''.join(rows)}</ul>"] if rows else []


def _history(paper: Paper) -> list[str]:
    rows = [
        f"<tr><td>{escape(paper.at(one.at))}<td>{escape(paper.person(one.actor_id))}<td>{escape(paper.event(one))}"
        f"{' <small>(undone)</small>' if one.undone else ''}"
        for one in paper.record.events
    ]
    return [f"<h2>History</h2><table>{''.join(rows)}</table>"] if rows else []


def _page(title: str, body: str, *, script: str = "") -> str:
    # The policy lets in this very style and script, and nothing else from anywhere.
    policy = f"default-src 'none'; style-src '{_sha256(STYLE)}'" + (f"; script-src '{_sha256(script)}'" if script else "")
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        "<meta name='viewport' content='width=device-width, initial-scale=1'><meta name='referrer' content='no-referrer'>"
        f"<title>{escape(title)}</title><style>{STYLE}</style>{body}" + (f"<script>{script}</script>" if script else "")
    )


def _sha256(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _clean(paper: Paper, text: str) -> str:
    return paper.secrets.without(text)
