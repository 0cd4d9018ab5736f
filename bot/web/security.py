"""Headers of every answer: no script runs, nothing comes from elsewhere, nobody frames us."""

from flask import Flask, Response, request

from bot.settings import settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
A_YEAR = 31_536_000


def headers() -> dict[str, str]:
    """The headers by name. A page that needs a wider policy sets its own before."""
    made = {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if settings().base_url.startswith("https://"):
        # Over plain http a browser ignores it, and on a laptop it would lock people out.
        made["Strict-Transport-Security"] = f"max-age={A_YEAR}"
    return made


def add_headers(response: Response) -> Response:
    """Sets what the answer does not set itself. LINE reads no headers, and its door is the busiest."""
    if request.endpoint == "webhook.callback":
        return response
    for name, value in headers().items():
        response.headers.setdefault(name, value)
    return response


def register(app: Flask) -> None:
    """Every answer of the program gets them."""
    app.after_request(add_headers)
