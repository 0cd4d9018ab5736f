"""A tiny HTTP server that answers as it is told and remembers what it was asked."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answered:
    """One answer. `seconds` pass before it; `is_reset` breaks the connection off instead of it."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    is_reset: bool = False
    is_cut: bool = False
    """Less comes than was announced."""


@dataclass(frozen=True)
class Asked:
    """One request as it came over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """`answers` in turn, the last one for good."""

    url: str
    answers: list[Answered] = field(default_factory=lambda: [Answered()])
    asked: list[Asked] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)

    def will(self, *answers: Answered) -> None:
        """From now on."""
        self.answers = list(answers)
        self.asked.clear()


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.asked.append(Asked(self.command, self.path, headers, body))
            server.connections.add(self.client_address)
            told = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
            time.sleep(told.seconds)
            if told.is_reset:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._answer(told)

        def _answer(self, told: Answered) -> None:
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told.body) + (100 if told.is_cut else 0)))
            self.end_headers()
            self.wfile.write(told.body)
            self.close_connection = told.is_cut

        do_GET = do_POST = _take  # noqa: N815 (the library's names)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the tests read `asked`."""

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away in the middle is what is tested."""


@contextmanager
def serving() -> Iterator[Server]:
    """The server on a free port of this machine."""
    server = Server("")
    listening = _Quiet(("127.0.0.1", 0), _handler(server))
    server.url = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()
