"""Likeness: which inquiries ask alike though in other words, by their embeddings. Only where a model for it is configured.

An inquiry's topic and questions become a vector as durable work, and only while its text may leave the house; one that is
restricted, off the record or under embargo has none. What a person types into a search is never sent.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from operator import mul
from sys import byteorder

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot import outbox
from bot.desk import Desk
from bot.llm import ModelFailed
from bot.models import AskedVector, Inquiry, Question
from bot.search import Conditions
from bot.text import shortened

LONGEST = 2_000  # Characters of what is asked; small models read no more.
MOST = 3_000  # How many of the newest are compared: a tenth of a second or so.
ALIKE = 0.4  # The cosine from which two texts ask alike.


def plan(session: Session, desk: Desk, inquiry: Inquiry) -> None:
    """Asks for the inquiry's vector where it may have one and has none of its present words."""
    if not desk.llm.embeds or not inquiry.may_leave:
        return
    kept = session.get(AskedVector, inquiry.id)
    if kept is None or (kept.model, kept.sha256) != (desk.llm.embedding_model, _fingerprint(asked(session, inquiry))):
        outbox.put(session, at=desk.clock(), kind="likeness", lane=outbox.BACKGROUND, inquiry=inquiry.id)


def catch_up(desk: Desk) -> int:
    """Asks for the vectors that are missing, as after a model was configured; returns for how many inquiries."""
    if not desk.llm.embeds:
        return 0
    with desk.database.write() as session:
        have = select(AskedVector.inquiry_id).where(AskedVector.model == desk.llm.embedding_model)
        without = session.exec(
            select(Inquiry).where(col(Inquiry.id).not_in(have)).order_by(col(Inquiry.id).desc()).limit(MOST)
        ).all()
        for inquiry in without:
            plan(session, desk, inquiry)
    return len(without)


def keep(desk: Desk, *, inquiry_id: int) -> None:
    """The work behind `plan`: read, call the model with no session open, write if the words are still the same ones."""
    with desk.database.read() as session:
        inquiry = session.get(Inquiry, inquiry_id)
        if inquiry is None or not inquiry.may_leave:
            return
        text = asked(session, inquiry)
    try:
        vector = desk.llm.embed(text, seconds=desk.settings.llm_timeout, subject=f"inquiry:{inquiry_id}")
    except ModelFailed as failure:
        if failure.outcome in ("rejected", "denied", "malformed", "no_model"):
            return  # Trying again would change nothing; search does without.
        raise
    with desk.database.write() as session:
        inquiry = session.get(Inquiry, inquiry_id, with_for_update=True)
        if inquiry is None or not inquiry.may_leave or asked(session, inquiry) != text:
            return
        kept = session.get(AskedVector, inquiry_id) or AskedVector(inquiry_id=inquiry_id, model="", sha256="", vector=b"")
        kept.model, kept.sha256, kept.vector = desk.llm.embedding_model, _fingerprint(text), packed(vector)
        session.add(kept)


def nearest(session: Session, inquiry_id: int, *, among: Conditions, most: int = 40) -> list[tuple[int, float]]:
    """The inquiries that ask the most alike, with the cosine (at most 1); empty where this one has no vector."""
    own = session.get(AskedVector, inquiry_id)
    if own is None:
        return []
    theirs = aliased(AskedVector)
    rows = session.execute(
        select(theirs.inquiry_id, theirs.vector)
        .join(Inquiry, col(Inquiry.id) == theirs.inquiry_id)
        .where(theirs.model == own.model, theirs.inquiry_id != inquiry_id, *among)
        .order_by(col(Inquiry.id).desc())
        .limit(MOST)
    ).all()
    mine = unpacked(own.vector)
    found = [(other, sum(map(mul, mine, vector))) for other, kept in rows if len(vector := unpacked(kept)) == len(mine)]
    return sorted(found, key=lambda one: (-one[1], -one[0]))[:most]


def asked(session: Session, inquiry: Inquiry) -> str:
    """What is asked, as the model reads it."""
    questions = session.exec(select(Question.text).where(Question.inquiry_id == inquiry.id).order_by(col(Question.number)))
    return shortened("\n".join([inquiry.topic, *questions]), LONGEST)


def packed(vector: list[float]) -> bytes:
    """The vector at length one, as 32-bit floats, little end first."""
    length = math.hypot(*vector) or 1.0
    floats = array("f", (one / length for one in vector))
    if byteorder == "big":
        floats.byteswap()
    return floats.tobytes()


def unpacked(kept: bytes) -> array[float]:
    floats = array("f", kept)
    if byteorder == "big":
        floats.byteswap()
    return floats


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
