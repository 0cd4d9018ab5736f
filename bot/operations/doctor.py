"""Looks at everything that an installation needs, and says what to do. Prints no secret."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import fsspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, schema
from bot.database import database, engine, session
from bot.embedded import UnusableDatabase
from bot.line import client
from bot.operations import giving_up
from bot.operations.fonts import thai_font
from bot.settings import LINE_API_HOST, Settings
from bot.standin import find_standin

OLDEST_SERVER = 150000
"""PostgreSQL 15, as server_version_num says it: NULLS NOT DISTINCT is used."""
WORKER_SILENCE = 30
"""Seconds without a heartbeat after which no worker is taken to be there."""
LITTLE_SPACE = 1_000_000_000
"""Bytes: below this a day of photos may fill the disk."""
CLOCK_DRIFT = 5.0
"""Seconds: reply tokens live for a minute, and their age is measured by the database's clock."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report."""

    is_fine: bool
    what: str
    """What was looked at and found."""
    advice: str = ""
    """What to do, where it is not fine."""

    def __str__(self) -> str:
        return f"{'✓' if self.is_fine else '✗'} {self.what}{f' → {self.advice}' if self.advice else ''}"


def examine(config: Settings) -> Iterator[Finding]:
    """All findings, in the order in which they are best mended."""
    yield from _settings(config)
    yield from _database(config)
    yield _media(config)
    yield _space(config)
    yield _font()
    if config.has_line:
        yield from _line(config)


def _settings(config: Settings) -> Iterator[Finding]:
    yield Finding(True, f"settings: APP_ENV={config.app_env}, pages at {config.base_url}")
    if not config.has_line and find_standin(config) is not None:
        yield Finding(True, "LINE: not set up; `python -m bot run` plays it with its own simulator")
    elif not config.has_line:
        yield Finding(
            False,
            "LINE: LINE_CHANNEL_SECRET or LINE_CHANNEL_ACCESS_TOKEN is not set",
            "take both from the LINE Developers Console, or try the bot without LINE by `python -m bot run`",
        )
    elif config.line_api_host == LINE_API_HOST and not config.base_url.startswith("https://"):
        yield Finding(
            False,
            f"PUBLIC_URL is {config.base_url}",
            "LINE calls and shows https:// addresses only: set PUBLIC_URL to one",
        )


def _database(config: Settings) -> Iterator[Finding]:
    where = "the server of DATABASE_URL" if config.database_url else f"embedded in {config.data_dir}"
    try:
        with database(config), engine().connect() as connection:
            yield _version(connection, where)
            yield _drift(connection)
            is_current = schema.is_current(connection)
            yield Finding(
                is_current,
                f"schema: {'current' if is_current else 'not the one of this version'}",
                "" if is_current else "run `python -m bot migrate`",
            )
            if is_current:
                yield _worker(connection)
                yield _stuck()
    except UnusableDatabase as problem:
        yield Finding(False, f"database: {problem}")
    except SQLAlchemyError as problem:
        yield Finding(
            False, f"database: {where} does not answer ({type(problem).__name__})", "check DATABASE_URL and the server"
        )


def _version(connection: Connection, where: str) -> Finding:
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    is_fine = number >= OLDEST_SERVER
    return Finding(
        is_fine, f"database: PostgreSQL {number // 10000}, {where}", "" if is_fine else "15 is the oldest that will do"
    )


def _drift(connection: Connection) -> Finding:
    theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    drift = abs((clock.real_now() - theirs).total_seconds())
    is_fine = drift < CLOCK_DRIFT
    return Finding(
        is_fine,
        f"clock: {drift:.1f} s from the database's",
        "" if is_fine else "set both machines' clocks by NTP: answers are sent by the age of their reply tokens",
    )


def _worker(connection: Connection) -> Finding:
    alive = text(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :silence)"
    )
    workers = connection.scalar(alive, {"silence": WORKER_SILENCE}) or 0
    return Finding(
        bool(workers),
        f"workers: {workers} alive",
        "" if workers else "nobody answers: start `python -m bot run`, or `python -m bot worker`",
    )


def _stuck() -> Finding:
    with session() as db:
        number = len(giving_up.given_up(db))
    return Finding(
        not number, f"stuck: {number or 'nothing'}", "`python -m bot stuck` says what and why" if number else ""
    )


def _media(config: Settings) -> Finding:
    """Writes, reads and removes a small file, as a photo would be."""
    base = config.media_base.partition("://")[0]
    try:
        files, folder = fsspec.url_to_fs(config.media_base)
        files.makedirs(folder, exist_ok=True)
        path, written = f"{folder.rstrip('/')}/.doctor-{secrets.token_hex(4)}", b"netasa"
        files.pipe_file(path, written)
        read = files.cat_file(path)
        files.rm_file(path)
    except Exception as problem:  # noqa: BLE001 (each storage has errors of its own; whichever it is becomes a finding)
        return Finding(
            False, f"media: cannot be written ({type(problem).__name__})", "check MEDIA_URL and its keys or rights"
        )
    return Finding(read == written, f"media: writable ({base}://)")


def _space(config: Settings) -> Finding:
    there = next(
        folder for folder in (config.data_dir.resolve(), *config.data_dir.resolve().parents) if folder.exists()
    )
    free = shutil.disk_usage(there).free
    is_fine = free > LITTLE_SPACE
    return Finding(
        is_fine, f"disk: {free / 1e9:.1f} GB free", "" if is_fine else "make room: photos and the database need it"
    )


def _font() -> Finding:
    font = thai_font()
    if font is not None:
        return Finding(True, f"Thai font: {font.name}")
    return Finding(False, "Thai font: none found", "pictures with words need one: apt-get install fonts-thai-tlwg")


def _line(config: Settings) -> Iterator[Finding]:
    who = client.bot_info()
    if "error" in who:
        advice = (
            "issue a new channel access token" if who["error"].startswith("401") else "check LINE_API_HOST, network"
        )
        yield Finding(False, f"LINE token: {who['error']}", advice)
        return
    yield Finding(True, f"LINE token: valid, {who.get('displayName', '')} {who.get('basicId', '')}".rstrip())
    yield _webhook(config)
    yield _quota()


def _webhook(config: Settings) -> Finding:
    wanted = f"{config.base_url}/callback"
    found = client.webhook_endpoint()
    if found.get("endpoint") != wanted:
        return Finding(
            False,
            f"LINE webhook: {found.get('endpoint') or found.get('error', 'not set')}",
            f"set it to {wanted} in the LINE Developers Console, or mend PUBLIC_URL",
        )
    if not found.get("active"):
        return Finding(False, "LINE webhook: switched off", "switch on “Use webhook” in the LINE Developers Console")
    return Finding(True, f"LINE webhook: {wanted}, on")


def _quota() -> Finding:
    limit, used = client.quota(), client.quota_used()
    if "error" in limit or "error" in used:
        return Finding(False, f"LINE quota: {limit.get('error') or used.get('error')}", "try again later")
    total = int(used.get("totalUsage", 0))
    if limit.get("type") != "limited":
        return Finding(True, f"LINE quota: {total} used this month, no limit")
    most = int(limit.get("value", 0))
    is_left = total < most
    return Finding(
        is_left,
        f"LINE quota: {total} of {most} used this month",
        "" if is_left else "notices wait for the next month, or for a larger plan; answers are free",
    )
