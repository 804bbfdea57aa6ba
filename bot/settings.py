"""Settings: read once from the environment and `.env`, frozen, every problem reported at once."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import DeskError


class Settings(BaseSettings):
    """What the process was told. Names in the environment are these in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True)

    slack_bot_token: SecretStr | None = Field(None, description="Bot token, xoxb-…, from OAuth & Permissions.")
    slack_app_token: SecretStr | None = Field(
        None, description="App-level token, xapp-…, with connections:write: Socket Mode needs it."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Signing secret; only where Slack reaches the desk over HTTP (`python -m bot web`)."
    )
    slack_api_base_url: str = Field("https://slack.com/api/", description="Where Slack's Web API is.")
    press_command: str = Field("/press", description="The slash command, as in the manifest.")
    admin_user: str | None = Field(
        None, description="Slack user id of the first admin; else the first workspace admin who uses the desk."
    )

    database_url: str = Field(
        "sqlite:///var/pressdesk.sqlite", repr=False, description="SQLite file, or postgresql+psycopg://user@host/name."
    )
    time_zone: str = Field("Europe/London", description="The desk's time zone until it is changed in Slack.")
    desk_channel: str | None = Field(None, description="Channel id of the desk until it is set in Slack.")
    intake_channel: str | None = Field(None, description="Channel id whose messages are offered for logging.")

    retention: str = Field(
        "",
        description="What the desk forgets each day, by kind as `python -m bot retention` lists them, such as offers=14 jobs=30; empty: nothing.",
    )

    feed_allow: str = Field(
        "",
        description="Hosts or networks of your own that feeds and articles may be fetched from though they are private, with commas: intranet.example, feeds.example:8090, 10.1.0.0/16.",
    )

    llm_base_url: str | None = Field(
        None, description="Any OpenAI-compatible endpoint, local ones too. Empty: no model, which is a way to work."
    )
    llm_api_key: SecretStr | None = Field(None, description="Its key; local endpoints need none.")
    llm_model: str | None = Field(None, description="The model's name there.")
    llm_model_extract: str | None = Field(None, description="Another one there for reading mails that come in; else LLM_MODEL.")
    llm_model_draft: str | None = Field(None, description="Another one there for drafting; else LLM_MODEL.")
    llm_embedding_model: str | None = Field(
        None, description="A model there that makes embeddings, to find past answers asked for in other words."
    )
    llm_timeout: float = Field(20.0, gt=0, le=120, description="Seconds to wait for the model.")
    llm_daily_tokens: int | None = Field(
        None,
        ge=0,
        description="The most tokens a day for all calls together; when they are used up, rules and approved words do it. Empty: no limit.",
    )
    llm_local: bool = Field(
        False,
        description="yes: the endpoint is your own, and if its address is this machine's or a private network's, restricted matters may be shown to it.",
    )

    workers: int = Field(4, ge=1, le=32, description="Threads that post to Slack and do long work.")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field("text", description="text, or json: one object a line.")
    health_port: int | None = Field(
        None, ge=1, le=65535, description="Port of /healthz, /readyz and /metrics; without one there is none."
    )
    health_host: str = Field(
        "127.0.0.1", description="The address it listens on; 0.0.0.0 where something outside must reach it."
    )
    smtp_url: SecretStr | None = Field(
        None, description="Mail server for alerts that Slack does not take, smtps://user:password@host or smtp://host:25."
    )
    alert_email: str = Field(
        "", description="Who gets such alerts, one address or several with commas; else whom they are for."
    )
    alert_sender: str = Field("", description="The address they come from; else the user of SMTP_URL.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not a time zone; use a name such as Europe/London")
        return value

    @field_validator("feed_allow")
    @classmethod
    def _hosts_or_networks(cls, value: str) -> str:
        for each in filter(None, (one.strip() for one in value.split(","))):
            if not re.fullmatch(r"[\w.-]+(?::\d{1,5})?|\[?[0-9a-fA-F:.]+\]?(?:/\d{1,3})?", each):
                raise ValueError(f"{each!r} is no host and no network; use names such as feeds.example:8090 or 10.1.0.0/16")
        return value

    @field_validator("press_command")
    @classmethod
    def _slash(cls, value: str) -> str:
        if not value.startswith("/") or " " in value:
            raise ValueError("the command starts with / and has no spaces")
        return value

    @field_validator("slack_api_base_url")
    @classmethod
    def _trailing_slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("use DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, value: str) -> str:
        if value.lower() not in {"text", "json"}:
            raise ValueError("use text or json")
        return value.lower()

    @property
    def llm_models(self) -> dict[str, str]:
        """The models by what they are for, as prompts name them; empty where there is none."""
        told = {"default": self.llm_model, "extract": self.llm_model_extract, "draft": self.llm_model_draft}
        return {alias: name for alias, name in told.items() if name} if self.llm_model else {}

    @property
    def llm_configured(self) -> bool:
        return bool(self.llm_base_url and self.llm_model)


def load(env_file: Path | None = None) -> Settings:
    """The settings, or a DeskError that lists everything wrong, one line each; no value of a secret is in it."""
    try:
        return Settings(_env_file=env_file) if env_file else Settings()
    except ValidationError as problem:
        lines = [f"{str(error['loc'][0]).upper()}: {error['msg']}" for error in problem.errors()]
        raise DeskError("The settings need attention:\n" + "\n".join(lines)) from None
