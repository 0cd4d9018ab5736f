"""Answers of the pages that must never be shown from a cache after what they tell was taken back."""

from flask import Response, make_response, render_template, request


def fresh(response: Response) -> Response:
    """Kept by a browser, but asked after each time: what was taken back must not be shown from a cache."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response


def rendered(template: str, **values: object) -> Response:
    """A template filled in."""
    return fresh(make_response(render_template(template, **values)))
