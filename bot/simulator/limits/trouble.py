"""What is wrong with a call, collected place by place, in the words and paths that LINE answers with.

LINE names a place in two ways: `messages[0].quickReply.items[2]` in ordinary messages and `/body/contents/0/text`
inside a Flex message (counted from its container).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.limits.length import utf16_units
from bot.simulator.wire import JsonObject

Style = Literal["dotted", "pointer"]
Check = Callable[["Place", object], None]

# A stand-in and the bot's own pages run on this machine without a certificate, so these two hosts may be http.
LOCAL_HTTP = re.compile(r"http://(127\.0\.0\.1|localhost)(:\d+)?(/|\?|$)")
HTTPS = re.compile(r"https://[^/?#\s]+")
URI_LIMIT = 1000
IMAGE_URL_LIMIT = 2000


@dataclass(frozen=True)
class Trouble:
    """One complaint: LINE's sentence and where it belongs; `message_index` is set inside a Flex message."""

    message: str
    property: str
    message_index: int | None = None


@dataclass
class Place:
    """A spot in the JSON of a call that can be complained about."""

    path: str
    style: Style
    found: list[Trouble] = field(default_factory=list)
    message_index: int | None = None

    def at(self, key: str | int) -> Place:
        """The spot under a property or at an index."""
        if self.style == "pointer":
            path = f"{self.path}/{key}"
        elif isinstance(key, int):
            path = f"{self.path}[{key}]"
        else:
            path = f"{self.path}.{key}" if self.path else key
        return Place(path, self.style, self.found, self.message_index)

    def refuse(self, message: str) -> None:
        """Note one trouble here."""
        self.found.append(Trouble(message, self.path, self.message_index))


def required(place: Place, source: JsonObject, *keys: str) -> bool:
    """Complains about each missing (or null) property; true when all are there."""
    missing = [key for key in keys if source.get(key) is None]
    for key in missing:
        place.at(key).refuse("must be specified" if place.style == "pointer" else "May not be empty")
    return not missing


def each(place: Place, source: JsonObject, checks: dict[str, Check]) -> None:
    """Runs every property's own check; a property without one is unknown. Null counts as absent."""
    for key, value in source.items():
        if value is None:
            continue
        check = checks.get(key)
        if check is None:
            place.at(key).refuse("unknown field")
        else:
            check(place.at(key), value)


def anything(place: Place, value: object) -> None:
    """Checked elsewhere."""


def truth(place: Place, value: object) -> None:
    """true or false."""
    if not isinstance(value, bool):
        place.refuse("must be a boolean")


def words(
    lowest: int, highest: int, measure: Callable[[str], int] = utf16_units, empty: str = "May not be empty"
) -> Check:
    """A string with a length in `measure` between the two limits."""

    def check(place: Place, value: object) -> None:
        if not isinstance(value, str):
            place.refuse("must be a string")
        elif lowest and not value:
            place.refuse(empty)
        elif not lowest <= measure(value) <= highest:
            place.refuse(f"Length must be between {lowest} and {highest}")

    return check


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(place: Place, value: object) -> None:
        if value not in allowed:
            place.refuse(f"Must be one of the following values: [{', '.join(allowed)}]")

    return check


def shaped(*patterns: str, keywords: Iterable[str] = ()) -> Check:
    """A string that is one of the keywords or matches one of the patterns entirely."""
    known = frozenset(keywords)
    compiled = [re.compile(pattern) for pattern in patterns]

    def check(place: Place, value: object) -> None:
        is_right = isinstance(value, str) and (value in known or any(p.fullmatch(value) for p in compiled))
        if not is_right:
            place.refuse("invalid property")

    return check


def between(lowest: float, highest: float, *, is_whole: bool = True) -> Check:
    """A number within limits."""

    def check(place: Place, value: object) -> None:
        kinds = int if is_whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            place.refuse("must be an integer" if is_whole else "must be a number")
        elif not lowest <= value <= highest:
            place.refuse(f"must be between {lowest:g} and {highest:g}")

    return check


def image_url(place: Place, value: object) -> None:
    """https, at most 2,000 characters, percent-encoded; http only for this machine itself."""
    _url(place, value, IMAGE_URL_LIMIT)


def web_address(place: Place, value: object) -> None:
    """https, at most 1,000 characters."""
    _url(place, value, URI_LIMIT)


def _url(place: Place, value: object, limit: int) -> None:
    if not isinstance(value, str) or not value:
        place.refuse("May not be empty")
    elif utf16_units(value) > limit:
        place.refuse(f"Length must be between 1 and {limit}")
    elif not is_encoded(value):
        place.refuse("invalid uri")
    elif not (HTTPS.match(value) or LOCAL_HTTP.match(value)):
        place.refuse("invalid uri scheme")


def is_encoded(uri: str) -> bool:
    """Whether a URI is percent-encoded: only visible ASCII (RFC 3986 §2)."""
    return all("!" <= letter <= "~" for letter in uri)


def listing(place: Place, value: object, lowest: int, highest: int) -> list[object]:
    """The list, after its size was checked; an empty one when it is no list."""
    if not isinstance(value, list):
        place.refuse("must be an array")
        return []
    if not lowest <= len(value) <= highest:
        place.refuse(f"Size must be between {lowest} and {highest}")
    return value


def mapping(place: Place, value: object) -> JsonObject | None:
    """The object, or None after a complaint."""
    if not isinstance(value, dict):
        place.refuse("invalid property")
        return None
    return value
