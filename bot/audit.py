"""The audit: who did what, written in the same transaction as the change, each entry chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.models import AuditEntry

GENESIS = "0" * 64
CHAIN_LOCK = 7_340_147  # The number of PostgreSQL's advisory lock that keeps the chain single file.


def write(
    session: Session, *, at: datetime, actor: str, action: str, object: str, details: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Adds one entry at the end of the chain. `details` takes ids, our own words and hashes; no foreign text."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    last = session.exec(select(AuditEntry.hash).order_by(col(AuditEntry.id).desc()).limit(1)).first()
    entry = AuditEntry(
        at=at, actor=actor, action=action, object=object, details=dict(details or {}), previous=last or GENESIS, hash=""
    )
    entry.hash = _hash(entry)
    session.add(entry)
    session.flush()
    return entry


@dataclass(frozen=True)
class Verification:
    """`broken_at` is the id of the first entry that does not follow from the one before, or None."""

    entries: int
    broken_at: int | None
    last_hash: str


def verify(session: Session) -> Verification:
    """Walks the whole chain. An entry changed, removed or slipped in shows as the first that does not fit."""
    previous, count = GENESIS, 0
    for entry in session.exec(select(AuditEntry).order_by(col(AuditEntry.id))):
        if entry.previous != previous or entry.hash != _hash(entry):
            return Verification(count, entry.id, previous)
        previous, count = entry.hash, count + 1
    return Verification(count, None, previous)


def _hash(entry: AuditEntry) -> str:
    # In UTC, as it comes back from the database, whatever zone it was given in.
    said = [entry.at.astimezone(UTC).isoformat(), entry.actor, entry.action, entry.object, entry.details, entry.previous]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
