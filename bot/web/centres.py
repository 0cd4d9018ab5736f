"""The public page of a centre, its calendar, and the courses for machines."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy.orm import Session

from bot import clock, database
from bot.settings import settings
from bot.web.answers import fresh, rendered
from bot.web.calendars import calendar
from handlers import centre_lines, course_lines
from handlers.posting import Json
from handlers.replies import Row
from models.centre import Centre, by_slug
from models.course import Course
from models.course_session import CourseSession, on_calendar, upcoming

HOLIDAYS_SHOWN = 3

blueprint = Blueprint("centres", __name__)


@dataclass(frozen=True)
class Offered:
    """A course on a page: its next session and what follows it."""

    course: Course
    next: CourseSession
    rows: tuple[Row, ...]
    times: str
    can_enrol: bool


def _centre(db: Session, slug: str) -> Centre:
    found = by_slug(db, slug) if "\0" not in slug else None
    if found is None:
        abort(404)
    return found


@blueprint.get("/centres/<slug>")
def centre(slug: str) -> Response:
    """A centre: hours, what it lends, courses with the seats that are left, how to enrol in LINE."""
    now = clock.now()
    with database.session() as db:
        found = _centre(db, slug)
        courses = [_offered(course, sessions, now) for course, sessions in upcoming(db, now, found)]
        return rendered(
            "centre.html",
            centre=found,
            week=centre_lines.week_lines(found),
            holidays=[
                (course_lines.long_day(day), name)
                for day, name in centre_lines.coming_holidays(found, now.date(), HOLIDAYS_SHOWN)
            ],
            phone=centre_lines.spoken_number(found.phone or ""),
            courses=courses,
        )


def _offered(course: Course, sessions: list[CourseSession], now: datetime) -> Offered:
    first = sessions[0]
    chosen = sessions if course.is_series else sessions[:1]
    can_enrol = any(session.has_room(now) for session in chosen)
    return Offered(course, first, course_lines.facts(first, now), course_lines.times(course, sessions), can_enrol)


@blueprint.get("/centres/<slug>/calendar.ics")
def centre_calendar(slug: str) -> Response:
    """The centre's sessions as iCalendar, for subscribing."""
    now = clock.now()
    with database.session() as db:
        found = _centre(db, slug)
        made = calendar(found, on_calendar(db, found, now), settings().base_url, now)
    response = Response(made, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = f'inline; filename="{found.slug}.ics"'
    return fresh(response)


@blueprint.get("/api/courses")
def api_courses() -> Response:
    """Coming courses: `{"courses": [{"id", "title", "centre", "sessions": […], …}]}`; `?centre=` takes a slug."""
    now, slug = clock.now(), request.args.get("centre", "")
    with database.session() as db:
        found = _centre(db, slug) if slug else None
        courses = [_json(course, sessions, now) for course, sessions in upcoming(db, now, found)]
    return fresh(jsonify({"courses": courses}))


def _json(course: Course, sessions: list[CourseSession], now: datetime) -> dict[str, Json]:
    return {
        "id": course.code,
        "title": course.title,
        "centre": course.centre.slug,
        "centre_name": course.centre.name,
        "place": course.place,
        "topic": course.topic,
        "audience": list(course.audience),
        "age_min": course.age_min,
        "age_max": course.age_max,
        "fee": course.fee,
        "bring": list(course.bring),
        "description": course.description,
        "is_series": course.is_series,
        "url": f"{settings().base_url}/centres/{course.centre.slug}",
        "sessions": [
            {
                "id": session.id,
                "start": session.start.isoformat(),
                "end": session.end.isoformat(),
                "seats": session.seats,
                "seats_left": session.seats_left,
                "closes": session.closes_at.astimezone(session.start.tzinfo).isoformat(),
                "is_open": session.is_bookable(now),
            }
            for session in sessions
        ],
    }
