"""The page at `/simulator`: phones of several people in a browser. It is static; what it shows comes from the API."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

STATIC = Path(__file__).parent / "static"
# No inline script or style, nothing from elsewhere; Flex styles are set through the CSSOM, which needs no allowance.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)


def build_page() -> Blueprint:
    """The blueprint of `/simulator` and its files."""
    door = Blueprint("line_page", __name__, url_prefix="/simulator")

    @door.get("")
    @door.get("/", endpoint="page_with_slash")
    def page() -> Response:
        return _safe(send_from_directory(STATIC, "page.html"))

    @door.get("/static/<name>")
    def static(name: str) -> Response:
        return _safe(send_from_directory(STATIC, name))

    return door


def _safe(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Cache-Control"] = "no-cache"  # asked after each time: a new version shows at once
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
    return response
