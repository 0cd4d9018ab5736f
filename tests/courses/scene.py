"""The demonstration villages on a Friday without holidays near, and what the doors say of their courses."""

from dataclasses import dataclass
from datetime import datetime

import urllib3
from icalendar import Calendar
from icalendar.cal import Component

from models.recurrence import BANGKOK
from tests.world import World

FRIDAY = datetime(2030, 1, 18, 8, 0, tzinfo=BANGKOK)


def sessions(world: World, code: str) -> list[dict[str, object]]:
    """The sessions of a course in /api/courses."""
    courses = urllib3.request("GET", f"{world.url}/api/courses").json()["courses"]
    found = next(course for course in courses if course["id"] == code)
    return list(found["sessions"])


def seats(world: World, code: str) -> list[object]:
    """Seats that are left, session by session."""
    return [session["seats_left"] for session in sessions(world, code)]


@dataclass(frozen=True)
class Dated:
    """An event of a calendar."""

    names: frozenset[str]
    """Of its properties."""
    uid: str
    start: datetime
    end: datetime
    title: str
    told: str


def read_events(body: bytes) -> dict[str, Dated]:
    """The events of a calendar by UID."""
    return {event.uid: event for event in map(_dated, Calendar.from_ical(body).walk("VEVENT"))}


def _dated(component: Component) -> Dated:
    start, end = component.decoded("DTSTART"), component.decoded("DTEND")
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    title, told = str(component["SUMMARY"]), str(component["DESCRIPTION"])
    return Dated(frozenset(component.keys()), str(component["UID"]), start, end, title, told)


def events(world: World, slug: str) -> dict[str, Dated]:
    """The events of a centre's calendar by UID."""
    return read_events(urllib3.request("GET", f"{world.url}/centres/{slug}/calendar.ics").data)
