"""Translations: a statement of its own that renders one version of another, and is approved on its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Statement
from bot.statements.beginnings import NewStatement
from bot.statements.record import StatementRecord, find_statement, remember

# ISO 639 codes, with what speakers call their language where that is not plain; the ones asked for most in one menu.
LANGUAGES = {
    "en": "English", "ar": "Arabic · العربية", "bn": "Bengali · বাংলা", "bg": "Bulgarian", "zh": "Chinese · 中文", "hr": "Croatian",
    "cs": "Czech", "da": "Danish", "nl": "Dutch", "et": "Estonian", "fa": "Persian · فارسی", "fi": "Finnish", "fr": "French",
    "de": "German", "el": "Greek", "gu": "Gujarati", "he": "Hebrew · עברית", "hi": "Hindi · हिन्दी", "hu": "Hungarian",
    "id": "Indonesian", "ga": "Irish", "it": "Italian", "ja": "Japanese · 日本語", "ko": "Korean · 한국어", "ku": "Kurdish",
    "lv": "Latvian", "lt": "Lithuanian", "ms": "Malay", "no": "Norwegian", "pa": "Punjabi", "ps": "Pashto · پښتو", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "gd": "Scottish Gaelic", "sr": "Serbian", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "es": "Spanish", "sw": "Swahili", "sv": "Swedish", "tl": "Tagalog", "ta": "Tamil",
    "th": "Thai", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu · اردو", "vi": "Vietnamese", "cy": "Welsh",
}  # fmt: skip


@dataclass(frozen=True)
class Original:
    """What a translation renders: the statement as it now is, and the version that was rendered."""

    found: StatementRecord
    rendered: int

    @property
    def moved_on(self) -> bool:
        return self.found.statement.current > self.rendered


def translating(original: StatementRecord, language: str) -> NewStatement:
    """The translation that is about to begin. Invalid (field `language`) where it is in the language of the original."""
    one = original.statement
    if language not in LANGUAGES or language == one.language:
        wrong = f"Choose another language than {LANGUAGES.get(one.language, one.language)}, which it is in."
        raise Invalid(wrong, language=wrong)
    return NewStatement(
        kind=one.kind, title=one.title, sensitivity=one.sensitivity, restricted=one.restricted, named=original.named,
        language=language, beside=True, translation_of_id=one.id, translation_of_version=original.version.number,
    )  # fmt: skip


def original_of(desk: Desk, *, actor: Actor, statement: Statement) -> Original | None:
    """What it translates; None where it is no translation, or the actor may not know of what it renders."""
    authorize(actor, "look")
    if statement.translation_of_id is None:
        return None
    with desk.database.read() as session:
        try:
            found = find_statement(session, actor, statement.translation_of_id)
        except NotFound:
            return None
        return Original(found, statement.translation_of_version or 1)


def catch_up(desk: Desk, *, actor: Actor, statement_id: int) -> StatementRecord:
    """Notes that a translation renders the newest version of its original. Its own words stay as they are."""
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "work", found.matter)
        if found.statement.translation_of_id is None:
            raise Conflict("It is no translation.")
        newest = find_statement(session, actor, found.statement.translation_of_id).statement.current
        if found.statement.translation_of_version == newest:
            return found
        found.statement.translation_of_version = newest
        session.add(found.statement)
        remember(
            session, desk, found, actor_id=actor.id, action="caught_up",
            text=f"noted that {found.statement.reference} renders version {newest} of its original", details={"renders": newest},
        )  # fmt: skip
        return found
