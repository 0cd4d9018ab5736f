"""The stand-in of LINE beside `bot run`: where it is, and what the bot and the terminal phones need to reach it."""

import json
import secrets
import shlex
import socket
import sys
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path

from bot import clock
from bot.settings import Settings

UP_SECONDS = 30


@dataclass(frozen=True)
class Standin:
    """A channel of our own, kept in DATA_DIR so that chats and tokens survive a restart."""

    port: int
    secret: str
    token: str
    webhook: str
    database: str
    clock: str = ""
    roster: str = ""
    pages: str = ""

    @property
    def url(self) -> str:
        """Base URL of its api and its phones."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings that make the bot talk to it."""
        return {
            "LINE_CHANNEL_SECRET": self.secret,
            "LINE_CHANNEL_ACCESS_TOKEN": self.token,
            "LINE_API_HOST": self.url,
            "APP_ENV": "development",
            "HTTP_PICTURES": "true",
            "SIMULATOR_URL": self.url,
        }

    def arguments(self) -> list[str]:
        """`python -m` arguments that start it."""
        return [
            "bot.simulator", "--port", str(self.port), "--webhook", self.webhook, "--secret", self.secret,
            "--token", self.token, "--db", self.database, "--clock", self.clock, "--pages", self.pages,
            "--reader", shlex.join([sys.executable, "-m", "intents", "classify", "--entities"]),
        ]  # fmt: skip

    def deliver_again(self) -> None:
        """Switches redelivery on, as an operator does in LINE's console: what was not answered comes again."""
        # A channel remembered from an earlier run keeps what was switched there, except this.
        self._put("settings", json.dumps({"redelivery": True}))

    def introduce(self, *, with_people: bool) -> None:
        """Tells it who lives where and what they could say, as `bot demo --roster` wrote it down."""
        self._put("roster", Path(self.roster).read_text(encoding="utf-8") if with_people else "{}")

    def wait_until_up(self) -> None:
        """Returns once it listens; OSError when it does not come up."""
        until = clock.monotonic() + UP_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
                return
            except OSError:
                if clock.monotonic() > until:
                    raise
                clock.sleep(0.2)

    def _put(self, what: str, body: str) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        headers = {"Content-Type": "application/json"}
        connection.request("PUT", f"/simulator/api/{what}", body.encode(), headers)
        connection.getresponse().read()
        connection.close()


def _file(config: Settings) -> Path:
    return config.data_dir / "simulator.json"


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def prepare_standin(config: Settings) -> Standin:
    """The channel of this DATA_DIR, made at the first start, on a port that is free now."""
    remembered = find_standin(config)
    port = config.port + 1
    while not _is_free(port):
        port += 1
    standin = Standin(
        port=port,
        secret=remembered.secret if remembered else secrets.token_hex(16),
        token=remembered.token if remembered else secrets.token_hex(48),
        webhook=f"http://127.0.0.1:{config.port}/callback",
        database=str((config.data_dir / "simulator.sqlite").resolve()),
        clock=str((config.data_dir / "clock_offset").resolve()),
        roster=str((config.data_dir / "roster.json").resolve()),
        pages=config.base_url,
    )
    config.data_dir.mkdir(parents=True, exist_ok=True)
    _file(config).write_text(json.dumps(asdict(standin)))
    _file(config).chmod(0o600)
    return standin


def find_standin(config: Settings) -> Standin | None:
    """What `bot run` wrote down; None when it never ran here."""
    try:
        return Standin(**json.loads(_file(config).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
