"""What an enrolment form comes to: a course, and the sessions that one would be enrolled in."""

from dataclasses import dataclass

from handlers.capability import Context, Form
from handlers.course_lines import short_day
from handlers.course_search import days_in
from handlers.pupils import heads_of
from models.course import Course, by_code
from models.course_search import Search, find
from models.course_session import CourseSession, coming, session_by_id


@dataclass(frozen=True)
class Choice:
    """What a form comes to: a course, and the sessions that one would be enrolled in."""

    course: Course
    sessions: tuple[CourseSession, ...]
    note: str = ""
    """Why it is another day than the one that was asked for."""


def choose(context: Context, form: Form) -> Choice | None:
    """The course and sessions that the form names at this moment; None when there is no such course."""
    db, topic = context.db, form.text_of("topic")
    session = session_by_id(db, form.text_of("session"))
    course = by_code(db, topic)
    if course is None and topic:
        found = find(db, Search(topic=topic), context.now, context.person.village)
        course = found[0].course if found else None
    if course is None:
        course = session.course if session is not None else None
    if course is None:
        return None
    from_session = session if session is not None and session.course_id == course.id else None
    note = ""
    days = days_in(form.text_of("date"), context.now) if form.text_of("date") else None
    if days is not None:
        on_day = [s for s in coming(db, course, context.now) if days.first <= s.start.date() <= days.last]
        fitting = next((s for s in on_day if s.has_room(context.now, heads_of(form))), None)
        if fitting is None:
            note = f"{short_day(days.first)} ลงไม่ได้ค่ะ ใช้รอบถัดไปให้แล้ว"
        from_session = fitting
    return Choice(course, bookable(context, course, from_session, heads_of(form)), note)


def bookable(context: Context, course: Course, wished: CourseSession | None, heads: int) -> tuple[CourseSession, ...]:
    """The sessions that an enrolment would hold: all that are left of a series, else one."""
    free = [s for s in coming(context.db, course, context.now) if s.has_room(context.now, heads)]
    if wished is not None:
        later = [s for s in free if s.starts_at >= wished.starts_at]
        free = later or free
    return tuple(free) if course.is_series else tuple(free[:1])
