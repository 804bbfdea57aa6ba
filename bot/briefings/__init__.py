"""Briefings: what a spokesperson is given before an interview, each row with its source, in versions that are signed off and read."""

from bot.briefings.asking import ALWAYS_FROM
from bot.briefings.assembling import HOSTILE, LIKELY, Own, assemble
from bot.briefings.documents import make as make_document
from bot.briefings.documents import send as send_document
from bot.briefings.documents import state
from bot.briefings.occasions import Occasion
from bot.briefings.proposals import propose
from bot.briefings.record import BriefingRecord, Opened, get, may_read, open_for, read, speakers
from bot.briefings.rehearsing import questions_for
from bot.briefings.shapes import Part, Question, Row
from bot.briefings.versions import LONGEST, ask, has_read, make, send, sign_off, take_back
from bot.briefings.watching import again, due

__all__ = [
    "ALWAYS_FROM", "HOSTILE", "LIKELY", "LONGEST", "BriefingRecord", "Occasion", "Opened", "Own", "Part", "Question", "Row", "again", "ask",
    "assemble", "due", "get", "has_read", "make", "make_document", "may_read", "open_for", "propose", "questions_for", "read", "send",
    "send_document", "sign_off", "speakers", "state", "take_back",
]  # fmt: skip
