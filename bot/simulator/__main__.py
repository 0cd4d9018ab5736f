"""`python -m bot.simulator`: the stand-in alone, on a port."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from bot.simulator.app import app_of
from bot.simulator.line import Line
from bot.simulator.server import SECRET, TOKEN, serve
from bot.simulator.stage import Surroundings


def main(arguments: list[str] | None = None) -> int:
    """Serves until it is told to stop (Ctrl-C or SIGTERM); prints its address first."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description="LINE on this machine")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--webhook", default="", help="where events are posted, http://127.0.0.1:8000/callback")
    parser.add_argument("--secret", default=SECRET, help="the channel secret that signs them")
    parser.add_argument("--token", default=TOKEN, help="the access token that calls must bear")
    parser.add_argument("--db", type=Path, default=Path("var/line.sqlite3"), help="its memory, one file")
    parser.add_argument("--clock", type=Path, help="a file of seconds that the bot adds to its now; the page moves it")
    parser.add_argument("--reader", default="", help="a command that answers each line with what it means, as JSON")
    parser.add_argument("--pages", default="", help="where the bot's pages are, when not beside the webhook")
    given = parser.parse_args(arguments)
    line = Line(given.db, given.secret, given.token, given.webhook)
    server = serve(app_of(line, around=Surroundings(given.clock, given.reader, given.pages)), given.port)
    threading.Thread(target=server.serve_forever, daemon=True, name="stand-in").start()
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    stopped.wait()
    line.webhooks.stop()  # first, so that a bot in the middle of a webhook can still answer
    server.shutdown()
    line.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
