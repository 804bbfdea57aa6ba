"""Settings: every problem at once, no secret in what is said, and an example file that names each of them."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import DeskError
from bot.settings import Settings, load

ROOT = Path(__file__).parents[1]


def test_with_nothing_set_a_desk_has_its_own_folder_and_no_model() -> None:
    settings = load()
    assert settings.database_url.startswith("sqlite:///")
    assert settings.llm_configured is False
    assert settings.slack_bot_token is None


def test_every_problem_is_told_at_once_one_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "TIME_ZONE": "Europe/Lundon", "WORKERS": "many", "LLM_TIMEOUT": "-3", "PRESS_COMMAND": "press", "LOG_LEVEL": "LOUD",
    }  # fmt: skip
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DeskError) as told:
        load()
    lines = str(told.value).splitlines()[1:]
    assert sorted(line.split(":")[0] for line in lines) == sorted(wrong)


def test_no_secret_is_in_what_is_told_or_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = {
        name: f"xoxb-very-secret-{number}"
        for number, name in enumerate(("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "LLM_API_KEY"))
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    assert "very-secret" not in repr(load())
    monkeypatch.setenv("WORKERS", "many")
    with pytest.raises(DeskError) as told:
        load()
    assert "very-secret" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_secret_in_a_field_that_is_checked_is_not_told_either(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "desk.env"
    file.write_text("SLACK_BOT_TOKEN=xoxb-very-secret\nWORKERS=xoxb-very-secret\n")
    with pytest.raises(DeskError) as told:
        load(file)
    assert "very-secret" not in str(told.value)


def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("WORKERS", "")
    assert load().slack_bot_token is None
    assert load().workers == Settings.model_fields["workers"].default


def test_they_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load().workers = 2  # type: ignore[misc]


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "desk.env"
    file.write_text("TIME_ZONE=America/New_York\nDESK_CHANNEL=C1\n")
    monkeypatch.setenv("DESK_CHANNEL", "C2")
    settings = load(file)
    assert (settings.time_zone, settings.desk_channel) == ("America/New_York", "C2")


def test_the_api_address_ends_with_a_slash_whatever_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_BASE_URL", "http://127.0.0.1:8700/api")
    assert load().slack_api_base_url == "http://127.0.0.1:8700/api/"


def test_a_model_needs_an_address_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:11434/v1")
    assert load().llm_configured is False
    monkeypatch.setenv("LLM_MODEL", "small-model")
    assert load().llm_configured is True


def test_the_example_file_names_every_setting_with_its_default_and_reads_back() -> None:
    example = (ROOT / ".env.example").read_text()
    named = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert list(named) == [name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        assert named[name.upper()] == ("" if field.default is None else str(field.default)), name
        assert field.description and field.description in example.replace("\n# ", " ")
    assert load(ROOT / ".env.example") == Settings(_env_file=None)
