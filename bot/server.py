"""gunicorn around the web program. Connections are opened after fork: the application is made in each worker."""

import os
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

THREADS = 8
WORKERS = int(os.environ.get("WEB_CONCURRENCY", "1"))


class _Server(BaseApplication):
    """gunicorn without its command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Takes the options as they are."""
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Flask:
        """Makes the application, in the worker."""
        from bot.app import create_app

        return create_app()


def options(port: int) -> dict[str, Any]:
    """The flags that the program and its benchmark share."""
    return {
        "bind": f"0.0.0.0:{port}",
        "workers": WORKERS,
        "worker_class": "gthread",
        "threads": THREADS,
        "keepalive": 75,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
    }


def serve(port: int) -> None:
    """Serves until told to stop."""
    _Server(options(port)).run()
