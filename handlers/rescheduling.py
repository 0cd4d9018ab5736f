"""What people are told when the centre moves a session or calls it off."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.capability import Notice
from handlers.course_lines import when
from handlers.replies import Button, Start, say
from models.course_session import CourseSession
from models.enrolment import call_off, in_session, set_reminder
from models.timetable import Rescheduled

ALL = Button("ดูคอร์สทั้งหมด", Start("ask_courses", {"all": 1}))
MINE = Button("คอร์สที่ลงชื่อไว้", Start("my_courses"))


def tell(db: Session, changed: Rescheduled, now: datetime) -> Sequence[Notice]:
    """Gives the seats of what was called off back, sets reminders anew, and says whom to tell, once a person."""
    lines: dict[int, list[str]] = {}
    for session, former in changed.moved:
        for enrolment in in_session(db, [session.id]):
            set_reminder(enrolment, now)
            lines.setdefault(enrolment.person_id, []).append(_moved(session, former))
    for enrolment in call_off(db, [session.id for session in changed.cancelled], now):
        lines.setdefault(enrolment.person_id, []).append(_called_off(enrolment.session))
    db.flush()
    return [
        Notice(person_id, say("ขออภัยค่ะ ศูนย์แจ้งเปลี่ยนวันเรียน", *dict.fromkeys(told), choices=(MINE, ALL)))
        for person_id, told in lines.items()
    ]


def _moved(session: CourseSession, former: datetime) -> str:
    return f"“{session.course.title}” {former:%H:%M} เลื่อนเป็น {when(session)}"


def _called_off(session: CourseSession) -> str:
    return f"“{session.course.title}” {when(session)} งดค่ะ"
