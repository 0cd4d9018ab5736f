"""Short questions about the course that was just spoken of: what to bring, the fee, the seats, when and where."""

import re
from collections.abc import Sequence
from typing import Final

from handlers.capability import Context, Form, Found, answering
from handlers.course_lines import brought, seats, times, when
from handlers.course_search import remembered
from handlers.courses import ALL, ENROL, MINE, answer
from handlers.replies import Button, Start, say
from models.course_search import Search, find
from models.course_session import CourseSession, coming
from models.enrolment import coming_of

FEW = 4
"""Courses that one bubble tells about."""
_BRING: Final = re.compile(r"(?:เอา|เตรียม|พก)อะไร")
_FEE: Final = re.compile(r"เสีย|ค่า|ฟรี")
_SEATS: Final = re.compile(r"ว่าง|เหลือ|เต็ม|มีที่|ได้")


def _look(context: Context, form: Form) -> Found:
    said = form.text or form.text_of("words")
    meant = _meant(context)
    if not meant:
        return Found(answer=say("ถามถึงคอร์สไหนคะ", "พิมพ์ชื่อคอร์ส หรือแตะดูทั้งหมดได้ค่ะ", choices=(ALL, MINE)))
    if len(meant) > FEW:
        before = remembered(context)
        return Found(answer=answer(context, before[1] if before else Search()))
    lines = [_line(context, session, said, is_alone=len(meant) == 1) for session in meant]
    return Found(answer=say(*lines, choices=(*_enrol(context, meant), MINE)))


def _meant(context: Context) -> Sequence[CourseSession]:
    """The sessions of what was asked a moment ago; else of what the person is enrolled in, soonest first."""
    before = remembered(context)
    if before is not None and before[0] == "courses":
        return find(context.db, before[1], context.now, context.person.village)
    mine = [enrolment.session for enrolment in coming_of(context.db, context.person, context.now)]
    return list({session.course_id: session for session in reversed(mine)}.values())[:FEW]


def _line(context: Context, session: CourseSession, said: str, *, is_alone: bool) -> str:
    course = session.course
    if _BRING.search(said):
        told = f"เอามา {brought(course)} ค่ะ" if course.bring else "มาตัวเปล่าได้เลยค่ะ"
    elif _FEE.search(said):
        told = "เรียนฟรีค่ะ" if course.price == "ฟรี" else f"ค่าเรียน {course.price} ค่ะ"
    elif _SEATS.search(said):
        told = f"{seats(session, context.now)}ค่ะ"
    else:
        rest = coming(context.db, course, context.now)
        told = "\n".join(part for part in (when(session), times(course, rest), course.place) if part)
    return f"“{course.title}”\n{told}" if is_alone else f"“{course.title}” {told}"


def _enrol(context: Context, meant: Sequence[CourseSession]) -> tuple[Button, ...]:
    """One course that is not full can be enrolled in at once."""
    mine = {enrolment.session.course_id for enrolment in coming_of(context.db, context.person, context.now)}
    only = meant[0] if len(meant) == 1 else None
    if only is None or only.course_id in mine or not only.has_room(context.now):
        return (ALL,)
    return (Button(ENROL, Start("enrol_course", {"session": str(only.id)})),)


CAPABILITIES = (answering("ask_of_course", _look),)
