"""The evals run and judge: here against a stand-in that copies its rows, and with no model at all."""

from __future__ import annotations

import re

import pytest

from tests.evals.__main__ import main
from tests.fakes.model import Answer, ModelServer, Request


def copies(request: Request) -> Answer:
    rows = re.findall(r'<item id="([A-Z]-\d+)">\n\((\w+).*?\)\n(.*?)\n</item>', request.user, re.DOTALL)
    if not rows:
        return {"journalists": [], "outlet": None, "topic": "beds", "questions": []}
    said = [(one, f"“{text}” said Ada Verne." if kind == "quote" else text, kind) for one, kind, text in rows]
    return {"sentences": [{"text": text, "source_ids": [one], "kind": kind} for one, text, kind in said]}


def test_without_a_model_nothing_is_measured_and_nothing_fails(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LLM_MODEL", raising=False)
    main()
    assert "nothing to measure" in capsys.readouterr().out


def test_drafts_that_copy_rows_hold_and_readings_that_find_nothing_do_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ModelServer(copies) as server:
        monkeypatch.setenv("LLM_BASE_URL", server.url)
        monkeypatch.setenv("LLM_MODEL", "m")
        main()
    lines = capsys.readouterr().out.splitlines()
    assert (
        sum(one.startswith("ok   draft") for one in lines) == 10 and sum(one.startswith("BAD  reading") for one in lines) == 10
    )
    assert lines[-1] == "10 of 20 hold with m."
