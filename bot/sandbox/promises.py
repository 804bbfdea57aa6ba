"""The demo's promises: a statement under embargo that one journalist agreed to, and a correction that is being written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot import statements
from bot.authority import Actor
from bot.desk import Desk
from bot.models import StatementKind
from bot.statements import NewStatement, Sending, StatementRecord, Wording

MARA, TOBI, DINAH = "U0MARA", "U0TOBI", "U0DINAH"
AGREED = "Bram Ostrander, The Quarterly Ledger"
HELD_BY = "Odile Farrant, Tide FM\nLinnea Brandvold, Saltmarsh Post"


def fill(desk: Desk, actor: Callable[[str], Actor], *, day: date) -> None:
    """Both by the desk's clock; the embargo is until six in the morning of that day."""
    tobi = actor(TOBI)
    said = f"06:00 GMT, {day:%A %-d %B %Y}"
    count = _approved(desk, actor, "The rough sleeping count", _COUNT, embargo=said)
    statements.agree(
        desk, actor=tobi, statement_id=count.statement.id or 0, typed=AGREED, how="On the phone, before we sent anything."
    )
    _sent(desk, tobi, count, AGREED)
    kitchen = _approved(desk, actor, "The kitchen opens on Sundays", _KITCHEN)
    _sent(desk, tobi, kitchen, HELD_BY)
    statements.start_correction(
        desk, actor=actor(MARA), statement_id=kitchen.statement.id or 0, wrong="We said from ten o'clock; it is from noon.",
        right="The kitchen at the Pier Street house opens on Sundays from noon.",
    )  # fmt: skip


def _approved(desk: Desk, actor: Callable[[str], Actor], title: str, text: str, *, embargo: str = "") -> StatementRecord:
    found = statements.save(
        desk,
        actor=actor(TOBI),
        new=NewStatement(StatementKind.PROACTIVE, title),
        wording=Wording({"text": text}, embargo=embargo),
    )
    version = found.version
    statements.submit(desk, actor=actor(TOBI), version_id=version.id or 0)
    return statements.approve(desk, actor=actor(DINAH), version_id=version.id or 0, sha256=version.sha256)


def _sent(desk: Desk, who: Actor, found: StatementRecord, others: str) -> None:
    statements.mark_sent(desk, actor=who, version_id=found.version.id or 0, sending=Sending(route="email", others=others))


_COUNT = (
    "The count tells what our outreach van sees every night: more people have nowhere to sleep, and more of them are women. "
    "We ask the council to keep the van."
)
_KITCHEN = "The kitchen at the Pier Street house opens on Sundays from ten o'clock. Everybody is welcome."
