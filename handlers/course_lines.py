"""How a course reads, in the chat and on the pages alike. Loads nothing of the understanding: the web reads it too."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.dates import BUDDHIST_ERA, MONTHS, WEEKDAYS, thai_day
from handlers.replies import Row
from models.course import Course
from models.course_session import CourseSession


def short_day(day: date) -> str:
    """`ส. 28 พ.ย.`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def long_day(day: date) -> str:
    """`ส. 28 พ.ย. 2569`."""
    return f"{short_day(day)} {day.year + BUDDHIST_ERA}"


def when(session: CourseSession) -> str:
    """`ส. 28 พ.ย. 2569 เวลา 13:00–16:00`."""
    return f"{thai_day(session.start)} เวลา {session.start:%H:%M}–{session.end:%H:%M}"


def seats(session: CourseSession, now: datetime) -> str:
    """`ว่าง 8 จาก 25 ที่`, `เต็มแล้ว` or `ปิดรับแล้ว`."""
    if session.seats_left <= 0:
        return "เต็มแล้ว"
    if not session.is_bookable(now):
        return "ปิดรับรอบนี้แล้ว"
    return f"ว่าง {session.seats_left} จาก {session.seats} ที่"


def times(course: Course, sessions: Sequence[CourseSession]) -> str:
    """`เรียน 6 ครั้ง ถึง ส. 2 ม.ค.` of a series; empty of a single session."""
    if not course.is_series or len(sessions) < 2:
        return ""
    return f"เรียน {len(sessions)} ครั้ง ถึง {short_day(sessions[-1].start)}"


def brought(course: Course) -> str:
    """`มือถือ · แว่นตา`: what one brings along has blanks of its own."""
    return " · ".join(course.bring)


def facts(session: CourseSession, now: datetime) -> tuple[Row, ...]:
    """The lines of a course's session."""
    course = session.course
    rows = [
        Row("วันเวลา", when(session)),
        Row("ที่", course.place),
        Row("ที่นั่ง", seats(session, now)),
        Row("ค่าเรียน", course.price),
    ]
    if course.ages:
        rows.append(Row("รับ", course.ages))
    return tuple(rows)
