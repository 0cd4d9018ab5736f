"""The web program: LINE's door, the public pages, health. It understands nothing, so it loads no dictionary."""

from flask import Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import log, metrics, schema, webhook
from bot.database import engine, session
from bot.embedded import UnusableDatabase
from bot.web import pages

WORKER_SILENCE = 15
"""Seconds without a heartbeat after which no worker is taken to be there."""


def create_app() -> Flask:
    """The WSGI application."""
    log.configure()
    app = Flask("netasa", static_folder=None, template_folder=str(pages.TEMPLATES))
    app.config["MAX_CONTENT_LENGTH"] = webhook.MAX_BODY
    app.register_blueprint(webhook.blueprint)
    pages.register(app)
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/metrics", "metrics", prometheus)
    return app


def healthz() -> Response:
    """Alive: the process answers."""
    return Response("ok\n", mimetype="text/plain")


def readyz() -> Response:
    """Ready: the database answers, its schema is ours, a worker lives. 503 with the reason otherwise."""
    try:
        with engine().connect() as connection:
            if not schema.is_current(connection):
                return Response("the schema is not current: run `python -m bot migrate`\n", 503, mimetype="text/plain")
            alive = text(
                "SELECT count(*) FROM procrastinate_workers "
                "WHERE last_heartbeat > now() - make_interval(secs => :silence)"
            )
            if not connection.scalar(alive, {"silence": WORKER_SILENCE}):
                return Response("no worker: run `python -m bot worker`\n", 503, mimetype="text/plain")
    except (SQLAlchemyError, UnusableDatabase) as error:
        return Response(f"no database: {type(error).__name__}\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


def prometheus() -> Response:
    """Counters of this process, and what the rows of all processes say, for Prometheus."""
    with session() as db:
        metrics.tell_backlog(db)
    return Response(generate_latest(), mimetype=CONTENT_TYPE_LATEST)
