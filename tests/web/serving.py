"""The web program on a port of this machine, in a thread of this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from bot.app import create_app
from bot.simulator.server import QuietHandler
from tests import world as worlds


@contextmanager
def served() -> Iterator[str]:
    """Its base URL, for as long as the block lasts; PUBLIC_URL is set to it."""
    server = make_server("127.0.0.1", 0, create_app(), threaded=True, request_handler=QuietHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    worlds.set_environment(PUBLIC_URL=url)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield url
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
