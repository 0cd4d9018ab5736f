"""JSON over HTTP to a running stand-in."""

from __future__ import annotations

import urllib3

from bot.simulator.wire import JsonObject, compact, parse


class PhoneError(RuntimeError):
    """The stand-in refused; the text is its own."""


class Door:
    """JSON over HTTP to a stand-in. Raises `PhoneError` with the stand-in's sentence on anything but success."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._http = urllib3.PoolManager(maxsize=4, retries=False)

    def get(self, path: str, **query: object) -> JsonObject:
        """Asks."""
        asked = {key: str(value) for key, value in query.items()}
        return self._answer(self._http.request("GET", f"{self.url}/simulator/api{path}", fields=asked, timeout=60))

    def send(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        """Tells."""
        raw = compact(body or {}).encode()
        headers = {"content-type": "application/json"}
        return self._answer(
            self._http.request(method, f"{self.url}/simulator/api{path}", body=raw, headers=headers, timeout=60)
        )

    @staticmethod
    def _answer(response: urllib3.BaseHTTPResponse) -> JsonObject:
        if response.status != 200:
            raise PhoneError(f"{response.status}: {response.data.decode(errors='replace')}")
        return parse(response.data)
