"""Who may come through the doors of people and their phones: pages of this stand-in and programs of this machine.

A web page of somebody else that is open in the same browser may not: neither by posting here (CSRF) nor under a name
of its own that it points to this machine (DNS rebinding). Source: Fetch Metadata (W3C), RFC 6454 (Origin).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from bot.simulator.api import no

OURS = ("127.0.0.1", "localhost", "::1")
FROM_HERE = ("same-origin", "none")


def guarded(door: Blueprint) -> Blueprint:
    """The same blueprint, refusing strangers before anything else looks at their request."""
    door.before_request(_refusal)
    door.after_request(_close)
    return door


def _refusal() -> Response | None:
    if urlsplit(f"//{request.host}").hostname not in OURS:
        return no(403, "This stand-in answers to 127.0.0.1 and localhost only")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        return no(403, "Another web page may not use this stand-in")
    is_visit = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
    if request.headers.get("Sec-Fetch-Site", "none") not in FROM_HERE and not is_visit:
        return no(403, "Another web page may not use this stand-in")
    return None


def _close(response: Response) -> Response:
    """What people sent is data: never run, never framed, never read by another page."""
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
