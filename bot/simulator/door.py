"""JSON over HTTP to a running stand-in."""

from __future__ import annotations

from urllib.parse import urlencode

import urllib3

from bot.simulator.wire import JsonObject, compact, parse

CALL_SECONDS = 60.0  # longer than the longest wait that the stand-in grants


class PhoneError(RuntimeError):
    """The stand-in refused; the text is its own."""


class NoStandin(ConnectionError):
    """Nobody answers at the stand-in's address."""


class Door:
    """JSON over HTTP to a stand-in.

    Raises `PhoneError` with the stand-in's sentence on anything but success, `NoStandin` when it is not there.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._http = urllib3.PoolManager(maxsize=4, retries=False)

    def get(self, path: str, **query: object) -> JsonObject:
        """Asks."""
        asked = urlencode({key: str(value) for key, value in query.items()})
        return self._call("GET", f"{path}?{asked}" if asked else path, None)

    def send(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        """Tells."""
        return self._call(method, path, compact(body or {}).encode())

    def _call(self, method: str, path: str, raw: bytes | None) -> JsonObject:
        headers = {"content-type": "application/json"}
        try:
            response = self._http.request(
                method, f"{self.url}/simulator/api{path}", body=raw, headers=headers, timeout=CALL_SECONDS
            )
        except urllib3.exceptions.HTTPError as error:
            raise NoStandin(f"No stand-in answers at {self.url}: {error}") from error
        if response.status != 200:
            raise PhoneError(f"{response.status}: {response.data.decode(errors='replace')}")
        return parse(response.data)
