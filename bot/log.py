"""Structured logs: one JSON line an entry, ids only. What people wrote, tokens and LINE ids never come here."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

FORBIDDEN = ("text", "body", "token", "secret", "user_id", "line_user_id", "phone", "code")
"""Keys that are dropped, should somebody log them after all."""


def _without_secrets(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: value for key, value in entry.items() if key not in FORBIDDEN}


def configure() -> None:
    """Everything goes to stderr as JSON lines; the queue's own messages from WARNING on, because it logs arguments."""
    structlog.configure(
        processors=[
            _without_secrets,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format='{"level": "%(levelname)s", "logger": "%(name)s"}'
    )
