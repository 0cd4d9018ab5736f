"""Settings: read from the environment or `.env`, declared once here, documented from here (docs/settings.md)."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LINE_API_HOST = "https://api.line.me"
LINE_CONTENT_HOST = "https://api-data.line.me"


class Settings(BaseSettings):
    """Everything that differs between one installation and another."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    line_channel_secret: str = Field(
        default="",
        description="The channel secret of the LINE account; two separated by a comma while one is being rotated.",
    )
    line_channel_access_token: str = Field(default="", description="The channel access token of the LINE account.")
    line_api_host: str = Field(
        default=LINE_API_HOST,
        description="Where LINE's API is. The base URL of a stand-in serves both its api and its content host.",
    )
    data_dir: Path = Field(
        default=Path("./var"), description="The embedded database, the media and the trained model of this machine."
    )
    database_url: str = Field(
        default="",
        description="Empty: the embedded PostgreSQL in `DATA_DIR`. `postgresql://…` names a server (15 or newer).",
    )
    media_url: str = Field(
        default="",
        description="Where photos are kept. Empty: a folder under `DATA_DIR`; `s3://bucket/prefix` for many machines.",
    )
    public_url: str = Field(default="", description="Where people reach the pages. Empty: `http://localhost:PORT`.")
    port: int = Field(default=8000, description="The port of the web program.")
    http_pictures: bool = Field(
        default=False,
        description="Pictures in cards although `PUBLIC_URL` is not https. `bot run` sets it for its own simulator; "
        "LINE itself refuses a card whose picture is not https, so there they are left out.",
    )
    app_env: Literal["production", "development", "test"] = Field(
        default="production", description="`development` under `bot run` without LINE settings; `test` under the tests."
    )
    clock_offset: float = Field(
        default=0, description="Seconds added to now, for demonstrations and tests; refused in `production`."
    )

    simulator_url: str = Field(
        default="",
        description="Where the simulator is to which `/simulator` leads. `bot run` sets it without LINE settings; "
        "it has no effect in `production` or with another `LINE_API_HOST`.",
    )

    @field_validator("line_api_host", "public_url", "simulator_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @model_validator(mode="after")
    def _real_time_in_production(self) -> "Settings":
        if self.app_env == "production" and self.clock_offset:
            raise ValueError("CLOCK_OFFSET is refused while APP_ENV is production: people's reminders would be wrong")
        return self

    @property
    def channel_secrets(self) -> tuple[str, ...]:
        """One secret, or two while rotating; empty when LINE is not set up."""
        return tuple(s.strip() for s in self.line_channel_secret.split(",") if s.strip())[:2]

    @property
    def content_host(self) -> str:
        """Base URL of photos and voice messages: LINE keeps them on a host of its own."""
        return LINE_CONTENT_HOST if self.line_api_host == LINE_API_HOST else self.line_api_host

    @property
    def base_url(self) -> str:
        """Base URL of the public pages, without a slash at its end."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def media_base(self) -> str:
        """fsspec URL of the folder of photos."""
        return self.media_url or f"file://{(self.data_dir / 'media').resolve()}"

    @property
    def simulator(self) -> str:
        """Base URL of the simulator that the bot talks to; empty with a real channel."""
        is_ours = self.app_env == "development" and self.simulator_url == self.line_api_host
        return self.simulator_url if is_ours else ""

    @property
    def clock_file(self) -> Path | None:
        """A file of seconds added to now while the program runs; never in production."""
        return None if self.app_env == "production" else self.data_dir / "clock_offset"

    @property
    def has_line(self) -> bool:
        """Whether a real or test channel is configured."""
        return bool(self.channel_secrets and self.line_channel_access_token)


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
