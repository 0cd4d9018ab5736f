"""The Flask application of the stand-in."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from bot.simulator import api_account
from bot.simulator.api import build_api
from bot.simulator.guard import guarded
from bot.simulator.line import Line
from bot.simulator.page import build_page
from bot.simulator.phones import build_phones
from bot.simulator.rich_menus import add_rich_menus
from bot.simulator.stage import Surroundings, build_stage
from bot.simulator.switchboard import build_switchboard


def create_app(
    *, database: Path, channel_secret: str, access_token: str, webhook_url: str, deliver: bool = True
) -> Flask:
    """LINE on this machine.

    `database` is the SQLite file with its memory (made when missing). Webhooks go to `webhook_url` ("" keeps the one
    remembered), signed with `channel_secret`; calls must bear `access_token`. With `deliver` false no thread is
    started and events wait. The engine is `app.extensions["line"]`.
    """
    return app_of(Line(database, channel_secret, access_token, webhook_url), deliver=deliver)


def app_of(line: Line, *, around: Surroundings | None = None, deliver: bool = True) -> Flask:
    """The doors to an engine that is already there, and what it is told of its surroundings."""
    app = Flask(__name__, static_folder=None)
    app.extensions["line"] = line
    more = (
        api_account.add_account,
        api_account.add_profiles,
        api_account.add_contents,
        api_account.add_transcoding,
        api_account.add_groups,
        api_account.add_webhook_address,
        add_rich_menus,
    )
    app.register_blueprint(build_api(line, more))
    for door in (
        build_phones(line),
        build_switchboard(line),
        build_stage(line, around or Surroundings()),
        build_page(),
    ):
        app.register_blueprint(guarded(door))
    if deliver:
        line.start()
    return app
